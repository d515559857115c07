"""Names of weapon systems by their shape: designations, acronyms, names before 'missile'; and the plain nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.tables import table
from geo.text.ordinary import ORDINARY

if TYPE_CHECKING:
    from collections.abc import Iterable

_MODIFIER: Final = (
    r"(?:anti-?ship|anti-?tank|anti-?aircraft|anti-?radar|ballistic|cruise|hyper ?sonic|supersonic|subsonic|stealth(?:y)?|glide"
    r"|gliding|guided|unguided|loitering|kamikaze|suicide|attack|strike|striking|naval|sea|maritime|surface|underwater|undersea"
    r"|unmanned|uncrewed|aerial|combat|explosive|fpv|first-person-view|air defen[cs]e|rocket|missile|artillery|drone|self-propelled"
    r"|towed|multiple|multiple-launch|field|coastal|nuclear|conventional|tactical|strategic|quasi-ballistic|intercontinental"
    r"|flying|standoff|stand-off|battlefield|heavy|light|aircraft|weapons?|bomb|torpedo|gun|tank|decoy|interceptor|precision|nuclear-capable"
    r"|thermobaric|cluster|small-diameter|small diameter|supergun|railgun|reconnaissance|surveillance|fighter|bomber|jet|homemade|new"
    r"|long|medium|intermediate|short|extended|range|shore|carrier|mobile|modern|deadly|theater|theatre|home-made|air|assault|sniper"
    r"|(?:[a-z]+|one)-(?:way|ship|tank|aircraft|armou?r|launched|range|ranged|guided|powered|propelled|armed|based|borne|fired|fuel|fuell?ed"
    r"|optic|barrel|barrell?ed|diameter|capable|reach|to-\w+)(?:-\w+)?|surface-to-(?:surface|air|ship)|air-to-(?:air|ground|surface))"
)
_HEAD: Final = (
    r"(?:missile systems?|missiles?|rockets?|drones?|UAVs?|UCAVs?|USVs?|UUVs?|howitzers?|guns?|cannons?|artillery|mortars?|bombs?|bombers?"
    r"|munitions?|weapons? systems?|weapons?|projectiles?|torpedo(?:e?s)?|shells?|launchers?|interceptors?|ICBMs?|IRBMs?|MRBMs?|SRBMs?|SLBMs?"
    r"|MLRS|MANPADS?|MANPADs|SAMs?|rifles?|quadcopters?|warplanes?|fighter jets?|gunships?|superguns?|railguns?|ammunition"
    r"|(?:naval|sea|attack|explosive|drone) (?:drones?|boats?|vessels?)|warheads?|copters?|carrier killers?|systems?|rounds?|batter(?:y|ies)"
    r"|(?:glide|re-?entry) vehicles?|aircraft|fighters?|jets?|helicopters?|boats?|kits?|complex(?:es)?|grenades?|mines?|lasers?|pods?)"
)
STRONG_HEAD: Final = (
    r"(?:missile|rocket|drone|uav|ucav|usv|uuv|howitzer|gun|cannon|artillery|mortar|bomb|bomber|munition|weapon|projectile|torpedo|shell"
    r"|launcher|interceptor|icbm|irbm|mrbm|srbm|slbm|mlrs|manpad|sam|rifle|quadcopter|warplane|fighter jet|gunship|supergun|railgun"
    r"|ammunition|carrier killer|grenade|(?:glide|re-?entry) vehicle)"
)
"""Nouns that are weapons whatever stands before them; the others ('system', 'round', 'jet') need a name."""

_NEXT: Final = (
    r"cruisers?|submarines?|destroyers?|frigates?|corvettes?|tests?|bases?|sites?|crews?|attacks?|strikes?|programs?|programmes?|operators?|pilots?|plants?"
    r"|factor(?:y|ies)|depots?|control|regime|deals?|shows?|owners?|violence|laws?|scientists?|engineers?|makers?|detectors?|jammers?|parts|debris|fire|deliver(?:y|ies)|races?|footage|light shows?|show"
)
"""Nouns that a weapon noun only qualifies: a missile cruiser is no missile."""
_NOUN = re.compile(
    rf"(?<![\w-])(?:(?i:{_MODIFIER})[\s-]){{0,4}}(?i:{_HEAD})(?![\w]|-\w)(?:(?<=s)|(?!\s(?:{_NEXT})(?!\w)))"
)
_NOUN_WORD = re.compile(rf"(?i:{_MODIFIER}|{_HEAD})")
_STRONG = re.compile(rf"(?i:{STRONG_HEAD})", re.IGNORECASE)
_SYSTEM = re.compile(r"(?:systems?|batter(?:y|ies)|rounds?|complex(?:es)?|warheads?|kits?)$", re.IGNORECASE)
_INSIDE = re.compile(
    r"(?<!\w)(?:in|near|to|into|(?<!hand )(?<!handed )(?<!handing )(?<!take )(?<!took )over|towards?|off|at|around|outside|inside|above|across|(?:north|south|east|west)(?:ern)?|central)\s+(?:the )?$"
)
_PEOPLE = re.compile(
    r"\s(?:rebels?|fighters|militants?|militia(?:men|s)?|insurgents?|troops|soldiers|forces|gunmen|officials?|commanders?|leaders?|movement|spokes\w+)(?!\w)"
)
_OWNS = re.compile(r"['’]s?\s+(?:[a-z-]+\s){0,3}?[A-Z]")
_DEVICE = re.compile(
    r"\s(?:\w+\s)?(?:radars?|sensors?|radios?|cameras?|satellites?|telescopes?|cars?|sedans?|SUVs?|trucks?|pickups?|airliners?|phones?)(?!\w)",
    re.IGNORECASE,
)
_WEAPON = re.compile(rf"(?<![\w-])(?i:{STRONG_HEAD})s?(?![\w-])")
_TOKEN = re.compile(r"(?:al-|el-)?[^\W_]+(?:[-‑./][^\W_]+)*(?P<own>['’]s?(?!\w))?")
_DESIGNATION = re.compile(
    r"(?=.*[A-Z])(?=.*\d)[A-Za-z\d][A-Za-z\d/.‑-]*|[A-Z][A-Za-z]+[-‑](?:[A-Z]{1,3}|[IVX]+|\d+)[A-Z]?"
)
_ACRONYM = re.compile(
    r"[A-Z][A-Z\d]{2,}s?(?:[-‑][A-Z\d]+)*|[A-Z]{1,4}[a-z]?[A-Z]{1,4}s?(?:[-‑][A-Z\d]+)*|[A-Z]+[-‑][A-Z]+"
)
_BODY = re.compile(
    r"(?:Regime|Treaty|Agreement|Pact|Convention|Studies|Institute|Cent(?:er|re)|University|Council|Committee|Agency|Tribune|Times|Post|News|Command|Staff|Ministry"
    r"|Service|Party|Brigade|Battalion|Regiment|Sea|Ocean|Strait|Islands?|Airport|Airfield|Camp|Province|Oblast|City|Association|Organi[sz]ation|Relations|Research"
    r"|Chiefs|Army|Navy|Corps|Guards?|Forces?|Tigers|War|Accords?|Protocol|Union|League|Group|Industries|Aerospace|Systems|Dynamics|Martin|Defen[cs]e)s?"
)
"""Last words of names that are bodies, makers, treaties or places."""
_CLASS = re.compile(r"-class$")
_SHIPS: Final = frozenset({"HMS", "USS", "INS", "HMAS", "HMCS", "ARA", "RFA", "USNS", "MV", "SS"})
_SETS_APART = re.compile(r"['’]?(?:,|\s?[–—(:-])")
_KIND_BEHIND = re.compile(
    rf"['’]?(?:,|\s?[–—(:-])\s?(?:which (?:[\w-]+ ){{1,3}}as )?(?:(?:an?|the|its|their|his|one of|another|\w+['’]s)[\s-][\"“'‘]?|[\"“'‘])"
    rf"(?:\w+[\s-][\"“'‘]?){{0,6}}?(?i:{_HEAD})(?!\w)"
)
_NAMING = r"(?:called|named|dubbed|known as|designated|nicknamed|codenamed|branded|christened|such as|like)"
_NAMES = re.compile(rf"(?:{_NAMING}|,)? (?:the |an? )?[\"“'‘]?$", re.IGNORECASE)
_KIND_BEFORE = re.compile(rf"(?i:{_HEAD})(?:,? (?:also )?{_NAMING}|,)? (?:the |an? )?[\"“'‘]?$")
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,}(?:ing|ed|ly)")
_ROMAN = re.compile(r"(?:[IVX]{1,5}[A-Z]?|Mk\.?|Mark|Block|Mod|ER|EG|[A-Z]\d?)(?:[-‑]?\d*[A-Z]?)$")
_FIGURE = re.compile(r"\d{1,4}[A-Z]{0,2}$")


_BESIDES: Final = frozenset({" ", "\u00a0", "-", '" ', "” ", "' ", "’ ", "» "})
_CHRISTENED = re.compile(
    rf"(?<![\w-])(?i:{_HEAD})(?:,? (?:called|named|dubbed|nicknamed|codenamed|known as|christened) (?:the )?|, the (?=[^,.;]{{2,30}},))"
    r"[\"“'‘]?(?P<name>[A-Z][\w-]+(?: [A-Z\d][\w-]*){0,2})"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A system where it stands in a sentence."""

    start: int
    """Offset of the name, or of the noun phrase where it has none."""
    end: int
    """Offset behind the name."""
    stop: int
    """Offset behind the noun that follows the name; else the same as `end`."""
    name: str
    """As written."""
    strength: int
    """3 a designation or a name beside a weapon noun, 2 an acronym, 1 a capitalised word, 0 a plain noun."""

    @property
    def named(self) -> bool:
        """Whether it is a name and not a plain noun."""
        return self.strength > 0


