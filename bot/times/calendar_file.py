"""A calendar file of what comes back in a chat: every date in the time of the chat, with the rules of its zone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.cards import Words
from bot.store.schedule_rows import Due
from bot.stored import rhythm_from

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TAKES = timedelta(minutes=15)  # a short note in people's calendars, not a meeting
_RULES_BEFORE, _RULES_AFTER = (
    timedelta(days=366),
    timedelta(days=5 * 366),
)  # days on which clocks change, for old programs


def calendar_file(words: Words, plans: Sequence[Due], zone: ZoneInfo, now: datetime) -> bytes:
    """Return an iCalendar file of the plans that come back."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Buurtvonk//{words.bot_username}//")
    calendar.add("version", "2.0")
    for due in plans:
        if due.plan.rhythm is not None and words.has(f"time.plan.{due.plan.kind}"):
            calendar.add_component(_event(words, due, zone, now))
    calendar.add_missing_timezones(now.date() - _RULES_BEFORE, now.date() + _RULES_AFTER)
    return bytes(calendar.to_ical())


def _event(words: Words, due: Due, zone: ZoneInfo, now: datetime) -> Event:
    """Return an event that takes the place of the one in an earlier file."""
    rhythm = rhythm_from(due.plan.rhythm or "")
    event = Event()
    event.add("uid", f"plan{due.id}.{words.group}@{words.bot_username}")
    event.add("dtstamp", now)
    event.add("sequence", due.occurrence)
    event.add("summary", f"Buurtvonk: {words.plain(f'time.plan.{due.plan.kind}')}")
    event.add("dtstart", due.meant.astimezone(zone))
    event.add("duration", _TAKES)
    event.add("transp", "TRANSPARENT")
    event.add("rrule", {"freq": "weekly", "interval": rhythm.weeks, "byday": _DAYS[rhythm.weekday]})
    return event
