"""Which places lie within the stated ranges: one row a place, claim and launch, decided by exact geodesics.

The words of the column `standing` are defined in `geo.standing`. No drawn polygon is asked: every distance is the
geodesic on WGS84 to the nearest, and for a territory also to the farthest, point of the launch.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.kinds import expect
from geo.model import GeoError, Reach
from geo.places_file import PLACE_COLUMNS
from geo.settlements import PEOPLE_LEAVES_OUT, PEOPLE_SOURCE, settlement_points, settlements
from geo.standing import STANDINGS, Distances, distances, limit, may_be_within, ranks
from geo.units import METRES, format_length, to_metres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pandas import DataFrame

    from geo.model import Band, Launch

ANY_LAUNCH: Final = "any launch"
"""What stands in the column `launch` where a row speaks of all launches together."""
_RANK: Final = {word: rank for rank, word in enumerate(STANDINGS)}
_HEAD: Final = (
    "system", "stated", "launch", "launch_kind", "standing", "distance_km", "distance_mi", "distance_m", "farthest_km",
    "low_km", "best_km", "high_km", "quote", "document", "note",
)  # fmt: skip


def coverage(
    reach: Reach, places: DataFrame | None = None, *, margin: float | str = "100 km", min_population: int = 0
) -> DataFrame:
    """Where every place stands to every stated range around every launch.

    Parameters
    ----------
    reach : Reach
        Claims and launches; its shapes are not used.
    places : DataFrame, optional
        Places with the columns `place`, `lon` and `lat` in degrees, and any others, which pass through: the `table` of
        `geo.places_file.read_places`. Without it, the settlements of the gazetteer.
    margin : float or str
        How far beyond a range, in metres or as text, the gazetteer's settlements are still listed, as outside. Of
        `places` every one is listed, but those farther than the widest range and the margin from a territory are not
        measured: their distance is NaN.
    min_population : int
        Leave out places with fewer people.

    Returns
    -------
    DataFrame
        One row a place, claim and launch: longest range first, then by population. `standing` is certain,
        possible, edge or outside; `distance_m` is exact, `distance_km` and `distance_mi` are rounded to 0.01;
        `farthest_km` is the distance to the farthest point of a territory. `low_km` to `high_km` are the interval that the
        wording allows, NaN where it is open. `attrs` has the source of the people and what it leaves out.

    Raises
    ------
    GeoError
        If `places` lacks a column.
    """
    beyond = to_metres(margin)
    table = _places(reach, places, beyond, min_population)
    points = table[["lon", "lat"]].to_numpy(dtype=float)
    most = beyond + max((limit(band.claim.length) for band in reach.bands), default=0.0)
    launches = {id(band.launch): band.launch for band in reach.bands}
    measured = {key: distances(points, launch, most=most) for key, launch in launches.items()}
    nearest = [measured[id(band.launch)].nearest for band in reach.bands]
    reaches = [np.inf if places is not None else limit(band.claim.length) + beyond for band in reach.bands]
    kept = [np.flatnonzero(metres <= most) for metres, most in zip(nearest, reaches, strict=True)]
    rows = _rows(table, [measured[id(band.launch)] for band in reach.bands], kept, reach.bands)
    rows.attrs = {"people": people_source(places), "leaves_out": people_leaves_out(places)}
    return rows


def summary(table: DataFrame) -> DataFrame:
    """How many places, and how many people in them, stand how: one row a claim, launch and word.

    Parameters
    ----------
    table : DataFrame
        What `coverage` gives.

    Returns
    -------
    DataFrame
        `system`, `stated`, `document`, `launch`, `standing`, `places`, `people`. Where there are several launches, rows
        with the launch 'any launch' count each place once, by its surest word.
    """
    import pandas as pd

    parts = [table, *_any_launch(table)]
    rows = pd.concat(parts, ignore_index=True)
    keys = ["system", "stated", "document", "launch"]
    rows = rows.assign(group=rows.groupby(keys, sort=False).ngroup(), rank=rows["standing"].map(_RANK))
    counted = rows.groupby(["group", "rank", *keys, "standing"])["population"].agg(
        places="size", people="sum"
    )
    return counted.reset_index().drop(columns=["group", "rank"])


def districts(table: DataFrame) -> DataFrame:
    """The second-level regions that hold a listed place within a range: one row a claim, launch and district.

    A district counts as touched if a place of it is certain, possible or at the edge; one whose listed places all lie
    outside may still be touched by a corner.

    Returns
    -------
    DataFrame
        `system`, `stated`, `launch`, `country`, `region`, `region_code`, `district`, `district_code`, `places`, `people`
        and how many of the people stand certain. Codes are ISO 3166-2 where it has one.
    """
    inside = table[(table["standing"] != "outside") & (table["district"] != "")]
    keys = [
        "system", "stated", "launch", "country", "region", "region_code", "district", "district_code",
    ]  # fmt: skip
    surely = inside["population"].where(inside["standing"] == "certain", 0)
    grouped = inside.assign(surely=surely).groupby(keys, sort=False)
    return grouped.agg(
        places=("population", "size"), people=("population", "sum"), people_certain=("surely", "sum")
    ).reset_index()


def people_source(places: DataFrame | None) -> str:
    """Where the people of a table come from."""
    return PEOPLE_SOURCE if places is None else str(places.attrs.get("source", "the user's own places"))


def people_leaves_out(places: DataFrame | None) -> str:
    """What a sum of the people of a table does not say."""
    return PEOPLE_LEAVES_OUT if places is None else "Places that the file does not list are left out."


def around(launches: tuple[Launch, ...], metres: float) -> NDArray[np.bool_]:
    """For each of the gazetteer's settlements, whether it may lie within a distance of some launch; never too few."""
    points = settlement_points()
    lonlat = np.column_stack([points.lon, points.lat])
    near = [may_be_within(lonlat, launch, metres) for launch in launches]
    return np.any(near, axis=0) if near else np.zeros(len(lonlat), dtype=bool)


