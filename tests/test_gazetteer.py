"""A typed name means the place that clearly stands out, or the error says how to choose."""

import pytest

from geo.fold import fold
from geo.gazetteer import also_known, contains, demonym, find_place, find_places, gazetteer
from geo.model import AmbiguousPlaceError, UnknownPlaceError


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("Saint-Étienne", "St. Etienne", "saint etienne"), "saint etienne"),
        (("Sana'a", "Sanaʿa", "SANAA"), "sanaa"),
        (("Łódź", "Lodz"), "lodz"),
        (("Mt. Vernon", "Mount Vernon"), "mount vernon"),
        (("Washington, D.C.", "Washington DC"), "washington dc"),
        (("Kryvyi  Rih", "kryvyi-rih"), "kryvyi rih"),
        (("Курск", "КУРСК"), "курск"),
        (("Saarbrücken", "Saarbrucken"), "saarbrucken"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings, key):
    assert {fold(spelling) for spelling in spellings} == {key}


def test_a_key_folds_to_itself():
    for name in ("Nœux-les-Mines", "Straße", "İzmir", "Đắk Lắk", "Xi'an", "الحديدة", "서울"):
        assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("text", "want", "label"),
    [
        ("Kursk", "point", "Kursk, Kursk Oblast, RU"),
        ("Kursk", "area", "Kursk Oblast, RU"),
        ("Kursk region", "point", "Kursk Oblast, RU"),
        ("Kurskaya oblast", "area", "Kursk Oblast, RU"),
        ("Donetsk", "any", "Donetsk, Donetsk Oblast, UA"),
        ("Donetsk Oblast", "any", "Donetsk Oblast, UA"),
        ("Donetsk, Russia", "any", "Donetsk, Rostov Oblast, RU"),
        ("Donetsk, RU", "any", "Donetsk, Rostov Oblast, RU"),
        ("Sumy", "point", "Sumy, Sumy Oblast, UA"),
        ("Kharkov", "point", "Kharkiv, Kharkiv Oblast, UA"),
        ("Kiev", "point", "Kyiv, Kyiv City, UA"),
        ("Kiev Oblast", "area", "Kyiv Oblast, UA"),
        ("Sloviansk", "point", "Sloviansk, Donetsk Oblast, UA"),
        ("Severodonetsk", "point", "Sievierodonetsk, Luhansk Oblast, UA"),
        ("Rostov-on-Don", "point", "Rostov-on-Don, Rostov Oblast, RU"),
        ("Moscow", "point", "Moscow, Moscow City, RU"),
        ("Washington", "point", "Washington, District of Columbia, US"),
        ("Washington", "area", "Washington, US"),
        ("New York", "point", "New York, US"),
        ("Springfield, Illinois", "any", "Springfield, Illinois, US"),
        ("Springfield, IL", "any", "Springfield, Illinois, US"),
        ("Alexandria, Louisiana", "any", "Alexandria, Louisiana, US"),
        ("Rapides Parish", "any", "Rapides Parish, US"),
        ("Valencia, ES", "point", "Valencia, Valencian Community, ES"),
        ("Cologne", "any", "Cologne, North Rhine-Westphalia, DE"),
        ("Munich", "any", "Munich, Bavaria, DE"),
        ("Bavaria", "any", "Bavaria, DE"),
        ("Hodeidah", "any", "Hodeidah, Hodeidah Governorate, YE"),
        ("Al-Hudaydah", "point", "Hodeidah, Hodeidah Governorate, YE"),
        ("Khan Younis", "point", "Khan Younis, Gaza Strip, PS"),
        ("Wad Madani", "any", "Wad Madani, Gezira, SD"),
        ("El Geneina", "any", "El Geneina, West Darfur, SD"),
        ("Kobani", "any", "Kobani, Aleppo Governorate, SY"),
        ("Robotyne", "any", "Robotyne, UA"),
        ("Black Sea", "any", "Black Sea"),
        ("Bab el-Mandeb", "any", "Bab al-Mandab"),
        ("Dnieper", "any", "Dnipro River, UA"),
        ("Donbass", "area", "Donbas, UA"),
        ("the UK", "area", "United Kingdom"),
        ("U.S.", "area", "United States"),
        ("DRC", "area", "Democratic Republic of the Congo"),
        ("Ivory Coast", "area", "Ivory Coast"),
        ("Lebanon", "point", "Lebanon"),
        ("Scotland", "area", "Scotland, GB"),
        ("Ontario", "area", "Ontario, CA"),
        ("Crimea", "area", "Crimea, UA"),
        ("Курск", "any", "Kursk, Kursk Oblast, RU"),
        ("709717", "any", "Donetsk, Donetsk Oblast, UA"),
        ("RU-KRS", "any", "Kursk Oblast, RU"),
        ("UA", "any", "Ukraine"),
        ("Gaza", "point", "Gaza City, Gaza Strip, PS"),
        ("Gaza", "area", "Gaza Strip, PS"),
        ("Moscow", "area", "Moscow City, RU"),
        ("New Delhi", "point", "New Delhi, Delhi, IN"),
        ("Athens", "area", "Athens, Attica, GR"),
        ("Katzrin", "any", "Katzrin, SY"),
        ("Tripoli", "point", "Tripoli, Tripoli District, LY"),
    ],
)
def test_a_name_that_stands_out_resolves(text, want, label):
    assert find_place(text.removeprefix("the "), want=want).label == label


