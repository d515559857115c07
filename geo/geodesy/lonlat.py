"""Shapes between a smooth local chart and RFC 7946 longitude and latitude, and their area.

Longitude-latitude geometry here is what GeoJSON means: edges are straight in longitude and latitude, nothing
crosses ±180°, a shape that holds a pole runs along it, outer rings turn counter-clockwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np
import shapely
from shapely import affinity

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

EQUATORIAL_RADIUS: Final = 6378137.0
"""Semi-major axis of WGS84, metres."""
FLATTENING: Final = 1 / 298.257223563
"""Flattening of WGS84."""
POLAR_RADIUS: Final = EQUATORIAL_RADIUS * (1 - FLATTENING)
"""Semi-minor axis of WGS84, metres."""
MEAN_RADIUS: Final = 6371008.8
"""Radius of the sphere that a chart is drawn from, metres."""
WORLD: Final = shapely.box(-180, -90, 180, 90)
"""The whole globe in longitude and latitude."""

_E2: Final = FLATTENING * (2 - FLATTENING)
_E: Final = math.sqrt(_E2)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_SHORTEST = 1e-3
"""An edge shorter than this, in metres, is never divided."""
_LONGEST = 0.2
"""An edge longer than this, in radians, always is."""


@dataclass(frozen=True, slots=True)
class Chart:
    """An azimuthal equidistant chart of the sphere: smooth, one to one up to the antipode of its centre.

    Nothing is measured in it on the ellipsoid; it is a plane to do planar geometry in.
    """

    lon: float
    """Longitude of the centre, degrees."""
    lat: float
    """Latitude of the centre, degrees."""

    @classmethod
    def around(cls, geometry: BaseGeometry) -> Chart:
        """The chart whose centre is in the middle of the vertices of a longitude-latitude geometry."""
        points = unit_vectors(shapely.get_coordinates(geometry))
        x, y, z = points.min(axis=0) + points.max(axis=0)
        return cls(math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y))))

    def forward(self, lonlat: ArrayLike) -> Floats:
        """Longitude and latitude, degrees, shape (..., 2), to chart metres of the same shape."""
        points = np.asarray(lonlat, dtype=float)
        lam, phi = np.radians(points[..., 0] - self.lon), np.radians(points[..., 1])
        sin0, cos0 = self._frame()
        sin, cos = np.sin(phi), np.cos(phi)
        east, north = cos * np.sin(lam), cos0 * sin - sin0 * cos * np.cos(lam)
        up = sin0 * sin + cos0 * cos * np.cos(lam)
        across = np.hypot(east, north)
        stretch = MEAN_RADIUS * np.arctan2(across, up) / np.where(across > 0, across, 1.0)
        stretch = np.where(across > 0, stretch, MEAN_RADIUS)
        return np.stack([east * stretch, north * stretch], axis=-1)

    def inverse(self, xy: ArrayLike) -> Floats:
        """Chart metres, shape (..., 2), to longitude in [-180, 180) and latitude, degrees, of the same shape."""
        points = np.asarray(xy, dtype=float) / MEAN_RADIUS
        x, y = points[..., 0], points[..., 1]
        sin0, cos0 = self._frame()
        angle = np.hypot(x, y)
        shrink, cos = np.sinc(angle / np.pi), np.cos(angle)
        east, north = x * shrink, y * shrink
        inward = cos0 * cos - sin0 * north
        phi = np.arctan2(sin0 * cos + cos0 * north, np.hypot(east, inward))
        lon = self.lon + np.degrees(np.arctan2(east, inward))
        return np.stack([(lon + 180) % 360 - 180, np.degrees(phi)], axis=-1)

    def _frame(self) -> tuple[float, float]:
        phi = math.radians(self.lat)
        return math.sin(phi), math.cos(phi)


def unit_vectors(lonlat: ArrayLike) -> Floats:
    """Longitude and latitude, degrees, shape (..., 2), as unit vectors of shape (..., 3)."""
    lam, phi = np.moveaxis(np.radians(np.asarray(lonlat, dtype=float)), -1, 0)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)


def to_lonlat(shape: BaseGeometry, chart: Chart, *, tolerance: float = 1.0) -> BaseGeometry:
    """A polygon of the chart as RFC 7946 geometry in longitude and latitude.

    Parameters
    ----------
    shape : Polygon, MultiPolygon or collection
        In metres of the chart; parts that are no polygons are left out.
    chart : Chart
        Where `shape` is drawn.
    tolerance : float
        How far, in metres, an edge that is straight in longitude and latitude may stray from the chart's edge.

    Returns
    -------
    Polygon or MultiPolygon
        Valid, within ±180°, closed over the poles, outer rings counter-clockwise; empty for an empty shape.

    Examples
    --------
    >>> chart = Chart(179.0, 0.0)
    >>> to_lonlat(shapely.box(-5e5, -5e5, 5e5, 5e5), chart).geom_type
    'MultiPolygon'
    """
    parts = [_part(polygon, chart, tolerance) for polygon in _polygons(shape)]
    return polygonal(parts[0] if len(parts) == 1 else shapely.union_all(parts))


def fill(ring: ArrayLike) -> BaseGeometry:
    """The part of the globe on the left of a closed ring, as RFC 7946 geometry.

    Parameters
    ----------
    ring : array of shape (n, 2)
        Longitude and latitude in degrees, the first vertex repeated at the end. Each edge takes the shorter
        way round the globe. A ring that turns clockwise encloses everything outside it.

    Examples
    --------
    >>> cap = [(0, 80), (90, 80), (180, 80), (-90, 80), (0, 80)]
    >>> fill(cap).bounds
    (-180.0, 80.0, 180.0, 90.0)
    """
    return polygonal(_fill(np.asarray(ring, dtype=float)))


def normalise(geometry: BaseGeometry) -> BaseGeometry:
    """Longitude-latitude geometry with longitudes that run past ±180° cut there and put back into range.

    Edges are taken as they are drawn, straight in longitude and latitude: an edge from 170 to 190 crosses the
    date line, one from 170 to -170 runs round the world. Polygons come back valid and counter-clockwise.

    Examples
    --------
    >>> normalise(shapely.box(170, 0, 190, 10)).bounds
    (-180.0, 0.0, 180.0, 10.0)
    """
    return _orient(_windows(geometry if geometry.is_valid else shapely.make_valid(geometry)))


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """What is polygon in a geometry, valid and counter-clockwise; an empty polygon where nothing is."""
    polygons = _polygons(_valid(geometry))
    if len(polygons) == 1:
        return _orient(polygons[0])
    return _orient(shapely.MultiPolygon(polygons)) if polygons else shapely.Polygon()


def rounded(geometry: BaseGeometry, digits: int = 7) -> BaseGeometry:
    """The geometry with coordinates of at most so many decimals, still valid; 7 decimals are about 1 cm."""
    snapped = shapely.set_precision(geometry, 10.0**-digits)
    return shapely.transform(_orient(snapped), lambda points: np.round(points, digits))


@overload
def area(geometry: BaseGeometry) -> float: ...
@overload
def area(geometry: ArrayLike) -> Any: ...
def area(geometry: Any) -> Any:
    """Area on the WGS84 ellipsoid, in square metres.

    Parameters
    ----------
    geometry : shapely geometry or array of them
        In longitude and latitude as RFC 7946 has it; any size, up to the whole globe.

    Returns
    -------
    float or array
        Zero for points and lines. A scalar in gives a scalar.

    Notes
    -----
    The strip of the ellipsoid between the equator and a latitude has a closed form (the equal-area latitude);
    it is integrated along each edge, straight in longitude and latitude, by Gauss's rule with 12 nodes.

    Examples
    --------
    >>> round(area(WORLD) / 1e12, 3)
    510.066
    """
    shapes = np.asarray(geometry, dtype=object)
    flat = shapes.ravel()
    polygons, owner = shapely.get_parts(flat, return_index=True)
    while np.any(shapely.get_type_id(polygons) > 3):
        polygons, inner = shapely.get_parts(polygons, return_index=True)
        owner = owner[inner]
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    outer = np.r_[True, polygon[1:] != polygon[:-1]] if len(rings) else np.zeros(0, dtype=bool)
    signed = np.where(outer, 1.0, -1.0) * _ring_areas(rings)
    total = np.bincount(owner[polygon], signed, minlength=len(flat)) if len(rings) else np.zeros(len(flat))
    return float(total[0]) if shapes.ndim == 0 else total.reshape(shapes.shape)


def _ring_areas(rings: NDArray[Any]) -> Floats:
    points, ring = shapely.get_coordinates(rings, return_index=True)
    edge = ring[1:] == ring[:-1]
    start, end = points[:-1][edge], points[1:][edge]
    phi = np.radians(start[:, 1:] + (end[:, 1:] - start[:, 1:]) * (_NODES + 1) / 2)
    strip = np.radians(end[:, 0] - start[:, 0]) * (_strip(phi) @ _WEIGHTS) / 2
    total: Floats = np.abs(np.bincount(ring[:-1][edge], strip, minlength=len(rings)))
    return total


def _strip(phi: Floats) -> Floats:
    """Area between the equator and latitude `phi`, square metres for a radian of longitude."""
    sin = np.sin(phi)
    width: Floats = POLAR_RADIUS**2 / 2 * (sin / (1 - _E2 * sin**2) + np.arctanh(_E * sin) / _E)
    return width


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = [shape]
    while any(part.geom_type in ("MultiPolygon", "GeometryCollection") for part in parts):
        parts = list(shapely.get_parts(parts))
    return [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]


def _part(polygon: BaseGeometry, chart: Chart, tolerance: float) -> BaseGeometry:
    outer, *holes = shapely.get_rings(shapely.orient_polygons(polygon))
    filled = _fill(_drawn(outer, chart, tolerance))
    if not holes:
        return filled
    gaps = [_fill(_drawn(hole, chart, tolerance)[::-1]) for hole in holes]
    return shapely.difference(filled, shapely.union_all(gaps))


def _drawn(ring: BaseGeometry, chart: Chart, tolerance: float) -> Floats:
    """Vertices in longitude and latitude, so many that each edge stays by the chart's edge."""
    xy = shapely.get_coordinates(ring)
    lonlat = chart.inverse(xy)
    stray = np.ones(len(xy) - 1, dtype=bool)
    while stray.any():
        middle = np.flatnonzero(stray)
        between = (xy[middle] + xy[middle + 1]) / 2
        wanted = chart.inverse(between)
        halve = _strays(lonlat[middle], lonlat[middle + 1], wanted, tolerance)
        halve &= np.hypot(*(xy[middle + 1] - xy[middle]).T) > _SHORTEST
        at = middle[halve] + 1
        xy, lonlat = np.insert(xy, at, between[halve], axis=0), np.insert(lonlat, at, wanted[halve], axis=0)
        fresh = at + np.arange(len(at))
        stray = np.zeros(len(xy) - 1, dtype=bool)
        stray[fresh] = stray[fresh - 1] = True
    return lonlat


