"""How much of a region lies within a stated range: share of its area and of its listed people, at low, best and high.

Areas are exact for the drawn shapes, which are true to the scenario's tolerance; people are counted by geodesics.
`low` is the certain reach, `best` what lies within the stated figure and `high` within the most that the wording
allows; for a territory the last two mean from some point of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.covered import ANY_LAUNCH, people_leaves_out, people_source
from geo.geodesy.lonlat import area
from geo.settlements import iso_region, settlement_points, settlements
from geo.standing import Distances, distances, limit
from geo.units import format_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from pandas import DataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.model import Band, Reach

    Flags = NDArray[np.bool_]

AREA_SOURCE: Final = "Natural Earth 4.1 (public domain), outlines of first-level regions"
"""Where the outlines come from."""
_PAD: Final = 0.5
"""Degrees round a region in which its places are looked for: outlines are coarser than positions."""
_BOUNDS: Final = ("low", "best", "high")
_OPEN: Final = {"share_high": float("nan"), "people_high": float("nan")}
"""Where the text leaves the upper bound open."""


@dataclass(frozen=True, slots=True)
class _Region:
    """A region to measure."""

    about: dict[str, Any]
    """Its columns."""
    geometry: BaseGeometry
    """Its outline."""
    code: str = ""
    """ISO 3166-2 code by which the gazetteer's places name it; empty where its places are those inside."""


def region_shares(
    reach: Reach, places: DataFrame | None = None, *, boundaries: GeoDataFrame | None = None
) -> DataFrame:
    """The regions that a stated range touches: one row a claim, launch and region.

    Parameters
    ----------
    reach : Reach
        With its shapes.
    places : DataFrame, optional
        Places with `lon`, `lat` and `population`; without it the settlements of the gazetteer.
    boundaries : GeoDataFrame, optional
        The user's own regions: the `table` of `geo.places_file.read_boundaries`; its other columns pass through.
        Without it the first-level regions that ship with the library, in the scenario's viewpoint.

    Returns
    -------
    DataFrame
        `region`, `region_code` (ISO 3166-2), `country`, `area_km2`, and of it `share_low`, `share_best`, `share_high`
        from 0 to 1, the most people first; `people` listed in the region, and of them `people_low`, `people_best`, `people_high`. Where the text
        leaves the upper bound open `high` is NaN. Several launches together are rows of the launch 'any launch'.
        `attrs` has the sources of areas and people, and what they leave out.
    """
    regions = _own_regions(boundaries) if boundaries is not None else _shipped_regions(reach)
    rows = _rows(reach, regions, places)
    rows.attrs["area"] = AREA_SOURCE if boundaries is None else "the user's own boundaries"
    return rows


def zone_overlap(reach: Reach, places: DataFrame | None = None) -> DataFrame:
    """How much of each zone lies within a stated range: one row a claim, launch and zone. Range is not permission.

    Returns
    -------
    DataFrame
        As of `region_shares`, with `zone`, `zone_code`, `note` and `date` in place of the region's columns; also of zones
        that nothing reaches.
    """
    zones = [
        _Region(
            {
                "zone": zone.place.label,
                "zone_code": zone.place.code or iso_region(zone.place.id),
                "zone_note": zone.note,
                "zone_date": zone.date.isoformat() if zone.date else "",
            },
            zone.geometry,
            zone.place.code or iso_region(zone.place.id),
        )
        for zone in reach.scenario.zones
    ]
    return _rows(reach, zones, places, every=True)


def _shipped_regions(reach: Reach) -> list[_Region]:
    from geo.borders import regions_in

    shapes = [_widest(band) for band in reach.bands]
    if not shapes:
        return []
    west, south, east, north = shapely.total_bounds(np.array(shapes))
    found = regions_in((west, south, east, north), viewpoint=reach.scenario.viewpoint)
    pieces: dict[tuple[str, str, str], list[BaseGeometry]] = {}
    for region in found:
        code = iso_region(region.code)
        pieces.setdefault((region.name, code, region.iso2), []).append(region.geometry)
    return [
        _Region({"region": name, "region_code": code, "country": iso2}, shapely.union_all(shapes), code)
        for (name, code, iso2), shapes in pieces.items()
    ]


def _own_regions(boundaries: GeoDataFrame) -> list[_Region]:
    columns = [column for column in boundaries.columns if column != "geometry"]
    return [
        _Region({column: row[column] for column in columns}, row["geometry"])
        for row in boundaries.to_dict("records")
    ]


