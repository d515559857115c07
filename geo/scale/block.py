"""One block of points against all sources: a pure function whose results add up, wherever it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.geodesy.lonlat import normalise
from geo.scale.screen import Screen, masks
from geo.scale.tally import Counts, Pairs, RowCounts
from geo.scale.tree import LEAF, plant, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.scale.screen import Floats, Mask
    from geo.scale.sources import Days, Sources
    from geo.scale.tally import Numbers, Tally, Want

MANY: Final = 32
"""From so many point sources on, putting the points in spatial order pays for itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Consecutive points of a table, at most 2³¹ of them."""

    first: int
    """Number of the first one in the whole table."""
    lon: Floats
    """Longitudes, degrees, shape (n,); NaN where there is no point."""
    lat: Floats
    """Latitudes, degrees."""
    days: Days | None = None
    """Their days, datetime64[D], NaT where unknown; None if the table has none."""

    @property
    def size(self) -> int:
        """How many there are."""
        return self.lon.size

    def blocks(self, size: int) -> Iterator[Rows]:
        """The same, at most so many at a time."""
        for start in range(0, self.size, size):
            part = slice(start, start + size)
            days = None if self.days is None else self.days[part]
            yield Rows(self.first + start, self.lon[part], self.lat[part], days)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What is known of some rows."""

    first: int
    """Number of the first row."""
    size: int
    """How many rows."""
    invalid: int
    """Rows without a point on the globe; they lie within nothing."""
    counts: NDArray[np.int64]
    """How many rows each source holds, shape (K,)."""
    reached: NDArray[np.int32] | None = None
    """How many sources hold each row, shape (size,); None unless asked for."""
    pairs: tuple[NDArray[Any], NDArray[np.int32]] | None = None
    """Row and source of each pair, in no particular but always the same order; None unless asked for."""


def join_rows(rows: Rows, sources: Sources, want: Want = "counts") -> Part:
    """Which sources hold each row: exactly those whose geodesic distance is at most their radius.

    Parameters
    ----------
    rows : Rows
        Points.
    sources : Sources
        Places or shapes with radii. A dated one holds only rows whose day is known and lies in its span.
    want : {"counts", "rows", "pairs"}
        How much to tell: a count for each source; also one for each row; or all pairs. More costs more.
    """
    number = _valid(rows)
    valid = rows if number is None else _take(rows, number)
    tally: Counts = Counts(len(sources))
    if want == "rows":
        tally = RowCounts(len(sources), valid.size)
    elif want == "pairs":
        tally = Pairs(len(sources))
    order = _join(valid, sources, tally, are_many(sources)) if valid.size else None
    reached = pairs = None
    if isinstance(tally, RowCounts):
        reached = _spread(tally.reached(order), number, rows.size)
    elif isinstance(tally, Pairs):
        point, source = tally.pairs(order)
        pairs = _numbered(point if number is None else number[point], rows), source
    return Part(rows.first, rows.size, rows.size - valid.size, tally.counts, reached, pairs)


def are_many(sources: Sources) -> bool:
    """Whether points are put in spatial order for them."""
    return bool(np.count_nonzero(~np.isnan(sources.lon)) >= MANY)


def add_up(parts: Iterable[Part]) -> Part:
    """The parts of neighbouring rows, at least one, given in any order, as one."""
    ordered = sorted(parts, key=lambda part: part.first)
    reached = [part.reached for part in ordered if part.reached is not None]
    pairs = [part.pairs for part in ordered if part.pairs is not None]
    return Part(
        first=ordered[0].first,
        size=sum(part.size for part in ordered),
        invalid=sum(part.invalid for part in ordered),
        counts=np.sum([part.counts for part in ordered], axis=0),
        reached=_joined(reached) if reached else None,
        pairs=(_joined([row for row, _ in pairs]), _joined([source for _, source in pairs]))
        if pairs
        else None,
    )


def _joined(arrays: list[NDArray[Any]]) -> NDArray[Any]:
    """One after the other; a single one that holds anything is not copied."""
    filled = [array for array in arrays if array.size]
    return filled[0] if len(filled) == 1 else np.concatenate(filled or arrays)


