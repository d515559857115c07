"""The user's own places and boundaries: columns found or told, bad rows listed and skipped, good ones kept."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.table_file import LAT, LON, WKT, BadRow, count, find_columns, need_columns, number, read_table, words

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from geopandas import GeoDataFrame
    from pandas import DataFrame

PLACE_COLUMNS: Final = (
    "place_id", "place", "country", "region", "region_code", "district", "district_code", "population", "lon", "lat",
)  # fmt: skip
"""What every table of places has, in this order; columns of the user's follow."""

_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "place": (
        "name",
        "place",
        "city",
        "town",
        "settlement",
        "village",
        "location",
        "label",
        "title",
        "nom",
        "ort",
    ),
    "lon": LON,
    "lat": LAT,
    "population": ("population", "pop", "people", "inhabitants", "residents", "popmax", "einwohner"),
    "place_id": ("id", "placeid", "geonameid"),
    "country": ("country", "iso2", "countrycode", "iso_a2"),
    "region": ("region", "admin1", "adm1", "state", "province", "oblast", "adm1name", "adm1_en"),
    "region_code": ("region_code", "admin1code", "adm1_pcode", "iso_3166_2", "iso31662"),
    "district": ("district", "admin2", "adm2", "county", "raion", "adm2name", "adm2_en"),
    "district_code": ("district_code", "admin2code", "adm2_pcode"),
    "wkt": WKT,
}
_BOUNDARIES: Final[dict[str, tuple[str, ...]]] = {
    "region": (
        "name",
        "region",
        "adm2_en",
        "adm1_en",
        "adm2name",
        "adm1name",
        "admin2",
        "admin1",
        "label",
        "title",
    ),
    "region_code": ("code", "iso_3166_2", "pcode", "adm2_pcode", "adm1_pcode", "id"),
    "country": ("country", "iso2", "iso_a2", "countrycode"),
    "wkt": WKT,
}


_NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?")
"""Numbers, not codes with leading zeros."""


@dataclass(frozen=True, slots=True)
class UserPlaces:
    """Places out of a file."""

    table: DataFrame
    """`PLACE_COLUMNS`, then the columns of the file that none of them was taken from."""
    problems: tuple[BadRow, ...]
    """The rows that were skipped."""
    columns: dict[str, str]
    """Field -> column of the file."""
    source: str
    """The file's name."""


@dataclass(frozen=True, slots=True)
class UserBoundaries:
    """Regions out of a file."""

    table: GeoDataFrame
    """`region`, `region_code`, `country`, `geometry`, then the other columns of the file."""
    problems: tuple[BadRow, ...]
    """The rows that were skipped."""
    columns: dict[str, str]
    """Field -> column of the file."""
    source: str
    """The file's name."""


def read_places(path: str | os.PathLike[str], *, columns: Mapping[str, str] | None = None) -> UserPlaces:
    """Places from CSV, GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML or Parquet.

    Parameters
    ----------
    path : path
        The file. Coordinates come from its points (a polygon stands for a point inside it), from a column of
        WKT, or from columns of longitude and latitude in degrees.
    columns : mapping, optional
        Field -> column, where the usual names do not do: {'place': 'Ort', 'lon': 'x', 'lat': 'y'}. Fields are
        `PLACE_COLUMNS` and 'wkt'.

    Returns
    -------
    UserPlaces
        A row without a usable name or position is not in its table but in its `problems`. Where ids repeat or are
        missing, the numbers of the rows stand for them.

    Raises
    ------
    TableError
        If the file cannot be read, a needed column is missing, or no row is good.
    """
    from geo.table_file import TableError

    frame = read_table(path)
    found = find_columns(frame, _PLACES, columns)
    need_columns(path, frame, found, ["place"])
    if "wkt" not in found:
        need_columns(path, frame, found, ["lon", "lat"])
    rows, numbers, problems = [], [], []
    for row_number, row in zip(frame.index, frame.to_dict("records"), strict=True):
        place, reason = _place(row, found)
        if reason:
            problems.append(BadRow(int(row_number), reason))
        else:
            rows.append(place)
            numbers.append(str(row_number))
    if not rows:
        raise TableError(f"{path}: none of {len(frame)} rows can be used; {problems[0]}.")
    if len({place["place_id"] for place in rows} - {""}) < len(rows):
        rows = [place | {"place_id": at} for place, at in zip(rows, numbers, strict=True)]
    return UserPlaces(_typed(rows), tuple(problems), found, Path(path).name)


