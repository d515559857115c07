"""Numbers as texts write them: 1,500, 1 500, 1.5 thousand, 1,5, two hundred, twenty-two."""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = {
    word: value
    for value, word in enumerate(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
            " seventeen eighteen nineteen",
        )
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"), 2
    )
}
_SCALES: Final = {"hundred": 100, "thousand": 1000}
_FOREIGN: Final = {
    "tausend": 1000, "mille": 1000, "mil": 1000, "тыс": 1000, "тысяч": 1000, "тысячи": 1000, "тисяч": 1000, "тисячі": 1000,
}  # fmt: skip
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}
SPACE: Final = r"[ \u00a0\u2009\u202f]"
"""Spaces that may stand inside a number."""

_UNIT_WORD = "|".join([*_ONES, *_TENS])
_WORDS = (
    rf"(?:(?:{_UNIT_WORD}|half{SPACE}an?(?={SPACE}(?:mile|kilomet|nautical))|a(?={SPACE}(?:hundred|thousand|mile|kilomet|nautical)))\b(?:[ \u00a0-](?:{_UNIT_WORD})\b)?(?:{SPACE}(?:hundred|thousand)\b)*"
    rf"(?:{SPACE}(?:and{SPACE})?(?:{_UNIT_WORD})\b(?:[ \u00a0-](?:{_UNIT_WORD})\b)?(?:{SPACE}(?:hundred|thousand)\b)?)?(?:{SPACE}and{SPACE}a{SPACE}half\b)?)"
)
_SCALE = rf"(?:{SPACE}(?:hundred|thousand|tausend|mille|mil|тыс(?:яч[иа]?|\.)?|тисяч[іа]?)(?!\w))"
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:[,'’]\d{{3}}|{SPACE}\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)"
    rf"|\d+(?:[.,]\d+)?[½¼¾]?){_SCALE}?|{_WORDS}"
)
"""Pattern of one number, in digits or English words."""


def number(text: str, *, comma: bool = False) -> float | None:
    """The value of a number as written, or None where the words are none.

    Parameters
    ----------
    text : str
        What `NUMBER` matched.
    comma : bool
        Whether the language writes a decimal comma, and a point between thousands.

    Examples
    --------
    >>> number("1,500"), number("1.5 thousand"), number("twenty-two"), number("two hundred and fifty")
    (1500.0, 1500.0, 22.0, 250.0)
    >>> number("1.500", comma=True), number("1,5", comma=True)
    (1500.0, 1.5)
    """
    text = text.strip().lower()
    if not text[:1].isdigit():
        return _words(text)
    match = re.match(r"[\d.,'’½¼¾\s]*[\d½¼¾]", text)
    if match is None:
        return None
    scale = text[match.end() :].strip(" .\u00a0\u202f")
    return _digits(match[0], comma=comma) * (_SCALES | _FOREIGN).get(scale, 1)


def _digits(text: str, *, comma: bool) -> float:
    extra = sum(_FRACTIONS.get(sign, 0) for sign in text)
    text = re.sub(r"[\s'’½¼¾]", "", text)
    if comma and re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    if text.count(".") > 1:
        text = text.replace(".", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) and not comma:
        text = text.replace(",", "")
    return float(text.replace(",", ".")) + extra


def _words(text: str) -> float | None:
    if text.startswith("half"):
        return 0.5
    total, current = 0.0, 0.0
    text, half, _ = text.partition(" and a half")
    for word in re.split(r"[\s-]+", text):
        if word in ("and", ""):
            continue
        if word == "a":
            current = 1
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word == "hundred":
            current = max(current, 1) * 100
        else:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
    total += current + 0.5 * bool(half)
    return total if total > 0 else None
