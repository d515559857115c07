"""The map in a notebook or in somebody else's page: a sandboxed frame that cannot touch what is around it."""

from __future__ import annotations

import base64
import html
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import folium

    from geo.model import Reach

HEIGHT: Final = "clamp(460px, 85vh, 820px)"
"""Height of a frame in a page; its width is that of the column it stands in."""


def framed(page: str, title: str, *, style: str) -> str:
    """A page as an `<iframe>` that runs its own script only: no access to the page, the server or the network.

    Parameters
    ----------
    page : str
        The whole page.
    title : str
        What a screen reader calls the frame.
    style : str
        CSS of the frame.
    """
    return (
        f'<iframe title="{quoted(title)}" sandbox="allow-scripts allow-downloads" allow="fullscreen" '
        f'style="border:0;{style}" srcdoc="{html.escape(page)}"></iframe>'
    )


def fragment(page: str, title: str) -> str:
    """A snippet to paste into an article: as wide as its column, as high as the window allows."""
    return framed(page, title, style=f"display:block;width:100%;height:{HEIGHT}") + "\n"


def notebook_html(map: folium.Map, reach: Reach, title: str) -> str:  # noqa: A002 - folium's word
    """What a notebook shows: the live map in a frame, over a picture that remains where scripts are not trusted."""
    from geo.maps.html import page

    live = framed(
        page(map), title, style="position:absolute;left:0;top:0;width:100%;height:100%;background:#fff"
    )
    return f'<div style="position:relative;min-height:600px;overflow:hidden">{_picture(reach, title)}{live}</div>'


def _picture(reach: Reach, title: str) -> str:
    """The map as a picture; its headline and caveat in words where matplotlib is missing."""
    from geo.maps.words import NOT_CAPABILITY

    if find_spec("matplotlib") is None:
        return f"<p>{quoted(title)}. {NOT_CAPABILITY} Trust the notebook to see the map.</p>"
    from geo.maps.static_map import save_figure

    with tempfile.TemporaryDirectory() as folder:
        data = save_figure(reach, Path(folder) / "map.png", dpi=80).read_bytes()
    encoded = base64.b64encode(data).decode()
    return f'<img alt="{quoted(title)}. {NOT_CAPABILITY}" style="max-width:100%" src="data:image/png;base64,{encoded}">'


def quoted(text: str) -> str:
    """A text for an attribute or element of HTML, without lone surrogates."""
    return html.escape(text).encode("utf-8", "replace").decode()
