"""The geodesic buffer of any geometry on WGS84, to a stated tolerance.

A cheap planar buffer that is surely too small fills most of the shape; strips along its rim reach out to exactly the
radius; then the distance of the whole boundary is computed and whatever is still too near gets strips of its own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely

from geo.geodesy.farset import beyond
from geo.geodesy.lonlat import MEAN_RADIUS, WORLD, Chart, normalise, rounded, to_lonlat
from geo.geodesy.source import Feet, Source, checked, simple_parts
from geo.geodesy.strips import Chords, strips
from geo.units import to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy.source import Floats, Indices
    from geo.model import Length

    Bound = Literal["inside", "outside"]

_HUGE = 10_100e3
"""From this radius on, metres, the shape is drawn as the globe without the points that are too far."""
_CHART_REACH = 16_000e3
"""A chart is used up to this distance from its centre, metres."""
_FILL = 0.96
"""Radius of the planar filler, as a share of the radius; charts and planar buffers err by less than the rest."""
_COARSE = 0.01
"""How far the source may be simplified for the filler, as a share of the radius."""
_CELL = 0.2
"""Points of cells of this size, as a share of the radius, are one hull in the filler: a buffer wider by 1 %."""
_SLACK = 0.025
"""How far the source's pieces may stray from its edges, as a share of the tolerance."""
_BULGE = 0.04
"""How far a chord may bulge outwards, as a share of the tolerance."""
_SAGITTA = 0.88
"""How far a chord may fall short of the offset, as a share of the tolerance."""
_SHORTFALL = 0.96
"""The same with all that chords cut off where strips cross."""
_POLAR = 80.0
"""Beyond this latitude chords are straight in the chart, and divided as often as longitude and latitude want."""
_SLIT = 0.02
"""Parts and holes no wider than this share of the tolerance are dropped."""
_ROUNDS = 12


def buffer(
    geometry: BaseGeometry,
    radius: float | str | Length,
    *,
    tolerance: float = 10.0,
    bound: Bound | None = None,
) -> BaseGeometry:
    """All points within a geodesic distance of a geometry, on the WGS84 ellipsoid.

    Parameters
    ----------
    geometry : shapely geometry
        Point, line, polygon, multi or collection in longitude and latitude, degrees. Its edges are straight in
        longitude and latitude, as GeoJSON says, and taken as drawn: an edge from 170 to 190 crosses the date
        line, one from 170 to -170 runs round the world. The interior of a polygon belongs to it.
    radius : float, str or Length
        Metres, or text such as "190 mi".
    tolerance : float
        Metres. The result's boundary is nowhere nearer than `radius - tolerance`, and no point of the result is
        farther than `radius + tolerance / 10`. At most a tenth of the radius is used.
    bound : "inside", "outside" or None
        "inside" claims no point that is too far; "outside" misses none that is near enough. Both stay within
        the tolerance, on their side.

    Returns
    -------
    Polygon or MultiPolygon
        RFC 7946: valid, split at ±180°, closed over the poles, counter-clockwise, at most 7 decimals; empty for an
        empty geometry.

    Raises
    ------
    ValueError
        If the geometry has no usable coordinates or an option is out of range.

    Warns
    -----
    GeometryRepairWarning
        If an invalid geometry had to be made valid, with what changed.

    Examples
    --------
    >>> ring = buffer(shapely.Point(34.8, 50.9), "10 km")
    >>> bool(shapely.contains_xy(ring, 34.8, 50.98))
    True
    """
    metres = to_metres(radius)
    if not 0.1 <= tolerance < math.inf:
        raise ValueError(f"Invalid tolerance {tolerance}. Must be at least 0.1 metres.")
    if bound not in (None, "inside", "outside"):
        raise ValueError(f"Invalid bound {bound!r}. Must be 'inside', 'outside' or None.")
    allowed = min(tolerance, metres / 10)
    source = checked(geometry)
    if source.is_empty:
        return shapely.Polygon()
    if bound == "inside":
        metres, allowed = metres - 0.15 * allowed, 0.8 * allowed
    elif bound == "outside":
        metres, allowed = metres + 0.88 * allowed, 0.85 * allowed
    return _neat(_whole(source, metres, allowed))


