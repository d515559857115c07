"""The geopandas accessor: the same answers as the functions, whatever the CRS, with index and attributes kept."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import geo.accessors  # noqa: F401 - registers the accessor
from geo.geodesy.buffers import buffer
from geo.geodesy.lines import distance
from geo.geodesy.lonlat import area
from geo.geodesy.rings import range_ring
from geo.geodesy.within import distance_to

SHAPES = [
    shapely.Point(34.8, 50.9),
    None,
    shapely.LineString([(33, 51), (34, 52)]),
    shapely.box(36, 50, 37, 51),
    shapely.Point(),
]


@pytest.fixture
def towns():
    return gpd.GeoDataFrame(
        {"name": list("abcde"), "people": range(5), "shape": gpd.GeoSeries(SHAPES, index=[3, 1, 4, 1, 5])},
        geometry="shape",
        index=[3, 1, 4, 1, 5],
        crs="EPSG:4326",
    )


def test_buffer_keeps_index_attributes_and_crs(towns):
    rings = towns.geodesic.buffer("20 km", tolerance=5)
    assert isinstance(rings, gpd.GeoDataFrame)
    assert rings.geometry.name == "shape"
    assert rings.index.equals(towns.index)
    assert rings.crs == towns.crs
    pd.testing.assert_frame_equal(rings[["name", "people"]], towns[["name", "people"]])
    assert rings.geometry.iloc[0].equals(range_ring((34.8, 50.9), 20_000, tolerance=5))
    assert rings.geometry.iloc[1] is None
    assert rings.geometry.iloc[2].equals(buffer(SHAPES[2], 20_000, tolerance=5))
    assert rings.geometry.iloc[4].is_empty
    assert towns.geometry.iloc[0] == SHAPES[0]


def test_series_in_series_out(towns):
    rings = towns.geometry.geodesic.buffer(1000)
    assert isinstance(rings, gpd.GeoSeries)
    assert rings.name == "shape"
    assert rings.index.equals(towns.index)


def test_other_crs_is_converted_there_and_back(towns):
    plane = towns.to_crs("EPSG:32636")
    rings = plane.geodesic.buffer(20_000)
    assert rings.crs == plane.crs
    back = rings.to_crs("EPSG:4326").geometry.iloc[0]
    vertices = shapely.get_coordinates(back)
    assert distance((34.8, 50.9), vertices) == pytest.approx(np.full(len(vertices), 20_000), abs=0.01)
    expected = towns.geodesic.distance_to((36.2, 51.7))
    assert plane.geodesic.distance_to((36.2, 51.7)).to_numpy() == pytest.approx(
        expected, abs=0.01, nan_ok=True
    )
    assert plane.geodesic.area.iloc[3] == pytest.approx(area(SHAPES[3]), rel=1e-6)


def test_one_radius_for_each_row(towns):
    rings = towns.geodesic.buffer(["1 km", 1, "3 km", 4000, 5])
    assert rings.geometry.iloc[0].equals(range_ring((34.8, 50.9), 1000))
    assert rings.geometry.iloc[3].equals(buffer(SHAPES[3], 4000))
    with pytest.raises(ValueError, match="Must be one, or one for each of 5 rows"):
        towns.geodesic.buffer([1, 2])


def test_distances_and_membership(towns):
    source = shapely.box(35, 50.5, 36.5, 52)
    metres = towns.geodesic.distance_to(source)
    assert metres.index.equals(towns.index)
    assert metres.iloc[0] == distance_to(SHAPES[0], source)
    assert metres.iloc[2] == pytest.approx(distance_to((34, 52), source), abs=0.05)
    assert metres.iloc[3] == 0
    assert metres.isna().tolist() == [False, True, False, False, True]
    near = towns.geodesic.within(source, "60 km")
    assert near.dtype == bool
    assert near.tolist() == [True, False, False, True, False]


def test_row_by_row_with_another_frame(towns):
    others = gpd.GeoSeries([shapely.Point(35, 51)] * 5, crs="EPSG:4326").to_crs("EPSG:3857")
    metres = towns.geodesic.distance_to(others)
    assert metres.iloc[0] == pytest.approx(distance((34.8, 50.9), (35, 51)), abs=1e-3)
    assert metres.isna().sum() == 2
    assert towns.geodesic.within(others, "25 km").tolist() == [True, False, False, False, False]
    with pytest.raises(ValueError, match="one for each of 5 rows"):
        towns.geodesic.distance_to(others.iloc[:2])


def test_area(towns):
    areas = towns.geodesic.area
    assert areas.iloc[[0, 2, 4]].tolist() == [0, 0, 0]
    assert areas.iloc[3] == area(SHAPES[3])
    assert np.isnan(areas.iloc[1])


def test_no_crs_is_an_error_with_advice(towns):
    bare = gpd.GeoSeries([shapely.Point(0, 0)])
    for ask in (
        lambda: bare.geodesic.area,
        lambda: bare.geodesic.buffer(1),
        lambda: towns.geodesic.distance_to(bare),
    ):
        with pytest.raises(ValueError, match=r"No CRS.*set_crs\('EPSG:4326'\)"):
            ask()


def test_a_result_that_the_crs_cannot_hold():
    point = gpd.GeoSeries([shapely.Point(33, 50)], crs="EPSG:4326").to_crs("+proj=ortho +lat_0=50 +lon_0=33")
    with pytest.raises(ValueError, match="the result lies beyond it"):
        point.geodesic.buffer("12000 km")


def test_only_geometries_have_the_accessor():
    with pytest.raises(AttributeError):
        _ = pd.Series([1, 2]).geodesic
