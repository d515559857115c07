"""Labels on a picture: the important ones first, each in the first of its spots that is free."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Box = tuple[float, float, float, float]
    Size = tuple[float, float]

GAP: Final = 2.0
"""Points of air around a label."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that want a spot."""

    text: str
    """What to write; lines are parted by a newline."""
    kind: str
    """'launch', 'ring', 'zone', 'mention', 'country', 'region', 'city', 'disputed'."""
    spots: tuple[tuple[float, float], ...]
    """Where it may stand, points on the picture, best first."""
    rank: float
    """Smaller is placed earlier."""
    away: float = 0.0
    """Points between the spot and a label beside it; 0 centres the label on the spot."""
    colour: str = ""
    """Colour of the words; that of its kind by default."""
    dot: bool = False
    """Whether a dot marks the spot."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that has found its spot."""

    label: Label
    """What to write."""
    x: float
    """Left edge, points."""
    y: float
    """Lower edge, points."""
    width: float
    """Points."""
    spot: tuple[float, float] = field(default=(0.0, 0.0))
    """The point it stands for."""


def place(
    labels: Iterable[Label], size: Callable[[Label], Size], frame: Box, taken: Sequence[Box] = ()
) -> list[Placed]:
    """Find a spot for each label that has room, so that no two overlap.

    Parameters
    ----------
    labels : iterable of Label
    size : callable
        Width and height of a label, points.
    frame : tuple = (left, bottom, right, top)
        Where labels may stand.
    taken : sequence of tuple = (left, bottom, right, top)
        What stands there already.
    """
    boxes = list(taken)
    found = []
    for label in sorted(labels, key=lambda item: item.rank):
        width, height = size(label)
        for x, y, spot in _positions(label, width, height):
            box = (x - GAP, y - GAP / 2, x + width + GAP, y + height + GAP / 2)
            dot = [(spot[0] - 2, spot[1] - 2, spot[0] + 2, spot[1] + 2)] if label.dot else []
            if _within(box, frame) and not any(
                _overlap(one, other) for one in (box, *dot) for other in boxes
            ):
                boxes += [box, *dot]
                found.append(Placed(label, x, y, width, spot))
                break
    return found


def _positions(label: Label, width: float, height: float) -> list[tuple[float, float, tuple[float, float]]]:
    a = label.away
    if not a:
        return [(x - width / 2, y - height / 2, (x, y)) for x, y in label.spots]
    return [
        (x + dx, y + dy, (x, y))
        for x, y in label.spots
        for dx, dy in (
            (a, -height / 2), (-a - width, -height / 2), (-width / 2, a), (-width / 2, -a - height),
            (a * 0.8, a * 0.5), (a * 0.8, -height - a * 0.3), (-a * 0.8 - width, a * 0.5), (-a * 0.8 - width, -height - a * 0.3),
        )
    ]  # fmt: skip


def _within(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
