"""Script and style of the reach layer, in the order in which a page needs them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent
_SCRIPTS: Final = (
    "geodesic",
    "chart",
    "dom",
    "bands",
    "ground",
    "labels",
    "scale",
    "crowd",
    "marks",
    "panel",
    "measure",
    "picture",
    "tools",
    "explore",
    "reach",
)


@cache
def script() -> str:
    """One script that defines `georeach.show(map, island, options)` and nothing else."""
    parts = "\n".join((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\nwindow.georeach = {{ show, showPoints, direct, inverse, origin, ring }};\n}})();'


@cache
def style() -> str:
    """The style of layer and page."""
    return (_HERE / "reach.css").read_text(encoding="utf-8")
