"""The map of a reach: a folium map of its own, or a layer on the map given."""

from __future__ import annotations

from typing import Any

import folium
from jinja2 import Template

from geo.kinds import expect
from geo.maps.layer import ReachLayer, has_tiles
from geo.model import Reach


class ReachMap(folium.Map):
    """A folium map without tiles and without the scripts that a reach does not need."""

    default_js = [(name, url) for name, url in folium.Map.default_js if name == "leaflet"]  # noqa: RUF012 - folium's attribute, copied
    default_css = [(name, url) for name, url in folium.Map.default_css if name == "leaflet_css"]  # noqa: RUF012 - folium's attribute, copied
    _template = Template("""
        {% macro header(this, kwargs) %}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>html, body { height: 100%; margin: 0; } #{{ this.get_name() }} { width: 100%; height: 100%; }</style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
          center: {{ this.location | tojson }}, zoom: {{ this.options["zoom"] | tojson }},
          zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 90, minZoom: 0, maxZoom: 13, worldCopyJump: false,
        });
        {% endmacro %}
    """)

    def __init__(self, reach: Reach) -> None:
        layer = ReachLayer(reach, page=True)
        west, south, east, north = layer.data["bounds"]
        super().__init__([(south + north) / 2, (west + east) / 2], zoom_start=5, tiles=None)
        self._id = layer._id  # noqa: SLF001 - the same reach gives the same page
        self.reach = reach
        """What the map shows."""
        self.title: str = layer.data["title"]
        """Headline of the map."""
        self.add_child(layer)

    def _repr_html_(self, **_: Any) -> str:
        """The map in a notebook: a sandboxed frame over a picture."""
        from geo.maps.notebook import notebook_html

        return notebook_html(self, self.reach, self.title)


def range_map(reach: Reach, *, map: folium.Map | None = None) -> folium.Map:  # noqa: A002 - folium's word
    """A map of what a text states.

    Parameters
    ----------
    reach : Reach
        Claims, scenario and shapes, from `geo.reach`.
    map : folium.Map, optional
        A map to draw on, which keeps its view and its layers. Where it has tiles, no basemap of ours is drawn.

    Returns
    -------
    folium.Map
        A new map whose words stand beside it; or the map given, with the words in a control on it.
    """
    expect(reach, Reach, "reach")
    if map is None:
        return ReachMap(reach)
    ReachLayer(reach, ground=not has_tiles(expect(map, folium.Map, "map"))).add_to(map)
    return map
