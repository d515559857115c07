"""A corpus is read whole, listed where it is bad, resumed after any end, and the same to the byte."""

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.model import DocumentError, OutputError
from geo.scale import corpus
from geo.scale.corpus import read_corpus
from geo.text.documents import read, read_many
from geo.text.extract import extract

SENTENCES = (
    "The Falcon missile has a range of about {} miles, an official in Kyiv said.",
    "Officials in Kursk said the Thunder missile reaches up to {} km.",
    "The weather in Paris was fine.",
)


def text(number):
    return " ".join(sentence.format(100 + number % 37) for sentence in SENTENCES[: 1 + number % 3])


def record(number):
    return {
        "id": f"d{number}",
        "text": text(number),
        "date": f"2024-{1 + number % 12:02}-05",
        "publisher": "The Post",
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Lines, gzipped lines, plain texts and pages, and one of each way to be bad."""
    root = tmp_path_factory.mktemp("corpus")
    lines = [json.dumps(record(number)).encode() for number in range(150)]
    lines[7], lines[40], lines[41], lines[90] = b'{"broken', b'{"id": "no text"}', b"\xff\xfe\x00", b""
    lines[100] = b'{"text": "half \\ud800 a character"}'
    (root / "a.jsonl").write_bytes(b"\n".join(lines))
    with gzip.open(root / "b.jsonl.gz", "wb") as file:
        file.write(b"\n".join(lines[:60]))
    whole = (root / "b.jsonl.gz").read_bytes()
    (root / "c.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    for number in range(20):
        (root / f"t{number:02}.txt").write_text(text(number), encoding="utf-8")
    (root / "u.txt").write_bytes("The Café said the Falcon has a range of 190 miles.".encode("cp1252"))
    (root / "v.txt").write_bytes(b"")
    (root / "w.txt").write_bytes(b"\x00\x01\x02 no text")
    (root / "x.txt.gz").write_bytes(b"\x1f\x8b damaged")
    (root / "y.html").write_text(f"<html><body><p>{text(5)}</p></body></html>", encoding="utf-8")
    (root / "z.pdf").write_bytes(b"%PDF no text of a folder")
    return root


def outputs(found):
    return [path.read_bytes() for path in (found.claims, found.places, found.failures)]


@pytest.fixture(scope="module")
def found(folder, tmp_path_factory):
    return read_corpus([folder], tmp_path_factory.mktemp("out") / "claims.parquet")


def failures(found):
    with found.failures.open(encoding="utf-8", newline="") as file:
        return [(Path(r["file"]).name, r["line"], r["outcome"], r["reason"]) for r in csv.DictReader(file)]


def test_every_good_document_gives_what_reading_it_alone_gives(folder, found):
    expected = []
    bad = {("a.jsonl", line) for line in (8, 41, 42, 101)}
    for document in (
        json.loads(line) for line in (folder / "a.jsonl").read_bytes().splitlines()[:40] if line[-1:] == b"}"
    ):
        (folder.parent / "one.jsonl").write_text(json.dumps(document), encoding="utf-8")
        claims = extract(next(read_many(folder.parent / "one.jsonl")))
        expected += [
            (document["id"], claim.quote, list(claim.systems), round(claim.length.best, 3))
            for claim in claims
        ]
    table = pd.read_parquet(found.claims)
    mine = table[(table["file"] == str(folder / "a.jsonl")) & (table["line"] <= 40)]
    rows = zip(mine["document"], mine["quote"], mine["systems"].map(list), mine["best_m"], strict=True)
    assert list(rows) == expected
    assert len(expected) > 50
    assert not bad & set(zip(table["file"].map(lambda path: Path(path).name), table["line"], strict=True))
    page = table[table["file"] == str(folder / "y.html")]
    assert list(page["quote"]) == [claim.quote for claim in extract(read(folder / "y.html"))]


def test_every_bad_document_is_listed_with_its_reason(found):
    listed = failures(found)
    failed = {(file, line): reason for file, line, outcome, reason in listed if outcome == "failed"}
    assert {key for key in failed if key[0] != "c.jsonl.gz"} == {
        ("a.jsonl", "8"),
        ("a.jsonl", "41"),
        ("a.jsonl", "42"),
        ("a.jsonl", "101"),
        ("b.jsonl.gz", "8"),
        ("b.jsonl.gz", "41"),
        ("b.jsonl.gz", "42"),
        ("v.txt", ""),
        ("w.txt", ""),
        ("x.txt.gz", ""),
    }
    assert any("breaks off" in reason for (file, _), reason in failed.items() if file == "c.jsonl.gz")
    assert all(len(reason) > 5 for reason in failed.values())
    assert [(file, outcome) for file, _, outcome, _ in listed if file == "u.txt"] == [("u.txt", "noted")]
    assert found.failed == len(failed)


def test_counts_and_tables_agree(found):
    assert pq.read_metadata(found.claims).num_rows == found.claim_count
    said = json.loads(pq.read_metadata(found.claims).metadata[b"georeach"])
    assert said == {"documents": found.documents, "failed": found.failed}
    places = gpd.read_parquet(found.places)
    assert len(places) == found.place_count
    assert {"Kyiv", "Paris"} <= set(places["name"])
    kursk = places[places["name"] == "Kursk"].geometry.iloc[0]
    assert (kursk.x, kursk.y) == pytest.approx((36.19, 51.74), abs=0.05)
    assert not (found.claims.parent / "claims.parquet.work").exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_same_bytes_in_any_order_and_with_any_workers(folder, found, tmp_path, monkeypatch, workers):
    monkeypatch.setattr(corpus, "BLOCK", 7 * workers)
    monkeypatch.setattr(corpus, "_SAVE", 0.0)
    shuffled = sorted(
        (path for path in folder.iterdir() if path.suffix != ".pdf"), key=lambda path: path.name[::-1]
    )
    again = read_corpus([*shuffled, folder], tmp_path / "claims.parquet", workers=workers)
    assert outputs(again) == outputs(found)


def test_a_run_that_stops_goes_on_where_it_stopped(folder, found, tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "_SAVE", 0.0)
    seen = []

    def stop(count):
        seen.append(count)
        if sum(seen) > 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_corpus([folder], tmp_path / "claims.parquet", progress=stop)
    told = []
    again = read_corpus(
        [folder], tmp_path / "claims.parquet", begun=lambda *said: told.append(said), progress=seen.append
    )
    ((total, done),) = told
    assert 150 < done < total
    assert done + sum(seen) >= total
    assert outputs(again) == outputs(found)


def test_parts_of_other_texts_are_not_taken(folder, found, tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "_SAVE", 0.0)

    for sources in ([folder / "a.jsonl"], [folder / "b.jsonl.gz", folder]):
        seen = []

        def stop(count, seen=seen):
            seen.append(count)
            if len(seen) > 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            read_corpus(sources, tmp_path / "claims.parquet", progress=stop)
        assert len(list((tmp_path / "claims.parquet.work").glob("part-*"))) == 2
    assert outputs(read_corpus([folder], tmp_path / "claims.parquet")) == outputs(found)


def test_kill_9_in_the_middle_and_a_restart_give_the_same_bytes(tmp_path):
    lines = "\n".join(json.dumps(record(number)) if number % 50 != 9 else "{bad" for number in range(700))
    (tmp_path / "corpus.jsonl").write_text(lines, encoding="utf-8")
    whole = read_corpus([tmp_path / "corpus.jsonl"], tmp_path / "whole.parquet")
    code = (
        "import sys; from geo.scale import corpus; corpus._SAVE = 0.0; from pathlib import Path\n"
        f"corpus.read_corpus([{str(tmp_path / 'corpus.jsonl')!r}], {str(tmp_path / 'cut.parquet')!r})"
    )
    parts = tmp_path / "cut.parquet.work"
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        for _ in range(2400):
            if len(list(parts.glob("part-*"))) >= 5 or process.poll() is not None:
                break
            time.sleep(0.025)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    read = sum(int(part.stem.rpartition("-")[2]) for part in parts.glob("part-*"))
    assert 0 < read < 700
    cut = read_corpus([tmp_path / "corpus.jsonl"], tmp_path / "cut.parquet")
    assert outputs(cut) == outputs(whole)
    assert cut.failed == 14


def test_the_command_reads_a_corpus(folder, found, tmp_path):
    done = CliRunner().invoke(
        main,
        ["read", str(folder), "-o", str(tmp_path / "claims.parquet"), "--workers", "1"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0
    assert f"Read {found.documents:,} documents" in done.stderr
    assert f"{found.failed} documents could not be read" in done.stderr
    assert (tmp_path / "claims.parquet").read_bytes() == found.claims.read_bytes()


@pytest.mark.parametrize(
    ("sources", "output", "error", "message"),
    [
        (["nothing"], "claims.parquet", DocumentError, "No texts at"),
        (["empty.jsonl"], "claims.parquet", DocumentError, "No documents in 1 files"),
        (["empty.jsonl"], "claims.csv", OutputError, "Must be .parquet"),
        (["empty.jsonl"], "no/claims.parquet", OutputError, "no folder"),
    ],
)
def test_what_cannot_be_read_or_written_is_said(tmp_path, sources, output, error, message):
    (tmp_path / "empty.jsonl").write_text("\n\n", encoding="utf-8")
    with pytest.raises(error, match=message):
        read_corpus([tmp_path / source for source in sources], tmp_path / output)


def test_several_sources_need_a_file_for_their_claims(folder):
    done = CliRunner().invoke(main, ["read", str(folder / "t01.txt"), str(folder / "t02.txt")])
    assert done.exit_code == 2
    assert "-o claims.parquet" in done.stderr
