"""Bands, launches and zones as features: one for each claim, launch and bound, with all that it rests on."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.units import format_length

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.model import Band, Launch, RangeClaim, Reach, Zone

CAVEAT: Final = "A stated range is not capability, permission or intent."
"""What every map, table and export says."""
COLUMNS: Final = (
    "layer", "name", "bound", "system", "stated", "low_m", "best_m", "high_m", "unit", "qualifier", "attributed", "quote",
    "sentence", "start", "end", "document", "source", "rule", "date", "launch", "launch_kind", "launch_note",
    "launch_date", "launch_source", "note", "viewpoint", "tolerance_m", "caveat",
)  # fmt: skip
"""The properties of a feature, in this order; a feature leaves out those that it does not have."""


def feature_collection(reach: Reach) -> dict[str, Any]:
    """Bands, launches and zones as a GeoJSON FeatureCollection (RFC 7946), longitude before latitude."""
    return {
        "type": "FeatureCollection",
        "features": [feature(shape, about) for shape, about in features(reach)],
    }


def features(reach: Reach) -> Iterator[tuple[BaseGeometry, dict[str, Any]]]:
    """Shape and properties of every feature: the widest first, then launches and zones."""
    for band in reach.bands:
        for bound, shape in (("high", band.high), ("best", band.best), ("low", band.low)):
            if shape is not None:
                about = _properties(reach, band)
                yield (
                    shape,
                    {"layer": "reach", "name": f"{band.claim.name}, {bound}", "bound": bound, **about},
                )
    for launch in reach.scenario.launches:
        point = shapely.Point(launch.place.lon, launch.place.lat)
        yield launch.geometry if launch.geometry is not None else point, _launch_properties(reach, launch)
    for zone in reach.scenario.zones:
        yield zone.geometry, _zone_properties(reach, zone)


def to_frame(reach: Reach) -> GeoDataFrame:
    """The features as a GeoDataFrame with the columns `COLUMNS`; what a feature does not have is missing."""
    import geopandas

    shapes, rows = [], []
    for shape, about in features(reach):
        shapes.append(_tidy(shape))
        rows.append({column: about.get(column) for column in COLUMNS})
    frame = geopandas.GeoDataFrame(rows, columns=list(COLUMNS), geometry=shapes, crs=4326)
    texts = [column for column in COLUMNS if column not in _NUMBERS]
    return frame.astype(dict.fromkeys(texts, "str") | _NUMBERS)


def feature(shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    """One GeoJSON feature, coordinates to seven decimals (one centimetre)."""
    return {"type": "Feature", "geometry": shapely.geometry.mapping(_tidy(shape)), "properties": properties}


def to_json(data: Any) -> str:
    """Compact JSON; nothing but JSON numbers in it."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


_NUMBERS: Final = {
    "low_m": "float64", "best_m": "float64", "high_m": "float64", "attributed": "boolean", "start": "Int64", "end": "Int64",
    "tolerance_m": "float64",
}  # fmt: skip


def _tidy(shape: BaseGeometry) -> BaseGeometry:
    from geo.geodesy.lonlat import rounded

    return rounded(shape) if shape.geom_type in ("Polygon", "MultiPolygon") else shape


def claim_properties(claim: RangeClaim) -> dict[str, Any]:
    """What a claim states and where it stands, as every file and report writes it; lengths in metres."""
    length = claim.length
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
    }


def _properties(reach: Reach, band: Band) -> dict[str, Any]:
    claim, launch = band.claim, band.launch
    document = next((d for d in reach.claims.documents if d.id == claim.document), None)
    return {
        **claim_properties(claim),
        "source": document.source if document else "",
        "rule": claim.rule,
        "date": iso(reach.scenario.date or (document.date if document else None)),
        "launch": launch.place.label,
        "launch_kind": launch.kind,
        "launch_note": launch.note,
        "launch_date": iso(launch.date),
        "launch_source": launch.source,
        "note": band.note,
        **_frame_of(reach),
    }


def _launch_properties(reach: Reach, launch: Launch) -> dict[str, Any]:
    return {
        "layer": "launch",
        "name": launch.place.label,
        "kind": launch.kind,
        "date": iso(launch.date or reach.scenario.date),
        "source": launch.source,
        "launch_kind": launch.kind,
        "note": launch.note,
        **_frame_of(reach),
    }


def _zone_properties(reach: Reach, zone: Zone) -> dict[str, Any]:
    return {
        "layer": "zone",
        "name": zone.place.label,
        "date": iso(zone.date),
        "note": zone.note,
        **_frame_of(reach),
    }


def _frame_of(reach: Reach) -> dict[str, Any]:
    return {
        "viewpoint": reach.scenario.viewpoint,
        "tolerance_m": reach.scenario.tolerance,
        "caveat": CAVEAT,
    }


def iso(day: date | None) -> str | None:
    """A day as files write it; None where there is none."""
    return None if day is None else day.isoformat()
