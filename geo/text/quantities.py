"""Lengths where they stand in a text: number, unit, qualifier, and the same length in a second unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.numbers import NUMBER, SPACE, number
from geo.text.vocabulary import AND, PREFIXES, SUFFIXES, UNITS, joined
from geo.units import METRES

if TYPE_CHECKING:
    from geo.model import Qualifier, Unit

_UNIT = joined(UNITS)
_ANY_UNIT = "|".join(pattern for _, patterns in UNITS for pattern in patterns)
_DASH = r"[-‐‑‒–—−]"
_GAP = rf"(?:\s{{1,3}}|{_DASH}|\s?\+\s?|[\s-]plus[\s-])?"
_CORE = re.compile(
    rf"(?<![\w$€£¥₽.,:+-])(?<!\d/)(?P<open>(?i:between|from|entre|de|zwischen|von|між|между|від|от)\s{{1,3}})?"
    rf"(?P<low>(?i:{NUMBER}))(?:(?P<plus>\s?\+|[\s-]plus\b)?(?:\s{{1,3}}|{_DASH})?(?P<first>{_ANY_UNIT})(?!\w))?"
    rf"(?:\s{{0,3}}(?P<link>{_DASH}|(?i:\b(?:to|and|or|bis|und|à|et|a|y|до|та|и|і|й)\b))\s{{0,3}}(?P<high>(?i:{NUMBER})))?"
    rf"(?P<more>\s?\+|[\s-]plus\b)?(?:\s{{1,3}}|{_DASH})?(?:{_UNIT})(?![\w²³]|-?class\b)"
)
_TAIL = re.compile(
    rf"(?<![\w$€£¥.,:/-])(?P<items>(?:{NUMBER})(?:,\s(?:{NUMBER}))*(?:,\s$|,?\s(?:and|or|und|oder|et|ou|y|o|и|і|та|или|або)\s))$",
    re.IGNORECASE,
)
_OTHER_USE = re.compile(
    r"\s*(?:/\s?(?:h|s|sec|hr|hours?|gallon|charge|day|год|ч|km²)\b|per\b|an? hour|a second|[хx]\b)|\s?[ck]?ph\b|/h\b|\s?(?:²|³|\^2|square)|\s(?:per|pro|par|por) (?:hour|stunde|heure|hora)"
    r"|\s(?:на|за|в) (?:час|годину)",
    re.IGNORECASE,
)
_SQUARE = re.compile(r"(?:square|sq\.?|cubic|quadrat|carrés?|cuadrados?|квадратн\w+|кв\.)\s*$", re.IGNORECASE)
_HINT = re.compile(
    rf"\d[½¼¾]?(?:{_GAP}(?:{_ANY_UNIT})(?!\w)|{SPACE}(?:hundred|thousand|тыс|тис|tausend|mille|mil)(?!\w))"
    r"|(?:miles?|kilomet(?:er|re)s?|met(?:er|re)s|yards|feet|kms?)(?!\w)",
)
_SECOND = re.compile(
    r"\s*[(\[](?:about |around |roughly |approximately |some |nearly |or |up to |more than |over |~|≈|c\. ?)*$"
    r"|\s?/\s?$|,? (?:or|that is|i\.e\.),? (?:about |around |roughly |approximately |some |nearly |just over |just under )?$"
    r"|,? (?:oder|ou|soit|o|або|или) (?:etwa |environ |unos |près de |приблизно |около )?$"
    r"|\s?[;,]\s(?:about |around |roughly |approximately |~)?$|\s?[-–—]\s?(?:about |around |roughly )?$|\s?=\s?$",
    re.IGNORECASE,
)
_FILL = (
    r"(?:[\s\"'“”‘’«»„(:,]|(?<!\w)(?:a|an|the|of|to|be|in|at|is|was|are|some|only|just|even|distances?|"
    r"eine[rmn]?|von|bis|de|d'|des|la|les|una?|el|на|в|у)\b)*"
)
_PREFIX = re.compile(
    rf"(?<!\w)(?:{joined(PREFIXES)})(?!\w){_FILL}$",
    re.IGNORECASE,
)
_MAXIMUM = re.compile(
    r"(?<!\w)(?:max(?:imum|imal|\.)?|greatest|furthest|farthest|longest|top|maximale[rn]?|maximal[e]?|máxim[oa]|максимальн\w+)"
    r"(?: [\w-]+){0,2}? (?:ranges?|reach|radius|distances?|reichweite|portée|alcance|дальн\w+|distance)"
    r"(?:[\s:\"“,]|(?<!\w)(?:of|is|was|at|to|be|being|been|has|have|had|put|given|stated|estimated|listed|quoted|are|as"
    r"|beträgt|von|est|de|es|становить|составляет|польоту|стрільби|полета|полёта|стрельбы|действия|дії)\b|[–—-])*$"
    r"|(?<!\w)(?:max(?:imum|imal|\.)?|greatest|longest|maximale[rn]?|максимальн\w+)(?: [\w-]+){0,2}? (?:range|reach|reichweite|дальн\w+)"
    r"\s[^.;:!?\d]{1,40}?[\w’'»“-]*\s(?:is|was|at|beträgt|становить|составляет|[—–])\s*$"
    r"|(?<!\w)(?:up|out) to (?:an? )?(?:\w+ )?(?:ranges?|distances?) of\s*$"
    r"|(?<!\w)(?:portée|alcance|reichweite|дальн\w+|радиус\w*|радіус\w*) (?:\w+ )?(?:maximale?|máxim[oa]|максимальн\w+)"
    r"(?:\s|(?<!\w)(?:est|de|es|von|is)\b)*$",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"(?<!\w)(?:limit(?:s|ed|ing)?|restrict(?:s|ed|ing)?|cap(?:s|ped|ping)?)\s"
    r"(?:[^.;:]{1,70}?\s)?(?:to|at)(?: (?:an? |the )?(?:\w+ )?ranges? of)?\s+$",
    re.IGNORECASE,
)
_HEDGED = re.compile(rf"(?<!\w)(?:{joined(PREFIXES)}|barely|only|just|of)\s+$", re.IGNORECASE)
_DEFINITE = re.compile(r"(?<!\w)the\s+$", re.IGNORECASE)
_NEGATED = re.compile(
    r"(?<!\w)(?:none of|not(?! only| just)|no(?! longer)|cannot|never|seldom|rarely|hardly|unable to|\w+n['’]t)\s(?:(?!and |but )[^.,;:\"“”]){0,50}$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(rf"\s?,?\s?(?:{joined(SUFFIXES)})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length as it stands in a text."""

    start: int
    """Offset of the first figure."""
    end: int
    """Offset behind the unit."""
    low: float
    """The figure, or the lower end of an interval."""
    high: float
    """The same, or the upper end."""
    unit: Unit
    """The unit as stated."""
    qualifier: Qualifier = "exact"
    """How the text hedges it."""
    before: int = 0
    """Offset of the first word of the qualifier."""
    after: int = 0
    """Offset behind a second unit, its bracket and a trailing qualifier."""
    second: str = ""
    """The same length in another unit, as written."""
    warning: str = ""
    """What is odd about the two."""


