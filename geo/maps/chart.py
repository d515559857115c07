"""Where web Mercator would bend rings too far: a map about a middle of its own, on which they are round.

A ring of 5,500 km around Pyongyang is torn into two curves by web Mercator, and one that holds the pole cannot be
drawn whole. An azimuthal equidistant map shows both as circles; `static/chart.js` is its other half.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.maps.frame import EARTH, Frame, frame_about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Reach

BEND: Final = 1.7
"""Web Mercator serves while the far edge of a map is drawn at less than so many times the scale of the near one."""
WIDEST: Final = 100.0
"""Web Mercator serves for maps of fewer degrees of longitude than this."""
AROUND: Final = 1.9
"""How far the ground reaches, as a share of the radius, so that a wide screen is full."""
TORN: Final = 1.92e7
"""Metres from the middle beyond which the ground is left out: the antipode, 20,000 km away, is no point but a circle."""


@dataclass(frozen=True, slots=True)
class Disc:
    """What an azimuthal map shows: everything within a radius of its middle."""

    lon: float
    """Longitude of the middle, degrees."""
    lat: float
    """Latitude of the middle, degrees."""
    radius: float
    """Metres from the middle to the farthest content."""
    name: str
    """What lies in the middle; empty where that is no launch."""

    def frame(self, share: float = 1.0) -> Frame:
        """The frame of a share of the radius."""
        return frame_about(self.lon, self.lat, min(self.radius * share, 0.999 * math.pi * EARTH))

    def untorn(self, geometry: BaseGeometry) -> BaseGeometry:
        """A shape in the frame, without what lies about the antipode."""
        from geo.geodesy.rings import range_ring

        frame = self.frame(AROUND)
        antipode = frame.place(
            range_ring((_turned(self.lon + 180), -self.lat), math.pi * EARTH - TORN, tolerance=1000)
        )
        return shapely.difference(geometry, antipode) if geometry.intersects(antipode) else geometry

    def words(self) -> str:
        """What a reader should know of the map."""
        if not self.name:
            return "The map is azimuthal: shapes far from its middle are stretched."
        return f"The map is azimuthal: distances and directions from {self.name} are true, shapes far from it are stretched."


def disc_of(reach: Reach, shapes: Sequence[BaseGeometry], frame: Frame) -> Disc | None:
    """The azimuthal map that shapes want; None where web Mercator serves them well.

    Parameters
    ----------
    reach : Reach
        Its launches give the middle.
    shapes : sequence of shapely geometry
        What the map must hold.
    frame : Frame
        Of the shapes.
    """
    nearest = 0.0 if frame.south * frame.north < 0 else min(abs(frame.south), abs(frame.north))
    bend = math.cos(math.radians(nearest)) / math.cos(math.radians(max(abs(frame.south), abs(frame.north))))
    if not reach.bands or (bend < BEND and frame.east - frame.west < WIDEST):
        return None
    launches = {(launch.place.lon, launch.place.lat): launch.place.name for launch in reach.scenario.launches}
    middle = _unit(np.array(list(launches))).mean(axis=0)
    lon = math.degrees(math.atan2(middle[1], middle[0]))
    lat = math.degrees(math.atan2(middle[2], math.hypot(middle[0], middle[1])))
    points = _unit(shapely.get_coordinates(shapely.segmentize(list(shapes), 1.0)))
    away = np.arccos(np.clip(points @ _unit(np.array([(lon, lat)]))[0], -1, 1)).max() * EARTH
    return Disc(
        round(lon, 4), round(lat, 4), float(away), next(iter(launches.values())) if len(launches) == 1 else ""
    )


def _unit(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = np.radians(lonlat).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _turned(lon: float) -> float:
    return (lon + 180) % 360 - 180