def _strays(start: Floats, end: Floats, wanted: Floats, tolerance: float) -> NDArray[np.bool_]:
    """Whether the middle of a longitude-latitude edge lies off the wanted point, across the edge."""
    turn = end[:, 0] - start[:, 0]
    turn -= 360 * np.round(turn / 360)
    drawn = np.column_stack([start[:, 0] + turn / 2, (start[:, 1] + end[:, 1]) / 2])
    off = unit_vectors(drawn) - unit_vectors(wanted)
    normal = np.cross(unit_vectors(start), unit_vectors(end))
    length = np.linalg.norm(normal, axis=1)
    across = np.abs((off * normal).sum(axis=1)) * MEAN_RADIUS
    strays: NDArray[np.bool_] = (across > tolerance * length) | (length > _LONGEST) | (np.abs(turn) > 45)
    return strays


def _fill(ring: Floats) -> BaseGeometry:
    lon, lat = _unwrapped(ring[:, 0]), ring[:, 1]
    turns = round((lon[-1] - lon[0]) / 360)
    lon[-1] = lon[0] + 360 * turns
    if turns:
        return _windows(_valid(shapely.Polygon(_over_pole(lon, lat, turns))))
    polygon = shapely.Polygon(np.column_stack([lon, lat]))
    inside = _windows(_valid(polygon))
    return inside if polygon.exterior.is_ccw else shapely.difference(WORLD, inside)


