"""What a corpus says: which systems and figures, how often, by whom, since when, and who disagrees."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.model import Claims, Document, GeoError, Place, PlaceMention, RangeClaim
from geo.scale.arrow import arrow
from geo.units import format_length, make_length

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from datetime import date

    from pandas import DataFrame

    from geo.model import Length

MOST_PLACES: Final = 300
"""Places on a map of a corpus, the most often named first."""

_COLUMNS: Final = (
    "system", "stated", "documents", "publishers", "first", "last", "disagrees_with", "low_km", "best_km", "high_km", "quote",
    "sentence", "source",
)  # fmt: skip
"""Columns of the table of figures."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that is stated of one system."""

    system: str
    """The system, as it is most often written."""
    length: Length
    """The figure, as an interval in metres."""
    documents: int
    """How many documents state it."""
    publishers: tuple[str, ...]
    """Who published them, the most frequent first."""
    first: date | None
    """The earliest day of a document that states it."""
    last: date | None
    """The latest one."""
    disagrees: tuple[str, ...]
    """Figures of the same system whose interval has nothing in common with this one."""
    claim: RangeClaim
    """The earliest statement of it."""
    source: Document
    """The document of that statement, without its text."""


def figures(path: str | os.PathLike[str]) -> tuple[Figure, ...]:
    """The figures of a corpus, the system that is named in most documents first.

    Parameters
    ----------
    path : path
        A Parquet file of claims, as `geo.scale.corpus.read_corpus` writes it.

    Returns
    -------
    tuple of Figure
        Spellings that a text uses for one system count as one, and so does a document that the corpus has twice.
        Statements that name no system are left out.

    Raises
    ------
    GeoError
        If the file is no table of claims.
    """
    rows = _once(_rows(path))
    names = _Names(rows)
    stated: dict[str, dict[tuple[Any, ...], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for name in dict.fromkeys(names.key(system) for system in row["systems"]):
            stated[name][row["low"], row["high"], row["unit"], row["qualifier"]].append(row)
    found = [_figures(names.best(name), groups) for name, groups in stated.items()]
    found.sort(key=lambda group: (-sum(figure.documents for figure in group), group[0].system))
    return tuple(figure for group in found for figure in group)


def to_frame(found: Iterable[Figure]) -> DataFrame:
    """The figures as a table, one row each."""
    from pandas import DataFrame

    rows = [
        (
            figure.system,
            format_length(figure.length),
            figure.documents,
            "; ".join(figure.publishers),
            figure.first,
            figure.last,
            "; ".join(figure.disagrees),
            round(figure.length.low / 1000, 1),
            round(figure.length.best / 1000, 1),
            None if figure.length.is_open else round(figure.length.high / 1000, 1),
            figure.claim.quote,
            figure.claim.sentence,
            figure.source.source,
        )
        for figure in found
    ]
    return DataFrame(rows, columns=_COLUMNS)


def to_claims(path: str | os.PathLike[str]) -> Claims:
    """A corpus as the claims of one map: every figure once, by its earliest statement, and the places named most.

    Parameters
    ----------
    path : path
        The Parquet file of claims; the places are looked for beside it.
    """
    found = figures(path)
    places = Path(path).with_name(f"{Path(path).stem}-places.parquet")
    documents = {figure.source.id: figure.source for figure in found}
    mentions = _mentions(places) if places.exists() else []
    return Claims(tuple(documents.values()), tuple(figure.claim for figure in found), tuple(mentions))


def _rows(path: str | os.PathLike[str]) -> list[Row]:
    try:
        table = arrow("pyarrow.parquet").read_table(path)
        rows: list[Row] = table.to_pylist()
    except (OSError, arrow().ArrowInvalid) as problem:
        reason = "it is no Parquet file" if Path(path).is_file() else "there is no such file"
        raise GeoError(f"Cannot read claims '{path}': {reason}.") from problem
    if not {"systems", "low_m", "qualifier", "document", "file"} <= set(table.column_names):
        raise GeoError(f"'{path}' is no table of claims. Make one: geo read corpus/ -o claims.parquet")
    return rows


def _once(rows: list[Row]) -> list[Row]:
    """The rows without those of a document that stands in the corpus already: the same name, date and statements."""
    documents: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        documents[_where(row)].append(row)
    kept: dict[tuple[Any, ...], list[Row]] = {}
    for mine in documents.values():
        known = (mine[0][field] for field in ("document", "title", "publisher", "date"))
        said = tuple((row["start"], row["sentence"]) for row in mine)
        kept.setdefault((*known, said), mine)
    return [row for mine in kept.values() for row in mine]


class _Names:
    """Which names mean one system: those that some text uses for the same one."""

    def __init__(self, rows: list[Row]) -> None:
        self.written: Counter[str] = Counter(name for row in rows for name in row["systems"])
        self.parent: dict[str, str] = {}
        for row in rows:
            if len(row["systems"]) == 1:
                for alias in row["aliases"] or ():
                    self._join(row["systems"][0], alias)

    def key(self, name: str) -> str:
        """The same for all names of one system."""
        folded = name.casefold()
        while (above := self.parent.get(folded, folded)) != folded:
            folded = above
        return folded

    def best(self, key: str) -> str:
        """The name that is written most often."""
        mine = [(count, name) for name, count in self.written.items() if self.key(name) == key]
        return max(mine, key=lambda one: (one[0], -len(one[1]), one[1]))[1]

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self.key(one), self.key(other)))
        self.parent[second] = first


