"""Results as Parquet, written as they come: rows as GeoParquet 1.1 with bounding boxes, pairs as two columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.files import whole_file
from geo.scale.arrow import arrow

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geo.scale.block import Part, Rows
    from geo.scale.sources import Floats
    from geo.scale.tally import Want

_BOX: Final = ("xmin", "ymin", "xmax", "ymax")
_POINT: Final = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
"""A point in well-known binary."""


def geo_metadata(geometry: str = "geometry", box: str = "bbox") -> dict[bytes, bytes]:
    """The `geo` entry of a GeoParquet 1.1 file of points in longitude and latitude with a column of boxes."""
    column = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {side: [box, side] for side in _BOX}},
    }
    meta = {"version": "1.1.0", "primary_column": geometry, "columns": {geometry: column}}
    return {b"geo": json.dumps(meta).encode()}


def point_columns(lon: Floats, lat: Floats) -> tuple[Any, Any]:
    """Arrow arrays of points in well-known binary and of their boxes; null where a coordinate is NaN."""
    pa = arrow()
    missing = np.isnan(lon) | np.isnan(lat)
    raw = np.zeros(lon.size, _POINT)
    raw["order"], raw["type"], raw["x"], raw["y"] = 1, 1, lon, lat
    ends = np.arange(lon.size + 1, dtype=np.int32) * _POINT.itemsize
    whole = pa.Array.from_buffers(pa.binary(), lon.size, [None, pa.py_buffer(ends), pa.py_buffer(raw)])
    sides = [pa.array(side) for side in (lon, lat, lon, lat)]
    boxes = pa.StructArray.from_arrays(sides, names=_BOX, mask=pa.array(missing))
    return _nulled(whole, missing) if missing.any() else whole, boxes


def table_of(rows: Rows, part: Part, want: Want) -> Any:
    """The Arrow table of one block: row, reached, geometry and bbox, or row and source."""
    pa = arrow()
    if want == "pairs" and part.pairs is not None:
        row, source = part.pairs
        return pa.table({"row": pa.array(row, pa.int64()), "source": pa.array(source, pa.int32())})
    reached: NDArray[Any] | None = part.reached
    if reached is None:
        raise ValueError("Counts are no table of rows. Ask for want='rows' or want='pairs' to write a file.")
    geometry, box = point_columns(rows.lon, rows.lat)
    number = np.arange(rows.first, rows.first + rows.size)
    columns = {"row": pa.array(number), "reached": pa.array(reached), "geometry": geometry, "bbox": box}
    return pa.table(columns).replace_schema_metadata(geo_metadata())


def write_tables(
    done: Iterable[tuple[Part, list[Any]]], path: str | os.PathLike[str], want: Want, names: tuple[str, ...]
) -> Iterator[Part]:
    """Write the tables of each piece and pass its part on; the file is whole once all are drawn."""
    pa, schema = arrow(), _schema(want)
    with (
        whole_file(path) as beside,
        arrow("pyarrow.parquet").ParquetWriter(beside, schema, compression="zstd") as writer,
    ):
        for part, tables in done:
            for table in tables:
                if table.num_rows:
                    writer.write_table(_named(pa, table, names) if want == "pairs" else table)
            yield part


def _schema(want: Want) -> Any:
    pa = arrow()
    if want == "pairs":
        return pa.schema([("row", pa.int64()), ("source", pa.dictionary(pa.int32(), pa.string()))])
    box = pa.struct([(side, pa.float64()) for side in _BOX])
    columns = [("row", pa.int64()), ("reached", pa.int32()), ("geometry", pa.binary()), ("bbox", box)]
    return pa.schema(columns, metadata=geo_metadata())


def _named(pa: Any, table: Any, names: tuple[str, ...]) -> Any:
    source = pa.DictionaryArray.from_arrays(table["source"].combine_chunks(), pa.array(names))
    return pa.table({"row": table["row"], "source": source})


def _nulled(points: Any, missing: NDArray[np.bool_]) -> Any:
    pa = arrow()
    return arrow("pyarrow.compute").if_else(pa.array(missing), pa.scalar(None, pa.binary()), points)
