"""Days as data files write them: ISO, '17 November 2024', '17-Nov-24', '17/11/2024'; the order found from the whole column."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Order = Literal["day first", "month first", "unclear"]

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_PARTS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?")
_NAMED: Final = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]+(\d{2}|\d{4})")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def order_of(cells: Iterable[Any]) -> Order:
    """Whether dates such as 17/11/2024 give the day or the month first; unclear if no date decides.

    >>> order_of(["03/04/2024", "17/04/2024"]), order_of(["11/17/2024"]), order_of(["03/04/2024"])
    ('day first', 'month first', 'unclear')
    """
    pairs = [(int(m[1]), int(m[2])) for cell in cells if (m := _PARTS.fullmatch(str(cell).strip()))]
    if any(first > 12 for first, _ in pairs):
        return "day first"
    return "month first" if any(second > 12 for _, second in pairs) else "unclear"


def parse_day(cell: Any, order: Order = "day first") -> dt.date | None:
    """The day of a cell; None where it is none. An unclear order is taken as day first.

    >>> parse_day("2024-11-17 00:00:00.000"), parse_day("17 November 2024")
    (datetime.date(2024, 11, 17), datetime.date(2024, 11, 17))
    >>> parse_day("11/17/2024", "month first"), parse_day("30-Feb-24")
    (datetime.date(2024, 11, 17), None)
    """
    if isinstance(cell, dt.datetime):
        return None if cell != cell else cell.date()  # noqa: PLR0124 - NaT alone differs from itself
    if isinstance(cell, dt.date):
        return cell
    text = str(cell).strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _PARTS.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        month, day = (first, second) if order == "month first" else (second, first)
    elif match := _NAMED.fullmatch(text):
        names = [name for name in _MONTHS if name.startswith(match[2].lower())]
        if not names:
            return None
        year, month, day = int(match[3]), _MONTHS.index(names[0]) + 1, int(match[1])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
