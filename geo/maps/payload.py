"""A Reach as plain data for a page: what is drawn, the words beside it, and where each figure comes from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.bands import one_claim_each
from geo.maps.chart import disc_of
from geo.maps.frame import MERCATOR_LIMIT, Frame, frame_of
from geo.maps.island import pack_lines, pack_points, pack_polygons
from geo.maps.words import VIEWPOINTS, caveats, headline, isolated, named_apart, source_line
from geo.units import format_both, format_length

if TYPE_CHECKING:
    import datetime as dt

    from shapely.geometry.base import BaseGeometry

    from geo.model import Band, Launch, Length, Place, PlaceMention, RangeClaim, Reach, Zone

PLACES: Final = 5
"""Decimal places of a ring's coordinates: about a metre."""
MOST_RINGS: Final = 200
"""Rings drawn one by one; of more than these the page shades how many cover each spot."""
LEAST: Final = 0.3
"""Degrees of longitude that a map with rings shows at least."""
LEAST_EMPTY: Final = 3.0
"""Degrees of longitude that a map without rings shows at least."""
NEAR_KM: Final = 1500.0
"""A map without rings shows the places within this distance of the middle one."""


def payload(reach: Reach, *, ground: bool = True, own: bool = False) -> dict[str, Any]:
    """What the page needs to draw a reach and to say where it comes from.

    Parameters
    ----------
    reach : Reach
        Claims, scenario and shapes.
    ground : bool
        Whether to add the basemap; False on a map that has one.
    own : bool
        Whether the map is the reach's own and may leave web Mercator.

    Returns
    -------
    dict
        Text, numbers, lists and dicts only; `geo.maps.island.island` writes it into the page.
    """
    from geo.maps.basemap import basemap

    shapes = content(reach)
    frame, claims = frame_of(shapes), drawn_claims(reach)
    crowded = len(reach.bands) > MOST_RINGS
    disc = disc_of(reach, shapes, frame) if own and not crowded else None
    frame = disc.frame() if disc else frame.padded(0.06, least=LEAST if reach.bands else LEAST_EMPTY)
    launches = [] if crowded else list(reach.scenario.launches)
    mentions = mentioned(reach)
    words: dict[str, Any] = _turned_in(
        {
            "title": headline(reach, claims),
            "source": [source_line(document) for document in reach.claims.documents],
            "date": _day(reach.scenario.date),
            "viewpoint": reach.scenario.viewpoint,
            "viewpoints": VIEWPOINTS,
            "caveats": [*caveats(reach), disc.words()] if disc else [*caveats(reach), *_cut(frame)],
            "missing": list(reach.missing),
            "chart": {"lon": disc.lon, "lat": disc.lat, "radius": round(disc.radius)} if disc else None,
            "bounds": [round(v, 3) for v in frame.bounds],
            "claims": [_claim(claim, reach) for claim in claims],
            "launches": [
                _launch(launch, name, frame)
                for launch, name in zip(launches, named_apart(launches), strict=True)
            ],
            "bands": []
            if crowded
            else [
                _band(band, claims, launches, frame, 90.0 if disc else MERCATOR_LIMIT) for band in reach.bands
            ],
            "crowds": _crowds(reach, claims, frame) if crowded else [],
            "zones": [_zone(zone, frame) for zone in reach.scenario.zones],
            "places": [_mention(place, group, frame) for place, group in mentions],
            "unsure": [_unsure(mention) for mention in reach.claims.places if mention.ambiguous],
        }
    )
    return words | {"base": basemap(frame, reach.scenario.viewpoint, disc) if ground else None}


def _turned_in(data: Any) -> Any:
    """Plain data in which the direction characters of a text turn nothing around it."""
    if isinstance(data, str):
        return isolated(data)
    if isinstance(data, list):
        return [_turned_in(item) for item in data]
    return {key: _turned_in(value) for key, value in data.items()} if isinstance(data, dict) else data


def _cut(frame: Frame) -> list[str]:
    beyond = max(frame.north, -frame.south) >= MERCATOR_LIMIT
    return (
        [f"A web map ends at {MERCATOR_LIMIT:g}° of latitude; the picture shows the pole."] if beyond else []
    )


def drawn_claims(reach: Reach) -> list[RangeClaim]:
    """The claims of a map in the order of the text, repetitions once; those that have a band, where there are bands."""
    stated = list(one_claim_each(reach.claims.ranges))
    drawn = dict.fromkeys(band.claim for band in reach.bands)
    return sorted(drawn, key=lambda claim: stated.index(claim) if claim in stated else len(stated)) or stated


def mentioned(reach: Reach) -> list[tuple[Place, list[PlaceMention]]]:
    """The places the text names for sure, each with its mentions, in the order of the text."""
    found: dict[str, tuple[Place, list[PlaceMention]]] = {}
    for mention in reach.claims.places:
        if mention.place is not None and not mention.in_name and not mention.ambiguous:
            found.setdefault(mention.place.id, (mention.place, []))[1].append(mention)
    return list(found.values())


def content(reach: Reach) -> list[BaseGeometry]:
    """The shapes that the first view must hold."""
    shapes = [band.high or band.best for band in reach.bands]
    shapes += [zone.geometry for zone in reach.scenario.zones]
    shapes += [launch.geometry or _point(launch.place) for launch in reach.scenario.launches]
    if reach.bands:
        return shapes
    return shapes + _cluster([(place, len(group)) for place, group in mentioned(reach)])


