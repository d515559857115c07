"""Where place names are: names, streets, states, persons, and the words that speak for and against them."""

from itertools import pairwise

import pytest

from geo.text.cues import cues
from geo.text.people import people
from geo.text.signs import prior
from geo.text.tokens import blocks, tokenize
from geo.text.toponyms import find_toponyms


def found(text):
    return [text[t.start : t.end] for t in find_toponyms(text).toponyms]


def signs(text, name):
    return next(t.signs for t in find_toponyms(text).toponyms if text[t.start : t.end] == name)


def persons(text):
    tokens = tokenize(text)
    return [" ".join(tokens.words[a:b]) for a, b in people(tokens, lambda _: False)]


def test_tokens_carry_their_offsets():
    text = "Ukraine’s U.S.-made ATACMS hit St. Petersburg; e\u0301tat"
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert "U.S." in tokens.words
    assert "e\u0301tat" in tokens.words


def test_a_sentence_opens_after_its_end_but_not_after_an_initial():
    tokens = tokenize("He left. Kyiv fell. George W. Bush spoke.")
    opening = [word for word, opens in zip(tokens.words, tokens.opens, strict=True) if opens]
    assert opening == ["He", "Kyiv", "George"]


def test_a_headline_is_known_by_its_capitals():
    tokens = tokenize("Biden Allows Ukraine To Use Long Missiles\nThe officials said that it was allowed.")
    assert tokens.titled[0]
    assert not tokens.titled[-1]


def test_blocks_cover_the_text_once():
    text = "a line of words\n" * 20_000
    ranges = list(blocks(text))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(ranges))
    assert len(ranges) > 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The longest name wins: South Korea.", "South Korea"),
        ("They flew to Port-au-Prince.", "Port-au-Prince"),
        ("A boat left Cox's Bazar at night.", "Cox's Bazar"),
        ("He works in Washington, D.C. now.", "Washington, D.C."),
        ("A man of 2517 Elm Street was hurt.", "Elm Street"),
        ("They camped on Lake Baikal.", "Lake Baikal"),
        ("He lives in Fresno, Calif., now.", "Calif."),
        ("It stands in Dover, DE, by the sea.", "DE"),
        ("Troops hold the village of Nevelske.", "Nevelske"),
    ],
)
def test_names_are_found_whole(text, name):
    assert name in found(text)


@pytest.mark.parametrize(
    "text", ["Ukrainian and Yemeni envoys met.", "They gave it to us, he said.", "It was May or March."]
)
def test_what_is_no_name_is_no_candidate(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then Gen. Lloyd Austin spoke.", "Lloyd Austin"),
        ("Ms. Houston left.", "Houston"),
        ("They saw Chiquita Raquel Henry, 19, there.", "Chiquita Raquel Henry"),
        ("It was George W. Bush.", "George W . Bush"),
    ],
)
def test_persons(text, name):
    assert name in persons(text)


def test_a_county_is_no_person():
    assert persons("Prince William County is large.") == []


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("They live in Dover.", "Dover", "locative"),
        ("The city of Dover paid.", "Dover", "of_place"),
        ("A Dover resident paid.", "Dover", "belongs"),
        ("The Dover-based firm paid.", "Dover", "hyphenated"),
        ("From Dover, Delaware, they went on.", "Dover", "inside"),
        ("They hit southern Lebanon.", "Lebanon", "direction"),
        ("DOVER, Del. (AP) — It rained.", "DOVER", "dateline"),
        ("She reads the Dover Times.", "Dover", "owned"),
        ("Rep. Jones, D-Ohio, left.", "Ohio", "party"),
    ],
)
def test_signs_beside_a_name(text, name, sign):
    assert sign in signs(text, name)


def test_what_the_gazetteer_says():
    assert prior("ukraine").notable
    assert "country" in prior("ukraine").signs
    assert "common" in prior("reading").signs
    assert "first_name" in prior("jordan").signs
    assert not prior("sudzha").notable


def test_a_generic_word_completes_the_name():
    (toponym,) = find_toponyms("The Kyiv region lost power.").toponyms
    assert toponym.generic == "region"
    assert all(entry.kind == "region" for entry in toponym.entries)


def test_adjectives_and_institutions_point_to_a_country():
    nations = find_toponyms("Yemeni and Saudi envoys met the sheriff.").nations
    assert nations["YE"] > 0
    assert nations["SA"] > 0
    assert nations["US"] > 0


def test_every_sign_has_a_round_weight():
    assert all(weight * 4 == round(weight * 4) for weight in cues().weights.values())
