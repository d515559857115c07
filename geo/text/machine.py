"""The machine form of claims: one plain object a document, to JSON and back."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from geo.model import Claims, Document, Place, PlaceMention, RangeClaim, Statement
from geo.units import make_length

if TYPE_CHECKING:
    from collections.abc import Mapping


def to_dicts(claims: Claims) -> list[dict[str, Any]]:
    """One object a document: id, ranges, places and statements; offsets are `str` indices, half open.

    Parameters
    ----------
    claims : Claims
        What was read.

    Returns
    -------
    list of dict
        Only strings, numbers, lists and None; an open upper bound is None.

    Examples
    --------
    >>> from geo.model import Document
    >>> from geo.text.extract import extract
    >>> row = to_dicts(extract(Document("a", "Its missiles fly up to 300 km.")))[0]["ranges"][0]
    >>> row["low"], row["unit"], row["qualifier"], row["systems"]
    (300.0, 'km', 'up_to', ['missiles'])
    """
    return [
        {
            "id": document.id,
            "ranges": [_range(claim) for claim in claims.ranges if claim.document == document.id],
            "places": [_place(mention) for mention in claims.places if mention.document == document.id],
            "statements": [_statement(item) for item in claims.statements if item.document == document.id],
        }
        for document in claims.documents
    ]


def from_dict(row: Mapping[str, Any], document: Document) -> Claims:
    """The claims of one object of the machine form, with the document that it was read from.

    Parameters
    ----------
    row : mapping
        As `to_dicts` gives it.
    document : Document
        The text its offsets count in.

    Raises
    ------
    ValueError
        If a quote is not at its offsets in the text.
    """
    for item in (*row.get("ranges", ()), *row.get("places", ()), *row.get("statements", ())):
        if document.text[item["start"] : item["end"]] != item["quote"]:
            raise ValueError(
                f"'{item['quote']}' is not at {item['start']}–{item['end']} of '{document.id}'. Read the text again with 'geo read'."
            )
    return Claims(
        documents=(document,),
        ranges=tuple(_to_range(item, document.id) for item in row.get("ranges", ())),
        places=tuple(_to_mention(item, document.id) for item in row.get("places", ())),
        statements=tuple(_to_statement(item, document.id) for item in row.get("statements", ())),
    )


def _range(claim: RangeClaim) -> dict[str, Any]:
    length = claim.length
    return {
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "low": length.stated_low,
        "high": length.stated_high,
        "unit": length.unit,
        "qualifier": length.qualifier,
        "attributed": length.attributed,
        "attributed_to": claim.attributed_to,
        "systems": list(claim.systems),
        "aliases": list(claim.aliases),
        "low_m": round(length.low, 3),
        "best_m": round(length.best, 3),
        "high_m": None if math.isinf(length.high) else round(length.high, 3),
        "second": claim.second,
        "warning": claim.warning,
        "rule": claim.rule,
        "sentence": claim.sentence,
    }


def _to_range(row: Mapping[str, Any], document: str) -> RangeClaim:
    length = make_length(
        row["low"],
        row["high"],
        row["unit"],
        row["qualifier"],
        attributed=row["attributed"],
        quote=row["quote"],
    )
    return RangeClaim(
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        length=length,
        systems=tuple(row["systems"]),
        aliases=tuple(row.get("aliases", ())),
        sentence=row.get("sentence", ""),
        document=document,
        rule=row.get("rule", ""),
        attributed_to=row.get("attributed_to", ""),
        second=row.get("second", ""),
        warning=row.get("warning", ""),
    )


def _place(mention: PlaceMention) -> dict[str, Any]:
    place = mention.place
    return {
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "name": place.name if place else None,
        "kind": place.kind if place else None,
        "iso2": place.iso2 if place else None,
        "id": place.id if place else None,
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "admin1": place.admin1 if place else None,
        "confidence": round(mention.confidence, 4),
        "in_name": mention.in_name,
        "ambiguous": mention.ambiguous,
        "roles": list(mention.roles),
        "rule": mention.rule,
        "candidates": [asdict(candidate) for candidate in mention.candidates] if mention.ambiguous else [],
    }


def _to_mention(row: Mapping[str, Any], document: str) -> PlaceMention:
    place = None
    if row.get("id") is not None:
        place = Place(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            lon=row["lon"],
            lat=row["lat"],
            iso2=row.get("iso2"),
            admin1=row.get("admin1"),
        )
    return PlaceMention(
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        place=place,
        confidence=row["confidence"],
        rule=row.get("rule", ""),
        candidates=tuple(Place(**candidate) for candidate in row.get("candidates", ())),
        in_name=row.get("in_name", False),
        ambiguous=row.get("ambiguous", False),
        roles=tuple(row.get("roles", ())),
        document=document,
    )


def _statement(item: Statement) -> dict[str, Any]:
    return {
        "role": item.role,
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "place": None if item.place is None else asdict(item.place),
        "systems": list(item.systems),
        "actor": item.actor,
        "status": item.status,
        "date": None if item.date is None else item.date.isoformat(),
        "rule": item.rule,
    }


def _to_statement(row: Mapping[str, Any], document: str) -> Statement:
    return Statement(
        role=row["role"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        place=None if row.get("place") is None else Place(**row["place"]),
        systems=tuple(row.get("systems", ())),
        actor=row.get("actor", ""),
        status=row.get("status", ""),
        date=None if row.get("date") is None else date.fromisoformat(row["date"]),
        document=document,
        rule=row.get("rule", ""),
    )
