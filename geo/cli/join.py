"""`geo join`: how many rows of a table lie within which distances."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.cli import counted, say
from geo.cli.inputs import load_reach
from geo.cli.place import resolve
from geo.cli.table import print_table
from geo.model import GeoError

if TYPE_CHECKING:
    from geo.scale.joining import Join
    from geo.scale.sources import Sources


@click.command("join")
@click.argument("points", nargs=-1, required=True)
@click.option("--launch", multiple=True, metavar="PLACE", help="Measure from here; may be repeated.")
@click.option("--radius", metavar="LENGTH", help='Geodesic radius, as "190 mi" or "300 km".')
@click.option(
    "--sources", metavar="FILE", help="Many of them: a scenario (.toml), or a table (.csv, .parquet, ...)."
)
@click.option(
    "--bound",
    type=click.Choice(["best", "low", "high"]),
    default="best",
    show_default=True,
    help="Which end of a stated interval.",
)
@click.option("--rows", metavar="FILE", help="Write how many sources hold each row, as GeoParquet.")
@click.option("--pairs", metavar="FILE", help="Write every pair of row and source, as Parquet.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=os.cpu_count(),
    help="How many share the work.  [default: all cores]",
)
@click.option("--scheduler", metavar="ADDRESS", help='A Dask scheduler, "tcp://host:8786", or "local".')
def command(points: tuple[str, ...], rows: str | None, pairs: str | None, **options: Any) -> None:
    r"""Count the rows of POINTS (.csv, .tsv, .parquet, .gpkg, .geojson, folder) within a distance of places; exact, by geodesics.

    POINTS has columns lon and lat, or a geometry. A table of sources has those and radius_km, and may have
    name, since and until: the first and last day on which it holds rows, by their date.

    \b
    geo join events.parquet --launch Sumy --radius "190 mi"
    geo join events.csv --sources seeds/kursk-2024.toml --rows reached.parquet
    geo join events/ --sources posts.csv --pairs pairs.parquet --scheduler local
    """
    from geo.cli.progress import Progress
    from geo.scale.joining import join
    from geo.scale.rows import known_size

    if rows and pairs:
        raise GeoError("Give --rows or --pairs, not both.")
    bound = options["bound"]
    sources = _sources(options["launch"], options["radius"], options["sources"], bound, rows or pairs)
    with Progress("rows", known_size(points)) as bar:
        found = join(
            list(points),
            sources,
            want="rows" if rows else "pairs" if pairs else "counts",
            output=rows or pairs,
            workers=options["workers"],
            scheduler=options["scheduler"],
            progress=bar.tell,
        )
    _print(found)
    if rows or pairs:
        say(f"Wrote {rows or pairs}")


def _sources(
    launches: tuple[str, ...], radius: str | None, file: str | None, bound: Any, output: str | None
) -> Sources:
    from geo.files import check_output
    from geo.scale.sources import sources_of

    if launches:
        if file:
            raise GeoError("Give --launch with --radius, or --sources, not both.")
        return sources_of([resolve(name) for name in launches], radius=radius, bound=bound)
    if not file:
        raise GeoError('No source. Add --launch PLACE --radius "190 mi", or --sources FILE.')
    if Path(file).suffix.lower() == ".toml":
        return sources_of(load_reach(file, outputs=(output,)), radius=radius, bound=bound)
    if output:
        check_output(output, reading=(file,))
    return sources_of(file, radius=radius, bound=bound)


def _print(found: Join) -> None:
    columns = found.sources.names, found.sources.radius, found.counts
    rows = [
        (name, f"{radius / 1000:,.1f}", f"{count:,}", f"{100 * count / max(1, found.part.size):.1f}")
        for name, radius, count in zip(*columns, strict=True)
    ]
    print_table(("source", "radius km", "rows", "%"), rows, right=(1, 2, 3))
    lost = f", {found.part.invalid:,} of them without a place" if found.part.invalid else ""
    say(f"{counted(found.part.size, 'row')}{lost}")
