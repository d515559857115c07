"""A table that a user brings, whatever its file: rows as they stand, each with the number it has in the file."""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.model import GeoError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from pandas import DataFrame

LON: Final = ("lon", "longitude", "lng", "long", "x", "xcoord", "decimallongitude")
"""What a column of longitudes is called, the best name first."""
LAT: Final = ("lat", "latitude", "y", "ycoord", "decimallatitude")
"""The same for latitudes."""
WKT: Final = ("wkt", "geometry", "geom", "thegeom")
"""The same for shapes."""
HEAD: Final = 1 << 16
"""Bytes that hold the head of a text file."""
TEXT_SUFFIXES: Final = (".csv", ".tsv", ".txt")
GDAL_SUFFIXES: Final = (".geojson", ".json", ".gpkg", ".shp", ".fgb", ".kml", ".kmz", ".xlsx")
PARQUET_SUFFIXES: Final = (".parquet", ".geoparquet")
ALLOWED: Final = ", ".join((*TEXT_SUFFIXES, *GDAL_SUFFIXES, *PARQUET_SUFFIXES))


class TableError(GeoError):
    """A table of the user's that cannot be read, or lacks a column that is needed."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was skipped."""

    number: int
    """The line of a text file; else the number of the row, from 1."""
    reason: str
    """What is wrong with it."""

    def __str__(self) -> str:
        return f"row {self.number}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file writes a table."""

    encoding: str
    """Python's name of its encoding."""
    delimiter: str
    """What stands between two cells."""
    names: tuple[str, ...]
    """The columns of its head."""


def dialect(start: bytes) -> Dialect:
    r"""The dialect of a table, from its first bytes; they hold the whole head.

    UTF-16 and UTF-32 are known by their mark, and everything else is taken as UTF-8.

    >>> dialect("Ort;lon;lat\nSumy;34,8;50,9".encode("utf-16"))
    Dialect(encoding='utf-16', delimiter=';', names=('Ort', 'lon', 'lat'))
    """
    encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8-sig")
    head = start.decode(encoding, errors="replace").lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    names = next(csv.reader([head], delimiter=delimiter), [])
    return Dialect(encoding, delimiter, tuple(name.strip() for name in names))


_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def read_table(path: str | os.PathLike[str]) -> DataFrame:
    """The rows of a table file, indexed by their number in the file.

    Parameters
    ----------
    path : path
        Text with a head and any common delimiter (.csv, .tsv, .txt; UTF-8, or UTF-16 with its mark), a file that GDAL
        reads (.geojson, .gpkg, .shp, .fgb, .kml, .kmz, .xlsx; its first layer or sheet), or .parquet.

    Returns
    -------
    DataFrame
        Text files give every cell as text. A file with shapes has them, in longitude and latitude, in a column
        `geometry`. The index is the line of a text file, else the number of the row from 1.

    Raises
    ------
    TableError
        If there is no such file, it is of another kind, empty or damaged.
    """
    file = Path(path)
    if not file.is_file():
        raise TableError(
            f"Cannot read '{file}': {'it is a folder' if file.is_dir() else 'there is no such file'}."
        )
    suffix = file.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        frame = _from_text(file)
    elif suffix in GDAL_SUFFIXES:
        frame = _from_gdal(file)
    elif suffix in PARQUET_SUFFIXES:
        frame = _from_parquet(file)
    else:
        raise TableError(f"Cannot read '{file}': unknown kind of table '{suffix}'. Must be {ALLOWED}.")
    if frame.empty:
        raise TableError(f"Cannot read '{file}': it holds no rows.")
    return frame


