"""`geo report`: what was stated, assumed and computed, on one page."""

from __future__ import annotations

import click

from geo.cli import counted, say
from geo.cli.inputs import load_reach, user_boundaries, user_places


@click.command("report")
@click.argument("scenario")
@click.option("--places", metavar="FILE", help="Your own places, in place of the gazetteer's.")
@click.option("--boundaries", metavar="FILE", help="Your own regions, with polygons.")
@click.option("--min-population", default=0, type=click.IntRange(0), help="Leave out smaller places.")
@click.option(
    "-o",
    "--output",
    default="report.html",
    show_default=True,
    metavar="FILE",
    help="A .html, .md or .json file.",
)
def command(
    scenario: str, places: str | None, boundaries: str | None, min_population: int, output: str
) -> None:
    r"""Write a report of SCENARIO (.toml): map, tables, method, citation, licences, versions and hashes.

    The .json form has every row and is what `geo trace` reads. Two runs give the same bytes.

    \b
    geo report seeds/kursk-2024.toml -o report.html
    geo report seeds/kursk-2024.toml -o report.json
    """
    from geo.files import check_output
    from geo.report import REPORT_FORMATS, content, write_report
    from geo.scenario import files_of

    check_output(output, suffixes=REPORT_FORMATS)
    reach = load_reach(scenario, outputs=(output,), reading=(places, boundaries))
    own = {what: path for what, path in (("places", places), ("boundaries", boundaries)) if path}
    report = content(
        reach,
        files={**files_of(scenario), **own},
        places=user_places(reach, places),
        boundaries=user_boundaries(reach, boundaries),
        min_population=min_population,
    )
    path = write_report(report, output, reach)
    claims, rows = len(report["stated"]["claims"]), len(report["computed"]["places"])
    say(f"Wrote {path}: {counted(claims, 'claim')}, {counted(rows, 'row')} of places")
