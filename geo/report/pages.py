"""A report as a page: HTML that opens without a network and runs nothing, or Markdown."""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from geo.report.tables import shown

if TYPE_CHECKING:
    from geo.report.tables import Shown

_STYLE: Final = (
    "body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff;overflow-wrap:anywhere}"
    "h1,h2{line-height:1.2}img{max-width:100%;border:1px solid #ccc}.wide{overflow-x:auto}"
    "table{border-collapse:collapse;font:14px/1.4 system-ui,sans-serif;margin:.5rem 0 1.5rem}"
    "th,td{overflow-wrap:normal;border-bottom:1px solid #ccc;padding:.2rem .6rem;text-align:left;vertical-align:top}th{border-color:#111}"
    "blockquote{margin:.5rem 1rem;border-left:3px solid #999;padding-left:1rem}.caveat{font-weight:bold}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#111}th{border-color:#eee}img{background:#fff}}"
    "@media print{body{font-size:11pt;max-width:none}}"
)


def to_html(report: dict[str, Any], picture: bytes | None = None) -> str:
    """The report as one HTML file; text out of documents is shown as it was written.

    Parameters
    ----------
    report : dict
        What `geo.report.content` gives.
    picture : bytes, optional
        The map as PNG.
    """
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_e(report['title'])}</title><style>{_STYLE}</style></head>\n<body><main>\n"
    )
    body = [
        f"<h1>{_e(report['title'])}</h1>",
        f'<p class="caveat">{_e(report["caveat"])}</p>',
        _about(report),
    ]
    body += [f"<p>{_e(line)}</p>" for line in report["missing"]]
    if picture is not None:
        data = base64.b64encode(picture).decode("ascii")
        body.append(f'<p><img alt="Map: {_e(report["title"])}" src="data:image/png;base64,{data}"></p>')
    for claim in report["stated"]["claims"]:
        sentence = " ".join(claim["sentence"].split())
        body.append(
            f"<blockquote><p>{_e(sentence)}</p><p>{_e(claim['id'])}: {_e(_where(claim))}</p></blockquote>"
        )
    body += [_html_table(table) for table in shown(report)]
    body += [f"<h2>Method</h2><p>{_e(report['method'])}</p>", "<h2>Sources</h2>", _list(_sources(report))]
    body += [
        f"<h2>Cite as</h2><p>{_e(report['citation'])}</p>",
        "<h2>Made from</h2>",
        _list(_made_from(report)),
    ]
    return head + "\n".join(body) + "\n</main></body></html>\n"


def to_markdown(report: dict[str, Any], picture: str = "") -> str:
    """The report as Markdown.

    Parameters
    ----------
    report : dict
        What `geo.report.content` gives.
    picture : str
        Name of the file with the map, beside the report.
    """
    lines = [f"# {_m(report['title'])}", f"**{_m(report['caveat'])}**", _m(_date_and_viewpoint(report))]
    lines += [_m(line) for line in report["missing"]]
    if picture:
        lines.append(f"![Map]({quote(picture)})")
    for claim in report["stated"]["claims"]:
        sentence = " ".join(claim["sentence"].split())
        lines.append(f"> {_m(sentence)}\n>\n> {_m(claim['id'])}: {_m(_where(claim))}")
    lines += [_markdown_table(table) for table in shown(report)]
    lines += [
        "## Method",
        _m(report["method"]),
        "## Sources",
        "\n".join(f"- {_m(line)}" for line in _sources(report)),
    ]
    lines += ["## Cite as", _m(report["citation"]), "## Made from"]
    lines.append("\n".join(f"- {_m(line)}" for line in _made_from(report)))
    return "\n\n".join(line for line in lines if line) + "\n"


def _about(report: dict[str, Any]) -> str:
    return f"<p>{_e(_date_and_viewpoint(report))}</p>"


def _date_and_viewpoint(report: dict[str, Any]) -> str:
    borders = {"recognised": "internationally recognised", "de_facto": "as controlled"}[report["viewpoint"]]
    return f"{report['date'] + '. ' if report['date'] else ''}Borders {borders}."


def _where(claim: dict[str, Any]) -> str:
    return f"“{claim['quote']}”, letters {claim['start']} to {claim['end']} of {claim['document']}"


def _sources(report: dict[str, Any]) -> list[str]:
    texts = [
        ", ".join(str(part) for part in (d["publisher"], d["title"] or d["id"], d["date"]) if part)
        for d in report["stated"]["documents"]
    ]
    data = [
        f"{s['data'].capitalize()}: {s['source']}. {s['leaves_out']}"
        for s in report["sources"]
        if s["source"]
    ]
    territories = [
        f"{item['place']}: {item['source']}" for item in report["assumed"]["launches"] if item["source"]
    ]
    return [*texts, *data, *territories]


def _made_from(report: dict[str, Any]) -> list[str]:
    versions = ", ".join(f"{name} {version}" for name, version in report["versions"].items())
    files = [f"{file['what']}: {file['name']}, sha256 {file['sha256']}" for file in report["files"]]
    texts = [
        f"text as read: {d['source'] or d['id']}, sha256 {d['sha256']}" for d in report["stated"]["documents"]
    ]
    return [versions, *files, *texts]


def _html_table(table: Shown) -> str:
    head = "".join(f'<th scope="col">{_e(cell)}</th>' for cell in table.head)
    rows = "\n".join(f"<tr>{''.join(f'<td>{_e(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    more = f"<p>{table.left_out:,} more rows are in report.json.</p>" if table.left_out else ""
    return (
        f'<h2>{_e(table.title)}</h2><div class="wide" tabindex="0" role="region" aria-label="{_e(table.title)}">'
        f"<table><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{rows}\n</tbody></table></div>{more}"
    )


def _markdown_table(table: Shown) -> str:
    rows = [table.head, tuple("---" for _ in table.head), *table.rows]
    written = "\n".join(
        f"| {' | '.join(_m(cell) if cell != '---' else cell for cell in row)} |" for row in rows
    )
    more = f"\n\n{table.left_out:,} more rows are in report.json." if table.left_out else ""
    return f"## {_m(table.title)}\n\n{written}{more}"


def _list(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{_e(line)}</li>' for line in lines)}</ul>"


def _e(text: str) -> str:
    """Text for HTML."""
    return html.escape(text)


def _m(text: str) -> str:
    """Text for Markdown: marks that would format or run are escaped, line breaks become spaces."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", " ".join(text.split()))
