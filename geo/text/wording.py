"""The wordings that make a length a range: rules, each with a name, that look at the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.text import phrases
from geo.text.range_signs import weighed

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.text.quantities import Quantity
    from geo.text.systems import Mention


class Setting(NamedTuple):
    """A length in its sentence, as the rules see it. All offsets count in the sentence."""

    sentence: str
    """The sentence."""
    figure: Quantity
    """The length."""
    before: str
    """Words between its clause, or the length before it, and its qualifier."""
    clause: str
    """Words between its clause, or the last range figure, and its qualifier."""
    after: str
    """Words behind it and its second unit."""
    gap: str | None
    """Words between the last range figure of the sentence and this one; None where there is none."""
    mentions: list[Mention]
    """Every system in the sentence."""
    since: int
    """Offset behind the last range figure, or 0."""
    armed: bool
    """Whether a weapon stands in the sentence, or in the two before it."""


def range_of(at: Setting) -> bool:
    """'a range of', 'its range is', 'range:', 'the range of the Neptune exceeds'."""
    plain = phrases.BETWEEN_COMMAS.sub(" ", at.before)
    if not (phrases.OF_RANGE.search(plain) or phrases.RANGE_VERB.search(at.before)):
        return False
    ground = phrases.AT_A_RANGE.search(at.before) and phrases.COMPASS.match(at.after)
    if ground or phrases.NAMED_RANGE.search(at.before):
        return False
    if phrases.EVENT_RANGE.search(at.before):
        return bool(phrases.ABLE.search(at.before) or phrases.HABIT.search(at.before)) and _has_holder(at)
    return not phrases.DEVICE_RANGE.search(at.before) and not _other_height(at)


def range_behind(at: Setting) -> bool:
    """'190-mile range', '190-mile-range', '350 km maximum range'."""
    if phrases.CAP_BEHIND.match(at.after) and re.search(
        r"(?:limit|cap|ceiling|maximum)\sof", at.sentence[: at.figure.start]
    ):
        return True
    if phrases.AT_FIRST.fullmatch(at.before) and phrases.ITS_RANGE.match(at.after):
        return True
    return bool(phrases.RANGE_BEHIND.match(at.after)) and not (
        phrases.RADIUS_BEHIND.match(at.after) and not at.mentions
    )


def attributive(at: Setting) -> bool:
    """'200-mile missiles', 'a 2,000-km ballistic missile'."""
    words = at.sentence[at.figure.start : at.figure.end]
    if at.figure.unit not in ("km", "mi", "nmi") or words.endswith(("miles", "meters", "metres")):
        return False
    for mention in at.mentions:
        gap = at.sentence[at.figure.after : mention.start]
        if mention.start >= at.figure.after and mention.strength != 1 and gap in (" ", "-", "\u00a0"):
            return not re.match(
                r"\s(?:flight|journey|trip|attack|raid|strike|launch|test|range\b)",
                at.sentence[mention.stop :],
            )
    return False


def able(at: Setting) -> bool:
    """'can hit targets … away', 'able to fly', 'designed to destroy aircraft at'."""
    match = _last(phrases.ABLE, at.clause)
    if not match or not _has_holder(at, match.start()):
        return False
    tail = phrases.ALTITUDE.sub("", match["tail"])
    return not (
        phrases.STEERED.search(at.clause)
        or phrases.HAPPENED.search(tail)
        or phrases.HAPPENED.search(match["mid"])
        or phrases.DETECTS.search(tail)
        or phrases.DETECTS.search(match["mid"])
        or _is_apart(tail)
    )


def _is_plural(sentence: str, mention: Mention) -> bool:
    """Whether a mention takes a verb without -s: 'rockets', 'artillery', 'A and B'."""
    return (
        sentence[mention.start : mention.stop].lower().endswith(("s", "artillery", "aircraft", "ammunition"))
        or sentence[: mention.start].endswith("s (")
        or re.search(r"(?:\band|,)\s(?:the\s|its\s)?$", sentence[: mention.start]) is not None
    )


def capable(at: Setting) -> bool:
    """'capable of 3,000 km', 'effective to', 'accurate to'."""
    return bool(phrases.CAPABLE.search(at.clause)) and _has_holder(at)


def habit(at: Setting) -> bool:
    """'the missile flies', 'rockets that reach', 'whose shells carry'."""
    match = _last(phrases.HABIT, at.clause)
    if match is None:
        return False
    tail = phrases.ALTITUDE.sub("", match["tail"])
    if phrases.HAPPENED.search(tail) or _is_apart(tail) or phrases.DETECTS.search(at.before):
        return False
    offset = len(at.sentence[: at.figure.before]) - len(at.clause)
    lead = at.sentence[: offset + match.start()]
    subject = next((m for m in reversed(at.mentions) if m.stop <= offset + match.start()), None)
    if subject is None:
        return at.armed and bool(phrases.ITSELF.search(lead))
    between = lead[subject.stop :]
    return not _is_event(at, match[0].split()[0].lower(), subject, between) and _is_subject(between)


def _is_event(at: Setting, verb: str, subject: Mention, between: str) -> bool:
    """Whether a verb tells what happened once: 'it hit', 'the missile fly', 'reached on Tuesday'."""
    if verb in ("hit", "shot") and phrases.PAST.search(between):
        return True
    if verb in phrases.BASE:
        once = phrases.IT_BASE.search(between)
        return bool(once) or not (_is_plural(at.sentence, subject) or phrases.RELATIVE.search(between))
    if verb == "ran":
        return "torpedo" not in at.sentence.lower()
    return verb == "reached" and (subject.strength < 2 or phrases.EVENT.search(at.sentence) is not None)


def _is_subject(between: str) -> bool:
    """Whether the words between a system and a verb leave it the subject of the verb."""
    return any(pattern.fullmatch(between) for pattern in (phrases.PLAIN, phrases.ASIDE)) or bool(
        phrases.RELATIVE.search(between)
    )


def limited(at: Setting) -> bool:
    """'ballistic missiles were limited to', 'the BrahMos, limited to'."""
    hedge = at.sentence[at.figure.before : at.figure.start]
    named = any(mention.stop <= at.figure.before for mention in at.mentions) or phrases.ONE.search(at.clause)
    said = phrases.WAS.search(at.clause) or at.clause.endswith(", ")
    return bool(named and said and phrases.LIMITED.match(hedge))


def parallel(at: Setting) -> bool:
    """A second figure of the same kind: '… and the Aster 15 at 30 km', 'the newer one 300 km'."""
    if at.gap is None or len(at.gap) > 90:
        return False
    gap = phrases.TAIL_PHRASE.sub("", phrases.BRACKET.sub("", phrases.AWAY.sub("", at.gap, count=1)))
    if (
        phrases.LIST_GAP.fullmatch(gap)
        or phrases.EXTREME.search(at.sentence[at.since : at.figure.start])
        or phrases.SINCE.fullmatch(gap)
    ):
        return True
    match = phrases.PARALLEL.fullmatch(gap)
    if not match or _other_height(at):
        return False
    noun = match["noun"].strip()
    named = any(at.since <= mention.start and mention.stop <= at.figure.before for mention in at.mentions)
    if noun:
        return (
            named
            or bool(phrases.ONE.search(noun))
            or (match["at"] in ("at", "out to") and bool(phrases.TARGETS.fullmatch(noun)))
        )
    return bool(phrases.CONDITION.match(at.after)) or at.gap.strip() in ("to", ", to")


RULES: Final[tuple[tuple[str, Callable[[Setting], bool]], ...]] = (
    ("range of", range_of),
    ("range behind", range_behind),
    ("before a weapon", attributive),
    ("able to", able),
    ("capable of", capable),
    ("does", habit),
    ("limited to", limited),
    ("parallel", parallel),
    ("signs", weighed),
)
"""Each rule under its name, in the order in which they are tried."""


def is_other(at: Setting, rule: str) -> bool:
    """Whether the words around a length say that it is a width, a height, a way or a place's distance."""
    if phrases.OTHER_BEHIND.match(at.after) and not phrases.RANGE_BEHIND.match(at.after):
        return True
    if rule in ("range of", "range behind"):
        return False
    if phrases.HEIGHT.search(at.before) or at.figure.unit == "ft" or phrases.EXTENT.search(at.before):
        return True
    if rule == "signs" and _happened(at):
        return True
    firm = rule == "able to" and not re.match(r"\s+(?:north|south|east|west|from [A-Z])", at.after)
    return bool(phrases.COMPASS.match(at.after)) and not firm and rule != "before a weapon"


