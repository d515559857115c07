"""Reports: every row walks back to its sentence, two runs give the same bytes, nothing in a text runs."""

import base64
import datetime as dt
import html.parser
import json
import re
import urllib.parse

import pandas as pd
import pytest
import shapely

from geo.bands import reach
from geo.model import Claims, Correction, Document, Launch, OutputError, Place, RangeClaim, Scenario
from geo.report import ReportError, content, load_report, to_html, to_markdown, trace, write_report
from geo.scenario import make_zone
from geo.units import parse_length

TEXT = "First words. The Falcon has a range of about 60 miles. The Kestrel flies more than 40 km."
SUMY = Place("692194", "Sumy", "settlement", 34.8003, 50.9216, "UA", "Sumy Oblast", 294456)
HOSTILE = [
    "{{7*7}}", "${alert(1)}", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "&amp;",
    '" onload="x', "'><b>", "<!--", "-->", "`x`", "|x|", "[a](javascript:alert(1))", "![x](http://x.test/y.png)", "# head",
    "<svg/onload=alert(1)>", "<style>*{display:none}</style>", "\u202e", "\u2028x", "$x$", "<base href=http://x.test>", "~~x~~",
    "<http://x.test>", "</title><script>", "{% raw %}", "&#x3c;b&#x3e;",
]  # fmt: skip


def claim(quote, *systems, sentence):
    start = TEXT.index(quote)
    return RangeClaim(
        start, start + len(quote), quote, parse_length(quote), systems, (), sentence, "d", "clause"
    )


@pytest.fixture(scope="module")
def result():
    document = Document("d", TEXT, "folder/paper.txt", "A paper", "The press", dt.date(2024, 11, 17))
    ranges = (
        claim("about 60 miles", "Falcon", sentence=TEXT[13:54]),
        claim("more than 40 km", "Kestrel", sentence=TEXT[55:]),
    )
    launches = (
        Launch(SUMY, "illustrative", "an example"),
        Launch(Place("k", "Kharkiv", "settlement", 36.25, 49.98, "UA"), "declared"),
    )
    scenario = Scenario(
        launches=launches, zones=(make_zone("Kursk Oblast", note="reported"),), date=dt.date(2024, 11, 17), title="A title",
        corrections=(Correction("accept", "about 60 miles", "A. Reader"),),
    )  # fmt: skip
    return reach(Claims((document,), ranges), scenario)


@pytest.fixture(scope="module")
def report(result):
    return content(result, min_population=5000)


def test_the_data_is_plain_and_the_same_twice(result, report):
    again = content(result, min_population=5000)
    assert json.dumps(report, allow_nan=False) == json.dumps(again, allow_nan=False)
    assert report["versions"]["georeach"]
    assert report["sources"][0]["source"].startswith("GeoNames")
    assert "Natural Earth" in report["sources"][1]["source"]
    assert "no table of weapons" in report["method"]
    assert "The press, “A paper”, 2024-11-17" in report["citation"]


