"""What a text says of a place: fired from, struck or in reach, held by whom, use allowed or forbidden there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.model import Statement
from geo.text.attribution import attribution
from geo.text.dates import find_date
from geo.text.sentences import sentences
from geo.text.systems import has_weapon, mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from geo.model import Document, PlaceMention

_P = "\ue000\ue001*"
"""A place in a sentence whose places are masked: one mark for its first character, one for each other."""
_W = r"[^\s.;:!?\ue000]+\s+"
_WORDS: Final = rf"(?:(?!(?:from|off|over|after|before|said|says|when|who|while|since|by)\b){_W})"
_LIST = rf"{_P}(?:(?:,\s{_P})*,?\s(?:and|or)\s(?:{_WORDS}){{0,3}}?{_P})?"
_ANY = r"(?:[^\s.;:!?]+\s)"
_FIRM = (
    r"(?:strik(?:e|es|ing)|struck|attack(?:s|ed|ing)?|bomb(?:s|ed|ing|ard\w*|ings)?|shell(?:s|ed|ing)|raid(?:s|ed|ing)?|pound(?:s|ed|ing)?"
    r"|against (?:\w+\s){0,3}targets)"
)
_HIT = (
    r"(?:hits?|hitting|target(?:s|ed|ing)?|destroy(?:s|ed|ing)?|damag(?:e|es|ed|ing)|slamm?(?:s|ed|ing)? into|crash(?:es|ed|ing)? into|assaults?"
    rf"|threaten(?:s|ed|ing)?|(?:aim|fir|launch|lobb?|hurl|shoot|shot|unleash|rain|direct|point)\w*\s{_ANY}{{0,10}}?(?:at|on|against|towards?|into)"
    r"|(?:can|could|may|might|would|able to|capable of|enough to|to)\s(?:\w+ly\s)?reach(?:ing)?)"
)
_TARGET = re.compile(
    rf"(?<![\w-])(?:(?P<firm>{_FIRM})|{_HIT})\s+(?:{_WORDS}){{0,9}}?(?P<places>{_LIST})", re.IGNORECASE
)
_STRUCK = re.compile(
    rf"(?P<places>{_LIST})(?:['’]s?)?\s(?:(?!said|says)[^\s.;:!?\ue000]+\s){{0,4}}?"
    r"(?:was|were|has been|have been|had been|being|came|come|comes|got|is|are)\s(?:\w+ly\s|again\s|also\s)?"
    r"(?:(?P<firm>struck|attacked|bombed|shelled|pounded|bombarded|under (?:\w+\s)?(?:fire|attack|bombardment|shelling))|hit|targeted)(?!\w)",
    re.IGNORECASE,
)
_IN_REACH = re.compile(
    rf"(?:(?:put|puts|putting|bring|brings|bringing|place|places|leave|leaves)\s(?:{_WORDS}){{0,4}}?(?P<places>{_LIST})\s"
    rf"|(?P<other>{_LIST})\s(?:[^\s.;:!?\ue000]+\s){{0,3}}?(?:is|are|was|were|lies|lie|be|comes?|falls?|fell)\s)"
    r"(?:[^\s.;:!?]+\s){0,5}?(?:with)?in (?P<firm>(?:\w+\s)?(?:range|reach|striking distance))(?!\w)",
    re.IGNORECASE,
)
_FIRED: Final = (
    r"(?:fir(?:e|es|ed|ing)|launch(?:es|ed|ing)?|shot|lobbed|hurled|took off|taken off|taking off|takes off|lifted off|dispatched|flown|sent"
    r"|hit|struck|shelled|bombed|attacks?|strikes?|salvos?|barrages?|missiles?|rockets?|drones?|shells?|artillery|fire)"
)
_FROM = re.compile(
    rf"(?<![\w-]){_FIRED}\s{_ANY}{{0,10}}?(?<!away )(?<!km )(?<!miles )(?<!kilometers )(?<!kilometres )(?<!withdrawn )"
    rf"(?<!imported )(?<!bought )(?<!received )(?:from|out of)\s(?:{_WORDS}){{0,7}}?(?P<places>{_LIST})",
    re.IGNORECASE,
)
_SITE = re.compile(
    rf"(?<![\w-])(?:launch (?:sites?|pads?|points?)|firing positions?|launch(?:ing)? positions?)\s(?:{_WORDS}){{0,3}}?(?P<places>{_P})",
    re.IGNORECASE,
)
_AGENT: Final = r"(?P<actor>(?:the\s)?(?:[A-Z\ue000][\w.’'\ue001-]*)(?:\s[A-Z\ue000][\w.’'\ue001-]*){0,4}(?:\s(?:administration|government|forces|troops|army|officials|rebels|fighters|militants|separatists))?)"
_HELD: Final = (
    re.compile(
        rf"(?P<places>{_P}),?\s(?:(?:which|that)\s)?(?:(?:is|was|are|has been|had been|remains|were)\s)?(?:\w+ly\s|now\s|still\s|also\s|partly\s)*(?:occupied|controlled|held|captured|seized|annexed|taken|overrun)\sby\s{_AGENT}"
    ),
    re.compile(
        rf"(?P<actor>[A-Z][\w]+|{_P})-(?:occupied|held|controlled|annexed|backed|run)\s(?:[a-z]+\s){{0,3}}(?P<places>{_P})"
    ),
    re.compile(
        rf"{_AGENT}\s(?:(?:has|have|had|also|now|still|briefly|recently|\w+ly)\s)*(?:seized|captured|occupied|occupies|controls|control|holds|overran|recaptured|retook|liberated|annexed)\s(?:[^\s.,;:!?\ue000]+\s){{0,5}}?(?P<places>{_P})"
    ),
)
_ALLOW: Final = (
    r"(?:authori[sz]e[sd]?|allow(?:s|ed)|permit(?:s|ted)|approve[sd]?|green-?light(?:s|ed)|gave\s(?:\S+\s){1,4}?(?:the green light|permission|approval|the go-ahead|clearance|the nod)"
    r"|may\s(?:\w+\s){0,2}?be\s(?:used|fired|launched)|g[ai]ve(?:s|n)?\s(?:the green light|permission|approval|the go-ahead)|granted\s(?:\S+\s){0,3}?permission|cleared|lift(?:s|ed)?\s(?:\S+\s){0,3}?(?:ban|bans|restrictions?|limits?)|eas(?:es|ed)\s(?:\S+\s){0,3}?restrictions?"
    r"|(?:decided|agreed|moved|voted)\sto\s(?:let|allow|permit|authori[sz]e|lift|ease|approve)|let(?:s)?(?=\s[A-Z\ue000]))"
)
_FORBID: Final = (
    r"(?:bann?(?:s|ed)|bars|barred|forb(?:ids?|ade|idden)|prohibit(?:s|ed)|blocked|refus(?:es|ed)\sto\s(?:let|allow|permit|authori[sz]e)|refus(?:es|ed)\spermission|denied\s(?:\S+\s){0,4}?permission|rul(?:es|ed)\sout"
    r"|(?:has|have|had|did|does|do|would|will|could)\s?(?:not|n['’]t|never)\s(?:yet\s)?(?:allow(?:ed)?|let|permit(?:ted)?|authori[sz]ed?|approved?)|oppos(?:es|ed)|restricts?|restricted|limits|limited)"
)
_USE: Final = r"(?:us(?:e|es|ed|ing)|strik(?:e|es|ing)|hit|hitting|fir(?:e|ing)|attack\w*|launch\w*|target\w*|shell\w*|restrictions?|ban|bans|limits?|weapons?|missiles?|drones?)"
_PERMISSION = re.compile(
    rf"(?<![\w-])(?:(?P<allow>{_ALLOW})|(?P<forbid>{_FORBID}))(?!\w)(?P<rest>(?:(?!\b(?:because|but|although|while|whereas|after|amid)\b)[^.;!?])*)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"(?<!\w)(?:is|are|was|were|been|being)\s(?:\w+ly\s|now\s)*$", re.IGNORECASE)
_ABOUT: Final = 60
"""Characters before 'was allowed' that say what was."""
_INSIDE_OF = re.compile(r"(?:['’]s?)?(?:\s[a-z]+)?(?:\s(?:of|in)\s(?:[a-z]+\s){0,2}|,\s)")
"""What may stand between an area and the country that it is in: 'the Kursk region of Russia'."""
_UNREAL = re.compile(
    r"(?<!\w)(?:[Ii]f|[Ww]hether|[Uu]nless|could|might|may|should|ask(?:s|ed|ing)?|urg\w+|seek\w*|want\w*|hop(?:e|es|ed|ing)|demand\w*|plead\w*|request\w*|until|considering|weighing|debating)(?!\w)[^,.;]*$",
)
_ACTOR = re.compile(
    rf"{_AGENT}(?:,[^,]{{1,60}},)?\s(?:(?:has|have|had|is|was|already|also|now|finally|quietly|secretly|reportedly|repeatedly|\w+ly|long|initially)\s)*$"
)
_ZONE = re.compile(
    rf"(?<!\w)(?:in|inside|into|within|against|on|at|for|across|over|beyond|near|around|throughout|of)\s(?:(?!(?:by|from|said)\b)[^\s.;:!?\ue000—–]+\s){{0,6}}?(?P<own>{_P}(?:['’]s?)\s(?:[\w-]+\s){{0,3}}?)?(?P<place>{_P})",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?<!\w)(?:in|inside|within|on|across)\s(?:its|their|his|her)\s(?:own\s)?(?:internationally recogni[sz]ed\s)?(?:territor(?:y|ies)|borders|soil|land)(?!\w)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?<!\w)(?:(?:about |roughly |more than |nearly |almost )?(?:twice|double|triple|three times|four times|five times|\d+ times|half|a third of|quadruple)\s(?:the\s)?(?:range|reach) (?:of|that of)"
    r"|(?:a |an )?(?:similar|comparable|greater|longer|shorter|larger|smaller|equal|better|the same)\s(?:range|reach)\s(?:to|as|than|of|to that of)|outrang(?:es|ed|ing|e))\s(?P<whom>[^.,;:()]{2,60}?)(?=[.,;:()]|\s(?:and|but|is|was|which|that)\s|$)",
    re.IGNORECASE,
)

_ELSEWHEN = re.compile(
    r"(?<!\w)(?:last|previous|earlier|ago|already|formerly|once|since|years?|months?|weeks?|in \d{4}|[A-Z][a-z]+ (?:19|20)\d\d|next|later|tomorrow|yesterday|initially|had (?:\w+ly |already |also )?(?:\w+ed|given|let|sent))(?!\w)",
    re.IGNORECASE,
)


class _Scene(NamedTuple):
    """A sentence whose places are masked."""

    document: Document
    start: int
    text: str
    masked: str
    places: list[PlaceMention]


def find_roles(
    document: Document, places: tuple[PlaceMention, ...]
) -> tuple[tuple[PlaceMention, ...], tuple[Statement, ...]]:
    """The places with their roles, and each statement with its quote.

    Parameters
    ----------
    document : Document
        The text.
    places : tuple of PlaceMention
        Its place names.

    Returns
    -------
    places : tuple of PlaceMention
        The same, with 'launch' and 'target' where a sentence says so.
    statements : tuple of Statement
        Roles 'launch', 'target', 'held_by', 'zone_allowed', 'zone_forbidden' and 'relative_range', in the order of the text.
    """
    roles: dict[int, list[str]] = {}
    found: list[Statement] = []
    for scene in _scenes(document, places):
        for statement, mention in _statements(scene):
            found.append(statement)
            if mention and statement.role in ("launch", "target"):
                roles.setdefault(mention.start, []).append(statement.role)
    marked = tuple(
        replace(mention, roles=tuple(dict.fromkeys(roles[mention.start])))
        if mention.start in roles
        else mention
        for mention in places
    )
    unique = dict.fromkeys(sorted(found, key=lambda item: (item.start, item.end, item.role)))
    return marked, tuple(unique)


def _scenes(document: Document, places: tuple[PlaceMention, ...]) -> Iterator[_Scene]:
    rest = [mention for mention in places if not mention.in_name]
    index = 0
    for start, end in sentences(document.text):
        while index < len(rest) and rest[index].end <= start:
            index += 1
        here = []
        last = index
        while last < len(rest) and rest[last].start < end:
            if rest[last].end <= end and rest[last].start >= start:
                here.append(rest[last])
            last += 1
        text = document.text[start:end]
        masked = text
        for mention in here:
            low, high = mention.start - start, mention.end - start
            masked = masked[:low] + "\ue000" + "\ue001" * (high - low - 1) + masked[high:]
        yield _Scene(document, start, text, masked, here)


def _statements(scene: _Scene) -> Iterator[tuple[Statement, PlaceMention | None]]:
    if scene.places:
        yield from _permissions(scene)
        yield from _holders(scene)
        yield from _strikes(scene)
    for match in _COMPARED.finditer(scene.text):
        item = _make(scene, "relative_range", (match.start(), match.end("whom")), None, "compared range")
        other = re.sub(r"^(?:the|a|an)\s", "", match["whom"])
        own = [name.name for name in mentions(scene.text) if name.end <= match.start()]
        yield replace(item, systems=tuple(dict.fromkeys((*own[-1:], other)))), None


def _strikes(scene: _Scene) -> Iterator[tuple[Statement, PlaceMention | None]]:
    """Firing points and targets."""
    launched: set[int] = set()
    for rule, pattern in (("fired from", _FROM), ("launch site", _SITE)):
        for match in pattern.finditer(scene.masked):
            if not has_weapon(scene.text):
                continue
            for mention in _within(scene, *match.span("places")):
                launched.add(mention.start)
                yield _make(scene, "launch", match.span(), mention, rule), mention
    for rule, pattern in (("struck", _TARGET), ("was struck", _STRUCK), ("in reach", _IN_REACH)):
        for match in pattern.finditer(scene.masked):
            if not match["firm"] and not has_weapon(scene.text):
                continue
            span = match.span("places") if match["places"] else match.span("other")
            for mention in _within(scene, *span):
                if mention.start not in launched and not _is_owner(scene, mention):
                    yield _make(scene, "target", match.span(), mention, rule), mention


def _holders(scene: _Scene) -> Iterator[tuple[Statement, PlaceMention | None]]:
    """Who holds a place."""
    for pattern in _HELD:
        for match in pattern.finditer(scene.masked):
            actor = scene.text[match.start("actor") : match.end("actor")]
            for mention in _within(scene, *match.span("places")):
                item = _make(scene, "held_by", match.span(), mention, "held by")
                yield replace(item, actor=actor), mention


def _permissions(scene: _Scene) -> Iterator[tuple[Statement, PlaceMention | None]]:
    """Where use is allowed or forbidden, and by whom."""
    for match in _PERMISSION.finditer(scene.masked):
        lead = scene.masked[: match.start()]
        about = lead[-_ABOUT:] + match[0] if _PASSIVE.search(lead) else match[0]
        if _UNREAL.search(lead) or not re.search(rf"(?<!\w){_USE}(?!\w)", about, re.IGNORECASE):
            continue
        forbidden = match["forbid"] is not None
        agent = _ACTOR.search(lead)
        begin = agent.start("actor") if agent else match.start()
        actor = scene.text[agent.start("actor") : agent.end("actor")] if agent else ""
        role = "zone_forbidden" if forbidden else "zone_allowed"
        for mention, end in _zones(scene, match.start("rest"), match.end("rest")):
            item = _make(scene, role, (begin, end), mention, "forbids use" if forbidden else "allows use")
            source = attribution(scene.text, 0, len(scene.text))
            if not actor and re.search(r"(?<!\w)(?:it|they|he|she)\s$", lead):
                actor = source.who
            reported = source.attributed or "report" in scene.text.lower()
            status = "reported" if reported else "denied" if forbidden else "authorised"
            yield replace(item, actor=actor, status=status), mention


def _zones(scene: _Scene, start: int, end: int) -> Iterator[tuple[PlaceMention, int]]:
    """The places behind a permission where it holds, each with the offset at which its words end."""
    seen: dict[int, PlaceMention] = {}
    for match in _ZONE.finditer(scene.masked, start, end):
        for mention in _within(scene, *match.span("place")):
            if not _is_owner(scene, mention) and not _holds(scene, mention, seen.values()):
                seen[mention.start] = mention
                yield mention, match.end()
    own = _OWN.search(scene.masked, start, end)
    if own:
        owner = [
            mention
            for mention in scene.places
            if mention.end - scene.start <= own.start() and mention.start not in seen
        ]
        country = next(
            (mention for mention in reversed(owner) if mention.place and mention.place.kind == "country"),
            None,
        )
        if country:
            yield country, own.end()


def _holds(scene: _Scene, country: PlaceMention, areas: Iterable[PlaceMention]) -> bool:
    """Whether a country is only named to say where one of the areas is."""
    return any(
        country.place is not None
        and area.place is not None
        and country.place.kind == "country"
        and area.place.iso2 == country.place.iso2
        and _INSIDE_OF.fullmatch(scene.text[area.end - scene.start : country.start - scene.start])
        for area in areas
    )


def _within(scene: _Scene, low: int, high: int) -> list[PlaceMention]:
    return [
        mention
        for mention in scene.places
        if low <= mention.start - scene.start and mention.end - scene.start <= high
    ]


def _is_owner(scene: _Scene, mention: PlaceMention) -> bool:
    """Whether a possessive makes the place the owner of the next: 'Russia's Kursk'."""
    return bool(re.match(r"['’]s?\s(?:[\w-]+\s){0,4}?\ue000", scene.masked[mention.end - scene.start :]))


def _make(
    scene: _Scene, role: str, span: tuple[int, int], mention: PlaceMention | None, rule: str
) -> Statement:
    names = [item for item in mentions(scene.text) if item.strength != 1]
    named = [item.name for item in names if item.strength > 1] or [item.name for item in names[:1]]
    return Statement(
        role=role,
        start=scene.start + span[0],
        end=scene.start + span[1],
        quote=scene.text[span[0] : span[1]],
        place=mention.place if mention else None,
        systems=tuple(dict.fromkeys(named)),
        date=_day(scene),
        document=scene.document.id,
        rule=rule,
    )


def _day(scene: _Scene) -> date | None:
    """The day the sentence names; the day of the document where the sentence speaks of no other time."""
    day = find_date(scene.text, near=scene.document.date)
    if day is not None or _ELSEWHEN.search(scene.text):
        return day
    return scene.document.date
