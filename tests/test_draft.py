"""A drafted scenario loads as it is, guesses no launch, and asks what the text leaves open."""

import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.draft import draft, questions
from geo.gazetteer import find_place
from geo.model import Claims, Document, PlaceMention, RangeClaim, Statement
from geo.scenario import load_scenario
from geo.text.documents import read
from geo.text.extract import extract
from geo.units import parse_length


def claim(text, *systems, **options):
    return RangeClaim(0, len(text), text, parse_length(text), systems, document="d", **options)


def made(*ranges, title="A title", day=None, places=(), statements=()):
    return Claims((Document("d", "…", "d.txt", title, date=day),), ranges, places, statements)


def test_the_brief_gives_a_scenario_that_loads(seed, tmp_path):
    (tmp_path / "kursk.md").write_text((seed / "kursk-2024.md").read_text(encoding="utf-8"), encoding="utf-8")
    claims = extract(read(tmp_path / "kursk.md"))
    path = tmp_path / "kursk.toml"
    path.write_text(draft(claims, "kursk.md"), encoding="utf-8")
    scenario = load_scenario(path)
    assert scenario.launches == ()
    assert "RU-KRS" in {zone.place.id for zone in scenario.zones}
    assert all(zone.note for zone in scenario.zones)
    assert scenario.date == dt.date(2024, 11, 17)
    text = path.read_text(encoding="utf-8")
    assert "“190 miles”" in text
    assert "none is ever guessed" in text


def test_a_stated_firing_point_is_a_comment_with_its_quote():
    sumy = find_place("Sumy")
    stated = Statement("launch", 0, 5, "fired from Sumy", sumy)
    text = draft(made(claim("300 km", "A"), statements=(stated,)), "d.txt")
    assert "launch" not in tomllib.loads(text)
    assert '# place = "Sumy, Sumy Oblast, UA"' in text
    assert '# note = "fired from Sumy"' in text
    loose = "\n".join(
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith(("# [[l", "# place", "# note"))
    )
    assert tomllib.loads(loose)["launch"][0]["place"] == "Sumy, Sumy Oblast, UA"


def test_a_forbidden_zone_is_not_drawn():
    kursk = find_place("Kursk Oblast")
    allowed, forbidden = (
        Statement("zone_allowed", 0, 1, "may", kursk),
        Statement("zone_forbidden", 0, 1, "may not", kursk),
    )
    assert len(tomllib.loads(draft(made(statements=(allowed,)), "d.txt"))["zone"]) == 1
    assert "zone" not in tomllib.loads(draft(made(statements=(allowed, forbidden)), "d.txt"))


@pytest.mark.parametrize(
    ("claims", "asked"),
    [
        (made(), "The text states no range"),
        (made(claim("300 km")), "Which system does “300 km” belong to?"),
        (made(claim("more than 300 km", "A")), "leaves the upper bound open"),
        (made(claim("300 km", "A", warning="'300 km' and '100 miles' differ.")), "Which is right?"),
        (made(claim("300 km", "A", sentence="The air-launched A flies 300 km.")), "carried by an aircraft"),
        (made(claim("300 km", "A")), "From where should the ranges be measured?"),
        (made(claim("300 km", "A")), "Which day does the map stand for?"),
        (
            made(places=(PlaceMention(0, 8, "Valencia", None, 0.5, ambiguous=True,
                                      candidates=(find_place("Valencia, ES"), find_place("Valencia, VE"))),)),
            "“Valencia” can mean",
        ),
    ],
)  # fmt: skip
def test_what_the_text_leaves_open_is_asked(claims, asked):
    assert any(asked in line for line in questions(claims))
    assert asked in draft(claims, "d.txt")


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_any_words_give_a_file_that_loads(title, quote):
    one = RangeClaim(0, 1, quote, parse_length("300 km"), (quote,), document="d")
    place = find_place("Sumy Oblast")
    statements = (Statement("zone_allowed", 0, 1, quote, place), Statement("launch", 0, 1, quote, place))
    data = tomllib.loads(draft(made(one, one, title=title, statements=statements), quote))
    assert set(data) == {"title", "text", "viewpoint", "zone"}
    assert len(data["zone"]) == 1
