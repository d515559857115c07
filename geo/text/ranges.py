"""Range statements: which lengths of a text say how far a weapon reaches, and of which systems."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.model import RangeClaim
from geo.text.aliases import alias_table, spellings
from geo.text.attribution import attribution
from geo.text.bare_figures import bare_figures
from geo.text.figures import Found, changed_figures, joined_extremes, one_each
from geo.text.holder_signs import Candidate, candidates, choose, is_definite
from geo.text.holders import Scene, holders, partners
from geo.text.languages import foreign_attribution, foreign_holders, foreign_rule, language_of
from geo.text.quantities import Quantity, hints, quantities
from geo.text.range_signs import weighed
from geo.text.sentences import sentences
from geo.text.systems import Mention, established, has_weapon, key, mentions
from geo.text.wording import RULES, Setting, is_civil, is_military, is_minimum, is_other, is_space, is_vehicle
from geo.units import make_length

if TYPE_CHECKING:
    from geo.model import Document, Qualifier

_BREAK = re.compile(r"[\r\n\u2028\u2029]")
MOST_NAMES: Final = 50
"""Systems of one document whose other spellings are looked for."""

BACK: Final = 3
"""Sentences before a figure in which its system is looked for."""
MOST_FIGURES: Final = 40
"""Lengths of one sentence; more than that is a table of figures, not a statement."""
FEW: Final = 400
"""Characters of a text too short to judge by the words around a name."""
FAR: Final = 500
"""Metres or yards from which on what has a range may be a weapon without being called one."""
SURE: Final = 2.0
"""Log odds that a range needs more in a sentence of cars, birds or hills."""
WINDOW: Final = 500
"""Characters before a figure that its rules look at."""

_CLAUSE = re.compile(r";\s|,\s(?:while|whereas|but|although|though)\s|:\s(?=[A-Z])|(?<=[.!?])\s")
_AND = re.compile(r"(?:[^,;.]{0,30})?,?\s(?:and|or)\s")
_LISTED: dict[Qualifier, Qualifier] = {
    "up_to": "up_to",
    "about": "about",
    "more_than": "more_than",
    "nearly": "nearly",
}


def find_ranges(document: Document, *, without: frozenset[str] = frozenset()) -> tuple[RangeClaim, ...]:
    """Every range statement of a document, in order.

    Parameters
    ----------
    document : Document
        Any text.
    without : frozenset of str
        Names of rules that are switched off, to see what each is worth.

    Returns
    -------
    tuple of RangeClaim
        `document.text[claim.start:claim.end] == claim.quote` holds for each.
    """
    text = document.text
    places = hints(text)
    if not places:
        return ()
    return tuple(_Reader(document, without).read(places))


class Evidence(NamedTuple):
    """What the reader looked at, for the script that fits its weights."""

    lengths: list[Setting]
    """Every length in its sentence, whether it is a range or not."""
    holders: list[tuple[Quantity, list[Candidate]]]
    """Every range, and the systems that it may belong to."""


def evidence(document: Document) -> Evidence:
    """What a document in English shows of its lengths and of who may hold them."""
    reader = _Reader(document, frozenset())
    reader.read(hints(document.text))
    return Evidence(reader.settings, reader.weighed)


class _Reader:
    """Reads the sentences of one document that hold lengths."""

    def __init__(self, document: Document, without: frozenset[str]) -> None:
        self.document = document
        self.text = document.text
        self.without = without
        self.rules = [(name, rule) for name, rule in RULES if name not in without]
        self.flat = _BREAK.sub(" ", self.text)
        self.spans = list(sentences(self.text))
        self.known = established(self.flat)
        self.claims: list[RangeClaim] = []
        self.cache: dict[int, list[Mention]] = {}
        self.settings: list[Setting] = []
        self.weighed: list[tuple[Quantity, list[Candidate]]] = []
        self.other_spellings: dict[str, tuple[str, ...]] = {}

    def read(self, places: list[int]) -> list[RangeClaim]:
        starts = [start for start, _ in self.spans]
        wanted = Counter(bisect_left(starts, place) - 1 for place in places)
        for index, count in wanted.items():
            if index >= 0 and count <= MOST_FIGURES:
                self._sentence(index)
        if not self.claims:
            return []
        table = alias_table(self.flat)
        return [self._with_aliases(claim, table) for claim in self.claims]

    def _sentence(self, index: int) -> None:
        start, end = self.spans[index]
        sentence = self.flat[start:end]
        if language_of(sentence) != "en":
            self._foreign(index, sentence)
            return
        figures = [part for figure in quantities(sentence) for part in changed_figures(sentence, figure)]
        if not figures:
            return
        taken = [(figure.start, figure.end) for figure in figures]
        self.cache[index] = mentions(sentence, known=self.known, taken=taken)
        found: list[Found] = []
        for number, figure in enumerate(figures):
            past = figures[number - 1].after if number else 0
            item = self._figure(index, figure, found, past)
            if item:
                found.append(item)
                stop = figures[number + 1].before if number + 1 < len(figures) else len(sentence)
                for bare in bare_figures(sentence, figure, stop, self.cache[index]):
                    alike = _listed(sentence, found[-1].figure, bare)
                    found.append(self._held(index, alike, found, "unit left out"))
        for item in joined_extremes(one_each(sentence, found)):
            self.claims.append(self._claim(index, sentence, item))

    def _foreign(self, index: int, sentence: str) -> None:
        """Claims of a sentence in another language, by its own wordings."""
        figures = quantities(sentence, comma=True)
        found: list[Found] = []
        for number, figure in enumerate(figures):
            past = figures[number - 1].after if number else 0
            is_next = bool(found) and found[-1].figure is figures[number - 1]
            rule = foreign_rule(sentence, figure, past, is_next=is_next)
            if rule is None or rule in self.without:
                continue
            systems = foreign_holders(sentence, figure, found[-1].figure.after if found else 0)
            found.append(Found(figure, rule, systems or (found[-1].systems if found else []), minimum=False))
        for item in one_each(sentence, found):
            claim = self._claim(index, sentence, item)
            length = replace(claim.length, attributed=foreign_attribution(sentence))
            self.claims.append(replace(claim, length=length, attributed_to=""))

    def _figure(self, index: int, figure: Quantity, found: list[Found], past: int) -> Found | None:
        """The figure as a range, if a rule says that it is one."""
        start, end = self.spans[index]
        sentence, here = self.flat[start:end], self.cache[index]
        since = found[-1].figure.after if found else 0
        clause = _clause(sentence, figure)[0]
        at = Setting(
            sentence=sentence,
            figure=figure,
            before=sentence[max(clause, past, figure.before - WINDOW) : figure.before],
            clause=sentence[max(clause, since, figure.before - WINDOW) : figure.before],
            after=sentence[figure.after :],
            gap=sentence[since : figure.before] if found else None,
            mentions=here,
            since=since,
            armed=self._is_armed(index),
        )
        self.settings.append(at)
        rule = next((name for name, applies in self.rules if applies(at)), None)
        if rule is None or is_other(at, rule):
            return None
        if rule == "parallel":
            figure = _listed(sentence, found[-1].figure, figure)
        item = self._held(index, figure, found, rule)
        item.minimum = is_minimum(at)
        return item if self._is_weapon(at, [*item.systems, *item.earlier]) else None

    def _held(self, index: int, figure: Quantity, found: list[Found], rule: str) -> Found:
        """A figure with the systems that it belongs to, in its sentence and in those before."""
        sentence = self.flat[slice(*self.spans[index])]
        since = found[-1].figure.after if found else 0
        scene = Scene(sentence, figure, since, _clause(sentence, figure)[0], self.cache[index])
        proposed = holders(scene) or (list(found[-1].systems) if found else [])
        if found and rule == "parallel" and all(m.start > figure.start or not m.named for m in proposed):
            proposed = [*found[-1].systems, *proposed]
        earlier = [
            (self.flat[slice(*self.spans[before])], self._mentions(before))
            for before in range(index - 1, max(-1, index - 1 - BACK), -1)
        ]
        self.weighed.append((figure, candidates(scene, proposed, earlier)))
        chosen = choose(self.weighed[-1][1])
        here = [one.mention for one in chosen if not one.back]
        here += [other for one in here for other in partners(scene, one) if other not in here]
        return Found(figure, rule, here, earlier=[one.mention for one in chosen if one.back])

    def _is_weapon(self, at: Setting, systems: list[Mention]) -> bool:
        """Whether what has the range is a weapon, or nothing says that it is none."""
        if is_space(at.sentence):
            return False
        if any(mention.strength == 0 for mention in (*systems, *at.mentions)):
            return True
        if any(mention.strength > 1 for mention in systems) and (at.armed or self.is_armed):
            calm = self.is_armed or not self.has_vehicles
            return calm or (is_military(at.sentence) and not is_vehicle(at.sentence))
        if is_civil(at.sentence):
            return weighed(at, more=SURE)
        return weighed(at) or self._may_be_weapon(at, named=bool(systems))

    def _may_be_weapon(self, at: Setting, *, named: bool) -> bool:
        """Whether the text leaves a bare name, or no name at all, to be a weapon."""
        if at.figure.unit == "ft" or (at.figure.unit in ("m", "yd") and at.figure.high < FAR):
            return False
        return (
            (at.armed or self.is_armed)
            if named
            else (at.armed or not self.is_civil) and _is_headless(at.before)
        )

    def _is_armed(self, index: int) -> bool:
        """Whether the sentence, or one of the two before it, speaks of weapons or war; designations do where the text has weapons.

        In a text of a few lines a capitalised name is enough: it has no room to say what it speaks of.
        """
        near = range(max(0, index - 2), index + 1)
        if len(self.text) < FEW:
            return any(self._mentions(before) for before in near)
        if self.is_armed and any(m.strength in (0, 3) for before in near for m in self._mentions(before)):
            return True
        return any(is_military(self.flat[slice(*self.spans[before])]) for before in near)

    def _mentions(self, index: int) -> list[Mention]:
        if index not in self.cache:
            start, end = self.spans[index]
            self.cache[index] = mentions(self.flat[start:end], known=self.known)
        return self.cache[index]

    def _claim(self, index: int, sentence: str, item: Found) -> RangeClaim:
        start, end = self.spans[index]
        figure = item.figure
        source = attribution(sentence, *_clause(sentence, figure))
        quote = self.text[start + figure.start : start + figure.end]
        names, aliases = _names(sentence, item)
        return RangeClaim(
            start=start + figure.start,
            end=start + figure.end,
            quote=quote,
            length=make_length(
                figure.low,
                figure.high,
                figure.unit,
                figure.qualifier,
                attributed=source.attributed,
                quote=quote,
            ),
            systems=names,
            aliases=aliases,
            sentence=self.text[start:end],
            document=self.document.id,
            rule=item.rule,
            attributed_to=source.who,
            second=figure.second,
            warning=figure.warning,
        )

    @cached_property
    def is_armed(self) -> bool:
        """Whether the document has a weapon noun."""
        return has_weapon(self.text)

    @cached_property
    def is_civil(self) -> bool:
        """Whether the document speaks of vehicles, radios or animals."""
        return is_civil(self.text[:20000])

    @cached_property
    def has_vehicles(self) -> bool:
        """Whether the document speaks of cars, buses or airliners."""
        return is_vehicle(self.text[:20000])

    def _spellings(self, name: str) -> tuple[str, ...]:
        """Other spellings of a name; only for the first names of a document, so that time stays linear."""
        if name not in self.other_spellings and len(self.other_spellings) < MOST_NAMES:
            self.other_spellings[name] = spellings(name, self.flat)
        return self.other_spellings.get(name, ())

    def _with_aliases(self, claim: RangeClaim, table: dict[str, tuple[str, ...]]) -> RangeClaim:
        """The claim with the other names that the document has for its systems."""
        others = list(claim.aliases)
        names = list(claim.systems)
        for name in claim.systems:
            twins = {key(other) for other in table.get(key(name), ())}
            if any(key(other) in twins and len(other) < len(name) for other in names):
                names.remove(name)
        for name in names:
            others += table.get(key(name), ())
            if name[:1].isupper():
                for other in (name, *table.get(key(name), ())):
                    others += self._spellings(other)
        aliases = tuple(dict.fromkeys(other for other in others if other not in names))
        return replace(claim, systems=tuple(names), aliases=aliases)


def _listed(sentence: str, last: Quantity, figure: Quantity) -> Quantity:
    """A bare figure with the hedge of the one it is joined to: 'up to 70 and 150 km'."""
    if figure.qualifier != "exact" or not _AND.fullmatch(sentence[last.after : figure.before]):
        return figure
    return replace(figure, qualifier=_LISTED.get(last.qualifier, "exact"))


def _clause(sentence: str, figure: Quantity) -> tuple[int, int]:
    """Span of the clause that a figure stands in."""
    start = max((match.end() for match in _CLAUSE.finditer(sentence, 0, figure.before)), default=0)
    behind = _CLAUSE.search(sentence, figure.after)
    return start, behind.start() if behind else len(sentence)


def _names(sentence: str, item: Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of what has a range, and its other names: 'the missile' is another of one named before."""
    here = sorted(item.systems, key=lambda mention: mention.start)
    named = any(mention.named for mention in (*item.earlier, *here))
    other = [m for m in here if named and (is_definite(sentence, m) or (item.earlier and not m.named))]
    names = dict.fromkeys(m.name for m in (*reversed(item.earlier), *here) if m not in other)
    aliases = [m.name for m in other] + [sentence[m.start : m.stop] for m in here if m.stop > m.end]
    return tuple(names), tuple(dict.fromkeys(aliases))


def _is_headless(before: str) -> bool:
    """Whether no noun that is something else stands as the owner of the range."""
    owner = re.search(r"(?P<noun>[\w-]+)['’]s?\s+(?:[\w-]+\s+){0,3}(?:range|reach|radius)", before)
    if owner:
        return bool(
            re.fullmatch(
                r"(?:systems?|versions?|variants?|models?|designs?|upgrade|type)",
                owner["noun"],
                re.IGNORECASE,
            )
        )
    subject = re.match(
        r"\W*(?:(?:the|a|an|this|that|each)\s)?(?:[\w-]+\s){0,2}?(?P<noun>[\w-]+)(?:\s(?:will|would|can|now|all|each|also|\w+ly))*\s(?:has|have|had|with)\s",
        before,
        re.IGNORECASE,
    )
    if subject:
        return bool(
            re.fullmatch(
                r"(?:it|they|which|that|one|systems?|versions?|variants?|models?|designs?|upgrade|type|both|each|all|some)",
                subject["noun"],
                re.IGNORECASE,
            )
        )
    return True
