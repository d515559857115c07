"""The page for a person to check, and the file of decisions."""

from __future__ import annotations

import tomllib
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from geo.corrections import corrected, load_corrections
from geo.model import Document
from geo.text.extract import extract
from geo.text.review import claims_toml, review_html

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    'The Neptune missile has a range of "about 190 miles", Kyiv said. {{7*7}} ${alert(1)} </script><img src=x onerror=alert(1)> '
    "Fired from Sumy, it reached Kursk and Springfield."
)
CLAIMS = extract(Document("a", TEXT, title='<b>"Long" reach</b>'))


class Page(HTMLParser):
    """Names of the elements, the values of attributes, and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or name in ("src", "style") for name, _ in attrs)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def read(page: str) -> Page:
    reader = Page()
    reader.feed(page)
    return reader


def test_all_text_is_shown_and_none_of_it_acts() -> None:
    page = read(review_html(CLAIMS))
    assert TEXT in page.words
    assert '<b>"Long" reach</b>' in page.words
    assert not page.tags & {"script", "img", "b", "iframe", "link"}
    assert "default-src 'none'" in review_html(CLAIMS)


def test_every_link_leads_somewhere_once() -> None:
    page = read(review_html(CLAIMS))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.links


def test_claims_candidates_and_rules_are_listed() -> None:
    page = read(review_html(CLAIMS)).words
    assert "about 190 mi (about 310 km)" in page
    for mention in CLAIMS.places:
        assert mention.rule in page
    ambiguous = [mention for mention in CLAIMS.places if len(mention.candidates) > 1]
    assert ambiguous
    for mention in ambiguous:
        assert all(place.label in page for place in mention.candidates)


def test_decisions_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(claims_toml(CLAIMS), encoding="utf-8")
    kept = corrected(CLAIMS, load_corrections(path))
    assert [claim.length for claim in kept.ranges] == [claim.length for claim in CLAIMS.ranges]
    path.write_text(claims_toml(CLAIMS).replace('"accept"', '"reject"'), encoding="utf-8")
    assert not corrected(CLAIMS, load_corrections(path)).ranges


@pytest.mark.parametrize("name", ["a\n[[x]]", 'a"\\', "a\x7fb"])
def test_names_cannot_break_the_file(name: str) -> None:
    claims = extract(Document(name, "The Neptune\x0b missile has a range of 300\r\nkm."))
    rows = tomllib.loads(claims_toml(claims))["claim"]
    assert [row["document"] for row in rows] == [name]