def _join(rows: Rows, sources: Sources, tally: Tally, many: bool) -> NDArray[np.uint32] | None:
    """Tell the tally every pair, and return the spatial order if it was told of runs."""
    dates = _Dates(sources, rows.days)
    which = np.flatnonzero(~np.isnan(sources.lon))
    screen = Screen.of(sources, which)
    for source, first, mask in _shape_masks(rows, sources):
        tally.mask(source, first, dates.masked(source, first, mask))
    if not many:
        for number, first, mask in masks(screen, rows.lon, rows.lat):
            source = int(which[number])
            tally.mask(source, first, dates.masked(source, first, mask))
        return None
    tree = plant(rows.lon, rows.lat)
    for numbers, firsts, held in runs(tree, screen):
        dates.tell(tally, which[numbers], firsts, held, tree.order)
    return tree.order


def _shape_masks(rows: Rows, sources: Sources) -> Iterator[tuple[int, int, Mask]]:
    for source, shape in enumerate(sources.shapes):
        if shape is not None:
            yield source, 0, _held(rows, shape, float(sources.radius[source]))


def _held(rows: Rows, shape: BaseGeometry, radius: float) -> Mask:
    """The rows within a radius of a shape; with none, those in the shape."""
    if radius > 0:
        from geo.geodesy.within import within

        near: Mask = within(np.column_stack([rows.lon, rows.lat]), shape, radius)
        return near
    wrapped = (rows.lon + 180) % 360 - 180
    inside: Mask = shapely.intersects_xy(normalise(shape), wrapped, rows.lat)
    return inside


class _Dates:
    """Leaves out points that do not lie in the days of a dated source."""

    def __init__(self, sources: Sources, days: Days | None) -> None:
        self.sources, self.days, self.dated = sources, days, sources.dated

    def masked(self, source: int, first: int, mask: Mask) -> Mask:
        """The points from number `first` on, of one source."""
        return mask & self._hold(source, np.arange(first, first + mask.size)) if self.dated[source] else mask

    def tell(
        self, tally: Tally, source: Numbers, first: Numbers, held: NDArray[Any], order: NDArray[np.uint32]
    ) -> None:
        """Runs of the spatial order to the tally; those of dated sources group by group."""
        told = tally.whole if held.ndim == 1 else tally.rims
        when = self.dated[source]
        if not when.any():
            told(source, first, held)
            return
        told(source[~when], first[~when], held[~when])
        source, first, held = source[when], first[when], held[when]
        if held.ndim == 1:
            source, first, held = _groups(source, first, held)
        place = first[:, None] + np.arange(LEAF)
        point = np.where(place < order.size, order[np.minimum(place, order.size - 1)], np.int64(-1))
        tally.rims(source, first, held & self._hold(source[:, None], point))

    def _hold(self, source: Any, point: NDArray[Any]) -> Mask:
        """For dated sources and points of shapes that broadcast; a negative point has no day, and none compares."""
        since, until = self.sources.since[source], self.sources.until[source]
        if self.days is None:
            return np.zeros(np.broadcast(source, point).shape, bool)
        day = np.where(point < 0, np.datetime64("NaT", "D"), self.days[point])
        held: Mask = (np.isnat(since) | (day >= since)) & (np.isnat(until) | (day <= until))
        return held


def _groups(source: Numbers, first: Numbers, size: Numbers) -> tuple[Numbers, Numbers, Mask]:
    """Runs that are held entirely, cut in groups of `LEAF` places."""
    groups = -(-size // LEAF)
    begin = np.repeat(np.cumsum(groups) - groups, groups)
    first = np.repeat(first, groups) + LEAF * (np.arange(begin.size) - begin)
    return np.repeat(source, groups), first, np.ones((begin.size, LEAF), bool)


def _valid(rows: Rows) -> Numbers | None:
    """Numbers of the rows that are points on the globe, None if all are."""
    lon, lat = rows.lon, rows.lat
    if lon.size and lon.min() >= -360 and lon.max() <= 360 and lat.min() >= -90 and lat.max() <= 90:
        return None
    return np.flatnonzero((np.abs(lat) <= 90) & (np.abs(lon) <= 360))


def _take(rows: Rows, number: Numbers) -> Rows:
    days = None if rows.days is None else rows.days[number]
    return Rows(rows.first, rows.lon[number], rows.lat[number], days)


def _spread(reached: NDArray[np.int32], number: Numbers | None, size: int) -> NDArray[np.int32]:
    if number is None:
        return reached
    spread = np.zeros(size, np.int32)
    spread[number] = reached
    return spread


def _numbered(row: NDArray[Any], rows: Rows) -> NDArray[Any]:
    """Numbers in the whole table, as small as they can be stored."""
    last = rows.first + rows.size
    numbered = row.astype(np.int32 if last < 2**31 else np.int64, copy=False)
    return numbered + rows.first if rows.first else numbered
