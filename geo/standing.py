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

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geo.model import Launch, Length

    Floats = NDArray[np.float64]

Standing = Literal["certain", "possible", "edge", "outside"]
STANDINGS: Final[tuple[Standing, ...]] = ("certain", "possible", "edge", "outside")
"""From the surest to none."""


class Distances(NamedTuple):
    """Geodesics from places to a launch, metres; the same for a point."""

    nearest: Floats
    """To its nearest point; 0 inside a territory."""
    farthest: Floats
    """To its farthest point."""


def distances(points: ArrayLike, launch: Launch) -> Distances:
    """Exact geodesics from points to the nearest and the farthest point of a launch.

    Parameters
    ----------
    points : array of shape (n, 2)
        Longitude and latitude, degrees.
    launch : Launch
        A point or a territory.
    """
    places = np.asarray(points, dtype=float).reshape(-1, 2)
    if launch.geometry is None:
        from geo.geodesy.lines import distance

        metres = np.asarray(distance(places, launch.place), dtype=float)
        return Distances(metres, metres)
    from geo.geodesy.farthest import farthest_distance
    from geo.geodesy.within import distance_to

    return Distances(distance_to(places, launch.geometry), farthest_distance(places, launch.geometry))


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
    if length.low <= 0:
        return np.where(found.nearest <= length.high, "edge", "outside")
    tests = [found.farthest <= length.low, found.nearest <= length.low, found.nearest <= length.high]
    words: NDArray[np.str_] = np.select(tests, STANDINGS[:3], STANDINGS[3])
    return words
