"""The points within a radius of *every* point of a source.

They are star-shaped around the point whose farthest source point is nearest; where the radius is more than a quarter
of the globe, what is too far is star-shaped around that point's antipode. So the outline is solved ray by ray on the
exact distance to the farthest source point, and every edge is measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo.geodesy.chords import ecef
from geo.geodesy.disc import HALF_MERIDIAN
from geo.geodesy.estimates import east_north
from geo.geodesy.farthest import Nodes
from geo.geodesy.lines import geod
from geo.geodesy.lonlat import MEAN_RADIUS, POLAR_RADIUS, WORLD, Chart, polygonal
from geo.geodesy.rings import range_ring
from geo.geodesy.source import checked, edges, metres_at_most
from geo.geodesy.star import Cuts, between, evenly, outline
from geo.units import to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy.star import Edges
    from geo.model import Length

    Floats = NDArray[np.float64]

_CONVEX: Final = 9.9e6
"""Up to this radius, in metres, discs are convex, and only the hull of a source matters."""
_MOST: Final = 19.8e6
"""So near to the antipodes geodesics meet each other, and what is too far is no longer star-shaped."""
_TILT: Final = 1.12
"""Times the tangent of the latitude, over the Earth's radius: the most that straight longitude-latitude edges bend."""
_MOST_PIECES: Final = 64
"""An edge is divided into no more pieces at a time."""
_NO_NODE: Final = -1.0
"""What stands for the farthest node before any ray is solved."""
_SPARE: Final = 100e3
"""Metres by which geodesics to a point and to its antipode may miss half a meridian, with room to spare."""


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
        If the geometry is empty or off the globe, a length is not positive, or the radius lies between 19,800 km and
        the 20,004 km that are the whole globe.

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
    start, end = edges(source)
    if (start == start[0]).all() and (end == start[0]).all():
        drawn, place = metres - tolerance / 2, ((start[0, 0] + 180) % 360 - 180, start[0, 1])
        return range_ring(place, drawn, tolerance=0.4 * tolerance) if drawn > 0 else shapely.Polygon()
    if metres > _MOST:
        raise ValueError(
            f"Invalid radius {metres:g}. Must be at most {_MOST:g} metres around more than a point, or the whole globe."
        )
    return _common(source, metres, tolerance)


def _common(source: BaseGeometry, radius: float, tolerance: float) -> BaseGeometry:
    nodes = _nodes(source, radius, tolerance)
    center, farthest, hull = _center(nodes)
    level = radius - 0.3 * tolerance
    if radius <= _CONVEX:
        if farthest >= level:
            return shapely.Polygon()
        bent = _bent(center, radius)
        shares = _OF_ARCS if bent else _MEASURED
        within = _Common(Nodes(hull), center, radius, tolerance, shares, 0.0, 1.01 * radius + 1e3)
        return outline(within, np.linspace(360, 0, 65), within.by_slopes if bent else within.by_measure)
    spread = HALF_MERIDIAN - radius
    if farthest + _SPARE < spread:
        antipode = np.array([center[0] + 180, -center[1]])
        near = _near_hull(
            nodes, center, 1.2 * (spread - math.sqrt(spread**2 - farthest**2)) + 0.02 * farthest
        )
        beyond = _Common(Nodes(near), antipode, radius, tolerance, _MEASURED, spread + farthest + _SPARE, 0.0)
        return outline(beyond, np.linspace(0, 360, 65), beyond.by_measure)
    halves = [_common(half, radius, tolerance) for half in _halves(source)]
    return polygonal(shapely.intersection_all(halves))


def _bent(center: Floats, radius: float) -> bool:
    """Whether circles of a radius bend more than straight longitude-latitude edges, wherever the outline may run."""
    top = abs(center[1]) + math.degrees(radius / POLAR_RADIUS) * 1.004
    return top < 89 and 0.95 / math.tan(radius / MEAN_RADIUS) > _TILT * math.tan(math.radians(top))


class _Shares(NamedTuple):
    """How the tolerance is spent, as shares of it."""

    level: float
    """By how much less than the radius vertices are from the farthest node."""
    vertex: float
    """How far vertices may be off that."""
    over: float
    """How far edges may stray outwards from there."""
    under: float
    """How far they may stray inwards."""


_MEASURED: Final = _Shares(0.3, 0.001, 0.2, 0.45)
"""Edges are measured at two places each."""
_OF_ARCS: Final = _Shares(0.08, 0.01, 0.0, 0.88)
"""Edges stray inwards only, by what the curvature of circles and the slopes at the ends allow."""


