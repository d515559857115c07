"""Which systems a figure belongs to: the subject, the noun a phrase hangs on, lists, launchers with their rounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.text.quantities import Quantity
    from geo.text.systems import Mention

_ADJECTIVES = r"(?:(?:incoming|enemy|hostile|ground|surface|air|moving|the|a|an|any|some|other|all|both|its|their|\w+an|\w+ese)\s+){0,3}"
TARGET = re.compile(
    r"(?<!\w)(?:hit|hits|hitting|strikes?|striking|struck|destroy\w*|intercept\w*|engag\w+|target(?:s|ing)?|shoot(?:ing)? down|downs?"
    rf"|downing|kill\w*|against|defeat\w*|detect\w*|track\w*|evad\w+|counter\w*|attack(?:s|ing)?|destroying|stop(?:s|ping)?|(?:fires?|shoots?|firing|shooting) [^,;.]{{0,40}} at)\s+{_ADJECTIVES}$",
    re.IGNORECASE,
)
PLATFORM = re.compile(
    r"(?<!\w)(?:(?:launched|fired|carried|dropped|released|used|operated|flown|delivered)\s+(?:from|by|on|aboard|under)"
    r"|from|by|on|aboard|mounted on|fitted to|integrated (?:on|with)|fitted with|tipped with|equipped with|depending on|compared (?:with|to)"
    rf"|than|like those of|unlike|via|over|with)\s+{_ADJECTIVES}(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s?[(\[]\s?(?:range:?\s(?:of\s)?)?")
_IT = re.compile(r",\s(?:it|they|this|these)\s", re.IGNORECASE)
LIKENESS = re.compile(
    r"(?<!\w)(?:derivatives?|cop(?:y|ies)|clones?|cousins?|successors?|descendants?|replacements?|offshoots?|modifications?|equivalents?|answer|rivals?|counterparts?)"
    r" (?:of|to|for)\s+(?:the |its |an? )?(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
ROUND = re.compile(
    r"(?<!\w)(?:fir(?:e|es|ing|ed)|launch(?:es|ing)?|lob(?:s|bing)?|shoot(?:s|ing)?|throw(?:s|ing)?|threw|hurl(?:s|ed)?"
    r"|us(?:es|ing)|send(?:s|ing)?|carr(?:y|ies|ying))\s+(?:[\w,.-]+\s+){0,3}$",
    re.IGNORECASE,
)
_WITH = re.compile(
    r",?\s(?:with|firing|carrying|using|and (?:its|their)|loaded with|armed with)\s+(?:[\w-]+\s+){0,2}",
    re.IGNORECASE,
)
_EXTENDS = re.compile(
    r"(?<!\w)(?:extend|increase|boost|double|stretch|raise)\w*\s(?:the\s|its\s)?$", re.IGNORECASE
)
_WITH_RANGE = re.compile(
    r"\s(?:with|having)\s(?:an? |the )?(?:\w+ )?(?:range|reach)(?!\w)[^,;]*$", re.IGNORECASE
)
_WHOSE = re.compile(r"(?:,\s+|\s+)whose\s+$", re.IGNORECASE)
_JOIN = re.compile(
    r"(?:\s*(?:,|/|\band\b|\bor\b|\bas well as\b|, and|, or|&)\s*)"
    r"(?:(?:the|its|their|both|older|newer|new|[\w-]+(?:['’]s?))\s+){0,2}(?:[\w-]+\s[\w-]+,\sthe\s)?",
    re.IGNORECASE,
)
_MODIFIES = re.compile(
    r"['’]?s?\s*(?:,\s*|[–—-]\s?|\(\s?)?(?:with|having|boasting|whose|which|that|able|capable|of|reaching|flying|offering|featuring)(?!\w)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s+(?:(?:\w+ed|fired|launched|shot|built|made|known|seen|flown|which|who|when|after|while|if|in|on|from|once|by|a|an|the)\s[^,]*),"
    r"(?=\s+(?:has|have|had|can|could|is|are|was|were|will|would|may|might|flies|reaches|hits|strikes|travels|boasts?)\b)"
)
_FRONTED = re.compile(r"\s*(?:with|boasting|having|at|given|despite)(?!\w)", re.IGNORECASE)
_HOLDS = re.compile(
    r"(?:['’]s?\s(?:[\w-]+\s){0,3}?(?:range|reach|radius)|\)?,?\s(?:which\s|that\s|all\s|both\s|each\s|now\s|also\s)*(?:with|has|have|had|can|could|may|might|would|will|is|are|was|were"
    r"|boasts?|flies|fly|reach|reaches|hits?|strikes?|travels?|covers?|whose|range|ranges|fires?|reaching|carr(?:y|ies)|goes|and|or|originally|:)(?!\w)|\s?[:(–—-])",
    re.IGNORECASE,
)
_AND_VERB = re.compile(
    r",?\s(?:and|but|then)\s(?:\w+ly\s|now\s)?(?:can|could|has|have|had|is|flies|reaches|hits|strikes|travels|covers|fires|goes|boasts|may|will|would)(?!\w)",
    re.IGNORECASE,
)
_ROUNDS = re.compile(r"(?:\w+ )?(?:shells?|rounds?|rockets?|missiles?|projectiles?)", re.IGNORECASE)
_OWNER = re.compile(r"['’]s?\s(?:[\w-]+\s){0,4}", re.IGNORECASE)
_APPOSED = re.compile(
    r"['’]?s?,?\s*[–—(-]?\s?(?:which (?:[\w-]+ ){1,4})?"
    r"(?:an?|the|its|their|one of(?: the)?|as (?:an?|the|its)|called|is|are|was|were|\w+['’]s)"
    r"\s*(?:an?|the|its|their)?\s*(?:[\w-]+\s+){0,4}[\"“]?"
)
_COMMON = re.compile(r"[A-Z][a-z]+s")
_KIND = re.compile(r"(?:weapons?|munitions?|systems?|projectiles?)$", re.IGNORECASE)
_APART = re.compile(r"(?<!\w)(?:with|and|or|of|plus|uses|fires|carry|carries|to|for)(?!\w)")
_ATTRIBUTE = re.compile(
    r"(?:[\s-](?:[\w-]+[\s-]){0,2}?(?:range|reach|radius)(?:,?\s|[-–—]))?(?:(?:of|for|to)\s+)?(?:(?:the|a|an|its|new|[\w-]+)\s+){0,3}?[\"“'‘]?$"
)
_BEHIND = re.compile(
    r"\s*(?:\)|,)?\s*(?:for|in|in the case of|with|using|by|from)\s+(?:the|its|their|a|an)?\s*(?:[\w-]+\s+){0,2}?$",
    re.IGNORECASE,
)


class Scene(NamedTuple):
    """One figure in its sentence."""

    sentence: str
    """The sentence."""
    figure: Quantity
    """The figure; its offsets count in the sentence."""
    since: int
    """Offset behind the range figure before it, or 0."""
    clause: int
    """Offset where its clause begins."""
    mentions: list[Mention]
    """Every system in the sentence."""


def holders(scene: Scene) -> list[Mention]:
    """The systems that a range figure belongs to, main one first; empty where its part of the sentence has none.

    Parameters
    ----------
    scene : Scene
        The figure, its sentence and the systems in it.
    """
    behind = _attributive(scene)
    if behind:
        return [*_called(scene, behind), behind, *_coordinated(scene, behind, forward=True)]
    before = [
        mention
        for mention in scene.mentions
        if scene.since <= mention.start and mention.end <= scene.figure.before
    ]
    after = [mention for mention in scene.mentions if mention.start >= scene.figure.after]
    fronted = _FRONTED.match(scene.sentence, scene.clause)
    if fronted and not before and _IT.match(scene.sentence, scene.figure.after):
        return []
    if fronted and after and not any(m.start >= scene.clause for m in before):
        first = _fronted(scene, after)
        return [first, *_coordinated(scene, first, forward=True)]
    main = _main(scene, before)
    if main is None:
        return _following(scene, after)
    rounds = [
        mention for mention in before if mention.start > main.stop and _is_whose(scene.sentence, mention)
    ]
    return [main, *_coordinated(scene, main, forward=False), *_launcher(scene, main, before), *rounds[-1:]]


def _called(scene: Scene, noun: Mention) -> list[Mention]:
    """The name behind a plain noun: 'a 500-km drone, the Shchedryk'."""
    after = [mention for mention in scene.mentions if mention.start >= noun.stop]
    if noun.named or not after or not after[0].named:
        return []
    between = scene.sentence[noun.stop : after[0].start]
    return (
        after[:1]
        if re.fullmatch(r",?\s(?:the|called|named|dubbed|known as)(?: the)?\s[\"“]?", between)
        else []
    )


def _fronted(scene: Scene, after: list[Mention]) -> Mention:
    """The subject behind 'With a range of …,': the first system, or the name beside it."""
    first = after[0]
    if len(after) > 1 and not first.named and after[1].strength > 1:
        between = scene.sentence[first.stop : after[1].start]
        if re.fullmatch(r",?\s(?:the\s|called\s|named\s|dubbed\s|known as\s)*[\"“]?", between):
            return after[1]
    return first


def _attributive(scene: Scene) -> Mention | None:
    """The system right behind the figure: '190-mile-range ATACMS'."""
    for mention in scene.mentions:
        if mention.start < scene.figure.after:
            continue
        gap = scene.sentence[scene.figure.after : mention.start]
        plain = gap.strip(" -\u00a0")
        close = plain in ("", "range", "reach") or (
            bool(re.match(r"-?(?:class|range|ranged|plus)", gap))
            and len(gap) < 40
            and _ATTRIBUTE.fullmatch(gap)
        )
        singular = not re.search(
            r"(?:miles|metres|meters)$", scene.sentence[scene.figure.start : scene.figure.end]
        )
        if close and singular and "," not in gap:
            return mention
        return None
    return None


def _main(scene: Scene, before: list[Mention]) -> Mention | None:
    """The mention before the figure that the figure is said of."""
    text = scene.sentence
    before = [
        mention
        for mention in before
        if not LIKENESS.search(text[max(0, mention.start - 40) : mention.start])
        or _OPENS.fullmatch(text[mention.stop : scene.figure.before])
    ] or before
    if not before:
        return None
    attached = _attached(scene, before)
    return attached or _subject(scene, before)


def _attached(scene: Scene, before: list[Mention]) -> Mention | None:
    """The last mention where the figure hangs on it: 'rockets (70 km)', 'an Iskander with a range of 500 km'."""
    text, last = scene.sentence, before[-1]
    if _OPENS.fullmatch(text[last.stop : scene.figure.before]):
        return last
    if last.strength == 1:
        return last if _WITH_RANGE.match(text, last.stop, scene.figure.before) else None
    if _MODIFIES.match(text, last.stop):
        return _stronger(scene, last, before) if len(before) > 1 else last
    return None


def _subject(scene: Scene, before: list[Mention]) -> Mention | None:
    """The subject of the clause: no target, no platform, nothing inside an aside."""
    text = scene.sentence
    asides = [match.span() for match in _ASIDE.finditer(text, 0, scene.figure.before)]
    free = _free(text, before)
    clear = [
        mention
        for mention in free
        if not any(
            low < mention.start < high and not _is_apposition(text, low, mention) for low, high in asides
        )
    ]
    choice = clear or free or ([] if scene.since else before)
    firm = [mention for mention in choice if mention.strength != 1 or _HOLDS.match(text, mention.stop)]
    choice = [mention for mention in choice if mention in firm or ROUND.search(text[: mention.start])] or [
        mention for mention in choice if mention.start > 0 or not _COMMON.fullmatch(mention.name)
    ]
    if not choice:
        return None
    if (
        len(choice) > 1
        and _AND_VERB.match(text, choice[-1].stop)
        and not _JOIN.fullmatch(text[choice[-2].stop : choice[-1].start])
    ):
        choice = choice[:-1]
    last = choice[-1]
    named = [mention for mention in choice if mention.named]
    if last.strength <= 1 and named:
        last = _stronger(scene, last, choice)
    if _is_whose(text, last):
        owner = next(
            (mention for mention in reversed(before) if mention.end <= last.start and mention is not last),
            None,
        )
        return owner or last
    return last


def _stronger(scene: Scene, last: Mention, choice: list[Mention]) -> Mention:
    """The name that a plain noun or weak word stands for, if one is beside it; else the word itself."""
    text = scene.sentence
    earlier = [
        mention for mention in choice if mention.strength > last.strength and mention.end <= last.start
    ]
    if not earlier:
        return last
    name = earlier[-1]
    between = text[name.stop : last.start]
    if last.named:
        stands = _JOIN.fullmatch(between) or _HOLDS.match(text, last.stop) or ROUND.search(text[: last.start])
    elif (_APPOSED.fullmatch(between) and not _APART.search(between)) or _is_kind(text, last, between):
        stands = None
    elif name.strength < 2 or ROUND.search(between):
        return last
    else:
        stands = _MODIFIES.match(text, last.stop)
    return last if stands else name


def _is_kind(text: str, noun: Mention, between: str) -> bool:
    """Whether a plain noun behind a comma says what the name before it is: 'Banderol missiles, small weapons with'."""
    told = _KIND.search(noun.name) or re.match(r"\s(?:that|which)\s", text[noun.stop : noun.stop + 8])
    return bool(told) and re.fullmatch(r",\s(?:[\w-]+\s){0,3}", between) is not None


def _coordinated(scene: Scene, main: Mention, *, forward: bool) -> list[Mention]:
    """Mentions in one list with the main one: 'Storm Shadow and SCALP'."""
    text, found = scene.sentence, []
    here = main
    row = scene.mentions if forward else list(reversed(scene.mentions))
    for mention in row:
        if (
            (mention.start <= here.start)
            if forward
            else (mention.end > here.start or mention.start < scene.since)
        ):
            continue
        gap = text[here.stop : mention.start] if forward else text[mention.stop : here.start]
        alike = mention.named == main.named
        if not alike or not _JOIN.fullmatch(gap):
            break
        found.append(mention)
        here = mention
    return found


def partners(scene: Scene, mention: Mention) -> list[Mention]:
    """The other systems of its list, on its side of the figure."""
    row = [*_coordinated(scene, mention, forward=False), *_coordinated(scene, mention, forward=True)]
    ahead = mention.start < scene.figure.before
    return [other for other in row if (other.start < scene.figure.before) == ahead]


def _launcher(scene: Scene, main: Mention, before: list[Mention]) -> list[Mention]:
    """The launcher that fires the main one, where the sentence names both."""
    others = [
        mention
        for mention in before
        if mention.end <= main.start
        and not LIKENESS.search(scene.sentence[max(0, mention.start - 40) : mention.start])
    ]
    if not others:
        return []
    gap = scene.sentence[others[-1].stop : main.start]
    if ROUND.search(scene.sentence[max(0, main.start - 50) : main.start]) or _EXTENDS.search(gap):
        return others[-1:]
    with_it = _WITH.fullmatch(gap) or (others[-1].strength > 1 and _OWNER.fullmatch(gap))
    rounds = _OWNER.fullmatch(gap) and _ROUNDS.fullmatch(main.name)
    return others[-1:] if rounds or (with_it and others[-1].named and not main.named) else []


def _following(scene: Scene, after: list[Mention]) -> list[Mention]:
    """The system behind the figure: 'a range of 300 km for the Neptune'."""
    if not after:
        return []
    if _BEHIND.fullmatch(scene.sentence[scene.figure.after : after[0].start]):
        return [after[0]]
    return []


def _free(text: str, row: list[Mention]) -> list[Mention]:
    """The mentions that are neither targets nor platforms, nor in one list with such."""
    free: list[Mention] = []
    last: Mention | None = None
    for mention in row:
        listed = last is not None and last not in free and _JOIN.fullmatch(text[last.stop : mention.start])
        if not listed and not _is_beside(text, mention):
            free.append(mention)
        last = mention
    return free


def _is_beside(text: str, mention: Mention) -> bool:
    """Whether it is a target or a platform and not what reaches."""
    lead = text[max(0, mention.start - 60) : mention.start]
    return bool(TARGET.search(lead) or PLATFORM.search(lead))


def _is_whose(text: str, mention: Mention) -> bool:
    """Whether it belongs to the system before it: ', whose shells'."""
    return _WHOSE.search(text[max(0, mention.start - 10) : mention.start]) is not None


def _is_apposition(text: str, low: int, mention: Mention) -> bool:
    """Whether an aside names the subject again: ', the Zolfaghar,'."""
    lead = text[low : mention.start]
    return " of " not in lead and bool(
        re.fullmatch(
            r",\s+(?:an?|the|its|their|called|dubbed|known as|named|\w+['’]s)\s*(?:[\w-]+\s+){0,3}[\"“]?(?:the )?",
            lead,
        )
    )
