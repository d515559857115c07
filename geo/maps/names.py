"""Names on the ground: countries, regions and cities, each with what decides whether there is room for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from geo.names import gazetteer
from geo.settlements import settlement_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.maps.basemap import Region
    from geo.maps.frame import Frame

MOST_CITIES: Final = 420
"""Cities a page carries; the largest, spread over the ground."""
TOWN: Final = 50_000
"""People of a city from which its districts are told apart."""
CELLS: Final = 14
"""The ground is divided into this many columns, so that thinly settled parts keep their towns."""


class City(NamedTuple):
    """A city that a map may name."""

    number: int
    """Number in the gazetteer."""
    lon: float
    """Longitude in the frame, degrees."""
    lat: float
    """Latitude, degrees."""
    people: int
    """Its people."""
    weight: int
    """Its people, counted more often in a capital."""


def region_names(
    regions: Sequence[Region], countries: Mapping[str, BaseGeometry], frame: Frame
) -> list[list[Any]]:
    """Name, longitude, latitude, room and kind of each country and region.

    Room is the width, in degrees, of the largest circle that fits: a name is written where the circle is wider
    than the text. A country's name stands in its part within the frame, a region's in the whole region.
    """
    window = shapely.box(*frame.padded(0.1, least=4.0).bounds)
    found = [
        _named(region.name, region.geometry, "region")
        for region in regions
        if region.name and region.name != region.country and region.geometry.intersects(window)
    ]
    for name, whole in countries.items():
        seen = shapely.clip_by_rect(whole, *window.bounds)
        found.append(_named(name, seen if seen.area > 0 else whole, "country"))
    return [row for row in found if row]


def _named(name: str, geometry: Any, kind: str) -> list[Any]:
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    if not parts:
        return []
    largest = max(parts, key=lambda part: part.area)
    radius = shapely.maximum_inscribed_circle(largest, tolerance=max(largest.length / 200, 0.01))
    (lon, lat), _ = radius.coords
    return [name, round(lon, 3), round(lat, 3), round(2 * radius.length, 2), kind]


def city_names(ground: Frame, frame: Frame) -> list[list[Any]]:
    """Name, longitude, latitude and people of the cities worth a label, the largest first.

    Half of them stand in the frame, which the reader looks at first, the others around it.
    """
    inner = _spread(_apart(_cities(frame)), frame, MOST_CITIES // 2)
    outer = _spread(_apart(_cities(ground)), ground, MOST_CITIES // 2)
    chosen = sorted(dict.fromkeys(inner + outer), key=lambda city: -city.weight)
    return [
        [gazetteer().entry(city.number).name, round(city.lon, 3), round(city.lat, 3), city.people]
        for city in chosen
    ]


def _cities(ground: Frame) -> list[City]:
    """The cities of the ground, those that count most first."""
    points = settlement_points()
    cities: list[City] = []
    for shift, (west, south, east, north) in ground.boxes():
        inside = (points.lon >= west) & (points.lon <= east) & (points.lat >= south) & (points.lat <= north)
        found = np.flatnonzero(inside)
        for i in found[np.argsort(-points.population[found], kind="stable")][:4000]:
            number, people = int(points.number[i]), int(points.population[i])
            at = float(points.lon[i]) + shift, float(points.lat[i])
            cities.append(City(number, *at, people, people * _weight(number)))
    return sorted(cities, key=lambda city: -city.weight)


@cache
def _weight(number: int) -> int:
    """How often the people of a city count: four times in a capital, twice where its district is named after it."""
    entry = gazetteer().entry(number)
    if entry.capital:
        return 4
    return 2 if entry.admin2 >= 0 and gazetteer().entry(entry.admin2).name.startswith(entry.name[:6]) else 1


def _apart(cities: list[City]) -> list[City]:
    """Cities without the districts and suburbs that the gazetteer lists beside a larger one.

    A city is taken to reach as far as 10 km for a million people.
    """
    if not cities:
        return []
    lon, lat = np.radians(np.array([(city.lon, city.lat) for city in cities])).T
    people = np.array([city.people for city in cities])
    within = np.zeros(len(cities), dtype=bool)
    for i in np.flatnonzero(people >= TOWN):
        if not within[i]:
            east, north = (lon[i + 1 :] - lon[i]) * np.cos(lat[i]), lat[i + 1 :] - lat[i]
            within[i + 1 :] |= 6371 * np.hypot(east, north) < 0.01 * np.sqrt(people[i])
    return [city for city, inside in zip(cities, within, strict=True) if not inside]


def _spread(cities: list[City], ground: Frame, most: int) -> list[City]:
    """The largest cities, and of every cell of the ground the three largest."""
    side = max((ground.east - ground.west) / CELLS, 1e-9)
    taken: dict[tuple[int, int], int] = {}
    kept = []
    for rank, city in enumerate(cities):
        cell = (int((city.lon - ground.west) / side), int((city.lat - ground.south) / side))
        taken[cell] = taken.get(cell, 0) + 1
        if rank < most // 4 or taken[cell] <= 3:
            kept.append(city)
    return kept[:most]
