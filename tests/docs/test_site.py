"""The built site: every link leads somewhere, and axe-core finds nothing wrong with any page, reports and reviews included."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner

from geo.cli import main
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


def look(browser: Page, path: Path) -> None:
    """By day and by night, wide and narrow: nothing wrong, nothing sticking out, nobody asked."""
    for width, dark in LOOKS:
        browser.size(width, 900, dark=dark)
        browser.open(path)
        assert axe.violations(browser.driver) == [], f"{width} px, {'dark' if dark else 'light'}"
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), f"{width} px"
        assert [url for url in browser.requests() if not url.startswith("file:")] == []


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_site_is_for_everybody(site: Path, browser: Page, page: str) -> None:
    look(browser, site / page)


@pytest.mark.browser
@pytest.mark.parametrize(("command", "source"), [("review", "a.txt"), ("report", "a.toml")])
def test_a_page_that_is_written_is_for_everybody(
    browser: Page, command: str, source: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The Falcon missile has a range of about 30 km. Sumy is near Kursk.")
    (tmp_path / "a.toml").write_text('text = "a.txt"\n[[launch]]\nplace = "Sumy"\nkind = "illustrative"\n')
    page = tmp_path / "page.html"
    assert CliRunner().invoke(main, [command, str(tmp_path / source), "-o", str(page)]).exit_code == 0
    look(browser, page)
