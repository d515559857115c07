"""`geo corpus`: what many texts state, and who disagrees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli import counted, say
from geo.cli.place import announce
from geo.cli.table import print_table
from geo.units import format_length

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.scale.answers import Figure


@click.command("corpus")
@click.argument("claims")
@click.option("--system", metavar="NAME", help="Only systems whose name has this in it.")
@click.option(
    "--most", default=40, show_default=True, type=click.IntRange(1), help="Print so many figures at most."
)
@click.option("-o", "--output", metavar="FILE", help="Write all figures, with quote and source, as CSV.")
@click.option("--map", "page", metavar="FILE", help="Draw them on one map with a time slider, as HTML.")
@click.option(
    "--launch", multiple=True, metavar="PLACE", help="On the map, measure from here; may be repeated."
)
@click.option("--illustrative", multiple=True, metavar="PLACE", help="The same, labelled as an example only.")
def command(
    claims: str,
    *,
    system: str | None,
    most: int,
    output: str | None,
    page: str | None,
    launch: tuple[str, ...],
    illustrative: tuple[str, ...],
) -> None:
    r"""List the systems and figures of CLAIMS: in how many documents, by whom, since when, who disagrees.

    CLAIMS is what `geo read … -o claims.parquet` has written. Figures disagree where what their wordings allow has
    nothing in common.

    \b
    geo corpus claims.parquet
    geo corpus claims.parquet --system "Storm" -o figures.csv
    geo corpus claims.parquet --map map.html --illustrative Sumy
    """
    from geo.files import check_output
    from geo.scale.answers import figures, to_frame

    for path, suffixes in ((output, (".csv",)), (page, (".html", ".htm"))):
        if path:
            check_output(path, suffixes=suffixes, reading=(claims,))
    found = figures(claims)
    if system:
        found = tuple(figure for figure in found if system.casefold() in figure.system.casefold())
    if found:
        _print(found[:most])
    else:
        named = f" whose name has '{system}' in it" if system else " that it names"
        click.echo(f"No weapon range is stated of a system{named}.")
    if len(found) > most:
        say(f"{len(found) - most:,} more figures: --most {len(found)}, or -o figures.csv")
    if output:
        from geo.formats.tables import write_tables

        say(f"Wrote {write_tables({'figures': to_frame(found)}, output)}: {counted(len(found), 'figure')}")
    if page:
        _draw(claims, page, launch, illustrative)


def _print(found: Sequence[Figure]) -> None:
    rows = [
        (
            figure.system,
            format_length(figure.length),
            f"{figure.documents:,}",
            _some(figure.publishers),
            _day(figure.first),
            _day(figure.last),
            _some(figure.disagrees),
        )
        for figure in found
    ]
    head = ("system", "stated", "documents", "published by", "first", "last", "disagrees with")
    print_table(head, rows, right=(2,))


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return ", ".join(names[:2]) + more


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _draw(claims: str, page: str, launch: tuple[str, ...], illustrative: tuple[str, ...]) -> None:
    from geo.bands import reach
    from geo.maps.html import save_html
    from geo.maps.range_map import range_map
    from geo.scale.answers import to_claims
    from geo.scenario import make_scenario

    scenario = make_scenario(
        launches=launch, illustrative=illustrative, title=f"What {Path(claims).name} states"
    )
    for name, one in zip((*launch, *illustrative), scenario.launches, strict=True):
        announce(name, one.place)
    result = reach(to_claims(claims), scenario)
    save_html(range_map(result), page)
    for line in result.missing:
        say(line)
    drawn = f"{counted(len(result.bands), 'range')} drawn"
    say(f"Wrote {page}: {counted(len(result.claims.ranges), 'figure')}, {drawn}")
