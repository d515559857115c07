"""The common reach never claims a point that is too far, and misses none by more than the tolerance."""

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.geodesy.common import common_reach
from geo.geodesy.disc import HALF_MERIDIAN
from geo.geodesy.lines import destination, distance
from geo.geodesy.lonlat import WORLD, area, polygonal
from geo.geodesy.rings import range_ring

GEOD = Geod(ellps="WGS84")


def blob(lon, lat, size, corners, seed):
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
    reach = size * rng.uniform(0.3, 1, corners)
    x = lon + reach * np.cos(angle) / max(0.05, np.cos(np.radians(lat)))
    y = np.clip(lat + reach * np.sin(angle), -90, 90)
    return polygonal(shapely.Polygon(np.column_stack([x, y])))


def farthest(points, source):
    """Longest geodesic from each point to a fine sample of the source's edges."""
    lines = source if source.area == 0 else shapely.boundary(source)
    fine = shapely.segmentize(lines, max(1e-4, lines.length / 4000)) if lines.length else lines
    nodes = shapely.get_coordinates(fine)
    found = []
    for lon, lat in points:
        here = np.full(len(nodes), lon), np.full(len(nodes), lat)
        metres = GEOD.inv(*here, nodes[:, 0].copy(), nodes[:, 1].copy())[2]
        top = nodes[np.argmax(metres)]
        by_other = Geodesic.WGS84.Inverse(lat, lon, top[1], top[0])["s12"]
        assert by_other == pytest.approx(metres.max(), abs=1e-6)
        found.append(by_other)
    return np.array(found)


def rim(shape, count=40):
    """Vertices and points between them, without the cuts along ±180° and the poles."""
    points, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    start, end = (ends[ring[1:] == ring[:-1]] for ends in (points[:-1], points[1:]))
    seam = (np.abs(start[:, 0]) == 180) & (np.abs(end[:, 0]) == 180)
    whole = ~(seam | (np.abs(start[:, 1]) == 90) | (np.abs(end[:, 1]) == 90))
    start, end = start[whole], end[whole]
    every = np.concatenate([start, *(start + share * (end - start) for share in (0.2, 0.5, 0.8))])
    return every[np.random.default_rng(0).permutation(len(every))[:count]]


@settings(deadline=None, max_examples=25)
@given(
    st.one_of(st.floats(-180, 180), st.just(179.0)),
    st.one_of(st.floats(-75, 75), st.floats(80, 90), st.floats(-90, -80)),
    st.tuples(st.sampled_from([0.02, 0.5, 4.0]), st.integers(3, 200), st.integers(0, 99)),
    st.floats(0.9, 6),
    st.sampled_from([1.0, 10.0]),
)
@example(179, 89, (2.85, 60, 1), 3, 10.0)
@example(30, 49, (6, 100, 1), 13, 10.0)
@example(179.0, 0.0, (0.02, 13, 27), 4.0, 1.0)
def test_rim_is_never_too_far_and_hardly_too_near(lon, lat, form, reach, tolerance):
    source, radius = blob(lon, lat, *form), reach * form[0] * 111e3
    found = common_reach(source, radius, tolerance=tolerance)
    assume(not found.is_empty)
    assert found.is_valid
    assert found.bounds[0] >= -180
    assert found.bounds[2] <= 180
    off = farthest(rim(found), source) - radius
    assert off.max() <= 0
    assert off.min() >= -tolerance


@pytest.mark.parametrize(("lat", "radius"), [(50, 1.1e7), (-5, 1.3e7), (75, 1.5e7)])
def test_more_than_a_quarter_of_the_globe(lat, radius):
    source = blob(40, lat, 2, 30, 3)
    found = common_reach(source, radius, tolerance=50)
    assert found.is_valid
    off = farthest(rim(found), source) - radius
    assert off.max() <= 0
    assert off.min() >= -50
    assert shapely.contains_xy(found, 40, lat)
    assert not shapely.intersects_xy(found, -140, -lat)


