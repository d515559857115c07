"""Places that a user types on the command line: resolved, and the choice said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geo.cli import say

if TYPE_CHECKING:
    from geo.model import Place


def resolve(name: str, want: Literal["any", "point", "area"] = "point") -> Place:
    """The place a name means; where others share the name, the choice is said on stderr."""
    from geo.gazetteer import find_place

    place = find_place(name, want=want)
    announce(name, place)
    return place


def announce(name: str, place: Place) -> None:
    """Say which place was taken for a name, and which others there are; a region that merely holds it is not said."""
    from geo.gazetteer import also_known

    if place.id == "lonlat":
        say(
            f"{name}: {abs(place.lon):g}° {'E' if place.lon >= 0 else 'W'}, {abs(place.lat):g}° {'N' if place.lat >= 0 else 'S'}"
        )
        return
    if place.kind in ("region", "country", "water"):
        say(
            f"{name}: {place.label} is an area; distances are measured from one point of it, {place.lon:g},{place.lat:g}"
        )
    others = [o for o in also_known(name, place) if not (o.kind == "region" and o.name == place.admin1)]
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        say(f"{name}: {place.label}; also {'; '.join(_told_apart(o, place) for o in others[:3])}{more}")


def _told_apart(other: Place, place: Place) -> str:
    return f"{other.label} ({other.kind})" if other.label == place.label else other.label
