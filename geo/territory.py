"""A territory as a launch: a polygon from a file or a named region, checked for slivers."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import shapely

from geo.model import Place, ScenarioError
from geo.shapes import read_shape

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

SLIVER_KM2 = 100.0
"""Parts below this area are named in the warning: they rarely are land that somebody holds."""


_SHAPE_SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".kml", ".kmz", ".fgb")


class SliverWarning(UserWarning):
    """A territory has small parts that may be leftovers of a difference and widen its envelope."""


def load_territory(
    name: str, *, folder: Path, drop_slivers_km2: float | None = None
) -> tuple[Place, BaseGeometry]:
    """The polygon of a territory and a place that stands for it.

    Parameters
    ----------
    name : str
        A file that GDAL reads (GeoJSON, GeoPackage, Shapefile, KML), or a region of the gazetteer.
    folder : Path
        Where a relative file name is looked for.
    drop_slivers_km2 : float, optional
        Parts smaller than this are left out.

    Raises
    ------
    ScenarioError
        If the file holds no polygon, or the region has no outline.

    Warns
    -----
    SliverWarning
        If there are parts under 100 km² and nothing was said of dropping them.
    """
    path = folder / name
    if path.is_file():
        return _clean(*_from_file(path), drop_slivers_km2)
    from geo.borders import outline
    from geo.gazetteer import find_place

    if path.suffix.lower() in _SHAPE_SUFFIXES:
        raise ScenarioError(f"there is no file '{path}'")
    place = find_place(name, want="area")
    shape = outline(place)
    if shape is None:
        raise ScenarioError(f"'{place.label}' has no outline; give a file with its polygon")
    return place, shape


def _from_file(path: Path) -> tuple[Place, BaseGeometry]:
    parts = shapely.get_parts(shapely.make_valid(read_shape(path)))
    shape = shapely.union_all([part for part in parts if part.geom_type in ("Polygon", "MultiPolygon")])
    if shape.is_empty:
        raise ScenarioError(f"'{path}' holds no polygon")
    point = shape.representative_point()
    return Place(f"territory:{path.stem}", path.stem, "region", point.x, point.y), shape


def _clean(place: Place, shape: BaseGeometry, drop_slivers_km2: float | None) -> tuple[Place, BaseGeometry]:
    from geo.geodesy.lonlat import area

    parts = shapely.get_parts(shape)
    sizes = [area(part) / 1e6 for part in parts]
    if drop_slivers_km2 is not None:
        kept = [part for part, size in zip(parts, sizes, strict=True) if size >= drop_slivers_km2]
        if not kept:
            raise ScenarioError(f"drop_slivers_km2 = {drop_slivers_km2:g} leaves nothing of '{place.name}'")
        return place, shapely.union_all(kept)
    small = [size for size in sizes if size < SLIVER_KM2]
    if small and len(parts) > 1:
        warnings.warn(
            f"Territory '{place.name}' has {len(parts)} parts, {len(small)} of them under {SLIVER_KM2:g} km² "
            f"({sum(small):,.1f} km² in all). Slivers widen an envelope: look at them, or set drop_slivers_km2.",
            SliverWarning,
            stacklevel=2,
        )
    return place, shape
