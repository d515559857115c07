"""The farthest point of a source, against every vertex and many points of its edges."""

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geodesy.disc import HALF_MERIDIAN
from geo.geodesy.farthest import farthest_distance


def oracle(point, source):
    nodes = np.unique(shapely.get_coordinates(source), axis=0)
    return max(Geodesic.WGS84.Inverse(point[1], point[0], lat, lon)["s12"] for lon, lat in nodes)


def blob(lon, lat, size, seed, corners=90):
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
    radius = size * rng.uniform(0.3, 1, corners)
    return shapely.Polygon(np.column_stack([lon + radius * np.cos(angle), lat + radius * np.sin(angle)]))


@settings(max_examples=25, deadline=None)
@given(
    st.floats(-170, 170), st.floats(-60, 60), st.floats(0.01, 6), st.integers(0, 9),
    st.lists(st.tuples(st.floats(-8, 8), st.floats(-8, 8)), min_size=1, max_size=4),
)  # fmt: skip
def test_it_is_the_longest_geodesic_to_any_vertex(lon, lat, size, seed, around):
    source = blob(lon, lat, size, seed)
    points = [(lon + x, lat + y) for x, y in around]
    found = farthest_distance(points, source)
    expected = [oracle(point, source) for point in points]
    assert found == pytest.approx(expected, abs=0.3)
    assert (found >= np.array(expected) - 1e-6).all()


def test_within_a_thousand_kilometres_it_is_exact():
    source = blob(34, 50, 3, 7, 400)
    points = np.random.default_rng(3).uniform([30, 47], [38, 53], (60, 2))
    expected = [oracle(point, source) for point in points]
    assert farthest_distance(points, source) == pytest.approx(expected, abs=1e-6)


def test_no_point_of_an_edge_is_farther():
    source = shapely.box(20, 60, 60, 70)
    points = np.random.default_rng(4).uniform([-60, 40], [140, 89], (40, 2))
    edges = shapely.segmentize(source, 0.5)
    expected = [oracle(point, edges) for point in points]
    assert (farthest_distance(points, source) >= np.array(expected) - 1e-6).all()


def test_over_the_pole_the_middle_of_a_parallel_is_farther_than_its_ends():
    source = shapely.LineString([(-20, 60), (20, 60)])
    (found,) = farthest_distance([(180, 80)], source)
    middle = Geodesic.WGS84.Inverse(80, 180, 60, 0)["s12"]
    assert found == pytest.approx(middle, abs=0.3)
    assert found > oracle((180, 80), source) + 1000


def test_across_the_date_line_and_round_the_globe():
    two = shapely.MultiPolygon([shapely.box(178, -2, 180, 2), shapely.box(-180, -2, -178, 2)])
    assert farthest_distance([(179, 0)], two)[0] == pytest.approx(oracle((179, 0), two), abs=1e-6)
    spread = shapely.MultiPoint([(0, 0), (120, 0), (-120, 0), (0, 89), (0, -89)])
    assert farthest_distance([(10, 5)], spread)[0] == pytest.approx(oracle((10, 5), spread), abs=1e-6)


def test_an_empty_source_has_no_farthest_point():
    with pytest.raises(ValueError, match="empty"):
        farthest_distance([(0, 0)], shapely.Polygon())


def test_nothing_is_farther_than_the_antipode_inside():
    world = shapely.box(-180, -90, 180, 90)
    assert farthest_distance([(0, 0), (33, 51), (180, 0)], world) == pytest.approx([HALF_MERIDIAN] * 3)
    ring = world.difference(shapely.box(-10, -10, 10, 10))
    assert farthest_distance([(180, 0)], ring)[0] < HALF_MERIDIAN - 1e6


@pytest.mark.parametrize("source", [shapely.Point(np.nan, 1), shapely.Point(0, 95), shapely.Polygon()])
def test_a_source_off_the_globe_is_refused(source):
    with pytest.raises(ValueError, match="Invalid"):
        farthest_distance([(0, 0)], source)
