"""A map in company: two reaches on one map, in an article of any width, on paper, under hostile names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import pytest

from geo.maps.html import save_html
from geo.maps.payload import payload
from geo.maps.range_map import range_map
from geo.maps.words import named_apart
from geo.model import Launch, Place
from tests.maps.conftest import BELGOROD, SUMY, make_claim, make_reach

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Reach
    from tests.maps.conftest import Page

VIEW = "const view = georeach.views[0];"
BOXES = (
    "return [...document.querySelectorAll('.geo-text')].map(t => { const b = t.getBBox();"
    " return [b.x, b.y + 2, b.x + b.width, b.y + b.height - 2] })"
)


def overlap(a: list[float], b: list[float]) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


@pytest.mark.browser
def test_two_reaches_on_one_map_share_labels_and_scale(browser: Page, tmp_path: Path) -> None:
    own = folium.Map([50, 34], zoom_start=6, tiles=None)
    range_map(make_reach(), map=own)
    range_map(make_reach(launches=(Launch(Place("x:z", "Zed", "other", 31.0, 49.0)),)), map=own)
    browser.size(1280, 860)
    browser.open(save_html(own, tmp_path / "own.html"))
    boxes = browser.run(BOXES)
    assert len(boxes) > 30
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert browser.run("return document.querySelectorAll('.geo-scalebar').length") == 1
    countries = browser.run(
        "return [...document.querySelectorAll('.geo-text-country')].map(t => t.textContent)"
    )
    assert len(countries) == len(set(countries))
    assert browser.console() == []


@pytest.mark.browser
def test_no_name_of_the_ground_is_crossed_by_a_ring(
    browser: Page, small_reach: Reach, tmp_path: Path
) -> None:
    browser.size(1280, 860)
    browser.open(save_html(range_map(small_reach), tmp_path / "map.html"))
    crossed = browser.run(
        "const lines = [...document.querySelectorAll('path.geo-best')].flatMap(p => "
        " Array.from({ length: 900 }, (_, i) => p.getPointAtLength(p.getTotalLength() * i / 900)));"
        "return [...document.querySelectorAll('.geo-text-city, .geo-text-region, .geo-text-country, .geo-text-ring')]"
        ".filter(t => { const b = t.getBBox(); return lines.some(p => p.x > b.x + 1 && p.x < b.x + b.width - 1 && p.y > b.y + 3 && p.y < b.y + b.height - 3) })"
        ".map(t => t.textContent)"
    )
    assert crossed == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 700, 1200])
def test_a_fragment_fits_its_column(browser: Page, small_reach: Reach, tmp_path: Path, width: int) -> None:
    snippet = save_html(range_map(small_reach), tmp_path / "snippet.html", fragment=True).read_text(
        encoding="utf-8"
    )
    host = tmp_path / "host.html"
    host.write_text(
        f"<!doctype html><meta charset='utf-8'><body style='margin:12px'><p>Before</p>{snippet}<p>After</p>",
        encoding="utf-8",
    )
    inside = (
        "const frame = view.map.getContainer().getBoundingClientRect();"
        "const ring = document.querySelector('path.geo-best').getBoundingClientRect();"
        "return [innerWidth, document.documentElement.scrollWidth, ring.left >= frame.left && ring.right <= frame.right"
        " && ring.top >= frame.top && ring.bottom <= frame.bottom]"
    )
    browser.size(width, 900)
    browser.open(host)
    for now in (width, 500):
        browser.size(now, 900)
        frame = browser.run(
            "const f = document.querySelector('iframe').getBoundingClientRect(); return [f.width, f.height]"
        )
        assert frame[0] == now - 24
        assert 460 <= frame[1] <= 820
        browser.driver.switch_to.frame(0)
        wide, scrolled, whole = browser.run(
            "return new Promise(done => setTimeout(() => done((() => {" + VIEW + inside + "})()), 300))"
        )
        browser.driver.switch_to.default_content()
        assert scrolled <= wide == now - 24
        assert whole


@pytest.mark.browser
def test_paper_holds_the_whole_map_and_the_screen_is_as_it_was(
    browser: Page, small_reach: Reach, tmp_path: Path
) -> None:
    browser.size(1280, 860, dark=True)
    browser.open(save_html(range_map(small_reach), tmp_path / "map.html"))
    state = (
        VIEW
        + "return [view.map.getCenter().lat, view.map.getCenter().lng, view.map.getZoom(), document.documentElement.dataset.theme ?? null]"
    )
    before = browser.run(state)
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    frame, ring, theme = browser.run(
        "const box = n => { const b = document.querySelector(n).getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] };"
        "return [box('.geo-stage'), box('path.geo-best'), document.documentElement.dataset.theme]"
    )
    assert ring[0] > frame[0]
    assert ring[1] > frame[1]
    assert ring[2] < frame[2]
    assert ring[3] < frame[3]
    assert theme == "light"
    browser.run("window.dispatchEvent(new Event('afterprint'))")
    after = browser.run(state)
    assert after[:3] == pytest.approx(before[:3], abs=0.02)
    assert after[3] == before[3]


def test_launches_of_one_name_are_told_apart() -> None:
    twins = (
        Launch(Place("a", "Springfield", "settlement", -93.3, 37.2, "US", "Missouri")),
        Launch(Place("b", "Springfield", "settlement", -89.6, 39.8, "US", "Illinois")),
        Launch(SUMY),
        Launch(Place("c", "Here", "other", 10.0, 50.0)),
        Launch(Place("d", "Here", "other", 11.0, 50.0)),
    )
    names = named_apart(twins)
    assert len(set(names)) == 5
    assert "Missouri" in names[0]
    assert names[2] == "Sumy"
    assert "10.00" in names[3]


def test_direction_characters_turn_nothing_around_them() -> None:
    data = payload(make_reach(words="\u202eevil"), ground=False)
    pieces = [
        data["title"],
        *data["source"],
        data["claims"][0]["name"],
        data["zones"][0]["note"],
        data["launches"][0]["note"],
    ]
    for piece in pieces:
        depth = 0
        for letter in piece:
            depth += letter == "\u2068"
            depth -= letter == "\u2069"
            assert letter != "\u202e" or depth > 0, piece
        assert depth == 0


def test_towns_are_named_rather_than_their_districts() -> None:
    claims = (make_claim("300 km", "Longbow"),)
    data = payload(make_reach(claims=claims, launches=(Launch(BELGOROD),)))
    named = {name for name, *_ in data["base"]["cities"]}
    assert {"Kharkiv", "Donetsk"} <= named
    assert not {"Saltivka", "Rutchenkivskyi", "Pravyi Bereh"} & named


def test_names_say_which_viewpoint_they_follow() -> None:
    from dataclasses import replace

    reach = make_reach()
    assert not any("Names" in line for line in payload(reach, ground=False)["caveats"])
    other = replace(reach, scenario=replace(reach.scenario, viewpoint="de_facto"))
    assert any("by recognition" in line for line in payload(other, ground=False)["caveats"])
