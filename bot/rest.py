"""When a chat is left in peace: its own settings, and the public holidays of where it lives.

The library of holidays is loaded when a first chat asks for them; a bot that starts need not know them yet.
"""

from collections.abc import Container
from datetime import date
from functools import lru_cache

from babel.core import get_global

from bot.store.chat_rows import Group
from core.timetable import Rest


def rest_of(group: Group) -> Rest:
    """Return when a chat is left in peace."""
    settings = group.rest
    holidays = frozenset[date]() if settings.holidays else public_holidays(group.time_zone)
    return Rest(quiet_from=settings.quiet_from, quiet_to=settings.quiet_to, sundays=settings.sundays, holidays=holidays)


@lru_cache(maxsize=64)
def public_holidays(time_zone: str) -> Container[date]:
    """Return the public holidays of the country that a zone lies in; none where nobody knows the country."""
    from holidays import country_holidays  # noqa: PLC0415 see above

    try:
        return country_holidays(get_global("zone_territories").get(time_zone, ""))
    except NotImplementedError:  # of this country the library knows nothing
        return frozenset()


def next_holiday(time_zone: str, today: date) -> date | None:
    """Return the first public holiday from today on, None where none is known."""
    known = public_holidays(time_zone)
    days = (date.fromordinal(number) for number in range(today.toordinal(), today.toordinal() + 366))
    return next((day for day in days if day in known), None)
