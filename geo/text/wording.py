"""The wordings that make a length a range: rules, each with a name, that look at the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.text.quantities import Quantity
    from geo.text.systems import Mention

_RANGE = (
    r"(?<!mountain )(?<!shooting )(?<!firing )(?<!price )(?<!wide )(?<!broad )(?<!home )(?<!age )(?<!within )(?<!into )(?<!out of )"
    r"(?<!frequency )(?<!radar )(?<!radio )(?<!detection )(?<!sensor )(?<!temperature )(?<!in )(?<!to within )"
    r"(?:ranges?|reach|(?:combat|strike|striking|operat\w+|action|attack|mission|control|effective|flight|engagement) radius"
    r"|(?:striking|strike|firing|flight|engagement) (?:distance|range)s?)(?!\w)"
)
_LINK = (
    r"(?:[\s:,\"'“”‘’„«»(–—=~-]|(?<!\w)(?:of|is|was|are|were|be|been|being|has|have|had|at|to|from|that|which|it|now|currently|said|reported(?:ly)?"
    r"|estimated|believed|thought|claimed|claims|stated|put|puts|given|listed|advertised|official(?:ly)?|originally|initially|theoretically"
    r"|nominally|extended|increased|boosted|raised|limited|capped|stretched|cut|reduced|restricted|doubled|upgraded|down|by|in|the|a|an|some"
    r"|distances?|anywhere|well|far|stands?|reach(?:es|ing)?|reached|between|var(?:ies|ying)|ranging|rang(?:es)|extend(?:s|ing)|may|might|can|could|will|would"
    r"|should|only|just|least|not|does|about|theory|practice|unrefuelled|roughly|up|as|or|than|more|less|also|even|s|barely|does|did|do)\b)*$"
)
_OF_RANGE = re.compile(rf"{_RANGE}{_LINK}", re.IGNORECASE)
_RANGE_VERB = re.compile(
    rf"{_RANGE}(?:\s+(?:of|for)\s+|\s*[,(]?\s*)[^.;:!?]{{1,70}}?(?:['’]s\s|\s)?(?<!\w)(?:is|was|are|were|at|to|from|exceeds?|reach(?:es)?|stands? at|has|have|had)(?!\w){_LINK}",
    re.IGNORECASE,
)
_EVENT_RANGE = re.compile(
    r"(?<!\w)(?:from|at|to) (?:a |an |the |point-blank |close |such )*(?:\w+ )?(?:ranges?|reach)\s+(?:of|between)(?:\W|\w)*$",
    re.IGNORECASE,
)
_RANGE_BEHIND = re.compile(
    r"[\s-](?:(?:maximum|max|minimum|effective|operational|operating|firing|flight|combat|strike|striking|estimated|claimed|reported|stated|nominal"
    r"|official|theoretical|advertised|total|combat|engagement|plus)[\s-]){0,2}(?:ranged?|reach|radius)(?![\w]|\s+of\s+(?:hills|mountains|peaks|products))",
    re.IGNORECASE,
)
_RADIUS_BEHIND = re.compile(r"\s(?:\w+\s)?radius", re.IGNORECASE)
_MODAL = (
    r"(?:can|could|may|might|would|will|able to|capable of|designed (?:to|for)|intended to|meant to|built to|said to|reported to|able|ability to"
    r"|allow(?:s|ed|ing)?|enabl(?:e|es|ed|ing)|lets?|rarely|usually|typically|normally|supposed to|repurposed to|modified to|used to|adapted to"
    r"|believed to|thought to|expected to|known to|power to|potential to|capacity to|claimed to|set to|need to|has to|have to|(?:first|only|smallest|largest)(?: [\w-]+){0,3} to)"
)
_ACT = (
    r"(?:hit|hits|hitting|strike|strikes|striking|reach|reaches|reaching|fly|flies|flying|flown|travel|travels|travell?ing|fire|fires|fired|firing|launch"
    r"|launched|launching|engage|engages|engaging|intercept|intercepts|intercepting|lob|lobbing|cover|covers|covering|operate|operating|target"
    r"|targeting|go|going|shoot|shooting|shower|destroy|destroying|attack|attacking|kill|killing|down|carry|carrying|deliver|delivering|throw"
    r"|throwing|hurl|hurling|glide|gliding|bombard|bomb|shell|pound|threaten|send|penetrate|range|project|extend|protect|defend|sink|touch|knock out|propel)"
)
_ACTS = re.compile(rf"(?<!\w){_ACT}(?!\w)", re.IGNORECASE)
_ABLE = re.compile(
    rf"(?<!\w){_MODAL}(?!\w)(?P<mid>(?:[^.;!?]|\.(?=\d)){{0,60}}?)(?<!\w){_ACT}(?!\w)(?P<tail>(?:[^.;!?]|\.(?=\d)){{0,110}})$",
    re.IGNORECASE,
)
_ANY_VERB = re.compile(
    r"(?<!\w)(?:can|could|may|might|would|will|able to|designed to|intended to|meant to|built to|modified to)\s(?:also\s|now\s|only\s|then\s|easily\s|\w+ly\s)*"
    r"(?!be (?:heard|seen|controlled|found|moved|deployed|stored|based|towed|driven|felt|detected|operated|transported|placed|stationed)|detect|track|see\s|spot|hear"
    r"|stay|remain|climb|rise|loiter|weigh|communicate|jam|come|move|drive|march|roll|withdraw|hide|land\s|cost|sit|stand|run|walk|have|take)"
    r"[a-z]+(?!\w)(?P<tail>(?:[^.;!?,]|\.(?=\d)){0,70})$",
    re.IGNORECASE,
)
_AT_DISTANCE = re.compile(
    r"(?<!\w)(?:(?:at|to|over|out to|from) (?:a |an |the )?(?:\w+ )?(?:distances?|depths?|ranges?)(?: (?:of|from|between|up to))?|(?:targets?|aircraft|ships?|vessels?"
    r"|warships?|tanks?|positions?|objects?|sites?|bunkers?|planes?))\s*$",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\s(?:away|distant|off|out|downrange)(?!\w)", re.IGNORECASE)
_PAST = re.compile(
    r"(?<!\w)(?:was|were|had|did|struck|hit|landed|fell|flew|fired|launched|attacked|destroyed|sank|downed|shot|tracked|detected|crashed|reached|killed|bombed|targeted"
    r"|intercepted|tested|exploded|damaged|carried out)(?!\w)",
    re.IGNORECASE,
)
_BRINGS = re.compile(
    r"(?<!\w)(?:extends?|raises?|increases?|doubles?|brings?|takes?|pushes|cuts?|reduces?|stretch(?:es)?|boosts?)\s(?:that|this|it|the figure)\s(?:further\s)?(?:to\s|by\s)?\W*$",
    re.IGNORECASE,
)
_CAP_BEHIND = re.compile(r"\s(?:on|for|to)\s[^.;,]{0,30}\b(?:ranges?|reach)(?!\w)", re.IGNORECASE)
_CAPABLE = re.compile(
    r"(?<!\w)(?:capable of|good for|rated (?:for|at)|effective|accurate|lethal|deadly)\s(?:[^.,;!?]{0,60}?)(?:at|to|from|out|of|for|against)?[^.,;!?\w]{0,3}$",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"(?<![\w-])(?:flies|reaches|travels|hits|strikes|fires|covers|engages|intercepts|shoots|throws|carries|glides|lands|launches|lobs|hurls|goes|kills"
    r"|downs|protects|protect|operates|outranges|destroys|threw|hurled|lobbed|reached|fly|reach|travel|hit|strike|cover|engage|throw|glide|carry|intercept"
    r"|shoot|fire|range|ranges|go|is effective|are effective)(?!\w)(?P<tail>(?:[^.;!?]|\.(?=\d)){0,90})$",
    re.IGNORECASE,
)
_BASE: Final = frozenset(
    {
        "fly",
        "reach",
        "travel",
        "hit",
        "strike",
        "cover",
        "engage",
        "throw",
        "glide",
        "carry",
        "intercept",
        "shoot",
        "fire",
        "range",
        "go",
        "operate",
        "protect",
    }
)
_ITSELF = re.compile(
    r"(?:^|\W)(?:it|they|one|ones|versions?|variants?|models?|upgrade)\s+(?:\w+ly\s|now\s|can\s)?$",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"['”\"’)]*(?:\s(?:salvos?|batter(?:y|ies)|crews?|launchers?|rounds?|shells?|variants?|versions?|models?|family|series|systems?|units?|guns?|itself))?"
    r"(?:\s(?:of|with|in|on|at|from|by)\s(?:[\w-]+\s?){1,4}?)?(?:\s+\([^)]*\))?,?\s*(?:(?:now|also|only|still|each|all|both|\w+ly)\s*)*",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:^|\W)(?:that|which|and|but|shells|rounds|rockets|missiles|version|variant|model|one|ones|it|they|launchers?)\s+(?:(?:\w+\s){1,3}(?:says?|claims?|say|believes?)\s)?(?:\w+ly\s|now\s|each\s)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",[^,;.]+,\s*")
_EVENT = re.compile(
    r"(?<!\w)(?:test\w*|launch\w*|\w+day|before|after|landed|flights?|flew|fell|minutes?|yesterday|today|morning|night|explod\w+)(?!\w)",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"(?<!\w)(?:flew|landed|crashed|fell|advanced|drove|walked|travell?ed|marched|moved|heard|located|lies|lie|sits|stretch\w*|runs|recovered|journey"
    r"|attacked|was|were|is located|located|exploded|splashed|reached|killed|wounded|said|near|based|stationed|situated|apogee|altitudes?|heights?|speeds?)(?!\w)",
    re.IGNORECASE,
)
_APART = re.compile(r",\s*(?:which is\s)?(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_OTHER_BEHIND = re.compile(
    r"[\s-](?:wide|long(?!-range)|deep|tall|thick|high|altitude|in altitude|march|journey|drive|trip|stretch|frontline|front(?! line)|border|zone|coastline|strip"
    r"|round trip|marathon|race|run|walk|hike|radius around|apart|above|up\b|line of|line\b|section|convoy|belt|buffer|area|exclusion|evacuation|pipeline|railway|road|highway|tunnel|fence|wall|bridge)(?!\w)",
    re.IGNORECASE,
)
_COMPASS = re.compile(
    r"\s+(?:to the\s|due\s|further\s)?(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?east|north-?west|south-?east|south-?west"
    r"|inside|into|off (?:the|its)|from (?:the (?:border|front|coast|capital|city|town|frontline|frontier|line|center|centre|nearest|scene|site|blast|base|airport)"
    r"|its border|their border|[A-Z][a-z]+|where|here|there|central|downtown))(?!\w)"
)
_HEIGHT = re.compile(
    r"(?<!\w)(?:altitudes?|heights?|ceilings?|apogee|as high as|speeds?|length|width|area|weigh\w*|diameter|calib(?:er|re)"
    rf"|circumference|distance (?:from|between)|thickness){_LINK}",
    re.IGNORECASE,
)
_VEHICLE = (
    r"cars?|vehicles?|EVs?|recharg\w+|SUVs?|sedans?|pickups?|trucks?|bus(?:es)?|motorcycles?|scooters?|bikes?|airliners?|airlines?|passengers?|tesla|chevrolet|ford"
    r"|nissan|toyota|hyundai|volkswagen|bmw|mercedes|rivian|hybrid|kwh|mpg|miles per gallon|ferr(?:y|ies)|trains?|boeing|airbus|embraer|gulfstream|cessna|bombardier"
    r"|nonstop|seats|commuters?|drivers?|motorists?"
)
_CIVIL_VEHICLE = re.compile(rf"(?<!\w)(?:{_VEHICLE})(?!\w)", re.IGNORECASE)
_CIVIL = re.compile(
    rf"(?<!\w)(?:{_VEHICLE}|batter(?:y|ies) (?:pack|charge|life)|electric|charge|birds?|species|animals?|wolf|wolves|whales?|radios?|radars?|sensors?|signals?"
    r"|wi-?fi|bluetooth|phones?|cellphones?|routers?|telescopes?|cameras?|microphones?|golf\w*|football\w*|goals?|scored|kick\w*|yards?|putt\w*|hikers?|hikes?|weather"
    r"|hills?|peaks?|mountains?|transmitters?|broadcast\w*|visibility|beacons?|sirens?|bikers?|runners?|tides?|quake|earthquake)(?!\w)",
    re.IGNORECASE,
)
_DETECTS = re.compile(
    r"(?<!\w)(?:detect\w*|track\w*|see|sees|seeing|spot|spots|monitor\w*|observ\w+|scan\w*|radars?|sensors?|cameras?|listening|surveil\w*|visible|heard|controlled|communicat\w+|jam|jams|jamming)(?!\w)[^.;]{0,60}$",
    re.IGNORECASE,
)
_MINIMUM = re.compile(r"(?<!\w)min(?:imum|\.)?(?!\w)[^;.]{0,60}$", re.IGNORECASE)
_LIMITED = re.compile(r"(?:limited|restricted|capped|confined)\s", re.IGNORECASE)
_WAS = re.compile(r"(?<!\w)(?:were|are|is|was|remain|remains|be|been)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_EXTREME = re.compile(r"(?<!\w)(?:min|max)(?:imum)?\s(?:\w+\s){0,2}?$", re.IGNORECASE)
_SINCE = re.compile(
    r",?\s(?:and\s)?(?:has|have|had|was|were|is|are|will)\s(?:\w+\s){0,2}?(?:extended|stretched|increased|raised|boosted|doubled|tripled|cut|reduced"
    r"|upgraded|improved|lengthened)\s(?:\w+\s)?to\s*",
    re.IGNORECASE,
)
_TAIL_PHRASE = re.compile(
    r"^\s(?:by|with|in|at|for|against|when|using|from|over)\s[^,;.()]{1,36}?(?=,|\s(?:and|but|or|while)\s)",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"\s*(?:,|,? and|,? or|/|,? und|,? et|,? y|,? и|,? і|,? та)\s*", re.IGNORECASE)
_PARALLEL = re.compile(
    r"[\s\"”)]*(?:[,;]|,? and|,? but|,? while|,? whereas|,? or|, with)?\s*(?:(?:compared (?:with|to)|against|versus)\s+)?"
    r"(?:(?:a|an|the|its|their|only|now|then|later|eventually|even|another|one|in|at|to|for|out|with|by|up|has|have|had|is|was|goes|can|could)\s+){0,3}(?P<noun>(?:[^\s,;.()]+,?\s+){0,5}?)(?P<at>at|to|with|for|out to)?\s*[\"“(]?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"^\s*\([^)]{0,60}\)")
_ONE = re.compile(
    r"(?<!\w)(?:ones?|versions?|variants?|models?|rounds?|shells?|types?|former|latter|maximum|max|others?|configuration|mode|warhead|increments?|blocks?|successors?|siblings?|cousins?|derivatives?|editions?|upgrades?|counterparts?)(?!\w)|(?<!\w)(?:later|newer|older|improved|extended|heavier|smaller|larger|longer|longer-range|lighter|bigger)\s\w",
    re.IGNORECASE,
)
_TARGETS = re.compile(
    r"(?:\w+\s)?(?:targets?|aircraft|planes?|jets?|drones?|missiles?|ships?|tanks?|vehicles?|helicopters?|bombers?)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\s*\(?\s*(?:with|when|for|using|by|if|without|in|against|from)(?!\w)", re.IGNORECASE
)


_ARTICLE = re.compile(r"(?:^|\W)(?:a|an|the|each|every|its|their|\w+['’]s?)\s$", re.IGNORECASE)
_AIMED = re.compile(
    r"(?<!\w)(?:hit|hits|hitting|strike|strikes|striking|engage|engages|intercept|intercepts|destroy|destroys|kill|kills|pierce|pierces|shoot down|down)\s"
    r"(?:[\w-]+\s){0,2}?(?:targets?|aircraft|planes?|ships?|vessels?|warships?|tanks?|armou?r|drones?|missiles?|bunkers?|positions|helicopters?|vehicles|bases|troops)(?!\w)",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"(?:^|\W)(?:it|they|its|one|ones|version|variant|model|versions|variants|models|system|systems)(?:['’]\w+)?\s",
    re.IGNORECASE,
)


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
    if not (_OF_RANGE.search(at.before) or _RANGE_VERB.search(at.before)):
        return False
    if _EVENT_RANGE.search(at.before):
        return bool(_ABLE.search(at.before) or _HABIT.search(at.before)) and _has_holder(at)
    return not _DETECTS.search(at.before) and not _other_height(at)


def range_behind(at: Setting) -> bool:
    """'190-mile range', '190-mile-range', '350 km maximum range'."""
    if _CAP_BEHIND.match(at.after) and re.search(
        r"(?:limit|cap|ceiling|maximum)\sof", at.sentence[: at.figure.start]
    ):
        return True
    return bool(_RANGE_BEHIND.match(at.after)) and not (_RADIUS_BEHIND.match(at.after) and not at.mentions)


def attributive(at: Setting) -> bool:
    """'200-mile missiles', 'a 2,000-km ballistic missile'."""
    words = at.sentence[at.figure.start : at.figure.end]
    if at.figure.unit not in ("km", "mi", "nmi") or re.search(r"(?:miles|meters|metres)$", words):
        return False
    for mention in at.mentions:
        if mention.start >= at.figure.after and re.fullmatch(
            r"[\s-]", at.sentence[at.figure.after : mention.start]
        ):
            behind = at.sentence[mention.stop : mention.stop + 16]
            return not re.match(r"\s(?:flight|journey|trip|attack|raid|strike|launch|test|range\b)", behind)
    return False


def able(at: Setting) -> bool:
    """'can hit targets … away', 'able to fly', 'designed to destroy aircraft at'."""
    match = _last(_ABLE, at.clause)
    if not match or not _has_holder(at, match.start()):
        return False
    tail = match["tail"]
    return not (
        _HAPPENED.search(tail)
        or _HAPPENED.search(match["mid"])
        or _DETECTS.search(tail)
        or _DETECTS.search(match["mid"])
        or _is_apart(tail)
    )


def _is_plural(sentence: str, mention: Mention) -> bool:
    """Whether a mention takes a verb without -s: 'rockets', 'artillery', 'A and B'."""
    return (
        sentence[mention.start : mention.stop].lower().endswith(("s", "artillery", "aircraft", "ammunition"))
        or sentence[: mention.start].endswith("s (")
        or re.search(r"(?:\band|,)\s(?:the\s|its\s)?$", sentence[: mention.start]) is not None
    )


def any_verb(at: Setting) -> bool:
    """'the gun can escort bombers', where a weapon stands right before the verb."""
    match = _last(_ANY_VERB, at.clause)
    if (
        not match
        or _HAPPENED.search(match["tail"])
        or _DETECTS.search(match["tail"])
        or _HEIGHT.search(at.clause)
    ):
        return False
    lead = at.sentence[: at.figure.before - len(at.clause) + match.start()]
    subject = next((m for m in reversed(at.mentions) if m.stop <= len(lead)), None)
    if subject is None or (subject.strength in (1, 2) and not _AIMED.search(at.clause)):
        return False
    between = lead[subject.stop :]
    return any(pattern.fullmatch(between) for pattern in (_PLAIN, _ASIDE)) or bool(_RELATIVE.search(between))


def at_distance(at: Setting) -> bool:
    """'spreads bomblets at distances from', 'put targets 200 km away at risk', where a weapon is the subject and nothing happened."""
    match = _AT_DISTANCE.search(at.clause)
    if not match or _PAST.search(at.clause) or _DETECTS.search(at.clause) or _HEIGHT.search(at.clause):
        return False
    if not re.search(r"(?:distances?|depths?|ranges?)", match[0]) and not _AWAY.match(at.after):
        return False
    offset = at.figure.before - len(at.clause)
    return any(
        m.strength in (0, 3) and m.start - offset < 40 and m.stop <= offset + match.start()
        for m in at.mentions
    )


def brings(at: Setting) -> bool:
    """'… 750 km; the K-4 extends that to'."""
    return at.gap is not None and bool(_BRINGS.search(at.before))


def capable(at: Setting) -> bool:
    """'capable of 3,000 km', 'effective to', 'accurate to'."""
    return bool(_CAPABLE.search(at.clause)) and _has_holder(at)


def habit(at: Setting) -> bool:
    """'the missile flies', 'rockets that reach', 'whose shells carry'."""
    match = _HABIT.search(at.clause)
    if (
        not match
        or _HAPPENED.search(match["tail"])
        or _is_apart(match["tail"])
        or _DETECTS.search(match["tail"])
    ):
        return False
    offset = len(at.sentence[: at.figure.before]) - len(at.clause)
    lead = at.sentence[: offset + match.start()]
    subject = next((m for m in reversed(at.mentions) if m.stop <= offset + match.start()), None)
    if subject is None:
        return at.armed and bool(_ITSELF.search(lead))
    between = lead[subject.stop :]
    verb = match[0].split()[0].lower()
    if verb in _BASE and not (_is_plural(at.sentence, subject) or _RELATIVE.search(between)):
        return False
    if verb == "reached" and not (subject.strength > 1 and not _EVENT.search(at.sentence)):
        return False
    return any(pattern.fullmatch(between) for pattern in (_PLAIN, _ASIDE)) or bool(_RELATIVE.search(between))


def bracket(at: Setting) -> bool:
    """'Storm Shadow (250 km)', 'ATACMS: 300 km', 'Storm Shadow – 250 km'."""
    offset = at.figure.before
    before = [mention for mention in at.mentions if mention.named and mention.stop <= offset]
    if not before or (before[-1].strength < 2 and at.figure.unit in ("m", "ft", "yd")):
        return False
    gap = at.sentence[before[-1].stop : offset]
    if re.fullmatch(r"\s*[(\[]\s*", gap):
        return bool(re.match(r"\s*[)\];,]", at.after)) and (before[-1].strength > 1 or at.armed)
    if re.fullmatch(r"\s?:\s*|\s[–—-]\s", gap):
        firm = before[-1].strength > 1 or (at.armed and re.match(r"\W*$", at.sentence[: before[-1].start]))
        return bool(firm and re.match(r"\s*(?:$|[;,.(])", at.after))
    return False


def limited(at: Setting) -> bool:
    """'ballistic missiles were limited to'."""
    hedge = at.sentence[at.figure.before : at.figure.start]
    return bool(_LIMITED.match(hedge) and _WAS.search(at.clause)) and any(
        m.strength != 1 for m in at.mentions
    )


def parallel(at: Setting) -> bool:
    """A second figure of the same kind: '… and the Aster 15 at 30 km', 'the newer one 300 km'."""
    if at.gap is None or len(at.gap) > 90:
        return False
    gap = _TAIL_PHRASE.sub("", _BRACKET.sub("", _AWAY.sub("", at.gap, count=1)))
    if (
        _LIST_GAP.fullmatch(gap)
        or _EXTREME.search(at.sentence[at.since : at.figure.start])
        or _SINCE.fullmatch(gap)
    ):
        return True
    match = _PARALLEL.fullmatch(gap)
    if not match or _other_height(at):
        return False
    noun = match["noun"].strip()
    named = any(at.since <= mention.start and mention.stop <= at.figure.before for mention in at.mentions)
    if noun:
        return (
            named
            or bool(_ONE.search(noun))
            or (match["at"] in ("at", "out to") and bool(_TARGETS.fullmatch(noun)))
        )
    return bool(_CONDITION.match(at.after)) or at.gap.strip() in ("to", ", to")


RULES: Final[tuple[tuple[str, Callable[[Setting], bool]], ...]] = (
    ("range of", range_of),
    ("range behind", range_behind),
    ("before a weapon", attributive),
    ("in brackets", bracket),
    ("able to", able),
    ("capable of", capable),
    ("does", habit),
    ("limited to", limited),
    ("brings to", brings),
    ("parallel", parallel),
    ("can", any_verb),
    ("at a distance", at_distance),
)
"""Each rule under its name, in the order in which they are tried."""


def is_other(at: Setting, rule: str) -> bool:
    """Whether the words around a length say that it is a width, a height, a way or a place's distance."""
    if _OTHER_BEHIND.match(at.after) and not _RANGE_BEHIND.match(at.after):
        return True
    if rule in ("range of", "range behind"):
        return False
    if _HEIGHT.search(at.before):
        return True
    firm = rule == "able to" and not re.match(r"\s+(?:north|south|east|west|from [A-Z])", at.after)
    return bool(_COMPASS.match(at.after)) and not firm and rule not in ("before a weapon", "in brackets")


