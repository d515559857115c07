"""Names on the ground: countries, regions and cities, each with what decides whether there is room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.names import gazetteer
from geo.settlements import settlement_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.maps.basemap import Region
    from geo.maps.frame import Frame

    City = tuple[int, float, float, int]

MOST_CITIES: Final = 420
"""Cities a page carries; the largest, spread over the ground."""
TOWN: Final = 50_000
"""People of a city from which its districts are told apart."""
CELLS: Final = 14
"""The ground is divided into this many columns, so that thinly settled parts keep their towns."""


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
    chosen = sorted(dict.fromkeys(inner + outer), key=lambda city: -city[3])
    return [
        [gazetteer().entry(number).name, round(lon, 3), round(lat, 3), people]
        for number, lon, lat, people in chosen
    ]


def _cities(ground: Frame) -> list[City]:
    points = settlement_points()
    cities: list[City] = []
    for shift, (west, south, east, north) in ground.boxes():
        inside = (points.lon >= west) & (points.lon <= east) & (points.lat >= south) & (points.lat <= north)
        found = np.flatnonzero(inside)
        for i in found[np.argsort(-points.population[found], kind="stable")][:4000]:
            at = float(points.lon[i]) + shift, float(points.lat[i])
            cities.append((int(points.number[i]), *at, int(points.population[i])))
    return sorted(cities, key=lambda city: -city[3])


def _apart(cities: list[City]) -> list[City]:
    """Cities without the districts and suburbs that the gazetteer lists beside a larger one.

    A city is taken to reach as far as 10 km for a million people; one that its district is named after counts double.
    """
    if not cities:
        return []
    order = sorted(cities, key=lambda city: -city[3] * (2 if _seat(city[0]) else 1))
    lon, lat = np.radians(np.array([city[1:3] for city in order])).T
    people = np.array([city[3] for city in order])
    within = np.zeros(len(order), dtype=bool)
    for i in np.flatnonzero(people >= TOWN):
        if not within[i]:
            east, north = (lon[i + 1 :] - lon[i]) * np.cos(lat[i]), lat[i + 1 :] - lat[i]
            within[i + 1 :] |= 6371 * np.hypot(east, north) < 0.01 * np.sqrt(people[i])
    inner = {city[0] for city, inside in zip(order, within, strict=True) if inside}
    return [city for city in cities if city[0] not in inner]


def _seat(number: int) -> bool:
    entry = gazetteer().entry(number)
    return entry.admin2 >= 0 and gazetteer().entry(entry.admin2).name.startswith(entry.name[:6])


def _spread(cities: list[City], ground: Frame, most: int) -> list[City]:
    """The largest cities, and of every cell of the ground the three largest."""
    side = max((ground.east - ground.west) / CELLS, 1e-9)
    taken: dict[tuple[int, int], int] = {}
    kept = []
    for rank, city in enumerate(cities):
        cell = (int((city[1] - ground.west) / side), int((city[2] - ground.south) / side))
        taken[cell] = taken.get(cell, 0) + 1
        if rank < most // 4 or taken[cell] <= 3:
            kept.append(city)
    return kept[:most]
