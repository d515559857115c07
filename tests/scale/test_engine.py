"""One function, every engine: the same results in the same order, and a dead worker costs a retry."""

import importlib
import os
import signal
import threading

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.model import GeoError
from geo.scale import join
from geo.scale.corpus import read_corpus
from geo.scale.engine import run
from tests.scale.data import events, rings, sources

ENGINES = {
    "here": {},
    "threads": {"workers": 3},
    "processes": {"workers": 2, "processes": True},
    "dask": {"workers": 2, "scheduler": "local"},
}


def square(number):
    return number * number


def fail(number):
    if number == 5:
        raise GeoError("five is too many")
    return number


@pytest.mark.parametrize("engine", ENGINES)
def test_results_come_in_the_order_of_the_items(engine):
    assert list(run(square, iter(range(40)), **ENGINES[engine])) == [number**2 for number in range(40)]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_is_the_users(engine):
    with pytest.raises(GeoError, match="five is too many"):
        list(run(fail, range(10), **ENGINES[engine]))


def test_items_are_drawn_only_as_workers_become_free():
    drawn = []
    gate = threading.Event()

    def items():
        for number in range(1000):
            drawn.append(number)
            yield number

    def wait(number):
        gate.wait(30)
        return number

    results = run(wait, items(), workers=2)
    threading.Timer(0.2, gate.set).start()
    assert next(results) == 0
    assert len(drawn) <= 8
    results.close()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere"])
def test_no_scheduler_is_one_clear_line(address, monkeypatch):
    monkeypatch.setattr("geo.scale.engine._TIMEOUT", "1s")
    with pytest.raises(GeoError, match="No Dask scheduler at"):
        list(run(square, range(3), scheduler=address))


@pytest.fixture(scope="module")
def cluster():
    from dask.distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as started:
        yield started


@pytest.fixture(scope="module")
def million(tmp_path_factory):
    path = tmp_path_factory.mktemp("million") / "events.parquet"
    lonlat = events(1_000_000)
    pq.write_table(pa.table({"lon": lonlat[:, 0], "lat": lonlat[:, 1]}), path, row_group_size=20_000)
    return path


def test_a_worker_killed_in_mid_run_changes_nothing(cluster, million, monkeypatch):
    """A million points on a cluster of two processes, one of which dies when the first piece is done."""
    monkeypatch.setattr(importlib.import_module("geo.scale.joining"), "_STREAMED", 20_000)
    wanted = sources(*rings(20))
    alone = join(million, wanted, want="pairs")
    victim = pids(cluster)[0]
    killed = []

    def kill(_):
        if not killed:
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    found = join(million, wanted, want="pairs", scheduler=cluster.scheduler_address, progress=kill)
    assert np.array_equal(found.counts, alone.counts)
    assert all(np.array_equal(mine, other) for mine, other in zip(found.pairs, alone.pairs, strict=True))
    assert found.part.size == 1_000_000
    assert victim in killed
    assert victim not in pids(cluster)


def pids(cluster):
    from dask.distributed import Client

    with Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        return list(client.run(os.getpid).values())


def test_a_corpus_on_a_cluster_is_the_same_to_the_byte(cluster, tmp_path):
    line = '{{"text": "The Falcon missile number {} has a range of about {} miles."}}'
    (tmp_path / "corpus.jsonl").write_text(
        "\n".join(line.format(n, 100 + n) for n in range(200)), encoding="utf-8"
    )
    for name, options in (("here", {}), ("there", {"scheduler": cluster.scheduler_address})):
        read_corpus([tmp_path / "corpus.jsonl"], tmp_path / f"{name}.parquet", **options)
    assert (tmp_path / "here.parquet").read_bytes() == (tmp_path / "there.parquet").read_bytes()
    assert pq.read_metadata(tmp_path / "here.parquet").num_rows == 200


def test_a_missing_library_is_said(monkeypatch, tmp_path):
    real = importlib.import_module

    def missing(name, *args):
        if name.startswith(("pyarrow", "dask")):
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(importlib, "import_module", missing)
    (tmp_path / "events.csv").write_text("lon,lat\n1,2\n", encoding="utf-8")
    with pytest.raises(GeoError, match=r"georeach\[scale\]"):
        join(tmp_path / "events.csv", sources(*rings(2)))
    with pytest.raises(GeoError, match=r"georeach\[scale\]"):
        list(run(square, range(3), scheduler="local"))
    assert join([(1, 2)], sources(*rings(2))).part.size == 1
