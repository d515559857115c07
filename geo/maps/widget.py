"""The map as a live widget: a ring of one's own whose launch is dragged on the map and read back in Python."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.kinds import expect
from geo.model import GeoError, Reach
from geo.units import to_metres

if TYPE_CHECKING:
    from geo.model import Length

_SCRIPT: Final = Path(__file__).resolve().parent / "static" / "widget.js"


def explore(reach: Reach, *, radius: float | str | Length | None = None, tolerance: float = 10.0) -> Any:
    """A widget that shows a reach and one ring more, with sliders for its radius and tolerance.

    Parameters
    ----------
    reach : Reach
        What the map shows beside the ring.
    radius : float, str or Length, optional
        Radius to begin with: metres or "190 mi"; the first stated range by default, 100 km where there is none.
    tolerance : float
        Largest error of an edge to begin with, metres.

    Returns
    -------
    anywidget.AnyWidget
        With `lon`, `lat`, `radius_km` and `tolerance_m`, which follow the reader's hand and can be set, and
        `ring`, the exact shape.

    Raises
    ------
    GeoError
        If anywidget is not installed.
    """
    from geo.maps.html import page
    from geo.maps.range_map import ReachMap

    claims = expect(reach, Reach, "reach").claims.ranges
    metres = to_metres(radius) if radius is not None else claims[0].length.best if claims else 100_000.0
    shown = ReachMap(reach)
    lon, lat = _start(reach, shown)
    return _widget()(
        page=page(shown),
        title=shown.title,
        lon=lon,
        lat=lat,
        radius_km=round(metres / 1000, 3),
        tolerance_m=tolerance,
    )


def _start(reach: Reach, shown: Any) -> tuple[float, float]:
    """The first launch; without one the middle of the map, which says nothing of launches."""
    for launch in reach.scenario.launches:
        return launch.place.lon, launch.place.lat
    lat, lon = shown.location
    return float(lon), float(lat)


@cache
def _widget() -> Any:
    try:
        import anywidget
        import traitlets
    except ImportError as error:
        raise GeoError("The widget needs anywidget. Install it: pip install anywidget.") from error

    class Explorer(anywidget.AnyWidget):
        """A reach, and a ring of one's own."""

        _esm = _SCRIPT.read_text(encoding="utf-8")
        page = traitlets.Unicode().tag(sync=True)
        title = traitlets.Unicode().tag(sync=True)
        lon = traitlets.Float(0.0, min=-180.0, max=180.0).tag(sync=True)
        lat = traitlets.Float(0.0, min=-90.0, max=90.0).tag(sync=True)
        radius_km = traitlets.Float(100.0, min=0.001, max=19_900.0).tag(sync=True)
        tolerance_m = traitlets.Float(10.0, min=0.001).tag(sync=True)

        @property
        def ring(self) -> Any:
            """The ring as a shape in longitude and latitude, to the tolerance."""
            from geo.geodesy.rings import range_ring

            return range_ring((self.lon, self.lat), self.radius_km * 1000, tolerance=self.tolerance_m)

    return Explorer
