"""Reading a corpus: documents a second, bad files, a run killed half-way, and spaCy's pipe beside it.

python benchmarks/corpus.py                       2,000 files; then the cost as work grows
python benchmarks/corpus.py --documents 100000    so many files, one in a thousand corrupt; takes a while
python benchmarks/corpus.py --growth              only the cost as work grows
"""

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geo.scale.corpus import Corpus, read_corpus
from geo.text.documents import read
from geo.text.extract import extract

SENTENCES = (
    "The {name} missile has a range of about {miles} miles, an official in {place} said.",
    "Reporters in {place} heard two blasts before dawn on Tuesday.",
    "{name}, which can reach targets up to {km} km away, has been in service since 1998.",
    "The ministry did not say whether {place} had been told.",
    "Officials in the {place} region said that power had been restored by noon.",
    "The convoy drove {km} km to the border with {place}.",
    "Analysts put the range of the {name} at between {miles} and {km} miles.",
)
NAMES = ("Falcon", "Heron", "Kestrel", "Merlin", "Osprey")
PLACES = ("Kyiv", "Kursk", "Sumy", "Odesa", "Riga", "Aden", "Seoul", "Khartoum", "Valencia", "Berlin")
CORRUPT = (b"", b"\x00\x01\x02", b"\x1f\x8b broken", b"   \n")


def text(rng: random.Random, sentences: int) -> str:
    """A short report of so many sentences."""
    return " ".join(
        rng.choice(SENTENCES).format(
            name=rng.choice(NAMES),
            place=rng.choice(PLACES),
            miles=rng.randint(20, 90),
            km=rng.randint(100, 900),
        )
        for _ in range(sentences)
    )


def write(folder: Path, count: int, sentences: int) -> set[str]:
    """So many files, and the names of those that are corrupt."""
    rng = random.Random(5)  # noqa: S311 - texts, not secrets
    bad = set()
    for number in range(count):
        below = folder / f"{number // 1000:04}"
        below.mkdir(exist_ok=True)
        path = below / f"{number:07}.txt"
        if number % 1000 == 500:
            path.write_bytes(rng.choice(CORRUPT))
            bad.add(str(path))
        else:
            path.write_text(text(rng, sentences), encoding="utf-8")
    return bad


def told(found: Corpus, bad: set[str], seconds: float) -> None:
    """Whether all good ones were read and all bad ones listed."""
    with found.failures.open(encoding="utf-8", newline="") as file:
        listed = {row["file"] for row in csv.DictReader(file) if row["outcome"] == "failed"}
    rate = found.documents / seconds
    print(
        f"  {found.documents:,} read, {found.failed:,} failed, listed are exactly the corrupt ones: {listed == bad}"
    )
    print(
        f"  {found.claim_count:,} claims, {found.place_count:,} places, {seconds:.1f} s, {rate:,.0f} documents/s",
        flush=True,
    )


def outputs(found: Corpus) -> list[bytes]:
    return [path.read_bytes() for path in (found.claims, found.places, found.failures)]


def killed(folder: Path, output: Path, count: int, workers: int) -> None:
    """Start a run in another process and kill it, and its workers, when half the documents are read."""
    code = f"from geo.scale.corpus import read_corpus\nif __name__ == '__main__': read_corpus([{str(folder)!r}], {str(output)!r}, workers={workers})"
    script = output.with_suffix(".py")
    script.write_text(code, encoding="utf-8")
    run = subprocess.Popen([sys.executable, str(script)], start_new_session=True)
    read_ = 0
    while read_ < count // 2 and run.poll() is None:
        time.sleep(0.2)
        read_ = sum(
            int(part.stem.rpartition("-")[2]) for part in Path(f"{output}.work").glob("part-*.parquet")
        )
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    print(f"  killed with {read_:,} documents saved", flush=True)


def robust(count: int, sentences: int, workers: int) -> None:
    """All good ones, all bad ones, and the same bytes after a kill."""
    print(f"{count:,} files of {sentences} sentences, {workers} processes")
    with TemporaryDirectory() as name:
        root = Path(name)
        (root / "texts").mkdir()
        bad = write(root / "texts", count, sentences)
        start = time.perf_counter()
        whole = read_corpus([root / "texts"], root / "whole.parquet", workers=workers)
        told(whole, bad, time.perf_counter() - start)
        killed(root / "texts", root / "cut.parquet", count, workers)
        cut = read_corpus([root / "texts"], root / "cut.parquet", workers=workers)
        print(f"  restarted: the same bytes: {outputs(cut) == outputs(whole)}")


def cpu(function: Callable[[], Any]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def growth(model: str) -> None:
    """CPU seconds of one process, for more documents and for longer ones, and spaCy on the same texts."""
    rng = random.Random(7)  # noqa: S311 - texts, not secrets
    pipe = spacy_pipe(model)
    extract(read(sample()))
    print("documents  sentences  characters      CPU s   documents/s   MB/s   spaCy's pipe, CPU s")
    for count, sentences in ((20, 10), (200, 10), (1000, 10), (200, 1), (20, 100), (4, 500), (1, 2000)):
        texts = [text(rng, sentences) for _ in range(count)]
        size = sum(map(len, texts))
        seconds = cpu(lambda texts=texts: [extract_text(number, one) for number, one in enumerate(texts)])
        beside = (
            f"{cpu(lambda texts=texts: list(pipe.pipe(texts))):8.2f}" if pipe and size < 1e6 else "left out"
        )
        print(
            f"{count:9,} {sentences:10,} {size:11,} {seconds:10.2f} {count / seconds:13,.0f} {size / seconds / 1e6:6.2f}   {beside}",
            flush=True,
        )


def extract_text(number: int, one: str) -> Any:
    from geo.model import Document

    return extract(Document(str(number), one))


def sample() -> Path:
    return Path(__file__).parent.parent / "seeds" / "kursk-2024.md"


def spacy_pipe(model: str) -> Any:
    """SpaCy with one of its models, or None."""
    try:
        import spacy

        return spacy.load(model)
    except (ImportError, OSError) as problem:
        print(f"spaCy is left out: {str(problem)[:60]}")
        return None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2000, metavar="N")
    parser.add_argument("--sentences", type=int, default=4, metavar="N", help="in each of the files")
    parser.add_argument("--model", default="en_core_web_sm", help="of spaCy")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--growth", action="store_true", help="only the cost as work grows")
    given = parser.parse_args()
    if not given.growth:
        robust(given.documents, given.sentences, given.workers)
    growth(given.model)


if __name__ == "__main__":
    main()
