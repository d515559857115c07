"""The places of a text: file pairs `place_cases/NAME.txt` and `.tsv` (quote, kind, country), and laws of every reading."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.places import find_mentions

CASES = Path(__file__).parent / "place_cases"
WORDS = st.sampled_from(
    ["Kyiv", "Kursk", "region", "of", "the", "Gen.", "Smith", "U.S.", "D-Ohio", "—", "\r\n", "\u00a0", "’s", "in", "é",
     "e\u0301", "São", "Paulo", "(", ")", ",", ".", "New", "York", "Times", "Москва", "北京", "🚀", "river", "-", "St."]
)  # fmt: skip


def said(mention):
    """A mention as a row of the expected table."""
    if mention.place is None:
        return (mention.quote, "in name" if mention.in_name else "unknown", "-")
    return (mention.quote, mention.place.kind, mention.place.iso2 or "-")


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_case(name):
    text = (CASES / f"{name}.txt").read_bytes().decode()
    expected = [tuple(line.split("\t")) for line in (CASES / f"{name}.tsv").read_text().splitlines() if line]
    assert [said(mention) for mention in find_mentions(text)] == expected


def test_every_case_has_its_pair():
    texts = {path.stem for path in CASES.glob("*.txt")}
    assert texts == {path.stem for path in CASES.glob("*.tsv")}
    assert len(texts) >= 25


@given(st.lists(WORDS, max_size=30), st.sampled_from(["", " "]))
def test_quotes_are_the_text_and_do_not_overlap(words, gap):
    text = gap.join(words)
    end = 0
    for mention in find_mentions(text):
        assert mention.start >= end
        assert mention.quote
        assert text[mention.start : mention.end] == mention.quote
        assert 0 <= mention.confidence <= 1
        assert mention.rule
        end = mention.end


def test_a_place_is_the_first_of_its_candidates():
    for mention in find_mentions("She moved from Paris, Texas, to Alexandria and then to London."):
        assert mention.place == mention.candidates[0]
        assert len({place.id for place in mention.candidates}) == len(mention.candidates)


def test_a_name_inside_a_name_has_no_place():
    mentions = find_mentions("He told The New York Times that the tanker Stena Odessa had left.")
    assert [(m.quote, m.in_name, m.place) for m in mentions] == [
        ("New York", True, None),
        ("Odessa", True, None),
    ]


def test_two_towns_of_one_name_and_nothing_to_choose_by_are_ambiguous():
    (mention,) = find_mentions("They met in Springfield on Tuesday.")
    assert mention.ambiguous
    assert len(mention.candidates) > 1
    assert mention.confidence < 0.7


def test_the_text_around_settles_what_is_ambiguous():
    text = "They met in Springfield on Tuesday, after a night in Chicago and a stop in Decatur, Illinois."
    springfield = find_mentions(text)[0]
    assert springfield.place.admin1 == "Illinois"
    assert not springfield.ambiguous


def test_offsets_hold_behind_a_long_text():
    filler = "Nothing happened there that day, said nobody at all. " * 4_000
    (mention,) = find_mentions(filler + "Shells hit Kharkiv.")
    assert (mention.start, mention.quote) == (len(filler) + len("Shells hit "), "Kharkiv")


def test_no_text_no_places():
    assert find_mentions("") == ()
    assert find_mentions("nothing but small letters, 190 miles and a full stop.") == ()


@pytest.mark.parametrize(
    "text", ["{{ 7 * 7 }} in Kyiv", "${alert(1)} in Kyiv", "</script><img onerror=x> in Kyiv"]
)
def test_text_is_data(text):
    assert [mention.quote for mention in find_mentions(text)] == ["Kyiv"]
