"""Random buffers against an oracle that shares no code with them.

    python benchmarks/fuzz_buffers.py --cases 2000

Points, lines, polygons with holes, multis and collections; three in ten near a pole or the date line; radii from 1 to
5,000 km; tolerances from 1 to 100 m. For each buffer, every vertex and edge middle (up to 2,000) must lie within the
tolerance of the radius, and random points about the boundary must be inside if and only if they are near enough. The
oracle is Karney's inverse and a golden-section search along every edge that can matter. Ends with exit code 1 if any
case fails, and prints the seed and number that make it again.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import time
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod

from geo.geodesy.buffers import buffer
from geo.geodesy.lonlat import Chart, normalise, to_lonlat

GEOD = Geod(ellps="WGS84")
MEAN = 6371008.8
Random = np.random.Generator


@dataclass(frozen=True)
class Case:
    """One random buffer to make."""

    geometry: shapely.Geometry
    radius: float
    tolerance: float


def make_case(seed: int, number: int) -> Case:
    """The case with that number; the same every time."""
    rng = np.random.default_rng((seed, number))
    radius = float(np.exp(rng.uniform(math.log(1e3), math.log(5e6))))
    size = min(radius * float(np.exp(rng.uniform(math.log(0.05), math.log(5)))), 3e6)
    lon, lat = rng.uniform(-180, 180), math.degrees(math.asin(rng.uniform(-0.97, 0.97)))
    special = rng.random()
    if special < 0.15:
        lat = rng.choice([-1, 1]) * (90 - abs(rng.normal()) * math.degrees(size / MEAN))
        lat = float(np.clip(lat, -90, 90))
    elif special < 0.3:
        lon = 180 + rng.normal() * math.degrees(size / MEAN)
    chart = Chart((lon + 180) % 360 - 180, lat)
    return Case(make_geometry(rng, chart, size), radius, float(rng.choice([1.0, 10.0, 100.0])))


def make_geometry(rng: Random, chart: Chart, size: float) -> shapely.Geometry:
    kinds = [spot, spots, line, lines, polygon, holed, polygons, mixed]
    return kinds[rng.integers(len(kinds))](rng, chart, size)


def spot(rng: Random, chart: Chart, size: float) -> shapely.Point:
    return shapely.Point(chart.inverse(rng.normal(0, size / 4, 2)))


def spots(rng: Random, chart: Chart, size: float) -> shapely.MultiPoint:
    return shapely.MultiPoint(chart.inverse(rng.normal(0, size / 2, (rng.integers(2, 30), 2))))


def line(rng: Random, chart: Chart, size: float) -> shapely.LineString:
    steps = rng.normal(0, size / 3, (rng.integers(2, 40), 2))
    lonlat = chart.inverse(rng.normal(0, size / 4, 2) + steps.cumsum(axis=0) / math.sqrt(len(steps)))
    return shapely.LineString(np.column_stack([np.unwrap(lonlat[:, 0], period=360), lonlat[:, 1]]))


def lines(rng: Random, chart: Chart, size: float) -> shapely.MultiLineString:
    return shapely.MultiLineString([line(rng, chart, size) for _ in range(rng.integers(2, 5))])


def star(rng: Random, size: float) -> shapely.Geometry:
    count = rng.integers(3, 80)
    turn = np.sort(rng.uniform(0, 2 * np.pi, count))
    out = size / 2 * rng.uniform(rng.uniform(0.1, 0.9), 1, count)
    return shapely.make_valid(shapely.Polygon(np.column_stack([out * np.cos(turn), out * np.sin(turn)])))


def drawn(chart: Chart, shape: shapely.Geometry) -> shapely.Geometry:
    return to_lonlat(shape, chart, tolerance=max(shape.length / 200, 10.0))


def polygon(rng: Random, chart: Chart, size: float) -> shapely.Geometry:
    return drawn(chart, star(rng, size))


def holed(rng: Random, chart: Chart, size: float) -> shapely.Geometry:
    outer = star(rng, size)
    return drawn(chart, outer.difference(shapely.affinity.scale(outer, 0.6, 0.6)))


def polygons(rng: Random, chart: Chart, size: float) -> shapely.Geometry:
    parts = [
        shapely.affinity.translate(star(rng, size / 2), *rng.normal(0, size / 2, 2))
        for _ in range(rng.integers(2, 6))
    ]
    return drawn(chart, shapely.union_all(parts))


def mixed(rng: Random, chart: Chart, size: float) -> shapely.GeometryCollection:
    return shapely.GeometryCollection([kind(rng, chart, size) for kind in (spot, line, polygon)])


class Oracle:
    """Geodesic distance to a source whose edges are straight in longitude and latitude, by search along each."""

    def __init__(self, geometry: shapely.Geometry, longest: float) -> None:
        start, end = [], []
        for path in paths(geometry):
            for one, two in itertools.pairwise(path) if len(path) > 1 else [(path[0], path[0])]:
                width = 111_700 * math.hypot(two[0] - one[0], two[1] - one[1])
                share = np.linspace(
                    0, 1, max(1, math.ceil(width / longest), math.ceil(abs(two[0] - one[0]))) + 1
                )
                corners = one + share[:, None] * (two - one)
                start.append(corners[:-1])
                end.append(corners[1:])
        self.start, self.end = np.concatenate(start), np.concatenate(end)
        middle = (self.start + self.end) / 2
        self.middle, self.unit = middle, unit(middle)
        reach = [GEOD.inv(*middle.T, *tip.T)[2] for tip in (self.start, self.end)]
        self.half = np.maximum(*reach) * 1.01 + 1e-3
        self.area = normalise(geometry)
        shapely.prepare(self.area)

    def distance(self, lonlat: np.ndarray) -> np.ndarray:
        """Metres from each point; 0 inside a polygon."""
        blocks = np.array_split(lonlat, max(1, len(lonlat) * len(self.half) // 1_000_000))
        return np.concatenate([self._distance(block) for block in blocks])

    def _distance(self, lonlat: np.ndarray) -> np.ndarray:
        sphere = (
            MEAN * 2 * np.arcsin(np.clip(np.linalg.norm(unit(lonlat)[:, None] - self.unit, axis=2) / 2, 0, 1))
        )
        least, most = 0.99 * sphere - self.half, 1.01 * sphere.min(axis=1)
        point, piece = np.nonzero(least <= most[:, None])
        center = GEOD.inv(*lonlat[point].T, *self.middle[piece].T)[2]
        best = np.full(len(lonlat), np.inf)
        np.minimum.at(best, point, center)
        keep = center - self.half[piece] <= best[point]
        np.minimum.at(best, point[keep], self._along(lonlat[point[keep]], piece[keep]))
        return np.where(shapely.intersects_xy(self.area, lonlat), 0.0, best)

    def _along(self, p: np.ndarray, piece: np.ndarray) -> np.ndarray:
        """Least distance along each piece by golden section: the distance to a short piece has one minimum."""
        golden = (math.sqrt(5) - 1) / 2
        low, high = np.zeros(len(p)), np.ones(len(p))
        run = self.end[piece] - self.start[piece]
        best = np.full(len(p), np.inf)
        for _ in range(34):
            one, two = high - golden * (high - low), low + golden * (high - low)
            first, second = (GEOD.inv(*p.T, *(self.start[piece] + t[:, None] * run).T)[2] for t in (one, two))
            best = np.minimum(best, np.minimum(first, second))
            low, high = np.where(first > second, one, low), np.where(first > second, high, two)
        ends = [GEOD.inv(*p.T, *tip[piece].T)[2] for tip in (self.start, self.end)]
        return np.minimum(best, np.minimum(*ends))


def paths(geometry: shapely.Geometry) -> list[np.ndarray]:
    """Coordinates of all points, lines and rings."""
    if hasattr(geometry, "geoms"):
        return [path for part in geometry.geoms for path in paths(part)]
    if geometry.geom_type == "Polygon":
        return [np.array(ring.coords) for ring in (geometry.exterior, *geometry.interiors)]
    return [np.array(geometry.coords)]


def unit(lonlat: np.ndarray) -> np.ndarray:
    lam, phi = np.radians(lonlat).T
    return np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def boundary(result: shapely.Geometry) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and edge middles, without the seam at ±180° and the poles."""
    vertices, middles = [], []
    for path in paths(result):
        one, two = path[:-1], path[1:]
        seam = (np.abs(one[:, 0]) == 180) & (one[:, 0] == two[:, 0])
        seam |= (np.abs(one[:, 1]) == 90) | (np.abs(two[:, 1]) == 90)
        vertices.append(one[~seam])
        middles.append(((one + two) / 2)[~seam])
    return np.concatenate(vertices), np.concatenate(middles)


