"""Events out of UCDP GED and ACLED exports, read with the precision that they give.

An event's coordinates are often those of a town that stands for a wider place. UCDP's `where_prec` 2 means within about
25 km of the point; its codes from 3 on, and ACLED's `geo_precision` 3, name only a district, a province or a country, so that
a distance says little. ACLED gives no figure for its code 2: 25 km are assumed, and said to be, unless told otherwise.
Days carry a precision too: an event of UCDP lies between its first and last day, one of ACLED in a day, a week or a month.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.days import Order, order_of, parse_day
from geo.table_file import (
    LAT,
    LON,
    BadRow,
    TableError,
    count,
    find_columns,
    need_columns,
    number,
    read_table,
    words,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from pandas import DataFrame

_COMMON: Final[dict[str, tuple[str, ...]]] = {
    "lon": LON, "lat": LAT, "country": ("country",),
}  # fmt: skip
_UCDP: Final[dict[str, tuple[str, ...]]] = _COMMON | {
    "event_id": ("id", "event_id"), "where_prec": ("where_prec",), "date_prec": ("date_prec",), "kind": ("type_of_violence",),
    "date_start": ("date_start",), "date_end": ("date_end",), "place": ("where_coordinates", "where_description"),
    "region": ("adm_1",), "deaths_low": ("low", "low_est"), "deaths_best": ("best", "best_est"),
    "deaths_high": ("high", "high_est"),
}  # fmt: skip
_ACLED: Final[dict[str, tuple[str, ...]]] = _COMMON | {
    "event_id": ("event_id_cnty", "data_id"), "where_prec": ("geo_precision",), "date_prec": ("time_precision",),
    "kind": ("sub_event_type", "event_type"), "date_start": ("event_date",), "place": ("location",), "region": ("admin1",),
    "deaths_best": ("fatalities",),
}  # fmt: skip
_SPREAD_KM: Final[dict[str, dict[int, float]]] = {
    "UCDP GED": {1: 0, 2: 25, 3: math.nan, 4: math.nan, 5: math.nan, 6: math.nan, 7: math.nan},
    "ACLED": {1: 0, 2: 25, 3: math.nan},
}
"""Precision code -> how far from its coordinates an event may lie, km; NaN where only a region is known."""
_ASSUMED: Final = {("ACLED", 2)}
_DATE_CODES: Final = {"UCDP GED": range(1, 6), "ACLED": range(1, 4)}
_VIOLENCE: Final = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}


@dataclass(frozen=True, slots=True)
class Events:
    """Events out of a file."""

    table: DataFrame
    """One row an event: `event_id`, `dataset`, `kind`, `place`, `region`, `country`, `lon`, `lat`, `spread_km`,
    `spread_assumed`, `date_start`, `date_end` (days, both included), the codes `where_prec` and `date_prec`, `deaths_low`,
    `deaths_best`, `deaths_high`."""
    problems: tuple[BadRow, ...]
    """The rows that were skipped."""
    dataset: str
    """'UCDP GED' or 'ACLED'."""
    source: str
    """The file's name."""
    notes: tuple[str, ...] = ()
    """What was taken for granted."""


