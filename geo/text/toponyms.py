"""Where the place names are: every capitalised word that the gazetteer knows, weighed by the words around it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.fold import fold
from geo.names import Entry, gazetteer
from geo.gazetteer import demonym
from geo.text.cues import Cues, cues
from geo.text.people import people
from geo.text.tokens import Tokens, blocks, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 7
_REGION: Final = frozenset(("country", "admin1"))


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
    inside: tuple[Entry, ...] = ()
    """What the text says it lies in: "Paris, Texas"."""
    listed: bool = False
    """Whether it stands in a list with the name before it."""


class Prior(NamedTuple):
    """What the gazetteer alone says of a name."""

    signs: tuple[str, ...]
    notable: bool
    """A country, a first-level region or a town of 300,000 and more."""


@lru_cache(maxsize=20_000)
def known(name: str) -> tuple[str, tuple[Entry, ...]]:
    """The key of a name as written, and its places."""
    key = fold(name)
    return key, gazetteer().lookup(key)


@lru_cache(maxsize=20_000)
def prior(key: str) -> Prior:
    """What speaks for a key before the text is read."""
    entries = gazetteer().lookup(key)
    details = {entry.detail for entry in entries if entry.rank < 2}
    people_, signs = 0.0, []
    for entry in entries:
        if entry.detail == "city":
            people_ = max(people_, entry.population * (1.0, 0.3, 0.05)[entry.rank])
    if "country" in details:
        signs.append("country")
    elif "admin1" in details:
        signs.append("admin1")
    elif details - {"city", "admin2"}:
        signs.append("supplement")
    elif "admin2" in details and "city" not in details:
        signs.append("admin2")
    elif not details:
        signs.append("alternate")
    if people_:
        signs.append(f"people{min(6, max(2, int(math.log10(people_ + 1))))}")
    if " " in key:
        signs.append("words")
    elif len(key) < 4:
        signs.append("short")
    word, known_words = key, cues()
    if word in known_words.common:
        signs.append("common")
    if word in known_words.first_names:
        signs.append("first_name")
    if word in known_words.surnames:
        signs.append("surname")
    notable = bool(details & _REGION) or people_ >= 300_000
    return Prior(tuple(signs), notable)


def find_toponyms(text: str) -> tuple[list[Toponym], dict[str, float]]:
    """Candidates for place names in the order of the text, weighed, and the countries that its adjectives point to.

    Those that score above 0 are places.
    """
    found: list[Toponym] = []
    surnames: set[str] = set()
    lower: set[str] = set()
    demonyms: dict[str, float] = defaultdict(float)
    for start, end in blocks(text):
        tokens = tokenize(text, start, end)
        lower.update(word for word in tokens.words if word.islower())
        persons = people(tokens, _is_notable)
        surnames.update(tokens.words[last - 1].lower() for _, last in persons)
        found.extend(_scan(tokens, persons, demonyms))
    _second_pass(text, found, surnames, lower)
    return found, demonyms


@lru_cache(maxsize=20_000)
def _demonym(word: str) -> str | None:
    return demonym(word)


def _is_notable(word: str) -> bool:
    key, entries = known(word)
    return bool(entries) and prior(key).notable


def _scan(tokens: Tokens, persons: list[tuple[int, int]], demonyms: dict[str, float]) -> Iterator[Toponym]:
    in_person = bytearray(len(tokens.words))
    for first, last in persons:
        in_person[first:last] = b"\1" * (last - first)
    index, count = 0, len(tokens.words)
    while index < count:
        word = tokens.words[index]
        if not word[0].isupper():
            index += 1
            continue
        nation = _demonym(word)
        if nation:
            demonyms[nation] += 0.5
            index += 1
            continue
        feature = _feature(tokens, index)
        state = None if feature else _state(tokens, index)
        match = feature or state or _longest(tokens, index)
        if match is None:
            index += 1
            continue
        end, key, entries = match
        toponym = Toponym(tokens.starts[index], tokens.ends[end - 1], key, entries)
        if feature:
            toponym.signs.append("feature")
        elif state:
            toponym.signs.append("state")
        else:
            _weigh(tokens, index, end, toponym, in_person)
        yield toponym
        index = end


def _longest(tokens: Tokens, index: int) -> tuple[int, str, tuple[Entry, ...]] | None:
    """The longest name in the gazetteer that starts at `index`."""
    links, words = cues().links, tokens.words
    stop = index + 1
    while stop < min(index + _LONGEST, len(words)) and tokens.joined(stop):
        word = words[stop]
        if not (word[0].isupper() or word in links or word in ("-", "–", "&", ".", "’", "'") or word == ","):
            break
        stop += 1
    for end in range(stop, index, -1):
        last = words[end - 1]
        if not last[0].isupper() and end > index + 1:
            continue
        if "," in words[index:end] and last not in ("D.C.", "DC"):
            continue
        if end == index + 1 and last.lower() in cues().never and last not in ("US",):
            return None
        key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[end - 1]])
        if entries:
            return end, key, entries
    return None


def _state(tokens: Tokens, index: int) -> tuple[int, str, tuple[Entry, ...]] | None:
    """An abbreviated state: 'Calif.', or 'CA' behind a comma."""
    words, states = tokens.words, cues().states
    word, end = words[index], index + 1
    if tokens.word(end) == "." and tokens.joined(end) and "." not in word:
        dotted = states.get(word + ".")
        after_comma = tokens.word(index - 1) in (",", "-", "(")
        if dotted and (after_comma or len(word) > 3):
            return end + 1, fold(dotted.name), (dotted,)
    if "." in word and word in states:
        return end, fold(states[word].name), (states[word],)
    if tokens.word(index - 1) == "," and len(word) == 2 and word in states and tokens.capital(index - 2):
        return end, fold(states[word].name), (states[word],)
    return None


def _feature(tokens: Tokens, index: int) -> tuple[int, str, tuple[Entry, ...]] | None:
    """A street, river, park or airport: a capitalised run with a generic word at its end or head."""
    words, known_words = tokens.words, cues()
    lower = words[index].lower()
    if lower in known_words.routes or lower in ("the", "in", "at", "on", "and", "but", "a", "an"):
        following = tokens.word(index + 1)
        if lower in known_words.routes and tokens.joined(index + 1) and following[:1].isdigit():
            return index + 2, fold(f"{words[index]} {following}"), ()
        return None
    end = index + 1
    while (
        end < len(words)
        and end - index < 6
        and tokens.joined(end)
        and (words[end][0].isupper() or words[end] in ("-", "’s", "'s"))
    ):
        end += 1
        if words[end - 1].lower() in known_words.streets | known_words.features:
            after = tokens.word(end).lower() if tokens.joined(end) else ""
            if after in known_words.streets | known_words.features:
                continue
            if tokens.word(end) == "." and words[end - 1] in ("St", "Ave", "Rd", "Blvd", "Dr"):
                end += 1
            key, entries = known(tokens.text[tokens.starts[index] : tokens.ends[end - 1]])
            return end, key, entries
    return None


def _weigh(tokens: Tokens, index: int, end: int, toponym: Toponym, in_person: bytearray) -> None:
    signs = toponym.signs
    signs.extend(prior(toponym.key).signs)
    if all(in_person[index:end]):
        signs.append("in_person")
        toponym.owner = "person"
    word = tokens.words[index]
    if word.isupper() and len(word) > 2 and "." not in word:
        signs.append("capitals")
    if tokens.titled[index]:
        signs.append("headline")
    elif tokens.opens[index]:
        signs.append("opens")
    known_words = cues()
    _left(tokens, index, toponym, known_words)
    _right(tokens, end, toponym, known_words)


def _left(tokens: Tokens, index: int, toponym: Toponym, known_words: Cues) -> None:
    signs, before = toponym.signs, tokens.word(index - 1)
    if tokens.opens[index] and before != "“":
        return
    lower = before.lower()
    if lower in known_words.locative:
        signs.append("locative")
    elif lower == "of":
        noun = tokens.word(index - 2).lower()
        if noun in known_words.of_settlement:
            signs.append("of_place")
            toponym.generic = "settlement"
        elif noun in known_words.of_region:
            signs.append("of_place")
            toponym.generic = "region"
        elif noun in known_words.of_place:
            signs.append("of_place")
        elif noun in known_words.bodies and tokens.capital(index - 2):
            signs.append("of_body")
            toponym.owner = toponym.owner or "body"
        else:
            signs.append("preposition")
    elif lower in known_words.preposition:
        signs.append("preposition")
    elif lower in known_words.directions:
        signs.append("direction")
    elif lower in ("the", "a", "an", "his", "her", "their", "this", "that"):
        signs.append("article")
    elif before in (",", "(", ";", "/"):
        signs.append("comma_left")
    elif tokens.joined(index) and before[:1].isupper() and not tokens.titled[index]:
        signs.append("capital_left")
    elif before in ("'s", "’s"):
        signs.append("possessive_left")


def _right(tokens: Tokens, end: int, toponym: Toponym, known_words: Cues) -> None:
    signs, after = toponym.signs, tokens.word(end)
    if not after:
        return
    lower = after.lower()
    if not tokens.joined(end):
        return
    if after == ",":
        _container(tokens, end, toponym)
        signs.append("inside" if toponym.inside else "comma_right")
    elif after in ("'s", "’s", "’"):
        signs.append("possessive")
    elif after == "-" and tokens.word(end + 1).lower() in known_words.hyphenated:
        signs.append("hyphenated")
    elif lower in known_words.region_after:
        signs.append("generic")
        toponym.generic = "region"
    elif lower in known_words.settlement_after:
        signs.append("generic")
        toponym.generic = "settlement"
    elif lower in known_words.area_after:
        signs.append("generic")
    elif lower in known_words.belongs:
        signs.append("belongs")
    elif after[0].isupper() and not tokens.titled[end - 1]:
        if lower in known_words.owns:
            signs.append("owned")
            toponym.owner = toponym.owner or "body"
        elif lower in known_words.serves:
            signs.append("serves")
        else:
            signs.append("capital_right")
    elif lower in known_words.speech:
        signs.append("speech")
    elif after[0].isdigit():
        signs.append("number_right")


def _container(tokens: Tokens, comma: int, toponym: Toponym) -> None:
    """What stands behind the comma, when one of the places lies in it."""
    first = comma + 1
    if not tokens.capital(first):
        return
    state = _state(tokens, first)
    match = state or _longest(tokens, first)
    if match is None:
        return
    areas = {entry.place for entry in match[2] if entry.detail in ("country", "admin1", "admin2")}
    toponym.inside = tuple(
        entry
        for entry in toponym.entries
        if entry.place not in areas and areas & {entry.country, entry.admin1, entry.admin2}
    )


_LIST_GAP: Final = re.compile(r"\s*(?:,|and|or|/|,\s*and|,\s*or|-|–|to|&|, in)\s*")


def _second_pass(text: str, found: list[Toponym], surnames: set[str], lower: set[str]) -> None:
    """Add what the whole document says, and add everything up."""
    weights = cues().weights
    for toponym in found:
        if toponym.owner != "person" and toponym.key in surnames:
            toponym.signs.append("surname_here")
        if toponym.key in lower:
            toponym.signs.append("lower_here")
        toponym.score = weights.get("base", 0.0) + sum(weights.get(sign, 0.0) for sign in toponym.signs)
    strong = {t.key for t in found if t.score > weights.get("strong", 0.5)}
    sure = [t.score > weights.get("strong", 0.5) for t in found]
    for number, toponym in enumerate(found):
        extra = []
        if toponym.key in strong and not sure[number]:
            extra.append("known")
        for other in (number - 1, number + 1):
            if 0 <= other < len(found) and sure[other]:
                a, b = sorted((found[other], toponym), key=lambda t: t.start)
                if b.start - a.end < 8 and _LIST_GAP.fullmatch(text[a.end : b.start]):
                    extra.append("listed")
                    break
        toponym.signs.extend(extra)
        toponym.score += sum(weights.get(sign, 0.0) for sign in extra)
