"""A territory as a launch: a polygon from a file or a named region, checked for slivers."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.model import Place, ScenarioError
from geo.shapes import read_shapes

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Viewpoint

SLIVER_KM2 = 100.0
"""Parts below this area are named in the warning: they rarely are land that somebody holds."""


_SHAPE_SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".kml", ".kmz", ".fgb")


class SliverWarning(UserWarning):
    """A territory has small parts that may be leftovers of a difference and widen its envelope."""


class InvalidTerritoryWarning(UserWarning):
    """A territory's polygons broke a rule and were put right; the message says what was wrong and what it changed."""


def load_territory(
    name: str, *, folder: Path, drop_slivers_km2: float | None = None, viewpoint: Viewpoint = "recognised"
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
    viewpoint : {"recognised", "de_facto"}
        Whose borders a named country has.

    Raises
    ------
    ScenarioError
        If the file holds no polygon in longitude and latitude, or the region has no outline.

    Warns
    -----
    SliverWarning
        If there are parts under 100 km² and nothing was said of dropping them.
    InvalidTerritoryWarning
        If polygons of the file cross themselves or overlap.
    """
    path = folder / name
    if path.is_file():
        return _clean(*_from_file(path), drop_slivers_km2)
    from geo.borders import outline
    from geo.gazetteer import find_place

    if path.suffix.lower() in _SHAPE_SUFFIXES:
        raise ScenarioError(f"there is no file '{path}'")
    place = find_place(name, want="area")
    shape = outline(place, viewpoint=viewpoint)
    if shape is None:
        raise ScenarioError(f"'{place.label}' has no outline; give a file with its polygon")
    return place, shape


def _from_file(path: Path) -> tuple[Place, BaseGeometry]:
    shapes = np.array(read_shapes(path), dtype=object)
    parts = [part for part in _flat(shapely.make_valid(shapes)) if part.geom_type == "Polygon"]
    if not parts:
        raise ScenarioError(f"'{path}' holds no polygon")
    west, south, east, north = shapely.total_bounds(np.array(parts))
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise ScenarioError(
            f"'{path}' runs from {west:g}, {south:g} to {east:g}, {north:g}: that is not longitude and latitude in degrees"
        )
    shape = shapely.union_all(parts)
    _warn_of_faults(path.name, shapes, shape)
    point = shape.representative_point()
    return Place(f"territory:{path.stem}", path.stem, "region", point.x, point.y), shape


def _flat(shapes: NDArray[np.object_]) -> list[BaseGeometry]:
    """The simple parts of geometries and collections of them."""
    parts = shapely.get_parts(shapes)
    while any(hasattr(part, "geoms") for part in parts):
        parts = shapely.get_parts(parts)
    return list(parts)


def _warn_of_faults(name: str, shapes: NDArray[np.object_], whole: BaseGeometry) -> None:
    """Say which polygons crossed themselves, and how much land several of them claimed twice."""
    from geo.geodesy.lonlat import area

    faults = [str(reason) for reason in shapely.is_valid_reason(shapes) if reason != "Valid Geometry"]
    if faults:
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        warnings.warn(
            f"Territory '{name}' was invalid ({faults[0]}{more}) and was put right: look at it on the map.",
            InvalidTerritoryWarning,
            stacklevel=5,
        )
    twice = float(np.sum(area(shapely.make_valid(shapes)))) - area(whole)
    if twice > 1e6:
        warnings.warn(
            f"Territory '{name}' has polygons that overlap by {twice / 1e6:,.1f} km²; they were joined.",
            InvalidTerritoryWarning,
            stacklevel=5,
        )


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
