"""Lengths where they stand: figures, units, qualifiers, second units."""

from __future__ import annotations

from typing import Any

import pytest

from geo.numbers import number
from geo.text.quantities import quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two hundred miles", (200, 200, "mi", "exact")),
        ("a hundred and fifty kilometres", (150, 150, "km", "exact")),
        ("1.5 thousand km", (1500, 1500, "km", "exact")),
        ("over 1\u202f000 km", (1000, 1000, "km", "more_than")),
        ("between 40 and 60 km", (40, 60, "km", "between")),
        ("from 500 km to 1,000 km", (500, 1000, "km", "between")),
        ("40–60km", (40, 60, "km", "between")),
        ("just under 200 miles", (200, 200, "mi", "nearly")),
        ("no more than 80 km", (80, 80, "km", "no_more_than")),
        ("not less than 80 km", (80, 80, "km", "at_least")),
        ("80 km or more", (80, 80, "km", "at_least")),
        ("300+ km", (300, 300, "km", "at_least")),
        ("up to about 300 km", (300, 300, "km", "up_to")),
        ("a maximum range of 300 km", (300, 300, "km", "up_to")),
        ("“nearly” 90 nautical miles", (90, 90, "nmi", "nearly")),
        ("jusqu'à 250 km", (250, 250, "km", "up_to")),
        ("понад 300 км", (300, 300, "km", "more_than")),
        ("más de 1.500 km", (1500, 1500, "km", "more_than")),
    ],
)
def test_one(text: str, expected: tuple[Any, ...]) -> None:
    (found,) = quantities(text, comma="." in text and "más" in text)
    assert (found.low, found.high, found.unit, found.qualifier) == expected


@pytest.mark.parametrize(
    "text",
    [
        "$5 m",
        "300 km/h",
        "60 miles per hour",
        "40 square kilometres",
        "two Mi-8 helicopters",
        "155mm",
        "5 km²",
    ],
)
def test_none(text: str) -> None:
    assert not quantities(text)


def test_a_list_lends_its_unit() -> None:
    assert [found.low for found in quantities("70, 150 and 300 km")] == [70, 150, 300]
    assert [found.low for found in quantities("in 2012 and 300 km")] == [300]


@pytest.mark.parametrize(
    "text", ["310 mi (500 km)", "310 miles, or 500 km", "310 mi/500 km", "310 mi – 500 km –"]
)
def test_a_second_unit_is_the_same_length(text: str) -> None:
    (found,) = quantities(text)
    assert (found.low, found.unit, found.second) == (310, "mi", "500 km")


def test_numbers_of_other_languages() -> None:
    assert number("1.500", comma=True) == 1500
    assert number("1,5 тыс.") == 1500
    assert number("2 000") == 2000
    assert number("12½") == 12.5
