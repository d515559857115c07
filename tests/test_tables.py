"""Every row of every table: kinds, coordinates, owners, sources; and how much room they take."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from geo.borders import borders, outline
from geo.columns import Columns, write_columns
from geo.fold import fold
from geo.gazetteer import demonym, find_place, gazetteer
from geo.tables import table

DATA = Path(__file__).parent.parent / "data"


def _rows(name):
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def entries():
    return [gazetteer().entry(number) for number in range(len(gazetteer()))]


def test_the_names_stay_small():
    assert sum(table(name).stat().st_size for name in ("names.tab", "names_other.tab")) < 8_000_000
    assert table("borders.tab").stat().st_size < 2_000_000


def test_every_shipped_table_has_a_source():
    sources = tomllib.loads(table("provenance.toml").read_text("utf-8"))["sources"]
    shipped = {
        path.name
        for path in table("names.tab").parent.iterdir()
        if path.suffix in (".tab", ".tsv", ".toml", ".wkb")
    }
    assert shipped - {"provenance.toml"} <= set(sources)
    assert all(sources.values())
    licences = (DATA / "LICENSES.md").read_text("utf-8")
    assert all(name in licences for name in sources)


def test_every_place_is_on_the_earth(entries):
    assert len(entries) > 270_000
    lon, lat = np.array([(entry.lon, entry.lat) for entry in entries]).T
    assert np.abs(lon).max() <= 180
    assert np.abs(lat).max() <= 90
    nowhere = [entry.name for entry in entries if (entry.lon, entry.lat) == (0, 0)]
    assert nowhere == []


def test_every_place_has_a_name_and_an_owner(entries):
    for entry in entries:
        assert entry.name.strip() == entry.name != ""
        assert "|" not in entry.name
        assert re.fullmatch("[A-Z]{2}", entry.iso2) or entry.kind in ("region", "water", "other"), entry
        assert entry.population >= 0


def test_every_settlement_lies_in_its_country(entries):
    for entry in entries:
        if entry.detail in ("city", "admin1", "admin2"):
            assert entries[entry.country].iso2 == entry.iso2
            assert entry.admin1 < 0 or entries[entry.admin1].iso2 == entry.iso2


def test_every_place_is_found_under_its_own_name(entries):
    for entry in entries[:: max(1, len(entries) // 5_000)]:
        found = gazetteer().lookup(fold(entry.name))
        assert entry.place in [other.place for other in found if other.rank == 0], entry


def test_ids_are_unique(entries):
    ids = [gazetteer().id(entry.place) for entry in entries]
    assert len(set(ids)) == len(ids)


def test_countries_have_their_codes(entries):
    countries = [gazetteer().place(entry) for entry in entries if entry.detail == "country"]
    assert len(countries) > 245
    for place in countries:
        assert (place.id, place.kind) == (place.iso2, "country")
        assert re.fullmatch("[A-Z]{3}", place.code), place


def test_regions_have_codes_of_their_country(entries):
    for entry in entries:
        if entry.detail == "admin1":
            place = gazetteer().place(entry)
            assert place.id.startswith((f"{place.iso2}-", "g:")), place
            if place.code:
                assert place.code.startswith(f"{place.iso2}-")


def test_each_country_has_at_most_one_capital(entries):
    capitals = [entry.iso2 for entry in entries if entry.capital]
    assert len(set(capitals)) == len(capitals) > 190


def test_the_hierarchy_has_no_second_level_without_a_first(entries):
    for entry in entries:
        if entry.detail == "admin2":
            assert entry.admin1 >= 0


@pytest.mark.parametrize("row", _rows("supplement.tsv"), ids=lambda row: row[0])
def test_a_row_of_the_supplement(row):
    name, aliases, kind, lon, lat, iso2, _note = row
    details = {entry.detail for entry in gazetteer().lookup(fold(name))}
    assert details, "filed under its name"
    assert -180 <= float(lon) <= 180
    assert -90 <= float(lat) <= 90
    assert re.fullmatch("([A-Z]{2})?", iso2)
    assert kind in details or details & {"city", "admin1", "admin2", "country"}
    near = [
        entry
        for entry in gazetteer().lookup(fold(name))
        if entry.iso2 == iso2 and abs(entry.lat - float(lat)) < 3.5 and abs(entry.lon - float(lon)) < 3.5
    ]
    assert near, "where the row says"
    for alias in filter(None, aliases.split(";")):
        assert {entry.place for entry in near} & {entry.place for entry in gazetteer().lookup(fold(alias))}, (
            alias
        )


def test_the_supplement_is_wide_and_has_no_row_twice():
    rows = _rows("supplement.tsv")
    assert len(rows) >= 800
    names = [row[0] for row in rows]
    assert len(set(names)) == len(names)


def test_bases_are_kept_coarse():
    for name, _, kind, lon, lat, *_ in _rows("supplement.tsv"):
        if kind == "base":
            assert float(lon) == round(float(lon), 1), name
            assert float(lat) == round(float(lat), 1), name


@pytest.mark.parametrize("row", _rows("supplement.tsv"), ids=lambda row: row[0])
def test_land_of_the_supplement_lies_in_the_country_that_it_names(row):
    _name, _, kind, lon, lat, iso2, _note = row
    if iso2 and kind in ("village", "district", "facility", "base", "airport", "mountain", "area"):
        import shapely

        shape = outline(find_place(iso2))
        assert shape is not None
        assert shape.distance(shapely.Point(float(lon), float(lat))) < 0.15


def test_areas_are_made_of_regions_that_have_outlines():
    known = {*borders().codes, *borders().owners("recognised")}
    for identifier, codes in _rows("areas.tsv"):
        assert gazetteer().number(identifier) is not None, identifier
        assert set(codes.split(";")) <= known, identifier
        assert outline(find_place(identifier)) is not None


def test_demonyms_name_countries(entries):
    countries = {entry.iso2 for entry in entries if entry.detail == "country"}
    for iso2, words in _rows("demonyms.tsv"):
        assert iso2 in countries
        for word in words.split(";"):
            assert demonym(word) == iso2


@pytest.mark.parametrize("name", ["country_names.tsv", "region_names.tsv"])
def test_our_names_are_the_names(name):
    for identifier, english, aliases in _rows(name):
        number = gazetteer().number(identifier)
        assert number is not None, identifier
        assert gazetteer().entry(number).name == english.partition(", ")[0]
        for alias in filter(None, aliases.split(";")):
            assert number in [entry.place for entry in gazetteer().lookup(fold(alias)) if entry.rank == 0], (
                alias
            )


def test_our_names_of_settlements_are_the_names():
    for iso2, _, english, aliases in _rows("city_names.tsv"):
        for name in filter(None, (english, *aliases.split(";"))):
            entries = gazetteer().lookup(fold(name))
            assert [e for e in entries if (e.iso2, e.rank) == (iso2, 0) and e.name == english], (
                name,
                english,
            )


def test_columns_come_back_as_they_went_in(tmp_path):
    numbers = np.array([0, -1, 5, 2**40, -(2**40), 7], np.int64)
    columns = {"numbers": numbers, "empty": np.array([], np.int64), "text": "Sanaa\nŁódź\n\nКурск"}
    for name in ("one.tab", "two.tab"):
        write_columns(tmp_path / name, columns, tight=("text",))
    assert (tmp_path / "one.tab").read_bytes() == (tmp_path / "two.tab").read_bytes()
    back = Columns(tmp_path / "one.tab")
    assert back.integers("numbers").tolist() == numbers.tolist()
    assert back.integers("empty").tolist() == []
    assert back.text("text").decode() == columns["text"]
