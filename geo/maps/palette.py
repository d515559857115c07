"""Colours and dashes of systems: Okabe and Ito's set darkened for lines, and a dash pattern for each as well."""

from __future__ import annotations

from typing import Final

COLOURS: Final = ("#d55e00", "#0072b2", "#009e73", "#a8468a", "#b07800", "#2b8cc4", "#333333")
"""The same as `--c0` to `--c6` of `static/reach.css`."""
DASHES: Final[tuple[tuple[float, ...], ...]] = ((), (9, 5), (2, 5), (12, 4, 2, 4), (5, 3))
"""The same as `DASHES` of `static/bands.js`, in pixels."""
SEA: Final = "#d9e4ea"
LAND: Final = "#f8f6f1"
COAST: Final = "#9fb0ba"
BORDER: Final = "#8d8579"
REGION: Final = "#cfc8bb"
DISPUTED: Final = "#8a5a00"
INK: Final = "#191919"
MUTED: Final = "#55524d"
HATCH: Final = "#6b6257"
PAPER: Final = "#f1f1f0"


def colour(index: int) -> str:
    """The colour of the nth system."""
    return COLOURS[index % len(COLOURS)]


def text_colour(index: int) -> str:
    """The colour of words about the nth system: darker than its line, so that they can be read."""
    parts = [int(colour(index)[i : i + 2], 16) for i in (1, 3, 5)]
    dark = [int(INK[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(0.72 * a + 0.28 * b):02x}" for a, b in zip(parts, dark, strict=True))


def dash(index: int) -> tuple[float, ...]:
    """The dash pattern of the nth system; () is solid. Seven colours and five patterns differ 35 times."""
    return DASHES[index % len(DASHES)]
