"""The command `geo`: each command parses, calls the library and prints; one file a command."""

from __future__ import annotations

import importlib
import sys
import warnings
from typing import Any, Final

import click

from geo import __version__
from geo.model import GeoError

_COMMANDS: Final = {
    "map": "Draw the stated ranges of a text around declared launches.",
    "read": "List what a text states about ranges and places.",
    "review": "Everything that was read, to check and correct.",
    "distance": "Geodesic distance and azimuth between two places.",
    "ring": "The ring of a radius around a place, as GeoJSON.",
    "places": "Candidates for a place name, and what tells them apart.",
    "new": "A commented scenario for a text, with the questions that it leaves open.",
    "audit": "How wrong a published ring or buffer is.",
    "coverage": "Which towns, people and regions lie within the stated ranges.",
    "compare": "What changed between two scenarios: claims, launches, places, areas.",
    "events": "Recorded events (UCDP GED, ACLED) within the stated ranges, over time.",
    "export": "Shapes and tables for QGIS, Google Earth, spreadsheets and others.",
    "report": "What was stated, assumed and computed, with map and tables, on one page.",
    "trace": "From a row of a report back to the sentence that it rests on.",
    "corpus": "What many texts state of ranges, and who disagrees.",
    "join": "How many rows of a table lie within distances of places.",
    "notebook": "A ready notebook for a text of yours.",
}
"""Every command and its one line of help; `geo.cli.<name>` holds it and is imported when it is called."""


class Commands(click.Group):
    """Loads a command when it is called, and turns errors that a user can mend into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Their names, in the order of the table."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"geo.cli.{cmd_name}").command
        return _laid_out(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Names and one line each, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a user can mend is one line on stderr and exit code 2."""
        warnings.showwarning = _show_warning
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read our output has seen enough: click ends quietly
        except GeoError as error:
            fail(str(error))
        except OSError as error:
            fail(
                f"'{error.filename}': {error.strerror}." if error.filename else f"{error.strerror or error}."
            )


def _laid_out(command: click.Command) -> click.Command:
    """The command, its help with click's mark for lines that stay as they are, which a raw docstring spells out."""
    command.help = (command.help or "").replace(r"\b", "\b")
    return command


def fail(message: str) -> None:
    """Say what is wrong on stderr and end with exit code 2."""
    click.echo(f"geo: {message}", err=True)
    sys.exit(2)


def counted(number: int, noun: str) -> str:
    """A number and what it counts: '1 launch', '2,000 launches'.

    >>> counted(1, "launch"), counted(2000, "launch"), counted(0, "range")
    ('1 launch', '2,000 launches', '0 ranges')
    """
    plural = "es" if noun.endswith("ch") else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def say(message: str) -> None:
    """Words for the person, on stderr, so that stdout stays data."""
    click.echo(message, err=True)


def _show_warning(message: Warning | str, *_: object, **__: object) -> None:
    say(f"geo: note: {message}")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geo")
def main() -> None:
    r"""From a news text to an honest map.

    \b
    geo map article.txt --launch Sumy --zone "Kursk Oblast" -o map.html
    geo read article.txt
    geo distance Sumy Kursk

    A place is a name ("Sumy"), a name with its country or region ("Valencia, ES"), a GeoNames id, or "lon,lat".
    A stated range is not capability, permission or intent.
    """


_laid_out(main)
