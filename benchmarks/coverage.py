"""Coverage of 34,000 cities by ten systems from a territory of 5,000 vertices, beside one `geopandas.sjoin`.

Both run in this process on the same places. The join asks the drawn polygons, ten of them; coverage solves the geodesic to
the nearest and the farthest point of the territory for every city and gives one row a city and system. Wrong answers are
counted against exact distances.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import shapely

from geo.bands import reach
from geo.borders import outline
from geo.covered import coverage
from geo.gazetteer import find_place
from geo.geodesy.farthest import farthest_distance
from geo.geodesy.within import distance_to
from geo.model import Claims, Document, Launch, RangeClaim, Scenario
from geo.settlements import settlement_points, settlements
from geo.standing import may_be_within
from geo.units import parse_length

if TYPE_CHECKING:
    from collections.abc import Callable

CITIES = 34_000
VERTICES = 5_000
SYSTEMS = (40, 77, 100, 150, 190, 250, 300, 500, 1000, 2500)


def territory() -> shapely.Polygon:
    place = find_place("Ukraine")
    shape = outline(place)
    assert shape is not None
    border = shapely.get_coordinates(shape).shape[0]
    length = shape.length / VERTICES
    while (
        shapely.get_coordinates(shapely.segmentize(shape, length)).shape[0] > VERTICES and border < VERTICES
    ):
        length *= 1.05
    return shapely.segmentize(shape, length) if border < VERTICES else shape


def cities() -> object:
    people = settlement_points().population
    least = np.sort(people)[-CITIES]
    return settlements(people >= least).head(CITIES)


def timed(work: Callable[[], object], repeats: int = 3) -> tuple[float, object]:
    best, result = np.inf, None
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def main() -> None:
    land, places = territory(), cities()
    launch = Launch(find_place("Ukraine"), "territory", geometry=land)
    claims = tuple(
        RangeClaim(0, 1, f"{km} km", parse_length(f"about {km} km"), (f"S{km}",), document="d")
        for km in SYSTEMS
    )
    result = reach(Claims((Document("d", ""),), claims), Scenario(launches=(launch,)))
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(places.lon, places.lat), crs=4326)
    polygons = geopandas.GeoDataFrame(
        {"system": [band.claim.name for band in result.bands]},
        geometry=[band.best for band in result.bands],
        crs=4326,
    )
    ours, table = timed(lambda: coverage(result, places))
    theirs, joined = timed(lambda: geopandas.sjoin(points, polygons, predicate="within"))
    xy = places[["lon", "lat"]].to_numpy()
    xy = xy[may_be_within(xy, launch, 2.85e6)]
    near, _ = timed(lambda: distance_to(xy, land), 1)
    far, _ = timed(lambda: farthest_distance(xy, land), 1)
    inside = table[table.distance_m <= table.best_km * 1000]
    pairs = set(zip(inside.place_id, inside.system, strict=True))
    drawn = set(zip(places.place_id.to_numpy()[joined.index], joined.system, strict=True))
    vertices = shapely.get_coordinates(land).shape[0]
    print(
        f"{len(places):,} cities, {len(SYSTEMS)} systems, territory of {vertices:,} vertices; {len(table):,} rows"
    )
    print(f"coverage                 {ours:7.2f} s of CPU   (nearest {near:.2f}, farthest {far:.2f})")
    print(f"geopandas.sjoin          {theirs:7.2f} s of CPU, polygons drawn before")
    print(f"ratio                    {ours / theirs:7.1f}   (goal: under 20)")
    print(
        f"within the stated figure {len(pairs):,}; answers of the drawn polygons that differ: {len(pairs ^ drawn)}"
    )


if __name__ == "__main__":
    main()
