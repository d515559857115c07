"""The map as a picture for print: PNG, SVG or PDF by matplotlib, no browser, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.files import check_output, whole_file
from geo.maps import palette
from geo.maps.basemap import ground
from geo.maps.drawing import draw_areas, draw_band, draw_crowd, draw_ground, draw_launches, draw_scale, symbol
from geo.maps.frame import frame_of
from geo.maps.payload import MOST_RINGS, content, drawn_claims, mentioned
from geo.maps.picture_labels import labels_of, taken_by
from geo.maps.placing import Placed, place
from geo.maps.sheet import MARGIN, Chart, text_size, wrap, write
from geo.maps.words import GROUND_SOURCE, MOST_NAMES, caveats, headline, source_line
from geo.model import OutputError
from geo.units import format_length

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from geo.model import Reach

WIDTH: Final = 720.0
"""Width of the picture, points: ten inches."""
LINE: Final = 14.0
"""Height of a line below the map, points."""
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
    target = check_output(path)
    kind = target.suffix.lower()
    if kind not in FORMATS:
        raise OutputError(f"Cannot write '{target}': a picture ends in {', '.join(FORMATS)}.")
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


def figure(reach: Reach) -> Figure:
    """The picture as a matplotlib figure, with words above and below the map."""
    from matplotlib.figure import Figure

    foot = _foot(reach)
    chart, height = _chart(reach, len(foot) * LINE + 26)
    head = wrap(headline(reach, drawn_claims(reach)), WIDTH - 2 * MARGIN, 17, weight="bold")
    top = chart.base + height
    whole = top + len(head) * 21 + 30
    drawn = Figure(figsize=(WIDTH / 72, whole / 72), facecolor="white")
    axes = drawn.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, whole)
    _map(axes, reach, chart, height)
    for i, line in enumerate(head):
        write(axes, MARGIN, whole - 28 - 21 * i, line, 17, family="DejaVu Serif", weight="bold")
    sources = "; ".join(filter(None, (source_line(document) for document in reach.claims.documents)))
    write(
        axes,
        MARGIN,
        top + 8,
        wrap(f"As stated in {sources}" if sources else "", WIDTH - 2 * MARGIN, 9)[0],
        9,
        color=palette.MUTED,
    )
    for i, (line, weight, sample) in enumerate(foot):
        y = chart.base - 18 - LINE * i
        _sample(axes, sample, y + 5)
        write(axes, MARGIN + (48 if sample else 0), y, line, 8.2, weight=weight)
    return drawn


def _chart(reach: Reach, base: float) -> tuple[Chart, float]:
    """The projection about the middle of the content, scaled to fill the picture's width."""
    shapes = content(reach)
    frame = frame_of(shapes).padded(0.0, least=3.0)
    middle = Chart((frame.west + frame.east) / 2, (frame.south + frame.north) / 2)
    if len(reach.scenario.launches) == 1 and reach.scenario.launches[0].geometry is None:
        only = reach.scenario.launches[0].place
        middle = Chart(only.lon, only.lat)
    corners = [shapely.box(*frame.bounds)] if not reach.bands else shapes
    points = np.vstack([middle(shapely.get_coordinates(shape)) for shape in corners if not shape.is_empty])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    across, up = max((east - west) * 1.12, 2e5), max((north - south) * 1.1, 1.4e5)
    height = float(np.clip(WIDTH * up / across, 380, 640))
    metres = max(across / WIDTH, up / height)
    left, bottom = (west + east - WIDTH * metres) / 2, (south + north - height * metres) / 2
    return Chart(middle.lon, middle.lat, metres, left, bottom, base), height


