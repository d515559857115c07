"""Distances and destinations against published geodesics and against a second library."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from geo.geodesy.lines import azimuth, destination, distance, lonlat
from geo.model import Place

POINT = st.tuples(st.floats(-180, 180), st.floats(-90, 90))

# Ten geodesics from the accuracy tests that GeographicLib publishes: latitude and longitude of the start, azimuth
# there, latitude and longitude of the end, length in metres.
PUBLISHED = [
    (35.60777, -139.44815, 111.098748429560326, -11.17491, -69.95921, 8935244.5604818305),
    (55.52454, 106.05087, 22.020059880982801, 77.03196, 197.18234, 4105086.1713924406),
    (-21.97856, 142.59065, -32.44456876433189, 41.84138, 98.56635, 8394328.894657671),
    (-66.99028, 112.2363, 173.73491240878403, -12.70631, 285.90344, 11150344.2312080241),
    (-17.42761, 173.34268, -159.033557661192928, -15.84784, 5.93557, 16076603.1631180673),
    (32.84994, 48.28919, 150.492927788121982, -56.28556, 202.29132, 16727068.9438164461),
    (6.96833, 52.74123, 92.581585386317712, -7.39675, 206.17291, 17102477.2496958388),
    (-50.56724, -16.30485, -105.439679907590164, -33.56571, -94.97412, 6455670.5118668696),
    (-58.93002, -8.90775, 140.965397902500679, -8.91104, 133.13503, 11756066.0219864627),
    (-68.82867, -74.28391, 93.774347763114881, -50.63005, -8.36685, 3956936.926063544),
]


@pytest.mark.parametrize("published", PUBLISHED)
def test_published_geodesics(published):
    lat_a, lon_a, az, lat_b, lon_b, metres = published
    start, end = (lon_a, lat_a), (lon_b, lat_b)
    assert distance(start, end) == pytest.approx(metres, abs=2e-8)
    assert azimuth(start, end) == pytest.approx(az % 360, abs=1e-12)
    lon, lat = destination(start, az, metres)
    assert lat == pytest.approx(lat_b, abs=1e-12)
    assert (lon - lon_b + 180) % 360 == pytest.approx(180, abs=1e-12)


@given(POINT, POINT)
def test_second_library_agrees(a, b):
    other = Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0])["s12"]
    assert distance(a, b) == pytest.approx(other, abs=1e-7)
    assert distance(b, a) == pytest.approx(other, abs=1e-7)


@given(POINT, st.floats(0, 360), st.floats(0, 9e6))
def test_destination_lies_at_the_distance(a, az, metres):
    end = destination(a, az, metres)
    assert distance(a, end) == pytest.approx(metres, abs=1e-6)
    assert -180 <= end[0] <= 180
    assert -90 <= end[1] <= 90


@given(POINT, POINT)
def test_azimuth_leads_to_the_other_point(a, b):
    end = destination(a, azimuth(a, b), distance(a, b))
    assert distance(end, b) < 1e-6
    assert 0 <= azimuth(a, b) < 360


def test_every_form_of_a_point_is_the_same_point():
    place = Place(id="1", name="A", kind="settlement", lon=34.8, lat=50.9)
    forms = [(34.8, 50.9), [34.8, 50.9], np.array([34.8, 50.9]), shapely.Point(34.8, 50.9), place]
    for form in forms:
        assert distance(form, (36.2, 51.7)) == distance((34.8, 50.9), (36.2, 51.7))
    many = [[place], [shapely.Point(34.8, 50.9)], [(34.8, 50.9)], gpd.GeoSeries([shapely.Point(34.8, 50.9)])]
    for form in many:
        assert lonlat(form).tolist() == [[34.8, 50.9]]


def test_arrays_broadcast_and_scalars_stay_scalars():
    table = distance(np.zeros((3, 1, 2)), np.ones((4, 2)))
    assert table.shape == (3, 4)
    assert isinstance(distance((0, 0), (1, 1)), float)
    assert isinstance(azimuth((0, 0), (1, 1)), float)
    assert destination((0, 0), [0, 90, 180], 1000).shape == (3, 2)
    assert destination(np.zeros((5, 2)), 90, np.arange(1, 6)).shape == (5, 2)
    assert distance([], (0, 0)).shape == (0,)


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ((0, 95.0), r"Invalid latitude 95\.0\. Must be between -90 and 90\."),
        ((500, 0), r"Invalid longitude 500\.0\. Must be between -360 and 360\."),
        ((float("nan"), 0), "Invalid longitude nan"),
        ((0, float("nan")), "Invalid latitude nan"),
        ("Sumy", "Invalid point 'Sumy'. Must be"),
        ((1, 2, 3), "Invalid point"),
        (5, "Invalid point 5"),
        (None, "Invalid point None"),
        (shapely.LineString([(0, 0), (1, 1)]), "Invalid point <LINESTRING"),
        (shapely.Point(), "Invalid point <POINT EMPTY>"),
        ([(1, 2), (3,)], "Invalid point"),
    ],
)
def test_what_is_no_point_is_said_so(point, message):
    with pytest.raises(ValueError, match=message):
        distance(point, (0, 0))


def test_destination_refuses_what_is_not_finite():
    with pytest.raises(ValueError, match="Invalid azimuth or length"):
        destination((0, 0), float("nan"), 10)
