"""Where sentences begin and end: paragraphs, hard-wrapped lines, headlines, bullets, abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 1500
"""Characters after which a sentence without an end is cut at a space, so that time stays linear."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BULLET = re.compile(r"[ \t]*(?:[-–—*•·▪◦‣►●]|\d{1,2}[.)])[ \t]")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[¿¡]*[^\W_])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Rep|Sen|Gov|Pres|St|Mt|Ft|No|Nos|vs|approx"
    r"|ca|c|e\.g|i\.e|etc|incl|max|min|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|ca|bzw|rd|env|p\.ex|aprox)"
    r"|\b[A-Z](?:\.[A-Z])+|тыс|млн|г|ул|им)\.$"
)
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a text, without the white space around them.

    Lines of one paragraph are joined where the text is hard-wrapped; a headline, a bullet and a paragraph end
    a sentence. A sentence is never longer than `LONGEST`.

    Parameters
    ----------
    text : str
        Any text.
    start, end : int
        The part of it to look at.

    Yields
    ------
    tuple of int
        Half-open span; `text[start:end]` is the sentence.

    Examples
    --------
    >>> text = "It flies 190 mi. Mr. X said so."
    >>> [text[a:b] for a, b in sentences(text)]
    ['It flies 190 mi.', 'Mr. X said so.']
    """
    for low, high in _blocks(text, start, len(text) if end is None else end):
        first = low
        for match in _END.finditer(text, low, high):
            word = text[max(first, match.start() - 12) : match.start() + 1]
            after = text[match.end() : match.end() + 4].lstrip()
            if match[0] == "." and (_ABBREVIATION.search(word) or after[:1].islower()):
                continue
            yield from _pieces(text, first, match.end())
            first = match.end()
        yield from _pieces(text, first, high)


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines that belong together."""
    low = high = start
    for line in _LINE.finditer(text, start, end):
        if not line[0].strip():
            continue
        if high > low and _continues(text, low, high, line):
            high = line.end()
            continue
        if high > low:
            yield low, high
        low, high = line.span()
    if high > low:
        yield low, high


def _continues(text: str, low: int, high: int, line: re.Match[str]) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    gap = text[high : line.start()]
    if gap.count("\n") + gap.count("\u2029") > 1 or (gap.count("\r") > 1 and "\n" not in gap):
        return False
    if _BULLET.match(line[0]) or _FINAL.search(text, max(low, high - 8), high):
        return False
    width = high - max(text.rfind("\n", low, high) + 1, low)
    first = line[0].lstrip()[:1]
    return width >= 20 if first.islower() or first.isdigit() or first in "(–—" else 60 <= width <= 100


def _pieces(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    while high - low > LONGEST:
        cut = text.rfind(" ", low + LONGEST // 2, low + LONGEST)
        cut = cut if cut > 0 else low + LONGEST
        yield low, cut
        low = cut
    if high > low:
        yield low, high
