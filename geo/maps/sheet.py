"""A picture measured in points: shapes go through an azimuthal projection, words are measured before they are set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import shapely
from shapely import GeometryCollection, LineString

from geo.maps.palette import INK, LAND
from geo.model import GeoError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    Points = NDArray[np.float64]

FINEST: Final = 0.1
"""Points that an outline may be off: less than a pixel of print."""
Slant = Literal["normal", "italic"]
TORN: Final = 1.7e7
"""Metres from the middle beyond which an outline is left out: the antipode is 20,000 km away."""
MARGIN: Final = 14.0
"""Space at the sides of a picture, points."""
SANS: Final = "DejaVu Sans"
SERIF: Final = "DejaVu Serif"


@dataclass(frozen=True, slots=True)
class Chart:
    """An azimuthal equidistant projection of WGS84 onto a rectangle of the picture."""

    lon: float
    """Longitude of the middle, degrees."""
    lat: float
    """Latitude of the middle, degrees."""
    metres: float = 1.0
    """Metres in a point."""
    left: float = 0.0
    """Metres of the projection at the rectangle's left edge."""
    bottom: float = 0.0
    """Metres of the projection at the rectangle's lower edge."""
    base: float = 0.0
    """Points from the picture's lower edge to the rectangle's."""

    def __call__(self, lonlat: ArrayLike) -> Points:
        """Longitude and latitude, degrees, shape (n, 2), to points on the picture."""
        points = np.asarray(lonlat, dtype=float)
        x, y = _projection(self.lon, self.lat).transform(points[:, 0], points[:, 1])
        flat: Points = (np.column_stack([x, y]) - (self.left, self.bottom)) / self.metres
        flat[:, 1] += self.base
        return flat

    def shape(self, geometry: BaseGeometry) -> BaseGeometry:
        """A shape on the picture; long edges bend as the projection does."""
        return shapely.simplify(shapely.transform(shapely.segmentize(geometry, 0.5), self), FINEST)

    def near(self, geometry: BaseGeometry) -> BaseGeometry:
        """The parts of a shape that the projection does not tear: those around the antipode are left out."""
        parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
        chart = _projection(self.lon, self.lat)
        far = [float(np.hypot(*chart.transform(*shapely.get_coordinates(part).T)).max()) for part in parts]
        kept = [part for part, metres in zip(parts, far, strict=True) if metres < TORN]
        return GeometryCollection(kept)

    def lines(self, lines: Iterable[Points]) -> list[Points]:
        """Lines on the picture."""
        return [shapely.get_coordinates(self.shape(LineString(line))) for line in lines if len(line) > 1]


@cache
def _projection(lon: float, lat: float) -> Any:
    from pyproj import Transformer

    chart = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +ellps=WGS84"
    return Transformer.from_crs("EPSG:4326", chart, always_xy=True)


def need_matplotlib() -> None:
    """Say how to install matplotlib where it is missing.

    Raises
    ------
    GeoError
        If it is.
    """
    if find_spec("matplotlib") is None:
        raise GeoError("A picture needs matplotlib. Install it: pip install matplotlib.")


def fill(axes: Axes, geometry: BaseGeometry, clip: Any, **style: Any) -> None:
    """Fill the polygons of a shape that is already on the picture."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    rings = [
        np.asarray(ring.coords)
        for polygon in shapely.get_parts(geometry)
        if polygon.geom_type == "Polygon"
        for oriented in (shapely.geometry.polygon.orient(polygon),)
        for ring in (oriented.exterior, *oriented.interiors)
    ]
    if rings:
        path = Path.make_compound_path(*[Path(ring, closed=True) for ring in rings])
        axes.add_patch(PathPatch(path, **({"linewidth": 0} | style))).set_clip_path(clip)


def stroke(axes: Axes, lines: Iterable[Points], clip: Any, **style: Any) -> None:
    """Draw lines that are already on the picture."""
    from matplotlib.collections import LineCollection

    axes.add_collection(LineCollection(list(lines), **style)).set_clip_path(clip)


def text_size(
    text: str, points: float, *, weight: str = "normal", slant: Slant = "normal"
) -> tuple[float, float]:
    """Width and height of a text of one or more lines, points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=SANS, size=points, weight=weight, style=slant)
    widths = [
        text_to_path.get_text_width_height_descent(line or " ", font, ismath=False)[0]
        for line in printable(text).split("\n")
    ]
    return max(widths) * 1.03, points * 1.22 * len(widths)


def write(
    axes: Axes, x: float, y: float, text: str, points: float, *, halo: bool = False, **style: Any
) -> None:
    """Set a text as it is: never as mathematics."""
    from matplotlib.patheffects import withStroke

    settings: dict[str, Any] = {
        "family": SANS,
        "color": INK,
        "ha": "left",
        "va": "bottom",
        "linespacing": 1.2,
    } | style
    if halo:
        settings["path_effects"] = [withStroke(linewidth=2.6, foreground=LAND)]
    axes.text(x, y, printable(text), fontsize=points, parse_math=False, **settings)


def printable(text: str) -> str:
    """A text without what no font draws: control and direction characters, lone surrogates, what DejaVu lacks."""
    known = _glyphs()
    return "".join(
        c if c == "\n" or ord(c) in known else "□" for c in text if c == "\n" or ord(c) not in _UNSEEN
    )


_UNSEEN: Final = frozenset(
    [
        *range(32),
        *range(127, 160),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    ]
)


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(SANS)).get_charmap()) & frozenset(
        get_font(findfont(SERIF)).get_charmap()
    )


def balanced(text: str, width: float, points: float, *, weight: str = "normal") -> list[str]:
    """Lines that fit a width and are about equally long: no headline ends in a lone word."""
    lines = wrap(text, width, points, weight=weight)
    for share in (0.55, 0.65, 0.75, 0.85):
        narrower = wrap(text, width * share, points, weight=weight)
        if len(narrower) == len(lines):
            return narrower
    return lines


def wrap(text: str, width: float, points: float, *, weight: str = "normal") -> list[str]:
    """Lines of a text that fit a width, points; a word that is too long is broken."""
    lines = [""]
    for word in printable(text).replace("\n", " ").split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if text_size(longer, points, weight=weight)[0] <= width:
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        for character in word:
            if text_size(lines[-1] + character, points, weight=weight)[0] > width:
                lines.append("")
            lines[-1] += character
    return lines
