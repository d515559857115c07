"""`geo compare`: what changed between two scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli import say
from geo.cli.inputs import load_reach, user_places
from geo.cli.table import print_table

if TYPE_CHECKING:
    from pandas import DataFrame

    from geo.comparison import Comparison
    from geo.model import Reach

_PAGES = (".html", ".htm")


@click.command("compare")
@click.argument("before")
@click.argument("after")
@click.option("--places", metavar="FILE", help="Your own places, in place of the gazetteer's.")
@click.option("-n", "--limit", default=20, show_default=True, type=click.IntRange(0), help="Places to print.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="A map with both (.html, .geojson, .kml, …), or tables (.xlsx, .json).",
)
def command(before: str, after: str, places: str | None, limit: int, output: str | None) -> None:
    r"""Compare two scenarios (.toml): claims with their quotes, launches, places that enter and leave, areas.

    The same scenario at two dates of a territory shows what the change of control changes.

    \b
    geo compare october.toml november.toml
    geo compare october.toml november.toml -o both.html
    """
    from geo.comparison import both, compare
    from geo.files import check_output
    from geo.formats import FORMATS
    from geo.formats.tables import TABLE_FORMATS, write_tables

    if output:
        check_output(output, suffixes=dict.fromkeys((*_PAGES, *FORMATS)))
    a, b = (load_reach(file, outputs=(output,), reading=(places,)) for file in (before, after))
    found = compare(a, b, user_places(b, places))
    if output and Path(output).suffix.lower() in TABLE_FORMATS:
        say(f"Wrote {write_tables(_tables(found), output)}")
    elif output:
        say(f"Wrote {_draw(both(a, b, (Path(before).stem, Path(after).stem)), output)}")
    else:
        _print(found, limit)


def _tables(found: Comparison) -> dict[str, DataFrame]:
    return {"places": found.places, "claims": found.claims, "launches": found.launches, "areas": found.areas}


def _draw(reach: Reach, output: str) -> Path:
    if Path(output).suffix.lower() in _PAGES:
        from geo.maps.html import save_html
        from geo.maps.range_map import range_map

        save_html(range_map(reach), output)
        return Path(output)
    from geo.formats import export

    return export(reach, output)


def _print(found: Comparison, limit: int) -> None:
    for row in found.claims.to_dict("records"):
        click.echo(f"{row['change']:8} {row['system']}: {row['stated_a'] or '–'} → {row['stated_b'] or '–'}")
        for side in "ab":
            if row[f"quote_{side}"] and row["change"] != "same":
                click.echo(f"         {side}: “{row[f'quote_{side}']}” ({row[f'document_{side}']})")
    for row in found.launches.to_dict("records"):
        dates = " → ".join(str(row[f"date_{side}"]) or "–" for side in "ab")
        click.echo(f"{row['change']:8} launch {row['launch']}" + (f": {dates}" if dates != "– → –" else ""))
    click.echo()
    _print_places(found.places, limit)
    cells = [
        (
            str(row["system"]),
            *(f"{row[name]:,.0f}" for name in ("area_a_km2", "area_b_km2", "gained_km2", "lost_km2")),
        )
        for row in found.areas.to_dict("records")
    ]
    if cells:
        print_table(("system", "km² a", "km² b", "gained", "lost"), cells, right=(1, 2, 3, 4))


def _print_places(table: DataFrame, limit: int) -> None:
    cells = [
        (
            str(row["change"]),
            str(row["place"]),
            str(row["country"]),
            f"{row['population']:,}",
            str(row["system"]),
            str(row["standing_a"]),
            str(row["standing_b"]),
        )
        for row in table.sort_values("population", ascending=False, kind="stable")
        .head(limit)
        .to_dict("records")
    ]
    if cells:
        print_table(("change", "place", "in", "people", "system", "a", "b"), cells, right=(3,))
    else:
        click.echo("No listed place changes side.")
    if len(table) > len(cells):
        click.echo(f"… and {len(table) - len(cells):,} more (--limit, or -o FILE for all)")
    click.echo()
