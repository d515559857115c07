"""Every notebook runs with a real kernel, and is the pair of its script."""

import os
import re
from itertools import pairwise

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SCRIPTS = sorted((ROOT / "notebooks").glob("*.py"))


def test_every_notebook_has_its_script():
    assert [path.stem for path in NOTEBOOKS] == [path.stem for path in SCRIPTS]
    assert NOTEBOOKS


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_pair_is_in_step_and_stripped(path):
    notebook = nbformat.read(path.with_suffix(".ipynb"), 4)
    cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    assert cells == [(cell.cell_type, cell.source) for cell in jupytext.read(path).cells], "run 'make pair'"
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert len(cells) < 25
    assert all(len(source.splitlines()) <= 8 for kind, source in cells if kind == "code")
    kinds = [kind for kind, _ in cells]
    assert not {("code", "code")} & set(pairwise(kinds)), "a sentence before each code cell"


@pytest.fixture
def offline(tmp_path, monkeypatch):
    """A folder like the checkout's, and proxies that lead nowhere."""
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "data").symlink_to(ROOT / "notebooks" / "data")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    return tmp_path / "notebooks"


def execute(notebook, folder):
    """Every output, in order; an error in a cell ends the test."""
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@pytest.mark.notebook
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, offline):
    notebook = nbformat.read(path, 4)
    outputs = execute(notebook, offline)
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    shown = [output for cell in notebook.cells[-3:] for output in cell.get("outputs", [])]
    assert shown, "a notebook ends with something to keep"


@pytest.mark.notebook
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_ways_folded_away_in_the_exercises_are_right(offline):
    notebook = nbformat.read(next(path for path in NOTEBOOKS if "exercises" in path.stem), 4)
    ways = [
        way for cell in notebook.cells for way in re.findall(r"```python\n(.*?)```", cell.source, re.DOTALL)
    ]
    blanks = [cell for cell in notebook.cells if cell.source.startswith("answer = None\n")]
    assert len(ways) == len(blanks) >= 5
    before = [output.text for output in execute(notebook, offline) if output.get("name") == "stdout"]
    assert before == ["not yet\n"] * len(ways)
    for cell, way in zip(blanks, ways, strict=True):
        cell.source = cell.source.replace("answer = None\n", way)
    after = [output.text for output in execute(notebook, offline) if output.get("name") == "stdout"]
    assert after == ["right\n"] * len(ways)
