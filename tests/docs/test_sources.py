"""What the documentation says is so: its commands and its Python run, its links lead somewhere, nothing is left out."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import geo
from geo.cli import _COMMANDS, main
from geo.model import Document, UnknownPlaceError
from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "notebooks").glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TEXT = "The Falcon missile has a range of about 190 miles. Officials have authorised its use in Russia's Kursk region.\n"
ROW = {"id": "a1", "text": "The Storm Shadow missile has a range of more than 250 km."}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def name(path):
    return str(path.relative_to(ROOT))


def blocks(path):
    """Language and text of each fenced block, in order."""
    return FENCE.findall(path.read_text(encoding="utf-8"))


def commands(block):
    """The lines of a console block that begin with '$ geo'."""
    return [line for line, _ in shown(block)]


def shown(block):
    """Each '$ geo' command with the output that is printed below it."""
    parts = re.split(r"^\$ (?=geo )", block, flags=re.MULTILINE)[1:]
    return [(line, output.strip("\n")) for line, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A copy of what a reader has: seeds, notebooks, and files of the reader's own."""
    import pandas as pd

    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    for folder in ("corpus", "articles", "events"):
        (tmp_path / folder).mkdir()
    (tmp_path / "corpus" / "a.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    shutil.copy(tmp_path / "article.txt", tmp_path / "articles" / "article.txt")
    points = pd.DataFrame({"lon": [34.8, 37.6], "lat": [50.9, 55.7], "date": ["2024-11-17", "2024-11-18"]})
    points.to_csv("/".join([str(tmp_path), "events.csv"]), index=False)
    points.to_parquet(tmp_path / "events.parquet")
    points.to_parquet(tmp_path / "events" / "part.parquet")
    posts = pd.DataFrame({"name": ["a"], "lon": [35.0], "lat": [51.0], "radius_km": [100.0]})
    posts.to_csv(tmp_path / "posts.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def filled_in(pattern):
    return sorted(str(path) for path in Path().glob(pattern))


def run(line):
    """One command as a shell would run it: patterns filled in, '> file' obeyed."""
    words = shlex.split(line, comments=True)
    target = None
    if ">" in words:
        words, target = words[: words.index(">")], words[-1]
    arguments = [found for word in words[1:] for found in (filled_in(word) if "*" in word else [word])]
    done = CliRunner().invoke(main, arguments)
    if target:
        Path(target).write_text(done.stdout, encoding="utf-8")
    return done


def with_blocks(language):
    return [path for path in PAGES if any(kind == language for kind, _ in blocks(path))]


@pytest.mark.usefixtures("clone")
@pytest.mark.parametrize("path", with_blocks("console"), ids=name)
@pytest.mark.filterwarnings("default::UserWarning")
def test_commands_run_as_printed(path):
    lines = [pair for kind, block in blocks(path) if kind == "console" for pair in shown(block)]
    assert lines
    assert run("geo ring Sumy '190 miles' -o ring.geojson").exit_code == 0
    for line, output in lines:
        done = run(line)
        assert done.exit_code == 0, f"{line}\n{done.output}\n{done.exception!r}"
        assert not output or [words.rstrip() for words in done.stdout.splitlines()] == output.splitlines()


@pytest.mark.usefixtures("clone")
@pytest.mark.parametrize("path", with_blocks("python"), ids=name)
def test_python_runs_as_printed(path):
    from shapely import Point

    from geo.scale import make_sources

    names = {"__name__": "page", "geo": geo, "sources": make_sources(["Sumy"], [Point(34.8, 50.9)], [300e3])}
    for kind, block in blocks(path):
        if kind == "python":
            exec(compile(block, f"{name(path)}", "exec"), names)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path):
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        target = link.partition("#")[0]
        if target and not re.match(r"\w+:", target):
            assert (path.parent / target).exists(), f"{name(path)} links to '{link}'"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_files_named_in_words_exist(path):
    text = path.read_text(encoding="utf-8")
    for file in re.findall(r"`((?:geo|docs|data|tests|benchmarks|notebooks|seeds)/[\w./-]+\.\w+)`", text):
        assert (ROOT / file).exists(), f"{name(path)} names '{file}'"


def test_what_a_contributor_is_to_add_is_not_there_yet():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (sentence,) = re.findall(r'`echo "([^"]+)" \| geo read -` lists no range', page)
    assert geo.extract(Document("one", sentence)).ranges == ()
    (name,) = re.findall(r"`geo places (\S+)` finds it", page)
    with pytest.raises(UnknownPlaceError):
        geo.find_place(name)


def test_every_command_stands_in_a_page_with_an_example_that_runs():
    named = {line.split()[1] for path in PAGES for _, block in blocks(path) for line in commands(block)}
    assert named >= set(_COMMANDS), f"no page shows: {', '.join(set(_COMMANDS) - named)}"


def test_every_option_named_in_a_page_is_one():
    for path in PAGES:
        for _, block in blocks(path):
            for line in commands(block):
                words = shlex.split(line, comments=True)
                known = CliRunner().invoke(main, [words[1], "--help"]).stdout
                for word in words[2:]:
                    if word.startswith("--"):
                        assert word in known, f"{name(path)}: {line}"


def test_every_public_name_stands_in_the_reference():
    reference = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").glob("*.md")
    )
    missing = [one for one in geo.__all__ if not one.startswith("_") and f"geo.{one}\n" not in reference]
    assert not missing


def test_every_page_is_in_the_table_of_contents():
    lists = [ROOT / "docs" / "index.md", ROOT / "docs" / "reference.md"]
    listed = {line for path in lists for line in path.read_text(encoding="utf-8").splitlines()} | {"index"}
    pages = [path.relative_to(ROOT / "docs") for path in PAGES if (ROOT / "docs") in path.parents]
    assert not {page.with_suffix("").as_posix() for page in pages} - listed


def test_the_kilometres_of_each_wording_are_those_it_gives():
    page = (ROOT / "docs" / "uncertainty.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]*miles) \|.*\| ([\d.]+) to ([\d.]+|open) \|$", page, re.MULTILINE)
    assert len(rows) >= 8
    for words, low, high in rows:
        length = geo.parse_length(words)
        assert (low, high) == (f"{length.low / 1e3:.1f}", f"{length.high / 1e3:.1f}".replace("inf", "open"))