def _happened(at: Setting) -> bool:
    """Whether a length without a rule is how far something flew, was fired from, lies or is seen."""
    if any(pattern.search(at.before) for pattern in (phrases.DETECTS, phrases.FLOWN, phrases.FLEW)):
        return True
    hedge = at.sentence[at.figure.before : at.figure.start]
    if hedge.lower().startswith("within") and re.match(r"\sof\s", at.after):
        return True
    fired = phrases.FIRED_FROM.search(at.before) and at.figure.qualifier not in ("up_to", "between")
    return bool(fired) and not phrases.MAY.search(at.before)


def is_civil(text: str) -> bool:
    """Whether a text speaks of vehicles, radios, animals or hills: their ranges are not what is meant."""
    return phrases.CIVIL.search(text) is not None


def is_vehicle(text: str) -> bool:
    """Whether a text speaks of cars, buses or airliners, whose designations look like those of weapons."""
    return phrases.CIVIL_VEHICLE.search(text) is not None


def is_space(text: str) -> bool:
    """Whether a text speaks of spaceflight and of no weapon."""
    return phrases.SPACE.search(text) is not None and phrases.MILITARY.search(text) is None


def is_military(text: str) -> bool:
    """Whether a text speaks of war: of targets, warheads, troops."""
    return phrases.MILITARY.search(text) is not None


