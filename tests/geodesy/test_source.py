"""Feet on edges that are straight in longitude and latitude, against a search with geographiclib."""

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo.geodesy.estimates import closed_form, ecef, lambert, lambert_drift, lambert_error
from geo.geodesy.source import GEOD, GeometryRepairWarning, Source, checked, edges, simple_parts

LINE = shapely.LineString([(20, 50), (31, 52), (33, 47.5), (33, 47.5), (40, 48)])


def searched(line, lon, lat):
    """Least geographiclib distance to 4,000 places of each edge, then to 400 about the best."""
    places = np.concatenate(
        [one + np.linspace(0, 1, 400)[:, None] * (two - one) for one, two in zip(*edges(line), strict=True)]
    )
    best = places[GEOD.inv(*places.T, np.full(len(places), lon), np.full(len(places), lat))[2].argmin()]
    step = max(np.hypot(*(two - one)) for one, two in zip(*edges(line), strict=True)) / 400
    run = min(
        zip(*edges(line), strict=True),
        key=lambda edge: shapely.LineString(edge).distance(shapely.Point(best)),
    )
    along = (run[1] - run[0]) / np.hypot(*(run[1] - run[0]))
    fine = best + np.linspace(-step, step, 401)[:, None] * along
    ends = shapely.box(*np.minimum(*run), *np.maximum(*run)).buffer(1e-12)
    return min(
        Geodesic.WGS84.Inverse(y, x, lat, lon)["s12"] for x, y in fine if ends.covers(shapely.Point(x, y))
    )


@pytest.mark.parametrize("distance", [1e3, 5e4, 3e5, 7e5, 3e6, 9e6, 1.4e7])
def test_nearest_is_what_a_search_finds(distance):
    source = Source(LINE, slack=0.1)
    rng = np.random.default_rng(int(distance))
    lon, lat, _ = GEOD.fwd(np.full(6, 30.0), np.full(6, 50.0), rng.uniform(0, 360, 6), np.full(6, distance))
    feet = source.nearest(np.column_stack([lon, lat]))
    for x, y, found in zip(lon, lat, feet.distance, strict=True):
        wanted = searched(LINE, x, y)
        assert found == pytest.approx(wanted, abs=0.05)


def test_foot_lies_at_its_distance_and_on_its_edge():
    source = Source(LINE, slack=0.1)
    points = np.random.default_rng(1).uniform((10, 40), (50, 60), (200, 2))
    feet = source.nearest(points)
    assert np.abs(GEOD.inv(*feet.lonlat.T, *points.T)[2] - feet.distance).max() < 1e-3
    assert shapely.distance(LINE, shapely.points(feet.lonlat)).max() < 1e-9
    start, end = edges(LINE)
    own = shapely.linestrings(np.stack([start[feet.edge], end[feet.edge]], axis=1))
    assert shapely.distance(own, shapely.points(feet.lonlat)).max() < 1e-9


def test_an_edge_is_straight_in_longitude_and_latitude():
    parallel = Source(shapely.LineString([(0, 60), (90, 60)]), slack=0.01)
    feet = parallel.nearest(np.array([[45.0, 61.0]]))
    assert feet.lonlat[0] == pytest.approx([45, 60], abs=1e-3)
    assert feet.distance[0] == pytest.approx(Geodesic.WGS84.Inverse(60, 45, 61, 45)["s12"], abs=1e-3)


def test_an_edge_past_180_crosses_the_date_line():
    source = Source(shapely.LineString([(179, 0), (181, 0)]), slack=0.01)
    assert source.nearest(np.array([[-179.5, 0.0], [180.0, 0.0]])).distance == pytest.approx([0, 0], abs=1e-6)


