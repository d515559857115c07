"""Other names of a system in the same text: an acronym and its long name, a nickname, another spelling."""

from __future__ import annotations

import re

from geo.text.systems import key

_WORD = r"[A-Z][\w’'‑-]*"
_LONG = rf"(?P<long>{_WORD}(?: (?:(?:of|and|for) )?{_WORD}){{1,7}})"
_SHORT = r"(?P<short>[A-Z][A-Za-z]{0,8}[A-Z][A-Za-z]?(?:[-‑][A-Z\d]+)?)"
_NAME = rf"{_WORD}(?: (?:{_WORD}|\d{{1,4}}\b)){{0,5}}"
_PAIRS = (
    re.compile(
        rf"(?<!\w){_LONG}s?,? ?(?:\(|or |known as |abbreviated |dubbed )[\"“'‘]?(?:the |or )?{_SHORT}(?!\w)"
    ),
    re.compile(
        rf"(?<!\w){_SHORT},? ?(?:\(|or |short for |which stands for |stands for )[\"“'‘]?(?:the |or )?{_LONG}(?!\w)"
    ),
)
_KNOWN = re.compile(
    rf"(?<!\w)(?P<long>{_NAME})(?: (?:missile|rocket|drone|system)s?)?,? ?\(?(?:also |better |otherwise |previously |formerly |which is |is )?"
    rf"(?:known (?:to NATO |in the West |in Russia |locally )?as|called|dubbed|nicknamed|designated|codenamed|named|a\.k\.a\.|aka) (?:the |by NATO )?[\"“'‘]?"
    rf"(?P<short>{_NAME})"
)


def alias_table(text: str) -> dict[str, tuple[str, ...]]:
    """For the key of each name the other names that the text gives the same system, in the order of the text.

    Parameters
    ----------
    text : str
        A whole document.

    Examples
    --------
    >>> alias_table("The Army Tactical Missile System, or ATACMS, came.")["atacm"]
    ('Army Tactical Missile System',)
    """
    pairs: list[tuple[int, str, str]] = []
    for pattern in _PAIRS:
        for match in pattern.finditer(text):
            long = _fitting(match["long"], match["short"])
            if long:
                pairs.append((match.start(), long, match["short"]))
    pairs += [
        (match.start(), match["long"].removeprefix("The "), match["short"]) for match in _KNOWN.finditer(text)
    ]
    table: dict[str, tuple[str, ...]] = {}
    for _, long, short in sorted(pairs):
        for name, other in ((long, short), (short, long)):
            row = table.get(key(name), ())
            if key(name) != key(other) and other not in row:
                table[key(name)] = (*row, other)
    return table


def spellings(name: str, text: str) -> tuple[str, ...]:
    """The other spellings of one name in a text: 'ATACMs' beside 'ATACMS'."""
    if len(name) < 3:
        return ()
    stem = name[:-1] if name[-1] in "sS" else name
    found = re.findall(rf"(?<![\w-]){re.escape(stem)}s?(?![\w-])", text, re.IGNORECASE)
    return tuple(
        dict.fromkeys(other for other in found if other != name and other[:1].isupper() == name[:1].isupper())
    )


def _fitting(long: str, short: str) -> str:
    """The end of a run of capitalised words that an acronym abbreviates, or ''."""
    words = long.split(" ")
    letters = re.sub(r"[^a-z]", "", short.split("-", maxsplit=1)[0].lower())
    letters = letters[:-1] if short.endswith("s") else letters
    for first in range(len(words) - 1):
        run = " ".join(words[first:])
        if (
            run[0].lower() == letters[0]
            and _is_subsequence(letters, run.lower())
            and len(words) - first <= len(letters) + 2
        ):
            return run
    return ""


def _is_subsequence(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
