"""Where the built tables are: inside the installed package, or in `data/tables` of a checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def table(name: str) -> Path:
    """The path of one built table.

    Raises
    ------
    FileNotFoundError
        If neither the package nor the checkout has it.
    """
    for folder in (_HERE / "data", _HERE.parent / "data" / "tables"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(
        f"No table '{name}' in {_HERE / 'data'}. Reinstall georeach, or run 'make data' in a checkout."
    )
