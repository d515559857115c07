"""The words of a report that say how it was made, on what data, and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo import __version__

if TYPE_CHECKING:
    from geo.model import Reach


_RANGES: Final = (
    "Ranges are those that the text states, with its quotes; no table of weapons was used. Each is taken as the interval "
    "that its wording allows (low, stated, high)."
)
_DISTANCES: Final = (
    "Distances are geodesics on the WGS84 ellipsoid (Karney's algorithms) from every listed place to each launch; "
    "whether a place lies within a range is decided by that distance and never by a drawn shape."
)
_WORDS: Final = (
    "A place is certain if it lies within the low bound from every point of the launch, possible if within the low bound "
    "from a part of a territory only, at the edge if only between low and high bound, outside beyond the high bound. Of the "
    "gazetteer's places outside, those up to 100 km beyond are listed."
)


def method(reach: Reach) -> str:
    """One paragraph on how the answers were computed."""
    scenario = reach.scenario
    kinds = list(dict.fromkeys(launch.kind for launch in scenario.launches))
    parts = [
        _RANGES,
        _DISTANCES,
        _WORDS,
        f"Shapes are drawn to {scenario.tolerance:g} m; shares of area are taken on the ellipsoid.",
    ]
    if "illustrative" in kinds:
        parts.append("Launches marked illustrative are examples: no source names them.")
    if "territory" in kinds:
        parts.append(
            "A territory stands for all of its points: its reach is the area within the range of some point of it, its certain "
            "reach that within the range of every point."
        )
    if scenario.zones:
        parts.append("Zones show where use is said to be allowed; range is not permission.")
    if scenario.corrections:
        parts.append("Claims were corrected by a reader, as listed.")
    return " ".join(parts)


def licences(attrs: dict[str, Any]) -> list[dict[str, str]]:
    """The data that the tables rest on, and what it leaves out."""
    return [
        {
            "data": "people and places",
            "source": attrs.get("people", ""),
            "leaves_out": attrs.get("leaves_out", ""),
        },
        {"data": "outlines of regions", "source": attrs.get("area", ""), "leaves_out": "Good to about 1 km."},
    ]


def citation(reach: Reach) -> str:
    """How to cite the report and its text."""
    texts = [
        ", ".join(
            part
            for part in (d.publisher, f"“{d.title or d.id}”", d.date.isoformat() if d.date else "")
            if part
        )
        for d in reach.claims.documents
    ]
    title = reach.scenario.title or "Stated ranges"
    return f"{title}. Made with georeach {__version__} from {'; '.join(texts) or 'no text'}."
