"""The brief that the project grew from is read without a fault."""

import pytest

from geo.text.documents import read
from geo.text.extract import extract


@pytest.fixture(scope="module")
def claims(seed):
    return extract(read(seed / "kursk-2024.md"))


def test_its_ranges(claims):
    found = [
        (set(c.systems) | set(c.aliases), c.length.stated_low, c.length.unit, c.length.qualifier)
        for c in claims.ranges
    ]
    assert len(found) == 2
    assert "ATACMS" in found[0][0]
    assert found[0][1:] == (190, "mi", "about")
    assert found[1][0] >= {"Storm Shadow", "SCALP"}
    assert found[1][1:] == (155, "mi", "about")


def test_every_span_is_its_quote(claims):
    (document,) = claims.documents
    for record in (*claims.ranges, *claims.places, *claims.statements):
        assert document.text[record.start : record.end] == record.quote


def test_kursk_is_the_oblast_everywhere(claims):
    kursk = [m for m in claims.places if m.quote.startswith("Kursk") and not m.in_name]
    assert len(kursk) >= 4
    assert {m.place.code for m in kursk} == {"RU-KRS"}


def test_people_media_and_demonyms_are_no_places(claims):
    mapped = {m.quote for m in claims.places if not m.in_name and m.place is not None}
    assert not mapped & {
        "Biden",
        "Trump",
        "Grenell",
        "Strickland",
        "New York",
        "Ukrainian",
        "Russian",
        "American",
        "SCALP",
    }
    assert mapped >= {"Ukraine", "Russia", "Crimea", "United Kingdom", "France", "Moscow", "North Korea"}


def test_crimea_is_ukraines(claims):
    assert {m.place.iso2 for m in claims.places if m.quote == "Crimea"} == {"UA"}


def test_no_launch_point_is_stated(claims):
    assert not [m for m in claims.places if "launch" in m.roles]
