"""Ranges in German, French, Spanish, Ukrainian and Russian: their commonest wordings and the systems beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.text.systems import Mention

if TYPE_CHECKING:
    from geo.text.quantities import Quantity

_COMMON: Final = {
    "en": "the of and to in that is was with has have for it its from said are which by can a an on at",
    "de": "der die das und ist mit von den dem ein eine einer auf hat haben kann können für sich nach nicht über bis laut zu sie soll",
    "fr": "le la les des et est une un du dans avec pour qui que sur par peut peuvent ont leur selon jusqu au aux d l ses plus à",
    "es": "el la los las y es una un del con para que por en su sus puede pueden tiene tienen según hasta más al",
}
_WORDS: Final = {language: frozenset(words.split(" ")) for language, words in _COMMON.items()}

_RANGE = (
    r"(?:reichweiten?|flugweite|schussweite|einsatzradius|portées?|rayon d['’]action|allonge|alcances?|radio de acción|autonomía"
    r"|дальн(?:ість|ості|істю|ость|ости|остью)|дальнобі\w+|дальнобо\w+|радіус\w* (?:дії|ураження)|радиус\w* (?:действия|поражения))"
)
_LINK = (
    r"(?:[\s:,\"'“”‘’„«»(–—=~-]|(?<!\w)(?:zwischen|entre|між|между|von|beträgt|bis|zu|mit|ist|liegt|bei|hat|wird|auf|eine[rmn]?|geschätzt|angegeben|est|de|d|des|la|le|une?|atteint"
    r"|dépasse|serait|estimée?|annoncée?|à|es|un|una|llega|alcanza|a|entre|estimado|польоту|стрільби|дії|ураження|полета|полёта|стрельбы|действия|поражения"
    r"|становить|складає|сягає|составляет|достигает|в|у|на|до|від|от|та|и|і|його|її|яка|которая|практична|эффективная|maximale?|máximo|максимальн\w+)\b)*$"
)
_BEFORE = re.compile(
    rf"(?<!\w){_RANGE}(?:\s(?:der|des|du|de la|des|del|de los|von)\s[^.;:!?]{{1,50}}?\s(?:von|beträgt|est|de|es|liegt bei))?{_LINK}",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    rf"(?<!\w){_RANGE}\s[^.;:!?]{{1,60}}?\s(?:beträgt|liegt bei|est(?: de| d)?|atteint|es de|становить|сягає|складає|составляет|достигает|[—–-]){_LINK}",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s?-?(?:reichweite|de portée|de alcance|d['’]allonge|weit\s(?:\w+\s)?(?:flieg|reich|schieß|treff)\w*|weit\b(?=[\s.,]*(?:$|und|fliegen|reichen|schießen|entfernt))"
    r"|entfernt\w*\s(?:\w+\s)?(?:treffen|erreichen|zerstören)|(?:fliegen|reichen|schießen|zurücklegen)\b)",
    re.IGNORECASE,
)
_ABLE = re.compile(
    r"(?<!\w)(?:(?:kann|können|könnte|könnten)(?!\w)|fliegt|fliegen|reicht|reichen|trifft|treffen|schießt|schießen|erreicht|erreichen"
    r"|(?:peut|peuvent|pourrait|pourraient|capables? (?:de|d['’])|permet(?:tent)? (?:de|d['’]))\s?(?:\w+\s){0,2}?(?:frapper|atteindre|toucher|voler|parcourir|tirer|porter|détruire)"
    r"|(?:frappe|atteint|vole|porte|tire|parcourt)(?:nt|ent)?"
    r"|(?:puede|pueden|podría|podrían|capa(?:z|ces) de|permite[n]?)\s(?:\w+\s){0,2}?(?:alcanzar|golpear|impactar|volar|recorrer|atacar|llegar|destruir|disparar)|alcanza[n]?|vuela[n]?|recorre[n]?"
    r"|(?:може|можуть|здатн\w+|дозволя\w+)\s(?:\w+\s){0,2}?(?:вра(?:жати|зити)|ура(?:жати|зити)|долати|летіти|літати|бити|долетіти|пролетіти|діставати|атакувати|нести)|б'є|літає|летить|вражає"
    r"|(?:может|могут|способн\w+|позволя\w+)\s(?:\w+\s){0,2}?(?:пора(?:жать|зить)|лететь|летать|бить|преодолевать|преодолеть|достигать|долететь|пролететь|атаковать|нести)|бьёт|бьет|летает|поражает)"
    r"(?!\w)(?P<tail>[^.;!?]{0,90})$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\s(?:weit|entfernt|Entfernung|fliegen|reichen|schießen|treffen|erreichen|zurücklegen|de distance|de distancia)(?!\w)"
)
_PAST = re.compile(
    r"(?<!\w)(?:flog|flogen|landete\w*|stürzte\w*|wurde\w*|liegt|nördlich|südlich|östlich|westlich|est tombé\w*|sont tombé\w*|se trouve|situé\w*|cayó|cayeron|situad[oa]s?"
    r"|пролетіл\w+|впал\w+|розташован\w+|знаходиться|пролетел\w+|упал\w+|находится|расположен\w+|висот\w+|высот\w+|Höhe|altitude|altura|altitud)(?!\w)",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(
    r"\s(?:nördlich|südlich|östlich|westlich|von der (?:Grenze|Front)|vor der|au (?:nord|sud)|à l['’](?:est|ouest)|de la (?:frontière|frontera)|du front|al (?:norte|sur|este|oeste)"
    r"|del frente|від (?:кордону|фронту|лінії|міста)|от (?:границы|фронта|линии|города)|на (?:північ|південь|схід|захід|север|юг|восток|запад))",
    re.IGNORECASE,
)
_NOUN = (
    r"(?:\w*(?:haubitze|rakete|drohne|bombe|waffe|geschütz)n?|Rakete[n]?|Marschflugkörper[ns]?|Drohnen?|Haubitzen?|Geschosse?|Gleitbomben?|Bomben?|Lenkwaffen?|Artillerie\w*|Granaten?|Raketenwerfer[n]?|Waffen?|Torpedos?"
    r"|missiles? (?:de croisière|balistiques?|antinavires?)|missiles?|roquettes?|drones?|obus|obusiers?|bombes?(?: planantes?)?|canons?|munitions?|torpilles?|armes?"
    r"|misil(?:es)?(?: (?:de crucero|balísticos?))?|cohetes?|dron(?:es)?|bombas?(?: planeadoras?)?|proyectil(?:es)?|obús|obuses|cañon(?:es)?|torpedos?|armas?"
    r"|ракет\w*|дрон\w*|безпілотник\w*|беспилотник\w*|БпЛА|комплекс\w*|РСЗВ|РСЗО|гаубиц\w*|гармат\w*|снаряд\w*|бомб\w*|торпед\w*|озброєнн\w+|оружи\w+|боєприпас\w*|боеприпас\w*)"
)
_GENERIC = re.compile(rf"(?<![\w-]){_NOUN}(?!\w)", re.IGNORECASE)
_NAME = re.compile(
    r"[«„“\"](?P<quoted>[^\W\d_][\w’'-]*(?: [\w’'-]+){0,2})[»“”\"]"
    rf"|(?<![\w-])(?P<shape>[A-ZА-ЯІЇЄ][\w]*-\d+\w*(?:-\w+)?|[A-ZА-ЯІЇЄ]*\d+[A-ZА-ЯІЇЄ]+\d*\w*|[A-Z]{{4,}}(?:-[A-Z]+)?|[A-Z]\d{{2,4}}\w*)(?: (?P<more>[A-Z][\w-]+))?(?!\w)"
    rf"|(?<![\w-])(?P<compound>[A-Z][\w-]+)-(?:Rakete[n]?|Marschflugkörper[ns]?|Drohnen?|System\w*)(?!\w)"
    rf"|(?<![\w-])(?i:{_NOUN})\s(?:vom Typ |des Typs |de type |tipo |типу |типа |балістичн\w+ |баллистическ\w+ |крилат\w+ |крылат\w+ )?"
    r"(?P<after>(?-i:[A-ZА-ЯІЇЄ][\w’'-]+(?: (?:[A-Z\d][\w-]*))?))"
    r"|(?<!\w)(?P<subject>(?-i:[A-ZА-ЯІЇЄ][\w’'-]+(?: [A-Z][\w-]+)?)), (?:ein\w*|une?|una?)\s(?:[\w-]+\s){0,2}?"
    rf"(?i:{_NOUN})"
)
_ATTRIBUTED = re.compile(
    r"(?<!\w)(?:laut|zufolge|nach (?:eigenen )?Angaben|sagte|erklärte|behaupte\w+|soll|sollen|angeblich|mutmaßlich|offiziell|geschätzt\w*"
    r"|selon|d['’]après|a (?:déclaré|affirmé|annoncé)|affirme\w*|aurait|auraient|serait|seraient|estimée?|annoncée?|officielle"
    r"|según|dijo|afirm\w+|asegur\w+|declar\w+|estimad[oa]|supuest\w+|tendría|oficial"
    r"|за (?:словами|даними|оцінками)|заяви\w+|повідоми\w+|нібито|заявлен\w+|офіційн\w+|по (?:словам|данным|оценкам)|заявил\w*|сообщил\w*|якобы|официальн\w+)(?!\w)",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"[»“”\"]?\s*(?:,|und|et|y|e|und die|et les|і|та|и|й|або|или|oder|ou|o)\s+(?:die |der |les |le |la |los |las |el )?[«„“\"]?",
    re.IGNORECASE,
)

_PROPER = re.compile(r"[A-ZА-ЯІЇЄ][\w’'-]+(?: [A-Z\d][\w-]*)*")
_SUBJECT = re.compile(
    rf"\W*(?:(?:Der|Die|Das|Le|La|Les|El|Los|Las|L')\s)?(?P<names>{_PROPER.pattern}(?:(?:,| und| et| y| та| і| и) (?:der |die |das |le |la |el )?{_PROPER.pattern})*)"
    r"\s(?:hat|haben|mit|kann|können|fliegt|fliegen|a|ont|peut|peuvent|tiene|tienen|puede|pueden|має|мають|може|можуть|имеет|имеют|может|могут)\s"
)


def language_of(sentence: str) -> str:
    """The language of a sentence: 'en', 'de', 'fr', 'es', 'uk' or 'ru'.

    >>> [language_of(text) for text in ("It can fly 300 km.", "Sie kann 300 km weit fliegen.", "Дальність — 300 км.")]
    ['en', 'de', 'uk']
    """
    cyrillic = len(re.findall(r"[а-яіїєґё]", sentence, re.IGNORECASE))
    if cyrillic > len(sentence) / 4:
        return "uk" if re.search(r"[іїєґ]", sentence, re.IGNORECASE) else "ru"
    words = re.findall(r"[^\W\d_]+", sentence.lower())
    counts = {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] > counts["en"] else "en"


def foreign_rule(sentence: str, figure: Quantity, since: int, *, is_next: bool) -> str | None:
    """The name of the rule that makes a figure a range in another language, or None.

    Parameters
    ----------
    sentence : str
        One sentence.
    figure : Quantity
        The length; its offsets count in the sentence.
    since : int
        Offset behind the length before it.
    is_next : bool
        Whether the length before it is a range.
    """
    before, after = sentence[since : figure.before], sentence[figure.after :]
    if _BEFORE.search(before) or _BEFORE_NAME.search(before):
        return "range noun, other language"
    if _BEHIND.match(after) and not _PAST.search(before):
        return "range behind, other language"
    if is_next and _JOIN.fullmatch(before):
        return "parallel"
    match = _ABLE.search(before)
    if match is None or _PAST.search(match["tail"]) or _PLACE_BEHIND.match(after):
        return None
    german = re.match(
        r"(?:kann|können|könnten?|flieg|reich|triff|treff|schieß|erreich)", match[0], re.IGNORECASE
    )
    if (
        german
        and not _AWAY.search(after[:60])
        and not re.search(r"(?:bis zu|über|von)\W*$", sentence[: figure.start])
    ):
        return None
    return "able to, other language" if foreign_mentions(sentence) else None


def foreign_mentions(sentence: str) -> list[Mention]:
    """The systems of a sentence in another language, in order: quoted names, designations, names behind a weapon noun."""
    found: list[Mention] = []
    for match in _NAME.finditer(sentence):
        group = next(name for name in ("quoted", "shape", "compound", "after", "subject") if match[name])
        start, end = match.span(group)
        if match["more"]:
            end = match.end("more")
        if group == "quoted" and not (_GENERIC.search(sentence) or sentence[start].isupper()):
            continue
        found.append(Mention(start, end, end, sentence[start:end], 3))
    for match in _GENERIC.finditer(sentence):
        if not any(mention.start < match.end() and match.start() < mention.stop for mention in found):
            found.append(Mention(match.start(), match.end(), match.end(), match[0], 0))
    return sorted(found, key=lambda mention: mention.start)


def foreign_holders(sentence: str, figure: Quantity, since: int) -> list[Mention]:
    """The systems that a figure belongs to: the list before it, else the first behind it."""
    row = foreign_mentions(sentence)
    before = [mention for mention in row if since <= mention.start and mention.end <= figure.before]
    named = [mention for mention in before if mention.named] or before
    subject = _SUBJECT.match(sentence[since:]) if not named else None
    if subject:
        return [
            Mention(since + name.start(), since + name.end(), since + name.end(), name[0], 1)
            for name in _PROPER.finditer(sentence[since:], subject.start("names"), subject.end("names"))
        ]
    if not named:
        behind = [mention for mention in row if mention.start >= figure.after]
        return ([mention for mention in behind if mention.named] or behind)[:1]
    found = [named[-1]]
    for mention in reversed(named[:-1]):
        if not _JOIN.fullmatch(sentence[mention.stop : found[0].start]):
            break
        found.insert(0, mention)
    return found


def foreign_attribution(sentence: str) -> bool:
    """Whether a sentence in another language marks its figures as claimed, reported or estimated."""
    return _ATTRIBUTED.search(sentence) is not None
