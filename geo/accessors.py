"""`gdf.geodesic.buffer("190 mi")`: exact shapes and distances for geopandas, whatever the CRS.

Importing this module registers the accessor `geodesic` on GeoSeries and GeoDataFrame::

    import geopandas as gpd
    import geo.accessors

    towns.geodesic.buffer("190 mi")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.geodesy.buffers import buffer
from geo.geodesy.lonlat import area, unit_vectors
from geo.geodesy.rings import range_rings
from geo.geodesy.within import distance_between, distance_to, within
from geo.units import to_metres

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

    from geo.model import Length

_LONLAT = "EPSG:4326"


@pd.api.extensions.register_dataframe_accessor("geodesic")
@pd.api.extensions.register_series_accessor("geodesic")
class Geodesic:
    """Buffers, distances and areas on the WGS84 ellipsoid, for each row.

    Coordinates are converted to longitude and latitude, and shapes that come back to the CRS they came from; edges are
    straight in longitude and latitude. Index, attributes and their order are kept. Rows without a geometry stay without.
    """

    def __init__(self, data: Any) -> None:
        if not isinstance(data, (gpd.GeoSeries, gpd.GeoDataFrame)):
            raise AttributeError("'geodesic' is for a GeoSeries or a GeoDataFrame.")  # noqa: TRY004 - what pandas asks for
        self._data = data

    def buffer(self, radius: Any, *, tolerance: float = 10) -> Any:
        """All points within a geodesic distance of each row.

        Parameters
        ----------
        radius : float, text or sequence of one for each row
            Metres, or a text such as "190 mi".
        tolerance : float
            How far the boundary may lie from the true one, metres.

        Returns
        -------
        GeoSeries or GeoDataFrame
            As what was given, in the same CRS; a GeoDataFrame keeps its other columns.

        Raises
        ------
        ValueError
            If there is no CRS, a radius is no positive length, or the shape has no place in the CRS (a pole in Web
            Mercator, say).
        """
        shapes = self._lonlat()
        metres = _metres(radius, len(shapes))
        result = np.full(len(shapes), None, dtype=object)
        given = ~shapely.is_missing(shapes)
        points = given & (shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes)
        result[points] = range_rings(shapes[points], metres[points], tolerance=tolerance)
        for row in np.flatnonzero(given & ~points):
            result[row] = buffer(shapes[row], metres[row], tolerance=tolerance)
        return self._like(result)

    def distance_to(self, other: Any) -> pd.Series[float]:
        """Metres from each row to the nearest place of something else; 0 where they meet.

        Parameters
        ----------
        other : shapely geometry, point, GeoSeries or GeoDataFrame
            In longitude and latitude, the same for all rows; or with a CRS of its own, one for each row by position.

        Returns
        -------
        Series of float
            NaN for rows without a geometry.
        """
        return self._measured(other, distance_to, distance_between, np.nan)

    def within(self, source: Any, radius: float | str | Length) -> pd.Series[bool]:
        """Whether some place of each row lies within a geodesic distance of a source.

        Parameters
        ----------
        source : shapely geometry, point, GeoSeries or GeoDataFrame
            As for `distance_to`.
        radius : float or text
            Metres, or a text such as "190 mi".

        Returns
        -------
        Series of bool
            False for rows without a geometry.
        """
        metres = to_metres(radius)
        return self._measured(
            source,
            lambda points, one: within(points, one, metres),
            lambda shape, one: distance_between(shape, one) <= metres,
            fallback=False,
        )

    @property
    def area(self) -> pd.Series[float]:
        """Area of each row in square metres; 0 for points and lines, NaN for rows without a geometry."""
        shapes = self._lonlat()
        areas = np.full(len(shapes), np.nan)
        given = ~shapely.is_missing(shapes)
        areas[given] = area(shapes[given])
        return pd.Series(areas, index=self._data.index, name="area")

    def _lonlat(self) -> NDArray[Any]:
        return _lonlat(self._data)

    def _like(self, shapes: NDArray[Any]) -> Any:
        """The shapes in the form, the CRS and with the attributes of what was given."""
        data, crs = self._data, _crs(self._data)
        geometry = gpd.GeoSeries(shapes, index=data.index, crs=_LONLAT).to_crs(crs)
        if not _holds(geometry, shapes):
            raise ValueError(
                f"Invalid CRS {crs.name}: the result lies beyond it. Use to_crs('EPSG:4326') before."
            )
        if isinstance(data, gpd.GeoDataFrame):
            return data.set_geometry(geometry, crs=crs)
        geometry.name = data.name
        return geometry

    def _measured(
        self,
        other: Any,
        of_points: Callable[[Any, Any], Any],
        of_shape: Callable[[BaseGeometry, Any], Any],
        fallback: float | bool,
    ) -> pd.Series[Any]:
        shapes = self._lonlat()
        usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        found = np.full(len(shapes), fallback)
        points = usable & (shapely.get_type_id(shapes) == 0)
        if isinstance(other, (gpd.GeoSeries, gpd.GeoDataFrame)):
            others = _lonlat(other)
            if len(others) != len(shapes):
                raise ValueError(
                    f"Invalid number of geometries {len(others)}. Must be one for each of {len(shapes)} rows."
                )
            usable &= ~(shapely.is_missing(others) | shapely.is_empty(others))
            for row in np.flatnonzero(usable):
                found[row] = (of_points if points[row] else of_shape)(shapes[row], others[row])
        else:
            if points.any():
                found[points] = of_points(shapes[points], other)
            for row in np.flatnonzero(usable & ~points):
                found[row] = of_shape(shapes[row], other)
        return pd.Series(found, index=self._data.index)


def _lonlat(data: gpd.GeoSeries | gpd.GeoDataFrame) -> NDArray[Any]:
    """The geometries of each row in longitude and latitude."""
    if _crs(data).equals(_LONLAT, ignore_axis_order=True):
        return np.asarray(data.geometry.array, dtype=object)
    return np.asarray(data.geometry.to_crs(_LONLAT).array, dtype=object)


def _crs(data: gpd.GeoSeries | gpd.GeoDataFrame) -> CRS:
    if data.crs is None:
        raise ValueError(
            "No CRS: nothing says what the coordinates are. Set it first, "
            "with set_crs('EPSG:4326') for longitude and latitude."
        )
    return data.crs


def _holds(geometry: gpd.GeoSeries, shapes: NDArray[Any]) -> bool:
    """Whether converted shapes come back to where they were, within some 10 m."""
    there, back = shapely.get_coordinates(shapes), shapely.get_coordinates(_lonlat(geometry))
    if not np.isfinite(back).all():
        return False
    return bool(np.abs(unit_vectors(there) - unit_vectors(back)).max(initial=0) < 1.5e-6)


def _metres(radius: Any, count: int) -> NDArray[np.float64]:
    """The radius of each row."""
    if np.ndim(radius) == 0:
        return np.full(count, to_metres(radius))
    if len(radius) != count:
        raise ValueError(
            f"Invalid number of radii {len(radius)}. Must be one, or one for each of {count} rows."
        )
    return np.array([to_metres(one) for one in radius])
