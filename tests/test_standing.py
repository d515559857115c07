"""Laws of the four words."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.geodesy.farthest import farthest_distance
from geo.geodesy.within import distance_to
from geo.model import Launch, Place
from geo.standing import STANDINGS, Distances, distances, may_be_within, ranks, standing
from geo.units import make_length

PLACE = Place("p", "Place", "other", 34.0, 50.0)
METRES = st.floats(0, 2e7)
QUALIFIERS = st.sampled_from(["exact", "about", "nearly", "up_to", "more_than", "at_least", "no_more_than"])


@given(st.integers(1, 9000), QUALIFIERS, METRES, METRES)
def test_nearer_is_never_less_sure(figure, qualifier, one, two):
    length = make_length(figure, figure, "km", qualifier)
    metres = np.array(sorted((one, two)))
    first, second = ranks(Distances(metres, metres), length)
    assert first <= second


@given(st.integers(1, 9000), QUALIFIERS, METRES, METRES)
def test_a_territory_is_between_its_nearest_and_its_farthest_point(figure, qualifier, one, two):
    length = make_length(figure, figure, "km", qualifier)
    near, far = (np.array([metres]) for metres in sorted((one, two)))
    whole = ranks(Distances(near, far), length)[0]
    assert ranks(Distances(near, near), length)[0] <= whole <= ranks(Distances(far, far), length)[0]


@given(st.integers(1, 9000), QUALIFIERS, METRES)
def test_a_point_is_never_possible(figure, qualifier, metres):
    length = make_length(figure, figure, "km", qualifier)
    (word,) = standing(Distances(np.array([metres]), np.array([metres])), length)
    assert word in STANDINGS
    assert word != "possible"
    assert (word == "outside") == (metres > length.high)
    assert (word == "certain") == (length.low > 0 and metres <= length.low)


def test_what_cannot_matter_is_not_measured():
    launch = Launch(PLACE, "territory", geometry=shapely.box(33, 49, 35, 51))
    points = np.random.default_rng(0).uniform([-180, -90], [180, 90], (800, 2))
    everywhere = distances(points, launch)
    near = distances(points, launch, most=2e6)
    measured = np.isfinite(near.nearest)
    assert (measured | (everywhere.nearest > 2e6)).all()
    assert near.nearest[measured] == pytest.approx(everywhere.nearest[measured], abs=1e-6)
    assert near.farthest[measured] == pytest.approx(everywhere.farthest[measured], abs=1e-6)
    assert 0 < measured.sum() < 160


@pytest.mark.parametrize(
    "shape",
    [
        shapely.box(33, 49, 35, 51),
        shapely.box(-180, 60, 180, 90),
        shapely.box(178, -5, 180, 5),
        shapely.box(-60, -80, 60, -60),
    ],
)
def test_the_cap_never_leaves_out_what_is_within(shape):
    launch = Launch(PLACE, "territory", geometry=shape)
    points = np.random.default_rng(1).uniform([-180, -90], [180, 90], (60, 2))
    metres = distance_to(points, shape)
    for most in (1e5, 1e6, 5e6):
        assert may_be_within(points, launch, most)[metres <= most].all()


def test_a_territory_is_measured_to_both_ends():
    land = shapely.box(33, 49, 35, 51)
    found = distances([(40.0, 50.0)], Launch(PLACE, "territory", geometry=land))
    assert found.nearest == pytest.approx(distance_to([(40.0, 50.0)], land))
    assert found.farthest == pytest.approx(farthest_distance([(40.0, 50.0)], land))
