"""The gazetteer's settlements as a table, those of an area at a time."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo.columns import Columns
from geo.names import gazetteer
from geo.places_file import PLACE_COLUMNS
from geo.tables import table

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

    Floats = NDArray[np.float64]

PEOPLE_SOURCE: Final = "GeoNames (CC BY 4.0), settlements of 500 and more people"
"""Where the people of the gazetteer's places come from."""
PEOPLE_LEAVES_OUT: Final = (
    "People outside listed settlements are left out; figures are of different years, and the parts of some cities "
    "are listed beside the city."
)
"""What a sum over them does not say."""

_DEGREES: Final = 1e-4
_ISO_REGION: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


class Points(NamedTuple):
    """Every settlement of the gazetteer, as arrays of one length."""

    number: NDArray[np.int64]
    """Number in the gazetteer."""
    lon: Floats
    """Longitude, degrees."""
    lat: Floats
    """Latitude, degrees."""
    population: NDArray[np.int64]
    """People."""


@cache
def settlement_points() -> Points:
    """Position and people of every settlement, in the order of the gazetteer."""
    columns = Columns(table("names.tab"))
    kinds = columns.text("kinds").decode().split("\n")
    number = np.flatnonzero(columns.integers("kind") == kinds.index("city"))
    lon, lat = (np.round(columns.integers(name)[number] * _DEGREES, 4) for name in ("lon", "lat"))
    return Points(number, lon, lat, columns.integers("population")[number])


def settlements(keep: NDArray[np.bool_]) -> DataFrame:
    """Chosen settlements as a table of `PLACE_COLUMNS`.

    Parameters
    ----------
    keep : array of bool
        For each of `settlement_points`, whether it is wanted.
    """
    import pandas as pd

    return pd.DataFrame(
        [_row(int(number)) for number in settlement_points().number[keep]], columns=list(PLACE_COLUMNS)
    )


def iso_region(identifier: str) -> str:
    """The ISO 3166-2 code that a gazetteer id is, or an empty string.

    >>> iso_region("RU-KRS"), iso_region("g:1276071")
    ('RU-KRS', '')
    """
    return identifier if _ISO_REGION.fullmatch(identifier) else ""


def _row(number: int) -> tuple[str | int | float, ...]:
    names = gazetteer()
    entry = names.entry(number)
    region, region_id = _named(entry.admin1)
    district, district_id = _named(entry.admin2)
    return (
        names.id(number), entry.name, entry.iso2, region, iso_region(region_id), district, iso_region(district_id),
        entry.population, entry.lon, entry.lat,
    )  # fmt: skip


@cache
def _named(number: int) -> tuple[str, str]:
    """Name and id of a region by its number; empty for none."""
    return (gazetteer().entry(number).name, gazetteer().id(number)) if number >= 0 else ("", "")
