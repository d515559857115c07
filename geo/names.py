"""The table of names in memory: a folded key -> the places filed under it, in a microsecond or two."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

import numpy as np

from geo.columns import Columns
from geo.model import Place, PlaceKind
from geo.tables import table

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GRID: Final = 10_000
"""Coordinates are kept as whole numbers of 1e-4 degrees."""
_ISO_3166_2: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_KINDS: Final[dict[str, PlaceKind]] = {
    "country": "country", "admin1": "region", "admin2": "region", "city": "settlement", "village": "settlement",
    "district": "settlement", "area": "region", "continent": "region",
    "sea": "water", "ocean": "water", "gulf": "water", "bay": "water", "strait": "water",
    "channel": "water", "river": "water", "lake": "water", "canal": "water",
}  # fmt: skip
"""What a detailed kind is in a `Place`; what is not listed is 'other'."""


class Entry(NamedTuple):
    """One place under one key: what a reader needs to choose between places of the same name."""

    place: int
    """Number of the place in the table."""
    rank: int
    """0 the name in English or one that we chose; 1 a close variant; 2 any other name (historic, foreign, of a part)."""
    name: str
    """Name in English."""
    detail: str
    """'country', 'admin1', 'admin2', 'city', or a kind of the supplement ('sea', 'area', 'village', ...)."""
    iso2: str
    """ISO 3166-1 code, or an empty string."""
    population: int
    """People; for a region the sum over its settlements of 500 and more."""
    lon: float
    """Longitude, degrees."""
    lat: float
    """Latitude, degrees."""
    admin1: int
    """Number of the first-level region it lies in, -1 for none; of itself for such a region."""
    admin2: int
    """Number of the second-level region it lies in, -1 for none; of itself for such a region."""
    country: int
    """Number of its country, -1 for none; of itself for a country."""
    capital: bool
    """Whether it is the capital of its country."""

    @property
    def canonical(self) -> bool:
        """Whether the key is the place's name in English, not one of its other names."""
        return self.rank == 0

    @property
    def kind(self) -> PlaceKind:
        """The kind as a `Place` has it."""
        return _KINDS.get(self.detail, "other")


