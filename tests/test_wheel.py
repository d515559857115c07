"""The wheel, in a fresh environment, does the main job."""

import subprocess
import sys
import zipfile

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.wheel


def run(*args, cwd=None):
    done = subprocess.run([str(arg) for arg in args], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    (path,) = folder.glob("georeach-*.whl")
    return path


def test_it_holds_tables_types_and_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "geo/py.typed" in names
    assert "geo/__init__.pyi" in names
    assert any(name.startswith("geo/data/") for name in names)
    assert any(name.endswith("LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "data/", "seeds/"))]


def test_it_runs_in_a_fresh_environment(wheel, tmp_path):
    run(sys.executable, "-m", "venv", tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel)
    (tmp_path / "article.txt").write_text("The Falcon missile has a range of about 190 miles.")
    run(python.with_name("geo"), "map", "article.txt", "--launch", "Sumy", "-o", "map.html", cwd=tmp_path)
    assert "about 190" in (tmp_path / "map.html").read_text(encoding="utf-8")
    where = run(python, "-c", "import geo; print(geo.__file__)", cwd=tmp_path)
    assert str(tmp_path) in where
