"""Reach as files for other programs: the suffix chooses the format, and every feature says what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.files import check_output, write_whole
from geo.formats.features import CAVEAT, feature, feature_collection, to_frame, to_json
from geo.kinds import expect
from geo.model import Reach

if TYPE_CHECKING:
    import os
    from pathlib import Path

__all__ = ["CAVEAT", "FORMATS", "export", "feature", "feature_collection", "to_frame", "to_json"]

FORMATS: Final = {
    ".geojson": "GeoJSON (RFC 7946)",
    ".json": "GeoJSON (RFC 7946)",
    ".kml": "KML, styled",
    ".kmz": "KMZ, styled",
    ".gpkg": "GeoPackage",
    ".fgb": "FlatGeobuf",
    ".parquet": "GeoParquet",
    ".shp": "Shapefile, which loses much",
    ".csv": "CSV with WKT",
    ".xlsx": "workbook of the tables",
}
"""Suffix -> what is written."""


def export(reach: Reach, path: str | os.PathLike[str]) -> Path:
    """Write the shapes of a reach to a file; its suffix chooses the format.

    Parameters
    ----------
    reach : Reach
        What to write.
    path : path
        A file whose suffix is one of `FORMATS`. An old file is replaced by a whole new one or left as it was.

    Raises
    ------
    OutputError
        If the suffix is none of these, the folder is missing, or the format needs a package that is not there.

    Warns
    -----
    LossyFormatWarning
        For a Shapefile, with what it loses.

    Notes
    -----
    Every feature carries system, range (low, best and high in metres, unit and qualifier as stated), quote with its span,
    source, date, kind of launch, tolerance and caveat. The same reach gives the same bytes.
    """
    expect(reach, Reach, "reach")
    target = check_output(path, suffixes=FORMATS)
    suffix = target.suffix.lower()
    if suffix in (".geojson", ".json"):
        return write_whole(target, to_json(feature_collection(reach)) + "\n")
    if suffix in (".kml", ".kmz"):
        from geo.formats.kml import kml, kmz

        return write_whole(target, kml(reach) if suffix == ".kml" else kmz(reach))
    if suffix == ".xlsx":
        from geo.formats.tables import reach_tables, write_tables

        return write_tables(reach_tables(reach), target)
    from geo.formats.vector import write_vector

    return write_vector(reach, target)
