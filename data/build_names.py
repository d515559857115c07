"""The table of names: rows of places, filed under folded keys, packed into columns."""

from __future__ import annotations

import sys
from collections import defaultdict

import numpy as np
import sources
from rows import country_rows, region_rows, settlement_rows, supplement_rows

sys.path.insert(0, str(sources.HERE.parent))
from geo.columns import write_columns

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
    *("dam", "district", "village", "border", "route", "facility", "valley"),
]
FACTOR = 10_000
"""Coordinates are kept to 1e-4 degrees, 11 m."""


def build(points: dict[str, tuple[float, float]], owners: dict[int, str]) -> None:
    """Write names.tab and names_other.tab from the packages and our own tables.

    Parameters
    ----------
    points : dict
        Longitude and latitude inside the outline of a country or region, by ISO code or region key.
    owners : dict
        ISO code of the recognised owner of settlements that the packages give to somebody else, by GeoNames id.
    """
    sources.hand_over(owners)
    countries = country_rows(points)
    first, second = region_rows(points, countries)
    keys = {row.id for row in (*first, *second)}
    cities = settlement_rows(keys, {row.iso2: row.id for row in countries})
    rows = [*countries, *first, *second, *supplement_rows([*countries, *first, *second, *cities]), *cities]
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
    build({}, {})
