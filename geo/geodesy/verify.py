"""How wrong a buffer is: the worst error of any polygon against exact geodesics, with a certified bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.geodesy.interior import farthest_inside
from geo.geodesy.lonlat import MEAN_RADIUS, normalise
from geo.geodesy.source import Source, checked, metres_at_most, simple_parts
from geo.units import format_both, to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.geodesy.source import Floats
    from geo.model import Length

_EXACT = 0.02
"""How far the distances themselves may be off, metres: pieces of edges are straight to this."""
_MOST_SAMPLES = 400_000
_LONGEST_STEP = 20e3
"""No two samples of the boundary are farther apart to begin with, metres."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What is wrong with a polygon that is meant to hold all points within a radius of a source."""

    radius: float
    """The radius it is measured against, metres."""
    over: float
    """By how much the farthest point found in the polygon exceeds the radius, metres; negative if all are nearer."""
    over_bound: float
    """Certified: no point of the polygon exceeds the radius by more, metres."""
    over_at: tuple[float, float]
    """Longitude and latitude of that farthest point, degrees."""
    under: float
    """The radius less the distance of the nearest point found outside the polygon, metres."""
    under_bound: float
    """Certified: no point outside the polygon is nearer than the radius by more, metres."""
    under_at: tuple[float, float]
    """Longitude and latitude of that nearest point, degrees."""
    samples: int
    """How many points had their exact distance computed."""

    @property
    def error(self) -> float:
        """The worst error found, metres: the polygon's true error is at least this."""
        return max(self.over, self.under, 0.0)

    @property
    def error_bound(self) -> float:
        """Certified: the polygon's true error is at most this, metres."""
        return max(self.over_bound, self.under_bound, 0.0)

    def describe(self) -> str:
        """The findings in words, one a line."""
        share = (
            f" ({float(f'{100 * self.error / self.radius:.2g}'):g} % of the radius)" if self.error > 0 else ""
        )
        return "\n".join(
            [
                f"Radius {format_both(self.radius)}, checked at {self.samples:,} points against geodesics on WGS84.",
                _line("Reaches too far", self.over, self.over_bound, self.over_at),
                _line("Falls short", self.under, self.under_bound, self.under_at),
                f"Worst error: between {_metres(self.error)} and {_metres(self.error_bound, up=True)}{share}.",
            ]
        )


def verify_buffer(
    result: BaseGeometry, source: BaseGeometry, radius: float | str | Length, *, precision: float = 0.5
) -> Audit:
    """The worst error of a polygon that should hold all points within a radius of a source.

    Parameters
    ----------
    result : Polygon or MultiPolygon
        In longitude and latitude, from whatever program; its edges are straight there.
    source : shapely geometry
        What the radius is measured from, likewise.
    radius : float, str or Length
        Metres, or text such as "190 mi".
    precision : float
        Metres. The boundary is sampled until what is found and what is certified differ by no more.

    Returns
    -------
    Audit
        What was found and what is certain, on both sides.

    Raises
    ------
    ValueError
        If the result holds no polygon or the source no point.

    Examples
    --------
    >>> point = shapely.Point(30, 50)
    >>> square = shapely.box(29, 49, 31, 51)
    >>> audit = verify_buffer(square, point, "100 km")
    >>> audit.under > 25e3 and audit.over > 30e3
    True
    """
    metres = to_metres(radius)
    polygon, origin = normalise(checked(result)), checked(source)
    if polygon.is_empty or polygon.geom_type not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"Invalid result of type {result.geom_type}. Must be a polygon that is not empty.")
    exact = Source(origin, slack=_EXACT / 2, reach=metres)
    shapely.prepare(origin)
    rim = _Rim(polygon, origin, exact)
    rim.refine(precision)
    lowest, highest = int(rim.distance.argmin()), int(rim.distance.argmax())
    under, under_at = metres - float(rim.distance[lowest]), rim.at[lowest]
    missed = _missed(polygon, origin)
    if missed is not None:
        under, under_at = metres, missed
    over, over_at = float(rim.distance[highest]) - metres, rim.at[highest]
    inside = farthest_inside(polygon, origin, exact, metres, floor=max(over, rim.most - metres))
    if inside.excess > over:
        over, over_at = inside.excess, inside.at
    return Audit(
        radius=metres,
        over=over,
        over_bound=max(over, rim.most - metres, inside.bound) + _EXACT,
        over_at=_place(over_at),
        under=under,
        under_bound=max(under, min(metres - rim.least + _EXACT, metres)),
        under_at=_place(under_at),
        samples=len(rim.distance) + inside.samples,
    )


