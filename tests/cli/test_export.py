"""`geo export` as a user types it."""

import geopandas
import pyogrio
import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.formats import FORMATS


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("The Falcon missile has a range of about 40 miles.")
    (tmp_path / "s.toml").write_text(
        'text = "article.txt"\n[[launch]]\nplace = "Sumy"\nkind = "illustrative"\n[[zone]]\nplace = "Kursk Oblast"\n'
    )
    return tmp_path


@pytest.mark.filterwarnings("default:.*Shapefile")
@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_format(folder, suffix):
    done = run("export", "s.toml", "-o", f"reach{suffix}")
    assert done.exit_code == 0
    assert f"Wrote reach{suffix}" in done.stderr
    assert done.stdout == ""
    assert (folder / f"reach{suffix}").stat().st_size > 500
    assert ("a Shapefile holds less" in done.stderr) == (suffix == ".shp")


def test_several_at_once(folder):
    assert run("export", "s.toml", "-o", "reach.gpkg", "-o", "reach.kml").exit_code == 0
    assert [name for name, _ in pyogrio.list_layers(folder / "reach.gpkg")] == ["reach", "launch", "zone"]
    frame = geopandas.read_file(folder / "reach.gpkg", layer="reach")
    assert set(frame.quote) == {"40 miles"}
    assert set(frame.launch_kind) == {"illustrative"}


BAD = [
    (["s.toml"], "Missing option"),
    (["gone.toml", "-o", "reach.kml"], "gone.toml"),
    (["article.txt", "-o", "reach.kml"], "is no scenario"),
    (["s.toml", "-o", "reach.dwg"], "unknown format '.dwg'"),
    (["s.toml", "-o", "nowhere/reach.kml"], "no folder 'nowhere'"),
    (["s.toml", "-o", "reach.kml", "-o", "reach.dwg"], "unknown format '.dwg'"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("args", "says"), BAD, ids=[" ".join(args) for args, _ in BAD])
def test_bad_input_is_one_clear_line_and_exit_code_2(args, says):
    done = run("export", *args)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