def _figures(system: str, groups: dict[tuple[Any, ...], list[Row]]) -> list[Figure]:
    """The figures of one system, the most frequent first."""
    lengths = {stated: _length(rows[0]) for stated, rows in groups.items()}
    found = [
        _figure(
            system,
            rows,
            tuple(format_length(other) for other in lengths.values() if _apart(lengths[stated], other)),
        )
        for stated, rows in groups.items()
    ]
    return sorted(found, key=lambda figure: (-figure.documents, figure.length.best, figure.length.qualifier))


def _figure(system: str, rows: list[Row], disagrees: tuple[str, ...]) -> Figure:
    rows = sorted(
        rows, key=lambda row: (row["date"] is None, str(row["date"]), row["file"], row["line"], row["start"])
    )
    days = [row["date"] for row in rows if row["date"] is not None]
    publishers = Counter(
        publisher for _, publisher in {(_where(row), row["publisher"]) for row in rows} if publisher
    )
    source = _document(rows[0])
    return Figure(
        system=system,
        length=_length(rows[0]),
        documents=len({_where(row) for row in rows}),
        publishers=tuple(name for name, _ in sorted(publishers.items(), key=lambda one: (-one[1], one[0]))),
        first=min(days, default=None),
        last=max(days, default=None),
        disagrees=disagrees,
        claim=_claim(rows[0], system, source),
        source=source,
    )


def _apart(one: Length, other: Length) -> bool:
    return one.high < other.low or other.high < one.low


def _length(row: Row) -> Length:
    return make_length(
        row["low"],
        row["high"],
        row["unit"],
        row["qualifier"],
        attributed=row["attributed"],
        quote=row["quote"],
    )


def _claim(row: Row, system: str, source: Document) -> RangeClaim:
    return RangeClaim(
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        length=_length(row),
        systems=(system,),
        sentence=row["sentence"] or "",
        document=source.id,
        rule=row["rule"] or "",
    )


def _where(row: Row) -> str:
    return f"{row['file']}, line {row['line']}" if row["line"] else str(row["file"])


def _document(row: Row) -> Document:
    return Document(
        id=_where(row),
        text="",
        source=_where(row),
        title=row["title"] or row["document"],
        publisher=row["publisher"] or "",
        date=row["date"],
    )


def _mentions(path: Path) -> list[PlaceMention]:
    """One mention for each time that one of the most frequent places is named."""
    wanted = [
        "quote",
        "name",
        "kind",
        "iso2",
        "id",
        "admin1",
        "lon",
        "lat",
        "confidence",
        "roles",
        "start",
        "end",
        "file",
        "line",
    ]
    table = arrow("pyarrow.parquet").read_table(path, columns=[*wanted, "in_name", "ambiguous"])
    rows = [row for row in table.to_pylist() if _is_place(row)]
    most = {name for name, _ in Counter(row["id"] for row in rows).most_common(MOST_PLACES)}
    return [_mention(row) for row in rows if row["id"] in most]


def _is_place(row: Row) -> bool:
    here = row["lon"] is not None and math.isfinite(row["lon"])
    return here and row["id"] is not None and not row["in_name"] and not row["ambiguous"]


def _mention(row: Row) -> PlaceMention:
    place = Place(row["id"], row["name"], row["kind"], row["lon"], row["lat"], row["iso2"], row["admin1"])
    return PlaceMention(
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        place=place,
        confidence=row["confidence"],
        roles=tuple(row["roles"] or ()),
        document=_where(row),
    )
