"""The reach join beside its peers: CPU seconds, memory added, wrong answers against exact geodesics.

    python benchmarks/join.py                    10⁵ × 100 and 10⁶ × 3 with every peer that is installed
    python benchmarks/join.py --big              10⁷ × 3 and 10⁷ × 10,000 as well (some minutes, 3 GB)
    python benchmarks/join.py --rim 10000000     so many points within 1 km of a rim, none may be wrong
    python benchmarks/join.py --stream 100000000 so many points streamed from Parquet (1.6 GB of disk)
    python benchmarks/join.py --plot FILE        cost as work grows

Everything runs in one process on one core; times are CPU seconds of all its threads, best of several.
"""

import argparse
import gc
import importlib.util
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from geo.geodesy.chords import chord_bounds, ecef
from geo.scale import Sources, block, join, make_sources
from geo.scale.sql import to_duckdb_sql

GEOD = Geod(ellps="WGS84")
CORNERS = 360
"""Vertices of a ring as the peers get it."""


@dataclass
class Work:
    """N points, K rings."""

    lonlat: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    radius: np.ndarray

    @property
    def sources(self) -> Sources:
        """The rings as sources."""
        names = [str(number) for number in range(self.lon.size)]
        return make_sources(names, shapely.points(self.lon, self.lat), self.radius)


def events(count: int, seed: int = 20261122) -> Any:
    """Events as reports have them: most in clusters of one theatre, some all over the world, half of them rounded."""
    rng = np.random.default_rng(seed)

    def clusters(number: int, places: int, box: tuple[float, float, float, float]) -> Any:
        west, south, east, north = box
        middle = np.column_stack([rng.uniform(west, east, places), rng.uniform(south, north, places)])
        weight = rng.pareto(1.2, places) + 0.05
        own = rng.choice(places, number, p=weight / weight.sum())
        spread = np.exp(rng.normal(np.log(0.15), 0.8, places))[own, None]
        return middle[own] + rng.normal(0, 1, (number, 2)) * spread

    near, far = int(0.7 * count), int(0.2 * count)
    rest = count - near - far
    anywhere = np.column_stack(
        [rng.uniform(-180, 180, rest), np.degrees(np.arcsin(rng.uniform(-1, 1, rest)))]
    )
    lonlat = np.concatenate(
        [clusters(near, 300, (20, 44, 45, 57)), clusters(far, 800, (-170, -50, 170, 65)), anywhere]
    )
    lonlat[:, 0] = (lonlat[:, 0] + 180) % 360 - 180
    rounded = rng.random(count) < 0.5
    lonlat[rounded] = lonlat[rounded].round(4)
    return rng.permutation(lonlat)


def rings(count: int) -> tuple[Any, Any, Any]:
    """Three great rings, a hundred of all sizes, or thousands of small ones."""
    if count == 3:
        return np.array([37.8, 39.7, 20.5]), np.array([48.0, 47.2, 54.7]), np.array([3e5, 1e6, 2.5e6])
    rng = np.random.default_rng(count)
    least, most = (2e4, 2.5e6) if count <= 1000 else (5e3, 1.2e5)
    radius = np.exp(rng.uniform(np.log(least), np.log(most), count))
    return rng.uniform(19, 46, count), rng.uniform(43, 58, count), radius


def polygons(work: Work) -> Any:
    azimuth = np.linspace(0, 360, CORNERS, endpoint=False)
    shapes = []
    for lon, lat, radius in zip(work.lon, work.lat, work.radius, strict=True):
        ones = np.ones(CORNERS)
        x, y, _ = GEOD.fwd(lon * ones, lat * ones, azimuth, radius * ones)
        shapes.append(shapely.Polygon(np.column_stack([x, y])))
    return shapes


# Each peer gives the counts of every ring, or a packed truth table (K, N) where it finds pairs.


def as_table(work: Work, row: Any, ring: Any) -> Any:
    table = np.zeros((work.lon.size, len(work.lonlat)), bool)
    table[ring, row] = True
    return table


def ours(want: Any) -> Callable[[Work], Any]:
    def run(work: Work) -> Any:
        found = join(work.lonlat, work.sources, want=want)
        return found.counts if want != "pairs" else found

    return run


