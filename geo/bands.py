"""Claims and a scenario turned into shapes: one band for each range statement and launch."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.corrections import corrected
from geo.kinds import expect
from geo.model import Band, Claims, Reach, Scenario, ScenarioError

if TYPE_CHECKING:
    import os

    from shapely.geometry.base import BaseGeometry

    from geo.model import Launch, RangeClaim

_CRAFT: Final = r"(?:aeroplane|aircraft|airplane|bomber|jet|plane|warplane)s?"
_CARRIED: Final = re.compile(
    rf"\b(?:air|{_CRAFT})[- ]launched\b"
    rf"|\b(?:launched|fired|released|dropped|carried) (?:from|by) (?:an? |the |its |their )?(?:[\w-]+ ){{0,2}}?{_CRAFT}\b",
    re.IGNORECASE,
)
"""Words that say an aircraft carries a system."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])|\n\s*\n")


def reach(claims: Claims, scenario: Scenario) -> Reach:
    """The shapes of every stated range around every launch.

    Parameters
    ----------
    claims : Claims
        What the text states.
    scenario : Scenario
        Launches, zones, date and viewpoint that the user states; which claims to use, and corrections of them.

    Returns
    -------
    Reach
        One band a claim and launch, the longest range first so that shorter ones are drawn on top. Claims of one
        system out of several documents stay apart. Where the text states no range or the user no launch there is
        no band, and `missing` says how to give it.

    Raises
    ------
    ScenarioError
        If the scenario uses a system that no claim names, or corrects a claim that is not there.
    TypeError
        If the arguments are something else, swapped perhaps.
    """
    expect(claims, Claims, "claims")
    expect(scenario, Scenario, "scenario")
    claims = chosen(corrected(claims, scenario.corrections), scenario.use)
    systems = {
        launch: {id(claim) for claim in chosen(claims, launch.use).ranges} for launch in scenario.launches
    }
    drawn = sorted(one_claim_each(claims.ranges), key=lambda claim: -claim.length.best)
    notes = {id(claim): air_launched(claim, claims) for claim in drawn}
    bands = tuple(
        replace(band(claim, launch, scenario.tolerance), note=notes[id(claim)])
        for claim in drawn
        for launch in scenario.launches
        if id(claim) in systems[launch]
    )
    carried = tuple(f"{claim.name}: {note}" for claim in drawn if (note := notes[id(claim)]) and bands)
    return Reach(claims, scenario, bands, (*missing(claims, scenario), *dict.fromkeys(carried)))


def reach_of(path: str | os.PathLike[str]) -> Reach:
    """The reach of a scenario file: its text read, its claims chosen, its shapes drawn.

    Raises
    ------
    ScenarioError
        If the file breaks a rule or names no text.
    """
    from geo.scenario import load_scenario
    from geo.text.documents import read
    from geo.text.extract import extract

    scenario = load_scenario(path)
    if not scenario.text:
        raise ScenarioError(f'{path}: names no text. Add a line text = "article.txt".')
    claims = extract(read(scenario.text))
    try:
        return reach(claims, scenario)
    except ScenarioError as error:
        raise ScenarioError(f"{path}: {error}") from error


def chosen(claims: Claims, use: tuple[str, ...]) -> Claims:
    """The claims without those of systems that the user did not choose.

    Raises
    ------
    ScenarioError
        If no claim names one of the systems; the message lists those that are named.
    """
    if not use:
        return claims
    wanted = {name.casefold() for name in use}
    unknown = [name for name in use if not any(name.casefold() in _names(claim) for claim in claims.ranges)]
    if unknown:
        named = ", ".join(dict.fromkeys(claim.name for claim in claims.ranges)) or "none"
        raise ScenarioError(f"No range of '{unknown[0]}' is stated. Ranges are stated of: {named}.")
    return replace(claims, ranges=tuple(claim for claim in claims.ranges if _names(claim) & wanted))


def one_claim_each(ranges: tuple[RangeClaim, ...]) -> tuple[RangeClaim, ...]:
    """The claims without repetitions: the same systems with the same figure in the same document count once.

    Systems are the same if they share a name, also one that only another sentence uses. A figure that another document
    states again is a claim of its own.
    """
    kept: list[RangeClaim] = []
    for claim in ranges:
        if not any(_repeats(claim, earlier) for earlier in kept):
            kept.append(claim)
    return tuple(kept)


