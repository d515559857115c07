"""What changes from one reach to another."""

import datetime as dt

import pandas as pd
import pytest
import shapely

from geo.bands import reach
from geo.comparison import NOT_STATED, both, compare
from geo.geodesy.lonlat import area
from geo.model import Claims, Document, Launch, Place, RangeClaim, Scenario
from geo.units import parse_length

HOME = Place("p", "Home", "other", 34.0, 50.0)


def claim(text, *systems, document="d"):
    return RangeClaim(0, len(text), text, parse_length(text), systems, document=document)


def made(*ranges, launch=None, text="…", title=""):
    claims = Claims((Document("d", text),), ranges)
    return reach(claims, Scenario(launches=(launch or Launch(HOME),), title=title))


@pytest.fixture
def towns():
    return pd.DataFrame(
        {
            "place": ["Near", "Mid", "Far"],
            "place_id": ["1", "2", "3"],
            "lon": [34.5, 36.5, 39.0],
            "lat": [50.0] * 3,
        }
        | {"population": [10, 20, 30]}
    )


def test_claims_added_dropped_changed_with_both_quotes(towns):
    before = made(claim("100 km", "A"), claim("about 155 miles", "B"), claim("50 km", "C"))
    after = made(claim("100 km", "A"), claim("250 km", "B"), claim("80 km", "D"))
    table = compare(before, after, towns).claims
    rows = {row.system: (row.change, row.quote_a, row.quote_b) for row in table.itertuples()}
    assert rows == {
        "A": ("same", "100 km", "100 km"),
        "B": ("changed", "about 155 miles", "250 km"),
        "C": ("dropped", "50 km", ""),
        "D": ("added", "", "80 km"),
    }


def test_aliases_tell_that_a_system_is_the_same(towns):
    long = RangeClaim(0, 1, "100 km", parse_length("100 km"), ("Long Name",), ("LN",), document="d")
    assert list(compare(made(long), made(claim("120 km", "LN")), towns).claims.change) == ["changed"]


def test_places_enter_leave_and_change_their_standing(towns):
    found = compare(made(claim("200 km", "A")), made(claim("about 40 miles", "A")), towns).places
    assert found[["place", "change", "standing_a", "standing_b"]].to_numpy().tolist() == [
        ["Mid", "leaves", "certain", "outside"]
    ]
    back = compare(made(claim("about 40 miles", "A")), made(claim("200 km", "A")), towns).places
    assert list(back.change) == ["enters"]
    surer = compare(made(claim("200 km", "A")), made(claim("about 180 km", "B", "A")), towns).places
    assert list(surer.change) == ["less sure"]


def test_a_system_that_only_one_side_states(towns):
    found = compare(made(), made(claim("200 km", "A")), towns).places
    assert set(found.standing_a) == {NOT_STATED}
    assert list(found.change) == ["enters", "enters"]


def test_nothing_changes_between_a_reach_and_itself(towns):
    same = made(claim("200 km", "A"))
    found = compare(same, same, towns)
    assert found.places.empty
    assert set(found.claims.change) == set(found.launches.change) == {"same"}
    assert found.areas[["gained_km2", "lost_km2"]].to_numpy().tolist() == [[0.0, 0.0]]


def test_the_gazetteers_places_without_a_table():
    found = compare(made(claim("40 km", "A")), made(claim("60 km", "A")))
    assert set(found.places.change) == {"enters", "surer"}
    entered = found.places[found.places.change == "enters"]
    assert entered.distance_km_b.between(40, 61).all()


@pytest.mark.parametrize("east", [35.0, 37.0])
def test_two_dates_of_a_territory(towns, east):
    def held(limit, day):
        land = shapely.box(33, 49.5, limit, 50.5)
        return Launch(HOME, "territory", geometry=land, date=dt.date(2024, 11, day), source="a made map")

    before, after = (
        made(claim("100 km", "A"), launch=held(36, 1)),
        made(claim("100 km", "A"), launch=held(east, 20)),
    )
    found = compare(before, after, towns)
    (row,) = found.launches.to_dict("records")
    assert (row["change"], row["date_a"], row["date_b"]) == ("changed", "2024-11-01", "2024-11-20")
    areas = found.areas.iloc[0]
    gained, lost = (areas.gained_km2, areas.lost_km2) if east > 36 else (areas.lost_km2, areas.gained_km2)
    assert lost < 5
    assert gained * 1e6 == pytest.approx(
        abs(area(after.bands[0].best) - area(before.bands[0].best)), rel=1e-3
    )
    assert "Far" not in set(found.places.place) or east > 36


def test_one_map_of_both_labels_what_differs():
    before = made(claim("100 km", "A"), claim("200 km", "B"), title="First")
    after = made(claim("100 km", "A"), claim("250 km", "B"), text="another", title="Second")
    merged = both(before, after, ("october", "november"))
    assert [band.claim.name for band in merged.bands] == ["B (november)", "B (october)", "A"]
    assert len(merged.scenario.launches) == 1
    assert {document.id for document in merged.claims.documents} == {"d", "d (november)"}
    for band in merged.bands:
        assert any(document.id == band.claim.document for document in merged.claims.documents)
    assert merged.scenario.title == "First / Second"
