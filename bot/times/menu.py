"""What `/tijd` shows: when the bot keeps quiet here, what is planned and when, and what can be changed."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.cards import Words
from bot.cards.fit import first_lines
from bot.keyboards import Rows, in_rows
from bot.outgoing import Button, Drawn
from bot.rest import next_holiday, rest_of
from bot.store.chat_rows import Group
from bot.store.schedule_rows import Due
from bot.stored import rhythm_from
from bot.texts import clip
from bot.times.zones import OFFERED, city_of, zones_near
from core.timetable import good_moment

QUIET = ((21, 8), (20, 9), (22, 7), (0, 0))
"""Quiet hours that can be chosen: what is usual, more of them, less of them, none."""

ROOM = 2500
"""Characters for what is planned; the settings take the rest."""

LABEL = 20

Pair = tuple[int, int]


def time_menu(words: Words, group: Group, plans: Sequence[Due], now: datetime) -> Drawn:
    """Show the settings of a chat and its plans."""
    settings = "\n".join(_settings(words, group, now))
    return Drawn("\n\n".join((settings, _planned(words, group, plans))), _changes(words, group, plans))


def _settings(words: Words, group: Group, now: datetime) -> tuple[str, ...]:
    here, rest = now.astimezone(ZoneInfo(group.time_zone)), group.rest
    holiday = None if rest.holidays else next_holiday(group.time_zone, here.date())
    return (
        words.html("time.title"),
        words.html("time.zone", city=city(words, group.time_zone), name=group.time_zone, at=_hour(here.time())),
        words.html(
            "time.hours", free=rest.quiet_from == rest.quiet_to, begin=_hour(rest.quiet_from), end=_hour(rest.quiet_to)
        ),
        words.html("time.sundays", on=rest.sundays),
        words.html("time.holidays", on=rest.holidays, day=holiday),
    )


def city(words: Words, zone: str) -> str:
    """Return how this chat calls a zone."""
    return city_of(zone, locale_of(words))


def locale_of(words: Words) -> str:
    """Return the locale of the language that is spoken here."""
    return words.plain("common.language.locale")


def _hour(at: time) -> str:
    return at.strftime("%H:%M")


def _planned(words: Words, group: Group, plans: Sequence[Due]) -> str:
    """Name what people can expect, each at the moment at which it will come."""
    lines = [_plan(words, group, due) for due in plans if words.has(f"time.plan.{due.plan.kind}")]
    if not lines:
        return words.html("time.nothing_planned")
    shown = first_lines(lines, lambda n: words.html("cards.list.more", n=n), ROOM)
    return "\n".join((words.html("time.planned"), shown))


def _plan(words: Words, group: Group, due: Due) -> str:
    zone = ZoneInfo(group.time_zone)
    moment = good_moment(due.plan.due, zone, rest_of(group)).astimezone(zone)
    weeks = rhythm_from(due.plan.rhythm).weeks if due.plan.rhythm is not None else 0
    what = words.plain(f"time.plan.{due.plan.kind}")
    return words.html("time.line", what=what, day=moment.date(), at=_hour(moment.time()), weeks=weeks)


def _changes(words: Words, group: Group, plans: Sequence[Due]) -> Rows:
    codes = {
        "quiet": "quiet",
        "sundays_off" if group.rest.sundays else "sundays_on": f"sundays={int(not group.rest.sundays)}",
        "holidays_off" if group.rest.holidays else "holidays_on": f"holidays={int(not group.rest.holidays)}",
        "zone": "zone",
    }
    if any(due.plan.rhythm is not None for due in plans):
        codes["file"] = "file"
    return in_rows([_button(words, name, code) for name, code in codes.items()])


def _button(words: Words, name: str, code: str) -> Button:
    return words.button(words.plain(f"time.button.{name}"), 0, f"time:{code}")


def quiet_menu(words: Words) -> Drawn:
    """Offer quiet hours."""
    buttons = [words.button(_hours(words, pair), 0, f"time:quiet={pair[0]}-{pair[1]}") for pair in QUIET]
    return Drawn(words.html("time.which_hours"), (*in_rows(buttons), (_button(words, "back", "back"),)))


def _hours(words: Words, pair: Pair) -> str:
    begin, end = (_hour(time(hour)) for hour in pair)
    return words.plain("time.button.hours", free=begin == end, begin=begin, end=end)


def zone_menu(words: Words) -> Drawn:
    """Ask where the chat lives, and offer what is near."""
    return Drawn(words.html("time.which_zone"), _zones(words, OFFERED))


def no_such_zone(words: Words, typed: str) -> Drawn:
    """Say that there is no such zone, and what may have been meant."""
    near = zones_near(typed, locale_of(words))
    return Drawn(words.html("time.no_such_zone", typed=typed, near=bool(near)), _zones(words, near))


def _zones(words: Words, zones: Sequence[str]) -> Rows:
    return in_rows([words.button(clip(city(words, zone), LABEL), 0, f"time:zone={zone}") for zone in zones])
