"""Every format is read back by GDAL or pyarrow with what it rests on; the same reach gives the same bytes."""

import contextlib
import json
import warnings
import xml.etree.ElementTree as ET
import zipfile

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.bands import reach
from geo.formats import FORMATS, export, feature_collection, to_frame
from geo.formats.kml import kml
from geo.formats.tables import workbook, write_tables
from geo.formats.vector import LossyFormatWarning
from geo.model import Claims, Document, Launch, OutputError, Place, RangeClaim, Scenario
from geo.scenario import load_scenario
from geo.text.documents import read
from geo.text.extract import extract
from geo.units import parse_length

HOSTILE = [
    "{{7*7}}", "${alert(1)}", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "&amp;", "=1+1",
    '" onload="x', "'", "<![CDATA[x]]>", "\u202e", "a\x00b", "a\x0bb", "$[name]", "-->", "&#x41;", "`x`", "=cmd|' /C'!A0",
    "<a href='javascript:alert(1)'>x</a>", "\ufffe", "😀", "line\nbreak", "@SUM(A1)", "<svg/onload=alert(1)>", "%3Cscript%3E",
]  # fmt: skip


@pytest.fixture(scope="module")
def result(seed):
    scenario = load_scenario(seed / "kursk-2024.toml")
    return reach(extract(read(scenario.text)), scenario)


def made(*, lon=34.8, lat=50.9, words="about 190 miles", systems=("Falcon",), name="Place", **options):
    claim = RangeClaim(0, len(words), words, parse_length(words), systems, document="d", sentence=words)
    launch = Launch(Place("p", name, "other", lon, lat), "illustrative")
    scenario = Scenario(launches=(launch,), **options)
    return reach(Claims((Document("d", words, "a paper"),), (claim,)), scenario)


def test_every_feature_says_what_it_rests_on(result):
    rows = [row["properties"] for row in feature_collection(result)["features"]]
    bands = [row for row in rows if row["layer"] == "reach"]
    text = result.claims.documents[0].text
    assert len(bands) == 2 * 2 * 3
    for row in bands:
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["launch_kind"] == "illustrative"
        assert row["low_m"] < row["best_m"] < row["high_m"]
        assert (row["unit"], row["qualifier"], row["date"]) == ("mi", "about", "2024-11-17")
        assert row["tolerance_m"] == 10
    assert all("not capability" in row["caveat"] for row in rows)
    assert [row["name"] for row in rows if row["layer"] == "zone"] == ["Kursk Oblast, RU"]


def test_geojson_is_plain_json_and_counter_clockwise(result, tmp_path):
    data = json.loads(export(result, tmp_path / "reach.json").read_text(encoding="utf-8"))
    assert data["type"] == "FeatureCollection"
    assert "crs" not in data
    shapes = [shapely.geometry.shape(row["geometry"]) for row in data["features"]]
    assert all(shape.exterior.is_ccw for shape in shapes if shape.geom_type == "Polygon")
    decimals = [
        len(str(x).partition(".")[2]) for shape in shapes for x in shapely.get_coordinates(shape).ravel()
    ]
    assert max(decimals) <= 7


def read_back(path):
    if path.suffix == ".parquet":
        return [geopandas.read_parquet(path)]
    return [geopandas.read_file(path, layer=layer) for layer, _ in pyogrio.list_layers(path)]


def bands_of(frame):
    bands = frame[frame.layer == "reach"]
    if "span_start" in bands:
        bands = bands.drop(columns="end").rename(columns={"span_start": "start", "span_end": "end"})
    return bands.sort_values(["system", "launch", "bound"]).reset_index(drop=True)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".fgb", ".kml", ".kmz", ".parquet"])
def test_the_features_come_back(result, tmp_path, suffix):
    frames = read_back(export(result, tmp_path / f"reach{suffix}"))
    assert all(frame.crs.equals(4326) and frame.geometry.is_valid.all() for frame in frames)
    wanted, found = to_frame(result), pd.concat(frames, ignore_index=True)
    assert sorted(found.layer) == sorted(wanted.layer)
    wanted, found = bands_of(wanted), bands_of(found)
    for column in (
        "quote",
        "stated",
        "unit",
        "qualifier",
        "launch_kind",
        "caveat",
        "sentence",
        "source",
        "document",
    ):
        assert list(found[column]) == list(wanted[column])
    assert {str(day)[:10] for day in found.date} == {"2024-11-17"}
    for column in ("low_m", "best_m", "high_m", "start", "end", "tolerance_m"):
        assert found[column].astype(float).to_numpy() == pytest.approx(
            wanted[column].astype(float).to_numpy()
        )
    apart = shapely.symmetric_difference(found.geometry.to_numpy(), wanted.geometry.to_numpy())
    assert shapely.area(apart).max() < 1e-8


