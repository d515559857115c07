"""Straight-line chords through the ellipsoid, and what they prove about the geodesic above them.

A chord costs three subtractions, a geodesic a hundred times more. For a shortest geodesic of length d between two
points of the ellipsoid, with the least and the greatest radius of curvature, b²/a and a²/b::

    2 (b²/a) sin(d / 2 (b²/a))  <=  chord  <=  2 (a²/b) sin(d / 2 (a²/b))

so that a chord decides nearly always whether d is at most a radius. Both bounds are proven in docs/chord-bounds.md.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesy.lines import geod
from geo.geodesy.lonlat import EQUATORIAL_RADIUS, FLATTENING, POLAR_RADIUS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LEAST_CURVATURE_RADIUS: Final = POLAR_RADIUS**2 / EQUATORIAL_RADIUS
"""Radius of curvature of a meridian where it crosses the equator, metres: no normal section bends more."""
GREATEST_CURVATURE_RADIUS: Final = EQUATORIAL_RADIUS**2 / POLAR_RADIUS
"""Radius of curvature at a pole, metres: no normal section bends less."""
HALF_MERIDIAN: Final = 20_003_931.4587
"""No two points are farther apart than from pole to pole, metres, rounded up."""
SLACK: Final = 1e-4
"""Metres that the bounds give away, for rounding: chords err by less than 0.1 µm, geodesics by 15 nm."""

_E2: Final = FLATTENING * (2 - FLATTENING)
_CERTAIN: Final = 2 * math.pi * LEAST_CURVATURE_RADIUS - HALF_MERIDIAN
"""A geodesic of half a meridian may have as short a chord as one of this length: the lower bound ends here."""


def ecef(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Earth-centred, earth-fixed coordinates of points on the ellipsoid.

    Parameters
    ----------
    lon, lat : array
        Degrees, of any one shape.

    Returns
    -------
    array of shape (3, ...)
        x, y and z in metres.

    Examples
    --------
    >>> ecef([0, 90, 0], [0, 0, 90]).round(3) + 0.0
    array([[6378137.   ,       0.   ,       0.   ],
           [      0.   , 6378137.   ,       0.   ],
           [      0.   ,       0.   , 6356752.314]])
    """
    lam, phi = np.radians(np.asarray(lon, dtype=float)), np.radians(np.asarray(lat, dtype=float))
    sin, cos = np.sin(phi), np.cos(phi)
    normal = EQUATORIAL_RADIUS / np.sqrt(1 - _E2 * sin * sin)
    return np.stack([normal * cos * np.cos(lam), normal * cos * np.sin(lam), normal * (1 - _E2) * sin])


def chord_bounds(radius: ArrayLike) -> tuple[Floats, Floats]:
    """The squared chords up to which points are certainly within a geodesic radius, and beyond which they are not.

    Parameters
    ----------
    radius : float or array
        Metres, 0 or more.

    Returns
    -------
    inside, outside : array
        Square metres. A squared chord of at most `inside` means a geodesic of at most `radius`, one above
        `outside` a longer geodesic; only between the two must the geodesic be solved. `inside` is -1 where
        no chord is proof, infinite where every point of the globe is within the radius.

    Raises
    ------
    ValueError
        If a radius is negative or no number.

    Notes
    -----
    The undecided band is 0.6 m wide at 300 km and 322 m at 2,500 km. The bounds hold for every radius; above
    19,802 km the first stays what it is there, because a longer geodesic may have a shorter chord.

    Examples
    --------
    >>> inside, outside = np.sqrt(chord_bounds(300e3))
    >>> round(float(outside - inside), 2)
    0.56
    """
    metres = np.asarray(radius, dtype=float)
    if not np.all(metres >= 0):
        raise ValueError(f"Invalid radius {metres[~(metres >= 0)].flat[0]}. Must be 0 metres or more.")
    low = _circle_chord(np.minimum(metres, _CERTAIN), LEAST_CURVATURE_RADIUS) - SLACK
    high = _circle_chord(metres, GREATEST_CURVATURE_RADIUS) + SLACK
    inside = np.where(low > 0, low * low, -1.0)
    return np.where(metres >= HALF_MERIDIAN + SLACK, np.inf, inside), high * high


def within_radius(
    lon: ArrayLike, lat: ArrayLike, center_lon: ArrayLike, center_lat: ArrayLike, radius: ArrayLike
) -> NDArray[np.bool_]:
    """Whether the geodesic from each point to its centre is at most a radius; exact, mostly by chords.

    Parameters
    ----------
    lon, lat : array
        Points in degrees.
    center_lon, center_lat : float or array
        Centres in degrees, one for all or one for each point.
    radius : float or array
        Metres, 0 or more.

    Returns
    -------
    array of bool
        Of the shape that all arguments broadcast to; False where a coordinate is NaN.

    Examples
    --------
    >>> within_radius([34.8, 36.2], [50.9, 51.7], 34.8, 50.9, 100e3).tolist()
    [True, False]
    """
    inside, outside = chord_bounds(radius)
    start, end = ecef(lon, lat), ecef(center_lon, center_lat)
    squared = sum((a - b) ** 2 for a, b in zip(start, end, strict=True))
    found, doubt = np.broadcast_arrays(squared <= inside, (squared > inside) & (squared <= outside))
    found = np.array(found)
    if doubt.any():
        pairs = np.broadcast_arrays(lon, lat, center_lon, center_lat, radius, found)[:5]
        found[doubt] = _within(*(np.asarray(column, dtype=float)[doubt] for column in pairs))
    return found


def _within(
    lon: Floats, lat: Floats, center_lon: Floats, center_lat: Floats, radius: Floats
) -> NDArray[np.bool_]:
    """The same by Karney's geodesics alone, from the centre to the point."""
    within: NDArray[np.bool_] = geod().inv(center_lon, center_lat, lon, lat)[2] <= radius
    return within


def _circle_chord(arc: Floats, radius: float) -> Floats:
    """Chord of an arc of a circle, the diameter for arcs longer than half of it."""
    chord: Floats = 2 * radius * np.sin(np.minimum(arc / (2 * radius), math.pi / 2))
    return chord
