"""The drawn ring against the exact one, in pixels, at every zoom; polar and date-line rings."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from geographiclib.geodesic import Geodesic

from geo.maps.html import save_html
from geo.maps.payload import payload
from geo.maps.range_map import range_map
from geo.model import Launch, Place
from tests.maps.conftest import make_claim, make_reach

if TYPE_CHECKING:
    from tests.maps.conftest import Page

VIEW = "const view = georeach.views[0];"


def exact_pixels(
    page: Page, lat: float, lon: float, metres: float, azimuths: list[float]
) -> list[list[float]]:
    points = [Geodesic.WGS84.Direct(lat, lon, azimuth, metres) for azimuth in azimuths]
    return page.run(
        VIEW
        + "return arguments[0].map(p => { const q = view.map.project(L.latLng(p)).subtract(view.map.getPixelOrigin()); return [q.x, q.y] })",
        [[point["lat2"], point["lon2"]] for point in points],
    )


def off(point: list[float], line: list[list[float]]) -> float:
    """Distance from a point to a line, pixels."""
    best = math.inf
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        t = max(0.0, min(1.0, ((point[0] - ax) * dx + (point[1] - ay) * dy) / ((dx * dx + dy * dy) or 1)))
        best = min(best, math.hypot(point[0] - ax - t * dx, point[1] - ay - t * dy))
    return best


@pytest.mark.browser
@pytest.mark.parametrize("zoom", [3, 5.25, 8, 10, 12])
def test_the_drawn_ring_is_within_a_pixel_of_the_exact_one(
    browser: Page, tmp_path_factory: pytest.TempPathFactory, zoom: float
) -> None:
    place = Place("x:a", "A", "other", 34.8, 50.91)
    claim = make_claim("about 190 miles", "Longbow")
    path = tmp_path_factory.mktemp("pixel") / "map.html"
    browser.open(save_html(range_map(make_reach(launches=(Launch(place),), claims=(claim,))), path))
    start = Geodesic.WGS84.Direct(50.91, 34.8, 67, claim.length.best)
    browser.run(
        VIEW + "view.map.setView(arguments[0], arguments[1], {animate: false})",
        [start["lat2"], start["lon2"]],
        zoom,
    )
    drawn = browser.run(
        VIEW + "return document.querySelector('path.geo-best').getAttribute('d').split('M').filter(Boolean)"
        ".map(part => part.split('L').map(p => p.split(' ').map(Number)))"
    )
    lines = [[point for point in line if len(point) == 2] for line in drawn]
    width = {3: 180, 5.25: 60, 8: 8, 10: 2, 12: 0.5}[zoom]
    points = exact_pixels(
        browser, 50.91, 34.8, claim.length.best, [67 + width * (k / 20 - 0.5) for k in range(21)]
    )
    assert max(min(off(point, line) for line in lines if len(line) > 1) for point in points) < 1


def test_a_ring_over_the_date_line_is_one_line_in_the_page() -> None:
    place = Place("x:b", "B", "other", 179.5, 51.0)
    data = payload(
        make_reach(launches=(Launch(place),), claims=(make_claim("500 km", "Longbow"),)), ground=False
    )
    assert [len(band["best"]) for band in data["bands"]] == [1]
    assert data["launches"][0]["lon"] == 179.5
    assert data["bounds"][0] < 173
    assert data["bounds"][2] > 186


def test_a_ring_around_the_pole_has_no_seam() -> None:
    place = Place("x:c", "C", "other", 20.0, 84.0)
    data = payload(
        make_reach(launches=(Launch(place),), claims=(make_claim("1500 km", "Longbow"),)), ground=False
    )
    assert [len(band["best"]) for band in data["bands"]] == [1]
    assert any("web map ends" in line for line in data["caveats"])
