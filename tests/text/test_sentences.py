"""Sentences: ends, abbreviations, wrapped lines, bullets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.sentences import LONGEST, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It flew. It fell.", ["It flew.", "It fell."]),
        ("The U.S. Army and Gen. Smith came on Nov. 17 to St. Louis.", None),
        ("“It flies far.” He smiled.", ["“It flies far.”", "He smiled."]),
        ("A headline\r\n\r\nThe text.", ["A headline", "The text."]),
        ("- one thing\n- another thing", ["- one thing", "- another thing"]),
        ("A range of 1.5 km. Yes!", ["A range of 1.5 km.", "Yes!"]),
        (
            "The ministry announced on Friday that the missile has a range of\nabout 300 kilometres.",
            ["The ministry announced on Friday that the missile has a range of\nabout 300 kilometres."],
        ),
    ],
)
def test_split(text: str, expected: list[str] | None) -> None:
    assert [text[start:end] for start, end in sentences(text)] == (expected or [text])


@given(st.text(alphabet="aB. \n\r!”3\u0301-", max_size=400))
def test_nothing_is_lost_and_nothing_overlaps(text: str) -> None:
    spans = list(sentences(text))
    assert all(0 <= low < high <= len(text) and high - low <= LONGEST for low, high in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
