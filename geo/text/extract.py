"""What a document states: ranges, places and roles, joined into claims."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.kinds import expect
from geo.model import Claims, Document
from geo.text.places import find_mentions
from geo.text.ranges import find_ranges
from geo.text.roles import find_roles

if TYPE_CHECKING:
    from geo.model import RangeClaim

_DESIGNATION: Final = re.compile(r"[^\W\d]\w*[-‑ ](?:[A-Z\d][\w-]*)")
"""A word with a letter or figure behind: 'Iskander-E', 'Fateh 110'."""


def extract(document: Document) -> Claims:
    """What one document states about ranges, places and their roles.

    Parameters
    ----------
    document : Document
        A text, as `geo.read` gives it.

    Returns
    -------
    Claims
        Every span is exact: `document.text[claim.start:claim.end] == claim.quote`.

    Examples
    --------
    >>> from geo.model import Document
    >>> claims = extract(Document("note", "The Neptune missile has a range of about 190 miles."))
    >>> [(claim.name, claim.quote, claim.length.qualifier) for claim in claims]
    [('Neptune', '190 miles', 'about')]
    """
    expect(document, Document, "document")
    ranges = find_ranges(document)
    named = _inside_names(document.text, ranges)
    mentions = (replace(mention, document=document.id) for mention in find_mentions(document.text))
    found = tuple(
        replace(mention, place=None, in_name=True) if mention.start in named else mention
        for mention in mentions
    )
    places, statements = find_roles(document, found)
    return Claims(documents=(document,), ranges=ranges, places=places, statements=statements)


def _inside_names(text: str, ranges: tuple[RangeClaim, ...]) -> set[int]:
    """Offsets at which a system's name with a hyphen or figure begins: 'Iskander-E' is no Iskander."""
    names = {name for claim in ranges for name in claim.systems if _DESIGNATION.fullmatch(name)}
    return {match.start() for name in names for match in re.finditer(rf"(?<!\w){re.escape(name)}", text)}
