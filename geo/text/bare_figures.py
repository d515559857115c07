"""Range figures that leave their unit to the one before: 'flies 2,800 km, and its twin, at 3,500'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.numbers import NUMBER, number
from geo.text.phrases import ONE
from geo.text.quantities import Quantity, qualified

if TYPE_CHECKING:
    from geo.text.systems import Mention

_BARE: Final = re.compile(
    r"(?<!\w)(?:to|at|for|past|only|just|mere|about|around|roughly|some|over|under|nearly|almost|than|beyond|of|exceed\w*|manag\w+|reach\w*|goes|go|do|can do"
    rf"|puts?|against|from|cleared|claims?|fl(?:ies|y|ew)|least|hits?|and|or)\s(?P<figure>{NUMBER})"
    r"(?=\s*(?:[,;)”\"]|\.(?!\d)|$)|\s(?:with|when|using|against|if|under|for (?:the|a|its|today)|of the|in (?:the|a|its|\d{4})|and|but|at)(?!\w))",
    re.IGNORECASE,
)
_CONTRAST: Final = re.compile(
    r"(?<!\w)(?:against|versus|compared (?:with|to)|rising to|ris(?:es|ing) to|up from|down from|from|doubl\w+ (?:this|that|it) to|instead of|extended|stretched|raised"
    r"|increased|whereas|while|but|or|others?|than|fl(?:y|ies)|reach(?:es)?|hit|strike|goes|manag\w+|do|attains?)(?!\w)",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"(?<!\w)(?:costs?|pric\w+|weigh\w*|kill\w*|wound\w*|injur\w*|dead|aged?|men|women|people|soldiers?|hours?|minutes?|days?|years?|knots|rounds?|tonnes?|tons?|kilos?|kg|kilograms?|pounds?|dollars?"
    r"|feet|mach|altitude|height|ceiling|speed|warhead|payload|built|bought|ordered|delivered|fired|launched|shot down|destroyed|deployed|tested|flown|flew)(?!\w)",
    re.IGNORECASE,
)
NEAR: Final = 30
"""Characters before a number in which a word may say that it counts something else."""
_LEAST, _MOST = 1 / 30, 30
"""How much smaller or larger than the figure before it may be."""


def bare_figures(sentence: str, last: Quantity, stop: int, mentions: list[Mention]) -> list[Quantity]:
    """Numbers behind a range figure that are ranges in the same unit.

    Parameters
    ----------
    sentence : str
        One sentence.
    last : Quantity
        The range figure before them.
    stop : int
        Offset where the next length begins.
    mentions : list of Mention
        Every system in the sentence: a figure is another's only if one is named, or the words set two apart.

    Examples
    --------
    >>> from geo.text.quantities import quantities
    >>> text = "It flies 70 km, against 40 for the older shell."
    >>> [(item.low, item.unit) for item in bare_figures(text, quantities(text)[0], len(text), [])]
    [(40.0, 'km')]
    """
    found: list[Quantity] = []
    for match in _BARE.finditer(sentence, last.after, stop):
        value = number(match["figure"])
        gap = sentence[(found[-1] if found else last).after : match.start("figure")]
        if (
            value is None
            or not _LEAST <= value / last.high <= _MOST
            or _OTHER.search(gap[-NEAR:])
            or _is_year(match["figure"])
        ):
            continue
        named = any(last.after <= mention.start < match.start("figure") for mention in mentions)
        if not (named or ONE.search(gap) or _CONTRAST.search(gap)):
            continue
        begin, end = match.span("figure")
        plain = Quantity(begin, end, value, value, last.unit, "exact", begin, end)
        found.append(qualified(plain, sentence, last.after, len(sentence)))
    return found


def _is_year(words: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", words) is not None
