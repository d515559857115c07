"""Public functions say what came and what they take; nobody meets the inside of a library."""

import datetime as dt
import math

import pytest
import shapely

import geo
from geo.events import events_in_reach
from geo.model import Claims, Document, LengthError, Place, Scenario, ScenarioError

DOCUMENT = Document("d", "The Falcon missile has a range of about 190 miles.")
CLAIMS = geo.extract(DOCUMENT)
SCENARIO = Scenario()
REACH = geo.reach(CLAIMS, SCENARIO)
AT = (34.8, 50.9)

WRONG = [
    (
        lambda: geo.extract("The Falcon flies."),
        r"Invalid document 'The Falcon flies.'. Must be of type Document, as geo.read",
    ),
    (lambda: geo.extract(None), "Invalid document None"),
    (
        lambda: geo.reach(SCENARIO, CLAIMS),
        r"Invalid claims of type Scenario. Must be of type Claims, as geo.extract",
    ),
    (
        lambda: geo.reach(CLAIMS, "s.toml"),
        r"Invalid scenario 's.toml'. Must be of type Scenario, as geo.load_scenario",
    ),
    (lambda: geo.coverage(CLAIMS), r"Invalid reach of type Claims. Must be of type Reach, as geo.reach"),
    (
        lambda: geo.coverage(REACH, "towns.csv"),
        r"Invalid places 'towns.csv'. .* geo.places_file.read_places\(path\).table",
    ),
    (lambda: geo.compare(REACH, SCENARIO), "Invalid second reach of type Scenario"),
    (lambda: geo.export(SCENARIO, "x.kml"), "Invalid reach of type Scenario"),
    (lambda: geo.save_figure(CLAIMS, "x.png"), "Invalid reach of type Claims"),
    (lambda: geo.range_map(SCENARIO), "Invalid reach of type Scenario"),
    (lambda: geo.range_map(REACH, map="x"), "Invalid map 'x'. Must be of type Map"),
    (lambda: events_in_reach(None, REACH), "Invalid events None. Must be of type DataFrame"),
    (lambda: geo.explore(CLAIMS), "Invalid reach of type Claims"),
    (
        lambda: geo.save_html(REACH, "x.html"),
        r"Invalid map of type Reach. Must be of type Map, as geo.range_map",
    ),
    (
        lambda: geo.format_length("190 miles"),
        r"Invalid length '190 miles'. Must be of type Length, as geo.parse_length",
    ),
    (lambda: geo.find_place(None), "Invalid place None. Must be of type str"),
    (lambda: geo.find_places(AT), "Invalid place of type tuple"),
    (lambda: geo.buffer(AT, 1000), "Invalid geometry .* Must be a shapely geometry"),
    (lambda: geo.common_reach(None, 1000), "Invalid geometry None"),
    (lambda: geo.verify_buffer(shapely.box(0, 0, 1, 1), "Sumy", 1000), "Invalid geometry 'Sumy'"),
]


@pytest.mark.parametrize(("call", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_wrong_kind_is_a_type_error_that_says_what_came(call, says):
    with pytest.raises(TypeError, match=says):
        call()


@pytest.mark.parametrize("radius", [None, True, [1, 2], "300", {}, -5, 0, math.nan, math.inf])
def test_what_is_no_radius_is_said(radius):
    with pytest.raises(ValueError, match=r"Invalid (radius|length|number of radii)"):
        geo.range_ring(AT, radius)


@pytest.mark.parametrize("text", [None, 190, AT])
def test_what_is_no_text_is_no_length(text):
    with pytest.raises(LengthError, match=r"Invalid length .* Must be a number and a unit"):
        geo.parse_length(text)


@pytest.mark.parametrize("call", [geo.distance, geo.within, geo.distance_to])
@pytest.mark.parametrize("at", [None, "Sumy", 3, (1, 2, 3)])
def test_what_is_no_point_is_said(call, at):
    rest = (1000,) if call is geo.within else ()
    with pytest.raises(ValueError, match="Invalid point"):
        call(at, AT, *rest)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"launches": [None]}, "Invalid place None"),
        ({"launches": None}, "Invalid place None"),
        ({"illustrative": [AT]}, "Invalid place .*find_place"),
        ({"zones": 3}, "Invalid place 3"),
        ({"viewpoint": "mine"}, "Invalid viewpoint 'mine'. Must be recognised or de_facto"),
        ({"date": "2024-11-17"}, "Invalid date '2024-11-17'"),
        ({"launches": ["Sumy"], "illustrative": ["Sumy"]}, "'Sumy, Sumy Oblast, UA' is given twice"),
    ],
)
def test_a_scenario_of_names_is_checked(options, says):
    with pytest.raises(ScenarioError, match=says):
        geo.make_scenario(**options)


def test_one_place_may_stand_for_several():
    place = Place("p", "Home", "other", *AT)
    scenario = geo.make_scenario(
        launches=place, illustrative="Sumy", zones="Kursk Oblast", date=dt.date(2024, 11, 17)
    )
    assert [launch.place.name for launch in scenario.launches] == ["Home", "Sumy"]
    assert [zone.place.code for zone in scenario.zones] == ["RU-KRS"]
    region = geo.find_place("Kursk Oblast")
    assert geo.make_scenario(zones=[region]).zones == scenario.zones
    with pytest.raises(ScenarioError, match="is an area, not a point"):
        geo.make_scenario(launches=[region])
    assert isinstance(geo.reach(CLAIMS, scenario).claims, Claims)
