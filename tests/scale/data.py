"""Synthetic events and rings, and the exact answers by Karney's geodesics alone."""

import numpy as np
import shapely
from pyproj import Geod

from geo.scale import make_sources

GEOD = Geod(ellps="WGS84")
OFFSETS = [0.0, 1e-6, 1e-3, 0.1, 1.0, 10.0, 30.0, 1e3]


def events(count, seed=1):
    """Points in clusters and all over the globe, shuffled, some with few decimals; shape (count, 2)."""
    rng = np.random.default_rng(seed)
    near = int(count * 0.7)
    middle = rng.uniform((20, 44), (45, 57), (40, 2))[rng.integers(0, 40, near)]
    spread = np.column_stack(
        [rng.uniform(-180, 180, count - near), np.degrees(np.arcsin(rng.uniform(-1, 1, count - near)))]
    )
    lonlat = np.concatenate([middle + rng.normal(0, 0.3, (near, 2)), spread])
    lonlat[::2] = lonlat[::2].round(2)
    return rng.permutation(lonlat)


def rings(count, seed=2, most=2.5e6):
    """Centres and radii, some at the poles, on the date line and nearly round the globe."""
    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(19, 46, count), rng.uniform(43, 58, count)
    radius = np.exp(rng.uniform(np.log(1e3), np.log(most), count))
    special = [
        (0, 90, 3e6),
        (180, 0, 1e6),
        (-180, 60, 5e5),
        (12, -90, 9e6),
        (30, 50, 19.9e6),
        (30, 50, 2.1e7),
        (30, 50, 0),
    ]
    for place, (x, y, r) in zip(range(count - 1, -1, -2), special, strict=False):
        lon[place], lat[place], radius[place] = x, y, r
    return lon, lat, radius


def sources(lon, lat, radius, since=None, until=None):
    names = [f"ring {number}" for number in range(len(lon))]
    return make_sources(names, shapely.points(lon, lat), radius, since, until)


def truth(lonlat, lon, lat, radius):
    """Shape (K, N): by geodesics from every centre to every point."""
    ones = np.ones(len(lonlat))
    rows = [
        GEOD.inv(x * ones, y * ones, lonlat[:, 0].copy(), lonlat[:, 1].copy())[2] <= r
        for x, y, r in zip(lon, lat, radius, strict=True)
    ]
    return np.array(rows)


def rim(lon, lat, radius, count, seed):
    """Points that lie at the radius, or a hair inside or outside."""
    rng = np.random.default_rng(seed)
    off = rng.choice(OFFSETS, count) * rng.choice([-1, 1], count)
    lon_b, lat_b, _ = GEOD.fwd(
        np.full(count, lon), np.full(count, lat), rng.uniform(-180, 180, count), np.maximum(radius + off, 0)
    )
    return np.column_stack([lon_b, lat_b])


def matrix(pairs, sources, points):
    """Pairs as a truth table of shape (K, N), each seen once at most."""
    seen = np.zeros((sources, points), int)
    np.add.at(seen, (pairs[1], pairs[0]), 1)
    assert seen.max(initial=0) <= 1
    return seen.astype(bool)
