"""A table that a user brings, whatever its file: rows as they stand, each with the number it has in the file."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.model import GeoError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from pandas import DataFrame

TEXT_SUFFIXES: Final = (".csv", ".tsv", ".txt")
GDAL_SUFFIXES: Final = (".geojson", ".json", ".gpkg", ".shp", ".fgb", ".kml")
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


def read_table(path: str | os.PathLike[str]) -> DataFrame:
    """The rows of a table file, indexed by their number in the file.

    Parameters
    ----------
    path : path
        Text with a head and any common delimiter (.csv, .tsv, .txt), a file that GDAL reads (.geojson, .gpkg,
        .shp, .fgb, .kml; its first layer), or .parquet.

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
        raise TableError(f"Cannot read '{file}': there is no such file.")
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
            raise TableError(f"There is no column '{column}'. The table has {_listed(frame.columns)}.")
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
            f"{path}: no column for {' and '.join(lacking)}. The table has {_listed(frame.columns)}; "
            f"say which, as in {lacking[0]}=COLUMN."
        )


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

    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(
            f"Cannot read '{file}': not UTF-8 at byte {error.start}. Save it as UTF-8."
        ) from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
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
        layer = pyogrio.list_layers(file)[0][0]
        frame = geopandas.read_file(file, layer=layer)
    except Exception as error:
        raise TableError(f"Cannot read '{file}': {error}.".replace("..", ".")) from error
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


def _listed(columns: Iterable[Any]) -> str:
    names = [str(column) for column in columns]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