def _whole(geometry: BaseGeometry, radius: float, tolerance: float) -> BaseGeometry:
    if radius > _HUGE:
        return shapely.difference(WORLD, beyond(geometry, radius, tolerance))
    shapes = [_buffered(part, radius, tolerance) for part in _chartable(geometry, radius)]
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _chartable(geometry: BaseGeometry, radius: float) -> list[BaseGeometry]:
    """The geometry in pieces that a chart can hold together with their buffers: mostly the geometry itself."""
    chart = Chart.around(geometry)
    extent = np.hypot(*chart.forward(shapely.get_coordinates(_divided(geometry, 5.0))).T).max()
    opposite = (chart.lon + 360) % 360 - 180, -chart.lat
    if extent + radius < _CHART_REACH and not shapely.intersects_xy(normalise(geometry), *opposite):
        return [geometry]
    parts = simple_parts(geometry)
    if len(parts) > 1:
        west, south, _, _ = shapely.bounds(parts).T
        cell = np.floor(west / 45) * 100 + np.floor(south / 45)
        groups = [shapely.GeometryCollection(list(parts[cell == name])) for name in np.unique(cell)]
        if len(groups) > 1:
            return [piece for group in groups for piece in _chartable(group, radius)]
    west, south, east, north = geometry.bounds
    if east - west < 60 and north - south < 60:
        return list(parts) if len(parts) > 1 else [geometry]
    middle = ((west + east) / 2, (south + north) / 2)
    boxes = (
        [shapely.box(west, south, middle[0], north), shapely.box(middle[0], south, east, north)]
        if east - west >= north - south
        else [shapely.box(west, south, east, middle[1]), shapely.box(west, middle[1], east, north)]
    )
    halves = [shapely.intersection(geometry, box) for box in boxes]
    return [piece for half in halves if not half.is_empty for piece in _chartable(half, radius)]


