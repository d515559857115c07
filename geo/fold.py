"""One key for the many spellings of a name: case, accents, hyphens, apostrophes, dots, Saint and Mount."""

from __future__ import annotations

import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n",
        "ə": "a", "&": " and ", "-": " ", "–": " ", "—": " ", "‐": " ", "‑": " ", "/": " ", ",": " ", "_": " ",
        "\u00a0": " ", ".": None, "'": None, "’": None, "‘": None, "ʼ": None, "`": None, "´": None, "′": None,
        "ʻ": None, "ʿ": None, "ʾ": None, "“": None, "”": None, '"': None, "ь": None, "ъ": None,
    }
)  # fmt: skip
_WORDS: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def fold(name: str) -> str:
    """The key under which the gazetteer files a name.

    Parameters
    ----------
    name : str
        A name as somebody writes it, in any script.

    Examples
    --------
    >>> fold("Saint-Étienne"), fold("St. Étienne"), fold("Sana'a"), fold("U.S.")
    ('saint etienne', 'saint etienne', 'sanaa', 'us')
    """
    text = name.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    words = text.translate(_LETTERS).split()
    return " ".join([_WORDS.get(word, word) for word in words])
