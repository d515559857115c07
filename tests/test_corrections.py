"""What a person decides about claims: read from a file, applied in order, kept apart from the text."""

import pytest

from geo.corrections import corrected, load_corrections
from geo.model import Claims, Document, RangeClaim, ScenarioError
from geo.units import parse_length

TEXT = "The Falcon flies about 190 miles. The Kestrel flies 40 km. A leaflet gives the Merlin 80 km."


def claim(quote, *systems):
    start = TEXT.index(quote)
    return RangeClaim(
        start, start + len(quote), quote, parse_length(quote), systems, document="d", rule="clause"
    )


@pytest.fixture
def claims():
    return Claims((Document("d", TEXT),), (claim("190 miles", "Falcon"), claim("40 km", "Kestrel")))


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "claims.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_rejected_claim_is_gone_and_an_accepted_one_is_signed(write, claims):
    found = load_corrections(
        write(
            '[[claim]]\nquote = "190 miles"\ndecision = "reject"\n'
            '[[claim]]\nquote = "40 km"\ndecision = "accept"\nby = "A. Reader"\nnote = "checked"\n'
        )
    )
    (left,) = corrected(claims, found).ranges
    assert left.systems == ("Kestrel",)
    assert left.rule == "clause; accepted by A. Reader: checked"


def test_a_corrected_claim_keeps_its_quote(write, claims):
    found = load_corrections(
        write(
            '[[claim]]\nquote = "190 miles"\ndecision = "correct"\nrange = "up to 300 km"\nsystems = ["Merlin"]\n'
        )
    )
    first = corrected(claims, found).ranges[0]
    assert (first.quote, first.length.quote, first.length.qualifier) == ("190 miles", "190 miles", "up_to")
    assert first.length.best == 300e3
    assert first.systems == ("Merlin",)
    assert first.rule.endswith("corrected in review")


def test_a_claim_is_added_with_words_of_the_text(write, claims):
    found = load_corrections(
        write(
            '[[claim]]\nquote = "the Merlin 80 km"\ndecision = "add"\nrange = "80 km"\nsystems = ["Merlin"]\n'
        )
    )
    added = corrected(claims, found).ranges[-1]
    assert TEXT[added.start : added.end] == added.quote == "the Merlin 80 km"
    assert added.document == "d"


def test_a_claim_from_elsewhere_needs_its_source(write, claims):
    head = '[[claim]]\nquote = "a range of 80 km"\ndecision = "add"\nrange = "80 km"\nsystems = ["Merlin"]\n'
    with pytest.raises(ScenarioError, match="stands in no text"):
        corrected(claims, load_corrections(write(head)))
    more = corrected(claims, load_corrections(write(head + 'source = "A handbook, 2019, page 4"\n')))
    assert more.documents[-1].source == "A handbook, 2019, page 4"
    assert more.ranges[-1].document == more.documents[-1].id


def test_a_correction_that_means_no_claim_is_named(write, claims):
    found = load_corrections(write('[[claim]]\nquote = "200 miles"\ndecision = "reject"\n'))
    with pytest.raises(
        ScenarioError, match="The text states: '190 miles' at 23 of 'd', '40 km' at 52 of 'd'"
    ):
        corrected(claims, found)


def test_the_offset_tells_equal_quotes_apart(write):
    twice = tuple(
        RangeClaim(start, start + 5, "40 km", parse_length("40 km"), document="d") for start in (3, 30)
    )
    found = load_corrections(write('[[claim]]\nquote = "40 km"\nstart = 30\ndecision = "reject"\n'))
    assert [left.start for left in corrected(Claims((), twice), found).ranges] == [3]


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ('quote = "a"\n', 1, "must be one of accept, reject, correct, add"),
        ('decision = "reject"\n', 1, "say which claim is meant"),
        ('quote = "a"\ndecision = "delete"\n', 3, "is 'delete'; allowed are"),
        ('quote = "a"\ndecision = "correct"\n', 3, "needs systems or range"),
        ('quote = "a"\ndecision = "accept"\nrange = "300 km"\n', 4, 'write decision = "correct"'),
        ('quote = "a"\ndecision = "correct"\nrange = "far"\n', 4, "Invalid length 'far'"),
        ('quote = "a"\ndecision = "add"\n', 1, "needs its range"),
        ('quote = "a"\ndecision = "correct"\nsystems = "Falcon"\n', 4, "must be a list of texts"),
        ('quote = "a"\ndecision = "reject"\nstart = -1\n', 4, "must be an offset"),
        ('quote = "a"\ndecison = "reject"\n', 3, "did you mean 'decision'"),
    ],
)
def test_a_broken_rule_is_named_with_its_line(write, body, line, says):
    with pytest.raises(ScenarioError, match=says) as caught:
        load_corrections(write("[[claim]]\n" + body))
    assert f"claims.toml, line {line}:" in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ScenarioError, match=r"gone\.toml"):
        load_corrections(tmp_path / "gone.toml")


def test_the_file_that_a_review_writes_is_read_back(seed, tmp_path):
    from geo.text.documents import read
    from geo.text.extract import extract
    from geo.text.review import claims_toml

    found = extract(read(seed / "kursk-2024.md"))
    path = tmp_path / "claims.toml"
    path.write_text(claims_toml(found), encoding="utf-8")
    decisions = load_corrections(path)
    assert [decision.decision for decision in decisions] == ["accept"] * len(found.ranges)
    kept = corrected(found, decisions).ranges
    assert [(c.systems, c.length, c.start) for c in kept] == [
        (c.systems, c.length, c.start) for c in found.ranges
    ]
    path.write_text(claims_toml(found).replace('"accept"', '"reject"', 1), encoding="utf-8")
    assert corrected(found, load_corrections(path)).ranges[0].start == found.ranges[1].start


def test_a_correction_of_another_text_says_which(write, claims):
    found = load_corrections(
        write('[[claim]]\nquote = "190 miles"\nstart = 23\ndocument = "e"\ndecision = "accept"\n')
    )
    with pytest.raises(
        ScenarioError, match=r"'190 miles' at 23 of 'e'. The text states: '190 miles' at 23 of 'd'"
    ):
        corrected(claims, found)
