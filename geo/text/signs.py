"""What speaks for and against a place name: what the gazetteer says of it, and the words beside it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.fold import fold
from geo.gazetteer import demonym
from geo.names import Entry, gazetteer
from geo.text.cues import cues
from geo.text.foreign import foreign
from geo.text.spellings import other_key

if TYPE_CHECKING:
    from geo.text.tokens import Tokens

_BIG_REGION: Final = 1_000_000
_BIG_TOWN: Final = 300_000
_INTO: Final = frozenset(("in", "into", "inside", "within", "across"))
_PARTIES: Final = frozenset(("D", "R", "DFL", "I", "L", "Lib", "Con", "Lab", "Dem", "Rep", "PC", "NDP"))
_DASHES: Final = frozenset("—–-(")
POSSESSIVES: Final = frozenset(("'s", "’s", "’", "'S", "’S"))


class Prior(NamedTuple):
    """What the gazetteer alone says of a name."""

    signs: tuple[str, ...]
    notable: bool
    """A country, a big region or a big town."""


@lru_cache(maxsize=20_000)
def known(name: str) -> tuple[str, tuple[Entry, ...]]:
    """The key of a name as written, and its places."""
    key = fold(name)
    return key, gazetteer().lookup(key) or foreign(key) or other_key(key)


@lru_cache(maxsize=20_000)
def prior(key: str) -> Prior:
    """What speaks for a key before the text is read."""
    entries = gazetteer().lookup(key) or foreign(key) or other_key(key)
    if not key.isascii():
        entries = tuple(entry._replace(rank=0) for entry in entries)
    kind, size = _kind(entries), 0.0
    if kind == "admin1" and key not in cues().surnames and _is_seat(entries):
        kind = "seat"
    for entry in entries:
        if entry.detail == "city":
            size = max(size, entry.population * (1.0, 0.3, 0.05)[entry.rank])
    signs = [kind]
    if any(entry.capital and entry.rank == 0 for entry in entries):
        signs.append("capital_city")
    if size and kind not in ("country", "big_region", "supplement"):
        signs.append(f"people{min(6, max(2, int(math.log10(size + 1))))}")
    bare = key.partition(" ")[2] if key.startswith(("al ", "el ")) else key
    if " " in key and not (bare in cues().first_names or bare in cues().lists["other_sense"]):
        signs.append("words")
    elif kind != "country" or len(key) > 3:
        signs.extend(sign for sign in _word_signs(bare) if (kind, sign) != ("country", "common"))
    return Prior(tuple(signs), kind in ("country", "big_region") or size >= _BIG_TOWN)


def _kind(entries: tuple[Entry, ...]) -> str:
    """The greatest kind of place that has the name, not counting far-fetched names."""
    close = [entry for entry in entries if entry.rank < 2]
    details = {entry.detail for entry in close}
    if any(entry.detail == "country" and entry.rank < 2 for entry in close):
        return "country"
    if any(
        entry.detail == "admin1" and entry.rank == 0 and entry.population >= _BIG_REGION for entry in close
    ):
        return "big_region"
    if details - {"city", "admin1", "admin2"}:
        return "supplement"
    if "admin1" in details:
        return "admin1"
    if details == {"admin2"}:
        return "admin2"
    return "town" if details else "alternate"


def _is_seat(entries: tuple[Entry, ...]) -> bool:
    """Whether a town of that name lies in a first-level region of that name."""
    regions = {entry.place for entry in entries if entry.detail == "admin1" and entry.rank < 2}
    return any(entry.detail == "city" and entry.rank < 2 and entry.admin1 in regions for entry in entries)


def _word_signs(key: str) -> list[str]:
    words = cues()
    signs = ["short"] if len(key) < 4 else []
    if key in words.common:
        signs.append("common")
    if key in words.first_names:
        signs.append("first_name")
    if key in words.surnames:
        signs.append("surname")
    if key in words.lists["other_sense"]:
        signs.append("other_sense")
    return signs or ["plain"]


def left_signs(tokens: Tokens, index: int) -> tuple[str, str, str]:  # noqa: PLR0911 - one line for each sign
    """The sign of the words before a name, what they say it is ('region', 'settlement'), and whose name it is part of."""
    before = tokens.word(index - 1)
    if not before or (tokens.opens[index] and before not in ("“", '"', "(")):
        return "", "", ""
    lower = before.lower()
    if lower == "of":
        return _behind_of(tokens, index)
    sign = cues().left.get(lower)
    if sign:
        deed = tokens.word(index - 2).lower() in cues().lists["area_deeds"] and lower in _INTO
        return sign, "region" if deed else "", ""
    if before in (",", "(", ";", "/"):
        return "comma_left", "", ""
    if before in POSSESSIVES:
        return "possessive_left", "", ""
    if before == "-" and tokens.joined(index) and not tokens.text[tokens.starts[index] - 1].isspace():
        return ("party" if tokens.word(index - 2) in _PARTIES else "hyphen_left"), "", ""
    if tokens.joined(index) and before[0].isupper() and not tokens.titled[index]:
        return "capital_left", "", ""
    return "", "", ""


def _behind_of(tokens: Tokens, index: int) -> tuple[str, str, str]:
    lists, noun = cues().lists, tokens.word(index - 2).lower()
    if noun in lists["area_deeds"]:
        return "of_place", "region_of" if noun == "areas" else "region", ""
    if noun in lists["of_settlement"]:
        return "of_place", "settlement", ""
    if noun in lists["of_regions"]:
        return "of_place", "regions", ""
    if noun in lists["of_region"]:
        before = tokens.word(index - 3)  # "the Abu Salim district of Tripoli", "the Russian region of Kursk"
        named = before[:1].isupper() and demonym(before) is None
        return "of_place", "" if named else "region_of", ""
    if noun in lists["bodies"] and tokens.capital(index - 2):
        return "of_body", "", "body"
    return ("of_place" if noun in lists["of_place"] else "preposition"), "", ""


def right_signs(tokens: Tokens, end: int) -> tuple[str, str, str]:
    """The sign of the word behind a name, what it says it is, and whose name it is part of."""
    if not tokens.joined(end):
        return "", "", ""
    after, lists = tokens.words[end], cues().lists
    lower = after.lower()
    if after in POSSESSIVES:
        owned = (tokens.word(end + 1).lower(), tokens.word(end + 2).lower())
        sign = "possessive_belongs" if any(word in lists["belongs"] for word in owned) else "possessive"
        return sign, "region" if "governor" in owned else "", ""
    if after == "-":
        return _behind_hyphen(tokens, end), "", ""
    sign = cues().right.get(lower, "")
    if sign:
        generic = (
            "region"
            if lower in lists["region_after"]
            else "settlement"
            if lower in lists["settlement_after"]
            else ""
        )
        return sign, generic, ""
    if after[0].isupper() and not tokens.titled[end - 1]:
        sign = _capital_behind(tokens, end)
        return sign, "", "body" if sign == "owned" else ""
    return ("number_right" if after[0].isdigit() else ""), "", ""


def _capital_behind(tokens: Tokens, end: int) -> str:
    """What a capitalised word behind a name makes of the two, and the words behind that."""
    lists, lower = cues().lists, tokens.words[end].lower()
    run = end
    while tokens.capital(run) and tokens.joined(run) and tokens.words[run].lower() not in lists["owns"]:
        run += 1
    owned = tokens.capital(run) and tokens.joined(run)
    if (
        lower in lists["serves"]
        and (lower != "army" or tokens.capital(end + 1))
        and (lower, owned) != ("national", True)
    ):
        return "serves"
    if owned:
        return "owned"
    end = run
    place_word = tokens.joined(end) and cues().right.get(tokens.words[end].lower()) in ("generic", "belongs")
    return "run_belongs" if place_word else "capital_right"


def _behind_hyphen(tokens: Tokens, end: int) -> str:
    following = tokens.word(end + 1)
    if following.lower() in cues().lists["hyphenated"]:
        return "hyphenated"
    return "hyphen_right" if following and tokens.joined(end + 1) else ""
