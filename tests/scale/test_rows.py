"""Points from files: GeoParquet of several kinds, Parquet, CSV and frames give the same join."""

import gzip

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from click.testing import CliRunner

from geo.cli import main
from geo.model import GeoError
from geo.scale import join
from geo.scale.rows import known_size, pieces
from tests.scale.data import events, matrix, rings, sources, truth

COUNT = 6000


@pytest.fixture(scope="module")
def lonlat():
    return events(COUNT)


@pytest.fixture(scope="module")
def expected(lonlat):
    return truth(lonlat, *rings(40))


@pytest.fixture
def frame(lonlat):
    days = pd.to_datetime("2024-01-01") + pd.to_timedelta(np.arange(COUNT) % 300, unit="D")
    return gpd.GeoDataFrame({"id": np.arange(COUNT), "date": days}, geometry=shapely.points(lonlat), crs=4326)


def write(frame, lonlat, kind, folder):
    path = folder / f"events.{'csv' if kind == 'csv' else 'parquet'}"
    plain = pd.DataFrame({"Longitude": lonlat[:, 0], "Latitude": lonlat[:, 1], "date": frame["date"]})
    if kind == "csv":
        plain.to_csv(path, index=False)
    elif kind == "columns":
        plain.to_parquet(path, row_group_size=777)
    elif kind == "folder":
        path = folder / "events"
        path.mkdir()
        for part in range(3):
            frame.iloc[part::3].to_parquet(path / f"{part}.parquet")
    else:
        frame.to_parquet(path, geometry_encoding=kind, row_group_size=1000)
    return path


@pytest.mark.parametrize("kind", ["WKB", "geoarrow", "columns", "csv", "folder"])
def test_every_format_gives_the_same_counts(frame, lonlat, expected, tmp_path, kind):
    path = write(frame, lonlat, kind, tmp_path)
    for workers in (1, 3):
        found = join(path, sources(*rings(40)), workers=workers)
        assert np.array_equal(found.counts, expected.sum(axis=1))
        assert found.part.size == COUNT
    assert known_size([path]) == (None if kind == "csv" else COUNT)


def test_a_declared_geometry_goes_before_columns_called_x_and_y(frame, expected, tmp_path):
    frame.assign(x=5e5, y=5e6).to_parquet(tmp_path / "events.parquet")
    assert np.array_equal(join(tmp_path / "events.parquet", sources(*rings(40))).counts, expected.sum(axis=1))
    assert np.array_equal(join(frame.assign(x=5e5, y=5e6), sources(*rings(40))).counts, expected.sum(axis=1))


def test_points_in_well_known_binary_need_no_metadata(lonlat, expected, tmp_path):
    pq.write_table(
        pa.table({"geometry": list(shapely.to_wkb(shapely.points(lonlat)))}), tmp_path / "events.parquet"
    )
    assert np.array_equal(join(tmp_path / "events.parquet", sources(*rings(40))).counts, expected.sum(axis=1))


def test_pairs_count_rows_through_files_and_blocks(frame, lonlat, expected, tmp_path, monkeypatch):
    path = write(frame, lonlat, "WKB", tmp_path)
    monkeypatch.setattr("geo.scale.block.MANY", 10**9)
    seen = []
    found = join([path, path], sources(*rings(40)), want="pairs", workers=2, progress=seen.append)
    twice = np.concatenate([expected, expected], axis=1)
    assert np.array_equal(matrix(found.pairs, *twice.shape), twice)
    assert sum(seen) == 2 * COUNT


def test_missing_geometries_are_rows_without_a_point(frame, expected, tmp_path):
    frame.loc[::5, "geometry"] = None
    frame.to_parquet(tmp_path / "events.parquet")
    found = join(tmp_path / "events.parquet", sources(*rings(40)))
    assert np.array_equal(found.counts, np.delete(expected, np.s_[::5], axis=1).sum(axis=1))
    assert found.part.invalid == COUNT // 5
    assert np.array_equal(join(frame, sources(*rings(40))).counts, found.counts)


WRITTEN = {
    "semicolons": ("id;lon;lat", "1;34,8;50,9", "utf-8"),
    "tabs": ("id\tlon\tlat", "1\t34.8\t50.9", "utf-8"),
    "bars": ("lat|lon", "50.9|34.8", "utf-8"),
    "a mark": ("lon,lat", "34.8,50.9", "utf-8-sig"),
    "a mark and commas": ("Longitude;Latitude", "34,8;50,9", "utf-8-sig"),
    "UTF-16": ("id,name,lon,lat", "1,Köln,34.8,50.9", "utf-16"),
    "UTF-16, tabs": ("id\tlon\tlat", "1\t34,8\t50,9", "utf-16"),
    "spaces and signs": ("lon,lat", " +34.8 , 5.09e1", "utf-8"),
    "quotes": ('"lon","lat","note"', '"34,8","50,9","a, b"', "utf-8"),
}


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".txt", ".csv.gz"])
def test_a_table_is_read_however_it_is_written(tmp_path, kind, suffix):
    head, row, encoding = WRITTEN[kind]
    data = f"{head}\r\n{row}\r\n{row}\r\n".encode(encoding)
    path = tmp_path / f"points{suffix}"
    path.write_bytes(gzip.compress(data) if suffix.endswith(".gz") else data)
    found = join(path, shapely.Point(34.8, 50.9), radius=1.0)
    assert (found.counts.tolist(), found.part.size, found.part.invalid) == ([2], 2, 0)


