"""The table of names: countries, regions, settlements and our own supplement, filed under folded keys."""

from __future__ import annotations

import difflib
import math
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import sources
from sources import Region

sys.path.insert(0, str(sources.HERE.parent))
from geo.columns import write_columns
from geo.fold import fold

KINDS = [
    *(
        "country",
        "admin1",
        "admin2",
        "city",
        "sea",
        "ocean",
        "gulf",
        "bay",
        "strait",
        "channel",
        "river",
        "lake",
    ),
    *(
        "canal",
        "area",
        "continent",
        "island",
        "mountain",
        "peninsula",
        "desert",
        "cape",
        "base",
        "airport",
        "port",
    ),
    *("dam", "district", "village", "border", "route", "facility"),
]
CANONICAL, VARIANT, OTHER = 0, 1, 2
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff .'’ʼ`\-]+$")
TYPE_WORD = re.compile(
    r"\b(oblast|region|province|governorate|state|county|district|republic|krai|kray|parish|prefecture|okrug|"
    r"department|municipality|voivodeship|canton|territory|emirate|division|city|borough|raion|rayon)\b",
    re.IGNORECASE,
)
OBLAST = {"RU": ("Administrative region",), "UA": ("Region",), "BY": ("Oblast",)}
"""Types of region that news texts call an oblast, by country."""
WORDS = {
    **{word: word for word in ("Governorate", "Province", "Region", "State", "County", "Prefecture", "District")},
    **{word: word for word in ("Department", "Canton", "Division", "Parish", "Municipality")},
    "Administrative region": "Oblast", "Voivodship": "Voivodeship", "Autonomous community": "", "Rayon": "District",
}  # fmt: skip
SUFFIX = {"UA": "Oblast", "BY": "Oblast", "KG": "Region", "KZ": "Region", "UZ": "Region", "AF": "Province", "IR": "Province",
          "IQ": "Governorate", "SY": "Governorate", "YE": "Governorate", "EG": "Governorate", "CN": "Province"}  # fmt: skip
