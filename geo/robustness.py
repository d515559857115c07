"""Does an answer survive the "about"? Which places and regions change side between the low and the high bound, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.units import METRES, format_metres

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pandas import DataFrame


_CLAIM: Final = ("system", "stated", "launch", "launch_kind", "low_km", "best_km", "high_km", "document")


def thresholds(table: DataFrame) -> DataFrame:
    """The radius at which each place changes side: one row a place, claim and launch.

    Parameters
    ----------
    table : DataFrame
        What `geo.coverage` gives.

    Returns
    -------
    DataFrame
        `enters_km` and `enters_mi`: the place lies within every radius from this one on; for a territory, of its nearest
        point. `at_low`, `at_best`, `at_high`: whether it lies within that bound. `flips`: whether the first and the last
        of these answers differ. Where the text leaves the upper bound open every place lies within it.

    Examples
    --------
    "Lipetsk enters at 285 km" is `place` and `enters_km` of one row; `sentences` writes it.
    """
    metres = table["distance_m"].to_numpy(dtype=float)
    low, best, high = (table[f"{bound}_km"].to_numpy(dtype=float) * 1000 for bound in ("low", "best", "high"))
    answers = {
        "enters_km": np.round(metres / 1000, 2),
        "enters_mi": np.round(metres / METRES["mi"], 2),
        "at_low": metres <= low,
        "at_best": metres <= best,
        "at_high": metres <= np.where(np.isnan(high), np.inf, high),
    }
    rows = table[["place_id", "place", "country", "region", "population", *_CLAIM]].assign(**answers)
    return rows.assign(flips=rows["at_low"] != rows["at_high"])


def flips(table: DataFrame) -> DataFrame:
    """The rows of `thresholds` whose answer depends on how the figure is read, by population."""
    rows = thresholds(table)
    return (
        rows[rows["flips"]].sort_values("population", ascending=False, kind="stable").reset_index(drop=True)
    )


def region_flips(shares: DataFrame) -> DataFrame:
    """The regions whose answer depends on how the figure is read.

    Parameters
    ----------
    shares : DataFrame
        What `geo.shares.region_shares` gives.

    Returns
    -------
    DataFrame
        Its rows where the share differs between the bounds, with `answer`: 'touched or not' where the low bound does
        not reach the region at all, 'all of it or not' where the high bound holds all of it, else 'how much'.
        Widest span first.
    """
    if shares.empty:
        return shares.assign(answer=[])
    high = shares["share_high"].fillna(1.0)
    kinds = np.select(
        [shares["share_low"] == 0, high == 1], ["touched or not", "all of it or not"], "how much"
    )
    rows = shares.assign(answer=kinds, span=high - shares["share_low"])
    rows = rows[rows["span"] > 0].sort_values("span", ascending=False, kind="stable")
    return rows.drop(columns="span").reset_index(drop=True)


def sentences(rows: DataFrame) -> list[str]:
    """Rows of `thresholds` in words: 'Lipetsk enters at 285 km (177 mi): beyond …'."""
    return [_sentence(row) for row in rows.to_dict("records")]


def _sentence(row: dict[Hashable, Any]) -> str:
    metres = row["enters_km"] * 1000
    where = f"{row['place']} enters at {format_metres(metres)} ({format_metres(metres, 'mi')}) from {row['launch']}"
    if row["at_low"]:
        side = "inside however the figure is read"
    elif row["at_best"]:
        side = "inside at the stated figure, outside at its low bound"
    elif row["at_high"]:
        side = "outside at the stated figure, inside at its high bound"
    else:
        side = "outside however the figure is read"
    return f"{where}: {side} ({row['system']}, {row['stated']})."
