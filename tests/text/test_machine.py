"""The machine form: to plain objects and back."""

from __future__ import annotations

import json
from datetime import date

import pytest

from geo.model import Claims, Document, Place, PlaceMention, Statement
from geo.text.extract import extract
from geo.text.machine import from_dict, to_dicts

TEXT = "Kyiv may fire ATACMS, with a range of more than 190 miles (about 300 km), at Kursk, officials said."
DOCUMENT = Document("a", TEXT)


def test_there_and_back() -> None:
    claims = extract(DOCUMENT)
    place = Place("RU-KRS", "Kursk Oblast", "region", 36.2, 51.7, "RU")
    start = TEXT.index("Kursk")
    claims = Claims(
        documents=(DOCUMENT,),
        ranges=claims.ranges,
        places=(
            PlaceMention(
                start, start + 5, "Kursk", place, 0.97, "test", (place,), ambiguous=True, document="a"
            ),
        ),
        statements=(
            Statement(
                "target",
                start,
                start + 5,
                "Kursk",
                place,
                ("ATACMS",),
                "Kyiv",
                "reported",
                date(2024, 11, 17),
                "a",
            ),
        ),
    )
    row = json.loads(json.dumps(to_dicts(claims)[0]))
    assert from_dict(row, DOCUMENT) == claims


def test_an_open_bound_is_null() -> None:
    (row,) = to_dicts(extract(DOCUMENT))[0]["ranges"]
    assert row["high_m"] is None
    assert (row["low"], row["high"], row["unit"], row["qualifier"]) == (190, 190, "mi", "more_than")
    assert row["second"] == "300 km"
    assert TEXT[row["start"] : row["end"]] == row["quote"]


def test_a_quote_that_moved_is_refused() -> None:
    row = to_dicts(extract(DOCUMENT))[0]
    with pytest.raises(ValueError, match="is not at"):
        from_dict(row, Document("a", "x" + TEXT))
