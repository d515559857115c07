"""Every command as a user types it: output on stdout, words on stderr, exit code 2 for what can be mended."""

import json

import pytest
import shapely
from click.testing import CliRunner

from geo.cli import _COMMANDS, main

TEXT = "The Falcon missile has a range of about 190 miles, an official in Kyiv said."


def run(*args, text=None):
    return CliRunner().invoke(main, [str(arg) for arg in args], input=text, catch_exceptions=False)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_help_names_every_command_and_each_explains_itself():
    assert all(name in run("--help").stdout for name in _COMMANDS)
    for name in _COMMANDS:
        done = run(name, "--help")
        assert done.exit_code == 0
        assert f"geo {name} " in done.stdout, f"the help of {name} shows no example"


def test_distance_in_both_units_with_azimuth():
    done = run("distance", "Sumy", "34.80,51.92")
    assert done.exit_code == 0
    assert " km (" in done.stdout
    assert " mi)" in done.stdout
    assert "azimuth 0° (N)" in done.stdout or "azimuth 360" in done.stdout


def test_distance_says_which_place_was_taken():
    done = run("distance", "Donetsk", "Kursk")
    assert "Donetsk" in done.stderr
    assert "also Donetsk" in done.stderr
    assert "RU" in done.stderr


def test_western_longitudes_are_no_options():
    done = run("distance", "-74,40", "-0.1,51.5")
    assert done.exit_code == 0
    assert "74° W, 40° N" in done.stderr


def test_help_keeps_its_examples_on_lines_of_their_own():
    assert "\n  geo ring Sumy" in run("ring", "--help").stdout


def test_ring_is_valid_geojson(tmp_path):
    path = tmp_path / "ring.geojson"
    done = run("ring", "Sumy", "190 miles", "-o", path)
    assert done.exit_code == 0
    assert done.stdout == ""
    row = json.loads(path.read_text(encoding="utf-8"))
    assert shapely.geometry.shape(row["geometry"]).is_valid
    assert row["properties"]["stated"] == "190 mi (310 km)"


def test_ring_to_stdout_can_be_piped():
    assert json.loads(run("ring", "0,89", "500 km", "--inner", "100 km").stdout)["type"] == "Feature"


def test_audit_says_how_wrong_a_ring_is(tmp_path):
    path = tmp_path / "ring.geojson"
    run("ring", "Sumy", "190 mi", "-o", path)
    right = run("audit", path, "--around", "Sumy", "--radius", "190 mi")
    assert right.exit_code == 0
    assert "Worst error: between" in right.stdout
    wrong = run("audit", path, "--around", "Kharkiv", "--radius", "190 mi")
    assert "km (certified)" in wrong.stdout


def test_places_tell_candidates_apart():
    done = run("places", "Kursk")
    assert "RU-KRS" in done.stdout
    assert "settlement" in done.stdout


def test_read_prints_claims_and_places(article):
    done = run("read", article)
    assert "Falcon" in done.stdout
    assert "about 190 mi (about 310 km)" in done.stdout
    assert "Kyiv" in done.stdout
    assert "names no launch point" in done.stderr


def test_read_gives_a_place_one_row_however_it_is_written(tmp_path):
    (tmp_path / "a.txt").write_text(
        "The US, the U.S. and the United States sent it to Ukraine. Ukraine thanked the US."
    )
    rows = [
        line
        for line in run("read", tmp_path / "a.txt").stdout.splitlines()
        if line.startswith("United States")
    ]
    assert [row.split(None, 3)[2:] for row in rows] == [["country", "4  US, U.S., United States"]]


def test_read_takes_lines_of_either_name(tmp_path):
    for name in ("a.jsonl", "a.ndjson", "a.NDJSON"):
        (tmp_path / name).write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")
        assert json.loads(run("read", tmp_path / name).stdout)["id"] == "a"


def test_read_json_is_the_machine_form(article):
    row = json.loads(run("read", article, "--json").stdout)
    (claim,) = row["ranges"]
    assert TEXT[claim["start"] : claim["end"]] == claim["quote"] == "190 miles"
    assert (claim["low"], claim["high"], claim["unit"], claim["qualifier"]) == (190, 190, "mi", "about")
    assert row["places"][0]["iso2"] == "UA"


def test_read_takes_stdin():
    assert "Falcon" in run("read", "-", text=TEXT).stdout


@pytest.mark.filterwarnings("default")
def test_read_jsonl_gives_one_object_a_line_and_survives_a_bad_one(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(
        json.dumps({"id": "a", "text": TEXT})
        + "\n{broken\n"
        + json.dumps({"id": "b", "text": "Nothing."})
        + "\n"
    )
    done = run("read", path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], len(row["ranges"])) for row in rows] == [("a", 1), ("b", 0)]
    assert "line 2" in done.stderr


