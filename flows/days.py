"""Days as people type them."""

import re
from datetime import date, timedelta

from flows.refusal import Refused

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$")


def day_from(text: str, today: date) -> date:
    """Read 15/12, 15/12/2026 or 2026-12-15; without a year the next such day counts.

    Raises:
        Refused: `bad_date` when it is no day, `past_date` when it lies behind us.
    """
    day = _read(text.strip(), today)
    if day is None:
        raise Refused("bad_date")
    if day < today:
        raise Refused("past_date")
    return day


def _read(text: str, today: date) -> date | None:
    if found := _ISO.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.match(text):
        if found[3]:
            return _day(_year(found[3]), int(found[2]), int(found[1]))
        return _next(int(found[2]), int(found[1]), today)
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)  # noqa: PLR2004 15/12/26 is how people write this century


def _next(month: int, day: int, today: date) -> date | None:
    """Return the first such day from today on; 29 February may be eight years away."""
    days = (_day(year, month, day) for year in range(today.year, today.year + 9))
    return next((found for found in days if found is not None and found >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_after(today: date, days: int) -> date:
    """Return the day that many days from now."""
    return today + timedelta(days=days)
