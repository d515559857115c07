"""The points within a radius of *every* point of a source: where all discs around it overlap.

Few of its points matter. The discs of those farthest out are cut from each other, the exact distance from every
vertex and edge of what is left to the farthest point of the source is measured, and wherever that is too far the disc
of that point is cut out as well, until none is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.geodesy.chords import GREATEST_CURVATURE_RADIUS, LEAST_CURVATURE_RADIUS, SLACK, ecef
from geo.geodesy.disc import HALF_MERIDIAN
from geo.geodesy.lines import geod
from geo.geodesy.lonlat import MEAN_RADIUS, WORLD, Chart, normalise, polygonal
from geo.geodesy.rings import range_rings
from geo.geodesy.source import Source, checked, simple_parts
from geo.units import to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Length

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

_CONVEX: Final = 9.9e6
"""Up to this radius, in metres, discs are convex, and only the hull of a source matters."""
_PAIRS: Final = 2_000_000
"""Chords worked out at once, so that memory stays bounded."""


def common_reach(
    geometry: BaseGeometry, radius: float | str | Length, *, tolerance: float = 1
) -> BaseGeometry:
    """The points within a geodesic radius of every point of a geometry.

    Parameters
    ----------
    geometry : shapely geometry
        Points, lines or polygons in longitude and latitude; edges are straight in these.
    radius : float or text
        Metres, or a text such as "190 mi".
    tolerance : float
        How far, in metres, the edge of the result may lie inside the true one. It never lies outside.

    Returns
    -------
    Polygon or MultiPolygon
        RFC 7946 longitude and latitude; empty where no point is within the radius of all.

    Raises
    ------
    ValueError
        If the geometry is empty or off the globe, or a length is not positive.

    Examples
    --------
    >>> common_reach(shapely.MultiPoint([(0, 0), (3, 0)]), "100 km").is_empty
    True
    >>> reach = common_reach(shapely.MultiPoint([(0, 0), (3, 0)]), "200 km")
    >>> [round(value, 2) for value in reach.bounds]
    [1.2, -1.0, 1.8, 1.0]
    """
    metres, source = to_metres(radius), checked(geometry)
    if not 0 < tolerance < math.inf:
        raise ValueError(f"Invalid tolerance {tolerance}. Must be a positive number of metres.")
    if source.is_empty:
        raise ValueError("Invalid geometry: empty. Must have at least one point.")
    if metres >= HALF_MERIDIAN:
        return WORLD
    drawn, nodes = metres - tolerance / 2, _nodes(source, metres, tolerance)
    reach = WORLD if metres <= _CONVEX else shapely.difference(WORLD, _antipodes(source))
    used = np.zeros(len(nodes), dtype=bool)
    active = _outermost(nodes)
    while len(active) and drawn > 0:
        used[active] = True
        discs = range_rings(nodes[active], drawn, tolerance=0.4 * tolerance)
        reach = polygonal(shapely.intersection_all([reach, *discs]))
        if reach.is_empty:
            return reach
        distance, node = _farthest(_rim(reach), nodes)
        active = np.unique(node[(distance > drawn + tolerance / 20) & ~used[node]])
    return reach if drawn > 0 else shapely.Polygon()


def _nodes(source: BaseGeometry, radius: float, tolerance: float) -> Floats:
    """Points of a source so close together that none between them is farther by a twentieth of the tolerance."""
    concave = max(0.0, -1 / math.tan(radius / MEAN_RADIUS)) / MEAN_RADIUS
    longest = math.sqrt(0.4 * tolerance / concave) if concave else math.inf
    pieces = Source(source, slack=tolerance / 20, longest=longest)
    nodes = np.unique(np.concatenate([pieces.start, pieces.end]), axis=0)
    return nodes if radius > _CONVEX else _near_hull(nodes)


def _near_hull(nodes: Floats) -> Floats:
    """The nodes on or near the convex hull: no other is the farthest from anywhere."""
    xy = Chart.around(shapely.MultiPoint(nodes)).forward(nodes)
    angle = np.hypot(*xy.T) / MEAN_RADIUS
    if len(nodes) < 50 or angle.max() > 1.2:
        return nodes
    flat = xy * (np.tan(angle) / np.maximum(angle, 1e-12))[:, None]
    hull = shapely.convex_hull(shapely.MultiPoint(flat))
    inner = shapely.buffer(hull, -0.002 * float(np.ptp(flat, axis=0).max()))
    return nodes[~shapely.contains_xy(inner, flat)]


def _outermost(nodes: Floats) -> Indices:
    """The nodes farthest out in each of 24 directions, and some in between."""
    xy = Chart.around(shapely.MultiPoint(nodes)).forward(nodes)
    turn = np.arange(24) * np.pi / 12
    out = np.argmax(xy @ np.stack([np.cos(turn), np.sin(turn)]), axis=0)
    return np.unique(out)


def _antipodes(source: BaseGeometry) -> BaseGeometry:
    """The polygons of a source on the other side of the globe: no disc smaller than the globe reaches them."""
    parts = simple_parts(source)
    areas = shapely.union_all(parts[shapely.get_type_id(parts) == 3])
    return normalise(shapely.transform(areas, lambda points: points * [1, -1] + [180, 0]))


def _rim(reach: BaseGeometry) -> Floats:
    """Vertices and middles of the edges."""
    points, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(reach)), return_index=True)
    middles = (points[1:] + points[:-1])[ring[1:] == ring[:-1]] / 2
    return np.concatenate([points, middles])


def _farthest(points: Floats, nodes: Floats) -> tuple[Floats, Indices]:
    """Length of the geodesic from each point to its farthest node, and which node that is."""
    ends = ecef(*nodes.T)
    size = max(1, _PAIRS // len(nodes))
    found = [_farthest_of_block(points[i : i + size], nodes, ends) for i in range(0, len(points), size)]
    distance, node = (np.concatenate(column) for column in zip(*found, strict=True))
    return distance, node


def _farthest_of_block(points: Floats, nodes: Floats, ends: Floats) -> tuple[Floats, Indices]:
    start = ecef(*points.T)
    chords = (start**2).sum(axis=0)[:, None] + (ends**2).sum(axis=0) - 2 * start.T @ ends
    row, node = np.nonzero(chords >= _rival(chords.max(axis=1))[:, None])
    distance = geod().inv(*points[row].T.copy(), *nodes[node].T.copy())[2]
    order = np.lexsort((-distance, row))
    first = order[np.r_[True, row[order][1:] != row[order][:-1]]]
    return distance[first], node[first]


def _rival(longest: Floats) -> Floats:
    """The squared chord without which a node cannot be farther than the one with the longest chord."""
    low, high = LEAST_CURVATURE_RADIUS, GREATEST_CURVATURE_RADIUS
    surely = 2 * high * np.arcsin(np.minimum(np.sqrt(longest) / (2 * high), 1.0))
    least: Floats = (
        np.maximum(2 * low * np.sin(np.minimum(surely / (2 * low), np.pi / 2)) - 10 * SLACK, 0) ** 2
    )
    return least
