"""Figures of one sentence that belong together: old and new, a minimum with its maximum, one for each of two names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.text.quantities import Quantity
    from geo.text.systems import Mention

_CHANGED = re.compile(
    r"(?<!\w)(?:extend\w*|increas\w+|boost\w*|rais(?:e|es|ed|ing)|upgrad\w+|improv\w+|stretch\w*|lengthen\w*|expand\w*|reduc\w+|cut)"
    r"(?!\w)[^.;]{0,80}\bfrom\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(
    r"respectively|respectivement|beziehungsweise|respectivamente|відповідно|соответственно", re.IGNORECASE
)


@dataclass(slots=True)
class Found:
    """One accepted figure in a sentence, on its way to a claim."""

    figure: Quantity
    """The length; its offsets count in the sentence."""
    rule: str
    """The rule that accepted it."""
    systems: list[Mention]
    """What it is said of, in its sentence."""
    minimum: bool = False
    """Whether it is the least distance at which a weapon works."""
    earlier: list[Mention] = field(default_factory=list)
    """What it is said of, in the sentences before; the nearest first."""


def changed_figures(sentence: str, figure: Quantity) -> list[Quantity]:
    """The old and the new figure where a range was 'extended from 70 to 150 km', else the figure."""
    inner = re.compile(r"\s+to\s+").search(sentence, figure.start, figure.end)
    if not inner or not _CHANGED.search(sentence[max(0, figure.before - 90) : figure.start]):
        return [figure]
    old = replace(figure, high=figure.low, qualifier="exact", end=inner.start(), after=inner.start())
    new = replace(figure, low=figure.high, qualifier="exact", start=inner.end(), before=inner.end())
    return [old, new]


def one_each(sentence: str, found: list[Found]) -> list[Found]:
    """Two figures and two names, one for each: 'A and B … 1,000 and 2,000 km, respectively'."""
    if len(found) < 2 or not _RESPECTIVELY.search(sentence):
        return found
    names = sorted(
        {mention.start: mention for item in found for mention in item.systems}.values(), key=lambda m: m.start
    )
    if len(names) != len(found):
        return found
    for item, mention in zip(found, names, strict=True):
        item.systems = [mention]
    return found


def joined_extremes(found: list[Found]) -> list[Found]:
    """A minimum and a maximum of one system as one interval; a minimum alone says nothing of reach."""
    result: list[Found] = []
    pending: Found | None = None
    for item in found:
        if item.minimum:
            if result and result[-1].figure.qualifier == "up_to" and item.figure.low < result[-1].figure.low:
                result[-1].figure = _interval(item.figure, result[-1].figure)
            else:
                pending = item
            continue
        if pending and item.figure.high > pending.figure.low:
            item.figure = _interval(pending.figure, item.figure)
            item.systems = item.systems or pending.systems
        pending = None
        result.append(item)
    return result


def _interval(low: Quantity, high: Quantity) -> Quantity:
    first, last = sorted((low, high), key=lambda figure: figure.start)
    if low.unit != high.unit:
        return high
    return replace(first, end=last.end, after=last.after, low=low.low, high=high.high, qualifier="between")