def test_every_row_of_every_table_walks_back_to_its_sentence(report):
    walked = 0
    for table in report["computed"].values():
        for row in table[:: max(1, len(table) // 25)]:
            lines = trace(report, row["row"], text=TEXT)
            quote = next(line for line in lines if line.startswith("quote"))
            stated = next(c for c in report["stated"]["claims"] if c["id"] == row["claim"])
            assert stated["quote"] in quote
            assert row["system"] == stated["system"]
            assert any(stated["sentence"] in line for line in lines)
            assert any(line.startswith("checked") for line in lines)
            assert sum(line.startswith("launch") for line in lines) == len(row["launches"])
            walked += 1
    assert walked > 60
    assert all(
        report["computed"][name]
        for name in ("places", "outside", "summary", "regions", "districts", "zones", "flips")
    )


def test_a_zone_row_names_its_zone_and_a_correction_its_reader(report):
    lines = trace(report, "zones:1")
    assert any(line.startswith("zone Z1  Kursk Oblast, RU, assumed") for line in lines)
    assert "correction  accept “about 60 miles” by A. Reader" in lines


def test_an_unknown_row_or_another_text_is_refused(report):
    with pytest.raises(ReportError, match=r"No row 'places:0'\. The report has places:1 to places:"):
        trace(report, "places:0")
    with pytest.raises(ReportError, match="The text is not the one that was read"):
        trace(report, "places:1", text=TEXT + " ")


@pytest.mark.parametrize("suffix", [".html", ".md", ".json"])
def test_two_runs_give_the_same_bytes(result, tmp_path, suffix):
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_report(content(result, min_population=20000), tmp_path / name / f"report{suffix}", result)
        written.append({part.name: part.read_bytes() for part in (tmp_path / name).iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"report.html"} if suffix == ".html" else {f"report{suffix}"} <= set(written[0])


def test_the_page_has_map_tables_and_hashes(result, report, tmp_path):
    page = write_report(report, tmp_path / "report.html", result).read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "script" not in re.sub(r"src=\"data:[^\"]*\"", "", page)
    assert "http" not in re.sub(r"http-equiv|src=\"data:[^\"]*\"", "", page)
    picture = re.search(r"data:image/png;base64,([^\"]+)", page)
    assert base64.b64decode(picture[1]).startswith(b"\x89PNG")
    for words in ("What the text states", "What the scenario assumes", "Regions that a range touches", "Method", "Cite as",
                  "Sources", report["stated"]["documents"][0]["sha256"], "about 60 miles", "illustrative"):  # fmt: skip
        assert words in page


def test_markdown_has_its_map_beside_it(result, report, tmp_path):
    path = write_report(report, tmp_path / "report.md", result)
    assert "![Map](report.png)" in path.read_text(encoding="utf-8")
    assert (tmp_path / "report.png").read_bytes().startswith(b"\x89PNG")


def test_the_json_form_comes_back(report, tmp_path):
    assert load_report(write_report(report, tmp_path / "report.json")) == json.loads(json.dumps(report))


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def hostile_report():
    def made(text):
        words = f"{text} 60 miles {text}"
        one = RangeClaim(
            len(text) + 1, len(text) + 9, "60 miles", parse_length("60 miles"), (text,), (), words, "d", text
        )
        place = Place("p", text, "other", 34.8, 50.9)
        scenario = Scenario(launches=(Launch(place, "illustrative", text, source=text),), title=text)
        towns = pd.DataFrame(
            {"place": [text], "lon": [34.9], "lat": [50.9], "population": [1], "region": [text]}
        )
        claims = Claims((Document("d", words, text, text, text),), (one,))
        return content(reach(claims, scenario), places=towns)

    return made


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_written(hostile_report, text):
    page = to_html(hostile_report(text))
    plain, parsed = Tags(), Tags()
    plain.feed(to_html(hostile_report("harmless")))
    parsed.feed(page)
    assert parsed.tags == plain.tags
    assert text in "".join(parsed.words)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_not_format_markdown(hostile_report, text):
    from markdown_it import MarkdownIt

    def shape(words):
        tokens = MarkdownIt("commonmark").enable("table").parse(to_markdown(hostile_report(words)))
        inner = [child.type for token in tokens for child in token.children or () if child.type != "text"]
        return [token.type for token in tokens], [kind for kind in inner if kind != "text_special"]

    assert shape(text) == shape("harmless")


def test_files_are_named_with_their_hash(result, tmp_path):
    (tmp_path / "s.toml").write_text("x")
    (row,) = content(result, files={"scenario": tmp_path / "s.toml"}, min_population=10**6)["files"]
    assert row["name"] == "s.toml"
    assert row["sha256"].startswith("2d711642b726b044")


def test_a_territory_is_named_by_its_date_source_and_hash():
    land = Launch(
        SUMY,
        "territory",
        geometry=shapely.box(34, 50, 35, 51),
        date=dt.date(2024, 11, 1),
        source="a made map",
    )
    one = claim("about 60 miles", "Falcon", sentence=TEXT)
    report = content(
        reach(Claims((Document("d", TEXT),), (one,)), Scenario(launches=(land,))), min_population=20000
    )
    (launch,) = report["assumed"]["launches"]
    assert (launch["date"], launch["source"], len(launch["shape_sha256"])) == ("2024-11-01", "a made map", 64)
    assert "within the range of every point" in report["method"]
    assert "Sumy, Sumy Oblast, UA: a made map" in to_html(report)


def test_without_a_launch_the_report_says_what_is_missing():
    one = claim("about 60 miles", "Falcon", sentence=TEXT)
    report = content(reach(Claims((Document("d", TEXT),), (one,)), Scenario()))
    assert report["stated"]["claims"]
    assert not any(report["computed"].values())
    assert "No launch point is declared" in to_html(report)
    assert "No launch point is declared" in to_markdown(report)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "Cannot read report"),
        (b"{", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[]", "no report"),
        (b"{}", "no report"),
    ],
)
def test_what_is_no_report_is_named(tmp_path, data, says):
    path = tmp_path / "report.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReportError, match=says):
        load_report(path)


def test_an_unknown_format_is_named(report, tmp_path):
    with pytest.raises(OutputError, match=r"Must be \.html, \.md, \.json"):
        write_report(report, tmp_path / "report.pdf")


def test_a_picture_whose_name_has_spaces_is_shown(result, report, tmp_path):
    path = write_report(report, tmp_path / "my räport.md", result)
    (target,) = re.findall(r"!\[Map\]\(([^ )]+)\)", path.read_text(encoding="utf-8"))
    assert (tmp_path / urllib.parse.unquote(target)).is_file()


def test_the_row_of_a_district_says_the_district(report):
    row = report["computed"]["districts"][0]
    (line, *_) = trace(report, row["row"])
    assert line.startswith(
        f"{row['row']}  {row['district']}: {row['places']:,} places, {row['people']:,} people"
    )
