"""What a reader does with the page, done in a real browser: drag, keys, measure, search, units, time, saving."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from geographiclib.geodesic import Geodesic
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from geo.maps.html import save_html
from geo.maps.range_map import range_map
from geo.model import Launch, Place
from tests.maps.conftest import BELGOROD, SUMY, make_claim, make_reach

if TYPE_CHECKING:
    from pathlib import Path

    from tests.maps.conftest import Page

pytestmark = pytest.mark.browser
VIEW = "const view = georeach.views[0];"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    launches = (Launch(SUMY, "illustrative"), Launch(BELGOROD, "declared"))
    return save_html(range_map(make_reach(launches=launches)), tmp_path_factory.mktemp("tools") / "map.html")


@pytest.fixture
def page(browser: Page, saved: Path) -> Page:
    browser.size(1280, 860)
    browser.open(saved)
    return browser


def ring_error(page: Page) -> float:
    """How far the first launch's rings are from their distance, metres."""
    rings = page.run(
        VIEW + "const l = view.data.launches[0]; return view.bands.list.filter(b => b.launch === 0)"
        ".map(b => [l.lat, l.lon, b.claimData.best, view.bands.points(b).map(p => [p.lat, p.lng])])"
    )
    return max(
        abs(Geodesic.WGS84.Inverse(lat, lon, *point)["s12"] - best)
        for lat, lon, best, points in rings
        for point in points
    )


def test_a_launch_is_dragged_by_mouse_and_rings_follow(page: Page) -> None:
    before = page.run(VIEW + "const l = view.data.launches[0]; return [l.lat, l.lon]")
    marker = page.driver.find_element("css selector", ".geo-launch")
    ActionChains(page.driver).click_and_hold(marker).move_by_offset(60, -40).move_by_offset(
        20, -10
    ).release().perform()
    after = page.run(VIEW + "const l = view.data.launches[0]; return [l.lat, l.lon]")
    assert after[0] > before[0] + 0.1
    assert after[1] > before[1] + 0.1
    assert ring_error(page) < 1
    assert "moved by hand" in page.run(
        "return [...document.querySelectorAll('.geo-text')].map(t => t.textContent)"
    )
    assert page.console() == []


def test_a_launch_is_moved_by_touch(page: Page) -> None:
    box = page.driver.find_element("css selector", ".geo-launch").rect
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.run(VIEW + "return view.data.launches[0].lon")
    page.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]), ("touchMove", [{"x": x + 10, "y": y}]), ("touchMove", [{"x": x + 50, "y": y}]),
        ("touchEnd", []),
    ):  # fmt: skip
        page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    assert page.run(VIEW + "return view.data.launches[0].lon") > before + 0.1
    assert ring_error(page) < 1


def test_arrow_keys_move_a_launch_and_escape_puts_it_back(page: Page) -> None:
    home = page.run(VIEW + "const l = view.data.launches[0]; return [l.lat, l.lon]")
    marker = page.driver.find_element("css selector", ".geo-launch")
    page.run("arguments[0].focus()", marker)
    ActionChains(page.driver).send_keys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_RIGHT).perform()
    moved = page.run(VIEW + "const l = view.data.launches[0]; return [l.lat, l.lon]")
    assert moved[0] > home[0]
    assert moved[1] > home[1]
    assert ring_error(page) < 1
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    assert page.run(VIEW + "const l = view.data.launches[0]; return [l.lat, l.lon]") == home


def test_pointer_tells_distance_and_azimuth_from_the_chosen_launch(page: Page) -> None:
    page.run(VIEW + "view.tools.cursor(L.latLng(51.73, 36.19))")
    text = page.driver.find_element("css selector", ".geo-readout").text
    found = Geodesic.WGS84.Inverse(SUMY.lat, SUMY.lon, 51.73, 36.19)
    assert f"{found['s12'] / 1000:.0f} km" in text
    assert f"azimuth {found['azi1']:.0f}°" in text
    page.run(
        "const s = document.querySelector('select[aria-label^=Pointer]'); s.value = 1; s.dispatchEvent(new Event('change'))"
    )
    page.run(VIEW + "view.tools.cursor(L.latLng(51.73, 36.19))")
    assert "from Belgorod" in page.driver.find_element("css selector", ".geo-readout").text


def test_measure_by_mouse_and_by_keyboard(page: Page) -> None:
    button = page.driver.find_element("xpath", "//button[text()='Measure']")
    page.run("arguments[0].click()", button)
    assert button.get_attribute("aria-pressed") == "true"
    page.run(
        VIEW
        + "for (const p of [[50, 34], [51, 36], [52, 34]]) view.map.fire('click', { latlng: L.latLng(p) })"
    )
    geodesic = Geodesic.WGS84
    total = geodesic.Inverse(50, 34, 51, 36)["s12"] + geodesic.Inverse(51, 36, 52, 34)["s12"]
    assert page.run(VIEW + "return view.tools.measure.total()") == pytest.approx(total, abs=1)
    ActionChains(page.driver).send_keys(Keys.ENTER).perform()
    assert page.run(VIEW + "return view.tools.measure.points.length") == 4
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    assert button.get_attribute("aria-pressed") == "false"


