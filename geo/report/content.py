"""What a report holds, as plain data: what was stated, assumed and computed, and what each rests on.

Claims, launches and zones have names (C1, L1, Z1); a row of a computed table names those that it came from, so that
`geo.report.trace` can walk from any row back to a sentence.
"""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo import __version__
from geo.covered import ANY_LAUNCH, coverage, districts, summary
from geo.formats import CAVEAT
from geo.formats.features import claim_properties, iso
from geo.formats.tables import records
from geo.kinds import expect
from geo.model import Reach
from geo.report.method import citation, licences, method
from geo.robustness import flips
from geo.shares import region_shares, zone_overlap
from geo.units import format_length

if TYPE_CHECKING:
    import os

    from geopandas import GeoDataFrame
    from pandas import DataFrame

    from geo.model import Correction, Document, Launch, RangeClaim, Zone

FORM: Final = 1
"""Number of this form of the data."""
_PACKAGES: Final = ("numpy", "pyproj", "shapely")


def content(
    reach: Reach,
    *,
    files: dict[str, str | os.PathLike[str]] | None = None,
    places: DataFrame | None = None,
    boundaries: GeoDataFrame | None = None,
    min_population: int = 0,
) -> dict[str, Any]:
    """The data of a report: only dictionaries, lists, texts, numbers and None; the same input gives the same data.

    Parameters
    ----------
    reach : Reach
        Claims, assumptions and shapes.
    files : mapping, optional
        What a file is ('scenario', 'places') -> its path, for names and hashes.
    places, boundaries : DataFrame, GeoDataFrame, optional
        As for `geo.coverage` and `geo.shares.region_shares`.
    min_population : int
        Leave out places with fewer people.
    """
    expect(reach, Reach, "reach")
    claims = list(dict.fromkeys(band.claim for band in reach.bands)) or list(reach.claims.ranges)
    names = {claim: f"C{number}" for number, claim in enumerate(claims, 1)}
    scenario = reach.scenario
    computed = _computed(reach, names, places, boundaries, min_population)
    return {
        "form": FORM,
        "title": scenario.title
        or next((d.title for d in reach.claims.documents if d.title), "Stated ranges"),
        "date": iso(scenario.date),
        "viewpoint": scenario.viewpoint,
        "caveat": CAVEAT,
        "stated": {
            "documents": [_document(document) for document in reach.claims.documents],
            "claims": [{"id": names[claim], **_claim(claim)} for claim in claims],
        },
        "assumed": {
            "launches": [{"id": f"L{n}", **_launch(launch)} for n, launch in enumerate(scenario.launches, 1)],
            "zones": [{"id": f"Z{n}", **_zone(zone)} for n, zone in enumerate(scenario.zones, 1)],
            "corrections": [_correction(correction) for correction in scenario.corrections],
            "systems_chosen": list(scenario.use),
            "tolerance_m": scenario.tolerance,
        },
        "computed": computed["tables"],
        "missing": list(reach.missing),
        "method": method(reach),
        "sources": licences(computed["attrs"]),
        "citation": citation(reach),
        "files": [_file(what, Path(path)) for what, path in (files or {}).items()],
        "versions": {"georeach": __version__} | {name: metadata.version(name) for name in _PACKAGES},
    }


def _computed(
    reach: Reach,
    names: dict[RangeClaim, str],
    places: DataFrame | None,
    boundaries: GeoDataFrame | None,
    min_population: int,
) -> dict[str, Any]:
    covered = coverage(reach, places, min_population=min_population)
    inside = covered[covered["standing"] != "outside"]
    regions = region_shares(reach, places, boundaries=boundaries)
    tables = {
        "places": inside,
        "outside": covered[covered["standing"] == "outside"],
        "summary": summary(covered),
        "regions": regions,
        "districts": districts(covered),
        "zones": zone_overlap(reach, places),
        "flips": flips(covered),
    }
    return {
        "tables": {name: _rows(name, table, reach, names) for name, table in tables.items()},
        "attrs": {**covered.attrs, "area": regions.attrs.get("area", "")},
    }


def _rows(name: str, table: DataFrame, reach: Reach, names: dict[RangeClaim, str]) -> list[dict[str, Any]]:
    """The rows with their own name and those of claim, launches and zone."""
    launches = {launch.place.label: f"L{n}" for n, launch in enumerate(reach.scenario.launches, 1)}
    zones = {zone.place.label: f"Z{n}" for n, zone in enumerate(reach.scenario.zones, 1)}
    claims = {(c.name, format_length(c.length), c.document): name for c, name in names.items()}
    short = {(system, stated): name for (system, stated, _), name in claims.items()}
    rows = []
    for number, row in enumerate(records(table), 1):
        key = (row["system"], row["stated"], str(row.get("document")))
        rests = {
            "row": f"{name}:{number}",
            "claim": claims.get(key) or short[key[:2]],
            "launches": list(launches.values()) if row["launch"] == ANY_LAUNCH else [launches[row["launch"]]],
        }
        rows.append(rests | ({"rests_on_zone": zones[row["zone"]]} if "zone" in row else {}) | row)
    return rows


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "date": iso(document.date),
        "source": Path(document.source).name if document.source else "",
        "sha256": hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
        "letters": len(document.text),
    }


def _claim(claim: RangeClaim) -> dict[str, Any]:
    return {**claim_properties(claim), "rule": claim.rule}


def _launch(launch: Launch) -> dict[str, Any]:
    shape = launch.geometry
    return {
        "place": launch.place.label,
        "place_id": launch.place.id,
        "lon": launch.place.lon,
        "lat": launch.place.lat,
        "kind": launch.kind,
        "note": launch.note,
        "date": iso(launch.date),
        "source": launch.source,
        "shape_sha256": None if shape is None else hashlib.sha256(shape.wkb).hexdigest(),
    }


def _zone(zone: Zone) -> dict[str, Any]:
    return {"place": zone.place.label, "place_id": zone.place.id, "note": zone.note, "date": iso(zone.date)}


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "decision": correction.decision,
        "quote": correction.quote,
        "by": correction.by,
        "note": correction.note,
        "systems": list(correction.systems),
        "range": format_length(correction.length) if correction.length else "",
        "source": correction.source,
    }


def _file(what: str, path: Path) -> dict[str, str]:
    return {"what": what, "name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
