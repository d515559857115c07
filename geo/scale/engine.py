"""Where a pure function runs over many items: here, on threads, on processes, or on any Dask scheduler."""

from __future__ import annotations

import importlib
from collections import deque
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from geo.model import GeoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD: Final = 4
"""Items under way for each worker: enough to keep all busy, few enough to bound memory."""
_RETRIES: Final = 3
_TIMEOUT: Final = "10s"
"""How long a scheduler may take to answer."""

_ENVIRONMENT: Final = "distributed.nanny.pre-spawn-environ"
_ALLOCATION: Final = {
    f"{_ENVIRONMENT}.MALLOC_MMAP_THRESHOLD_": 1 << 26,
    f"{_ENVIRONMENT}.MALLOC_TRIM_THRESHOLD_": 1 << 28,
}
"""Dask's workers give every array back to the system at once, which costs as much as the arithmetic: keep them."""


class _Future(Protocol):
    def result(self) -> Any: ...


def run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    processes: bool = False,
) -> Iterator[Result]:
    """The results of a function, in the order of the items, however many work on them.

    Parameters
    ----------
    function : callable
        Takes one item; picklable for processes and Dask.
    items : iterable
        Drawn as workers become free, so that there may be more than fit into memory.
    workers : int
        How many work at a time; 1 works in this process.
    scheduler : str, optional
        Address of a Dask scheduler, as ``tcp://host:8786``, or "local" for a cluster of `workers` processes on this
        machine. A worker that dies costs a retry of what it was doing.
    processes : bool
        Whether the workers are processes; threads otherwise, which suit functions that spend their time in numpy.

    Raises
    ------
    GeoError
        If there are no workers, Dask is asked for and not installed, or the scheduler cannot be reached.
    """
    if workers < 1:
        raise GeoError(f"Invalid number of workers {workers}. Must be 1 or more.")
    if scheduler is not None:
        with _client(scheduler, workers) as client:
            ahead = _AHEAD * max(1, sum(client.nthreads().values()))
            yield from _gathered(client, function, items, ahead)
    elif workers == 1:
        yield from map(function, items)
    else:
        with _pool(workers, processes) as pool:
            yield from _in_order(lambda item: pool.submit(function, item), items, _AHEAD * workers)


def _in_order(submit: Callable[[Any], _Future], items: Iterable[Any], ahead: int) -> Iterator[Any]:
    waiting: deque[_Future] = deque()
    for item in items:
        waiting.append(submit(item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _gathered(client: Any, function: Callable[[Any], Any], items: Iterable[Any], ahead: int) -> Iterator[Any]:
    """The same on a cluster; results are fetched as they come, so that a worker takes few to its grave."""
    supply = enumerate(items)
    coming = importlib.import_module("dask.distributed").as_completed(loop=client.loop, with_results=True)
    number: dict[str, int] = {}
    ready: dict[int, Any] = {}
    turn = 0

    def send(count: int) -> None:
        for place, item in islice(supply, count):
            future = client.submit(function, item, pure=False, retries=_RETRIES)
            number[future.key] = place
            coming.add(future)

    send(ahead)
    for future, result in coming:
        ready[number.pop(future.key)] = result
        while turn in ready:
            yield ready.pop(turn)
            turn += 1
            send(1)


@contextmanager
def _pool(workers: int, processes: bool) -> Iterator[Any]:
    """An executor that forgets what has not begun when its user stops early."""
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
    from multiprocessing import get_context

    pool = (
        ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
        if processes
        else ThreadPoolExecutor(workers)
    )
    try:
        yield pool
    except BrokenExecutor as death:
        raise GeoError(
            "A worker process died, perhaps of too little memory. Try again with fewer workers."
        ) from death
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _client(scheduler: str, workers: int) -> Iterator[Any]:
    try:
        dask = importlib.import_module("dask.distributed")
    except ImportError as missing:
        raise GeoError("A cluster needs Dask: pip install 'georeach[scale]'.") from missing
    if scheduler != "local":
        try:
            client = dask.Client(scheduler, timeout=_TIMEOUT, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise GeoError(
                f"No Dask scheduler at '{scheduler}'. Give an address as tcp://host:8786."
            ) from problem
        with client:
            yield client
        return
    config = importlib.import_module("dask.config")
    with (
        config.set(_ALLOCATION),
        dask.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        dask.Client(cluster, set_as_default=False) as client,
    ):
        yield client
