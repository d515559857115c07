"""Data on its way into a page: nothing can act, everything comes back."""

from __future__ import annotations

import json
import random
import re

import jinja2
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.maps.frame import frame_of
from geo.maps.island import island, pack_lines

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PARTS = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "${",
    "`",
    "</script",
    "<!--",
    "\\",
    '"',
    "'",
    "\u2028",
    "&lt;",
    "\ud800",
    "\x00",
]
ACTIVE = re.compile(r"[<>&'`$%#\u2028\u2029]|\{\{|\}\}")


def check(text):
    written = island({"text": text, "deep": [{"a": {text: {}}}]})
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(written) == {"text": joined, "deep": [{"a": {joined: {}}}]}
    assert not ACTIVE.search(written)


@given(
    st.lists(st.one_of(st.sampled_from(PARTS), st.text(st.characters(), max_size=6)), max_size=8).map("".join)
)
def test_any_text_comes_back_and_cannot_act(text):
    check(text)


def test_ten_thousand_random_texts_come_back_and_cannot_act():
    draw = random.Random(7)
    for _ in range(10_000):
        letters = [
            chr(draw.choice([draw.randrange(128), draw.randrange(0x3000), draw.randrange(0x110000)]))
            for _ in range(6)
        ]
        check("".join(draw.sample(PARTS, 3) + letters))


@pytest.mark.parametrize(
    "text", ["{{7*7}}", "{% raw %}", "{#x#}", "{{ cycler.__init__.__globals__ }}", "#set(x)", "%include x"]
)
def test_a_template_engine_leaves_it_alone(text):
    written = island({"a": {"b": {"c": text}}})
    assert jinja2.Template(written).render() == written


def unpack(text: str, places: int) -> list[tuple[float, float]]:
    """The other side of `pack_lines`, written from its description."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        bits = ALPHABET.index(letter)
        value |= (bits & 31) << shift
        shift += 5
        if not bits & 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return list(np.cumsum(np.reshape(numbers, (-1, 2)), axis=0) / 10**places)


@given(st.lists(st.tuples(st.floats(-360, 360), st.floats(-90, 90)), min_size=1, max_size=20))
def test_packed_lines_come_back_to_the_last_place(points):
    (text,) = pack_lines([points], 5)
    rounded = np.round(points, 5)
    kept = np.concatenate([[True], (np.diff(np.rint(rounded * 1e5), axis=0) != 0).any(axis=1)])
    assert np.allclose(unpack(text, 5), rounded[kept], atol=1.1e-5)


def test_a_shape_over_the_date_line_is_whole_in_its_frame():
    split = shapely.MultiPolygon([shapely.box(170, 50, 180, 60), shapely.box(-180, 50, -172, 60)])
    frame = frame_of([split])
    assert (frame.west, frame.east) == (170, 188)
    whole = frame.place(split)
    assert whole.geom_type == "Polygon"
    assert len(frame.strokes(whole)) == 1
    assert frame.boxes() == [(0.0, (170.0, 50.0, 180.0, 60.0)), (360.0, (-180.0, 50.0, -172.0, 60.0))]


def test_no_line_is_drawn_along_the_seam_or_the_pole():
    cap = shapely.Polygon([(-180, 70), (0, 65), (180, 70), (180, 90), (-180, 90)])
    (line,) = frame_of([cap]).strokes(cap)
    assert line.tolist() == [[-180, 70], [0, 65], [180, 70]]
    assert frame_of([cap]).north == 85


def test_the_frame_leaves_the_widest_gap_outside():
    frame = frame_of([shapely.box(20, 40, 30, 50), shapely.box(-80, 0, -70, 5)])
    assert frame.bounds == (-80, 0, 30, 50)
    assert frame.middle == 0
