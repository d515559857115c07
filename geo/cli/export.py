"""`geo export`: the shapes and tables of a scenario for other programs."""

from __future__ import annotations

import click

from geo.cli import say
from geo.cli.inputs import load_reach


@click.command("export")
@click.argument("scenario")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    metavar="FILE",
    help="May be repeated; see the endings above.",
)
def command(scenario: str, outputs: tuple[str, ...]) -> None:
    r"""Write what SCENARIO (.toml) gives as files for QGIS, Google Earth, spreadsheets and colleagues.

    The ending of a file chooses its format: .geojson, .kml, .kmz, .gpkg, .fgb, .parquet (GeoParquet), .shp (which loses
    much), .csv (with WKT), .xlsx (the tables). Every feature says what it rests on.

    \b
    geo export seeds/kursk-2024.toml -o reach.kmz
    geo export seeds/kursk-2024.toml -o reach.gpkg -o tables.xlsx
    """
    from pathlib import Path

    from geo.files import check_output
    from geo.formats import FORMATS, export

    for output in outputs:
        check_output(output, suffixes=FORMATS)
    reach = load_reach(scenario, outputs=outputs)
    for output in outputs:
        path = export(reach, output)
        say(f"Wrote {path}: {FORMATS[Path(path).suffix.lower()]}")
