"""When something happens: in the time of the neighbourhood, at hours when people want to hear of it.

Moments are UTC; days and times of day are those of the zone the chat lives in. Where clocks go forward, a time that
does not exist becomes the moment just as far behind the change; where they go back, the first of the two counts.
"""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SUNDAY = 6


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How something comes back (nl: ritme).

    Attributes:
        weeks: From 1 on, once in so many weeks.
        weekday: 0 Monday to 6 Sunday.
        at: Time of day.
        since: A day of the first week.
    """

    weeks: int
    weekday: int
    at: time
    since: date


@dataclass(frozen=True, kw_only=True)
class Rest:
    """When a chat is left in peace (nl: rust).

    Attributes:
        quiet_from, quiet_to: Times of day between which nothing is begun; equal: no quiet hours.
        sundays: Whether Sundays are days like others.
        holidays: Days on which nothing is begun.
    """

    quiet_from: time = time(21)
    quiet_to: time = time(8)
    sundays: bool = False
    holidays: Container[date] = field(default_factory=frozenset[date])


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment in UTC at which it is `at` on `day`."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def occurrence_after(rhythm: Rhythm, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment of a rhythm later than `after`."""
    first = rhythm.since + timedelta(days=(rhythm.weekday - rhythm.since.weekday()) % 7)
    step = timedelta(weeks=rhythm.weeks)
    passed = (after.astimezone(zone).date() - first) // step
    day = first + step * max(0, passed)
    while moment(day, rhythm.at, zone) <= after:
        day += step
    return moment(day, rhythm.at, zone)


def good_moment(wanted: datetime, zone: ZoneInfo, rest: Rest) -> datetime:
    """Return the first moment from `wanted` on at which the chat may be spoken to."""
    local = wanted.astimezone(zone)
    while True:
        if (not rest.sundays and local.weekday() == SUNDAY) or local.date() in rest.holidays:
            local = _later(local, local.date() + timedelta(days=1), time(0))
        elif _is_quiet(local.time(), rest):
            local = _later(local, local.date() + timedelta(days=local.time() >= rest.quiet_to), rest.quiet_to)
        else:
            return local.astimezone(UTC)


def _later(than: datetime, day: date, at: time) -> datetime:
    """Return when it is `at` on a day; where that comes twice, the first of them later than a moment."""
    first, second = (datetime.combine(day, at.replace(fold=fold), than.tzinfo).astimezone(UTC) for fold in (0, 1))
    return (first if first > than.astimezone(UTC) else second).astimezone(than.tzinfo)


def _is_quiet(at: time, rest: Rest) -> bool:
    if rest.quiet_from <= rest.quiet_to:
        return rest.quiet_from <= at < rest.quiet_to
    return at >= rest.quiet_from or at < rest.quiet_to
