"""What is kept of the pairs as they are found: counts, counts and rows, or the pairs themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from geo.scale.tree import LEAF

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.scale.screen import Mask

    Numbers = NDArray[np.intp]
    Small = NDArray[np.int32]

Want = Literal["counts", "rows", "pairs"]


class Tally(Protocol):
    """Takes pairs of sources and points, mask by mask or run by run."""

    counts: NDArray[np.int64]
    """How many points each source holds, shape (K,)."""

    def mask(self, source: int, first: int, mask: Mask) -> None:
        """Points from number `first` on, of one source."""

    def whole(self, source: Numbers, first: Numbers, size: Numbers) -> None:
        """Runs of the spatial order that are held entirely."""

    def rims(self, source: Numbers, first: Numbers, held: Mask) -> None:
        """Runs of `LEAF` places of the spatial order of which some are held; shape (runs, `LEAF`)."""


class Counts:
    """A count for each source."""

    def __init__(self, sources: int) -> None:
        self.counts = np.zeros(sources, np.int64)

    def mask(self, source: int, first: int, mask: Mask) -> None:  # noqa: ARG002 - one interface
        """Points of one source."""
        self.counts[source] += np.count_nonzero(mask)

    def whole(self, source: Numbers, first: Numbers, size: Numbers) -> None:  # noqa: ARG002 - one interface
        """Runs that are held entirely."""
        self.counts += np.bincount(source, size, self.counts.size).astype(np.int64)

    def rims(self, source: Numbers, first: Numbers, held: Mask) -> None:  # noqa: ARG002 - one interface
        """Runs that are held in part."""
        self.counts += np.bincount(source, np.count_nonzero(held, axis=1), self.counts.size).astype(np.int64)


class RowCounts(Counts):
    """A count for each source, and one for each point."""

    def __init__(self, sources: int, points: int) -> None:
        super().__init__(sources)
        self._direct = np.zeros(points, np.int32)
        self._steps = np.zeros(points + 1, np.int32)
        self._places: list[Numbers] = []

    def mask(self, source: int, first: int, mask: Mask) -> None:
        """Points of one source."""
        super().mask(source, first, mask)
        self._direct[first : first + mask.size] += mask

    def whole(self, source: Numbers, first: Numbers, size: Numbers) -> None:
        """Runs that are held entirely: a step up where each begins, and down behind it."""
        super().whole(source, first, size)
        np.add.at(self._steps, first, 1)
        np.add.at(self._steps, first + size, -1)

    def rims(self, source: Numbers, first: Numbers, held: Mask) -> None:
        """Runs that are held in part."""
        super().rims(source, first, held)
        self._places.append(_places(first, held)[1])

    def reached(self, order: NDArray[Any] | None) -> Small:
        """How many sources hold each point; `order` is the spatial order where runs were given."""
        if order is not None:
            runs = np.cumsum(self._steps[:-1])
            runs += np.bincount(np.concatenate([np.zeros(0, np.intp), *self._places]), minlength=runs.size)
            self._direct[order] += runs.astype(np.int32)
        return self._direct


class Pairs(Counts):
    """Every pair, and a count for each source."""

    def __init__(self, sources: int) -> None:
        super().__init__(sources)
        self._direct: list[tuple[int, Small]] = []
        self._runs: list[tuple[Small, Small]] = []

    def mask(self, source: int, first: int, mask: Mask) -> None:
        """Points of one source."""
        point = np.flatnonzero(mask)
        self.counts[source] += point.size
        point += first
        self._direct.append((source, point.astype(np.int32)))

    def whole(self, source: Numbers, first: Numbers, size: Numbers) -> None:
        """Runs that are held entirely."""
        super().whole(source, first, size)
        if size.size:
            ends = np.cumsum(size)
            place = np.arange(ends[-1], dtype=np.int32)
            place += np.repeat((first - ends + size).astype(np.int32), size)
            self._runs.append((place, np.repeat(source.astype(np.int32), size)))

    def rims(self, source: Numbers, first: Numbers, held: Mask) -> None:
        """Runs that are held in part."""
        super().rims(source, first, held)
        run, place = _places(first, held)
        self._runs.append((place.astype(np.int32), source.astype(np.int32)[run]))

    def pairs(self, order: NDArray[Any] | None) -> tuple[Small, Small]:
        """Point and source of each pair; `order` is the spatial order where runs were given."""
        points = [found for _, found in self._direct]
        sources = [np.full(found.size, source, np.int32) for source, found in self._direct]
        if order is not None:
            points.extend(order[place].view(np.int32) for place, _ in self._runs)
            sources.extend(source for _, source in self._runs)
        none = np.zeros(0, np.int32)
        return np.concatenate([none, *points]), np.concatenate([none, *sources])


def _places(first: Numbers, held: Mask) -> tuple[Numbers, Numbers]:
    """Run and place in the spatial order of everything held."""
    flat = np.flatnonzero(held)
    run = flat // LEAF
    return run, first[run] + flat % LEAF
