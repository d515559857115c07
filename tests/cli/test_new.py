"""`geo new` as a user types it."""

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.scenario import load_scenario


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("The Falcon missile has a range of more than 60 miles.")
    (tmp_path / "maps").mkdir()
    return tmp_path


def test_a_new_scenario_becomes_a_map_of_tables(folder):
    done = run("new", "article.txt")
    assert done.exit_code == 0
    assert "? Falcon" in done.stderr
    assert done.stdout == ""
    assert run("coverage", "article.toml").exit_code == 0
    text = (folder / "article.toml").read_text(encoding="utf-8")
    (folder / "article.toml").write_text(
        text + '[[launch]]\nplace = "Sumy"\nkind = "illustrative"\n', encoding="utf-8"
    )
    assert "around Sumy" in run("coverage", "article.toml").stdout


def test_the_text_is_named_relative_to_the_scenario(folder):
    assert run("new", "article.txt", "-o", "maps/first.toml").exit_code == 0
    assert 'text = "../article.txt"' in (folder / "maps" / "first.toml").read_text(encoding="utf-8")
    assert load_scenario("maps/first.toml").text


def test_an_old_scenario_is_kept_unless_forced(folder):
    (folder / "article.toml").write_text("# mine")
    done = run("new", "article.txt")
    assert done.exit_code == 2
    assert "is there already" in done.stderr
    assert (folder / "article.toml").read_text() == "# mine"
    assert run("new", "article.txt", "--force").exit_code == 0


BAD = [
    (["gone.txt"], "gone.txt"),
    (["-"], "give a file"),
    (["article.txt", "-o", "nowhere/s.toml"], "no folder 'nowhere'"),
    (["article.txt", "-o", "s.yaml"], "Must be .toml"),
    ([], "Missing argument"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("args", "says"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_clear_line_and_exit_code_2(args, says):
    done = run("new", *args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
