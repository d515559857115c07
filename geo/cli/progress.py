"""One line on a terminal's stderr that says how far, how fast and how long still."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EVERY: Final = 0.2
"""Seconds between two looks of the line."""


@contextmanager
def progress(unit: str, total: int | None = None, *, done: int = 0) -> Iterator[Callable[[int], None]]:
    """A function to call with the number of things just finished; quiet where stderr is no terminal.

    Parameters
    ----------
    unit : str
        What is counted, in the plural.
    total : int, optional
        How many there are; without it no time left is shown.
    done : int
        How many an earlier run has finished.
    """
    begun = shown = time.monotonic()
    count = done
    shows = sys.stderr.isatty()

    def tell(more: int) -> None:
        nonlocal count, shown
        count += more
        now = time.monotonic()
        if shows and now - shown >= _EVERY:
            shown = now
            sys.stderr.write(f"\r\x1b[K{line(unit, count, total, done, now - begun)}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shows:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def line(unit: str, count: int, total: int | None, done: int, seconds: float) -> str:
    """What the line says.

    >>> line("documents", 300, 1000, 100, 10.0)
    '300 of 1,000 documents (30 %), 20/s, 0:35 left'
    >>> line("rows", 5_000_000, None, 0, 2.0)
    '5,000,000 rows, 2,500,000/s'
    """
    rate = (count - done) / seconds if seconds > 0 else 0.0
    speed = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
    if not total:
        return f"{count:,} {unit}, {speed}"
    left = f", {clock((total - count) / rate)} left" if rate else ""
    return f"{count:,} of {total:,} {unit} ({100 * count // total} %), {speed}{left}"


def clock(seconds: float) -> str:
    """A duration as hours, minutes and seconds.

    >>> clock(35), clock(3725)
    ('0:35', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
