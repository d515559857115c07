"""Whether a polygon hides, away from its boundary, points that are too far from a source.

Branch and bound over cells. A distance falls or rises by no more than one walks, so a cell whose middle is near
enough is done with. Near the boundary no such test decides; there it is enough that some direction leads away from
every place of the source that can be nearest: then no farthest point lies in the cell, and what happens at the
boundary is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.geodesy.lonlat import MEAN_RADIUS

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy.source import Floats, Source

_MOST_CELLS = 400_000
_FINEST = 0.5
"""Cells are divided down to this radius, metres."""


@dataclass(frozen=True, slots=True)
class Farthest:
    """The farthest point found inside, and what is certain of all."""

    excess: float
    """By how much the farthest point found exceeds the radius, metres."""
    at: Floats
    """Its longitude and latitude, degrees."""
    bound: float
    """Certified: no point away from the boundary exceeds the radius by more, metres."""
    samples: int
    """How many distances were computed."""


def farthest_inside(
    polygon: BaseGeometry, origin: BaseGeometry, exact: Source, radius: float, *, floor: float
) -> Farthest:
    """The point inside the polygon that exceeds the radius most, unless the boundary is known to be worse.

    Parameters
    ----------
    polygon : Polygon or MultiPolygon
        In longitude and latitude, within ±180°.
    origin : shapely geometry
        The source; points inside it have no distance.
    exact : Source
        Its edges.
    radius, floor : float
        Metres; what the boundary exceeds the radius by.
    """
    west, south, east, north = polygon.bounds
    size = max(min((east - west) / 8, (north - south) / 8, 2.0), 0.002)
    lons, lats = (
        np.arange(west + size / 2, east + size, size),
        np.arange(south + size / 2, north + size, size),
    )
    center = np.stack(np.meshgrid(lons, lats), axis=-1).reshape(-1, 2)
    half = np.full(len(center), size / 2)
    shapely.prepare(polygon)
    best, at, samples, bound = -np.inf, center[0], 0, -np.inf
    while len(center):
        west, east = center[:, 0] - half, center[:, 0] + half
        low, high = np.clip(center[:, 1] - half, -90, 90), np.clip(center[:, 1] + half, -90, 90)
        keep = (low < 90) & (high > -90) & shapely.intersects(polygon, shapely.box(west, low, east, high))
        center, half = center[keep], half[keep]
        middle = np.column_stack([center[:, 0], np.clip(center[:, 1], -90, 90)])
        distance = np.where(shapely.intersects_xy(origin, middle), 0.0, exact.nearest(middle).distance)
        samples += len(center)
        inside = np.where(shapely.contains_xy(polygon, middle), distance - radius, -np.inf)
        if len(inside) and inside.max() > best:
            best, at = float(inside.max()), middle[inside.argmax()]
        span = _span(center, half)
        suspect = distance + span > radius + max(floor, best) + _FINEST
        center, half, middle, distance, span = (x[suspect] for x in (center, half, middle, distance, span))
        plain = _leads_away(exact, middle, distance, span)
        center, half, distance, span = (x[~plain] for x in (center, half, distance, span))
        small = span < _FINEST
        if samples > _MOST_CELLS:
            small[:] = True
        bound = max(bound, float((distance + span)[small].max(initial=-np.inf)) - radius)
        center, half = _quartered(center[~small], half[~small])
    return Farthest(best, at, max(bound, best), samples)


def _span(center: Floats, half: Floats) -> Floats:
    """Distance from the middle of each cell within which it lies, metres."""
    widest = np.maximum(np.abs(center[:, 1]) - half, 0)
    span: Floats = np.hypot(half * np.cos(np.radians(np.minimum(widest, 90))), half) * 111_700.0
    return span


def _quartered(center: Floats, half: Floats) -> tuple[Floats, Floats]:
    corners = np.array([(-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5)])
    return (center[:, None, :] + corners * half[:, None, None]).reshape(-1, 2), np.repeat(half / 2, 4)


def _leads_away(exact: Source, middle: Floats, distance: Floats, span: Floats) -> NDArray[np.bool_]:
    """Whether all places of the source that can be nearest to some point of the cell lie on one side of it."""
    away = np.zeros(len(middle), dtype=bool)
    fit = np.flatnonzero((distance > 8 * span) & (distance < 15e6))
    if not len(fit):
        return away
    turns = exact.azimuths_within(middle[fit], distance[fit] + 2 * span[fit])
    apart = np.maximum(MEAN_RADIUS * np.sin(distance[fit] / MEAN_RADIUS), span[fit])
    margin = 0.02 + 1.5 * span[fit] / apart
    away[fit] = [_gap(turn) > np.pi + 2 * slack for turn, slack in zip(turns, margin, strict=True)]
    return away


def _gap(turn: Floats) -> float:
    """The widest angle without any of the directions, radians."""
    ordered = np.sort(turn)
    return float(np.diff(ordered, append=ordered[0] + 2 * np.pi).max())
