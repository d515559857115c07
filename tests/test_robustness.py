"""Answers that flip between the bounds, and the radius at which they do."""

import numpy as np
import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic

from geo.bands import reach
from geo.covered import coverage
from geo.model import Claims, Document, Launch, Place, RangeClaim, Scenario
from geo.robustness import flips, region_flips, sentences, thresholds
from geo.units import parse_length

HOME = Launch(Place("p", "Home", "other", 34.0, 50.0), "illustrative")


def covered(*texts, metres):
    ranges = tuple(
        RangeClaim(0, 1, text, parse_length(text), (f"S{i}",), document="d") for i, text in enumerate(texts)
    )
    ends = [Geodesic.WGS84.Direct(50, 34, 70, value) for value in metres]
    towns = pd.DataFrame(
        {
            "place": [f"T{value / 1000:g}" for value in metres],
            "lon": [end["lon2"] for end in ends],
            "lat": [end["lat2"] for end in ends],
            "population": np.arange(len(metres), 0, -1) * 100,
        }
    )
    return coverage(reach(Claims((Document("d", "…"),), ranges), Scenario(launches=(HOME,))), towns)


def test_a_place_changes_side_at_its_distance():
    rows = thresholds(covered("about 155 miles", metres=[200e3, 240e3, 255e3, 285e3]))
    assert rows.enters_km.to_numpy() == pytest.approx([200, 240, 255, 285], abs=0.01)
    assert rows[["at_low", "at_best", "at_high"]].to_numpy().tolist() == [
        [True, True, True],
        [False, True, True],
        [False, False, True],
        [False, False, False],
    ]
    assert list(rows.flips) == [False, True, True, False]


def test_only_those_that_flip_are_listed_by_population():
    rows = flips(covered("about 155 miles", metres=[255e3, 200e3, 240e3]))
    assert list(rows.place) == ["T255", "T240"]


def test_an_open_bound_never_excludes():
    rows = thresholds(covered("more than 300 km", metres=[200e3, 5000e3]))
    assert list(rows.at_high) == [True, True]
    assert list(rows.flips) == [False, True]


def test_in_words():
    said = sentences(thresholds(covered("about 155 miles", metres=[200e3, 240e3, 255e3, 285e3])))
    assert said[3] == (
        "T285 enters at 285 km (177 mi) from Home: outside however the figure is read "
        "(S0, about 155 mi (about 250 km))."
    )
    assert "inside however" in said[0]
    assert "inside at the stated figure, outside at its low bound" in said[1]
    assert "outside at the stated figure, inside at its high bound" in said[2]


def test_regions_that_flip():
    shares = pd.DataFrame(
        {
            "region": ["settled", "grazed", "filled", "part", "open"],
            "share_low": [1.0, 0.0, 0.9, 0.2, 0.4],
            "share_best": [1.0, 0.0, 0.95, 0.3, 0.5],
            "share_high": [1.0, 0.01, 1.0, 0.5, np.nan],
        }
    )
    rows = region_flips(shares)
    assert dict(zip(rows.region, rows.answer, strict=True)) == {
        "open": "all of it or not",
        "part": "how much",
        "filled": "all of it or not",
        "grazed": "touched or not",
    }
    assert region_flips(shares[:0]).empty