def _map(axes: Axes, reach: Reach, chart: Chart, height: float) -> None:
    from matplotlib.patches import Rectangle

    clip = Rectangle((0, chart.base), WIDTH, height, facecolor=palette.SEA, edgecolor="none")
    axes.add_patch(clip)
    frame = frame_of(content(reach)).padded(0.06, least=3.0)
    under = ground(frame, reach.scenario.viewpoint)
    draw_ground(axes, under, chart, clip)
    draw_areas(axes, reach, frame, chart, clip)
    claims = drawn_claims(reach)
    crowded = len(reach.bands) > MOST_RINGS
    if crowded:
        draw_crowd(axes, reach, frame, chart, clip)
    else:
        for band in reach.bands:
            draw_band(axes, band, claims, frame, chart, clip)
        draw_launches(axes, reach, chart)
    window = (3.0, chart.base + 3, WIDTH - 3, chart.base + height - 3)
    scale = draw_scale(axes, chart)
    labels = labels_of(reach, frame, chart, under, mentioned(reach), rings=not crowded)
    taken = [scale] if crowded else [*taken_by(reach, chart), scale]
    for placed in place(labels, _size, window, taken):
        _write_label(axes, placed)


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


def _foot(reach: Reach) -> list[tuple[str, str, Any]]:
    """Lines below the map: words, weight, and the sample of the legend that stands before them."""
    wide = WIDTH - 2 * MARGIN
    rows: list[tuple[str, str, Any]] = []
    for index, claim in enumerate(drawn_claims(reach)):
        note = "" if reach.bands else " (stated, not drawn)"
        attributed = ", as the text attributes it to others" if claim.length.attributed else ""
        words = f"{claim.name}: {format_length(claim.length)}{attributed}{note}"
        lines = wrap(words, wide - 48, 8.2)
        rows += [
            (line, "normal", ("claim", index) if reach.bands and not i else "indent")
            for i, line in enumerate(lines)
        ]
    if len(reach.scenario.launches) > MOST_NAMES:
        rows.append((f"{len(reach.scenario.launches):,} launch points", "normal", "indent"))
    for launch in reach.scenario.launches if len(reach.scenario.launches) <= MOST_NAMES else ():
        words = f"{launch.place.name}: {launch.kind} launch" + (f", {launch.note}" if launch.note else "")
        rows += [
            (line, "normal", ("launch", launch.kind) if not i else "indent")
            for i, line in enumerate(wrap(words, wide - 48, 8.2))
        ]
    for zone in reach.scenario.zones:
        words = f"{zone.place.name}: zone" + (f", {zone.note}" if zone.note else "")
        rows += [
            (line, "normal", ("zone", 0) if not i else "indent")
            for i, line in enumerate(wrap(words, wide - 48, 8.2))
        ]
    for line in reach.missing:
        rows += [(part, "bold", None) for part in wrap(line, wide, 8.2, weight="bold")]
    first, *rest = caveats(reach)
    rows += [(part, "bold", None) for part in wrap(first, wide, 8.2, weight="bold")]
    rows += [(part, "normal", None) for part in wrap(" ".join([*rest, GROUND_SOURCE]), wide, 8.2)]
    return rows


def _sample(axes: Axes, sample: Any, y: float) -> None:
    from matplotlib.patches import Rectangle

    if not isinstance(sample, tuple):
        return
    kind, value = sample
    if kind == "claim":
        dash = palette.dash(value)
        axes.add_patch(
            Rectangle((MARGIN, y - 4.5), 40, 9, facecolor=palette.colour(value), alpha=0.17, linewidth=0)
        )
        axes.plot(
            [MARGIN, MARGIN + 40],
            [y, y],
            color=palette.colour(value),
            linewidth=1.8,
            linestyle=(0, [d / 1.8 for d in dash]) if dash else "solid",
        )
    elif kind == "zone":
        axes.add_patch(
            Rectangle(
                (MARGIN, y - 4),
                40,
                8,
                facecolor="none",
                edgecolor=palette.HATCH,
                hatch="/////",
                alpha=0.35,
                linewidth=0,
            )
        )
        axes.add_patch(
            Rectangle(
                (MARGIN, y - 4),
                40,
                8,
                facecolor="none",
                edgecolor=palette.INK,
                linestyle=(0, (4, 2.4)),
                linewidth=1,
            )
        )
    elif value != "territory":
        symbol(axes, MARGIN + 20, y, value)
