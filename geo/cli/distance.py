"""`geo distance`: geodesic distance and azimuth between two places."""

from __future__ import annotations

import click

from geo.cli.place import resolve


@click.command("distance", context_settings={"ignore_unknown_options": True})
@click.argument("start")
@click.argument("end")
def command(start: str, end: str) -> None:
    r"""Distance from START to END along the WGS84 geodesic, in both units, with the azimuth at START.

    \b
    geo distance Sumy Kursk
    geo distance "34.80,50.91" "Kursk Oblast"
    """
    from geo.geodesy.lines import azimuth, distance
    from geo.units import format_metres

    a, b = resolve(start), resolve(end)
    metres = float(distance(a, b))
    line = f"{a.label} to {b.label}: {format_metres(metres)} ({format_metres(metres, 'mi')})"
    if metres:
        degrees = float(azimuth(a, b)) % 360
        line += f", azimuth {degrees:.0f}° ({_COMPASS[round(degrees / 22.5) % 16]})"
    click.echo(line)


_COMPASS = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip
