"""From a row of a report back to the sentence that it rests on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.model import GeoError
from geo.units import format_both

if TYPE_CHECKING:
    import os


class ReportError(GeoError):
    """A report that cannot be read or does not hold what is asked of it."""


def load_report(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The data of a report.json.

    Raises
    ------
    ReportError
        If the file is missing or no report.
    """
    file = Path(path)
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReportError(f"Cannot read report '{file}': {error.strerror}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReportError(
            f"{file}: no JSON ({error}). Write one with: geo report SCENARIO -o report.json."
        ) from error
    if not isinstance(data, dict) or not {"stated", "assumed", "computed"} <= data.keys():
        raise ReportError(f"{file}: no report. Write one with: geo report SCENARIO -o report.json.")
    return data


def trace(report: dict[str, Any], row: str, *, text: str | None = None) -> list[str]:
    """The way from one row to the sentence, line by line.

    Parameters
    ----------
    report : dict
        What `load_report` gives.
    row : str
        Name of a row, as 'places:12'.
    text : str, optional
        The text of the claim's document, to check hash and quote against.

    Raises
    ------
    ReportError
        If there is no such row, or the text is not the one that was read.
    """
    found = _row(report, row)
    claim = next(c for c in report["stated"]["claims"] if c["id"] == found["claim"])
    document = next((d for d in report["stated"]["documents"] if d["id"] == claim["document"]), None)
    lines = [f"{row}  {_said(found)}", f"claim {claim['id']}  {_claim(claim)}"]
    lines += [f"quote  “{claim['quote']}”", f"sentence  “{' '.join(claim['sentence'].split())}”"]
    lines.append(f"text  {_document(claim, document)}")
    if text is not None:
        lines.append(_checked(claim, document, text))
    lines += [
        _launch(launch) for launch in report["assumed"]["launches"] if launch["id"] in found["launches"]
    ]
    lines += [_zone(zone) for zone in report["assumed"]["zones"] if zone["id"] == found.get("rests_on_zone")]
    lines += [f"correction  {c['decision']} “{c['quote']}” by {c['by'] or 'a reader'}"
              for c in report["assumed"]["corrections"] if c["quote"] == claim["quote"]]  # fmt: skip
    if "people" in found or "population" in found:
        lines.append(f"people  {report['sources'][0]['source']}")
    return [*lines, report["caveat"]]


def rows_of(report: dict[str, Any]) -> dict[str, int]:
    """The tables of a report and how many rows they have."""
    return {name: len(rows) for name, rows in report["computed"].items()}


def _row(report: dict[str, Any], name: str) -> dict[str, Any]:
    table = name.partition(":")[0]
    rows: list[dict[str, Any]] = report["computed"].get(table, [])
    found = next((row for row in rows if row["row"] == name), None)
    if found is None:
        there = ", ".join(
            f"{table}:1 to {table}:{count}" for table, count in rows_of(report).items() if count
        )
        raise ReportError(f"No row '{name}'. The report has {there or 'no rows'}.")
    return found


def _said(row: dict[str, Any]) -> str:
    what = f"{row['system']}, {row['stated']}, from {row['launch']}"
    if "place" in row:
        side = row.get("standing") or f"enters at {row['enters_km']} km"
        away = f" at {format_both(row['distance_km'] * 1000)}" if "distance_km" in row else ""
        return f"{row['place']}: {side}{away} ({what})"
    for field in ("zone", "district", "region"):
        if row.get(field):
            share = f": {row['share_best']:.1%} of its area" if row.get("share_best") is not None else ""
            places = f": {row['places']:,} places, {row['people']:,} people" if "places" in row else ""
            return f"{row[field]}{share or places} ({what})"
    return f"{row['places']} places {row['standing']}, {row['people']:,} people ({what})"


def _claim(claim: dict[str, Any]) -> str:
    high = "open" if claim["high_m"] is None else f"{claim['high_m'] / 1000:.1f}"
    span = f"{claim['low_m'] / 1000:.1f} – {claim['best_m'] / 1000:.1f} – {high} km"
    rule = f", read by rule '{claim['rule']}'" if claim["rule"] else ""
    return f"{claim['system']}: {claim['stated']}, taken as {span}{rule}"


def _document(claim: dict[str, Any], document: dict[str, Any] | None) -> str:
    if document is None:
        return f"letters {claim['start']} to {claim['end']} of {claim['document']}"
    about = ", ".join(part for part in (document["publisher"], document["title"], document["date"]) if part)
    where = document["source"] or document["id"]
    return f"letters {claim['start']} to {claim['end']} of {where} ({about}), sha256 {document['sha256']}"


def _launch(launch: dict[str, Any]) -> str:
    note = f": {launch['note']}" if launch["note"] else ""
    date = f", {launch['date']}" if launch["date"] else ""
    source = f", {launch['source']}" if launch["source"] else ""
    return f"launch {launch['id']}  {launch['place']}, {launch['kind']}{date}{source}, assumed in the scenario{note}"


def _zone(zone: dict[str, Any]) -> str:
    note = f": {zone['note']}" if zone["note"] else ""
    return f"zone {zone['id']}  {zone['place']}, assumed in the scenario{note}"


def _checked(claim: dict[str, Any], document: dict[str, Any] | None, text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if document is not None and digest != document["sha256"]:
        raise ReportError(
            f"The text is not the one that was read: its sha256 is {digest}, not {document['sha256']}."
        )
    if text[claim["start"] : claim["end"]] != claim["quote"]:
        raise ReportError(f"The text does not have “{claim['quote']}” at {claim['start']} to {claim['end']}.")
    return "checked  the text is the one that was read, and has the quote there"
