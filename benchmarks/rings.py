"""Range rings beside their peers, in one process, as ratios; and how far vertices and edges lie from the truth.

Run: python benchmarks/rings.py [--memory]
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyproj
import shapely
from pyproj import Geod

from geo.geodesy.rings import range_ring, range_rings

GEOD = Geod(ellps="WGS84")
RADIUS = 305_775.0
TOLERANCE = 10.0


def seconds(work: Callable[[], Any], repeats: int) -> float:
    """Median processor time of several runs after one to warm up."""
    work()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def by_fwd(centers: np.ndarray, count: int) -> np.ndarray:
    """Vertices of every ring by one vectorised call of pyproj."""
    azimuths = np.tile(np.linspace(360, 0, count, endpoint=False), len(centers))
    lon, lat = np.repeat(centers, count, axis=0).T
    ends = GEOD.fwd(lon, lat, azimuths, np.full(len(azimuths), RADIUS), return_back_azimuth=False)
    return np.stack(ends[:2], axis=-1).reshape(len(centers), count, 2)


def by_projection(center: np.ndarray, count: int) -> Any:
    """The usual recipe: a planar buffer in an azimuthal equidistant projection around the point."""
    to_plane = f"+proj=aeqd +lat_0={center[1]} +lon_0={center[0]} +ellps=WGS84"
    back = pyproj.Transformer.from_crs(to_plane, "EPSG:4326", always_xy=True)
    disc = shapely.Point(0, 0).buffer(RADIUS, quad_segs=count // 4)
    return shapely.transform(disc, back.transform, interleaved=False)


def speed() -> None:
    center = np.array([[37.0, 51.0]])
    count = len(range_ring(center[0], RADIUS, tolerance=TOLERANCE).exterior.coords) - 1
    ours = seconds(lambda: range_ring(center[0], RADIUS, tolerance=TOLERANCE), 201)
    bare = seconds(lambda: by_fwd(center, count), 201)
    print(
        f"one ring, {count} vertices: {ours * 1e3:.3f} ms, {ours / bare:.2f} times bare Geod.fwd (goal: at most 2)"
    )

    rng = np.random.default_rng(0)
    centers = np.column_stack([rng.uniform(22, 40, 10_000), rng.uniform(44, 53, 10_000)])
    rings = range_rings(centers, RADIUS, tolerance=TOLERANCE)
    count = int(shapely.get_num_coordinates(rings).mean()) - 1
    ours = seconds(lambda: range_rings(centers, RADIUS, tolerance=TOLERANCE), 5)
    bare = seconds(lambda: by_fwd(centers, count), 3)
    whole = seconds(lambda: shapely.polygons(by_fwd(centers, count)), 3)
    loop = seconds(lambda: [by_projection(center, count) for center in centers[:100]], 3) * len(centers) / 100
    print(f"10,000 rings of {count} vertices, as polygons: {ours:.3f} s")
    print(f"  {ours / bare:.3f} times one vectorised Geod.fwd (goal: at most 1.5)")
    print(f"  {whole / ours:.1f} times faster than Geod.fwd into the same polygons (goal: at least 4)")
    print(f"  {loop / ours:.0f} times faster than a loop of azimuthal projections (goal: at least 100)")


def errors() -> None:
    print("worst distance of a vertex from the ring; worst distance of an edge, in tolerances of 10 m")
    for radius in (1e4, RADIUS, 1e6, 3e6, 9e6, 1.5e7, 1.99e7):
        vertex = edge = 0.0
        for lat in (-90, -89.99, -75, -51, -23, 0, 10, 37, 51, 66, 79, 85, 89.9, 90):
            for lon in (0, 179.9):
                one, other = deviations((lon, lat), radius)
                vertex, edge = max(vertex, one), max(edge, other)
        print(f"  {radius / 1e3:8,.0f} km: {vertex * 1e6:12.6f} µm  {edge / TOLERANCE:.3f}")


def deviations(center: tuple[float, float], radius: float) -> tuple[float, float]:
    """Greatest error of vertices and of nine points along each edge, cuts at ±180° and poles left aside."""
    rings = shapely.get_rings(shapely.get_parts(range_ring(center, radius, tolerance=TOLERANCE)))
    vertex = edge = 0.0
    for ring in rings:
        points = shapely.get_coordinates(ring)
        start, end = points[:-1], points[1:]
        seam = (np.abs(start[:, 0]) == 180) & (np.abs(end[:, 0]) == 180)
        cut = seam | (np.abs(start[:, 1]) == 90) | (np.abs(end[:, 1]) == 90)
        start, end = start[~cut], end[~cut]
        between = np.concatenate([start + share * (end - start) for share in np.linspace(0.1, 0.9, 9)])
        vertex = max(vertex, worst(center, radius, start))
        edge = max(edge, worst(center, radius, between))
    return vertex, edge


def worst(center: tuple[float, float], radius: float, points: np.ndarray) -> float:
    lon, lat = (np.full(len(points), value) for value in center)
    return float(
        np.abs(GEOD.inv(lon, lat, points[:, 0].copy(), points[:, 1].copy())[2] - radius).max(initial=0)
    )


def memory() -> None:
    """Peak memory of a million rings of 10 km, in a process of its own."""
    found = subprocess.run(
        [sys.executable, __file__, "--million"], check=True, capture_output=True, text=True
    )
    print(found.stdout, end="")


def million() -> None:
    rng = np.random.default_rng(0)
    centers = np.column_stack([rng.uniform(-180, 180, 1_000_000), rng.uniform(-60, 60, 1_000_000)])
    range_rings(centers[:10], 1e4)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    start = time.process_time()
    rings = range_rings(centers, 1e4, tolerance=TOLERANCE)
    taken = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    size = 16 * int(shapely.get_num_coordinates(rings).sum())
    print(
        f"a million rings of 10 km: {taken:.1f} s, coordinates {size / 1e9:.2f} GB, peak {peak / size:.2f} times that"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", action="store_true", help="also measure the memory of a million rings")
    parser.add_argument("--million", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.million:
        million()
        return
    speed()
    errors()
    if options.memory:
        memory()


if __name__ == "__main__":
    main()
