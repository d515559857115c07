"""The edges of a source, straight in longitude and latitude, and the exact geodesic foot of any point on them."""

from __future__ import annotations

import copy
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from pyproj import Geod

from geo.geodesy.estimates import ambiguity, closed_form, east_north, ecef, lambert, lambert_drift
from geo.geodesy.lonlat import FLATTENING, MEAN_RADIUS, area, unit_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]
    _Pairs = tuple[Indices, Indices, Floats, Floats]

GEOD: Final = Geod(ellps="WGS84")
"""Karney's geodesics on WGS84."""

_E2: Final = FLATTENING * (2 - FLATTENING)
_LONGEST_PIECE: Final = 5000.0
"""No piece of an edge is longer, metres."""
_CLOSED_FORM: Final = 400e3
"""Below this distance, in metres, the closed form is exact to a fraction of a millimetre."""
_BATCH: Final = 4096
"""Points looked up at once, so that memory stays bounded."""
_MOST_STEPS: Final = 8
"""Newton's steps towards a foot; two are mostly enough."""
_LEAST_GAIN: Final = 2e-5
"""Metres that another step must promise."""
_FIRST_LOOK: Final = 5
"""Ends of pieces looked at for a point before more are asked for."""
_LEAF: Final = 32
"""Ends in a leaf of the search tree."""
_PAIRS: Final = 250_000
"""Pairs of points and pieces compared at once."""


class GeometryRepairWarning(UserWarning):
    """A geometry broke a rule and was put right; the message says what changed."""


