"""Laws of range rings, judged by a second library: what is drawn lies at the radius, what is inside lies within it."""

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.geodesy.disc import HALF_MERIDIAN
from geo.geodesy.lines import destination
from geo.geodesy.lonlat import WORLD, area
from geo.geodesy.rings import range_ring, range_rings
from geo.units import parse_length

WGS84 = Geodesic.WGS84
GEOD = Geod(ellps="WGS84")
LON = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, -179.999, 0.0, 179.9, 180.0]))
LAT = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, -89.999, -70.0, 0.0, 79.9, 80.1, 89.9999, 90.0]))
RADIUS = st.one_of(st.floats(100, 1e6), st.floats(1e6, 2.0003e7))
TOLERANCE = st.sampled_from([1.0, 10.0, 200.0])
LAWS = settings(deadline=None, max_examples=80)


def distances(center, points):
    """Geodesic distances by geographiclib, metres."""
    mask = Geodesic.DISTANCE
    return np.array([WGS84.Inverse(center[1], center[0], lat, lon, mask)["s12"] for lon, lat in points])


def edges(shape):
    """Both ends of every edge that is no cut along ±180° or a pole."""
    starts, ends = [], []
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = shapely.get_coordinates(ring)
        start, end = points[:-1], points[1:]
        seam = (np.abs(start[:, 0]) == 180) & (np.abs(end[:, 0]) == 180)
        cut = seam | (np.abs(start[:, 1]) == 90) | (np.abs(end[:, 1]) == 90)
        starts.append(start[~cut])
        ends.append(end[~cut])
    return np.vstack(starts), np.vstack(ends)


def some(points, count=60):
    return points[np.linspace(0, len(points) - 1, min(count, len(points))).astype(int)]


def assert_rfc7946(shape):
    assert shape.is_valid, shapely.is_valid_reason(shape)
    west, south, east, north = shape.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    for part in shapely.get_parts(shape):
        assert part.geom_type == "Polygon"
        assert part.exterior.is_ccw
        assert not any(hole.is_ccw for hole in part.interiors)


def assert_members(shape, center, inside, tolerance, radii):
    """Random points, of the globe and around each rim, are in the shape if and only if they should be."""
    rng = np.random.default_rng(0)
    lon, lat = np.degrees(rng.uniform(-np.pi, np.pi, 60)), np.degrees(np.arcsin(rng.uniform(-1, 1, 60)))
    rims = [
        destination(center, rng.uniform(0, 360, 60), radius * rng.uniform(0.9, 1.1, 60)) for radius in radii
    ]
    points = np.vstack([np.column_stack([lon, lat]), *rims])
    metres = distances(center, points)
    clear = np.min([np.abs(metres - radius) for radius in radii], axis=0) > 1.05 * tolerance
    found = shapely.intersects_xy(shape, points[clear])
    assert (found == inside(metres[clear])).all()


@LAWS
@given(LON, LAT, RADIUS, TOLERANCE)
@example(0.0, 80.0, 1116824.0, 10.0)  # over the pole itself
@example(179.9, 51.0, 305775.0, 10.0)
@example(0.0, 0.0, 1.998e7, 10.0)  # beyond the nearest cut point
@example(30.0, 90.0, 1e7, 1.0)
@example(0.0, 45.0, HALF_MERIDIAN - 10, 1.0)
def test_ring_lies_at_the_radius_and_holds_what_is_nearer(lon, lat, radius, tolerance):
    ring = range_ring((lon, lat), radius, tolerance=tolerance)
    assert_rfc7946(ring)
    start, end = edges(ring)
    limit = 1e-6 if radius <= 1e6 else 1e-3
    assert np.abs(distances((lon, lat), some(start)) - radius).max(initial=0) < limit
    for share in (0.5, 0.3):
        between = some(start + share * (end - start))
        assert np.abs(distances((lon, lat), between) - radius).max(initial=0) < 1.05 * tolerance
    assert_members(ring, (lon, lat), lambda metres: metres <= radius, tolerance, [radius])


@LAWS
@given(LON, LAT, RADIUS, st.floats(0.001, 0.999))
def test_annulus_holds_what_lies_between(lon, lat, radius, share):
    inner = share * radius
    ring = range_ring((lon, lat), radius, inner=inner)
    assert_rfc7946(ring)
    assert_members(
        ring, (lon, lat), lambda metres: (metres <= radius) & (metres >= inner), 10, [radius, inner]
    )


@pytest.mark.parametrize("lat", [-90, -89.5, -60, -23, 0, 12, 51, 79, 89.99, 90])
@pytest.mark.parametrize("radius", [1e3, 305775.0, 1e6, 3e6, 9e6, 1.2e7])
def test_every_vertex_and_edge_of_some_rings(lat, radius):
    center = (179.0, lat)
    start, end = edges(range_ring(center, radius))
    lon, lat = (np.full(len(start), value) for value in center)
    vertices = GEOD.inv(lon, lat, start[:, 0].copy(), start[:, 1].copy())[2]
    assert np.abs(vertices - radius).max() < (1e-6 if radius <= 1e6 else 1e-3)
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        between = start + share * (end - start)
        metres = GEOD.inv(lon, lat, between[:, 0].copy(), between[:, 1].copy())[2]
        assert np.abs(metres - radius).max() < 10