def read_events(path: str | os.PathLike[str], *, spread_km: Mapping[int, float] | None = None) -> Events:
    """Events from a UCDP GED or ACLED export.

    Parameters
    ----------
    path : path
        CSV or another kind that `geo.table_file.read_table` reads, with the dataset's own columns.
    spread_km : mapping, optional
        Precision code -> km, where it should differ from what is described above; `math.nan` for 'only a region'. A
        code that the file's dataset does not have is passed over.

    Raises
    ------
    TableError
        If the file cannot be read, is of neither dataset, or holds no good row.
    """
    unknown = sorted(set(spread_km or {}) - set().union(*_SPREAD_KM.values()))
    if unknown:
        raise TableError(
            f"No dataset has the precision code {unknown[0]}. UCDP GED has 1 to 7, ACLED 1 to 3."
        )
    frame = read_table(path)
    ucdp, acled = find_columns(frame, _UCDP), find_columns(frame, _ACLED)
    if "where_prec" not in ucdp and "where_prec" not in acled:
        raise TableError(
            f"{path}: neither UCDP GED (no column where_prec) nor ACLED (no column geo_precision)."
        )
    dataset, found = ("UCDP GED", ucdp) if "where_prec" in ucdp else ("ACLED", acled)
    need_columns(path, frame, found, ["event_id", "lon", "lat", "date_start", "date_prec"])
    told = {code: km for code, km in (spread_km or {}).items() if code in _SPREAD_KM[dataset]}
    order = order_of(
        cell for name in ("date_start", "date_end") if name in found for cell in frame[found[name]]
    )
    reader = _Reader(dataset, found, order, _SPREAD_KM[dataset] | told, frozenset(told))
    seen: dict[str, int] = {}
    rows, problems = [], []
    for at, row in zip(frame.index, frame.to_dict("records"), strict=True):
        event, reason = reader.event(row)
        if not reason and event["event_id"] in seen:
            reason = f"event {event['event_id']} stands in row {seen[event['event_id']]} already"
        if reason:
            problems.append(BadRow(int(at), reason))
        else:
            seen[event["event_id"]] = int(at)
            rows.append(event)
    if not rows:
        raise TableError(f"{path}: none of {len(frame)} rows can be used; {problems[0]}.")
    import pandas as pd

    return Events(pd.DataFrame(rows), tuple(problems), dataset, Path(path).name, reader.notes())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the rows of one dataset into events."""

    dataset: str
    found: dict[str, str]
    order: Order
    spread: dict[int, float]
    told: frozenset[int]

    def event(self, row: Mapping[Any, Any]) -> tuple[dict[str, Any], str]:
        """An event, or the reason why the row is none."""
        lon, lat = (number(row[self.found[name]], thousands=False) for name in ("lon", "lat"))
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            return (
                {},
                f"longitude '{row[self.found['lon']]}' and latitude '{row[self.found['lat']]}' are no position",
            )
        where, when = (number(row[self.found[name]]) for name in ("where_prec", "date_prec"))
        if where not in self.spread:
            return (
                {},
                f"precision '{row[self.found['where_prec']]}' is none of {', '.join(map(str, self.spread))}",
            )
        if when not in _DATE_CODES[self.dataset]:
            return {}, f"precision of the day '{row[self.found['date_prec']]}' is none of {self.dataset}'s"
        days, reason = self.days(row, int(when))
        if reason:
            return {}, reason
        kind = self.words(row, "kind")
        return {
            "event_id": self.words(row, "event_id"),
            "dataset": self.dataset,
            "kind": _VIOLENCE.get(kind, kind) if self.dataset == "UCDP GED" else kind,
            **{name: self.words(row, name) for name in ("place", "region", "country")},
            "lon": lon,
            "lat": lat,
            "where_prec": int(where),
            "spread_km": float(self.spread[int(where)]),
            "spread_assumed": (self.dataset, int(where)) in _ASSUMED and int(where) not in self.told,
            "date_prec": int(when),
            "date_start": days[0],
            "date_end": days[1],
            **{name: self.count(row, name) for name in ("deaths_low", "deaths_best", "deaths_high")},
        }, ""

    def days(self, row: Mapping[Any, Any], precision: int) -> tuple[tuple[dt.date, dt.date], str]:
        """First and last day that the event may lie on."""
        nothing = dt.date.min, dt.date.min
        days = []
        for name in ("date_start", "date_end"):
            cell = row[self.found.get(name, self.found["date_start"])]
            day = parse_day(cell, self.order)
            if day is None:
                doubt = self.order == "mixed" and parse_day(cell) is not None
                return nothing, f"'{cell}' " + (
                    "may give the day or the month first" if doubt else "is no day"
                )
            days.append(day)
        start, end = days
        if self.dataset == "ACLED":
            return _around(start, precision), ""
        return (
            ((start, end), "") if start <= end else (nothing, f"it ends on {end} before it starts on {start}")
        )

    def words(self, row: Mapping[Any, Any], name: str) -> str:
        return words(row[self.found[name]]) if name in self.found else ""

    def count(self, row: Mapping[Any, Any], name: str) -> float:
        return count(row[self.found[name]]) if name in self.found else math.nan

    def notes(self) -> tuple[str, ...]:
        notes = []
        if self.order == "unclear":
            notes.append(
                "Dates such as 03/04/2024 were read with the day first; no date of the file decides."
            )
        if self.dataset == "ACLED" and 2 not in self.told:
            notes.append("ACLED gives no distance for geo_precision 2; ± 25 km are assumed.")
        return tuple(notes)


def _around(day: dt.date, precision: int) -> tuple[dt.date, dt.date]:
    """The days that ACLED's precision allows: the day, its week either side, its month."""
    if precision == 1:
        return day, day
    if precision == 2:
        return day - dt.timedelta(days=3), day + dt.timedelta(days=3)
    following = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return day.replace(day=1), following - dt.timedelta(days=1)
