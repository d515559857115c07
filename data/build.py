"""Build every table that the library ships: `python data/build.py`."""

from __future__ import annotations

import shutil

import build_borders
import build_names
import sources

COPIED = ("demonyms.tsv", "areas.tsv")
"""Tables of our own that ship as they are."""


def main() -> None:
    """Write data/tables from the packages, Natural Earth and our own tables."""
    sources.TABLES.mkdir(exist_ok=True)
    build_names.build(build_borders.build())
    for name in COPIED:
        shutil.copy(sources.HERE / name, sources.TABLES / name)


if __name__ == "__main__":
    main()