def is_minimum(at: Setting) -> bool:
    """Whether the figure is the least distance at which a weapon works."""
    match = phrases.MINIMUM.search(at.before)
    return match is not None and not re.search(r"\bmax", match[0], re.IGNORECASE)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match of a pattern that begins last: the verb next to the figure."""
    found = None
    start = 0
    while match := pattern.search(text, start):
        found, start = match, match.start() + 1
    return found


def _has_holder(at: Setting, within: int | None = None) -> bool:
    """Whether a weapon stands before the figure, or a pronoun that may stand for one named before.

    An acronym or a plain capitalised word counts only right before the verb, which begins at `within` of the clause,
    or as 'each X', 'the X' in a sentence of targets.
    """
    offset = at.figure.before - len(at.clause)
    for mention in at.mentions:
        if mention.start >= at.figure.before:
            break
        if mention.strength in (0, 3) or within is None:
            return True
        if 0 <= offset + within - mention.stop <= 24 and at.armed:
            return True
        lead = at.sentence[: mention.start]
        if phrases.ARTICLE.search(lead) and phrases.AIMED.search(at.clause):
            return True
        if mention.strength == 2 and phrases.EACH.search(lead):
            return True
    if phrases.AIMED.search(at.clause) and re.match(r"\W*(?:it|they)\s", at.clause, re.IGNORECASE):
        return True
    return at.armed and bool(phrases.STANDS_FOR.search(at.clause))


def _is_apart(tail: str) -> bool:
    """Whether the figure is set apart by a comma: the distance of the place before it."""
    match = phrases.APART.search(tail)
    if match is None or phrases.ACTS.search(match[0]) or re.search(r",\s*(?:at|and|or|to)\s", tail):
        return False
    return not re.search(r"(?:as far|farther|further)$", tail[: match.start()])


def _other_height(at: Setting) -> bool:
    return bool(phrases.HEIGHT.search(at.before)) and not re.search(
        r"(?:range|reach|radius)[^,;]{0,30}$", at.before, re.IGNORECASE
    )
