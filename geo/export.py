"""Reach as files for other programs: one feature a claim, launch and bound, each with its quote."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.files import write_whole
from geo.model import OutputError
from geo.units import format_length

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from geo.model import Band, Reach

CAVEAT: Final = "A stated range is not capability, permission or intent."
"""What every map, table and export says."""


def export(reach: Reach, path: str | os.PathLike[str]) -> Path:
    """Write the shapes of a reach to a file; its suffix chooses the format.

    Parameters
    ----------
    reach : Reach
        What to write.
    path : path
        A .geojson or .json file.

    Raises
    ------
    OutputError
        If the suffix is none of these or the folder is missing.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".geojson", ".json"):
        raise OutputError(f"Cannot write '{path}': unknown format '{suffix}'. Must be .geojson or .json.")
    return write_whole(path, to_json(feature_collection(reach)) + "\n")


def feature_collection(reach: Reach) -> dict[str, Any]:
    """Bands, launches and zones as a GeoJSON FeatureCollection (RFC 7946), longitude before latitude."""
    return {"type": "FeatureCollection", "features": list(_features(reach))}


def _features(reach: Reach) -> Iterator[dict[str, Any]]:
    for band in reach.bands:
        for bound, shape in (("high", band.high), ("best", band.best), ("low", band.low)):
            if shape is not None:
                yield feature(shape, {"layer": "reach", "bound": bound, **_properties(reach, band)})
    for launch in reach.scenario.launches:
        place = launch.place
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
        about = {"layer": "launch", "name": place.label, "kind": launch.kind, "note": launch.note}
        yield {"type": "Feature", "geometry": point, "properties": about}
    for zone in reach.scenario.zones:
        about = {"layer": "zone", "name": zone.place.label, "note": zone.note, "date": _day(zone.date)}
        yield feature(zone.geometry, about)


def _properties(reach: Reach, band: Band) -> dict[str, Any]:
    claim, length = band.claim, band.claim.length
    document = next((d for d in reach.claims.documents if d.id == claim.document), None)
    return {
        "system": claim.name,
        "stated": format_length(length),
        "low_m": length.low,
        "best_m": length.best,
        "high_m": None if math.isinf(length.high) else length.high,
        "unit": length.unit,
        "qualifier": length.qualifier,
        "attributed": length.attributed,
        "quote": claim.quote,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "document": claim.document,
        "source": document.source if document else "",
        "date": _day(reach.scenario.date or (document.date if document else None)),
        "launch": band.launch.place.label,
        "launch_kind": band.launch.kind,
        "viewpoint": reach.scenario.viewpoint,
        "tolerance_m": reach.scenario.tolerance,
        "caveat": CAVEAT,
    }


def feature(shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    """One GeoJSON feature, coordinates to seven decimals (one centimetre)."""
    import shapely

    rounded = shapely.transform(shape, lambda xy: xy.round(7))
    return {"type": "Feature", "geometry": shapely.geometry.mapping(rounded), "properties": properties}


def to_json(data: Any) -> str:
    """Compact JSON; nothing but JSON numbers in it."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
