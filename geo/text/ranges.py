"""Range statements: which lengths of a text say how far a weapon reaches, and of which systems."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.model import RangeClaim
from geo.text.aliases import alias_table, spellings
from geo.text.attribution import attribution
from geo.text.figures import Found, changed_figures, joined_extremes, one_each
from geo.text.holders import Scene, holders
from geo.text.languages import foreign_attribution, foreign_holders, foreign_rule, language_of
from geo.text.quantities import Quantity, hints, quantities
from geo.text.sentences import sentences
from geo.text.systems import Mention, established, has_weapon, key, mentions
from geo.text.wording import RULES, Setting, is_civil, is_military, is_minimum, is_other, is_space, is_vehicle
from geo.units import make_length

if TYPE_CHECKING:
    from geo.model import Document, Qualifier

_BREAK = re.compile(r"[\r\n\u2028\u2029]")
MOST_NAMES: Final = 50
"""Systems of one document whose other spellings are looked for."""

MOST_FIGURES: Final = 40
"""Lengths of one sentence; more than that is a table of figures, not a statement."""
FEW: Final = 400
"""Characters of a text too short to judge by the words around a name."""
WINDOW: Final = 500
"""Characters before a figure that its rules look at."""

_CLAUSE = re.compile(r";\s|,\s(?:while|whereas|but|although|though)\s|:\s(?=[A-Z])|(?<=[.!?])\s")
_PRONOUN = re.compile(
    r"(?:^|\W)(?:it|its|they|their|them|this|these|those|the|such|each|both)(?!\w)", re.IGNORECASE
)
_DEFINITE = re.compile(
    r"(?<!\w)(?:the|this|that|these|those|such|(?:it|them) (?:is |was |as )?an?)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"(?<!\w)(?:unveil|test|launch|fire|show|display|parade|deploy|deliver|order|b[ou][yu]|donat|receiv|suppl|use|present|reveal)\w*"
    r"\s+(?:the|its|a|an|their|new|his|some)\s(?:[\w-]+\s){0,2}?$"
)


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
        rule = next((name for name, applies in self.rules if applies(at)), None)
        if rule is None or is_other(at, rule):
            return None
        scene = Scene(sentence, figure, since if found else 0, clause, here)
        systems = holders(scene) or (list(found[-1].systems) if found else [])
        if found and rule == "parallel":
            if all(mention.start > figure.start or not mention.named for mention in systems):
                systems = [*found[-1].systems, *systems]
            if figure.qualifier == "exact" and re.fullmatch(r",?\s(?:and|or)\s", at.gap or ""):
                figure = replace(figure, qualifier=_LISTED.get(found[-1].figure.qualifier, "exact"))
        if not self._is_weapon(at, systems):
            return None
        return Found(figure, rule, systems, minimum=is_minimum(at))

    def _is_weapon(self, at: Setting, systems: list[Mention]) -> bool:
        """Whether what has the range is a weapon, or nothing says that it is none."""
        if is_space(at.sentence):
            return False
        if any(mention.strength != 1 for mention in systems):
            plain = any(mention.strength == 0 for mention in (*systems, *at.mentions))
            if plain or self.is_armed or not self.has_vehicles:
                return True
            return is_military(at.sentence) and not is_vehicle(at.sentence)
        if at.figure.unit in ("m", "ft", "yd"):
            return False
        if systems:
            return at.armed and not is_civil(at.sentence)
        return not is_civil(at.sentence) and bool(at.armed or not self.is_civil) and _is_headless(at.before)

    def _is_armed(self, index: int) -> bool:
        """Whether the sentence, or one of the two before it, speaks of weapons or war.

        In a text of a few lines a capitalised name is enough: it has no room to say what it speaks of.
        """
        near = range(max(0, index - 2), index + 1)
        if len(self.text) < FEW:
            return any(self._mentions(before) for before in near)
        if any(mention.strength in (0, 3) for before in near for mention in self._mentions(before)):
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
        ordered = sorted(item.systems, key=lambda mention: mention.start)
        names = list(dict.fromkeys(mention.name for mention in ordered))
        aliases = tuple(sentence[m.start : m.stop] for m in ordered if m.stop > m.end)
        before = self._antecedent(index, sentence, item)
        if before is not None:
            aliases, names = (*names, *aliases), [before.name]
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
            systems=tuple(names),
            aliases=aliases,
            sentence=self.text[start:end],
            document=self.document.id,
            rule=item.rule,
            attributed_to=source.who,
            second=figure.second,
            warning=figure.warning,
        )

    def _antecedent(self, index: int, sentence: str, item: Found) -> Mention | None:
        """The system of an earlier sentence that 'its range' or 'the missile' speaks of."""
        if any(mention.named for mention in item.systems):
            return None
        if item.systems:
            first = item.systems[0]
            if len(item.systems) > 1 or not _DEFINITE.search(
                sentence[max(0, first.start - 30) : first.start]
            ):
                return None
        elif not _PRONOUN.search(sentence[: item.figure.after + 8]) and not re.match(
            r"\W*\w*\s?range", sentence, re.IGNORECASE
        ):
            return None
        for before in range(index - 1, max(-1, index - 4), -1):
            start = self.spans[before][0]
            named = [
                mention
                for mention in self._mentions(before)
                if mention.strength >= 2
                or (mention.named and _SHOWN.search(self.text, start, start + mention.start))
            ]
            if named:
                return named[0]
        return None

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


def _clause(sentence: str, figure: Quantity) -> tuple[int, int]:
    """Span of the clause that a figure stands in."""
    start = max((match.end() for match in _CLAUSE.finditer(sentence, 0, figure.before)), default=0)
    behind = _CLAUSE.search(sentence, figure.after)
    return start, behind.start() if behind else len(sentence)


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
        r"\W*(?:(?:the|a|an|this|that|each)\s)?(?P<noun>[\w-]+)(?:\s\w+){0,2}?\s(?:has|have|had|with)\s",
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
