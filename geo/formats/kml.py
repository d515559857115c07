"""KML and KMZ: styled, in one folder a claim, and safe: text is shown as it was written."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.formats.archive import packed, xml_text
from geo.formats.features import CAVEAT, feature, features

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.model import Reach

_COLOURS: Final = ("0072b2", "d55e00", "009e73", "cc79a7", "e69f00", "56b4e9", "8c6d1f", "5d3a9b")
"""Told apart by colour-blind readers; from Okabe and Ito."""
_BOUNDS: Final = {"high": ("most that the wording allows", 1.5, 0x14), "best": ("stated range", 3.0, 0x26),
                  "low": ("least that the wording allows", 1.5, 0x26)}  # fmt: skip
"""Bound -> words, line width, opacity of the fill."""


def kml(reach: Reach) -> str:
    """The reach as a KML document for Google Earth and others.

    A balloon shows its text as HTML, so that text out of a document is escaped twice, once for each reader. KML has no
    dashes: the bounds differ by the width of their lines.
    """
    systems = list(dict.fromkeys(band.claim.name for band in reach.bands))
    colours = {name: _COLOURS[number % len(_COLOURS)] for number, name in enumerate(systems)}
    folders: dict[str, list[str]] = {}
    for shape, about in features(reach):
        folder = (
            f"{about['system']}: {about['stated']}" if about["layer"] == "reach" else _FOLDERS[about["layer"]]
        )
        folders.setdefault(folder, []).append(_placemark(shape, about, colours))
    title = reach.scenario.title or "Stated ranges"
    body = "".join(
        f"<Folder><name>{xml_text(name)}</name>{''.join(marks)}</Folder>\n" for name, marks in folders.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
        f"<Document><name>{xml_text(title)}</name><description>{_balloon([CAVEAT, *reach.missing])}</description>\n"
        f"{''.join(_styles(colours))}{body}</Document>\n</kml>\n"
    )


def kmz(reach: Reach) -> bytes:
    """The same, packed; the same reach gives the same bytes."""
    return packed({"doc.kml": kml(reach)})


_FOLDERS: Final = {"launch": "Launches", "zone": "Zones"}
_RENAMED: Final = {"start": "span_start", "end": "span_end"}
"""Readers of KML take a field named 'end' for a time."""


def _styles(colours: dict[str, str]) -> list[str]:
    """One style for each system and bound; KML writes colours as opacity, blue, green, red."""
    rows = []
    for number, colour in enumerate(colours.values()):
        reverse = colour[4:] + colour[2:4] + colour[:2]
        rows += [
            f'<Style id="s{number}-{bound}"><LineStyle><color>ff{reverse}</color><width>{width}</width></LineStyle>'
            f"<PolyStyle><color>{fill:02x}{reverse}</color></PolyStyle></Style>\n"
            for bound, (_, width, fill) in _BOUNDS.items()
        ]
    rows.append(
        '<Style id="zone"><LineStyle><color>ff404040</color><width>2</width></LineStyle>'
        "<PolyStyle><color>1a404040</color></PolyStyle></Style>\n"
        '<Style id="launch"><LineStyle><color>ff000000</color><width>2</width></LineStyle>'
        "<PolyStyle><color>1a000000</color></PolyStyle><LabelStyle><scale>0.9</scale></LabelStyle></Style>\n"
    )
    return rows


def _placemark(shape: BaseGeometry, about: dict[str, Any], colours: dict[str, str]) -> str:
    style = about["layer"]
    name = about["name"]
    lines = [about.get("note") or "", about["caveat"]]
    if about["layer"] == "reach":
        style = f"s{list(colours).index(about['system'])}-{about['bound']}"
        name = f"{about['system']}, {_BOUNDS[about['bound']][0]}"
        lines = [
            f"{about['stated']} around {about['launch']} ({about['launch_kind']})",
            f"“{about['quote']}”", about["sentence"], about["source"], *lines,
        ]  # fmt: skip
    elif about["layer"] == "launch":
        name = f"{name} ({about['launch_kind']})"
    data = "".join(
        f'<Data name="{_RENAMED.get(key, key)}"><value>{xml_text(str(value))}</value></Data>'
        for key, value in about.items()
        if value is not None
    )
    return (
        f"<Placemark><name>{xml_text(name)}</name><description>{_balloon(lines)}</description>"
        f"<styleUrl>#{style}</styleUrl><ExtendedData>{data}</ExtendedData>{_geometry(shape)}</Placemark>\n"
    )


def _geometry(shape: BaseGeometry) -> str:
    tidy = shapely.geometry.shape(feature(shape, {})["geometry"])
    parts = [_part(part) for part in shapely.get_parts(tidy)]
    return parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def _part(part: BaseGeometry) -> str:
    if part.geom_type == "Point":
        return f"<Point><coordinates>{_coordinates(part)}</coordinates></Point>"
    outer, *holes = (
        f"<LinearRing><coordinates>{_coordinates(ring)}</coordinates></LinearRing>"
        for ring in shapely.get_rings(part)
    )
    inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><tessellate>1</tessellate><outerBoundaryIs>{outer}</outerBoundaryIs>{inner}</Polygon>"


def _coordinates(shape: BaseGeometry) -> str:
    return " ".join(f"{lon:.7f},{lat:.7f}" for lon, lat in shapely.get_coordinates(shape))


def _balloon(lines: list[str]) -> str:
    """Lines for a balloon: HTML whose text is escaped, escaped once more for XML."""
    return xml_text("<br>".join(html.escape(line) for line in lines if line))