def _rows(
    reach: Reach, regions: Sequence[_Region], places: DataFrame | None, *, every: bool = False
) -> DataFrame:
    import pandas as pd

    table = _listed(regions) if places is None else places
    launches = {id(band.launch): band.launch for band in reach.bands}
    points = table[["lon", "lat"]].to_numpy(dtype=float)
    most = max((limit(band.claim.length) for band in reach.bands), default=0.0)
    measured = {key: distances(points, launch, most=most) for key, launch in launches.items()}
    members = [_members(region, table, by_code=places is None) for region in regions]
    sizes = [float(area(region.geometry)) for region in regions]
    rows: list[dict[str, Any]] = []
    for bands in _groups(reach):
        shapes = {bound: _union([getattr(band, bound) for band in bands]) for bound in _BOUNDS}
        inside = _inside(measured, bands)
        group = []
        for region, mine, size in zip(regions, members, sizes, strict=True):
            shares = _area_shares(shapes, region.geometry, size)
            if every or max(shares.values()) > 0:
                about = _about(bands) | region.about | {"area_km2": round(size / 1e6, 1)}
                people = _people(table[mine], {bound: flags[mine] for bound, flags in inside.items()})
                group.append(about | shares | people | (_OPEN if bands[0].claim.length.is_open else {}))
        rows += group if every else sorted(group, key=lambda row: (-row["people_best"], -row["share_best"]))
    frame = pd.DataFrame(rows)
    frame.attrs = {"people": people_source(places), "leaves_out": people_leaves_out(places)}
    return frame


def _groups(reach: Reach) -> Iterator[list[Band]]:
    """The bands one by one; after those of a claim that has several launches, all of them together."""
    for claim in dict.fromkeys(band.claim for band in reach.bands):
        bands = [band for band in reach.bands if band.claim == claim]
        yield from ([band] for band in bands)
        if len(bands) > 1:
            yield bands


def _about(bands: Sequence[Band]) -> dict[str, Any]:
    band = bands[0]
    return {
        "system": band.claim.name,
        "stated": format_length(band.claim.length),
        "document": band.claim.document,
        "launch": band.launch.place.label if len(bands) == 1 else ANY_LAUNCH,
        "launch_kind": ", ".join(dict.fromkeys(band.launch.kind for band in bands)),
    }


def _area_shares(
    shapes: dict[str, BaseGeometry | None], region: BaseGeometry, size: float
) -> dict[str, float]:
    shares = {}
    for bound, shape in shapes.items():
        inside = 0.0
        if shape is not None and size > 0 and shapely.intersects(shape, region):
            inside = float(area(shapely.intersection(shape, region)))
        shares[f"share_{bound}"] = round(min(inside / size, 1.0), 6) if inside else 0.0
    return shares


def _people(table: DataFrame, inside: dict[str, Flags]) -> dict[str, int]:
    population = table["population"].to_numpy(dtype=np.int64)
    counted = {f"people_{bound}": int(population[flags].sum()) for bound, flags in inside.items()}
    return {"listed_places": len(table), "people": int(population.sum())} | counted


def _inside(measured: dict[int, Distances], bands: Sequence[Band]) -> dict[str, Flags]:
    """Whether each place is within the low, best and high bound of at least one of the bands."""
    found = [(measured[id(band.launch)], band.claim.length) for band in bands]
    return {
        "low": np.any([(d.farthest <= length.low) & (length.low > 0) for d, length in found], axis=0),
        "best": np.any([d.nearest <= length.best for d, length in found], axis=0),
        "high": np.any([d.nearest <= length.high for d, length in found], axis=0),
    }


def _listed(regions: Sequence[_Region]) -> DataFrame:
    """The gazetteer's settlements in or near some of the regions."""
    points = settlement_points()
    keep = np.zeros(len(points.number), dtype=bool)
    for region in regions:
        west, south, east, north = region.geometry.bounds
        box = (points.lon >= west - _PAD) & (points.lon <= east + _PAD)
        keep |= box & (points.lat >= south - _PAD) & (points.lat <= north + _PAD)
    return settlements(keep)


def _members(region: _Region, table: DataFrame, *, by_code: bool) -> Flags:
    """Which places are a region's: by the gazetteer's hierarchy where it has a code, else those inside its outline."""
    if by_code and region.code:
        mine: Flags = (table["region_code"] == region.code).to_numpy()
        if mine.any():
            return mine
    return _contains(region.geometry, table["lon"], table["lat"])


def _contains(shape: BaseGeometry, lon: Any, lat: Any) -> Flags:
    shapely.prepare(shape)
    inside: Flags = shapely.intersects_xy(shape, np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    return inside


def _union(shapes: Sequence[BaseGeometry | None]) -> BaseGeometry | None:
    known = [shape for shape in shapes if shape is not None]
    return None if not known else known[0] if len(known) == 1 else shapely.union_all(known)


def _widest(band: Band) -> BaseGeometry:
    return band.high if band.high is not None else band.best
