"""The names that English news texts use: rules for regions and settlements, beside our own tables."""

from __future__ import annotations

import difflib
import re
import sys
import unicodedata
from functools import cache
from typing import Any

import sources
from sources import Region

sys.path.insert(0, str(sources.HERE.parent))
from geo.fold import fold

LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff .'’ʼ`\-]+$")
OBLAST = {"RU": ("Administrative region",), "UA": ("Region",), "BY": ("Oblast",)}
"""Types of region that news texts call an oblast, by country."""
WORDS = {
    **{word: word for word in ("Governorate", "Province", "Region", "State", "County", "Prefecture", "District")},
    **{word: word for word in ("Department", "Canton", "Division", "Parish", "Municipality")},
    "Administrative region": "Oblast", "Voivodship": "Voivodeship", "Autonomous community": "", "Rayon": "District",
}  # fmt: skip
SUFFIX = {"UA": "Oblast", "BY": "Oblast", "KG": "Region", "KZ": "Region", "UZ": "Region", "AF": "Province", "IR": "Province",
          "IQ": "Governorate", "SY": "Governorate", "YE": "Governorate", "EG": "Governorate", "CN": "Province"}  # fmt: skip
TYPE_LOCAL = re.compile(
    r"\s+(sheng|zizhiqu|shi|oblysy|viloyati|welayaty|apskritis|megye|kraj|maakond|novads|aymag|okrug|vilayeti|"
    r"voblasts|voblasc|oblasty|oblast|oblast'|länsstyrelse|län|fylke|eparchia)$",
    re.IGNORECASE,
)
ARABIC = set(re.findall(r"\w+", "AE BH DZ EG IL IQ JO KW LB LY MA OM PS QA SA SD SY TN YE TD MR SO DJ"))
TRANSLITERATED = ARABIC | set(
    re.findall(
        r"\w+", "AF BD BG BT BY CN ET GE GR IN IR JP KG KH KP KR KZ LA LK MK MM MN NP PK RU TH TJ TW UA"
    )
)
"""Countries whose own script is not Latin: the marks of a transliteration are not used in English."""
OWN_ENGLISH = set(re.findall(r"\w+", "AU BR CA GB IE IN MX NG NZ PH US ZA"))
"""Countries whose regions the package names well, while the other names are nicknames."""
CYRILLIC = re.compile(r"^[\u0400-\u04ff' ’\-]+$")
RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
LETTER = dict(
    re.findall(
        r"(\w)=(\w*)",
        "а=a б=b в=v г=h ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts "
        "ч=ch ш=sh щ=shch ь= ю=iu я=ia",
    )
)
"""The official Latin letters of Ukrainian, 2010; at the start of a word those of `INITIAL`."""


def closeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def english_names(region: Region) -> list[str]:
    """English names that the packages know for a region."""
    record = sources.iso_regions().get(region.iso, {})
    local = (record.get("localOtherName") or "").split(", ")
    return [
        m.group(1).strip() for a in local if (m := re.match(r"(.+?) \(eng\)", a)) and LATIN.match(m.group(1))
    ]


def plain(name: str, iso2: str) -> str:
    """A name without the marks of a transliteration, where the country's own script is not Latin."""
    if iso2 not in TRANSLITERATED:
        return name
    text = unicodedata.normalize("NFKD", name.replace("\u00eb", "yo") if iso2 == "RU" else name)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[‘’ʼ`ʻʿʾ]|'(?![aeiouAEIOU])", "", text)


def region_name(region: Region, towns: dict[str, str]) -> str:
    """A first-level region's name in English, with its type where a town in it has the same name."""
    stem = TYPE_LOCAL.sub("", re.sub(r"^(.+), (Respublika|Republic)$", r"\1", region.name)).strip()
    english = [] if region.iso2 in OWN_ENGLISH else english_names(region)
    kind = SUFFIX.get(region.iso2) or WORDS.get(region.type, "")
    if region.iso2 in OBLAST and region.type in OBLAST[region.iso2] and english:
        return f"{max(english, key=lambda name: closeness(fold(name), fold(stem)))} {kind}"
    for name in (stem, *english):
        town = towns.get(fold(sources.untyped(name)))
        if town:
            return f"{town} {kind}".strip()
    close = [name for name in english if closeness(fold(name), fold(stem)) > 0.6]
    return plain(min(close, key=len) if close and fold(stem) not in map(fold, english) else stem, region.iso2)


def towns(region: Region) -> dict[str, str]:
    """English names of the greatest settlements of a region, by every key they are filed under."""
    cities = [sources.cities()[c] for c in region.cities if c in sources.cities()]
    found: dict[str, str] = {}
    for city in sorted(cities, key=lambda c: -c["population"])[:5]:
        others = (
            city["alternatenames"] if region.iso2 in TRANSLITERATED - {"CN", "IN", "JP", "KR", "AF"} else []
        )
        for name in (city["name"], *others):
            found.setdefault(fold(name), city_name(city)[0])
    return found


@cache
def _city_names() -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Our own English names of settlements, by country and the name that GeoNames has."""
    return {(row[0], fold(row[1])): (row[2], row[3].split(";")) for row in sources.rows("city_names.tsv")}


def city_name(city: dict[str, Any]) -> tuple[str, list[str]]:
    """A settlement's name in English and our other names for it."""
    iso2, name = city["countrycode"], city["name"]
    ours = _city_names().get((iso2, fold(name)))
    if ours:
        return ours
    if iso2 == "UA":
        forms = [ukrainian(a) for a in city["alternatenames"] if CYRILLIC.match(a) and not RUSSIAN.search(a)]
        best = max(forms, key=lambda form: closeness(fold(form), fold(name)), default="")
        if closeness(fold(best), fold(name)) > 0.75:
            return best, [name]
    return plain(name, iso2), [name]


def ukrainian(name: str) -> str:
    """A Ukrainian name in the official Latin letters of 2010."""
    text = re.sub(r"['’ʼ]", "", name.replace("Зг", "Zgh").replace("зг", "zgh"))
    words = []
    for word in re.split(r"([ \-])", text):
        letters = [
            INITIAL.get(c.lower(), LETTER.get(c.lower(), c)) if i == 0 else LETTER.get(c.lower(), c)
            for i, c in enumerate(word)
        ]
        latin = "".join(letters)
        words.append(latin[:1].upper() + latin[1:] if word[:1].isupper() else latin)
    return "".join(words)
