"""No command replaces a file that it reads, however the two are named."""

import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

from geo.cli import main

TOWNS = "name,lon,lat\nSumy,34.8,50.9\nKursk,36.19,51.73\n"
EVENTS = "event_id_cnty,event_date,time_precision,geo_precision,latitude,longitude,fatalities\nA1,2024-11-17,1,1,51.7,36.2,2\n"
SCENARIO = """\
text = "article.html"
claims = "claims.toml"
places = "towns.csv"
boundaries = { file = "regions.geojson", region = "name" }
[[launch]]
territory = "held.geojson"
date = 2024-11-17
source = "x"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shape = shapely.to_geojson(shapely.box(33, 50, 35, 51))
    feature = f'{{"type":"Feature","properties":{{"name":"Held"}},"geometry":{shape}}}'
    for name in ("held.geojson", "regions.geojson", "own.geojson"):
        (tmp_path / name).write_text(f'{{"type":"FeatureCollection","features":[{feature}]}}')
    for name in ("towns.csv", "own.csv"):
        (tmp_path / name).write_text(TOWNS)
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "article.html").write_text("<p>The Falcon missile has a range of about 40 miles.</p>")
    (tmp_path / "article.toml").write_text("# The Falcon missile has a range of about 40 miles.")
    (tmp_path / "claims.toml").write_text('[[claim]]\nquote = "40 miles"\ndecision = "accept"\n')
    (tmp_path / "claims.html").write_text((tmp_path / "claims.toml").read_text())
    (tmp_path / "s.toml").write_text(SCENARIO)
    (tmp_path / "t.toml").write_text('text = "article.html"\n[[launch]]\nplace = "Sumy"\n')
    pd.read_csv(tmp_path / "towns.csv").to_parquet(tmp_path / "points.parquet")
    (tmp_path / "link.geojson").symlink_to("held.geojson")
    return tmp_path


CASES = [
    "export s.toml -o held.geojson",
    "export s.toml -o regions.geojson",
    "export s.toml -o ./held.geojson",
    "export s.toml -o link.geojson",
    "export s.toml -o towns.csv",
    "export s.toml -o ok.kml -o towns.csv",
    "coverage s.toml -o towns.csv",
    "coverage t.toml --places own.csv -o own.csv",
    "compare t.toml s.toml -o held.geojson",
    "compare s.toml t.toml -o article.html",
    "compare t.toml t.toml --places own.csv -o own.csv",
    "events t.toml events.csv -o events.csv",
    "report s.toml -o article.html",
    "join points.parquet --launch Sumy --radius 10km --rows points.parquet",
    "join . --launch Sumy --radius 10km --pairs points.parquet",
    "join own.csv --sources points.parquet --radius 10km --rows points.parquet",
    "new article.toml --force",
    "map s.toml -o held.geojson",
    "map s.toml -o towns.csv",
    "map article.html --claims claims.html -o claims.html",
    "review article.html -o article.html",
]


@pytest.mark.parametrize("case", CASES)
def test_what_is_read_is_not_overwritten(folder, case):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = CliRunner().invoke(main, case.split(), catch_exceptions=False)
    assert done.exit_code == 2
    assert "it is what is being read" in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_claims_of_a_corpus_are_not_overwritten(folder):
    def run(*args):
        return CliRunner().invoke(main, args, catch_exceptions=False)

    assert run("read", "article.html", "-o", "claims.parquet", "--workers", "1").exit_code == 0
    (folder / "claims.parquet").rename(folder / "claims.csv")
    assert "it is what is being read" in run("corpus", "claims.csv", "-o", "claims.csv").stderr
    (folder / "claims.csv").rename(folder / "claims.html")
    assert "it is what is being read" in run("corpus", "claims.html", "--map", "claims.html").stderr
