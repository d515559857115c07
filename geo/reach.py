"""Claims and a scenario turned into shapes: one band for each range statement and launch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.model import Band, Reach

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.model import Claims, Launch, RangeClaim, Scenario


def reach(claims: Claims, scenario: Scenario) -> Reach:
    """The shapes of every stated range around every launch.

    Parameters
    ----------
    claims : Claims
        What the text states.
    scenario : Scenario
        Launches, zones, date and viewpoint that the user states.

    Returns
    -------
    Reach
        One band a claim and launch, the longest range first so that shorter ones are drawn on top. Where
        the text states no range or the user no launch there is no band, and `missing` says how to give it.
    """
    drawn = sorted(one_claim_each(claims.ranges), key=lambda claim: -claim.length.best)
    bands = tuple(band(claim, launch, scenario.tolerance) for claim in drawn for launch in scenario.launches)
    return Reach(claims, scenario, bands, missing(claims, scenario))


def one_claim_each(ranges: tuple[RangeClaim, ...]) -> tuple[RangeClaim, ...]:
    """The claims without repetitions: the same systems with the same figure in the same document count once."""
    seen: dict[tuple[object, ...], RangeClaim] = {}
    for claim in ranges:
        length = claim.length
        names = frozenset(name.casefold() for name in claim.systems)
        key = (claim.document, names, length.stated_low, length.stated_high, length.unit, length.qualifier)
        seen.setdefault(key, claim)
    return tuple(seen.values())


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
    return tuple(lines)


def _stated_launches(claims: Claims) -> str:
    names = dict.fromkeys(m.place.name for m in claims.places if m.place is not None and "launch" in m.roles)
    return ", ".join(names)
