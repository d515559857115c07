"""What changed between two scenarios: claims added, dropped, changed; places that enter and leave; area gained and lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.bands import one_claim_each
from geo.covered import coverage
from geo.geodesy.lonlat import area
from geo.kinds import expect
from geo.model import Claims, Reach
from geo.standing import STANDINGS
from geo.units import format_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.model import Launch, RangeClaim

NOT_STATED: Final = "not stated"
"""Where a scenario states no range of the system, or measures it from nowhere."""
_RANK: Final = {word: rank for rank, word in enumerate((*STANDINGS, NOT_STATED))}
_OUT: Final = (_RANK["outside"], _RANK[NOT_STATED])
_PLACE: Final = ("place_id", "place", "country", "region", "population", "lon", "lat")

Pair = tuple["RangeClaim | None", "RangeClaim | None"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scenarios side by side."""

    claims: DataFrame
    """`change` (same, changed, added, dropped), `system`, and `stated`, `quote`, `document` of either side."""
    launches: DataFrame
    """`change` and, of either side, kind, date of control and source of every launch."""
    places: DataFrame
    """Places whose standing changed: `change` (enters, leaves, surer, less sure), standing and distance on either side."""
    areas: DataFrame
    """For each system the area within the stated figure on either side, gained and lost, km². Drawn edges are true to the
    scenarios' tolerance: a gain or loss of less than the tolerance along the rim is none."""


def compare(a: Reach, b: Reach, places: DataFrame | None = None) -> Comparison:
    """What changed from one reach to another: two texts, two dates of a territory, two sets of assumptions.

    Parameters
    ----------
    a, b : Reach
        Before and after.
    places : DataFrame, optional
        As for `geo.coverage`.

    Returns
    -------
    Comparison
        Claims are the same if they name one system and state one figure. A place's standing is the surest over all
        launches of its side.
    """
    expect(a, Reach, "first reach")
    expect(b, Reach, "second reach")
    pairs = _pairs(one_claim_each(a.claims.ranges), one_claim_each(b.claims.ranges))
    return Comparison(_claims(pairs), _launches(a, b), _places(a, b, pairs, places), _areas(a, b, pairs))


def both(a: Reach, b: Reach, names: tuple[str, str]) -> Reach:
    """One reach that holds both, for a map: a figure that one side alone states is labelled with its name.

    Parameters
    ----------
    a, b : Reach
        Before and after.
    names : tuple of str
        What to call them.
    """
    shared = {_figure(claim) for claim in a.claims.ranges} & {_figure(claim) for claim in b.claims.ranges}
    known = {document.id: document for document in a.claims.documents}
    ids = {d.id: f"{d.id} ({names[1]})" for d in b.claims.documents if known.get(d.id, d) != d}

    def labelled(claim: RangeClaim, name: str, ids: dict[str, str]) -> RangeClaim:
        systems = claim.systems if _figure(claim) in shared else (f"{claim.name} ({name})",)
        return replace(claim, systems=systems, document=ids.get(claim.document, claim.document))

    drawn = {
        (_figure(claim), _launch_key(band.launch)): replace(band, claim=claim)
        for reach, name, renamed in ((b, names[1], ids), (a, names[0], {}))
        for band in reach.bands
        for claim in [labelled(band.claim, name, renamed)]
    }
    stated = {
        _figure(claim): claim
        for reach, name, renamed in ((b, names[1], ids), (a, names[0], {}))
        for old in reach.claims.ranges
        for claim in [labelled(old, name, renamed)]
    }
    documents = {d.id: d for d in (replace(d, id=ids.get(d.id, d.id)) for d in b.claims.documents)} | known
    claims = Claims(
        tuple(documents.values()),
        tuple(stated.values()),
        a.claims.places + b.claims.places,
        a.claims.statements,
    )
    launches = {_launch_key(launch): launch for launch in (*a.scenario.launches, *b.scenario.launches)}
    scenario = replace(
        b.scenario,
        launches=tuple(launches.values()),
        zones=tuple(dict.fromkeys((*a.scenario.zones, *b.scenario.zones))),
        title=f"{a.scenario.title or names[0]} / {b.scenario.title or names[1]}",
    )
    bands = sorted(drawn.values(), key=lambda band: -band.claim.length.best)
    return Reach(claims, scenario, tuple(bands), tuple(dict.fromkeys((*a.missing, *b.missing))))


