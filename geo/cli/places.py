"""`geo places`: the candidates for a name, and what tells them apart."""

from __future__ import annotations

import click

from geo.cli.table import print_table


@click.command("places", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most."
)
def command(name: str, limit: int) -> None:
    r"""Candidates for NAME, most prominent first.

    The last column is what to write where a command asks for a place, if the name alone is not clear.

    \b
    geo places Kursk
    geo places "Valencia, ES"
    """
    from geo.gazetteer import find_place, find_places

    found = find_places(name) or (find_place(name),)
    rows = [
        (
            p.label,
            p.kind,
            p.code or "",
            f"{p.population:,}" if p.population else "",
            f"{p.lat:.2f}",
            f"{p.lon:.2f}",
            p.id,
        )
        for p in found[:limit]
    ]
    print_table(("place", "kind", "code", "people", "lat", "lon", "id"), rows, right=(3, 4, 5))
    if len(found) > limit:
        click.echo(f"… and {len(found) - limit} more (--limit)", err=True)
