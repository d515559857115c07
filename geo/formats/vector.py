"""GeoPackage, FlatGeobuf, GeoParquet, Shapefile and CSV: tables with shapes, by GDAL and pyarrow."""

from __future__ import annotations

import contextlib
import warnings
from typing import TYPE_CHECKING, Any, Final

from geo.files import whole_file
from geo.formats.features import to_frame
from geo.formats.tables import csv_text
from geo.model import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geopandas import GeoDataFrame

    from geo.model import Reach

_EPOCH: Final = "2000-01-01T00:00:00Z"
"""What a GeoPackage says of its last change, so that the same reach gives the same bytes."""
_SHORT: Final = {
    "qualifier": "qualifier", "attributed": "attributed", "launch_kind": "lnch_kind", "launch_note": "lnch_note",
    "launch_date": "lnch_date", "launch_source": "lnch_src", "tolerance_m": "tol_m",
}  # fmt: skip
"""Names of at most ten letters."""
_LONGEST: Final = 254
"""No text of a Shapefile is longer."""


class LossyFormatWarning(UserWarning):
    """A format cannot hold all that was written to it; the message says what is lost."""


def write_vector(reach: Reach, path: Path) -> Path:
    """Write the features of a reach to .gpkg, .fgb, .parquet, .shp or .csv.

    Raises
    ------
    OutputError
        If the file cannot be written or a package is missing.
    """
    with whole_file(path) as beside:
        _WRITERS[path.suffix.lower()](to_frame(reach), beside)
    return path


def _geopackage(frame: GeoDataFrame, path: Path) -> None:
    """One layer for the reach, the launches and the zones each, as far as there are any."""
    with _dated():
        layers = list(dict.fromkeys(frame["layer"])) or ["reach"]
        for number, layer in enumerate(layers):
            part = frame[frame["layer"] == layer]
            _write(part, path, "GPKG", layer=layer, append=number > 0, geometry_type=_kind(part))


def _flatgeobuf(frame: GeoDataFrame, path: Path) -> None:
    _write(frame, path, "FlatGeobuf", geometry_type="Unknown", SPATIAL_INDEX="NO")


def _parquet(frame: GeoDataFrame, path: Path) -> None:
    try:
        frame.to_parquet(path, index=False, schema_version="1.1.0", write_covering_bbox=True)
    except ImportError as error:
        raise OutputError(
            f"Cannot write '{path.name}': GeoParquet needs pyarrow. Install it: pip install pyarrow."
        ) from error


def _csv(frame: GeoDataFrame, path: Path) -> None:
    table = frame.drop(columns="geometry").assign(wkt=frame.geometry.to_wkt(rounding_precision=7))
    path.write_bytes(csv_text(table).encode("utf-8"))


def _shapefile(frame: GeoDataFrame, path: Path) -> None:
    """The polygons, with a warning of what is lost."""
    polygons = frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])].rename(columns=_SHORT)
    cut = [
        c for c in polygons.columns if c != "geometry" and polygons[c].astype(str).str.len().max() > _LONGEST
    ]
    for column in cut:
        polygons[column] = polygons[column].str.slice(0, _LONGEST)
    points = len(frame) - len(polygons)
    _write(polygons, path, "ESRI Shapefile", ENCODING="UTF-8", DBF_DATE_LAST_UPDATE="2000-01-01")
    lost = [
        f"{', '.join(cut)} cut to {_LONGEST} letters" if cut else "",
        f"launches left out that are points, {points} of them" if points else "",
        "names of fields shortened",
        "missing numbers may be 0",
    ]
    warnings.warn(
        f"'{path.name}': a Shapefile holds less than was written: {', '.join(filter(None, lost))}. Prefer .gpkg.",
        LossyFormatWarning,
        stacklevel=4,
    )


def _write(frame: GeoDataFrame, path: Path, driver: str, **options: Any) -> None:
    import pyogrio

    try:
        pyogrio.write_dataframe(frame, path, driver=driver, **options)
    except pyogrio.errors.DataSourceError as error:
        raise OutputError(f"Cannot write '{path.name}': {error}.") from error


def _kind(frame: GeoDataFrame) -> str:
    kinds = set(frame.geom_type)
    return "Point" if kinds == {"Point"} else "MultiPolygon" if "Point" not in kinds else "Unknown"


@contextlib.contextmanager
def _dated() -> Iterator[None]:
    """GDAL writes a fixed time of change while this lasts."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _EPOCH})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


_WRITERS: Final = {
    ".gpkg": _geopackage, ".fgb": _flatgeobuf, ".parquet": _parquet, ".shp": _shapefile, ".csv": _csv,
}  # fmt: skip
