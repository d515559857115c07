"""What a document states: ranges, places and roles, joined into claims."""

from __future__ import annotations

from dataclasses import replace

from geo.kinds import expect
from geo.model import Claims, Document
from geo.text.places import find_mentions
from geo.text.ranges import find_ranges
from geo.text.roles import find_roles


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
    found = tuple(replace(mention, document=document.id) for mention in find_mentions(document.text))
    places, statements = find_roles(document, found)
    return Claims(documents=(document,), ranges=find_ranges(document), places=places, statements=statements)
