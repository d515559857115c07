"""A text as words with offsets, each knowing whether its capital means anything."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.)+[A-Z]\b\.?"
    r"|(?:St|Ste|Mt|Ft|Mr|Mrs|Ms|Dr|Gen|Sen|Sens|Rep|Reps|Gov|Col|Lt|Sgt|Cpl|Capt|Maj|Adm|Rev|Prof|Jr|Sr|vs|No|Co|W\.? ?Va)\."
    r"|['’][sS]\b"
    r"|[\w\u0300-\u036f]+(?:['’ʼ`](?![sS]\b)[\w\u0300-\u036f]+)*"
    r"|[^\w\s]"
)
_ENDS: Final = frozenset('.!?:;*•–—"“”‘(|>…')
_GAPS: Final = frozenset((" ", "", "\u00a0", "\n", "\r\n", "\u202f"))
LIST_GAP: Final = re.compile(r"\s*(?:,|and|or|/|,\s*and|,\s*or|-|–|to|&|, in|;)\s*")
"""What stands between the names of one list."""
_BLOCK: Final = 100_000


@dataclass(slots=True)
class Tokens:
    """The words and marks of a stretch of text, in order, as parallel lists."""

    text: str
    """The whole text that the offsets count in."""
    words: list[str] = field(default_factory=list)
    """The token as written."""
    starts: list[int] = field(default_factory=list)
    """Offset of its first character."""
    ends: list[int] = field(default_factory=list)
    """Offset behind its last character."""
    opens: list[bool] = field(default_factory=list)
    """Whether it opens a sentence or line, so that its capital says nothing."""
    titled: list[bool] = field(default_factory=list)
    """Whether its line is a headline, where every word has a capital."""

    def word(self, index: int) -> str:
        """The token at `index`, or '' outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def joined(self, index: int) -> bool:
        """Whether nothing but one space stands between the token before `index` and it."""
        return 0 < index < len(self.words) and self.text[self.ends[index - 1] : self.starts[index]] in _GAPS

    def capital(self, index: int) -> bool:
        """Whether the token at `index` begins with a capital letter."""
        return self.word(index)[:1].isupper()


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the text of bounded size that end at a line's end where there is one."""
    start = 0
    while start < len(text):
        end = min(start + _BLOCK, len(text))
        if end < len(text):
            cut = text.rfind("\n", start, end)
            cut = cut if cut > start else text.rfind(" ", start, end)
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Split `text[start:end]` into tokens; offsets count in the whole text."""
    tokens = Tokens(text)
    stop = len(text) if end is None else end
    at = start
    while at < stop:
        line = text.find("\n", at, stop)
        line = stop if line < 0 else line + 1
        _add_line(tokens, at, line)
        at = line
    return tokens


def _add_line(tokens: Tokens, start: int, end: int) -> None:
    first = len(tokens.words)
    opens, last = True, ""
    for match in _TOKEN.finditer(tokens.text, start, end):
        word = match.group()
        tokens.words.append(word)
        tokens.starts.append(match.start())
        tokens.ends.append(match.end())
        tokens.opens.append(opens)
        opens = word in _ENDS and not (word == "." and len(last) == 1 and last.isupper())
        last = word
    words = tokens.words[first:]
    tokens.titled.extend([_is_headline(words)] * len(words))


def _is_headline(words: list[str]) -> bool:
    if len(words) > 40:
        return False
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
