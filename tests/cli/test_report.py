"""`geo report` and `geo trace` as a user types them."""

import pytest
from click.testing import CliRunner

from geo.cli import main


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("The Falcon missile has a range of about 40 miles.")
    (tmp_path / "other.txt").write_text("Other words.")
    (tmp_path / "s.toml").write_text(
        'text = "article.txt"\ndate = 2024-11-17\n[[launch]]\nplace = "Sumy"\nkind = "illustrative"\n'
    )
    return tmp_path


def test_from_a_scenario_to_a_report_and_back_to_the_sentence(folder):
    assert run("report", "s.toml", "-o", "a.json").exit_code == 0
    assert run("report", "s.toml", "-o", "b.json").exit_code == 0
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()
    assert "places:1" in run("trace", "a.json").stdout
    done = run("trace", "a.json", "places:1", "--text", "article.txt")
    assert done.exit_code == 0
    assert "The Falcon missile has a range of about 40 miles." in done.stdout
    assert "Sumy, Sumy Oblast, UA, illustrative" in done.stdout
    assert "the text is the one that was read" in done.stdout
    assert "not capability" in done.stdout


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_two_runs_give_the_same_bytes(folder, name):
    done = run("report", "s.toml", "-o", name)
    assert done.exit_code == 0
    assert "1 claim, " in done.stderr
    first = (folder / name).read_bytes()
    run("report", "s.toml", "-o", name)
    assert (folder / name).read_bytes() == first
    assert b"sha256" in first


BAD = [
    (["report", "gone.toml"], "gone.toml"),
    (["report", "article.txt"], "is no scenario"),
    (["report", "s.toml", "-o", "report.pdf"], "unknown format '.pdf'"),
    (["report", "s.toml", "-o", "nowhere/report.html"], "no folder 'nowhere'"),
    (["report", "s.toml", "--places", "gone.csv"], "no such file"),
    (["report", "s.toml", "--boundaries", "gone.gpkg"], "no such file"),
    (["report", "s.toml", "--min-population", "few"], "few"),
    (["trace", "gone.json"], "gone.json"),
    (["trace", "s.toml"], "no JSON"),
    (["trace", "r.json", "places:0"], "No row 'places:0'"),
    (["trace", "r.json", "places:1", "--text", "other.txt"], "not the one that was read"),
    (["trace", "r.json", "places:1", "--text", "gone.txt"], "gone.txt"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("args", "says"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_clear_line_and_exit_code_2(args, says):
    if "r.json" in args:
        run("report", "s.toml", "-o", "r.json")
    done = run(*args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_report_without_rows_says_so(folder):
    (folder / "n.toml").write_text('text = "article.txt"\n')
    assert run("report", "n.toml", "-o", "n.json").exit_code == 0
    assert run("trace", "n.json").stdout == "The report has no rows: no range is drawn.\n"


def test_what_the_claims_do_not_bear_out_names_the_scenario(folder):
    (folder / "u.toml").write_text('text = "article.txt"\nuse = ["Foo"]\n')
    done = run("report", "u.toml", "-o", "u.json")
    assert done.exit_code == 2
    assert done.stderr.startswith("geo: u.toml: No range of 'Foo' is stated")
