"""Wide ranges: round on an azimuthal map, whole over the pole and the date line, with all the land they cover."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import folium
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo.maps.basemap import ground
from geo.maps.chart import Disc, disc_of
from geo.maps.frame import frame_about, frame_of
from geo.maps.html import save_html
from geo.maps.layer import ReachLayer
from geo.maps.payload import content
from geo.maps.range_map import range_map
from geo.model import Launch, Place
from tests.maps.conftest import make_claim, make_reach

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Reach
    from tests.maps.conftest import Page

VIEW = "const view = georeach.views[0];"
PYONGYANG = Launch(Place("x:p", "Pyongyang", "settlement", 125.75, 39.03), "illustrative")
MOSCOW = Launch(Place("x:m", "Moscow", "settlement", 37.62, 55.75), "declared")


def wide(text: str, launch: Launch) -> Reach:
    from dataclasses import replace

    reach = make_reach(launches=(launch,), claims=(make_claim(text, "Longbow"),))
    return replace(reach, scenario=replace(reach.scenario, zones=()))


def chart_of(reach: Reach) -> Disc | None:
    shapes = content(reach)
    return disc_of(reach, shapes, frame_of(shapes))


def test_only_what_mercator_would_bend_leaves_it() -> None:
    assert chart_of(wide("190 miles", MOSCOW)) is None
    assert chart_of(wide("1,000 km", MOSCOW)) is None
    disc = chart_of(wide("5,500 km", PYONGYANG))
    assert disc is not None
    assert (disc.name, disc.lon, disc.lat) == ("Pyongyang", 125.75, 39.03)
    assert 5.4e6 < disc.radius < 5.7e6


def test_the_frame_of_a_disc_holds_it() -> None:
    for lon, lat, metres in ((10.0, 50.0, 1e6), (179.0, -20.0, 3e6), (30.0, 80.0, 2e6), (-70.0, -85.0, 9e6)):
        frame = frame_about(lon, lat, metres)
        for azimuth in range(0, 360, 20):
            end = Geodesic.WGS84.Direct(lat, lon, azimuth, metres * 0.99)
            assert frame.west <= frame.lon(end["lon2"]) <= frame.east
            assert frame.south <= end["lat2"] <= frame.north


@pytest.mark.parametrize(
    ("text", "launch", "lon", "lat"),
    [("5,500 km", PYONGYANG, -150, 65), ("15,000 km", MOSCOW, 0, -80), ("15,000 km", MOSCOW, 134, -25)],
)
def test_no_land_is_missing_from_a_wide_map(text: str, launch: Launch, lon: float, lat: float) -> None:
    disc = chart_of(wide(text, launch))
    assert disc is not None
    drawn = ground(disc.frame(), disc=disc)
    spot = shapely.Point(drawn.frame.lon(lon), lat)
    assert drawn.land.contains(spot) or drawn.far.contains(spot)


def test_nothing_about_the_antipode_is_drawn() -> None:
    disc = Disc(-60.0, 30.0, 1.6e7, "X")
    opposite = shapely.Point(disc.frame(1.9).lon(120.0), -30.0)
    assert not disc.untorn(opposite.buffer(20)).contains(opposite)


def test_regions_are_whole_over_the_date_line() -> None:
    frame = frame_about(180.0, 66.0, 5e5)
    drawn = ground(frame)
    inner = shapely.union_all([shapely.LineString(line) for line in drawn.regions])
    meridian = shapely.LineString([(180.0, 65.5), (180.0, 68.0)]).buffer(0.01)
    assert inner.intersection(meridian).length < 0.1


@pytest.mark.browser
def test_a_ring_over_the_pole_is_a_circle_on_the_screen(browser: Page, tmp_path: Path) -> None:
    browser.size(1280, 860)
    browser.open(save_html(range_map(wide("15,000 km", MOSCOW)), tmp_path / "map.html"))
    radii = browser.run(
        VIEW
        + "const [band] = view.bands.list, { lat, lon } = view.data.launches[0], c = view.map.project([lat, lon]);"
        "return view.bands.points(band).map(p => view.map.project(p).distanceTo(c))"
    )
    assert max(radii) < 1.005 * min(radii)
    box = browser.run(
        "const b = document.querySelector('path.geo-best').getBoundingClientRect(); return [b.width, b.height]"
    )
    assert abs(box[0] - box[1]) < 3
    assert box[1] > 500
    assert "azimuthal" in browser.run("return document.querySelector('.geo-caveat').textContent")
    assert browser.console() == []


@pytest.mark.browser
def test_the_page_projects_there_and_back(browser: Page, tmp_path: Path) -> None:
    browser.open(save_html(range_map(wide("5,500 km", PYONGYANG)), tmp_path / "map.html"))
    points = [[89.9, 10], [39.03, 125.75], [-30, 100], [10, -170], [70, 179.9], [0, -60]]
    back = browser.run(
        VIEW + "const c = view.map.options.crs.projection; return arguments[0].map(([lat, lng]) => "
        "{ const p = c.unproject(c.project({ lat, lng })); return [p.lat, p.lng] })",
        points,
    )
    for (lat, lon), (lat2, lon2) in zip(points, back, strict=True):
        assert Geodesic.WGS84.Inverse(lat, lon, lat2, lon2)["s12"] < 0.1
    outside = browser.run(
        VIEW + "const p = view.map.options.crs.projection.unproject(L.point(3e7, 0)); return [p.lat, p.lng]"
    )
    assert all(map(math.isfinite, outside))


@pytest.mark.browser
def test_a_launch_on_an_azimuthal_map_moves_by_key_and_its_ring_follows(
    browser: Page, tmp_path: Path
) -> None:
    browser.size(1280, 860)
    browser.open(save_html(range_map(wide("5,500 km", PYONGYANG)), tmp_path / "map.html"))
    browser.run(VIEW + "view.moveLaunch(0, L.latLng(60, 170)); view.settle()")
    ring = browser.run(VIEW + "return view.bands.points(view.bands.list[0]).map(p => [p.lat, p.lng])")
    assert max(abs(Geodesic.WGS84.Inverse(60, 170, *point)["s12"] - 5.5e6) for point in ring) < 1
    assert browser.console() == []


def test_tiles_under_an_azimuthal_map_are_refused_in_words() -> None:
    shown = range_map(wide("5,500 km", PYONGYANG))
    folium.TileLayer("https://tile.example/{z}/{x}/{y}.png", attr="x").add_to(shown)
    with pytest.raises(ValueError, match="tiles are web Mercator"):
        shown.get_root().render()


def test_a_layer_in_a_group_is_refused_in_words() -> None:
    own = folium.Map([50, 36], tiles=None)
    ReachLayer(make_reach()).add_to(folium.FeatureGroup("g").add_to(own))
    with pytest.raises(TypeError, match="not on a FeatureGroup"):
        own.get_root().render()
