"""Standings of places against brute force, shares of regions against sums of geodesic pieces."""

import math

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo.bands import reach
from geo.covered import ANY_LAUNCH, coverage, districts, summary
from geo.model import Claims, Document, GeoError, Launch, Place, RangeClaim, Scenario
from geo.settlements import settlement_points
from geo.standing import STANDINGS
from geo.units import parse_length

SUMY = Place("692194", "Sumy", "settlement", 34.8003, 50.9216, "UA", "Sumy Oblast", 294456)


def claim(text, *systems, document="d"):
    return RangeClaim(0, 1, text, parse_length(text), systems, document=document)


def reach_of(ranges, launches, **options):
    claims = Claims((Document("d", "…"),), tuple(ranges))
    return reach(claims, Scenario(launches=tuple(launches), **options))


def point(name, lon, lat):
    return Launch(Place(name, name, "other", lon, lat), "illustrative")


def towns(lon, lat, **more):
    count = len(lon)
    return pd.DataFrame(
        {
            "place": [f"T{i}" for i in range(count)],
            "place_id": [str(i) for i in range(count)],
            "lon": lon,
            "lat": lat,
        }
        | {"population": np.arange(count) + 1}
        | more
    )


def brute(lon, lat, place):
    return Geodesic.WGS84.Inverse(place.lat, place.lon, lat, lon, Geodesic.DISTANCE)["s12"]


@pytest.mark.parametrize("seed", range(4))
def test_no_wrong_answer_on_25000_pairs(seed):
    rng = np.random.default_rng(seed)
    launches = [point(f"P{i}", *xy) for i, xy in enumerate(rng.uniform([-180, -85], [180, 85], (5, 2)))]
    spread = rng.normal(0, 4, (5000, 2)) * [2, 1]
    middle = np.array([[launch.place.lon, launch.place.lat] for launch in launches])[rng.integers(0, 5, 5000)]
    lon, lat = (middle + spread).T
    lon, lat = (lon + 180) % 360 - 180, np.clip(lat, -90, 90)
    length = parse_length("about 190 miles")
    table = coverage(reach_of([claim("about 190 miles", "A")], launches), towns(lon, lat))
    assert len(table) == 25000
    home = {launch.place.label: launch.place for launch in launches}
    exact = np.array(
        [brute(x, y, home[name]) for x, y, name in zip(table.lon, table.lat, table.launch, strict=True)]
    )
    wanted = np.select([exact <= length.low, exact <= length.high], ["certain", "edge"], "outside")
    wrong = wanted != table.standing.to_numpy()
    rim = np.minimum(np.abs(exact - length.low), np.abs(exact - length.high))
    assert (rim[wrong] < 1e-3).all()
    assert np.abs(exact - table.distance_m).max() < 1e-6
    assert {"certain", "edge", "outside"} <= set(table.standing)


def test_a_territory_knows_certain_possible_edge_and_outside():
    land = shapely.box(34, 50, 35, 51)
    launch = Launch(SUMY, "territory", geometry=land)
    lon = np.linspace(34.5, 44, 200)
    table = coverage(reach_of([claim("about 155 miles", "A")], [launch]), towns(lon, np.full(200, 50.5)))
    table = table.sort_values("lon")
    assert list(dict.fromkeys(table.standing)) == list(STANDINGS)
    length = parse_length("about 155 miles")
    corners = shapely.get_coordinates(land)
    unmeasured = table.distance_m.isna()
    assert (table[unmeasured].standing == "outside").all()
    assert (table[unmeasured].lon > 39.5).all()
    for row in table[~unmeasured].itertuples():
        far = max(Geodesic.WGS84.Inverse(row.lat, row.lon, y, x)["s12"] for x, y in corners)
        assert row.farthest_km == pytest.approx(far / 1000, abs=0.01)
        assert (row.standing == "certain") == (far <= length.low)
        assert (row.standing == "outside") == (row.distance_m > length.high)
    assert (table.distance_m[table.lon <= 35] == 0).all()


def test_an_open_bound_leaves_nothing_outside():
    table = coverage(
        reach_of([claim("more than 300 km", "A")], [Launch(SUMY)]), towns([34.8, 80], [50.9, 10])
    )
    assert list(table.sort_values("lon").standing) == ["certain", "edge"]
    assert table.high_km.isna().all()


def test_no_lower_bound_leaves_nothing_certain():
    table = coverage(reach_of([claim("no more than 80 km", "A")], [Launch(SUMY)]), towns([34.8], [50.9]))
    assert list(table.standing) == ["edge"]


