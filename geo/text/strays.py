"""Names that the gazetteer does not have as written: places of the countries a text speaks of, in another spelling."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from geo.text.cues import cues
from geo.text.spellings import spelled

if TYPE_CHECKING:
    from geo.names import Entry
    from geo.text.toponyms import Findings, Toponym

_PLACED: Final = frozenset(("locative", "of_place", "direction", "generic", "apposed", "unknown"))
"""Signs of which one at least must speak for a place."""
_PERSONAL: Final = frozenset(
    ("in_person", "surname", "first_name", "other_sense", "speech", "owned", "capital_left")
)
"""Signs that none of its mentions may bear."""
_SPOKEN_OF: Final = 1.0
_MOST: Final = 4
"""Countries that are searched."""


def place_strays(found: Findings, strays: list[Toponym], countries: list[str]) -> None:
    """Put those names that are places of the text's countries among its toponyms.

    Parameters
    ----------
    found : Findings
        What was found in the text, changed in place.
    strays : list of Toponym
        Names that the gazetteer does not have.
    countries : list of str
        Codes of the countries to look in.
    """
    groups: dict[str, list[Toponym]] = defaultdict(list)
    nameless = [toponym for toponym in found.toponyms if "unknown" in toponym.signs]
    for stray in (*nameless, *strays):
        groups[stray.key].append(stray)
    candidates = {key: group for key, group in groups.items() if _is_placed(group, found)}
    if not candidates:
        return
    placed: list[Toponym] = []
    for key, group in candidates.items():
        entries = _entries(key, countries)
        for stray in group if entries else ():
            stray.entries = entries
            placed.append(stray)
    if placed:
        found.toponyms[:] = sorted(placed + _apart(found.toponyms, placed), key=lambda toponym: toponym.start)


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


def _entries(key: str, countries: list[str]) -> tuple[Entry, ...]:
    return next((entries for code in countries if (entries := spelled(key, code))), ())


def _apart(toponyms: list[Toponym], placed: list[Toponym]) -> list[Toponym]:
    """The toponyms that none of the placed strays covers."""
    return [
        t for t in toponyms
        if not any(t is stray or (stray.start < t.end and t.start < stray.end) for stray in placed)
    ]  # fmt: skip
