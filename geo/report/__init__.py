"""Reports: what was stated, assumed and computed, with map, tables, method, citation, licences, versions and hashes."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.files import check_output, write_whole
from geo.report.content import content
from geo.report.pages import to_html, to_markdown
from geo.report.trace import ReportError, load_report, rows_of, trace

if TYPE_CHECKING:
    import os

    from geo.model import Reach

__all__ = [
    "REPORT_FORMATS", "ReportError", "content", "load_report", "rows_of", "to_html", "to_markdown", "trace", "write_report",
]  # fmt: skip

REPORT_FORMATS: Final = (".html", ".md", ".json")
"""What a report can be written as; the last has every row."""


def write_report(report: dict[str, Any], path: str | os.PathLike[str], reach: Reach | None = None) -> Path:
    """Write a report; the same report gives the same bytes.

    Parameters
    ----------
    report : dict
        What `content` gives.
    path : path
        A .html, .md or .json file. Markdown has its map beside it, in a file of the same name with .png.
    reach : Reach, optional
        What to draw on the map; without it, or without matplotlib, there is no map.

    Raises
    ------
    OutputError
        If the suffix is none of these or the folder is missing.
    """
    target = check_output(path, suffixes=REPORT_FORMATS)
    suffix = target.suffix.lower()
    if suffix == ".json":
        return write_whole(
            target, json.dumps(report, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
        )
    picture = None if reach is None else _picture(reach)
    if suffix == ".html":
        return write_whole(target, to_html(report, picture))
    beside = target.with_suffix(".png")
    if picture is not None:
        write_whole(beside, picture)
    return write_whole(target, to_markdown(report, beside.name if picture is not None else ""))


def _picture(reach: Reach) -> bytes | None:
    """The map as PNG; None where there is no matplotlib."""
    try:
        from geo.maps.static_map import save_figure

        with tempfile.TemporaryDirectory() as folder:
            return save_figure(reach, Path(folder) / "map.png", dpi=144).read_bytes()
    except ImportError:
        return None
