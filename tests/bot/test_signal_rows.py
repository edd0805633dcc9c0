"""Signals on disk: heard in one chat, on the list of the core group, told twice at most, and forgotten in time."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import now
from bot.store import Tx
from bot.store.chat_rows import Group, group_by_id, new_group
from bot.store.neighbourhood_rows import belong, new_initiative
from bot.store.schedule_rows import planned
from bot.store.signal_rows import (
    TELLING,
    add,
    end,
    forget_old,
    mark_told,
    open_signals,
    plan_telling,
    read_signals,
    ripe_signals,
    signal_by_id,
    signals_of,
    take_up,
)
from bot.store.sqlite import SqliteStore
from core.thresholds.neighbourhood import SIGNAL_BACK_AFTER, SIGNAL_KEPT, SIGNAL_KEPT_OVER

WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 5, 8, tzinfo=UTC)  # nine o'clock in Brussels
ACTION, CORE, OTHERS, ALONE = 1, 2, 3, 4


def _neighbourhood(tx: Tx) -> None:
    for tg_id in (-1, -2, -3, -4):
        new_group(tx, tg_id, "group", ("nl", "Europe/Brussels"), WEDNESDAY)
    ours = new_initiative(tx, WEDNESDAY)
    belong(tx, ACTION, ours, "action_group")
    belong(tx, CORE, ours, "core_group")
    belong(tx, OTHERS, new_initiative(tx, WEDNESDAY), "core_group")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    await store.write(_neighbourhood)
    yield store
    await store.close()


async def heard(
    store: SqliteStore, text: str = "de stoep ligt los", group: int = ACTION, at: datetime = WEDNESDAY
) -> int:
    return await store.write(add, group, text, at)


async def for_core(store: SqliteStore, unit: Callable[..., Any], *given: Any, group: int = CORE) -> Any:
    def act(tx: Tx) -> Any:
        found = group_by_id(tx, group)
        assert isinstance(found, Group)
        return unit(tx, found, *given)

    return await store.write(act)


async def due(store: SqliteStore, group: int = CORE) -> datetime | None:
    plan = await store.write(planned, group, TELLING)
    return plan.plan.due if plan is not None else None


async def tell(store: SqliteStore, at: datetime) -> list[str]:
    ripe = await for_core(store, ripe_signals, at)
    await store.write(mark_told, ripe, at)
    await store.write(lambda tx: tx.run("DELETE FROM schedule"))  # as the ticker does before it acts
    await for_core(store, plan_telling, at)
    return [signal.text for signal in ripe]


async def test_what_an_action_group_heard_is_on_its_own_list_and_on_that_of_its_core_group(store: SqliteStore) -> None:
    await heard(store)
    lists = {group: [it.text for it in await store.write(signals_of, group)] for group in (ACTION, CORE, OTHERS, ALONE)}
    assert lists == {ACTION: ["de stoep ligt los"], CORE: ["de stoep ligt los"], OTHERS: [], ALONE: []}
    assert [it.text for it in await read_signals(store, CORE)] == lists[CORE]
    assert [it.text for it in await store.write(open_signals, 1)] == lists[CORE]


async def test_a_chat_that_stands_alone_keeps_its_own_list_and_nothing_is_planned(store: SqliteStore) -> None:
    await heard(store, group=ALONE)
    assert len(await store.write(signals_of, ALONE)) == 1
    assert await due(store) is await due(store, OTHERS) is await due(store, ALONE) is None


async def test_all_of_a_day_is_told_once_at_the_start_of_the_next(store: SqliteStore) -> None:
    await heard(store)
    await heard(store, "het bankje is weg", at=WEDNESDAY + timedelta(hours=5))
    assert await due(store) == NEXT_MORNING
    assert await tell(store, NEXT_MORNING) == ["de stoep ligt los", "het bankje is weg"]
    await heard(store, "nog iets", at=NEXT_MORNING + timedelta(minutes=5))
    assert await due(store) == NEXT_MORNING + timedelta(days=1)


async def test_what_nobody_took_up_comes_back_once_and_then_stays_on_the_list(store: SqliteStore) -> None:
    await heard(store)
    await tell(store, NEXT_MORNING)
    back = await due(store)
    assert back == NEXT_MORNING + SIGNAL_BACK_AFTER
    assert await for_core(store, ripe_signals, back - timedelta(days=1)) == []
    assert await tell(store, back) == ["de stoep ligt los"]
    assert await due(store) is None
    assert await tell(store, back + timedelta(days=60)) == []
    assert len(await store.write(signals_of, CORE)) == 1


async def test_only_one_takes_it_up_and_what_is_taken_up_is_not_told_again(store: SqliteStore) -> None:
    number = await heard(store)
    assert await store.write(take_up, number, CORE)
    assert not await store.write(take_up, number, CORE)
    assert await for_core(store, ripe_signals, NEXT_MORNING) == []
    await for_core(store, plan_telling, WEDNESDAY)
    assert await due(store) is None


async def test_what_is_over_is_on_no_list_and_forgotten_after_a_month(store: SqliteStore) -> None:
    number = await heard(store)
    assert await store.write(end, number, "answered", WEDNESDAY)
    assert not await store.write(end, number, "closed", WEDNESDAY)
    assert await store.write(signals_of, CORE) == []
    assert await store.write(forget_old, WEDNESDAY + SIGNAL_KEPT_OVER) == 0
    assert await store.write(forget_old, WEDNESDAY + SIGNAL_KEPT_OVER + timedelta(seconds=1)) == 1
    assert await store.write(signal_by_id, number) is None


async def test_what_nobody_took_up_is_forgotten_after_a_season(store: SqliteStore) -> None:
    await heard(store)
    assert await store.write(forget_old, WEDNESDAY + SIGNAL_KEPT) == 0
    assert await store.write(forget_old, WEDNESDAY + SIGNAL_KEPT + timedelta(seconds=1)) == 1


async def test_the_list_of_a_chat_is_found_by_index_however_many_there_are(store: SqliteStore) -> None:
    from bot.store.signal_rows import _OF_CHAT

    steps = [row["detail"] for row in await store.read(f"EXPLAIN QUERY PLAN {_OF_CHAT}", group=CORE)]
    assert [step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step] == []
