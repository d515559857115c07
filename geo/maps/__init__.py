"""Maps: the only room that imports folium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.maps.frames import save_frames
    from geo.maps.html import save_html
    from geo.maps.layer import ReachLayer
    from geo.maps.points import PointsLayer
    from geo.maps.range_map import range_map
    from geo.maps.static_map import save_figure
    from geo.maps.widget import explore

__all__ = ["PointsLayer", "ReachLayer", "explore", "range_map", "save_figure", "save_frames", "save_html"]


def __getattr__(name: str) -> Any:
    """The public names, loaded when first asked for."""
    from importlib import import_module

    homes = {
        "PointsLayer": "points",
        "ReachLayer": "layer",
        "explore": "widget",
        "range_map": "range_map",
        "save_figure": "static_map",
        "save_frames": "frames",
        "save_html": "html",
    }
    if name not in homes:
        raise AttributeError(f"module 'geo.maps' has no attribute '{name}'")
    return getattr(import_module(f"geo.maps.{homes[name]}"), name)
