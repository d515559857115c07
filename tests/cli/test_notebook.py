"""`geo notebook` writes a notebook that runs as it is."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

from tests.test_cli import run

TEXT = "The Falcon missile has a range of about 190 miles, an official in Kyiv said. It may be used in the Kursk region."


@pytest.fixture
def article(tmp_path):
    path = tmp_path / 'it\'s {an} "article".txt'
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_names_its_text_from_where_it_stands(article, tmp_path):
    (tmp_path / "work").mkdir()
    done = run("notebook", article, "-o", tmp_path / "work" / "my.ipynb")
    assert done.exit_code == 0
    assert "my.ipynb" in done.stderr
    first = json.loads((tmp_path / "work" / "my.ipynb").read_text(encoding="utf-8"))["cells"][1]["source"]
    assert repr(f"../{article.name}") in first


def test_it_is_short_and_never_replaces_one_of_yours(article):
    assert run("notebook", article).exit_code == 0
    notebook = nbformat.read(article.with_suffix(".ipynb"), 4)
    nbformat.validate(notebook)
    assert len(notebook.cells) < 25
    assert all(len(cell.source.splitlines()) <= 8 for cell in notebook.cells)
    done = run("notebook", article)
    assert done.exit_code == 2
    assert "--force" in done.stderr
    assert run("notebook", article, "--force").exit_code == 0


@pytest.mark.parametrize(("arguments", "words"), [(["-"], "not '-'"), (["missing.txt"], "missing.txt")])
def test_what_cannot_be_is_said(arguments, words):
    done = run("notebook", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr


@pytest.mark.notebook
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_it_runs_as_it_is_and_with_a_launch(article, tmp_path):
    run("notebook", article)
    path = article.with_suffix(".ipynb")
    notebook = nbformat.read(path, 4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    words = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))
    assert "No launch point is declared" in words
    for cell in notebook.cells:
        cell.source = cell.source.replace("launches=[]", 'launches=["Sumy"]')
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert "Kursk" in (tmp_path / f"{article.stem}-towns.csv").read_text(encoding="utf-8")
    assert (tmp_path / f"{article.stem}-map.html").stat().st_size > 100_000
