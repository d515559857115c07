"""Very many rings and points stay usable and exact."""

from __future__ import annotations

import folium
import numpy as np
import pytest
from pyproj import Geod

from geo.geodesy.rings import range_rings
from geo.maps.html import save_html
from geo.maps.points import PointsLayer
from geo.maps.range_map import range_map
from geo.maps.static_map import save_figure
from geo.model import Band, Claims, Document, Launch, Place, Reach, Scenario
from tests.maps.conftest import make_claim


@pytest.fixture(scope="module")
def crowd():
    draw = np.random.default_rng(5)
    lonlat = np.column_stack([draw.normal(36, 3, 3000), draw.normal(49, 2, 3000)])
    claim = make_claim("80 km", "Shortbow")
    rings = range_rings(lonlat, 80_000.0, tolerance=500)
    launches = tuple(
        Launch(Place(str(i), f"P{i}", "other", float(x), float(y)), "illustrative")
        for i, (x, y) in enumerate(lonlat)
    )
    bands = tuple(Band(claim, launch, ring, ring, ring) for launch, ring in zip(launches, rings, strict=True))
    return lonlat, Reach(Claims((Document("brief", ""),), (claim,)), Scenario(launches), bands)


@pytest.mark.browser
def test_the_page_counts_the_rings_over_a_point_exactly(browser, crowd, tmp_path):
    lonlat, reach = crowd
    path = save_html(range_map(reach), tmp_path / "many.html")
    assert path.stat().st_size < 700_000
    browser.open(path)
    for lon, lat in ((36.0, 49.0), (33.1, 47.7), (40.2, 51.4)):
        away = Geod(ellps="WGS84").inv(*lonlat.T, np.full(3000, lon), np.full(3000, lat))[2]
        found = browser.run(
            "return georeach.views[0].crowds[0].covering({lat: arguments[0], lng: arguments[1]})", lat, lon
        )
        assert abs(found - int((away <= 80_000).sum())) <= int((np.abs(away - 80_000) < 20).sum())
    most = browser.run("return georeach.views[0].crowds[0].most")
    assert 0.9 * 3000 * 80**2 / (2 * 217 * 222) < most < 2 * 3000 * 80**2 / (2 * 217 * 222)
    assert "3,000 launch points" in browser.run("return document.body.innerText")
    assert browser.console() == []


@pytest.mark.browser
def test_a_hundred_thousand_points_are_one_string_and_one_canvas(browser, tmp_path):
    draw = np.random.default_rng(6)
    own = folium.Map([49, 36], zoom_start=6, tiles=None)
    PointsLayer(
        np.column_stack([draw.normal(36, 3, 100_000), draw.normal(49, 2, 100_000)]), "Events {{7*7}}"
    ).add_to(own)
    path = save_html(own, tmp_path / "points.html")
    assert path.stat().st_size < 2_000_000
    browser.open(path)
    lit = browser.run(
        "const c = document.querySelector('canvas.geo-canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n"
    )
    assert lit > 50_000
    assert "Events {{7*7}}: 100,000" in browser.run("return document.body.innerText")
    assert browser.requests() == []
    assert browser.console() == []


def test_a_picture_of_very_many(crowd, tmp_path):
    assert save_figure(crowd[1], tmp_path / "many.png", dpi=50).stat().st_size > 20_000
