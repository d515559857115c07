"""One HTML file that holds everything: Leaflet, script, style and data, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from branca.element import CssLink, JavascriptLink

from geo.files import check_output, write_whole
from geo.kinds import expect
from geo.maps.notebook import fragment as snippet
from geo.maps.notebook import quoted
from geo.model import OutputError

if TYPE_CHECKING:
    import os

    import folium
    from branca.element import Element, Figure

_UNUSED_UNLESS: Final = {
    "bootstrap": (),
    "bootstrap_css": (),
    "glyphicons_css": ("glyphicon",),
    "awesome_markers": ("L.AwesomeMarkers",),
    "awesome_markers_css": ("L.AwesomeMarkers",),
    "awesome_markers_font_css": ("L.AwesomeMarkers", "fa-"),
    "awesome_rotate_css": ("L.AwesomeMarkers",),
}
"""What every folium map links, and the words that show that a map really uses it."""
_JQUERY: Final = """
window.$ = window.jQuery = markup => {
  const box = document.createElement("div");
  box.innerHTML = markup;
  return [box.firstElementChild];
};
"""
"""All that folium asks of jQuery: an element from markup that the maker of the map wrote."""
_HOSTED: Final = re.compile(
    r"""(?:L\.tileLayer(?:\.wms)?\(\s*|\bsrc\s*=\s*|<link[^>]*\bhref\s*=\s*|url\(\s*)["']?\s*((?:https?:)?//[^"'\s)]+)"""
)


def save_html(
    map: folium.Map,  # noqa: A002 - folium's word
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    fragment: bool = False,
) -> Path:
    """Save a folium map as one file that opens anywhere without a network.

    Parameters
    ----------
    map : folium.Map
        A map of `range_map`, or any other whose layers need no server.
    path : path
        The file; an old one is replaced only by a whole new one.
    title : str, optional
        Title of the page; the map's headline by default.
    fragment : bool
        Write a snippet to paste into a page of yours instead: the whole map in a sandboxed `<iframe>` that
        takes the width of the column it stands in.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OutputError
        If the folder is missing, or a layer needs a server: tiles, or a plugin's script from a host.
    """
    import folium

    expect(map, folium.Map, "map")
    check_output(path)
    whole = page(map, title=title)
    return write_whole(path, snippet(whole, title or _headline(map)) if fragment else whole)


def page(map: folium.Map, *, title: str | None = None) -> str:  # noqa: A002
    """The page of a folium map with everything in it."""
    figure = cast("Figure", map.get_root())
    figure.render()
    script = figure.script.render()
    head = "\n".join(_part(name, child, script) for name, child in figure.header._children.items())  # noqa: SLF001
    body = f"{figure.html.render()}\n<script>\n{_closed(script)}\n</script>"
    _refuse_hosts(head + body)
    name = quoted(title or _headline(map))
    policy = _policy(_scripts(head + body))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>{name}</title>\n{head}\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _headline(map: folium.Map) -> str:  # noqa: A002
    return getattr(map, "title", "") or "Map"


def _part(name: str, child: Element, script: str) -> str:
    """One element of the head, with what it links written into it."""
    if name == "meta_http":
        return ""
    if not isinstance(child, JavascriptLink | CssLink):
        return str(child.render())
    if name == "leaflet":
        return f"<script>{_closed(_leaflet('leaflet.js'))}{_MARKER}</script>"
    if name == "leaflet_css":
        return f"<style>{_leaflet_style()}</style>"
    if name == "jquery":
        return f"<script>{_JQUERY}</script>" if re.search(r"\$\(|jQuery", script) else ""
    if name in _UNUSED_UNLESS and not any(word in script for word in _UNUSED_UNLESS[name]):
        return ""
    raise OutputError(
        f"Cannot save the map in one file: it needs '{child.url}'. "
        "Leave out the layer or plugin that links it, or use the map's own save()."
    )


_MARKER: Final = """
L.Marker.prototype.options.icon = L.divIcon({ className: "", iconSize: [18, 24], iconAnchor: [9, 24],
  html: '<svg width="18" height="24" viewBox="0 0 18 24"><path d="M9 0a9 9 0 0 1 9 9c0 6-9 15-9 15S0 15 0 9a9 9 0 0 1 9-9z" fill="#0072b2"/></svg>' });
"""
"""A pin that needs no image file."""


@cache
def _leaflet(name: str) -> str:
    """A file of Leaflet as its package ships it, without the pointer to a source map."""
    from xstatic.pkg import leaflet

    text = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    return re.sub(r"(?m)^\s*//#\s*sourceMappingURL=.*$", "", text)


@cache
def _leaflet_style() -> str:
    from xstatic.pkg import leaflet

    layers = base64.b64encode((Path(leaflet.BASE_DIR) / "images" / "layers.png").read_bytes()).decode()
    text = _leaflet("leaflet.css").replace("url(images/layers.png)", f"url(data:image/png;base64,{layers})")
    return re.sub(
        r"behavior:[^;}]*;?|url\(images/[^)]*\)", lambda m: "none" if m[0].startswith("url") else "", text
    )


def _closed(script: str) -> str:
    """A script in which no string ends the element it stands in."""
    return re.sub(r"<(?=/script|!--|script)", r"\\x3c", script, flags=re.IGNORECASE)


class _Scripts(HTMLParser):
    """Collects the scripts of a page that a browser would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and dict(attrs).get("type") != "application/json":
            self._open = []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._open is not None:
            self.found.append("".join(self._open))
            self._open = None


def _scripts(text: str) -> list[str]:
    parser = _Scripts()
    parser.feed(text)
    parser.close()
    return parser.found


def _policy(scripts: list[str]) -> str:
    """Nothing from anywhere; scripts by their hash; pictures only from the page itself."""
    hashes = dict.fromkeys(
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _refuse_hosts(text: str) -> None:
    """A layer that asks a server would stay empty: say so instead."""
    for match in _HOSTED.finditer(re.sub(r'(?s)<script type="application/json".*?</script>', "", text)):
        raise OutputError(
            f"Cannot save the map in one file: it loads '{match[1]}'. "
            "Make the map with tiles=None, and leave out layers that ask a server."
        )
