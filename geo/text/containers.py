"""What the words round a name say that it lies in: "Paris, Texas", "Goma, in eastern Congo", "Mali's town of Kidal"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.names import gazetteer
from geo.text.cues import cues
from geo.text.matches import longest_at, nation_of, state_at
from geo.text.signs import POSSESSIVES

if TYPE_CHECKING:
    from geo.names import Entry
    from geo.text.tokens import Tokens

_AREAS: Final = frozenset(("country", "admin1", "admin2"))
_OTHER: Final = 2
"""Rank of a name that is not a place's usual one."""
_BETWEEN: Final = 5
"""Words at most between a name and what it lies in."""


def inside(tokens: Tokens, index: int, end: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The places of a name that lie in what the text says; none where that tells nothing apart, as in "Russia's Kursk".

    Parameters
    ----------
    tokens : Tokens
        The words.
    index, end : int
        First token of the name, and the token behind its last.
    entries : tuple of Entry
        The places that the name may mean.
    """
    if len(entries) < 2 and tokens.word(end) != ",":
        return ()
    areas = _behind(tokens, index, end) or _before(tokens, index)
    held = tuple(
        entry for entry in entries
        if entry.place not in areas and areas & {entry.country, entry.admin1, entry.admin2}
    )  # fmt: skip
    told_apart = any(entry not in held for entry in entries if entry.rank < _OTHER)
    return held if told_apart or tokens.word(end) == "," else ()


def _behind(tokens: Tokens, index: int, end: int) -> set[int]:
    """Numbers of the areas named behind a comma, "in" or, after "town" and the like, "of"."""
    if tokens.word(end) == "," and tokens.capital(end + 1):
        match = state_at(tokens, end + 1) or longest_at(tokens, end + 1)
        if match is None or (tokens.word(index - 1) == "," and _is_town(match.entries)):
            return set()  # "Tula, Voronezh, Sumy and Poltava" is a list of towns
        return {entry.place for entry in match.entries if entry.detail in _AREAS}
    lists, links = cues().lists, {"in"}
    if tokens.word(end).lower() in lists["region_after"] | lists["settlement_after"]:
        end, links = end + 1, {"in", "of"}
    end += tokens.word(end) == ","
    if tokens.word(end) not in links:
        return set()
    return _areas_at(tokens, _over(tokens, end + 1, 1))


def _is_town(entries: tuple[Entry, ...]) -> bool:
    """Whether a name means a town as well as the region that the town lies in."""
    regions = {entry.place for entry in entries if entry.detail in _AREAS}
    return any(entry.detail == "city" and entry.rank == 0 and entry.admin1 in regions for entry in entries)


def _before(tokens: Tokens, index: int) -> set[int]:
    """Numbers of the areas that own the name: "Russia's Belgorod region", "Niger's western town of X", "the Lebanese port of X"."""
    owner = _over(tokens, index - 1, -1)
    if tokens.word(owner) not in POSSESSIVES:
        nation = nation_of(tokens.word(owner)) if tokens.word(index - 1) == "of" else None
        country = gazetteer().number(nation) if nation else None
        return set() if country is None else {country}
    for first in range(max(owner - 4, 0), owner):
        if tokens.capital(first):
            match = longest_at(tokens, first)
            if match and match.end == owner:
                return _numbers(match.entries)
    return set()


def _over(tokens: Tokens, index: int, step: int) -> int:
    """The first word from `index` on that is no article, direction or noun for a place."""
    lists = cues().lists
    skipped = lists["directions"] | lists["of_settlement"] | lists["of_region"] | {"the", "of", "own"}
    for _ in range(_BETWEEN):
        if tokens.word(index) not in skipped:
            break
        index += step
    return index


def _areas_at(tokens: Tokens, index: int) -> set[int]:
    if not tokens.capital(index):
        return set()
    match = state_at(tokens, index) or longest_at(tokens, index)
    return _numbers(match.entries) if match and tokens.word(match.end) not in POSSESSIVES else set()


def _numbers(entries: tuple[Entry, ...]) -> set[int]:
    return {entry.place for entry in entries if entry.detail in _AREAS and entry.rank < 2}
