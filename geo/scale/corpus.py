"""Reading a corpus: on all cores or a cluster, resumed where it stopped, the same bytes however often it did."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import geo
from geo.files import check_output, write_whole
from geo.model import DocumentError, OutputError
from geo.scale.arrow import arrow
from geo.scale.engine import run
from geo.scale.entries import entries, files_of
from geo.scale.reading import read_block, schema
from geo.scale.tables import claims_of, places_of, write_failures, write_table

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from geo.scale.entries import Entry

BLOCK: Final = 32
"""Documents that one worker reads at a time."""
_SAVE: Final = 5.0
"""Seconds between two parts: what a run that is cut off may lose."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a run has written."""

    claims: Path
    """Parquet file of range statements, one row each."""
    places: Path
    """GeoParquet file of place names, one row each."""
    failures: Path
    """CSV file: file, line, outcome and reason of every document that failed or was noted."""
    documents: int
    """Documents that were read."""
    failed: int
    """Documents that could not be."""
    claim_count: int
    """Range statements."""
    place_count: int
    """Place names."""


def read_corpus(
    sources: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    begun: Callable[[int, int], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Corpus:
    """Read every document of a corpus and write what they state.

    A run that was cut off, however rudely, goes on where it stopped when it is called again with the same texts; the
    result is the same to the byte, in whatever order the texts are given and however many workers read them. A
    document that cannot be read never stops the run.

    Parameters
    ----------
    sources : iterable of paths
        Texts, JSON lines, folders of them, or patterns with `*`; gzipped or not.
    output : path
        The Parquet file of claims. Places and failures stand beside it as `-places.parquet` and `-failures.csv`.
    workers : int
        Processes on this machine.
    scheduler : str, optional
        "local" or the address of a Dask scheduler. Lines travel to its workers; whole files must be where they can
        read them.
    begun : callable, optional
        Told once how many documents there are and how many an earlier run has read.
    progress : callable, optional
        Told the number of documents each time some are done.

    Raises
    ------
    DocumentError
        If there are no texts.
    OutputError
        If `output` cannot be written.
    """
    target = check_output(output, suffixes=(".parquet",))
    files = files_of(str(source) for source in sources)
    for name in _names(target):
        check_output(name, reading=files)
    work = target.with_name(f"{target.name}.work")
    plan = _plan(work, files)
    done = sum(_span(part)[1] for part in _parts(work))
    if begun is not None:
        begun(sum(plan), done)
    if done < sum(plan):
        blocks = _blocks(_rest(files, plan, done))
        tables = run(read_block, blocks, workers=workers, scheduler=scheduler, processes=True)
        _save(work, done, tables, progress)
    return _finish(work, target)


def _names(target: Path) -> tuple[Path, Path, Path]:
    """Where claims, places and failures go."""
    places, failures = (
        target.with_name(f"{target.stem}-{end}") for end in ("places.parquet", "failures.csv")
    )
    return target, places, failures


def _plan(work: Path, files: list[Path]) -> list[int]:
    """How many documents each file has; counted once, and forgotten with all that was read if a file has changed."""
    known = [(str(path), stat.st_size, stat.st_mtime_ns) for path in files for stat in (path.stat(),)]
    digest = hashlib.sha256(json.dumps([geo.__version__, known]).encode()).hexdigest()
    path = work / "plan.json"
    plan = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if plan.get("digest") == digest:
        known_counts: list[int] = plan["counts"]
        return known_counts
    shutil.rmtree(work, ignore_errors=True)
    counts = [sum(1 for _ in entries(file)) for file in files]
    if not sum(counts):
        raise DocumentError(f"No documents in {len(files)} files. Give files with text.")
    try:
        work.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"Cannot write '{work}': {error.strerror}.") from error
    write_whole(path, json.dumps({"digest": digest, "counts": counts}))
    return counts


def _rest(files: list[Path], counts: list[int], done: int) -> Iterator[Entry]:
    """The documents behind the first `done`."""
    skip = done
    for file, count in zip(files, counts, strict=True):
        if skip >= count:
            skip -= count
            continue
        yield from islice(entries(file), skip, count)
        skip = 0


def _blocks(documents: Iterator[Entry]) -> Iterator[list[Entry]]:
    while block := list(islice(documents, BLOCK)):
        yield block


def _save(work: Path, done: int, tables: Iterator[Any], progress: Callable[[int], None] | None) -> None:
    """Write what comes in parts whose names say which documents they hold."""
    waiting: list[Any] = []
    last = time.monotonic()
    for table in chain(tables, [None]):
        if table is not None:
            waiting.append(table)
            if progress is not None:
                progress(table.num_rows)
        if waiting and (table is None or time.monotonic() - last > _SAVE):
            done += _write_part(work, done, waiting)
            waiting, last = [], time.monotonic()


def _write_part(work: Path, first: int, tables: list[Any]) -> int:
    table = arrow().concat_tables(tables)
    beside = work / "unfinished"
    arrow("pyarrow.parquet").write_table(table, beside, compression="zstd")
    beside.replace(work / f"part-{first:012}-{table.num_rows}.parquet")
    return int(table.num_rows)


def _parts(work: Path) -> list[Path]:
    return sorted(work.glob("part-*.parquet"))


def _span(part: Path) -> tuple[int, int]:
    """Number of the first document of a part, and how many it has."""
    _, first, count = part.stem.split("-")
    return int(first), int(count)


def _finish(work: Path, target: Path) -> Corpus:
    """The parts as three tables, in place of any older ones; then the parts are gone."""
    names = _names(target)
    beside = [work / f"whole-{name.name}" for name in names]
    parts = _parts(work)
    documents = sum(_span(part)[1] for part in parts)
    failed = write_failures(beside[2], _stored(parts))
    said = {"georeach": json.dumps({"documents": documents - failed, "failed": failed})}
    claims = write_table(beside[0], map(claims_of, _stored(parts)), said)
    places = write_table(beside[1], map(places_of, _stored(parts)))
    for whole, name in zip(beside, names, strict=True):
        whole.replace(name)
    (work / "plan.json").unlink()
    shutil.rmtree(work)
    return Corpus(*names, documents - failed, failed, claims, places)


def _stored(parts: list[Path]) -> Iterator[Any]:
    wanted = schema()
    for part in parts:
        yield arrow("pyarrow.parquet").read_table(part, schema=wanted)
