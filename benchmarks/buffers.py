"""Geodesic buffers beside those of other programs: time and true error of each, in one run on the same inputs.

    python benchmarks/buffers.py [--radius 300] [--only Ukraine,front] [--repeat 5] [--quick]

The error is what `verify_buffer` certifies against exact geodesics: metres too far, metres too short. Times are
processor time, the median of several runs taken in turns, and are given as a ratio to shapely's buffer in one azimuthal equidistant
plane (64 segments a quarter circle), conversions included. Peers that are not installed are named as left out:
PostGIS (Debian's `postgresql` and `postgis`; started here in a temporary folder, as an ordinary user, on a socket),
`sedonadb` with `geoarrow-pyarrow`, `s2geometry`, and Node with `@turf/circle` for rings (`NODE_PATH`).
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import math
import os
import shutil
import statistics
import subprocess
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.geodesy.buffers import buffer
from geo.geodesy.verify import verify_buffer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Make = Callable[[shapely.Geometry, float], shapely.Geometry]

PLANE = "one plane"
FEW = 3000
"""The slower peers are asked only for sources of up to so many vertices."""


def sources() -> dict[str, shapely.Geometry]:
    from geo.borders import outline
    from geo.gazetteer import find_places

    shapes = {}
    for name in ("Ukraine", "Mexico", "Fiji", "Russia", "Antarctica"):
        country = next(place for place in find_places(name) if place.kind == "country")
        shapes[name] = outline(country)
    shapes["front"] = front_line(10_001)
    shapes["points"] = shapely.MultiPoint(np.random.default_rng(5).normal((32, 49), (3, 1.5), (10_000, 2)))
    return shapes


def front_line(count: int) -> shapely.LineString:
    """A made front line of about 900 km by midpoint displacement."""
    rng = np.random.default_rng(3)
    points = np.array(
        [[36.3, 50.4], [37.9, 49.6], [38.2, 48.5], [37.5, 47.9], [35.9, 47.5], [34.0, 46.9], [32.0, 46.5]]
    )
    while len(points) < count:
        run = np.diff(points, axis=0)
        middle = (
            points[:-1]
            + run / 2
            + np.column_stack([-run[:, 1], run[:, 0]]) * rng.normal(0, 0.18, (len(run), 1))
        )
        woven = np.empty((len(points) + len(middle), 2))
        woven[::2], woven[1::2] = points, middle
        points = woven
    return shapely.LineString(points[np.linspace(0, len(points) - 1, count).astype(int)])


def plane(geometry: shapely.Geometry, radius: float) -> shapely.Geometry:
    """Shapely in the azimuthal equidistant plane of the ellipsoid about the middle of the source.

    Points are buffered one by one and joined: GEOS takes minutes for ten thousand at once.
    """
    from pyproj import Transformer

    from geo.geodesy.lonlat import Chart

    middle = Chart.around(geometry)
    crs = f"+proj=aeqd +lat_0={middle.lat} +lon_0={middle.lon} +datum=WGS84"
    there = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    flat = shapely.transform(geometry, lambda c: np.column_stack(there.transform(c[:, 0], c[:, 1])))
    whole = flat if flat.is_valid else shapely.make_valid(flat)
    spots = shapely.get_parts(whole) if whole.geom_type == "MultiPoint" else whole
    grown = shapely.union_all(shapely.buffer(spots, radius, quad_segs=64))
    return shapely.transform(
        grown, lambda c: np.column_stack(there.transform(c[:, 0], c[:, 1], direction="INVERSE"))
    )


def utm(geometry: shapely.Geometry, radius: float) -> shapely.Geometry:
    """What geopandas users do: the estimated UTM zone and back."""
    import geopandas

    series = geopandas.GeoSeries([geometry], crs=4326)
    return series.to_crs(series.estimate_utm_crs()).buffer(radius, quad_segs=64).to_crs(4326).iloc[0]


def sedona() -> Make:
    import sedonadb

    connection = sedonadb.connect()
    connection.sql("SELECT ST_Buffer(ST_GeogFromText('POINT(0 0)'), 1.0)").to_pandas()

    def make(geometry: shapely.Geometry, radius: float) -> shapely.Geometry:
        query = f"SELECT ST_AsText(ST_Buffer(ST_GeogFromText('{geometry.wkt}'), {radius})) AS shape"
        return shapely.from_wkt(connection.sql(query).to_pandas()["shape"][0])

    return make


def s2() -> Make:
    """S2 on its sphere, to a thousandth of the radius; its loops are drawn by our own RFC 7946 writer."""
    import s2geometry as s2g

    from geo.geodesy.lonlat import fill

    def loop(ring: shapely.LinearRing) -> object:
        made = s2g.S2Loop()
        made.Init([s2g.S2LatLng.FromDegrees(lat, lon).ToPoint() for lon, lat in ring.coords[:-1]])
        made.Normalize()
        return made

    def drawn(made: object) -> shapely.Geometry:
        spots = [s2g.S2LatLng(made.vertex(i)) for i in range(made.num_vertices())]
        ring = [(spot.lng().degrees(), spot.lat().degrees()) for spot in spots]
        return fill([*ring, ring[0]])

    def make(geometry: shapely.Geometry, radius: float) -> shapely.Geometry:
        result = s2g.S2Polygon()
        options = s2g.S2BufferOperationOptions()
        options.set_buffer_radius(s2g.S1Angle.Radians(radius / 6371010.0))
        options.set_error_fraction(0.001)
        layer = s2g.S2PolygonLayer(result)
        operation = s2g.S2BufferOperation(layer, options)
        for part in shapely.get_parts(geometry):
            if part.geom_type == "Polygon":
                polygon = s2g.S2Polygon()
                polygon.InitNested([loop(ring) for ring in shapely.get_rings(part)])
                operation.AddPolygon(polygon)
            elif part.geom_type == "Point":
                operation.AddPoint(s2g.S2LatLng.FromDegrees(part.y, part.x).ToPoint())
            else:
                raise ValueError("its Python package takes no lines")
        if not operation.Build():
            raise ValueError("S2 could not build it")
        loops = [result.loop(i) for i in range(result.num_loops())]
        shells = shapely.union_all([drawn(made) for made in loops if made.depth() % 2 == 0])
        holes = [drawn(made) for made in loops if made.depth() % 2]
        return shapely.difference(shells, shapely.union_all(holes))

    make(shapely.Point(0, 0), 1e5)
    return make


@contextlib.contextmanager
def postgis() -> Iterator[Make]:
    """A PostgreSQL server of our own in a temporary folder, reached by a socket only."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs or not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        raise FileNotFoundError("no PostgreSQL with PostGIS")
    with tempfile.TemporaryDirectory() as folder:
        user = getpass.getuser()
        prefix: list[str] = []
        if os.geteuid() == 0:
            user = "postgres"
            shutil.chown(folder, user)
            prefix = ["runuser", "-u", user, "--"]
        tools = programs[-1].parent
        data = f"{folder}/data"
        subprocess.run(
            [*prefix, tools / "initdb", "-D", data, "-A", "trust", "-U", user],
            check=True,
            capture_output=True,
        )
        serve = f"-c listen_addresses='' -k {folder}"
        start = [*prefix, tools / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", serve]
        subprocess.run([*start, "start"], check=True, capture_output=True)
        try:
            ask = [*prefix, "psql", "-h", folder, "-U", user, "-d", "postgres", "-X", "-q", "-t", "-A"]
            subprocess.run([*ask, "-c", "CREATE EXTENSION postgis"], check=True, capture_output=True)
            yield lambda geometry, radius: _asked(ask, geometry, radius)
        finally:
            subprocess.run([*start, "-m", "fast", "stop"], check=True, capture_output=True)


SERVER_SECONDS: dict[str, float] = {}
"""What the server itself says it took, by the name of the peer."""


def _asked(ask: list[str], geometry: shapely.Geometry, radius: float) -> shapely.Geometry:
    shape = f"ST_GeomFromWKB(decode('{geometry.wkb_hex}', 'hex'), 4326)::geography"
    query = (
        f"\\timing on\nSELECT ST_AsHEXEWKB(ST_Buffer({shape}, {radius}, 'quad_segs=64')::geometry, 'NDR');\n"
    )
    done = subprocess.run(ask, input=query, check=True, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line]
    if not lines or done.stderr.strip():
        raise ValueError(done.stderr.strip().splitlines()[0] if done.stderr.strip() else "no answer")
    SERVER_SECONDS["PostGIS"] = float(lines[-1].split()[1]) / 1000
    return shapely.from_wkb(lines[0])


def turf(center: tuple[float, float], radius: float, count: int) -> shapely.Geometry:
    script = (
        "const c=require('@turf/circle');const f=c.default||c.circle||c;"
        f"console.log(JSON.stringify(f([{center[0]},{center[1]}],{radius / 1e3},{{steps:{count}}}).geometry))"
    )
    done = subprocess.run(["node", "-e", script], check=True, capture_output=True, text=True)
    return shapely.geometry.shape(json.loads(done.stdout))


def peers(stack: contextlib.ExitStack) -> tuple[dict[str, Make], list[str]]:
    """The peers that are here, and the names of those left out."""
    found: dict[str, Make] = {PLANE: plane, "geopandas UTM": utm}
    absent = []
    for name, start in {
        "PostGIS": lambda: stack.enter_context(postgis()),
        "sedonadb": sedona,
        "s2geometry": s2,
    }.items():
        try:
            found[name] = start()
        except Exception as error:  # noqa: BLE001 - whatever keeps a peer away, it is left out by name
            absent.append(
                f"{name} ({type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})"
            )
    return found, absent


def timed(name: str, make: Make, geometry: shapely.Geometry, radius: float) -> tuple[shapely.Geometry, float]:
    SERVER_SECONDS.clear()
    began = time.process_time()
    result = make(geometry, radius)
    return result, SERVER_SECONDS.get(name, time.process_time() - began)


def error_of(result: shapely.Geometry, geometry: shapely.Geometry, radius: float) -> str:
    """The audit in a few words."""
    valid = "" if result.is_valid else "invalid; "
    west, _, east, _ = result.bounds
    if not math.isfinite(west + east):
        return "no numbers in it"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            audit = verify_buffer(result, geometry, radius, precision=1)
        except ValueError as error:
            return f"{valid}{error}"
    return (
        f"{valid}{audit.over:+,.1f} m too far, {audit.under:,.1f} m short, at most {audit.error_bound:,.1f}"
    )


def compare(geometry: shapely.Geometry, radius: float, makers: dict[str, Make], repeat: int) -> None:
    results, times = {}, {name: [] for name in makers}
    for _ in range(repeat):
        for name, make in makers.items():
            if name in results and results[name] is None:
                continue
            if times[name] and sum(times[name]) > 20:
                continue
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    results[name], seconds = timed(name, make, geometry, radius)
                times[name].append(seconds)
            except Exception as error:  # noqa: BLE001 - a peer that fails is part of the comparison
                results[name] = None
                print(f"    {name:22s} fails: {type(error).__name__} {str(error)[:90]}")
    base = statistics.median(times[PLANE])
    for name, result in results.items():
        if result is not None:
            took = statistics.median(times[name])
            vertices = shapely.get_num_coordinates(result)
            words = error_of(result, geometry, radius)
            print(
                f"    {name:22s} {took * 1e3:8.0f} ms  × {took / base:6.2f}  {vertices:7,d} vertices  {words}",
                flush=True,
            )


def rings() -> None:
    center, radius = (34.8, 50.9), 300e3
    ours = buffer(shapely.Point(center), radius)
    count = shapely.get_num_coordinates(ours) - 1
    print(f"\nA ring of 300 km, {count} vertices")
    print(f"    ours                   {error_of(ours, shapely.Point(center), radius)}")
    try:
        drawn = turf(center, radius, count)
    except (OSError, subprocess.CalledProcessError):
        print("    turf left out (no Node, or no @turf/circle in NODE_PATH)")
        return
    print(f"    turf                   {error_of(drawn, shapely.Point(center), radius)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--radius", type=float, nargs="*", default=[50, 300, 500], help="kilometres")
    parser.add_argument("--only", default="", help="names of sources, with commas")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="no peers but the plane")
    options = parser.parse_args()
    shapes = {
        name: shape
        for name, shape in sources().items()
        if not options.only or name in options.only.split(",")
    }
    with contextlib.ExitStack() as stack:
        others, absent = ({PLANE: plane}, ["all others"]) if options.quick else peers(stack)
        print("Left out:", ", ".join(absent) or "none")
        ours = {f"ours, {tolerance:g} m": _ours(tolerance) for tolerance in (100, 10, 1)}
        for name, shape in shapes.items():
            vertices = shapely.get_num_coordinates(shape)
            few = {
                peer: make for peer, make in others.items() if vertices <= FEW or peer in (PLANE, "PostGIS")
            }
            for kilometres in options.radius:
                print(f"\n{name}, {vertices:,} vertices, {kilometres:g} km")
                compare(shape, kilometres * 1e3, {**few, **ours}, options.repeat)
    rings()


def _ours(tolerance: float) -> Make:
    return lambda geometry, radius: buffer(geometry, radius, tolerance=tolerance)


if __name__ == "__main__":
    main()