def _places(reach: Reach, places: DataFrame | None, margin: float, min_population: int) -> DataFrame:
    """The table to measure, most people first."""
    expect(reach, Reach, "reach")
    if places is None:
        limits = [limit(band.claim.length) for band in reach.bands]
        launches = tuple({id(band.launch): band.launch for band in reach.bands}.values())
        keep = around(launches, max(limits, default=0.0) + margin)
        table = settlements(keep & (settlement_points().population >= min_population))
    else:
        import pandas as pd

        table = _with_every_column(expect(places, pd.DataFrame, "places"))
        table = table[table["population"] >= min_population]
    return table.sort_values(
        ["population", "place", "place_id"], ascending=[False, True, True], kind="stable"
    )


def _with_every_column(places: DataFrame) -> DataFrame:
    for column in ("place", "lon", "lat"):
        if column not in places.columns:
            raise GeoError(f"The places have no column '{column}'. They need place, lon and lat.")
    blank = {column: 0 if column == "population" else "" for column in PLACE_COLUMNS}
    lacking = {column: value for column, value in blank.items() if column not in places.columns}
    whole = places.assign(**lacking)
    return whole[[*PLACE_COLUMNS, *(column for column in whole.columns if column not in PLACE_COLUMNS)]]


def _rows(
    table: DataFrame,
    found: Sequence[Distances],
    kept: Sequence[NDArray[np.intp]],
    bands: Sequence[Band],
) -> DataFrame:
    """For each band the kept rows of the table, with what stands above them."""
    import pandas as pd

    table = table.rename(columns={column: f"{column}_given" for column in _HEAD})
    if not bands:
        return pd.DataFrame(columns=["place_id", "place", *_HEAD, *table.columns[2:]])
    number = np.repeat(np.arange(len(bands)), [len(rows) for rows in kept])
    nearest = np.concatenate([d.nearest[rows] for d, rows in zip(found, kept, strict=True)])
    farthest = np.concatenate([d.farthest[rows] for d, rows in zip(found, kept, strict=True)])
    is_area = np.array([band.launch.geometry is not None for band in bands])[number]
    metres = np.where(np.isfinite(nearest), nearest, np.nan)
    about = {key: [_about(band)[key] for band in bands] for key in _about(bands[0])}
    head: dict[str, Any] = {
        key: np.array(cells)[number]
        if isinstance(cells[0], float)
        else pd.array(cells, dtype="str").take(number)
        for key, cells in about.items()
    }
    words = [
        ranks(Distances(d.nearest[rows], d.farthest[rows]), band.claim.length)
        for d, rows, band in zip(found, kept, bands, strict=True)
    ]
    head |= {
        "standing": pd.array(list(STANDINGS), dtype="str").take(np.concatenate(words)),
        "distance_km": np.round(metres / 1000, 2),
        "distance_mi": np.round(metres / METRES["mi"], 2),
        "distance_m": metres,
        "farthest_km": np.round(np.where(is_area & np.isfinite(farthest), farthest, np.nan) / 1000, 2),
    }
    listed = pd.concat(
        [table if len(rows) == len(table) else table.take(rows) for rows in kept], ignore_index=True
    )
    given = {column: listed[column] for column in table.columns}
    first = {column: given.pop(column) for column in ("place_id", "place")}
    return pd.DataFrame({**first, **{column: head[column] for column in _HEAD}, **given}, copy=False)


def _about(band: Band) -> dict[str, str | float]:
    """What is the same in all rows of a band."""
    claim, length = band.claim, band.claim.length
    return {
        "system": claim.name,
        "stated": format_length(length),
        "launch": band.launch.place.label,
        "launch_kind": band.launch.kind,
        "low_km": length.low / 1000,
        "best_km": length.best / 1000,
        "high_km": math.nan if length.is_open else length.high / 1000,
        "quote": claim.quote,
        "document": claim.document,
        "note": band.note,
    }


def _any_launch(table: DataFrame) -> list[DataFrame]:
    """Where there are several launches, each place once with its surest word."""
    parts = []
    for _, rows in table.groupby(["system", "stated", "document"], sort=False):
        if len(set(rows["launch"])) > 1:
            surest = rows.assign(rank=rows["standing"].map(_RANK)).sort_values("rank", kind="stable")
            once = surest.drop_duplicates(["place_id", "lon", "lat"]).drop(columns="rank")
            parts.append(once.assign(launch=ANY_LAUNCH))
    return parts
