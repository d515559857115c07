"""Figures that leave their unit to the one before."""

from __future__ import annotations

import pytest

from geo.model import Document
from geo.text.ranges import find_ranges


def figures(text: str) -> list[tuple[float, str]]:
    return [(claim.length.stated_low, claim.length.unit) for claim in find_ranges(Document("a", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Grom-9 missile flies 180 km, and its twin, the Grom-10, almost 300.",
            [(180, "km"), (300, "km")],
        ),
        ("The gun's range is 24 miles, against 15 for the older one.", [(24, "mi"), (15, "mi")]),
        ("The Falke missile has a range of 250 km and killed at least 15, officials said.", [(250, "km")]),
        ("The Falke missile, with a range of 250 km, was first shown in 2019.", [(250, "km")]),
        ("The Falke missile has a range of 250 km but costs more than 3,000.", [(250, "km")]),
    ],
)
def test_numbers_without_a_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert figures(text) == expected


def test_the_quote_is_the_number_itself() -> None:
    text = "The gun's range is 24 miles, against 15 for the older one."
    _, bare = find_ranges(Document("a", text))
    assert text[bare.start : bare.end] == bare.quote == "15"
    assert bare.rule == "unit left out"
