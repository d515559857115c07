"""Files into documents: plain text, Markdown, HTML, JSON lines; any of them gzipped, in any usual encoding."""

from __future__ import annotations

import codecs
import json
import re
import sys
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.model import Document, DocumentError
from geo.text.dates import find_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

LIMIT: Final = 256 * 1024 * 1024
"""Bytes of unpacked text that one document may have."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")
_FRONT = re.compile(
    r"\A(?P<rule>---|\+\+\+)[ \t]*\r?\n(?P<head>.*?)\r?\n(?P=rule)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_ENTRY = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*[:=][ \t]*(?P<value>.*?)[ \t]*\r?$", re.MULTILINE)
_HEADLINE = re.compile(r"\A\s*(?:# )?(?P<title>\S[^\r\n]{0,198}[^\s.:;,])[ \t]*\r?\n[ \t]*\r?\n")
_DATELINE = re.compile(
    r"\((?P<publisher>Reuters|AP|AFP|dpa|UPI|Xinhua|TASS|Interfax|Bloomberg|CNN|Kyodo|Yonhap)\)\s*[-–—]"
)


def read(source: str | Path) -> Document:
    """One text, read from a file or from standard input.

    Parameters
    ----------
    source : str or pathlib.Path
        A path to plain text, Markdown (with front matter: title, date, publisher, source) or HTML, gzipped
        or not; "-" is standard input. UTF-8, UTF-16 with a mark, Windows-1251 and Windows-1252 are read;
        what is not UTF-8 is reported by a warning.

    Returns
    -------
    Document
        The text without its front matter, and what the file says of itself.

    Raises
    ------
    DocumentError
        If the file cannot be opened, is empty or is no text.
    """
    path = Path(source)
    standard_input = str(source) == "-"
    raw = _bytes(source)
    names = [path.stem if path.suffix == ".gz" else path.name]
    suffix = Path(names[0]).suffix.lower()
    text = _decode(raw, str(source))
    if suffix in _HTML_SUFFIXES or re.match(r"\s*(?:<!doctype html|<html)\b", text[:500], re.IGNORECASE):
        from geo.text.articles import article

        found = article(text)
    else:
        found = _front_matter(text)
    if not found["text"].strip():
        raise DocumentError(f"'{source}' has no text. Give a file with the words of an article.")
    return Document(
        id="stdin" if standard_input else Path(names[0]).stem,
        text=found["text"],
        source=found.get("source") or ("standard input" if standard_input else str(source)),
        title=found.get("title") or _title(found["text"]),
        publisher=found.get("publisher") or _publisher(found["text"]),
        date=_as_date(found.get("date")) or find_date(found["text"][:600]),
    )


def read_many(source: str | Path) -> Iterator[Document]:
    """Documents of a JSON-lines file, one object with a "text" a line; a bad line is reported and skipped.

    Parameters
    ----------
    source : str or pathlib.Path
        A path that ends in .jsonl or .jsonl.gz, or "-". Each line may have id, text, title, publisher,
        source and date.

    Yields
    ------
    Document
        In the order of the file; a line without an id is named by its number.

    Raises
    ------
    DocumentError
        If the file cannot be opened.
    """
    with _open(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield record(line, number, str(source))
            except ValueError as problem:
                warnings.warn(f"{source}, line {number}: {problem} Skipped.", stacklevel=2)


def record(line: bytes, number: int, source: str) -> Document:
    """The document of one JSON line; its number stands in for a missing id.

    Raises
    ------
    DocumentError
        If the line is no JSON object with a "text".
    """
    try:
        row: Any = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise DocumentError("no JSON.") from problem
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise DocumentError('no object with a "text".')
    words = {
        key: value if isinstance(value := row.get(key), str) else "" for key in ("title", "publisher", "date")
    }
    return Document(
        id=str(row.get("id") or number),
        text=row["text"],
        source=str(row.get("source") or source),
        title=words["title"],
        publisher=words["publisher"],
        date=_as_date(words["date"]),
    )


def _open(source: str | Path) -> BinaryIO:
    if str(source) == "-":
        return sys.stdin.buffer
    try:
        if str(source).endswith(".gz"):
            import gzip

            return gzip.open(source, "rb")  # type: ignore[return-value]
        return Path(source).open("rb")
    except OSError as problem:
        raise DocumentError(
            f"Cannot open '{source}': {problem.strerror}. Give the path of a text."
        ) from problem


def _bytes(source: str | Path) -> bytes:
    if str(source) == "-":
        raw = sys.stdin.buffer.read(LIMIT + 1)
    else:
        try:
            with Path(source).open("rb") as file:
                raw = file.read(LIMIT + 1)
        except OSError as problem:
            raise DocumentError(
                f"Cannot open '{source}': {problem.strerror}. Give the path of a text."
            ) from problem
    if raw.startswith(b"\x1f\x8b"):
        try:
            raw = zlib.decompressobj(31).decompress(raw, LIMIT + 1)
        except zlib.error as problem:
            raise DocumentError(f"'{source}' is a damaged gzip file. Give the text itself.") from problem
    if len(raw) > LIMIT:
        raise DocumentError(
            f"'{source}' is larger than {LIMIT // 2**20} MB. Split it, one text a line, into a .jsonl file."
        )
    if not raw.strip():
        raise DocumentError(f"'{source}' is empty. Give a file with the words of an article.")
    return raw


def _decode(raw: bytes, source: str) -> str:
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw.decode(name, errors="replace")
    if b"\0" in raw[:65536]:
        raise DocumentError(
            f"'{source}' is no text (it has zero bytes). Save it as plain text, Markdown or HTML."
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        high = sum(byte >= 0xC0 for byte in raw[:65536])
        letters = sum(chr(byte).isalpha() for byte in raw[:65536] if byte < 0x80)
        name = "cp1251" if high > letters else "cp1252"
        warnings.warn(
            f"'{source}' is not UTF-8; read as {name}. Save it as UTF-8 if letters look wrong.", stacklevel=4
        )
        return raw.decode(name, errors="replace")


def _front_matter(text: str) -> dict[str, str]:
    match = _FRONT.match(text)
    if match is None:
        return {"text": text}
    found = {entry["key"].lower(): entry["value"].strip("\"'") for entry in _ENTRY.finditer(match["head"])}
    return {**found, "text": text[match.end() :]}


def _title(text: str) -> str:
    match = _HEADLINE.match(text[:400])
    return match["title"] if match else ""


def _publisher(text: str) -> str:
    match = _DATELINE.search(text[:600])
    return match["publisher"] if match else ""


def _as_date(value: str | None) -> date | None:
    return find_date(value) if value else None
