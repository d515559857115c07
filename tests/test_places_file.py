"""The user's own places and boundaries, in every kind of file."""

import geopandas
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.formats.tables import write_tables
from geo.places_file import PLACE_COLUMNS, read_boundaries, read_places
from geo.table_file import TableError, number

CSV = """Name,Lat,Lon,Population,shelter,code
Alpha,50.9,34.8,"1,200",yes,007
Beta,51.7,36.2,300,no,008
"""


@pytest.fixture
def write(tmp_path):
    def write(text, name="towns.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def points():
    return geopandas.GeoDataFrame(
        {"name": ["Alpha", "Beta"], "pop": [1200, 300], "shelter": ["yes", "no"]},
        geometry=geopandas.points_from_xy([34.8, 36.2], [50.9, 51.7]),
        crs=4326,
    )


def test_columns_are_found_by_their_usual_names(write):
    found = read_places(write(CSV))
    assert found.problems == ()
    assert tuple(found.table.columns[: len(PLACE_COLUMNS)]) == PLACE_COLUMNS
    assert found.table[["place", "lon", "lat", "population"]].to_numpy().tolist() == [
        ["Alpha", 34.8, 50.9, 1200],
        ["Beta", 36.2, 51.7, 300],
    ]


def test_other_columns_pass_through_and_codes_keep_their_zeros(write):
    table = read_places(write(CSV)).table
    assert list(table["shelter"]) == ["yes", "no"]
    assert list(table["code"]) == ["007", "008"]


def test_columns_can_be_told(write):
    path = write("Ort;Länge;Breite\nAlpha;34,805;50,9\n")
    with pytest.raises(TableError, match="no column for lon and lat"):
        read_places(path, columns={"place": "Ort"})
    table = read_places(path, columns={"place": "Ort", "lon": "Länge", "lat": "Breite"}).table
    assert (table.lon[0], table.lat[0]) == (34.805, 50.9)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",50.9,34.8", "no name"),
        ("Alpha,north,34.8", "are not two numbers"),
        ("Alpha,,", "are not two numbers"),
        ("Alpha,134.8,50.9", "are longitude and latitude swapped"),
        ("Alpha,50.9,334.8", "longitude 334.8 is not between"),
        ("Alpha", "are not two numbers"),
    ],
)
def test_a_bad_row_is_listed_by_its_line_and_the_good_ones_are_kept(write, row, reason):
    found = read_places(write(f"name,lat,lon\nGood,50,36\n{row}\n\nLast,51,37\n"))
    assert list(found.table.place) == ["Good", "Last"]
    (problem,) = found.problems
    assert problem.number == 3
    assert reason in problem.reason
    assert str(problem).startswith("row 3: ")


def test_a_cell_with_a_line_break_does_not_shift_the_lines(write):
    found = read_places(write('name,lat,lon\n"Good\nTown",50,36\nBad,x,y\n'))
    assert [problem.number for problem in found.problems] == [4]


def test_a_table_without_one_good_row_is_an_error(write):
    with pytest.raises(TableError, match="none of 1 rows can be used; row 2: latitude 95"):
        read_places(write("name,lat,lon\nAlpha,95,200\n"))


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".fgb", ".shp", ".parquet"])
def test_files_with_points(tmp_path, suffix):
    path = tmp_path / f"towns{suffix}"
    frame = points()
    frame.to_parquet(path) if suffix == ".parquet" else frame.to_file(path)
    table = read_places(path).table.sort_values("place")
    assert list(table.place) == ["Alpha", "Beta"]
    assert list(table.population) == [1200, 300]
    assert list(table.lon) == [34.8, 36.2]
    assert list(table.shelter) == ["yes", "no"]


def test_points_of_another_projection_are_put_into_degrees(tmp_path):
    path = tmp_path / "towns.gpkg"
    points().to_crs(32636).to_file(path)
    table = read_places(path).table
    assert table.lon.to_numpy() == pytest.approx([34.8, 36.2], abs=1e-9)


def test_plain_parquet_with_columns_of_numbers(tmp_path):
    path = tmp_path / "towns.parquet"
    pd.DataFrame({"city": ["Alpha"], "lng": [34.8], "lat": [50.9]}).to_parquet(path)
    assert read_places(path).table.lon[0] == 34.8


