"""Pictures without a browser: the same bytes every time, words as written, labels apart."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.maps import palette
from geo.maps.drawing import ticks
from geo.maps.placing import Label, place
from geo.maps.static_map import save_figure
from geo.model import OutputError
from tests.maps.conftest import make_reach

STATIC = Path(palette.__file__).parent / "static"


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_reach_gives_the_same_bytes(small_reach, tmp_path, ending):
    one, two = (save_figure(small_reach, tmp_path / f"{name}.{ending}", dpi=60) for name in "ab")
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size > 20_000


def test_bytes_do_not_depend_on_the_process(small_reach, tmp_path):
    here = save_figure(small_reach, tmp_path / "here.svg")
    code = (
        "import sys; from geo.maps.static_map import save_figure; from tests.maps.conftest import make_reach;"
        "save_figure(make_reach(), sys.argv[1])"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", code, tmp_path / "there.svg"],
        check=True,
        cwd=root,
        env={"PYTHONHASHSEED": "7"},
    )
    assert here.read_bytes() == (tmp_path / "there.svg").read_bytes()


def test_no_text_is_read_as_mathematics_or_markup(tmp_path):
    words = r" $\frac{1}{0}$ </svg><script>alert(1)</script> {{7*7}} 🚀 \ud83d \u202e &amp;"
    path = save_figure(make_reach(words=words), tmp_path / "map.svg")
    source = path.read_text(encoding="utf-8")
    assert "<script" not in source
    assert source.count("</svg>") == 1


@pytest.mark.parametrize("launches", [(), None])
def test_it_draws_with_and_without_a_launch(tmp_path, launches):
    assert save_figure(make_reach(launches=launches), tmp_path / "map.png", dpi=40).stat().st_size > 10_000


def test_an_unknown_ending_is_refused(small_reach, tmp_path):
    with pytest.raises(OutputError, match=r"\.png, \.svg, \.pdf"):
        save_figure(small_reach, tmp_path / "map.bmp")
    assert not list(tmp_path.iterdir())


def test_labels_never_overlap_and_the_important_one_wins():
    labels = [
        Label(str(n), "city", ((n % 7 * 9.0, n % 5 * 9.0),), rank=-n, away=3, dot=True) for n in range(40)
    ]
    placed = place(labels, lambda _: (20.0, 10.0), (-100, -100, 200, 200))
    boxes = [(p.x, p.y, p.x + 20, p.y + 10) for p in placed]
    assert len(boxes) > 5
    assert placed[0].label.text == "39"
    assert not any(
        a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
        for i, a in enumerate(boxes)
        for b in boxes[:i]
    )


def test_ticks_of_an_open_bound_point_outwards():
    import numpy as np

    angle = np.linspace(0, 2 * np.pi, 181)
    for turn in (1, -1):
        circle = 50 * np.column_stack([np.cos(angle), np.sin(turn * angle)])
        strokes = ticks([circle])
        assert len(strokes) > 20
        assert all(np.hypot(*end) > np.hypot(*foot) + 6 for foot, end in strokes)


def test_page_and_picture_use_the_same_colours_and_dashes():
    style = (STATIC / "reach.css").read_text()
    first = style[: style.index("@media")]
    assert tuple(re.findall(r"--c\d: (#\w+);", first)) == palette.COLOURS
    listed = re.search(r"DASHES = \[(.*?)\]", (STATIC / "bands.js").read_text())
    assert listed is not None
    dashes = re.findall(r'"([^"]*)"', listed[1])
    assert tuple(tuple(int(d) for d in dash.split()) for dash in dashes) == palette.DASHES


def test_the_label_of_a_ring_stands_beside_its_own_line():
    import numpy as np

    azimuth = np.radians(np.arange(0, 360, 2))
    ways = np.column_stack([np.sin(azimuth), np.cos(azimuth)])
    rings = [centre + 80 * ways for centre in (np.array([100.0, 100.0]), np.array([150.0, 100.0]))]
    every = range(0, 180, 6)
    labels = [
        Label(
            str(n),
            "ring",
            tuple(map(tuple, ring[every])),
            n,
            away=4,
            out=tuple(map(tuple, ways[every])),
            edge=ring,
            must=True,
        )
        for n, ring in enumerate(rings)
    ]
    placed = place(labels, lambda _: (60.0, 20.0), (-100, -100, 400, 400))
    assert len(placed) == 2
    for mark, ring in zip(placed, rings, strict=True):
        box = np.array([mark.x, mark.y, mark.x + 60, mark.y + 20])
        for line in rings:
            assert not ((line > box[:2]) & (line < box[2:])).all(axis=1).any()
        nearest = np.clip(ring, box[:2], box[2:])
        assert np.hypot(*(ring - nearest).T).min() < 8
