import math

import pytest
import shapely

from geo.model import Claims, Document, Launch, Place, RangeClaim, Scenario
from geo.reach import one_claim_each, reach
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
