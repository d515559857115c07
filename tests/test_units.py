"""Lengths: intervals that the wording allows, and words that are no finer than the source."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import LengthError
from geo.units import METRES, format_both, format_length, half_width, make_length, parse_length, to_metres


@pytest.mark.parametrize(
    ("value", "half"),
    [(155, 0.5), (190, 5), (2000, 50), (2.5, 0.05), (5, 0.5), (10, 0.5), (100, 5), (1500, 50), (0.25, 0.005)],
)
def test_half_width(value: float, half: float) -> None:
    assert half_width(value) == pytest.approx(half)


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("190 miles", 185, 190, 195),
        ("about 190 miles", 180, 190, 200),
        ("nearly 200 miles", 190, 200, 200),
        ("up to 500 mi", 495, 500, 505),
        ("more than 500 mi", 500, 500, math.inf),
        ("at least 500 mi", 495, 500, math.inf),
        ("no more than 80 mi", 0, 80, 80),
        ("between 40 and 60 miles", 39.5, 50, 60.5),
    ],
)
def test_interval(text: str, low: float, best: float, high: float) -> None:
    length = parse_length(text)
    assert [bound / METRES["mi"] for bound in (length.low, length.best, length.high)] == pytest.approx(
        [low, best, high]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("about 190 miles", "about 190 mi (about 310 km)"),
        ("about 155 mi", "about 155 mi (about 250 km)"),
        ("40-60 km", "40–60 km (25–37 mi)"),
        ("1,350 nautical miles", "1,350 nmi (2,500 km)"),
        ("2.5 km", "2.5 km (1.6 mi)"),
    ],
)
def test_words_are_no_finer_than_the_source(text: str, words: str) -> None:
    assert format_length(parse_length(text)) == words


@given(
    st.integers(1, 20000),
    st.sampled_from(["km", "mi", "nmi", "m"]),
    st.sampled_from(["exact", "about", "nearly", "up_to", "more_than", "at_least", "no_more_than"]),
)
def test_what_is_formatted_parses_back(value: int, unit: str, qualifier: str) -> None:
    length = make_length(value, value, unit, qualifier)  # type: ignore[arg-type]
    back = parse_length(format_length(length))
    assert (back.low, back.best, back.high, back.qualifier) == (
        length.low,
        length.best,
        length.high,
        length.qualifier,
    )
    assert length.low <= length.best <= length.high


@pytest.mark.parametrize(
    "text", ["", "190", "miles", "-5 km", "0 km", "five", "10 parsecs", "km 10", "1e400 km"]
)
def test_what_is_no_length_is_one_clear_line(text: str) -> None:
    with pytest.raises(LengthError) as caught:
        parse_length(text)
    assert "\n" not in str(caught.value)


def test_metres_from_anything() -> None:
    assert to_metres("10 km") == to_metres(10_000) == to_metres(parse_length("10 km"))
    for bad in (0, -1, math.inf, math.nan):
        with pytest.raises(LengthError):
            to_metres(bad)
    assert format_both(305_775) == "306 km (190 mi)"


def test_number_words_parse() -> None:
    assert parse_length("two hundred miles").best == pytest.approx(200 * METRES["mi"])
