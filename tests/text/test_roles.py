"""Roles of places: a file pair of sentences and what they state, and the wording of permissions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.model import Document
from geo.text.extract import extract

if TYPE_CHECKING:
    from geo.model import Claims, Statement

CASES = Path(__file__).parent / "cases"
ROWS = list(
    zip(
        (CASES / "roles-briefs.txt").read_text(encoding="utf-8").splitlines(),
        json.loads((CASES / "roles-briefs.json").read_text(encoding="utf-8")),
        strict=True,
    )
)
DAY = date(2024, 11, 17)


def read(text: str) -> Claims:
    return extract(Document("case", text, date=DAY))


def plain(item: Statement) -> list[str]:
    return [item.role, item.place.name if item.place else " / ".join(item.systems), item.actor, item.status]


@pytest.mark.parametrize(("line", "expected"), [pytest.param(*row, id=row[0][:60]) for row in ROWS])
def test_sentence(line: str, expected: list[list[str]]) -> None:
    claims = read(line)
    assert [plain(item) for item in claims.statements] == expected
    for item in claims.statements:
        assert line[item.start : item.end] == item.quote


def test_mentions_carry_their_roles() -> None:
    claims = read("Missiles fired from Yemen at Eilat flew over Jordan.")
    assert [(mention.quote, mention.roles) for mention in claims.places] == [
        ("Yemen", ("launch",)),
        ("Eilat", ("target",)),
        ("Jordan", ()),
    ]


def test_a_permission_has_actor_status_and_day() -> None:
    text = (
        "Officials said on Sunday that Washington has authorised Kyiv to use ATACMS missiles against targets in the Kursk "
        "region. Last year it allowed Ukraine to fire them within its own territory, including in Crimea."
    )
    allowed = [item for item in read(text).statements if item.role == "zone_allowed"]
    assert [item.place.name for item in allowed if item.place] == ["Kursk Oblast", "Ukraine", "Crimea"]
    first = allowed[0]
    assert (first.actor, first.status, first.date, first.systems) == (
        "Washington",
        "reported",
        DAY,
        ("ATACMS",),
    )
    assert allowed[1].date is None


@pytest.mark.parametrize(
    "text",
    [
        "If Washington allowed Ukraine to use missiles inside Russia, it would be at war.",
        "Kyiv has asked Washington to let it use missiles inside Russia.",
        "Washington could authorise the use of missiles in Kursk.",
    ],
)
def test_what_is_only_asked_or_feared_is_no_permission(text: str) -> None:
    assert not [item for item in read(text).statements if item.role.startswith("zone")]
