"""The SQL gives the same answers, run by DuckDB itself."""

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.geodesy.chords import within_radius
from geo.model import GeoError
from geo.scale import make_sources
from geo.scale.sql import to_duckdb_sql
from tests.scale.data import events, rim, rings, sources, truth

duckdb = pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def lonlat():
    lon, lat, radius = rings(12)
    near = [rim(*ring, 300, seed) for seed, ring in enumerate(zip(lon, lat, radius, strict=True))]
    return np.concatenate([events(8000), *near])


def ask(query, **tables):
    connection = duckdb.connect()
    for name, table in tables.items():
        connection.register(name, table)
    return connection.execute(query).fetchall()


def test_certain_rows_are_right_and_the_undecided_few(lonlat):
    ring = rings(12)
    frame = pd.DataFrame({"x": lonlat[:, 0], "y": lonlat[:, 1]})
    counts = ask(to_duckdb_sql(sources(*ring), "events", lon="x", lat="y"), events=frame)
    expected = truth(lonlat, *ring).sum(axis=1)
    found = {number: (certain, undecided) for number, certain, undecided in counts}
    for number, total in enumerate(expected):
        certain, undecided = found.get(number, (0, 0))
        assert certain <= total <= certain + undecided
    assert sum(undecided for _, undecided in found.values()) < 12 * 300


def test_undecided_rows_refined_are_exact(lonlat):
    lon, lat, radius = rings(12)
    query = to_duckdb_sql(sources(lon, lat, radius), "events").rpartition("SELECT source, count(*)")[0]
    frame = pd.DataFrame({"lon": lonlat[:, 0], "lat": lonlat[:, 1]})
    pairs = ask(query + "SELECT source, lon, lat, chord <= inside FROM pairs", events=frame)
    number, x, y, certain = map(np.array, zip(*pairs, strict=True))
    held = certain | within_radius(x, y, lon[number], lat[number], radius[number])
    assert np.array_equal(
        np.bincount(number[held], minlength=12), truth(lonlat, lon, lat, radius).sum(axis=1)
    )


def test_dates_count(lonlat):
    ring = rings(6)
    days = np.datetime64("2024-01-01") + np.arange(len(lonlat)) % 90
    since, until = np.full(6, np.datetime64("2024-02-01")), np.full(6, np.datetime64("2024-02-10"))
    until[3] = since[3] = np.datetime64("NaT")
    frame = pd.DataFrame({"lon": lonlat[:, 0], "lat": lonlat[:, 1], "date": days.astype("datetime64[ns]")})
    counts = ask(to_duckdb_sql(sources(*ring, since, until), "events", date="date"), events=frame)
    inside = (days >= since[0]) & (days <= until[0])
    for number, certain, undecided in counts:
        when = True if number == 3 else inside
        expected = (truth(lonlat, *ring)[number] & when).sum()
        assert certain <= expected <= certain + undecided
    assert len(counts) >= 5


def test_spheroid_decides_the_rest():
    query = to_duckdb_sql(sources(*rings(2)), "'events.parquet'", spheroid=True)
    assert "ST_Distance_Spheroid(ST_Point2D(lat, lon)" in query
    assert "FROM 'events.parquet'" in query


def test_what_sql_cannot_do_is_said():
    with pytest.raises(GeoError, match="Only point sources"):
        to_duckdb_sql(make_sources(["box"], [shapely.box(0, 0, 1, 1)], [5]), "events")
    dated = make_sources(["a"], [shapely.Point(0, 0)], [5], ["2024-01-01"], [None])
    with pytest.raises(GeoError, match="valid for some days"):
        to_duckdb_sql(dated, "events")
