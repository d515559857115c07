"""The page's own geodesics against geographiclib, in the browser."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from geographiclib.geodesic import Geodesic

from geo.maps.html import save_html
from geo.maps.range_map import range_map
from tests.maps.conftest import make_reach

if TYPE_CHECKING:
    from tests.maps.conftest import Page

pytestmark = pytest.mark.browser
WGS84 = Geodesic.WGS84


@pytest.fixture(scope="module")
def page(browser: Page, tmp_path_factory: pytest.TempPathFactory) -> Page:
    path = tmp_path_factory.mktemp("geodesic") / "map.html"
    save_html(range_map(make_reach()), path)
    browser.open(path)
    return browser


def pairs() -> list[tuple[float, float, float, float]]:
    draw = random.Random(20241117)
    found = [
        (draw.uniform(-90, 90), draw.uniform(-180, 180), draw.uniform(-90, 90), draw.uniform(-180, 180))
        for _ in range(300)
    ]
    for _ in range(60):
        lat, lon = draw.uniform(-80, 80), draw.uniform(-180, 180)
        found.append((lat, lon, -lat + draw.uniform(-0.6, 0.6), lon + 180 + draw.uniform(-0.6, 0.6)))
        found.append((lat, lon, lat + draw.uniform(-1e-4, 1e-4), lon + draw.uniform(-1e-4, 1e-4)))
    found += [
        (0, 0, 0, 180),
        (0, 0, 0.5, 179.7),
        (0, 0, 0, 179.5),
        (90, 0, -90, 0),
        (50, 179.9, 51, -179.9),
        (10, 20, 10, 20),
    ]
    return found


def test_distance_is_within_a_metre_everywhere(page: Page) -> None:
    given = pairs()
    found = page.run(
        "return arguments[0].map(([a, b, c, d]) => georeach.inverse(georeach.origin(a, b), c, d).metres)",
        given,
    )
    errors = [abs(f - WGS84.Inverse(*pair)["s12"]) for f, pair in zip(found, given, strict=True)]
    assert max(errors) < 1


def test_azimuth_leads_there(page: Page) -> None:
    given = [pair for pair in pairs()[:300] if abs(pair[0]) < 89]
    found = page.run(
        "return arguments[0].map(([a, b, c, d]) => { const o = georeach.origin(a, b), i = georeach.inverse(o, c, d);"
        " return georeach.direct(o, i.azimuth, i.metres) })",
        given,
    )
    assert max(WGS84.Inverse(*there, *pair[2:])["s12"] for there, pair in zip(found, given, strict=True)) < 1


@pytest.mark.parametrize(("lat", "lon"), [(50.9, 34.8), (-33, 179.5), (88, 10), (0, 0)])
@pytest.mark.parametrize("metres", [1000, 305775, 2_000_000, 9_000_000])
def test_ring_lies_at_its_distance(page: Page, lat: float, lon: float, metres: float) -> None:
    line = page.run("return georeach.ring(...arguments, 90).line", lat, lon, metres)
    assert max(abs(WGS84.Inverse(lat, lon, *point)["s12"] - metres) for point in line) < 1
    assert max(abs(a[1] - b[1]) for a, b in zip(line[1:], line[:-1], strict=True)) < 180
