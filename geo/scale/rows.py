"""Tables of points, read a piece at a time: GeoParquet or Parquet by row groups, CSV by blocks, others whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.model import GeoError
from geo.scale.arrow import arrow
from geo.scale.block import Rows
from geo.scale.csv_points import batches, degrees, dialect_of
from geo.scale.sources import as_frame, days_of, in_degrees
from geo.table_file import (
    GDAL_SUFFIXES,
    LAT,
    LON,
    PARQUET_SUFFIXES,
    TEXT_SUFFIXES,
    listing,
    number,
    read_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.scale.sources import Floats

_DATE: Final = ("date", "event_date", "day", "time", "timestamp", "datetime")
_DEGREES: Final = ("CRS84", "4326", "CRS83", "4269")
_WKB_POINT: Final = 21
"""Bytes of a point in well-known binary: byte order, type, two coordinates."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold the points."""

    lon: str = ""
    """Column of longitudes; empty where a geometry column has both."""
    lat: str = ""
    """Column of latitudes."""
    geometry: str = ""
    """Column of points in well-known binary or as x and y."""
    date: str = ""
    """Column of dates, empty if there is none."""

    @property
    def names(self) -> list[str]:
        """Those to read."""
        return [name for name in (self.lon, self.lat, self.geometry, self.date) if name]


@dataclass(frozen=True, slots=True)
class RowGroups:
    """Row groups of a Parquet file: a few words that stand for many rows wherever the file can be seen."""

    path: str
    """The file."""
    groups: tuple[int, ...]
    """Numbers of the row groups."""
    first: int
    """Number of their first row, counted through all files."""
    size: int
    """How many rows they have."""
    columns: Columns
    """Where their points are."""

    def blocks(self, size: int) -> Iterator[Rows]:
        """Their points, at most so many at a time."""
        first = self.first
        for batch in _parquet(self.path).iter_batches(
            size, row_groups=list(self.groups), columns=self.columns.names, use_threads=False
        ):
            yield rows_of(batch, self.columns, first)
            first += batch.num_rows


Piece = RowGroups | Rows


def pieces(points: Any, *, size: int, dates: bool = False) -> Iterator[Piece]:
    """A table of points as pieces that can be joined anywhere, in the order of the table.

    Parameters
    ----------
    points : path, several paths, DataFrame, GeoDataFrame, GeoSeries or array of shape (n, 2)
        A path names a .csv, .tsv or .parquet file, one that GDAL reads (as a whole), a folder of .parquet files, or is
        a pattern with `*`. Columns are found by name: `lon` and `lat` or their usual spellings, or the geometry.
    size : int
        Rows in a piece that is cut from memory or from a CSV file.
    dates : bool
        Whether a column of dates is needed.

    Raises
    ------
    GeoError
        If there is no such file, no column of points, or the points are not in degrees.
    """
    if files := listed(points):
        yield from _of_files(files, size, dates)
    else:
        table = as_frame(points)
        rows = _of_frame(table, dates) if hasattr(table, "columns") else _of_array(table)
        yield from rows.blocks(size)


def known_size(paths: Iterable[str | Path]) -> int | None:
    """How many rows there are, if the files are Parquet and say so."""
    files = listed(paths)
    if any(_suffix(path) not in PARQUET_SUFFIXES for path in files):
        return None
    return sum(int(_parquet(str(path)).metadata.num_rows) for path in files)


def rows_of(table: Any, columns: Columns, first: int) -> Rows:
    """The points of an Arrow table or batch."""
    if columns.geometry:
        lon, lat = _coordinates(table.column(columns.geometry))
    else:
        lon, lat = (_floats(table.column(name)) for name in (columns.lon, columns.lat))
    return Rows(first, lon, lat, days_of(table.column(columns.date).to_pandas()) if columns.date else None)


