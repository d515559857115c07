"""The article in an HTML page: its words, headline, publisher and day, without menus, scripts and advertisements."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any, Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SILENT: Final = _names(
    "script style noscript template svg nav header footer aside form button select figure iframe menu dialog"
)
_BLOCKS: Final = _names("p h1 h2 h3 h4 h5 h6 li blockquote td th pre dt dd div section article main tr br")
_VOID: Final = _names("area base br col embed hr img input link meta source track wbr")
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|share|social|related|comments?|cookie|newsletter|promo|advert|ads?|sidebar|footer|breadcrumb)(?:$|[\s_-])",
    re.IGNORECASE,
)
_META: Final = {
    "og:title": "title",
    "og:site_name": "publisher",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
}


def article(html: str) -> dict[str, str]:
    r"""What an HTML page says: its text, and title, publisher and date where it gives them.

    The text is that of `article` or `main` where the page has one with most of its words, else of the body;
    one blank line stands between blocks. Nothing in the page is executed or fetched.

    Parameters
    ----------
    html : str
        A whole page, however untidy.

    Returns
    -------
    dict of str
        With "text" and, where known, "title", "publisher" and "date".

    Examples
    --------
    >>> article("<html><body><nav>Home</nav><p>It flies 300&nbsp;km.</p></body></html>")["text"]
    'It flies 300\xa0km.'
    """
    page = _Page()
    page.feed(html)
    page.close()
    inner, whole = (_join(blocks) for blocks in (page.inner, page.whole))
    found = {**page.meta, "text": inner if 2 * len(inner) > len(whole) else whole}
    for block in page.linked:
        found |= {key: value for key, value in _linked(block).items() if value}
    found.setdefault("title", page.title.strip())
    return found


class _Page(HTMLParser):
    """Collects blocks of text, once for the whole body and once for its article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.silent = self.within = 0
        self.whole: list[str] = [""]
        self.inner: list[str] = [""]
        self.meta: dict[str, str] = {}
        self.linked: list[str] = []
        self.title = ""
        self.is_linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "meta":
            key = _META.get((found.get("property") or found.get("name") or "").lower())
            if key and found.get("content"):
                self.meta.setdefault(key, found["content"])
        if tag in _BLOCKS:
            self._break()
        if tag in _VOID:
            return
        self.is_linked = found.get("type") == "application/ld+json"
        if self.is_linked:
            self.linked.append("")
        hidden = (
            tag in _SILENT
            or "hidden" in found
            or _FURNITURE.search(f"{found.get('class', '')} {found.get('id', '')}")
        )
        quiet = bool(hidden) and tag not in ("body", "html", "article", "main")
        self.open.append((tag, quiet))
        self.silent += quiet
        self.within += tag in ("article", "main")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if not any(name == tag for name, _ in self.open[-40:]):
            return
        name = ""
        while name != tag:
            name, quiet = self.open.pop()
            self.silent -= quiet
            self.within -= name in ("article", "main")

    def handle_data(self, data: str) -> None:
        names = {name for name, _ in self.open[-2:]}
        if "script" in names:
            if self.is_linked:
                self.linked[-1] += data
        elif "title" in names:
            self.title += data
        elif not self.silent:
            self.whole[-1] += data
            if self.within:
                self.inner[-1] += data

    def _break(self) -> None:
        for blocks in (self.whole, self.inner):
            if blocks[-1]:
                blocks.append("")


def _join(blocks: list[str]) -> str:
    lines = (re.sub(r"[ \t\r\n]+", " ", block).strip() for block in blocks)
    return "\n\n".join(line for line in lines if line)


def _linked(block: str) -> dict[str, str]:
    try:
        data: Any = json.loads(block)
    except json.JSONDecodeError:
        return {}
    rows = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    for row in rows:
        if isinstance(row, dict) and "headline" in row:
            publisher = row.get("publisher")
            name = publisher.get("name", "") if isinstance(publisher, dict) else ""
            return {
                "title": str(row["headline"]),
                "publisher": str(name),
                "date": str(row.get("datePublished", "")),
            }
    return {}