@cache
def peoples() -> frozenset[str]:
    """Demonyms in lower case: what makes 'Iranian' in front of a name no part of it."""
    rows = table("demonyms.tsv").read_text(encoding="utf-8").splitlines()
    words = (word for row in rows if not row.startswith("#") for word in row.partition("|")[2].split(";"))
    return frozenset(part for word in words for part in (word.lower(), f"{word.lower()}s"))


def key(name: str) -> str:
    """A name so that its spellings agree: 'ATACMs' and 'ATACMS', 'Kh‑101' and 'Kh-101'."""
    folded = re.sub(r"[\s‑–-]+", "-", name.casefold())
    return folded[:-1] if folded.endswith("s") and len(folded) > 3 else folded


def mentions(
    sentence: str, *, known: frozenset[str] = frozenset(), taken: Iterable[tuple[int, int]] = ()
) -> list[Mention]:
    """Every system that a sentence names or describes, in order.

    Parameters
    ----------
    sentence : str
        One sentence.
    known : frozenset of str
        Keys of names that the document has called weapons elsewhere.
    taken : iterable of (int, int)
        Spans that are lengths, so that '300' in 'ATACMS 300 km' belongs to no name.

    Examples
    --------
    >>> [m.name for m in mentions("Iran's Sejjil missile and two Kh-101s hit the gas plant; howitzers fired back.")]
    ['Sejjil', 'Kh-101s', 'howitzers']
    """
    busy = sorted(taken)
    for start, end in busy:
        sentence = sentence[:start] + "#" * (end - start) + sentence[end:]
    nouns = [match.span() for match in _NOUN.finditer(sentence) if not _inside(match.start(), busy)]
    headline = _is_headline(sentence)
    found: list[Mention] = []
    for start, end, owner in _runs(sentence, busy, nouns, headline=headline):
        mention = _named(sentence, start, end, nouns, known, owner=owner)
        if mention:
            found.append(mention)
    for match in _CHRISTENED.finditer(sentence):
        start, end = match.span("name")
        if not any(mention.start < end and start < mention.stop for mention in found):
            found.append(Mention(start, end, end, match["name"], 3))
    names = [(mention.start, mention.stop) for mention in found]
    for start, end in nouns:
        if any(low < end and start < high for low, high in names):
            continue
        proper = start > 0 and sentence[start].isupper() and sentence[start + 1].islower() and not headline
        team = proper and " " not in sentence[start:end] and sentence[:start].endswith("he ")
        if _STRONG.search(sentence, start, end) and not team:
            found.append(Mention(start, end, end, sentence[start:end], 0))
    return sorted(found, key=lambda mention: mention.start)