def test_wkt_and_a_byte_order_mark(write):
    path = write("name\twkt\nAlpha\tPOINT (34.8 50.9)\nBeta\tPOINT (\n", "t.tsv", "utf-8-sig")
    found = read_places(path)
    assert list(found.table.lon) == [34.8]
    assert "is no WKT" in found.problems[0].reason


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("gone.csv", None, "no such file"),
        ("towns.doc", b"x", "unknown kind of table '.doc'"),
        ("towns.csv", b"", "holds no rows"),
        ("towns.csv", b"name,lat,lon\n", "holds no rows"),
        ("towns.csv", b"name,lat,lon\n\xff\xfe,1,2\n", "not UTF-8 at byte 13"),
        ("towns.csv", b"name,name,lon\na,b,1\n", "two columns have the same name"),
        ("towns.geojson", b"{", "Cannot read"),
        ("towns.gpkg", b"no database", "Cannot read"),
        ("towns.parquet", b"no parquet", "Cannot read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, data, says):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(TableError, match=says) as caught:
        read_places(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_told_column_must_exist(write):
    with pytest.raises(TableError, match=r"no column 'Ort'\. The table has Name, Lat, Lon"):
        read_places(write(CSV), columns={"place": "Ort"})
    with pytest.raises(TableError, match="'height' is no field"):
        read_places(write(CSV), columns={"height": "Lat"})


def test_boundaries_keep_codes_and_list_what_is_none(tmp_path):
    path = tmp_path / "districts.geojson"
    shapes = [
        shapely.box(34, 50, 35, 51),
        shapely.Point(1, 1),
        shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]),
    ]
    geopandas.GeoDataFrame(
        {"name": ["North", "Spot", "Bow"], "pcode": ["A1", "A2", "A3"], "class": [1, 2, 3]},
        geometry=shapes,
        crs=4326,
    ).to_file(path)
    found = read_boundaries(path)
    assert list(found.table.region) == ["North", "Bow"]
    assert list(found.table.region_code) == ["A1", "A3"]
    assert list(found.table["class"]) == [1, 3]
    assert found.table.is_valid.all()
    assert [str(problem) for problem in found.problems] == ["row 2: a Point is no region"]


def test_boundaries_in_metres_without_a_projection_are_refused(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("name;wkt\nNorth;POLYGON ((500000 0, 600000 0, 600000 9000, 500000 0))\n")
    with pytest.raises(TableError, match="not longitude and latitude"):
        read_boundaries(path)


@given(st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 6)))
def test_a_number_is_read_as_people_write_it(value):
    assert number(f"{value:.6f}") == value
    if abs(value) >= 1000:
        assert number(f"{value:,.2f}") == round(value, 2)


def test_utf_16_is_known_by_its_mark(write):
    assert list(read_places(write(CSV, encoding="utf-16")).table["place"]) == ["Alpha", "Beta"]


def test_people_are_counted_in_whole_numbers_however_grouped(write):
    path = write(
        "Ort;lon;lat;Einwohner\nA;34,8;50,9;1.234\nB;34,8;50,9;1.234.567\nC;34,8;50,9;1 234\nD;34,8;50,9;?\n"
    )
    assert list(read_places(path).table["population"]) == [1234, 1234567, 1234, 0]


def test_a_workbook_is_read(tmp_path):
    table = pd.DataFrame(
        {"name": ["Alpha", "Beta"], "lon": [34.8, 36.2], "lat": [50.9, 51.7], "note": ["x", "y"]}
    )
    path = write_tables({"towns": table}, tmp_path / "towns.xlsx")
    with pytest.warns(UserWarning, match="of 2 layers only 'towns' is read"):
        found = read_places(path)
    assert found.table[["place", "lon", "lat", "note"]].to_numpy().tolist() == table.to_numpy().tolist()


def test_shapes_in_text_may_be_long(tmp_path):
    circle = shapely.Point(34.8, 50.9).buffer(1, quad_segs=3000)
    (tmp_path / "a.csv").write_text(f'name,wkt\nCircle,"{shapely.to_wkt(circle, rounding_precision=12)}"\n')
    assert read_boundaries(tmp_path / "a.csv").table.geometry[0].equals_exact(circle, 1e-9)


def test_a_folder_is_no_table(tmp_path):
    with pytest.raises(TableError, match="it is a folder"):
        read_places(tmp_path)


def test_ids_that_repeat_or_are_missing_stand_for_no_place(write):
    head = "id,name,lon,lat\n"
    assert list(read_places(write(head + "7,A,1,1\n8,B,2,2\n")).table["place_id"]) == ["7", "8"]
    assert list(read_places(write(head + "7,A,1,1\n7,B,2,2\n")).table["place_id"]) == ["2", "3"]
    assert list(read_places(write(head + "7,A,1,1\n,B,2,2\n")).table["place_id"]) == ["2", "3"]
