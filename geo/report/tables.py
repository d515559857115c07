"""The tables of a report as people read them: heads and cells, each with the name of its row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LISTED: Final = 40
"""Rows of a table that are shown for each claim and launch; report.json has all."""
_BOUNDS: Final = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class Shown:
    """One table to print."""

    title: str
    """What it answers."""
    head: tuple[str, ...]
    """Names of the columns."""
    rows: tuple[tuple[str, ...], ...]
    """Cells as text."""
    left_out: int = 0
    """Rows that only report.json has."""


def shown(report: dict[str, Any]) -> list[Shown]:
    """The tables of a report that have rows, in the order of reading."""
    made = [
        _claims(report["stated"]["claims"]),
        _assumptions(report["assumed"]),
        *(_computed(report, name, title, columns) for name, (title, columns) in _TABLES.items()),
    ]
    return [table for table in made if table.rows]


def _claims(claims: list[dict[str, Any]]) -> Shown:
    rows = tuple(
        (c["id"], c["system"], c["stated"], _span(c), f"“{c['quote']}”", c["document"]) for c in claims
    )
    return Shown("What the text states", ("claim", "system", "range", "taken as", "quote", "text"), rows)


def _assumptions(assumed: dict[str, Any]) -> Shown:
    rows = [
        (item["id"], what, item["place"], item.get("kind", ""), item["date"] or "", item["note"])
        for what in ("launch", "zone")
        for item in assumed[f"{what}es" if what == "launch" else f"{what}s"]
    ]
    rows += [
        ("", "correction", f"“{c['quote']}”", c["decision"], "", c["note"] or c["by"])
        for c in assumed["corrections"]
    ]
    return Shown("What the scenario assumes", ("", "what", "where", "kind", "date", "note"), tuple(rows))


def _computed(
    report: dict[str, Any], name: str, title: str, columns: dict[str, Callable[[dict[str, Any]], str]]
) -> Shown:
    counts: dict[tuple[str, str], int] = {}
    rows = []
    for row in report["computed"][name]:
        key = (row["claim"], row["launch"])
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= LISTED:
            rows.append((row["row"], *(column(row) for column in columns.values())))
    return Shown(title, ("row", *columns), tuple(rows), len(report["computed"][name]) - len(rows))


def _span(claim: dict[str, Any]) -> str:
    high = "open" if claim["high_m"] is None else f"{claim['high_m'] / 1000:,.0f}"
    return f"{claim['low_m'] / 1000:,.0f} – {claim['best_m'] / 1000:,.0f} – {high} km"


def _text(field: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: str(row.get(field) or "")


def _count(field: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: "open" if row[field] is None else f"{row[field]:,.0f}"


def _km(field: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: "" if row[field] is None else f"{row[field]:,.1f}"


def _range(field: str, form: str) -> Callable[[dict[str, Any]], str]:
    def write(row: dict[str, Any]) -> str:
        cells = [row[f"{field}_{bound}"] for bound in _BOUNDS]
        return " – ".join("open" if cell is None else format(cell, form) for cell in cells)

    return write


def _claim_and_launch(row: dict[str, Any]) -> str:
    return f"{row['claim']} {row['system']}, {row['launch']}"


_TABLES: Final[dict[str, tuple[str, dict[str, Callable[[dict[str, Any]], str]]]]] = {
    "summary": (
        "How many places, how many people",
        {"range": _claim_and_launch, "standing": _text("standing"), "places": _count("places"), "people": _count("people")},
    ),
    "places": (
        "Places within a range",
        {"place": _text("place"), "in": lambda row: ", ".join(p for p in (row["region"], row["country"]) if p),
         "people": _count("population"), "range": _claim_and_launch, "standing": _text("standing"), "km": _km("distance_km"),
         "mi": _km("distance_mi")},
    ),
    "flips": (
        "Answers that depend on how the figure is read",
        {"place": _text("place"), "people": _count("population"), "range": _claim_and_launch, "enters at, km": _km("enters_km"),
         "low – stated – high, km": lambda row: " – ".join(_km(f"{bound}_km")(row) or "open" for bound in _BOUNDS)},
    ),
    "regions": (
        "Regions that a range touches (low – stated – high)",
        {"region": _text("region"), "code": _text("region_code"), "range": _claim_and_launch,
         "share of area": _range("share", ".1%"), "listed people": _range("people", ",.0f"), "of": _count("people")},
    ),
    "zones": (
        "Zones and ranges (low – stated – high); range is not permission",
        {"zone": _text("zone"), "range": _claim_and_launch, "share of area": _range("share", ".1%"),
         "listed people": _range("people", ",.0f"), "of": _count("people")},
    ),
    "districts": (
        "Districts with a listed place within a range",
        {"district": _text("district"), "code": _text("district_code"), "region": _text("region"), "range": _claim_and_launch,
         "places": _count("places"), "people": _count("people")},
    ),
}  # fmt: skip