def _buffered(geometry: BaseGeometry, radius: float, tolerance: float) -> BaseGeometry:
    """The buffer of a geometry that one chart holds."""
    chart = Chart.around(geometry)
    chords = _chords(geometry, chart, radius, tolerance)
    longest = max(200.0, math.sqrt(24 * radius))
    source = Source(geometry, slack=_SLACK * tolerance, longest=longest, reach=radius)
    shape = _filler(geometry, chart, radius, chords.arc)
    rim, ring = _rim(shape, chords.arc * max(2, radius // (24 * chords.arc)))
    feet = source.nearest(chart.inverse(rim))
    if feet.distance.max() >= radius:
        raise RuntimeError("The filler pokes out of the buffer; please report this geometry.")
    pairs = np.flatnonzero(ring[1:] == ring[:-1])
    least = radius - _SHORTFALL * tolerance + chords.stray
    for _ in range(_ROUNDS):
        fresh = strips(source, chart, rim, feet, pairs, radius=radius, chords=chords)
        shape = _without_slits(_polygonal(shapely.union_all([shape, *fresh])), _SLIT * tolerance)
        before = rim
        rim, ring = _rim(shape, chords.arc)
        feet = _feet(source, chart, rim, before, feet)
        pairs = _too_near(rim, ring, feet.distance, least, chords.bend)
        if not len(pairs):
            return to_lonlat(shape, chart, tolerance=chords.stray)
    raise RuntimeError("The buffer does not settle; please report this geometry.")


def _chords(geometry: BaseGeometry, chart: Chart, radius: float, tolerance: float) -> Chords:
    """A chord of length L falls short of a curve of curvature c by c·L²/8; see the page on geodesic buffers."""
    points = shapely.get_coordinates(geometry)
    skew = _skew(np.hypot(*chart.forward(points).T).max() + radius)
    bend = _bend(radius)
    bulge = skew - min(bend, 0) + 1e-8
    bend = max(bend, 0) + skew
    top = math.radians(np.abs(points[:, 1]).max()) + radius / MEAN_RADIUS
    drawn, stray, sagitta = 0.0, _BULGE, _SAGITTA - 3 * _BULGE
    if top < math.radians(_POLAR):
        drawn = 1.09 * math.tan(top) / MEAN_RADIUS
        stray, sagitta = max(_SAGITTA * drawn / (bend + drawn), _BULGE), _SAGITTA
    return Chords(
        arc=math.sqrt(8 * sagitta * tolerance / (bend + drawn)),
        line=math.sqrt(8 * tolerance * min(_SLACK / bulge, _BULGE / max(drawn, 1e-12))),
        bulge=_SLACK * tolerance,
        bend=bend,
        stray=stray * tolerance,
    )


def _bend(radius: float) -> float:
    """Curvature of a geodesic circle, per metre: what bounds the second derivative of a distance along a chord."""
    angle = radius / MEAN_RADIUS
    bend = 1.02 / (MEAN_RADIUS * math.tan(angle))
    return math.copysign(max(abs(bend), 1e-9), bend)


def _skew(distance: float) -> float:
    """Most that a straight line of the chart curves on the globe within a distance of the centre, per metre."""
    angle = max(distance / MEAN_RADIUS, 1e-3)
    return (angle / math.sin(angle) ** 2 - 1 / math.tan(angle)) / MEAN_RADIUS


def _filler(geometry: BaseGeometry, chart: Chart, radius: float, arc: float) -> BaseGeometry:
    """A planar buffer that lies inside the true one; its corners fall so that chords of length `arc` fit in."""
    quarter = math.pi / 2 * radius / arc
    corners = min(range(8, 13), key=lambda count: math.ceil(quarter / count) * count)
    parts = simple_parts(_divided(geometry, math.sqrt(0.005 * radius / 490)))
    kind = shapely.get_type_id(parts)
    drawn = shapely.transform(parts, chart.forward)
    hulls = _hulls(shapely.get_coordinates(drawn[kind == 0]), _CELL * radius)
    flat = [
        *shapely.simplify(drawn[(kind == 1) | (kind == 2)], _COARSE * radius, preserve_topology=False),
        *shapely.simplify(drawn[kind == 3], _COARSE * radius),
    ]
    whole = [*hulls, shapely.GeometryCollection(flat)] if flat else hulls
    return shapely.union_all(shapely.buffer(whole, _FILL * radius, quad_segs=corners))


def _hulls(points: Floats, size: float) -> NDArray[Any]:
    """Convex hulls of the points in each square cell: their buffer is hardly wider than that of the points."""
    if not len(points):
        return np.empty(0, dtype=object)
    _, cell = np.unique(np.floor(points / size), axis=0, return_inverse=True)
    order = np.argsort(cell.ravel(), kind="stable")
    return np.asarray(shapely.convex_hull(shapely.multipoints(points[order], indices=cell.ravel()[order])))


def _divided(geometry: BaseGeometry, degrees: float) -> BaseGeometry:
    divided: BaseGeometry = shapely.segmentize(geometry, min(degrees, 5.0))
    return divided


def _polygonal(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = simple_parts(geometry)
    return shapely.union_all(parts[shapely.get_type_id(parts) == 3])


def _without_slits(shape: BaseGeometry, width: float) -> BaseGeometry:
    """The shape without parts and holes narrower than `width`: rounding leaves them where strips meet."""
    rings, part = shapely.get_rings(shapely.get_parts(shape), return_index=True)
    narrow = 2 * shapely.area(shapely.polygons(rings)) <= width * shapely.length(rings)
    if not narrow.any():
        return shape
    outer = np.r_[True, part[1:] != part[:-1]]
    shells, holes = np.flatnonzero(outer & ~narrow), np.flatnonzero(~outer & ~narrow)
    polygons = [shapely.Polygon(rings[shell], rings[holes[part[holes] == part[shell]]]) for shell in shells]
    return shapely.MultiPolygon(polygons) if len(polygons) > 1 else polygons[0]


def _neat(shape: BaseGeometry) -> BaseGeometry:
    """The shape with coordinates of 7 decimals, counter-clockwise and valid."""
    near = shapely.orient_polygons(shapely.transform(shape, lambda points: np.round(points, 7)))
    return near if near.is_valid else rounded(shape)


def _rim(shape: BaseGeometry, spacing: float) -> tuple[Floats, Indices]:
    """Vertices of all rings, no two farther apart than `spacing`, and the ring of each."""
    rings = shapely.segmentize(shapely.get_rings(shapely.get_parts(shape)), spacing)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    return points, ring


def _feet(source: Source, chart: Chart, rim: Floats, before: Floats, known: Feet) -> Feet:
    """Feet of the rim's vertices; those of vertices that were there before are known."""
    here, there = (points[:, 0] + 1j * points[:, 1] for points in (rim, before))
    order = np.argsort(there)
    at = order[np.searchsorted(there, here, sorter=order).clip(max=len(order) - 1)]
    fresh = there[at] != here
    lonlat, distance, edge = known.lonlat[at], known.distance[at], known.edge[at]
    found = source.nearest(chart.inverse(rim[fresh]))
    lonlat[fresh], distance[fresh], edge[fresh] = found.lonlat, found.distance, found.edge
    return Feet(lonlat, distance, edge)


def _too_near(rim: Floats, ring: Indices, distance: Floats, least: float, bend: float) -> Indices:
    """Edges on which the distance may fall below `least`.

    Along an edge of length h the distance is at least that of a parabola through both ends with the second
    derivative `bend`: distances are semiconcave.
    """
    before, after = distance[:-1], distance[1:]
    length = np.maximum(np.hypot(*np.diff(rim, axis=0).T), 1e-6)
    curve = max(bend, 1e-12)
    share = np.clip(0.5 - (after - before) / (curve * length**2), 0, 1)
    lowest = before + share * (after - before) - share * (1 - share) * curve * length**2 / 2
    return np.flatnonzero((ring[1:] == ring[:-1]) & (lowest < least))
