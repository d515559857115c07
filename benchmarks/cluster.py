"""The join on a Dask cluster of two processes beside a process pool, and with one worker killed in mid-run.

python benchmarks/cluster.py [--points 10000000] [--rings 10000]
"""

import argparse
import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import dask
import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from dask.distributed import Client, LocalCluster
from join import events, rings

from geo.scale import Sources, make_sources
from geo.scale.block import Part, add_up
from geo.scale.engine import _ALLOCATION, run
from geo.scale.joining import join_piece
from geo.scale.rows import pieces

FILES = 20
WORKERS = 2


class Peak:
    """The largest resident size of any process below this one, MB."""

    def __enter__(self) -> Self:
        self.largest, self.stop = 0.0, threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()

    def _watch(self) -> None:
        while not self.stop.wait(0.2):
            for process in psutil.Process().children(recursive=True):
                try:
                    self.largest = max(self.largest, process.memory_info().rss / 2**20)
                except psutil.Error:
                    continue


def write(folder: Path, count: int) -> None:
    """So many points in files of one size."""
    lonlat = events(count)
    for number, part in enumerate(np.array_split(lonlat, FILES)):
        pq.write_table(pa.table({"lon": part[:, 0], "lat": part[:, 1]}), folder / f"{number:02}.parquet")


def summed(parts: Iterator[Part]) -> tuple[int, int]:
    """How many pairs, and a checksum that knows the sources apart."""
    counts = add_up(parts).counts
    return int(counts.sum()), int((counts * np.arange(1, counts.size + 1)).sum() % 1_000_003)


def work_of(sources: Sources) -> Any:
    return partial(join_piece, sources=sources, want="counts", size=1 << 22)


def on_pool(folder: Path, work: Any) -> tuple[Any, float, float]:
    start = time.perf_counter()
    found = summed(run(work, pieces(folder, size=1), workers=WORKERS, processes=True))
    return found, 0.0, time.perf_counter() - start


def on_dask(folder: Path, work: Any, *, kill: bool) -> tuple[Any, float, float]:
    start = time.perf_counter()
    with (
        dask.config.set(_ALLOCATION),
        LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        with Client(cluster, set_as_default=False) as client:
            victim = next(iter(client.run(os.getpid).values()))
        ready = time.perf_counter() - start
        done = run(work, pieces(folder, size=1), scheduler=cluster.scheduler_address)
        found = summed(killing(done, victim) if kill else done)
    return found, ready, time.perf_counter() - start


def killing(parts: Iterator[Part], victim: int) -> Iterator[Part]:
    """The same; a worker dies when a third is done."""
    for number, part in enumerate(parts):
        if number == FILES // 3:
            os.kill(victim, signal.SIGKILL)
        yield part


def cpu() -> float:
    """CPU seconds of this process and of those it started that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--points", type=int, default=10**7)
    parser.add_argument("--rings", type=int, default=10**4)
    given = parser.parse_args()
    lon, lat, radius = rings(given.rings)
    work = work_of(make_sources(map(str, range(given.rings)), shapely.points(lon, lat), radius))
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, given.points)
        print(
            f"{given.points:,} points in {FILES} files x {given.rings:,} rings, {WORKERS} processes; seconds with start"
        )
        base, work_cpu, answer = 0.0, 0.0, None
        for engine, call in (
            ("process pool", partial(on_pool, folder, work)),
            ("Dask", partial(on_dask, folder, work, kill=False)),
            ("Dask, a worker killed", partial(on_dask, folder, work, kill=True)),
        ):
            before = cpu()
            with Peak() as peak:
                found, ready, seconds = call()
            spent = cpu() - before
            base, work_cpu, answer = base or seconds, work_cpu or spent, answer or found
            print(
                f"  {engine:24} {seconds:6.2f} s ({ready:.1f} s of it start), {seconds / base:.2f} times the pool, "
                f"{spent:.1f} CPU s, {spent / work_cpu:.2f} times the pool, "
                f"largest process {peak.largest:.0f} MB, same checksum: {found == answer}",
                flush=True,
            )


if __name__ == "__main__":
    main()
