"""Outlines of countries, first-level regions and disputed areas, in two viewpoints."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, get_args

import numpy as np
import shapely

from geo.columns import Columns
from geo.model import Place, Viewpoint
from geo.names import gazetteer
from geo.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_GRID: Final = 10_000


@dataclass(frozen=True, slots=True)
class BorderRegion:
    """A first-level region, or a piece of land that has none, with its outline."""

    code: str
    """ISO 3166-2 code, `g:` GeoNames id or `x:` name; empty for land without a region of its own."""
    name: str
    """Name in English."""
    iso2: str
    """ISO 3166-1 code of the country it belongs to in the viewpoint; empty where no country with a code holds it."""
    geometry: BaseGeometry = field(compare=False)
    """Polygons in longitude and latitude."""


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A border or line of control that somebody disputes: drawn dashed, with its name."""

    name: str
    """What it is, and who disputes it."""
    geometry: BaseGeometry = field(compare=False)
    """Lines in longitude and latitude."""


class Borders:
    """The table of borders in memory. Use `borders()`, which keeps one."""

    def __init__(self) -> None:
        self._columns = Columns(table("borders.tab"))
        rows = [line.split("|") for line in self._columns.text("units").decode().split("\n")]
        self.codes: list[str] = [row[0] for row in rows]
        self._names = [row[1] for row in rows]
        self._owners = {"recognised": [row[2] for row in rows], "de_facto": [row[3] for row in rows]}

    @cached_property
    def geometries(self) -> NDArray[np.object_]:
        """Multipolygons of every unit, longitude and latitude, to 1e-4 degrees."""
        return self._geometries("unit", shapely.GeometryType.MULTIPOLYGON, 3)

    @cached_property
    def lines(self) -> tuple[DisputedLine, ...]:
        """The disputed lines."""
        names = self._columns.text("lines").decode().split("\n")
        geometries = self._geometries("line", shapely.GeometryType.MULTILINESTRING, 2)
        return tuple(DisputedLine(name, shape) for name, shape in zip(names, geometries, strict=True))

    @cached_property
    def tree(self) -> shapely.STRtree:
        """An index of the units."""
        return shapely.STRtree(self.geometries)

    def _geometries(self, name: str, sort: shapely.GeometryType, levels: int) -> NDArray[np.object_]:
        points = np.column_stack([self._columns.integers(f"{name}_{axis}") for axis in "xy"]) / _GRID
        counts = [self._columns.integers(f"{name}_{level}") for level in range(levels)]
        offsets = tuple(np.concatenate([[0], np.cumsum(count)]) for count in counts)
        found: NDArray[np.object_] = shapely.from_ragged_array(sort, points, offsets)
        return found

    def owners(self, viewpoint: Viewpoint) -> list[str]:
        """Owner of each unit in a viewpoint, as an ISO 3166-1 code or an empty string."""
        if viewpoint not in get_args(Viewpoint):
            raise ValueError(f"Invalid viewpoint '{viewpoint}'. Must be 'recognised' or 'de_facto'.")
        return self._owners[viewpoint]

    def region(self, unit: int, viewpoint: Viewpoint) -> BorderRegion:
        """One unit as a record."""
        code = self.codes[unit]
        number = gazetteer().number(code) if code else None
        name = self._names[unit] if number is None else gazetteer().entry(number).name
        return BorderRegion(code, name, self.owners(viewpoint)[unit], self.geometries[unit])

    def union(self, codes: Iterable[str], viewpoint: Viewpoint) -> BaseGeometry | None:
        """The outline of countries and regions together; None if none of the codes has one."""
        wanted = set(codes)
        owners = self.owners(viewpoint)
        units = [n for n, code in enumerate(self.codes) if code in wanted or owners[n] in wanted]
        return shapely.union_all(self.geometries[units]) if units else None


def outline(place: Place, *, viewpoint: Viewpoint = "recognised") -> BaseGeometry | None:
    """The outline of a country, a first-level region or a known area.

    Parameters
    ----------
    place : Place
        As `find_place` gives it.
    viewpoint : {'recognised', 'de_facto'}
        Whose borders a country has: the internationally recognised ones, or those of who holds the land, as Natural
        Earth drew it in 2018.

    Returns
    -------
    shapely.Polygon, shapely.MultiPolygon or None
        In (longitude, latitude), split at the date line; None where the table has no outline, as for settlements,
        second-level regions and most areas of the supplement.

    Examples
    --------
    >>> from geo.gazetteer import find_place
    >>> outline(find_place("Kursk Oblast")).contains(shapely.Point(36.18, 51.73))
    True
    >>> crimea = shapely.Point(34.1, 45.2)
    >>> ukraine = find_place("Ukraine")
    >>> outline(ukraine).contains(crimea), outline(ukraine, viewpoint="de_facto").contains(crimea)
    (True, False)
    """
    codes = _parts().get(place.id, (place.id,))
    return _outline(codes, viewpoint) if place.kind in ("country", "region") else None


@cache
def _outline(codes: tuple[str, ...], viewpoint: Viewpoint) -> BaseGeometry | None:
    return borders().union(codes, viewpoint)


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    lines = table("areas.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {identifier: tuple(codes.split(";")) for identifier, codes in pairs}


def regions_in(
    bbox: tuple[float, float, float, float], *, viewpoint: Viewpoint = "recognised"
) -> tuple[BorderRegion, ...]:
    """The first-level regions, and land without one, that touch a box.

    Parameters
    ----------
    bbox : tuple = (west, south, east, north)
        Degrees; west greater than east for a box over the date line.
    viewpoint : {'recognised', 'de_facto'}
        Decides `iso2` of each region.

    Examples
    --------
    >>> sorted(region.code for region in regions_in((34.9, 51.2, 35.3, 51.5)))
    ['RU-KRS', 'UA-59']
    """
    borders().owners(viewpoint)
    west, south, east, north = bbox
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    found: set[int] = set()
    for left, right in spans:
        found.update(
            borders().tree.query(shapely.box(left, south, right, north), predicate="intersects").tolist()
        )
    return tuple(borders().region(unit, viewpoint) for unit in sorted(found))


def disputed(bbox: tuple[float, float, float, float] | None = None) -> tuple[DisputedLine, ...]:
    """The disputed borders and lines of control, the same in every viewpoint, by name.

    Parameters
    ----------
    bbox : tuple = (west, south, east, north), optional
        Only those that touch the box, degrees.

    Examples
    --------
    >>> [line.name for line in disputed((33, 45, 35, 47))]
    ['Crimea: Ukrainian, under Russian control since 2014']
    """
    lines = borders().lines
    if bbox is None:
        return lines
    box = shapely.box(*bbox)
    return tuple(line for line in lines if line.geometry.intersects(box))


@cache
def borders() -> Borders:
    """The one table of borders, read when it is first asked for."""
    return Borders()
