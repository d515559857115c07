import math

import pytest
import shapely

from geo.bands import one_claim_each, reach
from geo.model import Claims, Correction, Document, Launch, Place, RangeClaim, Scenario, ScenarioError
from geo.units import parse_length

SUMY = Place("692194", "Sumy", "settlement", 34.8003, 50.9216, "UA", "Sumy Oblast", 294456)


def claim(text, *systems):
    return RangeClaim(0, 1, text, parse_length(text), systems, document="d")


def claims(*ranges):
    return Claims((Document("d", "…"),), ranges)


def test_a_band_a_claim_and_launch_longest_first():
    two = Launch(SUMY), Launch(Place("x", "Kharkiv", "settlement", 36.25, 49.98, "UA"))
    result = reach(claims(claim("155 miles", "A"), claim("190 miles", "B")), Scenario(launches=two))
    assert [(band.claim.name, band.launch.place.name) for band in result.bands] == [
        ("B", "Sumy"),
        ("B", "Kharkiv"),
        ("A", "Sumy"),
        ("A", "Kharkiv"),
    ]
    assert result.missing == ()


def test_low_lies_in_best_lies_in_high():
    (band,) = reach(claims(claim("about 190 miles", "A")), Scenario(launches=(Launch(SUMY),))).bands
    assert shapely.contains_properly(band.best, band.low)
    assert shapely.contains_properly(band.high, band.best)


def test_an_open_bound_stays_open():
    (band,) = reach(claims(claim("more than 300 km", "A")), Scenario(launches=(Launch(SUMY),))).bands
    assert band.high is None
    assert math.isinf(band.claim.length.high)


def test_no_more_than_has_no_certain_reach():
    (band,) = reach(claims(claim("no more than 80 km", "A")), Scenario(launches=(Launch(SUMY),))).bands
    assert band.low is None


def test_what_is_missing_is_said():
    assert "--launch PLACE" in reach(claims(claim("300 km", "A")), Scenario()).missing[0]
    assert "states no weapon range" in reach(claims(), Scenario(launches=(Launch(SUMY),))).missing[0]


def test_the_same_claim_counts_once():
    twice = (
        claim("about 190 miles", "ATACMS"),
        claim("about 190 miles", "ATACMS"),
        claim("190 miles", "ATACMS"),
    )
    assert one_claim_each(twice) == (twice[0], twice[2])


@pytest.mark.parametrize("text", ["about 155 miles", "300 km"])
def test_a_territory_has_certain_and_possible_reach(text):
    land = shapely.box(34, 50, 35, 51)
    launch = Launch(SUMY, "territory", geometry=land)
    (band,) = reach(claims(claim(text, "A")), Scenario(launches=(launch,))).bands
    assert shapely.contains_properly(band.best, land)
    assert shapely.contains(band.high, band.best)
    assert shapely.contains(band.best, band.low)


def test_names_that_overlap_make_one_claim_and_documents_keep_theirs():
    long = RangeClaim(0, 1, "300 km", parse_length("300 km"), ("Long Name",), ("LN",), document="d")
    short = RangeClaim(9, 10, "300 km", parse_length("300 km"), ("LN",), document="d")
    other = RangeClaim(0, 1, "300 km", parse_length("300 km"), ("LN",), document="e")
    assert one_claim_each((long, short, other)) == (long, other)


def test_only_chosen_systems_are_drawn():
    both = claims(claim("155 miles", "A"), claim("190 miles", "B"))
    result = reach(both, Scenario(launches=(Launch(SUMY),), use=("a",)))
    assert [band.claim.name for band in result.bands] == ["A"]
    with pytest.raises(ScenarioError, match=r"No range of 'C' is stated\. Ranges are stated of: A, B"):
        reach(both, Scenario(use=("A", "C")))


def test_corrections_of_the_scenario_are_applied():
    scenario = Scenario(launches=(Launch(SUMY),), corrections=(Correction("reject", "155 miles"),))
    result = reach(claims(claim("155 miles", "A"), claim("190 miles", "B")), scenario)
    assert [band.claim.name for band in result.bands] == ["B"]


@pytest.mark.parametrize(
    ("sentence", "carried"),
    [
        ("The Falcon, an air-launched missile, flies 300 km.", "air-launched"),
        ("The Falcon is fired from a fighter jet and flies 300 km.", "fired from a fighter jet"),
        ("Aircraft-launched, the Falcon flies 300 km.", "Aircraft-launched"),
        ("The Falcon is carried by bombers over 300 km.", "carried by bombers"),
    ],
)
def test_what_an_aircraft_carries_is_labelled(sentence, carried):
    one = RangeClaim(0, 6, "300 km", parse_length("300 km"), ("Falcon",), sentence=sentence, document="d")
    result = reach(claims(one), Scenario(launches=(Launch(SUMY),)))
    assert carried in result.bands[0].note
    assert result.missing[0].startswith("Falcon: the text says")


@pytest.mark.parametrize(
    "sentence",
    [
        "The Falcon is fired from a truck and flies 300 km.",
        "Rockets fired by fighters of the group fly 300 km.",
        "The Falcon can hit aircraft 300 km away.",
    ],
)
def test_what_stands_on_the_ground_is_not(sentence):
    one = RangeClaim(0, 6, "300 km", parse_length("300 km"), ("Falcon",), sentence=sentence, document="d")
    assert reach(claims(one), Scenario(launches=(Launch(SUMY),))).bands[0].note == ""


def test_another_sentence_of_the_text_may_say_it():
    text = "The Falcon flies 300 km. Later that day it rained. Officials called the Falcon an air-launched missile."
    one = RangeClaim(17, 23, "300 km", parse_length("300 km"), ("Falcon",), document="d", sentence=text[:24])
    two = RangeClaim(17, 23, "200 km", parse_length("200 km"), ("Kestrel",), document="d", sentence="")
    result = reach(Claims((Document("d", text),), (one, two)), Scenario(launches=(Launch(SUMY),)))
    assert [bool(band.note) for band in result.bands] == [True, False]


def test_a_launch_may_say_which_systems_are_measured_from_it():
    goris = Launch(Place("g", "Goris", "settlement", 46.34, 39.51, "AM"), use=("Iskander-E",))
    barda = Launch(Place("b", "Barda", "settlement", 47.13, 40.37, "AZ"), use=("lora",))
    stated = claims(claim("280 km", "Iskander-E"), claim("250 miles", "LORA"))
    found = {
        (band.claim.name, band.launch.place.name) for band in reach(stated, Scenario((goris, barda))).bands
    }
    assert found == {("Iskander-E", "Goris"), ("LORA", "Barda")}
    with pytest.raises(ScenarioError, match="No range of 'Nope' is stated"):
        reach(stated, Scenario((Launch(SUMY, use=("Nope",)),)))
