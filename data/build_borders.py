"""The table of borders: Natural Earth's first-level regions, each with the owner in both viewpoints."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
import sources
from shapely.ops import linemerge, polygonize

sys.path.insert(0, str(sources.HERE.parent))
from geo.columns import write_columns
from geo.fold import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FACTOR = 10_000
"""Coordinates are kept to 1e-4 degrees, 11 m; Natural Earth's own accuracy is about 1 km."""
AGREED = 0.8
"""Share of its settlements that must agree before an outline is taken for a region's."""

OWNERS = {
    "SOL": "SO",
    "CYN": "CY",
    "ESB": "GB",
    "WSB": "GB",
    "USG": "CU",
    "KAB": "KZ",
    "CLP": "FR",
    "KAS": "",
    "PGA": "",
}
"""Recognised owner of what Natural Earth gives no ISO code."""
HOLDERS = {"SOL": "", "CYN": "", "USG": "US"}
"""Who holds it de facto, where that is somebody else: an empty code for a state that few recognise."""
OVERSEAS = {"GP", "BQ", "YT", "GF", "MQ", "RE"}
"""Parts of France and the Netherlands with an ISO 3166-1 code of their own."""
NAMED = {
    "Svalbard": "SJ",
    "Jan Mayen": "SJ",
    "Bouvet Island": "BV",
    "Cocos (Keeling) Islands": "CC",
    "Christmas Island": "CX",
}


CODES = {
    ("GE", "Abkhazia"): "GE-AB",
    ("SO", "Somaliland"): "x:somaliland",
    ("CY", "Northern Cyprus"): "x:northern-cyprus",
    ("PS", "Gaza Strip"): "g:281132",
    ("PS", "West Bank"): "g:285153",
    ("KR", "Incheon"): "KR-28",
    ("KR", "Daegu"): "KR-27",
    ("RU", "Khakass"): "RU-KK",
}
"""Regions that no vote of settlements can find."""


@dataclass(slots=True)
class Unit:
    """A piece of land with one region and one owner in each viewpoint."""

    geometry: BaseGeometry
    name: str
    names: set[str]
    owner: str
    holder: str
    code: str = ""


def _read() -> list[Unit]:
    """Natural Earth's polygons; the file stops 0.1 degrees short of the date line and the pole, so stretch it."""
    frame = gpd.read_file(sources.natural_earth(), layer="states_provinces")
    units = []
    for row in frame.itertuples():
        iso2 = str(row.iso_a2)
        owner = OWNERS.get(row.adm0_a3, iso2)
        owner = NAMED.get(str(row.name), owner)
        if str(row.fips)[:2] == "UP":
            owner = "UA"
        holder = HOLDERS.get(row.adm0_a3, iso2 if iso2 != "-1" else owner)
        names = {
            fold(sources.untyped(n)) for n in (row.name, row.gn_name, row.woe_name) if isinstance(n, str)
        }
        geometry = shapely.transform(row.geometry, _stretch)
        units.append(Unit(geometry, str(row.name or row.admin), names, owner, holder))
    return units


def _stretch(points: np.ndarray) -> np.ndarray:
    stretched = points.copy()
    lon, lat = stretched.T
    lon[np.abs(lon) > 179.8999] = np.sign(lon[np.abs(lon) > 179.8999]) * 180.0
    lat[lat < -89.8999] = -90.0
    return stretched


