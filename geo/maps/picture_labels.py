"""Which labels a picture wants, and where each may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.maps.palette import text_colour
from geo.maps.placing import Label
from geo.maps.words import named_apart
from geo.units import format_length

if TYPE_CHECKING:
    from geo.maps.basemap import Ground
    from geo.maps.frame import Frame
    from geo.maps.sheet import Chart
    from geo.model import Place, PlaceMention, RangeClaim, Reach

    Box = tuple[float, float, float, float]

MOST_CITIES: Final = 200
"""Cities that a picture may name, before those without room are dropped."""
LARGE: Final = 300_000
"""People of a city that is named before a zone finds its spot."""
AROUND: Final = (
    0, 180, 15, -15, 165, -165, 30, -30, 150, -150, 45, -45, 135, -135, 60, -60, 120, -120, 75, -75, 105, -105, 90, -90,
)  # fmt: skip
"""Azimuths on a ring where its label may stand, best first."""


def labels_of(  # noqa: PLR0917 - what is named, and where
    reach: Reach,
    claims: list[RangeClaim],
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
    labels = [*_launches(reach, frame, chart), *_rings(reach, claims, frame, chart)] if rings else []
    for zone in reach.scenario.zones:
        point = frame.place(zone.geometry).representative_point()
        labels.append(
            Label(f"{zone.place.name}\nzone", "zone", _near(_spot(chart, point.x, point.y)), 30, must=True)
        )
    for place, _ in places:
        if place.kind != "country" and place.name not in zones | launches:
            area = place.kind in ("region", "water")
            spot = _spot(chart, frame.lon(place.lon), place.lat)
            labels.append(
                Label(place.name, "mention", (spot,), 40, away=0 if area else 4.5, dot=not area, must=True)
            )
    return labels + _ground(under, chart, zones | launches | {place.name for place, _ in places})


def taken_by(reach: Reach, chart: Chart) -> list[Box]:
    """The boxes that launch symbols take."""
    points = [launch.place for launch in reach.scenario.launches if launch.geometry is None]
    spots = [_spot(chart, place.lon, place.lat) for place in points]
    return [(x - 8, y - 8, x + 8, y + 8) for x, y in spots]


def _launches(reach: Reach, frame: Frame, chart: Chart) -> list[Label]:
    found = []
    for launch, name in zip(reach.scenario.launches, named_apart(reach.scenario.launches), strict=True):
        day = f", {launch.date.day} {launch.date:%B %Y}" if launch.date else ""
        spot = _spot(chart, frame.lon(launch.place.lon), launch.place.lat)
        found.append(Label(f"{name}\n{launch.kind}{day}", "launch", (spot,), 10, away=9, must=True))
    return found


def _rings(reach: Reach, claims: list[RangeClaim], frame: Frame, chart: Chart) -> list[Label]:
    several = len(reach.scenario.launches) > 1
    names = dict(zip(map(id, reach.scenario.launches), named_apart(reach.scenario.launches), strict=True))
    found = []
    for band in reach.bands:
        points = np.vstack([_sampled(line) for line in chart.lines(frame.strokes(frame.place(band.best)))])
        name, value = band.claim.name, format_length(band.claim.length)
        start = f" from {names.get(id(band.launch), band.launch.place.name)}" if several else ""
        text, short = (f"{name}\n{words}{start}" for words in (value, value.partition(" (")[0]))
        spots = _around(points)
        out = tuple((float(np.sin(a)), float(np.cos(a))) for a in np.radians(AROUND))
        shade = text_colour(claims.index(band.claim))
        found.append(
            Label(text, "ring", spots, 20, away=4, colour=shade, out=out, edge=points, short=short, must=True)
        )
    return found


def _sampled(line: Any, apart: float = 4.0) -> Any:
    """Points along a line, a few points of print apart."""
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.arange(0, along[-1], apart)
    return np.column_stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)])


def _around(points: Any) -> tuple[tuple[float, float], ...]:
    east, north = (points - points.mean(axis=0)).T
    azimuths = np.degrees(np.arctan2(east, north))
    nearest = [int(np.abs((azimuths - wanted + 180) % 360 - 180).argmin()) for wanted in AROUND]
    return tuple((float(points[i, 0]), float(points[i, 1])) for i in nearest)


def _near(spot: tuple[float, float], by: float = 1.0) -> tuple[tuple[float, float], ...]:
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
    return tuple((spot[0] + by * dx, spot[1] + by * dy) for dx, dy in steps)


def _ground(under: Ground, chart: Chart, named: set[str]) -> list[Label]:
    labels: list[Label] = []
    for name, lon, lat, room, kind in under.names:
        wide = room * 111_000 * float(np.cos(np.radians(lat))) / chart.metres
        if name not in named and wide > len(name) * 3.2:
            spots = _near(_spot(chart, lon, lat), min(wide / 160, 1.4))
            labels.append(Label(name, kind, spots, 60 if kind == "country" else 80))
    for index, (name, lon, lat, people) in enumerate(under.cities[:MOST_CITIES]):
        if name not in named:
            rank = 29 if people >= LARGE else 70 + 20 * index / MOST_CITIES
            labels.append(Label(name, "city", (_spot(chart, lon, lat),), rank, away=3.5, dot=True))
    for name, lines in under.disputed:
        first, *_, last = chart(lines[0])
        if 2 * np.hypot(*(last - first)) > len(name) * 2.6:
            middle: Any = lines[0][len(lines[0]) // 2]
            labels.append(Label(name, "disputed", _near(_spot(chart, *middle), 0.6), 75))
    return labels


def _spot(chart: Chart, lon: float, lat: float) -> tuple[float, float]:
    x, y = chart([(lon, lat)])[0]
    return float(x), float(y)
