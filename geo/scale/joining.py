"""The reach join: which of N points lie within which of K sources, exactly, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import numpy as np

from geo.files import check_output
from geo.model import GeoError
from geo.scale.block import Part, add_up, are_many, join_rows
from geo.scale.engine import run
from geo.scale.rows import listed, pieces
from geo.scale.sources import sources_of
from geo.scale.tally import Want

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from pandas import DataFrame

    from geo.model import Length
    from geo.scale.rows import Piece
    from geo.scale.sources import Bound, Sources

_STREAMED: Final = 1 << 18
"""Points at a time for few sources, which need no order."""
_PLANTED: Final = 1 << 22
"""Points at a time for many, which take or leave whole groups of them, and for shapes, which are made ready once."""


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """Which points lie within which sources."""

    sources: Sources
    """What was joined with, K of them."""
    part: Part
    """Counts, rows and pairs of the whole table."""

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many points each source holds, shape (K,)."""
        return self.part.counts

    @property
    def reached(self) -> NDArray[np.int32] | None:
        """How many sources hold each point, shape (N,), if asked for."""
        return self.part.reached

    @property
    def pairs(self) -> tuple[NDArray[Any], NDArray[np.int32]] | None:
        """Row and source of each pair, if asked for."""
        return self.part.pairs

    def to_frame(self) -> DataFrame:
        """One row a source: name, radius in km, points within, share of all in percent."""
        from pandas import DataFrame

        return DataFrame(
            {
                "source": self.sources.names,
                "radius_km": self.sources.radius / 1000,
                "points": self.counts,
                "percent": 100 * self.counts / max(1, self.part.size),
            }
        )


def join(
    points: Any,
    sources: Any,
    *,
    radius: float | str | Length | None = None,
    bound: Bound = "best",
    want: Want = "counts",
    output: str | os.PathLike[str] | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Join:
    """Which of N points lie within a geodesic radius of which of K sources.

    Exact: a point is within if and only if its geodesic distance is at most the radius. Files are streamed.

    Parameters
    ----------
    points : path, several paths, DataFrame, GeoDataFrame or array of shape (N, 2)
        As for `geo.scale.rows.pieces`: CSV, Parquet or GeoParquet, in longitude and latitude.
    sources : Reach, Place, geometry, DataFrame, path or several
        As for `geo.scale.sources.sources_of`. Sources with `since` and `until` hold only points whose day lies
        between.
    radius, bound
        As for `sources_of`.
    want : {"counts", "rows", "pairs"}
        A count for each source; also how many sources hold each row; or every pair of row and source.
    output : path, optional
        Write rows (GeoParquet, with bounding boxes) or pairs (Parquet) there as they are found, rather than
        keeping them in memory.
    workers : int
        Threads that share the work, or processes of a local cluster.
    scheduler : str, optional
        "local" or the address of a Dask scheduler; the files must be where its workers can read them.
    progress : callable, optional
        Told the number of rows each time some are done.

    Returns
    -------
    Join

    Raises
    ------
    GeoError
        If points or sources cannot be understood, or `output` is one of their files.

    Examples
    --------
    >>> import shapely
    >>> join([(34.8, 50.9), (36.2, 51.7)], shapely.Point(34.8, 50.9), radius="100 km").counts.tolist()
    [1]
    """
    if want not in get_args(Want):
        raise GeoError(f"Invalid want {want!r}. Must be one of {', '.join(get_args(Want))}.")
    if output is not None:
        if want == "counts":
            raise GeoError("Counts need no file. Ask for rows or pairs to write one.")
        named = (one for one in (sources,) if isinstance(one, str | Path))
        check_output(output, suffixes=(".parquet",), reading=(*listed(points), *named))
    wanted = sources_of(sources, radius=radius, bound=bound)
    size = _PLANTED if are_many(wanted) or wanted.shapes else _STREAMED
    work = partial(join_piece, sources=wanted, want=want, size=size, tables=output is not None)
    table = pieces(points, size=size, dates=bool(wanted.dated.any()))
    done = run(work, table, workers=workers, scheduler=scheduler)
    if output is not None:
        from geo.scale.output import write_tables

        done = write_tables(done, output, want, wanted.names)
    none = _none(0, len(wanted), "counts" if output is not None else want)
    return Join(wanted, add_up([none, *_told(done, progress)]))


def join_piece(piece: Piece, sources: Sources, want: Want, size: int, tables: bool = False) -> Any:
    """One piece of a table against all sources: the unit of work on any engine.

    Returns
    -------
    Part, or (Part, list of Arrow tables)
        With `tables`, rows and pairs come as tables, and the part has only counts.
    """
    if not tables:
        found = [join_rows(rows, sources, want) for rows in piece.blocks(size)]
        return add_up([_none(piece.first, len(sources), want), *found])
    from geo.scale.output import table_of

    parts, written = [_none(piece.first, len(sources), "counts")], []
    for rows in piece.blocks(size):
        part = join_rows(rows, sources, want)
        written.append(table_of(rows, part, want))
        parts.append(Part(part.first, part.size, part.invalid, part.counts))
    return add_up(parts), written


def _none(first: int, sources: int, want: Want) -> Part:
    none = np.zeros(0, np.int32)
    return Part(
        first,
        0,
        0,
        np.zeros(sources, np.int64),
        none if want == "rows" else None,
        (none, none) if want == "pairs" else None,
    )


def _told(parts: Iterator[Part], progress: Callable[[int], None] | None) -> Iterator[Part]:
    for part in parts:
        if progress is not None:
            progress(part.size)
        yield part
