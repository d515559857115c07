"""The built site: every link leads somewhere, and axe-core finds nothing wrong with any page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests import axe
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.maps.conftest import Page

DOCS = ROOT / "docs"
PAGES = sorted(
    [
        *(path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")),
        "genindex.html",
        "search.html",
        "example-map.html",
    ]
)
LOOKS = [(width, dark) for width in (1280, 360) for dark in (False, True)]


class Links(HTMLParser):
    """What a page links to and shows, and the anchors it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = {""}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        self.targets += [given[name] for name in ("href", "src") if name in given and tag != "use"]


def test_every_page_is_built(site: Path) -> None:
    assert [page for page in PAGES if not (site / page).is_file()] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_and_anchors_lead_somewhere(site: Path, page: str) -> None:
    here = site / page
    known: dict[Path, Links] = {here: Links(here)}
    for target in known[here].targets:
        url = urlsplit(target)
        if url.scheme in {"data", "mailto"}:
            continue
        if url.scheme or url.netloc:
            assert url.scheme == "https", target
            assert re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", url.netloc), target
            continue
        file = (here.parent / unquote(url.path)).resolve() if url.path else here
        assert file.is_file(), f"{page} links to {target}"
        if url.fragment:
            known[file] = known.get(file) or Links(file)
            assert unquote(url.fragment) in known[file].anchors, f"{page} links to {target}"


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(site: Path, browser: Page, page: str) -> None:
    for width, dark in LOOKS:
        browser.size(width, 900, dark=dark)
        browser.open(site / page)
        assert axe.violations(browser.driver) == [], f"{width} px, {'dark' if dark else 'light'}"
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), f"{width} px"
        assert [url for url in browser.requests() if not url.startswith("file:")] == []
