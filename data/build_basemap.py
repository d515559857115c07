"""Build `tables/basemap_land.wkb`: the land of the world, coarse, for what lies around a map.

Source: Natural Earth 4.1, layer `countries` of QGIS's `world_map.gpkg` (public domain). Run `build_borders.py`
first, which fetches it to `cache/`.
"""

from __future__ import annotations

from pathlib import Path

import pyogrio
import shapely

HERE = Path(__file__).resolve().parent
TOLERANCE = 0.25
"""Degrees; a pixel or two of a map of the whole world."""
SMALLEST = 0.25
"""Square degrees; smaller islands are left out."""


def build() -> Path:
    countries = pyogrio.read_dataframe(HERE / "cache" / "world_map.gpkg", layer="countries")
    land = shapely.union_all(shapely.make_valid(countries.geometry.to_numpy()), grid_size=1e-6)
    coarse = shapely.make_valid(shapely.set_precision(shapely.simplify(land, TOLERANCE), 0.01))
    parts = [
        part for part in shapely.get_parts(coarse) if part.geom_type == "Polygon" and part.area > SMALLEST
    ]
    target = HERE / "tables" / "basemap_land.wkb"
    target.write_bytes(shapely.to_wkb(shapely.multipolygons(parts), output_dimension=2))
    return target


if __name__ == "__main__":
    path = build()
    print(f"{path.name}: {path.stat().st_size:,} bytes")
