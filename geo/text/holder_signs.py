"""Which systems a range figure belongs to: each mention near it is weighed by the words around it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.text.cues import cues
from geo.text.holders import LIKENESS, PLATFORM, ROUND, TARGET
from geo.text.signs import known
from geo.text.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.text.holders import Scene
    from geo.text.systems import Mention

_TABLE: Final = "holders.toml"
"""Weights; `least` is the probability from which on a mention counts, beside the likeliest one."""
_TOKEN: Final = re.compile(r"['’]s?(?=\s)|\w+|[^\w\s]")
_LAST: Final = re.compile(r"[\w'’]+|[^\w\s]")
_PRONOUN: Final = re.compile(r"(?<!\w)(?:it|its|they|their|them|these|those|such)(?!\w)", re.IGNORECASE)
_DEFINITE: Final = re.compile(r"(?:the|this|that|these|those|such)\s(?:[\w,-]+\s){0,3}$", re.IGNORECASE)
_RANGE_BEFORE: Final = re.compile(r"(?:range|reach|radius)(?!\w)[^,;]{0,25}$")
_OWN_RANGE: Final = re.compile(r"['’]s?\s.*(?:range|reach|radius)", re.DOTALL)
_FRONTED: Final = re.compile(r"\s*(?:with|boasting|having|at|given|despite)(?!\w)", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"[\s-]*(?:range|reach)?[\s-]*(?:of (?:the|its) )?")
_LEANS: Final = (
    ("target", TARGET, 60),
    ("platform", PLATFORM, 60),
    ("likeness", LIKENESS, 40),
    ("round", ROUND, 50),
)
"""What the words before a mention make of it, and how many characters of them count."""


LEAST: Final = 0.08
"""Probability below which nothing holds a figure, even if nothing else is likelier."""
OPENING: Final = 8
"""Characters within which the subject of a sentence begins: 'The', 'Its'."""
LARGE: Final = 50_000
"""People from which on a place is large."""
SURE: Final = 0.7
"""Probability from which on a name needs none from another sentence beside it."""


_TIES: Final = (
    (
        "described",
        re.compile(r"['”\"]?\s?[,(–—]\s?(?:an?|the|its|one of|another)\s(?:[\w-]+\s){0,5}", re.IGNORECASE),
    ),
    ("is", re.compile(r"\s(?:is|was|are|were)\s(?:an?|the|based on)\s(?:[\w-]+\s){0,5}", re.IGNORECASE)),
    ("owned", re.compile(r"['’]s?\s(?:[\w-]+\s){0,3}", re.IGNORECASE)),
    (
        "fired",
        re.compile(
            r",?\s(?:[\w-]+\s){0,3}?(?:fir\w+|launch\w+|us\w+|carr\w+|with|armed with|loaded with)\s(?:[\w-]+\s){0,4}",
            re.IGNORECASE,
        ),
    ),
    ("by", re.compile(r",?\s(?:[\w-]+\s){0,3}?(?:from|by|on|aboard)\s(?:[\w-]+\s){0,3}", re.IGNORECASE)),
    ("listed", re.compile(r"\s?(?:,|and|or|,? and|/)\s?(?:the |its )?", re.IGNORECASE)),
)
"""What the words between two systems say."""


_SUBJECT: Final = frozenset({"proposed", "opens"})
"""Signs of a name that is the subject of its sentence."""


class Candidate(NamedTuple):
    """A mention that a figure may belong to."""

    mention: Mention
    back: int
    """How many sentences before the figure's it stands in."""
    signs: tuple[str, ...]
    """What speaks for and against it."""


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The likeliest candidate, and every other that is likely; from before only where the sentence has no likely name of its own."""
    likely = [(_probability(candidate), candidate) for candidate in candidates]
    least = max(LEAST, min(max((chance for chance, _ in likely), default=0.0), weights(_TABLE).least))
    own = max((chance for chance, one in likely if one.mention.named and not one.back), default=0.0)
    subject = any(
        chance >= least and one.mention.named and {*one.signs} >= _SUBJECT for chance, one in likely
    )
    return [
        one
        for chance, one in likely
        if chance >= least and (not one.back or (chance > min(own, SURE) and not subject))
    ]


def _probability(candidate: Candidate) -> float:
    return 1 / (1 + math.exp(-weights(_TABLE).odds(candidate.signs)))


def candidates(
    scene: Scene, proposed: Sequence[Mention], earlier: Sequence[tuple[str, list[Mention]]]
) -> list[Candidate]:
    """Every mention in the sentence of a figure and in those before it, with its signs.

    Parameters
    ----------
    scene : Scene
        The figure in its sentence.
    proposed : sequence of Mention
        What the order of words alone says that the figure belongs to.
    earlier : sequence of (str, list of Mention)
        The sentences before, the nearest first, and the systems in each.
    """
    places = {(mention.start, mention.end) for mention in proposed}
    found = []
    for mention in scene.mentions:
        signs = [*_itself(scene.sentence, mention), *_here(scene, mention)]
        if (mention.start, mention.end) in places:
            signs += ["proposed", f"proposed {mention.strength}"]
        found.append(Candidate(mention, 0, tuple(dict.fromkeys(signs))))
    for back, (sentence, mentions) in enumerate(earlier, 1):
        for mention in mentions:
            signs = [*_itself(sentence, mention), *_back(scene, mention, back, first=mention is mentions[0])]
            found.append(Candidate(mention, back, tuple(dict.fromkeys(signs))))
    return found


def is_definite(sentence: str, mention: Mention) -> bool:
    """Whether a plain noun speaks of something named before: 'the missile'."""
    return (
        not mention.named
        and _DEFINITE.search(sentence[max(0, mention.start - 40) : mention.start]) is not None
    )


def _itself(sentence: str, mention: Mention) -> Iterator[str]:
    """Signs of a mention and the words beside it, wherever the figure is."""
    strength = mention.strength
    yield f"strength {strength}"
    words = _LAST.findall(sentence[max(0, mention.start - 30) : mention.start].lower())
    last, one_before = ([*reversed(words), "nothing", "nothing"])[:2]
    yield f"after {_small(last)}"
    if last in ("the", "a", "an", "its", "their", "new", "old"):
        yield f"after {_small(one_before)} + article"
    token = _TOKEN.search(sentence, mention.stop, mention.stop + 30)
    word = token[0] if token and not sentence[mention.stop : token.start()].strip() else "nothing"
    then = weights(_TABLE).groups.get(word.lower(), "word" if word[0].isalnum() else word)
    yield f"then {then}"
    yield f"then {then}, strength {strength}"
    if mention.stop > mention.end:
        yield "noun behind"
    if strength == 1:
        yield from _name_of_other(mention.name)
    if strength and mention.name.isupper() and mention.name.isalpha():
        yield "capitals"
    if any(letter.isdigit() for letter in mention.name):
        yield "digit"
    if not strength:
        yield "plural" if mention.name.endswith("s") else "singular"
    for sign, pattern, length in _LEANS:
        if pattern.search(sentence[max(0, mention.start - length) : mention.start]):
            yield sign


def _name_of_other(name: str) -> Iterator[str]:
    """Signs that a bare name is a place's or a person's."""
    places = known(name)[1]
    if places:
        yield "is a place"
    if any(place.population >= LARGE or place.detail in ("country", "admin1", "sea") for place in places):
        yield "is a large place"
    first, _, rest = name.partition(" ")
    if rest and first.lower() in cues().first_names:
        yield "is a person"


def _small(word: str) -> str:
    return word if word in weights(_TABLE).small or word == "nothing" or not word[0].isalpha() else "word"


def _here(scene: Scene, mention: Mention) -> Iterator[str]:
    """Signs of where a mention stands in the sentence of the figure."""
    named = [other for other in scene.mentions if other.named]
    last = next((other for other in reversed(named) if other.stop <= mention.start), None)
    following = next((other for other in named if other.start >= mention.stop), None)
    if last:
        yield from (f"after a name: {sign}" for sign in _between(scene.sentence, last, mention))
    if following:
        yield from (f"before a name: {sign}" for sign in _between(scene.sentence, mention, following))
    yield from _before(scene, mention) if mention.start < scene.figure.before else _behind(scene, mention)


def _between(text: str, first: Mention, second: Mention) -> Iterator[str]:
    """How two neighbouring systems belong together: one describes the other, owns it, fires it."""
    gap = text[first.stop : second.start]
    return (sign for sign, pattern in _TIES if pattern.fullmatch(gap))


def _before(scene: Scene, mention: Mention) -> Iterator[str]:
    text, row, end = scene.sentence, scene.mentions, scene.figure.before
    gap = text[mention.stop : end]
    between = [other for other in row if mention.stop <= other.start and other.stop <= end]
    yield "before"
    yield f"words between {min(len(gap.split()), 12)}"
    yield f"systems between {min(3, len(between))}"
    yield f"commas between {min(3, gap.count(','))}"
    tests = (
        ("stronger between", any(other.strength > mention.strength for other in between)),
        ("named between", any(other.strength > 1 for other in between)),
        ("plain between", bool(between) and not any(other.named for other in between)),
        (
            "named earlier",
            mention.strength < 2 and any(o.strength > 1 and o.stop <= mention.start for o in row),
        ),
        ("first", mention is row[0]),
        ("opens", mention.start < 3),
        ("semicolon between", ";" in gap),
        ("range between", _RANGE_BEFORE.search(gap)),
        ("owns the range", _OWN_RANGE.match(gap)),
        ("adjacent", not re.search(r"\w", gap)),
        ("in brackets", re.match(r"\s?\(", gap) and ")" not in gap),
    )
    yield from (sign for sign, holds in tests if holds)
    if scene.since:
        yield "since the last figure" if mention.start >= scene.since else "before the last figure"
        if mention.start < scene.since and any(
            o.named and scene.since <= o.start and o.stop <= end for o in row
        ):
            yield "another since"


def _behind(scene: Scene, mention: Mention) -> Iterator[str]:
    text, row, start = scene.sentence, scene.mentions, scene.figure.after
    gap = text[start : mention.start]
    words = gap.split()
    yield "behind"
    yield f"words after {min(len(words), 8)}"
    yield f"systems after {min(2, sum(other.start >= start and other.stop <= mention.start for other in row))}"
    if words:
        first = words[0].lower()
        yield f"led by {first if first in weights(_TABLE).small or first in (',', 'range', 'reach') else 'word'}"
    firm = any(other.strength != 1 for other in row if other.stop <= scene.figure.before)
    yield "weapon before" if firm else "no weapon before"
    tests = (
        ("attribute", _ATTRIBUTE.fullmatch(gap)),
        ("mark after", re.search(r"[,;.]", gap)),
        ("fronted", _FRONTED.match(text)),
    )
    yield from (sign for sign, holds in tests if holds)


def _back(scene: Scene, mention: Mention, back: int, *, first: bool) -> Iterator[str]:
    """Signs of a mention in a sentence before, by what the figure's own sentence has."""
    here = [other for other in scene.mentions if other.start < scene.figure.before]
    yield "back"
    yield f"back {back}"
    yield f"back, strength {mention.strength}"
    tests = (
        ("back, none here", not here),
        ("back, named here", any(other.strength > 1 for other in here)),
        ("back, subject here", any(other.named and other.start < OPENING for other in here)),
        ("back, pronoun here", _PRONOUN.search(scene.sentence, 0, scene.figure.after + 10)),
        ("back, definite here", any(is_definite(scene.sentence, other) for other in here)),
        ("back, first", first),
    )
    yield from (sign for sign, holds in tests if holds)
