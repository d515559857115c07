"""The words beside a map: headline, where it comes from, and what it does not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Document, Launch, RangeClaim, Reach

NOT_CAPABILITY: Final = "A stated range is not capability, permission or intent."
"""Stands on every map."""
MOST_NAMES: Final = 12
"""Launches that a headline counts by name."""
GROUND_SOURCE: Final = "Borders: Natural Earth (public domain). City names: GeoNames (CC BY 4.0)."
"""Where the ground comes from."""
VIEWPOINTS: Final = {
    "recognised": "Borders are drawn as internationally recognised; disputed lines are dashed.",
    "de_facto": "Borders are drawn by de facto control, not by recognition; disputed lines are dashed. "
    "Names still say whose a place is by recognition.",
}
"""What a map says of its borders."""


def headline(reach: Reach, claims: list[RangeClaim]) -> str:
    """The scenario's title, or one sentence that says what is drawn."""
    if reach.scenario.title:
        return reach.scenario.title
    systems = listed([name for claim in claims for name in claim.systems or (claim.name,)], most=4)
    if reach.bands:
        names = [launch.place.name for launch in reach.scenario.launches]
        launches = listed(names) if len(names) <= MOST_NAMES else f"{len(names):,} launch points"
        return f"Stated range of {systems} around {launches}"
    return f"Stated range of {systems}: no launch point declared" if claims else "Places that the text names"


_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def isolated(text: str) -> str:
    """A text whose direction characters turn nothing around it.

    >>> isolated("abc"), len(isolated("\u202eabc"))
    ('abc', 6)
    """
    return f"\u2068{text}\u2069" if _TURNING.search(text) else text


def named_apart(launches: Sequence[Launch]) -> list[str]:
    """A name for each launch: its own, or more where several bear it."""
    names = [launch.place.name for launch in launches]
    labels = [
        launch.place.label if names.count(name) > 1 else name
        for name, launch in zip(names, launches, strict=True)
    ]
    return [
        f"{label} ({launch.place.lat:.2f}, {launch.place.lon:.2f})" if labels.count(label) > 1 else label
        for label, launch in zip(labels, launches, strict=True)
    ]


def listed(names: list[str], most: int = 3) -> str:
    """Names in one phrase, repetitions once: 'A, B and 2 more'.

    >>> listed(["A", "B", "A", "C", "D"])
    'A, B, C and 1 more'
    """
    unique = [isolated(name) for name in dict.fromkeys(names)]
    if len(unique) > most:
        return f"{', '.join(unique[:most])} and {len(unique) - most} more"
    return " and ".join([part for part in (", ".join(unique[:-1]), unique[-1] if unique else "") if part])


def source_line(document: Document) -> str:
    """Title, publisher, day and address of a document in one line."""
    day = f"{document.date.day} {document.date:%B %Y}" if document.date else ""
    title = f"“{document.title}”" if document.title else ""
    name = document.source.replace("\\", "/").rsplit("/", 1)[-1] if document.source else document.id
    parts = [title, document.publisher, day] if title or document.publisher else [name, day]
    return ", ".join(isolated(part) for part in parts if part)


def caveats(reach: Reach) -> list[str]:
    """What the map does not say, one sentence each; the first stands out."""
    scenario = reach.scenario
    lines = [NOT_CAPABILITY]
    if any(launch.kind == "illustrative" for launch in scenario.launches):
        lines.append("Launch points marked “illustrative” are examples. No source names them.")
    if any(launch.kind == "declared" for launch in scenario.launches):
        lines.append("Launch points marked “declared” were given by the maker of the map, not by the text.")
    if any(launch.kind == "territory" for launch in scenario.launches):
        lines.append(
            "Around a territory the line is the reach from some point of it; certain is only what every point of it reaches."
        )
    if any(band.high is None for band in reach.bands):
        lines.append(
            "Where a text says “more than” or “at least”, no upper bound is drawn: ticks point outwards."
        )
    if reach.bands:
        lines.append("The shaded band is what rounding and wording of the figure allow.")
    if scenario.zones:
        lines.append("A hatched zone is where use is said to be allowed. Reach does not depend on it.")
    day = f"{scenario.date.day} {scenario.date:%B %Y}" if scenario.date else ""
    lines.append(f"Stands for {day}." if day else "No date is given for control or permission.")
    lines.append(VIEWPOINTS[scenario.viewpoint])
    lines.append(f"Distances are geodesics on WGS84, drawn to {scenario.tolerance:g} m.")
    return lines
