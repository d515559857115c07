"""Nearness against a slow oracle: every edge sampled finely, and again around its nearest samples."""

import itertools

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.geodesy.lines import destination
from geo.geodesy.within import distance_to, within
from geo.model import Place

GEOD = Geod(ellps="WGS84")
LON = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 0.0, 180.0]))
LAT = st.one_of(st.floats(-89.9, 89.9), st.sampled_from([-90.0, 0.0, 90.0]))
SIZE = st.sampled_from([0.001, 0.1, 2.0, 25.0])


def oracle(point, geometry):
    """Distance to the nearest of many samples on each edge, then to finer ones around the best four."""
    best = np.inf
    for path in shapely.get_parts(geometry):
        rings = [path] if path.geom_type != "Polygon" else shapely.get_rings(path)
        for ring in rings:
            points = shapely.get_coordinates(ring)
            pairs = itertools.pairwise(points) if len(points) > 1 else [(points[0], points[0])]
            best = min(best, *(nearest_on_edge(point, start, end) for start, end in pairs))
    return best


def nearest_on_edge(point, start, end):
    shares, spacing = np.linspace(0, 1, 601), 1 / 600
    for _ in range(9):
        spots = start + shares[:, None] * (end - start)
        lon, lat = np.full(len(spots), point[0]), np.full(len(spots), point[1])
        best = np.argsort(GEOD.inv(lon, lat, spots[:, 0].copy(), spots[:, 1].copy())[2])[:4]
        top = spots[best[0]]
        shares = np.unique(np.clip(shares[best, None] + spacing * np.linspace(-1, 1, 25), 0, 1))
        spacing /= 12
    return Geodesic.WGS84.Inverse(point[1], point[0], top[1], top[0])["s12"]


def triangle(lon, lat, size):
    low = max(lat - size, -90.0)
    return shapely.Polygon([(lon, low), (lon + size, lat / 2), (lon - size / 3, min(lat + size, 90.0))])


@settings(deadline=None, max_examples=40)
@given(LON, LAT, SIZE, LON, LAT)
@example(179.0, 10.0, 2.0, -179.5, 10.0)
@example(0.0, 89.0, 0.1, 180.0, 89.5)
def test_distance_agrees_with_the_oracle(lon, lat, size, other_lon, other_lat):
    line = triangle(lon, lat, size).exterior
    near = destination((lon, lat), [10.0, 100.0, 250.0], [1.0, 3e4, 4e5])
    for point in [(other_lon, other_lat), *near]:
        assert distance_to(point, line) == pytest.approx(oracle(point, line), abs=1e-3)


@settings(deadline=None, max_examples=30)
@given(LON, LAT, SIZE, st.floats(100, 5e6), st.randoms(use_true_random=False))
def test_within_is_the_distance_compared(lon, lat, size, radius, random):
    shape = triangle(lon, lat, size)
    starts = shapely.get_coordinates(shape)[[random.randrange(3) for _ in range(60)]]
    points = destination(
        np.clip(starts, [-360, -90], [360, 90]),
        [random.uniform(0, 360) for _ in range(60)],
        [radius * random.uniform(0.8, 1.2) for _ in range(60)],
    )
    for source in (shape, shape.exterior, shapely.MultiPoint(starts[:3])):
        metres = distance_to(points, source)
        assert (within(points, source, radius) == (metres <= radius)).all()


@settings(deadline=None)
@given(st.tuples(LON, LAT), st.tuples(LON, LAT))
def test_distance_to_a_point_is_the_geodesic(a, b):
    metres = Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0])["s12"]
    assert distance_to(a, b) == pytest.approx(metres, abs=1e-6)
    assert distance_to(a, shapely.Point(b)) == distance_to(a, b)
    if metres > 1:
        assert within(a, b, metres + 1e-3)
        assert not within(a, b, metres - 1e-3)


