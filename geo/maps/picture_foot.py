"""What stands below a picture's map: the legend on the left, what the map does not say on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.maps import palette
from geo.maps.drawing import area_sample, band_sample, symbol
from geo.maps.payload import drawn_claims
from geo.maps.sheet import MARGIN, wrap, write
from geo.maps.words import GROUND_SOURCE, MOST_NAMES, named_apart
from geo.units import format_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from geo.model import Launch, Reach

LINE: Final = 11.8
"""Height of a line, points."""
SIZE: Final = 8.2
"""Size of the words, points."""
GAP: Final = 5.0
"""Air below an entry, points."""
SAMPLE: Final = 40.0
"""Width of a sample of the legend, points."""
GUTTER: Final = 26.0
"""Air between the columns, points."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of a column."""

    words: str
    """Words; lines are wrapped."""
    bold: str = ""
    """Words before them, on a line of their own."""
    heading: bool = False
    """Whether it names what follows."""
    sample: tuple[str, Any] | None = None
    """What stands before it: a kind and its value."""

    def lines(self, width: float) -> list[tuple[str, str]]:
        """Lines and their weights."""
        room = width - (SAMPLE + 9 if self.sample else 0)
        bold = [(line, "bold") for line in wrap(self.bold, room, SIZE, weight="bold")] if self.bold else []
        return bold + ([(line, "normal") for line in wrap(self.words, room, SIZE)] if self.words else [])

    def height(self, width: float) -> float:
        """Points, with the air below."""
        return LINE * len(self.lines(width)) + GAP


@dataclass(frozen=True, slots=True)
class Foot:
    """Two columns below a map."""

    left: tuple[Entry, ...]
    """Legend."""
    right: tuple[Entry, ...]
    """Caveat and sources."""
    width: float
    """Width of the picture, points."""

    @property
    def columns(self) -> tuple[float, float]:
        """Widths of the columns, points."""
        room = self.width - 2 * MARGIN - GUTTER
        return room * 0.46, room * 0.54 - 10

    @property
    def height(self) -> float:
        """Points, with margins."""
        pairs = zip((self.left, self.right), self.columns, strict=True)
        return max(sum(entry.height(wide) for entry in column) for column, wide in pairs) + 34

    def draw(self, axes: Axes, top: float) -> None:
        """Draw both columns below a height."""
        from matplotlib.patches import Rectangle

        left, right = self.columns
        _column(axes, self.left, MARGIN, top - 14, left)
        x, down = MARGIN + left + GUTTER, sum(entry.height(right) for entry in self.right)
        axes.add_patch(
            Rectangle((x, top - 18 - down), right + 10, down + 8, facecolor=palette.PAPER, linewidth=0)
        )
        axes.add_patch(Rectangle((x, top - 18 - down), 2.6, down + 8, facecolor=palette.INK, linewidth=0))
        _column(axes, self.right, x + 10, top - 14, right - 6)


def foot_of(reach: Reach, caveats: Sequence[str], width: float) -> Foot:
    """What stands below the picture of a reach."""
    first, *rest = caveats
    right = [Entry("", bold=first), *(Entry(line) for line in (*rest, GROUND_SOURCE))]
    return Foot((*_missing(reach), *_ranges(reach), *_launches(reach), *_zones(reach)), tuple(right), width)


def _missing(reach: Reach) -> list[Entry]:
    return [Entry("", bold=line) for line in reach.missing]


def _ranges(reach: Reach) -> list[Entry]:
    found = [_heading("Stated range" if reach.bands else "Stated, not drawn")]
    opened = {id(band.claim) for band in reach.bands if band.high is None}
    for index, claim in enumerate(drawn_claims(reach)):
        attributed = ", as the text attributes it to others" if claim.length.attributed else ""
        sample = ("claim", (index, id(claim) in opened or claim.length.is_open)) if reach.bands else None
        found.append(Entry(f"{format_length(claim.length)}{attributed}", bold=claim.name, sample=sample))
    return found if len(found) > 1 else []


def _launches(reach: Reach) -> list[Entry]:
    launches = reach.scenario.launches
    if not launches:
        return []
    if len(launches) > MOST_NAMES:
        return [_heading("Measured from"), Entry(f"{len(launches):,} launch points")]
    return [_heading("Measured from"), *map(_launch, launches, named_apart(launches))]


def _launch(launch: Launch, name: str) -> Entry:
    day = f"{launch.date.day} {launch.date:%B %Y}" if launch.date else ""
    words = " · ".join(filter(None, (launch.kind, day, launch.note)))
    return Entry(words, bold=name, sample=("launch", launch.kind))


def _zones(reach: Reach) -> list[Entry]:
    if not reach.scenario.zones:
        return []
    entries = []
    for zone in reach.scenario.zones:
        day = f"{zone.date.day} {zone.date:%B %Y}" if zone.date else ""
        words = " · ".join(filter(None, ("zone", day, zone.note)))
        entries.append(Entry(words, bold=zone.place.name, sample=("zone", "")))
    return [_heading("Also on the map"), *entries]


def _heading(words: str) -> Entry:
    return Entry(words.upper(), heading=True)


def _column(axes: Axes, entries: Sequence[Entry], x: float, top: float, width: float) -> None:
    for entry in entries:
        lines = entry.lines(width)
        if entry.sample:
            _sample(axes, entry.sample, x, top - LINE * min(len(lines), 2) / 2 + 1)
        for number, (line, weight) in enumerate(lines):
            style: dict[str, Any] = (
                {"color": palette.MUTED, "weight": "bold"} if entry.heading else {"weight": weight}
            )
            at = (
                x + (SAMPLE + 9 if entry.sample else 0),
                top - LINE * (number + 1) - (2 if entry.heading else -2),
            )
            write(axes, *at, line, SIZE - 1 if entry.heading else SIZE, **style)
        top -= entry.height(width)


def _sample(axes: Axes, sample: tuple[str, Any], x: float, y: float) -> None:
    kind, value = sample
    if kind == "claim":
        band_sample(axes, value, x, y, SAMPLE)
    elif kind == "zone" or value == "territory":
        area_sample(axes, x, y, SAMPLE, territory=kind != "zone")
    else:
        symbol(axes, x + SAMPLE / 2, y, value)
