"""What several commands read: a scenario, the user's places and boundaries; skipped rows are said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from geo.cli import say
from geo.model import OutputError, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geopandas import GeoDataFrame
    from pandas import DataFrame

    from geo.model import Reach
    from geo.table_file import BadRow

SHOWN = 10
"""Skipped rows that are listed; the rest is counted."""


def load_reach(path: str, *, outputs: Iterable[str | None] = (), reading: Iterable[str | None] = ()) -> Reach:
    """The reach of a scenario file, with what it cannot show said on stderr.

    None of the outputs may be a file that the scenario names, or one of those that are read beside it.
    """
    from pathlib import Path

    from geo.bands import reach_of
    from geo.files import check_output
    from geo.scenario import files_of

    if Path(path).suffix.lower() != ".toml":
        raise ScenarioError(f"'{path}' is no scenario. Give a .toml file; 'geo new TEXT' writes one.")
    read: list[str | Path] = [*files_of(path).values(), *filter(None, reading)]
    for output in filter(None, outputs):
        check_output(output, reading=read)
    result = reach_of(path)
    for line in result.missing:
        say(line)
    return result


def beside(text: str, output: str | None, suffix: str, *, force: bool) -> Path:
    """Where to write what is made of a text: as told, else beside it; over an old file only if forced."""
    from pathlib import Path

    from geo.files import check_output

    if text == "-":
        raise click.UsageError("What is written names its text: give a file, not '-'.")
    target = check_output(output or Path(text).with_suffix(suffix), suffixes=(suffix,), reading=(text,))
    if target.exists() and not force:
        raise OutputError(
            f"'{target}' is there already. Give another name with -o, or --force to replace it."
        )
    return target


def user_places(reach: Reach, path: str | None, columns: Iterable[str] = ()) -> DataFrame | None:
    """The user's own places, from an option or the scenario; None for the gazetteer's."""
    from geo.places_file import read_places

    told = pairs(columns)
    file = path or reach.scenario.places
    if not file:
        if told:
            raise click.UsageError("--column says which column of --places is meant; give --places too.")
        return None
    found = read_places(file, columns=told or (None if path else dict(reach.scenario.place_columns)))
    say_skipped(found.source, found.problems, len(found.table))
    found.table.attrs["source"] = found.source
    return found.table


def user_boundaries(reach: Reach, path: str | None) -> GeoDataFrame | None:
    """The user's own regions, from an option or the scenario; None for the shipped ones."""
    from geo.places_file import read_boundaries

    file = path or reach.scenario.boundaries
    if not file:
        return None
    found = read_boundaries(file, columns=None if path else dict(reach.scenario.boundary_columns))
    say_skipped(found.source, found.problems, len(found.table))
    found.table.attrs["source"] = found.source
    return found.table


def pairs(options: Iterable[str], form: str = "FIELD=COLUMN, as in place=Ort") -> dict[str, str]:
    """Options such as FIELD=COLUMN as a mapping."""
    split = [option.partition("=") for option in options]
    bad = [
        option
        for option, (field, sign, column) in zip(options, split, strict=True)
        if not (field and sign and column)
    ]
    if bad:
        raise click.UsageError(f"Invalid '{bad[0]}'. Write {form}.")
    return {field.strip(): column.strip() for field, _, column in split}


def say_skipped(source: str, problems: tuple[BadRow, ...], good: int) -> None:
    """List the rows that were skipped, by number and reason."""
    if not problems:
        return
    say(f"{source}: {len(problems)} of {good + len(problems)} rows skipped:")
    for problem in problems[:SHOWN]:
        say(f"  {problem}")
    if len(problems) > SHOWN:
        say(f"  … and {len(problems) - SHOWN} more")
