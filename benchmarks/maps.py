"""Maps: how large a page is, how soon it is painted, how smoothly a launch is dragged; plain folium beside it.

Run: python benchmarks/maps.py. Needs Chromium and chromedriver; the network is refused.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import folium
import numpy as np
import shapely
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from geo.bands import reach
from geo.geodesy.rings import range_rings
from geo.maps.html import save_html
from geo.maps.points import PointsLayer
from geo.maps.range_map import range_map
from geo.model import Band, Claims, Document, Launch, Place, RangeClaim, Reach, Scenario
from geo.units import parse_length


def claim(text: str, name: str) -> RangeClaim:
    return RangeClaim(0, len(text), text, parse_length(text), (name,), (), f"{name} flies {text}.", "brief")


def launch(lon: float, lat: float) -> Launch:
    return Launch(Place(f"{lon},{lat}", f"{lat:.2f}, {lon:.2f}", "other", lon, lat), "illustrative")


def browser(profile: str) -> Any:
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
                 "--proxy-server=127.0.0.1:9", "--window-size=1280,860", f"--user-data-dir={profile}"):  # fmt: skip
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def painted(driver: Any, path: Path) -> float:
    """Milliseconds to the first contentful paint, the median of five."""
    times = []
    for _ in range(5):
        driver.get(path.as_uri())
        time.sleep(0.5)
        times.append(
            driver.execute_script(
                "return performance.getEntriesByName('first-contentful-paint')[0].startTime"
            )
        )
    return statistics.median(times)


def small() -> Reach:
    claims = (claim("about 190 miles", "Longbow"), claim("about 155 miles", "Shortbow"))
    return reach(
        Claims((Document("brief", ""),), claims), Scenario((launch(34.8, 50.9), launch(36.25, 50.0)))
    )


def twenty() -> Reach:
    claims = tuple(claim(f"{km} km", f"Bow {km}") for km in range(40, 440, 20))
    return reach(Claims((Document("brief", ""),), claims), Scenario((launch(35, 50),)))


def many(count: int = 10_000) -> Reach:
    draw = np.random.default_rng(0)
    lonlat = np.column_stack([draw.normal(36, 4, count), draw.normal(49, 3, count)])
    one = claim("80 km", "Shortbow")
    rings = range_rings(lonlat, 80_000.0, tolerance=100)
    launches = tuple(launch(float(lon), float(lat)) for lon, lat in lonlat)
    bands = tuple(Band(one, start, ring, ring, ring) for start, ring in zip(launches, rings, strict=True))
    return Reach(Claims((Document("brief", ""),), (one,)), Scenario(launches), bands)


def plain(shown: Reach, path: Path, most: int = 1000) -> tuple[float, int, int]:
    """The same rings by folium alone: seconds, bytes and number of rings."""
    begin = time.perf_counter()
    own = folium.Map([50, 35], zoom_start=6, tiles=None)
    bands = shown.bands[:most]
    for band in bands:
        folium.Polygon(shapely.get_coordinates(band.best)[:, ::-1].tolist(), tooltip=band.claim.name).add_to(
            own
        )
    own.save(path)
    return time.perf_counter() - begin, path.stat().st_size, len(bands)


def row(name: str, *values: object) -> None:
    print(f"{name:44s}", *(f"{value!s:>14s}" for value in values))


def page(driver: Any, folder: Path, name: str, shown: Reach) -> None:
    begin = time.perf_counter()
    path = save_html(range_map(shown), folder / "ours.html")
    ours = time.perf_counter() - begin, path.stat().st_size, painted(driver, path)
    seconds, size, count = plain(shown, folder / "plain.html")
    row(name, f"{ours[0]:.2f} s", f"{ours[1] / 1e3:,.0f} kB", f"{ours[2]:.0f} ms")
    row(f"  folium alone, {count:,} rings, blank offline", f"{seconds:.2f} s", f"{size / 1e3:,.0f} kB", "-")


def points(driver: Any, folder: Path) -> None:
    draw = np.random.default_rng(1)
    lonlat = np.column_stack([draw.normal(36, 3, 100_000), draw.normal(49, 2, 100_000)])
    begin = time.perf_counter()
    own = folium.Map([49, 36], zoom_start=6, tiles=None)
    PointsLayer(lonlat, "Events").add_to(own)
    path = save_html(own, folder / "points.html")
    row(
        "100,000 points",
        f"{time.perf_counter() - begin:.2f} s",
        f"{path.stat().st_size / 1e3:,.0f} kB",
        f"{painted(driver, path):.0f} ms",
    )


def drag(driver: Any, folder: Path) -> None:
    """Script time of one step of a drag, as the page does it: 20 rings of 180 vertices and the edges of their bands."""
    driver.get(save_html(range_map(twenty()), folder / "drag.html").as_uri())
    steps = driver.execute_script(
        "const view = georeach.views[0], times = [];"
        "for (let i = 0; i < 120; i++) { const t = performance.now();"
        " view.moveLaunch(0, L.latLng(50 + i / 500, 35 + i / 300)); times.push(performance.now() - t) } return times"
    )
    middle, late = statistics.median(steps), sorted(steps)[114]
    row("one step of a drag, 20 rings of 180 vertices", f"{middle:.1f} ms", "median", f"{late:.1f} ms p95")


def main() -> None:
    row("", "to make", "file", "first paint")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as profile:
        driver = browser(profile)
        try:
            save_html(range_map(small()), Path(folder) / "warm.html")
            page(driver, Path(folder), "2 systems, 2 launches", small())
            page(driver, Path(folder), "10,000 rings", many())
            points(driver, Path(folder))
            drag(driver, Path(folder))
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
