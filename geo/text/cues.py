"""Cue words for place names, read once from the tables that ship with the library."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from geo.names import Entry, gazetteer
from geo.tables import table


class Cues(NamedTuple):
    """Sets of words in lower case; what each is for stands in `reading.toml`."""

    locative: frozenset[str]
    preposition: frozenset[str]
    of_settlement: frozenset[str]
    of_region: frozenset[str]
    of_place: frozenset[str]
    region_after: frozenset[str]
    settlement_after: frozenset[str]
    area_after: frozenset[str]
    belongs: frozenset[str]
    hyphenated: frozenset[str]
    speech: frozenset[str]
    titles: frozenset[str]
    serves: frozenset[str]
    owns: frozenset[str]
    bodies: frozenset[str]
    streets: frozenset[str]
    features: frozenset[str]
    feature_heads: frozenset[str]
    routes: frozenset[str]
    directions: frozenset[str]
    links: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]
    """English words that are places too."""
    first_names: frozenset[str]
    surnames: frozenset[str]
    generic_or_body: frozenset[str]
    """Words that end the name of a place or body, never of a person."""
    weights: dict[str, float]
    """What each sign for and against a place name is worth."""
    states: dict[str, Entry]
    """Abbreviations of states and provinces, with their dots: 'Calif.', 'N.Y.', 'CA'."""


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
    lists["common"] = frozenset(words["c"])
    lists["surnames"] = frozenset(words["s"])
    lists["first_names"] = frozenset(words["f"]) | lists["first_names"]
    endings = ("region_after", "settlement_after", "area_after", "streets", "features", "serves", "owns")
    lists["generic_or_body"] = frozenset().union(*(lists[name] for name in endings)) - lists["titles"]
    return Cues(**lists, weights=raw["weights"], states=_states(raw["states"]))


def _states(raw: dict[str, str]) -> dict[str, Entry]:
    names = gazetteer()
    found = {}
    for code, abbreviations in raw.items():
        number = names.number(code)
        if number is not None:
            for abbreviation in filter(None, (*abbreviations.split("/"), code[3:])):
                found[abbreviation] = names.entry(number)
    return found
