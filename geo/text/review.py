"""What was read, for a person to check: a page with every claim in its text, and a file of decisions to edit."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.units import format_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.model import Claims, Document, PlaceMention, RangeClaim, Statement

_STYLE: Final = """
:root{color-scheme:light dark;--line:#8888;--range:#ffd98a;--place:#bfe3f2;--doubt:#f6c1d8;--role:#cfe8c4;--ink:#111}
body{font:1rem/1.6 system-ui,sans-serif;margin:0 auto;max-width:78rem;padding:1rem 1.5rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line);padding:1rem;border-radius:.3rem}
mark{color:var(--ink);padding:0 .15em;border-radius:.2em}
mark a{color:inherit;text-decoration:none}mark sup{font-size:.65em}
mark.range,td.range{background:var(--range)}mark.place,td.place{background:var(--place)}
mark.doubt,td.doubt{background:var(--doubt);outline:1px dashed #804}mark.name{background:none;border-bottom:1px dotted}
td.role{background:var(--role)}td.range,td.place,td.doubt,td.role,td a{color:var(--ink)}
:target{outline:3px solid #d40}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
caption{text-align:left;font-weight:600}.wide{overflow-x:auto}
"""


class _Mark(NamedTuple):
    """One highlighted span."""

    start: int
    end: int
    kind: str
    anchor: str
    note: str


def review_html(claims: Claims) -> str:
    """A page that shows each text with its claims and places marked, what decided, and what else was possible.

    Parameters
    ----------
    claims : Claims
        What was read.

    Returns
    -------
    str
        One self-contained page without any script; all text in it is escaped and nothing is fetched.

    Examples
    --------
    >>> from geo.model import Document
    >>> from geo.text.extract import extract
    >>> page = review_html(extract(Document("a", "The <b>Kalibr missile flies 1,500 km.")))
    >>> "<b>" in page, "&lt;b&gt;Kalibr" in page
    (False, True)
    """
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "".join(_article(number, document, claims) for number, document in enumerate(claims.documents, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Review of what was read</title><style>{_STYLE}</style></head><body><main>"
        "<h1>What was read</h1><p>Ranges are marked yellow, places blue, places too close to call pink; a name inside another "
        "name is dotted and not mapped. A stated range is not capability, permission or intent.</p>"
        f"{body}</main></body></html>\n"
    )


def claims_toml(claims: Claims) -> str:
    """A file of decisions that accepts every range statement, for a person to edit.

    Parameters
    ----------
    claims : Claims
        What was read.

    Returns
    -------
    str
        TOML; `decision` may become "reject" or "correct" (with `systems` or `range`), and `by` says who decided.
    """
    lines = [
        "# What was read, for you to decide. decision: accept, reject or correct; by: who decided.",
        '# A correction says what is right: systems = ["ATACMS"] or range = "about 300 km".',
        "",
    ]
    for claim in claims.ranges:
        lines += [
            *(f"# {line}" for line in _comment(claim)),
            "[[claim]]",
            f"quote = {_quoted(claim.quote)}",
            f"start = {claim.start}",
            f"document = {_quoted(claim.document)}",
            'decision = "accept"',
            'by = ""',
            "",
        ]
    return "\n".join(lines)


def _comment(claim: RangeClaim) -> list[str]:
    sentence = " ".join(claim.sentence.split())
    plain = "".join(
        sign for sign in f"{claim.name}: {format_length(claim.length)} — {sentence}" if sign.isprintable()
    )
    return [plain]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _article(number: int, document: Document, claims: Claims) -> str:
    ranges = [claim for claim in claims.ranges if claim.document == document.id]
    places = [mention for mention in claims.places if mention.document == document.id]
    statements = [item for item in claims.statements if item.document == document.id]
    marks = sorted(
        [*_range_marks(number, ranges), *_place_marks(number, places)],
        key=lambda mark: (mark.start, -mark.end),
    )
    facts = " · ".join(
        html.escape(fact)
        for fact in (document.publisher, document.date.isoformat() if document.date else "", document.source)
        if fact
    )
    return (
        f"<article><h2>{html.escape(document.title or document.id)}</h2><p>{facts}</p>"
        f'<div class="text">{_marked(document.text, marks)}</div>'
        f"{_range_table(number, ranges)}{_place_table(number, places)}{_statement_table(statements)}</article>"
    )


def _range_marks(number: int, ranges: Iterable[RangeClaim]) -> Iterator[_Mark]:
    for index, claim in enumerate(ranges, 1):
        note = f"{claim.name}: {format_length(claim.length)} ({claim.rule})"
        yield _Mark(claim.start, claim.end, "range", f"r{number}-{index}", note)


def _place_marks(number: int, places: Iterable[PlaceMention]) -> Iterator[_Mark]:
    for index, mention in enumerate(places, 1):
        kind = (
            "name" if mention.in_name else "doubt" if mention.ambiguous or mention.place is None else "place"
        )
        label = mention.place.label if mention.place else "not mapped"
        yield _Mark(mention.start, mention.end, kind, f"p{number}-{index}", f"{label} ({mention.rule})")


def _marked(text: str, marks: list[_Mark]) -> str:
    """The text with its marks; one that overlaps an earlier mark stands in the table alone."""
    parts, here = [], 0
    for mark in marks:
        if mark.start < here:
            continue
        parts.append(html.escape(text[here : mark.start]))
        words = html.escape(text[mark.start : mark.end])
        parts.append(
            f'<mark class="{mark.kind}" id="m-{mark.anchor}" title="{html.escape(mark.note)}"><a href="#{mark.anchor}">{words}</a></mark>'
        )
        here = mark.end
    parts.append(html.escape(text[here:]))
    return "".join(parts)


def _range_table(number: int, ranges: list[RangeClaim]) -> str:
    rows = [
        (
            f"r{number}-{index}",
            "range",
            claim.quote,
            claim.name,
            format_length(claim.length),
            _said(claim),
            ", ".join(claim.aliases),
            claim.rule,
        )
        for index, claim in enumerate(ranges, 1)
    ]
    return _table("Ranges", ("Quote", "System", "Means", "Said by", "Other names", "Rule"), rows)


def _said(claim: RangeClaim) -> str:
    said = claim.attributed_to or (
        "somebody, not named here" if claim.length.attributed else "the text itself"
    )
    return f"{said}. {claim.warning}" if claim.warning else said


def _place_table(number: int, places: list[PlaceMention]) -> str:
    rows = []
    for index, mention in enumerate(places, 1):
        others = "; ".join(place.label for place in mention.candidates if place != mention.place)
        if mention.in_name:
            meaning = "inside another name, not mapped"
        elif mention.place is None:
            meaning = "no place of that name is known"
        else:
            meaning = f"{mention.place.label}{' (too close to call)' if mention.ambiguous else ''}"
        kind = "doubt" if mention.ambiguous else "place"
        rows.append(
            (
                f"p{number}-{index}",
                kind,
                mention.quote,
                meaning,
                f"{mention.confidence:.2f}",
                ", ".join(mention.roles),
                others,
                mention.rule,
            )
        )
    return _table("Places", ("Name", "Means", "Confidence", "Roles", "Other candidates", "Rule"), rows)


def _statement_table(statements: list[Statement]) -> str:
    rows = [
        (
            "",
            "role",
            item.role.replace("_", " "),
            item.quote,
            item.place.label if item.place else ", ".join(item.systems),
            item.actor,
            item.status,
            item.date.isoformat() if item.date else "",
        )
        for item in statements
    ]
    return _table("Roles", ("Role", "Quote", "Of", "Who", "Status", "Day"), rows)


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table whose rows begin with their anchor and the class of their first cell."""
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    body = "".join(
        f"<tr{f' id={chr(34)}{anchor}{chr(34)}' if anchor else ''}>"
        f'<td class="{kind}">{_back(anchor, cells[0])}</td>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells[1:])
        + "</tr>"
        for anchor, kind, *cells in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{html.escape(caption)}">'
        f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _back(anchor: str, words: str) -> str:
    return f'<a href="#m-{anchor}">{html.escape(words)}</a>' if anchor else html.escape(words)