def is_civil(text: str) -> bool:
    """Whether a text speaks of vehicles, radios, animals or hills: their ranges are not what is meant."""
    return _CIVIL.search(text) is not None


def is_vehicle(text: str) -> bool:
    """Whether a text speaks of cars, buses or airliners, whose designations look like those of weapons."""
    return _CIVIL_VEHICLE.search(text) is not None


def is_minimum(at: Setting) -> bool:
    """Whether the figure is the least distance at which a weapon works."""
    match = _MINIMUM.search(at.before)
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
        if _ARTICLE.search(at.sentence[: mention.start]) and _AIMED.search(at.clause):
            return True
    if _AIMED.search(at.clause) and re.match(r"\W*(?:it|they)\s", at.clause, re.IGNORECASE):
        return True
    return at.armed and bool(_STANDS_FOR.search(at.clause))


def _is_apart(tail: str) -> bool:
    """Whether the figure is set apart by a comma: the distance of the place before it."""
    match = _APART.search(tail)
    if match is None or _ACTS.search(match[0]) or re.search(r",\s*(?:at|and|or|to)\s", tail):
        return False
    return not re.search(r"(?:as far|farther|further)$", tail[: match.start()])


def _other_height(at: Setting) -> bool:
    return bool(_HEIGHT.search(at.before)) and not re.search(
        r"(?:range|reach|radius)[^,;]{0,30}$", at.before, re.IGNORECASE
    )