def test_cells_that_are_no_number_are_rows_without_a_place(tmp_path):
    (tmp_path / "p.csv").write_text("lon,lat\n34.8,50.9\nabc,51\n,\nnan,inf\n200,95\n34.8,50.9\n")
    found = join(tmp_path / "p.csv", shapely.Point(34.8, 50.9), radius=1.0, want="rows")
    assert (found.part.size, found.part.invalid, found.reached.tolist()) == (6, 4, [1, 0, 0, 0, 0, 1])
    (tmp_path / "q.csv").write_text("lon,lat\neast,north\n")
    with pytest.raises(GeoError, match="must be numbers"):
        join(tmp_path / "q.csv", shapely.Point(0, 0), radius=1.0)


def test_a_row_with_too_few_cells_is_named(tmp_path):
    (tmp_path / "p.csv").write_text("id,lon,lat\n1,34.8,50.9\n2,36.19\n")
    with pytest.raises(GeoError, match=r"p\.csv.*Row #3: Expected 3 columns, got 2"):
        join(tmp_path / "p.csv", shapely.Point(0, 0), radius=1.0)


def test_an_empty_table_is_named(tmp_path):
    (tmp_path / "p.csv").write_text("")
    with pytest.raises(GeoError, match=r"No points in .* with columns none"):
        join(tmp_path / "p.csv", shapely.Point(0, 0), radius=1.0)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".shp", ".fgb"])
def test_what_gdal_reads_is_joined(frame, expected, tmp_path, suffix):
    path = tmp_path / f"events{suffix}"
    frame.drop(columns="date").to_crs(3857 if suffix == ".gpkg" else 4326).to_file(path)
    found = join([path, path], sources(*rings(40)), want="rows", workers=2)
    assert found.part.size == 2 * COUNT
    near = 2 * expected.sum(axis=1)
    assert np.array_equal(found.counts, near) or suffix == ".gpkg"
    assert np.abs(found.counts - near).max() < 0.01 * COUNT
    assert known_size([path]) is None


def test_days_are_read_as_people_write_them(tmp_path):
    days = [
        "2024-11-17",
        "17 November 2024",
        "17/11/2024",
        "11/17/2024",
        "17-Nov-24",
        "2024-11-17T10:00:00Z",
        "05/11/2024",
        "",
    ]
    (tmp_path / "p.csv").write_text("lon,lat,date\n" + "".join(f"34.8,50.9,{day}\n" for day in days))
    given = pd.DataFrame(
        {"lon": [34.8], "lat": [50.9], "radius_km": [1], "since": ["17 Nov 2024"], "until": ["17/11/2024"]}
    )
    found = join(tmp_path / "p.csv", given, want="rows")
    assert found.reached.tolist() == [1, 1, 1, 1, 1, 1, 0, 0]


def test_dates_are_read_where_sources_need_them(frame, lonlat, expected, tmp_path):
    first = np.datetime64("2024-02-01")
    until = np.full(40, np.datetime64("2024-03-01"))
    days = frame["date"].to_numpy()
    inside = (days >= first) & (days <= until[0])
    for kind in ("WKB", "csv"):
        path = write(frame, lonlat, kind, tmp_path)
        found = join(path, sources(*rings(40), np.full(40, first), until))
        assert np.array_equal(found.counts, (expected & inside).sum(axis=1))