def hints(text: str) -> list[int]:
    """Offsets at which a unit may stand, in order."""
    return [match.end() for match in _HINT.finditer(text)]


def quantities(text: str, start: int = 0, end: int | None = None, *, comma: bool = False) -> list[Quantity]:
    """Every length between two offsets, in order, with its qualifier; a second unit is merged.

    Parameters
    ----------
    text : str
        Any text.
    start, end : int
        The part of it to look at: a sentence.
    comma : bool
        Whether the language writes a decimal comma.

    Examples
    --------
    >>> [(q.low, q.unit, q.qualifier, q.second) for q in quantities("flies up to 500 kilometres (310 mi).")]
    [(500.0, 'km', 'up_to', '310 mi')]
    """
    stop = len(text) if end is None else end
    found: list[Quantity] = []
    for match in _CORE.finditer(text, start, stop):
        if _OTHER_USE.match(text, match.end(), stop) or _SQUARE.search(
            text, max(start, match.start() - 12), match.start("low")
        ):
            continue
        items = _read(match, text, start, comma=comma)
        if not items:
            continue
        if found and (joined := _same_length(found[-1], items, text, stop)):
            found[-1] = joined
            continue
        found += [qualified(item, text, start, stop) for item in items]
    return found


def _read(match: re.Match[str], text: str, start: int, *, comma: bool) -> list[Quantity]:
    """The one, two or more lengths of a match: '40-60 km' is one, '1,000 and 2,000 km' are two."""
    if match["low"].lower() == "a" and not _HEDGED.search(
        text[max(start, match.start() - 30) : match.start()]
    ):
        return []  # '$5 a mile'
    low = number(match["low"], comma=comma)
    high = number(match["high"], comma=comma) if match["high"] else low
    unit = next(name for name, _ in UNITS if match[name])
    if low is None or high is None or low <= 0 or high <= 0:
        return []
    if match["high"] and match["first"]:
        first = _unit_of(match["first"])
        if first != unit and 0.87 < high * METRES[unit] / (low * METRES[first]) < 1.15:
            end, start_high = match.end("first"), match.start("high")
            second = text[start_high : match.end()]
            return [
                Quantity(
                    match.start("low"), end, low, low, first, "exact", match.start("low"), match.end(), second
                )
            ]
    plus: Qualifier = "at_least" if match["plus"] or match["more"] else "exact"
    begin, end = match.start("low"), match.end()
    link = (match["link"] or "").lower()
    apart = link in AND or (link == "or" and not low < high <= 2 * low)
    if match["high"] and apart and not match["open"]:
        first = _unit_of(match["first"]) if match["first"] else unit
        if _is_year(low, match["low"]):
            return [Quantity(match.start("high"), end, high, high, unit, plus, match.start("high"), end)]
        inner = match.end("first") if match["first"] else match.end("low")
        pair = [
            Quantity(begin, inner, low, low, first, plus, begin, inner),
            Quantity(match.start("high"), end, high, high, unit, plus, match.start("high"), end),
        ]
        return _earlier(text, start, begin, unit, comma=comma) + pair
    if match["high"] and match["first"] and _unit_of(match["first"]) != unit:
        factor = METRES[_unit_of(match["first"])] / METRES[unit]
        low = low * factor if low * factor < high else low
    if high < low:
        low, high = (low, high * 1000) if high * 1000 > low and "thousand" in match["high"] else (high, low)
    only = Quantity(begin, end, low, high, unit, plus if low == high else "between", begin, end)
    return (_earlier(text, start, begin, unit, comma=comma) if not match["high"] else []) + [only]


