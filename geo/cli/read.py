"""`geo read`: what a text states about ranges and places."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from geo.cli import say
from geo.cli.table import print_table

if TYPE_CHECKING:
    from geo.model import Claims, PlaceMention


@click.command("read")
@click.argument("source")
@click.option("--json", "as_json", is_flag=True, help="The machine form, one object a document.")
def command(source: str, *, as_json: bool) -> None:
    r"""List the range statements and places of SOURCE (.txt, .md, .html, .jsonl, "-" for stdin).

    A .jsonl file (objects with "id" and "text") gives one JSON object a line.

    \b
    geo read article.txt
    geo read article.txt --json
    geo read corpus.jsonl > claims.jsonl
    """
    from geo.text.documents import read, read_many
    from geo.text.extract import extract

    if source.endswith((".jsonl", ".jsonl.gz")):
        for document in read_many(source):
            click.echo(_line(extract(document)))
        return
    claims = extract(read(source))
    if as_json:
        click.echo(_line(claims))
    else:
        _print(claims)


def _line(claims: Claims) -> str:
    from geo.text.machine import to_dicts

    return json.dumps(to_dicts(claims)[0], ensure_ascii=False, allow_nan=False)


def _print(claims: Claims) -> None:
    from geo.units import format_length

    rows = [
        (
            c.name,
            format_length(c.length) + (", attributed" if c.length.attributed else ""),
            f"{c.start}–{c.end}",
            c.quote,
        )
        for c in claims.ranges
    ]
    if rows:
        print_table(("system", "range", "at", "quote"), rows)
    else:
        click.echo("No weapon range is stated.")
    click.echo()
    groups = Counter(_row(mention) for mention in claims.places)
    if groups:
        print_table(
            ("place", "kind", "roles", "times", "as written"),
            [(name, kind, roles, str(count), quote) for (name, kind, roles, quote), count in groups.items()],
            right=(3,),
        )
    else:
        click.echo("No place is named.")
    if not any("launch" in mention.roles for mention in claims.places):
        say("\nThe text names no launch point. To draw a map, name one: geo map … --launch PLACE")


def _row(mention: PlaceMention) -> tuple[str, str, str, str]:
    place = mention.place
    name = place.label if place else "?"
    if mention.ambiguous:
        name = "ambiguous: " + "; ".join(c.label for c in mention.candidates[:3])
    kind = "in a name" if mention.in_name else place.kind if place else ""
    return name, kind, ", ".join(mention.roles), mention.quote