def test_a_place_is_found_and_its_standing_told(page: Page) -> None:
    page.run(
        "const s = document.querySelector('input[type=search]'); s.value = 'kursk'; s.dispatchEvent(new Event('change'))"
    )
    text = page.driver.find_element("css selector", ".geo-found").text
    assert "Longbow from Sumy: within the stated range" in text
    page.run(
        "const s = document.querySelector('input[type=search]'); s.value = 'Zzyzx'; s.dispatchEvent(new Event('change'))"
    )
    assert "No place of that name" in page.driver.find_element("css selector", ".geo-found").text


def test_units_change_everywhere(page: Page) -> None:
    page.run(
        "const s = document.querySelector('select[aria-label=Units]'); s.value = 'km'; s.dispatchEvent(new Event('change'))"
    )
    legend = page.driver.find_element("css selector", ".geo-legend").text
    assert "about 310 km" in legend
    assert "mi" not in legend.split("ALSO")[0].replace("miles", "")
    labels = page.run("return [...document.querySelectorAll('.geo-text')].map(t => t.textContent).join(' ')")
    assert "about 310 km from Sumy" in labels
    assert "190 mi" not in labels


def test_time_slider_hides_what_is_later(page: Page) -> None:
    assert page.run("return document.querySelectorAll('path.geo-best').length") == 4
    page.run(
        "const s = document.querySelector('input[type=range]'); s.value = 0; s.dispatchEvent(new Event('input'))"
    )
    assert page.run("return document.querySelectorAll('path.geo-best').length") == 0
    assert page.run("return document.querySelectorAll('path.geo-zone').length") == 1


def test_table_sorts_and_lights_its_ring(page: Page) -> None:
    page.run(
        "document.querySelector('.geo-table').open = true; document.querySelectorAll('.geo-table th button')[2].click()"
    )
    names = page.run(
        "return [...document.querySelectorAll('.geo-table tbody tr')].map(r => r.cells[1].textContent)"
    )
    assert names.index("Shortbow") < names.index("Longbow")
    page.run(
        "[...document.querySelectorAll('.geo-table tbody tr')].find(r => r.cells[1].textContent === 'Longbow').focus()"
    )
    assert page.run("return document.querySelectorAll('path.geo-strong').length") == 1


def test_saved_svg_holds_map_words_and_caveat(page: Page) -> None:
    source = page.run(VIEW + "return view.tools.picture.source()")
    root = ET.fromstring(source)
    text = " ".join("".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "A stated range is not capability, permission or intent." in text
    assert "Longbow" in text
    assert "var(" not in source
    assert "color-mix" not in source
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 8


def test_saved_png_is_a_picture(page: Page) -> None:
    data = page.driver.execute_async_script(
        VIEW + "const done = arguments[0]; view.tools.picture.png(1).then(async blob => {"
        "const bytes = new Uint8Array(await blob.arrayBuffer()); let s = ''; for (const b of bytes) s += String.fromCharCode(b); done(btoa(s)) })"
    )
    png = base64.b64decode(data)
    assert png.startswith(b"\x89PNG")
    assert len(png) > 40_000
    assert page.console() == []


def test_borders_of_the_other_viewpoint_can_be_looked_at(browser: Page, tmp_path: Path) -> None:
    south = Place("x:s", "Southford", "settlement", 35.0, 46.8, "UA")
    claims = (make_claim("200 km", "Longbow"),)
    browser.open(
        save_html(range_map(make_reach(launches=(Launch(south),), claims=claims)), tmp_path / "map.html")
    )
    count = "return document.querySelectorAll('path.geo-border').length"
    assert "internationally recognised" in browser.run(
        "return document.querySelector('.geo-caveat').textContent"
    )
    lines = browser.run(
        "return [...document.querySelectorAll('path.geo-border')].map(p => p.getAttribute('d')).join()"
    )
    browser.run(
        "[...document.querySelectorAll('.geo-bar button')].find(b => b.textContent === 'Borders: recognised').click()"
    )
    assert "de facto control" in browser.run("return document.querySelector('.geo-caveat').textContent")
    assert (
        browser.run(
            "return [...document.querySelectorAll('path.geo-border')].map(p => p.getAttribute('d')).join()"
        )
        != lines
    )
    assert browser.run(count) == 2
    browser.run(
        "[...document.querySelectorAll('.geo-bar button')].find(b => b.textContent === 'Borders: de facto').click()"
    )
    assert (
        browser.run(
            "return [...document.querySelectorAll('path.geo-border')].map(p => p.getAttribute('d')).join()"
        )
        == lines
    )
    assert browser.console() == []