def listed(points: Any) -> list[Path]:
    """The files that a path, or several, stand for; none for a table in memory.

    Raises
    ------
    GeoError
        If a path names nothing, or a file of another kind.
    """
    several = [points] if isinstance(points, str | Path) else points
    if not (
        isinstance(several, list | tuple) and several and all(isinstance(p, str | Path) for p in several)
    ):
        return []
    found = []
    for given in several:
        path = Path(given)
        if path.is_dir():
            inside = sorted(path.glob("*.parquet"))
        else:
            inside = [path] if path.exists() else sorted(path.parent.glob(path.name))
        if not inside:
            raise GeoError(
                f"No points at '{given}'. Give a .csv or .parquet file, or a folder of .parquet files."
            )
        found += inside
    for path in found:
        if _suffix(path) not in _ALLOWED:
            raise GeoError(
                f"Cannot read points '{path}': unknown kind of table '{path.suffix}'. Must be {', '.join(_ALLOWED)}."
            )
    return found


def _suffix(path: Path) -> str:
    """The suffix that says the kind; a text file may be gzipped."""
    return (Path(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def _of_files(paths: list[Path], size: int, dates: bool) -> Iterator[Piece]:
    first = 0
    for path in paths:
        for piece in _READERS[_suffix(path)](path, size, dates, first):
            yield piece
            first = piece.first + piece.size


def _of_parquet(path: Path, size: int, dates: bool, first: int) -> Iterator[RowGroups]:
    file = _parquet(str(path))
    columns = _find(file.schema_arrow.names, dates, str(path), _geometry(file.schema_arrow, path))
    groups: tuple[int, ...] = ()
    rows = 0
    for group in range(file.num_row_groups):
        groups += (group,)
        rows += file.metadata.row_group(group).num_rows
        if rows >= size or group == file.num_row_groups - 1:
            yield RowGroups(str(path), groups, first, rows, columns)
            first, rows, groups = first + rows, 0, ()


def _parquet(path: str) -> Any:
    try:
        return arrow("pyarrow.parquet").ParquetFile(path)
    except (OSError, arrow().ArrowInvalid) as problem:
        raise GeoError(f"Cannot read points '{path}': {problem}") from problem


def _of_csv(path: Path, size: int, dates: bool, first: int) -> Iterator[Rows]:
    written = dialect_of(path)
    columns = _find(written.names, dates, str(path))
    for batch in batches(path, written, columns.names, size):
        yield rows_of(batch, columns, first)
        first += batch.num_rows


def _of_gdal(path: Path, size: int, dates: bool, first: int) -> Iterator[Rows]:
    table = read_table(path)
    rows = _of_frame(table, dates, "geometry" if "geometry" in table else "")
    yield from Rows(first, rows.lon, rows.lat, rows.days).blocks(size)


_READERS: Final[dict[str, Callable[[Path, int, bool, int], Iterator[Piece]]]] = {
    **dict.fromkeys(TEXT_SUFFIXES, _of_csv),
    **dict.fromkeys(PARQUET_SUFFIXES, _of_parquet),
    **dict.fromkeys(GDAL_SUFFIXES, _of_gdal),
}
_ALLOWED: Final = tuple(_READERS)


def _find(names: Iterable[str], dates: bool, what: str, geometry: str = "") -> Columns:
    there = list(names)
    spelled = {name.lower(): name for name in reversed(there)}
    date = next((spelled[name] for name in _DATE if name in spelled), "")
    if dates and not date:
        raise GeoError(f"No dates in {what}, but sources are valid for some days only. Name a column 'date'.")
    date = date if dates else ""
    lon = next((spelled[name] for name in LON if name in spelled), "")
    lat = next((spelled[name] for name in LAT if name in spelled), "")
    if lon and lat and not geometry:
        return Columns(lon, lat, "", date)
    if geometry or "geometry" in spelled:
        return Columns("", "", geometry or spelled["geometry"], date)
    raise GeoError(
        f"No points in {what} with columns {listing(there)}. Name two of them lon and lat, in degrees."
    )


def _geometry(schema: Any, path: Path) -> str:
    """The geometry column of a GeoParquet file, checked to be in degrees."""
    said = (schema.metadata or {}).get(b"geo")
    if said is None:
        return ""
    meta = json.loads(said)
    name = str(meta["primary_column"])
    crs = meta["columns"][name].get("crs", "CRS84")
    code = str(crs.get("id", {}).get("code", crs.get("name"))) if isinstance(crs, dict) else str(crs)
    if not code.endswith(_DEGREES):
        raise GeoError(
            f"'{path}' is in {code}, not in longitude and latitude. Reproject it to EPSG:4326 first."
        )
    return name


def _floats(column: Any) -> Floats:
    if arrow().types.is_string(column.type):
        column = degrees(column)
    values = column.to_numpy(zero_copy_only=False)
    try:
        return np.ascontiguousarray(values, dtype=float)
    except (TypeError, ValueError) as problem:
        raise GeoError("Longitudes and latitudes must be numbers, in degrees.") from problem


def _numbers(column: Any) -> Floats:
    """A column of a frame; what is written as people write numbers is read, and NaN where it is none."""
    try:
        return np.ascontiguousarray(column, dtype=float)
    except (TypeError, ValueError):
        return np.array([number(cell, thousands=False) for cell in column])


def _coordinates(column: Any) -> tuple[Floats, Floats]:
    """Coordinates of points: a struct of x and y, or well-known binary, in one sweep where it is regular."""
    pa = arrow()
    if hasattr(column, "combine_chunks") and not isinstance(column, pa.Array):
        column = column.combine_chunks()
    if pa.types.is_struct(column.type):
        return _floats(column.field("x")), _floats(column.field("y"))
    if pa.types.is_binary(column.type) and not column.null_count and len(column):
        ends = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
        if np.all(np.diff(ends) == _WKB_POINT):
            raw = np.frombuffer(column.buffers()[2], np.uint8)[ends[0] : ends[-1]].reshape(-1, _WKB_POINT)
            if np.all(raw[:, :5] == (1, 1, 0, 0, 0)):
                x, y = (np.ascontiguousarray(raw[:, at : at + 8]).view("<f8").ravel() for at in (5, 13))
                return x.astype(float, copy=False), y.astype(float, copy=False)
    return _of_geometries(shapely.from_wkb(np.asarray(column.to_pandas(), dtype=object)))


def _of_geometries(points: Any) -> tuple[Floats, Floats]:
    shapes = np.asarray(points, dtype=object)
    if not np.isin(shapely.get_type_id(shapes), (-1, 0)).all():
        raise GeoError(
            "Not only points in the geometry column. Take their centroids, or join shapes as sources."
        )
    return shapely.get_x(shapes), shapely.get_y(shapes)


def _of_frame(frame: Any, dates: bool, geometry: str = "") -> Rows:
    geometry = geometry or getattr(in_degrees(frame), "active_geometry_name", None) or ""
    columns = _find([str(name) for name in frame.columns], dates, "the table", geometry)
    if columns.geometry:
        lon, lat = _of_geometries(frame[columns.geometry].to_numpy())
    else:
        lon, lat = (_numbers(frame[name]) for name in (columns.lon, columns.lat))
    return Rows(0, lon, lat, days_of(frame[columns.date]) if columns.date else None)


def _of_array(points: Any) -> Rows:
    try:
        values = np.asarray(points, dtype=float)
    except (TypeError, ValueError) as problem:
        raise GeoError(
            "Invalid points. Must be numbers, as [(34.8, 50.9)], a table or the path of one."
        ) from problem
    if values.ndim != 2 or values.shape[1] != 2:
        raise GeoError(f"Invalid points of shape {values.shape}. Must be (n, 2): longitude and latitude.")
    return Rows(0, values[:, 0], values[:, 1])
