"""Outlines in two viewpoints: whose land, which region, which lines are disputed."""

import pytest
import shapely

from geo.borders import borders, disputed, outline, regions_in
from geo.gazetteer import contains, find_place, find_places, gazetteer
from geo.geodesy.lonlat import area


def _inside(name, viewpoint, lon, lat):
    shape = outline(find_place(name, want="area"), viewpoint=viewpoint)
    return shape is not None and shape.contains(shapely.Point(lon, lat))


@pytest.mark.parametrize(
    ("owner", "holder", "lon", "lat"),
    [
        ("UA", "RU", 34.1, 45.2),  # Crimea
        ("UA", "RU", 33.55, 44.6),  # Sevastopol
        ("SY", "IL", 35.8, 33.0),  # Golan Heights
        ("EH", "MA", -13.2, 27.15),  # Laayoune
        ("GE", None, 41.0, 43.0),  # Abkhazia
        ("GE", None, 43.97, 42.25),  # South Ossetia
        ("MD", None, 29.63, 46.84),  # Transnistria
        ("CY", None, 33.4, 35.3),  # Northern Cyprus
        ("SO", None, 44.1, 9.6),  # Somaliland
    ],
)
def test_the_viewpoints_part_where_the_documentation_says(owner, holder, lon, lat):
    assert _inside(owner, "recognised", lon, lat)
    assert not _inside(owner, "de_facto", lon, lat)
    if holder:
        assert _inside(holder, "de_facto", lon, lat)
        assert not _inside(holder, "recognised", lon, lat)


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Kursk Oblast", 36.18, 51.73),
        ("Donbas", 39.3, 48.57),
        ("Donbas", 37.8, 48.0),
        ("Gaza Strip", 34.45, 31.5),
        ("West Bank", 35.2, 31.9),
        ("Golan Heights", 35.8, 33.0),
        ("Louisiana", -92.4, 31.3),
        ("England", -1.5, 52.5),
        ("Kosovo", 21.1, 42.6),
        ("TW", 121.0, 24.0),
        ("New England", -71.0, 43.5),
        ("Crimean Peninsula", 33.55, 44.6),
        ("Fiji", 178.4, -17.9),
    ],
)
def test_an_outline_holds_what_lies_in_it(name, lon, lat):
    assert _inside(name, "recognised", lon, lat)


@pytest.mark.parametrize(
    ("name", "km2"),
    [("Ukraine", 603_600), ("Kursk Oblast", 29_997), ("France", 551_500), ("Bavaria", 70_550)],
)
def test_an_outline_has_the_area_that_is_published(name, km2):
    assert area(outline(find_place(name, want="area"))) / 1e6 == pytest.approx(km2, rel=0.03)


def test_a_settlement_has_no_outline():
    assert outline(find_place("Kursk")) is None
    assert outline(find_place("Black Sea")) is None


def test_every_outline_is_valid_and_on_the_earth():
    shapes = borders().geometries
    assert shapely.is_valid(shapes).all()
    west, south, east, north = shapely.total_bounds(shapes)
    assert (west, south, east, north) == (-180.0, -90.0, 180.0, pytest.approx(83.6, abs=0.1))


def test_no_two_outlines_overlap():
    shapes = borders().geometries
    pairs = borders().tree.query(shapes, predicate="overlaps").T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    shared = shapely.area(shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]]))
    assert shared.max(initial=0) < 1e-4


def test_neighbours_share_their_edge():
    kursk, sumy = (outline(find_place(name)) for name in ("Kursk Oblast", "Sumy Oblast"))
    assert kursk.intersection(sumy).length > 2


def test_every_country_with_people_has_an_outline():
    table = gazetteer()
    countries = [
        entry for entry in map(table.entry, range(260)) if entry.detail == "country" and entry.population
    ]
    missing = {entry.iso2 for entry in countries if outline(table.place(entry)) is None}
    assert missing <= {"VA", "BQ", "CC", "CX", "SJ", "TK", "UM", "XK"} - {"XK", "BQ", "CC", "CX"}


def test_a_regions_point_lies_in_its_outline():
    table = gazetteer()
    for number in range(250, 4_200, 37):
        place = table.place(table.entry(number))
        shape = outline(place)
        if shape is not None:
            assert shape.distance(shapely.Point(place.lon, place.lat)) == 0, place.label


def test_an_outline_and_the_hierarchy_agree():
    for name in ("Kursk Oblast", "Sumy Oblast", "Louisiana", "Bavaria"):
        region = find_place(name, want="area")
        shape = outline(region)
        for town in ("Kursk", "Sumy", "Alexandria, Louisiana", "Munich", "Sudzha", "Baton Rouge"):
            place = find_place(town, want="point")
            assert shape.contains(shapely.Point(place.lon, place.lat)) == contains(region, place), (
                name,
                town,
            )


def test_regions_in_a_box():
    found = {region.code: region for region in regions_in((33.0, 44.3, 36.5, 46.0))}
    assert {"UA-43", "UA-40"} <= set(found)
    assert (found["UA-43"].name, found["UA-43"].iso2) == ("Crimea", "UA")
    de_facto = {
        region.code: region.iso2 for region in regions_in((33.0, 44.3, 36.5, 46.0), viewpoint="de_facto")
    }
    assert de_facto["UA-43"] == "RU"


def test_regions_in_a_box_over_the_date_line():
    owners = {region.iso2 for region in regions_in((178.0, 65.0, -166.0, 70.0))}
    assert owners == {"RU", "US"}
    assert "FJ" in {region.iso2 for region in regions_in((178.0, -18.5, -179.0, -15.0))}


def test_disputed_lines_are_named():
    names = [line.name for line in disputed()]
    assert len(set(names)) == len(names)
    assert names == sorted(names)
    for line in disputed():
        assert line.geometry.geom_type == "MultiLineString"
        assert not line.geometry.is_empty
    assert disputed((-10, 40, 10, 50)) == ()


def test_an_unknown_viewpoint_is_an_error():
    with pytest.raises(ValueError, match="Must be 'recognised' or 'de_facto'"):
        outline(find_place("Ukraine"), viewpoint="russian")
    with pytest.raises(ValueError, match="Must be 'recognised' or 'de_facto'"):
        regions_in((0, 0, 1, 1), viewpoint="un")


def test_candidates_of_disputed_areas_have_the_recognised_owner():
    assert {place.iso2 for place in find_places("Golan Heights")} == {"SY"}
    assert {place.iso2 for place in find_places("Transnistria")} == {"MD"}
