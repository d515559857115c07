"""Range rings and annuli on the WGS84 ellipsoid, one or a million at once, to a stated tolerance.

As a function of the azimuth, the unit vector (of reduced latitude and longitude) along a ring is a short Fourier
series: seven geodesics fix it, and a matrix product gives any number of vertices. Rings near a pole, or wider than
9,000 km, are solved vertex by vertex and their edges are measured.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.geodesy.disc import LEAST_VERTICES, Disc
from geo.geodesy.lines import geod, lonlat
from geo.geodesy.lonlat import EQUATORIAL_RADIUS, FLATTENING, POLAR_RADIUS
from geo.units import to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Length

    Floats = NDArray[np.float64]

_ORDER: Final = 6
"""Highest term of the series: errors of 0.1 µm at 1,000 km and 0.8 mm at 9,000 km."""
_SERIES_RADIUS: Final = 9e6
"""Up to here a ring is drawn by the series, metres."""
_SERIES_LATITUDE: Final = 80.0
"""Up to here, in degrees, equal steps of azimuth waste few vertices."""
_CHUNK: Final = 1 << 16
"""Vertices that are worked on at once."""
_MAJOR: Final = EQUATORIAL_RADIUS**2 / POLAR_RADIUS
"""Greatest radius of curvature of the ellipsoid, metres."""


def range_ring(
    center: Any, radius: float | str | Length, *, inner: float | str | Length = 0, tolerance: float = 10
) -> BaseGeometry:
    """The points within a geodesic distance of a point: a disc, or an annulus where `inner` is given.

    Parameters
    ----------
    center : (lon, lat), shapely Point or object with `lon` and `lat`
        In degrees.
    radius : float or text
        Metres, or a text such as "190 mi". From half the meridian (20,003.9 km) on, it is the whole globe.
    inner : float or text
        What lies nearer than this is left out.
    tolerance : float
        Greatest distance, in metres, between an edge and the true ring. Every vertex lies on the ring: within
        1 µm up to 1,000 km, 1 mm beyond.

    Returns
    -------
    Polygon or MultiPolygon
        RFC 7946 longitude and latitude: split at ±180°, closed over the poles, counter-clockwise. Coordinates
        keep full precision.

    Raises
    ------
    ValueError
        If the centre is no point on the globe, or a length is not positive, or `inner` is not below `radius`.

    Examples
    --------
    >>> ring = range_ring((34.8, 50.9), "190 mi")
    >>> [round(value, 2) for value in ring.bounds]
    [30.45, 48.15, 39.15, 53.65]
    """
    point = lonlat(center)
    if point.ndim != 1:
        raise ValueError("Invalid centre: several points. Use range_rings for more than one.")
    ring: BaseGeometry = range_rings(point[None], radius, inner=inner, tolerance=tolerance)[0]
    return ring


def range_rings(centers: Any, radius: Any, *, inner: Any = 0, tolerance: float = 10) -> NDArray[Any]:
    """Range rings around many points, as `range_ring` draws each.

    Parameters
    ----------
    centers : array of shape (n, 2), or sequence of points
        Longitude and latitude in degrees.
    radius, inner : float, text or array of shape (n,)
        Metres, or a text such as "190 mi".
    tolerance : float
        As for `range_ring`.

    Returns
    -------
    array of n shapely geometries

    Notes
    -----
    Work is done in chunks: beside the result itself it needs some 10 MB, whatever `n` is.

    Examples
    --------
    >>> rings = range_rings([(0, 0), (10, 50)], ["100 km", "50 km"], inner=1000)
    >>> [len(ring.interiors) for ring in rings]
    [1, 1]
    """
    points = lonlat(centers).reshape(-1, 2)
    outer, holes = _lengths(radius, len(points)), _lengths(inner, len(points), least=0.0)
    if not 0 < tolerance < math.inf:
        raise ValueError(f"Invalid tolerance {tolerance}. Must be a positive number of metres.")
    if (holes >= outer).any():
        worst = int(np.argmax(holes >= outer))
        raise ValueError(
            f"Invalid inner radius {holes[worst]:g}. Must be less than the radius {outer[worst]:g}."
        )
    hollow = holes > 0
    fine = np.where(hollow, np.minimum(tolerance, (outer - holes) / 4), tolerance)
    counts = _counts(points[:, 1], outer, fine)
    points[:, 0] = (points[:, 0] + 180) % 360 - 180
    apart = (counts == 0) | _may_cross(points, outer)
    result = np.empty(len(points), dtype=object)
    for one in np.flatnonzero(apart):
        result[one] = _annulus(
            Disc(float(points[one, 0]), float(points[one, 1]), outer[one]),
            holes[one],
            fine[one],
            int(counts[one]),
        )
    kinds = np.where(apart, -1, 2 * counts + hollow)
    for kind in np.unique(kinds[~apart]):
        count, group = int(kind) // 2, np.flatnonzero(kinds == kind)
        for some in np.array_split(group, math.ceil(len(group) * count / _CHUNK)):
            result[some] = _drawn(points[some], outer[some], holes[some] if kind % 2 else None, count)
    return result


def _lengths(value: Any, count: int, least: float = math.ulp(0.0)) -> Floats:
    """Metres of each ring, from one length or from an array of them."""
    if isinstance(value, str) or not np.ndim(value):
        return np.full(count, to_metres(value) if least or value != 0 else 0.0)
    values = np.asarray([to_metres(one) if isinstance(one, str) else one for one in value], dtype=float)
    if values.shape != (count,):
        raise ValueError(
            f"Invalid number of radii {values.shape}. Must be one, or one for each of {count} points."
        )
    bad = values[~((values >= least) & (values < math.inf))]
    if bad.size:
        raise ValueError(
            f"Invalid radius {bad[0]}. Must be a positive number of metres or a text such as '190 mi'."
        )
    return values


def _counts(lat: Floats, radius: Floats, tolerance: Floats) -> NDArray[np.intp]:
    """Vertices that keep straight longitude-latitude edges in tolerance; 0 for a ring that is solved apart.

    The edge strays from the ring by its length squared over 8, times the difference of the curvatures: that of
    the ring (M21 / m12) and that of the edge itself, at most 1.09 tan(latitude) / b.
    """
    top = np.abs(lat) + np.degrees(radius / POLAR_RADIUS) * 1.004
    plain = (radius <= _SERIES_RADIUS) & (top <= _SERIES_LATITUDE)
    radius, top = np.where(plain, radius, 0.0), np.where(plain, top, 0.0)
    across = _MAJOR * np.sin(radius / _MAJOR)
    bend = across * np.cos(radius / _MAJOR)
    tilt = 1.1 * np.tan(np.radians(top)) / POLAR_RADIUS
    need = math.pi * np.sqrt((bend + tilt * across**2) / (2 * tolerance))
    need = np.maximum(np.ceil(need), LEAST_VERTICES)
    step = np.exp2(np.maximum(np.floor(np.log2(need)) - 5, 1))
    return np.where(plain, np.ceil(need / step) * step, 0).astype(np.intp)


def _may_cross(points: Floats, radius: Floats) -> NDArray[np.bool_]:
    """Whether a ring may reach ±180°, poles left aside."""
    half = np.sin(np.minimum(radius / POLAR_RADIUS, np.pi / 2)) / np.cos(np.radians(points[:, 1]))
    reach = np.degrees(np.arcsin(np.minimum(half, 1.0))) * 1.01
    crosses: NDArray[np.bool_] = np.abs(points[:, 0]) + reach >= 180
    return crosses


@cache
def _matrices(count: int) -> tuple[Floats, Floats]:
    """Values at the first half of `count` equal steps of azimuth, from those at the nodes: even and odd functions."""
    angles = 2 * np.pi * np.arange(count // 2 + 1) / count
    nodes = np.pi * np.arange(_ORDER + 1) / _ORDER
    terms = np.arange(_ORDER + 1)
    weight = np.where(terms % _ORDER == 0, 0.5, 1.0)
    even = (np.cos(np.outer(nodes, terms)) * weight[:, None]) @ (
        np.cos(np.outer(terms, angles)) * weight[:, None]
    )
    odd = np.sin(np.outer(nodes, terms)) @ np.sin(np.outer(terms, angles))
    return even * 2 / _ORDER, odd * 2 / _ORDER


def _series(lat: Floats, radius: Floats, count: int) -> tuple[Floats, Floats]:
    """Longitude from the centre, and latitude, of the eastern half of each ring, north to south; degrees."""
    nodes = _ORDER + 1
    azimuths = np.tile(180 * np.arange(nodes) / _ORDER, len(lat))
    zeros = np.zeros(len(azimuths))
    lam, phi, _ = geod().fwd(zeros, np.repeat(lat, nodes), azimuths, np.repeat(radius, nodes))
    lam, phi = (np.radians(angles).reshape(len(lat), nodes) for angles in (lam, phi))
    beta = np.arctan2((1 - FLATTENING) * np.sin(phi), np.cos(phi))
    even, odd = _matrices(count)
    x, y = (np.cos(beta) * np.cos(lam)) @ even, (np.cos(beta) * np.sin(lam)) @ odd
    z = np.sin(beta) @ even
    east = np.degrees(np.arctan2(y, x))
    north = np.degrees(np.arctan2(z, (1 - FLATTENING) * np.hypot(x, y)))
    return east, north


def _loops(points: Floats, radius: Floats, count: int) -> Floats:
    """Closed rings of shape (rings, count + 1, 2), counter-clockwise from the north."""
    east, north = _series(points[:, 1], radius, count)
    lon, half = points[:, :1], count // 2
    loops = np.empty((len(points), count + 1, 2))
    loops[:, : half + 1, 0] = lon - east
    loops[:, half:, 0] = lon + east[:, ::-1]
    loops[:, : half + 1, 1] = north
    loops[:, half:, 1] = north[:, ::-1]
    return loops


def _drawn(points: Floats, outer: Floats, inner: Floats | None, count: int) -> NDArray[Any]:
    """Polygons of one vertex count, away from the poles and the date line."""
    holes = None
    if inner is not None:
        holes = np.asarray(shapely.linearrings(_loops(points, inner, count)[:, ::-1]))[:, None]
    return np.asarray(shapely.polygons(shapely.linearrings(_loops(points, outer, count)), holes))


def _annulus(disc: Disc, inner: float, tolerance: float, count: int) -> BaseGeometry:
    outside = disc.shape(tolerance, count)
    if not inner:
        return outside
    inside = Disc(disc.lon, disc.lat, inner).shape(tolerance, count)
    ring: BaseGeometry = shapely.orient_polygons(shapely.difference(outside, inside))
    return ring
