import datetime as dt

import pytest
import shapely

from geo.model import AmbiguousPlaceError, ScenarioError, UnknownPlaceError
from geo.scenario import load_scenario, make_scenario
from geo.territory import SliverWarning

GOOD = """
title = "A title"
text = "brief.md"
date = 2024-11-17

[[launch]]
place = "Sumy"
kind = "illustrative"
note = "an example"

[[zone]]
place = "Kursk Oblast"
note = "reported"
date = 2024-11-17
"""


@pytest.fixture
def write(tmp_path):
    (tmp_path / "brief.md").write_text("A text.")

    def write(text):
        path = tmp_path / "scenario.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_reads_every_field(write):
    scenario = load_scenario(write(GOOD))
    assert scenario.title == "A title"
    assert scenario.date == dt.date(2024, 11, 17)
    assert scenario.viewpoint == "recognised"
    (launch,) = scenario.launches
    assert (launch.place.name, launch.place.iso2, launch.kind, launch.note) == (
        "Sumy",
        "UA",
        "illustrative",
        "an example",
    )
    (zone,) = scenario.zones
    assert zone.place.code == "RU-KRS"
    assert shapely.contains_xy(zone.geometry, 36.19, 51.73)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('title = "A title"', "titel = 1", 2, "did you mean 'title'"),
        ('title = "A title"', "tolerance = inf", 2, "must be a number from 0.1 to 100,000, not inf"),
        ('title = "A title"', "tolerance = 0.01", 2, "must be a number from 0.1"),
        (
            "[[zone]]",
            '[[launch]]\nplace = "Sumy"\n\n[[zone]]',
            12,
            "another launch is called 'Sumy, Sumy Oblast, UA'",
        ),
        ('text = "brief.md"', 'text = "gone.md"', 3, "there is no file"),
        (
            "date = 2024-11-17\n\n[[launch",
            'date = "yesterday"\n\n[[launch',
            4,
            "must be a date without quotes",
        ),
        ('place = "Sumy"', 'place = "Sumyy"', 7, "Sumy"),
        ('place = "Sumy"', "place = 7", 7, "must be text in quotes"),
        ('place = "Sumy"\n', "", 6, "give either place"),
        ('kind = "illustrative"', 'kind = "secret"', 8, "declared, illustrative, territory"),
        ('place = "Kursk Oblast"', 'place = "Kurskk Oblast"', 12, "Kursk"),
        ('note = "reported"', 'nott = "reported"', 13, "did you mean 'note'"),
        ("[[zone]]", "[zone]", 11, r"written \[\[zone\]\]"),
    ],
)
def test_a_broken_rule_is_named_with_its_line(write, old, new, line, says):
    assert old in GOOD
    with pytest.raises(ScenarioError, match=says) as caught:
        load_scenario(write(GOOD.replace(old, new, 1)))
    assert f"scenario.toml, line {line}:" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_toml_is_named_with_its_line(write):
    with pytest.raises(ScenarioError, match="line 2"):
        load_scenario(write("title = 'x'\n[[launch\n"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ScenarioError, match=r"gone\.toml"):
        load_scenario(tmp_path / "gone.toml")


def test_names_make_a_scenario():
    scenario = make_scenario(launches=["Sumy"], illustrative=["36.2,50.0"], zones=["Kursk Oblast"])
    assert [launch.kind for launch in scenario.launches] == ["declared", "illustrative"]
    assert scenario.launches[1].place.lon == 36.2


def test_a_name_that_stands_out_for_none_is_ambiguous():
    with pytest.raises(AmbiguousPlaceError) as caught:
        make_scenario(launches=["Valencia"])
    assert {"ES", "VE"} <= {place.iso2 for place in caught.value.candidates}


def test_an_unknown_name_has_near_ones():
    with pytest.raises(UnknownPlaceError) as caught:
        make_scenario(launches=["Kharkivv"])
    assert "Kharkiv" in caught.value.near


SQUARES = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[34,50],[35,50],[35,51],[34,51],[34,50]]]}},
{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[36,50],[36.01,50],[36.01,50.01],[36,50.01],[36,50]]]}}]}"""


def test_a_territory_file_warns_of_slivers(write, tmp_path):
    (tmp_path / "held.geojson").write_text(SQUARES)
    text = '[[launch]]\nterritory = "held.geojson"\ndate = 2024-11-17\nsource = "a map"\n'
    with pytest.warns(SliverWarning, match="2 parts, 1 of them under 100"):
        scenario = load_scenario(write(text))
    assert scenario.launches[0].kind == "territory"
    kept = load_scenario(write(text + "drop_slivers_km2 = 100\n")).launches[0].geometry
    assert shapely.equals(kept, shapely.box(34, 50, 35, 51))


def test_a_named_region_is_a_territory(write):
    launch = load_scenario(write('[[launch]]\nterritory = "Sumy Oblast"\n')).launches[0]
    assert shapely.contains_xy(launch.geometry, 34.8, 50.91)


def test_which_claims_and_whose_places(write, tmp_path):
    (tmp_path / "towns.csv").write_text("Ort,lon,lat\nAlpha,34,51\n")
    (tmp_path / "districts.gpkg").write_bytes(b"")
    (tmp_path / "claims.toml").write_text('[[claim]]\nquote = "190 miles"\ndecision = "reject"\nby = "A"\n')
    scenario = load_scenario(
        write(
            'use = ["Falcon"]\nclaims = "claims.toml"\n'
            'places = { file = "towns.csv", place = "Ort" }\nboundaries = "districts.gpkg"\n'
        )
    )
    assert scenario.use == ("Falcon",)
    assert [(c.decision, c.by) for c in scenario.corrections] == [("reject", "A")]
    assert scenario.places == str(tmp_path / "towns.csv")
    assert scenario.place_columns == (("place", "Ort"),)
    assert scenario.boundaries == str(tmp_path / "districts.gpkg")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('use = "Falcon"', "must be a list of texts"),
        ('claims = "gone.toml"', "there is no file"),
        ('places = "gone.csv"', "there is no file"),
        ("places = 7", 'must be "FILE" or'),
        ('places = { place = "Ort" }', "must say which file"),
        ('boundaries = { file = "gone.gpkg" }', "there is no file"),
    ],
)
def test_a_broken_choice_is_named_with_its_line(write, text, says):
    with pytest.raises(ScenarioError, match=says) as caught:
        load_scenario(write("\n" + text + "\n"))
    assert "scenario.toml, line 2:" in str(caught.value)