def test_a_geopackage_has_a_layer_for_each_sort_of_thing(result, tmp_path):
    layers = pyogrio.list_layers(export(result, tmp_path / "reach.gpkg")).tolist()
    assert layers == [["reach", "MultiPolygon"], ["launch", "Point"], ["zone", "MultiPolygon"]]


def test_a_shapefile_warns_of_what_it_loses(tmp_path):
    long = made(name="P" * 300)
    with pytest.warns(
        LossyFormatWarning, match="launch cut to 254 letters, launches left out that are points, 1 of"
    ):
        path = export(long, tmp_path / "reach.shp")
    frame = geopandas.read_file(path)
    assert len(frame) == 3
    assert frame.crs.equals(4326)
    assert set(frame["lnch_kind"]) == {"illustrative"}
    assert {part.suffix for part in tmp_path.iterdir()} >= {".shp", ".shx", ".dbf", ".prj", ".cpg"}


def test_csv_has_wkt(result, tmp_path):
    table = pd.read_csv(export(result, tmp_path / "reach.csv"))
    shapes = shapely.from_wkt(table.wkt.to_numpy())
    assert len(table) == len(to_frame(result))
    assert shapely.is_valid(shapes).all()
    assert set(table.columns) >= {"system", "low_m", "quote", "start", "end", "caveat", "launch_kind"}


def test_a_workbook_has_every_table(result, tmp_path):
    path = export(result, tmp_path / "reach.xlsx")
    sheets = [name for name, _ in pyogrio.list_layers(path)]
    assert sheets == ["claims", "shapes", "places", "summary", "regions", "zones", "caveat"]
    shapes, wanted = pyogrio.read_dataframe(path, layer="shapes"), to_frame(result)
    assert list(shapes) == list(wanted.drop(columns="geometry"))
    assert len(shapes) == len(wanted)
    shapes, wanted = (frame[frame.layer == "reach"] for frame in (shapes, wanted))
    for column in ("system", "qualifier", "quote", "source", "date", "launch_kind", "caveat"):
        assert list(shapes[column].astype(str)) == list(wanted[column])
    for column in ("low_m", "best_m", "high_m", "start", "end", "tolerance_m"):
        assert list(shapes[column]) == list(wanted[column])
    assert "not capability" in pyogrio.read_dataframe(path, layer="caveat").to_numpy()[-1, 0]
    places = pyogrio.read_dataframe(path, layer="places")
    assert set(places.standing) == {"certain", "edge", "outside"}
    assert places.distance_km.max() > 300


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_two_runs_give_the_same_bytes(tmp_path, suffix):
    result = made(words="about 60 miles")
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LossyFormatWarning)
            export(result, tmp_path / name / f"reach{suffix}")
        written.append({part.name: part.read_bytes() for part in sorted((tmp_path / name).iterdir())})
    assert written[0] == written[1]


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_a_failed_export_leaves_the_old_file(tmp_path, suffix, monkeypatch):
    path = tmp_path / f"reach{suffix}"
    path.write_bytes(b"old")
    result = made(words="60 miles")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with contextlib.suppress(KeyboardInterrupt), warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyFormatWarning)
        export(result, path)
        pytest.fail("nothing was interrupted")
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == [path.name]


def test_an_unknown_format_or_folder_is_named(result, tmp_path):
    with pytest.raises(OutputError, match=r"unknown format '\.dwg'. Must be \.geojson"):
        export(result, tmp_path / "reach.dwg")
    with pytest.raises(OutputError, match="no folder"):
        export(result, tmp_path / "nowhere" / "reach.gpkg")
    with pytest.raises(OutputError, match="it is a folder"):
        export(result, tmp_path)


@pytest.mark.parametrize("suffix", [".geojson", ".kml", ".kmz", ".gpkg", ".fgb", ".parquet", ".csv"])
def test_over_the_date_line_and_the_pole(tmp_path, suffix):
    for lon, lat in ((179.5, 65), (0, 89)):
        result = made(lon=lon, lat=lat, words="300 km")
        path = export(result, tmp_path / f"reach{lat}{suffix}")
        if suffix == ".csv":
            shapes = shapely.from_wkt(pd.read_csv(path).wkt.to_numpy())
        else:
            shapes = np.concatenate([frame.geometry.to_numpy() for frame in read_back(path)])
        assert shapely.is_valid(shapes).all()
        west, south, east, north = shapely.total_bounds(shapes)
        assert (west, east) == (-180, 180)
        assert south > 60
        assert north == 90 or lat == 65


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_written_in_kml(text):
    document = kml(made(name=text, systems=(text,), title=text))
    root = ET.fromstring(document)
    space = {"k": "http://www.opengis.net/kml/2.2"}
    shown = text.replace("\x00", "\ufffd").replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")
    assert root.find("k:Document/k:name", space).text == shown
    names = [mark.text for mark in root.iterfind(".//k:Placemark/k:name", space)]
    assert f"{shown} (illustrative)" in names
    for balloon in root.iterfind(".//k:description", space):
        assert "<" not in balloon.text.replace("<br>", "")
    tags = {element.tag.partition("}")[2] for element in root.iter()}
    assert tags <= {
        "kml", "Document", "name", "description", "Style", "LineStyle", "PolyStyle", "LabelStyle", "color", "width", "scale",
        "Folder", "Placemark", "styleUrl", "ExtendedData", "Data", "value", "Polygon", "tessellate", "outerBoundaryIs",
        "innerBoundaryIs", "LinearRing", "coordinates", "MultiGeometry", "Point",
    }  # fmt: skip