@pytest.mark.parametrize("tolerance", [1, 10, 100, 1000])
def test_vertices_follow_the_tolerance(tolerance):
    """No more than 1.3 times the vertices that geodesic edges would need, away from the poles."""
    radius, major = 305775.0, 6.4e6
    need = np.pi * np.sqrt(major * np.sin(2 * radius / major) / (4 * tolerance))
    count = len(range_ring((37, 30), radius, tolerance=tolerance).exterior.coords) - 1
    assert need <= count <= max(1.3 * need, 40)


@pytest.mark.parametrize(("lon", "lat"), [(0, 0), (100, 45), (-179.5, -60), (20, 85), (0, 90)])
@pytest.mark.parametrize("radius", [1e5, 1e6, 5e6, 1.1e7, 1.9e7])
def test_area_is_near_that_of_a_cap(lon, lat, radius):
    cap = 2 * np.pi * 6371007.2**2 * (1 - np.cos(radius / 6371007.2))
    assert area(range_ring((lon, lat), radius)) == pytest.approx(cap, rel=0.01)


def test_disc_and_what_is_outside_it_make_the_globe():
    for center in [(0, 0), (170, 60), (0, -90)]:
        disc, rest = range_ring(center, 8e6), range_ring(center, 3e7, inner=8e6)
        assert area(disc) + area(rest) == pytest.approx(area(WORLD), rel=1e-6)


def test_whole_globe_beyond_the_antipode():
    assert range_ring((34, 51), HALF_MERIDIAN).equals(WORLD)
    assert range_ring((34, 51), 2.5e7).equals(WORLD)
    assert not range_ring((34, 51), HALF_MERIDIAN - 1).equals(WORLD)


def test_date_line_splits_and_poles_close():
    split = range_ring((179.9, 10), 100_000)
    assert split.geom_type == "MultiPolygon"
    assert (split.bounds[0], split.bounds[2]) == (-180, 180)
    polar = range_ring((40, 88), 500_000)
    assert polar.geom_type == "Polygon"
    assert polar.bounds[3] == 90
    assert shapely.contains_xy(polar, [0, 170, -170], 89).all()
    assert not range_ring((0, 0), 100_000).boundary.intersects(WORLD.boundary)


def test_many_rings_are_the_rings_one_by_one():
    rng = np.random.default_rng(3)
    centers = np.column_stack([rng.uniform(-180, 180, 40), rng.uniform(-90, 90, 40)])
    radius, inner = rng.uniform(1e4, 5e6, 40), rng.choice([0.0, 5e3], 40)
    rings = range_rings(centers, radius, inner=inner, tolerance=50)
    assert rings.shape == (40,)
    for center, outer, hole, ring in zip(centers, radius, inner, rings, strict=True):
        assert shapely.equals_exact(ring, range_ring(center, outer, inner=hole, tolerance=50), 1e-9)


def test_more_rings_than_one_chunk():
    centers = np.column_stack([np.linspace(-170, 170, 700), np.linspace(-50, 50, 700)])
    rings = range_rings(centers, "300 km")
    assert shapely.get_num_coordinates(rings).sum() > 3 * 65536
    assert shapely.is_valid(rings).all()
    assert shapely.contains(rings, shapely.points(centers)).all()


def test_radius_as_text_as_length_and_for_each_centre():
    assert range_ring((0, 0), "190 mi").equals(range_ring((0, 0), 190 * 1609.344))
    assert range_ring((0, 0), parse_length("10 km"), inner="2 km").equals(range_ring((0, 0), 1e4, inner=2e3))
    near, far = range_rings([(0, 0), (0, 0)], ["10 km", 2e4])
    assert far.contains(near)
    assert range_rings([], 1000).shape == (0,)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (((0, 95), 10), {}, r"Invalid latitude 95\.0\. Must be between -90 and 90\."),
        (((0, 0), -5), {}, "Invalid radius -5"),
        (((0, 0), "far"), {}, "Invalid length 'far'"),
        (((0, 0), 10), {"inner": 10}, r"Invalid inner radius 10\. Must be less than the radius 10\."),
        (((0, 0), 10), {"inner": -1}, "Invalid radius -1"),
        (((0, 0), 10), {"tolerance": 0}, "Invalid tolerance 0"),
        (([(0, 0), (1, 1)], 10), {}, "several points"),
    ],
)
def test_what_cannot_be_drawn_is_said_so(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        range_ring(*arguments, **options)


def test_radii_that_do_not_match_the_centres():
    with pytest.raises(ValueError, match="Must be one, or one for each of 2 points"):
        range_rings([(0, 0), (1, 1)], [1, 2, 3])
    with pytest.raises(ValueError, match="Invalid radius nan"):
        range_rings([(0, 0), (1, 1)], [1, float("nan")])
