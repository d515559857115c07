"""The saved page in a real browser: everything there, nothing asked for, nothing said on the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import pytest

from geo.maps.html import save_html
from geo.maps.range_map import range_map
from geo.model import OutputError
from tests.maps.conftest import make_reach

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Reach
    from tests.maps.conftest import Page

pytestmark = pytest.mark.browser

HOSTILE = [
    "{{7*7}}", "{% for x in [1] %}{{x}}{% endfor %}", "{#note#}", "${window.ran=1}", "`;window.ran=1;`", "</script><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>", "<svg onload=window.ran=1>", "<svg><script>window.ran=1</script></svg>",
    "'\"><script>window.ran=1</script>", "\\u003cscript\\u003ewindow.ran=1", "javascript:window.ran=1", "<a href=javascript:window.ran=1>x</a>",
    "<!--<script>", "-->", "]]>", "<iframe srcdoc='<script>parent.ran=1</script>'>", "<style>*{display:none}</style>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//evil.example/a.css>", "src=//evil.example/x",
    "&lt;b&gt;&amp;#39;", "\u2028window.ran=1", "\u202egnp.exe", "\x00\x07null", "\ufeffbom", "\ud83d\ude80rocket", "%3Cscript%3E",
    "{{ cycler.__init__.__globals__.os.getpid() }}", "{{''.__class__.__mro__}}", "#{7*7}", "<%= 7*7 %>", "\\'); window.ran=1; //",
]  # fmt: skip


def saved(reach: Reach, folder: Path) -> Path:
    return save_html(range_map(reach), folder / "map.html")


def test_rings_are_there_and_the_page_asks_for_nothing(
    browser: Page, small_reach: Reach, tmp_path: Path
) -> None:
    path = saved(small_reach, tmp_path)
    browser.open(path)
    assert browser.run("return document.documentElement.dataset.georeach") == "drawn"
    rings = browser.run(
        "return [...document.querySelectorAll('path.geo-best')].map(p => p.getAttribute('d').length)"
    )
    assert len(rings) == 2
    assert min(rings) > 200
    assert browser.requests() == []
    assert browser.console() == []
    assert path.stat().st_size < 700_000


def test_figures_quotes_and_caveat_can_be_read(browser: Page, small_reach: Reach, tmp_path: Path) -> None:
    browser.size(1280, 860)
    browser.open(saved(small_reach, tmp_path))
    text = browser.run("return document.body.innerText")
    for words in (
        "about 190 mi (about 310 km)", "Longbow flies about 190 miles, its maker says.", "Notes on missiles",
        "A stated range is not capability, permission or intent.", "illustrative", "17 November 2024", "more than 80 km",
        "internationally recognised", "Kursk Oblast",
    ):  # fmt: skip
        assert words in text
    labels = browser.run("return [...document.querySelectorAll('.geo-text')].map(t => t.textContent)")
    assert {"Longbow", "about 190 mi (about 310 km)", "Sumy", "illustrative", "Belgorod"} <= set(labels)


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_labels_never_overlap_and_nothing_is_wider_than_the_screen(
    browser: Page, small_reach: Reach, tmp_path: Path, width: int
) -> None:
    browser.size(width, 800)
    browser.open(saved(small_reach, tmp_path))
    boxes = browser.run(
        "return [...document.querySelectorAll('.geo-text')].map(t => {const b = t.getBBox();"
        " return [b.x, b.y + 2, b.x + b.width, b.y + b.height - 2]})"
    )
    assert len(boxes) > 6
    over = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
    ]
    assert over == []
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    browser.size(1280, 860)


def test_a_switch_of_the_legend_hides_its_ring(browser: Page, small_reach: Reach, tmp_path: Path) -> None:
    browser.open(saved(small_reach, tmp_path))
    browser.run("document.querySelector('.geo-legend input').click()")
    assert browser.run("return document.querySelectorAll('path.geo-best').length") == 1
    assert "Longbow" not in browser.run(
        "return [...document.querySelectorAll('.geo-text')].map(t => t.textContent)"
    )
    browser.run("document.querySelector('.geo-legend input').click()")
    assert browser.run("return document.querySelectorAll('path.geo-best').length") == 2


@pytest.mark.parametrize("chunk", range(4))
def test_hostile_text_is_shown_and_never_runs(browser: Page, tmp_path: Path, chunk: int) -> None:
    words = " ".join(HOSTILE[chunk::4])
    browser.open(saved(make_reach(words=words), tmp_path))
    browser.run(
        "const v = georeach.views[0], b = v.bands.list[0]; b.hit.openTooltip(v.bands.top(b)); b.hit.openPopup(v.bands.top(b));"
        "for (const d of document.querySelectorAll('details')) d.open = true"
    )
    shown = browser.run(
        "return [document.querySelector('h1').textContent, document.querySelector('.leaflet-popup').textContent]"
    )
    words = words.encode("utf-16", "surrogatepass").decode("utf-16")
    assert words in shown[0]
    assert words in shown[1]
    assert "49" not in shown[0]
    assert browser.run("return window.ran ?? null") is None
    assert browser.run("return document.querySelectorAll('img, iframe, base, link, svg script').length") == 0
    assert browser.requests() == []
    assert browser.console() == []


def test_policy_stops_a_script_that_is_put_in_later(
    browser: Page, small_reach: Reach, tmp_path: Path
) -> None:
    browser.open(saved(small_reach, tmp_path))
    browser.run("document.body.insertAdjacentHTML('beforeend', '<img src=data:, onerror=window.ran=1>')")
    assert browser.run("return new Promise(done => setTimeout(() => done(window.ran ?? null), 200))") is None


def test_without_a_launch_claims_and_places_show_and_no_ring(browser: Page, tmp_path: Path) -> None:
    browser.open(saved(make_reach(launches=()), tmp_path))
    assert browser.run("return document.querySelectorAll('path.geo-best').length") == 0
    text = browser.run("return document.body.innerText")
    assert "No launch point is declared" in text
    assert "about 190 mi (about 310 km)" in text
    assert browser.console() == []


def test_it_stands_beside_the_layers_of_a_map_of_ones_own(
    browser: Page, small_reach: Reach, tmp_path: Path
) -> None:
    own = folium.Map([50, 36], zoom_start=6, tiles=None)
    folium.Polygon([[50, 36], [51, 36], [51, 37]], tooltip="mine").add_to(own)
    folium.Marker([50.5, 35], popup="<b>mine</b>").add_to(own)
    assert range_map(small_reach, map=own) is own
    browser.open(save_html(own, tmp_path / "own.html"))
    assert browser.run("return document.querySelectorAll('path.geo-best').length") == 2
    assert browser.run("return document.querySelectorAll('.leaflet-marker-icon').length") == 2
    assert browser.run("return document.querySelector('.geo-onmap') !== null")
    assert browser.requests() == []
    assert browser.console() == []


def test_a_layer_that_needs_a_server_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"tile\.openstreetmap\.org"):
        save_html(folium.Map([50, 36]), tmp_path / "tiles.html")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_one_clear_line(small_reach: Reach, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        saved(small_reach, tmp_path / "nowhere")