def test_nearly_the_whole_globe_around_a_wide_source():
    source = shapely.LineString([(0, 0), (20, 5)])
    found = common_reach(source, 19_000e3, tolerance=500)
    off = farthest(rim(found), source) - 19_000e3
    assert off.max() <= 0
    assert off.min() >= -500
    assert not shapely.intersects_xy(found, [180, -170, -160], [0, -2.5, -5]).any()


def test_members_are_those_within_reach_of_all():
    source = blob(34, 49, 3, 80, 5)
    found = common_reach(source, "600 km")
    rng = np.random.default_rng(2)
    points = np.column_stack([rng.uniform(22, 46, 200), rng.uniform(42, 56, 200)])
    metres = farthest(points, source)
    clear = np.abs(metres - 600e3) > 2
    assert (shapely.contains_xy(found, points[clear]) == (metres[clear] <= 600e3)).all()
    assert clear.sum() > 190


def test_around_a_point_it_is_the_range_ring():
    found = common_reach(shapely.Point(34.8, 50.9), "100 km")
    assert area(found) == pytest.approx(area(range_ring((34.8, 50.9), "100 km", tolerance=0.1)), rel=1e-4)


@pytest.mark.parametrize(
    "source",
    [
        shapely.MultiPoint([(170, 70)] * 3),
        shapely.Point(530, 70),
        shapely.LineString([(170, 70), (170, 70)]),
        shapely.GeometryCollection([shapely.Polygon(), shapely.Point(170, 70)]),
    ],
)
def test_one_place_is_a_point_however_it_is_written(source):
    assert common_reach(source, "100 km").equals(common_reach(shapely.Point(170, 70), "100 km"))


def test_a_pole_is_one_place():
    pole = shapely.LineString([(0, 90), (90, 90)])
    assert common_reach(pole, "100 km").bounds == common_reach(shapely.Point(0, 90), "100 km").bounds


@pytest.mark.parametrize("radius", [0.4, 50.0, 1e7, 1.995e7])
def test_around_a_point_of_any_radius(radius):
    found = common_reach(shapely.Point(170, 70), radius)
    assert found.is_empty == (radius < 0.5)
    if not found.is_empty:
        off = farthest(rim(found), shapely.Point(170, 70)) - radius
        assert off.max() <= 0
        assert off.min() >= -1


def test_of_two_points_it_is_where_their_discs_overlap():
    a, b = (34.0, 50.0), (36.0, 50.0)
    apart = distance(a, b)
    assert common_reach(shapely.MultiPoint([a, b]), apart / 2 - 2).is_empty
    lens = common_reach(shapely.MultiPoint([a, b]), apart / 2 + 2)
    assert not lens.is_empty
    assert shapely.contains_xy(lens, *destination(a, 89.2338, apart / 2))
    both = range_ring(a, "200 km", tolerance=0.1).intersection(range_ring(b, "200 km", tolerance=0.1))
    assert area(common_reach(shapely.MultiPoint([a, b]), "200 km")) == pytest.approx(area(both), rel=1e-4)


def test_smaller_for_a_larger_source_and_empty_where_there_is_none():
    small, large = shapely.box(30, 45, 31, 46), shapely.box(29, 44, 32, 47)
    inner, outer = common_reach(large, "300 km"), common_reach(small, "300 km")
    assert outer.buffer(1e-4).contains(inner)
    assert common_reach(large, "100 km").is_empty
    assert common_reach(shapely.MultiPoint([(0, 0), (180, 0)]), "9000 km").is_empty


def test_the_whole_globe():
    assert common_reach(shapely.Point(0, 0), HALF_MERIDIAN).equals(WORLD)


@pytest.mark.parametrize(
    ("source", "radius", "options", "message"),
    [
        (shapely.Polygon(), 10, {}, "Invalid geometry: empty"),
        (shapely.Point(0, 0), 0, {}, "Invalid radius 0"),
        (shapely.Point(0, 0), 10, {"tolerance": -1}, "Invalid tolerance -1"),
        (shapely.Point(0, 95), 10, {}, "Invalid latitude 95"),
        (shapely.box(0, 0, 1, 1), "19900 km", {}, "Must be at most 1.98e"),
    ],
)
def test_what_makes_no_sense_is_said_so(source, radius, options, message):
    with pytest.raises(ValueError, match=message):
        common_reach(source, radius, **options)
