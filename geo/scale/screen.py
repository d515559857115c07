"""The cheap test that decides nearly every pair: chords in 32-bit numbers, with a margin for their rounding.

Positions are rounded by at most 24 m and squared chords by one part in a million (docs/chord-bounds.md adds it
up), so the chord bounds, moved apart by that much, still decide. What is left goes through 64-bit chords and then
Karney's geodesics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesy.chords import chord_bounds, ecef, within_radius
from geo.geodesy.lonlat import EQUATORIAL_RADIUS, FLATTENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.scale.sources import Sources

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]
    Mask = NDArray[np.bool_]

MARGIN: Final = 24.0
"""Metres between a point and its 32-bit position, of both ends together."""
RELATIVE: Final = 1e-6
"""Relative error of a squared chord that is added up in 32 bits."""

_BLOCK: Final = 1 << 15
"""Points that are tested together: their coordinates stay in the processor's cache."""
_E2: Final = FLATTENING * (2 - FLATTENING)
_RADIAN: Final = np.float32(np.pi / 180)
"""One degree; thirteen times faster than `np.radians` of 32-bit numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """Point sources made ready for testing."""

    lon: Floats
    """Longitudes, degrees, shape (K,)."""
    lat: Floats
    """Latitudes, degrees."""
    radius: Floats
    """Geodesic radii, metres."""
    center: Floats
    """Earth-centred coordinates, metres, shape (3, K)."""
    near: Floats
    """Chords up to which a 32-bit position is certainly within, metres; negative where none is."""
    far: Floats
    """Chords beyond which it certainly is not."""

    @classmethod
    def of(cls, sources: Sources, which: NDArray[np.intp]) -> Screen:
        """The screen of the point sources with these numbers."""
        lon, lat, radius = sources.lon[which], sources.lat[which], sources.radius[which]
        inside, outside = chord_bounds(radius)
        near = np.where(inside < 0, -np.inf, np.sqrt(np.maximum(inside, 0))) - MARGIN
        return cls(lon, lat, radius, ecef(lon, lat), near, np.sqrt(outside) + MARGIN)

    def squared(self) -> tuple[Singles, Singles]:
        """`near` and `far` squared, as 32-bit thresholds of squared 32-bit chords."""
        near = np.where(self.near > 0, np.maximum(self.near, 0) ** 2 * (1 - RELATIVE), -1.0)
        return near.astype(np.float32), (self.far**2 * (1 + RELATIVE)).astype(np.float32)

    def decide(self, source: NDArray[np.intp] | int, lon: Floats, lat: Floats) -> Mask:
        """Exact membership of points in the sources with these numbers, pair by pair."""
        return within_radius(lon, lat, self.lon[source], self.lat[source], self.radius[source])


def positions(lon: Singles, lat: Singles) -> Singles:
    """Earth-centred coordinates in 32 bits, shape (3, n), from degrees in 32 bits."""
    one, e2 = np.float32(1), np.float32(_E2)
    lam, phi = lon * _RADIAN, lat * _RADIAN
    sin, cos = np.sin(phi), np.cos(phi)
    normal = np.float32(EQUATORIAL_RADIUS) / np.sqrt(one - e2 * sin * sin)
    across = normal * cos
    xyz = np.empty((3, *lon.shape), np.float32)
    np.multiply(across, np.cos(lam), out=xyz[0])
    np.multiply(across, np.sin(lam), out=xyz[1])
    np.multiply(normal * (one - e2), sin, out=xyz[2])
    return xyz


def masks(screen: Screen, lon: Floats, lat: Floats) -> Iterator[tuple[int, int, Mask]]:
    """Which points each source holds: every point against every source, block by block.

    Yields
    ------
    source, first, mask : int, int, array of bool
        `mask` is for the points from number `first` on; it is used again for the next one.
    """
    centers = screen.center.astype(np.float32)
    near, far = screen.squared()
    for first in range(0, lon.size, _BLOCK):
        part = slice(first, first + _BLOCK)
        xyz = positions(lon[part].astype(np.float32), lat[part].astype(np.float32))
        total, step = np.empty_like(xyz[0]), np.empty_like(xyz[0])
        for source in range(near.size):
            _squared_chords(xyz, centers[:, source], total, step)
            mask = total <= near[source]
            maybe = total <= far[source]
            if np.count_nonzero(maybe) != np.count_nonzero(mask):
                doubt = np.flatnonzero(maybe ^ mask)
                mask[doubt] = screen.decide(source, lon[first + doubt], lat[first + doubt])
            yield source, first, mask


def _squared_chords(xyz: Singles, center: Singles, total: Singles, step: Singles) -> None:
    np.subtract(xyz[0], center[0], out=total)
    np.multiply(total, total, out=total)
    for axis in (1, 2):
        np.subtract(xyz[axis], center[axis], out=step)
        np.multiply(step, step, out=step)
        np.add(total, step, out=total)
