"""The map day by day: a GIF in which claims, launches and zones appear in the order of their days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.files import check_output, whole_file
from geo.maps.sheet import need_matplotlib
from geo.model import OutputError

if TYPE_CHECKING:
    import datetime as dt
    import os
    from pathlib import Path

    from PIL.Image import Image

    from geo.model import RangeClaim, Reach

STEP: Final = 1500
"""Milliseconds that a frame stands; the last one stands twice as long."""
COLOURS: Final = 128
"""Colours of a frame: flat areas and smooth edges need no more."""


def days_of(reach: Reach) -> list[dt.date]:
    """The days that what is drawn carries, in order, each once."""
    drawn = [_day(band.claim, reach) for band in reach.bands]
    launches = [launch.date for launch in reach.scenario.launches]
    zones = [zone.date for zone in reach.scenario.zones]
    return sorted({day for day in (*drawn, *launches, *zones) if day is not None})


def until(reach: Reach, day: dt.date) -> Reach:
    """A reach without what came after a day; what carries no day is always there."""
    launches = tuple(item for item in reach.scenario.launches if item.date is None or item.date <= day)
    zones = tuple(item for item in reach.scenario.zones if item.date is None or item.date <= day)
    bands = tuple(
        band
        for band in reach.bands
        if (_day(band.claim, reach) or day) <= day and (band.launch.date or day) <= day
    )
    return replace(reach, scenario=replace(reach.scenario, launches=launches, zones=zones), bands=bands)


def _day(claim: RangeClaim, reach: Reach) -> dt.date | None:
    return next((document.date for document in reach.claims.documents if document.id == claim.document), None)


def save_frames(reach: Reach, path: str | os.PathLike[str], *, dpi: int = 100) -> Path:
    """Save the map of a reach as a GIF with one frame a day.

    Parameters
    ----------
    reach : Reach
        Claims, scenario and shapes; at least two different days among documents, launches and zones.
    path : path
        A file ending in .gif; an old one is replaced only by a whole new one.
    dpi : int
        Pixels an inch; the picture is ten inches wide.

    Returns
    -------
    Path
        The file. The same reach gives the same bytes, with the same matplotlib and Pillow.

    Raises
    ------
    OutputError
        If the folder is missing, the ending is another, or there are fewer than two days.
    """
    target = check_output(path)
    need_matplotlib()
    if target.suffix.lower() != ".gif":
        raise OutputError(f"Cannot write '{target}': frames go into a .gif.")
    days = days_of(reach)
    if len(days) < 2:
        found = f"only one: {days[0].isoformat()}" if days else "none"
        raise OutputError(
            f"Cannot write '{target}': a GIF needs two days or more, and documents, launches and zones carry {found}. "
            "Give them a date, or write a .png."
        )
    frames = _in_the_same_colours([_frame(reach, day, dpi) for day in days])
    stand = [STEP] * (len(frames) - 1) + [2 * STEP]
    with whole_file(target) as beside:
        frames[0].save(beside, format="GIF", save_all=True, append_images=frames[1:], duration=stand, loop=0)
    return target


def _in_the_same_colours(frames: list[Image]) -> list[Image]:
    """Frames with one palette, so that what stays does not flicker."""
    from PIL import Image

    width, height = frames[0].size
    strip = Image.new("RGB", (width, height * len(frames)))
    for number, frame in enumerate(frames):
        strip.paste(frame, (0, height * number))
    flat = strip.quantize(COLOURS, dither=Image.Dither.NONE)
    return [flat.crop((0, height * number, width, height * (number + 1))) for number in range(len(frames))]


def _frame(reach: Reach, day: dt.date, dpi: int) -> Image:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    from geo.maps.static_map import figure

    drawn = figure(reach, day=day)
    drawn.set_dpi(dpi)
    canvas: Any = FigureCanvasAgg(drawn)
    canvas.draw()
    size = canvas.get_width_height()
    return Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