class _Rim:
    """Samples along the boundary, and between neighbours how near and how far it can be from the source."""

    def __init__(self, polygon: BaseGeometry, origin: BaseGeometry, exact: Source) -> None:
        self.origin, self.exact = origin, exact
        start, end = boundary_edges(polygon)
        count = np.ceil(metres_at_most(start, end) / _LONGEST_STEP).astype(np.intp).clip(1)
        edge = np.repeat(np.arange(len(start)), count)
        step = (np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count))[:, None]
        run, parts = (end - start)[edge], count[edge, None]
        self.start, self.end = start[edge] + run * step / parts, start[edge] + run * (step + 1) / parts
        self.at, self.distance = np.empty((0, 2)), np.empty(0)
        self.least, self.most = math.inf, -math.inf

    def refine(self, precision: float) -> None:
        """Halve every step that may hide more than `precision` beyond what was found."""
        start, end = self.start, self.end
        least, most = math.inf, -math.inf
        while len(start):
            low, high = self._between(start, end)
            done = (low >= self.distance.min() - precision) & (high <= self.distance.max() + precision)
            if len(self.distance) > _MOST_SAMPLES:
                done[:] = True
            least = min(least, low[done].min(initial=math.inf))
            most = max(most, high[done].max(initial=-math.inf))
            middle = (start[~done] + end[~done]) / 2
            start, end = np.concatenate([start[~done], middle]), np.concatenate([middle, end[~done]])
        self.least, self.most = max(least, 0.0), most

    def _between(self, start: Floats, end: Floats) -> tuple[Floats, Floats]:
        """Bounds of the distance on each step, from the distances and feet of its ends.

        Downwards by semiconcavity: the second derivative is at most that of a circle's radius. Upwards by the
        distance to either end's foot, which is convex up to a quarter of the globe. The bend of an edge that is
        straight in longitude and latitude adds at most Δλ·h/4 to either.
        """
        from geo.geodesy.source import GEOD

        both = np.concatenate([start, end])
        feet = self.exact.nearest(both)
        distance = np.where(shapely.intersects_xy(self.origin, both), 0.0, feet.distance)
        self.at, self.distance = np.concatenate([self.at, both]), np.concatenate([self.distance, distance])
        first, last = np.split(distance, 2)
        near, far = np.split(feet.lonlat, 2)
        length = np.maximum(metres_at_most(start, end), 1e-6)
        swerve = np.radians(np.abs(end[:, 0] - start[:, 0])) * length / 4
        angle = np.maximum(np.minimum(first, last) - length, 1.0) / MEAN_RADIUS
        bend = np.maximum(1.02 / (MEAN_RADIUS * np.tan(np.minimum(angle, 3.1))), 1e-12)
        share = np.clip(0.5 - (last - first) / (bend * length**2), 0, 1)
        arched = first + share * (last - first) - share * (1 - share) * bend * length**2 / 2 - swerve
        low = np.maximum(arched, (first + last - length) / 2)
        to_last = GEOD.inv(near[:, 0], near[:, 1], end[:, 0], end[:, 1])[2]
        to_first = GEOD.inv(far[:, 0], far[:, 1], start[:, 0], start[:, 1])[2]
        widest = np.minimum((np.maximum(first, last) + length) / MEAN_RADIUS, 3.1)
        sink = np.maximum(-1.02 / (MEAN_RADIUS * np.tan(widest)), 0) * length**2 / 8
        high = np.minimum(
            _crossing(first, to_last, to_first, last) + swerve + sink, (first + last + length) / 2
        )
        return low, np.where(np.maximum(first, last) > 19e6, (first + last + length) / 2, high)


