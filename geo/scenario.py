"""The scenario: launches, zones, date and viewpoint that the user states, in TOML beside the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from geo.corrections import load_corrections
from geo.gazetteer import find_place
from geo.model import GeoError, Launch, LaunchKind, Place, Scenario, ScenarioError, Viewpoint, Zone
from geo.toml_file import read_toml

if TYPE_CHECKING:
    import os

    from shapely.geometry.base import BaseGeometry

    from geo.model import Correction
    from geo.toml_file import TomlFile

_FIELDS: Final = {
    "": (
        "title", "text", "date", "viewpoint", "tolerance", "use", "claims", "places", "boundaries", "launch", "zone",
    ),
    "launch": ("place", "territory", "kind", "note", "date", "source", "drop_slivers_km2", "use"),
    "zone": ("place", "note", "date"),
}  # fmt: skip

_TOLERANCES: Final = (0.1, 100_000.0)
"""The finest and the coarsest edge that is drawn, metres."""


def make_scenario(
    *,
    launches: str | Place | Iterable[str | Place] = (),
    illustrative: str | Place | Iterable[str | Place] = (),
    zones: str | Place | Iterable[str | Place] = (),
    date: dt.date | None = None,
    viewpoint: Viewpoint = "recognised",
    title: str = "",
) -> Scenario:
    """A scenario from names, for a quick map.

    Parameters
    ----------
    launches, illustrative : str, Place, or several
        Places that the user declares as launches, or gives as examples: a name, "Donetsk, UA", a GeoNames id,
        "lon,lat", or what `geo.find_place` gives.
    zones : str, Place, or several
        Regions or countries where use is said to be allowed.
    date : datetime.date, optional
        The day the map stands for.
    viewpoint : {"recognised", "de_facto"}
        Whose borders to draw.
    title : str
        Headline of the map.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        If a name has no place, or several and none stands out.
    ScenarioError
        If a zone has no outline, a launch is given twice, or `date` or `viewpoint` is something else.
    """
    if viewpoint not in get_args(Viewpoint):
        raise ScenarioError(f"Invalid viewpoint {viewpoint!r}. Must be {' or '.join(get_args(Viewpoint))}.")
    if date is not None and not isinstance(date, dt.date):
        raise ScenarioError(f"Invalid date {date!r}. Must be a datetime.date.")
    declared = [Launch(launch_point(name), "declared") for name in _several(launches)]
    examples = [Launch(launch_point(name), "illustrative") for name in _several(illustrative)]
    twice = _twice([*declared, *examples])
    if twice is not None:
        raise ScenarioError(f"Launch '{(declared + examples)[twice].place.label}' is given twice.")
    return Scenario(
        launches=(*declared, *examples),
        zones=tuple(make_zone(name, viewpoint=viewpoint) for name in _several(zones)),
        date=date,
        viewpoint=viewpoint,
        title=title,
    )


def _several(given: str | Place | Iterable[str | Place]) -> list[str | Place]:
    """One or several as a list."""
    if isinstance(given, str | Place):
        return [given]
    several = list(given) if isinstance(given, Iterable) else [given]
    wrong = [one for one in several if not isinstance(one, str | Place)]
    if wrong:
        raise ScenarioError(
            f"Invalid place {wrong[0]!r}. Must be a name, as 'Sumy', \"lon,lat\" or what geo.find_place gives."
        )
    return several


def _twice(launches: list[Launch]) -> int | None:
    """The number of the first launch whose name an earlier one has: rows of tables tell launches apart by it."""
    names = [launch.place.label for launch in launches]
    return next((number for number, name in enumerate(names) if name in names[:number]), None)


def launch_point(name: str | Place) -> Place:
    """The place of a launch that is a point.

    Raises
    ------
    ScenarioError
        If the name means a region or country, whose extent a point would hide.
    """
    place = name if isinstance(name, Place) else find_place(name, want="point")
    if place.kind in ("region", "country", "water"):
        written = place.label if isinstance(name, Place) else name
        raise ScenarioError(
            f"'{written}' ({place.label}) is an area, not a point. Name a town, or write territory = \"{written}\" under "
            "[[launch]] in a scenario to measure from its whole extent."
        )
    return place


def make_zone(
    name: str | Place, *, viewpoint: Viewpoint = "recognised", note: str = "", date: dt.date | None = None
) -> Zone:
    """The zone of a named region or country.

    Raises
    ------
    ScenarioError
        If the place is known but has no outline.
    """
    from geo.borders import outline

    place = name if isinstance(name, Place) else find_place(name, want="area")
    shape = outline(place, viewpoint=viewpoint)
    if shape is None:
        raise ScenarioError(f"No outline for zone '{place.label}'. Name a country or a first-level region.")
    return Zone(place, shape, note, date)


def load_scenario(path: str | os.PathLike[str]) -> Scenario:
    """A scenario from its TOML file.

    Parameters
    ----------
    path : path
        The file. The text and the other files it names are found beside it.

    Raises
    ------
    ScenarioError
        If the file is missing, is no TOML, or breaks a rule; the message names file, line and field.

    Notes
    -----
    ::

        title = "…"                     text = "kursk-2024.md"
        date = 2024-11-17               viewpoint = "recognised"    # or "de_facto"
        use = ["ATACMS"]                claims = "claims.toml"      # which claims, and corrections of them
        places = "towns.csv"            boundaries = { file = "districts.gpkg", region = "NAME" }
        [[launch]]  place = "Sumy"      kind = "illustrative"       note = "…"          use = ["ATACMS"]
        [[launch]]  territory = "held.geojson"  date = 2024-11-17   source = "…"
        [[zone]]    place = "Kursk Oblast"      note = "…"          date = 2024-11-17
    """
    file, data = read_toml(path, _FIELDS, "scenario")
    return _Reader(file).scenario(data)


def files_of(path: str | os.PathLike[str]) -> dict[str, Path]:
    """What a scenario file is made from, itself first: 'scenario', 'text', 'territory of launch 1' -> where it stands.

    Raises
    ------
    ScenarioError
        If the file is missing or is no TOML.
    """
    file, data = read_toml(path, _FIELDS, "scenario")
    named = {field: data.get(field) for field in ("text", "claims", "places", "boundaries")}
    named |= {
        f"territory of launch {number}": row.get("territory")
        for number, row in enumerate(file.tables(data, "launch"), 1)
    }
    found = {"scenario": Path(path)}
    for what, value in named.items():
        name = value.get("file") if isinstance(value, dict) else value
        if isinstance(name, str) and (file.path.parent / name).is_file():
            found[what] = file.path.parent / name
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the checked fields of one file into records."""

    file: TomlFile

    def scenario(self, data: dict[str, Any]) -> Scenario:
        file = self.file
        viewpoint: Viewpoint = file.choice("", 0, data, "viewpoint", get_args(Viewpoint)) or "recognised"
        places, place_columns = self.user_file(data, "places")
        boundaries, boundary_columns = self.user_file(data, "boundaries")
        launches = [self.launch(i, row, viewpoint) for i, row in enumerate(file.tables(data, "launch"))]
        twice = _twice(launches)
        if twice is not None:
            field = "territory" if launches[twice].kind == "territory" else "place"
            raise file.error(
                "launch", twice, field, f"another launch is called '{launches[twice].place.label}' already"
            )
        return Scenario(
            launches=tuple(launches),
            zones=tuple(self.zone(i, row, viewpoint) for i, row in enumerate(file.tables(data, "zone"))),
            date=file.day("", 0, data),
            viewpoint=viewpoint,
            title=file.string("", 0, data, "title"),
            text=file.file("", 0, data, "text"),
            tolerance=file.positive("", 0, data, "tolerance", within=_TOLERANCES) or 10.0,
            use=file.strings("", 0, data, "use"),
            corrections=self.corrections(data),
            places=places,
            place_columns=place_columns,
            boundaries=boundaries,
            boundary_columns=boundary_columns,
        )

    def corrections(self, data: dict[str, Any]) -> tuple[Correction, ...]:
        path = self.file.file("", 0, data, "claims")
        return load_corrections(path) if path else ()

    def user_file(self, data: dict[str, Any], field: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Path and columns of a file of the user's: a name, or a table of `file` and columns."""
        value = data.get(field, "")
        if isinstance(value, str):
            return self.file.file("", 0, data, field), ()
        if not (isinstance(value, dict) and all(isinstance(item, str) for item in value.values())):
            raise self.file.error(
                "", 0, field, f'must be "FILE" or {{ file = "FILE", place = "COLUMN" }}, not {value!r}'
            )
        if "file" not in value:
            raise self.file.error("", 0, field, 'must say which file, as in { file = "towns.csv" }')
        path = self.file.file("", 0, {field: value["file"]}, field)
        return path, tuple((name, column) for name, column in value.items() if name != "file")

    def launch(self, index: int, row: dict[str, Any], viewpoint: Viewpoint) -> Launch:
        file = self.file
        kind = file.choice("launch", index, row, "kind", get_args(LaunchKind))
        name, territory, note, source = (
            file.string("launch", index, row, field) for field in ("place", "territory", "note", "source")
        )
        day = file.day("launch", index, row)
        use = file.strings("launch", index, row, "use")
        if bool(name) == bool(territory):
            raise file.error(
                "launch", index, "place", "give either place (a point) or territory (a file or region)"
            )
        if territory:
            place, shape = self.territory(index, row, territory, viewpoint)
            return Launch(place, "territory", note, shape, day, source, use)
        if kind == "territory":
            raise file.error("launch", index, "kind", "a territory is named by territory = …, not by place")
        try:
            return Launch(launch_point(name), kind or "declared", note, None, day, source, use)
        except GeoError as error:
            raise file.error("launch", index, "place", str(error)) from error

    def territory(
        self, index: int, row: dict[str, Any], name: str, viewpoint: Viewpoint
    ) -> tuple[Place, BaseGeometry]:
        from geo.territory import load_territory

        drop = self.file.positive("launch", index, row, "drop_slivers_km2")
        try:
            return load_territory(
                name, folder=self.file.path.parent, drop_slivers_km2=drop, viewpoint=viewpoint
            )
        except GeoError as error:
            raise self.file.error("launch", index, "territory", str(error)) from error

    def zone(self, index: int, row: dict[str, Any], viewpoint: Viewpoint) -> Zone:
        file = self.file
        name, note = (file.string("zone", index, row, field) for field in ("place", "note"))
        if not name:
            raise file.error("zone", index, "place", "a zone needs the name of a region or country")
        try:
            return make_zone(name, viewpoint=viewpoint, note=note, date=file.day("zone", index, row))
        except GeoError as error:
            raise file.error("zone", index, "place", str(error)) from error
