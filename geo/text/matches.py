"""What name starts at a word: the longest the gazetteer has, a shortened state, a street or river, an unknown village."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.fold import fold
from geo.gazetteer import demonym
from geo.text.cues import cues
from geo.text.signs import known

if TYPE_CHECKING:
    from geo.names import Entry
    from geo.text.tokens import Tokens

_LONGEST: Final = 7
_LEAST: Final = 3
"""Letters of a name that nobody has."""
_CODE: Final = 3
"""Letters of a short form at most."""
_INNER: Final = frozenset(("-", "–", "&", ".", "’", "'", ",", "'s", "’s"))
"""Marks that may stand inside a name."""


class Match(NamedTuple):
    """A name as the text has it from one word on."""

    end: int
    """Token behind the name."""
    key: str
    entries: tuple[Entry, ...]
    sign: str = ""
    """How it was found where not by its name alone: 'state', 'street', 'address', 'route', 'feature', 'unknown'."""


def match_at(tokens: Tokens, index: int) -> Match | None:
    """The best reading of the capitalised word at `index`."""
    state = state_at(tokens, index)
    if state:
        return state
    longest = longest_at(tokens, index)
    feature = _feature(tokens, index)
    if feature and (longest is None or feature.end > longest.end):
        return feature
    if longest and longest.end == index + 1 and nation_of(tokens.words[index]):
        is_country = longest.entries[0].detail == "country" and longest.entries[0].rank == 0
        return longest if is_country else None
    return longest or _unknown(tokens, index)


def longest_at(tokens: Tokens, index: int) -> Match | None:
    """The longest name in the gazetteer that starts at `index`."""
    lists, words = cues().lists, tokens.words
    links = lists["links"]
    if tokens.word(index + 1) == "of" and words[index].lower() in lists["of_settlement"]:
        return None
    stop = index + 1
    while stop < min(index + _LONGEST, len(words)) and tokens.joined(stop):
        word = words[stop]
        is_tail = words[stop - 1] == "-" and word.islower() and len(word) < 5
        if not (word[0].isupper() or word in links or word in _INNER or is_tail):
            break
        stop += 1
    for end in range(stop, index, -1):
        last = words[end - 1]
        if end > index + 1 and not (last[0].isupper() or (last.islower() and words[end - 2] == "-")):
            continue
        if "," in words[index:end] and last not in ("D.C.", "DC"):
            continue
        if end == index + 1 and last.lower() in lists["never"]:
            return None
        key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[end - 1]])
        if entries and key.removeprefix("the ").replace(" ", "_") in lists["never"]:
            return None
        if entries and not (end > index + 1 and _is_article(tokens, index, end, entries)):
            part = end == index + 1 and (_is_code(last, key, entries) or is_head(tokens, index))
            return None if part else Match(end, key, entries)
    return None


def is_head(tokens: Tokens, index: int) -> bool:
    """Whether a word only begins a name that goes on: "Wadi Saluki", "Umm al-Zaytoun"."""
    if not tokens.capital(index) or tokens.words[index].lower() not in cues().lists["name_heads"]:
        return False
    if not tokens.joined(index + 1):
        return False
    return tokens.capital(index + 1) or tokens.word(index + 1) in cues().lists["joined_articles"]


def _is_code(word: str, key: str, entries: tuple[Entry, ...]) -> bool:
    """Whether a word is a short form of a country or region that is written in capitals: "CAR", but not "Car"."""
    if len(word) > _CODE or word.isupper() or "." in word:
        return False
    return any(e.kind in ("country", "region") and e.rank == 0 and key not in fold(e.name) for e in entries)


def stray_at(tokens: Tokens, index: int) -> Match | None:
    """A capitalised run that nobody has, as a name in another spelling may be: "Belet Huen", "Urum al-Kubra"."""
    lists, words = cues().lists, tokens.words
    if (
        not tokens.capital(index)
        or len(words[index]) < _LEAST
        or words[index].isupper()
        or tokens.titled[index]
    ):
        return None
    end = index + 1
    while end < min(index + _LONGEST, len(words)) and tokens.joined(end):
        if not (tokens.capital(end) or words[end] == "-" or words[end] in lists["joined_articles"]):
            break
        end += 1
    while not tokens.capital(end - 1):
        end -= 1
    if (end == index + 1 and words[index].lower() in lists["never"]) or any(map(nation_of, words[index:end])):
        return None
    return Match(end, fold(tokens.text[tokens.starts[index] : tokens.ends[end - 1]]), ())


def _is_article(tokens: Tokens, index: int, end: int, entries: tuple[Entry, ...]) -> bool:
    """Whether the first word is no part of the name: "The Dnipro", but not "The Hague"."""
    if tokens.words[index].lower() not in cues().lists["articles"]:
        return False
    rest = known(tokens.text[tokens.starts[index + 1] : tokens.ends[end - 1]])[1]
    return entries[0].rank > 0 or entries[0].place in {entry.place for entry in rest}


def opens_with_article(tokens: Tokens, index: int, match: Match) -> bool:
    """Whether the span leaves out its first word: "the Donbas", but not "The Hague"."""
    is_article = match.end > index + 1 and tokens.words[index].lower() in cues().lists["articles"]
    return is_article and not any(entry.name.startswith("The ") for entry in match.entries)


def completed(tokens: Tokens, index: int, match: Match) -> tuple[Entry, ...]:
    """The places of the name with the generic word behind it: "Kyiv region" is not Kyiv."""
    word = tokens.word(match.end)
    if match.sign or not tokens.joined(match.end) or word not in cues().lists["completes"]:
        return ()
    return known(tokens.text[tokens.starts[index] : tokens.ends[match.end]])[1]


@lru_cache(maxsize=20_000)
def nation_of(word: str) -> str | None:
    """The country whose people or things a word names, or None."""
    return demonym(word)


def state_at(tokens: Tokens, index: int) -> Match | None:
    """A shortened state: 'Calif.', 'N.Y.', or 'CA' behind a comma."""
    words, states = tokens.words, cues().states
    word, end = words[index], index + 1
    before = tokens.word(index - 1)
    party = before == "-" and tokens.word(index - 2) in ("D", "R")
    if tokens.word(end) == "." and tokens.joined(end) and "." not in word:
        entry = states.get(word + ".")
        if entry and (before in (",", "-", "(") or len(word) > 3):
            return Match(end + 1, f"{fold(entry.name)} state", (entry,), "state")
    if "." in word:
        entry = states.get(word) or states.get(word + ".")
    else:
        postal = before == "," and len(word) == 2 and tokens.capital(index - 2)
        entry = states.get(word) if postal else states.get(word + ".") if party else None
    return Match(end, f"{fold(entry.name)} state", (entry,), "state") if entry else None


def _feature(tokens: Tokens, index: int) -> Match | None:
    """A street, river, park or airport: a capitalised run with a generic word at its end or head."""
    words, lists = tokens.words, cues().lists
    lower = words[index].lower()
    if lower in lists["ships"]:
        return None
    if lower in lists["routes"]:
        following = tokens.word(index + 1)
        is_route = tokens.joined(index + 1) and following[:1].isdigit()
        return Match(index + 2, fold(f"{lower} {following}"), (), "route") if is_route else None
    if lower in lists["never"] and lower not in (
        "north",
        "south",
        "east",
        "west",
        "st",
        "old",
        "new",
        "great",
        "big",
    ):
        return None
    following = tokens.word(index + 1).lower()
    if (
        lower in lists["feature_heads"]
        and tokens.capital(index + 1)
        and tokens.joined(index + 1)
        and following != "war"
    ):
        key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[index + 1]])
        return Match(index + 2, key, entries, "feature")
    end = _feature_end(tokens, index)
    if not end:
        return None
    key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[end - 1]])
    word = words[end - 1] if words[end - 1] != "." else words[end - 2]
    sign = "street" if word.lower() in lists["streets"] else "feature"
    if sign == "street" and tokens.word(index - 1).isdecimal():
        sign = "address"
    return Match(end, key, entries, sign)


def _feature_end(tokens: Tokens, index: int) -> int:
    """Behind the generic word that closes a run of capitalised words, or 0."""
    words, lists = tokens.words, cues().lists
    generic = lists["streets"] | lists["features"]
    end = index + 1
    while end < min(index + 6, len(words)) and tokens.joined(end):
        if not (words[end][0].isupper() or words[end] == "-"):
            break
        end += 1
        if words[end - 1].lower() in generic:
            following = tokens.word(end).lower() if tokens.joined(end) else ""
            if following in generic and tokens.capital(end):
                continue
            return end + 1 if following == "." and words[end - 1] in ("Ave", "Rd", "Blvd", "Dr") else end
    return 0


def _unknown(tokens: Tokens, index: int) -> Match | None:
    """A name that nobody has, where the words beside it say that it is a place: 'the village of X'."""
    lists, word = cues().lists, tokens.words[index]
    if word.lower() in lists["never"] or len(word) < _LEAST or word.isupper() or tokens.opens[index]:
        return None
    before = tokens.word(index - 1).lower()
    of_settlement = before == "of" and tokens.word(index - 2).lower() in lists["of_settlement"]
    if not (of_settlement or before in lists["of_settlement"]):
        return None
    end = index + 1
    while end < index + 3 and tokens.joined(end) and tokens.capital(end):
        end += 1
    return Match(end, fold(tokens.text[tokens.starts[index] : tokens.ends[end - 1]]), (), "unknown")
