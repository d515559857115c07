"""The points farther than a radius from a source, for radii beyond a quarter of the globe.

There every disc is larger than a hemisphere, so what lies outside all of them is convex: it is drawn from its
farthest point by the distance along rays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.geodesy.lonlat import Chart, to_lonlat
from geo.geodesy.source import GEOD, Source

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy.source import Floats, Indices

_RAYS = 72
"""Rays to begin with; more are drawn where the edge between two misses the tolerance."""
_HALF_MERIDIAN = 20_003_931.5
"""From pole to pole, metres: nothing is farther away."""


def beyond(geometry: BaseGeometry, radius: float, tolerance: float) -> BaseGeometry:
    """Points farther than `radius` metres from the geometry, in longitude and latitude; empty where there is none.

    The edge lies between `radius - tolerance` and `radius + tolerance / 10`.
    """
    source = Source(geometry, slack=0.02 * tolerance, reach=radius)
    center, farthest = _farthest(source, geometry)
    if farthest <= radius + 0.02 * tolerance:
        return shapely.Polygon()
    source = source.outermost(center)
    level = radius - 0.5 * tolerance
    azimuth = np.arange(_RAYS) * 360 / _RAYS
    allowed = radius - 0.9 * tolerance, radius + 0.05 * tolerance
    chart = Chart(float(center[0]), float(center[1]))
    edge = chart.forward(_along_rays(source, center, azimuth, level, 0.01 * tolerance))
    open_ = np.ones(_RAYS, dtype=bool)
    for _ in range(40):
        split = np.flatnonzero(open_)
        split = split[_misses(source, chart, edge, split, allowed)]
        if not len(split):
            break
        following = np.append(azimuth[1:], azimuth[0] + 360)
        middle = (azimuth[split] + following[split]) / 2
        fresh = chart.forward(_along_rays(source, center, middle, level, 0.01 * tolerance))
        azimuth, edge = np.insert(azimuth, split + 1, middle), np.insert(edge, split + 1, fresh, axis=0)
        at = split + np.arange(len(split))
        open_ = np.zeros(len(azimuth), dtype=bool)
        open_[at] = open_[at + 1] = True
    return to_lonlat(shapely.Polygon(edge), chart, tolerance=0.04 * tolerance)


def _misses(source: Source, chart: Chart, edge: Floats, at: Indices, allowed: tuple[float, float]) -> Indices:
    """Which of the edges that begin at the vertices `at` leave the distances allowed, longer than a centimetre."""
    start, stop = edge[at], edge[(at + 1) % len(edge)]
    between = start + np.array([0.25, 0.5, 0.75])[:, None, None] * (stop - start)
    distance = source.nearest(chart.inverse(between.reshape(-1, 2))).distance.reshape(3, -1)
    off = ((distance < allowed[0]) | (distance > allowed[1])).any(axis=0)
    return np.flatnonzero(off & (np.hypot(*(stop - start).T) > 0.01))


def _farthest(source: Source, geometry: BaseGeometry) -> tuple[Floats, float]:
    """The point of the globe that is farthest from the source, and its distance."""
    count = 1000
    height = 1 - (2 * np.arange(count) + 1) / count
    spread = np.column_stack([(np.arange(count) * 222.49223595) % 360 - 180, np.degrees(np.arcsin(height))])
    shapely.prepare(geometry)
    spread = spread[~shapely.intersects_xy(geometry, spread)]
    if not len(spread):
        return np.zeros(2), 0.0
    distance = source.nearest(spread).distance
    best, most = spread[distance.argmax()], float(distance.max())
    step, turns = 800e3, np.arange(0, 360, 30.0)
    while step > 0.01:
        lon, lat, _ = GEOD.fwd(np.full(12, best[0]), np.full(12, best[1]), turns, np.full(12, step))
        around = np.column_stack([lon, lat])
        distance = source.nearest(around).distance
        if distance.max() > most:
            best, most = around[distance.argmax()], float(distance.max())
        else:
            step /= 2
    return best, most


def _along_rays(source: Source, center: Floats, azimuth: Floats, level: float, exact: float) -> Floats:
    """Where the distance from the source has fallen to `level`, going out from the centre, within `exact` metres.

    By false position (the Illinois rule): the distance falls all the way, from far above the level to below it.
    """
    reach = np.stack([np.zeros(len(azimuth)), np.full(len(azimuth), _HALF_MERIDIAN - level + 200e3)])
    over = np.stack([_excess(source, center, azimuth, out, level)[1] for out in reach])
    column, last = np.arange(len(azimuth)), np.full(len(azimuth), -1)
    for _ in range(100):
        middle = reach[0] + (reach[1] - reach[0]) * over[0] / (over[0] - over[1])
        at, found = _excess(source, center, azimuth, middle, level)
        if np.abs(found).max() < exact:
            break
        side = (found < 0).astype(np.intp)
        over[1 - side, column] *= np.where(side == last, 0.5, 1.0)
        reach[side, column], over[side, column], last = middle, found, side
    return at


def _excess(
    source: Source, center: Floats, azimuth: Floats, out: Floats, level: float
) -> tuple[Floats, Floats]:
    """The points so far out along the rays, and by how much their distance from the source exceeds the level."""
    lon, lat, _ = GEOD.fwd(np.full(len(out), center[0]), np.full(len(out), center[1]), azimuth, out)
    at = np.column_stack([lon, lat])
    return at, source.nearest(at).distance - level
