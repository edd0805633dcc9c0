"""Moments: right on both days that the clocks change, never in rest, never before what was wanted."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.timetable import Rest, Rhythm, good_moment, moment, occurrence_after

BRUSSELS = ZoneInfo("Europe/Brussels")
ZONES = (
    BRUSSELS,
    ZoneInfo("America/New_York"),
    ZoneInfo("Africa/Cairo"),  # its clocks change at midnight
    ZoneInfo("Australia/Lord_Howe"),  # by half an hour
    ZoneInfo("Asia/Kathmandu"),  # never, and a quarter of an hour off
    ZoneInfo("Pacific/Kiritimati"),
)
ANY_HOUR = Rest(quiet_from=time(0), quiet_to=time(0), sundays=True)
CHRISTMAS = date(2026, 12, 25)

law = settings(max_examples=300, deadline=None)  # a busy machine breaks no law
zones = st.sampled_from(ZONES)
moments = st.timedeltas(timedelta(0), timedelta(days=2200)).map(lambda it: datetime(2024, 1, 1, tzinfo=UTC) + it)
days = st.dates(date(2024, 1, 1), date(2030, 1, 1))
hours = st.times().map(lambda it: it.replace(second=0, microsecond=0))
rests = st.builds(
    Rest,
    quiet_from=hours,
    quiet_to=hours,
    sundays=st.booleans(),
    holidays=st.frozensets(st.dates(date(2024, 1, 1), date(2030, 1, 1)), max_size=40),
)
rhythms = st.builds(Rhythm, weeks=st.integers(1, 12), weekday=st.integers(0, 6), at=hours, since=days)


def local(day: str, zone: ZoneInfo = BRUSSELS) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC)


# --- moments ---


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        pytest.param(date(2026, 1, 12), time(10), "2026-01-12T09:00", id="winter"),
        pytest.param(date(2026, 7, 12), time(10), "2026-07-12T08:00", id="summer"),
        pytest.param(date(2026, 3, 29), time(2, 30), "2026-03-29T01:30", id="a time that does not exist"),
        pytest.param(date(2026, 10, 25), time(2, 30), "2026-10-25T00:30", id="a time that comes twice"),
    ],
)
def test_a_moment_follows_the_clock_on_the_wall(day: date, at: time, expected: str) -> None:
    assert moment(day, at, BRUSSELS) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_time_that_does_not_exist_comes_as_far_behind_the_change() -> None:
    assert moment(date(2026, 3, 29), time(2, 30), BRUSSELS).astimezone(BRUSSELS).time() == time(3, 30)


# --- rhythms ---


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("2026-11-25T12:00", "2026-12-04T10:00", id="the first, when it lies ahead"),
        pytest.param("2026-12-04T09:59", "2026-12-04T10:00", id="a minute before"),
        pytest.param("2026-12-04T10:00", "2026-12-18T10:00", id="the moment itself is over"),
        pytest.param("2026-12-05T00:00", "2026-12-18T10:00", id="in the week between"),
        pytest.param("2027-03-27T00:00", "2027-04-09T10:00", id="still ten o'clock after the clocks changed"),
    ],
)
def test_every_two_weeks_on_a_friday(after: str, expected: str) -> None:
    rhythm = Rhythm(weeks=2, weekday=4, at=time(10), since=date(2026, 11, 30))
    assert occurrence_after(rhythm, local(after), BRUSSELS) == local(expected)


@law
@given(rhythm=rhythms, after=moments, zone=zones)
def test_what_comes_back_comes_later_on_its_day_in_its_week(rhythm: Rhythm, after: datetime, zone: ZoneInfo) -> None:
    found = occurrence_after(rhythm, after, zone)
    there = found.astimezone(zone)
    monday = rhythm.since - timedelta(days=rhythm.since.weekday())
    weeks = (there.date() - monday).days // 7
    assert found > after
    assert there.date() >= rhythm.since
    if there.time() == rhythm.at:  # else the time does not exist that day, and may be after midnight
        assert there.weekday() == rhythm.weekday
        assert (weeks - (rhythm.weekday < rhythm.since.weekday())) % rhythm.weeks == 0


@law
@given(rhythm=rhythms, after=moments, zone=zones)
def test_no_occurrence_is_passed_over_and_none_comes_twice(rhythm: Rhythm, after: datetime, zone: ZoneInfo) -> None:
    first = occurrence_after(rhythm, after, zone)
    second = occurrence_after(rhythm, first, zone)
    assert occurrence_after(rhythm, second - timedelta(microseconds=1), zone) == second
    assert abs((second - first) - timedelta(weeks=rhythm.weeks)) <= timedelta(hours=1)


# --- rest ---


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param("2026-11-25T10:00", "2026-11-25T10:00", id="in the morning"),
        pytest.param("2026-11-25T20:59", "2026-11-25T20:59", id="just before it gets quiet"),
        pytest.param("2026-11-25T21:00", "2026-11-26T08:00", id="in the evening"),
        pytest.param("2026-11-26T03:00", "2026-11-26T08:00", id="in the night"),
        pytest.param("2026-11-26T08:00", "2026-11-26T08:00", id="as the day begins"),
        pytest.param("2026-11-28T22:00", "2026-11-30T08:00", id="on Saturday evening"),
        pytest.param("2026-11-29T15:00", "2026-11-30T08:00", id="on Sunday"),
        pytest.param("2026-12-25T10:00", "2026-12-26T08:00", id="on a holiday"),
        pytest.param("2026-03-28T21:30", "2026-03-30T08:00", id="over the change to summer time"),
        pytest.param("2026-10-24T23:00", "2026-10-26T08:00", id="over the change to winter time"),
    ],
)
def test_what_falls_in_rest_waits_for_the_next_morning(wanted: str, expected: str) -> None:
    rest = Rest(holidays=frozenset({CHRISTMAS}))
    assert good_moment(local(wanted), BRUSSELS, rest) == local(expected)


def test_a_sunday_is_a_day_like_others_where_people_chose_so() -> None:
    assert good_moment(local("2026-11-29T15:00"), BRUSSELS, Rest(sundays=True)) == local("2026-11-29T15:00")


def test_without_quiet_hours_a_day_of_rest_ends_at_midnight() -> None:
    rest = Rest(quiet_from=time(0), quiet_to=time(0))
    assert good_moment(local("2026-11-29T15:00"), BRUSSELS, rest) == local("2026-11-30T00:00")


def test_it_may_be_quiet_around_noon() -> None:
    rest = Rest(quiet_from=time(12), quiet_to=time(14), sundays=True)
    assert good_moment(local("2026-11-25T13:00"), BRUSSELS, rest) == local("2026-11-25T14:00")
    assert good_moment(local("2026-11-25T23:00"), BRUSSELS, rest) == local("2026-11-25T23:00")


@law
@given(wanted=moments, zone=zones, rest=rests)
@example(
    wanted=datetime(2026, 10, 25, 1, 10, tzinfo=UTC),  # 02:10 for the second time
    zone=BRUSSELS,
    rest=Rest(quiet_from=time(21), quiet_to=time(2, 30), sundays=True),
)
def test_nobody_is_spoken_to_in_rest_or_before_the_moment(wanted: datetime, zone: ZoneInfo, rest: Rest) -> None:
    found = good_moment(wanted, zone, rest)
    there = found.astimezone(zone)
    assert found >= wanted
    assert rest.sundays or there.weekday() != 6
    assert there.date() not in rest.holidays
    assert not is_quiet(there.time(), rest)


@law
@given(wanted=moments, zone=zones, rest=rests)
def test_a_good_moment_stays_as_it_is(wanted: datetime, zone: ZoneInfo, rest: Rest) -> None:
    found = good_moment(wanted, zone, rest)
    assert good_moment(found, zone, rest) == found


@law
@given(wanted=moments, zone=zones, rest=rests, share=st.floats(0, 1, exclude_max=True))
def test_no_good_moment_is_passed_over(wanted: datetime, zone: ZoneInfo, rest: Rest, share: float) -> None:
    found = good_moment(wanted, zone, rest)
    between = wanted + (found - wanted) * share
    there = between.astimezone(zone)
    resting = (not rest.sundays and there.weekday() == 6) or there.date() in rest.holidays
    assert between >= found or resting or is_quiet(there.time(), rest)


@law
@given(wanted=moments, zone=zones)
def test_who_wants_no_rest_hears_it_at_once(wanted: datetime, zone: ZoneInfo) -> None:
    assert good_moment(wanted, zone, ANY_HOUR) == wanted


def is_quiet(at: time, rest: Rest) -> bool:
    """Quiet from a time on until another, across midnight where the second comes first."""
    minutes = at.hour * 60 + at.minute
    begin, end = (it.hour * 60 + it.minute for it in (rest.quiet_from, rest.quiet_to))
    return (minutes - begin) % 1440 < (end - begin) % 1440