def _unwrapped(lon: Floats) -> Floats:
    sheets = np.cumsum(np.round(np.diff(lon) / 360))
    unwrapped: Floats = lon - 360 * np.concatenate([[0], sheets])
    return unwrapped


def _over_pole(lon: Floats, lat: Floats, turns: int) -> Floats:
    """The ring cut where it crosses ±180° nearest to the pole on its left, and closed along that pole."""
    pole = 90.0 * turns
    sheet = np.floor((lon + 180) / 360)
    crossings = np.flatnonzero(np.diff(sheet) != 0)
    seams = 360 * np.maximum(sheet[crossings], sheet[crossings + 1]) - 180
    share = (seams - lon[crossings]) / (lon[crossings + 1] - lon[crossings])
    heights = lat[crossings] + share * (lat[crossings + 1] - lat[crossings])
    best = int(np.argmin(np.abs(pole - heights)))
    at, seam, height = crossings[best], seams[best], heights[best]
    end = seam + 360 * turns
    lons = np.concatenate([[seam], lon[at + 1 : -1], lon[: at + 1] + 360 * turns, [end, end, seam, seam]])
    lats = np.concatenate([[height], lat[at + 1 : -1], lat[: at + 1], [height, pole, pole, height]])
    return np.column_stack([lons, lats])


def _windows(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry cut at ±180°, ±540°, ... and each piece moved into range."""
    west, _, east, _ = geometry.bounds
    if geometry.is_empty or (west >= -180 and east <= 180):
        return geometry
    pieces = []
    for sheet in range(math.floor((west + 180) / 360), math.ceil((east + 180) / 360)):
        window = shapely.box(360 * sheet - 180, -90, 360 * sheet + 180, 90)
        piece = shapely.intersection(geometry, window)
        pieces.append(affinity.translate(piece, -360.0 * sheet))
    return shapely.union_all(pieces)


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    return geometry if geometry.is_valid else shapely.make_valid(geometry)


def _orient(geometry: BaseGeometry) -> BaseGeometry:
    oriented: BaseGeometry = shapely.orient_polygons(geometry)
    return oriented
