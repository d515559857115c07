"""The join against geodesics alone: every way of asking, every engine, and a hair from the rim."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.geodesy.within import within
from geo.model import GeoError, Place
from geo.scale import block, join, make_sources, sources_of
from geo.scale.block import Rows, add_up, join_rows
from tests.scale.data import events, matrix, rim, rings, sources, truth

ONE_BY_ONE, IN_ORDER = 10**9, 1


@pytest.fixture(params=[ONE_BY_ONE, IN_ORDER], ids=["streamed", "planted"])
def way(request, monkeypatch):
    monkeypatch.setattr(block, "MANY", request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(("count", "ring_count"), [(20_000, 40), (1, 3), (127, 5), (128, 5), (129, 5)])
def test_every_want_is_exact(count, ring_count):
    lonlat, ring = events(count), rings(ring_count)
    expected = truth(lonlat, *ring)
    for want in ("counts", "rows", "pairs"):
        found = join(lonlat, sources(*ring), want=want)
        assert np.array_equal(found.counts, expected.sum(axis=1))
        if want == "rows":
            assert np.array_equal(found.reached, expected.sum(axis=0))
        if want == "pairs":
            assert np.array_equal(matrix(found.pairs, *expected.shape), expected)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("seed", range(12))
def test_no_wrong_answer_near_the_rim(seed):
    rng = np.random.default_rng(seed)
    lon, lat, radius = [], [], []
    for _ in range(40):
        lon.append(rng.choice([rng.uniform(-180, 180), 180.0, -180.0, 0.0, 179.9999]))
        lat.append(rng.choice([rng.uniform(-90, 90), 0.0, 90.0, -90.0, 89.999]))
        radius.append(np.exp(rng.uniform(0, np.log(19.99e6))))
    lonlat = np.concatenate([rim(*ring, 250, seed) for ring in zip(lon, lat, radius, strict=True)])
    expected = truth(lonlat, lon, lat, radius)
    found = join(lonlat, sources(lon, lat, radius), want="pairs")
    assert np.array_equal(matrix(found.pairs, *expected.shape), expected)


@pytest.mark.usefixtures("way")
def test_many_points_in_one_spot_on_the_rim():
    spot = rim(34.8, 50.9, 300e3, 8, 1)
    lonlat = np.repeat(spot, 700, axis=0)
    radius = 300e3 + np.array([-10.0, -1e-3, 0.0, 1e-3, 10.0, 1e3, 2e3])
    expected = truth(lonlat, np.full(7, 34.8), np.full(7, 50.9), radius)
    found = join(lonlat, sources(np.full(7, 34.8), np.full(7, 50.9), radius), want="pairs")
    assert np.array_equal(matrix(found.pairs, *expected.shape), expected)
    assert len(set(expected.sum(axis=1))) > 2


@pytest.mark.usefixtures("way")
def test_longitudes_may_run_to_360():
    lonlat, ring = events(3000), rings(12)
    shifted = np.column_stack([lonlat[:, 0] % 360, lonlat[:, 1]])
    found = join(shifted, sources(ring[0] % 360, ring[1], ring[2]))
    assert np.array_equal(found.counts, truth(lonlat, *ring).sum(axis=1))


@pytest.mark.usefixtures("way")
def test_rows_without_a_point_lie_within_nothing():
    lonlat, ring = events(3000), rings(40)
    lonlat[::7, 1], lonlat[3::11, 0], lonlat[5] = np.nan, np.inf, (10, 95)
    good = np.isfinite(lonlat).all(axis=1) & (lonlat[:, 1] <= 90)
    expected = truth(np.where(good[:, None], lonlat, 0), *ring) & good
    found = join(lonlat, sources(*ring), want="pairs")
    assert found.part.invalid == (~good).sum() > 0
    assert np.array_equal(matrix(found.pairs, *expected.shape), expected)
    assert np.array_equal(join(lonlat, sources(*ring), want="rows").reached, expected.sum(axis=0))


@pytest.mark.usefixtures("way")
def test_dated_sources_hold_only_their_days():
    lonlat, ring = events(5000), rings(40)
    rng = np.random.default_rng(3)
    days = np.datetime64("2024-01-01") + rng.integers(0, 300, 5000)
    days[::13] = np.datetime64("NaT")
    since = np.datetime64("2024-01-01") + rng.integers(0, 200, 40)
    until = since + rng.integers(0, 120, 40)
    since[::3], until[1::3] = np.datetime64("NaT"), np.datetime64("NaT")
    since[::9], until[::9] = np.datetime64("NaT"), np.datetime64("NaT")
    begun = np.isnat(since)[:, None] | (days >= since[:, None])
    holds = begun & (np.isnat(until)[:, None] | (days <= until[:, None]))
    holds &= ~np.isnat(days) | (np.isnat(since) & np.isnat(until))[:, None]
    expected = truth(lonlat, *ring) & holds
    frame = pd.DataFrame({"lon": lonlat[:, 0], "lat": lonlat[:, 1], "date": days})
    for want in ("counts", "rows", "pairs"):
        found = join(frame, sources(*ring, since, until), want=want)
        assert np.array_equal(found.counts, expected.sum(axis=1))
    assert np.array_equal(matrix(found.pairs, *expected.shape), expected)


def test_shapes_and_points_as_sources():
    lonlat = events(4000)
    lonlat[:20] = (34.8, 50.9) + lonlat[:20] / 1000
    shapes = [
        shapely.box(30, 46, 34, 49),
        shapely.LineString([(25, 45), (40, 52)]),
        shapely.Point(34.8, 50.9),
    ]
    found = join(lonlat, shapes, radius="100 km", want="pairs")
    expected = np.array([within(lonlat, shape, 100e3) for shape in shapes])
    assert np.array_equal(matrix(found.pairs, *expected.shape), expected)
    assert expected.any(axis=1).all()


def test_a_shape_without_radius_holds_what_is_in_it():
    zone = make_sources(["zone"], [shapely.box(170, -10, 190, 10)], [0])
    found = join([(175, 0), (-175, 0), (185, 5), (165, 0), (0, 0)], zone, want="rows")
    assert found.reached.tolist() == [1, 1, 1, 0, 0]


def test_parts_add_up_however_the_table_is_cut():
    lonlat, wanted = events(5000), sources(*rings(40))
    rows = Rows(0, *lonlat.T.copy())
    whole = join_rows(rows, wanted, "pairs")
    for size in (1, 700, 4096):
        cut = rows.blocks(size) if size > 1 else Rows(0, rows.lon[:50], rows.lat[:50]).blocks(1)
        parts = [join_rows(block_, wanted, "pairs") for block_ in cut]
        total = add_up(parts[::-1])
        if size > 1:
            assert np.array_equal(total.counts, whole.counts)
            assert np.array_equal(matrix(total.pairs, 40, 5000), matrix(whole.pairs, 40, 5000))
        assert total.size == sum(part.size for part in parts)


def test_an_empty_table_has_no_pairs():
    found = join(np.zeros((0, 2)), sources(*rings(3)), want="pairs")
    assert found.counts.tolist() == [0, 0, 0]
    assert found.pairs[0].size == 0


def test_result_as_a_table():
    place = Place("1", "Sumy", "settlement", 34.8, 50.9, "UA")
    table = join([(34.8, 50.9), (36.2, 51.7), (0, 0), (1, 1)], place, radius="190 mi").to_frame()
    assert table["points"].tolist() == [2]
    assert table["percent"].tolist() == [50.0]
    assert "Sumy" in table["source"][0]


@pytest.mark.parametrize(
    ("points", "given", "options", "message"),
    [
        ([(0, 0)], shapely.Point(0, 0), {}, "No radius"),
        ([(0, 0, 0)], shapely.Point(0, 0), {"radius": 5}, "Invalid points"),
        ([(0, 0)], shapely.Point(0, 95), {"radius": 5}, "Longitude comes first"),
        ([(0, 0)], shapely.Point(0, 0), {"radius": -5}, "Invalid radius"),
        ([(0, 0)], shapely.Point(0, 0), {"radius": "more than 5 km", "bound": "high"}, "no upper bound"),
        ([(0, 0)], [], {"radius": 5}, "No sources"),
        (
            [(0, 0)],
            pd.DataFrame(
                {"lon": [1], "lat": [1], "radius_m": [5], "since": ["2024-02-02"], "until": ["2024-02-01"]}
            ),
            {},
            "ends before it begins",
        ),
        ([(0, 0)], ["Sumy"], {"radius": 5}, "Invalid source"),
        ([(0, 0)], None, {"radius": 5}, "Invalid source None"),
        (
            [(0, 0)],
            shapely.Point(0, 0),
            {"radius": 5, "want": "all"},
            "Invalid want 'all'. Must be one of counts",
        ),
        (
            [(0, 0)],
            shapely.Point(0, 0),
            {"radius": 5, "bound": "x"},
            "Invalid bound 'x'. Must be one of low, best, high",
        ),
        ([(0, 0)], shapely.Point(0, 0), {"radius": 5, "workers": 0}, "Invalid number of workers 0"),
        ([("a", "b")], shapely.Point(0, 0), {"radius": 5}, "Invalid points"),
        (pd.DataFrame({"a": [1]}), shapely.Point(0, 0), {"radius": 5}, "No points in the table"),
        ([(0, 0)], shapely.Point(0, 0), {"radius": 5, "output": "x.parquet"}, "Counts need no file"),
        (
            [(0, 0)],
            pd.DataFrame({"lon": [1], "lat": [1], "radius_km": [5]}),
            {"radius": 5},
            "column 'radius_km' already",
        ),
        ([(0, 0)], pd.DataFrame({"wkt": ["POINT (0 0)", "x"]}), {"radius": 5}, "'source 2' has no place"),
        (
            [(0, 0)],
            pd.DataFrame({"lon": ["0", "west"], "lat": [0, 0]}),
            {"radius": 5},
            "Invalid source 'source 2'",
        ),
        (
            [(0, 0)],
            gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)], crs=3857),
            {"radius": 5},
            "Reproject first",
        ),
    ],
)
def test_what_cannot_be_joined_is_said(points, given, options, message):
    with pytest.raises(GeoError, match=message):
        join(points, given, **options)


def test_sources_from_a_table():
    table = pd.DataFrame(
        {"Name": ["a", "b"], "lon": [1, 2], "lat": [3, 4], "radius_km": [5, 6], "since": ["2024-01-02", None]}
    )
    found = sources_of(table)
    assert found.names == ("a", "b")
    assert found.radius.tolist() == [5000, 6000]
    assert found.dated.tolist() == [True, False]


def test_sources_from_a_file_of_any_kind(tmp_path):
    (tmp_path / "a.csv").write_text("Ort;Longitude;Latitude;radius\nA;34,8;50,9;190 mi\n", encoding="utf-16")
    pd.DataFrame({"lon": [34.8], "lat": [50.9], "radius_km": [305.77536]}).to_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("name,wkt,radius_m\nA,POINT (34.8 50.9),305775.36\n")
    place = gpd.GeoDataFrame({"radius_m": [305775.36]}, geometry=[shapely.Point(34.8, 50.9)], crs=4326)
    place.to_crs(3857).to_file(tmp_path / "a.gpkg")
    for name in ("a.csv", "a.parquet", "b.csv", "a.gpkg"):
        found = sources_of(tmp_path / name)
        assert found.lon[0] == pytest.approx(34.8, abs=1e-9)
        assert found.lat[0] == pytest.approx(50.9, abs=1e-9)
        assert found.radius[0] == pytest.approx(305775.36)


def test_points_and_sources_may_be_a_geoseries():
    points = gpd.GeoSeries([shapely.Point(34.8, 50.9), None, shapely.Point(0, 0)], crs=4326)
    found = join(points, gpd.GeoSeries([shapely.Point(34.8, 50.9)], crs=4326), radius="1 km")
    assert (found.counts.tolist(), found.part.size, found.part.invalid) == ([1], 3, 1)
    with pytest.raises(GeoError, match="Reproject first"):
        join(points.to_crs(3857), shapely.Point(0, 0), radius=5)
