"""What the whole document says of a name: said surely elsewhere, listed with places, near them, or a person's name."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.text.cues import cues
from geo.text.resolve import Company, resolve
from geo.text.tokens import LIST_GAP

if TYPE_CHECKING:
    from geo.names import Entry
    from geo.text.toponyms import Findings, Toponym

SURE: Final = 0.5
"""A score that makes a name a witness for others."""
_PLURAL: Final = re.compile(
    r"\s+(?:region|oblast|province|state|governorate|district|county|countie|prefecture|raion)s\b"
)
_PULL: Final = 0.15
"""How much of a pull counts as near."""


def weigh(text: str, found: Findings) -> None:
    """Add the signs of the whole document to every candidate, and add everything up."""
    toponyms = found.toponyms
    _link(text, toponyms)
    _spread(text, toponyms)
    parts = {t.key for t in toponyms if "capital_left" in t.signs and "first_name" not in t.signs}
    for toponym in toponyms:
        if toponym.key in found.weapons and "article" in toponym.signs:
            toponym.owner = "weapon"
        toponym.signs.extend(_name_signs(toponym, found, parts))
        toponym.score = _sum(toponym.signs) + cues().weights.get("base", 0.0)
    sure = [t.score > SURE and not t.owner for t in toponyms]
    strong = {t.key for t, is_sure in zip(toponyms, sure, strict=True) if is_sure}
    company, own = _company([t for t, is_sure in zip(toponyms, sure, strict=True) if is_sure], found)
    pulls: dict[str, list[str]] = {}
    for number, toponym in enumerate(toponyms):
        extra = []
        if toponym.key in strong and not sure[number]:
            extra.append("known")
        if _is_listed(text, toponyms, sure, number):
            extra.append("listed")
        if toponym.entries:
            if toponym.key not in pulls:
                pulls[toponym.key] = _pull(toponym, company, own.get(toponym.key))
            extra.extend(pulls[toponym.key])
        toponym.signs.extend(extra)
        toponym.score += _sum(extra)


def _link(text: str, toponyms: list[Toponym]) -> None:
    """Tell names of one list about each other: "Rosario, Mendoza and Salta"."""
    for first, last in pairwise(toponyms):
        if (
            last.start - first.end < 8
            and not first.inside
            and LIST_GAP.fullmatch(text, first.end, last.start)
        ):
            first.beside.append(last.key)
            last.beside.append(first.key)


def _spread(text: str, toponyms: list[Toponym]) -> None:
    """Let a plural hold for the whole list: "Kherson and Zaporizhzhia regions", "the provinces of Khost and Kunar"."""
    for before, toponym in pairwise(toponyms):
        if before.generic == "regions" and not toponym.generic and before.key in toponym.beside:
            toponym.generic = "regions"
    for number in range(len(toponyms) - 1, 0, -1):
        toponym, before = toponyms[number], toponyms[number - 1]
        if toponym.generic == "region" and (before.entries and not before.generic):
            in_list = toponym.start - before.end < 8 and LIST_GAP.fullmatch(text[before.end : toponym.start])
            following = toponyms[number + 1 : number + 2]
            spread = following and following[0].generic == "region" and following[0].start - toponym.end < 8
            if in_list and (_PLURAL.match(text, toponym.end) or spread):
                before.generic = "region"


def _sum(signs: list[str]) -> float:
    weights = cues().weights
    return sum(weights.get(sign, 0.0) for sign in signs)


def _name_signs(toponym: Toponym, found: Findings, parts: set[str]) -> list[str]:
    signs = []
    if toponym.owner != "person" and toponym.key in found.surnames:
        signs.append("surname_here")
    if toponym.key in found.lower and "short" not in toponym.signs and len(toponym.key) > 3:
        signs.append("lower_here")
    if toponym.key in parts and "capital_left" not in toponym.signs:
        signs.append("name_part_here")
    return signs


def _company(sure: list[Toponym], found: Findings) -> tuple[Company, dict[str, Entry]]:
    """The places that are surely named, each name once, and what each name was taken for."""
    company, own = Company(found.nations), {}
    for (key, _, _), choice in resolve(sure, found.nations).items():
        if key not in own:
            company.add(key, choice.entry, 1.0)
            own[key] = choice.entry
    return company, own


def _is_listed(text: str, toponyms: list[Toponym], sure: list[bool], number: int) -> bool:
    """Whether it stands in a list with a sure name."""
    toponym = toponyms[number]
    for other in (number - 1, number + 1):
        if 0 <= other < len(toponyms) and sure[other]:
            first, last = sorted((toponyms[other], toponym), key=lambda t: t.start)
            if last.start - first.end < 8 and LIST_GAP.fullmatch(text[first.end : last.start]):
                return True
    return False


def _pull(toponym: Toponym, company: Company, own: Entry | None) -> list[str]:
    """Whether some place of that name is near what else the text names, or in the same region or country."""
    near = region = country = False
    for entry in toponym.entries:
        if entry.rank < 2 and entry.detail != "country":
            national, regional = company.without(own, 1, entry)
            country = country or national > 0
            region = region or regional > 0
            near = near or company.near(toponym.key, entry) > _PULL
    signs = [
        sign for sign, holds in (("near", near), ("same_region", region), ("same_country", country)) if holds
    ]
    return signs or (["far"] if company.countries else [])
