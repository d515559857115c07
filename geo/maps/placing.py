"""Labels on a picture: the important ones first, each in the first of its spots that is free."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Box = tuple[float, float, float, float]
    Size = tuple[float, float]

GAP: Final = 2.0
"""Points of air around a label."""
NEAR: Final = 7.0
"""Points from which the label of a ring seems to speak of another."""
DETACHED: Final = 5.0
"""What it costs the label of a ring to stand farther from its own."""


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
    out: tuple[tuple[float, float], ...] = ()
    """For the label of a ring: the way out of it at each spot, a unit vector; the label stands beside the line."""
    edge: Any = None
    """For the label of a ring: points of its line, shape (n, 2), which no label should hide."""
    short: str = ""
    """Fewer words, for where the text finds no free spot."""
    must: bool = False
    """Whether it is written even where it hides some of a line."""


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
    """Find a spot for each label that has room, so that no two overlap and lines stay free.

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
    boxes, found = list(taken), []
    ordered = sorted(labels, key=lambda item: item.rank)
    edges = [(label, label.edge) for label in ordered if label.edge is not None]
    for label in ordered:
        best: tuple[float, Placed, list[Box]] | None = None
        for words in dict.fromkeys((label.text, label.short or label.text)):
            chosen = _best(replace(label, text=words), size, frame, boxes, edges)
            if chosen and (best is None or chosen[0] < best[0]):
                best = chosen
            if best and not best[0]:
                break
        if best and (label.must or not best[0]):
            boxes += best[2]
            found.append(best[1])
    return found


def _best(
    label: Label, size: Callable[[Label], Size], frame: Box, boxes: list[Box], edges: list[tuple[Label, Any]]
) -> tuple[float, Placed, list[Box]] | None:
    """The free spot that hides least, with what it hides and the boxes it takes."""
    width, height = size(label)
    best: tuple[float, Placed, list[Box]] | None = None
    for x, y, spot in _positions(label, width, height):
        box = (x - GAP, y - GAP / 2, x + width + GAP, y + height + GAP / 2)
        own = [box, *([(spot[0] - 2, spot[1] - 2, spot[0] + 2, spot[1] + 2)] if label.dot else [])]
        if not _within(box, frame) or any(_overlap(one, other) for one in own for other in boxes):
            continue
        cost = sum(_hidden(box, points) for _, points in edges)
        if label.out:
            wide = (box[0] - NEAR, box[1] - NEAR, box[2] + NEAR, box[3] + NEAR)
            cost = 3 * cost + sum(
                _hidden(wide, points) for owner, points in edges if owner.edge is not label.edge
            )
        if best is None or cost < best[0]:
            best = cost, Placed(label, x, y, width, spot), own
        if not cost:
            break
    return best


def _hidden(box: Box, points: Any) -> float:
    x, y = points.T
    return float(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def _positions(label: Label, width: float, height: float) -> list[tuple[float, float, tuple[float, float]]]:
    a = label.away
    if label.out:
        return [
            (
                x + way * (a * dx + _side(dx) * width / 2) - width / 2,
                y + way * (a * dy + _side(dy) * height / 2) - height / 2,
                (x, y),
            )
            for (x, y), (dx, dy) in zip(label.spots, label.out, strict=True)
            for way in (1, -1)
        ]
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


def _side(part: float) -> int:
    """The corner of a label that stands at an edge: -1, 0 for its middle, or 1."""
    return 0 if abs(part) < 0.15 else 1 if part > 0 else -1


def _within(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
