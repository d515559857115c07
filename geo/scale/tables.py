"""Rows of documents into the three tables of a corpus: claims, places as GeoParquet, and what failed."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.scale.arrow import arrow
from geo.scale.output import geo_metadata, point_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ROWS: Final = 1 << 16
"""Rows in a row group, however the documents came."""
_OWN: Final = ("document", "file", "line", "title", "publisher", "date")


def claims_of(rows: Any) -> Any:
    """One row a range statement, with what is known of its document."""
    return _flat(rows, "ranges")


def places_of(rows: Any) -> Any:
    """One row a place name, with a point and its box where it means one place, not where it is too close to call."""
    table = _flat(rows, "places")
    lon, lat = (np.array(table[name].to_numpy(), dtype=float) for name in ("lon", "lat"))
    lon[table["in_name"].to_numpy() | table["ambiguous"].to_numpy()] = np.nan
    geometry, box = point_columns(lon, lat)
    table = table.append_column("geometry", geometry).append_column("bbox", box)
    return table.replace_schema_metadata(geo_metadata())


def write_table(path: Path, tables: Iterable[Any], metadata: dict[str, str] | None = None) -> int:
    """Write tables one after the other in row groups of one size, and return how many rows there are."""
    grouped = _regrouped(tables)
    first = next(grouped)
    with arrow("pyarrow.parquet").ParquetWriter(path, first.schema, compression="zstd") as writer:
        count = 0
        for table in chain([first], grouped):
            writer.write_table(table, row_group_size=_ROWS)
            count += table.num_rows
        writer.add_key_value_metadata(metadata or {})
    return count


def write_failures(path: Path, tables: Iterable[Any]) -> int:
    """Write file, line, outcome and reason as CSV; return how many documents failed."""
    failed = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("file", "line", "outcome", "reason"))
        for table in tables:
            for row in table.select(["file", "line", "failed", "noted"]).to_pylist():
                for outcome in ("failed", "noted"):
                    if row[outcome] is not None:
                        out.writerow((row["file"], row["line"] or "", outcome, row[outcome]))
                failed += row["failed"] is not None
    return failed


def _flat(rows: Any, name: str) -> Any:
    pa, compute = arrow(), arrow("pyarrow.compute")
    column = rows[name].combine_chunks()
    items = compute.list_flatten(column)
    table = rows.select(_OWN).take(compute.list_parent_indices(column))
    for field in column.type.value_type:
        table = table.append_column(
            field, items.field(field.name) if len(items) else pa.array([], field.type)
        )
    return table


def _regrouped(tables: Iterable[Any]) -> Iterator[Any]:
    """The same rows in tables of `_ROWS` rows, the last one shorter; at least one table."""
    pa = arrow()
    waiting = None
    for table in tables:
        waiting = table if waiting is None else pa.concat_tables([waiting, table])
        while waiting.num_rows >= _ROWS:
            yield waiting.slice(0, _ROWS).combine_chunks()
            waiting = waiting.slice(_ROWS)
    if waiting is not None:
        yield waiting.combine_chunks()
