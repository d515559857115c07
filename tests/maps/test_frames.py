"""The map day by day: the same bytes, one frame a day, and words where there are no days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageSequence

from geo.maps.frames import days_of, save_frames, until
from geo.model import Launch, OutputError
from tests.maps.conftest import BELGOROD, SUMY, make_reach

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Reach


@pytest.fixture
def dated() -> Reach:
    return make_reach(launches=(Launch(SUMY), Launch(BELGOROD, date=dt.date(2024, 12, 1))))


def test_what_comes_later_is_left_out(dated: Reach) -> None:
    assert [day.isoformat() for day in days_of(dated)] == ["2024-11-17", "2024-11-18", "2024-12-01"]
    bands = [len(until(dated, day).bands) for day in days_of(dated)]
    assert bands == [0, 2, 4]
    assert len(until(dated, dt.date(2024, 1, 1)).scenario.zones) == 0
    assert until(dated, dt.date(2030, 1, 1)) == dated


def test_one_frame_a_day_and_the_same_bytes(dated: Reach, tmp_path: Path) -> None:
    one, two = (save_frames(dated, tmp_path / name, dpi=50) for name in ("a.gif", "b.gif"))
    assert one.read_bytes() == two.read_bytes()
    with Image.open(one) as picture:
        shown = {frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(picture)}
    assert len(shown) == 3


def test_a_reach_of_one_day_says_what_is_missing(tmp_path: Path) -> None:
    reach = make_reach()
    day = reach.scenario.zones[0].date
    (document,) = reach.claims.documents
    reach = replace(reach, claims=replace(reach.claims, documents=(replace(document, date=day),)))
    with pytest.raises(OutputError, match=r"two days or more.*only one: 2024-11-17"):
        save_frames(reach, tmp_path / "map.gif")
    with pytest.raises(OutputError, match=r"frames go into a \.gif"):
        save_frames(reach, tmp_path / "map.png")
    assert not list(tmp_path.iterdir())