def _runs(
    sentence: str, busy: list[tuple[int, int]], nouns: list[tuple[int, int]], *, headline: bool
) -> list[tuple[int, int, bool]]:
    """Spans of neighbouring words that could be one name, and whether a possessive ends it."""
    runs: list[tuple[int, int, bool]] = []
    open_run: list[re.Match[str]] = []

    def close(*, owner: bool = False) -> None:
        while open_run and _leads(sentence, open_run[0]) and not _begins_title(open_run):
            open_run.pop(0)
        if open_run:
            last = open_run[-1]
            runs.append((open_run[0].start(), last.start("own") if last["own"] else last.end(), owner))
        open_run.clear()

    for match in _TOKEN.finditer(sentence):
        if _inside(match.start(), busy):
            close()
            continue
        if open_run and sentence[open_run[-1].end() : match.start()] not in (" ", "\u00a0"):
            close()
        word = match[0][: match.start("own") - match.start()] if match["own"] else match[0]
        noun = next((span for span in nouns if span[0] <= match.start() < span[1]), None)
        if (
            noun
            and (headline or not _is_title(sentence, noun, bool(open_run)))
            and not _DESIGNATION.fullmatch(word)
        ):
            close()
            continue
        if not (_opens(word) or (open_run and _goes_on(word))):
            close()
            continue
        open_run.append(match)
        if match["own"]:
            close(owner=True)
    close()
    return runs


