"""`geo review`: everything that was read, for a person to check and correct."""

from __future__ import annotations

from shlex import quote

import click

from geo.cli import counted, say


@click.command("review")
@click.argument("source")
@click.option(
    "-o", "--output", default="review.html", show_default=True, metavar="FILE", help="The page to read."
)
@click.option(
    "--claims", metavar="FILE", help="Also write a file of decisions, to edit; never over an old one."
)
def command(source: str, output: str, claims: str | None) -> None:
    r"""Show the text of SOURCE with every range and place marked, what decided, and what else was possible.

    With --claims, a file lists each range statement with "accept"; change that to "reject" or "correct", say who
    decided, and hand it to the map. The text itself stays as it is.

    \b
    geo review article.txt -o review.html --claims claims.toml
    geo map article.txt --launch Sumy --claims claims.toml -o map.html
    """
    from geo.files import check_output, write_whole
    from geo.model import OutputError
    from geo.text.documents import read
    from geo.text.extract import extract
    from geo.text.review import claims_toml, review_html

    check_output(output, suffixes=(".html", ".htm"), reading=(source,))
    if claims and check_output(claims, suffixes=(".toml",)).exists():
        raise OutputError(f"'{claims}' is there already, perhaps with decisions of yours. Give another name.")
    found = extract(read(source))
    counts = f"{counted(len(found.ranges), 'range')}, {counted(len(found.places), 'place name')}"
    say(f"Wrote {write_whole(output, review_html(found))}: {counts}")
    if claims:
        write_whole(claims, claims_toml(found))
        say(f"Wrote {claims}: edit it, then: geo map {quote(source)} --claims {quote(claims)}")
