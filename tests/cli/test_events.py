"""`geo events` as a user types it."""

import json

import pytest
from click.testing import CliRunner

from geo.cli import main

GED = """id,type_of_violence,where_prec,where_coordinates,adm_1,country,latitude,longitude,date_prec,date_start,date_end,best,high,low
1,1,1,Town,Region,Land,50.9,34.9,1,2024-10-05,2024-10-05,2,3,1
2,1,2,Town,Region,Land,51.2,35.9,1,2024-11-05,2024-11-05,4,5,1
3,1,9,Town,Region,Land,51.2,35.9,1,2024-11-05,2024-11-05,4,5,1
"""


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("The Falcon missile has a range of about 60 miles.")
    (tmp_path / "s.toml").write_text(
        'text = "article.txt"\n[[launch]]\nplace = "Sumy"\nkind = "illustrative"\n'
    )
    (tmp_path / "ged.csv").write_text(GED)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_it_counts_by_month():
    done = run("events", "s.toml", "ged.csv")
    assert done.exit_code == 0
    assert "2024-10-01" in done.stdout
    assert "2024-11-01" in done.stdout
    assert "nothing of who did what" in done.stdout
    assert "2 events of UCDP GED" in done.stderr
    assert "row 4: precision '9'" in done.stderr


@pytest.mark.usefixtures("folder")
def test_days_can_be_bounded():
    done = run("events", "s.toml", "ged.csv", "--since", "2024-11-01", "--by", "day")
    assert "2024-11-05" in done.stdout
    assert "2024-10" not in done.stdout
    assert "No event to count" in run("events", "s.toml", "ged.csv", "--until", "1999-01-01").stdout


def test_the_same_file_twice_counts_once(folder):
    assert run("events", "s.toml", "ged.csv", "ged.csv", "-o", "out.json").exit_code == 0
    data = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert [row["event_id"] for row in data["events"]] == ["1", "2"]
    assert data["events"][1]["reading"].endswith("given ± 25 km")
    assert data["counts"][0]["period"] == "2024-10-01"


BAD = [
    (["s.toml"], "Missing argument"),
    (["gone.toml", "ged.csv"], "gone.toml"),
    (["s.toml", "gone.csv"], "gone.csv"),
    (["s.toml", "article.txt"], "article.txt"),
    (["s.toml", "ged.csv", "--by", "decade"], "decade"),
    (["s.toml", "ged.csv", "--since", "yesterday"], "yesterday"),
    (["s.toml", "ged.csv", "--until", "yesterday"], "yesterday"),
    (["s.toml", "ged.csv", "--spread", "two=10"], "Write CODE=KM"),
    (["s.toml", "ged.csv", "--spread", "2"], "Write CODE=KM"),
    (["s.toml", "ged.csv", "-o", "nowhere/out.csv"], "no folder 'nowhere'"),
    (["s.toml", "ged.csv", "-o", "out.doc"], "unknown format '.doc'"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("args", "says"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_clear_line_and_exit_code_2(args, says):
    done = run("events", *args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
