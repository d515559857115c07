"""RFC 7946 output from charts and rings, and areas."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.geodesy.lonlat import (
    EQUATORIAL_RADIUS,
    FLATTENING,
    MEAN_RADIUS,
    WORLD,
    Chart,
    area,
    fill,
    normalise,
    rounded,
    to_lonlat,
    unit_vectors,
)

GLOBE = 510065621724088.4
"""Area of the WGS84 ellipsoid, square metres."""
LON = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, -179.999, 0.0, 179.999, 180.0]))
LAT = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, -89.999, 0.0, 89.999, 90.0]))
CHARTS = st.builds(Chart, LON, LAT)


def scattered(count, seed=0):
    v = np.random.default_rng(seed).normal(size=(count, 3))
    return np.degrees(
        np.column_stack([np.arctan2(v[:, 1], v[:, 0]), np.arctan2(v[:, 2], np.hypot(v[:, 0], v[:, 1]))])
    )


def assert_rfc7946(geometry):
    assert geometry.is_valid, shapely.is_valid_reason(geometry)
    west, south, east, north = geometry.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for part in shapely.get_parts(geometry):
        assert part.geom_type == "Polygon"
        assert part.exterior.is_ccw
        assert not any(hole.is_ccw for hole in part.interiors)


@given(CHARTS)
def test_chart_goes_there_and_back(chart):
    points = scattered(50)
    back = chart.inverse(chart.forward(points))
    assert np.abs(unit_vectors(back) - unit_vectors(points)).max() < 1e-9
    assert np.allclose(chart.inverse([[0.0, 0.0]])[0, 1], chart.lat)


def test_chart_keeps_distances_from_its_centre():
    chart = Chart(0, 0)
    assert chart.forward((90, 0)) == pytest.approx([MEAN_RADIUS * math.pi / 2, 0])
    assert chart.forward([[0, 45], [0, -45]])[:, 1] == pytest.approx(
        [MEAN_RADIUS * math.pi / 4, -MEAN_RADIUS * math.pi / 4]
    )


def test_chart_around_a_shape_over_the_date_line():
    chart = Chart.around(shapely.MultiPoint([(179, 10), (-179, 10)]))
    assert abs(chart.lon) == pytest.approx(180)


@settings(deadline=None, max_examples=60)
@given(CHARTS, st.floats(1e3, 1.9e7), st.booleans(), st.integers(3, 30))
def test_what_is_inside_the_chart_is_inside_in_lonlat(chart, size, with_hole, corners):
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    ring = size * np.column_stack([np.cos(angles), np.sin(angles)])
    shape = shapely.Polygon(ring, [ring[::-1] / 3] if with_hole else [])
    result = to_lonlat(shape, chart, tolerance=10)
    assert_rfc7946(result)
    points = np.vstack(
        [scattered(400), chart.inverse(np.random.default_rng(1).uniform(-size, size, (400, 2)))]
    )
    drawn = chart.forward(points)
    clear = shapely.distance(shapely.boundary(shape), shapely.points(drawn)) > 1e-3 * size + 100
    clear &= np.hypot(*drawn.T) < 1.95e7
    inside = shapely.contains_xy(shape, drawn[clear])
    assert (inside == shapely.intersects_xy(result, points[clear])).all()


def test_edges_stay_by_the_edges_of_the_chart():
    chart = Chart(40, 70)
    shape = shapely.box(-1e6, -1e6, 1e6, 1e6)
    for tolerance in (1, 100):
        result = to_lonlat(shape, chart, tolerance=tolerance)
        points = shapely.get_coordinates(result)
        between = points[:-1] + 0.37 * np.diff(points, axis=0)
        drawn = shapely.points(chart.forward(between))
        assert shapely.distance(shape.exterior, drawn).max() < tolerance


def test_empty_and_collected_shapes():
    chart = Chart(0, 0)
    assert to_lonlat(shapely.Polygon(), chart).is_empty
    mixed = shapely.GeometryCollection(
        [shapely.Point(0, 0), shapely.MultiPolygon([shapely.box(0, 0, 1e5, 1e5)])]
    )
    assert to_lonlat(mixed, chart).geom_type == "Polygon"


def test_fill_over_either_pole_and_outside_a_ring():
    lon = np.arange(0, 361, 30.0)
    north = fill(np.column_stack([lon, np.full(13, 80.0)]))
    south = fill(np.column_stack([lon[::-1], np.full(13, 80.0)]))
    for shape in (north, south):
        assert_rfc7946(shape)
    assert north.bounds == (-180, 80, 180, 90)
    assert south.bounds == (-180, -90, 180, 80)
    assert area(north) + area(south) == pytest.approx(GLOBE)
    outside = fill([(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)])
    assert_rfc7946(outside)
    assert area(outside) == pytest.approx(GLOBE - area(shapely.box(0, 0, 10, 10)))


def test_fill_where_the_ring_winds_over_the_date_line_several_times():
    ring = [(170, 60), (-160, 65), (170, 70), (-170, 75), (-60, 75), (60, 75), (100, 60), (170, 60)]
    shape = fill(ring)
    assert_rfc7946(shape)
    assert shapely.contains_xy(shape, [-170, 0, 175, -179], [89, 89, 66, 67.5]).tolist() == [True] * 4
    assert not shapely.contains_xy(shape, [179, -170, 0], [59, 55, 50]).any()


def test_normalise_takes_edges_as_drawn():
    assert_rfc7946(normalise(shapely.box(170, -5, 190, 5)))
    assert normalise(shapely.box(170, -5, 190, 5)).bounds == (-180, -5, 180, 5)
    assert area(normalise(shapely.box(-200, -5, 160, 5))) == pytest.approx(
        area(shapely.box(-180, -5, 180, 5))
    )
    assert normalise(shapely.Point(190, 3)) == shapely.Point(-170, 3)
    assert normalise(shapely.LineString([(170, 0), (190, 0)])).geom_type == "MultiLineString"


def test_rounded_keeps_seven_decimals_and_validity():
    shape = rounded(to_lonlat(shapely.Point(0, 0).buffer(5e5, 100), Chart(37.123456, 51)))
    assert_rfc7946(shape)
    points = shapely.get_coordinates(shape)
    assert (points == np.round(points, 7)).all()


def test_area_of_the_globe_and_of_a_hemisphere():
    assert area(WORLD) == pytest.approx(GLOBE, rel=1e-13)
    assert area(shapely.box(-180, 0, 180, 90)) == pytest.approx(GLOBE / 2, rel=1e-13)
    assert area(shapely.Point(0, 0)) == 0
    assert area(shapely.Polygon()) == 0


@given(st.floats(-170, 100), st.floats(-85, 60), st.floats(0.001, 60), st.floats(0.1, 2))
def test_area_agrees_with_the_geodesic_area_of_fine_edges(west, south, width, slope):
    height = min(width * slope, 25)
    triangle = shapely.Polygon([(west, south), (west + width, south), (west + width / 3, south + height)])
    fine = shapely.segmentize(triangle, max(width, height) / 200)
    metres, _ = Geod(ellps="WGS84").geometry_area_perimeter(fine)
    assert area(triangle) == pytest.approx(metres, rel=2e-4)


def test_area_agrees_with_an_equal_area_projection():
    project = Transformer.from_crs("EPSG:4326", "+proj=cea +ellps=WGS84", always_xy=True)
    shape = shapely.Polygon([(-170, -80), (120, -60), (170, 85)], [[(0, -20), (60, 0), (50, 10)]])
    fine = shapely.segmentize(shape, 0.01)
    flat = shapely.transform(fine, lambda c: np.column_stack(project.transform(c[:, 0], c[:, 1])))
    assert area(shape) == pytest.approx(flat.area, rel=1e-7)


def test_area_of_arrays_keeps_their_shape():
    box, holed = shapely.box(0, 0, 1, 1), shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    both = shapely.GeometryCollection(
        [shapely.MultiPolygon([box, shapely.box(2, 2, 3, 3)]), shapely.Point(0, 0)]
    )
    areas = area([[box, holed], [shapely.Polygon(), both]])
    assert areas.shape == (2, 2)
    assert areas[0, 0] == area(box)
    assert areas[0, 1] == pytest.approx(area(shapely.box(0, 0, 3, 3)) - area(shapely.box(1, 1, 2, 2)))
    assert areas[1, 0] == 0
    assert areas[1, 1] == pytest.approx(area(box) + area(shapely.box(2, 2, 3, 3)))
    assert area([]).shape == (0,)


def test_radii_are_those_of_the_ellipsoid():
    geod = Geod(ellps="WGS84")
    assert (geod.a, geod.f) == pytest.approx((EQUATORIAL_RADIUS, FLATTENING), rel=1e-15)
