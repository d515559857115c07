"""UCDP GED and ACLED exports: their columns, dates and precision, and what lies within reach."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from geo.bands import reach
from geo.days import order_of, parse_day
from geo.events import count_events, events_in_reach, read_events
from geo.model import Claims, Document, Launch, Place, RangeClaim, Scenario
from geo.table_file import TableError
from geo.units import parse_length

UCDP_HEAD = (
    "id,relid,year,type_of_violence,where_prec,where_coordinates,adm_1,country,latitude,longitude,date_prec,"
    "date_start,date_end,deaths_civilians,best,high,low\n"
)
ACLED_HEAD = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,iso,country,admin1,location,"
    "latitude,longitude,geo_precision,source,notes,fatalities\n"
)
HOME = Launch(Place("p", "Home", "other", 34.0, 50.0), "illustrative")


def ucdp(number, *, km=100.0, where=1, when=1, start="2024-11-17 00:00:00.000", end=None, best=3):
    end = start if end is None else end
    at = Geodesic.WGS84.Direct(50, 34, 80, km * 1000)
    return f"{number},R,2024,1,{where},A town,A region,A land,{at['lat2']},{at['lon2']},{when},{start},{end},0,{best},5,1\n"


def acled(name, *, km=100.0, where=1, when=1, day="17 November 2024", deaths=2):
    at = Geodesic.WGS84.Direct(50, 34, 80, km * 1000)
    return (
        f'{name},{day},2024,{when},Political violence,Battles,Armed clash,1,A land,A region,"A town, east",'
        f"{at['lat2']},{at['lon2']},{where},A paper,Words.,{deaths}\n"
    )


def made(text="about 155 miles"):
    claim = RangeClaim(0, 1, text, parse_length(text), ("A",), document="d")
    return reach(Claims((Document("d", "…"),), (claim,)), Scenario(launches=(HOME,)))


@pytest.fixture
def write(tmp_path):
    def write(text, name="events.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_ucdp_has_first_and_last_day_and_three_counts(write):
    found = read_events(write(UCDP_HEAD + ucdp(1, end="2024-11-20 00:00:00.000", when=2)))
    (row,) = found.table.to_dict("records")
    assert found.dataset == "UCDP GED"
    assert (row["date_start"], row["date_end"]) == (dt.date(2024, 11, 17), dt.date(2024, 11, 20))
    assert (row["deaths_low"], row["deaths_best"], row["deaths_high"]) == (1, 3, 5)
    assert (row["kind"], row["place"], row["region"]) == ("state-based conflict", "A town", "A region")
    assert found.notes == ()


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [(1, (11, 17), (11, 17)), (2, (11, 14), (11, 20)), (3, (11, 1), (11, 30))],
)
def test_acled_has_a_day_with_its_precision(write, when, first, last):
    found = read_events(write(ACLED_HEAD + acled("UKR1", when=when)))
    (row,) = found.table.to_dict("records")
    assert found.dataset == "ACLED"
    assert (row["date_start"], row["date_end"]) == (dt.date(2024, *first), dt.date(2024, *last))
    assert row["place"] == "A town, east"
    assert (row["deaths_best"], row["kind"]) == (2, "Armed clash")
    assert math.isnan(row["deaths_low"])


def test_a_december_of_month_precision_ends_with_the_year(write):
    found = read_events(write(ACLED_HEAD + acled("UKR1", when=3, day="2024-12-05")))
    assert found.table.date_end[0] == dt.date(2024, 12, 31)


def test_mixed_date_formats_of_one_file(write):
    days = [
        "17 November 2024",
        "2024-11-17",
        "17-Nov-24",
        "17/11/2024",
        "17-November-2024",
        "2024-11-17T08:00:00",
    ]
    found = read_events(write(ACLED_HEAD + "".join(acled(f"U{i}", day=day) for i, day in enumerate(days))))
    assert set(found.table.date_start) == {dt.date(2024, 11, 17)}
    assert found.problems == ()


def test_the_order_of_day_and_month_is_found_from_the_file(write):
    american = read_events(write(ACLED_HEAD + acled("A", day="11/17/2024") + acled("B", day="03/04/2024")))
    assert list(american.table.date_start) == [dt.date(2024, 11, 17), dt.date(2024, 3, 4)]
    unclear = read_events(write(ACLED_HEAD + acled("A", day="03/04/2024")))
    assert unclear.table.date_start[0] == dt.date(2024, 4, 3)
    assert any("day first" in note for note in unclear.notes)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_a_day_is_read_in_every_format(day):
    for text in (
        day.isoformat(), f"{day} 00:00:00.000", day.strftime("%d %B %Y"), day.strftime("%d-%b-%y"), day.strftime("%d/%m/%Y"),
    ):  # fmt: skip
        assert parse_day(text) == day
    assert parse_day(day.strftime("%m/%d/%Y"), "month first") == day
    assert parse_day(dt.datetime(day.year, day.month, day.day, 5)) == day  # noqa: DTZ001 - a cell has no zone
    sure = day.day > 12 or day.day == day.month
    assert order_of([day.strftime("%d/%m/%Y")]) == ("day first" if sure else "unclear")


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13-01", "31 February 2024", "17 Novembre 2024 AD", "2024", None, math.nan]
)
def test_what_is_no_day_is_none(text):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ucdp(2, where=9), "precision '9' is none of 1, 2, 3, 4, 5, 6, 7"),
        (ucdp(2, when=0), "precision of the day '0'"),
        (ucdp(2, start="soon"), "'soon' is no day"),
        (ucdp(2, end="2024-11-01"), "it ends on 2024-11-01 before"),
        (ucdp(1), "event 1 stands in row 2 already"),
        (ucdp(2).replace("A land,", "A land,9"), "are no position"),
    ],
)
def test_a_bad_row_is_listed_and_the_good_ones_are_kept(write, row, reason):
    found = read_events(write(UCDP_HEAD + ucdp(1) + row + ucdp(3)))
    assert list(found.table.event_id) == ["1", "3"]
    (problem,) = found.problems
    assert problem.number == 3
    assert reason in problem.reason


def test_the_last_day_decides_the_order_too(write):
    found = read_events(write(UCDP_HEAD + ucdp(1, start="01/08/2024", end="08/15/2024")))
    assert found.table.date_start[0] == dt.date(2024, 1, 8)
    assert found.notes == ()


def test_a_column_of_both_orders_leaves_no_doubtful_day(write):
    rows = [
        acled("A", day="17/11/2024"),
        acled("B", day="11/18/2024"),
        acled("C", day="03/04/2024"),
        acled("D", day="soon"),
    ]
    found = read_events(write(ACLED_HEAD + "".join(rows)))
    assert list(found.table.date_start) == [dt.date(2024, 11, 17), dt.date(2024, 11, 18)]
    assert [problem.reason for problem in found.problems] == [
        "'03/04/2024' may give the day or the month first", "'soon' is no day",
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["03-04-2024", "03.04.2024"])
def test_an_unclear_order_is_said_whatever_the_sign(write, day):
    assert any("day first" in note for note in read_events(write(ACLED_HEAD + acled("A", day=day))).notes)


def test_a_precision_code_of_no_dataset_is_refused(write):
    path = write(ACLED_HEAD + acled("A"))
    with pytest.raises(TableError, match="precision code 9"):
        read_events(path, spread_km={9: 3})
    assert list(read_events(path, spread_km={7: 3}).table.event_id) == ["A"]
    bad = read_events(write(ACLED_HEAD + acled("A") + acled("B", where=7)), spread_km={7: 3})
    assert [problem.number for problem in bad.problems] == [3]


def test_a_file_of_neither_dataset_is_refused(write):
    with pytest.raises(TableError, match="neither UCDP GED"):
        read_events(write("id,lat,lon\n1,2,3\n"))
    with pytest.raises(TableError, match="no column for date_start"):
        read_events(write("id,where_prec,latitude,longitude,date_prec\n1,1,2,3,1\n"))
    with pytest.raises(TableError, match="none of 1 rows"):
        read_events(write(UCDP_HEAD + ucdp(1, where=0)))


def test_capitals_and_parquet(write, tmp_path):
    table = pd.read_csv(write(ACLED_HEAD.upper() + acled("UKR1")))
    table.to_parquet(tmp_path / "events.parquet")
    assert read_events(tmp_path / "events.parquet").table.event_id[0] == "UKR1"


@pytest.mark.parametrize(
    ("km", "where", "wanted"),
    [
        (200, 1, ("certain", True, "certain")),
        (200, 2, ("certain", True, "certain")),
        (220, 2, ("certain", False, "certain, given ± 25 km")),
        (249, 1, ("edge", True, "edge")),
        (249, 2, ("edge", False, "edge, given ± 25 km")),
        (280, 2, ("outside", False, "outside, given ± 25 km")),
        (290, 2, ("outside", True, "outside")),
        (100, 4, ("certain", False, "certain by its coordinates, which stand for a region")),
    ],
)
def test_the_precision_is_honoured(write, km, where, wanted):
    events = read_events(write(UCDP_HEAD + ucdp(1, km=km, where=where))).table
    (row,) = events_in_reach(events, made()).to_dict("records")
    assert (row["standing"], row["firm"], row["reading"]) == wanted
    assert row["distance_km"] == pytest.approx(km, abs=0.01)


def test_an_assumed_spread_is_said_and_can_be_told(write):
    path = write(ACLED_HEAD + acled("U1", km=220, where=2))
    found = read_events(path)
    assert events_in_reach(found.table, made()).reading[0] == "certain, given ± 25 km (assumed)"
    assert "are assumed" in found.notes[0]
    told = read_events(path, spread_km={2: 5})
    assert events_in_reach(told.table, made()).reading[0] == "certain"
    assert told.notes == ()


def test_counts_over_time(write):
    rows = [
        ucdp(1, km=100), ucdp(2, km=220, where=2), ucdp(3, km=255), ucdp(4, km=270, where=2), ucdp(5, km=400),
        ucdp(6, km=100, where=4), ucdp(7, km=100, start="2024-11-30", end="2024-12-02", when=2), ucdp(8, km=100, start="2024-12-24"),
    ]  # fmt: skip
    table = events_in_reach(read_events(write(UCDP_HEAD + "".join(rows))).table, made())
    november, december = count_events(table).to_dict("records")
    assert november["period"] == dt.date(2024, 11, 1)
    assert (november["events"], november["placed"]) == (7, 6)
    assert (november["within_low"], november["within_best"], november["within_high"]) == (2, 3, 5)
    assert november["deaths_best"] == 9
    assert november["undated"] == 1
    assert december["events"] == 1
    assert count_events(table, by="year").events.sum() == 8
    assert count_events(table, by="week").period[0].weekday() == 0
    assert len(count_events(table, by="day")) == 3
    assert (np.diff(count_events(table, by="day").period) > dt.timedelta(0)).all()


def test_without_a_range_there_is_nothing_to_count(write):
    events = read_events(write(UCDP_HEAD + ucdp(1))).table
    empty = events_in_reach(events, reach(Claims(()), Scenario()))
    assert empty.empty
    assert count_events(empty).empty