class _Lines:
    """The lines of a text, found by their number and cut out when asked for."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n"))
        self._starts = np.concatenate([[0], ends + 1, [len(text) + 1]]).astype(np.uint32).data

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._text[self._starts[number] : self._starts[number + 1] - 1]


class _Keys:
    """Sorted keys with their places; found through a 32-bit checksum of the key."""

    def __init__(self, columns: Columns) -> None:
        text = columns.text("keys")
        self._keys = _Lines(text)
        sums = np.fromiter(map(crc32, text.split(b"\n")), np.uint32, len(self._keys))
        order = np.argsort(sums)
        self._sums = sums[order].data
        self._order = order.astype(np.uint32).data
        self._starts = np.concatenate([[0], np.cumsum(columns.integers("counts"))]).astype(np.uint32).data
        self._places = columns.integers("places").astype(np.uint32).data
        self._ranks = columns.integers("ranks").astype(np.uint8).data

    def find(self, key: bytes) -> list[tuple[int, int]]:
        """Places under a key with the rank of the name."""
        checksum = crc32(key)
        sums = self._sums
        at = bisect_left(sums, checksum)
        while at < len(sums) and sums[at] == checksum:
            number = self._order[at]
            if self._keys[number] == key:
                span = range(self._starts[number], self._starts[number + 1])
                return [(self._places[i], self._ranks[i]) for i in span]
            at += 1
        return []

    def starting(self, prefix: bytes) -> list[str]:
        """Every key that starts so."""
        numbers = range(len(self._keys))
        low, high = (
            bisect_left(numbers, end, key=self._keys.__getitem__) for end in (prefix, prefix + b"\xff")
        )
        return [self._keys[number].decode() for number in numbers[low:high]]


def _above(parent: NDArray[np.int64], kind: NDArray[np.int64]) -> list[NDArray[np.int32]]:
    """Number of the country, first- and second-level region of each place, itself included; -1 for none."""
    numbers = np.arange(len(parent))
    found = [np.where(kind == level, numbers, -1) for level in range(3)]
    at = parent
    for _ in range(3):
        for level in range(3):
            found[level] = np.where((at >= 0) & (kind[at] == level), at, found[level])
        at = np.where(at >= 0, parent[at], -1)
    return [level.astype(np.int32) for level in found]


class Gazetteer:
    """Places by name, by code and by number. Use `gazetteer()`, which keeps one in memory."""

    def __init__(self) -> None:
        columns = Columns(table("names.tab"))
        self._plain = _Keys(columns)
        self._columns = columns
        self._names = _Lines(columns.text("names"))
        self._isos = columns.text("countries").decode().split("\n")
        self._details = columns.text("kinds").decode().split("\n")
        self._lon, self._lat, self._population, self._country, self._kind = (
            columns.integers(name).astype(np.int32).data
            for name in ("lon", "lat", "population", "country", "kind")
        )
        above = _above(columns.integers("parent"), columns.integers("kind"))
        self._in_country, self._admin1, self._admin2 = (numbers.data for numbers in above)
        self._capitals = frozenset(columns.integers("capital").tolist())
        self._seen: dict[str, tuple[Entry, ...]] = {}

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _other(self) -> _Keys:
        return _Keys(Columns(table("names_other.tab")))

    @cached_property
    def _ids(self) -> list[str]:
        return self._columns.text("ids").decode().split("\n")

    @cached_property
    def _gids(self) -> NDArray[np.int64]:
        return self._columns.integers("gid")

    @cached_property
    def _codes(self) -> dict[int, str]:
        pairs = (line.split(" ", 1) for line in self._columns.text("codes").decode().split("\n"))
        return {int(number): code for number, code in pairs}

    def lookup(self, key: str) -> tuple[Entry, ...]:
        """Places filed under a folded key, in the order of the table: countries, regions, supplement, settlements.

        Parameters
        ----------
        key : str
            A name as `fold` gives it. A key that nobody has gives an empty tuple.
        """
        seen = self._seen.get(key)
        if seen is not None:
            return seen
        found = (self._plain if key.isascii() else self._other).find(key.encode())
        if not found:
            return ()
        entries = tuple([self.entry(place, rank) for place, rank in found])
        if len(self._seen) > 50_000:
            self._seen.clear()
        self._seen[key] = entries
        return entries

    def entry(self, place: int, rank: int = 0) -> Entry:
        """The entry of a place by its number in the table."""
        detail = self._details[self._kind[place]]
        return Entry(
            place,
            rank,
            self._names[place].decode(),
            detail,
            self._isos[self._country[place]],
            self._population[place],
            self._lon[place] / _GRID,
            self._lat[place] / _GRID,
            self._admin1[place],
            self._admin2[place],
            self._in_country[place],
            place in self._capitals,
        )

    def place(self, entry: Entry) -> Place:
        """The public record of an entry."""
        kind = entry.kind
        identifier = self.id(entry.place)
        return Place(
            id=identifier,
            name=entry.name,
            kind=kind,
            lon=entry.lon,
            lat=entry.lat,
            iso2=entry.iso2 or None,
            admin1=self._names[entry.admin1].decode() if entry.admin1 >= 0 else None,
            population=0 if kind == "region" else entry.population,
            code=self._codes.get(entry.place) or (identifier if _ISO_3166_2.fullmatch(identifier) else None),
        )

    def id(self, place: int) -> str:
        """The id of a place by its number."""
        return self._ids[place] if place < len(self._ids) else str(self._gids[place - len(self._ids)])

    def number(self, identifier: str) -> int | None:
        """The number of the place that has an id: an ISO code, a GeoNames id or `x:` name."""
        if identifier.isdecimal():
            hits = np.flatnonzero(self._gids == int(identifier))
            return len(self._ids) + int(hits[0]) if hits.size else None
        return self._numbers.get(identifier)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        numbers = {code: number for number, code in self._codes.items()}
        return numbers | {identifier: number for number, identifier in enumerate(self._ids)}

    def settlement_names(self, iso2: str) -> dict[int, str]:
        """The settlements of a country, by its ISO 3166-1 code: their names by their numbers."""
        if iso2 not in self._isos:
            return {}
        settled = [
            number for number, detail in enumerate(self._details) if _KINDS.get(detail) == "settlement"
        ]
        of_country = np.asarray(self._country) == self._isos.index(iso2)
        numbers = np.flatnonzero(of_country & np.isin(np.asarray(self._kind), settled))
        return {number: self._names[number].decode() for number in numbers.tolist()}

    def keys_starting(self, prefix: str) -> list[str]:
        """Plain keys that start with a prefix, in order."""
        return self._plain.starting(prefix.encode())


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer, read when it is first asked for.

    Examples
    --------
    >>> from geo.fold import fold
    >>> [(entry.detail, entry.iso2) for entry in gazetteer().lookup(fold("Kursk"))][:2]
    [('admin1', 'RU'), ('city', 'RU')]
    """
    return Gazetteer()
