"""A TOML file that a user writes: each field is checked, and an error names file, line and field."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.model import ScenarioError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class TomlFile:
    """The text of one file and the fields it may have."""

    path: Path
    """Where it stands."""
    text: str
    """The text as read, to find lines in."""
    fields: Mapping[str, tuple[str, ...]]
    """Table -> its fields; '' is the top of the file."""
    sort: str
    """What the file is, in words: 'scenario'."""

    def tables(self, data: dict[str, Any], field: str) -> list[dict[str, Any]]:
        """The tables written `[[field]]`, their fields checked."""
        rows = data.get(field, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.error("", 0, field, f"must be a list of tables, written [[{field}]]")
        for index, row in enumerate(rows):
            self.check_fields(field, index, row)
        return rows

    def check_fields(self, table: str, index: int, row: dict[str, Any]) -> None:
        """Complain of a field that the table does not have."""
        allowed = self.fields[table]
        for field in row:
            if field not in allowed:
                near = difflib.get_close_matches(field, allowed, 1)
                hint = f"did you mean '{near[0]}'?" if near else f"allowed are {', '.join(allowed)}"
                raise self.error(table, index, field, f"is no field of a {self.sort}; {hint}")

    def string(self, table: str, index: int, row: dict[str, Any], field: str) -> str:
        """A text, empty where it is missing."""
        value = row.get(field, "")
        if not isinstance(value, str):
            raise self.error(table, index, field, f"must be text in quotes, not {value!r}")
        return value

    def strings(self, table: str, index: int, row: dict[str, Any], field: str) -> tuple[str, ...]:
        """A list of texts, empty where it is missing."""
        value = row.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(table, index, field, f'must be a list of texts, as ["…", "…"], not {value!r}')
        return tuple(value)

    def positive(
        self,
        table: str,
        index: int,
        row: dict[str, Any],
        field: str,
        *,
        within: tuple[float, float] = (0.0, math.inf),
    ) -> float | None:
        """A finite number above 0 and within bounds, None where it is missing."""
        value = row.get(field)
        if value is None:
            return None
        least, most = within
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (number and 0 < value < math.inf and least <= value <= most):
            allowed = f"from {least:g} to {most:,.0f}" if least else "above 0"
            raise self.error(table, index, field, f"must be a number {allowed}, not {value!r}")
        return float(value)

    def choice(
        self, table: str, index: int, row: dict[str, Any], field: str, allowed: tuple[str, ...]
    ) -> Any:
        """One of the allowed texts, None where it is missing."""
        value = row.get(field)
        if value is not None and value not in allowed:
            raise self.error(table, index, field, f"is '{value}'; allowed are {', '.join(allowed)}")
        return value

    def day(self, table: str, index: int, row: dict[str, Any]) -> dt.date | None:
        """The field `date`, None where it is missing."""
        value = row.get("date")
        if isinstance(value, dt.datetime):
            return value.date()
        if value is not None and not isinstance(value, dt.date):
            raise self.error(
                table, index, "date", f"must be a date without quotes, as 2024-11-17, not {value!r}"
            )
        return value

    def file(self, table: str, index: int, row: dict[str, Any], field: str) -> str:
        """The path of a file named relative to this one, empty where it is missing."""
        name = self.string(table, index, row, field)
        if name and not (self.path.parent / name).is_file():
            raise self.error(table, index, field, f"there is no file '{self.path.parent / name}'")
        return str(self.path.parent / name) if name else ""

    def error(self, table: str, index: int, field: str, problem: str) -> ScenarioError:
        """What is wrong, with file, line and field."""
        where = f"[[{table}]] number {index + 1}, {field}" if table else field
        said = f"{self.path}, line {self.line(table, index, field)}: {where}: {problem}"
        return ScenarioError(said.rstrip(".") + ("" if said.endswith("?") else "."))

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
        word = re.compile(rf"(?<![\w]){re.escape(field)}(?![\w])")
        fallback = next((i for i, line in enumerate(lines) if word.search(line)), start)
        return next(named, start if table else fallback) + 1


def read_toml(
    path: str | os.PathLike[str], fields: Mapping[str, tuple[str, ...]], sort: str
) -> tuple[TomlFile, dict[str, Any]]:
    """A file and its data, the fields at the top checked.

    Raises
    ------
    ScenarioError
        If the file is missing, is no UTF-8 or no TOML, or has a field that it may not have.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{file}: {error}. A {sort} is a TOML file.") from error
    except OSError as error:
        raise ScenarioError(f"Cannot read {sort} '{file}': {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{file}: not UTF-8 at byte {error.start}. Save the {sort} as UTF-8.") from error
    checked = TomlFile(file, text, fields, sort)
    checked.check_fields("", 0, data)
    return checked, data
