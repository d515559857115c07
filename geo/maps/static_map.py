"""The map as a picture for print: PNG, SVG or PDF by matplotlib, no browser, the same bytes every time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.files import check_output, whole_file
from geo.kinds import expect
from geo.maps import palette
from geo.maps.basemap import ground
from geo.maps.chart import disc_of
from geo.maps.drawing import draw_areas, draw_band, draw_crowd, draw_ground, draw_launches, draw_scale
from geo.maps.frame import EARTH, frame_of
from geo.maps.frames import until
from geo.maps.payload import LEAST, LEAST_EMPTY, MOST_RINGS, content, drawn_claims, mentioned
from geo.maps.picture_foot import foot_of
from geo.maps.picture_labels import labels_of, taken_by
from geo.maps.placing import Placed, place
from geo.maps.sheet import MARGIN, Chart, balanced, need_matplotlib, text_size, wrap, write
from geo.maps.words import caveats, headline, source_line
from geo.model import OutputError, Reach

if TYPE_CHECKING:
    import datetime as dt
    import os
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from shapely.geometry.base import BaseGeometry

    from geo.maps.chart import Disc

WIDTH: Final = 720.0
"""Width of the picture, points: ten inches."""
SMALLEST: Final = 12_000.0
"""Metres that a picture shows across at least."""
FORMATS: Final = (".png", ".svg", ".pdf")
"""File names that `save_figure` knows."""
STYLES: Final[dict[str, dict[str, Any]]] = {
    "launch": {"points": 9.5, "weight": "bold"},
    "ring": {"points": 8.2, "weight": "bold"},
    "zone": {"points": 8.5, "slant": "italic", "weight": "bold"},
    "mention": {"points": 8.5, "weight": "bold"},
    "country": {"points": 8.5, "weight": "bold", "colour": palette.MUTED},
    "region": {"points": 7.2, "slant": "italic", "colour": palette.MUTED},
    "city": {"points": 7.2, "colour": palette.MUTED},
    "disputed": {"points": 6.8, "slant": "italic", "colour": palette.DISPUTED},
}
"""How each kind of label is set."""


def save_figure(reach: Reach, path: str | os.PathLike[str], *, dpi: int = 200) -> Path:
    """Save the map of a reach as a picture.

    Parameters
    ----------
    reach : Reach
        Claims, scenario and shapes.
    path : path
        A file ending in .png, .svg or .pdf; an old one is replaced only by a whole new one.
    dpi : int
        Pixels an inch of a PNG; the picture is ten inches wide.

    Returns
    -------
    Path
        The file. The same reach gives the same bytes, with the same matplotlib.

    Raises
    ------
    OutputError
        If the folder is missing or the ending unknown.
    """
    expect(reach, Reach, "reach")
    target = check_output(path)
    kind = target.suffix.lower()
    if kind not in FORMATS:
        raise OutputError(f"Cannot write '{target}': a picture ends in {', '.join(FORMATS)}.")
    need_matplotlib()
    from matplotlib import rc_context

    metadata: dict[str, dict[str, Any]] = {
        ".png": {"Software": None},
        ".svg": {"Date": None, "Creator": None},
        ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    with rc_context({"svg.hashsalt": "georeach", "path.simplify": False}), whole_file(target) as beside:
        figure(reach).savefig(
            beside, format=kind[1:], dpi=dpi if kind == ".png" else 72, metadata=metadata[kind]
        )
    return target


def figure(reach: Reach, *, day: dt.date | None = None) -> Figure:
    """The picture as a matplotlib figure, with words above and below the map.

    Where a day is given, the map leaves out what came later; its extent and the words around it stay.
    """
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    shapes = content(reach)
    frame = frame_of(shapes)
    disc = disc_of(reach, shapes, frame)
    foot = foot_of(reach, [*caveats(reach), disc.words()] if disc else caveats(reach), WIDTH)
    chart, height = _chart(reach, shapes, disc, foot.height)
    head = balanced(headline(reach, drawn_claims(reach)), WIDTH - 2 * MARGIN, 17, weight="bold")
    top = chart.base + height
    whole = top + len(head) * 21 + 32
    drawn = Figure(figsize=(WIDTH / 72, whole / 72), facecolor="white")
    axes = drawn.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, whole)
    _map(axes, reach, chart, height, disc, day)
    axes.add_patch(Rectangle((0, whole - 3), WIDTH, 3, facecolor=palette.INK, linewidth=0))
    for i, line in enumerate(head):
        write(axes, MARGIN, whole - 30 - 21 * i, line, 17, family="DejaVu Serif", weight="bold")
    sources = "; ".join(filter(None, (source_line(document) for document in reach.claims.documents)))
    if sources:
        line = wrap(f"As stated in {sources}", WIDTH - 2 * MARGIN, 9)[0]
        write(axes, MARGIN, top + 8, line, 9, color=palette.MUTED)
    foot.draw(axes, chart.base)
    return drawn


def _chart(reach: Reach, shapes: list[BaseGeometry], disc: Disc | None, base: float) -> tuple[Chart, float]:
    """The projection about the middle of the content, scaled to fill the picture's width."""
    frame = frame_of(shapes).padded(0.0, least=LEAST if reach.bands else LEAST_EMPTY)
    middle = Chart((frame.west + frame.east) / 2, (frame.south + frame.north) / 2)
    if disc is not None:
        middle = Chart(disc.lon, disc.lat)
    elif len(reach.scenario.launches) == 1 and reach.scenario.launches[0].geometry is None:
        only = reach.scenario.launches[0].place
        middle = Chart(only.lon, only.lat)
    corners = [shapely.box(*frame.bounds)] if not reach.bands else shapes
    points = np.vstack([middle(shapely.get_coordinates(shape)) for shape in corners if not shape.is_empty])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    across, up = max((east - west) * 1.12, SMALLEST), max((north - south) * 1.16, 0.7 * SMALLEST)
    height = float(np.clip(WIDTH * up / across, 380, 640))
    metres = max(across / WIDTH, up / height)
    left, bottom = (west + east - WIDTH * metres) / 2, (south + north - height * metres) / 2
    return Chart(middle.lon, middle.lat, metres, left, bottom, base), height


