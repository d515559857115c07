"""A scenario to begin with: what a text states, as comments with quotes, and the questions that it leaves open."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from geo.bands import air_launched, one_claim_each
from geo.model import GeoError
from geo.units import format_length

if TYPE_CHECKING:
    from geo.model import Claims, Place, RangeClaim, Statement

_HEAD: Final = """\
# A scenario: the assumptions of a map, beside the text they belong to. Lines that begin with # are words for you.
# A stated range is not capability, permission or intent.
"""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def draft(claims: Claims, text: str) -> str:
    """A commented scenario in TOML for a text that was read.

    Parameters
    ----------
    claims : Claims
        What the text states.
    text : str
        The path of the text as the scenario should name it, relative to where the scenario will stand.

    Returns
    -------
    str
        It loads as it is and draws no ring: launches are never guessed. What the text names as a firing point stands there
        as a comment with its quote; a zone that it says is allowed is set, with its quote as the note.
    """
    document = claims.documents[0]
    lines = [_HEAD, f"title = {_quoted(document.title or document.id)}", f"text = {_quoted(text)}"]
    lines.append(
        f"date = {document.date.isoformat()}"
        if document.date
        else "# date = 2024-11-17    # which day does the map stand for?"
    )
    lines += ['viewpoint = "recognised"    # internationally recognised borders; the other is "de_facto"', ""]
    lines += [
        *_stated(claims),
        "",
        *_launches(claims),
        "",
        *_zones(claims),
        "",
        *_more(),
        "",
        *_questions(claims),
    ]
    return "\n".join(lines).rstrip() + "\n"


def questions(claims: Claims) -> list[str]:
    """What the text leaves open, one question a line."""
    asked = []
    ranges = one_claim_each(claims.ranges)
    if not ranges:
        asked.append(
            "The text states no range. Is it the right text, or should a cited figure be added in claims.toml?"
        )
    for claim in ranges:
        asked += _of_claim(claim, claims)
    if not _firing_points(claims):
        asked.append("From where should the ranges be measured? The text names no firing point.")
    asked += [
        f"“{_plain(name)}” can mean {' or '.join(labels)}: which?"
        for name, labels in _ambiguous(claims).items()
    ]
    if claims.documents and claims.documents[0].date is None:
        asked.append("Which day does the map stand for? The text gives no date of its own.")
    return asked


def _stated(claims: Claims) -> list[str]:
    ranges = one_claim_each(claims.ranges)
    lines = ["# What the text states:" if ranges else "# The text states no range."]
    lines += [f"#   {_plain(c.name)}: {format_length(c.length)}, “{_plain(c.quote)}”" for c in ranges]
    names = list(dict.fromkeys(name for claim in ranges for name in claim.systems))
    if len(ranges) > 1 and names:
        lines.append(f"# use = [{_quoted(names[0])}]    # only these; without the line, all")
    return lines


def _launches(claims: Claims) -> list[str]:
    found = _firing_points(claims)
    if found:
        lines = ["# The text names firing points. Take away the # of those that you declare."]
    else:
        lines = [
            "# The text names no firing point, and none is ever guessed. To draw ranges, declare one or more:"
        ]
    for name, quote in [(_name(place), quote) for place, quote in found] or [("…", "")]:
        lines += ["# [[launch]]", f"# place = {_quoted(name)}"]
        lines.append('# kind = "declared"    # or "illustrative": an example, labelled so')
        lines.append(f"# note = {_quoted(quote or 'why this place')}")
    lines += [
        "# A launch can be a territory, too, a file with a polygon or a region:",
        '# [[launch]]\n# territory = "held.geojson"\n# date = 2024-11-17\n# source = "who says where it ends"',
    ]
    return lines


def _zones(claims: Claims) -> list[str]:
    """Regions where the text says that use is allowed; only those that have an outline."""
    from geo.borders import outline

    lines = []
    for place, statement in _allowed(claims).items():
        if outline(place) is None:
            lines.append(
                f"# The text also names {_plain(place.label)} as allowed; it has no outline to draw."
            )
            continue
        lines += ["[[zone]]", f"place = {_quoted(_name(place))}", f"note = {_quoted(_note(statement))}"]
        if statement.date:
            lines.append(f"date = {statement.date.isoformat()}")
    head = "# Where the text says that use is allowed. Range is not permission."
    return (
        [head, *lines]
        if lines
        else ["# The text names no region where use is allowed.", '# [[zone]]\n# place = "…"']
    )


def _more() -> list[str]:
    return [
        "# Further lines that a scenario may have:",
        '# claims = "claims.toml"          # accept, reject, correct or add claims',
        '# places = "towns.csv"            # your own places, in place of the gazetteer\'s',
        '# boundaries = "districts.gpkg"   # your own regions',
        "# They belong above the first [[launch]] or [[zone]].",
    ]


def _questions(claims: Claims) -> list[str]:
    asked = questions(claims)
    return ["# Questions that the text leaves open:", *(f"#   - {line}" for line in asked)] if asked else []


def _of_claim(claim: RangeClaim, claims: Claims) -> list[str]:
    name, quote = _plain(claim.name), _plain(claim.quote)
    asked = []
    if not claim.systems:
        asked.append(f"Which system does “{quote}” belong to?")
    if claim.length.is_open:
        asked.append(f"{name}: “{quote}” leaves the upper bound open. Does another source give it?")
    if claim.length.attributed:
        asked.append(f"{name}: “{quote}” is somebody's claim. Whose, and who else says so?")
    if claim.warning:
        asked.append(f"{name}: {_plain(claim.warning)} Which is right?")
    if air_launched(claim, claims):
        asked.append(
            f"{name} is carried by an aircraft: what would a ring around a point on the ground mean?"
        )
    return asked


def _firing_points(claims: Claims) -> list[tuple[Place, str]]:
    """Places that the text names as firing points, with the words."""
    found: dict[Place, str] = {}
    for statement in claims.statements:
        if statement.role == "launch" and statement.place is not None:
            found.setdefault(statement.place, _plain(statement.quote))
    for mention in claims.places:
        if "launch" in mention.roles and mention.place is not None and not mention.ambiguous:
            found.setdefault(mention.place, _plain(mention.quote))
    return list(found.items())


def _allowed(claims: Claims) -> dict[Place, Statement]:
    denied = {s.place for s in claims.statements if s.role == "zone_forbidden"}
    found: dict[Place, Statement] = {}
    for statement in claims.statements:
        if statement.role == "zone_allowed" and statement.place is not None and statement.place not in denied:
            found.setdefault(statement.place, statement)
    return found


def _note(statement: Statement) -> str:
    return f"{statement.status or 'stated'}: “{_plain(statement.quote)}”"


def _ambiguous(claims: Claims) -> dict[str, list[str]]:
    return {m.quote: [place.label for place in m.candidates[:3]] for m in claims.places if m.ambiguous}


def _name(place: Place) -> str:
    """What to write for a place: its label where that means it, else its id."""
    from geo.gazetteer import find_place

    try:
        found = find_place(place.label, want="point" if place.kind == "settlement" else "area")
    except GeoError:
        return place.id
    return place.label if found.id == place.id else place.id


def _plain(text: str) -> str:
    """Words on one line, without signs that would end a comment."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(_plain(text), ensure_ascii=False)
