"""Files are replaced whole or not at all: written beside the old one, then renamed over it."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.model import OutputError

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Iterator


def check_output(
    path: str | os.PathLike[str],
    *,
    suffixes: Collection[str] = (),
    reading: Iterable[str | os.PathLike[str]] = (),
) -> Path:
    """The path, if a file can be written there.

    Parameters
    ----------
    path : path
        Where the result shall go.
    suffixes : collection of str
        What its name may end in, where that chooses the format.
    reading : iterable of path
        What it is made from, and must not replace; empty names are passed over.

    Raises
    ------
    OutputError
        If the name ends in something else, the folder is missing, the path is a folder or a device, or it is one of the files that are read.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffixes and suffix not in suffixes and not target.is_dir():
        raise OutputError(
            f"Cannot write '{target}': unknown format '{suffix}'. Must be {', '.join(suffixes)}."
        )
    if target.exists() and any(name and Path(name).exists() and target.samefile(name) for name in reading):
        raise OutputError(f"Cannot write '{target}': it is what is being read. Name another output.")
    if target.is_dir():
        raise OutputError(
            f"Cannot write '{target}': it is a folder. Give a file name, as in '{target / 'map.html'}'."
        )
    if target.exists() and not target.is_file():
        raise OutputError(
            f"Cannot write '{target}': it is a device, which cannot be replaced. Give a file name."
        )
    if not target.parent.is_dir():
        raise OutputError(f"Cannot write '{target}': there is no folder '{target.parent}'. Make it first.")
    return target


@contextlib.contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` once the block ends well.

    The temporary file keeps the suffix, so that writers which choose a format by it work; companions that they write
    beside it come along. An error in the block, or an interruption, leaves the old file as it was. A link stays one:
    the file that it points to is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written there.
    """
    target = check_output(path).resolve()
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.stem}-", dir=target.parent))
    except OSError as error:
        raise OutputError(f"Cannot write '{path}': {error.strerror}.") from error
    beside = folder / target.name
    try:
        yield beside
        for part in sorted(folder.iterdir(), key=lambda part: part == beside):
            part.replace(target.with_name(part.name))
    finally:
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


def write_whole(path: str | os.PathLike[str], data: str | bytes) -> Path:
    """Write text (as UTF-8) or bytes to a file, whole or not at all, and return its path."""
    with whole_file(path) as beside:
        beside.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return Path(path)
