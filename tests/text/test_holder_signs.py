"""Whose a range figure is: systems of sentences before, and names that hold nothing."""

from __future__ import annotations

import tomllib

import pytest

from geo.model import Document
from geo.tables import table
from geo.text.ranges import evidence, find_ranges


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("Crews unloaded the first Grom-9 on Monday. The launcher weighs two tonnes. Its range is about 70 km.", "Grom-9"),
        ("Ministers praised the Falke missile. General Adam Novak puts the missile's range at 250 km.", "Falke"),
        ("The Falke missile battery at Lviv can hit aircraft 40 km away.", "Falke"),
        ("HMS Barrow was struck by a Grom-9, which can hit ships 180 km away.", "Grom-9"),
    ],
)  # fmt: skip
def test_a_figure_belongs_to_the_weapon_and_not_to_who_or_where(text: str, system: str) -> None:
    (claim,) = find_ranges(Document("a", text))
    assert claim.systems == (system,)


def test_a_noun_that_stands_for_a_name_is_no_second_system() -> None:
    text = "The army showed its new Falke missile on Friday. The missile has a range of 250 km."
    (claim,) = find_ranges(Document("a", text))
    assert claim.systems == ("Falke",)


def test_every_sign_that_has_a_weight_is_given_by_the_code() -> None:
    """A sign that no sentence shows any more would be dead weight in the table."""
    texts = [
        line
        for path in sorted((table("ranges.toml").parents[2] / "tests/text/cases").glob("ranges-*.txt"))
        for line in path.read_text("utf-8").splitlines()
    ]
    shown = {
        sign
        for line in texts
        for _, row in evidence(Document("a", line)).holders
        for candidate in row
        for sign in candidate.signs
    }
    weights = tomllib.loads(table("holders.toml").read_text("utf-8"))["weights"]
    assert set(weights) <= shown