TYPE_LOCAL = re.compile(
    r"\s+(sheng|zizhiqu|shi|oblysy|viloyati|welayaty|apskritis|megye|kraj|maakond|novads|aymag|okrug|vilayeti|"
    r"voblasts|voblasc|oblasty|oblast|oblast'|länsstyrelse|län|fylke|eparchia)$",
    re.IGNORECASE,
)
ARABIC = set(re.findall(r"\w+", "AE BH DZ EG IL IQ JO KW LB LY MA OM PS QA SA SD SY TN YE TD MR SO DJ"))
TRANSLITERATED = ARABIC | set(
    re.findall(
        r"\w+", "AF BD BG BT BY CN ET GE GR IN IR JP KG KH KP KR KZ LA LK MK MM MN NP PK RU TH TJ TW UA"
    )
)
"""Countries whose own script is not Latin: the marks of a transliteration are not used in English."""
OWN_ENGLISH = set(re.findall(r"\w+", "AU BR CA GB IE IN MX NG NZ PH US ZA"))
"""Countries whose regions the package names well, while the other names are nicknames."""
CYRILLIC = re.compile(r"^[\u0400-\u04ff' ’\-]+$")
RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
LETTER = dict(
    zip(
        "абвгґдезиіїйклмнопрстуфцьє",
        [
            "a",
            "b",
            "v",
            "h",
            "g",
            "d",
            "e",
            "z",
            "y",
            "i",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "ts",
            "",
            "ie",
        ],
        strict=True,
    )
) | {"ж": "zh", "х": "kh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
FACTOR = 10_000
"""Coordinates are kept to 1e-4 degrees, 11 m."""


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


def _closeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _countries(points: dict[str, tuple[float, float]]) -> list[Row]:
    ours = {row[0]: (row[1], row[2].split(";")) for row in sources.rows("country_names.tsv")}
    found = []
    for iso2, country in sources.countries().items():
        if iso2 in {"AN", "CS", "SU"}:
            continue
        name, aliases = ours.get(iso2, (country["name"], []))
        places = [
            (c["longitude"], c["latitude"]) for c in sources.cities().values() if c["countrycode"] == iso2
        ]
        lon, lat = points.get(iso2) or _middle(places or [(0.0, -90.0 if iso2 == "AQ" else 0.0)])
        row = Row(iso2, name, "country", iso2, lon, lat, int(country["population"]), code=country["iso3"])
        row.also(name, CANONICAL)
        for alias in filter(None, aliases):
            row.also(alias, CANONICAL)
        for alias in (country["name"], *sources.country_aliases().get(iso2, ())):
            row.also(alias, VARIANT if _closeness(fold(alias), fold(name)) > 0.5 else OTHER)
        found.append(row)
    return found


def _english(region: Region) -> list[str]:
    """English names that the packages know for a region."""
    record = sources.iso_regions().get(region.iso, {})
    local = (record.get("localOtherName") or "").split(", ")
    return [
        m.group(1).strip() for a in local if (m := re.match(r"(.+?) \(eng\)", a)) and LATIN.match(m.group(1))
    ]


def _plain(name: str, iso2: str) -> str:
    """A name without the marks of a transliteration, where the country's own script is not Latin."""
    if iso2 not in TRANSLITERATED:
        return name
    text = unicodedata.normalize("NFKD", name.replace("\u00eb", "yo") if iso2 == "RU" else name)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[‘’ʼ`ʻʿʾ]|'(?![aeiouAEIOU])", "", text)


def _region_name(region: Region, towns: dict[str, str]) -> str:
    """A first-level region's name in English, with its type where a town in it has the same name."""
    stem = TYPE_LOCAL.sub("", re.sub(r"^(.+), (Respublika|Republic)$", r"\1", region.name)).strip()
    english = [] if region.iso2 in OWN_ENGLISH else _english(region)
    kind = SUFFIX.get(region.iso2) or WORDS.get(region.type, "")
    if region.iso2 in OBLAST and region.type in OBLAST[region.iso2] and english:
        return f"{max(english, key=lambda name: _closeness(fold(name), fold(stem)))} {kind}"
    for name in (stem, *english):
        town = towns.get(fold(TYPE_WORD.sub("", name).strip()))
        if town:
            return f"{town} {kind}".strip()
    close = [name for name in english if _closeness(fold(name), fold(stem)) > 0.6]
    return _plain(
        min(close, key=len) if close and fold(stem) not in map(fold, english) else stem, region.iso2
    )


def _towns(region: Region) -> dict[str, str]:
    """English names of the greatest settlements of a region, by every key they are filed under."""
    cities = [sources.cities()[c] for c in region.cities if c in sources.cities()]
    found: dict[str, str] = {}
    for city in sorted(cities, key=lambda c: -c["population"])[:5]:
        others = (
            city["alternatenames"] if region.iso2 in TRANSLITERATED - {"CN", "IN", "JP", "KR", "AF"} else []
        )
        for name in (city["name"], *others):
            found.setdefault(fold(name), _city_name(city)[0])
    return found


def _regions(points: dict[str, tuple[float, float]], countries: list[Row]) -> tuple[list[Row], list[Row]]:
    ours = {row[0]: (row[1], [a for a in row[2].split(";") if a]) for row in sources.rows("region_names.tsv")}
    parents = {row.iso2: row.id for row in countries}
    first, second = [], []
    for region in sources.regions()[0].values():
        settled = [sources.cities()[c] for c in region.cities if c in sources.cities()]
        if not settled or region.iso2 not in parents:
            continue
        top = region.parent is None
        lon, lat = points.get(region.key) or _middle([(c["longitude"], c["latitude"]) for c in settled])
        people = sum(c["population"] for c in settled)
        named = ours.get(region.key)
        name = (
            named[0]
            if named
            else _region_name(region, _towns(region))
            if top
            else _plain(region.name, region.iso2)
        )
        head = name.partition(", ")[0] if named else name
        row = Row(
            region.key, head, "admin1" if top else "admin2", region.iso2, lon, lat, people, code=region.iso
        )
        row.parent = parents[region.iso2] if top else region.parent
        _name_region(row, region, ours.get(region.key, ("", []))[1])
        (first if top else second).append(row)
    known = {row.id for row in first}
    second = [row for row in second if row.parent in known]
    return sorted(first, key=lambda r: (r.iso2, r.id)), sorted(
        second, key=lambda r: (r.iso2, r.parent or "", r.id)
    )


def _name_region(row: Row, region: Region, ours: list[str]) -> None:
    """File a region under its name with and without its type, and under what the packages add."""
    bare = re.sub(r"\s+", " ", TYPE_WORD.sub("", row.name)).strip(" ,")
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
    for name in (region.name, *_english(region), *region.aliases):
        close = _closeness(fold(name), fold(row.name)) > 0.5
        if LATIN.match(name):
            row.also(name, VARIANT if close or row.kind == "admin2" else OTHER)
        elif row.kind == "admin1":
            row.also(name, OTHER)


def _supplement(others: list[Row]) -> list[Row]:
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
        same = _same(row, known[iso2, fold(head)])
        for alias in filter(None, (name, head, *aliases.split(";"))):
            (same or row).also(alias, CANONICAL)
        if same is None:
            found.append(row)
    return found


def _same(row: Row, known: list[Row]) -> Row | None:
    """The settlement or region of the packages that one of our rows speaks of."""
    kinds, reach = {
        "village": (("city",), 0.25),
        "district": (("city",), 0.15),
        "area": (("admin1",), 3.0),
    }.get(row.kind, ((), 0.0))
    near = [k for k in known if k.kind in kinds and math.hypot(k.lon - row.lon, k.lat - row.lat) < reach]
    return max(near, key=lambda k: k.population, default=None)


@cache
def _city_names() -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Our own English names of settlements, by country and the name that GeoNames has."""
    return {(row[0], row[1]): (row[2], row[3].split(";")) for row in sources.rows("city_names.tsv")}


def _city_name(city: dict[str, Any]) -> tuple[str, list[str]]:
    """A settlement's name in English and our other names for it."""
    iso2, name = city["countrycode"], city["name"]
    if (iso2, name) in _city_names() and city["population"] >= 500:
        return _city_names()[iso2, name]
    if iso2 == "UA":
        forms = [_ukrainian(a) for a in city["alternatenames"] if CYRILLIC.match(a) and not RUSSIAN.search(a)]
        best = max(forms, key=lambda form: _closeness(fold(form), fold(name)), default="")
        if _closeness(fold(best), fold(name)) > 0.75:
            return best, [name]
    return _plain(name, iso2), [name]


def _ukrainian(name: str) -> str:
    """A Ukrainian name in the official Latin letters of 2010."""
    text = re.sub(r"(?i)зг", "zgh", name.replace("'", "").replace("’", ""))
    words = []
    for word in re.split(r"([ \-])", text):
        letters = [
            INITIAL.get(c.lower(), LETTER.get(c.lower(), c)) if i == 0 else LETTER.get(c.lower(), c)
            for i, c in enumerate(word)
        ]
        latin = "".join(letters)
        words.append(latin[:1].upper() + latin[1:] if word[:1].isupper() else latin)
    return "".join(words)


def _settlements(regions: set[str], countries: dict[str, str]) -> list[Row]:
    capitals = {(c["iso"], fold(c["capital"] or "")) for c in sources.countries().values()}
    chains = sources.regions()[1]
    found = []
    for gid, city in sources.cities().items():
        iso2, people = city["countrycode"], int(city["population"])
        name, aliases = _city_name(city)
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
            if row.iso2 == "UA" and CYRILLIC.match(name) and _closeness(fold(_ukrainian(name)), key) > 0.5:
                row.also(_ukrainian(name), VARIANT)
        elif name[:1].isupper() and not name.isupper() and len(name) > (2 if row.population > 500_000 else 3):
            close = _closeness(fold(name), key) > 0.5
            if close or row.population >= 15_000:
                row.also(name, VARIANT if close else OTHER)
    for known, rank in list(row.names.items()):
        article = re.match(r"(?:al|ar|as|at|ad|az|an|ash|el|es) (.{4,})$", known)
        if article and row.iso2 in ARABIC:
            row.names.setdefault(article[1], max(rank, VARIANT))


def build(points: dict[str, tuple[float, float]]) -> None:
    """Write names.tab and names_other.tab from the packages and our own tables.

    Parameters
    ----------
    points : dict
        Longitude and latitude inside the outline of a country or region, by ISO code or region key.
    """
    countries = _countries(points)
    first, second = _regions(points, countries)
    keys = {row.id for row in (*first, *second)}
    cities = _settlements(keys, {row.iso2: row.id for row in countries})
    rows = [*countries, *first, *second, *_supplement([*countries, *first, *cities]), *cities]
    index = {row.id: number for number, row in enumerate(rows)}
    if len(index) != len(rows):
        raise ValueError("Two places have one id.")
    codes = sorted({row.iso2 for row in rows})
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for key, rank in row.names.items():
            postings[key].append((rank, number))
    gids = [int(row.id) for row in cities]
    columns = {
        "names": "\n".join(row.name for row in rows),
        "ids": "\n".join(row.id for row in rows[: len(rows) - len(cities)]),
        "codes": "\n".join(
            f"{number} {row.code}" for number, row in enumerate(rows) if row.code and row.code != row.id
        ),
        "countries": "\n".join(codes),
        "kinds": "\n".join(KINDS),
        "gid": np.array(gids),
        "lon": np.array([round(row.lon * FACTOR) for row in rows]),
        "lat": np.array([round(row.lat * FACTOR) for row in rows]),
        "population": np.array([row.population for row in rows]),
        "country": np.array([codes.index(row.iso2) for row in rows]),
        "kind": np.array([KINDS.index(row.kind) for row in rows]),
        "parent": np.array([index[row.parent] if row.parent else -1 for row in rows]),
        "capital": np.array([number for number, row in enumerate(rows) if row.capital]),
    }
    plain = sorted(key for key in postings if key.isascii())
    other = sorted(key for key in postings if not key.isascii())
    write_columns(sources.TABLES / "names.tab", columns | _keys(plain, postings))
    write_columns(sources.TABLES / "names_other.tab", _keys(other, postings), tight=("keys",))
    print(f"{len(rows)} places, {len(plain)} plain keys, {len(other)} other keys")


def _keys(keys: list[str], postings: dict[str, list[tuple[int, int]]]) -> dict[str, str | np.ndarray]:
    """Keys, how many places each has, and those places with the rank of the name."""
    flat = [(rank, place) for key in keys for rank, place in sorted(postings[key], key=lambda p: p[1])]
    return {
        "keys": "\n".join(keys),
        "counts": np.array([len(postings[key]) for key in keys]),
        "places": np.array([place for _, place in flat]),
        "ranks": np.array([rank for rank, _ in flat]),
    }


if __name__ == "__main__":
    build({})
