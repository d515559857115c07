"""Outlines of star-shaped regions: vertices solved along azimuths from one point, edges measured and divided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from geo.geodesy.lonlat import fill

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

_MOST_PIECES = 16
"""An edge is divided into no more pieces at a time."""
_LEAST_TURN = 1e-9
"""Degrees of azimuth between two vertices, at least."""


class Star(Protocol):
    """A region whose outline each ray from some point crosses once."""

    def solve(self, azimuths: Floats) -> Floats:
        """Longitude and latitude where the rays in these directions cross the outline, shape (n, 2)."""
        ...

    def strays(self, start: Floats, end: Floats) -> Floats:
        """How far each straight longitude-latitude edge strays from the outline, metres, shape (n,)."""
        ...


def outline(star: Star, azimuths: Floats, tolerance: float, *, measured: bool = True) -> BaseGeometry:
    """The region as RFC 7946 geometry, every vertex solved, every edge within a tolerance.

    Parameters
    ----------
    star : Star
        Solves vertices and measures edges.
    azimuths : array
        Directions to begin with, over one full turn, in the order that leaves the region on the left.
    tolerance : float
        How far an edge may stray, metres.
    measured : bool
        False where these azimuths are known to be enough.
    """
    ring, unchecked = star.solve(azimuths), np.full(len(azimuths), measured)
    unchecked[-1] = False
    while True:
        edges = np.flatnonzero(unchecked)
        if not len(edges):
            break
        strain = star.strays(ring[edges], ring[edges + 1]) / tolerance
        strain[np.abs(azimuths[edges + 1] - azimuths[edges]) < _LEAST_TURN] = 0
        pieces = np.where(strain > 1, np.clip(np.ceil(np.sqrt(strain)), 2, _MOST_PIECES), 1).astype(np.intp)
        edge = np.repeat(edges, pieces - 1)
        step = 1 + np.arange(len(edge)) - np.repeat(np.cumsum(pieces - 1) - (pieces - 1), pieces - 1)
        share = step / np.repeat(pieces, pieces - 1)
        if not len(edge):
            break
        fresh = azimuths[edge] + share * (azimuths[edge + 1] - azimuths[edge])
        unchecked[:] = False
        unchecked[edges[pieces > 1]] = True
        ring = np.insert(ring, edge + 1, star.solve(fresh), axis=0)
        azimuths, unchecked = np.insert(azimuths, edge + 1, fresh), np.insert(unchecked, edge + 1, True)
    ring[-1] = ring[0]
    return fill(_with_seams(star, ring, azimuths))


def between(start: Floats, end: Floats, *shares: float) -> Floats:
    """Points at these shares of the way along each edge, the shorter way round; all at the first share come first."""
    step = end - start
    step[:, 0] -= 360 * np.round(step[:, 0] / 360)
    points: Floats = start + np.array(shares)[:, None, None] * step
    return points.reshape(-1, 2)


def _with_seams(star: Star, ring: Floats, azimuths: Floats) -> Floats:
    """The ring with a vertex of its own wherever it crosses ±180°."""
    offset = _from_seam(ring[:, 0])
    edges = np.flatnonzero((offset[1:] < 0) != (offset[:-1] < 0))
    edges = edges[np.abs(offset[edges + 1] - offset[edges]) < 180]
    if not len(edges):
        return ring
    low, high = azimuths[edges], azimuths[edges + 1]
    for _ in range(40):
        middle = (low + high) / 2
        same = (_from_seam(star.solve(middle)[:, 0]) < 0) == (offset[edges] < 0)
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    crossings = np.column_stack([np.full(len(edges), 180.0), star.solve(low)[:, 1]])
    return np.insert(ring, edges + 1, crossings, axis=0)


def _from_seam(lon: Floats) -> Floats:
    """Degrees east of ±180°, from -180 up to 180."""
    return lon % 360 - 180