def test_map_without_a_launch_says_what_is_missing(article, tmp_path):
    path = tmp_path / "map.html"
    done = run("map", article, "-o", path)
    assert done.exit_code == 0
    assert "--launch PLACE" in done.stderr
    assert "no ring" in done.stderr
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_map_of_a_scenario_with_one_more_launch(seed, tmp_path):
    path = tmp_path / "reach.geojson"
    done = run("map", seed / "kursk-2024.toml", "--launch", "Chernihiv", "-o", path)
    assert done.exit_code == 0
    rows = json.loads(path.read_text(encoding="utf-8"))["features"]
    launches = {
        row["properties"]["name"]: row["properties"]["kind"]
        for row in rows
        if row["properties"]["layer"] == "launch"
    }
    assert len(launches) == 3
    assert [kind for name, kind in launches.items() if name.startswith("Chernihiv")] == ["declared"]


def test_a_correction_reaches_the_map(article, tmp_path):
    claims, page, path = tmp_path / "claims.toml", tmp_path / "review.html", tmp_path / "reach.geojson"
    assert run("review", article, "-o", page, "--claims", claims).exit_code == 0
    assert "<mark" in page.read_text(encoding="utf-8")
    again = run("review", article, "-o", page, "--claims", claims)
    assert again.exit_code == 2
    assert "there already" in again.stderr
    text = claims.read_text(encoding="utf-8")
    decided = text.replace('"accept"', '"correct"\nrange = "300 km"').replace('by = ""', 'by = "An editor"')
    claims.write_text(decided, encoding="utf-8")
    assert run("map", article, "--launch", "Sumy", "--claims", claims, "-o", path).exit_code == 0
    rows = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert {row["properties"]["stated"] for row in rows if row["properties"]["layer"] == "reach"} == {
        "300 km (190 mi)"
    }


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_map_as_a_picture(suffix, article, tmp_path):
    path = tmp_path / f"map.{suffix}"
    assert run("map", article, "--launch", "Sumy", "-o", path).exit_code == 0
    assert path.read_bytes()[:5] in (b"\x89PNG\r", b"<?xml", b"%PDF-")


BAD = [
    (["distance", "Kharkivv", "Kursk"], "Kharkiv"),
    (["distance", "Valencia", "Kursk"], "Valencian Community, ES"),
    (["distance", "34.8,95.0", "Kursk"], "95"),
    (["ring", "Sumy", "far"], "Invalid length 'far'"),
    (["ring", "Sumy", "190"], "Must be a number and a unit"),
    (["ring", "Sumy", "10 km", "--inner", "20 km"], "inner"),
    (["ring", "Sumy", "10 km", "-o", "nowhere/ring.geojson"], "no folder 'nowhere'"),
    (["audit", "gone.geojson", "--around", "Sumy", "--radius", "1 km"], "no file 'gone.geojson'"),
    (["audit", "x.txt", "--around", "Sumy", "--radius", "1 km"], "Cannot read shapes"),
    (["places", "Xyzzyqux"], "Xyzzyqux"),
    (["read", "gone.txt"], "gone.txt"),
    (["map", "gone.txt"], "gone.txt"),
    (["map", "gone.toml"], "gone.toml"),
    (["map", "x.txt", "-o", "nowhere/map.html"], "no folder 'nowhere'"),
    (["map", "x.txt", "--date", "yesterday"], "yesterday"),
    (["map", "x.txt", "--zone", "Kurskk Oblast"], "Kursk"),
    (["map", "x.txt", "-o", "x.txt"], "unknown format"),
    (["map", "x.html", "-o", "x.html"], "it is what is being read"),
    (["review", "x.html", "-o", "x.html"], "it is what is being read"),
    (["map", "x.txt", "--launch", "Sumy Oblast"], "is an area, not a point"),
    (["map", "x.txt", "-o", "x.docx"], ".png"),
    (["ring", "Sumy", "10 km", "--tolerance", "0"], "tolerance"),
    (["ring", "Sumy", "10 km", "-o", "x.kml"], "Must be .geojson"),
    (["ring", "Sumy", "10 km", "--tolerance", "nan"], "Invalid --tolerance nan"),
    (["ring", "Sumy", "10 km", "--tolerance", "inf"], "Invalid --tolerance inf"),
    (["ring", "Sumy", "0 km"], "Invalid length '0 km'"),
    (["read", "x.txt", "--json", "-o", "c.parquet"], "give one of them"),
    (["read", "x.txt", "--workers", "2"], "are for a corpus"),
    (["review", "x.txt", "--claims", "c.txt"], "Must be .toml"),
    (["nonsense"], "No such command"),
]


@pytest.mark.parametrize(("args", "says"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_clear_line_and_exit_code_2(args, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text(TEXT)
    (tmp_path / "x.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    done = run(*args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "content", [b"", b"  \n ", b"\x00\x01\x02\xff\xfe\x00\x00PNG\x00"], ids=["empty", "blank", "binary"]
)
def test_an_unreadable_text_is_named(content, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    done = run("read", path)
    assert done.exit_code == 2
    assert "bad.txt" in done.stderr


def test_a_failed_map_leaves_the_old_file(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")
    assert run("map", tmp_path / "gone.txt", "-o", path).exit_code == 2
    assert path.read_text() == "old"