def _named(
    sentence: str, start: int, end: int, nouns: list[tuple[int, int]], known: frozenset[str], *, owner: bool
) -> Mention | None:
    """The mention that a run of words is, with what speaks for it; None where nothing does."""
    name = sentence[start:end]
    words = name.split()
    if (len(words) == 1 and _NOUN_WORD.fullmatch(name)) or all(
        _is_ordinary(word) or _FIGURE.fullmatch(word) for word in words
    ):
        return None
    noun = next(
        (span for span in nouns if 0 < span[0] - end <= 3 and sentence[end : span[0]] in _BESIDES),
        None,
    )
    if (
        len(name) == 1
        or _PEOPLE.match(sentence, end)
        or (_CLASS.search(name) and not (noun and _STRONG.search(sentence, *noun)))
    ):
        return None
    if len(words) > 1 and (words[0] in _SHIPS or (_BODY.fullmatch(words[-1]) and not noun)):
        return None
    if noun and not owner and not _DEVICE.match(sentence, end):
        firm = _STRONG.search(sentence, *noun) or _SYSTEM.search(sentence, *noun)
        shape = any(_DESIGNATION.fullmatch(word) for word in words) or key(name) in known
        return Mention(start, end, noun[1], name, 3 if firm or shape else 1)
    strength = _strength(sentence, start, end, nouns, known)
    if _is_no_system(sentence, start, end, strength, owner=owner):
        return None
    return Mention(start, end, end, name, strength)


def _strength(
    sentence: str, start: int, end: int, nouns: list[tuple[int, int]], known: frozenset[str]
) -> int:
    """What the shape of a name, and what stands beside it, say for it."""
    name = sentence[start:end]
    words = name.split()
    if any(_DESIGNATION.fullmatch(word) for word in words) or key(name) in known:
        return 3
    if _is_apposed(sentence, start, end):
        return 3
    if any(_ACRONYM.fullmatch(word) and not _is_ordinary(word) for word in words):
        return 2
    return 3 if any((low <= start and end <= high) or start <= low < end for low, high in nouns) else 1


