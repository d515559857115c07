"""`geo notebook`: a notebook for a text, ready to run."""

from __future__ import annotations

import os
from pathlib import Path

import click

from geo.cli import say
from geo.cli.inputs import beside


@click.command("notebook")
@click.argument("text")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The notebook to write; beside the text, with .ipynb, if not given.",
)
@click.option("--force", is_flag=True, help="Replace a notebook that is there.")
def command(text: str, output: str | None, *, force: bool) -> None:
    r"""Write a notebook for TEXT (.txt, .md, .html): what it states, the review, your assumptions, the map, the tables.

    It runs as it is, and draws no ring before you declare a launch in it: none is ever guessed.

    \b
    geo notebook article.txt
    geo notebook article.txt -o my.ipynb
    """
    from geo.files import write_whole
    from geo.report.notebook import notebook
    from geo.text.documents import read

    target = beside(text, output, ".ipynb", force=force)
    read(text)
    write_whole(target, notebook(Path(os.path.relpath(text, target.parent)).as_posix()))
    say(f"Wrote {target}: open it in JupyterLab and run the cells in order.")
