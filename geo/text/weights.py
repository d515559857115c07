"""Fitted weights: what each sign that a text gives is worth, and the groups of words that signs speak of."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable


class Weights(NamedTuple):
    """One table of weights, as `data/fit_ranges.py` writes it."""

    small: frozenset[str]
    """Words that count as themselves."""
    groups: dict[str, str]
    """The group of each other word that counts."""
    worth: dict[str, float]
    """Log odds of each sign; what is not named is worth nothing."""
    base: float
    """Log odds without any sign."""
    least: float
    """What is enough; the table says of what."""

    def odds(self, signs: Iterable[str]) -> float:
        """Log odds by the signs given."""
        return self.base + sum(self.worth.get(sign, 0.0) for sign in signs)


@cache
def weights(name: str) -> Weights:
    """The weights of one table, read when they are first asked for."""
    with table(name).open("rb") as file:
        raw = tomllib.load(file)
    groups = {word: group for group, words in raw["words"].items() for word in words.split()}
    small = frozenset(raw.get("small", "").split())
    return Weights(small, groups, raw["weights"], raw["base"], raw["least"])
