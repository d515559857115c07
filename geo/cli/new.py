"""`geo new`: a scenario to begin with."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

import click

from geo.cli import counted, say
from geo.cli.inputs import beside


@click.command("new")
@click.argument("text")
@click.option(
    "-o", "--output", metavar="FILE", help="The scenario to write; beside the text, with .toml, if not given."
)
@click.option("--force", is_flag=True, help="Replace a scenario that is there.")
def command(text: str, output: str | None, *, force: bool) -> None:
    r"""Write a commented scenario for TEXT (.txt, .md, .html): what it states, and the questions it leaves open.

    It loads as it is, and draws no ring before you declare a launch: none is ever guessed.

    \b
    geo new article.txt
    geo new article.txt -o maps/first.toml
    """
    from geo.draft import draft, questions
    from geo.files import write_whole
    from geo.text.documents import read
    from geo.text.extract import extract

    target = beside(text, output, ".toml", force=force)
    claims = extract(read(text))
    write_whole(target, draft(claims, Path(os.path.relpath(text, target.parent)).as_posix()))
    for line in questions(claims):
        say(f"? {line}")
    say(
        f"Wrote {target}: {counted(len(claims.ranges), 'range')} stated. Declare a launch in it, then: geo map {quote(str(target))}"
    )
