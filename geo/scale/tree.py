"""Points in spatial order with balls around ever larger groups of them: whole groups are taken or left.

Made for many sources: they walk down the balls all together, in arrays, and only groups that a rim runs through
are tested point by point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.scale.screen import RELATIVE, positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.scale.screen import Floats, Mask, Screen, Singles

    Numbers = NDArray[np.intp]

LEAF: Final = 128
"""Points in a group of the lowest level."""
_FAN: Final = 8
"""Groups in a group of the next level."""
_TOP: Final = 256
"""Groups that the walk may start from."""
_BATCH: Final = 128
"""Sources that walk together."""
_PAIRS: Final = 2048
"""Groups whose points are tested together."""
_POINTS: Final = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The balls of one size."""

    center: Floats
    """Centres, metres, shape (3, m)."""
    radius: Floats
    """Radii, metres, shape (m,)."""
    size: NDArray[np.int64]
    """Points in each ball."""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Points in spatial order, and the balls around their groups."""

    order: NDArray[np.uint32]
    """Number of the point at each place of the order, shape (n,)."""
    xyz: Singles
    """Coordinates in that order, shape (3, groups, `LEAF`); NaN behind the last point."""
    levels: tuple[Level, ...]
    """From the smallest groups up."""
    lon: Floats
    """Longitudes of the points as they were given, degrees."""
    lat: Floats
    """Latitudes, the same."""


def plant(lon: Floats, lat: Floats) -> Tree:
    """The tree of at least one and at most 2³² points; degrees, none of them NaN."""
    single = lon.astype(np.float32), lat.astype(np.float32)
    order = _spatial_order(*single)
    east, north = (column[order] for column in single)
    groups = -(-order.size // LEAF)
    flat = np.empty((3, groups * LEAF), np.float32)
    for first in range(0, order.size, _POINTS):
        part = slice(first, min(first + _POINTS, order.size))
        flat[:, part] = positions(east[part], north[part])
    flat[:, order.size :] = flat[:, order.size - 1 : order.size]
    xyz = flat.reshape(3, groups, LEAF)
    levels = _levels(xyz, order.size)
    flat[:, order.size :] = np.nan
    return Tree(order, xyz, levels, lon, lat)


def runs(tree: Tree, screen: Screen) -> Iterator[tuple[Numbers, Numbers, NDArray[np.int64] | Mask]]:
    """Which points each source holds, as runs of the spatial order.

    Yields
    ------
    source, first, held : arrays of shape (p,), (p,), and (p,) or (p, `LEAF`)
        Source number, place of the first point of the run in `tree.order`, and either how many points from there
        on are held, every one, or for each of `LEAF` points whether it is.
    """
    for start in range(0, screen.radius.size, _BATCH):
        source = np.arange(start, min(start + _BATCH, screen.radius.size))
        top = tree.levels[-1].size.size
        source, group = np.repeat(source, top), np.tile(np.arange(top), source.size)
        for height in range(len(tree.levels) - 1, -1, -1):
            level = tree.levels[height]
            whole, rim = _sift(screen, level, source, group)
            yield source[whole], group[whole] * (LEAF * _FAN**height), level.size[group[whole]]
            source, group = source[rim], group[rim]
            if height:
                source, group = _children(source, group, tree.levels[height - 1].size.size)
        for some in range(0, source.size, _PAIRS):
            pair = source[some : some + _PAIRS], group[some : some + _PAIRS]
            yield pair[0], pair[1] * LEAF, _test(tree, screen, *pair)


def _sift(screen: Screen, level: Level, source: Numbers, group: Numbers) -> tuple[Mask, Mask]:
    """Groups that a source certainly holds, and those that its rim may run through."""
    apart = np.zeros(source.size)
    for axis in range(3):
        apart += (screen.center[axis, source] - level.center[axis, group]) ** 2
    apart = np.sqrt(apart)
    radius = level.radius[group]
    whole = apart + radius < screen.near[source]
    return whole, (apart - radius <= screen.far[source]) & ~whole


def _children(source: Numbers, group: Numbers, count: int) -> tuple[Numbers, Numbers]:
    below = group[:, None] * _FAN + np.arange(_FAN)
    exist = below < count
    return np.repeat(source, _FAN).reshape(below.shape)[exist], below[exist]


def _test(tree: Tree, screen: Screen, source: Numbers, group: Numbers) -> Mask:
    """Point by point, shape (pairs, `LEAF`)."""
    center = screen.center[:, source].astype(np.float32)
    total = np.zeros((source.size, LEAF), np.float32)
    for axis in range(3):
        step = tree.xyz[axis, group] - center[axis, :, None]
        step *= step
        total += step
    near, far = (threshold[source, None] for threshold in screen.squared())
    mask = total <= near
    doubt = np.flatnonzero((total <= far) ^ mask)
    if doubt.size:
        pair, place = np.divmod(doubt, LEAF)
        point = tree.order[group[pair] * LEAF + place]
        mask.ravel()[doubt] = screen.decide(source[pair], tree.lon[point], tree.lat[point])
    return mask


def _spatial_order(lon: Singles, lat: Singles) -> NDArray[np.uint32]:
    """Numbers of the points along a Morton curve through longitude and latitude."""
    code = _spread((lon + np.float32(180)) % np.float32(360) * np.float32(65535 / 360))
    code |= _spread((lat + np.float32(90)) * np.float32(65535 / 180)) << np.uint32(1)
    key = code.astype(np.uint64)
    key <<= np.uint64(32)
    key |= np.arange(key.size, dtype=np.uint64)
    key.sort()
    return key.astype(np.uint32)


def _spread(value: Singles) -> NDArray[np.uint32]:
    """The bits of a number below 65,536, with a gap behind each."""
    bits = value.astype(np.uint32)
    for shift, kept in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        bits |= bits << np.uint32(shift)
        bits &= np.uint32(kept)
    return bits


def _levels(xyz: Singles, points: int) -> tuple[Level, ...]:
    least, most = xyz.min(axis=2).astype(float), xyz.max(axis=2).astype(float)
    center = ((least + most) / 2).astype(np.float32)
    size = np.full(center.shape[1], LEAF)
    size[-1] -= size.sum() - points
    levels = [Level(center.astype(float), _leaf_radii(xyz, center), size)]
    while levels[-1].size.size > _TOP:
        below = levels[-1]
        firsts = np.arange(0, below.size.size, _FAN)
        least, most = np.minimum.reduceat(least, firsts, axis=1), np.maximum.reduceat(most, firsts, axis=1)
        middle = (least + most) / 2
        own = np.arange(below.size.size) // _FAN
        apart = np.sqrt(((below.center - middle[:, own]) ** 2).sum(axis=0)) + below.radius
        levels.append(Level(middle, np.maximum.reduceat(apart, firsts), np.add.reduceat(below.size, firsts)))
    return tuple(levels)


def _leaf_radii(xyz: Singles, center: Singles) -> Floats:
    radius = np.empty(center.shape[1])
    for first in range(0, radius.size, _PAIRS):
        part = slice(first, first + _PAIRS)
        off = xyz[:, part] - center[:, part, None]
        off *= off
        radius[part] = np.sqrt(off.sum(axis=0).max(axis=1))
    return radius * (1 + RELATIVE)
