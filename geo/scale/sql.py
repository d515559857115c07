"""The exact chord test as SQL, for who has the points in DuckDB already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesy.chords import chord_bounds, ecef
from geo.geodesy.lonlat import EQUATORIAL_RADIUS, FLATTENING
from geo.model import GeoError

if TYPE_CHECKING:
    from geo.scale.sources import Sources

_E2: Final = FLATTENING * (2 - FLATTENING)
_HEAD: Final = """-- Rows of {table} within {count} sources. Squared chords of at most "inside" prove that the geodesic is at most
-- the radius, those above "outside" that it is longer; between them {between}.
WITH sources(source, lon, lat, radius, since, until, x, y, z, inside, outside) AS (VALUES
{values}
), angles AS (
  SELECT *, radians({lon}) AS lam, radians({lat}) AS phi FROM {table} WHERE {lat} BETWEEN -90 AND 90
), normals AS (
  SELECT *, {a!r} / sqrt(1 - {e2!r} * sin(phi) * sin(phi)) AS normal FROM angles
), points AS (
  SELECT *, normal * cos(phi) * cos(lam) AS ex, normal * cos(phi) * sin(lam) AS ey,
    normal * {polar!r} * sin(phi) AS ez FROM normals
), pairs AS (
  SELECT p.{lon} AS lon, p.{lat} AS lat, s.source, s.lon AS source_lon, s.lat AS source_lat, s.radius,
    s.inside, s.outside, (p.ex - s.x) ** 2 + (p.ey - s.y) ** 2 + (p.ez - s.z) ** 2 AS chord
  FROM points p JOIN sources s ON (p.ex - s.x) ** 2 + (p.ey - s.y) ** 2 + (p.ez - s.z) ** 2 <= s.outside{days}
)
"""
_COUNT: Final = """SELECT source, count(*) FILTER (chord <= inside) AS certain, count(*) FILTER (chord > inside) AS undecided
FROM pairs GROUP BY source ORDER BY source"""
_EXACT: Final = """SELECT source, count(*) AS points FROM pairs
WHERE chord <= inside
  OR ST_Distance_Spheroid(ST_Point2D(lat, lon), ST_Point2D(source_lat, source_lon)) <= radius
GROUP BY source ORDER BY source"""


def to_duckdb_sql(
    sources: Sources,
    table: str,
    *,
    lon: str = "lon",
    lat: str = "lat",
    date: str = "",
    spheroid: bool = False,
) -> str:
    """A query that counts the rows of a table within each source, by chords.

    Parameters
    ----------
    sources : Sources
        Point sources; `source` in the answer is their number, from 0.
    table : str
        What stands behind FROM: the name of a table, or a file in quotes.
    lon, lat : str
        Columns, in degrees.
    date : str
        Column of dates, for sources that are valid for some days only.
    spheroid : bool
        Whether to decide the last few pairs by `ST_Distance_Spheroid` of DuckDB's spatial extension, which must be
        loaded. Without it they are counted apart, as `undecided`: about one in a hundred thousand.

    Returns
    -------
    str
        One SELECT statement.

    Raises
    ------
    GeoError
        If a source is a shape, or some are dated and no column of dates is named.
    """
    if np.isnan(sources.lon).any():
        raise GeoError("Only point sources can be written as SQL. Join shapes with geo.scale.join.")
    if sources.dated.any() and not date:
        raise GeoError("Some sources are valid for some days only. Name the column: date='date'.")
    between = "ST_Distance_Spheroid decides" if spheroid else "nothing is decided"
    head = _HEAD.format(
        table=table,
        count=len(sources),
        between=between,
        values=",\n".join(_values(sources)),
        lon=lon,
        lat=lat,
        a=EQUATORIAL_RADIUS,
        e2=_E2,
        polar=1 - _E2,
        days=_DAYS.format(date=date) if date else "",
    )
    return head + (_EXACT if spheroid else _COUNT)


_DAYS: Final = """
    AND (s.since IS NULL OR p.{date}::DATE >= s.since) AND (s.until IS NULL OR p.{date}::DATE <= s.until)
    AND (p.{date} IS NOT NULL OR (s.since IS NULL AND s.until IS NULL))"""


def _values(sources: Sources) -> list[str]:
    x, y, z = ecef(sources.lon, sources.lat)
    inside, outside = chord_bounds(sources.radius)
    numbers = np.column_stack([sources.lon, sources.lat, sources.radius])
    cartesian = np.column_stack([x, y, z, np.minimum(inside, 1e300), outside])
    rows = []
    for number, (place, days, rest) in enumerate(
        zip(numbers, zip(sources.since, sources.until, strict=True), cartesian, strict=True)
    ):
        dates = [f"DATE '{day}'" if not np.isnat(day) else "NULL::DATE" for day in days]
        cells = [
            *(f"{value!r}::DOUBLE" for value in place.tolist()),
            *dates,
            *(f"{value!r}::DOUBLE" for value in rest.tolist()),
        ]
        rows.append(f"  ({number}, {', '.join(cells)})")
    return rows
