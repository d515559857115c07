"""The ground under a reach: land, borders and names, cut to the frame and as fine as a screen can show.

Everything comes from the borders and the gazetteer that the library ships. Around the frame lies the rest of the
world as coarse land, so that panning never ends in an empty sea.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely import affinity

from geo.maps.chart import AROUND
from geo.maps.island import pack_lines, pack_polygons
from geo.names import gazetteer
from geo.tables import table

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.maps.chart import Disc
    from geo.maps.frame import Frame
    from geo.model import Viewpoint

    Line = NDArray[np.float64]

SCREEN: Final = 800
"""Pixels that the content of a frame fills across, as drawn first."""
ZOOM_IN: Final = 8
"""How many times closer than drawn first the outlines still look smooth."""
MOST_VERTICES: Final = 36_000
"""What an outline may hold; a larger frame is simplified until it holds less."""
SMALL: Final = 40
"""Regions narrower than this share of the frame are too small to be told apart: a grey patch."""
DEGREE: Final = 111_195.0
"""Metres in a degree of latitude."""
WIDEST_REGIONS: Final = 30.0
"""Frames wider than this, in degrees, show countries only."""
PLACES: Final = 3
"""Decimal places of the basemap's coordinates."""


@dataclass(frozen=True, slots=True)
class Region:
    """One piece of the ground."""

    name: str
    """Name of the region, in English."""
    country: str
    """Name of the country it is drawn in."""
    other: str
    """Name of the country it has in the other viewpoint."""
    geometry: BaseGeometry
    """Its outline in the frame."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Land, borders and names of a frame, as shapes."""

    frame: Frame
    """How far it reaches."""
    land: BaseGeometry
    """Land within the ground."""
    far: BaseGeometry
    """Coarse land around it."""
    borders: list[Line]
    """Lines between countries, in either viewpoint."""
    regions: list[Line]
    """Lines between regions of one country; none where the frame is too wide for them."""
    ours: list[Line]
    """Lines that are borders in this viewpoint only."""
    theirs: list[Line]
    """Lines that are borders in the other viewpoint only."""
    disputed: list[tuple[str, list[Line]]]
    """Disputed lines with their names."""
    names: list[list[Any]]
    """Countries and regions: name, longitude, latitude, room in degrees, kind."""
    cities: list[list[Any]]
    """Cities, the largest first: name, longitude, latitude, people."""


def ground(frame: Frame, viewpoint: Viewpoint = "recognised", disc: Disc | None = None) -> Ground:
    """The ground of a frame.

    Parameters
    ----------
    frame : Frame
        What the map shows first; the ground reaches further, so that the reader can pan.
    viewpoint : {"recognised", "de_facto"}
        Whose borders.
    disc : Disc, optional
        The azimuthal map that the frame is of.
    """
    from geo.maps.names import city_names, region_names

    wide = frame.padded(0.0, least=3.0).filled() if disc is None else disc.frame(AROUND)
    width = max(frame.east - frame.west if disc is None else 2 * disc.radius / DEGREE, 3.0)
    detailed = width <= WIDEST_REGIONS
    found = _regions(wide, viewpoint, disc)
    regions = _simplified(found, width / SCREEN / (ZOOM_IN if detailed else 2))
    countries = _countries(regions)
    far = shapely.difference(_far_land(wide), shapely.box(*wide.bounds))
    inner, theirs, ours, outer = _mesh(regions, (width / SMALL) ** 2)
    return Ground(
        frame=wide,
        land=union(list(countries.values())),
        far=far if disc is None else disc.untorn(far),
        borders=outer,
        regions=inner if detailed else [],
        ours=ours,
        theirs=theirs,
        disputed=_disputed(wide),
        names=region_names(regions if detailed else [], countries, frame),
        cities=city_names(wide, frame),
    )


def basemap(frame: Frame, viewpoint: Viewpoint = "recognised", disc: Disc | None = None) -> dict[str, Any]:
    """The ground of a frame packed for the page; `static/ground.js` draws it."""
    drawn = ground(frame, viewpoint, disc)
    return {
        "box": [round(v, PLACES) for v in drawn.frame.bounds],
        "land": pack_polygons(drawn.land, PLACES),
        "far": pack_polygons(drawn.far, 2),
        "borders": pack_lines(drawn.borders, PLACES),
        "regions": pack_lines(drawn.regions, PLACES),
        "ours": pack_lines(drawn.ours, PLACES),
        "theirs": pack_lines(drawn.theirs, PLACES),
        "disputed": [{"name": name, "lines": pack_lines(lines, PLACES)} for name, lines in drawn.disputed],
        "names": drawn.names,
        "cities": drawn.cities,
    }