def test_rows_say_what_they_rest_on_and_pass_the_users_columns_through():
    places = towns([36.2], [51.7], shelter=["yes"], system=["of the user"])
    row = coverage(reach_of([claim("about 190 miles", "A")], [point("P", 34.8, 50.9)]), places).iloc[0]
    assert (row.system, row.quote, row.document, row.launch_kind) == (
        "A",
        "about 190 miles",
        "d",
        "illustrative",
    )
    assert (row.shelter, row.system_given) == ("yes", "of the user")
    assert row.distance_mi == pytest.approx(row.distance_km / 1.609344, abs=0.01)
    assert row.low_km < row.best_km < row.high_km


def test_what_coverage_gave_can_be_given_to_it_again():
    whole = reach_of([claim("about 60 km", "A")], [point("Home", 34.0, 50.0)])
    first = coverage(whole, towns([34.0, 34.1], [50.0, 50.0]))
    for again in (coverage(whole, first), coverage(reach_of([], []), first)):
        assert again.columns.is_unique
        assert {"standing", "standing_given"} <= set(again)


def test_the_gazetteers_places_are_listed_to_the_margin():
    result = reach_of([claim("50 km", "A")], [Launch(SUMY)])
    table = coverage(result, margin="20 km")
    assert (table.standing == "outside").any()
    assert table.distance_m.max() <= 50.5e3 + 20e3
    points = settlement_points()
    near = (np.abs(points.lon - SUMY.lon) < 1.5) & (np.abs(points.lat - SUMY.lat) < 1)
    exact = np.array([brute(x, y, SUMY) for x, y in zip(points.lon[near], points.lat[near], strict=True)])
    assert len(table) == (exact <= 70.5e3).sum()
    assert (coverage(result, margin="20 km", min_population=5000).population >= 5000).all()
    assert list(table.population) == sorted(table.population, reverse=True)
    assert "GeoNames" in table.attrs["people"]
    assert "left out" in table.attrs["leaves_out"]


def test_claims_of_one_system_stay_apart_by_document():
    two = [claim("300 km", "A"), claim("300 km", "A", document="e")]
    table = coverage(reach_of(two, [Launch(SUMY)]), towns([36.2], [51.7]))
    assert list(table.document) == ["d", "e"]


def test_without_a_launch_there_is_no_row():
    assert coverage(reach_of([claim("300 km", "A")], [])).empty


def test_places_without_a_position_are_refused():
    with pytest.raises(GeoError, match="no column 'lat'"):
        coverage(
            reach_of([claim("300 km", "A")], [Launch(SUMY)]), pd.DataFrame({"place": ["a"], "lon": [1.0]})
        )


def test_a_summary_counts_each_place_once_for_any_launch():
    two = [point("P", 30, 50), point("Q", 36, 50)]
    table = coverage(reach_of([claim("300 km", "A")], two), towns([30.1, 33, 36.1, 60], [50, 50, 50, 50]))
    counted = summary(table)
    assert list(counted.launch.drop_duplicates()) == ["P", "Q", ANY_LAUNCH]
    union = counted[counted.launch == ANY_LAUNCH]
    assert dict(zip(union.standing, union.places, strict=True)) == {"certain": 3, "outside": 1}
    assert dict(zip(union.standing, union.people, strict=True)) == {"certain": 6, "outside": 4}
    assert counted.groupby("launch").places.sum().eq(4).all()


def test_districts_have_their_codes():
    table = coverage(
        reach_of([claim("300 km", "A")], [Launch(SUMY)]),
        towns(
            [34.8, 34.9, 60],
            [50.9, 50.9, 50],
            district=["D", "D", "E"],
            district_code=["XX-1", "XX-1", "XX-2"],
        ),
    )
    found = districts(table)
    assert found[["district", "district_code", "places", "people"]].to_numpy().tolist() == [
        ["D", "XX-1", 2, 3]
    ]


def octants(shape):
    """Area of a shape by geodesic polygons of its pieces in cells of half a degree, edges cut finely."""
    total = 0.0
    west, south, east, north = shape.bounds
    for x in np.arange(math.floor(west * 2) / 2, east, 0.5):
        for y in np.arange(math.floor(south * 2) / 2, north, 0.5):
            piece = shapely.intersection(shape, shapely.box(x, y, x + 0.5, y + 0.5))
            for part in shapely.get_parts(piece):
                if part.geom_type == "Polygon":
                    polygon = Geodesic.WGS84.Polygon()
                    for lon, lat in shapely.get_coordinates(shapely.segmentize(part.exterior, 0.02))[:-1]:
                        polygon.AddPoint(lat, lon)
                    total += abs(polygon.Compute()[2])
    return total


