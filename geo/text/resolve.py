"""Which place each name means: what the text says it lies in, the company it keeps, and only then its size."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.text.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.names import Entry
    from geo.text.toponyms import Toponym

Sense = tuple[str, str, int]
"""A name, the generic word beside it, and what the text says it lies in: mentions alike in these mean one place."""

WORTH: Final[dict[str, float]] = {
    "people": 0.5,  # each factor of ten in people
    "country": 0.9,  # each time as much talk of its country
    "region": 1.0,  # each time as much talk of its first-level region
    "near": 2.0,  # other places named within reach
    "inside": 6.0,  # the text says what it lies in
    "generic": 2.5,  # "region of X", "city of X"
    "capital": 1.5,  # a capital city
    "same_name": 2.0,  # against a region that has the name of a town in it
    "famous": 2.0,  # against a small place that only shares another spelling with a great city
    "canonical": 0.8,  # the name in English; as much against a far-fetched name
    "near_most": 3.0,  # what the pull of all of them comes to at most
    "maybe": 2.5,  # the pull of a place that another name may mean, beside one that it does mean
    "list": 0.4,  # the country or kind of another name in the same list
    "doubt": 0.5,  # how fast that fades as the other name is surer of what it means
    "reach": 120.0,  # how fast the pull fades, kilometres
}
"""What each reason to choose a place is worth."""
_KIND: Final = {
    "country": 1.2, "continent": 2.5, "ocean": 2.0, "sea": 2.0, "area": 2.6, "valley": 2.0, "gulf": 1.6, "strait": 1.6, "admin1": 1.1,
    "admin2": -0.9, "city": 0.0,
}  # fmt: skip
"""What a kind of place is worth before the text is read; what is not listed counts 0.8."""
_SIZE: Final = {
    "continent": 1e9,
    "ocean": 1e9,
    "sea": 1e7,
    "area": 3e6,
    "gulf": 3e6,
    "strait": 3e6,
    "city": 250,
    "admin2": 250,
}
"""People that a place counts as where none are known; what is not listed counts as a town of 100,000."""
_TOWN: Final = 5_000
"""People; a smaller place that has a country's name is not what the bare name means."""
_GREAT: Final = 300_000
"""People of a city that a small one of another name does not stand in for."""
_LOOSE: Final = frozenset(("area", "sea", "river", "lake"))
"""What a bare name means rather than a region named after it: the Sahel, the Red Sea."""
_ROUNDS: Final = 3
_WIDE: Final = frozenset(("country", "continent", "ocean", "sea"))
_CELL: Final = 3.0
"""Degrees beyond which nothing pulls."""
_CROWD: Final = 40
"""Places that count in one cell at most, so that a long text is read in linear time."""
_DEGREE_KM: Final = 111.2


@dataclass(slots=True)
class Choice:
    """The place that a group of equal names means, and why."""

    entry: Entry
    rule: str
    margin: float
    """How far it is ahead of the next place elsewhere."""
    rivals: tuple[Entry, ...]
    """All candidates, the best first."""


@dataclass(slots=True)
class _Name:
    """All mentions of one name in one sense."""

    key: str
    entries: tuple[Entry, ...]
    count: int = 0
    inside: set[int] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    region: int = 0
    settlement: int = 0