def test_edges_are_straight_in_longitude_and_latitude():
    parallel = shapely.LineString([(0, 60), (40, 60)])
    assert distance_to((20, 60), parallel) < 1e-3
    assert distance_to((20, 60.1), parallel) == pytest.approx(distance_to((20, 60.1), (20, 60)), abs=1e-3)


def test_inside_a_polygon_is_no_distance_and_a_hole_is_outside():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    points = [(2, 2), (5, 5), (0, 5), (10, 10), (11, 5)]
    metres = distance_to(points, ring)
    assert metres[[0, 2, 3]].tolist() == [0, 0, 0]
    assert metres[1] == pytest.approx(oracle((5, 5), ring), abs=1e-3)
    assert within(points, ring, 1000).tolist() == [True, False, True, True, False]
    assert within(points, ring, 112_000).tolist() == [True, True, True, True, True]


def test_over_the_date_line_and_over_the_pole():
    split = shapely.MultiPolygon([shapely.box(170, 0, 180, 10), shapely.box(-180, 0, -170, 10)])
    drawn_on = shapely.box(170, 0, 190, 10)
    points = [(180, 5), (-180, 5), (175, 5), (-175, 5), (185, 5), (-169, 5), (169, 5)]
    for source in (split, drawn_on):
        assert distance_to(points, source)[:5].tolist() == [0] * 5
        assert (distance_to(points, source)[5:] > 1e5).all()
    cap = shapely.box(-180, 80, 180, 90)
    assert distance_to([(0, 90), (33, 85), (0, 79)], cap)[:2].tolist() == [0, 0]
    assert within((0, 79), cap, 111_800)
    assert not within((0, 79), cap, 111_600)


def test_every_form_of_source_and_points():
    place = Place(id="1", name="A", kind="settlement", lon=34.8, lat=50.9)
    assert distance_to(place, (34.8, 50.9)) == 0
    assert distance_to((36.2, 51.7), place) == distance_to((36.2, 51.7), shapely.Point(34.8, 50.9))
    many = [(34.8, 50.9), (36.2, 50.0)]
    assert distance_to((36.2, 51.7), many) == distance_to((36.2, 51.7), shapely.MultiPoint(many))
    mixed = shapely.GeometryCollection(
        [shapely.Point(0, 0), shapely.LineString([(5, 5), (6, 6)]), shapely.box(9, 9, 10, 10)]
    )
    assert distance_to([(0, 0), (5.5, 5.5), (9.5, 9.5)], mixed) == pytest.approx([0, 0, 0], abs=1e-3)
    assert within((0, 0), mixed, "10 km") is True
    assert isinstance(distance_to((0, 1), mixed), float)
    assert within(np.zeros((2, 3, 2)), mixed, 10).shape == (2, 3)
    assert within([], mixed, 10).shape == (0,)
    assert distance_to([], mixed).shape == (0,)


def test_overlapping_polygons_are_one_area():
    twice = shapely.GeometryCollection([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)])
    assert distance_to([(1.5, 1.5), (2.5, 2.5)], twice).tolist() == [0, 0]


@pytest.mark.parametrize("radius", [1.99e7, 2.0e7, 2.1e7])
def test_radii_near_half_the_globe(radius):
    line = shapely.LineString([(0, 0), (1, 1)])
    points = [(180, 0), (179, -1), (-179.5, -0.3), (0, 0), (90, 45)]
    assert (within(points, line, radius) == (distance_to(points, line) <= radius)).all()


@pytest.mark.parametrize(
    ("points", "source", "radius", "message"),
    [
        ((0, 95), (0, 0), 10, r"Invalid latitude 95\.0"),
        ((0, 0), shapely.Polygon(), 10, "Invalid source: empty"),
        ((0, 0), shapely.LineString([(0, 0), (0, 95)]), 10, "Invalid latitude 95"),
        ((0, 0), (0, 0), -1, "Invalid radius -1"),
        ((0, 0), "Sumy", 10, "Invalid point 'Sumy'"),
    ],
)
def test_what_makes_no_sense_is_said_so(points, source, radius, message):
    with pytest.raises(ValueError, match=message):
        within(points, source, radius)
