"""Recorded events against stated ranges: how many lie within, when, and how sure that is, by the precision they are given.

A distance says nothing of who did what, or with which weapon.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from geo.event_file import Events, read_events
from geo.kinds import expect
from geo.model import GeoError, Reach
from geo.standing import Distances, distances, limit, standing
from geo.units import format_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from pandas import DataFrame

    from geo.model import Band

__all__ = ["Events", "Period", "count_events", "events_in_reach", "read_events"]

Period = Literal["day", "week", "month", "year"]


def events_in_reach(events: DataFrame, reach: Reach) -> DataFrame:
    """Where each event lies to every stated range around every launch: one row an event, claim and launch.

    Parameters
    ----------
    events : DataFrame
        The `table` of `read_events`.
    reach : Reach
        Claims and launches.

    Returns
    -------
    DataFrame
        The events' columns behind `system`, `stated`, `launch`, `launch_kind`, `standing` (of the coordinates as given),
        `firm` (whether every point within `spread_km` stands the same), `reading` in words ('certain, given ± 25 km'),
        `distance_km`, and `at_low`, `at_best`, `at_high`: whether the event lies within the certain reach wherever it was
        within its spread, within the stated figure as given, and possibly within the most that the wording allows. A
        distance says nothing of who did what, or with which weapon.
    """
    import pandas as pd

    expect(reach, Reach, "reach")
    if "spread_km" not in expect(events, pd.DataFrame, "events"):
        raise GeoError("The events have no column 'spread_km'. Give the table of geo.events.read_events.")
    spread = 1000 * float(np.nan_to_num(events["spread_km"].to_numpy(dtype=float)).max(initial=0.0))
    most = spread + max((limit(band.claim.length) for band in reach.bands), default=0.0)
    launches = {id(band.launch): band.launch for band in reach.bands}
    points = events[["lon", "lat"]].to_numpy(dtype=float)
    measured = {key: distances(points, launch, most=most) for key, launch in launches.items()}
    blocks = [_block(events, measured[id(band.launch)], band) for band in reach.bands]
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame()


def count_events(table: DataFrame, *, by: Period = "month") -> DataFrame:
    """Events and deaths within each range over time: one row a claim, launch and period.

    Parameters
    ----------
    table : DataFrame
        What `events_in_reach` gives.
    by : {'day', 'week', 'month', 'year'}
        Length of a period; weeks begin on Monday.

    Returns
    -------
    DataFrame
        `period` (its first day), `events`, of which `placed` better than to a region; of the placed ones `within_low`,
        `within_best`, `within_high` and `deaths_best`, the reported deaths within the stated figure; `undated`, those whose
        days reach into another period: they count in that of their first day.
    """
    import pandas as pd

    if table.empty:
        return pd.DataFrame()
    first = table["date_start"].map(_STARTS[by])
    placed = table["spread_km"].notna()
    rows = table.assign(period=first, placed=placed, undated=first != table["date_end"].map(_STARTS[by]))
    for bound in ("low", "best", "high"):
        rows[f"within_{bound}"] = rows[f"at_{bound}"] & placed
    rows["deaths"] = rows["deaths_best"].fillna(0).where(rows["within_best"], 0)
    rows["order"] = rows.groupby(["system", "stated", "launch"], sort=False).ngroup()
    grouped = rows.groupby(["order", "period", "system", "stated", "launch"])
    counted = grouped.agg(
        events=("event_id", "size"), placed=("placed", "sum"), within_low=("within_low", "sum"),
        within_best=("within_best", "sum"), within_high=("within_high", "sum"), deaths_best=("deaths", "sum"),
        undated=("undated", "sum"),
    )  # fmt: skip
    return counted.reset_index().drop(columns="order").astype({"deaths_best": "int64"})


_STARTS: Final[dict[str, Callable[[dt.date], dt.date]]] = {
    "day": lambda day: day,
    "week": lambda day: day - dt.timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


def _block(events: DataFrame, found: Distances, band: Band) -> DataFrame:
    length = band.claim.length
    spread = events["spread_km"].to_numpy(dtype=float) * 1000
    margin = np.nan_to_num(spread)
    near, far = (Distances(*(np.maximum(m + sign * margin, 0) for m in found)) for sign in (-1, 1))
    words = standing(found, length)
    firm = (standing(near, length) == standing(far, length)) & ~np.isnan(spread)
    head = {
        "system": band.claim.name,
        "stated": format_length(length),
        "launch": band.launch.place.label,
        "launch_kind": band.launch.kind,
        "standing": words,
        "firm": firm,
        "reading": [
            _reading(*cells)
            for cells in zip(words, firm, events["spread_km"], events["spread_assumed"], strict=True)
        ],
        "distance_km": np.round(np.where(np.isfinite(found.nearest), found.nearest, np.nan) / 1000, 2),
        "at_low": (far.farthest <= length.low) & (length.low > 0) & ~np.isnan(spread),
        "at_best": found.nearest <= length.best,
        "at_high": near.nearest <= length.high,
    }
    return events.assign(**head)[[*head, *events.columns]]


def _reading(word: str, firm: bool, spread_km: float, assumed: bool) -> str:
    if math.isnan(spread_km):
        return f"{word} by its coordinates, which stand for a region"
    if firm:
        return word
    return f"{word}, given ± {spread_km:g} km" + (" (assumed)" if assumed else "")
