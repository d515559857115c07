"""Whether a sentence marks a figure as claimed, reported or estimated, and who it says said so."""

from __future__ import annotations

import re
from typing import NamedTuple

_SAY = (
    r"(?:sa(?:ys?|id)|claim(?:s|ed)?|report(?:s|ed)?|state[sd]?|announc(?:e[sd]?|ing)|insist(?:s|ed)?|estimate[sd]?|believe[sd]?|think|thinks|thought"
    r"|assert(?:s|ed)?|declare[sd]?|confirm(?:s|ed)?|tout(?:s|ed)?|brag(?:s|ged)?|boast(?:s|ed)?(?! an? )|warn(?:s|ed)?|told|advertise[sd]?"
    r"|(?:puts?|gives?|gave|giving|lists?|listed|quotes?|quoted)(?=\s(?:the|its|their|a|an)\s[^.;]{0,60}(?:range|reach|radius))|maintain(?:s|ed)|assess(?:es|ed)|reckon(?:s|ed)?|calculate[sd]?|suggest(?:s|ed)?|note[sd]?|wrote|writes|describe[sd]?|saying)"
)
_NAMED = re.compile(
    r"(?<!\w)(?:according to|as (?:stated|claimed|reported|estimated) by|(?:estimated|claimed|reported|stated|believed|thought|put|said) by|in the words of)\s+"
    r"(?P<who>(?:[^,.;()\"“”]|(?<=[A-Z])\.(?=[A-Z\s])){2,80}?)(?=[,;()\"“”]|\.(?:\s|$)|$|\s(?:has|have|can|is|are|the range)\s)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"[,”\"’]\s+(?P<who>(?!(?:was|were|is|are|has|have)\s)(?:[^,.;:()“”\"]|(?<=[A-Z])\.(?=[A-Z\s])){{2,60}}?)\s+(?:has |have |had |also )?(?:{_SAY}|promised|vowed|pledged|warned)(?:\s[^,;.]{{1,50}})?[.,]?[\"”’]?$"
)
_LEADING = re.compile(
    rf"^(?:[^,;.]{{1,60}},\s){{0,2}}(?P<who>(?:[^,.;:()“”\"]|(?<=[A-Z])\.(?=[A-Z\s])){{1,70}}?),?\s+(?:has |have |had |also )?{_SAY}(?!\w)(?!\s(?:range|by|reach|radius|to have)(?!\w))"
)
_INVERTED = re.compile(
    rf"[,”\"’]\s(?:{_SAY})\s(?P<who>(?:the |a |an )?[^,.;:()“”\"]{{2,60}}?)(?=,|[.]?[\"”’]?$|\s(?:on|in|at|after|who)\s)"
)
_PUT = re.compile(
    r"(?<!\w)(?:range|reach|figure|radius)\s(?:that |which )?(?P<who>(?!of\s|is\s)(?:the )?[^,.;]{2,40}?)\s(?:puts?|estimates?|gives?|lists?|claims?|says?|sets?)\s(?:at|as|is|to be)(?!\w)"
    r"|(?<!\w)(?P<other>it|they|he|she|and|who)\s(?:put|puts|gave|gives|listed|lists|quoted|quotes)\s(?:its|their|the)\s(?:\w+\s)?(?:range|reach)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    rf",?\s(?:which|that)\s(?P<who>[^,.;]{{1,40}}?)\s{_SAY}(?!\w)|,\s(?P<other>it|they|he|she)\s{_SAY}(?!\w)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?<!\w)(?:reportedly|allegedly|purported(?:ly)?|supposed(?:ly)?|officially|official|claimed|reported|stated|declared|estimated|believed|thought|suspected|alleged"
    r"|advertised|touted|said to|rumou?red|apparently|presumed|expected|put at|held to have|reputed|reputedly|assessed|saying (?:that )?(?:it|they|the)|estimates?|is known to|published|quoted|claims?)(?!\w)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\s(?:is|are|was|were|has been|have been)$")
"""Behind a name it makes 'believed' and 'said' words about it, not by it: 'Armenia is believed to'."""
_NOBODY = frozenset({"it", "they", "he", "she", "that", "which", "there", "and", "but"})


class Attribution(NamedTuple):
    """Who stands behind a figure."""

    attributed: bool
    """Whether the sentence marks the figure as somebody's statement or estimate."""
    who: str
    """Who says so, as written, or ''."""


def attribution(sentence: str, start: int, end: int) -> Attribution:
    """What a sentence says of the source of a figure in it.

    Parameters
    ----------
    sentence : str
        One sentence.
    start, end : int
        The clause of the figure in it: marks such as 'estimated' count there, a speaker in the whole sentence.

    Examples
    --------
    >>> attribution("It has a range of 300 km, the ministry said.", 0, 24)
    Attribution(attributed=True, who='the ministry')
    """
    for pattern in (_NAMED, _TRAILING, _LEADING, _INVERTED):
        match = pattern.search(sentence)
        if match:
            who = match["who"].strip(" '’\"")
            return Attribution(True, "" if _PASSIVE.search(who) or who.lower() in _NOBODY else who)
    clause = sentence[start:end]
    match = _ASIDE.search(clause) or _PUT.search(clause)
    if match:
        who = (match["who"] or "").strip()
        return Attribution(True, "" if who.lower() in _NOBODY else who)
    return Attribution(bool(_MARKED.search(clause)), "")
