"""What speaks for a length as a range where no rule decides: the words around it, each with a fitted weight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.text.phrases import CIVIL, MILITARY
from geo.text.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.text.systems import Mention
    from geo.text.wording import Setting

_TABLE: Final = "ranges.toml"
"""Weights; `least` is the sum from which on a length is a range."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*|[.,;:()\[\]—–-]")
_CLAUSE: Final = re.compile(r"[;:]\s|(?<=[a-z])\.\s")
_RANGE: Final = re.compile(r"(?<!\w)(?:range|reach|radius)(?!\w)", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?<!\w)(?:near|from|of|in|to|at)\s[A-Z][a-z]+[^.;]{0,20}$")
_DAY: Final = re.compile(
    r"(?<!\w)(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|overnight|last (?:night|week|month)|this (?:morning|week))(?!\w)",
    re.IGNORECASE,
)
_LOOK: Final = 160
"""Characters before a length whose words count."""
_MANY: Final = 8
"""Words between a weapon and a length; more count as this many."""


def weighed(at: Setting, *, more: float = 0.0) -> bool:
    """'a punch of 50 km', 'carries its warhead 1,200 miles': near weapons, with more signs for a range than against.

    Where something else speaks against it, `more` says how much more the signs must be worth.
    """
    if not at.armed:
        return False
    fitted = weights(_TABLE)
    return fitted.odds(signs(at)) >= fitted.least + more


def signs(at: Setting) -> list[str]:
    """The signs of a length in its sentence, each once."""
    figure, sentence = at.figure, at.sentence
    words = weights(_TABLE).groups
    before = _CLAUSE.split(sentence[max(0, figure.before - _LOOK) : figure.before])[-1]
    behind = sentence[figure.after : figure.after + 60]
    found = [f"qualifier {figure.qualifier}", f"unit {figure.unit}"]
    found += _near(before, behind, words)
    found += _subject(at, words)
    after = next((mention for mention in at.mentions if mention.start >= figure.after), None)
    near = after is not None and len(sentence[figure.after : after.start].split()) < 6
    found.append(f"weapon behind {after.strength}" if after and near else "none behind")
    tests = (
        ("military", MILITARY.search(sentence)),
        ("civil", CIVIL.search(sentence)),
        ("day", _DAY.search(sentence)),
        ("place before", _PLACE.search(before)),
        ("range in sentence", _RANGE.search(sentence)),
        ("second figure", at.gap is not None),
    )
    found += [sign for sign, holds in tests if holds]
    return list(dict.fromkeys(found))


def _near(before: str, behind: str, words: dict[str, str]) -> Iterator[str]:
    """Signs of the words beside a length, and of the groups before and behind it."""
    left = [word.lower() for word in _WORD.findall(before)]
    right = _WORD.findall(behind)
    yield f"after {left[-1] if left else 'nothing'}"
    first = _kind(right[0], words) if right else "nothing"
    yield f"then {first}"
    if first in ("from", "to", "of", "inside", "into", "off", "behind"):
        yield f"then {first} {_kind(right[1], words) if len(right) > 1 else 'nothing'}"
    groups = list(dict.fromkeys(words[word] for word in reversed(left) if word in words))
    if groups:
        yield f"last {groups[0]}"
    yield from (f"before {group}" for group in groups)
    yield from (f"behind {words[word.lower()]}" for word in right if word.lower() in words)


def _kind(word: str, words: dict[str, str]) -> str:
    """What a word is: itself where it is a mark or a small word, a name, its group, or just a word."""
    lower = word.lower()
    group = words.get(lower)
    if group == "small" or not lower[0].isalpha():
        return lower
    return "Name" if word[0].isupper() else group or "word"


def _subject(at: Setting, words: dict[str, str]) -> Iterator[str]:
    """Signs of the weapon before a length that is most likely what it is said of."""
    before = [mention for mention in at.mentions if mention.stop <= at.figure.before]
    if not before:
        yield "no weapon"
        return
    main: Mention = max(before, key=lambda mention: (mention.strength in (0, 3), mention.stop))
    gap = at.sentence[main.stop : at.figure.before]
    yield f"weapon {main.strength}"
    yield f"words between {min(_MANY, len(gap.split()))}"
    yield from (f"between {mark}" for mark in ",;" if mark in gap)
    first = _WORD.match(gap.lstrip())
    if first:
        yield f"weapon then {_kind(first[0].lower(), words)}"
    lead = at.sentence[max(0, main.start - 12) : main.start].lower().split()
    if lead:
        yield f"weapon after {lead[-1] if words.get(lead[-1]) in ('small', 'article') else 'word'}"
