"""Days as texts write them: 2024-11-17, Nov. 17, 17 November 2024, on Sunday."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)",
        rf"\b{_MONTH}[ \u00a0](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:,?[ \u00a0](?P<year>\d{{4}})\b)?",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ \u00a0]{_MONTH}(?:,?[ \u00a0](?P<year>\d{{4}})\b)?",
        rf"\bon (?P<weekday>{'|'.join(_DAYS)})\b",
    )
)


def find_date(text: str, *, near: date | None = None) -> date | None:
    """The first day that a text names.

    Parameters
    ----------
    text : str
        A sentence or a whole text.
    near : datetime.date, optional
        The day of publication; it completes a day without a year and a weekday.

    Returns
    -------
    datetime.date or None
        None where no day is named, or one cannot be completed.

    Examples
    --------
    >>> find_date("The report of 17 November 2024 said so.")
    datetime.date(2024, 11, 17)
    >>> find_date("It said so on Nov. 17.", near=date(2024, 11, 20))
    datetime.date(2024, 11, 17)
    """
    hits = (match for form in _FORMS if (match := form.search(text)))
    for match in sorted(hits, key=lambda hit: hit.start()):
        day = _day(match, near)
        if day is not None:
            return day
    return None


def _day(match: re.Match[str], near: date | None) -> date | None:
    found = match.groupdict()
    if found.get("weekday"):
        if near is None:
            return None
        return near - timedelta(days=(near.weekday() - _DAYS.index(found["weekday"].lower())) % 7)
    month = int(found["number"]) if found.get("number") else _MONTHS.index(found["month"][:3].lower()) + 1
    if found.get("year"):
        return _date(int(found["year"]), month, int(found["day"]))
    if near is None:
        return None
    day = _date(near.year, month, int(found["day"]))
    if day is not None and day > near + timedelta(days=60):
        return _date(near.year - 1, month, int(found["day"]))
    return day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