def _cluster(counted: list[tuple[Place, int]]) -> list[BaseGeometry]:
    """The places of a text that lie together: near the one from which the others are nearest."""
    from geo.geodesy.lines import distance

    local = [(place, count) for place, count in counted if place.kind != "country"] or counted
    if not local:
        return []
    points = np.array([(place.lon, place.lat) for place, _ in local])
    counts = np.array([count for _, count in local])
    apart = np.array([[float(distance(a, b)) for b in points] for a in points]) / 1000
    middle = int((np.minimum(apart, NEAR_KM) * counts).sum(axis=1).argmin())
    return [_point(place) for (place, _), km in zip(local, apart[middle], strict=True) if km <= NEAR_KM]


def _claim(claim: RangeClaim, reach: Reach) -> dict[str, Any]:
    length = claim.length
    document = next((d for d in reach.claims.documents if d.id == claim.document), None)
    before, quote, after = _around(claim)
    return {
        "name": claim.name,
        "aliases": list(claim.aliases),
        "value": value_texts(length),
        "span": _span(length),
        "low": length.low,
        "best": length.best,
        "high": None if length.is_open else length.high,
        "attributed": length.attributed,
        "quote": [before, quote, after],
        "source": source_line(document) if document else "",
        "iso": _iso(document.date if document else None),
    }


def value_texts(length: Length) -> dict[str, str]:
    """The length in both units, in kilometres and in miles, as far as its own words give them."""
    both = format_length(length)
    stated, _, other = both.partition(" (")
    texts = {"both": both, "km": both, "mi": both}
    texts["km" if length.unit == "km" else "mi" if length.unit == "mi" else "both"] = stated
    texts["mi" if length.unit == "km" else "km"] = other.removesuffix(")")
    texts["both"] = both
    return texts


def _span(length: Length) -> str:
    """What the wording allows, in words."""
    low = format_both(length.low)
    if length.is_open:
        return f"{low} or more; the text gives no upper bound"
    if length.low <= 0:
        return f"up to {format_both(length.high)}"
    return f"{low} to {format_both(length.high)}"


def _around(claim: RangeClaim) -> tuple[str, str, str]:
    before, found, after = claim.sentence.partition(claim.quote)
    return (before, claim.quote, after) if found else ("", claim.quote, "")


def _launch(launch: Launch, name: str, frame: Frame) -> dict[str, Any]:
    shape = None if launch.geometry is None else frame.place(launch.geometry)
    return {
        "name": name,
        "label": launch.place.label,
        "kind": launch.kind,
        "note": launch.note,
        "source": launch.source,
        "date": _day(launch.date),
        "iso": _iso(launch.date),
        "lon": round(frame.lon(launch.place.lon), 6),
        "lat": round(launch.place.lat, 6),
        "shape": pack_polygons(shape, 3),
        "line": [] if shape is None else pack_lines(frame.strokes(shape), 3),
    }


def _band(
    band: Band, claims: list[RangeClaim], launches: list[Launch], frame: Frame, limit: float
) -> dict[str, Any]:
    best = frame.place(band.best)
    outer = best if band.high is None else frame.place(band.high)
    fill = outer if band.low is None else shapely.difference(outer, frame.place(band.low))
    return {
        "claim": next(i for i, claim in enumerate(claims) if claim == band.claim),
        "launch": next(i for i, launch in enumerate(launches) if launch == band.launch),
        "open": band.high is None,
        "fill": pack_polygons(fill, PLACES),
        "area": [] if band.launch.geometry is None else pack_polygons(best, PLACES),
        "best": pack_lines(frame.strokes(best, limit=limit), PLACES),
    }


def _crowds(reach: Reach, claims: list[RangeClaim], frame: Frame) -> list[dict[str, Any]]:
    """The launch points of each claim; a territory among very many counts by the point that stands for it."""
    found: dict[int, list[tuple[float, float]]] = {}
    numbers = {claim: index for index, claim in enumerate(claims)}
    for band in reach.bands:
        place = band.launch.place
        found.setdefault(numbers[band.claim], []).append((frame.lon(place.lon), place.lat))
    return [
        {"claim": index, "count": len(at), "points": pack_points(at)} for index, at in sorted(found.items())
    ]


def _zone(zone: Zone, frame: Frame) -> dict[str, Any]:
    shape = frame.place(shapely.simplify(zone.geometry, (frame.east - frame.west) / 6400))
    label = shape.representative_point()
    return {
        "name": zone.place.name,
        "note": zone.note,
        "date": _day(zone.date),
        "iso": _iso(zone.date),
        "at": [round(label.x, 4), round(label.y, 4)],
        "shape": pack_polygons(shape, 4),
        "line": pack_lines(frame.strokes(shape), 4),
    }


def _mention(place: Place, group: list[PlaceMention], frame: Frame) -> dict[str, Any]:
    words = Counter(mention.quote for mention in group)
    return {
        "name": place.name,
        "label": place.label,
        "kind": place.kind,
        "lon": round(frame.lon(place.lon), 5),
        "lat": round(place.lat, 5),
        "count": len(group),
        "words": [word for word, _ in words.most_common(4)],
        "roles": sorted({role for mention in group for role in mention.roles}),
        "confidence": round(min(mention.confidence for mention in group), 2),
    }


def _unsure(mention: PlaceMention) -> dict[str, Any]:
    return {"quote": mention.quote, "candidates": [place.label for place in mention.candidates[:4]]}


def _point(place: Place) -> BaseGeometry:
    return shapely.Point(place.lon, place.lat)


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _day(date: dt.date | None) -> str | None:
    return None if date is None else f"{date.day} {date:%B %Y}"