def checked(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry, two-dimensional and valid, without empty parts among others.

    Raises
    ------
    ValueError
        If a coordinate is not a number or a latitude lies beyond a pole.

    Warns
    -----
    GeometryRepairWarning
        If polygons were invalid, with what was wrong and how the area changed; or if an edge spans more than
        180° of longitude, which is taken as it is drawn.
    """
    if not isinstance(geometry, shapely.Geometry):
        raise TypeError(
            f"Invalid geometry {geometry!r}. Must be a shapely geometry in longitude and latitude."
        )
    flat = shapely.force_2d(geometry)
    points = shapely.get_coordinates(flat)
    if not np.isfinite(points).all():
        raise ValueError(
            "Invalid geometry with coordinates that are no numbers. Must be longitude and latitude in degrees."
        )
    if len(points) and np.abs(points[:, 1]).max() > 90:
        worst = points[np.abs(points[:, 1]).argmax(), 1]
        raise ValueError(
            f"Invalid latitude {worst:g}. Must be between -90 and 90; the order is (longitude, latitude)."
        )
    if len(points) and np.abs(points[:, 0]).max() > 540:
        raise ValueError(
            f"Invalid longitude {np.abs(points[:, 0]).max():g}. Must be in degrees, between -540 and 540."
        )
    whole = _without_empty_parts(flat)
    return whole if whole.is_valid else _repaired(whole)


def _without_empty_parts(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry, as a collection of what is not empty where something is: GEOS crashes on some of these."""
    parts = _flat_parts(geometry)
    empty = shapely.is_empty(parts)
    return geometry if empty.all() or not empty.any() else shapely.GeometryCollection(list(parts[~empty]))


def _repaired(geometry: BaseGeometry) -> BaseGeometry:
    paths = shapely.get_parts(geometry)
    wrong = next((part for part in paths if not part.is_valid), geometry)
    reason = shapely.is_valid_reason(wrong)
    if geometry.geom_type in ("LineString", "MultiLineString"):
        return _lines_as_points(geometry)
    whole = shapely.make_valid(geometry, method="structure", keep_collapsed=True)
    before, after = abs(area(geometry)) / 1e6, area(whole) / 1e6
    warnings.warn(
        f"Invalid geometry made valid ({reason}): area {before:,.1f} km² became {after:,.1f} km², "
        f"{len(paths)} parts became {shapely.get_num_geometries(whole)}.",
        GeometryRepairWarning,
        stacklevel=4,
    )
    return whole


def _lines_as_points(geometry: BaseGeometry) -> BaseGeometry:
    """Lines of no length are points: nothing is lost, so nothing is said."""
    parts = [
        shapely.Point(part.coords[0]) if part.length == 0 else part for part in shapely.get_parts(geometry)
    ]
    return shapely.GeometryCollection(parts)


def simple_parts(geometry: BaseGeometry) -> NDArray[Any]:
    """The points, lines and polygons that a geometry consists of, without the empty ones."""
    parts = _flat_parts(geometry)
    return parts[~shapely.is_empty(parts)]


def _flat_parts(geometry: BaseGeometry) -> NDArray[Any]:
    parts = shapely.get_parts(np.atleast_1d(np.asarray(geometry, dtype=object)))
    while np.any(shapely.get_type_id(parts) > 3):
        parts = shapely.get_parts(parts)
    return parts


def edges(geometry: BaseGeometry) -> tuple[Floats, Floats]:
    """Starts and ends of all edges, each of shape (n, 2); a point or a pole is an edge of no length."""
    parts = simple_parts(geometry)
    kind = shapely.get_type_id(parts)
    paths = np.concatenate([shapely.get_rings(parts[kind == 3]), parts[(kind == 1) | (kind == 2)]])
    points, path = shapely.get_coordinates(paths, return_index=True)
    joined = path[1:] == path[:-1]
    moved = joined & (points[1:] != points[:-1]).any(axis=1)
    spots = shapely.get_coordinates(parts[kind == 0])
    start, end = np.concatenate([points[:-1][moved], spots]), np.concatenate([points[1:][moved], spots])
    polar = (np.abs(start[:, 1]) == 90) & (start[:, 1] == end[:, 1])
    end[polar] = start[polar]
    return start, end


def metres_at_most(start: Floats, end: Floats) -> Floats:
    """An upper bound of the length of straight longitude-latitude edges, metres."""
    low = np.minimum(np.abs(start[:, 1]), np.abs(end[:, 1]))
    low = np.where(start[:, 1] * end[:, 1] <= 0, 0.0, low)
    east = (end[:, 0] - start[:, 0]) * np.cos(np.radians(low))
    bound: Floats = np.hypot(east, end[:, 1] - start[:, 1]) * 111_700.0
    return bound


@dataclass(frozen=True, slots=True)
class Feet:
    """For each of n points the nearest place of the source."""

    lonlat: Floats
    """Longitude and latitude of the foot, degrees, shape (n, 2)."""
    distance: Floats
    """Geodesic distance to it, metres, shape (n,)."""
    edge: Indices
    """Which edge of the source it lies on, shape (n,)."""


class Source:
    """Edges cut into pieces that hardly bend, with a search tree over their ends.

    Parameters
    ----------
    geometry : shapely geometry
        Points, lines or polygons in longitude and latitude.
    slack : float
        How far a piece may stray from its chord, metres; with `reach`, how far a distance may be off.
    longest : float
        Greatest length of a piece, metres.
    reach : float or None
        The distances that matter, metres. A foot that is found on the chord of a piece is off by as much as the
        piece bends over that distance: then pieces are cut for the error of the distance, not for their sagitta.
    exact : bool
        Whether all feet are put right along their edges and measured by Karney's geodesics, not only far ones.
    """

    def __init__(
        self,
        geometry: BaseGeometry,
        *,
        slack: float,
        longest: float = _LONGEST_PIECE,
        reach: float | None = None,
        exact: bool = False,
    ) -> None:
        self._closed_form = -1.0 if exact else _CLOSED_FORM
        start, end = edges(geometry)
        if not len(start):
            raise ValueError("Invalid source. Must hold at least one point.")
        self._edges = start, end
        self.length = metres_at_most(start, end)
        """An upper bound of the length of each edge, metres."""
        turn = np.radians(np.abs(end[:, 0] - start[:, 0]))
        self.bend = np.maximum(2 * turn / np.maximum(self.length, 1e-3), 1e-12)
        """Curvature of each edge, which is no geodesic, per metre."""
        sag = np.full(len(start), slack)
        if reach is not None:
            sag = np.clip(slack / self.bend / min(reach, _CLOSED_FORM), slack, 1.0)
        self.sag = float(sag.max())
        self._index(
            *_pieces(start, end, np.minimum(np.sqrt(8 * sag / self.bend), min(longest, _LONGEST_PIECE)))
        )

    def _index(self, start: Floats, end: Floats, edge: Indices) -> None:
        from scipy.spatial import cKDTree

        self.start, self.end, self.edge = start, end, edge
        """Ends of the pieces, shape (m, 2), and the edge that each belongs to."""
        self.center = ecef(start).mean(axis=0)
        self._width = float(np.linalg.norm(np.ptp(ecef(start), axis=0)))
        self._a = ecef(start) - self.center
        self._chord = ecef(end) - self.center - self._a
        squared = np.einsum("ij,ij->i", self._chord, self._chord)
        self._squared = np.maximum(squared, 1e-12)
        self.longest = float(np.sqrt(squared.max()))
        self._sag = self.sag + self.longest**2 / (8 * MEAN_RADIUS)
        last = np.r_[(end[:-1] != start[1:]).any(axis=1), True]
        here = np.arange(len(start))
        before = np.where(np.r_[True, last[:-1]], here, here - 1)
        tips = np.flatnonzero(last)
        self._touching = np.concatenate([np.column_stack([before, here]), np.column_stack([tips, tips])])
        self._tree = cKDTree(np.concatenate([self._a, self._a[tips] + self._chord[tips]]), leafsize=_LEAF)

    def outermost(self, opposite: Floats) -> Source:
        """The source without the pieces that can be nearest to no point in the far half of the globe.

        Seen from a point more than a quarter of the globe away from everything, the nearest place is a corner of
        the convex hull. Left out is what lies deeper inside the hull than geodesics of the ellipsoid and great
        circles part over its width.

        Parameters
        ----------
        opposite : array of shape (2,)
            Longitude and latitude of a point in the far half.
        """
        middle = -unit_vectors(opposite)
        east = np.array([-math.sin(math.radians(opposite[0])), math.cos(math.radians(opposite[0])), 0.0])
        axes = np.column_stack([east, np.cross(middle, east), middle])
        east, north, up = (unit_vectors((self.start + self.end) / 2) @ axes).T
        if up.min() < 0.1:
            return self
        seen = shapely.points(east / up, north / up)
        hull = shapely.convex_hull(shapely.multipoints(seen))
        depth = shapely.distance(shapely.boundary(hull), seen)
        margin = (2e3 + self.longest) / MEAN_RADIUS + 0.0015 * (2 * math.acos(up.min())) ** 2
        keep = depth <= margin / up.min() ** 2
        outer = copy.copy(self)
        Source._index(outer, self.start[keep], self.end[keep], self.edge[keep])
        return outer

    def nearest(self, lonlat: Floats) -> Feet:
        """The nearest place of the edges for each point, by geodesic distance.

        Parameters
        ----------
        lonlat : array of shape (n, 2)
            Longitude and latitude, degrees.
        """
        batches = [self._nearest(lonlat[i : i + _BATCH]) for i in range(0, len(lonlat), _BATCH)]
        if not batches:
            return Feet(np.empty((0, 2)), np.empty(0), np.empty(0, dtype=np.intp))
        at, distance, piece = (np.concatenate(column) for column in zip(*batches, strict=True))
        return Feet(at, distance, self.edge[piece])

    def chord_to_ends(self, lonlat: Floats, most: float) -> Floats:
        """The chord from each point to the nearest end of a piece, metres; infinity where it is longer than `most`."""
        chord: Floats = self._tree.query(ecef(lonlat) - self.center, distance_upper_bound=most)[0]
        return chord

    def azimuths_within(self, lonlat: Floats, distance: Floats) -> list[Floats]:
        """Directions, radians, in which each point sees the ends of all pieces that reach into a distance of it."""
        p = ecef(lonlat)
        reach = 2 * 6399600.0 * np.sin(np.minimum(distance / (2 * 6399600.0), np.pi / 2))
        near = self._tree.query_ball_point(p - self.center, np.hypot(reach, self.longest / 2) + 1.0)
        lam, phi = np.radians(lonlat).T
        east = np.column_stack([-np.sin(lam), np.cos(lam), np.zeros(len(lam))])
        north = np.column_stack([-np.sin(phi) * np.cos(lam), -np.sin(phi) * np.sin(lam), np.cos(phi)])
        tips = self._tree.data
        off = [tips[which] - (at - self.center) for which, at in zip(near, p, strict=True)]
        return [np.arctan2(to @ x, to @ y) for to, x, y in zip(off, east, north, strict=True)]

    def slid(self, edge: Indices, foot: Floats, lonlat: Floats) -> Floats:
        """Feet on given edges that have followed their points: from each `foot` one Newton step along its edge.

        Every place that comes back lies on the source, whether or not it is quite the nearest.
        """
        start, end = self._edges[0][edge], self._edges[1][edge]
        run = end - start
        share = ((foot - start) * run).sum(axis=1) / np.maximum((run**2).sum(axis=1), 1e-30)
        lam, phi = np.radians(foot).T
        off = ecef(lonlat) - ecef(foot)
        outward = off[:, 0] * np.cos(lam) + off[:, 1] * np.sin(lam)
        east = off[:, 1] * np.cos(lam) - off[:, 0] * np.sin(lam)
        north = off[:, 2] * np.cos(phi) - outward * np.sin(phi)
        x, y = east_north(foot, run)
        turn = np.radians(run[:, 0])
        squared = np.maximum(x**2 + y**2, 1e-12)
        bent = np.sin(phi) * turn * (north * x - 2 * east * y) + squared * (off**2).sum(axis=1) / (
            2 * MEAN_RADIUS**2
        )
        share += (east * x + north * y) / np.maximum(squared - bent, squared / 4)
        return _on_globe(start + np.clip(share, 0, 1)[:, None] * run)

    def _nearest(self, lonlat: Floats) -> tuple[Floats, Floats, Indices]:
        p = ecef(lonlat) - self.center
        point, piece = self._candidates(p, _FIRST_LOOK)
        share = self._share(p[point], piece)
        at = _on_globe(self.start[piece] + share[:, None] * (self.end[piece] - self.start[piece]))
        distance = closed_form(p[point] + self.center, ecef(at))
        best = np.full(len(lonlat), np.inf)
        np.minimum.at(best, point, distance)
        far = best[point] > self._closed_form
        if far.any():
            long = best[point[far]] > _CLOSED_FORM
            exact = self._exactly(lonlat, (point[far], piece[far], at[far], distance[far]), long)
            point, piece, at, distance = (
                np.concatenate([column[~far], found])
                for column, found in zip((point, piece, at, distance), exact, strict=True)
            )
        order = np.lexsort((distance, point))
        first = order[np.r_[True, point[order][1:] != point[order][:-1]]]
        return at[first], distance[first], piece[first]

    def _candidates(self, p: Floats, count: int) -> tuple[Indices, Indices]:
        """Pairs of point and piece that hold the nearest, ordered by nothing, no pair twice."""
        count = min(count, self._tree.n)
        reach, tip = self._tree.query(p, k=count)
        reach, tip = reach.reshape(len(p), count), tip.reshape(len(p), count)
        pieces = np.sort(self._touching[tip].reshape(len(p), 2 * count), axis=1)
        point, column = np.nonzero(np.diff(pieces, axis=1, prepend=-1))
        piece = pieces[point, column]
        chord = self._chords(p[point], piece)
        best = np.minimum.reduceat(chord, np.flatnonzero(column == 0))
        wanted = best + ambiguity(best) + self._sag
        near = chord <= wanted[point]
        point, piece = point[near], piece[near]
        unsure = reach[:, -1] < np.hypot(wanted, self.longest / 2)
        short = np.flatnonzero(unsure & (count < self._tree.n))
        if not len(short):
            return point, piece
        keep = ~np.isin(point, short)
        columns = [(point[keep], piece[keep])]
        more = 4 * count if (wanted - best).max() < 0.02 * self._width else self._tree.n
        rows = max(1, _PAIRS // more)
        for block in np.split(short, range(rows, len(short), rows)):
            again, found = self._candidates(p[block], more)
            columns.append((block[again], found))
        point, piece = (np.concatenate(column) for column in zip(*columns, strict=True))
        return point, piece

    def _share(self, p: Floats, piece: Indices) -> Floats:
        """Where along its piece the foot of each point lies, from 0 to 1."""
        along = np.einsum("ij,ij->i", p - self._a[piece], self._chord[piece])
        share: Floats = np.clip(along / self._squared[piece], 0, 1)
        return share

    def _chords(self, p: Floats, piece: Indices) -> Floats:
        off = p - self._a[piece]
        along = np.einsum("ij,ij->i", off, self._chord[piece]) / self._squared[piece]
        off -= np.clip(along, 0, 1)[:, None] * self._chord[piece]
        chords: Floats = np.sqrt(np.einsum("ij,ij->i", off, off))
        return chords

    def _exactly(self, lonlat: Floats, pairs: _Pairs, long: NDArray[np.bool_]) -> _Pairs:
        """Pairs sifted by estimates of their lengths, each foot put right and measured by Karney's.

        Where `long`, the closed form that comes with them is no good, and Lambert's takes its place.
        """
        point, piece, at, about = pairs
        about[long] = lambert(lonlat[point[long]], at[long])
        order = np.lexsort((about, point))
        point, piece, at, about, long = point[order], piece[order], at[order], about[order], long[order]
        first = np.r_[True, point[1:] != point[:-1]]
        leader = np.flatnonzero(first)[np.cumsum(first) - 1]
        apart = np.linalg.norm(ecef(at) - ecef(at[leader]), axis=1)
        drift = np.where(long, lambert_drift(about, apart), 0.01)
        slide = np.minimum(2e-17 * self.longest * about[leader] ** 2, 2e-6 * about[leader])
        near = about <= about[leader] + drift + self.sag + slide + 0.01
        point, piece, at = point[near], piece[near], at[near]
        at, distance = self._settled(lonlat[point], piece, at)
        return point, piece, at, distance

    def _settled(self, p: Floats, piece: Indices, at: Floats) -> tuple[Floats, Floats]:
        """The foot on each piece after Newton's steps on the geodesic distance, and that distance."""
        start, run = self.start[piece], self.end[piece] - self.start[piece]
        squared = np.maximum((run**2).sum(axis=1), 1e-30)
        foot, best = at.copy(), np.full(len(p), np.inf)
        left = np.arange(len(p))
        for _ in range(_MOST_STEPS):
            fresh = np.r_[True, (at[1:] != at[:-1]).any(axis=1) | (p[left[1:]] != p[left[:-1]]).any(axis=1)]
            azimuth, _, distance = GEOD.inv(*at[fresh].T.copy(), *p[left[fresh]].T.copy())
            azimuth, distance = (column[np.cumsum(fresh) - 1] for column in (azimuth, distance))
            better = distance < best[left]
            left, at, azimuth, distance = (column[better] for column in (left, at, azimuth, distance))
            foot[left], best[left] = at, distance
            share = ((at - start[left]) * run[left]).sum(axis=1) / squared[left]
            step, gain = _newton(at, run[left], share, azimuth, distance)
            on = gain > _LEAST_GAIN
            if not on.any():
                break
            left = left[on]
            at = _on_globe(start[left] + (share + step)[on, None] * run[left])
        return foot, best


def _newton(
    at: Floats, run: Floats, share: Floats, azimuth: Floats, distance: Floats
) -> tuple[Floats, Floats]:
    """The step along a piece, as a share of it, towards the place nearest to a point; the metres that it should gain.

    Newton's step is that of the squared distance, which is a parabola near the foot, however near the point is.
    """
    phi = np.radians(at[:, 1])
    east, north = east_north(at, run)
    length = np.maximum(np.hypot(east, north), 1e-9)
    heading = np.arctan2(east, north)
    angle = np.radians(azimuth) - heading
    slope, aside = np.cos(angle), np.sin(angle)
    curve = np.tan(np.clip(phi, -1.57, 1.57)) * np.sin(heading) * (1 + np.cos(heading) ** 2) / MEAN_RADIUS
    away = np.maximum(distance, 1e-9)
    bend = away * (aside**2 / np.tan(np.minimum(away / MEAN_RADIUS, 3.1)) / MEAN_RADIUS + curve * aside)
    bend += slope**2
    step = np.clip(away * slope / np.maximum(bend, 1e-10 * away) / length, -share, 1 - share)
    moved = step * length
    return step, (away * slope * moved - bend * moved**2 / 2) / away


def _on_globe(lonlat: Floats) -> Floats:
    """The points with latitudes that rounding has put a hair beyond a pole brought back to it."""
    lonlat[:, 1] = np.clip(lonlat[:, 1], -90, 90)
    return lonlat


def _pieces(start: Floats, end: Floats, longest: Floats) -> tuple[Floats, Floats, Indices]:
    """Edges in pieces no longer than `longest` metres and 5° of longitude, and the edge of each."""
    turn = np.abs(end[:, 0] - start[:, 0])
    count = np.maximum(metres_at_most(start, end) / np.maximum(longest, 1e-3), np.maximum(turn / 5, 1))
    count = np.ceil(count).astype(np.intp)
    edge = np.repeat(np.arange(len(start)), count)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    run, parts = (end - start)[edge], count[edge, None]
    first, second = (
        start[edge] + run * (step[:, None] / parts),
        start[edge] + run * ((step[:, None] + 1) / parts),
    )
    second = np.where((step + 1 == count[edge])[:, None], end[edge], second)
    return first, second, edge
