"""`geo events`: recorded events within the stated ranges, over time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from geo.cli import counted, say
from geo.cli.inputs import load_reach, pairs, say_skipped
from geo.cli.table import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame


@click.command("events")
@click.argument("scenario")
@click.argument("files", nargs=-1, required=True)
@click.option("--by", type=click.Choice(["day", "week", "month", "year"]), default="month", show_default=True)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out events that ended before this day."
)
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="Leave out events that began after this day."
)
@click.option(
    "--spread",
    multiple=True,
    metavar="CODE=KM",
    help="How wide a precision code is, as 2=10; may be repeated.",
)
@click.option("-o", "--output", metavar="FILE", help="Write all rows: .csv (events), .xlsx, .json, .parquet.")
def command(scenario: str, files: tuple[str, ...], **options: Any) -> None:
    r"""Count the events of FILES (exports of UCDP GED or ACLED) within the ranges that SCENARIO (.toml) states.

    low: within the certain reach wherever the event was within its precision. stated: within the stated figure, by its
    coordinates. high: perhaps within the most that the wording allows. Events placed only to a region are not counted as
    within. A distance says nothing of who did what.

    \b
    geo events scenario.toml ged.csv --by year
    geo events scenario.toml acled.csv --spread 2=10 -o events.xlsx
    """
    from geo.events import count_events, events_in_reach
    from geo.files import check_output
    from geo.formats.tables import TABLE_FORMATS, write_tables

    if options["output"]:
        check_output(options["output"], suffixes=TABLE_FORMATS)
    if options["since"] and options["until"] and options["since"] > options["until"]:
        raise click.UsageError("--since is after --until: no day lies between them.")
    reach = load_reach(scenario, outputs=(options["output"],), reading=files)
    events = _read(files, options["spread"])
    events = _between(events, options["since"], options["until"])
    table = events_in_reach(events, reach)
    counts = count_events(table, by=options["by"])
    if options["output"]:
        path = write_tables({"events": table, "counts": counts}, options["output"])
        say(f"Wrote {path}: {counted(len(events), 'event')}")
    else:
        _print(counts)


def _read(files: Sequence[str], spread: Sequence[str]) -> DataFrame:
    import pandas as pd

    from geo.events import read_events

    told = _spread(spread)
    tables = []
    for file in files:
        found = read_events(file, spread_km=told)
        say(f"{found.source}: {counted(len(found.table), 'event')} of {found.dataset}")
        say_skipped(found.source, found.problems, len(found.table))
        for note in found.notes:
            say(note)
        tables.append(found.table)
    return pd.concat(tables, ignore_index=True).drop_duplicates(["dataset", "event_id"], ignore_index=True)


def _spread(options: Sequence[str]) -> dict[int, float]:
    told = {}
    for code, km in pairs(options, "CODE=KM, as in 2=10").items():
        if not code.isdecimal() or not km.replace(".", "", 1).isdecimal():
            raise click.UsageError(f"Invalid --spread '{code}={km}'. Write CODE=KM, as in 2=10.")
        told[int(code)] = float(km)
    return told


def _between(events: DataFrame, since: Any, until: Any) -> DataFrame:
    if since is not None:
        events = events[events["date_end"] >= since.date()]
    if until is not None:
        events = events[events["date_start"] <= until.date()]
    return events.reset_index(drop=True)


def _print(counts: DataFrame) -> None:
    from geo.formats import CAVEAT

    if counts.empty:
        click.echo("No event to count: none is in the files and days, or no range is drawn.")
        return
    cells = [
        (
            row["period"].isoformat(),
            str(row["system"]),
            str(row["launch"]),
            *(f"{row[name]:,}" for name in ("events", "placed", "within_low", "within_best", "within_high")),
            "" if math.isnan(row["deaths_best"]) else f"{row['deaths_best']:,}",
            f"{row['undated']:,}",
        )
        for row in counts.to_dict("records")
    ]
    head = ("from", "system", "launch", "events", "placed", "low", "stated", "high", "deaths", "undated")
    print_table(head, cells, right=(3, 4, 5, 6, 7, 8, 9))
    click.echo(f"\nA distance says nothing of who did what, or with which weapon. {CAVEAT}")
