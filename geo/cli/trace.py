"""`geo trace`: from a row of a report back to the sentence."""

from __future__ import annotations

import click

from geo.cli.table import print_table


@click.command("trace")
@click.argument("report")
@click.argument("row", required=False)
@click.option("--text", metavar="FILE", help="The text that was read, to check hash and quote against.")
def command(report: str, row: str | None, text: str | None) -> None:
    r"""Walk from ROW of REPORT (.json, by `geo report`) back to the sentence that it rests on.

    A row is named by its table and number, as the report shows it: places:12. Without ROW, list the tables.

    \b
    geo trace report.json
    geo trace report.json places:12 --text kursk-2024.md
    """
    from geo.report import load_report, rows_of, trace

    data = load_report(report)
    if row is None:
        if not any(rows_of(data).values()):
            click.echo("The report has no rows: no range is drawn.")
            return
        tables = [(name, f"{count:,}", f"{name}:1") for name, count in rows_of(data).items() if count]
        print_table(("table", "rows", "first"), tables, right=(1,))
        return
    words = None
    if text is not None:
        from geo.text.documents import read

        words = read(text).text
    for line in trace(data, row, text=words):
        head, _, rest = line.partition("  ")
        click.echo(f"{head:14} {rest}" if rest else line)
