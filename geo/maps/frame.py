"""The part of the world a map shows: one continuous stretch of longitude, also across the date line.

Shapes come split at ±180° and run along it where they hold a pole. A map wants them whole: a frame has a middle
meridian, and every shape is moved and joined so that it lies within 180° of it. Only the seam of the frame
remains, and no line is drawn along it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely import affinity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

MERCATOR_LIMIT: Final = 85.0
"""The latitude where a web map ends, degrees."""
EARTH: Final = 6371008.8
"""Mean radius of the Earth, metres."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A middle meridian and the box, in its longitudes, that the content fills."""

    middle: float
    """Longitude of the middle, degrees; 0 unless the content crosses the date line."""
    west: float
    """Left edge of the content, degrees, from `middle` - 180."""
    south: float
    """Lower edge, degrees."""
    east: float
    """Right edge, degrees, up to `middle` + 180."""
    north: float
    """Upper edge, degrees."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in the frame's longitudes."""
        return self.west, self.south, self.east, self.north

    def padded(self, share: float, *, up: float | None = None, least: float = 0.0) -> Frame:
        """The frame with a margin: a share of its size on every side, and never narrower than `least` degrees.

        Above and below the share is `up`, where that is given.
        """
        width, height = self.east - self.west, self.north - self.south
        dx = max(width * share, (least - width) / 2)
        dy = max(height * (share if up is None else up), (least * 0.6 - height) / 2)
        return Frame(
            self.middle,
            max(self.west - dx, self.middle - 180),
            max(self.south - dy, -MERCATOR_LIMIT),
            min(self.east + dx, self.middle + 180),
            min(self.north + dy, MERCATOR_LIMIT),
        )

    def filled(self) -> Frame:
        """The frame grown so that a wide and a tall screen are both full when it is shown whole, and some more."""
        width, height = self.east - self.west, self.north - self.south
        shrink = math.cos(math.radians(min(abs(self.south + self.north) / 2, 75.0)))
        wide, tall = max(width, 2.2 * height / shrink), max(height, 1.4 * width * shrink)
        return self.padded((wide * 1.35 / width - 1) / 2, up=(tall * 1.35 / height - 1) / 2)

    def lon(self, lon: float) -> float:
        """A longitude moved into the frame."""
        return float((lon - self.middle + 180) % 360 - 180 + self.middle)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """A shape moved into the frame and joined where it was split at ±180°."""
        west, _, east, _ = geometry.bounds
        left, right = self.middle - 180, self.middle + 180
        if west >= left and east <= right:
            return geometry
        copies = [affinity.translate(geometry, shift) for shift in (-360, 0, 360)]
        cut = [shapely.clip_by_rect(copy, left, -90, right, 90) for copy in copies]
        return shapely.union_all([part for part in cut if not part.is_empty])

    def boxes(self) -> list[tuple[float, tuple[float, float, float, float]]]:
        """The frame as boxes within ±180°, each with the shift that takes its content into the frame."""
        found = []
        for shift in (-360.0, 0.0, 360.0):
            west, east = max(self.west - shift, -180.0), min(self.east - shift, 180.0)
            if west < east:
                found.append((shift, (west, self.south, east, self.north)))
        return found

    def strokes(self, geometry: BaseGeometry, *, limit: float = 90.0) -> list[NDArray[np.float64]]:
        """The outline of a shape in the frame, without the seam and the poles, which are no edges of it.

        Nothing is drawn beyond the latitude `limit`, where a web map ends.
        """
        lines: list[NDArray[np.float64]] = []
        outline = geometry.boundary if geometry.geom_type.endswith("Polygon") else geometry
        for part in shapely.get_parts(outline):
            points = shapely.get_coordinates(part)
            seam = np.abs(np.abs(points[:, 0] - self.middle) - 180) < 1e-9
            pole = np.abs(points[:, 1]) > limit - 1e-9
            false = (seam[1:] & seam[:-1]) | (pole[1:] & pole[:-1])
            runs = np.split(np.arange(len(points)), np.flatnonzero(false) + 1)
            lines += [points[run] for run in _rejoined(runs, points, closed=not false.any()) if len(run) > 1]
        return lines


def _rejoined(
    runs: list[NDArray[np.intp]], points: NDArray[np.float64], *, closed: bool
) -> list[NDArray[np.intp]]:
    if not closed and len(runs) > 1 and (points[0] == points[-1]).all():
        return [*runs[1:-1], np.concatenate([runs[-1], runs[0][1:]])]
    return runs


def frame_of(geometries: Iterable[BaseGeometry]) -> Frame:
    """The smallest frame around shapes in longitude and latitude: the widest gap of longitude stays outside.

    Parameters
    ----------
    geometries : iterable of shapely geometry
        At least one that is not empty.
    """
    bounds = shapely.bounds(shapely.get_parts([g for g in geometries if not g.is_empty]))
    if not len(bounds):
        return Frame(0.0, -180.0, -60.0, 180.0, 75.0)
    south = max(float(bounds[:, 1].min()), -MERCATOR_LIMIT)
    north = min(float(bounds[:, 3].max()), MERCATOR_LIMIT)
    west, width = _shortest_arc(bounds[:, 0], bounds[:, 2])
    middle = 0.0 if west + width <= 180 else float(np.round(west + width / 2))
    west = west if west >= middle - 180 else west + 360
    return Frame(middle, west, south, min(west + width, middle + 180), north)


def frame_about(lon: float, lat: float, metres: float) -> Frame:
    """The frame of a disc, in longitudes about its own middle; whole turns where it holds a pole.

    Parameters
    ----------
    lon, lat : float
        Middle of the disc, degrees.
    metres : float
        Its radius.
    """
    turn = metres / EARTH
    south, north = lat - math.degrees(turn), lat + math.degrees(turn)
    if south <= -90 or north >= 90:
        return Frame(lon, lon - 180, max(south, -90.0), lon + 180, min(north, 90.0))
    half = math.degrees(math.asin(min(math.sin(turn) / math.cos(math.radians(lat)), 1.0)))
    return Frame(lon, lon - half, south, lon + half, north)


def _shortest_arc(wests: NDArray[np.float64], easts: NDArray[np.float64]) -> tuple[float, float]:
    """Start and width of the shortest stretch of longitude that holds all the intervals."""
    order = np.argsort(wests)
    wests, reached = wests[order], np.maximum.accumulate(easts[order])
    gaps = np.append(wests[1:], wests[0] + 360) - reached
    widest = int(gaps.argmax())
    return float(wests[(widest + 1) % len(wests)]), 360 - max(float(gaps[widest]), 0.0)