@dataclass(slots=True)
class _Common:
    """The region, or what is outside it, as rays from one point see it."""

    nodes: Nodes
    """Points of the source of which one is the farthest from anywhere near the outline."""
    center: Floats
    """Where the rays start: longitude, latitude."""
    radius: float
    """Metres."""
    tolerance: float
    """Metres."""
    shares: _Shares
    """How the tolerance is spent."""
    near: float
    """Metres along every ray where the farthest node is less far than the radius."""
    far: float
    """Metres along every ray where it is farther."""
    solved: Floats = field(init=False)
    """A column for each azimuth so far, in order: azimuth, metres, the farthest node and the azimuth towards it."""

    def __post_init__(self) -> None:
        self.solved = np.array([[180.0], [(self.near + self.far) / 2], [_NO_NODE], [0.0]])

    def solve(self, azimuths: Floats) -> Floats:
        """Where the rays come to the level: Newton's steps on the exact distance, halving where one leads astray."""
        near, far = np.full(len(azimuths), self.near), np.full(len(azimuths), self.far)
        level = self.radius - self.shares.level * self.tolerance
        at = self._guess(azimuths)
        points, left = np.empty((len(azimuths), 2)), np.arange(len(azimuths))
        node, toward = np.empty(len(azimuths)), np.empty(len(azimuths))
        for _ in range(60):
            lon, lat, back = geod().fwd(*self._origin(len(left)), azimuths[left], at[left])
            points[left] = np.column_stack([lon, lat])
            found = self.nodes.farthest(points[left])
            node[left], toward[left] = found.node, found.azimuth
            excess = found.distance - level
            astray = np.abs(excess) > self.shares.vertex * self.tolerance
            left, excess, slope = (
                left[astray],
                excess[astray],
                np.cos(np.radians(found.azimuth - back))[astray],
            )
            if not len(left):
                break
            near[left], far[left] = np.where(excess <= 0, [at[left], far[left]], [near[left], at[left]])
            low, high = np.minimum(near[left], far[left]), np.maximum(near[left], far[left])
            step = at[left] - excess / np.where(np.abs(slope) > 1e-9, slope, 1e-9)
            at[left] = np.where((step > low) & (step < high), step, (low + high) / 2)
        before = self.solved[:, self.solved[2] != _NO_NODE]
        known = np.concatenate([before, [azimuths, at, node, toward]], axis=1)
        self.solved = known[:, np.argsort(known[0], kind="stable")]
        return points

    def _guess(self, azimuths: Floats) -> Floats:
        """Metres to begin with along new rays: those of the neighbours, or the arc that bends over their chord."""
        known, metres = self.solved[:2]
        at: Floats = np.interp(azimuths, known, metres)
        after = np.searchsorted(known, azimuths)
        inner = np.flatnonzero((after > 0) & (after < len(known)) & (self.shares is _OF_ARCS))
        after = after[inner]
        one, two = metres[after - 1], metres[after]
        left, right = np.radians([azimuths[inner] - known[after - 1], known[after] - azimuths[inner]])
        height = one * two * np.sin(left + right)
        chord = height / np.maximum(one * np.sin(left) + two * np.sin(right), 1e-9)
        height /= np.maximum(np.hypot(one - two, 2 * np.sqrt(one * two) * np.sin((left + right) / 2)), 1e-9)
        slant = chord / np.maximum(height, 1e-9)
        product = slant**2 * one * two * np.sin(left) * np.sin(right)
        bulge = slant * product / (2 * MEAN_RADIUS * math.tan(self.radius / MEAN_RADIUS))
        at[inner] = np.where(bulge < 0.1 * self.radius, chord + bulge, at[inner])
        return at

    def by_slopes(self, edges: Edges) -> Cuts:
        """Cuts by curvature, and where the farthest node changes by the slopes at both ends.

        Along such an edge every distance is convex. So it is nowhere beyond its ends; it falls short by no more than the
        tangents at the ends do, and where one node is the farthest at both, by no more than its greatest curvature.
        """
        length = np.linalg.norm(ecef(*edges.end.T) - ecef(*edges.start.T), axis=0) * 1.001
        top = np.maximum(np.abs(edges.start[:, 1]), np.abs(edges.end[:, 1])) + np.degrees(
            length / POLAR_RADIUS
        )
        bend = 1.02 / math.tan(self.radius / MEAN_RADIUS) + _TILT * np.tan(np.radians(np.minimum(top, 89.5)))
        allowed = self.shares.under * self.tolerance
        strain = bend / MEAN_RADIUS * length**2 / (8 * allowed)
        known, _, node, toward = self.solved
        first, last = np.searchsorted(known, edges.from_azimuth), np.searchsorted(known, edges.to_azimuth)
        run = edges.end - edges.start
        run[:, 0] -= 360 * np.round(run[:, 0] / 360)
        falls = np.cos(np.radians(toward[first]) - np.arctan2(*east_north(edges.start, run)))
        rises = -np.cos(np.radians(toward[last]) - np.arctan2(*east_north(edges.end, run)))
        share = np.clip(rises / np.maximum(falls + rises, 1e-12), 0, 1)
        dip = np.where((node[first] == node[last]) | (falls <= 0), 0.0, falls * share * length / allowed)
        pieces = np.ceil(np.sqrt(strain)).clip(1, _MOST_PIECES)
        pieces = np.where((pieces == 1) & (dip > 1), 2, pieces).astype(np.intp)
        return Cuts(pieces, np.where(strain > 1, 0.5, np.clip(share, 0.02, 0.98)))

    def by_measure(self, edges: Edges) -> Cuts:
        """Cuts by the distance to the farthest node at two places of each edge."""
        farthest = self.nodes.farthest(between(edges.start, edges.end, 0.35, 0.65)).distance
        off = (farthest.reshape(2, -1) - self.radius) / self.tolerance + self.shares.level
        return evenly(np.maximum(off / self.shares.over, -off / self.shares.under).max(axis=0))

    def _origin(self, count: int) -> tuple[Floats, Floats]:
        return np.full(count, self.center[0]), np.full(count, self.center[1])