def geodesics(work: Work) -> Any:
    x, y = work.lonlat.T.copy()
    ones = np.ones(x.size)
    rows = zip(work.lon, work.lat, work.radius, strict=True)
    return [
        np.flatnonzero(GEOD.inv(a * ones, b * ones, x, y, return_back_azimuth=False)[2] <= r)
        for a, b, r in rows
    ]


def sjoin(work: Work) -> Any:
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*work.lonlat.T), crs=4326)
    found = gpd.GeoDataFrame(geometry=polygons(work), crs=4326).sjoin(points, predicate="contains")
    return found["index_right"].to_numpy(), found.index.to_numpy()


def strtree(work: Work) -> Any:
    tree = shapely.STRtree(shapely.points(work.lonlat))
    ring, row = tree.query(polygons(work), predicate="contains")
    return row, ring


def kdtree(work: Work) -> Any:
    from scipy.spatial import cKDTree

    points, centers = ecef(*work.lonlat.T).T, ecef(work.lon, work.lat).T
    chord = 2 * 6371008.8 * np.sin(work.radius / 2 / 6371008.8)
    return cKDTree(points).query_ball_point(centers, chord, return_length=True)


def kdtree_loose(work: Work) -> Any:
    from scipy.spatial import cKDTree

    points, centers = ecef(*work.lonlat.T).T, ecef(work.lon, work.lat).T
    tree = cKDTree(points, balanced_tree=False, compact_nodes=False)
    inside, outside = chord_bounds(work.radius)
    return tree.query_ball_point(centers, (np.sqrt(inside) + np.sqrt(outside)) / 2, return_length=True)


def balltree(work: Work) -> Any:
    from sklearn.neighbors import BallTree

    tree = BallTree(np.radians(work.lonlat[:, ::-1]), metric="haversine")
    centers = np.radians(np.column_stack([work.lat, work.lon]))
    return tree.query_radius(centers, work.radius / 6371008.8, count_only=True)


def duckdb_chords(work: Work) -> Any:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.register("events", pd.DataFrame(work.lonlat, columns=["lon", "lat"]))
    rows = connection.execute(to_duckdb_sql(work.sources, "events")).fetchnumpy()
    counts = np.zeros(work.lon.size, int)
    counts[rows["source"]] = rows["certain"]
    return counts


def duckdb_spheroid(work: Work) -> Any:
    import duckdb
    import duckdb_extension_spatial

    (extension,) = Path(duckdb_extension_spatial.__file__).parent.rglob("spatial*.duckdb_extension*")
    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    connection.execute(f"INSTALL '{extension}'")
    connection.execute("LOAD spatial; SET threads = 1")
    connection.register("events", pd.DataFrame(work.lonlat, columns=["lon", "lat"]))
    rows = connection.execute(to_duckdb_sql(work.sources, "events", spheroid=True)).fetchnumpy()
    counts = np.zeros(work.lon.size, int)
    counts[rows["source"]] = rows["points"]
    return counts


def sedona(work: Work, *, polygon: bool = True) -> Any:
    import sedonadb

    session = sedonadb.connect()
    points = pd.DataFrame(
        {"row": np.arange(len(work.lonlat)), "lon": work.lonlat[:, 0], "lat": work.lonlat[:, 1]}
    )
    rings_ = pd.DataFrame(
        {"ring": np.arange(work.lon.size), "lon": work.lon, "lat": work.lat, "r": work.radius}
    )
    rings_["wkb"] = shapely.to_wkb(polygons(work))
    session.create_data_frame(points).to_view("events")
    session.create_data_frame(rings_).to_view("rings")
    if polygon:
        query = """SELECT ring, row FROM (SELECT row, ST_Point(lon, lat) p FROM events) e
            JOIN (SELECT ring, ST_GeomFromWKB(wkb) g FROM rings) r ON ST_Contains(r.g, e.p)"""
    else:
        query = """SELECT ring, row FROM (SELECT row, ST_GeogPoint(lon, lat) p FROM events) e
            JOIN (SELECT ring, r, ST_GeogPoint(lon, lat) c FROM rings) q ON ST_DWithin(e.p, q.c, q.r)"""
    found = session.sql(query).to_pandas()
    return found["row"].to_numpy(), found["ring"].to_numpy()


def sedona_sphere(work: Work) -> Any:
    return sedona(work, polygon=False)


