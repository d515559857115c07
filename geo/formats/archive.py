"""XML in zip files, whose bytes depend on nothing but what is in them: KMZ and workbooks."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_MIDNIGHT: Final = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""Text for XML: marks escaped, what XML forbids replaced.

    >>> xml_text('a < "b" \x00')
    'a &lt; &quot;b&quot; �'
    """
    return html.escape(_FORBIDDEN.sub("\ufffd", text))


def packed(files: Mapping[str, str]) -> bytes:
    """Files, name -> text, as one zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _MIDNIGHT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return buffer.getvalue()