def _map(  # noqa: PLR0917 - what is drawn, and where
    axes: Axes, reach: Reach, chart: Chart, height: float, disc: Disc | None, day: dt.date | None
) -> None:
    from matplotlib.patches import Circle, Rectangle

    clip = Rectangle((0, chart.base), WIDTH, height, facecolor="white", edgecolor="none")
    axes.add_patch(clip)
    earth = Circle(chart([(chart.lon, chart.lat)])[0], math.pi * EARTH / chart.metres, facecolor=palette.SEA)
    axes.add_patch(earth).set_clip_path(clip)
    frame = frame_of(content(reach)).padded(0.06, least=LEAST if reach.bands else LEAST_EMPTY)
    frame = disc.frame() if disc else frame
    under = ground(frame, reach.scenario.viewpoint, disc)
    draw_ground(axes, under, chart, clip)
    shown, claims = reach if day is None else until(reach, day), drawn_claims(reach)
    draw_areas(axes, shown, frame, chart, clip)
    crowded = len(reach.bands) > MOST_RINGS
    if crowded:
        draw_crowd(axes, shown, frame, chart, clip)
    else:
        for band in shown.bands:
            draw_band(axes, band, claims, frame, chart, clip)
        draw_launches(axes, shown, chart)
    window = (3.0, chart.base + 3, WIDTH - 3, chart.base + height - 3)
    taken = [draw_scale(axes, chart)]
    if day is not None:
        taken.append(_write_day(axes, day, chart.base + height))
    labels = labels_of(shown, claims, frame, chart, under, mentioned(reach), rings=not crowded)
    taken += [] if crowded else taken_by(shown, chart)
    for placed in place(labels, _size, window, taken):
        _write_label(axes, placed)


def _write_day(axes: Axes, day: dt.date, top: float) -> tuple[float, float, float, float]:
    """The day up to which a frame shows things, in the corner of the map; returns the box it takes."""
    from matplotlib.patches import Rectangle

    words = f"Up to {day.day} {day:%B %Y}"
    width, height = text_size(words, 12, weight="bold")
    box = (WIDTH - width - 24, top - height - 16, WIDTH - 8, top - 8)
    axes.add_patch(Rectangle(box[:2], width + 16, height + 8, facecolor="white", linewidth=0, zorder=5))
    write(axes, box[0] + 8, box[1] + 5, words, 12, weight="bold", zorder=6)
    return box


def _size(label: Any) -> tuple[float, float]:
    style = STYLES[label.kind]
    text = label.text.upper() if label.kind == "country" else label.text
    return text_size(
        text, style["points"], weight=style.get("weight", "normal"), slant=style.get("slant", "normal")
    )


def _write_label(axes: Axes, placed: Placed) -> None:
    label, style = placed.label, STYLES[placed.label.kind]
    if label.dot:
        size = 3.6 if label.kind == "mention" else 2.0
        axes.plot(
            *placed.spot,
            "o",
            color=palette.INK if label.kind == "mention" else palette.MUTED,
            markersize=size,
            zorder=3,
        )
    lines = (label.text.upper() if label.kind == "country" else label.text).split("\n")
    for number, line in enumerate(lines):
        y = placed.y + style["points"] * 1.22 * (len(lines) - 1 - number)
        weight = style.get("weight", "normal") if not number else "normal"
        slant, colour = style.get("slant", "normal"), label.colour or style.get("colour", palette.INK)
        middle = placed.x + placed.width / 2
        write(
            axes,
            middle,
            y,
            line,
            style["points"],
            halo=True,
            ha="center",
            zorder=6,
            color=colour,
            weight=weight,
            style=slant,
        )
