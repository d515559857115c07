"""Sphinx: builds offline, warnings are errors."""

from datetime import UTC, datetime
from pathlib import Path

import click

import geo
from geo.cli import main

project = "georeach"
author = "The georeach developers"
copyright = f"{datetime.now(UTC).year}, {author}"
version = release = geo.__version__
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx.ext.mathjax",
]
exclude_patterns = ["_build", "_generated", "jupyter_execute"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
mathjax_path = "data:text/javascript,"
nb_execution_mode = "off"
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
html_theme = "furo"
html_title = "georeach"
html_show_sphinx = False
html_static_path = ["img"]


def write_commands(path: Path) -> None:
    """The help of every command, as it is printed."""
    context = click.Context(main, info_name="geo", terminal_width=100)
    lines: list[str] = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        text = command.get_help(click.Context(command, info_name=name, parent=context, terminal_width=100))
        lines += [f"geo {name}", "-" * (len(name) + 4), "", ".. code-block:: text", ""]
        lines += [f"   {line}".rstrip() for line in text.splitlines()] + [""]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


write_commands(Path(__file__).parent / "_generated" / "commands.rst")
