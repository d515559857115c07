"""Countries, regions, settlements and our own supplement as rows, before they are packed into a table."""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import sources
from english import (
    ARABIC,
    CYRILLIC,
    LATIN,
    city_name,
    closeness,
    english_names,
    plain,
    region_name,
    towns,
    ukrainian,
)
from sources import Region

sys.path.insert(0, str(sources.HERE.parent))
from geo.fold import fold

CANONICAL, VARIANT, OTHER = 0, 1, 2


@dataclass(slots=True)
class Row:
    """One place on its way into the table."""

    id: str
    name: str
    kind: str
    iso2: str
    lon: float
    lat: float
    population: int = 0
    parent: str | None = None
    code: str = ""
    capital: bool = False
    names: dict[str, int] = field(default_factory=dict)

    def also(self, name: str, rank: int) -> None:
        """File the place under one more name."""
        key = fold(name)
        if len(key) > 1 or not key.isascii():
            self.names[key] = min(rank, self.names.get(key, 9))


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of points on the sphere, so that the date line does no harm."""
    lon, lat = np.radians(np.array(points)).T
    x, y, z = (np.cos(lat) * np.cos(lon)).mean(), (np.cos(lat) * np.sin(lon)).mean(), np.sin(lat).mean()
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def country_rows(points: dict[str, tuple[float, float]]) -> list[Row]:
    ours = {row[0]: (row[1], row[2].split(";")) for row in sources.rows("country_names.tsv")}
    customary = {row[0]: (float(row[1]), float(row[2])) for row in sources.rows("country_points.tsv")}
    found = []
    for iso2, country in sources.countries().items():
        if iso2 in {"AN", "CS", "SU"}:
            continue
        name, aliases = ours.get(iso2, (country["name"].strip(), []))
        places = [
            (c["longitude"], c["latitude"]) for c in sources.cities().values() if c["countrycode"] == iso2
        ]
        lon, lat = (
            customary.get(iso2)
            or points.get(iso2)
            or _middle(places or [(0.0, -90.0 if iso2 == "AQ" else 0.0)])
        )
        row = Row(iso2, name, "country", iso2, lon, lat, int(country["population"]), code=country["iso3"])
        row.also(name, CANONICAL)
        for alias in filter(None, aliases):
            row.also(alias, CANONICAL)
        for alias in (country["name"], *sources.country_aliases().get(iso2, ())):
            row.also(alias, VARIANT if closeness(fold(alias), fold(name)) > 0.5 else OTHER)
        found.append(row)
    return found


def region_rows(points: dict[str, tuple[float, float]], countries: list[Row]) -> tuple[list[Row], list[Row]]:
    ours = {row[0]: (row[1], [a for a in row[2].split(";") if a]) for row in sources.rows("region_names.tsv")}
    known_points = {row[0]: (float(row[1]), float(row[2])) for row in sources.rows("region_points.tsv")}
    parents = {row.iso2: row.id for row in countries}
    own_names = {row.iso2: {key for key, rank in row.names.items() if rank == CANONICAL} for row in countries}
    first, second = [], []
    for region in sources.regions()[0].values():
        settled = [sources.cities()[c] for c in region.cities if c in sources.cities()]
        if not settled or region.iso2 not in parents:
            continue
        top = region.parent is None
        lon, lat = (
            known_points.get(region.key)
            or points.get(region.key)
            or _middle([(c["longitude"], c["latitude"]) for c in settled])
        )
        people = sum(c["population"] for c in settled)
        named = ours.get(region.key)
        name = (
            named[0]
            if named
            else region_name(region, towns(region))
            if top
            else plain(region.name, region.iso2)
        )
        head = name.partition(", ")[0] if named else name
        if top and fold(head) in own_names[region.iso2]:
            head = f"{head} Region"
        row = Row(
            region.key, head, "admin1" if top else "admin2", region.iso2, lon, lat, people, code=region.iso
        )
        row.parent = parents[region.iso2] if top else region.parent
        _name_region(row, region, ours.get(region.key, ("", []))[1])
        if top:  # "Taiwan" and "Djibouti" are the country
            row.names = {key: rank for key, rank in row.names.items() if key not in own_names[region.iso2]}
        (first if top else second).append(row)
    known = {row.id for row in first}
    second = [row for row in second if row.parent in known]
    return sorted(first, key=lambda r: (r.iso2, r.id)), sorted(
        second, key=lambda r: (r.iso2, r.parent or "", r.id)
    )


def _name_region(row: Row, region: Region, ours: list[str]) -> None:
    """File a region under its name with and without its type, and under what the packages add."""
    bare = sources.untyped(row.name)
    row.also(row.name, CANONICAL)
    for name in ours:
        row.also(name, CANONICAL)
    if row.kind == "admin1":
        if bare:
            row.also(bare, CANONICAL)
            for word in ("Oblast", "Region", "Province", "Governorate", "State", "Prefecture"):
                row.also(
                    f"{bare} {word}",
                    CANONICAL if word == "Region" or word.lower() in row.name.lower() else VARIANT,
                )
                if word in ("Province", "Region", "State"):
                    row.also(f"{word} of {bare}", VARIANT)
    elif region.type in ("District", "Province", "County", "Parish", "Governorate", "Prefecture") and bare:
        row.also(f"{bare} {region.type}", CANONICAL)
    for name in (region.name, *english_names(region), *region.aliases):
        close = closeness(fold(name), fold(row.name)) > 0.5
        if LATIN.match(name):
            row.also(name, VARIANT if close or row.kind == "admin2" else OTHER)
        elif row.kind == "admin1":
            row.also(name, OTHER)


def supplement_rows(others: list[Row]) -> list[Row]:
    """Our own rows; one that the packages have too lends its names to theirs."""
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in others:
        for key, rank in row.names.items():
            if rank < OTHER:
                known[row.iso2, key].append(row)
    found = []
    for name, aliases, kind, lon, lat, iso2, _note in sources.rows("supplement.tsv"):
        head = name.partition(", ")[0]
        slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
        row = Row(f"x:{slug}", head, kind, iso2, float(lon), float(lat))
        names = [part for part in (name, head, *aliases.split(";")) if part]
        same = _same(row, known[iso2, fold(head)]) or _same(
            row, [other for alias in names for other in known[iso2, fold(alias)]]
        )
        for alias in names:
            (same or row).also(alias, CANONICAL)
        if same is None:
            found.append(row)
    return found


WIDE = {"country": 3.0, "admin1": 3.0, "admin2": 0.7}
SAME = {"village": {"city": 0.25}, "district": {"city": 0.15}, "area": WIDE, "island": WIDE}
"""What of the packages a row of ours can be when it has the same name, and within how many degrees."""


def _same(row: Row, known: list[Row]) -> Row | None:
    """The settlement or region of the packages that one of our rows speaks of."""
    reach = SAME.get(row.kind, {})
    near = [k for k in known if math.hypot(k.lon - row.lon, k.lat - row.lat) < reach.get(k.kind, 0.0)]
    return max(near, key=lambda k: k.population, default=None)


def settlement_rows(regions: set[str], countries: dict[str, str]) -> list[Row]:
    capitals = {(c["iso"], fold(c["capital"] or "")) for c in sources.countries().values()}
    chains = sources.regions()[1]
    found = []
    for gid, city in sources.cities().items():
        iso2, people = city["countrycode"], int(city["population"])
        name, aliases = city_name(city)
        chain = [key for key in chains.get(gid, ()) if key in regions]
        row = Row(str(gid), name, "city", iso2, city["longitude"], city["latitude"], people)
        row.parent = chain[-1] if chain else countries.get(iso2)
        row.capital = (iso2, fold(city["name"])) in capitals and people > 400
        for alias in filter(None, (name, *aliases, city["name"])):
            row.also(alias, CANONICAL)
        _name_settlement(row, city["alternatenames"])
        found.append(row)
    best: dict[str, int] = defaultdict(int)
    for row in found:
        if row.capital:
            best[row.iso2] = max(best[row.iso2], row.population)
    for row in found:
        row.capital = row.capital and row.population == best[row.iso2]
    return sorted(found, key=lambda r: (r.iso2, r.parent or "", r.name, int(r.id)))


def _name_settlement(row: Row, alternates: list[str]) -> None:
    """File a settlement under the alternate names that are worth their room."""
    key = fold(row.name)
    for name in alternates:
        if not LATIN.match(name):
            if row.population >= 15_000:
                row.also(name, OTHER)
            if row.iso2 == "UA" and CYRILLIC.match(name) and closeness(fold(ukrainian(name)), key) > 0.5:
                row.also(ukrainian(name), VARIANT)
        elif name[:1].isupper() and not name.isupper() and len(name) > (2 if row.population > 500_000 else 3):
            close = closeness(fold(name), key) > 0.5
            if close or row.population >= 15_000:
                row.also(name, VARIANT if close else OTHER)
    for known, rank in list(row.names.items()):
        article = re.match(r"(?:al|ar|as|at|ad|az|an|ash|el|es) (.{4,})$", known)
        if article and row.iso2 in ARABIC:
            row.names.setdefault(article[1], max(rank, VARIANT))
