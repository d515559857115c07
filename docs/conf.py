"""Sphinx: builds offline, warnings are errors."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

import geo
from geo.bands import reach_of
from geo.cli import main

HERE = Path(__file__).parent
project = "georeach"
author = "The georeach developers"
copyright = f"{datetime.now(UTC).year}, {author}"
version = release = geo.__version__
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "_generated", "jupyter_execute"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "off"
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
html_theme = "furo"
html_title = "georeach"
html_show_sphinx = False
html_show_sourcelink = html_copy_source = False
html_domain_indices = False
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_extra_path = ["_generated/extra"]


def command_pages() -> Iterator[str]:
    """What `geo COMMAND --help` says, one section a command."""
    context = click.Context(main, info_name="geo")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        yield f"geo {name}\n{'-' * (len(name) + 4)}\n"
        yield f".. code-block:: text\n\n   geo {name} {' '.join(command.collect_usage_pieces(inner))}\n"
        for paragraph in (command.help or "").replace("\n    ", "\n").split("\n\n"):
            yield example(paragraph) if paragraph.startswith("\b") else escaped(paragraph) + "\n"
        records = [found for one in command.get_params(inner) if (found := one.get_help_record(inner))]
        for option, words in records:
            if words:
                yield f"``{option}``\n   {escaped(words)}\n"


def example(paragraph: str) -> str:
    """Lines that stand as they are."""
    lines = paragraph.strip("\b\n").splitlines()
    return "\n".join([".. code-block:: text", "", *(f"   {line}" for line in lines), ""])


def escaped(words: str) -> str:
    """Words in which nothing is markup but options, which keep their hyphens."""
    plain = "".join(f"\\{letter}" if letter in "\\*`_|:" else letter for letter in words)
    return re.sub(r"(?<![\w-])(--?[a-z][a-z-]*)", r"``\1``", plain)


def generate(folder: Path) -> None:
    """The pages and files that are made when the site is built."""
    (folder / "extra").mkdir(parents=True, exist_ok=True)
    (folder / "commands.rst").write_text("\n".join(command_pages()), encoding="utf-8")
    reach = reach_of(HERE.parent / "seeds" / "kursk-2024.toml")
    geo.save_html(geo.range_map(reach), folder / "extra" / "example-map.html")


generate(HERE / "_generated")