def _figure(claim: RangeClaim) -> tuple[object, ...]:
    length = claim.length
    return (
        frozenset(n.casefold() for n in claim.systems),
        length.stated_low,
        length.stated_high,
        length.unit,
        length.qualifier,
    )


def _names(claim: RangeClaim) -> set[str]:
    return {name.casefold() for name in (*claim.systems, *claim.aliases)}


def _pairs(before: Sequence[RangeClaim], after: Sequence[RangeClaim]) -> list[Pair]:
    """Claims of one system matched: first those with the same figure, then the rest in their order."""
    left, right = list(before), list(after)
    found: list[Pair] = []
    for same_figure in (True, False):
        for old in list(left):
            new = next((c for c in right if _match(old, c, same_figure=same_figure)), None)
            if new is not None:
                found.append((old, new))
                left.remove(old)
                right.remove(new)
    found += [(old, None) for old in left] + [(None, new) for new in right]
    order = {id(claim): number for number, claim in enumerate((*before, *after))}
    return sorted(found, key=lambda pair: order[id(pair[0] or pair[1])])


def _match(old: RangeClaim, new: RangeClaim, *, same_figure: bool) -> bool:
    named = bool(_names(old) & _names(new)) or (not old.systems and not new.systems)
    return named and (not same_figure or _figure(old)[1:] == _figure(new)[1:])


def _claims(pairs: Sequence[Pair]) -> DataFrame:
    import pandas as pd

    rows = [
        {"change": _change(old, new), "system": _system((old, new))} | _side(old, "a") | _side(new, "b")
        for old, new in pairs
    ]
    columns = [
        "change",
        "system",
        *(f"{field}_{side}" for side in "ab" for field in ("stated", "quote", "document")),
    ]
    return pd.DataFrame(rows, columns=columns)


def _change(old: RangeClaim | None, new: RangeClaim | None) -> str:
    if old is None:
        return "added"
    if new is None:
        return "dropped"
    return "same" if _figure(old)[1:] == _figure(new)[1:] else "changed"


def _side(claim: RangeClaim | None, side: str) -> dict[str, str]:
    if claim is None:
        return {f"{field}_{side}": "" for field in ("stated", "quote", "document")}
    return {
        f"stated_{side}": format_length(claim.length),
        f"quote_{side}": claim.quote,
        f"document_{side}": claim.document,
    }


def _system(pair: Pair) -> str:
    claim = pair[1] or pair[0]
    return claim.name if claim else ""


def _launch_key(launch: Launch) -> tuple[object, ...]:
    shape = b"" if launch.geometry is None else shapely.to_wkb(launch.geometry)
    return launch.place.id, launch.place.lon, launch.place.lat, launch.kind, launch.date, shape


def _launches(a: Reach, b: Reach) -> DataFrame:
    """The launches of both by name: a territory of another date is changed."""
    import pandas as pd

    sides = [{launch.place.label: launch for launch in reach.scenario.launches} for reach in (a, b)]
    rows = []
    for name in dict.fromkeys([*sides[0], *sides[1]]):
        old, new = (side.get(name) for side in sides)
        if old is None or new is None:
            change = "added" if old is None else "dropped"
        else:
            change = "same" if _launch_key(old) == _launch_key(new) else "changed"
        row: dict[str, Any] = {"change": change, "launch": name}
        for launch, side in ((old, "a"), (new, "b")):
            row[f"kind_{side}"] = launch.kind if launch else ""
            row[f"date_{side}"] = launch.date.isoformat() if launch and launch.date else ""
            row[f"source_{side}"] = launch.source if launch else ""
        rows.append(row)
    columns = [
        "change",
        "launch",
        *(f"{field}_{side}" for side in "ab" for field in ("kind", "date", "source")),
    ]
    return pd.DataFrame(rows, columns=columns)


