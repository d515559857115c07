"""Other spellings of one name: its Arabic article, its generic word, and how its script was put into Latin letters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from geo.fold import fold
from geo.names import gazetteer
from geo.text.cues import cues

if TYPE_CHECKING:
    from geo.names import Entry

_GENERIC: Final[dict[str, frozenset[str]]] = {
    word: frozenset(kinds.split())
    for words, kinds in (
        ("river", "river"), ("lake", "lake"), ("canal", "canal"), ("dam", "dam"), ("bridge", "route facility"),
        ("island islands isle archipelago", "island"), ("peninsula", "peninsula area"), ("strait straits", "strait channel"),
        ("gulf", "gulf"), ("bay", "bay gulf"), ("sea", "sea"), ("mountain mountains mount range", "mountain"),
        ("valley", "valley area"), ("desert", "desert"), ("plateau heights hills highlands basin delta", "area mountain"),
        ("airport airfield airbase base", "airport base"), ("pass crossing", "border mountain route"), ("cape", "cape"),
        ("port", "port"), ("camp", "facility village"),
    )
    for word in words.split()
}  # fmt: skip
"""Kinds of places that a generic word can name."""
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|sch|ch|sh|ç|č|š", "s"), (r"dzh|dj|dz|zh", "j"), (r"ph", "f"), (r"ts|tz", "s"), (r"ck|kh|q|c", "k"), (r"x", "ks"),
        (r"(?<=.)h", ""), (r"(?<=.)[wy]", "u"), (r"[aeiou]+", "a"), (r"v", "w"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
"""Letters that stand for one sound in several ways of transliteration; all vowels are alike."""
_ALIKE: Final = 0.6
"""How much of two spellings must agree, letter by letter, where they sound alike."""
_ALIKE_SHORT: Final = 0.75
"""The same for short names."""
_ALIKE_CONSONANTS: Final = 0.8
"""The same where only their consonants agree."""
_SHORT: Final = 6
"""Letters of a sound up to which it says little."""


def other_key(key: str) -> tuple[Entry, ...]:
    """The places of a key that the gazetteer has with another article, or with its generic word elsewhere or left out.

    Examples
    --------
    >>> [entry.name for entry in other_key("al fasher")], [entry.name for entry in other_key("tigris river")]
    (['El Fasher'], ['Tigris River'])
    """
    head, _, tail = key.partition(" ")
    if not tail:
        return ()
    if head in cues().lists["swapped_articles"]:
        for article in ("al ", "el ", "", "as ", "ash ", "ar "):
            found = tuple(
                entry for entry in gazetteer().lookup(article + tail) if entry.iso2 in cues().lists["arabic"]
            )
            if found:
                return tuple(entry._replace(rank=max(entry.rank, 1)) for entry in found if entry.rank < 2)
        return ()
    rest, _, last = key.rpartition(" ")
    for generic, name in ((last, rest), (head, tail)):
        kinds = _GENERIC.get(generic)
        if kinds:
            keys = (name, f"{generic} {name}", f"{name} {generic}", f"{generic} of {name}")
            entries = (entry for other in keys for entry in gazetteer().lookup(other))
            found = tuple(
                dict.fromkeys(entry for entry in entries if entry.detail in kinds and entry.rank < 2)
            )
            if found:
                return found
    return ()


def spelled(key: str, iso2: str) -> tuple[Entry, ...]:
    """Settlements of a country whose name sounds like a key that nobody has, the most like it first; rank 2 where vowels differ.

    Examples
    --------
    >>> [entry.name for entry in spelled("bardera", "SO")], spelled("springfild", "US")
    (['Baardheere'], ())
    """
    return _spelled(key, iso2) if iso2 in cues().lists["respelt"] else ()


@lru_cache(maxsize=5_000)
def _spelled(key: str, iso2: str) -> tuple[Entry, ...]:
    for article in ("al ", "el ") if iso2 in cues().lists["arabic"] else ():
        named = tuple(
            entry for entry in gazetteer().lookup(article + key) if entry.iso2 == iso2 and entry.rank < 2
        )
        if named:
            return tuple(entry._replace(rank=1) for entry in named)
    sound = _sounds(key)[0]
    least = _ALIKE_SHORT if len(sound) < _SHORT else _ALIKE
    found = []
    for place, other in _by_consonants(iso2).get(_consonants(sound), ()):
        entry = gazetteer().entry(place, 1 if other == sound else 2)
        alike = SequenceMatcher(None, fold(entry.name), key, autojunk=False).ratio()
        if alike >= (least if other == sound else _ALIKE_CONSONANTS):
            found.append((-round(alike, 1), -entry.population, entry))
    return tuple(entry for _, _, entry in sorted(found)[:5])


@cache
def _by_consonants(iso2: str) -> dict[str, list[tuple[int, str]]]:
    """Settlements of a country with the sound of their name, by its consonants."""
    names = gazetteer().settlement_names(iso2)
    found: dict[str, list[tuple[int, str]]] = {}
    for place, sound in zip(names, _sounds("\n".join(map(fold, names.values()))), strict=True):
        if len(sound) > 2:
            found.setdefault(_consonants(sound), []).append((place, sound))
    return found


def _consonants(sound: str) -> str:
    return sound[:1] + sound[1:].replace("a", "")


def _sounds(keys: str) -> list[str]:
    """The sounds of folded keys, one a line, without articles and gaps."""
    text = _articles().sub("", keys).replace(" ", "")
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    return text.split("\n")


@cache
def _articles() -> re.Pattern[str]:
    """An article before another word."""
    return re.compile(rf"\b(?:{'|'.join(sorted(cues().lists['name_articles']))}) ")
