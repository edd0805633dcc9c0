"""What is planned happens at its moment, once, in order; and nothing that fails holds up the rest."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import reminders, rooms
from bot.desk import Decision, Scene
from bot.store.chat_moves import migrate
from bot.store.outbox_settle import pause, resume
from bot.store.schedule_rows import Due, due_now
from bot.stored import rhythm_as
from core.timetable import Rhythm
from tests.bot.planning import House, house

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EVERY_WEEK = rhythm_as(Rhythm(weeks=1, weekday=2, at=time(10), since=date(2026, 11, 25)))


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as opened:
        yield opened


def there(moment: str) -> str:
    """A moment of the store, on a clock in Brussels."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/Brussels")).strftime("%a %d %H:%M")


async def due(home: House) -> str:
    (row,) = await home.rows()
    return there(row["due"])


# --- once, in order ---


async def test_what_is_due_happens_in_the_order_of_its_moments_and_is_promised_to_its_chat(home: House) -> None:
    other = await home.chat(-2)
    for about, ago, group in (("second", 1, 1), ("first", 2, other), ("third", 0, 1), ("later", -1, 1)):
        await home.plan(about, -ago * MINUTE, group=group)
    assert await home.strikes() == ["first", "second", "third"]
    assert [row["group_id"] for row in await home.promised()] == [other, 1, 1]
    assert home.woken == [frozenset({other}), frozenset({1}), frozenset({1})]


async def test_more_than_a_page_keeps_its_order(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "_PAGE", 3)
    for number in range(10):
        await home.plan(f"{number}", number * MINUTE - HOUR)
    assert await home.strikes() == [f"{number}" for number in range(10)]


async def test_two_tickers_on_one_store_act_once(home: House) -> None:
    for number in range(20):
        await home.plan(f"{number}")
    await asyncio.gather(home.ticker().strike(), home.ticker().strike())
    assert sorted(home.acted, key=int) == [f"{number}" for number in range(20)]
    assert len(await home.promised()) == 20


async def test_the_key_of_what_is_said_carries_the_plan_and_its_occurrence(home: House) -> None:
    await home.plan("a", rhythm=EVERY_WEEK)
    await home.strikes()
    await home.strikes(7 * DAY)
    assert [row["dedupe_key"] for row in await home.promised()] == ["d1.1:say0", "d1.2:say0"]


async def test_what_was_dropped_in_the_meantime_does_not_happen(home: House) -> None:
    await home.plan("a")
    assert await home.store.write(reminders.act_on, home.desk, {}, 99, home.now) is None
    assert await home.store.write(reminders.act_on, home.desk, {}, 1, home.now - HOUR) is None
    assert await home.promised() == []


# --- what comes back ---


async def test_what_comes_back_does_so_at_the_same_time_on_the_wall(home: House) -> None:
    since = Rhythm(weeks=1, weekday=2, at=time(10), since=date(2027, 3, 22))
    await home.plan("a", datetime.fromisoformat("2027-03-24T09:00Z"), rhythm=rhythm_as(since))
    home.now = datetime.fromisoformat("2027-03-24T09:00Z")
    assert await home.strikes() == ["a"]
    assert (await home.rows())[0]["due"] == "2027-03-31T08:00:00.000000+00:00"


async def test_after_a_long_silence_what_comes_back_comes_once(home: House) -> None:
    await home.plan("a", rhythm=EVERY_WEEK)
    assert await home.strikes(40 * DAY) == ["a"]
    assert await home.strikes() == []
    assert await due(home) == "Wed 06 10:00"


# --- rest ---


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-11-25T21:30", "Thu 26 08:00", id="in the evening"),
        pytest.param("2026-11-28T21:30", "Mon 30 08:00", id="before a Sunday"),
        pytest.param("2026-12-25T10:00", "Sat 26 08:00", id="at Christmas"),
        pytest.param("2027-05-17T10:00", "Tue 18 08:00", id="on the Monday of Whitsun"),
    ],
)
async def test_rest_puts_it_off_to_the_next_good_moment(home: House, moment: str, expected: str) -> None:
    home.now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Brussels"))
    await home.plan("a")
    assert await home.strikes() == []
    assert await due(home) == expected
    home.now = datetime.fromisoformat((await home.rows())[0]["due"])
    assert await home.strikes() == ["a"]


async def test_what_nobody_hears_of_does_not_wait(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "AT_ANY_HOUR", frozenset({"hello"}))
    await home.plan("a", 13 * HOUR)
    assert await home.strikes(13 * HOUR) == ["a"]


# --- too late ---


