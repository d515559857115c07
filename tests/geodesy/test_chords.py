"""Chord bounds against exact geodesics: everywhere, and within a hair of the rim."""

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.geodesy.chords import HALF_MERIDIAN, SLACK, chord_bounds, ecef, within_radius

GEOD = Geod(ellps="WGS84")
LONGITUDES = [0.0, 180.0, -180.0, 179.9999, 34.8]
LATITUDES = [0.0, 90.0, -90.0, 89.9999, 1e-9, 50.9, -45.0]
OFFSETS = [0.0, 1e-6, 1e-3, 0.1, 1.0, 10.0, 1e3]


def squared_chord(lon_a, lat_a, lon_b, lat_b):
    return ((ecef(lon_a, lat_a) - ecef(lon_b, lat_b)) ** 2).sum(axis=0)


def test_ecef_is_the_one_of_proj():
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(-360, 360, 2000), rng.uniform(-90, 90, 2000)
    lon[:4], lat[:4] = [0, 180, -180, 0], [90, -90, 0, 0]
    proj = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True).transform(lon, lat, 0 * lon)
    assert np.abs(ecef(lon, lat) - proj).max() < 1e-8


@pytest.mark.parametrize("azimuths", [None, [0.0, 180.0], [90.0, -90.0]], ids=["any", "meridian", "parallel"])
@pytest.mark.parametrize("latitudes", [None, LATITUDES], ids=["any", "special"])
def test_every_geodesic_keeps_both_bounds(azimuths, latitudes):
    rng, n = np.random.default_rng(7), 100_000
    lat = np.degrees(np.arcsin(rng.uniform(-1, 1, n))) if latitudes is None else rng.choice(latitudes, n)
    lon = rng.uniform(-180, 180, n)
    az = rng.uniform(-180, 180, n) if azimuths is None else rng.choice(azimuths, n)
    metres = np.where(rng.random(n) < 0.5, np.exp(rng.uniform(-5, 17, n)), rng.uniform(1e3, HALF_MERIDIAN, n))
    lon_b, lat_b, _ = GEOD.fwd(lon, lat, az, metres)
    true = GEOD.inv(lon, lat, lon_b, lat_b)[2]
    squared = squared_chord(lon, lat, lon_b, lat_b)
    for factor, off in ((1 - 1e-12, 0), (1, 1e-3), (1, -1e-3), (0.999, 0), (1.001, 0)):
        radius = np.maximum(true * factor + off, 0)
        inside, outside = chord_bounds(radius)
        assert not np.any((squared <= inside) & (true > radius))
        assert not np.any((squared > outside) & (true <= radius))


def test_bounds_hold_from_pole_to_pole_and_between_antipodes():
    pairs = [(0, 90, 0, -90), (0, 0, 180, 0), (0, 0, 179.4, 0.1), (0, 30, 180, -30), (0, 0.5, 179.5, 0.5)]
    for lon_a, lat_a, lon_b, lat_b in pairs:
        true = Geodesic.WGS84.Inverse(lat_a, lon_a, lat_b, lon_b)["s12"]
        assert true < HALF_MERIDIAN
        squared = squared_chord(lon_a, lat_a, lon_b, lat_b)
        for radius in np.r_[
            true + np.array([1e-3, 10, 1e4]), true - np.array([1e-3, 10, 1e4]), 19.802e6, 19.95e6
        ]:
            inside, outside = chord_bounds(radius)
            assert true <= radius or squared > inside
            assert true > radius or squared <= outside


def test_the_band_is_thin():
    for radius, width in ((1e4, 1e-3), (3e5, 0.6), (2.5e6, 330.0)):
        inside, outside = chord_bounds(radius)
        assert 2 * SLACK < np.sqrt(outside) - np.sqrt(inside) < width


def test_ends_of_the_scale():
    inside, outside = chord_bounds([0.0, 1e-5, HALF_MERIDIAN + 1, np.inf])
    assert inside.tolist() == [-1, -1, np.inf, np.inf]
    assert np.all(outside > 0)
    assert within_radius(10, 20, 10, 20, 0)
    assert not within_radius(10, 20.0000001, 10, 20, 0)
    assert within_radius(0, 90, 0, -90, np.inf)


@pytest.mark.parametrize("radius", [-1.0, np.nan, [5.0, -2.0]])
def test_a_radius_must_be_a_length(radius):
    with pytest.raises(ValueError, match="Must be 0 metres or more"):
        chord_bounds(radius)


@given(
    st.sampled_from(LONGITUDES) | st.floats(-180, 180),
    st.sampled_from(LATITUDES) | st.floats(-90, 90),
    st.floats(0, 17).map(np.exp) | st.floats(1, HALF_MERIDIAN),
    st.integers(0, 2**32 - 1),
)
def test_membership_a_hair_from_the_rim(lon, lat, radius, seed):
    rng, n = np.random.default_rng(seed), 300
    off = rng.choice(OFFSETS, n) * rng.choice([-1, 1], n)
    centers = np.full(n, lon), np.full(n, lat)
    lon_b, lat_b, _ = GEOD.fwd(*centers, rng.uniform(-180, 180, n), np.maximum(radius + off, 0))
    expected = GEOD.inv(*centers, lon_b, lat_b)[2] <= radius
    assert np.array_equal(within_radius(lon_b, lat_b, lon, lat, radius), expected)


def test_membership_broadcasts_and_leaves_out_what_is_no_point():
    found = within_radius([[0.0], [np.nan]], [[0.0], [0.0]], [0, 10], [0, 0], [1.0, 2e6])
    assert found.tolist() == [[True, True], [False, False]]