def _split(units: list[Unit], cutter: BaseGeometry, *, within: str, **change: str) -> list[Unit]:
    """Cut a polygon out of the units of one holder and give what lies in it another owner, holder or name."""
    shapely.prepare(cutter)
    found: list[Unit] = []
    for unit in units:
        if unit.holder != within or not cutter.intersects(unit.geometry):
            found.append(unit)
            continue
        inside, outside = unit.geometry & cutter, unit.geometry - cutter
        if inside.area < 1e-3:
            found.append(unit)
            continue
        if outside.area > 1e-3:
            found.append(Unit(_polygons(outside), unit.name, unit.names, unit.owner, unit.holder, unit.code))
        name = change.get("name", unit.name)
        owner, holder = change.get("owner", unit.owner), change.get("holder", unit.holder)
        found.append(Unit(_polygons(inside), name, {fold(name)}, owner, holder, change.get("code", "")))
    return found


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.multipolygons(
        [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    )


def _behind(units: list[Unit], line: BaseGeometry, holder: str, lon: float, lat: float) -> BaseGeometry:
    """The part of a holder's land that a line cuts off around a point."""
    land = shapely.union_all([unit.geometry for unit in units if unit.holder == holder])
    pieces = polygonize(shapely.union_all([land.boundary, line]))
    return next(piece for piece in pieces if piece.contains(shapely.Point(lon, lat)))


def _viewpoints(units: list[Unit], lines: dict[str, BaseGeometry]) -> list[Unit]:
    """Where the owner that the United Nations and ISO name is not the one that Natural Earth draws."""
    for unit in units:
        unit.code = CODES.get((unit.owner, unit.name), "")
        if unit.code == "GE-AB":
            unit.holder = ""
    units = _split(units, shapely.box(-17.2, 20.7, -8.66, 27.6667), within="MA", owner="EH")
    golan = _behind(units, _joined(lines["Syrian claim"]), "IL", 35.78, 33.0)
    units = _split(units, golan, within="IL", owner="SY", name="Golan Heights", code="x:golan-heights")
    ossetia = _behind(units, _joined(lines["Georgian claim"]), "GE", 43.97, 42.25)
    units = _split(units, ossetia, within="GE", holder="", name="South Ossetia", code="x:south-ossetia")
    dniester = _behind(units, _joined(lines["Moldovan claim"]), "MD", 29.63, 46.84)
    return _split(units, dniester, within="MD", holder="", name="Transnistria", code="MD-SN")


def _joined(geometry: BaseGeometry) -> BaseGeometry:
    """Lines whose ends are drawn out a little, so that they cut what they only touch."""
    merged = linemerge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    return shapely.union_all([_longer(np.array(part.coords)) for part in shapely.get_parts(merged)])


def _longer(points: np.ndarray, by: float = 0.02) -> BaseGeometry:
    first, last = points[0] - points[1], points[-1] - points[-2]
    head = points[0] + by * first / np.hypot(*first)
    tail = points[-1] + by * last / np.hypot(*last)
    return shapely.LineString(np.vstack([head, points, tail]))


def _vote(units: list[Unit]) -> list[Counter[str]]:
    """Which first-level regions the settlements inside each unit say that they lie in."""
    chains = sources.regions()[1]
    settled = [(gid, c) for gid, c in sorted(sources.cities().items()) if chains.get(gid)]
    points = shapely.points([c["longitude"] for _, c in settled], [c["latitude"] for _, c in settled])
    tree = shapely.STRtree([unit.geometry for unit in units])
    votes: list[Counter[str]] = [Counter() for _ in units]
    for point, unit in zip(*tree.query(points, predicate="intersects"), strict=True):
        votes[unit][chains[settled[point][0]][0]] += 1
    return votes


def _assign(units: list[Unit]) -> None:
    """Give each unit the code of the region that most of its settlements, or else its name, stand for."""
    regions = sources.regions()[0]
    named: dict[tuple[str, str], str] = {}
    for region in regions.values():
        if region.level == 1 and region.parent is None:
            for name in (region.name, *region.aliases):
                named.setdefault((region.iso2, fold(name)), region.key)
    votes = _vote(units)
    for unit, found in zip(units, votes, strict=True):
        abroad = Counter({regions[key].iso2: count for key, count in found.items()}).most_common(1)
        if abroad and abroad[0][0] in OVERSEAS:
            unit.owner = unit.holder = abroad[0][0]
        home = [key for key, _ in found.most_common() if regions[key].iso2 == unit.owner]
        if unit.code or (unit.owner != unit.holder and unit.owner not in ("UA", "EH")):
            continue
        unit.code = (
            home[0]
            if home
            else next((named[unit.owner, n] for n in sorted(unit.names) if (unit.owner, n) in named), "")
        )
    _check(units, votes)


def _check(units: list[Unit], votes: list[Counter[str]]) -> None:
    """Take the code from outlines that hold too few of the region's settlements, or too many of others."""
    inside, of_region = Counter[str](), Counter[str]()
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for unit, found in zip(units, votes, strict=True):
        of_region.update(found)
        if unit.code:
            inside[unit.code] += found[unit.code]
            held[unit.code].update(found)
    named = {unit.code for unit in units if unit.code and unit.names & _names(unit.code)}
    for unit in units:
        code, count = unit.code, held[unit.code].total()
        if not count or code in {*CODES.values(), "MD-SN"} or code.startswith("x:"):
            continue
        agreed = min(inside[code] / max(of_region[code], 1), inside[code] / count)
        strangers = [key for key, _ in held[code].most_common(2) if key != code]
        split = bool(strangers) and strangers[0] not in held
        unit.code = code if agreed >= (AGREED / 2 if code in named and not split else AGREED) else ""


def _names(code: str) -> set[str]:
    """Every name of a region, without its type."""
    region = sources.regions()[0].get(code)
    if region is None:
        return set()
    ours = [[row[1], *row[2].split(";")] for row in sources.rows("region_names.tsv") if row[0] == code]
    return {
        fold(sources.untyped(name)) for name in (region.name, *region.aliases, *(ours[0] if ours else ()))
    } - {""}


def _merge(units: list[Unit]) -> list[Unit]:
    """One unit for each region and pair of owners; units without a region stay as they are."""
    groups: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for number, unit in enumerate(units):
        groups[unit.owner, unit.holder, unit.code or f"#{number}"].append(unit)
    merged = []
    for (owner, holder, _), members in sorted(groups.items()):
        geometry = shapely.union_all(shapely.set_precision([m.geometry for m in members], 1 / FACTOR))
        if not geometry.is_empty:
            merged.append(Unit(_polygons(geometry), members[0].name, set(), owner, holder, members[0].code))
    return merged


def _lines(units: list[Unit], claims: dict[str, BaseGeometry]) -> list[tuple[str, BaseGeometry]]:
    """Borders that somebody disputes: the claims that Natural Earth draws, and where the viewpoints part."""
    found = [(row[1], claims[row[0]]) for row in sources.rows("disputes.tsv") if row[0] in claims]
    apart = defaultdict(list)
    for unit in units:
        if unit.owner != unit.holder or unit.owner == "XK":
            apart[unit.owner, unit.holder].append(unit.geometry)
    names = {row[0]: row[1] for row in sources.rows("disputes.tsv")}
    for (owner, holder), parts in sorted(apart.items()):
        area = shapely.union_all(parts)
        rest = [
            u.geometry
            for u in units
            if (u.owner, u.holder) != (owner, holder) and u.geometry.intersects(area)
        ]
        shared = shapely.intersection(area.boundary, shapely.union_all(rest).buffer(1e-6))
        pieces = [p for p in shapely.get_parts(shared) if p.geom_type == "LineString"]
        name = names.get(f"{owner}/{holder}")
        if pieces and name:
            found.append((name, shapely.line_merge(shapely.multilinestrings(pieces))))
    return sorted(found, key=lambda item: item[0])


def _claims() -> dict[str, BaseGeometry]:
    """Natural Earth's disputed borders by name; where names repeat, by name and country too."""
    frame = gpd.read_file(sources.natural_earth(), layer="disputed_borders")
    found: dict[str, list[BaseGeometry]] = defaultdict(list)
    for row in frame.itertuples():
        found[str(row.name)].extend(shapely.get_parts(row.geometry))
        found[f"{row.name} {row.adm0_left}"].extend(shapely.get_parts(row.geometry))
    return {name: shapely.multilinestrings(parts) for name, parts in found.items()}


def _coordinates(name: str, geometries: list[BaseGeometry]) -> dict[str, np.ndarray]:
    _, points, offsets = shapely.to_ragged_array(geometries)
    grid = np.round(points * FACTOR).astype(np.int64)
    lengths = [np.diff(o) for o in offsets]
    columns = {f"{name}_x": grid[:, 0], f"{name}_y": grid[:, 1]}
    return columns | {f"{name}_{level}": count for level, count in enumerate(lengths)}


def _inside(geometry: BaseGeometry) -> tuple[float, float]:
    """The centroid of the largest part; where that lies outside of it, the middle of the widest circle that fits."""
    largest = max(shapely.get_parts(geometry), key=lambda part: part.area)
    middle = largest.centroid
    if not shapely.contains_properly(largest, middle):
        middle = shapely.Point(shapely.maximum_inscribed_circle(largest, tolerance=0.02).coords[0])
    return round(middle.x, 4), round(middle.y, 4)


def _moved(units: list[Unit]) -> dict[int, str]:
    """Settlements on disputed land that the packages give to its holder, with the recognised owner."""
    apart = [unit for unit in units if unit.owner and unit.owner != unit.holder]
    settled = sorted(sources.cities().items())
    points = shapely.points([c["longitude"] for _, c in settled], [c["latitude"] for _, c in settled])
    pairs = shapely.STRtree([unit.geometry for unit in apart]).query(points, predicate="intersects")
    found = ((*settled[point], apart[unit]) for point, unit in zip(*pairs, strict=True))
    return {gid: unit.owner for gid, city, unit in found if city["countrycode"] == unit.holder}


def build() -> tuple[dict[str, tuple[float, float]], dict[int, str]]:
    """Write borders.tab.

    Returns
    -------
    dict
        A point inside each country and region, by code.
    dict
        The recognised owner of settlements that the packages give to who holds them, by GeoNames id.
    """
    claims = _claims()
    units = _viewpoints(_read(), claims)
    _assign(units)
    units = _merge(units)
    lines = _lines(units, claims)
    columns: dict[str, np.ndarray | str] = {
        "units": "\n".join(f"{u.code}|{u.name}|{u.owner}|{u.holder}" for u in units),
        "lines": "\n".join(name for name, _ in lines),
    }
    columns |= _coordinates("unit", [u.geometry for u in units])
    columns |= _coordinates("line", [shapely.multilinestrings(list(shapely.get_parts(g))) for _, g in lines])
    write_columns(sources.TABLES / "borders.tab", columns)
    groups: dict[str, list[BaseGeometry]] = defaultdict(list)
    for unit in units:
        groups[unit.owner].append(unit.geometry)
        if unit.code:
            groups[unit.code].append(unit.geometry)
    coded = sum(1 for key in groups if "-" in key or ":" in key)
    print(f"{len(units)} outlines, {coded} of coded regions, {len(lines)} disputed lines")
    points = {key: _inside(shapely.union_all(parts)) for key, parts in sorted(groups.items()) if key}
    return points, _moved(units)


if __name__ == "__main__":
    build()
