"""A calendar file says the same dates as the bot, whatever the clocks do, to a program that knows only the standard."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it comes along, and only this test uses it
from icalendar import Calendar

from bot.cards import Words
from bot.keyboards import Codec
from bot.store.schedule_rows import Due, Plan
from bot.stored import rhythm_as
from bot.texts import Texts
from bot.times.calendar_file import calendar_file
from core.timetable import Rhythm, occurrence_after

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
WORDS = Words(Texts.load(), "nl", Codec(b"s" * 32), 1, 0, "buurtvonk_bot")


def due(rhythm: Rhythm | None, zone: ZoneInfo, kind: str = "check_in", number: int = 3, occurrence: int = 1) -> Due:
    meant = NOW if rhythm is None else occurrence_after(rhythm, NOW, zone)
    plan = Plan(group=1, kind=kind, due=meant, rhythm=None if rhythm is None else rhythm_as(rhythm))
    return Due(id=number, plan=plan, meant=meant, occurrence=occurrence, attempts=0)


def read(file: bytes) -> tuple[Any, Any]:
    """The calendar of a file, and its only event; their values are of many types."""
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
@pytest.mark.parametrize("weeks", [1, 2, 6])
def test_the_file_and_the_bot_agree_on_a_year_of_dates(zone: str, weeks: int) -> None:
    there = ZoneInfo(zone)
    rhythm = Rhythm(weeks=weeks, weekday=4, at=time(10), since=date(2026, 11, 30))
    calendar, event = read(calendar_file(WORDS, [due(rhythm, there)], there, NOW))
    begin = event.decoded("dtstart")
    dates = rrulestr(event["rrule"].to_ical().decode(), dtstart=begin.replace(tzinfo=None))
    moment, until = due(rhythm, there).meant, NOW + timedelta(days=366)
    for wall in dates:
        if moment > until:
            break
        assert wall.replace(tzinfo=there).astimezone(UTC) == moment
        moment = occurrence_after(rhythm, moment, there)
    assert event["dtstart"].params["TZID"] == zone
    assert [str(it["tzid"]) for it in calendar.walk("VTIMEZONE")] == [zone], "for programs that know no zones"


def test_a_newer_file_takes_the_place_of_an_older_one() -> None:
    zone = ZoneInfo("Europe/Brussels")
    rhythm = Rhythm(weeks=2, weekday=4, at=time(10), since=date(2026, 11, 30))
    _, first = read(calendar_file(WORDS, [due(rhythm, zone)], zone, NOW))
    _, second = read(calendar_file(WORDS, [due(rhythm, zone, occurrence=2)], zone, NOW))
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]


def test_only_what_comes_back_and_has_a_name_stands_in_it() -> None:
    zone = ZoneInfo("Europe/Brussels")
    rhythm = Rhythm(weeks=1, weekday=0, at=time(9), since=date(2026, 11, 30))
    plans = [due(rhythm, zone), due(None, zone, "follow_up", 4), due(rhythm, zone, "nothing_to_see", 5)]
    calendar, _ = read(calendar_file(WORDS, plans, zone, NOW))
    assert len(calendar.walk("VEVENT")) == 1


def test_it_is_small_and_its_lines_are_as_the_standard_wants() -> None:
    zone = ZoneInfo("Europe/Brussels")
    rhythm = Rhythm(weeks=1, weekday=0, at=time(9), since=date(2026, 11, 30))
    file = calendar_file(WORDS, [due(rhythm, zone)], zone, NOW)
    assert len(file) < 4000
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