def _is_no_system(sentence: str, start: int, end: int, strength: int, *, owner: bool) -> bool:
    """Whether what stands around a name says that it is a device, a place or the owner of another."""
    if _DEVICE.match(sentence, end):
        return True
    if strength == 3:
        return False
    inside = _INSIDE.search(sentence[max(0, start - 12) : start])
    return bool(inside or (owner and _OWNS.match(sentence[end : end + 60])))


def _is_apposed(sentence: str, start: int, end: int) -> bool:
    """Whether a weapon noun beside the name says what it is: 'Sejjil, a ballistic missile', 'a drone called Sejjil'."""
    if _SETS_APART.match(sentence, end) and _KIND_BEHIND.match(sentence, end, end + 120):
        return True
    lead = sentence[max(0, start - 80) : start]
    return _NAMES.search(lead[-24:]) is not None and _KIND_BEFORE.search(lead) is not None


def _is_headline(sentence: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", sentence)
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _begins_title(run: list[re.Match[str]]) -> bool:
    """Whether an ordinary first word belongs to a name of capitalised nouns: 'Army Tactical Missile System', 'Paris Gun'."""
    first = run[0][0]
    if (
        first.lower()
        in ("a", "an", "the", "its", "their", "his", "our", "some", "no", "new", "old", "us", "uk")
        or first.lower() in peoples()
    ):
        return False
    rest = [match[0] for match in run[1:]]
    return bool(rest) and not run[0]["own"] and all(_NOUN_WORD.fullmatch(word) for word in rest)


def _is_title(sentence: str, noun: tuple[int, int], within: bool) -> bool:
    """Whether a weapon noun is written as part of a name: 'Army Tactical Missile System'."""
    words = re.findall(r"[^\W_]+", sentence[noun[0] : noun[1]])
    capital = all(word[0].isupper() for word in words)
    return (
        capital and (within or (len(words) > 1 and noun[0] > 0)) and not all(word.isupper() for word in words)
    )


def _leads(sentence: str, first: re.Match[str]) -> bool:
    """Whether the first word of a run is no part of a name: an ordinary one, or a participle that opens the sentence."""
    opens = not sentence[: first.start()].strip(" “\"'‘—–-•")
    return _is_ordinary(first[0]) or (opens and _PARTICIPLE.fullmatch(first[0]) is not None)


def _is_ordinary(word: str) -> bool:
    folded = re.sub(r"['’]s?$", "", word).strip(".").casefold()
    if _DESIGNATION.fullmatch(word):
        return folded.startswith(("covid", "mid-", "late-", "early-", "pre-", "post-"))
    made = "-" in folded and folded.rsplit("-", 1)[1] in (
        "made",
        "built",
        "era",
        "backed",
        "supplied",
        "designed",
        "style",
        "type",
        "like",
        "based",
        "launched",
        "trained",
        "speaking",
        "held",
        "controlled",
        "owned",
        "led",
        "run",
    )
    return (
        folded in ORDINARY
        or folded in peoples()
        or made
        or ("-" in folded and any(part in peoples() for part in folded.split("-")))
    )


def _opens(word: str) -> bool:
    return word[0].isupper() or bool(_DESIGNATION.fullmatch(word)) or word.startswith(("al-", "el-"))


def _goes_on(word: str) -> bool:
    return bool(_FIGURE.fullmatch(word) or _ROMAN.fullmatch(word))


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(low <= offset < high for low, high in spans)


_BESIDE = re.compile(
    rf"(?<![\w-])((?:[A-Z][\w‑-]*|\d+[A-Z][\w‑-]*)(?: (?:[A-Z][\w‑-]*|\d{{1,4}}\b))?) (?:{_MODIFIER} ){{0,3}}{_HEAD}(?!\w)"
)


def established(text: str) -> frozenset[str]:
    """Keys of the names that stand directly before a weapon noun anywhere in a text."""
    found = set()
    for match in _BESIDE.finditer(text):
        words = match[1].split(" ")
        while words and _is_ordinary(words[0]):
            words.pop(0)
        if words:
            found.add(key(" ".join(words)))
    return frozenset(found)


def has_weapon(text: str) -> bool:
    """Whether a text has a plain weapon noun at all."""
    return _WEAPON.search(text) is not None