PAIRS = {
    "georeach, pairs": (ours("pairs"), ""),
    "Geod.inv on every pair": (geodesics, ""),
    "geopandas.sjoin, polygons": (sjoin, ""),
    "shapely STRtree, polygons": (strtree, ""),
    "sedonadb, polygons": (sedona, "sedonadb"),
    "sedonadb, sphere": (sedona_sphere, "sedonadb"),
}
COUNTS = {
    "georeach, counts": (ours("counts"), ""),
    "georeach, counts for rows": (ours("rows"), ""),
    "DuckDB, our SQL, certain": (duckdb_chords, "duckdb"),
    "DuckDB, our SQL, spheroid": (duckdb_spheroid, "duckdb_extension_spatial"),
    "scipy cKDTree, sphere": (kdtree, "scipy"),
    "scipy cKDTree, loose, ellipsoid": (kdtree_loose, "scipy"),
    "scikit-learn BallTree, sphere": (balltree, "sklearn"),
}


def available(module: str) -> bool:
    return not module or importlib.util.find_spec(module) is not None


def resident(field: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return float("nan")


def measured(function: Callable[[Work], Any], work: Work, repeats: int) -> tuple[Any, float, float]:
    """Result, best CPU seconds, MB added at the peak."""
    result: Any = None
    best, added = float("inf"), 0.0
    for _ in range(repeats):
        result = None
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before, start = resident("VmRSS"), time.process_time()
        result = function(work)
        best = min(best, time.process_time() - start)
        added = resident("VmHWM") - before
    return result, best, added


def wrong(result: Any, truth: Any, work: Work) -> int:
    """Pairs, or at least counts, that differ from the truth."""
    if result is truth:
        return 0
    if hasattr(result, "pairs"):
        result = result.pairs
    elif isinstance(result, np.ndarray):
        return int(np.abs(result - [len(rows) for rows in truth]).sum())
    exact = as_table(
        work, np.concatenate(truth), np.repeat(np.arange(len(truth)), [len(rows) for rows in truth])
    )
    return int((as_table(work, *result) ^ exact).sum())


def compare(count: int, ring_count: int, repeats: int = 3) -> None:
    """Every installed peer on one work, and the ratio to ours."""
    work = Work(events(count), *rings(ring_count))
    print(f"\n{count:,} points x {ring_count:,} rings")
    truth, seconds, _ = measured(geodesics, work, 1)
    for kind, peers in (("pairs", PAIRS), ("counts", COUNTS)):
        mine = None
        print(f"  {kind:32} {'CPU s':>9} {'times ours':>11} {'MB added':>9} {'wrong':>8}")
        for name, (function, module) in peers.items():
            if not available(module):
                print(f"  {name:32} left out: {module} is not installed")
                continue
            known = function is geodesics
            result, best, added = (truth, seconds, 0) if known else measured(function, work, repeats)
            mine = mine or best
            print(f"  {name:32} {best:9.4f} {best / mine:11.1f} {added:9.0f} {wrong(result, truth, work):8,}")
        if kind == "counts":
            print(f"  {'Geod.inv on every pair':32} {seconds:9.4f} {seconds / mine:11.1f}")


def big() -> None:
    """Ten million points; the truth of a few rings only, where there are many."""
    for ring_count, some in ((3, 3), (10_000, 4)):
        work = Work(events(10**7), *rings(ring_count))
        few = np.linspace(0, ring_count - 1, some).astype(int)
        truth = [
            len(rows) for rows in geodesics(Work(work.lonlat, work.lon[few], work.lat[few], work.radius[few]))
        ]
        print(f"\n10,000,000 points x {ring_count:,} rings; wrong in {some} of the rings")
        mine = None
        peers = {
            "georeach, counts": ours("counts"),
            "scipy cKDTree, sphere": kdtree,
            "scipy cKDTree, loose, ellipsoid": kdtree_loose,
        }
        for name, function in peers.items():
            result, best, added = measured(function, work, 1)
            mine = mine or best
            off = np.abs(result[few] - truth).sum()
            print(
                f"  {name:32} {best:9.3f} s {best / mine:7.1f} times {added:7,.0f} MB added {off:6,} wrong",
                flush=True,
            )


def rim(count: int) -> None:
    """Points from 1 µm to 1 km inside and outside of rims anywhere, both ways of the join."""
    rng = np.random.default_rng(11)
    offsets = np.array([1e-6, 1e-3, 0.1, 1.0, 10.0, 30.0, 1e3])
    tried = bad = 0
    while tried < count:
        lon, lat, radius = [], [], []
        for _ in range(40):
            lon.append(rng.choice([rng.uniform(-180, 180), 180.0, -180.0, 0.0, 179.9999]))
            lat.append(rng.choice([rng.uniform(-90, 90), 0.0, 90.0, -90.0, 89.999, 50.0]))
            radius.append(np.exp(rng.uniform(0, np.log(19.99e6))))
        each = 2500
        own = np.repeat(np.arange(40), each)
        off = rng.choice(offsets, own.size) * rng.choice([-1, 1], own.size)
        start = np.array(lon)[own], np.array(lat)[own]
        x, y, _ = GEOD.fwd(
            *start, rng.uniform(-180, 180, own.size), np.maximum(np.array(radius)[own] + off, 0)
        )
        expected = GEOD.inv(*start, x, y)[2] <= np.array(radius)[own]
        sources = make_sources(map(str, range(40)), shapely.points(lon, lat), radius)
        for many in (1, 10**9):
            block.MANY = many
            found = join(np.column_stack([x, y]), sources, want="pairs").pairs
            held = np.zeros((40, own.size), bool)
            held[found[1], found[0]] = True
            bad += int((held[own, np.arange(own.size)] != expected).sum())
        tried += own.size
    print(
        f"{tried:,} points from 1 µm to 1 km of a rim, poles and date line among them, both ways: {bad} wrong"
    )


def stream(count: int) -> None:
    """Points streamed from Parquet on two threads, in a process of its own."""
    import subprocess

    import pyarrow as pa
    import pyarrow.parquet as pq

    with TemporaryDirectory() as folder:
        path = Path(folder) / "events.parquet"
        schema = pa.schema([("lon", pa.float64()), ("lat", pa.float64())])
        with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False) as writer:
            for first in range(0, count, 10**6):
                lonlat = events(min(10**6, count - first), seed=first)
                writer.write_table(pa.table(list(lonlat.T.copy()), schema=schema), row_group_size=1 << 18)
        code = f"""
import resource, time
import numpy as np, shapely
from geo.scale import join, make_sources
lon, lat, radius = {[column.tolist() for column in rings(3)]}
start = time.perf_counter()
found = join({str(path)!r}, make_sources("abc", shapely.points(lon, lat), radius), workers=2)
wall, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
cpu = time.process_time()
print(f"{{found.part.size:,}} rows x 3 streamed on 2 threads: {{wall:.1f}} s, {{cpu:.1f}} CPU s with start, peak {{peak:.0f}} MB, counts {{found.counts.tolist()}}")
"""
        subprocess.run([sys.executable, "-c", code], check=True)