@pytest.fixture
def sensible(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes sense for a day; people know of follow-ups by name, and of greetings they don't."""
    monkeypatch.setattr(rooms, "SENSIBLE_FOR", {"hello": DAY, "follow_up": DAY})


async def struck(home: House, kind: str, after: timedelta) -> list[str]:
    """Let time pass and act on a plan of a kind; return what is said."""
    await home.plan("a", kind=kind)
    home.now += after
    await home.ticker({kind: home.say}).strike()
    return [row["draw"] for row in await home.promised()]


async def test_what_is_a_little_late_still_happens(home: House, sensible: None) -> None:
    await struck(home, "follow_up", 23 * HOUR)
    assert home.acted == ["a"]


async def test_what_no_longer_makes_sense_is_skipped_and_said(home: House, sensible: None) -> None:
    (said,) = await struck(home, "follow_up", 25 * HOUR)
    assert home.acted == []
    assert "vragen wat er van jullie plan kwam" in said
    assert "25 november 2026" in said
    assert await home.rows() == []


async def test_of_what_people_never_heard_of_nothing_is_said(home: House, sensible: None) -> None:
    assert await struck(home, "hello", 25 * HOUR) == []
    assert await home.rows() == []


async def test_rest_does_not_make_it_late(home: House, sensible: None) -> None:
    await home.plan("a", datetime.fromisoformat("2026-11-28T21:30+01:00"))
    home.now = datetime.fromisoformat("2026-11-30T10:00+01:00")
    assert await home.strikes() == ["a"]


async def test_a_chat_that_comes_back_after_long_hears_of_one_that_was_skipped(home: House, sensible: None) -> None:
    await home.plan("a", kind="follow_up", rhythm=EVERY_WEEK)
    await home.store.write(pause, 1)
    home.now += 30 * DAY
    await home.ticker().strike()
    assert await home.promised() == []
    await home.store.write(resume, 1)
    home.now += DAY  # the day before was Christmas
    await home.ticker({"follow_up": home.say}).strike()
    assert len(await home.promised()) == 1
    assert await due(home) == "Wed 30 10:00"


# --- what fails ---


async def test_a_plan_that_fails_keeps_nothing_and_holds_up_nobody(home: House) -> None:
    home.broken.add("bad")
    for about in ("before", "bad", "after"):
        await home.plan(about)
    assert await home.strikes() == ["before", "after"]
    assert [row["group_id"] for row in await home.promised()] == [1, 1]


async def test_a_plan_that_fails_is_tried_again_ever_later_and_then_left(home: House) -> None:
    home.broken.add("bad")
    await home.plan("bad")
    await home.strikes()
    waits = []
    while (row := (await home.rows())[0])["status"] == "waiting":
        waits.append(datetime.fromisoformat(row["due"]) - home.now)
        await home.strikes(waits[-1])
    assert waits == [MINUTE, 10 * MINUTE, HOUR]
    assert (row["attempts"], row["error"]) == (4, "LookupError")
    home.broken.clear()
    assert await home.strikes(DAY) == []


async def test_a_plan_that_works_again_goes_on(home: House) -> None:
    home.broken.add("bad")
    await home.plan("bad")
    await home.strikes()
    home.broken.clear()
    assert await home.strikes(MINUTE) == ["bad"]


async def test_what_comes_back_and_failed_too_often_waits_for_its_next_time(home: House) -> None:
    home.broken.add("bad")
    await home.plan("bad", rhythm=EVERY_WEEK)
    for after in (timedelta(0), MINUTE, 10 * MINUTE, HOUR):
        await home.strikes(after)
    assert await due(home) == "Wed 02 10:00"
    home.broken.clear()
    assert await home.strikes(7 * DAY) == ["bad"]


async def test_a_kind_that_nobody_knows_holds_up_nobody(home: House) -> None:
    await home.plan("x", kind="of_a_newer_release")
    await home.plan("a")
    assert await home.strikes() == ["a"]


async def test_a_full_disk_is_no_plans_fault(home: House) -> None:
    def full(scene: Scene, due: Due) -> Decision:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    await home.plan("a")
    with pytest.raises(sqlite3.OperationalError):
        await home.ticker({"hello": full}).strike()
    assert (await home.rows())[0]["attempts"] == 0
    assert await home.strikes() == ["a"]


async def test_a_plan_that_was_dropped_while_it_failed_stays_dropped(home: House) -> None:
    await home.store.write(reminders._failed, 1, "LookupError", home.now)
    assert await home.rows() == []


# --- chats that go ---


async def test_a_chat_that_was_removed_waits_and_blocks_nobody(home: House) -> None:
    other = await home.chat(-2)
    await home.plan("gone")
    await home.plan("there", group=other)
    await home.store.write(pause, 1)
    assert await home.strikes() == ["there"]
    assert await home.store.write(reminders.act_on, home.desk, {"hello": home.say}, 1, home.now) is None
    await home.store.write(resume, 1)
    assert await home.strikes(3 * DAY) == ["gone"]


async def test_a_chat_that_became_a_supergroup_keeps_its_plans(home: House) -> None:
    await home.plan("a", HOUR)
    await home.store.write(migrate, -1, -1001)
    assert await home.strikes(HOUR) == ["a"]


async def test_where_both_chats_had_plans_the_same_happens_once(home: House) -> None:
    other = await home.chat(-1001)
    await home.plan("shared")
    await home.plan("shared", group=other)
    await home.plan("own", group=other)
    await home.store.write(migrate, -1, -1001)
    assert sorted(await home.strikes()) == ["own", "shared"]
    assert {row["group_id"] for row in await home.promised()} == {1}


# --- the task ---


async def test_the_ticker_looks_again_when_it_is_woken_and_outlives_a_bad_store(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def until(holds: list[str], what: str) -> None:
        async with asyncio.timeout(5):
            while what not in holds:
                await asyncio.sleep(0.002)

    async def unreadable(*_: object) -> list[int]:
        looked.append("tried")
        raise sqlite3.OperationalError("disk I/O error")

    looked: list[str] = []
    ticker = home.ticker()
    await home.plan("first")
    task = asyncio.create_task(ticker.run())
    await until(home.acted, "first")
    monkeypatch.setattr(reminders, "due_now", unreadable)
    ticker.wake()
    await until(looked, "tried")
    monkeypatch.setattr(reminders, "due_now", due_now)
    await home.plan("second")
    ticker.wake()
    await until(home.acted, "second")
    task.cancel()
    await asyncio.wait([task])
