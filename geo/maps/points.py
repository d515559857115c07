"""Very many points on a map: one short string in the page, one canvas on the screen."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from branca.element import MacroElement

from geo.maps.island import island, pack_points
from geo.maps.layer import Verbatim, drawn_on
from geo.maps.static import script, style

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class PointsLayer(MacroElement):
    """Points on a folium map, a hundred thousand and more.

    Parameters
    ----------
    lonlat : array_like, shape (n, 2)
        Longitude and latitude, degrees.
    name : str
        What the points are; stands on the map beside their number.
    """

    def __init__(self, lonlat: ArrayLike, name: str = "Points") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PointsLayer"
        self._island = island({"name": name, "points": pack_points(lonlat)})
        self._id = hashlib.sha256(self._island.encode()).hexdigest()[:16]

    def render(self, **_: Any) -> str:
        """Put style, data and script into the page, each once."""
        figure, own = drawn_on(self)
        name = self.get_name()
        figure.header.add_child(Verbatim(f"<style>{style()}</style>"), name="georeach_style")
        figure.html.add_child(
            Verbatim(f'<script type="application/json" id="{name}">{self._island}</script>'), name=name
        )
        figure.script.add_child(Verbatim(script()), name="georeach_script")
        figure.script.add_child(Verbatim(f'georeach.showPoints({own.get_name()}, "{name}");'), name=name)
        return ""
