"""Cue words for place names, read once from the tables that ship with the library."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Final, NamedTuple

from geo.names import Entry, gazetteer
from geo.tables import table

_LEFT: Final = (
    ("locative", "locative"),
    ("preposition", "preposition"),
    ("directions", "direction"),
    ("articles", "article"),
    ("speech", "said_left"),
)
_RIGHT: Final = (
    ("region_after", "generic"),
    ("settlement_after", "generic"),
    ("area_after", "generic"),
    ("belongs", "belongs"),
    ("speech", "speech"),
)
_ENDINGS: Final = ("region_after", "settlement_after", "area_after", "streets", "features", "serves", "owns")


class Cues(NamedTuple):
    """Words in lower case; what each list is for stands in `reading.toml`."""

    lists: dict[str, frozenset[str]]
    """Every list by its name."""
    left: dict[str, str]
    """The sign that a word before a name gives."""
    right: dict[str, str]
    """The sign that a word behind a name gives."""
    common: frozenset[str]
    """English words that are places too."""
    first_names: frozenset[str]
    surnames: frozenset[str]
    endings: frozenset[str]
    """Words that end the name of a place or body, never of a person."""
    nations: dict[str, str]
    """Words that only texts from one country use, with its code."""
    weights: dict[str, float]
    """What each sign for and against a place name is worth."""
    states: dict[str, Entry]
    """Abbreviations of states and provinces: 'Calif.', 'N.Y.', 'CA'."""


@cache
def cues() -> Cues:
    """The one set of cue words, read when it is first asked for."""
    with table("reading.toml").open("rb") as file:
        raw = tomllib.load(file)
    words: dict[str, set[str]] = {"c": set(), "f": set(), "s": set()}
    for line in table("reading_words.tsv").read_text("utf-8").splitlines()[1:]:
        word, _, flags = line.partition("\t")
        for flag in flags:
            words[flag].add(word)
    lists = {name: frozenset(value.split()) for name, value in raw.items() if isinstance(value, str)}
    return Cues(
        lists,
        _signs(lists, _LEFT),
        _signs(lists, _RIGHT),
        frozenset(words["c"]),
        frozenset(words["f"]) | lists["first_names"],
        frozenset(words["s"]),
        frozenset().union(*(lists[name] for name in _ENDINGS)) - lists["titles"],
        {word: code for code, value in raw["nations"].items() for word in value.split()},
        raw["weights"],
        _states(raw["states"]),
    )


def _signs(lists: dict[str, frozenset[str]], order: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The first list that has a word decides its sign."""
    return {word: sign for name, sign in reversed(order) for word in lists[name]}


def _states(raw: dict[str, str]) -> dict[str, Entry]:
    names = gazetteer()
    found = {}
    for code, abbreviations in raw.items():
        number = names.number(code)
        if number is not None:
            for abbreviation in filter(None, (*abbreviations.split("/"), code[3:])):
                found[abbreviation] = names.entry(number)
    return found
