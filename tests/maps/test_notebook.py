"""The map in a notebook and in somebody else's page."""

from __future__ import annotations

import base64
import html
import re

import pytest

from geo.maps.html import save_html
from geo.maps.range_map import range_map
from tests.maps.conftest import make_reach
from tests.maps.test_page import HOSTILE


def test_a_notebook_shows_a_sandboxed_frame_over_a_picture(small_reach):
    shown = range_map(small_reach)._repr_html_()
    picture = re.search(r'<img alt="([^"]*)"[^>]*src="data:image/png;base64,([^"]*)"', shown)
    assert picture is not None
    assert "A stated range is not capability" in picture[1]
    assert base64.b64decode(picture[2]).startswith(b"\x89PNG")
    frame = re.search(r'<iframe [^>]*sandbox="([^"]*)"[^>]*srcdoc="([^"]*)"', shown)
    assert frame is not None
    assert "allow-same-origin" not in frame[1]
    assert html.unescape(frame[2]).startswith("<!doctype html>")
    assert len(shown) < 1_500_000


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 900])
def test_a_fragment_runs_in_its_frame_and_fits_the_column(browser, small_reach, tmp_path, width):
    snippet = save_html(range_map(small_reach), tmp_path / "part.html", fragment=True)
    host = tmp_path / "host.html"
    host.write_text(
        f"<!doctype html><meta charset=utf-8><body style='margin:0'><p>Article</p>{snippet.read_text(encoding='utf-8')}",
        encoding="utf-8",
    )
    browser.size(width, 800)
    browser.open(host)
    frame = browser.driver.find_element("css selector", "iframe")
    assert frame.rect["width"] == width
    browser.driver.switch_to.frame(frame)
    assert browser.run("return document.querySelectorAll('path.geo-best').length") == 2
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    with pytest.raises(Exception, match=r"cross-origin|Blocked"):
        browser.run("return parent.document.title")
    browser.driver.switch_to.default_content()
    assert browser.requests() == []
    assert browser.console() == []
    browser.size(1280, 860)


@pytest.mark.browser
def test_hostile_text_stays_text_in_notebook_output(browser, tmp_path):
    words = " ".join(HOSTILE)
    path = tmp_path / "output.html"
    shown = range_map(make_reach(words=words))._repr_html_()
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{shown}", encoding="utf-8")
    browser.open(path)
    assert browser.run("return window.ran ?? null") is None
    assert browser.run("return document.querySelectorAll('script, svg, base, link, iframe').length") == 1
    browser.driver.switch_to.frame(browser.driver.find_element("css selector", "iframe"))
    assert browser.run("return window.ran ?? null") is None
    assert "{{7*7}}" in browser.run("return document.querySelector('h1').textContent")
    browser.driver.switch_to.default_content()
    assert browser.requests() == []
