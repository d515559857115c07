"""Fit `ranges.toml` and `holders.toml` to sentences: `python data/fit_ranges.py [GOLD.jsonl ...] [--write]`.

The sentences are those of tests/text/cases, known misses among them. Prints how well the weights, fitted to four fifths of
them, tell ranges from other lengths and their systems from other names in the last fifth, and on every gold file named.
Lengths come first: who holds a range is learned from the ranges that are found. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from geo.model import Document  # noqa: E402 - the library that is fitted
from geo.text.range_signs import signs  # noqa: E402
from geo.text.ranges import evidence  # noqa: E402

CASES = HERE.parent / "tests" / "text" / "cases"
FOREIGN = ("german", "french", "spanish", "ukrainian", "russian")
FRESH = (
    "wires",
    "trade-press",
    "plain-news",
    "background",
    "articles",
    "mixed",
    "mixed-2",
    "mixed-3",
    "mixed-4",
    "known-misses",
)
"""Files whose sentences no rule of `holders` was written for: elsewhere what it proposes is right, more than it should."""
WEIGHT = 3
"""How often each of these sentences counts for the holders."""
SEEN = 4
"""Sentences in which a sign must stand to get a weight."""

Sample = tuple[tuple[str, ...], bool]
"""The signs of a length or a system, and whether it is a range or holds one."""


def own_texts() -> list[dict[str, Any]]:
    """Sentences of the tests with the ranges that they state."""
    rows = []
    for path in sorted(CASES.glob("ranges-*.txt")):
        if not path.stem.endswith(FOREIGN):
            answers = json.loads(path.with_suffix(".json").read_text("utf-8"))
            lines = path.read_text("utf-8").splitlines()
            times = WEIGHT if path.stem.endswith(FRESH) else 1
            rows += [
                {"text": text, "ranges": ranges, "times": times}
                for text, ranges in zip(lines, answers, strict=True)
            ]
    return rows


def lengths(row: dict[str, Any]) -> list[Sample]:
    """Every length of a text."""
    gold = {(item["low"], item["high"], item["unit"]) for item in row["ranges"]}
    return [
        (tuple(signs(at)), (at.figure.low, at.figure.high, at.figure.unit) in gold)
        for at in evidence(Document("fit", row["text"])).lengths
    ]


def holders(row: dict[str, Any]) -> list[Sample]:
    """Every system near a range of a text that is one."""
    found = []
    for figure, row_of in evidence(Document("fit", row["text"])).holders:
        value = (figure.low, figure.high, figure.unit)
        gold = [
            name.lower()
            for item in row["ranges"]
            if (item["low"], item["high"], item["unit"]) == value
            for name in item["systems"]
        ]
        if gold:
            found += [(one.signs, _is_one_of(one.mention.name.lower(), gold)) for one in row_of]
    return found * row.get("times", 1)


def _is_one_of(name: str, gold: list[str]) -> bool:
    return any(other in name or name in other for other in gold)


def fit(rows: list[Sample]) -> tuple[dict[str, float], float]:
    """Logistic regression: the weight of every sign that is seen often enough, and the base."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(found, 1) for found, _ in rows])
    often = np.asarray((matrix > 0).sum(axis=0)).ravel() >= SEEN
    model: Any = LogisticRegression(C=0.3, max_iter=5000)
    model.fit(matrix[:, often], [label for _, label in rows])
    names = np.array(vectors.feature_names_)[often]
    worth = {str(name): round(float(weight), 2) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {name: weight for name, weight in worth.items() if weight}, round(float(model.intercept_[0]), 2)


def report(name: str, rows: list[Sample], worth: dict[str, float], base: float) -> None:
    """How many are told right at even odds."""
    told = [(base + sum(worth.get(sign, 0.0) for sign in found) >= 0, label) for found, label in rows]
    right = sum(said and label for said, label in told)
    wrong = sum(said and not label for said, label in told)
    missed = sum(label and not said for said, label in told)
    print(
        f"  {name:14} {right} right, {wrong} wrong, {missed} missed, F1 {2 * right / (2 * right + wrong + missed):.3f}"
    )


def write(name: str, worth: dict[str, float], base: float) -> None:
    """Replace base and weights in a table."""
    path = HERE / "tables" / name
    text = path.read_text("utf-8")
    old = tomllib.loads(text)["base"]
    head = text.partition("[weights]")[0].replace(f"base = {old}\n", f"base = {base}\n")
    path.write_text(
        head
        + "[weights]\n"
        + "".join(
            f"{json.dumps(sign, ensure_ascii=False)} = {weight}\n" for sign, weight in sorted(worth.items())
        ),
        "utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    own = own_texts()
    golds = {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        for path in options.gold
    }
    for name, collect in (("ranges.toml", lengths), ("holders.toml", holders)):
        print(name)
        samples = [collect(row) for row in own]
        for part in range(5):
            worth, base = fit([one for index, row in enumerate(samples) if index % 5 != part for one in row])
            report(f"own, part {part + 1}", [one for row in samples[part::5] for one in row], worth, base)
        worth, base = fit([one for row in samples for one in row])
        for stem, rows in golds.items():
            report(stem, [one for row in rows for one in collect(row)], worth, base)
        if options.write:
            write(name, worth, base)


if __name__ == "__main__":
    main()
