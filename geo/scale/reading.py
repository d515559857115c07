"""One block of documents into one table: a pure function that runs in any process; what fails is a row of its own."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.model import DocumentError
from geo.scale.arrow import arrow
from geo.text.documents import read, record
from geo.text.extract import extract
from geo.text.machine import to_dicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Document
    from geo.scale.entries import Entry

_RANGE: Final = {
    "quote": "string",
    "systems": ["string"],
    "aliases": ["string"],
    "low": "float64",
    "high": "float64",
    "unit": "string",
    "qualifier": "string",
    "attributed": "bool_",
    "attributed_to": "string",
    "low_m": "float64",
    "best_m": "float64",
    "high_m": "float64",
    "sentence": "string",
    "start": "int32",
    "end": "int32",
    "rule": "string",
}
"""Fields of the machine form that are kept of a range statement, with their Arrow types."""
_PLACE: Final = {
    "quote": "string",
    "name": "string",
    "kind": "string",
    "iso2": "string",
    "id": "string",
    "admin1": "string",
    "lon": "float64",
    "lat": "float64",
    "confidence": "float64",
    "in_name": "bool_",
    "ambiguous": "bool_",
    "roles": ["string"],
    "start": "int32",
    "end": "int32",
    "rule": "string",
}
"""The same of a place."""
_DOCUMENT: Final = {
    "document": "string",
    "file": "string",
    "line": "int32",
    "title": "string",
    "publisher": "string",
    "date": "date32",
}
"""What is known of the document itself; `line` is 0 where the file is one document."""


def read_block(block: Sequence[Entry]) -> Any:
    """The documents of a block, read and extracted.

    Parameters
    ----------
    block : sequence of Entry
        Files and lines.

    Returns
    -------
    pyarrow.Table
        One row an entry, in order, by `schema`: its ranges and places, or why it failed, and what was noted.
    """
    return arrow().Table.from_pylist([_row(entry) for entry in block], schema=schema())


def schema() -> Any:
    """The Arrow schema of `read_block`."""
    pa = arrow()
    fields = _fields(_DOCUMENT)
    fields += [pa.field(name, pa.list_(pa.struct(_fields(kept)))) for name, kept in _LISTS]
    return pa.schema([*fields, pa.field("failed", pa.string()), pa.field("noted", pa.string())])


_LISTS: Final = (("ranges", _RANGE), ("places", _PLACE))


def _fields(kept: dict[str, Any]) -> list[Any]:
    pa = arrow()
    return [
        pa.field(name, pa.list_(pa.string()) if isinstance(kind, list) else getattr(pa, kind)())
        for name, kind in kept.items()
    ]


def _row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"file": entry.file, "line": entry.line}
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        try:
            document = _encodable(_document(entry))
            row |= _known(document)
            (found,) = to_dicts(extract(document))
            row |= {name: found[name] for name, _ in _LISTS}
        except Exception as problem:  # noqa: BLE001 - whatever one document does, the others are read
            row["failed"] = (
                str(problem) if isinstance(problem, DocumentError) else f"{type(problem).__name__}: {problem}"
            )
    row["noted"] = " ".join(dict.fromkeys(str(note.message) for note in noted)) or None
    return row


def _document(entry: Entry) -> Document:
    if entry.problem:
        raise DocumentError(entry.problem)
    if entry.line:
        return record(entry.raw, entry.line, Path(entry.file).name)
    return read(entry.file)


def _encodable(document: Document) -> Document:
    """The document, unless it has half a character, which no table can hold."""
    try:
        for text in (document.id, document.title, document.publisher, document.text):
            text.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise DocumentError(f"half a character (a lone surrogate) at {problem.start}.") from problem
    return document


def _known(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title or None,
        "publisher": document.publisher or None,
        "date": document.date,
    }
