"""What a corpus consists of: files and lines, listed in one order however they were named."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.model import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXTS: Final = (".txt", ".md", ".html", ".htm", ".xhtml")
"""What a folder is searched for, beside JSON lines; any of them gzipped or not."""
LINES: Final = (".jsonl", ".ndjson")
"""One document a line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that is still to be read."""

    file: str
    """Path of its file."""
    line: int = 0
    """Its line in a file of JSON lines, from 1; 0 for a file that is one document."""
    raw: bytes = b""
    """The line, so that a worker need not see the file."""
    problem: str = ""
    """Why it cannot be read, where that is known already."""


def files_of(sources: Iterable[str | Path]) -> list[Path]:
    """The files that files, folders and patterns with `*` stand for: each once, in the order of their names.

    Raises
    ------
    DocumentError
        If one of them names nothing.
    """
    found: set[Path] = set()
    for given in sources:
        path = Path(given)
        if path.is_dir():
            inside = [one for one in path.rglob("*") if one.is_file() and _suffix(one) in TEXTS + LINES]
        else:
            inside = [path] if path.exists() else sorted(path.parent.glob(path.name))
        if not inside:
            kinds = ", ".join(TEXTS + LINES)
            raise DocumentError(
                f"No texts at '{given}'. Give files or a folder with {kinds}, gzipped or not."
            )
        found.update(inside)
    return sorted(found, key=str)


def has_lines(path: Path) -> bool:
    """Whether a file has one document a line."""
    return _suffix(path) in LINES


def entries(path: Path) -> Iterator[Entry]:
    """The documents of one file; blank lines are none. What cannot be opened is one entry with its problem."""
    if not has_lines(path):
        yield Entry(str(path))
        return
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield Entry(str(path), number, line)
    except (OSError, EOFError, zlib.error) as problem:
        yield Entry(str(path), number + 1, problem=f"The file breaks off: {_short(problem)}.")


def _suffix(path: Path) -> str:
    return (Path(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def _short(problem: Exception) -> str:
    return str(getattr(problem, "strerror", None) or problem).rstrip(".")