def find_columns(
    frame: DataFrame,
    known: Mapping[str, Iterable[str]],
    told: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Which column of a table is meant for which field: as told, else by its usual names.

    Parameters
    ----------
    frame : DataFrame
        The table.
    known : mapping
        For each field the column names it usually has, the best first; case, spaces and signs do not count.
    told : mapping, optional
        Field -> column, where the user says it.

    Returns
    -------
    dict
        Field -> column of the table; a field without a column is not in it.

    Raises
    ------
    TableError
        If the user names a field that is none or a column that the table does not have.
    """
    for field, column in (told or {}).items():
        if field not in known:
            raise TableError(f"'{field}' is no field of this table. Must be one of {', '.join(known)}.")
        if column not in frame.columns:
            raise TableError(f"There is no column '{column}'. The table has {listing(frame.columns)}.")
    plain = {_plain(str(column)): str(column) for column in reversed(list(frame.columns))}
    found = {
        field: next((plain[_plain(n)] for n in names if _plain(n) in plain), None)
        for field, names in known.items()
    }
    return {field: column for field, column in {**found, **(told or {})}.items() if column is not None}


def need_columns(path: object, frame: DataFrame, found: Mapping[str, str], fields: Iterable[str]) -> None:
    """Complain of the fields that have no column.

    Raises
    ------
    TableError
        If one is missing; the message lists the columns there are.
    """
    lacking = [field for field in fields if field not in found]
    if lacking:
        raise TableError(
            f"{path}: no column for {' and '.join(lacking)}. The table has {listing(frame.columns)}; "
            f"say which, as in {lacking[0]}=COLUMN."
        )


def words(cell: Any) -> str:
    """A cell as text without spaces around it; whole numbers as such, and nothing where it is missing.

    >>> words(" Sumy "), words(7.0), words(None), words(float("nan"))
    ('Sumy', '7', '', '')
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()


def count(cell: Any) -> float:
    """A cell as a whole number of things: '1,234', '1.234' and '1 234' are 1234; NaN where it is none.

    >>> count("1.234.567"), count("1,234"), count(12.0), count("unknown")
    (1234567.0, 1234.0, 12.0, nan)
    """
    text = words(cell)
    return number(text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text)


def number(cell: Any, *, thousands: bool = True) -> float:
    """A cell as a number: '1,234', '1 234' and '34,80' are read as people write them; NaN where it is none.

    Without `thousands` every comma is a decimal one, as it must be in a coordinate: '34,805' is 34.805.

    >>> number("1,234"), number("34,80"), number(" 50.9 "), number("north")
    (1234.0, 34.8, 50.9, nan)
    """
    if isinstance(cell, int | float):
        return float(cell)
    text = re.sub(r"[\s\u00a0\u202f']", "", str(cell))
    if thousands and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        return (
            float(text.replace(",", ".", 1))
            if re.fullmatch(r"[+-]?[\d.,]+(e[+-]?\d+)?", text)
            else float("nan")
        )
    except ValueError:
        return float("nan")


def _from_text(file: Path) -> DataFrame:
    import pandas as pd

    raw = file.read_bytes()
    written = dialect(raw[:HEAD])
    try:
        text = raw.decode(written.encoding)
    except UnicodeDecodeError as error:
        kind = "UTF-8" if written.encoding == "utf-8-sig" else written.encoding.upper()
        raise TableError(
            f"Cannot read '{file}': not {kind} at byte {error.start}. Save it as UTF-8."
        ) from error
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=written.delimiter)
    names = [name.strip() for name in next(reader, [])]
    if len(set(names)) < len(names):
        raise TableError(f"Cannot read '{file}': two columns have the same name in its head.")
    rows, numbers, line = [], [], reader.line_num
    for cells in reader:
        start, line = line + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            rows.append((cells + [""] * len(names))[: len(names)])
            numbers.append(start)
    return pd.DataFrame(rows, columns=names, index=pd.Index(numbers, name="row"), dtype=object)


def _from_gdal(file: Path) -> DataFrame:
    import geopandas
    import pyogrio

    try:
        layer, *others = (name for name, _ in pyogrio.list_layers(file))
        options: dict[str, Any] = {"HEADERS": "FORCE"} if file.suffix.lower() == ".xlsx" else {}
        frame = geopandas.read_file(file, layer=layer, **options)
    except Exception as error:
        raise TableError(f"Cannot read '{file}': {error}.".replace("..", ".")) from error
    if others:
        warnings.warn(f"'{file}': of {len(others) + 1} layers only '{layer}' is read.", stacklevel=3)
    return _numbered(frame)


def _from_parquet(file: Path) -> DataFrame:
    import pandas as pd

    try:
        import geopandas

        try:
            frame: DataFrame = geopandas.read_parquet(file)
        except ValueError:
            frame = pd.read_parquet(file)
    except ImportError as error:
        raise TableError(
            f"Cannot read '{file}': Parquet needs pyarrow. Install it: pip install pyarrow."
        ) from error
    except Exception as error:
        raise TableError(f"Cannot read '{file}': {error}.".replace("..", ".")) from error
    return _numbered(frame)


def _numbered(frame: Any) -> DataFrame:
    import pandas as pd

    if getattr(frame, "crs", None) is not None and not frame.crs.equals(4326):
        frame = frame.to_crs(4326)
    if hasattr(frame, "geometry") and frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    table = pd.DataFrame(frame)
    table.index = pd.RangeIndex(1, len(table) + 1, name="row")
    return table


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def listing(columns: Iterable[Any]) -> str:
    """The columns of a table for an error, the first of many, and long names cut.

    >>> listing(["lon", "lat"]), listing([])
    ('lon, lat', 'none')
    """
    names = [str(column)[:40] for column in columns] or ["none"]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
