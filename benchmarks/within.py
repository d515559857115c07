"""Which of many points lie within a radius, beside the usual recipes: time as ratios, and wrong answers counted.

Run: python benchmarks/within.py
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from pyproj import Geod

from geo.geodesy.common import common_reach
from geo.geodesy.within import distance_to, within

GEOD = Geod(ellps="WGS84")
RADIUS = 300e3


def timed(work: Callable[[], Any], repeats: int = 3) -> tuple[float, Any]:
    """Median processor time of several runs, and the last result."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return statistics.median(times), result


def border(corners: int, size: float, seed: int = 5) -> shapely.Polygon:
    """A ragged country around 34° E, 50° N, of so many corners; `size` degrees wide to each side."""
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
    walk = np.cumsum(rng.normal(0, 0.04, corners))
    walk -= np.linspace(0, walk[-1], corners)
    reach = size * (0.75 + np.clip(walk, -0.25, 0.25))
    return shapely.Polygon(np.column_stack([34 + 1.5 * reach * np.cos(angle), 50 + reach * np.sin(angle)]))


def points(count: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.column_stack([rng.uniform(15, 53, count), rng.uniform(38, 62, count)])


def around_a_point(places: np.ndarray) -> None:
    ours, found = timed(lambda: within(places, (34, 50), RADIUS))

    def all_of_them() -> np.ndarray:
        lon, lat = np.full(len(places), 34.0), np.full(len(places), 50.0)
        return GEOD.inv(lon, lat, places[:, 0].copy(), places[:, 1].copy())[2] <= RADIUS

    exact, truth = timed(all_of_them)

    def sphere() -> np.ndarray:
        lam, phi = np.radians(places - [34, 50]).T
        other, here = np.radians(places[:, 1]), np.radians(50)
        square = np.sin(phi / 2) ** 2 + np.cos(here) * np.cos(other) * np.sin(lam / 2) ** 2
        return 2 * 6371008.8 * np.arcsin(np.sqrt(square)) <= RADIUS

    round_, wrong = timed(sphere)
    print(
        f"{len(places):,} points around a point at 300 km: {ours * 1e3:.0f} ms, {int((found != truth).sum())} wrong"
    )
    print(f"  Geod.inv on all: {exact / ours:.1f} times the time")
    print(f"  haversine: {round_ / ours:.1f} times the time, {int((wrong != truth).sum())} wrong")


def around_a_border(places: np.ndarray) -> None:
    source = border(640, 5)
    ours, found = timed(lambda: within(places, source, RADIUS))
    slow, metres = timed(lambda: distance_to(places, source), 1)
    truth = metres <= RADIUS
    print(f"{len(places):,} points around a border of 640 vertices: {ours * 1e3:.0f} ms")
    print(
        f"  {int((found != truth).sum())} differ from the distances of all, in {slow / ours:.1f} times the time"
    )
    frame = gpd.GeoSeries(shapely.points(places), crs="EPSG:4326")
    zone = gpd.GeoSeries([source], crs="EPSG:4326")

    def by_utm() -> np.ndarray:
        plane = zone.estimate_utm_crs()
        shape = zone.to_crs(plane).buffer(RADIUS).iloc[0]
        return np.asarray(frame.to_crs(plane).intersects(shape))

    def by_plane() -> np.ndarray:
        plane = pyproj.CRS("+proj=aeqd +lat_0=50 +lon_0=34 +ellps=WGS84")
        shape = zone.to_crs(plane).buffer(RADIUS).iloc[0]
        return np.asarray(frame.to_crs(plane).intersects(shape))

    for name, recipe in (("geopandas in UTM", by_utm), ("geopandas in one azimuthal plane", by_plane)):
        taken, other = timed(recipe, 1)
        print(f"  {name}: {taken / ours:.1f} times the time, {int((other != truth).sum())} wrong")


def common() -> None:
    source = border(640, 3)
    for radius in (500e3, 700e3, 1e6):
        for tolerance in (1, 10):
            taken, shape = timed(lambda r=radius, t=tolerance: common_reach(source, r, tolerance=t), 9)
            rim = shapely.get_coordinates(shape)
            rim = np.concatenate([rim, (rim[1:] + rim[:-1]) / 2])
            nodes = shapely.get_coordinates(shapely.segmentize(source, 0.02))
            lon, lat = (np.repeat(rim[:, i], len(nodes)) for i in (0, 1))
            over, back = (np.tile(nodes[:, i], len(rim)) for i in (0, 1))
            off = GEOD.inv(lon, lat, over, back)[2].reshape(len(rim), -1).max(axis=1) - radius
            print(
                f"common reach of 640 vertices, {radius / 1e3:.0f} km, tolerance {tolerance} m: {taken * 1e3:.0f} ms, "
                f"{len(rim) // 2} vertices, farthest - radius from {off.min():.2f} to {off.max():.2f} m"
            )


if __name__ == "__main__":
    around_a_point(points(1_000_000))
    around_a_border(points(100_000))
    common()
