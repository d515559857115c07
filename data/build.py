"""Build every table that the library ships: `python data/build.py`."""

from __future__ import annotations

import shutil

import build_names
import sources


def main() -> None:
    """Write data/tables from the packages, Natural Earth and our own tables."""
    sources.TABLES.mkdir(exist_ok=True)
    build_names.build({})
    shutil.copy(sources.HERE / "demonyms.tsv", sources.TABLES / "demonyms.tsv")


if __name__ == "__main__":
    main()
