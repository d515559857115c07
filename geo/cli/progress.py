"""One line on a terminal's stderr that says how far, how fast and how long still."""

from __future__ import annotations

import sys
import time
from typing import Final, Self

_EVERY: Final = 0.2
"""Seconds between two looks of the line."""


class Progress:
    """Shows the line while its block runs; quiet where stderr is no terminal."""

    def __init__(self, unit: str, total: int | None = None) -> None:
        self.unit, self.total = unit, total
        self.done = self.count = 0
        self.started = self.shown = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def begin(self, total: int, done: int) -> None:
        """How many things there are, and how many an earlier run has finished."""
        self.total, self.done, self.count = total, done, done
        self.started = time.monotonic()

    def tell(self, more: int) -> None:
        """So many more are finished."""
        self.count += more
        now = time.monotonic()
        if now - self.shown >= _EVERY and sys.stderr.isatty():
            self.shown = now
            text = line(self.unit, self.count, self.total, self.done, now - self.started)
            sys.stderr.write(f"\r\x1b[K{text}")
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
