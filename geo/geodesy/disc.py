"""One disc anywhere on the globe, poles and antipode included: its ring solved geodesic by geodesic, its edges measured."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesy.lines import geod
from geo.geodesy.lonlat import MEAN_RADIUS, WORLD
from geo.geodesy.star import between, evenly, outline

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

HALF_MERIDIAN: Final = 20003931.458625447
"""Distance between antipodes, metres: no two points are farther apart."""
CUT_RADIUS: Final = 19.9e6
"""Beyond this, in metres, geodesics from one point may meet each other before they end."""
LEAST_VERTICES: Final = 32
"""Vertices of the coarsest ring."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc anywhere on the globe, whose ring is solved geodesic by geodesic."""

    lon: float
    """Longitude of the centre, degrees."""
    lat: float
    """Latitude of the centre, degrees."""
    radius: float
    """Metres."""

    def shape(self, tolerance: float, count: int = 0) -> BaseGeometry:
        """RFC 7946 geometry; edges are measured unless a count of vertices is known to do."""
        if self.radius >= HALF_MERIDIAN:
            return WORLD
        azimuths = np.linspace(360, 0, count + 1) if count else self._azimuths(tolerance)
        if count:
            return outline(self, azimuths, None)
        return outline(
            self, azimuths, lambda edges: evenly(self.strays(edges.start, edges.end) / (0.98 * tolerance))
        )

    def solve(self, azimuths: Floats) -> Floats:
        """The points of the ring in these directions; beyond the cut radius, directions from the antipode."""
        lon, lat = np.full(len(azimuths), self.lon), np.full(len(azimuths), self.lat)
        if self.radius <= CUT_RADIUS:
            return np.column_stack(geod().fwd(lon, lat, azimuths, np.full(len(azimuths), self.radius))[:2])
        near, far = np.zeros(len(azimuths)), np.full(len(azimuths), 4e5)
        for _ in range(45):
            middle = (near + far) / 2
            ends = geod().fwd(lon + 180, -lat, azimuths, middle)[:2]
            beyond = geod().inv(lon, lat, *ends)[2] > self.radius
            near, far = np.where(beyond, middle, near), np.where(beyond, far, middle)
        return np.column_stack(ends)

    def _azimuths(self, tolerance: float) -> Floats:
        """Directions whose steps suit the difference of curvature between the ring and its edges."""
        if self.radius > CUT_RADIUS:
            return np.linspace(0, 360, 2 * LEAST_VERTICES + 1)
        grid = np.linspace(360, 0, 721)
        lon, lat = np.full(len(grid), self.lon), np.full(len(grid), self.lat)
        _, lat, back = geod().fwd(lon, lat, grid, np.full(len(grid), self.radius))
        east = np.cos(np.radians(back))
        bend = 1 / math.tan(self.radius / MEAN_RADIUS)
        tilt = np.clip(np.tan(np.radians(lat)), -1e4, 1e4)
        strain = np.abs(bend - tilt * east * (2 - east**2)) + 0.1 * (abs(bend) + np.abs(tilt))
        across = math.sin(self.radius / MEAN_RADIUS)
        density = np.maximum(
            across * np.sqrt(strain * MEAN_RADIUS / (8 * tolerance)), LEAST_VERTICES / (2 * np.pi)
        )
        steps = np.radians(0.5) * (density[1:] + density[:-1]) / 2
        total = np.concatenate([[0], np.cumsum(steps)])
        return np.interp(np.linspace(0, total[-1], math.ceil(total[-1]) + 1), total, grid)

    def strays(self, start: Floats, end: Floats) -> Floats:
        """How far each straight longitude-latitude edge strays from the ring, metres, at its quarters."""
        points = between(start, end, 0.25, 0.5, 0.75)
        lon, lat = np.full(len(points), self.lon), np.full(len(points), self.lat)
        metres = geod().inv(lon, lat, points[:, 0].copy(), points[:, 1].copy())[2]
        worst: Floats = np.abs(metres - self.radius).reshape(3, -1).max(axis=0)
        return worst
