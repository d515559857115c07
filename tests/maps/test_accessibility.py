"""The map page for everybody: axe-core finds nothing by day and night, wide and narrow, and every control takes a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from geo.maps.html import save_html
from geo.maps.range_map import range_map
from geo.model import Launch, Place
from tests.axe import violations
from tests.maps.conftest import BELGOROD, SUMY, make_claim, make_reach

if TYPE_CHECKING:
    from pathlib import Path

    from tests.maps.conftest import Page

pytestmark = pytest.mark.browser
VIEW = "const view = georeach.views[0];"
FOCUSED = "return document.activeElement"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    launches = (Launch(SUMY, "illustrative"), Launch(BELGOROD, "declared"))
    return save_html(range_map(make_reach(launches=launches)), tmp_path_factory.mktemp("axe") / "map.html")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(browser: Page, saved: Path, width: int, dark: bool) -> None:
    browser.size(width, 800, dark=dark)
    browser.open(saved)
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert violations(browser.driver) == []


def test_axe_finds_nothing_with_a_card_open(browser: Page, saved: Path) -> None:
    browser.size(1280, 860, dark=False)
    browser.open(saved)
    browser.run(VIEW + "view.bands.list[0].hit.openPopup(view.bands.top(view.bands.list[0]))")
    assert browser.run("return document.querySelectorAll('.leaflet-popup').length") == 1
    assert violations(browser.driver) == []


def test_axe_finds_nothing_without_a_launch(browser: Page, tmp_path: Path) -> None:
    browser.size(1280, 860, dark=False)
    browser.open(save_html(range_map(make_reach(launches=())), tmp_path / "map.html"))
    assert violations(browser.driver) == []


def test_axe_finds_nothing_on_a_polar_map(browser: Page, tmp_path: Path) -> None:
    claims = (make_claim("15,000 km", "Longbow"),)
    browser.size(1280, 860, dark=True)
    browser.open(
        save_html(range_map(make_reach(launches=(Launch(SUMY),), claims=claims)), tmp_path / "map.html")
    )
    assert violations(browser.driver) == []


def test_axe_finds_nothing_of_ours_on_a_map_of_ones_own(browser: Page, tmp_path: Path) -> None:
    own = folium.Map([50, 36], zoom_start=6, tiles=None)
    browser.size(1280, 860, dark=False)
    browser.open(save_html(range_map(make_reach(), map=own), tmp_path / "own.html"))
    assert [line for line in violations(browser.driver) if "geo-" in line] == []


def tabbed(page: Page, most: int = 120) -> list[str]:
    """What the Tab key reaches, one name an element, from the top of the page."""
    page.run("document.activeElement.blur(); window.scrollTo(0, 0)")
    names: list[str] = []
    for _ in range(most):
        ActionChains(page.driver).send_keys(Keys.TAB).perform()
        name = page.run(
            "const e = document.activeElement; if (e === document.body) return null;"
            "return e.getAttribute('aria-label') || e.closest('label')?.textContent || e.textContent || e.tagName"
        )
        if name is None:
            break
        names.append(name)
    return names


def test_tab_reaches_every_control(browser: Page, saved: Path) -> None:
    browser.size(1280, 860, dark=False)
    browser.open(saved)
    names = tabbed(browser)
    for wanted in (
        "Map: ", "Zoom in", "Zoom out", "Launch Sumy", "Launch Belgorod", "Longbow: about 190 mi", "Longbow", "Kursk Oblast", "Find a place",
        "Units", "Pointer distance from", "Measure", "Whole map", "Full screen", "Light or dark", "Save SVG", "Save PNG", "Up to which day",
        "Places the text names", "Everything on this map as a table",
    ):  # fmt: skip
        assert any(name.strip().startswith(wanted) for name in names), wanted


def press(page: Page, target: str, *keys: str) -> None:
    page.run(f"({target}).focus()")
    ActionChains(page.driver).send_keys(*keys).perform()


def test_keys_alone_work_the_main_controls(browser: Page, saved: Path) -> None:
    browser.size(1280, 860, dark=False)
    browser.open(saved)
    button = "[...document.querySelectorAll('.geo-bar button')].find(b => b.textContent === '%s')"
    zoom = browser.run(VIEW + "return view.map.getZoom()")
    press(browser, "document.querySelector('.leaflet-control-zoom-in')", Keys.ENTER)
    browser.run("return new Promise(done => setTimeout(done, 400))")
    assert browser.run(VIEW + "return view.map.getZoom()") > zoom
    press(browser, button % "Whole map", Keys.ENTER)
    assert browser.run(VIEW + "return view.map.getZoom()") == zoom
    press(browser, "document.querySelector('.geo-switch input')", Keys.SPACE)
    assert browser.run("return document.querySelectorAll('path.geo-best').length") == 2
    press(browser, "document.querySelector('.geo-switch input')", Keys.SPACE)
    ring = "document.querySelector('path.geo-hit[aria-label^=Longbow]')"
    press(browser, ring, Keys.ENTER)
    assert "Longbow" in browser.run("return document.querySelector('.leaflet-popup').textContent")
    press(browser, ring, Keys.ESCAPE)
    gone = "return new Promise(done => setTimeout(() => done(document.querySelectorAll('.leaflet-popup').length), 400))"
    assert browser.run(gone) == 0
    press(browser, button % "Light or dark", Keys.SPACE)
    assert browser.run("return document.documentElement.dataset.theme") == "dark"
    press(browser, "document.querySelector('input[type=search]')", "kurs", Keys.ENTER)
    assert "Kursk" in browser.run("return document.querySelector('.geo-found').textContent")
    press(browser, "document.querySelector('input[type=range]')", Keys.ARROW_LEFT)
    assert browser.run("return document.querySelectorAll('path.geo-best').length") == 0
    press(browser, "document.querySelector('.geo-table summary')", Keys.ENTER)
    assert browser.run("return document.querySelector('.geo-table').open")
    assert browser.console() == []


def test_what_is_focused_can_be_seen(browser: Page, saved: Path) -> None:
    browser.size(1280, 860, dark=False)
    browser.open(saved)
    for _ in range(25):
        ActionChains(browser.driver).send_keys(Keys.TAB).perform()
        shown = browser.run(
            "const e = document.activeElement, s = getComputedStyle(e);"
            "return [e.className.baseVal ?? e.className, s.outlineStyle !== 'none' || (e.matches('.geo-hit') && s.strokeOpacity > 0)]"
        )
        assert shown[1], shown[0]


def test_a_lone_launch_needs_no_choice_of_launches(browser: Page, tmp_path: Path) -> None:
    """The page of a lone launch works without the choices that need two."""
    lone = make_reach(launches=(Launch(Place("x:l", "Lone", "settlement", 10.0, 5.0), "declared"),))
    browser.size(360, 740, dark=False)
    browser.open(save_html(range_map(lone), tmp_path / "map.html"))
    assert browser.run("return document.querySelector('select[aria-label^=Pointer]')") is None
    assert violations(browser.driver) == []
