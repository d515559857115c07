"""Which labels a picture wants, and where each may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.maps.palette import colour
from geo.maps.payload import drawn_claims
from geo.maps.placing import Label
from geo.units import format_length

if TYPE_CHECKING:
    from geo.maps.basemap import Ground
    from geo.maps.frame import Frame
    from geo.maps.sheet import Chart
    from geo.model import Band, Place, PlaceMention, Reach

    Box = tuple[float, float, float, float]

MOST_CITIES: Final = 200
"""Cities that a picture may name, before those without room are dropped."""
LARGE: Final = 300_000
"""People of a city that is named before a zone finds its spot."""
AROUND: Final = (0, 180, 22, -22, 158, -158, 45, -45, 135, -135, 68, -68, 112, -112, 90, -90)
"""Azimuths on a ring where its label may stand, best first."""


def labels_of(
    reach: Reach,
    frame: Frame,
    chart: Chart,
    under: Ground,
    places: list[tuple[Place, list[PlaceMention]]],
    *,
    rings: bool = True,
) -> list[Label]:
    """Every label that a picture of a reach may carry."""
    zones = {zone.place.name for zone in reach.scenario.zones}
    launches = {launch.place.name for launch in reach.scenario.launches}
    labels = [*_launches(reach, frame, chart), *_rings(reach, frame, chart)] if rings else []
    for zone in reach.scenario.zones:
        point = frame.place(zone.geometry).representative_point()
        labels.append(Label(f"{zone.place.name}\nzone", "zone", _near(_spot(chart, point.x, point.y)), 30))
    for place, _ in places:
        if place.kind != "country" and place.name not in zones | launches:
            area = place.kind in ("region", "water")
            spot = _spot(chart, frame.lon(place.lon), place.lat)
            labels.append(Label(place.name, "mention", (spot,), 40, away=0 if area else 4.5, dot=not area))
    return labels + _ground(under, chart, zones | launches | {place.name for place, _ in places})


def taken_by(reach: Reach, chart: Chart) -> list[Box]:
    """The boxes that launch symbols take."""
    points = [launch.place for launch in reach.scenario.launches if launch.geometry is None]
    spots = [_spot(chart, place.lon, place.lat) for place in points]
    return [(x - 8, y - 8, x + 8, y + 8) for x, y in spots]


def _launches(reach: Reach, frame: Frame, chart: Chart) -> list[Label]:
    found = []
    for launch in reach.scenario.launches:
        day = f", {launch.date.day} {launch.date:%B %Y}" if launch.date else ""
        spot = _spot(chart, frame.lon(launch.place.lon), launch.place.lat)
        found.append(Label(f"{launch.place.name}\n{launch.kind}{day}", "launch", (spot,), 10, away=9))
    return found


def _rings(reach: Reach, frame: Frame, chart: Chart) -> list[Label]:
    claims = drawn_claims(reach)
    several = len(reach.scenario.launches) > 1
    return [
        Label(
            f"{band.claim.name}\n{format_length(band.claim.length)}"
            + (f" from {band.launch.place.name}" if several else ""),
            "ring",
            _around(band, frame, chart),
            20,
            colour=colour(claims.index(band.claim)),
        )
        for band in reach.bands
    ]


def _around(band: Band, frame: Frame, chart: Chart) -> tuple[tuple[float, float], ...]:
    points = np.vstack([chart(line) for line in frame.strokes(frame.place(band.best))])
    east, north = (points - points.mean(axis=0)).T
    azimuths = np.degrees(np.arctan2(east, north))
    nearest = [int(np.abs((azimuths - wanted + 180) % 360 - 180).argmin()) for wanted in AROUND]
    return tuple((float(points[i, 0]), float(points[i, 1])) for i in nearest)


def _near(spot: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    steps = (
        (0, 0),
        (0, -22),
        (0, 22),
        (34, 0),
        (-34, 0),
        (34, 30),
        (-34, 30),
        (34, -30),
        (-34, -30),
        (0, 48),
        (0, -48),
    )
    return tuple((spot[0] + dx, spot[1] + dy) for dx, dy in steps)


def _ground(under: Ground, chart: Chart, named: set[str]) -> list[Label]:
    labels: list[Label] = []
    for name, lon, lat, room, kind in under.names:
        wide = room * 111_000 * float(np.cos(np.radians(lat))) / chart.metres
        if name not in named and wide > len(name) * 3.2:
            labels.append(Label(name, kind, (_spot(chart, lon, lat),), 60 if kind == "country" else 80))
    for index, (name, lon, lat, people) in enumerate(under.cities[:MOST_CITIES]):
        if name not in named:
            rank = 29 if people >= LARGE else 70 + 20 * index / MOST_CITIES
            labels.append(Label(name, "city", (_spot(chart, lon, lat),), rank, away=3.5, dot=True))
    for name, lines in under.disputed:
        middle: Any = lines[0][len(lines[0]) // 2]
        labels.append(Label(name, "disputed", (_spot(chart, *middle),), 75))
    return labels


def _spot(chart: Chart, lon: float, lat: float) -> tuple[float, float]:
    x, y = chart([(lon, lat)])[0]
    return float(x), float(y)