def read_boundaries(
    path: str | os.PathLike[str], *, columns: Mapping[str, str] | None = None
) -> UserBoundaries:
    """Regions from a file with polygons, or with a column of WKT.

    Parameters
    ----------
    path : path
        The file.
    columns : mapping, optional
        Field -> column: 'region' (the name), 'region_code', 'country', 'wkt'.

    Raises
    ------
    TableError
        If the file cannot be read, has no names or shapes, or no row is good.
    """
    import geopandas

    from geo.table_file import TableError

    frame = read_table(path)
    found = find_columns(frame, _BOUNDARIES, columns)
    need_columns(path, frame, found, ["region", "wkt"])
    rows, problems = [], []
    taken = set(found.values())
    for row_number, row in zip(frame.index, frame.to_dict("records"), strict=True):
        shape, reason = _polygon(row[found["wkt"]])
        name = _text(row, found, "region")
        if reason or not name:
            problems.append(BadRow(int(row_number), reason or "no name"))
            continue
        own = {field: _text(row, found, field) for field in ("region", "region_code", "country")}
        rows.append(own | {"geometry": shape} | {k: v for k, v in row.items() if k not in taken | set(own)})
    if not rows:
        raise TableError(f"{path}: none of {len(frame)} rows can be used; {problems[0]}.")
    return UserBoundaries(
        geopandas.GeoDataFrame(rows, geometry="geometry", crs=4326), tuple(problems), found, Path(path).name
    )


def _place(row: Mapping[Any, Any], found: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """A place with every field, or the reason why the row is none."""
    name = _text(row, found, "place")
    if not name:
        return {}, "no name"
    lon, lat, reason = _position(row, found)
    if reason:
        return {}, reason
    people = count(row[found["population"]]) if "population" in found else 0.0
    if people < 0:
        return {}, f"population {people:g} is below 0"
    own: dict[str, Any] = {field: _text(row, found, field) for field in PLACE_COLUMNS}
    own |= {"place": name, "population": 0 if math.isnan(people) else int(people), "lon": lon, "lat": lat}
    taken = set(found.values())
    rest = {key: value for key, value in row.items() if key not in taken}
    return own | {key if key not in own else f"{key}_given": value for key, value in rest.items()}, ""


def _position(row: Mapping[Any, Any], found: Mapping[str, str]) -> tuple[float, float, str]:
    if "lon" in found and "lat" in found:
        cells = row[found["lon"]], row[found["lat"]]
        lon, lat = (number(cell, thousands=False) for cell in cells)
        if math.isnan(lon) or math.isnan(lat):
            return 0, 0, f"longitude '{cells[0]}' and latitude '{cells[1]}' are not two numbers"
    else:
        shape, reason = _shape(row[found["wkt"]])
        if reason:
            return 0, 0, reason
        point = shape if shape.geom_type == "Point" else shape.representative_point()
        lon, lat = point.x, point.y
    if not -90 <= lat <= 90:
        hint = "; are longitude and latitude swapped?" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
        return 0, 0, f"latitude {lat:g} is not between -90 and 90{hint}"
    if not -180 <= lon <= 180:
        return 0, 0, f"longitude {lon:g} is not between -180 and 180"
    return lon, lat, ""


def _shape(cell: Any) -> tuple[Any, str]:
    """The geometry of a cell, or the reason why it has none."""
    import shapely
    from shapely.geometry.base import BaseGeometry

    if isinstance(cell, str):
        try:
            cell = shapely.from_wkt(cell)
        except shapely.errors.GEOSException:
            return None, f"'{cell[:40]}' is no WKT"
    if cell is None or not isinstance(cell, BaseGeometry) or cell.is_empty:
        return None, "no geometry"
    return cell, ""


def _polygon(cell: Any) -> tuple[Any, str]:
    import shapely

    shape, reason = _shape(cell)
    if reason:
        return None, reason
    shape = shape if shape.is_valid else shapely.make_valid(shape)
    parts = [part for part in _flat(shape) if part.geom_type == "Polygon"]
    if not parts:
        return None, f"a {shape.geom_type} is no region"
    west, south, east, north = shape.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        return None, f"it runs from {west:g}, {south:g} to {east:g}, {north:g}: not longitude and latitude"
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts), ""


def _flat(shape: Any) -> list[Any]:
    if not hasattr(shape, "geoms"):
        return [shape]
    return [part for inner in shape.geoms for part in _flat(inner)]


def _text(row: Mapping[Any, Any], found: Mapping[str, str], field: str) -> str:
    return words(row[found[field]]) if field in found else ""


def _typed(rows: list[dict[str, Any]]) -> DataFrame:
    """The rows as a table; text columns of the user's that hold only numbers become numbers."""
    import pandas as pd

    table = pd.DataFrame(rows)
    for column in table.columns:
        cells = list(table[column])
        if column in PLACE_COLUMNS or not all(isinstance(cell, str) for cell in cells):
            continue
        numbers = [float(cell) if _NUMBER.fullmatch(cell) else None for cell in cells]
        if all(value is not None or not cell for cell, value in zip(cells, numbers, strict=True)):
            whole = all(value is not None and value.is_integer() for value in numbers)
            table[column] = pd.Series(numbers, table.index, dtype="int64" if whole else "float64")
    return table
