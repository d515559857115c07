"""The audit of a buffer: what it finds lies between what is true and what it certifies."""

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo.geodesy.buffers import buffer
from geo.geodesy.lonlat import WORLD, Chart, to_lonlat
from geo.geodesy.source import Source
from geo.geodesy.verify import boundary_edges, verify_buffer

COAST = shapely.Polygon(
    [(22, 48), (24, 51.9), (30.5, 51.3), (33, 52.3), (40, 49.6), (38, 47.1), (33.5, 44.4), (28, 45.3)]
)
ISLES = shapely.MultiPolygon([shapely.box(177, -18, 180, -16), shapely.box(-180, -18, -179, -16)])
POLE = to_lonlat(shapely.Point(0, 0).buffer(2e6, quad_segs=20), Chart(0, -90), tolerance=1e4)


@pytest.mark.parametrize(
    "source", [COAST, ISLES, POLE, shapely.Point(30, 50)], ids=["coast", "isles", "pole", "point"]
)
@pytest.mark.parametrize("radius", [3e4, 3e5])
def test_our_buffers_hold_what_they_promise(source, radius):
    audit = verify_buffer(buffer(source, radius), source, radius)
    assert audit.under_bound <= 10
    assert audit.over <= 1
    assert audit.over_bound <= audit.over + 0.6
    assert audit.under_bound <= audit.under + 0.6


@pytest.mark.parametrize("radius", [3e6, 1.2e7])
def test_far_reaching_buffers_too(radius):
    source = shapely.LineString([(30, 50), (34, 52)])
    audit = verify_buffer(buffer(source, radius, tolerance=100), source, radius, precision=10)
    assert audit.under_bound <= 100
    assert audit.over_bound <= 20.1


def test_bounds_are_certified():
    inner, outer = (buffer(COAST, 1e5, bound=bound) for bound in ("inside", "outside"))
    assert verify_buffer(inner, COAST, 1e5, precision=0.1).over_bound <= 0.2
    assert verify_buffer(inner, COAST, 1e5).over <= 0
    assert verify_buffer(outer, COAST, 1e5).under <= 0


def test_a_published_ring_of_one_plane_is_off_by_hundreds_of_metres():
    chart = Chart.around(COAST)
    planar = shapely.transform(
        shapely.transform(COAST, chart.forward).buffer(3e5, quad_segs=64), chart.inverse
    )
    audit = verify_buffer(planar, COAST, 3e5)
    assert 300 < audit.error < audit.error_bound < audit.error + 1


@pytest.mark.parametrize("excess", [0.0, 25.0, -25.0])
def test_the_error_of_a_ring_is_what_it_was_drawn_with(excess):
    source = shapely.Point(10, 40)
    turns = np.linspace(0, 360, 2001)
    ring = [Geodesic.WGS84.Direct(40, 10, -turn, 50_000 + excess) for turn in turns[:-1]]
    drawn = shapely.Polygon([(vertex["lon2"], vertex["lat2"]) for vertex in ring])
    audit = verify_buffer(drawn, source, 50_000, precision=0.05)
    assert audit.over == pytest.approx(excess, abs=0.01)
    assert audit.under == pytest.approx(-excess, abs=0.1)
    assert audit.over <= audit.over_bound < audit.over + 0.1
    assert audit.under <= audit.under_bound < audit.under + 0.1


def test_where_the_worst_point_lies():
    ring = buffer(shapely.Point(10, 40), 1e5)
    north = Geodesic.WGS84.Direct(40, 10, 0, 1e5)["lat2"]
    notched = ring.difference(shapely.box(9.9, north - 0.2, 10.1, north + 1))
    audit = verify_buffer(notched, shapely.Point(10, 40), 1e5)
    assert audit.under == pytest.approx(
        Geodesic.WGS84.Inverse(40, 10, north - 0.2, 10)["s12"] * -1 + 1e5, abs=1
    )
    assert audit.under_at == pytest.approx((10, north - 0.2), abs=0.02)


def test_a_filled_hole_is_found():
    line = shapely.Point(30, 50).buffer(5).exterior
    ring = buffer(line, 1e5)
    audit = verify_buffer(shapely.Polygon(ring.exterior), line, 1e5)
    deepest = Source(line, slack=0.1).nearest(np.array([audit.over_at])).distance[0]
    assert audit.over == pytest.approx(deepest - 1e5, abs=1)
    assert audit.over > 2.5e5
    assert audit.over_bound < audit.over + 1


def test_a_source_left_out_is_found():
    audit = verify_buffer(buffer(shapely.Point(0, 0), 1e5), shapely.MultiPoint([(0, 0), (10, 0)]), 1e5)
    assert audit.under == 1e5
    assert audit.under_at == (10, 0)


def test_a_polygon_elsewhere_is_wrong_by_its_distance():
    audit = verify_buffer(shapely.box(100, 0, 101, 1), COAST, 3e5)
    assert audit.over > 5e6
    assert audit.under == 3e5


def test_the_seam_is_no_boundary_where_both_sides_meet():
    start, end = boundary_edges(POLE)
    assert not ((np.abs(start[:, 0]) == 180) & (start[:, 0] == end[:, 0])).any()
    assert not len(boundary_edges(WORLD)[0])
    half = shapely.box(170, 0, 180, 10)
    start, end = boundary_edges(half)
    assert ((start[:, 0] == 180) & (end[:, 0] == 180)).any()


def test_in_words():
    words = verify_buffer(buffer(COAST, "190 mi"), COAST, "190 mi").describe()
    assert words.startswith("Radius 306 km (190 mi), checked at ")
    assert "Falls short: by " in words
    assert "(certified)" in words
    assert "Worst error: between " in words


def test_a_result_without_area_is_refused():
    with pytest.raises(ValueError, match="Must be a polygon"):
        verify_buffer(shapely.Point(0, 0), COAST, 1e5)