def test_lengths_agree_with_geographiclib():
    rng = np.random.default_rng(2)
    one = np.column_stack([rng.uniform(-180, 180, 300), rng.uniform(-90, 90, 300)])
    lon, lat, _ = GEOD.fwd(*one.T, rng.uniform(0, 360, 300), rng.uniform(1, 4e5, 300))
    two = np.column_stack([lon, lat])
    wanted = [Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0])["s12"] for a, b in zip(one, two, strict=True)]
    assert closed_form(ecef(one), ecef(two)) == pytest.approx(wanted, abs=1e-3)


@pytest.mark.parametrize("farthest", [1e5, 9e6, 1.49e7, 1.79e7, 1.95e7])
def test_lambert_is_as_good_as_it_says(farthest):
    rng = np.random.default_rng(3)
    one = np.column_stack([rng.uniform(-180, 180, 20_000), np.degrees(np.arcsin(rng.uniform(-1, 1, 20_000)))])
    distance = rng.uniform(0.7, 1, 20_000) * farthest
    lon, lat, _ = GEOD.fwd(*one.T, rng.uniform(0, 360, 20_000), distance)
    assert (np.abs(lambert(one, np.column_stack([lon, lat])) - distance) < lambert_error(distance)).all()


def test_repeated_points_make_no_edges():
    start, end = edges(LINE)
    assert len(start) == 3
    assert (start != end).any(axis=1).all()


def test_points_lines_and_rings_of_a_collection():
    square = shapely.box(0, 0, 1, 1).difference(shapely.box(0.4, 0.4, 0.6, 0.6))
    whole = shapely.GeometryCollection(
        [shapely.MultiPoint([(5, 5), (6, 6)]), shapely.GeometryCollection([LINE]), square]
    )
    assert len(simple_parts(whole)) == 4
    assert len(edges(whole)[0]) == 2 + 3 + 8


def test_an_invalid_polygon_is_made_valid_and_told():
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    with pytest.warns(GeometryRepairWarning, match=r"Self-intersection.*area [\d,.]+ km² became [\d,.]+ km²"):
        assert checked(bow).is_valid


def test_lines_without_length_are_points():
    assert checked(shapely.LineString([(1, 2), (1, 2)])).geoms[0] == shapely.Point(1, 2)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (shapely.Point(50, 95), r"Invalid latitude 95.*\(longitude, latitude\)"),
        (shapely.Point(700, 0), "Invalid longitude 700"),
        (shapely.Point(np.inf, 0), "no numbers"),
    ],
)
def test_impossible_coordinates_are_refused(geometry, words):
    with pytest.raises(ValueError, match=words):
        checked(geometry)


def test_empty_parts_among_others_are_left_out():
    some = shapely.GeometryCollection([shapely.Point(), shapely.Point(1, 1), shapely.Polygon()])
    assert [part.geom_type for part in checked(some).geoms] == ["Point"]
    assert checked(shapely.MultiPolygon()).is_empty


@pytest.mark.parametrize("farthest", [3e5, 5.9e6, 9.9e6, 1.19e7, 1.49e7, 1.79e7])
def test_lambert_drifts_no_more_than_it_says(farthest):
    rng = np.random.default_rng(4)
    one = np.column_stack([rng.uniform(-180, 180, 20_000), np.degrees(np.arcsin(rng.uniform(-1, 1, 20_000)))])
    apart = 10 ** rng.uniform(2, 5, 20_000)
    there = GEOD.fwd(*one.T, rng.uniform(0, 360, 20_000), rng.uniform(0.7, 1, 20_000) * farthest - apart)
    aside = GEOD.fwd(*there[:2], rng.uniform(0, 360, 20_000), apart)
    two, three = (np.column_stack(ends[:2]) for ends in (there, aside))
    metres = [GEOD.inv(*one.T, *ends.T)[2] for ends in (two, three)]
    off = (lambert(one, two) - metres[0]) - (lambert(one, three) - metres[1])
    assert (np.abs(off) < lambert_drift(np.maximum(*metres), apart) + 1e-6).all()


def test_an_empty_source_is_refused():
    with pytest.raises(ValueError, match="at least one point"):
        Source(shapely.Point(), slack=1)