def _places(a: Reach, b: Reach, pairs: Sequence[Pair], places: DataFrame | None) -> DataFrame:
    import pandas as pd

    sides = [_surest(reach, [pair[n] for pair in pairs], places, "ab"[n]) for n, reach in enumerate((a, b))]
    rows = sides[0].merge(sides[1], on=["pair", "place_id"], how="outer", suffixes=("", "_y"))
    for column in _PLACE[1:]:
        rows[column] = rows[column].where(rows[column].notna(), rows[f"{column}_y"])
    for n, side in enumerate("ab"):
        claims = [pair[n] for pair in pairs]
        drawn = {band.claim for band in (a, b)[n].bands}
        missing = rows["pair"].map(lambda i, c=claims, d=drawn: "outside" if c[i] in d else NOT_STATED)
        rows[f"standing_{side}"] = rows[f"standing_{side}"].where(rows[f"standing_{side}"].notna(), missing)
    before, after = (rows[f"standing_{side}"].map(_RANK) for side in "ab")
    rows["change"] = [_moved(x, y) for x, y in zip(before, after, strict=True)]
    rows["system"] = rows["pair"].map(lambda i: _system(pairs[i]))
    rows = rows[rows["change"] != ""].astype({"population": "int64"})
    rows = rows.sort_values(["pair", "population", "place_id"], ascending=[True, False, True], kind="stable")
    columns = ["change", "system", *_PLACE, "standing_a", "standing_b", "distance_km_a", "distance_km_b"]
    return pd.DataFrame(rows[columns]).reset_index(drop=True)


def _moved(before: int, after: int) -> str:
    if before == after or (before in _OUT and after in _OUT):
        return ""
    if before in _OUT:
        return "enters"
    if after in _OUT:
        return "leaves"
    return "surer" if after < before else "less sure"


def _surest(
    reach: Reach, claims: Sequence[RangeClaim | None], places: DataFrame | None, side: str
) -> DataFrame:
    """Each place's surest standing and least distance for each claim, over all launches."""
    import pandas as pd

    parts = []
    for number, claim in enumerate(claims):
        mine = replace(reach, bands=tuple(band for band in reach.bands if band.claim == claim))
        table = coverage(mine, places)
        table = table.assign(pair=number, rank=table["standing"].map(_RANK)).sort_values(
            "rank", kind="stable"
        )
        once = table.drop_duplicates("place_id").rename(
            columns={"standing": f"standing_{side}", "distance_km": f"distance_km_{side}"}
        )
        parts.append(once[["pair", *_PLACE, f"standing_{side}", f"distance_km_{side}"]])
    columns = ["pair", *_PLACE, f"standing_{side}", f"distance_km_{side}"]
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)


def _areas(a: Reach, b: Reach, pairs: Sequence[Pair]) -> DataFrame:
    import pandas as pd

    rows = []
    for old, new in pairs:
        before, after = _stated(a, old), _stated(b, new)
        sizes = [before, after, shapely.difference(after, before), shapely.difference(before, after)]
        names = ("area_a_km2", "area_b_km2", "gained_km2", "lost_km2")
        row = {name: round(area(shape) / 1e6, 1) for name, shape in zip(names, sizes, strict=True)}
        rows.append({"system": _system((old, new)), **row})
    return pd.DataFrame(rows, columns=["system", "area_a_km2", "area_b_km2", "gained_km2", "lost_km2"])


def _stated(reach: Reach, claim: RangeClaim | None) -> BaseGeometry:
    """All within the stated figure, from any launch."""
    return shapely.union_all(
        [band.best for band in reach.bands if band.claim == claim] or [shapely.Polygon()]
    )
