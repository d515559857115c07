"""From a news text to an honest map: stated ranges, geodesic shapes, offline maps."""

import importlib
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "read": "geo.text.documents",
    "extract": "geo.text.extract",
    "parse_length": "geo.units",
    "format_length": "geo.units",
    "find_place": "geo.gazetteer",
    "find_places": "geo.gazetteer",
    "distance": "geo.geodesy.lines",
    "destination": "geo.geodesy.lines",
    "range_ring": "geo.geodesy.rings",
    "range_rings": "geo.geodesy.rings",
    "buffer": "geo.geodesy.buffers",
    "common_reach": "geo.geodesy.common",
    "within": "geo.geodesy.within",
    "distance_to": "geo.geodesy.within",
    "verify_buffer": "geo.geodesy.verify",
    "area": "geo.geodesy.lonlat",
    "load_scenario": "geo.scenario",
    "make_scenario": "geo.scenario",
    "reach": "geo.bands",
    "coverage": "geo.covered",
    "compare": "geo.comparison",
    "range_map": "geo.maps.range_map",
    "explore": "geo.maps.widget",
    "save_figure": "geo.maps.static_map",
    "save_html": "geo.maps.html",
    "export": "geo.formats",
}
"""Where each public name lives; loaded when it is first asked for, so that `import geo` stays light."""

__all__ = ["__version__", *_HOME]  # noqa: PLE0604 - the names of _HOME are strings


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'geo' has no attribute '{name}'")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
