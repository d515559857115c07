"""`geo ring`: the ring of a radius around a place, as GeoJSON."""

from __future__ import annotations

import math

import click

from geo.cli import say
from geo.cli.place import resolve


@click.command("ring", context_settings={"ignore_unknown_options": True})
@click.argument("place")
@click.argument("radius")
@click.option("--inner", metavar="LENGTH", help="Leave out what is nearer than this: an annulus.")
@click.option(
    "--tolerance",
    type=click.FloatRange(min=0.01),
    default=10.0,
    show_default=True,
    help="Largest error of an edge, metres.",
)
@click.option("-o", "--output", metavar="FILE", help="GeoJSON file to write; stdout without it.")
def command(place: str, radius: str, inner: str | None, tolerance: float, output: str | None) -> None:
    r"""The points within RADIUS of PLACE, as one GeoJSON feature (RFC 7946).

    \b
    geo ring Sumy "190 miles" -o ring.geojson
    geo ring "0,89" "1,000 km" --inner "500 km"
    """
    from geo.files import check_output, write_whole
    from geo.formats import feature, to_json
    from geo.geodesy.rings import range_ring
    from geo.units import format_length, parse_length

    if output:
        check_output(output, suffixes=(".geojson", ".json"))
    if not tolerance < math.inf:
        raise click.UsageError(f"Invalid --tolerance {tolerance}. Must be a number of metres.")
    length = parse_length(radius)
    center = resolve(place)
    near = parse_length(inner).best if inner else 0.0
    if near >= length.best:
        raise click.UsageError(f"--inner '{inner}' must be shorter than the radius '{radius}'.")
    ring = range_ring(center, length.best, inner=near, tolerance=tolerance)
    text = to_json(
        feature(
            ring,
            {
                "center": center.label,
                "lon": center.lon,
                "lat": center.lat,
                "radius_m": length.best,
                "inner_m": near,
                "stated": format_length(length),
                "tolerance_m": tolerance,
            },
        )
    )
    if output is None:
        click.echo(text)
    else:
        say(f"Wrote {write_whole(output, text + chr(10))}: {format_length(length)} around {center.label}")
