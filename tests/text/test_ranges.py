"""Range statements: file pairs of sentences and what they state, and laws that hold for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Document
from geo.text.ranges import find_ranges
from geo.text.wording import RULES

if TYPE_CHECKING:
    from geo.model import RangeClaim

CASES = Path(__file__).parent / "cases"
SENTENCES = [
    (pair.stem, line, expected)
    for pair in sorted(CASES.glob("ranges-*.txt"))
    for line, expected in zip(
        pair.read_text(encoding="utf-8").splitlines(),
        json.loads(pair.with_suffix(".json").read_text(encoding="utf-8")),
        strict=True,
    )
]


def read(text: str) -> tuple[RangeClaim, ...]:
    return find_ranges(Document("case", text))


def plain(claim: RangeClaim) -> dict[str, Any]:
    length = claim.length
    return {
        "low": length.stated_low,
        "high": length.stated_high,
        "unit": length.unit,
        "qualifier": length.qualifier,
        "attributed": length.attributed,
    }


def is_named(wanted: str, claim: RangeClaim) -> bool:
    names = [name.casefold() for name in (*claim.systems, *claim.aliases)]
    return any(wanted.casefold() in name or name in wanted.casefold() for name in names)


def holds(line: str, expected: list[dict[str, Any]]) -> bool:
    claims = read(line)
    figures = [{key: value for key, value in row.items() if key != "systems"} for row in expected]
    return [plain(claim) for claim in claims] == figures and all(
        is_named(system, claim)
        for claim, row in zip(claims, expected, strict=True)
        for system in row["systems"]
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [pytest.param(*row[1:], id=row[1][:60]) for row in SENTENCES if "known" not in row[0]],
)
def test_sentence(line: str, expected: list[dict[str, Any]]) -> None:
    claims = read(line)
    figures = [{key: value for key, value in row.items() if key != "systems"} for row in expected]
    assert [plain(claim) for claim in claims] == figures
    for claim, row in zip(claims, expected, strict=True):
        assert all(is_named(system, claim) for system in row["systems"]), (claim.systems, row["systems"])
        assert line[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    ("line", "expected"), [pytest.param(*row[1:], id=row[1][:60]) for row in SENTENCES if "known" in row[0]]
)
def test_known_misses_are_still_missed(line: str, expected: list[dict[str, Any]]) -> None:
    """A sentence that is read by now belongs in another file."""
    assert not holds(line, expected)


def test_every_rule_earns_its_place() -> None:
    lines = [line for stem, line, _ in SENTENCES if "known" not in stem]
    rules = {line: {claim.rule for claim in read(line)} for line in lines}
    for name, _ in RULES:
        without = frozenset({name})
        lost = any(
            name in rules[line] and find_ranges(Document("case", line), without=without) != read(line)
            for line in lines
        )
        assert lost, f"'{name}' reads nothing"


PIECES = st.sampled_from(
    [
        "The Kh-101 missile", "has a range of", " about ", "up to", "1,000 km", "190\u00a0miles", "(310 mi)", "\r\n", "\n\n",
        "e\u0301", "\U0001f680", "“", "”", "—", "; ", ". ", "can hit targets", "two hundred miles", "away", "between 40 and",
        "minimum range of 2 km", "and a maximum of", "respectively", "его дальность", "300 км", " ",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_spans_are_exact(text: str) -> None:
    for claim in read(text):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.quote in claim.sentence
        assert claim.length.low + claim.length.high > 0


@pytest.mark.parametrize("gap", ["\r\n", "\n", "\u00a0", "\u202f", "  "])
def test_white_space_inside_a_length(gap: str) -> None:
    text = f"The army confirmed on Monday that its newest rocket has a range of about 300{gap}km and works."
    (claim,) = read(text)
    assert claim.quote == f"300{gap}km"
    assert claim.length.qualifier == "about"


def test_a_long_text_without_an_end_is_read() -> None:
    text = "the missile was near 5 km of " * 4000 + "The Neptune missile has a range of 300 km."
    assert read(text)[-1].systems == ("Neptune",)


def test_a_later_sentence_speaks_of_the_system_before() -> None:
    text = "Moscow fired an Iskander-M missile at the port. It has a range of 500 km. The missile can also fly 300 miles."
    assert [claim.systems for claim in read(text)] == [("Iskander-M",), ("Iskander-M",)]


def test_acronym_and_long_name_are_one_system() -> None:
    text = (
        "The Guided Multiple Launch Rocket System (GMLRS) came first. Crews trained for weeks. "
        "GMLRS rockets reach 70 km; officials praised the GMLRS."
    )
    (claim,) = read(text)
    assert claim.systems == ("GMLRS",)
    assert "Guided Multiple Launch Rocket System" in claim.aliases


def test_who_says_so() -> None:
    text = "The Fattah missile, according to Iranian state media, has a range of 1,400 km."
    (claim,) = read(text)
    assert (claim.length.attributed, claim.attributed_to) == (True, "Iranian state media")


def test_two_units_are_one_claim_and_a_difference_is_reported() -> None:
    agreeing, differing = read(
        "The A-1 missile has a range of 300 km (186 miles). The B-2 missile has a range of 300 km (300 miles)."
    )
    assert (agreeing.second, agreeing.warning) == ("186 miles", "")
    assert differing.warning == "'300 km' and '300 miles' differ."


def test_the_same_text_gives_the_same_claims() -> None:
    text = "Storm Shadow and SCALP missiles have a range of about 155 miles."
    assert read(text) == read(text)


def test_a_line_that_breaks_anywhere_reads_as_if_it_did_not():
    plain = (
        "By all accounts that appeared in the past year, they had given Storm Shadow and SCALP missiles, "
        "which have a range of about 155 miles."
    )
    expected = [
        (c.systems, c.length.stated_low, c.length.qualifier) for c in find_ranges(Document("d", plain))
    ]
    assert expected == [(("Storm Shadow", "SCALP"), 155, "about")]
    for at in (i for i, letter in enumerate(plain) if letter == " " and i > 60):
        text = plain[:at] + "\n" + plain[at + 1 :]
        found = find_ranges(Document("d", text))
        assert [(c.systems, c.length.stated_low, c.length.qualifier) for c in found] == expected, text
        assert all(text[c.start : c.end] == c.quote for c in found)


@pytest.mark.parametrize("line", (CASES / "ranges-general-news.txt").read_text(encoding="utf-8").splitlines())
def test_general_news_states_no_range(line: str) -> None:
    """In a longer text without a weapon no capital letter makes a car, a line or a range of hills a weapon."""
    around = "The council met on Tuesday to talk about the budget, and residents asked for a new library. "
    assert not read(around * 4 + line + " " + around * 4)
