"""The article in an HTML page: its words, headline, publisher and day, without menus, scripts and advertisements."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

_META: Final = {
    "og:title": "title",
    "og:site_name": "publisher",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
}
_FURNITURE: Final = [
    "[class*=share]", "[class*=social]", "[class*=related]", "[class*=newsletter]", "[class*=promo]", "[class*=cookie]",
    "nav", "footer", "aside", "form", "button", "figure", "iframe", "dialog", "svg",
]  # fmt: skip


def article(html: str) -> dict[str, str]:
    r"""What an HTML page says: its text, and title, publisher and date where it gives them.

    Resiliparse finds the main content; where it finds none, the whole body is taken. One blank line stands between
    blocks. Nothing in the page is executed or fetched.

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
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    page = HTMLTree.parse(html)

    def words(*, main_content: bool) -> str:
        text: str = extract_plain_text(
            page, main_content=main_content, list_bullets=False, alt_texts=False, skip_elements=_FURNITURE
        )
        return text.strip()

    text = words(main_content=True) or words(main_content=False)
    return _meta(page) | _linked(page) | {"text": text}


def _meta(page: HTMLTree) -> dict[str, str]:
    found = {"title": (page.title or "").strip()}
    for tag in _select(page, "meta[content]"):
        key = _META.get((tag.getattr("property") or tag.getattr("name") or "").lower())
        if key:
            found[key] = tag.getattr("content") or found.get(key, "")
    return found


def _linked(page: HTMLTree) -> dict[str, str]:
    """Headline, publisher and day out of the page's linked data."""
    for script in _select(page, 'script[type="application/ld+json"]'):
        try:
            data: Any = json.loads(script.text or "")
        except json.JSONDecodeError:
            continue
        rows = (
            data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        )
        for row in rows:
            if isinstance(row, dict) and "headline" in row:
                publisher = row.get("publisher")
                name = publisher.get("name", "") if isinstance(publisher, dict) else ""
                found = {"title": row["headline"], "publisher": name, "date": row.get("datePublished", "")}
                return {key: str(value) for key, value in found.items() if value}
    return {}


def _select(page: HTMLTree, selector: str) -> list[Any]:
    root = page.document
    return list(root.query_selector_all(selector)) if root is not None else []
