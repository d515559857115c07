"""A geometry out of a user's file, whatever its format, in longitude and latitude."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geo.model import GeoError

if TYPE_CHECKING:
    import os

    from shapely.geometry.base import BaseGeometry


def read_shape(path: str | os.PathLike[str]) -> BaseGeometry:
    """All geometries of a file that GDAL reads, of all its layers, as one, in longitude and latitude.

    Parameters
    ----------
    path : path
        GeoJSON, GeoPackage, Shapefile, KML or FlatGeobuf; another CRS is converted to WGS84.

    Raises
    ------
    GeoError
        If there is no such file, GDAL cannot read it, or it holds no geometry.
    """
    shapes = read_shapes(path)
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapely.make_valid(shapes))


def read_shapes(path: str | os.PathLike[str]) -> list[BaseGeometry]:
    """The geometries of a file as they stand, faults included, in longitude and latitude; errors as of `read_shape`."""
    import pyogrio

    file = Path(path)
    if not file.is_file():
        raise GeoError(f"There is no file '{path}'.")
    try:
        layers = [pyogrio.read_dataframe(file, layer=layer) for layer, _ in pyogrio.list_layers(file)]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise GeoError(
            f"Cannot read shapes from '{file}'. Give GeoJSON, GeoPackage, KML or a Shapefile."
        ) from error
    shapes = [shape for layer in layers for shape in _lonlat(layer)]
    if not shapes:
        raise GeoError(f"'{file}' holds no geometry.")
    return shapes


def _lonlat(layer: Any) -> list[BaseGeometry]:
    """The geometries of one layer; a table without any has none."""
    if "geometry" not in layer:
        return []
    known = layer.crs is not None and not layer.crs.equals(4326)
    return list((layer.to_crs(4326) if known else layer).geometry.dropna())
