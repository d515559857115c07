"""`geo coverage`: which places, people and regions lie within the stated ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from geo.cli import say
from geo.cli.inputs import load_reach, user_boundaries, user_places
from geo.cli.table import print_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame


@click.command("coverage")
@click.argument("scenario")
@click.option(
    "--places", metavar="FILE", help="Your own places: CSV, GeoJSON, GeoPackage, Shapefile, Parquet."
)
@click.option(
    "--column", multiple=True, metavar="FIELD=COLUMN", help="A column of --places; may be repeated."
)
@click.option("--boundaries", metavar="FILE", help="Your own regions, with polygons.")
@click.option(
    "--margin", default="100 km", show_default=True, metavar="LENGTH", help="List places this far beyond."
)
@click.option("--min-population", default=0, type=click.IntRange(0), help="Leave out smaller places.")
@click.option(
    "-n", "--limit", default=20, show_default=True, type=click.IntRange(0), help="Rows to print a table."
)
@click.option(
    "--robust", is_flag=True, help="Also which answers flip between the bounds, and at what radius."
)
@click.option("-o", "--output", metavar="FILE", help="Write all rows: .csv (places), .xlsx, .json, .parquet.")
def command(scenario: str, **options: Any) -> None:
    r"""List what lies within the ranges that SCENARIO (.toml) states: towns, people, regions, zones.

    certain: within the least reading of the figure, from every point of the launch. possible: from a part of a
    territory. edge: only a generous reading reaches it. outside: beyond the most that the wording allows.

    \b
    geo coverage seeds/kursk-2024.toml
    geo coverage scenario.toml --places shelters.csv --column place=Ort --robust -o coverage.xlsx
    """
    from geo.files import check_output
    from geo.formats.tables import TABLE_FORMATS, write_tables

    if options["output"]:
        check_output(options["output"], suffixes=TABLE_FORMATS)
    tables = _tables(scenario, options)
    if options["output"]:
        path = write_tables(tables, options["output"])
        say(f"Wrote {path}: {len(tables['places']):,} rows of places, {len(tables['regions']):,} of regions")
    else:
        _print(tables, options["limit"])


def _tables(scenario: str, options: dict[str, Any]) -> dict[str, DataFrame]:
    from geo.covered import coverage, districts, summary
    from geo.robustness import flips, region_flips
    from geo.shares import region_shares, zone_overlap

    files = options["places"], options["boundaries"]
    reach = load_reach(scenario, outputs=(options["output"],), reading=files)
    places = user_places(reach, options["places"], options["column"])
    boundaries = user_boundaries(reach, options["boundaries"])
    covered = coverage(reach, places, margin=options["margin"], min_population=options["min_population"])
    tables = {
        "places": covered,
        "summary": summary(covered),
        "regions": region_shares(reach, places, boundaries=boundaries),
        "districts": districts(covered),
        "zones": zone_overlap(reach, places),
    }
    if options["robust"]:
        tables |= {"flips": flips(covered), "region flips": region_flips(tables["regions"])}
    return tables


def _print(tables: Mapping[str, DataFrame], limit: int) -> None:
    from geo.formats import CAVEAT

    if tables["places"].empty and tables["regions"].empty:
        click.echo("Nothing to list: no range is drawn.")
        return
    for (system, stated, launch), rows in tables["places"].groupby(
        ["system", "stated", "launch"], sort=False
    ):
        click.echo(f"{system}, {stated}, around {launch} ({rows['launch_kind'].iloc[0]})")
        _print_places(rows[rows["standing"] != "outside"], limit)
    _print_summary(tables["summary"])
    _print_shares(tables["regions"], "region", limit)
    _print_shares(tables["zones"], "zone", limit)
    if "flips" in tables:
        _print_flips(tables["flips"], limit)
    attrs = tables["places"].attrs
    click.echo(f"People: {attrs['people']}. {attrs['leaves_out']}")
    click.echo(f"Areas: {tables['regions'].attrs.get('area', 'no region is touched')}.")
    click.echo(CAVEAT)


def _print_places(rows: DataFrame, limit: int) -> None:
    cells = [
        (
            str(row.place),
            ", ".join(part for part in (str(row.region), str(row.country)) if part),
            f"{row.population:,}",
            str(row.standing),
            f"{row.distance_km:,.1f}",
            f"{row.distance_mi:,.1f}",
        )
        for row in rows.head(limit).itertuples()
    ]
    if cells:
        print_table(("place", "in", "people", "standing", "km", "mi"), cells, right=(2, 4, 5))
    elif rows.empty:
        click.echo("No listed place lies within it.")
    if len(rows) > limit:
        click.echo(f"… and {len(rows) - limit:,} more (--limit, or -o FILE for all)")
    click.echo()


def _print_summary(table: DataFrame) -> None:
    cells = [
        (str(row.system), str(row.launch), str(row.standing), f"{row.places:,}", f"{row.people:,}")
        for row in table.itertuples()
    ]
    if cells:
        print_table(("system", "launch", "standing", "places", "people"), cells, right=(3, 4))
        click.echo()


def _print_shares(table: DataFrame, what: str, limit: int) -> None:
    if table.empty:
        return
    cells = [
        (
            str(row["system"]),
            str(row["launch"]),
            str(row[what]),
            str(row.get(f"{what}_code", "")),
            _share(row["share_low"]),
            _share(row["share_best"]),
            _share(row["share_high"]),
            _people(row["people_low"]),
            _people(row["people_best"]),
            _people(row["people_high"]),
        )
        for row in table.head(limit if what == "region" else len(table)).to_dict("records")
    ]
    head = ("system", "launch", what, "code", "low", "area", "high", "low", "people", "high")
    print_table(head, cells, right=(4, 5, 6, 7, 8, 9))
    if len(table) > len(cells):
        click.echo(f"… and {len(table) - len(cells):,} more (--limit, or -o FILE for all)")
    click.echo()


def _print_flips(table: DataFrame, limit: int) -> None:
    from geo.robustness import sentences

    click.echo(f"{len(table):,} answers flip between the low and the high bound.")
    for line in sentences(table.head(limit)):
        click.echo(f"  {line}")
    click.echo()


def _share(share: float) -> str:
    return "open" if share != share else f"{share:.1%}"  # noqa: PLR0124 - NaN alone differs from itself


def _people(people: float) -> str:
    return "open" if people != people else f"{people:,.0f}"  # noqa: PLR0124 - NaN alone differs from itself
