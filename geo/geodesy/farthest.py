"""How far the farthest point of a source is: what decides whether a place is within a radius of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.geodesy.chords import GREATEST_CURVATURE_RADIUS, LEAST_CURVATURE_RADIUS, SLACK, ecef
from geo.geodesy.lines import geod, lonlat
from geo.geodesy.lonlat import MEAN_RADIUS, unit_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

_PAIRS: Final = 2_000_000
"""Chords worked out at once, so that memory stays bounded."""
_ROUNDING: Final = 0.5
"""Square metres by which a squared chord may be off: differences of squares of the Earth's size."""
_SAFE: Final = 0.002
"""Share of a hull's size that geodesics may bulge over great circles, with room to spare."""


def farthest_distance(points: Any, source: BaseGeometry) -> Floats:
    """Length of the geodesic from each point to the farthest point of a source.

    Parameters
    ----------
    points : array of shape (n, 2)
        Longitude and latitude, degrees.
    source : shapely geometry
        Point, line or polygon in longitude and latitude, edges straight in them, not empty.

    Returns
    -------
    array of shape (n,)
        Metres.

    Raises
    ------
    ValueError
        If the source is empty.

    Notes
    -----
    An edge straight in longitude and latitude bends by at most 2 tan(latitude) / R, a circle of angular radius d by
    1 / (R tan d). So long as the circle round the point bends more, the farthest point of an edge is one of its ends, and
    the answer is exact: up to 2,300 km for sources at 50° of latitude, 1,000 km at 70°. Beyond that edges are cut so
    finely that no middle is missed by more than 0.25 m.

    Examples
    --------
    >>> farthest_distance([(0, 0)], shapely.box(1, 0, 2, 1)).round(-2)
    array([248600.])
    """
    if source.is_empty:
        raise ValueError("Invalid source: empty. Must have at least one point.")
    places = np.atleast_2d(lonlat(points))
    ends = np.unique(shapely.get_coordinates(source), axis=0)
    found = _farthest(places, _hull(ends))
    steepest = float(np.tan(np.radians(np.minimum(np.abs(ends[:, 1]).max(), 89.9))))
    far = found > 0.9 * MEAN_RADIUS * np.arctan2(1.0, 2 * steepest)
    if far.any():
        step = np.degrees(np.sqrt(1 / (MEAN_RADIUS * max(steepest, 1e-3))))
        nodes = np.unique(shapely.get_coordinates(shapely.segmentize(source, step)), axis=0)
        found[far] = np.maximum(found[far], _farthest(places[far], _hull(nodes)))
    return found


def _hull(nodes: Floats) -> Floats:
    """The nodes on or near the convex hull on the sphere; all of them where they fill more than half of it."""
    vectors = unit_vectors(nodes)
    middle = vectors.min(axis=0) + vectors.max(axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-9)
    height = vectors @ middle
    if len(nodes) < 50 or height.min() < 0.2:
        return nodes
    east = np.cross(middle, (0.0, 0.0, 1.0) if abs(middle[2]) < 0.9 else (1.0, 0.0, 0.0))
    east /= np.linalg.norm(east)
    flat = np.column_stack([vectors @ east, vectors @ np.cross(middle, east)]) / height[:, None]
    hull = shapely.convex_hull(shapely.multipoints(flat))
    inner = shapely.buffer(hull, -_SAFE * float(np.ptp(flat, axis=0).max()))
    return nodes[~shapely.contains_xy(inner, flat)]


def _farthest(places: Floats, nodes: Floats) -> Floats:
    """Geodesics to the nodes whose chord is so near to the longest that they may be the farthest."""
    found = np.zeros(len(places))
    ends = ecef(*nodes.T)
    squares = (ends**2).sum(axis=0)
    size = max(1, _PAIRS // len(nodes))
    for start in range(0, len(places), size):
        block = places[start : start + size]
        starts = ecef(*block.T)
        chords = (starts**2).sum(axis=0)[:, None] + squares - 2 * (starts.T @ ends)
        longest = chords.max(axis=1)
        row, column = np.nonzero(chords >= _rival(longest)[:, None])
        metres = geod().inv(*block[row].T, *nodes[column].T)[2]
        np.maximum.at(found, start + row, metres)
    return found


def _rival(longest: Floats) -> Floats:
    """The squared chord that another node needs to be farther than the one with the longest chord."""
    low, high = LEAST_CURVATURE_RADIUS, GREATEST_CURVATURE_RADIUS
    surely = 2 * high * np.arcsin(np.minimum(np.sqrt(np.maximum(longest, 0)) / (2 * high), 1.0))
    chord = 2 * low * np.sin(np.minimum(surely / (2 * low), np.pi / 2))
    least: Floats = np.maximum(chord - SLACK, 0.0) ** 2 - _ROUNDING
    return least
