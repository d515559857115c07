"""Days as data files write them: ISO, '17 November 2024', '17-Nov-24', '17/11/2024'; the order found from the whole column."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Order = Literal["day first", "month first", "unclear", "mixed"]

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_PARTS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?")
_NAMED: Final = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]+(\d{2}|\d{4})")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def order_of(cells: Iterable[Any]) -> Order:
    """Whether dates such as 17/11/2024 give the day or the month first; unclear if no date decides, mixed if some do either.

    >>> order_of(["03/04/2024", "17/04/2024"]), order_of(["11/17/2024"]), order_of(["03/04/2024"])
    ('day first', 'month first', 'unclear')
    >>> order_of(["03/04/2024", "17/04/2024", "11/17/2024"]), order_of(["2024-11-17"])
    ('mixed', 'day first')
    """
    pairs = [(int(m[1]), int(m[2])) for cell in cells if (m := _PARTS.fullmatch(str(cell).strip()))]
    day, month = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day or month:
        return "mixed" if day and month else "day first" if day else "month first"
    return "unclear" if any(first != second for first, second in pairs) else "day first"


def parse_day(cell: Any, order: Order = "day first") -> dt.date | None:
    """The day of a cell; None where it is none. An unclear order is taken as day first, a mixed one leaves no doubtful day.

    >>> parse_day("2024-11-17 00:00:00.000"), parse_day("17 November 2024")
    (datetime.date(2024, 11, 17), datetime.date(2024, 11, 17))
    >>> parse_day("11/17/2024", "month first"), parse_day("30-Feb-24")
    (datetime.date(2024, 11, 17), None)
    >>> parse_day("11/17/2024", "mixed"), parse_day("17/11/2024", "mixed"), parse_day("03/04/2024", "mixed")
    (datetime.date(2024, 11, 17), datetime.date(2024, 11, 17), None)
    """
    if isinstance(cell, dt.datetime):
        return None if cell != cell else cell.date()  # noqa: PLR0124 - NaT alone differs from itself
    if isinstance(cell, dt.date):
        return cell
    found = _numbers(str(cell).strip(), order)
    try:
        return dt.date(*found) if found else None
    except ValueError:
        return None


def _numbers(text: str, order: Order) -> tuple[int, int, int] | None:
    """Year, month and day as a text gives them, whether or not there is such a day."""
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _PARTS.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        if order == "mixed" and first != second and max(first, second) <= 12:
            return None
        month_first = order == "month first" or (order == "mixed" and second > 12)
        return (year, first, second) if month_first else (year, second, first)
    if match := _NAMED.fullmatch(text):
        month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(match[2].lower())), 0)
        year = int(match[3])
        return year + (0 if year > 99 else 2000 if year < 70 else 1900), month, int(match[1])
    return None
