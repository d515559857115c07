"""Claims of a whole document: ranges, places and roles together."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Document
from geo.text.extract import extract
from geo.text.machine import to_dicts

BRIEF = """Two missiles, one border

Kyiv, Nov. 17 – The Grom-2, a ballistic missile with a range of up to 500 km (310 miles), was shown near Sumy.
Officials said the older Tochka-U can hit targets 120 kilometres away. The village lies 40 km from the border.

- Grom-2: 500 km
- Tochka-U: 120 km
"""


def test_every_span_is_exact_and_in_order() -> None:
    claims = extract(Document("brief", BRIEF))
    for item in (*claims.ranges, *claims.places, *claims.statements):
        assert BRIEF[item.start : item.end] == item.quote
        assert item.document == "brief"
    assert [claim.start for claim in claims.ranges] == sorted(claim.start for claim in claims.ranges)
    assert [(claim.name, claim.quote) for claim in claims.ranges] == [
        ("Grom-2", "500 km"),
        ("Tochka-U", "120 kilometres"),
        ("Grom-2", "500 km"),
        ("Tochka-U", "120 km"),
    ]


def test_a_place_that_begins_a_systems_name_is_in_that_name() -> None:
    claims = extract(
        Document("a", "Armenia is believed to field the Iskander-E, which can hit targets 280 km away.")
    )
    assert [(place.quote, place.in_name) for place in claims.places] == [
        ("Armenia", False),
        ("Iskander", True),
    ]
    assert [(claim.length.attributed, claim.attributed_to) for claim in claims.ranges] == [(True, "")]


def test_line_ends_do_not_matter() -> None:
    names = [
        [claim.name for claim in extract(Document("a", text)).ranges]
        for text in (BRIEF, BRIEF.replace("\n", "\r\n"))
    ]
    assert names[0] == names[1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*BRIEF.split(" "), "\u00a0", "e\u0301", "\r\n", "\U0001f680", "{{7*7}}", "<b>"]),
        max_size=60,
    )
)
def test_any_text_is_read(words: list[str]) -> None:
    text = " ".join(words)
    claims = extract(Document("a", text))
    for item in (*claims.ranges, *claims.places, *claims.statements):
        assert text[item.start : item.end] == item.quote


def test_output_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "import json; from geo.model import Document; from geo.text.extract import extract;"
        "from geo.text.machine import to_dicts;"
        f"print(json.dumps(to_dicts(extract(Document('brief', {BRIEF!r})))))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert to_dicts(extract(Document("brief", BRIEF)))[0]["ranges"]
