"""The clock that can be moved forward, with the real bot that follows it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import rooms
from bot.desk import Decision, Scene
from bot.outgoing import Drawn
from bot.playground.moving import MovableClock, Mover, later
from bot.store.schedule_rows import Due, Plan, plan
from core.timetable import Rest, good_moment
from tests.bot import playground_world
from tests.bot.playground_place import HEADER, a_place
from tests.bot.playground_world import Patient
from tests.bot.talk import Talk

BRUSSELS = ZoneInfo("Europe/Brussels")
DAYS = (1, 3, 7)


def promise_days(scene: Scene, what: str) -> Decision:
    """Plan a word for the first, the third and the seventh day."""
    for day in DAYS:
        due = scene.now + timedelta(days=day)
        plan(scene.tx, Plan(group=scene.group.id, kind="day", about=f"{what}{day}", due=due), scene.now)
    return Decision()


def say_day(scene: Scene, due: Due) -> Decision:
    scene.say(Drawn(due.plan.about))
    return Decision()


@pytest.fixture
async def reminded(still: Talk, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setattr(rooms, "LINKS", {"plan": promise_days})
    monkeypatch.setattr(rooms, "DUE", {"day": say_day})
    still.world.add_bot(still.chat.id, still.an)
    return still


async def test_what_is_due_on_the_way_is_said_in_order_and_at_its_moment(reminded: Talk) -> None:
    async with reminded.bot():
        await reminded.says(reminded.an, "/start plan-dag")
        begun = reminded.world.now()
        await reminded.moves(days=10)
    said = [message for message in reminded.spoken() if message.text.startswith("dag")]
    assert [message.text for message in said] == ["dag1", "dag3", "dag7"]
    for day, message in zip(DAYS, said, strict=True):
        good = good_moment(begun + timedelta(days=day), BRUSSELS, Rest())
        assert abs(message.sent_at - good) < timedelta(minutes=1)
    assert reminded.world.now() >= begun + timedelta(days=10)


async def test_a_bot_that_stopped_hears_nothing_of_the_clock_and_says_it_once_it_is_back(reminded: Talk) -> None:
    async with reminded.bot():
        await reminded.says(reminded.an, "/start plan-dag")
    await reminded.playground.mover.move(reminded.world.now() + timedelta(days=2))
    assert reminded.playground.clock.followers == []
    async with reminded.bot():
        await reminded.moves(hours=24)
    assert reminded.texts().count("dag1") == 1


async def test_what_people_wrote_just_before_is_not_lost_by_a_jump(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.moves(days=30)
    assert len(talk.spoken()) == 1


async def test_time_only_goes_forward() -> None:
    clock = MovableClock(patient := Patient())
    clock.forward_to(patient.moment + timedelta(hours=3))
    clock.forward_to(patient.moment)
    assert clock() == patient.moment + timedelta(hours=3)
    patient.wait(60)
    assert clock() == patient.moment + timedelta(hours=3)


async def test_a_bot_that_does_not_get_on_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.playground.moving._PATIENCE", 0.05)
    clock = MovableClock(Patient())
    world = playground_world.Scene().world
    mover, to = Mover(world, clock), clock() + timedelta(days=7)

    async def stuck() -> None:
        await asyncio.Event().wait()

    stay_behind = clock.on_move(stuck)
    await mover.move(to)
    assert clock() == to
    stay_behind()
    assert clock.followers == []


@pytest.mark.parametrize(
    ("step", "moment"),
    [
        ("hour", datetime(2026, 3, 28, 10, 30, tzinfo=UTC)),
        ("morning", datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        ("day", datetime(2026, 3, 29, 8, 30, tzinfo=UTC)),
        ("week", datetime(2026, 4, 4, 8, 30, tzinfo=UTC)),
    ],
)
def test_days_and_weeks_keep_the_time_of_the_wall_clock(step: str, moment: datetime) -> None:
    assert later(datetime(2026, 3, 28, 9, 30, tzinfo=UTC), step) == moment


def test_before_nine_the_next_morning_is_today() -> None:
    assert later(datetime(2026, 3, 2, 6, 0, tzinfo=UTC), "morning") == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def test_the_page_moves_the_clock_through_the_control_endpoint() -> None:
    async with a_place() as place:
        before = place.world.now()
        status, answer = await place.act("move_clock", by="week")
        assert (status, answer["ok"]) == (200, True)
        assert place.world.now() >= before + timedelta(days=6, hours=23)
        to = place.world.now() + timedelta(days=1)
        await place.act("move_clock", to=to.isoformat())
        assert place.world.now() >= to
        for wrong in ({"by": "year"}, {"to": "gisteren"}, {}):
            assert (await place.act("move_clock", **wrong))[0] == 400
        url = f"{place.running.page_url}playground/api/move_clock"
        async with place.client.post(url, json={"by": "day"}) as refused:
            assert refused.status == 403
        async with place.client.post(url, data="{", headers=HEADER) as broken:
            assert broken.status == 400
        state = json.loads(await (await place.get("playground/api/state")).read())
        assert abs(state["now"] / 1000 - place.world.now().timestamp()) < 5
