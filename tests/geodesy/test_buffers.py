"""Geodesic buffers against an oracle that shares no code with them, and their laws."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import affinity

from geo.geodesy.buffers import buffer
from geo.geodesy.lonlat import WORLD, Chart, area, normalise, to_lonlat
from geo.geodesy.source import GeometryRepairWarning
from geo.geodesy.verify import verify_buffer

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("fuzz_buffers", ROOT / "benchmarks" / "fuzz_buffers.py")
fuzz = importlib.util.module_from_spec(SPEC)
sys.modules["fuzz_buffers"] = fuzz
SPEC.loader.exec_module(fuzz)

COAST = shapely.Polygon(
    [
        (22, 48),
        (24, 51.9),
        (30.5, 51.3),
        (33, 52.3),
        (40, 49.6),
        (38, 47.1),
        (35, 46.3),
        (33.5, 44.4),
        (30, 46.4),
        (28, 45.3),
    ],
    [[(29, 49), (31, 49.5), (32, 48.5)]],
)


def faults(geometry, radius, tolerance=10.0, points=500):
    """What the oracle finds wrong with a buffer."""
    return fuzz.check(fuzz.Case(geometry, radius, tolerance), np.random.default_rng(7), points)[0]


@pytest.mark.parametrize("first", range(0, 200, 10))
def test_random_buffers_are_within_the_tolerance(first):
    for number in range(first, first + 10):
        case = fuzz.make_case(2024, number)
        found, figures = fuzz.check(case, np.random.default_rng(number), 60)
        assert not found, f"case {number}: {figures}"


@pytest.mark.parametrize("radius", [100, 5e3, 3.05775e5, 2.5e6, 9.9e6])
def test_radii_from_100_metres_up(radius):
    assert not faults(COAST, radius)


@pytest.mark.parametrize("radius", [1.02e7, 1.5e7])
def test_radii_beyond_a_quarter_of_the_globe(radius):
    assert not faults(shapely.LineString([(30, 50), (34, 52)]), radius, tolerance=100.0)


def test_everything_is_within_half_the_globe():
    assert buffer(COAST, 20_004_000).equals(WORLD)


def test_a_cap_about_the_south_pole():
    coast = to_lonlat(shapely.Point(0, 0).buffer(2e6, quad_segs=20), Chart(0, -90), tolerance=1e4)
    assert not faults(coast, 3e5)
    ring = buffer(coast, 3e5)
    assert ring.bounds[:2] == (-180, -90)
    assert ring.geom_type == "Polygon"


@pytest.mark.parametrize(
    "source",
    [
        shapely.MultiPolygon([shapely.box(177, -18, 180, -16), shapely.box(-180, -18, -179, -16)]),
        shapely.box(177, -18, 181, -16),
        shapely.LineString([(178, 66), (182, 67), (190, 65)]),
    ],
    ids=["split", "unsplit", "line"],
)
def test_across_the_date_line(source):
    assert not faults(source, 2e5)
    ring = buffer(source, 2e5)
    assert ring.geom_type == "MultiPolygon"
    assert len(ring.geoms) == 2


def test_split_at_the_date_line_or_not_is_the_same():
    split = shapely.MultiPolygon([shapely.box(177, -18, 180, -16), shapely.box(-180, -18, -179, -16)])
    one, two = buffer(split, 2e5), buffer(shapely.box(177, -18, 181, -16), 2e5)
    assert area(one.symmetric_difference(two)) < 2e-4 * area(one)


def test_a_hole_stays_while_it_is_wide_enough():
    land = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    assert len(buffer(land, 50e3).interiors) == 1
    assert not buffer(land, 120e3).interiors
    assert not faults(land, 50e3)


def test_a_closed_line_has_an_inner_edge():
    ring = shapely.Point(30, 50).buffer(5).exterior
    assert len(buffer(ring, 1e5).interiors) == 1
    assert not faults(ring, 1e5)


def test_islands_and_slivers_count():
    rng = np.random.default_rng(3)
    islets = [shapely.Point(xy).buffer(0.001) for xy in rng.uniform((20, 40), (24, 43), (40, 2))]
    sliver = shapely.Polygon([(20, 44), (24, 44.00001), (24, 44.00002)])
    assert not faults(shapely.MultiPolygon([*islets, sliver]), 3e4)


def test_fifty_thousand_vertices():
    turn = np.linspace(0, 2 * np.pi, 50_000, endpoint=False)
    out = 3 + 0.3 * np.sin(7 * turn) + 0.02 * np.sin(997 * turn)
    coast = shapely.Polygon(np.column_stack([30 + out * np.cos(turn), 50 + out * np.sin(turn) / 1.5]))
    audit = verify_buffer(buffer(coast, 3e5), coast, 3e5)
    assert audit.under_bound < 10
    assert audit.over_bound < 1 + 0.6


def test_repeated_points_change_nothing():
    again = shapely.Polygon(np.repeat(shapely.get_coordinates(COAST.exterior), 3, axis=0))
    assert buffer(again, 1e5).equals(buffer(shapely.Polygon(COAST.exterior), 1e5))


def test_an_invalid_ring_is_made_valid_and_told():
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    with pytest.warns(GeometryRepairWarning, match="Self-intersection"):
        ring = buffer(bow, 1e4)
    assert shapely.contains_xy(ring, [1.0, 0.1, 1.9], [1.0, 1.0, 1.0]).all()


def test_collections_and_far_apart_parts():
    whole = shapely.GeometryCollection(
        [shapely.Point(0, 0), COAST, shapely.LineString([(150, -30), (170, -45)])]
    )
    assert not faults(whole, 2.5e6)


def test_the_whole_globe_buffers_to_itself():
    assert area(buffer(WORLD, 1e5)) == pytest.approx(area(WORLD), rel=1e-9)


def test_edges_are_straight_in_longitude_and_latitude():
    parallel = shapely.LineString([(0, 60), (60, 60)])
    ring = buffer(parallel, 1e5, tolerance=1)
    north = Geodesic.WGS84.Direct(60, 30, 0, 1e5)["lat2"]
    assert shapely.contains_xy(ring, 30, north - 2e-5)
    assert not shapely.contains_xy(ring, 30, north + 1e-6)


@pytest.mark.parametrize("number", range(12))
def test_inside_claims_nothing_too_far_and_outside_misses_nothing(number):
    case = fuzz.make_case(99, number)
    tolerance = min(case.tolerance, case.radius / 10)
    inner = buffer(case.geometry, case.radius, tolerance=tolerance, bound="inside")
    outer = buffer(case.geometry, case.radius, tolerance=tolerance, bound="outside")
    oracle = fuzz.Oracle(case.geometry, max(case.radius / 20, 300.0))
    rng = np.random.default_rng(number)
    for ring, low, high in ((inner, -tolerance, 0), (outer, 0, tolerance)):
        rim = np.concatenate(fuzz.boundary(ring))
        if not len(rim):
            assert ring.equals(WORLD)
            continue
        off = oracle.distance(rim[rng.permutation(len(rim))[:150]]) - case.radius
        assert off.min() >= low
        assert off.max() <= high


@settings(max_examples=12, deadline=None)
@given(
    st.floats(-180, 180), st.floats(-80, 80), st.floats(5e3, 4e5), st.floats(5e3, 4e5), st.integers(0, 10_000)
)
@example(0.0, 0.0, 5e3, 5e3, 4317)  # strips leave a slit of a micrometre
def test_a_buffer_of_a_buffer_is_the_buffer_of_the_sum(lon, lat, one, two, seed):
    line = fuzz.line(np.random.default_rng(seed), Chart(lon, lat), 3e5)
    twice = buffer(buffer(line, one), two)
    audit = verify_buffer(twice, line, one + two)
    assert audit.under < 20
    assert audit.over < 2.1


@settings(max_examples=10, deadline=None)
@given(st.floats(-170, 170), st.integers(0, 10_000))
def test_turning_the_globe_turns_the_buffer(shift, seed):
    source = normalise(fuzz.polygon(np.random.default_rng(seed), Chart(10, 40), 4e5))
    moved = normalise(affinity.translate(source, shift))
    ring, turned = buffer(source, 1e5), buffer(moved, 1e5)
    wanted = normalise(affinity.translate(ring, shift))
    assert area(wanted.symmetric_difference(turned)) < 10 * 1.1 * perimeter(ring)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_the_mirror_in_the_equator(seed):
    source = fuzz.polygon(np.random.default_rng(seed), Chart(10, 40), 4e5)
    ring = buffer(source, 1e5)
    mirrored = affinity.scale(buffer(affinity.scale(source, 1, -1, origin=(0, 0)), 1e5), 1, -1, origin=(0, 0))
    assert area(ring.symmetric_difference(mirrored)) < 10 * 1.1 * perimeter(ring)


def perimeter(ring):
    from geo.geodesy.source import GEOD

    return GEOD.geometry_length(ring)


def test_a_point_has_the_vertices_that_the_tolerance_needs():
    ring = buffer(shapely.Point(34.8, 50.9), 3e5, tolerance=10)
    needed = np.pi * 3e5 * np.sqrt((1 / 3e5 + 1.1 * np.tan(np.radians(53.6)) / 6356752) / 20)
    assert shapely.get_num_coordinates(ring) <= 1.3 * needed


def test_coordinates_have_at_most_seven_decimals():
    points = shapely.get_coordinates(buffer(COAST, 1e5))
    assert (np.round(points, 7) == points).all()


def test_outer_rings_turn_counter_clockwise():
    ring = buffer(COAST, 2e4)
    assert ring.exterior.is_ccw
    assert not any(hole.is_ccw for hole in ring.interiors)


def test_slivers_that_rounding_leaves_are_dropped():
    far_north = shapely.Point(-142.5538564416489, 86.40662964807493)
    ring = buffer(far_north, 2365604.895504152, tolerance=1)
    assert ring.geom_type == "Polygon"
    assert verify_buffer(ring, far_north, 2365604.895504152).error_bound < 1.5


def test_radius_as_text():
    assert buffer(COAST, "100 km").equals(buffer(COAST, 1e5))


def test_empty_stays_empty():
    assert buffer(shapely.Polygon(), 1e5).is_empty


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"tolerance": 0}, "Invalid tolerance 0. Must be at least 0.1"),
        ({"tolerance": np.nan}, "Invalid tolerance nan"),
        ({"bound": "under"}, "Invalid bound 'under'"),
    ],
)
def test_options_out_of_range_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        buffer(COAST, 1e5, **options)


@pytest.mark.parametrize("radius", [0, -5, np.inf, np.nan])
def test_radii_out_of_range_are_refused(radius):
    with pytest.raises(ValueError, match="radius"):
        buffer(COAST, radius)


def test_empty_parts_change_nothing():
    some = shapely.GeometryCollection([shapely.Point(), shapely.Point(1, 1), shapely.Polygon()])
    assert buffer(some, "50 km").equals(buffer(shapely.Point(1, 1), "50 km"))
