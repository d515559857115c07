"""Where place names may be: every capitalised name that the gazetteer knows, streets, waters and shortened states."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.text.containers import inside
from geo.text.cues import cues
from geo.text.matches import (
    Match,
    completed,
    is_head,
    longest_at,
    match_at,
    nation_of,
    opens_with_article,
    stray_at,
)
from geo.text.people import people
from geo.text.signs import known, left_signs, prior, right_signs
from geo.text.strays import place_strays, respelt_countries
from geo.text.tokens import Tokens, blocks, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.names import Entry

_ARTICLE: Final = 3
"""Letters of a joined article at most."""
_DOUBTFUL: Final = frozenset(("common", "first_name", "surname", "other_sense"))
_WATERS: Final = frozenset(("river", "canal"))


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
    """'person', 'body', 'ship', 'weapon' or 'disease' when it is part of such a name."""
    generic: str = ""
    """'region', 'regions' (of a whole list) or 'settlement' when a word beside it says so."""
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
    unmatched: list[tuple[Tokens, int]] = field(default_factory=list)
    """Words with a capital that begin no name that the gazetteer has; some are a place in another spelling."""


def find_toponyms(text: str) -> Findings:
    """Candidates for place names with the signs of the words beside them."""
    found = Findings()
    for start, end in blocks(text):
        tokens = tokenize(text, start, end)
        persons = people(tokens, _is_notable)
        found.surnames.update(tokens.words[last - 1].lower() for _, last in persons)
        _count_words(tokens, found)
        toponyms = list(_scan(tokens, persons, found.unmatched))
        found.weapons.update(toponym.key for toponym in toponyms if toponym.owner == "weapon")
        found.toponyms.extend(toponyms)
    countries = respelt_countries(found)
    if countries:
        place_strays(text, found, list(_strays(found.unmatched)), countries)
    return found


def _count_words(tokens: Tokens, found: Findings) -> None:
    nations = cues().nations
    for word in tokens.words:
        if word.islower():
            found.lower.add(word)
        elif word[0].isupper():
            iso2 = nation_of(word)
            if iso2:
                found.nations[iso2] += 0.5
        iso2 = nations.get(word.lower())
        if iso2:
            found.nations[iso2] += 0.25


def _is_notable(word: str) -> bool:
    key, entries = known(word)
    return bool(entries) and prior(key).notable


def _scan(
    tokens: Tokens, persons: list[tuple[int, int]], unmatched: list[tuple[Tokens, int]]
) -> Iterator[Toponym]:
    in_person = bytearray(len(tokens.words))
    for first, last in persons:
        in_person[first:last] = b"\1" * (last - first)
    index, count = 0, len(tokens.words)
    while index < count:
        match = _match(tokens, index) if tokens.words[index][0].isalpha() else None
        if match is None:
            if tokens.capital(index) and not in_person[index]:
                unmatched.append((tokens, index))
            index += 1
            continue
        whole = completed(tokens, index, match)
        first = index + 1 if opens_with_article(tokens, index, match) else index
        toponym = Toponym(tokens.starts[first], tokens.ends[match.end - 1], match.key, whole or match.entries)
        _weigh(tokens, index, match, toponym, in_person=all(in_person[index : match.end]))
        if whole:
            toponym.key = f"{match.key} {tokens.words[match.end]}"
        island = _island(tokens, index, match)
        if island:
            toponym.key, toponym.entries, toponym.inside = f"{match.key} island", island, ()
        river = _river(tokens, index, match)
        if river:
            toponym.key, toponym.entries, toponym.inside = f"{match.key} river", river, ()
        if toponym.generic == "region" and tokens.word(match.end) in cues().lists["taken_in"]:
            toponym.end = tokens.ends[match.end]
        yield toponym
        index = match.end


def _match(tokens: Tokens, index: int) -> Match | None:
    """The name that starts at a word with a capital, or at the article of one: "al-Bab"."""
    word = tokens.words[index]
    capital = word[0].isupper()
    if not capital and (len(word) > _ARTICLE or word not in cues().lists["joined_articles"]):
        return None
    if is_head(tokens, index - 1):
        return None
    if capital:
        return match_at(tokens, index)
    if tokens.word(index + 1) != "-" or not tokens.capital(index + 2):
        return None
    match = longest_at(tokens, index)
    return match if match and match.end > index + 2 else None


def _island(tokens: Tokens, index: int, match: Match) -> tuple[Entry, ...]:
    """The island that a region is named after: "fighting on Bougainville"."""
    if match.sign or tokens.word(index - 1).lower() != "on":
        return ()
    if not match.entries or any(
        entry.detail in ("city", "country") and entry.rank == 0 for entry in match.entries
    ):
        return ()
    named = (*match.entries, *known(f"{match.key} island")[1])
    return tuple(dict.fromkeys(entry for entry in named if entry.detail == "island" and entry.rank < 2))


def _river(tokens: Tokens, index: int, match: Match) -> tuple[Entry, ...]:
    """The river of that name behind an article: "crossed the Dnipro", but not "the Dnipro mayor"."""
    if match.sign or tokens.word(index - 1).lower() != "the" or match.end > index + 1:
        return ()
    after = tokens.word(match.end)
    if tokens.joined(match.end) and after[0].isalnum() and after not in cues().lists["behind_river"]:
        return ()
    if after == "-" or any(entry.detail == "country" for entry in match.entries):
        return ()
    named = (*match.entries, *known(f"{match.key} river")[1])
    return tuple(dict.fromkeys(entry for entry in named if entry.detail in _WATERS and entry.rank < 2))


def _strays(unmatched: list[tuple[Tokens, int]]) -> Iterator[Toponym]:
    """Names that nobody has, with the signs of the words beside them."""
    for tokens, index in unmatched:
        match = stray_at(tokens, index)
        if match:
            stray = Toponym(tokens.starts[index], tokens.ends[match.end - 1], match.key, ())
            _weigh(tokens, index, match, stray, in_person=False)
            lists = cues().lists
            apposed = tokens.word(match.end) == "," and tokens.word(match.end + 1) in lists["apposed"]
            if apposed or tokens.word(index - 1) in lists["deeds_to_places"]:
                stray.signs.append("apposed")
            yield stray


def _weigh(tokens: Tokens, index: int, match: Match, toponym: Toponym, *, in_person: bool) -> None:
    """Collect what speaks for and against the name where it stands."""
    signs = toponym.signs
    if match.sign == "state":
        signs.append("state")
        return
    left, left_generic, left_owner = left_signs(tokens, index)
    right, right_generic, right_owner = right_signs(tokens, match.end)
    signs.extend(_own_signs(tokens, index, match, in_person))
    if match.entries:
        toponym.inside = inside(tokens, index, match.end, match.entries)
    if tokens.word(match.end) == "," and match.entries:
        right = "inside" if toponym.inside else "comma_right"
    left = _sharper_left(tokens, match, left, is_country="country" in signs)
    if right == "speech" and left in ("locative", "of_place"):
        right = ""
    if right == "speech" and prior(match.key).notable:
        right = "capital_speech" if "capital_city" in signs or "country" in signs else "notable_speech"
    right = _sharper(tokens, match, right, right_generic)
    signs.extend(sign for sign in (left, right) if sign)
    if match.sign:
        return
    if right == "run_belongs" and not prior(match.key).notable:
        toponym.entries, toponym.inside = (), ()
    toponym.generic = left_generic or right_generic
    toponym.owner = "person" if "in_person" in signs else left_owner or right_owner
    if not toponym.owner and "country" not in signs:
        ship, weapon = _is_ship(tokens, index, match.end), _is_weapon(tokens, match.end)
        ailment = tokens.joined(match.end) and tokens.word(match.end).lower() in cues().lists["ailments"]
        toponym.owner = "ship" if ship else "weapon" if weapon else "disease" if ailment else ""


def _sharper_left(tokens: Tokens, match: Match, left: str, *, is_country: bool) -> str:
    """The sign of the word before a name, where the name or the word behind it says more of it."""
    if left == "hyphen_left" and tokens.word(match.end).lower() in cues().lists["ways"]:
        return "preposition"
    return f"country_{left}" if is_country and left in ("capital_left", "hyphen_left") else left


def _sharper(tokens: Tokens, match: Match, right: str, generic: str) -> str:
    """The sign of the word behind a name, where the places of that name say more of it."""
    if right == "generic" and generic == "region" and any(e.detail == "admin1" for e in match.entries):
        return "generic_region"
    if not right and tokens.word(match.end) in cues().lists["fighters"] and not prior(match.key).notable:
        return "fighters"
    return right


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


def _own_signs(tokens: Tokens, index: int, match: Match, in_person: bool) -> list[str]:
    """What the name and its place in the sentence say, whatever stands beside it."""
    signs = [match.sign] if match.sign else list(prior(match.key).signs)
    if "short" in signs and not _DOUBTFUL & set(signs) and not tokens.words[index].isupper():
        signs.append("plain")
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