def test_every_style_of_a_kml_is_defined():
    root = ET.fromstring(kml(made()))
    space = {"k": "http://www.opengis.net/kml/2.2"}
    defined = {f"#{style.get('id')}" for style in root.iterfind(".//k:Style", space)}
    used = {url.text for url in root.iterfind(".//k:styleUrl", space)}
    assert used <= defined
    assert len(used) == 4


def test_hostile_text_is_text_in_a_workbook(tmp_path):
    table = pd.DataFrame({"text": HOSTILE, "number": range(len(HOSTILE))})
    path = write_tables({"a/b": table}, tmp_path / "t.xlsx")
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
    back = pyogrio.read_dataframe(path, layer="a b")
    assert list(back.number) == list(range(len(HOSTILE)))
    assert back.text[0] == "{{7*7}}"
    assert list(back.text)[6] == "=1+1"


@pytest.mark.parametrize("text", ["=1+1", "+1+cmd", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C'!A0"])
def test_no_text_in_a_csv_is_a_formula(tmp_path, text):
    table = pd.read_csv(write_tables({"t": pd.DataFrame({text: [text], "km": [-1.5]})}, tmp_path / "t.csv"))
    assert list(table) == [f"'{text}", "km"]
    assert table.iloc[0].tolist() == [f"'{text}", -1.5]
    shapes = pd.read_csv(export(made(name=text, systems=(text,)), tmp_path / "reach.csv"))
    assert set(shapes.launch.dropna()) == {f"'{text}"}
    assert set(shapes.system.dropna()) == {f"'{text}"}


def test_a_table_that_is_longer_than_a_sheet_is_refused(tmp_path):
    table = pd.DataFrame({"a": np.zeros(1_048_576)})
    with pytest.raises(
        OutputError, match=r"'t' has 1,048,576 rows, and a sheet holds 1,048,575. Write \.csv"
    ):
        write_tables({"t": table}, tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_numbers_and_plain_text_in_a_csv_stay_as_they_are(tmp_path):
    table = pd.DataFrame({"a": ["-5", "+3.5", "x=1", "a-b", None], "b": [1, 2, 3, 4, 5]})
    back = pd.read_csv(write_tables({"t": table}, tmp_path / "t.csv"), dtype={"a": str})
    assert back.a.tolist()[:4] == ["-5", "+3.5", "x=1", "a-b"]
    assert pd.isna(back.a[4])


def test_what_is_missing_stays_missing(tmp_path):
    table = pd.DataFrame(
        {"a": [1.5, np.nan], "b": pd.array([1, None], dtype="Int64"), "c": [None, "x"], "d": [np.inf, 1]}
    )
    data = json.loads(write_tables({"t": table}, tmp_path / "t.json").read_text(encoding="utf-8"))
    assert data["t"] == [{"a": 1.5, "b": 1, "c": None, "d": None}, {"a": None, "b": None, "c": "x", "d": 1.0}]
    assert "not capability" in data["caveat"]
    assert workbook({"t": table}) == workbook({"t": table})


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_a_table_comes_back(tmp_path, suffix):
    table = pd.DataFrame({"place": ["Ärea, “x”", "b"], "km": [1.25, 2.0], "people": [1, 2]})
    path = write_tables({"places": table}, tmp_path / f"t{suffix}")
    sheet = {"layer": "places"} if suffix == ".xlsx" else {}
    reader = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".xlsx": pyogrio.read_dataframe}[suffix]
    back = reader(path, **sheet)
    assert back.to_numpy().tolist() == table.to_numpy().tolist()


def test_a_table_of_an_unknown_format_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"Must be \.csv, \.json, \.parquet, \.xlsx"):
        write_tables({"t": pd.DataFrame({"a": [1]})}, tmp_path / "t.ods")
