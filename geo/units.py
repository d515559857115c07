"""Stated lengths: "about 190 miles" to an interval in metres, and back, never finer than the source."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from geo.kinds import expect
from geo.model import Length, LengthError
from geo.numbers import NUMBER, number

if TYPE_CHECKING:
    from geo.model import Qualifier, Unit

METRES: Final[dict[Unit, float]] = {
    "m": 1.0,
    "km": 1000.0,
    "mi": 1609.344,
    "nmi": 1852.0,
    "ft": 0.3048,
    "yd": 0.9144,
}
"""Metres in one of each unit, exactly."""

_UNITS: Final[tuple[tuple[Unit, str], ...]] = (
    ("nmi", r"nautical[ -]miles?|nmi|NM"),
    ("km", r"kilomet(?:er|re)s?|kms?"),
    ("mi", r"(?:statute )?miles?|mi"),
    ("yd", r"yards?|yds?"),
    ("ft", r"feet|foot|ft"),
    ("m", r"met(?:er|re)s?|m"),
)
_QUALIFIERS: Final[tuple[tuple[Qualifier, str], ...]] = (
    ("no_more_than", r"(?:no|not) (?:more|farther|further) than|at most|limited to|under|less than"),
    ("up_to", r"up to|as far as|as much as|(?:a )?maximum(?: range)?(?: of)?"),
    ("at_least", r"at least|(?:no|not) less than|a minimum of"),
    ("more_than", r"more than|over|beyond|exceeding|upwards of|in excess of|greater than|>"),
    ("nearly", r"nearly|almost|just under|close to"),
    ("about", r"about|around|roughly|some|approximately|approx\.?|circa|ca?\.|~|≈"),
)
_WORDS: Final[dict[Qualifier, str]] = {
    "exact": "",
    "about": "about ",
    "nearly": "nearly ",
    "up_to": "up to ",
    "more_than": "more than ",
    "at_least": "at least ",
    "no_more_than": "no more than ",
    "between": "",
}
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS)
_HEDGE = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _QUALIFIERS)
_LENGTH = re.compile(
    rf"\s*(?:(?:{_HEDGE})\s*)?(?:between\s+)?(?P<low>{NUMBER})"
    rf"(?:\s*(?:[-–—]|to|and)\s*(?P<high>{NUMBER}))?[\s\u00a0\u202f-]*(?:{_UNIT})\b\.?(?:\s*\(.*\))?\s*",
    re.IGNORECASE,
)


def half_width(value: float) -> float:
    """Half the place of the last non-zero digit, never coarser than the second significant digit.

    >>> half_width(155), half_width(190), half_width(2000), half_width(2.5)
    (0.5, 5.0, 50.0, 0.05)
    """
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    if "." in text:
        return 0.5 * 10.0 ** -len(text.partition(".")[2])
    trailing = len(text) - len(text.rstrip("0"))
    return 0.5 * 10.0 ** min(trailing, max(0, len(text) - 2))


def make_length(
    low: float,
    high: float,
    unit: Unit,
    qualifier: Qualifier = "exact",
    *,
    attributed: bool = False,
    quote: str = "",
) -> Length:
    """The interval, in metres, that a stated figure and its qualifier allow.

    Parameters
    ----------
    low, high : float
        The figure as stated, in `unit`; equal for a single value.
    unit : str
        One of `METRES`.
    qualifier : str
        How the text hedges the figure.
    attributed : bool
        Whether the text marks it as claimed or reported.
    quote : str
        The words it was read from.

    Raises
    ------
    LengthError
        If a figure is not a positive number or the ends are out of order.
    """
    if not (0 < low <= high < math.inf):
        raise LengthError(
            f"Invalid length '{_span(low, high)} {unit}'. Must be positive, the smaller end first."
        )
    if low != high:
        qualifier = "between"
    least, most = low - half_width(low), high + half_width(high)
    loose_low, loose_high = max(2 * half_width(low), 0.05 * low), max(2 * half_width(high), 0.05 * high)
    bounds = {
        "exact": (least, most),
        "between": (least, most),
        "about": (low - loose_low, high + loose_high),
        "nearly": (low - loose_low, high),
        "up_to": (least, most),
        "more_than": (low, math.inf),
        "at_least": (least, math.inf),
        "no_more_than": (0.0, high),
    }[qualifier]
    metres = METRES[unit]
    return Length(
        low=max(bounds[0], 0.0) * metres,
        best=(low + high) / 2 * metres,
        high=bounds[1] * metres,
        stated_low=low,
        stated_high=high,
        unit=unit,
        qualifier=qualifier,
        attributed=attributed,
        quote=quote,
    )


def parse_length(text: str) -> Length:
    """A stated length, read from one phrase.

    Parameters
    ----------
    text : str
        A number with a unit and, if need be, a qualifier: "about 190 miles", "40-60 km".

    Returns
    -------
    Length
        The interval that the wording allows, in metres.

    Raises
    ------
    LengthError
        If the phrase is no length.

    Examples
    --------
    >>> parse_length("about 190 miles").unit
    'mi'
    >>> round(parse_length("40-60 km").high)
    60500
    """
    match = _LENGTH.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise LengthError(
            f"Invalid length {text!r}. Must be a number and a unit (m, km, mi, nmi), "
            "as in '190 miles', 'about 300 km' or '40-60 km'."
        )
    found = match.groupdict()
    low = number(found["low"])
    high = number(found["high"]) if found["high"] else low
    if low is None or high is None:
        raise LengthError(
            f"Invalid length '{text}'. Its number cannot be read; write it in digits, as in '190 miles'."
        )
    unit = next(name for name, _ in _UNITS if found[name])
    qualifier: Qualifier = next((name for name, _ in _QUALIFIERS if found[name]), "exact")
    return make_length(low, high, unit, qualifier, quote=text)


def to_metres(radius: float | str | Length) -> float:
    """A radius in metres, from metres, a text such as "190 mi" or a Length (its best figure).

    Raises
    ------
    LengthError
        If it is not a positive, finite length.

    Examples
    --------
    >>> to_metres("10 km")
    10000.0
    """
    if isinstance(radius, str):
        return parse_length(radius).best
    try:
        metres = radius.best if isinstance(radius, Length) else float(radius)
    except (TypeError, ValueError):
        metres = math.nan
    if isinstance(radius, bool) or not 0 < metres < math.inf:
        raise LengthError(
            f"Invalid radius {radius}. Must be a positive number of metres or a text such as '190 mi'."
        )
    return metres


def format_length(length: Length, *, both: bool = True) -> str:
    """The length in words, as stated, with the other unit behind it, no finer than the source.

    Parameters
    ----------
    length : Length
        What was stated.
    both : bool
        Whether to add the converted figure in brackets: kilometres for miles, miles for kilometres.

    Examples
    --------
    >>> format_length(parse_length("about 190 miles"))
    'about 190 mi (about 310 km)'
    >>> format_length(parse_length("up to 500 km"))
    'up to 500 km (up to 310 mi)'
    """
    hedge = _WORDS[expect(length, Length, "length").qualifier]
    stated = f"{hedge}{_span(length.stated_low, length.stated_high)} {length.unit}"
    if not both:
        return stated
    other: Unit = "mi" if length.unit == "km" else "km"
    factor = METRES[length.unit] / METRES[other]
    place = 10.0 ** round(math.log10(_looseness(length) * factor))
    low, high = (_round(value * factor, place) for value in (length.stated_low, length.stated_high))
    return f"{stated} ({hedge}{_span(low, high)} {other})"


def format_metres(metres: float, unit: Unit = "km") -> str:
    """A computed distance in one unit: whole above 100, one decimal above 10, two below."""
    value = metres / METRES[unit]
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def format_both(metres: float) -> str:
    """A computed distance in kilometres and miles.

    >>> format_both(305775)
    '306 km (190 mi)'
    """
    return f"{format_metres(metres)} ({format_metres(metres, 'mi')})"


def _looseness(length: Length) -> float:
    width = 2 * half_width(length.stated_low)
    return max(width, 0.05 * length.stated_low) if length.qualifier in ("about", "nearly") else width


def _round(value: float, place: float) -> float:
    return round(value / place) * place if round(value / place) else value


def _span(low: float, high: float) -> str:
    return _plain(low) if low == high else f"{_plain(low)}–{_plain(high)}"


def _plain(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".")
