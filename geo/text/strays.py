"""Names that the gazetteer does not have as written: places of the countries a text speaks of, in another spelling."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from geo.text.cues import cues
from geo.text.spellings import spelled
from geo.text.tokens import LIST_GAP

if TYPE_CHECKING:
    from geo.names import Entry
    from geo.text.toponyms import Findings, Toponym

_PLACED: Final = frozenset(("locative", "of_place", "direction", "generic", "apposed", "unknown"))
"""Signs of which one at least must speak for a place."""
_PERSONAL: Final = frozenset(
    ("in_person", "surname", "first_name", "other_sense", "speech", "owned", "capital_left")
)
"""Signs that none of its mentions may bear."""
_NEAR: Final = (" near ", "\nnear ", "Near ")
"""What stands before a place even where nobody knows it."""
_ENDS: Final = re.compile(
    r"\s*(?:[,.;:)]|$|(?:and|or|in|near|on|were|was|have|has|had|where|which|after|before)\b)"
)
"""What stands behind a place in a list, but not "Shiite militias"."""
_GAP: Final = 8
_FAR_FETCHED: Final = 2
_LARGE: Final = 300_000
"""People; a town as great is meant wherever it lies."""
_CROWD: Final = 200
"""Places of one country that are looked at."""
_REACH: Final = 3.0
"""Degrees within which a guess needs company."""
_SPOKEN_OF: Final = 1.0
_MOST: Final = 4
"""Countries that are searched."""


def place_strays(text: str, found: Findings, strays: list[Toponym], countries: list[str]) -> None:
    """Put those names that are places of the text's countries among its toponyms.

    Parameters
    ----------
    text : str
        The text.
    found : Findings
        What was found in the text, changed in place.
    strays : list of Toponym
        Names that the gazetteer does not have.
    countries : list of str
        Codes of the countries to look in.
    """
    _mark_lists(text, found.toponyms, strays)
    groups: dict[str, list[Toponym]] = defaultdict(list)
    nameless = [toponym for toponym in found.toponyms if "unknown" in toponym.signs]
    for stray in (*nameless, *strays):
        groups[stray.key].append(stray)
    candidates = [group for group in groups.values() if _is_placed(group, found)]
    named = _named(found, countries)
    for toponym in found.toponyms:
        if toponym.entries and all(_is_foreign(entry, named) for entry in toponym.entries):
            toponym.entries += _entries(toponym.key, named)
    placed: list[Toponym] = []
    for group in candidates:
        entries = _entries(group[0].key, named)
        for stray in group if entries or any(text.endswith(_NEAR, 0, stray.start) for stray in group) else ():
            stray.entries = entries
            placed.append(stray)
    placed = _longest(placed)
    if placed:
        found.toponyms[:] = sorted(placed + _apart(found.toponyms, placed), key=lambda toponym: toponym.start)


def _mark_lists(text: str, toponyms: list[Toponym], strays: list[Toponym]) -> None:
    """Mark what stands in a list behind a place: "around Adassil, Ighil and Talat N'Yaaqoub"."""
    before: Toponym | None = None
    for name in sorted((*toponyms, *strays), key=lambda toponym: toponym.start):
        follows = (
            before is not None
            and name.start - before.end < _GAP
            and LIST_GAP.fullmatch(text, before.end, name.start)
        )
        if not name.entries and follows and _ENDS.match(text, name.end):
            name.signs.append("apposed")
        if name.entries or follows:
            before = name


def _is_placed(group: list[Toponym], found: Findings) -> bool:
    signs = {sign for stray in group for sign in stray.signs}
    owned = any(stray.owner for stray in group) or group[0].key.rpartition(" ")[2] in found.surnames
    return bool(signs & _PLACED) and not signs & _PERSONAL and not owned and group[0].key not in found.lower


def respelt_countries(found: Findings) -> list[str]:
    """Codes of the countries that the text speaks of and whose names have several spellings, the most spoken of first."""
    talk = defaultdict(float, found.nations)
    for toponym in found.toponyms:
        near = {entry.iso2 for entry in toponym.entries if entry.rank == 0}
        if len(near) == 1:
            talk[near.pop()] += 1.0 if toponym.entries[0].detail == "country" else 0.5
    spoken = [
        code for code, weight in talk.items() if weight >= _SPOKEN_OF and code in cues().lists["respelt"]
    ]
    return sorted(spoken, key=lambda code: (-talk[code], code))[:_MOST]


def _named(found: Findings, countries: list[str]) -> dict[str, list[Entry]]:
    """By country, what the text names in it but the country and its regions."""
    named: dict[str, list[Entry]] = {code: [] for code in countries}
    for toponym in found.toponyms:
        for entry in toponym.entries:
            others = named.get(entry.iso2, [])
            if entry.rank == 0 and entry.detail not in ("country", "admin1") and len(others) < _CROWD:
                others.append(entry)
    return named


def _entries(key: str, named: dict[str, list[Entry]]) -> tuple[Entry, ...]:
    """What a key means in the first country that has it, near what else is named there."""
    for code, others in named.items():
        entries = tuple(entry for entry in spelled(key, code) if _is_near(entry, others))
        if entries:
            return entries
    return ()


def _is_foreign(entry: Entry, named: dict[str, list[Entry]]) -> bool:
    """Whether it is a small place outside the countries of the text, so that a name may mean another: Argun for Urgun."""
    return entry.detail in ("city", "village") and entry.population < _LARGE and entry.iso2 not in named


def _is_near(entry: Entry, others: list[Entry]) -> bool:
    """Whether some other place named is near; one that sounds the same may stand alone in its country."""
    if not others:
        return entry.rank < _FAR_FETCHED
    return any(math.hypot(entry.lon - other.lon, entry.lat - other.lat) < _REACH for other in others)


def _longest(placed: list[Toponym]) -> list[Toponym]:
    """Those that begin behind the end of the one before, the longest first: "Belet Huen" without "Huen"."""
    kept: list[Toponym] = []
    for stray in sorted(placed, key=lambda toponym: (toponym.start, -toponym.end)):
        if not kept or stray.start >= kept[-1].end:
            kept.append(stray)
    return kept


def _apart(toponyms: list[Toponym], placed: list[Toponym]) -> list[Toponym]:
    """The toponyms that none of the placed strays covers."""
    spans = [(stray.start, stray.end) for stray in placed]
    starts = [start for start, _ in spans]
    kept = []
    for toponym in toponyms:
        at = bisect_left(starts, toponym.end) - 1
        if at < 0 or spans[at][1] <= toponym.start:
            kept.append(toponym)
    return kept
