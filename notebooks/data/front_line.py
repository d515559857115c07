"""Draw the made-up front line of notebooks 04 and 05: `python notebooks/data/front_line.py`.

Nobody's positions: two straight lines through Kharkiv Oblast that stand for any line. The land beyond them is cut off
with a coarser drawing of the same border, as happens when two sources are combined, and that is what leaves slivers.
"""

import json
from pathlib import Path

import shapely

import geo
from geo.borders import outline

LINES = {"october": [(37.35, 51.0), (36.9, 48.0)], "november": [(36.95, 51.0), (36.75, 48.0)]}


def main() -> None:
    """One file a date."""
    land = outline(geo.find_place("Kharkiv Oblast"))
    coarse = shapely.simplify(land, 0.04)
    for month, line in LINES.items():
        beyond = shapely.Polygon([*line, (42, 48), (42, 51)])
        held = shapely.set_precision(shapely.difference(land, shapely.intersection(coarse, beyond)), 1e-5)
        properties = {"note": "Made up for teaching. Nobody's positions."}
        feature = {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(held)}
        path = Path(__file__).parent / month / "made-up-land.geojson"
        path.write_text(json.dumps(feature) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
