"""Distances, destinations and azimuths between points on the WGS84 ellipsoid, by Karney's geodesics."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from pyproj import Geod

    Floats = NDArray[np.float64]


@cache
def geod() -> Geod:
    """The WGS84 ellipsoid of pyproj; loaded when first used."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def lonlat(points: Any) -> Floats:
    """Points as an array of longitude and latitude.

    Parameters
    ----------
    points : (lon, lat), shapely Point, object with `lon` and `lat`, array of shape (..., 2), or several of them
        In degrees, longitude first. A GeoSeries counts as an array of Points.

    Returns
    -------
    array of shape (..., 2)
        As given; longitudes are not wrapped.

    Raises
    ------
    ValueError
        If something is no point, or lies off the globe.

    Examples
    --------
    >>> lonlat(shapely.Point(34.8, 50.9))
    array([34.8, 50.9])
    """
    found = _coordinates(points)
    bad = found[..., 1][~(np.abs(found[..., 1]) <= 90)]
    if bad.size:
        raise ValueError(
            f"Invalid latitude {bad.flat[0]}. Must be between -90 and 90. Longitude comes first."
        )
    bad = found[..., 0][~(np.abs(found[..., 0]) <= 360)]
    if bad.size:
        raise ValueError(f"Invalid longitude {bad.flat[0]}. Must be between -360 and 360.")
    return found


def distance(a: Any, b: Any) -> Any:
    """Length of the shortest geodesic between two points, in metres.

    Parameters
    ----------
    a, b : point or array of points
        (lon, lat) in degrees, a shapely Point, an object with `lon` and `lat`, or arrays of them of shape
        (..., 2), which broadcast.

    Returns
    -------
    float or array
        Metres, within 15 nm. Two points in give a float.

    Raises
    ------
    ValueError
        If something is no point on the globe.

    Examples
    --------
    >>> round(distance((0, 0), (1, 0)), 3)
    111319.491
    >>> distance((0, 0), [(1, 0), (0, 1)]).round().tolist()
    [111319.0, 110574.0]
    """
    return _inverse(a, b)[1]


def azimuth(a: Any, b: Any) -> Any:
    """Azimuth at `a` of the shortest geodesic to `b`, in degrees clockwise from north, from 0 up to 360.

    Parameters
    ----------
    a, b : point or array of points
        As for `distance`.

    Examples
    --------
    >>> azimuth((0, 0), (-1, 0))
    270.0
    """
    return _inverse(a, b)[0]


def destination(a: Any, azimuth: ArrayLike, metres: ArrayLike) -> Floats:
    """The points that lie a distance away along a geodesic.

    Parameters
    ----------
    a : point or array of points
        Where it starts: (lon, lat) in degrees, a shapely Point, an object with `lon` and `lat`, or an array of
        shape (..., 2).
    azimuth : float or array
        Degrees clockwise from north, of any shape that broadcasts with the points.
    metres : float or array
        Length of the geodesic.

    Returns
    -------
    array of shape (..., 2)
        Longitude in [-180, 180] and latitude, degrees; of shape (2,) for one point.

    Raises
    ------
    ValueError
        If `a` is no point on the globe, or an azimuth or a length is not finite.

    Examples
    --------
    >>> destination((0, 0), 90, 111319.491).round(6).tolist()
    [1.0, 0.0]
    """
    start = lonlat(a)
    lon, lat, az, length = np.broadcast_arrays(
        start[..., 0], start[..., 1], np.asarray(azimuth, dtype=float), np.asarray(metres, dtype=float)
    )
    if not (np.isfinite(az).all() and np.isfinite(length).all()):
        raise ValueError("Invalid azimuth or length. Must be finite numbers, in degrees and metres.")
    ends = geod().fwd(lon.ravel(), lat.ravel(), az.ravel(), length.ravel(), return_back_azimuth=False)
    return np.stack([np.reshape(ends[0], lon.shape), np.reshape(ends[1], lon.shape)], axis=-1)


def _inverse(a: Any, b: Any) -> tuple[Any, Any]:
    start, end = np.broadcast_arrays(lonlat(a), lonlat(b))
    (lon, lat), (lon_b, lat_b) = start.reshape(-1, 2).T.copy(), end.reshape(-1, 2).T.copy()
    az, _, metres = geod().inv(lon, lat, lon_b, lat_b)
    az = np.where(np.mod(az, 360) < 360, np.mod(az, 360), 0.0)  # -1e-15 % 360 is 360
    if start.ndim == 1:
        return float(az[0]), float(metres[0])
    return az.reshape(start.shape[:-1]), metres.reshape(start.shape[:-1])


def _coordinates(points: Any) -> Floats:
    if isinstance(points, shapely.Geometry):
        return _of_geometries(np.array(points, dtype=object))
    if hasattr(points, "lon") and hasattr(points, "lat"):
        return np.stack([np.asarray(points.lon, dtype=float), np.asarray(points.lat, dtype=float)], axis=-1)
    if not isinstance(points, Iterable) or isinstance(points, (str, bytes, dict)):
        raise _no_point(points)
    values = points if isinstance(points, np.ndarray) else _as_array(points)
    if values.dtype == object:
        if all(isinstance(point, shapely.Geometry) for point in values.flat):
            return _of_geometries(values)
        return np.array([_coordinates(point) for point in values.tolist()])
    if values.size == 0:
        return np.zeros((0, 2))
    if values.ndim == 0 or values.shape[-1] != 2 or values.dtype.kind not in "iuf":
        raise _no_point(points)
    return values.astype(float)


def _as_array(points: Iterable[Any]) -> NDArray[Any]:
    if hasattr(points, "__array__"):
        return np.asarray(points)
    listed = list(points)
    try:
        return np.array(listed, dtype=float)
    except (TypeError, ValueError):
        values = np.empty(len(listed), dtype=object)
        values[:] = listed
        return values


def _of_geometries(points: NDArray[Any]) -> Floats:
    other = points[(shapely.get_type_id(points) != 0) | shapely.is_empty(points)]
    if other.size:
        raise _no_point(other.flat[0])
    return np.stack([shapely.get_x(points), shapely.get_y(points)], axis=-1)


def _no_point(value: object) -> ValueError:
    text = repr(value)
    short = text if len(text) <= 60 else f"{text[:57]}..."
    return ValueError(
        f"Invalid point {short}. Must be (lon, lat), a shapely Point, or an array of shape (..., 2)."
    )
