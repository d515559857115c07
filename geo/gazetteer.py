"""A name that a user types -> the place it means, or an error that says how to choose."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from geo.fold import fold
from geo.kinds import expect
from geo.model import AmbiguousPlaceError, Place, UnknownPlaceError
from geo.names import Entry, Gazetteer, gazetteer
from geo.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Entry", "Gazetteer", "also_known", "contains", "demonym", "find_place", "find_places", "fold", "gazetteer",
]  # fmt: skip

Want = Literal["any", "point", "area"]

_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
_LONLAT: Final = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
_CLEAR: Final = 10
"""How many times more prominent than the next a candidate must be to stand out."""
_SAME_TOWN: Final = 0.5
"""Degrees within which a place that has the name only as a further one is no other place."""
_AREAS: Final = ("region", "country")
_RANKS: Final = (1.0, 0.03, 0.005)
"""What a match on the name itself, on a close variant and on any other name is worth."""
_SIZES: Final = {
    "city": 250, "village": 500, "admin2": 1_000, "admin1": 10_000, "district": 50_000, "strait": 2e6, "gulf": 5e6, "area": 5e6, "sea": 1e7,
    "continent": 5e8, "ocean": 5e8,
}  # fmt: skip
"""Prominence of places whose people nobody counts, as if they had that many; of what is not listed, 300,000."""


def find_place(text: str, *, want: Want = "any") -> Place:
    """The place that a name means, where one candidate clearly stands out.

    Parameters
    ----------
    text : str
        A name ("Kursk Oblast"), a name with what it lies in ("Valencia, ES", "Springfield, Illinois"), a GeoNames id
        ("709717"), a code ("UA", "RU-KRS"), or "lon,lat" in degrees ("34.80,50.91").
    want : {'any', 'point', 'area'}
        What it is wanted for: a settlement goes before a region of the same name for a point, a region or country
        before a settlement for an area; 'any' decides as 'point' does.

    Returns
    -------
    Place

    Raises
    ------
    UnknownPlaceError
        If no place has that name; the error carries near names.
    AmbiguousPlaceError
        If several places have it and none has ten times the people of the next; the error carries them.

    Examples
    --------
    >>> find_place("Donetsk").label, find_place("Donetsk, Russia").iso2, find_place("Kursk", want="area").id
    ('Donetsk, Donetsk Oblast, UA', 'RU', 'RU-KRS')
    """
    literal = _literal(text)
    if literal is not None:
        return literal
    entries = _preferred(_candidates(text), want)
    if not entries:
        raise _unknown(text)
    first = entries[0]
    named_after = want == "area" and _holds_the_town(first, entries)
    rivals = [] if named_after else [entry for entry in entries[1:] if _rival(first, entry, want)]
    if rivals and _weight(first) < _CLEAR * _weight(rivals[0]):
        raise _ambiguous(text, [first, *rivals, *(entry for entry in entries[1:] if entry not in rivals)])
    return gazetteer().place(first)


def find_places(text: str) -> tuple[Place, ...]:
    """Every place that a name can mean, the most prominent first; empty if nobody has it.

    Parameters
    ----------
    text : str
        As for `find_place`.

    Examples
    --------
    >>> [place.label for place in find_places("Donetsk")][:2]
    ['Donetsk Oblast, UA', 'Donetsk, Donetsk Oblast, UA']
    """
    literal = _literal(text)
    if literal is not None:
        return (literal,)
    entries = sorted(_candidates(text), key=_weight, reverse=True)
    return tuple(gazetteer().place(entry) for entry in entries)


def also_known(text: str, chosen: Place) -> tuple[Place, ...]:
    """The other places that a name can mean, so that a program can say what it did not choose.

    Parameters
    ----------
    text : str
        The name as the user gave it.
    chosen : Place
        What `find_place` made of it.
    """
    return tuple(place for place in find_places(text) if place.id != chosen.id)


def contains(container: Place, place: Place) -> bool:
    """Whether a country or region holds a place, by the hierarchy of the gazetteer; a place holds itself.

    Places of the supplement and bare coordinates lie in their country alone.
    """
    if container.id == place.id:
        return True
    table_of = gazetteer()
    outer, inner = table_of.number(container.id), table_of.number(place.id)
    if outer is None or inner is None:
        return container.kind == "country" and container.iso2 is not None and container.iso2 == place.iso2
    return _holds(table_of.entry(outer), table_of.entry(inner))


def demonym(word: str) -> str | None:
    """The ISO 3166-1 code of the country whose people or things a word names, or None.

    Examples
    --------
    >>> demonym("Ukrainian"), demonym("Yemenis"), demonym("Kursk")
    ('UA', 'YE', None)
    """
    words = _demonyms()
    key = fold(word)
    return words.get(key) or (words.get(key[:-1]) if key.endswith("s") else None)


@cache
def _demonyms() -> dict[str, str]:
    lines = table("demonyms.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("|", 1) for line in lines if line and not line.startswith("#"))
    return {fold(word): iso2 for iso2, words in pairs for word in words.split(";")}


def _literal(text: str) -> Place | None:
    """A place given by coordinates, GeoNames id or code, not by name."""
    match = _LONLAT.fullmatch(expect(text, str, "place"))
    if match:
        lon, lat = float(match[1]), float(match[2])
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise UnknownPlaceError(
                f"Invalid coordinates '{text}'. Must be lon,lat: longitude -180 to 180, latitude -90 to 90."
            )
        return Place("lonlat", f"{match[1]}, {match[2]}", "other", lon, lat)
    identifier = text.strip()
    if identifier.isdecimal() or re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|x:[a-z0-9-]+|g:\d+", identifier):
        number = gazetteer().number(identifier)
        if number is not None:
            return gazetteer().place(gazetteer().entry(number))
    return None


def _candidates(text: str) -> list[Entry]:
    """Entries for a name; where nobody has the whole of it, for its head in what stands behind the comma."""
    whole = gazetteer().lookup(fold(text))
    if whole or "," not in text:
        return list(whole)
    head, _, tail = text.partition(",")
    found = list(gazetteer().lookup(fold(head)))
    for part in tail.split(","):
        containers = _containers(part)
        found = [entry for entry in found if any(_holds(outer, entry) for outer in containers)]
    return found


def _containers(text: str) -> list[Entry]:
    """Countries and regions that a name or code behind a comma can mean."""
    table_of = gazetteer()
    code = text.strip()
    number = table_of.number(code) if re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", code) else None
    state = table_of.number(f"US-{code}") if re.fullmatch(r"[A-Z]{2}", code) else None
    named = [
        entry for entry in table_of.lookup(fold(text)) if entry.detail in ("country", "admin1", "admin2")
    ]
    return [table_of.entry(n) for n in (number, state) if n is not None] + named


def _holds(outer: Entry, inner: Entry) -> bool:
    if outer.place in (inner.country, inner.admin1, inner.admin2):
        return outer.place != inner.place
    return outer.detail == "country" and outer.iso2 == inner.iso2 and outer.place != inner.place


def _weight(entry: Entry) -> float:
    """How prominent a candidate is: people, more for countries and capitals, less for other names."""
    people = entry.population or _SIZES.get(entry.detail, 300_000)
    return people * _RANKS[entry.rank] * (10 if entry.detail == "country" else 5 if entry.capital else 1)


def _preferred(entries: Iterable[Entry], want: Want) -> list[Entry]:
    """Candidates by prominence, the wanted sort first."""
    ranked = sorted(entries, key=_weight, reverse=True)
    if want == "area":
        areal = [entry for entry in ranked if _areal(entry, ranked[0])]
        areal.sort(key=lambda entry: not _holds_the_town(entry, ranked))
        return [*areal, *(entry for entry in ranked if entry not in areal)]
    if not ranked or ranked[0].detail not in ("admin1", "admin2"):
        return ranked
    region = ranked[0]
    for entry in ranked:
        near = _holds(region, entry) or _CLEAR * _weight(entry) > _weight(region)
        if entry.kind == "settlement" and entry.rank == 0 and near:
            return [entry, *(other for other in ranked if other is not entry)]
    return ranked


def _areal(entry: Entry, top: Entry) -> bool:
    """Whether a candidate is a region or country that can stand before the most prominent candidate."""
    return entry.kind in _AREAS and (_CLEAR * _weight(entry) >= _weight(top) or _holds(entry, top))


def _holds_the_town(region: Entry, entries: list[Entry]) -> bool:
    """Whether a region holds the town of its name that everybody means, greater than all of that name elsewhere."""
    town = max((entry for entry in entries if entry.kind == "settlement"), key=_weight, default=None)
    if town is None or town.rank or region.rank > 1 or not _holds(region, town):
        return False
    for other in entries:
        apart = other is not region and not _holds(region, other) and not _holds(other, region)
        limit = _weight(town) / _CLEAR if other.kind == "settlement" else _weight(town) * _CLEAR
        if apart and _weight(other) > limit:
            return False
    return True


def _rival(chosen: Entry, other: Entry, want: Want) -> bool:
    """Whether a candidate makes the choice doubtful: no region beside a town, none in the other, no suburb."""
    near = abs(chosen.lon - other.lon) + abs(chosen.lat - other.lat) < _SAME_TOWN and chosen.rank < other.rank
    if near or _holds(chosen, other) or _holds(other, chosen):
        return False
    if want == "area":
        return chosen.detail == "admin2" or (chosen.kind in _AREAS) == (other.kind in _AREAS)
    return chosen.kind != "settlement" or other.detail not in ("admin1", "admin2")


def _unknown(text: str) -> UnknownPlaceError:
    near = _near(text)
    hint = f" Did you mean {' or '.join(near[:3])}?" if near else " Give 'lon,lat' or a GeoNames id instead."
    return UnknownPlaceError(f"Unknown place '{text}'.{hint}", near)


def _near(text: str) -> tuple[str, ...]:
    """Names that come close to a misspelled one, best first: one or two letters off, the greatest place first."""
    key = fold(text.partition(",")[0])
    allowed = 1 if len(key) < 5 else 2
    letters = _letters(key)
    close: list[tuple[int, float, str]] = []
    for other in gazetteer().keys_starting(key[:1]) if len(key) > 2 else ():
        if abs(len(other) - len(key)) <= allowed and (_letters(other) ^ letters).bit_count() <= 2 * allowed:
            steps = _steps(key, other, allowed)
            if steps <= allowed:
                best = _preferred(gazetteer().lookup(other), "point")[0]
                close.append((steps, -_weight(best), best.name))
    return tuple(dict.fromkeys(name for _, _, name in sorted(close)))[:5]


def _letters(key: str) -> int:
    """The set of characters of a key as the bits of a number."""
    bits = 0
    for character in key:
        bits |= 1 << (ord(character) & 63)
    return bits


def _steps(one: str, other: str, limit: int) -> int:
    """How many letters are added, lost, changed or swapped with the next; more than `limit` is not counted out."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i] * (len(other) + 1)
        for j, b in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _ambiguous(text: str, entries: list[Entry]) -> AmbiguousPlaceError:
    places = tuple(gazetteer().place(entry) for entry in entries)
    names = "; ".join(f"{place.label} ({place.id})" for place in places[:5])
    more = f" and {len(places) - 5} more" if len(places) > 5 else ""
    first, alike = places[0], {place.admin1 for place in places[1:] if place.iso2 == places[0].iso2}
    within = (
        first.admin1 if alike and first.admin1 not in alike and first.admin1 != first.name else first.iso2
    )
    example = f"{first.name}, {within}" if within and first.kind != "country" else first.id
    return AmbiguousPlaceError(
        f"Ambiguous place '{text}': {names}{more}. Choose with '{example}', an id from the brackets, or 'lon,lat'.",
        places,
    )