@pytest.mark.parametrize("want", ["any", "point", "area"])
@pytest.mark.parametrize("text", ["Valencia", "Hyderabad", "Springfield", "Georgia"])
def test_a_name_that_does_not_stand_out_lists_the_candidates(text, want):
    with pytest.raises(AmbiguousPlaceError) as error:
        find_place(text, want=want)
    assert len(error.value.candidates) > 1
    assert str(error.value).startswith(f"Ambiguous place '{text}': ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["Valencia", "Hyderabad", "Springfield", "Georgia", "Odessa"])
def test_the_hint_of_the_error_chooses_the_first_candidate(text):
    with pytest.raises(AmbiguousPlaceError) as error:
        find_place(text)
    hint = str(error.value).partition("Choose with '")[2].partition("'")[0]
    assert find_place(hint).id == error.value.candidates[0].id


def test_every_candidate_can_be_chosen_by_its_id():
    for place in find_places("Springfield") + find_places("Kursk") + find_places("Donbas"):
        assert find_place(place.id) == place


def test_coordinates_are_a_place():
    place = find_place(" 34.80, 50.91 ")
    assert (place.id, place.kind, place.lon, place.lat) == ("lonlat", "other", 34.8, 50.91)


@pytest.mark.parametrize("text", ["200,3", "10,-91"])
def test_coordinates_off_the_earth_are_an_error(text):
    with pytest.raises(UnknownPlaceError, match="longitude -180 to 180"):
        find_place(text)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Kurks", "Kursk"),
        ("Khrakiv", "Kharkiv"),
        ("Zaporizhia Oblats", "Zaporizhzhia Oblast"),
        ("Belgorodd", "Belgorod"),
    ],
)
def test_a_misspelled_name_has_near_names(text, near):
    with pytest.raises(UnknownPlaceError, match="Did you mean") as error:
        find_place(text)
    assert near in error.value.near


@pytest.mark.parametrize("text", ["", "   ", "qqzzxv", "{{7*7}}", "</script>", "99999999999", ","])
def test_an_unknown_name_is_one_line(text):
    with pytest.raises(UnknownPlaceError) as error:
        find_place(text)
    assert "\n" not in str(error.value)
    assert find_places(text) == ()


def test_the_others_of_the_name_can_be_told():
    chosen = find_place("Donetsk")
    others = also_known("Donetsk", chosen)
    assert "Donetsk, Rostov Oblast, RU" in [place.label for place in others]
    assert chosen.id not in [place.id for place in others]


@pytest.mark.parametrize(
    ("container", "place", "held"),
    [
        ("UA", "Donetsk", True),
        ("Donetsk Oblast", "Donetsk", True),
        ("Donetsk Oblast", "Donetsk, Russia", False),
        ("UA", "Sevastopol", True),
        ("RU", "Sevastopol", False),
        ("Louisiana", "Rapides Parish", True),
        ("Gaza Strip", "Khan Younis", True),
        ("UA", "Robotyne", True),
        ("UA", "Black Sea", False),
        ("Kursk, RU", "UA", False),
    ],
)
def test_containers_hold_what_lies_in_them(container, place, held):
    assert contains(find_place(container, want="area"), find_place(place, want="point")) is held


def test_a_place_holds_itself():
    kursk = find_place("Kursk")
    assert contains(kursk, kursk)


def test_crimea_is_ukraines():
    for name in ("Simferopol", "Sevastopol", "Yalta, UA", "Kerch", "Saky"):
        assert find_place(name).iso2 == "UA"


@pytest.mark.parametrize(
    ("word", "iso2"),
    [
        ("Ukrainian", "UA"), ("Ukrainians", "UA"), ("RUSSIAN", "RU"), ("Saudi Arabian", "SA"), ("Swiss", "CH"),
        ("Burkinabè", "BF"), ("Houthi", None), ("Kursk", None), ("", None),
    ],
)  # fmt: skip
def test_a_demonym_names_a_country(word, iso2):
    assert demonym(word) == iso2


def test_lookup_tells_what_a_reader_needs():
    region, city = gazetteer().lookup("kursk")[:2]
    assert (region.detail, region.kind, region.iso2, region.canonical) == ("admin1", "region", "RU", True)
    assert (city.detail, city.kind, city.capital) == ("city", "settlement", False)
    assert city.admin1 == region.place == region.admin1
    assert city.population > 400_000
    assert gazetteer().lookup("no such place") == ()


def test_lookup_marks_other_names():
    entries = gazetteer().lookup(fold("Stalingrad"))
    assert [entry.name for entry in entries] == ["Volgograd"]
    (kyiv,) = [entry for entry in gazetteer().lookup("kyiv") if entry.detail == "city" and entry.capital]
    assert kyiv.rank == 0


def test_the_place_of_an_entry_is_found_again_by_its_id():
    table = gazetteer()
    for number in (0, 300, 5_000, 60_000, len(table) - 1):
        entry = table.entry(number)
        assert table.number(table.place(entry).id) == number


def test_an_unknown_number_is_nobody():
    assert gazetteer().number("1") is None
    assert gazetteer().number("XX-NOPE") is None