def _nodes(source: BaseGeometry, radius: float, tolerance: float) -> Floats:
    """Points of a source so close together that none between them is farther by a twentieth of the tolerance."""
    start, end = edges(source)
    concave = max(0.0, -1 / math.tan(radius / MEAN_RADIUS)) / MEAN_RADIUS
    length, turn = metres_at_most(start, end), np.radians(np.abs(end[:, 0] - start[:, 0]))
    pieces = np.sqrt((turn * length / 4 + concave * length**2 / 8) / (0.05 * tolerance))
    pieces = np.ceil(np.maximum(pieces, 1)).astype(np.intp)
    edge = np.repeat(np.arange(len(start)), pieces)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    inner = start[edge] + (step / pieces[edge])[:, None] * (end - start)[edge]
    nodes: Floats = np.unique(np.concatenate([inner, end]), axis=0)
    return nodes


def _near_hull(nodes: Floats, center: Floats, depth: float) -> Floats:
    """The nodes on the convex hull or so near to it, in metres, that they may be the farthest from somewhere."""
    xy = Chart(float(center[0]), float(center[1])).forward(nodes)
    angle = np.hypot(*xy.T) / MEAN_RADIUS
    if len(nodes) < 50 or angle.max() > 1.2:
        return nodes
    flat = xy * (np.tan(angle) / np.maximum(angle, 1e-12))[:, None]
    hull = shapely.convex_hull(shapely.linestrings(flat))
    inner = shapely.buffer(hull, -0.002 * float(np.ptp(flat, axis=0).max()) - depth)
    shapely.prepare(inner)
    return nodes[~shapely.contains_xy(inner, flat)]


def _center(nodes: Floats) -> tuple[Floats, float, Floats]:
    """The point whose farthest node is nearest, that distance in metres, and the nodes near the convex hull.

    Seen from the point itself, in geodesic polar coordinates, the smallest circle around the nodes is then
    centred on it: so long as it is not, the point moves to the middle of that circle.
    """
    chart = Chart.around(shapely.LineString(nodes))
    center, best, least = np.array([chart.lon, chart.lat]), np.array([chart.lon, chart.lat]), math.inf
    nodes, share = _near_hull(nodes, center, 0.0), 1.0
    for _ in range(60):
        lon, lat = np.full(len(nodes), center[0]), np.full(len(nodes), center[1])
        azimuth, _, distance = geod().inv(lon, lat, nodes[:, 0].copy(), nodes[:, 1].copy())
        if distance.max() < least:
            best, least = center, float(distance.max())
        else:
            share /= 2
        if least < 1e-3:
            break
        turn = np.radians(azimuth)
        seen = shapely.linestrings(np.column_stack([distance * np.sin(turn), distance * np.cos(turn)]))
        middle = shapely.get_coordinates(shapely.centroid(shapely.minimum_bounding_circle(seen)))[0] * share
        move = math.hypot(*middle)
        if move < 1e-3:
            break
        turned = math.degrees(math.atan2(*middle))
        center = np.array(geod().fwd(center[0], center[1], turned, move)[:2])
    return best, least, nodes


def _halves(source: BaseGeometry) -> list[BaseGeometry]:
    """The source cut in two across its longer side."""
    west, south, east, north = source.bounds
    if (east - west) * math.cos(math.radians((south + north) / 2)) > north - south:
        middle = (west + east) / 2
        boxes = shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)
    else:
        middle = (south + north) / 2
        boxes = shapely.box(west, south, east, middle), shapely.box(west, middle, east, north)
    halves = [shapely.intersection(source, box) for box in boxes]
    return [half for half in halves if not half.is_empty]