def plot(path: str) -> None:
    """CPU seconds of counts as N and K grow."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "join"
    from matplotlib import pyplot as plt

    sizes = [10**4, 10**5, 10**6, 10**7]
    kdtree_loose(Work(events(100), *rings(3)))
    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for ring_count, colour in ((3, "#1b6ca8"), (100, "#c2571a"), (10_000, "#3a7d44")):
        ours_, theirs = [], []
        for count in sizes:
            work = Work(events(count), *rings(ring_count))
            ours_.append(measured(ours("counts"), work, 2)[1])
            theirs.append(measured(kdtree_loose, work, 1)[1])
            print(count, ring_count, round(ours_[-1], 4), round(theirs[-1], 4), flush=True)
        axes.loglog(sizes, ours_, "o-", color=colour, label=f"georeach, {ring_count:,} sources")
        axes.loglog(
            sizes, theirs, "s:", color=colour, alpha=0.6, label=f"scipy cKDTree, {ring_count:,} sources"
        )
    axes.set(
        xlabel="points",
        ylabel="CPU seconds, one core",
        title="Points within geodesic radii: counts for each source",
    )
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--rim", type=int, metavar="POINTS")
    parser.add_argument("--stream", type=int, metavar="POINTS")
    parser.add_argument("--plot", metavar="FILE")
    given = parser.parse_args()
    if given.stream:
        stream(given.stream)
        return
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if given.rim:
        rim(given.rim)
    elif given.plot:
        plot(given.plot)
    else:
        compare(10**5, 100)
        compare(10**6, 3)
        if given.big:
            big()


if __name__ == "__main__":
    main()
