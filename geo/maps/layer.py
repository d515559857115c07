"""The reach layer for folium: data in one island, one script that draws it, nothing rendered as template or markup."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from branca.element import Element, Figure, MacroElement

from geo.maps.island import island
from geo.maps.payload import payload
from geo.maps.static import script, style

if TYPE_CHECKING:
    import folium

    from geo.model import Reach


class Verbatim(Element):
    """Text that stands in the page as it is: branca renders other elements as Jinja templates."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        """What to write."""

    def render(self, **_: Any) -> str:
        """The text itself."""
        return self.text


def drawn_on(layer: MacroElement) -> tuple[Figure, folium.Map]:
    """The figure and the map of a layer, which stands on a folium map itself, not in a group."""
    import folium

    figure, parent = layer.get_root(), layer._parent  # noqa: SLF001 - branca has no other way
    if not isinstance(figure, Figure) or not isinstance(parent, folium.Map):
        found = "nothing" if parent is None else f"a {type(parent).__name__}"
        raise TypeError(
            f"A {type(layer).__name__} is drawn on a folium map, not on {found}. Add it with .add_to(map)."
        )
    return figure, parent


def has_tiles(map_: folium.Map) -> bool:
    """Whether a map has tiles of its own."""
    from folium.raster_layers import TileLayer

    return any(isinstance(child, TileLayer) for child in map_._children.values())  # noqa: SLF001


class ReachLayer(MacroElement):
    """A reach on a folium map.

    Parameters
    ----------
    reach : Reach
        Claims, scenario and shapes.
    ground : bool
        Whether to draw the basemap that the library ships; False on a map with tiles.
    page : bool
        Whether the words stand beside the map, on a page of its own; otherwise they are a control on the map.

    Examples
    --------
    >>> import folium
    >>> m = folium.Map(tiles=None)
    >>> ReachLayer(reach).add_to(m)  # doctest: +SKIP
    """

    def __init__(self, reach: Reach, *, ground: bool = True, page: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ReachLayer"
        self.data = payload(reach, ground=ground, own=page)
        self.page = page
        """Whether the words stand beside the map."""
        self._island = island(self.data)
        self._id = hashlib.sha256(self._island.encode()).hexdigest()[:16]

    def render(self, **_: Any) -> str:
        """Put style, data and script into the page, each once; nothing stands where the layer itself is."""
        figure, own = drawn_on(self)
        if self.data["chart"] and has_tiles(own):
            raise ValueError(
                "So wide a range is drawn on an azimuthal map, and tiles are web Mercator. Leave the tiles out, "
                "or draw on a map of your own: range_map(reach, map=folium.Map())."
            )
        name = self.get_name()
        figure.header.add_child(Verbatim(f"<style>{style()}</style>"), name="georeach_style")
        data = f'<script type="application/json" id="{name}">{self._island}</script>'
        figure.html.add_child(Verbatim(data), name=name)
        figure.script.add_child(Verbatim(script()), name="georeach_script")
        page = "true" if self.page else "false"
        call = f'georeach.show({own.get_name()}, "{name}", {{ page: {page} }});'
        figure.script.add_child(Verbatim(call), name=name)
        return ""
