"""The places that a text names: found, told apart, each with the words, the candidates and the rule that decided."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.model import PlaceMention
from geo.names import gazetteer
from geo.text.context import weigh
from geo.text.resolve import Choice, resolve, sense_of
from geo.text.signs import prior
from geo.text.toponyms import Toponym, find_toponyms

if TYPE_CHECKING:
    from geo.model import Place

_NAMED: Final = {"weapon": 0.0}
"""The least score that makes a name inside another name worth a mark; otherwise -1."""
_BEST_KNOWN: Final = 0.5
"""Trust in a place chosen for its size alone."""
_FAR: Final = 0.75
"""Trust in the only place of a name, far from all others that the text names."""
_CLOSE: Final = 0.25
"""A margin too small to call."""


def find_mentions(text: str) -> tuple[PlaceMention, ...]:
    """Every place name in a text, in order, with the place it means.

    Parameters
    ----------
    text : str
        Any text; it is read, never run.

    Returns
    -------
    tuple of PlaceMention
        Exact spans: `text[start:end] == quote`. A name inside a person's or an organisation's name is marked
        `in_name` and has no place; one that is too close to call is marked `ambiguous`.

    Examples
    --------
    >>> [(m.quote, m.place.id) for m in find_mentions("Troops crossed from Sumy into the Russian region of Kursk.")]
    [('Sumy', '692194'), ('Kursk', 'RU-KRS')]
    """
    findings = find_toponyms(text)
    weigh(text, findings)
    accepted = [t for t in findings.toponyms if t.score >= 0 and not t.owner]
    choices = resolve(accepted, findings.nations)
    places: dict[int, Place] = {}
    found = []
    for toponym in findings.toponyms:
        if toponym.owner:
            if toponym.score >= _NAMED.get(toponym.owner, -1.0) or prior(toponym.key).notable:
                found.append(_in_name(text, toponym))
        elif toponym.score >= 0:
            found.append(_mention(text, toponym, choices.get(sense_of(toponym)), places))
    return tuple(found)


def _in_name(text: str, toponym: Toponym) -> PlaceMention:
    quote = text[toponym.start : toponym.end]
    rule = f"part of a {toponym.owner}'s name"
    return PlaceMention(toponym.start, toponym.end, quote, None, _sigmoid(toponym.score), rule, in_name=True)


def _mention(text: str, toponym: Toponym, choice: Choice | None, places: dict[int, Place]) -> PlaceMention:
    quote = text[toponym.start : toponym.end]
    is_name = _sigmoid(toponym.score)
    if choice is None:
        return PlaceMention(
            toponym.start, toponym.end, quote, None, round(is_name / 2, 2), "no place of that name is known"
        )
    for entry in choice.rivals:
        if entry.place not in places:
            places[entry.place] = gazetteer().place(entry)
    return PlaceMention(
        toponym.start,
        toponym.end,
        quote,
        places[choice.entry.place],
        round(is_name * _sigmoid(1.5 * choice.margin + 0.5) * _trust(choice, toponym), 2),
        choice.rule,
        tuple(places[entry.place] for entry in choice.rivals),
        ambiguous=choice.margin < _CLOSE,
    )


def _trust(choice: Choice, toponym: Toponym) -> float:
    """What is left of a choice that nothing in the text speaks for."""
    if choice.entry.detail == "country":
        return 1.0
    if choice.rule == "best known":
        return _BEST_KNOWN
    return _FAR if choice.rule == "only place of that name" and "far" in toponym.signs else 1.0


def _sigmoid(score: float) -> float:
    return round(1 / (1 + math.exp(-max(min(score, 30), -30))), 3)
