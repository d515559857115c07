"""`geo compare` as a user types it."""

import json

import pytest
from click.testing import CliRunner

from geo.cli import main


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, miles in (("one", "40"), ("two", "60")):
        (tmp_path / f"{name}.txt").write_text(f"The Falcon missile has a range of about {miles} miles.")
        (tmp_path / f"{name}.toml").write_text(
            f'text = "{name}.txt"\n[[launch]]\nplace = "Sumy"\nkind = "illustrative"\n'
        )
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_it_prints_claims_places_and_areas():
    done = run("compare", "one.toml", "two.toml", "-n", 3)
    assert done.exit_code == 0
    assert "changed  Falcon: about 40 mi" in done.stdout
    assert "b: “60 miles”" in done.stdout
    assert "enters" in done.stdout
    assert "gained" in done.stdout
    assert "more (--limit" in done.stdout


@pytest.mark.usefixtures("folder")
def test_a_scenario_and_itself():
    done = run("compare", "one.toml", "one.toml")
    assert "same     Falcon" in done.stdout
    assert "No listed place changes side." in done.stdout


def test_one_map_with_both(folder):
    assert run("compare", "one.toml", "two.toml", "-o", "both.geojson").exit_code == 0
    rows = json.loads((folder / "both.geojson").read_text(encoding="utf-8"))["features"]
    names = {row["properties"].get("system") for row in rows} - {None}
    assert names == {"Falcon (one)", "Falcon (two)"}
    done = run("compare", "one.toml", "two.toml", "-o", "both.html")
    assert done.exit_code == 0
    page = (folder / "both.html").read_text(encoding="utf-8")
    assert "Falcon (one)" in page
    assert "Falcon (two)" in page


def test_tables_in_a_file(folder):
    assert run("compare", "one.toml", "two.toml", "-o", "both.json").exit_code == 0
    data = json.loads((folder / "both.json").read_text(encoding="utf-8"))
    assert {row["change"] for row in data["places"]} <= {"enters", "surer", "less sure", "leaves"}


BAD = [
    (["one.toml"], "Missing argument"),
    (["one.toml", "gone.toml"], "gone.toml"),
    (["gone.toml", "one.toml"], "gone.toml"),
    (["one.toml", "two.txt"], "is no scenario"),
    (["one.toml", "two.toml", "--places", "gone.csv"], "no such file"),
    (["one.toml", "two.toml", "-o", "nowhere/both.html"], "no folder 'nowhere'"),
    (["one.toml", "two.toml", "-o", "both.doc"], "unknown format '.doc'"),
    (["one.toml", "two.toml", "-n", "-1"], "-1"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("args", "says"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_clear_line_and_exit_code_2(args, says):
    done = run("compare", *args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
