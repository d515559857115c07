"""Outlines of star-shaped regions: vertices solved along azimuths from one point, edges divided until they are good."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from geo.geodesy.lonlat import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

_MOST_PIECES = 16
"""An edge is divided into no more pieces at a time."""
_LEAST_TURN = 1e-9
"""Degrees of azimuth between two vertices, at least."""


class Star(Protocol):
    """A region whose outline each ray from some point crosses once."""

    def solve(self, azimuths: Floats) -> Floats:
        """Longitude and latitude where the rays in these directions cross the outline, shape (n, 2)."""
        ...


class Edges(NamedTuple):
    """Straight longitude-latitude edges between neighbours on an outline."""

    start: Floats
    """Longitude and latitude, shape (n, 2)."""
    end: Floats
    """The same."""
    from_azimuth: Floats
    """Direction of the ray to the start, shape (n,)."""
    to_azimuth: Floats
    """Direction of the ray to the end, shape (n,)."""


class Cuts(NamedTuple):
    """How to divide edges."""

    pieces: Indices
    """How many pieces to make of each, 1 where it is good, shape (n,)."""
    share: Floats
    """Where to cut an edge that falls in two, from 0 to 1, shape (n,); more pieces are even."""


def outline(star: Star, azimuths: Floats, cuts: Callable[[Edges], Cuts] | None) -> BaseGeometry:
    """The region as RFC 7946 geometry, every vertex solved.

    Parameters
    ----------
    star : Star
        Solves vertices.
    azimuths : array
        Directions to begin with, over one full turn, in the order that leaves the region on the left.
    cuts : callable or None
        Says where edges stray too far from the outline; None where these azimuths are known to be enough.
    """
    ring, unchecked = star.solve(azimuths), np.full(len(azimuths), cuts is not None)
    unchecked[-1] = False
    while cuts is not None and unchecked.any():
        edges = np.flatnonzero(unchecked)
        edges = edges[np.abs(azimuths[edges + 1] - azimuths[edges]) >= _LEAST_TURN]
        pieces, first = cuts(Edges(ring[edges], ring[edges + 1], azimuths[edges], azimuths[edges + 1]))
        count = pieces - 1
        edge = np.repeat(edges, count)
        step = 1 + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
        share = np.where(
            np.repeat(pieces, count) == 2, np.repeat(first, count), step / np.repeat(pieces, count)
        )
        if not len(edge):
            break
        fresh = azimuths[edge] + share * (azimuths[edge + 1] - azimuths[edge])
        unchecked[:] = False
        unchecked[edges[pieces > 1]] = True
        ring = np.insert(ring, edge + 1, star.solve(fresh), axis=0)
        azimuths, unchecked = np.insert(azimuths, edge + 1, fresh), np.insert(unchecked, edge + 1, True)
    ring[-1] = ring[0]
    return fill(_with_seams(star, ring, azimuths))


def evenly(strain: Floats) -> Cuts:
    """Even cuts of edges that stray so many times as far as they may: a sagitta falls with the square of the length."""
    pieces = np.where(strain > 1, np.clip(np.ceil(np.sqrt(strain)), 2, _MOST_PIECES), 1)
    return Cuts(pieces.astype(np.intp), np.full(len(strain), 0.5))


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
