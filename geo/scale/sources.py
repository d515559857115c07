"""What points are joined with: K sources, each a place or a shape with a radius and, if need be, days of validity."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np
import shapely

from geo.days import parse_day
from geo.model import GeoError, Place, Reach
from geo.table_file import LAT, LON, WKT, find_columns, listing, number, read_table
from geo.units import format_length, format_metres, parse_length, to_metres

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from pandas import DataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.model import Length

    Floats = NDArray[np.float64]
    Days = NDArray[np.datetime64]

Bound = Literal["low", "best", "high"]

_COLUMNS: Final = {
    "name": ("name", "place", "label"), "lon": LON, "lat": LAT, "geometry": WKT, "radius_m": ("radius_m",),
    "radius_km": ("radius_km",), "radius": ("radius",), "since": ("since",), "until": ("until",),
}  # fmt: skip
_METRES: Final = {"radius_m": 1.0, "radius_km": 1000.0, "radius": 1.0}
"""Column -> metres of one, where it holds numbers."""
_NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """K sources, column by column; plain arrays, so that they travel to any worker."""

    names: tuple[str, ...]
    """What each is called in a table."""
    lon: Floats
    """Longitude of a point source, degrees; NaN for a shape. Shape (K,)."""
    lat: Floats
    """Latitude, the same."""
    radius: Floats
    """Geodesic radius, metres; 0 for a shape means the shape itself."""
    since: Days
    """First day of validity, datetime64[D]; NaT where it always was."""
    until: Days
    """Last day of validity; NaT where it has no end."""
    shapes: tuple[BaseGeometry | None, ...] = field(default=())
    """Lines, polygons or collections in longitude and latitude, None for point sources; empty where all are points."""

    def __len__(self) -> int:
        return len(self.names)

    @property
    def dated(self) -> NDArray[np.bool_]:
        """Which of them are valid for some days only."""
        dated: NDArray[np.bool_] = ~(np.isnat(self.since) & np.isnat(self.until))
        return dated


def sources_of(given: Any, *, radius: float | str | Length | None = None, bound: Bound = "best") -> Sources:
    """Sources from what a user has.

    Parameters
    ----------
    given : Sources, Reach, Place, shapely geometry, DataFrame, path, or several places or geometries
        A Reach gives one source for each band. A table has `lon` and `lat` or a geometry, a `radius_m` or
        `radius_km` unless `radius` is given, and may have `name`, `since` and `until`. A path names such a table
        as any kind of file that `geo.table_file.read_table` reads.
    radius : float, str or Length, optional
        One radius for all, in metres or as "190 mi", unless a Reach or a table brings its own.
    bound : {"best", "low", "high"}
        Which end of a stated interval to take.

    Returns
    -------
    Sources

    Raises
    ------
    GeoError
        If a source has no place, no radius or two, or `bound` asks for an end that the text leaves open.

    Examples
    --------
    >>> sources_of(shapely.Point(34.8, 50.9), radius="190 mi").radius.round().tolist()
    [305775.0]
    """
    if bound not in get_args(Bound):
        raise GeoError(f"Invalid bound {bound!r}. Must be one of {', '.join(get_args(Bound))}.")
    if isinstance(given, Sources):
        return given
    if isinstance(given, Reach):
        if radius is not None:
            raise GeoError("A scenario brings its own ranges. Leave out the radius.")
        return _of_reach(given, bound)
    if isinstance(given, str | Path):
        given = read_table(given)
    metres = None if radius is None else _metres(radius, bound)
    given = as_frame(given)
    if hasattr(given, "columns"):
        return _of_frame(given, metres)
    several = list(given) if isinstance(given, Iterable) else [given]
    if metres is None:
        raise GeoError("No radius. Give one in metres or as text: radius='190 mi'.")
    return _of_places(several, metres)


def make_sources(
    names: Iterable[str],
    shapes: Iterable[BaseGeometry],
    radius: Iterable[float],
    since: Any = None,
    until: Any = None,
) -> Sources:
    """Sources from columns: names, geometries in longitude and latitude, radii in metres, days or None."""
    listed = tuple(names)
    geometries: NDArray[Any] = np.array(list(shapes), dtype=object)
    radii = np.asarray(list(radius), dtype=float)
    points = shapely.get_type_id(geometries) == 0
    where = geometries.copy()
    where[~points] = None
    sources = Sources(
        names=listed,
        lon=shapely.get_x(where),
        lat=shapely.get_y(where),
        radius=radii,
        since=np.full(len(listed), _NEVER) if since is None else days_of(since),
        until=np.full(len(listed), _NEVER) if until is None else days_of(until),
        shapes=()
        if points.all()
        else tuple(None if p else g for p, g in zip(points, geometries, strict=True)),
    )
    _check(sources, points)
    return sources


def _check(sources: Sources, points: NDArray[np.bool_]) -> None:
    if not len(sources):
        raise GeoError("No sources. Give at least one place and a radius.")
    shapes = sources.shapes or (None,) * len(sources)
    for name, lon, lat, radius, point, shape in zip(
        sources.names, sources.lon, sources.lat, sources.radius, points, shapes, strict=True
    ):
        if not point and shape is None:
            raise GeoError(f"Source '{name}' has no place. Give it longitude and latitude, or a shape.")
        if point and not (abs(lat) <= 90 and abs(lon) <= 360):
            raise GeoError(f"Invalid source '{name}' at ({lon}, {lat}). Longitude comes first, in degrees.")
        if not (0 <= radius < math.inf):
            raise GeoError(f"Invalid radius {radius} of source '{name}'. Must be metres, 0 or more.")
    for late in np.flatnonzero(sources.until < sources.since):
        raise GeoError(f"Source '{sources.names[late]}' ends before it begins. Give since, then until.")


def _of_reach(reach: Reach, bound: Bound) -> Sources:
    if not reach.bands:
        raise GeoError(reach.missing[0] if reach.missing else "The reach has no band.")
    names: list[str] = []
    shapes: list[BaseGeometry] = []
    radii: list[float] = []
    for band in reach.bands:
        if band.launch.geometry is not None and bound == "low":
            raise GeoError(
                f"The certain reach of territory '{band.launch.place.name}' is no buffer. Take bound 'best' or 'high'."
            )
        names.append(f"{band.claim.name}, {format_length(band.claim.length)}, from {band.launch.place.name}")
        shapes.append(band.launch.geometry or shapely.Point(band.launch.place.lon, band.launch.place.lat))
        radii.append(_metres(band.claim.length, bound))
    return make_sources(names, shapes, radii)


def _metres(radius: float | str | Length, bound: Bound) -> float:
    length = parse_length(radius) if isinstance(radius, str) else radius
    if isinstance(length, int | float):
        return to_metres(length)
    metres: float = getattr(length, bound)
    if not math.isfinite(metres):
        raise GeoError(f"'{length}' has no upper bound. Take bound 'best' or 'low'.")
    return metres


def _of_places(several: list[Any], metres: float) -> Sources:
    names: list[str] = []
    shapes: list[Any] = []
    for place, one in enumerate(several, 1):
        if isinstance(one, shapely.Geometry):
            names.append(f"source {place}")
            shapes.append(one)
        elif isinstance(one, Place):
            names.append(f"{format_metres(metres)} around {one.label}")
            shapes.append(shapely.Point(one.lon, one.lat))
        else:
            raise GeoError(
                f"Invalid source {one!r}. Must be a Place, a shapely geometry or a row of a table."
            )
    return make_sources(names, shapes, [metres] * len(several))


def _of_frame(frame: DataFrame, metres: float | None) -> Sources:
    found = find_columns(in_degrees(frame), _COLUMNS)
    columns: Mapping[str, Any] = {field: frame[name] for field, name in found.items()}
    there = listing(frame.columns)
    if "geometry" in columns:
        shapes = [_shape(cell) for cell in columns["geometry"]]
    elif {"lon", "lat"} <= columns.keys():
        lon, lat = ([number(cell, thousands=False) for cell in columns[name]] for name in ("lon", "lat"))
        shapes = [shapely.Point(place) for place in zip(lon, lat, strict=True)]
    else:
        raise GeoError(f"No place in sources with columns {there}. Needs lon and lat, or geometry.")
    given = next((name for name in _METRES if name in columns), None)
    if given is None and metres is None:
        raise GeoError(f"No radius in sources with columns {there}. Needs radius_m or radius_km.")
    if given is not None and metres is not None:
        raise GeoError(
            f"The sources have a column '{found[given]}' already. Leave out the radius, or the column."
        )
    radii = (
        [_cell(cell, _METRES[given]) for cell in columns[given]] if given else [metres or 0.0] * len(shapes)
    )
    names = columns.get("name", [f"source {place}" for place in range(1, len(shapes) + 1)])
    return make_sources(map(str, names), shapes, radii, columns.get("since"), columns.get("until"))


def _cell(cell: Any, factor: float) -> float:
    """The radius of a cell, metres: a number, or a text such as "190 mi"."""
    value = number(cell) * factor
    return to_metres(cell) if isinstance(cell, str) and math.isnan(value) else value


def _shape(cell: Any) -> Any:
    """The geometry of a cell; None where it has none."""
    return shapely.from_wkt(cell, on_invalid="ignore") if isinstance(cell, str) else cell


def as_frame(given: Any) -> Any:
    """A GeoSeries as a table with its geometry and its CRS; anything else as it is."""
    is_series = hasattr(given, "geometry") and hasattr(given, "to_frame")
    return given.to_frame("geometry") if is_series else given


def in_degrees(frame: Any) -> Any:
    """The same table, if its geometry is in longitude and latitude.

    Raises
    ------
    GeoError
        If its CRS says otherwise.
    """
    crs = frame.crs if getattr(frame, "active_geometry_name", None) else None
    if crs is not None and not crs.is_geographic:
        raise GeoError(f"The table is in {crs.to_string()}. Reproject first: frame.to_crs(4326).")
    return frame


def days_of(column: Any) -> Days:
    """Dates, times or texts as days of datetime64[D]; NaT for what is none. Times with a zone count in UTC.

    A text such as '17 November 2024' or '17/11/2024' is read, too; one that may give the day or the month first is none.
    """
    import pandas as pd

    cells = pd.Series(column).reset_index(drop=True)
    times = pd.to_datetime(cells, errors="coerce", utc=True, format="ISO8601")
    days = times.dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    odd = (
        cells[times.isna() & cells.map(lambda cell: isinstance(cell, str))]
        if cells.dtype.kind not in "Mm"
        else cells[:0]
    )
    known = {cell: parse_day(cell, "mixed") for cell in odd.unique()}
    days[odd.index] = odd.map(known).to_numpy("datetime64[D]")
    return days