def test_shares_of_area_agree_with_a_sum_of_geodesic_pieces():
    from geo.shares import region_shares

    result = reach_of([claim("about 155 miles", "A")], [Launch(SUMY)], tolerance=1.0)
    districts = [shapely.box(33, 51.5, 37, 54), shapely.box(36, 49, 40, 51), shapely.box(0, 0, 1, 1)]
    own = geopandas.GeoDataFrame(
        {"region": ["North", "East", "Far"], "pcode": [1, 2, 3]}, geometry=districts, crs=4326
    )
    table = region_shares(result, towns([34.8], [50.9]), boundaries=own)
    assert list(table.region) == ["North", "East"]
    assert list(table.pcode) == [1, 2]
    (band,) = result.bands
    for row, region in zip(table.itertuples(), districts, strict=False):
        for bound in ("low", "best", "high"):
            exact = octants(shapely.intersection(getattr(band, bound), region)) / octants(region)
            assert getattr(row, f"share_{bound}") == pytest.approx(exact, rel=1e-4)


def test_a_whole_disk_has_its_geodesic_area():
    from geo.shares import region_shares

    result = reach_of([claim("250 km", "A")], [Launch(SUMY)], tolerance=1.0)
    box = geopandas.GeoDataFrame({"region": ["Box"]}, geometry=[shapely.box(25, 45, 45, 57)], crs=4326)
    row = region_shares(result, towns([34.8], [50.9]), boundaries=box).iloc[0]
    polygon = Geodesic.WGS84.Polygon()
    for azimuth in np.arange(0, 360, 0.1):
        end = Geodesic.WGS84.Direct(SUMY.lat, SUMY.lon, -azimuth, 250e3)
        polygon.AddPoint(end["lat2"], end["lon2"])
    assert row.share_best * row.area_km2 * 1e6 == pytest.approx(polygon.Compute()[2], rel=1e-4)


def test_people_of_a_region_are_counted_at_each_bound():
    from geo.shares import region_shares

    result = reach_of([claim("about 155 miles", "A"), claim("more than 100 km", "B")], [Launch(SUMY)])
    box = geopandas.GeoDataFrame({"region": ["Box"]}, geometry=[shapely.box(30, 49, 40, 52)], crs=4326)
    lon = [34.8, 38.22, 38.4, 39.9]
    table = region_shares(result, towns(lon, [50.92] * 4), boundaries=box)
    first, second = table.to_dict("records")
    assert (first["people"], first["people_low"], first["people_best"], first["people_high"]) == (10, 1, 3, 6)
    assert (second["people_low"], second["people_best"]) == (1, 1)
    assert math.isnan(second["people_high"])
    assert math.isnan(second["share_high"])


def test_a_reached_region_has_its_iso_code_and_a_zone_its_row():
    from geo.scenario import make_zone
    from geo.shares import region_shares, zone_overlap

    zones = make_zone("Kursk Oblast", note="reported"), make_zone("Lviv Oblast")
    result = reach_of([claim("about 155 miles", "A")], [Launch(SUMY), point("P", 36.25, 49.98)], zones=zones)
    regions = region_shares(result)
    kursk = regions[regions.region_code == "RU-KRS"]
    assert list(kursk.launch) == ["Sumy, Sumy Oblast, UA", "P", ANY_LAUNCH]
    assert (kursk.share_low <= kursk.share_best).all()
    assert (kursk.people_low <= kursk.people_high).all()
    assert len(set(kursk.people)) == 1
    assert (regions.share_high > 0).all()
    assert "Natural Earth" in regions.attrs["area"]
    overlap = zone_overlap(result)
    assert len(overlap) == 2 * 3
    assert (overlap[overlap.zone_code == "RU-KRS"].share_best > 0.5).all()
    assert (overlap[overlap.zone.str.startswith("Lviv")].share_high == 0).all()
    together = overlap[(overlap.launch == ANY_LAUNCH) & (overlap.zone_code == "RU-KRS")].share_best.iloc[0]
    assert together >= overlap[overlap.zone_code == "RU-KRS"].share_best.max() - 1e-9