def _crossing(first: Floats, to_last: Floats, to_first: Floats, last: Floats) -> Floats:
    """Highest point of the lower of two straight lines: first to `to_last`, `to_first` to last."""
    rise, fall = to_last - first, to_first - last
    both = rise + fall
    share = np.where(both > 1e-9, (to_first - first) / np.where(both > 1e-9, both, 1.0), 0.0)
    met = first + np.clip(share, 0, 1) * rise
    peak: Floats = np.maximum(
        np.maximum(np.minimum(first, to_first), np.minimum(to_last, last)), np.where(both > 1e-9, met, first)
    )
    return peak


def boundary_edges(polygon: BaseGeometry) -> tuple[Floats, Floats]:
    """Starts and ends of the boundary's edges on the globe: without the seam at ±180° and the poles.

    A stretch of the seam that only one side covers does bound the polygon, and stays.
    """
    points, ring = shapely.get_coordinates(shapely.get_rings(simple_parts(polygon)), return_index=True)
    start, end = points[:-1], points[1:]
    joined = (ring[1:] == ring[:-1]) & (start != end).any(axis=1)
    start, end = start[joined], end[joined]
    polar = (np.abs(start[:, 1]) == 90) & (start[:, 1] == end[:, 1])
    east, west = ((start[:, 0] == side) & (end[:, 0] == side) for side in (180, -180))
    lone = shapely.symmetric_difference(_meridian(start[east], end[east]), _meridian(start[west], end[west]))
    inner = ~(polar | east | west)
    pieces = [piece.coords for piece in simple_parts(lone) if piece.length > 0]
    alone = np.array([[piece[0], piece[-1]] for piece in pieces]).reshape(-1, 2, 2)
    return np.concatenate([start[inner], alone[:, 0]]), np.concatenate([end[inner], alone[:, 1]])


def _meridian(start: Floats, end: Floats) -> BaseGeometry:
    """What the given edges cover of the date line, as lines at 180°."""
    lats = np.column_stack([start[:, 1], end[:, 1]])
    covered: BaseGeometry = shapely.union_all(
        shapely.linestrings(np.stack([np.full(lats.shape, 180.0), lats], axis=-1))
    )
    return covered


def _missed(polygon: BaseGeometry, origin: BaseGeometry) -> NDArray[np.float64] | None:
    """A point of a part of the source that lies outside the polygon, if there is one."""
    parts = simple_parts(origin)
    firsts = np.array([shapely.get_coordinates(part)[0] for part in parts])
    turned = np.column_stack([(firsts[:, 0] + 180) % 360 - 180, firsts[:, 1]])
    shapely.prepare(polygon)
    outside = ~(shapely.intersects_xy(polygon, turned) | (np.abs(turned[:, 0]) == 180))
    return firsts[outside][0] if outside.any() else None


def _place(at: Floats) -> tuple[float, float]:
    return float((at[0] + 180) % 360 - 180), float(at[1])


def _line(what: str, found: float, bound: float, at: tuple[float, float]) -> str:
    if bound <= 0:
        return f"{what}: nowhere (certified)."
    lon, lat = (
        f"{abs(at[0]):.4f}°{'E' if at[0] >= 0 else 'W'}",
        f"{abs(at[1]):.4f}°{'N' if at[1] >= 0 else 'S'}",
    )
    if found <= 0:
        return f"{what}: nowhere found; by at most {_metres(bound, up=True)} (certified)."
    return f"{what}: by {_metres(found)} at {lat} {lon}; nowhere by more than {_metres(bound, up=True)} (certified)."


def _metres(length: float, *, up: bool = False) -> str:
    """A length to two digits, or to whole metres; rounded up where it is a bound."""
    if length >= 10e3:
        return f"{(math.ceil(length / 100) * 100 if up else length) / 1e3:,.1f} km"
    place = 10.0 ** min(math.floor(math.log10(max(length, 1e-3))) - 1, 0)
    rounded = (math.ceil(length / place) if up else round(length / place)) * place
    return f"{rounded:,.0f} m" if length >= 10 else f"{rounded:.2g} m"
