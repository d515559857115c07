"""How far the farthest point of a source is: what decides whether a place is within a radius of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from geo.geodesy.chords import GREATEST_CURVATURE_RADIUS, LEAST_CURVATURE_RADIUS, SLACK, ecef
from geo.geodesy.disc import HALF_MERIDIAN
from geo.geodesy.estimates import lambert, lambert_drift
from geo.geodesy.lines import geod, lonlat
from geo.geodesy.lonlat import MEAN_RADIUS, normalise, unit_vectors
from geo.geodesy.source import checked, simple_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

_PAIRS: Final = 200_000
"""Chords worked out at once: few enough for the cache of a processor."""
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
        If the source is empty or off the globe, or something is no point.

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
    source = checked(source)
    if source.is_empty:
        raise ValueError("Invalid source: empty. Must have at least one point.")
    places = np.atleast_2d(lonlat(points))
    ends = np.unique(shapely.get_coordinates(source), axis=0)
    steepest = float(np.tan(np.radians(np.minimum(np.abs(ends[:, 1]).max(), 89.9))))
    far = _at_most(places, ends) > 0.9 * MEAN_RADIUS * np.arctan2(1.0, 2 * steepest)
    found = np.empty(len(places))
    if not far.all():
        found[~far] = Nodes(_hull(ends)).farthest(places[~far]).distance
    if far.any():
        step = np.degrees(np.sqrt(1 / (MEAN_RADIUS * max(steepest, 1e-3))))
        nodes = np.unique(shapely.get_coordinates(shapely.segmentize(source, step)), axis=0)
        found[far] = Nodes(_hull(nodes)).farthest(places[far]).distance
        found[far] = np.where(_holds_antipode(source, places[far]), HALF_MERIDIAN, found[far])
    return found


def _holds_antipode(source: BaseGeometry, places: Floats) -> NDArray[np.bool_]:
    """Whether the antipode of each place, from which nothing is farther, lies in the source."""
    lon, lat = places[:, 0] % 360 - 180, -places[:, 1]
    polygons = simple_parts(source)
    whole = normalise(shapely.union_all(polygons[shapely.get_type_id(polygons) == 3]))
    shapely.prepare(whole)
    holds: NDArray[np.bool_] = shapely.intersects_xy(whole, lon, lat)
    holds |= shapely.intersects_xy(whole, 180.0, lat) & (lon == -180)
    return holds


class Farthest(NamedTuple):
    """For each of n points, its farthest node."""

    distance: Floats
    """Geodesic, metres."""
    azimuth: Floats
    """At the point, towards the node, degrees."""
    node: Indices
    """Its number."""


class Nodes:
    """Some points of which the farthest is asked for.

    Parameters
    ----------
    nodes : array of shape (m, 2)
        Longitude and latitude, degrees.
    """

    def __init__(self, nodes: Floats) -> None:
        self.lonlat = nodes
        self._ends = ecef(*nodes.T)
        self._table = np.vstack([-2 * self._ends, (self._ends**2).sum(axis=0)])

    def farthest(self, points: Floats) -> Farthest:
        """The farthest node of each point, shape (n, 2); only those are measured that may be."""
        size = max(1, _PAIRS // len(self.lonlat))
        blocks = [self._farthest(points[i : i + size]) for i in range(0, len(points), size)]
        if not blocks:
            return Farthest(np.empty(0), np.empty(0), np.empty(0, dtype=np.intp))
        return Farthest(*(np.concatenate(column) for column in zip(*blocks, strict=True)))

    def _farthest(self, points: Floats) -> Farthest:
        starts = ecef(*points.T)
        squares = (starts**2).sum(axis=0)
        chords = np.vstack([starts, np.ones(len(points))]).T @ self._table
        least = _rival(chords.max(axis=1) + squares) - squares
        pairs = np.flatnonzero(chords >= least[:, None])
        point, node = np.divmod(pairs, len(self.lonlat))
        if len(point) > len(points):
            point, node = self._sifted(points, point, node)
        azimuth, _, metres = geod().inv(*points[point].T.copy(), *self.lonlat[node].T.copy())
        if len(point) == len(points):
            return Farthest(metres, azimuth, node)
        order = np.lexsort((-metres, point))
        first = order[np.r_[True, point[order][1:] != point[order][:-1]]]
        return Farthest(metres[first], azimuth[first], node[first])

    def _sifted(self, points: Floats, point: Indices, node: Indices) -> tuple[Indices, Indices]:
        """The pairs that Lambert's formula leaves in doubt; the first pair of each point begins its run."""
        about = lambert(points[point], self.lonlat[node])
        opens = np.flatnonzero(np.r_[True, point[1:] != point[:-1]])
        run = np.repeat(np.arange(len(opens)), np.diff(np.r_[opens, len(point)]))
        most = np.maximum.reduceat(about, opens)[run]
        longest = np.flatnonzero(about == most)
        leader = longest[np.searchsorted(point[longest], point)]
        apart = np.linalg.norm(self._ends[:, node] - self._ends[:, node[leader]], axis=0)
        keep = about >= most - lambert_drift(most, apart)
        return point[keep], node[keep]


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


def _at_most(places: Floats, ends: Floats) -> Floats:
    """An upper bound of the distance from each place to the farthest of the ends and of what lies between, metres."""
    vectors = unit_vectors(ends)
    middle = vectors.min(axis=0) + vectors.max(axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-9)
    size = np.arccos(np.clip((vectors @ middle).min(), -1, 1))
    away = np.arccos(np.clip(unit_vectors(places) @ middle, -1, 1))
    bound: Floats = 1.01 * MEAN_RADIUS * (away + size)
    return bound


def _rival(longest: Floats) -> Floats:
    """The squared chord that another node needs to be farther than the one with the longest chord."""
    low, high = LEAST_CURVATURE_RADIUS, GREATEST_CURVATURE_RADIUS
    surely = 2 * high * np.arcsin(np.minimum(np.sqrt(np.maximum(longest, 0)) / (2 * high), 1.0))
    chord = 2 * low * np.sin(np.minimum(surely / (2 * low), np.pi / 2))
    least: Floats = np.maximum(chord - SLACK, 0.0) ** 2 - _ROUNDING
    return least
