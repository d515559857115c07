"""The scenario: launches, zones, date and viewpoint that the user states, in TOML beside the text."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from geo.gazetteer import find_place
from geo.model import GeoError, Launch, LaunchKind, Scenario, ScenarioError, Viewpoint, Zone

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

_FIELDS: Final = {
    "": ("title", "text", "date", "viewpoint", "tolerance", "launch", "zone"),
    "launch": ("place", "territory", "kind", "note", "date", "source", "drop_slivers_km2"),
    "zone": ("place", "note", "date"),
}


def make_scenario(
    *,
    launches: Iterable[str] = (),
    illustrative: Iterable[str] = (),
    zones: Iterable[str] = (),
    date: dt.date | None = None,
    viewpoint: Viewpoint = "recognised",
    title: str = "",
) -> Scenario:
    """A scenario from names, for a quick map.

    Parameters
    ----------
    launches, illustrative : iterable of str
        Places that the user declares as launches, or gives as examples: a name, "Donetsk, UA", a GeoNames id
        or "lon,lat".
    zones : iterable of str
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
        If a zone has no outline.
    """
    declared = [Launch(find_place(name, want="point"), "declared") for name in launches]
    examples = [Launch(find_place(name, want="point"), "illustrative") for name in illustrative]
    return Scenario(
        launches=(*declared, *examples),
        zones=tuple(make_zone(name, viewpoint=viewpoint) for name in zones),
        date=date,
        viewpoint=viewpoint,
        title=title,
    )


def make_zone(
    name: str, *, viewpoint: Viewpoint = "recognised", note: str = "", date: dt.date | None = None
) -> Zone:
    """The zone of a named region or country.

    Raises
    ------
    ScenarioError
        If the place is known but has no outline.
    """
    from geo.borders import outline

    place = find_place(name, want="area")
    shape = outline(place, viewpoint=viewpoint)
    if shape is None:
        raise ScenarioError(
            f"No outline for zone '{name}' ({place.label}). Name a country or a first-level region."
        )
    return Zone(place, shape, note, date)


def load_scenario(path: str | os.PathLike[str]) -> Scenario:
    """A scenario from its TOML file.

    Parameters
    ----------
    path : path
        The file. The text and territories it names are found beside it.

    Raises
    ------
    ScenarioError
        If the file is missing, is no TOML, or breaks a rule; the message names file, line and field.

    Notes
    -----
    ::

        title = "…"                     text = "kursk-2024.md"
        date = 2024-11-17               viewpoint = "recognised"    # or "de_facto"
        [[launch]]  place = "Sumy"      kind = "illustrative"       note = "…"
        [[launch]]  territory = "held.geojson"  date = 2024-11-17   source = "…"
        [[zone]]    place = "Kursk Oblast"      note = "…"          date = 2024-11-17
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{file}: {error}. A scenario is a TOML file.") from error
    except OSError as error:
        raise ScenarioError(f"Cannot read scenario '{file}': {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(
            f"{file}: not UTF-8 at byte {error.start}. Save the scenario as UTF-8."
        ) from error
    return _Reader(file, text).scenario(data)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Checks each field of one file and says where a rule is broken."""

    file: Path
    text: str

    def scenario(self, data: dict[str, Any]) -> Scenario:
        self.check_fields("", 0, data)
        viewpoint = self.choice("", 0, data, "viewpoint", get_args(Viewpoint)) or "recognised"
        source = self.string("", 0, data, "text")
        if source and not (self.file.parent / source).is_file():
            raise self.error("", 0, "text", f"there is no file '{self.file.parent / source}'")
        return Scenario(
            launches=tuple(self.launch(i, row) for i, row in enumerate(self.tables(data, "launch"))),
            zones=tuple(self.zone(i, row, viewpoint) for i, row in enumerate(self.tables(data, "zone"))),
            date=self.day("", 0, data),
            viewpoint=viewpoint,
            title=self.string("", 0, data, "title"),
            text=str(self.file.parent / source) if source else "",
            tolerance=self.positive("", 0, data, "tolerance") or 10.0,
        )

    def launch(self, index: int, row: dict[str, Any]) -> Launch:
        self.check_fields("launch", index, row)
        kind = self.choice("launch", index, row, "kind", get_args(LaunchKind))
        note, source = (self.string("launch", index, row, field) for field in ("note", "source"))
        day = self.day("launch", index, row)
        name, territory = (self.string("launch", index, row, field) for field in ("place", "territory"))
        if bool(name) == bool(territory):
            raise self.error(
                "launch", index, "place", "give either place (a point) or territory (a file or region)"
            )
        if territory:
            place, shape = self.territory(index, row, territory)
            return Launch(place, "territory", note, shape, day, source)
        if kind == "territory":
            raise self.error("launch", index, "kind", "a territory is named by territory = …, not by place")
        try:
            return Launch(find_place(name, want="point"), kind or "declared", note, None, day, source)
        except GeoError as error:
            raise self.error("launch", index, "place", str(error)) from error

    def territory(self, index: int, row: dict[str, Any], name: str) -> tuple[Any, BaseGeometry]:
        from geo.territory import load_territory

        drop = self.positive("launch", index, row, "drop_slivers_km2")
        try:
            return load_territory(name, folder=self.file.parent, drop_slivers_km2=drop)
        except GeoError as error:
            raise self.error("launch", index, "territory", str(error)) from error

    def zone(self, index: int, row: dict[str, Any], viewpoint: Viewpoint) -> Zone:
        self.check_fields("zone", index, row)
        name = self.string("zone", index, row, "place")
        if not name:
            raise self.error("zone", index, "place", "a zone needs the name of a region or country")
        try:
            return make_zone(
                name,
                viewpoint=viewpoint,
                note=self.string("zone", index, row, "note"),
                date=self.day("zone", index, row),
            )
        except GeoError as error:
            raise self.error("zone", index, "place", str(error)) from error

    def tables(self, data: dict[str, Any], field: str) -> list[dict[str, Any]]:
        rows = data.get(field, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.error("", 0, field, f"must be a list of tables, written [[{field}]]")
        return rows

    def check_fields(self, table: str, index: int, row: dict[str, Any]) -> None:
        for field in row:
            if field not in _FIELDS[table]:
                near = difflib.get_close_matches(field, _FIELDS[table], 1)
                hint = f"did you mean '{near[0]}'?" if near else f"allowed are {', '.join(_FIELDS[table])}"
                raise self.error(table, index, field, f"is no field of a scenario; {hint}")

    def string(self, table: str, index: int, row: dict[str, Any], field: str) -> str:
        value = row.get(field, "")
        if not isinstance(value, str):
            raise self.error(table, index, field, f"must be text in quotes, not {value!r}")
        return value

    def positive(self, table: str, index: int, row: dict[str, Any], field: str) -> float | None:
        value = row.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
            raise self.error(table, index, field, f"must be a number above 0, not {value!r}")
        return float(value)

    def choice(
        self, table: str, index: int, row: dict[str, Any], field: str, allowed: tuple[str, ...]
    ) -> Any:
        value = row.get(field)
        if value is not None and value not in allowed:
            raise self.error(table, index, field, f"is '{value}'; allowed are {', '.join(allowed)}")
        return value

    def day(self, table: str, index: int, row: dict[str, Any]) -> dt.date | None:
        value = row.get("date")
        if isinstance(value, dt.datetime):
            return value.date()
        if value is not None and not isinstance(value, dt.date):
            raise self.error(
                table, index, "date", f"must be a date without quotes, as 2024-11-17, not {value!r}"
            )
        return value

    def error(self, table: str, index: int, field: str, problem: str) -> ScenarioError:
        where = f"[[{table}]] number {index + 1}, {field}" if table else field
        return ScenarioError(
            f"{self.file}, line {self.line(table, index, field)}: {where}: {problem}.".replace("..", ".")
        )

    def line(self, table: str, index: int, field: str) -> int:
        """The line of a field; of its table's header where the field is missing."""
        lines = self.text.splitlines()
        heads = [i for i, line in enumerate(lines) if re.match(r"\s*\[", line)]
        start, stop = 0, heads[0] if heads else len(lines)
        if table:
            mine = [i for i in heads if re.match(rf"\s*\[\[\s*{table}\s*\]\]", lines[i])]
            start = mine[index] if index < len(mine) else 0
            stop = next((i for i in heads if i > start), len(lines))
        named = (i for i in range(start, stop) if re.match(rf"\s*\"?{re.escape(field)}\"?\s*=", lines[i]))
        fallback = next(
            (i for i, line in enumerate(lines) if re.search(rf"\b{re.escape(field)}\b", line)), start
        )
        return next(named, start if table else fallback) + 1