def check(case: Case, rng: Random, points: int) -> tuple[list[str], str]:
    """What is wrong with the buffer of a case, and its figures in one line."""
    began = time.perf_counter()
    result = buffer(case.geometry, case.radius, tolerance=case.tolerance)
    took = time.perf_counter() - began
    tolerance = min(case.tolerance, case.radius / 10)
    oracle = Oracle(case.geometry, max(case.radius / 20, 300.0))
    vertices, middles = boundary(result)
    rim = np.concatenate([vertices, middles])
    some = rim[rng.permutation(len(rim))[:points]]
    error = oracle.distance(some) - case.radius if len(some) else np.zeros(1)
    away = scattered(rng, vertices if len(vertices) else np.zeros((1, 2)), case, points)
    far = oracle.distance(away) - case.radius
    clear = (far < -tolerance) | (far > tolerance / 10)
    wrong = clear & (shapely.intersects_xy(result, away) != (far <= 0))
    faults = []
    if not result.is_valid:
        faults.append("invalid")
    if shapely.get_num_coordinates(result) and not within_world(result):
        faults.append("beyond ±180°")
    if error.min() < -tolerance or error.max() > tolerance / 10:
        faults.append(f"boundary off by {error.min():.2f} .. {error.max():.2f} m")
    if wrong.any():
        faults.append(
            f"{wrong.sum()} of {len(away)} points on the wrong side, {far[wrong][0]:.2f} m from the rim"
        )
    line_ = (
        f"{case.geometry.geom_type} r={case.radius / 1e3:.1f} km tol={tolerance:g} m, {took * 1e3:.0f} ms, "
        f"{shapely.get_num_coordinates(result)} vertices, {error.min() / tolerance:.3f} .. {error.max() / tolerance:.3f}"
    )
    return faults, line_


