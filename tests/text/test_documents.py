"""Files into documents: formats, encodings, front matter, errors in one line."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.model import DocumentError
from geo.text.dates import find_date
from geo.text.documents import read, read_many

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "The drone flies 300 km.\n"


def save(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_plain_text_is_taken_as_it_is(tmp_path: Path) -> None:
    text = "A headline without a stop\r\n\r\nThe drone flies 300\u00a0km.\r\n"
    document = read(save(tmp_path / "note.txt", text))
    assert (document.id, document.text, document.title) == ("note", text, "A headline without a stop")


def test_markdown_front_matter(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "Long reach"\ndate: 2024-11-17\npublisher: A Paper\nsource: https://a.example/1\n---\n'
        + WORDS
    )
    document = read(save(tmp_path / "brief.md", text))
    assert document.text == WORDS
    assert (document.title, document.publisher, document.date) == (
        "Long reach",
        "A Paper",
        date(2024, 11, 17),
    )
    assert document.source == "https://a.example/1"


def test_toml_front_matter(tmp_path: Path) -> None:
    document = read(save(tmp_path / "brief.md", '+++\ntitle = "Reach"\ndate = 2024-11-17\n+++\n' + WORDS))
    assert (document.text, document.title, document.date) == (WORDS, "Reach", date(2024, 11, 17))


def test_html_gives_the_article_alone(tmp_path: Path) -> None:
    page = """<!doctype html><html><head><title>Reach</title><meta property="og:site_name" content="A Paper">
      <script type="application/ld+json">{"headline": "Far", "datePublished": "2024-11-17T08:00:00Z",
      "publisher": {"name": "The Paper"}}</script><style>p {color: red}</style></head>
      <body><nav><a>Home</a> 900 km</nav><article><h1>Far</h1><p>It flies <b>300</b>&nbsp;km &amp; more, the army says.</p>
      <div class="share-buttons">Share 5 km</div><script>alert("400 km")</script></article><footer>About</footer></body></html>"""
    document = read(save(tmp_path / "page.html", page))
    assert document.text == "Far\n\nIt flies 300\u00a0km & more, the army says."
    assert (document.title, document.publisher, document.date) == ("Far", "The Paper", date(2024, 11, 17))


def test_untidy_html_is_read(tmp_path: Path) -> None:
    document = read(save(tmp_path / "page.htm", "<p>One<p>Two</div></span><li>Three <br>Four<"))
    assert document.text.split("\n\n")[:4] == ["One", "Two", "Three", "Four<"] or "Three" in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    document = read(save(tmp_path / "a.txt", mark + "Ракета — 300 км.".encode(encoding)))
    assert document.text == "Ракета — 300 км."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1252", "Le missile “Scalp” a une portée de 250 km."), ("cp1251", "Дальность ракеты 300 км.")],
)
def test_old_encodings_are_read_and_reported(tmp_path: Path, encoding: str, text: str) -> None:
    with pytest.warns(UserWarning, match=f"not UTF-8; read as {encoding}"):
        assert read(save(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_gzip(tmp_path: Path) -> None:
    document = read(save(tmp_path / "note.txt.gz", gzip.compress(WORDS.encode())))
    assert (document.id, document.text) == ("note", WORDS)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WORDS.encode())))
    document = read("-")
    assert (document.id, document.text, document.source) == ("stdin", WORDS, "standard input")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is no text"),
        (b"\x1f\x8bgarbage", "damaged gzip"),
        (b"---\ntitle: x\n---\n", "has no text"),
    ],
)
def test_what_is_no_text_is_one_clear_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read(save(tmp_path / "a.txt", data))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="Cannot open"):
        read(tmp_path / "none.txt")


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_json_lines_report_a_bad_line_and_go_on(tmp_path: Path, suffix: str) -> None:
    rows = [
        json.dumps({"id": "a", "text": WORDS, "date": "2024-11-17"}),
        "{broken",
        '{"id": "b"}',
        "",
        json.dumps({"text": "x"}),
    ]
    data = "\n".join(rows).encode()
    path = save(tmp_path / f"many{suffix}", gzip.compress(data) if suffix.endswith(".gz") else data)
    with pytest.warns(UserWarning, match="Skipped") as reports:
        documents = list(read_many(path))
    assert [(document.id, document.date) for document in documents] == [
        ("a", date(2024, 11, 17)),
        ("5", None),
    ]
    assert ["line 2" in str(report.message) or "line 3" in str(report.message) for report in reports] == [
        True,
        True,
    ]


def test_dates_as_texts_write_them() -> None:
    near = date(2024, 11, 20)
    assert find_date("on 17 November 2024") == find_date("November 17, 2024") == date(2024, 11, 17)
    assert find_date("on Sunday", near=near) == date(2024, 11, 17)
    assert find_date("on Dec. 30", near=date(2025, 1, 2)) == date(2024, 12, 30)
    assert find_date("on Nov. 17") is None
    assert find_date("31 February 2024") is None