def _repeats(claim: RangeClaim, earlier: RangeClaim) -> bool:
    a, b = claim.length, earlier.length
    same_figure = (a.stated_low, a.stated_high, a.unit, a.qualifier) == (
        b.stated_low, b.stated_high, b.unit, b.qualifier,
    )  # fmt: skip
    same_names = bool(_names(claim) & _names(earlier)) or claim.systems == earlier.systems
    return same_figure and same_names and claim.document == earlier.document


def _names(claim: RangeClaim) -> set[str]:
    return {name.casefold() for name in (*claim.systems, *claim.aliases)}


def air_launched(claim: RangeClaim, claims: Claims) -> str:
    """A note where the text says that an aircraft carries the system before it flies; empty otherwise.

    A ring around a point on the ground says little of such a system: what it reaches begins where the aircraft is.
    """
    names = _names(claim)
    sentences = [claim.sentence, *(other.sentence for other in claims.ranges if _names(other) & names)]
    document = next((d for d in claims.documents if d.id == claim.document), None)
    if document is not None and names:
        parts = _SENTENCE.split(document.text)
        sentences += [part for part in parts if any(name in part.casefold() for name in names)]
    words = next((match[0] for sentence in sentences if (match := _CARRIED.search(sentence))), None)
    if words is None:
        return ""
    return (
        f"the text says “{' '.join(words.split())}”, so that its range begins where the aircraft is. "
        "A ring around a point on the ground only shows the distance."
    )


def band(claim: RangeClaim, launch: Launch, tolerance: float = 10.0) -> Band:
    """Certain, stated and possible reach of one claim around one launch.

    For a point these are the rings of the least, the stated and the most that the wording allows. For a
    territory the stated and possible reach lie around *some* point of it, the certain reach around *every* one.
    """
    length = claim.length
    if launch.geometry is not None:
        return _territory_band(claim, launch, launch.geometry, tolerance)
    from geo.geodesy.rings import range_ring

    def ring(radius: float) -> BaseGeometry | None:
        return range_ring(launch.place, radius, tolerance=tolerance) if 0 < radius < math.inf else None

    best = ring(length.best)
    assert best is not None  # noqa: S101 - a Length has a positive, finite best figure
    return Band(claim, launch, ring(length.low), best, ring(length.high))


def _territory_band(claim: RangeClaim, launch: Launch, territory: BaseGeometry, tolerance: float) -> Band:
    from geo.geodesy.buffers import buffer
    from geo.geodesy.common import common_reach

    length = claim.length
    low = common_reach(territory, length.low, tolerance=tolerance) if length.low > 0 else None
    best = buffer(territory, length.best, tolerance=tolerance)
    high = None if length.is_open else buffer(territory, length.high, tolerance=tolerance)
    return Band(claim, launch, None if low is None or low.is_empty else low, best, high)


def missing(claims: Claims, scenario: Scenario) -> tuple[str, ...]:
    """What a map of these claims cannot show, one line each, with how to give it."""
    lines = []
    if not claims.ranges:
        lines.append("The text states no weapon range, so no ring is drawn.")
    if not scenario.launches:
        stated = _stated_launches(claims)
        lines.append(
            "No launch point is declared, so no ring is drawn. The text "
            + (f"names {stated} as a firing point" if stated else "names none")
            + ", and none is ever guessed: add one with --launch PLACE, or as [[launch]] in a scenario."
        )
    for launch in scenario.launches:
        lacking = [what for what, given in (("date", launch.date), ("source", launch.source)) if not given]
        if launch.kind == "territory" and lacking:
            lines.append(
                f"Territory {launch.place.label} has no {' and no '.join(lacking)}: say when it was held so, and who says so."
            )
    return tuple(lines)


def _stated_launches(claims: Claims) -> str:
    names = dict.fromkeys(m.place.name for m in claims.places if m.place is not None and "launch" in m.roles)
    return ", ".join(names)
