"""Names as other languages write them: what they call countries, and the cases of Russian and Ukrainian."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.names import gazetteer
from geo.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.names import Entry

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff ]{4,}")
_CASES: Final = (
    "ами", "ями", "ого", "ому", "ах", "ях", "ом", "ем", "ою", "ею", "іи", "ии", "ои", "ою", "ую", "ої", "їх", "у", "ю", "а",
    "я", "е", "и", "і", "ы", "о",
)  # fmt: skip
"""Endings of nouns and adjectives, as `fold` leaves them (no й, ь)."""
_BARE: Final = ("", "а", "я", "ы", "и", "і", "о", "ая", "ка")
"""What may stand in their place in the nominative."""
_LARGE: Final = 100_000
"""People; a smaller town is not guessed from an inflected form."""


def foreign(key: str) -> tuple[Entry, ...]:
    """The places that a folded key means in another language, where the gazetteer does not have the key itself.

    Examples
    --------
    >>> [entry.name for entry in foreign("deutschland")], foreign("london calling")
    (['Germany'], ())
    """
    country = _exonyms().get(key)
    if country is not None:
        return (country,)
    if not _CYRILLIC.fullmatch(key):
        return ()
    for form in _nominatives(key):
        country = _exonyms().get(form)
        if country is not None:
            return (country,)
        found = tuple(
            entry
            for entry in gazetteer().lookup(form)
            if entry.population >= _LARGE or entry.detail == "admin1"
        )
        if found:
            return found
    return ()


def _nominatives(key: str) -> Iterator[str]:
    """What an inflected Russian or Ukrainian name may be in the dictionary, folded: "харкове", "курскую област"."""
    head, _, tail = key.rpartition(" ")
    region = tail.startswith("област")
    word = head if region else key
    for ending in ("", *_CASES):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: len(word) - len(ending)]
            for bare in ("ая", "а", "ка") if region else _BARE:
                yield f"{stem}{bare} област" if region else stem + bare


@cache
def _exonyms() -> dict[str, Entry]:
    lines = table("reading_exonyms.tsv").read_text("utf-8").splitlines()[1:]
    found = {}
    for line in lines:
        key, _, code = line.partition("\t")
        number = gazetteer().number(code)
        if number is not None:
            found[key] = gazetteer().entry(number)
    return found
