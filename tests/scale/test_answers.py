"""What a corpus says, counted from texts of our own: who states what, since when, and who disagrees."""

import datetime as dt
import json

import pandas as pd
import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.model import GeoError
from geo.scale.answers import figures, to_claims
from geo.scale.corpus import read_corpus

TEXTS = [
    ("The Post", "2024-03-01", "The Falcon missile has a range of about 190 miles, officials in Kyiv said."),
    ("The Times", "2024-02-01", "The Falcon missile has a range of about 190 miles. The Falcon flies far."),
    (
        "The Post",
        "2024-05-01",
        "The Falcon has a range of about 190 miles. Falcon has a range of about 190 miles.",
    ),
    ("The Sun", "2024-06-01", "The Falcon missile has a range of 500 km, the ministry in Paris said."),
    ("The Sun", None, "The Falcon missile has a range of up to 300 km."),
    ("The Post", "2024-01-01", "The Heron rocket has a range of more than 40 km."),
    ("The Times", "2024-01-05", "The Heron rocket has a range of 70 km."),
    ("The Times", "2024-01-05", "Nothing flies in Kursk today."),
]


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    root = tmp_path_factory.mktemp("answers")
    rows = [
        {"id": f"d{number}", "text": text, "publisher": publisher, "date": date}
        for number, (publisher, date, text) in enumerate(TEXTS)
    ]
    (root / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_corpus([root / "corpus.jsonl"], root / "claims.parquet").claims


def test_figures_with_documents_publishers_and_days(claims):
    falcon = [figure for figure in figures(claims) if figure.system == "Falcon"]
    assert [(str(figure.length), figure.documents) for figure in falcon] == [
        ("about 190 mi (about 310 km)", 3),
        ("up to 300 km (up to 190 mi)", 1),
        ("500 km (310 mi)", 1),
    ]
    assert falcon[0].publishers == ("The Post", "The Times")
    assert (falcon[0].first, falcon[0].last) == (dt.date(2024, 2, 1), dt.date(2024, 5, 1))
    assert falcon[1].first is None
    assert falcon[0].source.publisher == "The Times"
    assert falcon[0].claim.sentence == "The Falcon missile has a range of about 190 miles."


def test_figures_disagree_where_their_intervals_have_nothing_in_common(claims):
    found = {str(figure.length): figure.disagrees for figure in figures(claims)}
    assert found["500 km (310 mi)"] == ("about 190 mi (about 310 km)", "up to 300 km (up to 190 mi)")
    assert found["about 190 mi (about 310 km)"] == ("500 km (310 mi)",)
    assert found["up to 300 km (up to 190 mi)"] == ("500 km (310 mi)",)
    assert all(found[words] == () for words in found if words.startswith(("more than 40", "70")))


def test_systems_named_most_come_first(claims):
    assert [figure.system for figure in figures(claims)] == ["Falcon"] * 3 + ["Heron"] * 2


def test_claims_of_one_map_keep_the_earliest_statement_and_the_places(claims):
    found = to_claims(claims)
    assert len(found.ranges) == 5
    days = {document.id: document.date for document in found.documents}
    assert days[found.ranges[0].document] == dt.date(2024, 2, 1)
    assert {"Kyiv", "Paris", "Kursk"} <= {mention.place.name for mention in found.places}


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def test_the_command_prints_writes_and_draws(claims, tmp_path):
    done = run(
        "corpus",
        claims,
        "-o",
        tmp_path / "figures.csv",
        "--map",
        tmp_path / "map.html",
        "--illustrative",
        "34.8,50.9",
    )
    assert done.exit_code == 0
    line = next(
        line for line in done.stdout.splitlines() if "about 190 mi" in line and line.startswith("Falcon")
    )
    assert "The Post, The Times" in line
    assert "2024-02-01" in line
    assert line.rstrip().endswith("500 km (310 mi)")
    table = pd.read_csv(tmp_path / "figures.csv")
    assert table["documents"].tolist() == [3, 1, 1, 1, 1]
    assert table.loc[0, "source"].endswith("corpus.jsonl, line 2")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert page.count('"iso":"2024-02-01"') + page.count('"iso": "2024-02-01"') >= 1
    assert "Falcon" in page


def test_the_command_takes_one_system(claims):
    done = run("corpus", claims, "--system", "heron", "--most", 1)
    assert "Falcon" not in done.stdout
    assert "1 more figures" in done.stderr
    assert "No weapon range" in run("corpus", claims, "--system", "none").stdout


def read_lines(folder, rows):
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_corpus([folder / "c.jsonl"], folder / "c.parquet").claims


def test_a_document_that_stands_there_twice_counts_once(tmp_path):
    row = {
        "id": "a",
        "text": "The Falcon missile has a range of about 190 miles.",
        "publisher": "P",
        "date": "2024-05-01",
    }
    other, later = row | {"publisher": "Q"}, row | {"date": "17 November 2024"}
    (figure,) = figures(read_lines(tmp_path, [row, other, row, later, {"id": "b", "text": row["text"]}]))
    assert figure.documents == 4
    assert figure.publishers == ("P", "Q")
    assert (figure.first, figure.last) == (dt.date(2024, 5, 1), dt.date(2024, 11, 17))


def test_a_corpus_without_claims(tmp_path):
    path = read_lines(tmp_path, [{"id": "a", "text": "Nothing flies in Kursk today."}])
    assert figures(path) == ()
    done = run(
        "corpus", path, "-o", tmp_path / "f.csv", "--map", tmp_path / "m.html", "--illustrative", "34.8,50.9"
    )
    assert done.exit_code == 0
    assert done.stdout == "No weapon range is stated of a system that it names.\n"
    assert list(pd.read_csv(tmp_path / "f.csv"))[:3] == ["system", "stated", "documents"]
    assert "0 figures, 0 ranges drawn" in done.stderr


@pytest.mark.parametrize(
    "args", [("-o", "figures.parquet"), ("--map", "map.png"), ("--most", "0"), ("--most", "-1")]
)
def test_bad_use_of_the_command_is_said(claims, args):
    assert run("corpus", claims, *args).exit_code == 2


def test_another_file_is_refused(tmp_path):
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "other.parquet")
    with pytest.raises(GeoError, match="no table of claims"):
        figures(tmp_path / "other.parquet")
    done = run("corpus", tmp_path / "none.parquet")
    assert done.exit_code == 2
    assert "Cannot read claims" in done.stderr
