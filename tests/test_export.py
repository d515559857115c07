import json

import geopandas
import pytest
from geo.text.documents import read
from geo.text.extract import extract

from geo.export import export, feature_collection
from geo.model import OutputError
from geo.reach import reach
from geo.scenario import load_scenario


@pytest.fixture(scope="module")
def result(seed):
    scenario = load_scenario(seed / "kursk-2024.toml")
    return reach(extract(read(scenario.text)), scenario)


def test_every_feature_says_what_it_rests_on(result):
    rows = [row["properties"] for row in feature_collection(result)["features"]]
    bands = [row for row in rows if row["layer"] == "reach"]
    text = result.claims.documents[0].text
    assert len(bands) == 2 * 2 * 3
    for row in bands:
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["launch_kind"] == "illustrative"
        assert row["low_m"] < row["best_m"] < row["high_m"]
        assert row["date"] == "2024-11-17"
        assert "not capability" in row["caveat"]
    assert [row["name"] for row in rows if row["layer"] == "zone"] == ["Kursk Oblast, RU"]


def test_gdal_reads_it_back(result, tmp_path):
    frame = geopandas.read_file(export(result, tmp_path / "reach.geojson"))
    assert frame.crs.equals(4326)
    assert frame.is_valid.all()
    assert set(frame.loc[frame.layer == "reach", "system"]) >= {"Storm Shadow, SCALP"}


def test_the_file_is_plain_json(result, tmp_path):
    assert (
        json.loads(export(result, tmp_path / "reach.json").read_text(encoding="utf-8"))["type"]
        == "FeatureCollection"
    )


def test_an_unknown_format_is_named(result, tmp_path):
    with pytest.raises(OutputError, match=r"unknown format '\.dwg'"):
        export(result, tmp_path / "reach.dwg")
