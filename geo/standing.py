"""Four words for where a place stands to a stated range: certain, possible, edge, outside.

With `low` and `high` the least and the most that the wording of the range allows, and with the geodesics from the place
to the nearest and to the farthest point of the launch::

    certain     farthest <= low              within the least reading, from every point of the launch
    possible    nearest  <= low < farthest   within the least reading, but only from a part of the launch
    edge        low < nearest <= high        only a generous reading of the figure reaches it
    outside     nearest > high               beyond the most that the wording allows

A launch that is a point has one distance, so that nothing is `possible` there. Where the text leaves the upper bound
open nothing is `outside`; where it gives no lower one ("no more than") nothing is better than `edge`. The words speak
of published figures alone: they say nothing of what a system can or may do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
import shapely

from geo.geodesy.lonlat import MEAN_RADIUS, unit_vectors

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geo.model import Launch, Length

    Floats = NDArray[np.float64]

Standing = Literal["certain", "possible", "edge", "outside"]
STANDINGS: Final[tuple[Standing, ...]] = ("certain", "possible", "edge", "outside")
"""From the surest to none."""
_ROUND_THE_CAP: Final = 1.02
"""A cap on the sphere is taken that much wider, so that it holds the ellipsoid's."""


class Distances(NamedTuple):
    """Geodesics from places to a launch, metres; the same for a point."""

    nearest: Floats
    """To its nearest point; 0 inside a territory, infinity if too far to matter."""
    farthest: Floats
    """To its farthest point."""


def distances(points: ArrayLike, launch: Launch, *, most: float = math.inf) -> Distances:
    """Exact geodesics from points to the nearest and the farthest point of a launch.

    Parameters
    ----------
    points : array of shape (n, 2)
        Longitude and latitude, degrees.
    launch : Launch
        A point or a territory.
    most : float
        Metres that matter: points which certainly lie farther from a territory are not measured, and have infinity.
    """
    places = np.asarray(points, dtype=float).reshape(-1, 2)
    if launch.geometry is None:
        from geo.geodesy.lines import distance

        metres = np.asarray(distance(places, launch.place), dtype=float)
        return Distances(metres, metres)
    from geo.geodesy.farthest import farthest_distance
    from geo.geodesy.within import distance_to

    found = Distances(np.full(len(places), math.inf), np.full(len(places), math.inf))
    near = may_be_within(places, launch, most)
    if near.any():
        found.nearest[near] = distance_to(places[near], launch.geometry)
        found.farthest[near] = farthest_distance(places[near], launch.geometry)
    return found


def may_be_within(points: Floats, launch: Launch, metres: float) -> NDArray[np.bool_]:
    """Whether each point may lie within a distance of a launch: never too few, by a cap on the sphere."""
    middle, size = _cap(launch)
    angle = np.arccos(np.clip(unit_vectors(points) @ middle, -1, 1))
    near: NDArray[np.bool_] = angle <= (size + metres / MEAN_RADIUS) * _ROUND_THE_CAP
    return near


def limit(length: Length) -> float:
    """How far a stated range matters for listing: its upper bound, or the figure itself where that is open; metres."""
    return length.best if length.is_open else length.high


def _cap(launch: Launch) -> tuple[Floats, float]:
    """The middle of a launch as a unit vector, and the angle from it that holds all of the launch, radians."""
    if launch.geometry is None:
        return unit_vectors((launch.place.lon, launch.place.lat)), 0.0
    corners = unit_vectors(shapely.get_coordinates(shapely.segmentize(launch.geometry, 1.0)))
    middle = corners.min(axis=0) + corners.max(axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-9)
    return middle, float(np.arccos(np.clip(corners @ middle, -1, 1)).max())


def standing(found: Distances, length: Length) -> NDArray[np.str_]:
    """The word for each place.

    Parameters
    ----------
    found : Distances
        Arrays of shape (n,).
    length : Length
        The stated range.

    Returns
    -------
    array of str, shape (n,)
        One of `STANDINGS` each.

    Examples
    --------
    >>> from geo.units import parse_length
    >>> metres = np.array([170e3, 250e3, 270e3])
    >>> standing(Distances(metres, metres), parse_length("about 155 miles")).tolist()
    ['certain', 'edge', 'outside']
    """
    words: NDArray[np.str_] = np.asarray(STANDINGS)[ranks(found, length)]
    return words


def ranks(found: Distances, length: Length) -> NDArray[np.intp]:
    """The same as positions in `STANDINGS`."""
    tests = [found.farthest <= length.low, found.nearest <= length.low, found.nearest <= length.high]
    least = 0 if length.low > 0 else 2
    return np.select(tests[least:], list(range(least, 3)), 3)
