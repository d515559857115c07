"""The words of lengths in English, French, German, Spanish, Russian and Ukrainian: units and qualifiers, as patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.model import Qualifier, Unit

UNITS: Final[tuple[tuple[Unit, tuple[str, ...]], ...]] = (
    (
        "nmi",
        (
            r"(?i:nautical[\s-]miles?|nmi|seemeilen?|milles? (?:marins?|nautiques?)|millas? (?:n[aá]uticas?|marinas?))",
            r"(?i:морськ\w+ мил\w+|морск\w+ мил\w+)|NM|(?<=\d)nm|(?<=\d\s)nm",
        ),
    ),
    (
        "km",
        (
            r"(?i:kilomet(?:er|re)s?|kms?|kilometern|kilom[èe]tres?|kil[óo]metros?|км|кілометр\w*|километр\w*)",
        ),
    ),
    ("mi", (r"(?i:(?:statute )?miles?|meilen?|milles|millas?|мил[ьяіи]\w*)|mi(?!-)",)),
    ("yd", (r"(?i:yards?|yds?)",)),
    ("ft", (r"(?i:feet|foot|ft)",)),
    ("m", (r"(?i:met(?:er|re)s?|metern|m[èe]tres|metros|метр\w*)|m|м",)),
)
"""Each unit as it is written; the longer names before the shorter ones that begin them."""

PREFIXES: Final[tuple[tuple[Qualifier, tuple[str, ...]], ...]] = (
    (
        "nearly",
        (
            r"nearly|almost|just (?:under|below|short of|shy of)|(?:a little|slightly) (?:under|below|less than)",
            r"close to|approaching|not quite",
            r"fast|knapp|presque|près de|casi|майже|почти",
        ),
    ),
    (
        "no_more_than",
        (
            r"(?:no|not|never) (?:more|farther|further|longer|greater) than|at most|at best|not exceed(?:ing)?|(?:cap|limit) of|≤|<",
            r"(?:limited|restricted|confined|held|capped) (?:to|at)|under|below|short of",
            r"(?<!no )(?<!not )(?:less|fewer|shorter|smaller) than",
            r"höchstens|nicht mehr als|weniger als|unter|au plus|moins de|pas plus de|como máximo|no más de|menos de",
            r"не більше|не більш як|менше|не более|менее|не далее",
        ),
    ),
    (
        "up_to",
        (
            r"(?:top|max)(?:s|es|ped|ed)? out at|up to|within|as (?:far|much|long|great|distant|many)(?: away| out)? as|out to",
            r"max(?:imum|imal|\.)?(?: of| distance(?: of)?)?",
            r"bis zu|maximal|jusqu['’]à|jusqu['’]|maximum de|hasta|до|максимум",
        ),
    ),
    (
        "at_least",
        (
            r"at (?:the )?(?:very )?least|(?:no|not) (?:less|fewer|shorter) than|a minimum of|minimum of|≥",
            r"mindestens|wenigstens|au moins|al menos|por lo menos|щонайменше|не менше|не менее|как минимум",
        ),
    ),
    (
        "more_than",
        (
            r"more than|over|beyond|exceed(?:s|ed|ing)?|upwards? of|in excess of|north of|tops?|topping|topped|above|past|>",
            r"(?:greater|longer|better|further|farther|higher) than|surpass(?:es|ed|ing)?",
            r"mehr als|über|plus de|supérieure? à|dépass\w+|más de|superior a|supera\w*",
            r"понад|більше(?: ніж)?|свыше|более|превыша\w+|перевищу\w+",
        ),
    ),
    (
        "about",
        (
            r"about|around|roughly|approximately|approx\.?|some|circa|ca?\.|~|≈|in the region of|on the order of|something like",
            r"etwa|ungefähr|rund|circa|environ|quelque|autour de|unos|unas|alrededor de|cerca de|aproximadamente",
            r"близько|приблизно|около|примерно|порядка",
        ),
    ),
)
"""Words before a figure that hedge it; where two could match, the one named first."""

SUFFIXES: Final[tuple[tuple[Qualifier, tuple[str, ...]], ...]] = (
    (
        "at_least",
        (
            r"(?:or|and) (?:more|greater|longer|further|farther|above|beyond|over|up)\b|at least\b|plus\b",
            r"oder mehr\b|ou plus\b|o más\b|и более\b|і більше\b",
        ),
    ),
    (
        "no_more_than",
        (
            r"or (?:less|fewer|under|below|shorter)\b|at (?:the )?most\b|at best\b",
            r"oder weniger\b|ou moins\b|o menos\b",
        ),
    ),
    ("about", (r"or so\b|or thereabouts\b|give or take\b",)),
    ("up_to", (r"(?:at )?max(?:imum)?\b(?! \w+ range| range)",)),
)
"""Words behind a figure that hedge it."""

AND: Final = frozenset({"and", "und", "et", "y", "и", "і", "та", "й"})
"""Words that join the ends of an interval after 'between', and two figures elsewhere."""


def joined(rows: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """A table of patterns as one alternation, each under its name.

    >>> joined((("up_to", ("up to", "hasta")),))
    '(?P<up_to>up to|hasta)'
    """
    return "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in rows)