def _earlier(text: str, start: int, begin: int, unit: Unit, *, comma: bool) -> list[Quantity]:
    """Figures before the last one of a list, which lend its unit: '70, 150 and' before '300 km'."""
    match = _TAIL.search(text[max(start, begin - 60) : begin])
    if match is None:
        return []
    offset = max(start, begin - 60)
    found = []
    for item in re.finditer(NUMBER, match["items"], re.IGNORECASE):
        value = number(item[0], comma=comma)
        if value is None or value <= 0 or _is_year(value, item[0]) or item[0].lower() == "one":
            return []
        low, high = offset + match.start("items") + item.start(), offset + match.start("items") + item.end()
        found.append(Quantity(low, high, value, value, unit, "exact", low, high))
    return found


def _is_year(value: float, words: str) -> bool:
    return 1900 <= value <= 2100 and words.isdigit()


def _unit_of(text: str) -> Unit:
    return next(name for name, patterns in UNITS if re.fullmatch("|".join(patterns), text))


def _same_length(last: Quantity, items: list[Quantity], text: str, stop: int) -> Quantity | None:
    """The last length with these as its second unit, if that is what they are."""
    item = items[-1]
    gap = text[last.after : items[0].start]
    if item.unit == last.unit or len(gap) > 40 or not _SECOND.search(gap):
        return None
    ratio = (item.low + item.high) * METRES[item.unit] / ((last.low + last.high) * METRES[last.unit])
    agrees = 0.87 < ratio < 1.15
    bracket = gap.lstrip()[:1] in "([" and text[item.end : item.end + 1] in ")];,"
    if not agrees and not (bracket and 0.5 < ratio < 2):
        return None
    close = re.compile(r"\s*[)\]]").match(text, item.end, stop) if gap.lstrip()[:1] in ("(", "[") else None
    second = text[items[0].start : item.end]
    warning = "" if agrees else f"'{text[last.start : last.end]}' and '{second}' differ."
    after = close.end() if close else item.end
    return replace(last, after=after, second=second, warning=warning)


def qualified(item: Quantity, text: str, start: int, stop: int) -> Quantity:
    """The length with its qualifier: the words before it, else the words behind it."""
    offset = max(start, item.start - 90)
    window = text[offset : item.start]
    opened = re.search(r"(?:between|from|entre|de|zwischen|von|між|между|від|от)\s+$", window, re.IGNORECASE)
    cut = opened.start() if opened and item.qualifier == "between" else len(window)
    hedges: list[Qualifier] = []
    while match := _PREFIX.search(window[:cut]):
        hedge = next(name for name, _ in PREFIXES if match[name])
        if hedge in ("more_than", "no_more_than") and _DEFINITE.search(window[:cut]):
            break  # 'beyond the 280 km of the older one'
        hedges.append(hedge)
        cut = match.start()
    if all(hedge == "about" for hedge in hedges) and _MAXIMUM.search(window[:cut]):
        hedges.append("up_to")
    if not hedges and _LIMITED.search(window):
        hedges.append("no_more_than")
    suffix = _SUFFIX.match(text, item.after, stop)
    after = suffix.end() if suffix else item.after
    if item.qualifier != "exact":
        return replace(item, before=offset + cut if hedges else item.start, after=after)
    strong: list[Qualifier] = [hedge for hedge in hedges if hedge != "about"]
    if not strong and suffix:
        strong = [next(name for name, _ in SUFFIXES if suffix[name])]
    qualifier: Qualifier = strong[0] if strong else "about" if hedges else "exact"
    if qualifier == "more_than" and _NEGATED.search(window[:cut]):
        qualifier = "no_more_than"
    return replace(item, qualifier=qualifier, before=offset + cut, after=after)
