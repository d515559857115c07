"""Fit the weights of `reading.toml` to gold texts: `python data/fit_reading.py GOLD.jsonl ... [--write]`.

Each line of a gold file is an object with "text" and "places", each place with "start", "end" and maybe "demonym".
Prints how well the weights do on every file when they were fitted to the others, which tells rules from memory. Nothing
of the texts goes into the weights but how often a sign stands beside a place. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from geo.text.context import weigh  # noqa: E402 - the library that is fitted
from geo.text.cues import cues  # noqa: E402
from geo.text.toponyms import find_toponyms  # noqa: E402

Sample = tuple[Counter[str], bool, bool]
"""The signs of a candidate, whether it is a place in the gold, and whether it is part of somebody's name."""
ROUNDS = 2
"""Signs of the document depend on the weights, so the fit is repeated."""


def collect(path: Path) -> tuple[list[Sample], int]:
    """Candidates of all texts in a file, and how many gold places have none."""
    samples: list[Sample] = []
    missed = 0
    for line in filter(None, path.read_text("utf-8").split("\n")):
        row = json.loads(line)
        found = find_toponyms(row["text"])
        weigh(row["text"], found)
        gold = [(place["start"], place["end"], bool(place.get("demonym"))) for place in row["places"]]
        for toponym in found.toponyms:
            hits = [demonym for start, end, demonym in gold if start < toponym.end and toponym.start < end]
            if not any(hits):
                samples.append((Counter(toponym.signs), bool(hits), bool(toponym.owner)))
        missed += sum(
            not demonym and not any(start < t.end and t.start < end for t in found.toponyms)
            for start, end, demonym in gold
        )
    return samples, missed


def fit(samples: list[Sample]) -> dict[str, float]:
    """Logistic regression over the signs, rounded to quarters."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    table = DictVectorizer()
    model: Any = LogisticRegression(C=1.0, max_iter=3000)
    model.fit(
        table.fit_transform([signs for signs, _, _ in samples]), [is_place for _, is_place, _ in samples]
    )
    weights = dict(zip(table.feature_names_, model.coef_[0], strict=True)) | {"base": model.intercept_[0]}
    return {sign: round(float(weight) * 4) / 4 for sign, weight in weights.items()}


def f1(weights: dict[str, float], samples: list[Sample], missed: int) -> float:
    """Harmonic mean of precision and recall on overlapping spans."""
    hits = wrong = 0
    for signs, is_place, owned in samples:
        score = weights["base"] + sum(weights.get(sign, 0.0) * count for sign, count in signs.items())
        if score >= 0 and not owned:
            hits += is_place
            wrong += not is_place
        else:
            missed += is_place
    return 2 * hits / (2 * hits + wrong + missed)


def write(weights: dict[str, float]) -> None:
    """Replace the weights in reading.toml."""
    path = HERE / "tables" / "reading.toml"
    head = path.read_text("utf-8").split("[weights]")[0]
    lines = [
        f"{sign} = {weight}"
        for sign, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        if weight
    ]
    path.write_text(head + "[weights]\n" + "\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into reading.toml")
    arguments = parser.parse_args()
    current = cues().weights
    for _ in range(ROUNDS):
        found = {path: collect(path) for path in arguments.gold}
        weights = fit([sample for samples, _ in found.values() for sample in samples])
        current.clear()
        current.update(weights)
    for path, (samples, missed) in found.items():
        others = [sample for other, (more, _) in found.items() if other != path for sample in more]
        apart = f", fitted to the others {f1(fit(others), samples, missed):.3f}" if others else ""
        print(f"{path.name}: F1 {f1(weights, samples, missed):.3f}{apart}")
    if arguments.write:
        write(weights)


if __name__ == "__main__":
    main()
