"""Data on its way into a page: JSON that no template, script or markup reader can act on, and short geometry.

A page holds one island of data, `<script type="application/json">`. What stands in it may be hostile and may pass
through Jinja (folium renders twice), a JavaScript template literal and an HTML parser before `JSON.parse` reads
it. So every character that means something to one of them is written as a JSON escape.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike
    from shapely.geometry.base import BaseGeometry

ROWS: Final = 20
"""Rows a degree of latitude is cut into, so that each point follows a near one."""
_ACTIVE: Final = re.compile(
    "[&<>'`$%#\\u007f-\\u009f\\u00ad\\u2028\\u2029\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]"
)
_BRACES: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def island(data: Any) -> str:
    r"""JSON of `data` in which nothing can act on the page around it.

    Parameters
    ----------
    data : object
        Whatever `json` takes; no NaN, no infinity.

    Returns
    -------
    str
        JSON whose strings hold none of ``& < > ' ` $ % # { }``, no control or direction character and no lone
        surrogate other than as an escape, and in which no two braces touch.

    Examples
    --------
    >>> island({"name": "</script>{{7*7}}"})
    '{"name":"\\u003c/script\\u003e\\u007b\\u007b7*7\\u007d\\u007d"}'
    >>> island([{"a": {}}])
    '[{"a":{} }]'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = _ACTIVE.sub(_escape, text)
    text = _BRACES.sub(lambda match: match[0].replace("{", "\\u007b").replace("}", "\\u007d"), text)
    return text.replace("}}", "} }").replace("}}", "} }")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def pack_lines(lines: Iterable[ArrayLike], places: int, *, every: bool = False) -> list[str]:
    """Coordinate sequences as short strings: differences of fixed-point figures in base 64, five bits a letter.

    Parameters
    ----------
    lines : iterable of array_like, shape (n, 2)
        Longitude and latitude, degrees.
    places : int
        Decimal places to keep: 3 is about 100 m, 5 about 1 m.
    every : bool
        Keep points that fall on the one before: for separate points, not for a line.

    Examples
    --------
    >>> pack_lines([[(0, 0), (0.001, -0.001)]], 3)
    ['AACB']
    """
    return [_pack(np.asarray(line, dtype=float)[:, :2], places, every=every) for line in lines]


def _pack(line: Any, places: int, *, every: bool) -> str:
    fixed = np.rint(line * 10**places).astype(np.int64)
    steps = np.diff(fixed, axis=0, prepend=np.zeros((1, 2), np.int64))
    moved = steps.any(axis=1) | every
    moved[0] = True
    signed = steps[moved].ravel()
    letters = []
    for value in np.where(signed < 0, ~(signed << 1), signed << 1).tolist():
        while value >= 32:
            letters.append(_ALPHABET[32 | (value & 31)])
            value >>= 5  # noqa: PLW2901 - the rest of this figure
        letters.append(_ALPHABET[value])
    return "".join(letters)


def pack_polygons(geometry: BaseGeometry | None, places: int) -> list[list[str]]:
    """The polygons of a geometry, each a list of packed rings, the outer one first; [] for None."""
    if geometry is None or geometry.is_empty:
        return []
    polygons = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return [
        pack_lines([ring.coords for ring in (polygon.exterior, *polygon.interiors)], places)
        for polygon in polygons
    ]


def pack_points(lonlat: ArrayLike) -> str:
    """Separate points as one short string, to 11 m, in an order that keeps neighbours together.

    Parameters
    ----------
    lonlat : array_like, shape (n, 2)
        Longitude and latitude, degrees.
    """
    points = np.asarray(lonlat, dtype=float).reshape(-1, 2)
    if not len(points):
        return ""
    rows = np.floor(points[:, 1] * ROWS).astype(int)
    east = np.where(rows % 2 == 0, points[:, 0], -points[:, 0])
    return pack_lines([points[np.lexsort([east, rows])]], 4, every=True)[0]