class Company:
    """What else a document speaks of: countries, regions and points, each name once or a few times."""

    def __init__(self, nations: dict[str, float]) -> None:
        self.countries: dict[str, float] = defaultdict(float, nations)
        self.regions: dict[int, float] = defaultdict(float)
        self.means: dict[str, Entry] = {}
        self._cells: dict[tuple[int, int], list[tuple[str, Entry, float]]] = defaultdict(list)

    def add(self, key: str, entry: Entry, count: float) -> None:
        """Count a place that the document speaks of."""
        if entry.iso2:
            self.countries[entry.iso2] += count if entry.detail == "country" else 0.6 * min(count, 3)
        if entry.admin1 >= 0:
            self.regions[entry.admin1] += min(count, 3)
        self.means.setdefault(key, entry)
        self._place(key, entry, min(count, 2), _CROWD)

    def suggest(self, key: str, entry: Entry, weight: float) -> None:
        """Count a place for those nearby alone."""
        self._place(key, entry, weight, _CROWD // 2)

    def _place(self, key: str, entry: Entry, weight: float, most: int) -> None:
        if entry.detail not in _WIDE and entry.detail != "admin1":  # a region pulls by what it holds
            cell = self._cells[int(entry.lon // _CELL), int(entry.lat // _CELL)]
            if len(cell) < most:
                cell.append((key, entry, weight))

    def without(self, own: Entry | None, count: int, other: Entry) -> tuple[float, float]:
        """Talk of the country and region of `other`, not counting the name itself, now taken for `own`."""
        country, region = self.countries.get(other.iso2, 0.0), self.regions.get(other.admin1, 0.0)
        if own is not None and own.iso2 == other.iso2:
            country -= count if own.detail == "country" else 0.6 * min(count, 3)
        if own is not None and own.admin1 == other.admin1:
            region -= min(count, 3)
        return max(country, 0.0), max(region, 0.0)

    def near(self, key: str, entry: Entry) -> float:
        """How much places of other names pull: each name by the nearest of its places."""
        x, y = int(entry.lon // _CELL), int(entry.lat // _CELL)
        narrow, reach = math.cos(math.radians(entry.lat)), WORTH["reach"] / _DEGREE_KM
        pulls: dict[str, float] = {}
        for cell in ((x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for other, place, weight in self._cells.get(cell, ()):
                away = math.hypot((place.lon - entry.lon) * narrow, place.lat - entry.lat)
                if away < _CELL and other != key and not other.startswith(key) and not key.startswith(other):
                    pull = weight * math.exp(-away / reach)
                    if pull > pulls.get(other, 0.0):
                        pulls[other] = pull
        return sum(pulls.values())


def resolve(toponyms: Iterable[Toponym], nations: dict[str, float]) -> dict[Sense, Choice]:
    """The place that each name means, by `sense_of` the mention.

    Parameters
    ----------
    toponyms : iterable of Toponym
        The accepted names of one document.
    nations : dict
        How much words such as "Ukrainian" point to a country, by ISO code.
    """
    names = _gather(toponyms)
    chosen: dict[Sense, Choice] = {}
    for _ in range(_ROUNDS):
        company = _company(names, chosen, nations)
        before = {sense: choice.entry.place for sense, choice in chosen.items()}
        chosen = {sense: _choose(name, chosen.get(sense), company) for sense, name in names.items()}
        if before == {sense: choice.entry.place for sense, choice in chosen.items()}:
            break
    return chosen


def sense_of(toponym: Toponym) -> Sense:
    """The sense that a mention belongs to."""
    inside = min((entry.place for entry in toponym.inside), default=-1)
    return toponym.key, toponym.generic, inside


def _gather(toponyms: Iterable[Toponym]) -> dict[Sense, _Name]:
    names: dict[Sense, _Name] = {}
    for toponym in toponyms:
        if toponym.entries:
            name = names.setdefault(sense_of(toponym), _Name(toponym.key, toponym.entries))
            name.count += 1
            name.beside.update(toponym.beside)
            name.inside.update(entry.place for entry in toponym.inside)
            name.region += toponym.generic.startswith("region")
            name.settlement += toponym.generic == "settlement"
    for (key, generic, inside), name in names.items():
        bare = names.get((key, "", -1))
        if bare is not None and bare is not name:
            bare.inside |= name.inside if inside >= 0 else set()
            bare.settlement += name.settlement
            bare.region += name.region if generic == "region_of" else 0
    return names


def _company(names: dict[Sense, _Name], chosen: dict[Sense, Choice], nations: dict[str, float]) -> Company:
    """What the names mean as far as is known, and what they may mean."""
    company = Company(nations)
    for sense, name in names.items():
        choice = chosen.get(sense)
        if choice is not None:
            company.add(name.key, choice.entry, name.count)
        elif (country := _surely_country(name)) is not None:
            company.add(name.key, country, name.count)
        close = [entry for entry in name.entries if entry.rank < 2]
        doubt = 1.0 if choice is None else math.exp(-WORTH["doubt"] * max(choice.margin, 0.0))
        for entry in close:
            if choice is None or entry is not choice.entry:
                company.suggest(name.key, entry, doubt * WORTH["maybe"] / math.sqrt(len(close)))
    return company


def _surely_country(name: _Name) -> Entry | None:
    """The country of that name, unless a region has it too."""
    if any(entry.detail == "admin1" and entry.rank == 0 for entry in name.entries):
        return None
    return next((entry for entry in name.entries if entry.detail == "country" and entry.rank == 0), None)


def _choose(name: _Name, now: Choice | None, company: Company) -> Choice:
    own = now.entry if now else None
    if len(name.entries) == 1:
        return Choice(name.entries[0], _rule(name.entries[0], name, own, company), 9.0, name.entries)
    scored = [(_score(entry, name, own, company), entry) for entry in name.entries]
    scored.sort(key=lambda pair: (-pair[0], pair[1].place))
    best, entry = scored[0]
    rival = next((score for score, other in scored[1:] if _is_elsewhere(entry, other)), None)
    margin = 9.0 if rival is None else best - rival
    return Choice(entry, _rule(entry, name, own, company), margin, tuple(other for _, other in scored[:5]))


def _score(entry: Entry, name: _Name, own: Entry | None, company: Company) -> float:
    worth = WORTH
    score = worth["people"] * _size(entry) + _KIND.get(entry.detail, 0.8)
    score += worth["canonical"] * (1 - entry.rank)
    country, region = company.without(own, name.count, entry)
    if entry.iso2:
        score += worth["country"] * math.log1p(country)
    if entry.admin1 >= 0:
        score += worth["region"] * math.log1p(region)
    if entry.detail not in _WIDE:
        score += worth["near"] * math.log1p(min(company.near(name.key, entry), worth["near_most"]))
    if entry.capital:
        score += worth["capital"] * (1.5 if country >= 1 else 1.0)
    if entry.place in name.inside:
        score += worth["inside"]
    if entry.rank and any(_outshines(other, entry) for other in name.entries):
        score -= worth["famous"]
    return score + _generic(entry, name) + _listed(entry, name, company)


def _outshines(other: Entry, entry: Entry) -> bool:
    """Whether another place has the name as its own, and a hundred times the people."""
    great = other.detail == "city" and other.rank == 0 and other.population >= _GREAT
    return great and entry.detail == "city" and other.population >= 100 * entry.population


def _listed(entry: Entry, name: _Name, company: Company) -> float:
    """What the names of one list have in common: their country, what they are."""
    others = [company.means[key] for key in sorted(name.beside) if key in company.means and key != name.key]
    alike = sum((other.iso2 == entry.iso2) + (other.detail == entry.detail) for other in others[:3])
    return WORTH["list"] * alike


def _size(entry: Entry) -> float:
    """How many factors of ten in people; those of a city above 100,000 count twice."""
    tens = math.log10((entry.population or _SIZE.get(entry.detail, 1e5)) + 10)
    return tens + max(0.0, tens - 5.0) if entry.detail == "city" else tens


def _generic(entry: Entry, name: _Name) -> float:
    """What "region of X" and "city of X" say, and a region that has its town's name."""
    if name.region > name.settlement:
        is_town = entry.name.endswith(" City")
        fits = {"region": 0.5 if is_town else 1.0, "country": 0.0}.get(entry.kind, -1.0)
        return WORTH["generic"] * fits
    if name.settlement > name.region:
        return -WORTH["generic"] if entry.kind in ("region", "country") else WORTH["generic"]
    if not _is_eclipsed(entry, name):
        return 0.0
    return -WORTH["same_name"] * (2.0 if entry.capital else 1.0)


def _is_eclipsed(entry: Entry, name: _Name) -> bool:
    """Whether the bare name rather means the region's own town, the country's capital, or the country round a capital."""
    if entry.detail == "city":
        return any(
            other.detail == "country"
            and other.rank == 0
            and (other.iso2 == entry.iso2 or entry.population < _TOWN)
            for other in name.entries
        ) or (name.key in cues().lists["area_names"])
    if entry.detail != "admin1" or name.key in cues().lists["area_names"]:
        return False
    longer = entry.name.lower() != name.key  # "Niger State" is not Niger
    if any(
        other.rank == 0 and (other.detail in _LOOSE or (longer and other.detail == "country"))
        for other in name.entries
    ):
        return True
    return any(
        other.detail in ("city", "village") and other.rank < 2 and other.iso2 == entry.iso2
        and (other.detail == "village" or other.capital or (other.admin1 == entry.place and 12 * other.population > entry.population))
        for other in name.entries
    )  # fmt: skip


def _rule(entry: Entry, name: _Name, own: Entry | None, company: Company) -> str:
    if entry.place in name.inside:
        return "lies in what the text names"
    if len(name.entries) == 1:
        return "only place of that name"
    if name.region != name.settlement:
        return "generic word beside it"
    if company.near(name.key, entry) > 0.3:
        return "near other places named"
    return "country or region named" if any(company.without(own, name.count, entry)) else "best known"


def _is_elsewhere(one: Entry, other: Entry) -> bool:
    """Whether it makes a difference on the map: neither holds the other, and they lie apart."""
    held = one.place in (other.country, other.admin1) or other.place in (one.country, one.admin1)
    return not held and _kilometres(one, other) > 50


def _kilometres(one: Entry, other: Entry) -> float:
    """Distance on a sphere, near enough for a comparison."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other.lon - one.lon) / 2
    root = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(root)))