def test_rows_are_written_as_geoparquet_that_others_read(frame, lonlat, expected, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    frame.loc[7, "geometry"] = None
    path, out = tmp_path / "events.parquet", tmp_path / "reached.parquet"
    frame.to_parquet(path, row_group_size=1500)
    counted = expected.sum(axis=0) * (np.arange(COUNT) != 7)
    for workers in (1, 2):
        join(path, sources(*rings(40)), want="rows", output=out, workers=workers)
        back = gpd.read_parquet(out)
        assert np.array_equal(back["reached"], counted)
        assert back.crs.equals("OGC:CRS84")
        assert back["geometry"].isna().sum() == 1
        assert np.array_equal(shapely.get_x(back.geometry)[8:], lonlat[8:, 0])
    west = gpd.read_parquet(out, bbox=(20, 44, 30, 50))
    assert 0 < len(west) < COUNT
    query = f"select count(*), sum(reached) from '{out}' where bbox.xmin >= 20 and bbox.xmax <= 30"
    inside = (lonlat[:, 0] >= 20) & (lonlat[:, 0] <= 30) & (np.arange(COUNT) != 7)
    assert duckdb.sql(query).fetchall() == [(inside.sum(), counted[inside].sum())]


def test_pairs_are_written_with_the_names_of_sources(frame, lonlat, expected, tmp_path):
    path = write(frame, lonlat, "columns", tmp_path)
    out = tmp_path / "pairs.parquet"
    found = join(path, sources(*rings(40)), want="pairs", output=out)
    table = pq.read_table(out).to_pandas()
    named = table["source"].astype(str).str.removeprefix("ring ").astype(int)
    assert np.array_equal(matrix((table["row"], named), *expected.shape), expected)
    assert found.pairs is None


@pytest.mark.parametrize(
    ("columns", "crs", "message"),
    [
        ({"geometry": shapely.points([[5e5, 5e6]])}, 32636, "Reproject"),
        ({"geometry": [shapely.box(0, 0, 1, 1)]}, 4326, "Not only points"),
        ({"a": [1]}, None, "No points in"),
        ({"lon": ["east"], "lat": ["north"]}, None, "must be numbers"),
    ],
)
def test_files_that_hold_no_points_are_refused(tmp_path, columns, crs, message):
    path = tmp_path / "events.parquet"
    table = gpd.GeoDataFrame(columns, crs=crs) if crs else pd.DataFrame(columns)
    table.to_parquet(path)
    with pytest.raises(GeoError, match=message):
        join(path, shapely.Point(0, 0), radius=1e3)


def test_what_is_no_file_is_refused(tmp_path):
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 but no more")
    for name, message in (("broken.parquet", "Cannot read points"), ("none.csv", "No points at")):
        with pytest.raises(GeoError, match=message):
            join(tmp_path / name, shapely.Point(0, 0), radius=1e3)
    with pytest.raises(GeoError, match="No dates"):
        list(pieces(pd.DataFrame({"lon": [1], "lat": [2]}), size=10, dates=True))


def test_arrow_slices_keep_their_place(lonlat):
    from geo.scale.output import point_columns
    from geo.scale.rows import Columns, rows_of

    geometry, _ = point_columns(*lonlat.T.copy())
    cut = pa.table({"geometry": geometry}).slice(1234, 50)
    rows = rows_of(cut, Columns(geometry="geometry"), 0)
    assert np.array_equal(np.column_stack([rows.lon, rows.lat]), lonlat[1234:1284])


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def test_the_command_counts_and_writes(frame, lonlat, tmp_path):
    path = write(frame, lonlat, "csv", tmp_path)
    done = run(
        "join", path, "--launch", "34.8,50.9", "--radius", "190 mi", "--pairs", tmp_path / "pairs.parquet"
    )
    expected = truth(lonlat, [34.8], [50.9], [190 * 1609.344]).sum()
    assert done.exit_code == 0
    assert f" {expected:,} " in done.stdout
    assert f"{COUNT:,} rows" in done.stderr
    assert pq.read_metadata(tmp_path / "pairs.parquet").num_rows == expected


def test_the_command_takes_a_table_of_sources(frame, lonlat, tmp_path):
    path = write(frame, lonlat, "WKB", tmp_path)
    table = tmp_path / "posts.csv"
    table.write_text(
        "name,lon,lat,radius_km\npost one,34.8,50.9,300\npost two,30.5,50.4,100\n", encoding="utf-8"
    )
    done = run("join", path, "--sources", table, "--rows", tmp_path / "rows.parquet")
    expected = truth(lonlat, [34.8, 30.5], [50.9, 50.4], [300e3, 100e3])
    assert all(f" {count:,} " in done.stdout for count in expected.sum(axis=1))
    assert "post two" in done.stdout
    assert gpd.read_parquet(tmp_path / "rows.parquet")["reached"].sum() == expected.sum()


def test_the_command_takes_a_scenario(frame, lonlat, tmp_path):
    path = write(frame, lonlat, "columns", tmp_path)
    (tmp_path / "note.txt").write_text("The Falcon missile has a range of about 190 miles.", encoding="utf-8")
    scenario = tmp_path / "scenario.toml"
    scenario.write_text('text = "note.txt"\n[[launch]]\nplace = "34.8,50.9"\n', encoding="utf-8")
    for bound, miles in (("best", 190), ("high", 200)):
        done = run("join", path, "--sources", scenario, "--bound", bound)
        expected = truth(lonlat, [34.8], [50.9], [miles * 1609.344]).sum()
        assert f" {expected:,} " in done.stdout
        assert "Falcon, about 190 mi" in done.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "No source"),
        (("--launch", "Sumy"), "No radius"),
        (("--launch", "Sumy", "--sources", "x.csv"), "not both"),
        (("--launch", "Sumy", "--radius", "1 km", "--rows", "rows.csv"), "Must be .parquet"),
        (("--sources", "none.csv"), "Cannot read 'none.csv': there is no such file"),
    ],
)
def test_the_command_says_what_is_missing(tmp_path, args, message):
    (tmp_path / "events.csv").write_text("lon,lat\n1,2\n", encoding="utf-8")
    done = run("join", tmp_path / "events.csv", *args)
    assert done.exit_code == 2
    assert message in done.stderr
