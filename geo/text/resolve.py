"""Which place each name means: what the text says it lies in, the company it keeps, and only then its size."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.names import Entry
    from geo.text.toponyms import Toponym

_KIND: Final = {
    "country": 2.6, "continent": 2.5, "ocean": 2.0, "sea": 2.0, "area": 1.6, "gulf": 1.6, "strait": 1.6, "admin1": 1.1,
    "admin2": -0.9, "city": 0.0,
}  # fmt: skip
"""What a kind of place is worth before the text is read; what is not listed counts 0.8."""
_SIZE: Final = {"continent": 1e9, "ocean": 1e9, "sea": 1e7, "area": 3e6, "gulf": 3e6, "strait": 3e6}
"""People that a place of the supplement counts as, which has none; what is not listed counts as a town of 100,000."""
_RANK: Final = (0.8, 0.0, -0.8)
"""What it is worth that the name is the one in English, a close variant, any other."""
_PEOPLE, _COUNTRY, _REGION, _NEAR, _INSIDE, _GENERIC, _CAPITAL, _SAME_NAME = (
    0.55,
    1.1,
    0.9,
    1.3,
    6.0,
    2.5,
    0.9,
    2.0,
)
_REACH_KM: Final = 120.0
"""How fast the pull of a place nearby fades."""
_ROUNDS: Final = 3
_WIDE: Final = frozenset(("country", "continent", "ocean", "sea"))


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

    entries: tuple[Entry, ...]
    count: int = 0
    inside: set[int] = field(default_factory=set)
    region: int = 0
    settlement: int = 0
    shared: bool = False
    """Whether the bare name stands for a settlement and for the region round it."""


class Company:
    """What else a document speaks of: countries, regions and points, each name once or a few times."""

    def __init__(self, nations: dict[str, float]) -> None:
        self.countries: dict[str, float] = defaultdict(float, nations)
        self.regions: dict[int, float] = defaultdict(float)
        self.cells: dict[tuple[int, int], list[tuple[Entry, float]]] = defaultdict(list)

    def add(self, entry: Entry, weight: float) -> None:
        """Count a place that the document speaks of."""
        if entry.iso2:
            self.countries[entry.iso2] += weight if entry.detail == "country" else 0.6 * min(weight, 3)
        if entry.admin1 >= 0:
            self.regions[entry.admin1] += min(weight, 3)
        if entry.detail not in _WIDE:
            self.cells[int(entry.lon // 4), int(entry.lat // 4)].append((entry, min(weight, 2)))

    def without(self, entry: Entry | None, count: int, other: Entry) -> tuple[float, float]:
        """Weight of the country and region of `other`, not counting the name itself, now taken for `entry`."""
        country, region = self.countries.get(other.iso2, 0.0), self.regions.get(other.admin1, 0.0)
        if entry is not None and entry.iso2 == other.iso2:
            country -= count if entry.detail == "country" else 0.6 * min(count, 3)
        if entry is not None and entry.admin1 == other.admin1:
            region -= min(count, 3)
        return max(country, 0.0), max(region, 0.0)

    def near(self, entry: Entry, own: Entry | None) -> float:
        """How much other places pull."""
        x, y, pull = int(entry.lon // 4), int(entry.lat // 4), 0.0
        for cell in [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
            for other, weight in self.cells.get(cell, ()):
                if own is not None and other.place == own.place:
                    continue
                pull += weight * math.exp(-_kilometres(entry, other) / _REACH_KM)
        return pull


def resolve(toponyms: Iterable[Toponym], nations: dict[str, float]) -> dict[tuple[str, str, int], Choice]:
    """The place that each name means, by `sense_of` the mention.

    Parameters
    ----------
    toponyms : iterable of Toponym
        The accepted names of one document.
    nations : dict
        How much words such as "Ukrainian" point to a country, by ISO code.
    """
    names: dict[tuple[str, str, int], _Name] = {}
    for toponym in toponyms:
        if toponym.entries:
            name = names.setdefault(sense_of(toponym), _Name(toponym.entries))
            name.count += 1
            name.inside.update(entry.place for entry in toponym.inside)
            name.region += toponym.generic == "region"
            name.settlement += toponym.generic == "settlement"
    _share_senses(names)
    chosen: dict[tuple[str, str, int], Choice] = {}
    for _ in range(_ROUNDS):
        company = Company(nations)
        for sense, choice in chosen.items():
            company.add(choice.entry, names[sense].count)
        if not chosen:
            for name in names.values():
                sure = [entry for entry in name.entries if entry.detail == "country" and entry.rank == 0]
                if len(sure) == 1 and not any(e.detail == "admin1" and e.rank == 0 for e in name.entries):
                    company.add(sure[0], name.count)
        before = {sense: choice.entry.place for sense, choice in chosen.items()}
        chosen = {sense: _choose(name, chosen.get(sense), company) for sense, name in names.items()}
        if before == {sense: choice.entry.place for sense, choice in chosen.items()}:
            break
    return chosen


def sense_of(toponym: Toponym) -> tuple[str, str, int]:
    """Mentions with the same key are taken to mean the same place: name, generic word, what it lies in."""
    inside = min((entry.place for entry in toponym.inside), default=-1)
    return toponym.key, toponym.generic, inside


def _share_senses(names: dict[tuple[str, str, int], _Name]) -> None:
    """Let what the text says of a name once hold for its bare mentions."""
    for (key, generic, inside), name in names.items():
        if generic or inside >= 0:
            bare = names.get((key, "", -1))
            if bare is not None:
                bare.inside |= name.inside
                bare.region += name.region
                bare.settlement += name.settlement


def _choose(name: _Name, now: Choice | None, company: Company) -> Choice:
    own = now.entry if now else None
    scored = sorted(
        ((_score(entry, name, own, company), entry) for entry in name.entries),
        key=lambda pair: (-pair[0], pair[1].place),
    )
    best, entry = scored[0]
    rival = next((score for score, other in scored[1:] if _kilometres(entry, other) > 50), None)
    rivals = tuple(other for _, other in scored[:5])
    return Choice(entry, _rule(entry, name, own, company), 9.0 if rival is None else best - rival, rivals)


def _score(entry: Entry, name: _Name, own: Entry | None, company: Company) -> float:
    people = entry.population or _SIZE.get(entry.detail, 1e5 if entry.detail != "city" else 250)
    score = _PEOPLE * math.log10(people + 10) + _KIND.get(entry.detail, 0.8) + _RANK[entry.rank]
    country, region = company.without(own, name.count, entry)
    if entry.iso2:
        score += _COUNTRY * math.log1p(country)
    if entry.admin1 >= 0:
        score += _REGION * math.log1p(region)
    if entry.detail not in _WIDE:
        score += _NEAR * math.log1p(company.near(entry, own))
    if entry.capital:
        score += _CAPITAL
    if entry.place in name.inside:
        score += _INSIDE
    return score + _generic(entry, name)


def _generic(entry: Entry, name: _Name) -> float:
    """What "region of X" and "city of X" say, and a region that has its town's name."""
    area = entry.kind == "region"
    if name.region > name.settlement:
        return _GENERIC if area else -_GENERIC
    if name.settlement > name.region:
        return -_GENERIC if area else _GENERIC
    town_inside = any(
        other.detail == "city" and other.rank < 2 and other.admin1 == entry.place for other in name.entries
    )
    return -_SAME_NAME if entry.detail == "admin1" and town_inside else 0.0


def _rule(entry: Entry, name: _Name, own: Entry | None, company: Company) -> str:
    if entry.place in name.inside:
        return "lies in what the text names"
    if len(name.entries) == 1:
        return "only place of that name"
    if name.region != name.settlement:
        return "generic word beside it"
    country, region = company.without(own, name.count, entry)
    if company.near(entry, own) > 0.3:
        return "near other places named"
    if region or country:
        return "country or region named"
    return "best known"


def _kilometres(one: Entry, other: Entry) -> float:
    """Distance on a sphere, near enough for a comparison."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other.lon - one.lon) / 2
    root = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(root)))
