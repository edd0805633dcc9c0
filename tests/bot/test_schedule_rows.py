"""Plans on disk: one of a kind about the same, taken when due, in the order of their moments."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.outbox_settle import pause, resume
from bot.store.schedule_rows import Plan, advance, drop, due_now, give_up, plan, planned, put_off, take, try_again
from tests.bot.planning import House, house

HOUR = timedelta(hours=1)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as opened:
        yield opened


async def due(home: House, most: int = 50) -> list[int]:
    return await due_now(home.store, home.now, most)


async def test_what_is_due_comes_in_the_order_of_its_moments(home: House) -> None:
    for about, ago in (("b", 1), ("a", 3), ("c", 1), ("later", -1)):
        await home.plan(about, -ago * HOUR)
    assert await due(home) == [2, 1, 3]
    assert await due(home, most=2) == [2, 1]


async def test_a_chat_has_one_plan_of_a_kind_about_the_same(home: House) -> None:
    await home.plan("poll", HOUR)
    await home.store.write(give_up, 1, "LookupError")
    await home.plan("poll", 2 * HOUR, thread=7)
    found = await home.store.write(planned, 1, "hello", "poll")
    assert found is not None
    assert (found.id, found.plan.due, found.meant) == (1, home.now + 2 * HOUR, home.now + 2 * HOUR)
    assert (found.plan.thread, found.occurrence, found.attempts) == (7, 2, 0)
    assert await due_now(home.store, home.now + 3 * HOUR, 5) == [1], "planned anew, it is alive again"


async def test_the_same_kind_about_something_else_or_in_another_chat_is_another_plan(home: House) -> None:
    other = await home.chat(-2)
    for about, group in (("a", 1), ("b", 1), ("a", other)):
        await home.plan(about, group=group)
    await home.plan("a", kind="other")
    assert len(await due(home)) == 4


async def test_a_plan_that_is_dropped_never_comes(home: House) -> None:
    await home.plan("a")
    assert await home.store.write(drop, 1, "hello", "a") is True
    assert await home.store.write(drop, 1, "hello", "a") is False
    assert await home.store.write(planned, 1, "hello", "a") is None
    assert await due(home) == []


async def test_a_chat_that_is_gone_is_not_looked_at_until_it_is_back(home: House) -> None:
    await home.plan("a")
    await home.store.write(pause, 1)
    assert await due(home) == []
    await home.store.write(resume, 1)
    assert await due(home) == [1]


async def test_only_what_is_due_can_be_taken(home: House) -> None:
    await home.plan("a", HOUR)
    assert await home.store.write(take, 1, home.now) is None
    taken = await home.store.write(take, 1, home.now + HOUR)
    assert taken is not None
    assert (taken.plan.about, taken.plan.group, taken.occurrence) == ("a", 1, 1)
    assert await home.store.write(take, 99, home.now) is None


async def test_a_number_is_never_given_twice(home: House) -> None:
    for about in ("a", "b"):
        await home.plan(about)
        await home.strikes()
    assert [row["dedupe_key"] for row in await home.promised()] == ["d1.1:say0", "d2.1:say0"]


async def test_what_is_put_off_keeps_its_meaning(home: House) -> None:
    await home.plan("a")
    await home.store.write(put_off, 1, home.now + HOUR)
    found = await home.store.write(planned, 1, "hello", "a")
    assert found is not None
    assert (found.plan.due, found.meant, found.occurrence) == (home.now + HOUR, home.now, 1)


async def test_what_comes_back_goes_on_and_what_does_not_is_forgotten(home: House) -> None:
    await home.plan("a")
    await home.store.write(try_again, 1, "LookupError", home.now)
    await home.store.write(advance, 1, home.now + HOUR)
    (row,) = await home.rows()
    assert (row["occurrence"], row["attempts"], row["error"], row["due"]) == (2, 0, None, row["meant"])
    await home.store.write(advance, 1, None)
    assert await home.rows() == []


async def test_what_failed_too_often_stays_for_whoever_looks_but_is_not_due(home: House) -> None:
    await home.plan("a")
    await home.store.write(try_again, 1, "KeyError", home.now)
    await home.store.write(give_up, 1, "LookupError")
    (row,) = await home.rows()
    assert (row["status"], row["attempts"], row["error"]) == ("dead", 2, "LookupError")
    assert await due(home) == []


async def test_a_plan_is_kept_as_it_was_made(home: House) -> None:
    made = Plan(group=1, kind="k", about="x", due=home.now, rhythm='{"weeks": 2}', thread=5)
    await home.store.write(plan, made, home.now)
    found = await home.store.write(planned, 1, "k", "x")
    assert found is not None
    assert found.plan == made


async def test_the_number_of_a_plan_that_is_done_is_not_used_again(home: House) -> None:
    """What a plan says carries its number; the same one again would be taken for said already."""
    await home.plan("a")
    await home.store.write(advance, 1, None)
    await home.plan("a")
    assert await due(home) == [2]
