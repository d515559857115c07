"""CSV tables of points, read block by block, however they are written: any delimiter, decimal commas, UTF-16, gzip."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, Any, Final

from geo.model import GeoError
from geo.scale.arrow import arrow
from geo.table_file import HEAD, dialect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.table_file import Dialect

_NUMBER: Final = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def dialect_of(path: Path) -> Dialect:
    """How a file writes its table, gzipped or not.

    Raises
    ------
    GeoError
        If it cannot be read.
    """
    try:
        with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as file:
            return dialect(file.read(HEAD))
    except (OSError, EOFError, zlib.error) as problem:
        raise GeoError(f"Cannot read points '{path}': {problem}") from problem


def batches(path: Path, written: Dialect, columns: Iterable[str], size: int) -> Iterator[Any]:
    """The named columns as Arrow batches of text, about so many rows each.

    Raises
    ------
    GeoError
        If the file cannot be read, or a row has more or fewer cells than the head; the message has its number.
    """
    csv, text = arrow("pyarrow.csv"), arrow().string()
    wanted = list(columns)
    encoding = "utf8" if written.encoding == "utf-8-sig" else written.encoding
    try:
        with csv.open_csv(
            path,
            read_options=csv.ReadOptions(
                block_size=max(HEAD, 64 * size),
                encoding=encoding,
                use_threads=False,
                column_names=written.names,
                skip_rows=1,
            ),
            parse_options=csv.ParseOptions(delimiter=written.delimiter),
            convert_options=csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, text), strings_can_be_null=True
            ),
        ) as reader:
            yield from reader
    except (OSError, arrow().ArrowInvalid) as problem:
        raise GeoError(f"Cannot read points '{path}': {problem}") from problem


def degrees(column: Any) -> Any:
    """A column of text as numbers, with decimal points or commas; null where it is none.

    Raises
    ------
    GeoError
        If cells have text and none of them is a number.
    """
    compute, double = arrow("pyarrow.compute"), arrow().float64()
    text = compute.replace_substring(compute.utf8_trim_whitespace(column), ",", ".")
    try:
        return compute.cast(text, double)
    except arrow().ArrowInvalid:
        number = compute.match_substring_regex(text, _NUMBER)
        if not compute.any(number).as_py() and compute.any(compute.not_equal(text, "")).as_py():
            raise GeoError("Longitudes and latitudes must be numbers, in degrees.") from None
        return compute.cast(compute.if_else(number, text, arrow().scalar(None, arrow().string())), double)