def scattered(rng: Random, vertices: np.ndarray, case: Case, points: int) -> np.ndarray:
    """Random points about the boundary, half of them within a few tolerances of it."""
    at = vertices[rng.integers(len(vertices), size=points)]
    near = np.abs(rng.normal(0, 4 * case.tolerance, points))
    out = np.where(rng.random(points) < 0.5, near, rng.uniform(0, 0.5 * case.radius, points))
    lon, lat, _ = GEOD.fwd(*at.T, rng.uniform(0, 360, points), out)
    return np.column_stack([lon, lat])


def within_world(result: shapely.Geometry) -> bool:
    west, south, east, north = result.bounds
    return west >= -180 and east <= 180 and south >= -90 and north <= 90


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument(
        "--points", type=int, default=2000, help="boundary points, and points about it, a case"
    )
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    failed, began = 0, time.perf_counter()
    for number in range(options.first, options.first + options.cases):
        case = make_case(options.seed, number)
        try:
            faults, figures = check(case, np.random.default_rng(number), options.points)
        except Exception as error:  # noqa: BLE001 - any error is a failed case
            faults, figures = (
                [f"{type(error).__name__}: {error}"],
                f"{case.geometry.geom_type} r={case.radius:.0f}",
            )
        failed += bool(faults)
        if faults or options.verbose:
            print(
                f"{'FAIL' if faults else 'ok'} seed {options.seed} case {number}: {figures} {'; '.join(faults)}",
                flush=True,
            )
    print(f"{options.cases - failed} of {options.cases} cases pass, {time.perf_counter() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
