"""What a person decided about the claims of a text: kept in a file of its own, with who decided.

::

    [[claim]]                             # claims.toml
    quote = "190 miles"                   # the words of the claim that is meant
    decision = "correct"                  # accept, reject, correct or add
    systems = ["ATACMS"]                  # what it should say
    range = "about 300 km"
    by = "A. Reader"
    note = "the printed edition has kilometres"

A claim is added with `decision = "add"`: its quote must stand in the text, or `source` must cite where it is published.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.model import Correction, Document, GeoError, RangeClaim, ScenarioError
from geo.toml_file import read_toml
from geo.units import parse_length

if TYPE_CHECKING:
    import os

    from geo.model import Claims, Length
    from geo.toml_file import TomlFile

_FIELDS: Final = {
    "": ("claim",),
    "claim": ("quote", "decision", "systems", "range", "by", "note", "start", "document", "source"),
}
_DECISIONS: Final = ("accept", "reject", "correct", "add")


def load_corrections(path: str | os.PathLike[str]) -> tuple[Correction, ...]:
    """The corrections of a file.

    Raises
    ------
    ScenarioError
        If the file is missing or breaks a rule; the message names file, line and field.
    """
    file, data = read_toml(path, _FIELDS, "file of corrections")
    return tuple(_correction(file, index, row) for index, row in enumerate(file.tables(data, "claim")))


def corrected(claims: Claims, corrections: tuple[Correction, ...]) -> Claims:
    """The claims as a person left them: rejected ones gone, corrected ones changed, added ones there.

    Parameters
    ----------
    claims : Claims
        As read.
    corrections : tuple of Correction
        Applied in their order. The `rule` of a changed claim says who decided.

    Raises
    ------
    ScenarioError
        If a correction means no claim, or a quote to add stands in no text.
    """
    for correction in corrections:
        claims = _added(claims, correction) if correction.decision == "add" else _decided(claims, correction)
    return claims


def _correction(file: TomlFile, index: int, row: dict[str, Any]) -> Correction:
    quote, by, note, document, source = (
        file.string("claim", index, row, field) for field in ("quote", "by", "note", "document", "source")
    )
    decision = file.choice("claim", index, row, "decision", _DECISIONS)
    systems = file.strings("claim", index, row, "systems")
    length = _length(file, index, row)
    start = row.get("start")
    if not quote:
        raise file.error("claim", index, "quote", "say which claim is meant, in the words of the text")
    if decision is None:
        raise file.error("claim", index, "decision", f"must be one of {', '.join(_DECISIONS)}")
    if decision == "correct" and not systems and length is None:
        raise file.error("claim", index, "decision", "a correction needs systems or range")
    if decision in ("accept", "reject") and (systems or length is not None):
        changed = "systems" if systems else "range"
        raise file.error(
            "claim", index, changed, f'changes nothing beside "{decision}"; write decision = "correct"'
        )
    if start is not None and (isinstance(start, bool) or not isinstance(start, int) or start < 0):
        raise file.error("claim", index, "start", f"must be an offset in the text, not {start!r}")
    if decision == "add" and length is None:
        raise file.error(
            "claim", index, "range", 'a claim to add needs its range, as in range = "about 300 km"'
        )
    return Correction(decision, quote, by, note, start, document, systems, length, source)


def _length(file: TomlFile, index: int, row: dict[str, Any]) -> Length | None:
    text = file.string("claim", index, row, "range")
    try:
        return parse_length(text) if text else None
    except GeoError as error:
        raise file.error("claim", index, "range", str(error)) from error


def _decided(claims: Claims, correction: Correction) -> Claims:
    meant = [claim for claim in claims.ranges if _means(correction, claim)]
    if not meant:
        stated = ", ".join(f"'{c.quote}' at {c.start} of '{c.document}'" for c in claims.ranges) or "none"
        at = "" if correction.start is None else f" at {correction.start}"
        of = f" of '{correction.document}'" if correction.document else ""
        raise ScenarioError(f"No claim is quoted as '{correction.quote}'{at}{of}. The text states: {stated}.")
    kept = [_changed(claim, correction) if claim in meant else claim for claim in claims.ranges]
    return replace(claims, ranges=tuple(claim for claim in kept if claim is not None))


def _means(correction: Correction, claim: RangeClaim) -> bool:
    return (
        claim.quote == correction.quote
        and correction.start in (None, claim.start)
        and correction.document in ("", claim.document)
    )


def _changed(claim: RangeClaim, correction: Correction) -> RangeClaim | None:
    if correction.decision == "reject":
        return None
    return replace(
        claim,
        systems=correction.systems or claim.systems,
        length=claim.length if correction.length is None else replace(correction.length, quote=claim.quote),
        rule=f"{claim.rule}; {_signed(correction)}".lstrip("; "),
    )


def _added(claims: Claims, correction: Correction) -> Claims:
    """The claims with one more, from the text or from the publication that is cited."""
    length, quote = correction.length, correction.quote
    assert length is not None  # noqa: S101 - load_corrections asks for it
    documents = claims.documents
    home = next((d for d in documents if quote in d.text and correction.document in ("", d.id)), None)
    if home is None and not correction.source:
        raise ScenarioError(
            f"'{quote}' stands in no text. A range is added with words of the text, or with the source that states it."
        )
    if home is None:
        home = Document(correction.document or correction.source, quote, correction.source)
        documents = (*documents, home)
    start = home.text.find(quote, correction.start or 0)
    start = home.text.find(quote) if start < 0 else start
    claim = RangeClaim(
        start, start + len(quote), quote, replace(length, quote=quote), correction.systems, (), quote, home.id,
        _signed(correction),
    )  # fmt: skip
    return replace(claims, documents=documents, ranges=(*claims.ranges, claim))


def _signed(correction: Correction) -> str:
    done = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added"}
    by = f" by {correction.by}" if correction.by else " in review"
    return done[correction.decision] + by + (f": {correction.note}" if correction.note else "")
