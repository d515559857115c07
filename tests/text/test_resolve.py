"""Which place a name means: containers, company, generic words, capitals, and size last."""

import pytest

from geo.text.places import find_mentions


def places(text):
    return [(m.quote, m.place.label if m.place else None) for m in find_mentions(text)]


def place(text, quote):
    return next(m.place for m in find_mentions(text) if m.quote.startswith(quote))


def rule(text, quote):
    return next(m.rule for m in find_mentions(text) if m.quote == quote)


@pytest.mark.parametrize(
    ("text", "quote", "iso2", "admin1"),
    [
        ("They married in Paris, Texas.", "Paris", "US", "Texas"),
        ("They married in Paris, France.", "Paris", "FR", None),
        ("They married in Paris.", "Paris", "FR", None),
        ("The plant in Athens, Ga., closed.", "Athens", "US", "Georgia"),
        ("Rebels took Tripoli, Lebanon.", "Tripoli", "LB", None),
        ("Rebels took Tripoli and Misrata, and held Benghazi.", "Tripoli", "LY", None),
        ("The ferry ran between Tripoli, Beirut and Sidon.", "Tripoli", "LB", None),
        ("A quake shook Cordoba, Rosario and Buenos Aires.", "Cordoba", "AR", None),
        ("Trains link Cordoba, Seville and Granada.", "Cordoba", "ES", None),
        ("Atlanta and Savannah are in Georgia.", "Georgia", "US", None),
        ("Tbilisi and Batumi are in Georgia.", "Georgia", "GE", None),
    ],
)
def test_the_company_decides(text, quote, iso2, admin1):
    found = place(text, quote)
    assert found.iso2 == iso2
    assert admin1 is None or found.admin1 == admin1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Drones flew over Kursk at night.", "settlement"),
        ("Drones flew over the Kursk region at night.", "region"),
        ("Drones flew over Kursk Oblast at night.", "region"),
        ("Drones flew over the city of Kursk at night.", "settlement"),
        ("The incursion into Kursk went on.", "region"),
        ("In Russia, Kursk's acting governor spoke.", "region"),
    ],
)
def test_a_region_and_its_town(text, kind):
    assert place(text, "Kursk").kind == kind


def test_a_region_named_as_such_is_meant_from_then_on():
    text = "Officials spoke of the Russian region of Kursk. Soldiers stood in Kursk, and Kursk held."
    assert [m.place.kind for m in find_mentions(text)] == ["region"] * 3


def test_a_region_with_its_word_leaves_the_town_alone():
    text = "Shells fell on the Kharkiv region. In Kharkiv, a hospital burned."
    assert [m.place.kind for m in find_mentions(text)] == ["region", "settlement"]


def test_a_plural_holds_for_the_list():
    assert [m.place.kind for m in find_mentions("Fires burned in the Kherson and Sumy regions.")] == [
        "region",
        "region",
    ]


def test_a_capital_and_a_state_of_one_name():
    assert place("Washington and Moscow agreed.", "Washington").kind == "settlement"


def test_a_country_and_its_capital_of_one_name():
    assert place("The base in Djibouti is large.", "Djibouti").kind == "country"
    assert place("The city of Luxembourg is small.", "Luxembourg").kind == "settlement"


def test_the_rule_is_said():
    assert rule("They met in Paris, Texas.", "Paris") == "lies in what the text names"
    assert rule("They crossed Ukraine.", "Ukraine") == "only place of that name"


def test_confidence_falls_where_places_compete():
    sure = next(m for m in find_mentions("They met in Kharkiv, Ukraine.") if m.quote == "Kharkiv")
    torn = next(m for m in find_mentions("They met in Springfield.") if m.quote == "Springfield")
    assert torn.confidence < sure.confidence


def test_order_of_other_names_does_not_matter():
    one = dict(places("They saw Cordoba, Rosario and Mendoza."))
    other = dict(places("They saw Mendoza, Rosario and Cordoba."))
    assert one == other