def _regions(ground: Frame, viewpoint: Viewpoint, disc: Disc | None) -> list[Region]:
    """The regions in the ground, whole where the date line parts them."""
    from geo.borders import regions_in

    other: Viewpoint = "de_facto" if viewpoint == "recognised" else "recognised"
    parts: dict[tuple[str, str, str, str], list[BaseGeometry]] = {}
    for shift, box in ground.boxes():
        both = zip(regions_in(box, viewpoint=viewpoint), regions_in(box, viewpoint=other), strict=True)
        for number, (row, twin) in enumerate(both):
            shape = affinity.translate(shapely.clip_by_rect(row.geometry, *box), shift)
            if not shape.is_empty:
                country, theirs = (_country(unit.iso2) or unit.name for unit in (row, twin))
                code = row.code or f"{shift:g} {number}"
                parts.setdefault((code, row.name, country, theirs), []).append(shape)
    found = []
    for (_, name, country, theirs), shapes in parts.items():
        shape = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
        found.append(Region(name, country, theirs, shape if disc is None else disc.untorn(shape)))
    return found


@cache
def _country(iso2: str) -> str:
    """The name of a country; an empty string where no country has the code."""
    number = gazetteer().number(iso2) if iso2 else None
    return "" if number is None else gazetteer().entry(number).name


def _simplified(regions: list[Region], tolerance: float) -> list[Region]:
    """Simplify outlines together, so that neighbours still share their edges, until the page can carry them."""
    shapes = np.array([region.geometry for region in regions], dtype=object)
    if not len(shapes):
        return []
    shapes = shapely.coverage_simplify(shapes, tolerance)
    while (vertices := int(shapely.get_num_coordinates(shapes).sum())) > 2 * MOST_VERTICES and tolerance < 1:
        tolerance *= max(1.3, vertices / (2 * MOST_VERTICES))
        shapes = shapely.coverage_simplify(shapes, tolerance)
    return [
        Region(region.name, region.country, region.other, shape)
        for region, shape in zip(regions, shapes, strict=True)
        if not shape.is_empty
    ]


def _countries(regions: list[Region]) -> dict[str, BaseGeometry]:
    """The countries that regions make up."""
    parts: dict[str, list[BaseGeometry]] = {}
    for region in regions:
        parts.setdefault(region.country, []).append(region.geometry)
    return {name: union(shapes) for name, shapes in parts.items()}


def union(shapes: list[BaseGeometry]) -> BaseGeometry:
    """The union of neighbours: fast where they share their edges, as nearly all do, and right where they overlap."""
    try:
        return shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        return shapely.union_all(shapes)


def _mesh(regions: list[Region], least: float) -> list[list[Line]]:
    """Edges that two regions share: borders in neither viewpoint, in the other only, in this one only, in both.

    Between two regions of one country that are both smaller than `least`, square degrees, no line is drawn.
    """
    ends, owners = [], []
    for index, region in enumerate(regions):
        for ring in _rings(region.geometry):
            points = np.rint(shapely.get_coordinates(ring) * 1e7).astype(np.int64)
            ends.append(np.hstack([points[:-1], points[1:]]))
            owners.append(np.full(len(points) - 1, index))
    if not ends:
        return [[], [], [], []]
    edges = np.vstack(ends)
    flip = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    edges[flip] = edges[flip][:, [2, 3, 0, 1]]
    owner = np.concatenate(owners)
    order = np.lexsort(edges.T)
    edges, owner = edges[order], owner[order]
    twice = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1))
    kinds = np.zeros(len(twice), dtype=int)
    large = shapely.area([region.geometry for region in regions]) >= least
    for weight, field in ((2, "country"), (1, "other")):
        names = np.array([getattr(region, field) for region in regions])
        kinds += weight * (names[owner[twice]] != names[owner[twice + 1]])
    kinds[(kinds == 0) & ~large[owner[twice]] & ~large[owner[twice + 1]]] = -1
    return [_joined(edges[twice[kinds == kind]]) for kind in range(4)]


def _rings(geometry: BaseGeometry) -> list[BaseGeometry]:
    polygons = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def _joined(edges: NDArray[np.int64]) -> list[Line]:
    if not len(edges):
        return []
    pieces: Any = shapely.linestrings((edges / 1e7).reshape(-1, 2, 2))
    merged = shapely.line_merge(shapely.multilinestrings(pieces))
    return [shapely.get_coordinates(part) for part in shapely.get_parts(merged)]


def _disputed(ground: Frame) -> list[tuple[str, list[Line]]]:
    """Disputed lines in the ground, the longest piece of each first."""
    from geo.borders import disputed

    found = []
    for shift, box in ground.boxes():
        for row in disputed(box):
            line = affinity.translate(shapely.line_merge(shapely.clip_by_rect(row.geometry, *box)), shift)
            parts = sorted(shapely.get_parts(line), key=shapely.length, reverse=True)
            if parts:
                found.append((row.name, [shapely.get_coordinates(part) for part in parts]))
    return found


def _far_land(frame: Frame) -> BaseGeometry:
    return frame.place(shapely.from_wkb(table("basemap_land.wkb").read_bytes()))
