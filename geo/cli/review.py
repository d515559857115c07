"""`geo review`: everything that was read, for a person to check and correct."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli import say


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

    if Path(output).suffix.lower() not in (".html", ".htm"):
        raise OutputError(
            f"Cannot write '{output}': a review is an HTML page. Give a name that ends in .html."
        )
    check_output(output, reading=(source,))
    if claims and Path(claims).exists():
        raise OutputError(f"'{claims}' is there already, perhaps with decisions of yours. Give another name.")
    found = extract(read(source))
    say(
        f"Wrote {write_whole(output, review_html(found))}: {len(found.ranges)} ranges, {len(found.places)} places"
    )
    if claims:
        say(
            f"Wrote {write_whole(claims, claims_toml(found))}: edit it, then 'geo map {source} --claims {claims} …'"
        )
