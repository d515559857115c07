"""pyarrow, asked for where it is needed, so that everything else works without it."""

from __future__ import annotations

import importlib
from typing import Any

from geo.model import GeoError


def arrow(module: str = "pyarrow") -> Any:
    """The module pyarrow, or one of its parts.

    Raises
    ------
    GeoError
        If it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        raise GeoError("Tables of this size need pyarrow: pip install 'georeach[scale]'.") from missing
