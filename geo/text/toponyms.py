"""Where place names may be: every capitalised name that the gazetteer knows, streets, waters and shortened states."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.fold import fold
from geo.gazetteer import demonym
from geo.text.cues import cues
from geo.text.people import people
from geo.text.signs import known, left_signs, prior, right_signs
from geo.text.tokens import Tokens, blocks, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.names import Entry

_LONGEST: Final = 7
_INNER: Final = frozenset(("-", "–", "&", ".", "’", "'", ",", "'s", "’s"))
"""Marks that may stand inside a name."""
_AREAS: Final = frozenset(("country", "admin1", "admin2"))


@dataclass(slots=True)
class Toponym:
    """A stretch of text that may be a place name, with what speaks for it."""

    start: int
    end: int
    key: str
    """The name as the gazetteer files it."""
    entries: tuple[Entry, ...]
    """The places of that name."""
    signs: list[str] = field(default_factory=list)
    """What speaks for and against it, by the names of the weights in `reading.toml`."""
    score: float = 0.0
    """What the signs add up to."""
    owner: str = ""
    """'person' or 'body' when it is part of such a name."""
    generic: str = ""
    """'region' or 'settlement' when a word beside it says so."""
    beside: list[str] = field(default_factory=list)
    """Keys of the names before and behind it in a list."""
    inside: tuple[Entry, ...] = ()
    """Those of its places that lie in what the text says: "Paris, Texas"."""


@dataclass(slots=True)
class Findings:
    """What one reading of a text brings to light."""

    toponyms: list[Toponym] = field(default_factory=list)
    """Candidates in the order of the text."""
    surnames: set[str] = field(default_factory=set)
    """Last words of the names of persons, in lower case."""
    weapons: set[str] = field(default_factory=set)
    """Keys of names that weapons bear."""
    lower: set[str] = field(default_factory=set)
    """Words that stand in lower case somewhere."""
    nations: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """How much adjectives and institutions point to a country, by ISO code."""


class _Match(NamedTuple):
    end: int
    """Token behind the name."""
    key: str
    entries: tuple[Entry, ...]
    sign: str = ""


def find_toponyms(text: str) -> Findings:
    """Candidates for place names with the signs of the words beside them."""
    found = Findings()
    for start, end in blocks(text):
        tokens = tokenize(text, start, end)
        persons = people(tokens, _is_notable)
        found.surnames.update(tokens.words[last - 1].lower() for _, last in persons)
        _count_words(tokens, found)
        toponyms = list(_scan(tokens, persons))
        found.weapons.update(toponym.key for toponym in toponyms if toponym.owner == "weapon")
        found.toponyms.extend(toponyms)
    return found


def _count_words(tokens: Tokens, found: Findings) -> None:
    nations = cues().nations
    for word in tokens.words:
        if word.islower():
            found.lower.add(word)
        elif word[0].isupper():
            iso2 = _demonym(word)
            if iso2:
                found.nations[iso2] += 0.5
        iso2 = nations.get(word.lower())
        if iso2:
            found.nations[iso2] += 0.25


@lru_cache(maxsize=20_000)
def _demonym(word: str) -> str | None:
    return demonym(word)


def _is_notable(word: str) -> bool:
    key, entries = known(word)
    return bool(entries) and prior(key).notable


def _scan(tokens: Tokens, persons: list[tuple[int, int]]) -> Iterator[Toponym]:
    in_person = bytearray(len(tokens.words))
    for first, last in persons:
        in_person[first:last] = b"\1" * (last - first)
    index, count = 0, len(tokens.words)
    while index < count:
        match = _match(tokens, index) if tokens.words[index][0].isupper() else None
        if match is None:
            index += 1
            continue
        whole = _completed(tokens, index, match)
        first = index + 1 if _opens_with_article(tokens, index, match) else index
        toponym = Toponym(tokens.starts[first], tokens.ends[match.end - 1], match.key, whole or match.entries)
        _weigh(tokens, index, match, toponym, in_person)
        if whole:
            toponym.key = f"{match.key} {tokens.words[match.end]}"
        if toponym.generic == "region" and tokens.word(match.end) in cues().lists["taken_in"]:
            toponym.end = tokens.ends[match.end]
        yield toponym
        index = match.end


def _match(tokens: Tokens, index: int) -> _Match | None:
    """The best reading of the capitalised word at `index`."""
    state = _state(tokens, index)
    if state:
        return state
    longest = _longest(tokens, index)
    feature = _feature(tokens, index)
    if feature and (longest is None or feature.end > longest.end):
        return feature
    if longest and longest.end == index + 1 and _demonym(tokens.words[index]):
        return None
    return longest or _unknown(tokens, index)


def _longest(tokens: Tokens, index: int) -> _Match | None:
    """The longest name in the gazetteer that starts at `index`."""
    lists, words = cues().lists, tokens.words
    links = lists["links"]
    if tokens.word(index + 1) == "of" and words[index].lower() in lists["of_settlement"]:
        return None
    stop = index + 1
    while stop < min(index + _LONGEST, len(words)) and tokens.joined(stop):
        word = words[stop]
        if not (word[0].isupper() or word in links or word in _INNER):
            break
        stop += 1
    for end in range(stop, index, -1):
        last = words[end - 1]
        if end > index + 1 and not last[0].isupper():
            continue
        if "," in words[index:end] and last not in ("D.C.", "DC"):
            continue
        if end == index + 1 and (last == "Us" or last.lower() in lists["never"]):
            return None
        key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[end - 1]])
        if entries and key.removeprefix("the ").replace(" ", "_") in lists["never"]:
            return None
        if entries and not (end > index + 1 and _is_article(tokens, index, end, entries)):
            return _Match(end, key, entries)
    return None


def _is_article(tokens: Tokens, index: int, end: int, entries: tuple[Entry, ...]) -> bool:
    """Whether the first word is no part of the name: "The Dnipro", but not "The Hague"."""
    if tokens.words[index].lower() not in cues().lists["articles"]:
        return False
    rest = known(tokens.text[tokens.starts[index + 1] : tokens.ends[end - 1]])[1]
    return entries[0].rank > 0 or entries[0].place in {entry.place for entry in rest}


def _opens_with_article(tokens: Tokens, index: int, match: _Match) -> bool:
    """Whether the span leaves out its first word: "the Donbas", but not "The Hague"."""
    is_article = match.end > index + 1 and tokens.words[index].lower() in cues().lists["articles"]
    return is_article and not any(entry.name.startswith("The ") for entry in match.entries)


def _completed(tokens: Tokens, index: int, match: _Match) -> tuple[Entry, ...]:
    """The places of the name with the generic word behind it: "Kyiv region" is not Kyiv."""
    word = tokens.word(match.end)
    if match.sign or not tokens.joined(match.end) or word not in cues().lists["completes"]:
        return ()
    return known(tokens.text[tokens.starts[index] : tokens.ends[match.end]])[1]


def _state(tokens: Tokens, index: int) -> _Match | None:
    """A shortened state: 'Calif.', 'N.Y.', or 'CA' behind a comma."""
    words, states = tokens.words, cues().states
    word, end = words[index], index + 1
    before = tokens.word(index - 1)
    party = before == "-" and tokens.word(index - 2) in ("D", "R")
    if tokens.word(end) == "." and tokens.joined(end) and "." not in word:
        entry = states.get(word + ".")
        if entry and (before in (",", "-", "(") or len(word) > 3):
            return _Match(end + 1, fold(entry.name), (entry,), "state")
    if "." in word:
        entry = states.get(word) or states.get(word + ".")
    else:
        postal = before == "," and len(word) == 2 and tokens.capital(index - 2)
        entry = states.get(word) if postal else states.get(word + ".") if party else None
    return _Match(end, fold(entry.name), (entry,), "state") if entry else None


def _feature(tokens: Tokens, index: int) -> _Match | None:
    """A street, river, park or airport: a capitalised run with a generic word at its end or head."""
    words, lists = tokens.words, cues().lists
    lower = words[index].lower()
    if lower in lists["routes"]:
        following = tokens.word(index + 1)
        is_route = tokens.joined(index + 1) and following[:1].isdigit()
        return _Match(index + 2, fold(f"{lower} {following}"), (), "route") if is_route else None
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
    if lower in lists["feature_heads"] and tokens.capital(index + 1) and tokens.joined(index + 1):
        key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[index + 1]])
        return _Match(index + 2, key, entries, "feature")
    end = _feature_end(tokens, index)
    if not end:
        return None
    key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[end - 1]])
    word = words[end - 1] if words[end - 1] != "." else words[end - 2]
    sign = "street" if word.lower() in lists["streets"] else "feature"
    if sign == "street" and tokens.word(index - 1).isdecimal():
        sign = "address"
    return _Match(end, key, entries, sign)


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


def _unknown(tokens: Tokens, index: int) -> _Match | None:
    """A name that nobody has, where the words beside it say that it is a place: 'the village of X'."""
    lists, word = cues().lists, tokens.words[index]
    if word.lower() in lists["never"] or len(word) < 4 or word.isupper() or tokens.opens[index]:
        return None
    before = tokens.word(index - 1).lower()
    of_settlement = before == "of" and tokens.word(index - 2).lower() in lists["of_settlement"]
    if not (of_settlement or before in lists["of_settlement"]):
        return None
    end = index + 1
    while end < index + 3 and tokens.joined(end) and tokens.capital(end):
        end += 1
    return _Match(end, fold(tokens.text[tokens.starts[index] : tokens.ends[end - 1]]), (), "unknown")


def _weigh(tokens: Tokens, index: int, match: _Match, toponym: Toponym, in_person: bytearray) -> None:
    """Collect what speaks for and against the name where it stands."""
    signs = toponym.signs
    if match.sign == "state":
        signs.append("state")
        return
    left, left_generic, left_owner = left_signs(tokens, index)
    right, right_generic, right_owner = right_signs(tokens, match.end)
    signs.extend(_own_signs(tokens, index, match, all(in_person[index : match.end])))
    if tokens.word(match.end) == "," and match.entries:
        toponym.inside = _inside(tokens, match.end + 1, match.entries)
        right = "inside" if toponym.inside else "comma_right"
    if "country" in signs and left in ("capital_left", "hyphen_left"):
        left = f"country_{left}"
    if right == "speech" and left in ("locative", "of_place"):
        right = ""
    if right == "speech" and prior(match.key).notable:
        right = "capital_speech" if "capital_city" in signs or "country" in signs else "notable_speech"
    signs.extend(sign for sign in (left, right) if sign)
    if match.sign:
        return
    if right == "run_belongs" and not prior(match.key).notable:
        toponym.entries, toponym.inside = (), ()
    toponym.generic = left_generic or right_generic
    toponym.owner = "person" if "in_person" in signs else left_owner or right_owner
    if not toponym.owner and "country" not in signs:
        ship, weapon = _is_ship(tokens, index, match.end), _is_weapon(tokens, match.end)
        toponym.owner = "ship" if ship else "weapon" if weapon else ""


def _is_ship(tokens: Tokens, index: int, end: int) -> bool:
    """Whether a ship bears the name: "the tanker X", "the X sank"."""
    lists = cues().lists
    if tokens.word(end).lower() in lists["ship_deeds"] and tokens.word(index - 1).lower() == "the":
        return True
    first = index - 1
    while (
        tokens.capital(first)
        and tokens.joined(first + 1)
        and tokens.word(first).lower() not in lists["ships"]
    ):
        first -= 1
    return tokens.word(first).lower() in lists["ships"] and tokens.joined(first + 1)


def _is_weapon(tokens: Tokens, end: int) -> bool:
    """Whether a weapon bears the name: "X missiles", "X-17", but not "X missile attack"."""
    lists, after = cues().lists, tokens.word(end)
    if after == "-" and tokens.joined(end):
        return tokens.word(end + 1).isdigit() and tokens.joined(end + 1)
    behind = tokens.word(end + 1).lower()
    return (
        tokens.joined(end) and after in lists["weapons"] and behind not in lists["weapons"] | lists["events"]
    )


def _own_signs(tokens: Tokens, index: int, match: _Match, in_person: bool) -> list[str]:
    """What the name and its place in the sentence say, whatever stands beside it."""
    signs = [match.sign] if match.sign else list(prior(match.key).signs)
    if in_person:
        signs.append("person_like" if "words" in signs else "in_person")
    if tokens.words[index].isupper() and match.end - index == 1 and len(match.key) > 3:
        signs.append("capitals")
        if _is_dateline(tokens, match.end):
            signs.append("dateline")
    if tokens.titled[index]:
        signs.append("headline")
    elif tokens.opens[index]:
        signs.append("common_opens" if "common" in signs else "opens")
    return signs


def _is_dateline(tokens: Tokens, end: int) -> bool:
    """Whether "KYIV, Ukraine (AP) —" goes on like that."""
    return (
        any(tokens.word(i) in ("—", "–", "--", "-", "(") for i in range(end, end + 4))
        and not tokens.titled[end - 1]
    )


def _inside(tokens: Tokens, first: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The places that lie in what stands behind the comma."""
    if not tokens.capital(first):
        return ()
    match = _state(tokens, first) or _longest(tokens, first)
    areas = {entry.place for entry in match.entries if entry.detail in _AREAS} if match else set()
    return tuple(
        entry for entry in entries
        if entry.place not in areas and areas & {entry.country, entry.admin1, entry.admin2}
    )  # fmt: skip
