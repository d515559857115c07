"""Strips from a rim out to the true offset, drawn along geodesics from the source.

A strip never claims a point that is too far: every ray of it is a geodesic from a place of the source that is no
longer than the radius.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.geodesy.estimates import ecef
from geo.geodesy.source import GEOD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.geodesy.lonlat import Chart
    from geo.geodesy.source import Feet, Floats, Indices, Source

_DEPTH = 0.008
"""How far below its rim a strip starts, as a share of the radius: it must overlap what it is joined to."""
_OVERLAP = 0.02
"""How far a strip runs past its last vertices, as a share of the rim's edge."""
_LONGEST_RUN = 40
"""Rim edges in one strip: a longer one might bend round and overlap itself."""
_FIRST, _BOTH, _SECOND = 0, 1, 2
"""Whose foot a stretch of strip is drawn from: that of one end of the rim's edge, or each half from its own."""


@dataclass(frozen=True, slots=True)
class Chords:
    """How long the chords of a boundary may be."""

    arc: float
    """Where it turns about a place of the source, metres."""
    line: float
    """Where it follows an edge or faces the middle of the chart, so that a chord may bulge outwards, metres."""
    bulge: float
    """How far a chord may bulge where the source's own edges bend, metres."""
    bend: float
    """Curvature of what chords fall short of, per metre."""
    stray: float
    """How far chords of the chart and of longitude and latitude may part, metres."""


def strips(
    source: Source,
    chart: Chart,
    rim: Floats,
    feet: Feet,
    pairs: Indices,
    *,
    radius: float,
    chords: Chords,
    longest_run: int = _LONGEST_RUN,
) -> NDArray[Any]:
    """Polygons, in the chart, from the rim out to the radius.

    Parameters
    ----------
    source : Source
        What the radius is measured from.
    chart : Chart
        Where the rim is drawn.
    rim : array of shape (n, 2)
        Vertices in chart metres.
    feet : Feet
        The nearest place of the source for each vertex.
    pairs : array of int
        Ascending indices i of the rim edges (i, i + 1) to build on.
    radius : float
        Metres.
    chords : Chords
        How long the chords of the outer side may be.
    longest_run : int
        Most rim edges in one strip.
    """
    start, stop = rim[pairs], rim[pairs + 1]
    length = np.hypot(*(stop - start).T)
    walked = np.linalg.norm(np.diff(ecef(feet.lonlat), axis=0), axis=1)[pairs]
    same = feet.edge[pairs] == feet.edge[pairs + 1]
    outward = start - chart.forward(feet.lonlat[pairs])
    inner = (outward * start).sum(axis=1) < 0.3 * np.hypot(*outward.T) * np.hypot(*start.T)
    stretch = radius / np.maximum(feet.distance[pairs], 0.9 * radius)
    turning = np.where(inner, min(chords.arc, chords.line), chords.arc)
    ends = feet.edge[pairs], feet.edge[pairs + 1]
    bent, whole = (np.maximum(each[ends[0]], each[ends[1]]) for each in (source.bend, source.length))
    slide = np.where(same, walked, np.minimum(length / np.maximum(1 - bent * radius, 0.25), whole))
    bulging = np.maximum(np.minimum(chords.line, np.sqrt(8 * chords.bulge / bent)), 5.0)
    follows = same & (walked > 0.4 * length)
    count = np.where(follows, length / chords.line, length * stretch / turning)
    count = np.maximum(count, np.where(slide > bulging, np.maximum(length, slide) / bulging, 0))
    steps = np.ceil(count).astype(np.intp).clip(1)
    smooth = (same | (walked < 1.0)) & (np.arange(len(pairs)) % longest_run != 0)
    pair, share, second, strip = _samples(pairs, steps, smooth)
    at = start[pair] + share[:, None] * (stop - start)[pair]
    lonlat, owner = chart.inverse(at), pairs[pair] + second
    foot = source.slid(feet.edge[owner], feet.lonlat[owner], lonlat)
    shapes = _drawn(chart, foot, lonlat, strip, radius)
    good = shapely.is_valid(shapes)
    if good.all():
        return shapes
    if longest_run == 1:
        return np.concatenate([shapes[good], shapely.make_valid(shapes[~good])])
    again = np.unique(pair[~good[strip]])
    redone = strips(
        source,
        chart,
        rim,
        feet,
        pairs[again],
        radius=radius,
        chords=chords,
        longest_run=longest_run // 40 or 1,
    )
    return np.concatenate([shapes[good], redone])


def _samples(
    pairs: Indices, steps: Indices, smooth: NDArray[np.bool_]
) -> tuple[Indices, Floats, NDArray[np.bool_], Indices]:
    """Places along the rim, strip after strip: the rim's edge, the share along it, whose foot, which strip.

    Where the foot slides along, one strip spans the edge. Where it jumps, the strip of the first vertex ends with
    the edge, and that of the second begins with it: both span it.
    """
    order = np.repeat(np.arange(len(pairs)), np.where(smooth, 1, 2))
    twin = np.r_[False, order[1:] == order[:-1]]
    whose = np.where(smooth[order], _BOTH, np.where(twin, _SECOND, _FIRST))
    apart = np.r_[True, np.diff(pairs[order]) > 1]
    opens = apart | (whose == _SECOND)
    closes = np.r_[opens[1:], True]
    count = steps[order] + closes
    link = np.repeat(np.arange(len(order)), count)
    step = np.arange(len(link)) - np.repeat(np.cumsum(count) - count, count)
    share = step / steps[order[link]]
    second = (whose[link] == _SECOND) | ((whose[link] == _BOTH) & (share >= 0.5))
    share[(step == 0) & opens[link]] -= _OVERLAP
    share[(step == count[link] - 1) & closes[link]] += _OVERLAP
    return order[link], share, second, (np.cumsum(opens) - 1)[link]


def _drawn(chart: Chart, foot: Floats, lonlat: Floats, strip: Indices, radius: float) -> NDArray[Any]:
    """One polygon for each strip: out along the radius, back below the rim."""
    azimuth, _, reach = GEOD.inv(foot[:, 0], foot[:, 1], lonlat[:, 0], lonlat[:, 1])
    low = np.maximum(np.minimum(reach, 0.999 * radius) - _DEPTH * radius, 0)
    count = len(foot)
    lon, lat, _ = GEOD.fwd(
        np.tile(foot[:, 0], 2),
        np.tile(foot[:, 1], 2),
        np.tile(azimuth, 2),
        np.r_[np.full(count, radius), low],
    )
    points = chart.forward(np.column_stack([lon, lat]))
    first = np.flatnonzero(np.r_[True, strip[1:] != strip[:-1]])
    sizes = np.diff(np.r_[first, count])
    place = np.arange(count) - np.repeat(first, sizes)
    outward = 2 * np.repeat(first, sizes) + np.arange(len(first))[strip] + place
    backward = outward + 2 * (np.repeat(sizes, sizes) - place) - 1
    closing = 2 * first + 2 * sizes + np.arange(len(first))
    ring = np.empty((2 * count + len(first), 2))
    ring[outward], ring[backward], ring[closing] = points[:count], points[count:], points[first]
    ends = np.r_[0, closing + 1]
    polygons: NDArray[Any] = shapely.from_ragged_array(
        shapely.GeometryType.POLYGON, ring, (ends, np.arange(len(ends)))
    )
    return polygons
