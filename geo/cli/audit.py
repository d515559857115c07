"""`geo audit`: how wrong a published ring or buffer is, in words."""

from __future__ import annotations

import click

from geo.cli import say
from geo.cli.place import resolve
from geo.model import GeoError


@click.command("audit")
@click.argument("polygon")
@click.option(
    "--around", metavar="PLACE|FILE", required=True, help="What it was drawn around: a place, or a file."
)
@click.option("--radius", metavar="LENGTH", required=True, help='The radius it claims, as in "190 mi".')
def command(polygon: str, around: str, radius: str) -> None:
    r"""Measure the worst error of POLYGON (GeoJSON or any file GDAL reads) against exact geodesics.

    The answer is an interval: the error found, and a bound that is certain. It says where the polygon reaches
    too far and where it falls short.

    \b
    geo audit ring.geojson --around Sumy --radius "190 mi"
    geo audit envelope.geojson --around border.geojson --radius "300 km"
    """
    from pathlib import Path

    import shapely

    from geo.geodesy.verify import verify_buffer
    from geo.shapes import read_shape
    from geo.table_file import GDAL_SUFFIXES
    from geo.units import parse_length

    length = parse_length(radius)
    drawn = read_shape(polygon)
    if Path(around).is_file() or Path(around).suffix.lower() in GDAL_SUFFIXES:
        source = read_shape(around)
    else:
        place = resolve(around)
        source = shapely.Point(place.lon, place.lat)
    say(f"{polygon} around {around}")
    try:
        report = verify_buffer(drawn, source, length)
    except ValueError as error:
        raise GeoError(
            f"Cannot audit '{polygon}': {error} Coordinates must be longitude and latitude."
        ) from error
    click.echo(report.describe())
