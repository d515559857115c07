"""`geo read`: what a text states about ranges and places."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING

import click

from geo.cli import counted, say
from geo.cli.table import print_table

if TYPE_CHECKING:
    from geo.model import Claims, PlaceMention


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="The machine form, one object a document.")
@click.option("-o", "--output", metavar="FILE", help="Read a whole corpus into this Parquet file of claims.")
@click.option(
    "--workers", type=click.IntRange(1), help="Processes that read a corpus; all cores if not given."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help='A Dask scheduler for it, "tcp://host:8786", or "local".'
)
def command(
    sources: tuple[str, ...],
    *,
    as_json: bool,
    output: str | None,
    workers: int | None,
    scheduler: str | None,
) -> None:
    r"""List the range statements and places of SOURCE (.txt, .md, .html, .jsonl, "-" for stdin).

    A .jsonl file (objects with "id" and "text") gives one JSON object a line. With -o, any number of files and
    folders are read on all cores; cut off and called again, it goes on where it stopped. Beside claims.parquet it
    writes claims-places.parquet, and claims-failures.csv with what could not be read and why.

    \b
    geo read article.txt
    geo read article.txt --json
    geo read corpus.jsonl > claims.jsonl
    geo read corpus/*.jsonl.gz articles/ -o claims.parquet
    """
    if output is not None:
        if as_json:
            raise click.UsageError("--json prints to stdout, -o writes a Parquet file: give one of them.")
        _corpus(sources, output, workers, scheduler)
        return
    if workers or scheduler:
        raise click.UsageError(
            "--workers and --scheduler are for a corpus: name a file for its claims with -o."
        )
    if len(sources) > 1:
        raise click.UsageError(
            "Several sources are a corpus: name a file for its claims with -o claims.parquet."
        )
    _one(sources[0], as_json=as_json)


def _corpus(sources: tuple[str, ...], output: str, workers: int | None, scheduler: str | None) -> None:
    from geo.cli.progress import Progress
    from geo.scale.corpus import read_corpus

    with Progress("documents") as bar:
        found = read_corpus(
            sources,
            output,
            workers=workers or os.cpu_count() or 1,
            scheduler=scheduler,
            begun=bar.begin,
            progress=bar.tell,
        )
    counts = f"{counted(found.claim_count, 'range statement')}, {counted(found.place_count, 'place name')}"
    say(f"Read {counted(found.documents, 'document')}: {counts}")
    if found.failed:
        say(f"{counted(found.failed, 'document')} could not be read: see {found.failures}")
    say(f"Wrote {found.claims}, {found.places.name} and {found.failures.name}")


def _one(source: str, *, as_json: bool) -> None:
    from geo.text.documents import read, read_many
    from geo.text.extract import extract

    if source.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
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
    groups: dict[tuple[str, ...], Counter[str]] = {}
    for mention in claims.places:
        written = " ".join(mention.quote.split())
        groups.setdefault((*_row(mention), "" if mention.place else written), Counter())[written] += 1
    if groups:
        print_table(
            ("place", "kind", "roles", "times", "as written"),
            [(*row, f"{forms.total():,}", ", ".join(forms)) for (*row, _), forms in groups.items()],
            right=(3,),
        )
    else:
        click.echo("No place is named.")
    if not any("launch" in mention.roles for mention in claims.places):
        say("\nThe text names no launch point. To draw a map, name one: geo map … --launch PLACE")


def _row(mention: PlaceMention) -> tuple[str, str, str]:
    """What a place is called, its kind and its roles."""
    place = mention.place
    name = place.label if place else "?"
    if mention.ambiguous:
        name = "ambiguous: " + "; ".join(c.label for c in mention.candidates[:3])
    kind = "in a name" if mention.in_name else place.kind if place else ""
    return name, kind, ", ".join(mention.roles)
