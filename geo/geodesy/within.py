"""Which points lie within a radius of a source, and how far they are from it: decided by geodesics, never by a drawing.

A search tree of straight chords settles most points at once; only those in a thin doubtful band are measured.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.geodesy.chords import chord_bounds, within_radius
from geo.geodesy.lines import geod, lonlat
from geo.geodesy.lonlat import normalise
from geo.geodesy.source import Source, checked, simple_parts
from geo.units import to_metres

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Length

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_SLACK: Final = 0.1
"""Metres that the pieces of an edge may part from it; feet are put back on the edge itself."""
_BLOCK: Final = 1 << 16
"""Points looked at together, so that memory stays bounded."""


def within(points: Any, source: Any, radius: float | str | Length) -> Any:
    """Whether the geodesic distance of each point to a source is at most a radius.

    Parameters
    ----------
    points : point or array of points
        (lon, lat) in degrees, shapely Points, objects with `lon` and `lat`, or an array of shape (..., 2).
    source : shapely geometry or point
        Points, lines, polygons or a collection of them in longitude and latitude; edges are straight in these.
        What lies inside a polygon is within any radius of it.
    radius : float or text
        Metres, or a text such as "190 mi".

    Returns
    -------
    bool or array of bool
        Of the shape of the points; one point in gives a bool.

    Raises
    ------
    ValueError
        If something is no point on the globe, the source is empty, or the radius is no positive length.

    Examples
    --------
    >>> within([(0, 0), (0, 2)], shapely.LineString([(-1, 1), (1, 1)]), "112 km").tolist()
    [True, True]
    >>> within((0, 0), (0, 1), 110_000)
    False
    """
    places, metres, geometry = lonlat(points), to_metres(radius), _geometry(source)
    flat = places.reshape(-1, 2)
    near = _near_point(geometry, metres) if geometry.geom_type == "Point" else _Near(geometry).around(metres)
    blocks = [near(flat[start : start + _BLOCK]) for start in range(0, len(flat), _BLOCK)]
    found = np.concatenate([np.zeros(0, dtype=bool), *blocks])
    return bool(found[0]) if places.ndim == 1 else found.reshape(places.shape[:-1])


def distance_to(points: Any, source: Any) -> Any:
    """Geodesic distance of each point to the nearest place of a source, in metres.

    Parameters
    ----------
    points : point or array of points
        As for `within`.
    source : shapely geometry or point
        As for `within`.

    Returns
    -------
    float or array
        Metres, 0 inside polygons; one point in gives a float.

    Raises
    ------
    ValueError
        If something is no point on the globe, or the source is empty.

    Examples
    --------
    >>> distance_to([(0, 0), (2, 0)], shapely.box(-1, -1, 1, 1)).round(3).tolist()
    [0.0, 111319.491]
    """
    places, geometry = lonlat(points), _geometry(source)
    flat = places.reshape(-1, 2)
    if geometry.geom_type == "Point":
        found = _geodesics(flat, np.broadcast_to(shapely.get_coordinates(geometry), flat.shape))
    else:
        found = _Near(geometry).distance(flat)
    return float(found[0]) if places.ndim == 1 else found.reshape(places.shape[:-1])


def distance_between(a: BaseGeometry, b: BaseGeometry) -> float:
    """Geodesic distance between the nearest places of two geometries, in metres; 0 where they meet.

    Parameters
    ----------
    a, b : shapely geometry
        Points, lines or polygons in longitude and latitude, not empty.

    Returns
    -------
    float
        Within 2 cm up to 60° of latitude: each geometry is looked at from places every 500 m along the other.

    Examples
    --------
    >>> round(distance_between(shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)))
    111303
    """
    shapes = _geometry(a), _geometry(b)
    if shapely.intersects(normalise(shapes[0]), normalise(shapes[1])):
        return 0.0
    found = math.inf
    for one, other in (shapes, shapes[::-1]):
        pieces = Source(one, slack=_SLACK, longest=500.0)
        places = np.concatenate([pieces.start, pieces.end])
        found = min(found, float(np.min(distance_to(places, other))))
    return found


class _Near:
    """A source made ready for questions about nearness."""

    def __init__(self, geometry: BaseGeometry) -> None:
        self._source = Source(geometry, slack=_SLACK, exact=True)
        self._area = _areas(geometry)
        self._half = 0.501 * self._source.longest + 1.0
        """No place of the source is farther than this from the end of a piece, metres."""

    def distance(self, points: Floats) -> Floats:
        """Metres to the nearest place of the source, shape (n,)."""
        found = np.zeros(len(points))
        outside = ~self._inside(points)
        found[outside] = self._source.nearest(points[outside]).distance
        return found

    def around(self, metres: float) -> Callable[[Floats], Flags]:
        """What tells whether points lie within so many metres."""
        inside, outside = chord_bounds(metres)
        most = float(np.sqrt(outside)) + self._half
        return lambda points: self._within(points, metres, float(inside), most)

    def _within(self, points: Floats, metres: float, inside: float, most: float) -> Flags:
        chord = self._source.chord_to_ends(points, most)
        found: Flags = chord**2 <= inside
        found[~found] = self._inside(points[~found])
        doubt = ~found & (chord <= most)
        found[doubt] = self._source.nearest(points[doubt]).distance <= metres
        return found

    def _inside(self, points: Floats) -> Flags:
        lon = (points[:, 0] + 180) % 360 - 180
        inside: Flags = shapely.intersects_xy(self._area, lon, points[:, 1])
        seam = np.flatnonzero(~inside & (lon == -180))
        inside[seam] = shapely.intersects_xy(self._area, 180.0, points[seam, 1])
        return inside


def _near_point(point: BaseGeometry, metres: float) -> Callable[[Floats], Flags]:
    lon, lat = shapely.get_coordinates(point)[0]
    return lambda points: within_radius(points[:, 0], points[:, 1], lon, lat, metres)


def _geometry(source: Any) -> BaseGeometry:
    """The source as a valid geometry that is not empty."""
    if not isinstance(source, shapely.Geometry):
        places = lonlat(source)
        source = shapely.Point(places) if places.ndim == 1 else shapely.MultiPoint(places.reshape(-1, 2))
    parts = simple_parts(checked(source))
    if not len(parts):
        raise ValueError("Invalid source: empty. Must have at least one point.")
    return parts[0] if len(parts) == 1 else shapely.GeometryCollection(list(parts))


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    """What lies inside the polygons of a source, between ±180°."""
    parts = simple_parts(geometry)
    polygons = parts[shapely.get_type_id(parts) == 3]
    whole = normalise(shapely.union_all(polygons))
    shapely.prepare(whole)
    return whole


def _geodesics(start: Floats, end: Floats) -> Floats:
    metres: Floats = geod().inv(start[:, 0].copy(), start[:, 1].copy(), end[:, 0].copy(), end[:, 1].copy())[2]
    return metres
