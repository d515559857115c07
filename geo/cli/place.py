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
    """Say which place was taken for a name, and which others there are."""
    from geo.gazetteer import also_known

    others = also_known(name, place)
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        say(f"{name}: {place.label}; also {'; '.join(other.label for other in others[:3])}{more}")
