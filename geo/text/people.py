"""Which words of a text are inside a person's name: a title, a first name, an initial or an age gives it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.text.cues import cues

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.text.tokens import Tokens

_LONGEST: Final = 4


def people(tokens: Tokens, is_notable: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Ranges of tokens that are a person's name, first and behind the last.

    Parameters
    ----------
    tokens : Tokens
        The words.
    is_notable : callable
        Whether a word is the name of a country, region or big town, which outweighs a first name.
    """
    found: list[tuple[int, int]] = []
    index, count = 0, len(tokens.words)
    while index < count:
        if not tokens.words[index][0].isupper():
            index += 1
            continue
        first = _titles_end(tokens, index)
        end = _name_end(tokens, first)
        if end > first and _is_person(tokens, index, first, end, is_notable):
            found.append((first, end))
            index = end
        else:
            index = max(index + 1, first)
    return found


def _titles_end(tokens: Tokens, index: int) -> int:
    """Behind the titles that start at `index`."""
    titles = cues().lists["titles"]
    while tokens.word(index).lower() in titles and tokens.capital(index):
        index += 1
        if tokens.word(index) == "." and tokens.joined(index):
            index += 1
        if not tokens.joined(index):
            break
    return index


def _name_end(tokens: Tokens, first: int) -> int:
    """Behind the run of capitalised words and initials that starts at `first`."""
    stops = cues()
    index = first
    while index < len(tokens.words) and index - first < 2 * _LONGEST:
        word = tokens.words[index]
        if index > first and not tokens.joined(index):
            break
        is_initial = index > first and word == "." and len(tokens.words[index - 1]) == 1
        if not is_initial and not _is_name_word(word):
            break
        if index > first and word.lower() in stops.endings:
            return first
        index += 1
    return index


def _is_name_word(word: str) -> bool:
    return word[0].isupper() and (len(word) < 3 or not word.isupper()) and word not in ("Jr.", "Sr.")


def _is_person(tokens: Tokens, start: int, first: int, end: int, is_notable: Callable[[str], bool]) -> bool:
    words, known = tokens.words, cues()
    if first > start:
        polite = words[first - 1] == "." or words[first - 1].rstrip(".") in ("Mr", "Mrs", "Ms", "Miss", "Dr")
        return polite or not (end == first + 1 and is_notable(words[first]))
    if tokens.titled[first] and end - first > 3:
        return False
    if end - first < 2:
        return False
    word, second = words[first].lower(), words[first + 1]
    has_initial = any(
        len(w) == 1 and tokens.word(i + 1) == "." for i, w in enumerate(words[first:end], first)
    )
    if has_initial and not tokens.opens[first] and end - first > 2:
        return True
    if word in known.first_names and (word not in known.common or words[end - 1].lower() in known.surnames):
        return not is_notable(second) and not (
            is_notable(words[first]) and second.lower() not in known.surnames
        )
    age = tokens.word(end) == "," and tokens.word(end + 1).isdecimal() and tokens.word(end + 2) in (",", ".")
    return age and len(tokens.word(end + 1)) == 2 and not is_notable(words[first])
