"""`geo coverage` as a user types it."""

import json

import pandas as pd
import pyogrio
import pytest
from click.testing import CliRunner

from geo.cli import main

TEXT = "The Falcon missile has a range of about 60 miles, an official in Kyiv said."
SCENARIO = """
text = "article.txt"
date = 2024-11-17
[[launch]]
place = "Sumy"
kind = "illustrative"
[[zone]]
place = "Kursk Oblast"
note = "reported"
"""
TOWNS = "Siedlung,lon,lat,people,beds\nAlpha,34.8,50.9,100,7\nBeta,north,51,5,8\nGamma,36.2,51.7,50,9\nDelta,40,50,1,2\n"
BOX = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Box","pcode":"B1"},
"geometry":{"type":"Polygon","coordinates":[[[34,50],[35,50],[35,51],[34,51],[34,50]]]}}]}"""


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(TEXT)
    (tmp_path / "s.toml").write_text(SCENARIO)
    (tmp_path / "towns.csv").write_text(TOWNS)
    (tmp_path / "box.geojson").write_text(BOX)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_it_prints_places_people_regions_and_zones():
    done = run("coverage", "s.toml", "--robust", "-n", 5)
    assert done.exit_code == 0
    assert "Falcon, about 60 mi" in done.stdout
    assert "around Sumy, Sumy Oblast, UA (illustrative)" in done.stdout
    assert "certain" in done.stdout
    assert "UA-59" in done.stdout
    assert "RU-KRS" in done.stdout
    assert "more (--limit" in done.stdout
    assert "answers flip between the low and the high bound" in done.stdout
    assert "GeoNames" in done.stdout
    assert "Natural Earth" in done.stdout
    assert "not capability" in done.stdout


def test_two_runs_are_the_same(folder):
    assert run("coverage", "s.toml", "-o", "a.xlsx").exit_code == 0
    assert run("coverage", "s.toml", "-o", "b.xlsx").exit_code == 0
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()
    assert run("coverage", "s.toml").stdout == run("coverage", "s.toml").stdout


def test_the_users_places_and_regions(folder):
    done = run(
        "coverage", "s.toml", "--places", "towns.csv", "--column", "place=Siedlung", "--boundaries", "box.geojson",
        "-o", "out.json",
    )  # fmt: skip
    assert done.exit_code == 0
    assert "1 of 4 rows skipped" in done.stderr
    assert "row 3: longitude 'north'" in done.stderr
    data = json.loads((folder / "out.json").read_text())
    assert {row["place"]: (row["standing"], row["beds"]) for row in data["places"]} == {
        "Alpha": ("certain", 7),
        "Gamma": ("outside", 9),
        "Delta": ("outside", 2),
    }
    assert [(row["region"], row["region_code"], row["people"]) for row in data["regions"]] == [
        ("Box", "B1", 100)
    ]


def test_the_scenario_can_name_them(folder):
    text = 'places = { file = "towns.csv", place = "Siedlung" }\nboundaries = "box.geojson"\n' + SCENARIO
    (folder / "s.toml").write_text(text)
    assert run("coverage", "s.toml", "-o", "out.csv").exit_code == 0
    assert set(pd.read_csv(folder / "out.csv").place) == {"Alpha", "Gamma", "Delta"}


def test_a_workbook_of_every_table(folder):
    assert run("coverage", "s.toml", "--robust", "-o", "out.xlsx").exit_code == 0
    sheets = [name for name, _ in pyogrio.list_layers(folder / "out.xlsx")]
    assert sheets == ["places", "summary", "regions", "districts", "zones", "flips", "region flips", "caveat"]


def test_without_a_launch_it_says_what_is_missing(folder):
    (folder / "s.toml").write_text('text = "article.txt"\n')
    done = run("coverage", "s.toml")
    assert done.exit_code == 0
    assert "--launch PLACE" in done.stderr
    assert "Nothing to list" in done.stdout


BAD = [
    (["gone.toml"], "gone.toml"),
    (["article.txt"], "is no scenario"),
    (["s.toml", "--places", "gone.csv"], "no such file"),
    (["s.toml", "--places", "towns.csv"], "no column for place"),
    (["s.toml", "--places", "towns.csv", "--column", "place"], "Write FIELD=COLUMN"),
    (["s.toml", "--places", "towns.csv", "--column", "place=Nom"], "no column 'Nom'"),
    (["s.toml", "--column", "place=Siedlung"], "give --places too"),
    (["s.toml", "--boundaries", "towns.csv"], "no column for"),
    (["s.toml", "--margin", "far"], "Invalid length 'far'"),
    (["s.toml", "--min-population", "-1"], "-1"),
    (["s.toml", "--limit", "many"], "many"),
    (["s.toml", "-o", "nowhere/out.csv"], "no folder 'nowhere'"),
    (["s.toml", "-o", "out.doc"], "unknown format '.doc'"),
]


@pytest.mark.parametrize(("args", "says"), BAD, ids=[" ".join(args) for args, _ in BAD])
@pytest.mark.usefixtures("folder")
def test_bad_input_is_one_clear_line_and_exit_code_2(args, says):
    done = run("coverage", *args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
