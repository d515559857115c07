"""Tables as files: CSV, JSON, Parquet, or a workbook with a sheet for each."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, Final

from geo.files import check_output, whole_file, write_whole
from geo.formats.archive import packed, xml_text
from geo.formats.features import CAVEAT, to_frame
from geo.model import OutputError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path

    from pandas import DataFrame

    from geo.model import Reach

TABLE_FORMATS: Final = (".csv", ".json", ".parquet", ".xlsx")
_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d.,]*\Z)")
"""How a text begins that a spreadsheet runs; a signed number is none."""
_CELL: Final = 32_767
"""No cell of a workbook holds more letters."""
_ROWS: Final = 1_048_576
"""No sheet of a workbook has more rows, its head among them."""


def reach_tables(reach: Reach, places: DataFrame | None = None) -> dict[str, DataFrame]:
    """Every table that a reach has: claims, shapes with all that they rest on, places, summary, regions, zones."""
    from geo.covered import coverage, summary
    from geo.shares import region_shares, zone_overlap

    covered = coverage(reach, places)
    return {
        "claims": reach.claims.to_frame(),
        "shapes": to_frame(reach).drop(columns="geometry"),
        "places": covered,
        "summary": summary(covered) if len(covered) else covered[[]],
        "regions": region_shares(reach, places),
        "zones": zone_overlap(reach, places),
    }


def write_tables(tables: Mapping[str, DataFrame], path: str | os.PathLike[str]) -> Path:
    """Write tables to one file.

    Parameters
    ----------
    tables : mapping
        Name -> table. CSV and Parquet hold the first alone; a workbook and JSON hold all.
    path : path
        A .csv, .json, .parquet or .xlsx file. JSON and a workbook also hold the caveat.

    Raises
    ------
    OutputError
        If the suffix is none of these, the folder is missing, Parquet has no pyarrow, or a table is longer than a sheet.
    """
    target = check_output(path, suffixes=TABLE_FORMATS)
    suffix = target.suffix.lower()
    first = next(iter(tables.values()))
    if suffix == ".csv":
        return write_whole(target, csv_text(first))
    if suffix == ".json":
        return write_whole(target, tables_json(tables) + "\n")
    if suffix == ".xlsx":
        from pandas import DataFrame

        return write_whole(target, workbook({**tables, "caveat": DataFrame({"caveat": [CAVEAT]})}))
    with whole_file(target) as beside:
        try:
            first.to_parquet(beside, index=False)
        except ImportError as error:
            raise OutputError(
                f"Cannot write '{target}': Parquet needs pyarrow. Install it: pip install pyarrow."
            ) from error
    return target


def csv_text(table: DataFrame) -> str:
    """A table as CSV; a text that a spreadsheet would run as a formula has an apostrophe before it.

    >>> from pandas import DataFrame
    >>> csv_text(DataFrame({"name": ["=1+1", "Sumy", "-5"], "km": [-1.5, 2.0, 3.0]})).split()
    ['name,km', "'=1+1,-1.5", 'Sumy,2.0', '-5,3.0']
    """
    harmless = table.rename(columns=_harmless)
    for column in harmless.select_dtypes(exclude=["number", "bool"]):
        harmless[column] = harmless[column].map(_harmless, na_action="ignore")
    return harmless.to_csv(index=False, lineterminator="\r\n")


def _harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers and what else is no text stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def tables_json(tables: Mapping[str, DataFrame]) -> str:
    """Tables as one JSON object: name -> list of rows, missing values null, with the caveat."""
    data = {"caveat": CAVEAT, **{name: records(table) for name, table in tables.items()}}
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)


def records(table: DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain Python values; what is missing or no number is None."""
    return [{str(k): plain(v) for k, v in row.items()} for row in table.to_dict("records")]


def plain(value: Any) -> Any:
    """A cell as text, number, truth value or None."""
    if hasattr(value, "item"):
        value = value.item()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return None if str(value) in ("<NA>", "NaT") else str(value)


def workbook(tables: Mapping[str, DataFrame]) -> bytes:
    """A workbook (Office Open XML) with one sheet a table, heads bold and frozen; the same tables give the same bytes.

    Text is written as text, also where it begins with '=': nothing out of a document becomes a formula.

    Raises
    ------
    OutputError
        If a table has more rows than a sheet.
    """
    for name, table in tables.items():
        if len(table) >= _ROWS:
            raise OutputError(
                f"Table '{name}' has {len(table):,} rows, and a sheet holds {_ROWS - 1:,}. Write .csv or .parquet."
            )
    files = {**_frame_files([_sheet_name(name) for name in tables]), **_sheets(tables)}
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return packed({name: head + content for name, content in files.items()})


_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _frame_files(names: list[str]) -> dict[str, str]:
    count = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{xml_text(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(count, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOC}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in count
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in count
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACK}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACK}/relationships">{links}'
        f'<Relationship Id="rId0" Type="{_DOC}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>',
    }


def _sheets(tables: Mapping[str, DataFrame]) -> dict[str, str]:
    return {f"xl/worksheets/sheet{n}.xml": _sheet(table) for n, table in enumerate(tables.values(), 1)}


def _sheet(table: DataFrame) -> str:
    head = [str(column) for column in table.columns]
    rows = [_row(1, head, ' s="1"')]
    rows += [_row(n, list(row.values())) for n, row in enumerate(records(table), 2)]
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>{"".join(rows)}</sheetData></worksheet>'
    )


def _row(number: int, cells: list[Any], style: str = "") -> str:
    written = "".join(_cell(f"{_letters(i)}{number}", value, style) for i, value in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _cell(at: str, value: Any, style: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"{style}><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"{style}><v>{value!r}</v></c>'
    return (
        f'<c r="{at}" t="inlineStr"{style}><is><t xml:space="preserve">{xml_text(value[:_CELL])}</t></is></c>'
    )


def _letters(column: int) -> str:
    """The name of a column: A to Z, AA to ZZ.

    >>> _letters(0), _letters(25), _letters(26), _letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]
