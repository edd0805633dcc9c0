"""Order within a chat, no waiting across chats, and no update that stops the others."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import inbox
from bot.arrived import Arrived
from bot.clock import now
from bot.inbox import Handle, Lanes
from bot.store.inbox_rows import StoredUpdate, mark_done, mark_failed
from bot.store.sqlite import SqliteStore


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    yield store
    await store.close()


class Ledger:
    """Handles updates as the bot would, and notes which; `faults` are raised instead, one per try."""

    def __init__(self, store: SqliteStore, faults: dict[int, list[Exception]] | None = None) -> None:
        self.store = store
        self.faults = faults or {}
        self.done: list[int] = []
        self.inside: set[int] = set()
        self.overlaps = 0
        self.most_at_once = 0

    async def handle(self, update: StoredUpdate) -> None:
        self.overlaps += update.lane in self.inside
        self.inside.add(update.lane)
        self.most_at_once = max(self.most_at_once, len(self.inside))
        try:
            await asyncio.sleep(0)
            if self.faults.get(update.update_id):
                raise self.faults[update.update_id].pop(0)
            await self.store.write(mark_done, update.seq)
            self.done.append(update.update_id)
        finally:
            self.inside.discard(update.lane)


class Pauses:
    """Sleeps at once, and notes how long it would have been."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)


def updates(lane: int, *ids: int) -> list[Arrived]:
    return [Arrived(update_id, lane, "{}") for update_id in ids]


def disk_full() -> sqlite3.Error:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


async def statuses(store: SqliteStore) -> dict[int, str]:
    return {row["update_id"]: row["status"] for row in await store.read("SELECT update_id, status FROM inbox")}


async def test_each_chat_keeps_its_order_while_chats_run_side_by_side(store: SqliteStore) -> None:
    ledger = Ledger(store)
    lanes = Lanes(store, ledger.handle, now)
    for turn in range(20):
        await lanes.accept([update for lane in range(10) for update in updates(lane, 100 * lane + turn)])
    await lanes.drain()
    assert [[number for number in ledger.done if number // 100 == lane] for lane in range(10)] == [
        [100 * lane + turn for turn in range(20)] for lane in range(10)
    ]
    assert (ledger.overlaps, len(ledger.done)) == (0, 200)
    assert ledger.most_at_once > 5
    assert lanes._lanes == {}  # idle lanes vanish
    assert lanes._workers == set()


async def test_a_second_delivery_is_not_handled_again(store: SqliteStore) -> None:
    ledger = Ledger(store)
    lanes = Lanes(store, ledger.handle, now)
    await lanes.accept(updates(1, 5, 6, 5))
    await lanes.accept(updates(1, 6, 7))
    await lanes.drain()
    assert ledger.done == [5, 6, 7]


async def test_poison_is_quarantined_at_once_and_everyone_else_is_handled(
    store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    ledger, pauses = Ledger(store, {3: [ValueError("geheim antwoord")] * 9}), Pauses()
    lanes = Lanes(store, ledger.handle, now, pauses)
    await lanes.accept([*updates(1, *range(11)), *updates(2, *range(20, 30))])
    await lanes.drain()
    assert sorted(ledger.done) == [0, 1, 2, *range(4, 11), *range(20, 30)]
    assert {number for number, status in (await statuses(store)).items() if status == "dead"} == {3}
    (row,) = await store.read("SELECT attempts, error FROM inbox WHERE update_id = 3")
    assert (row["attempts"], row["error"], pauses.taken) == (1, "ValueError", [])
    assert "geheim" not in str([vars(record) for record in caplog.records])
    assert [vars(record)["action"] for record in caplog.records] == ["update_dead"]


@pytest.mark.parametrize(
    ("faults", "outcome", "tries"),
    [
        pytest.param(1, "done", 1, id="once"),
        pytest.param(3, "done", 3, id="three times"),
        pytest.param(4, "dead", 4, id="too often"),
    ],
)
async def test_a_fault_that_may_pass_is_tried_again_and_keeps_its_lane_in_order(
    store: SqliteStore, faults: int, outcome: str, tries: int
) -> None:
    ledger, pauses = Ledger(store, {1: [RuntimeError("x")] * faults}), Pauses()
    lanes = Lanes(store, ledger.handle, now, pauses)
    await lanes.accept(updates(1, 1, 2))
    await lanes.drain()
    assert ledger.done == ([1, 2] if outcome == "done" else [2])
    assert await statuses(store) == {1: outcome, 2: "done"}
    (row,) = await store.read("SELECT attempts FROM inbox WHERE update_id = 1")
    assert row["attempts"] == tries
    assert pauses.taken == sorted(pauses.taken)
    assert sum(pauses.taken) < 1.0


async def test_a_full_disk_blames_no_update(store: SqliteStore) -> None:
    ledger, pauses = Ledger(store, {1: [disk_full() for _ in range(20)]}), Pauses()
    lanes = Lanes(store, ledger.handle, now, pauses)
    await lanes.accept(updates(1, 1, 2))
    await lanes.drain()
    assert ledger.done == [1, 2]
    assert len(pauses.taken) == 20
    assert (pauses.taken[0], max(pauses.taken)) == (0.5, 30.0)


async def test_an_update_is_not_given_up_before_that_is_written(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = [disk_full(), RuntimeError("anything")]
    write = store.write

    async def reluctant(unit: object, *args: object, **kwargs: object) -> object:
        if unit is mark_failed and refusals:
            raise refusals.pop()
        return await write(unit, *args, **kwargs)  # type: ignore[arg-type]

    ledger, pauses = Ledger(store, {1: [KeyError("x")]}), Pauses()
    monkeypatch.setattr(store, "write", reluctant)
    lanes = Lanes(store, ledger.handle, now, pauses)
    await lanes.accept(updates(1, 1, 2))
    await lanes.drain()
    assert (await statuses(store), refusals, len(pauses.taken)) == ({1: "dead", 2: "done"}, [], 2)


async def test_what_a_crash_left_is_handled_first_and_in_order(store: SqliteStore) -> None:
    stuck = asyncio.Event()
    before = Lanes(store, lambda _: stuck.wait(), now)  # type: ignore[arg-type, return-value]
    await before.accept([*updates(1, *range(500)), *updates(2, *range(1_000, 1_010))])
    await before.drain(within=0.01)
    assert set((await statuses(store)).values()) == {"new"}

    ledger = Ledger(store)
    after = Lanes(store, ledger.handle, now)
    recovering = asyncio.create_task(after.recover())
    await asyncio.sleep(0)
    for number in range(500, 600):
        await after.accept(updates(1, number))
    assert await recovering >= 510
    await after.accept(updates(1, 600))
    await after.drain()
    assert [number for number in ledger.done if number < 1_000] == list(range(601))
    assert set((await statuses(store)).values()) == {"done"}


async def test_recovery_of_a_large_backlog_holds_little_in_memory(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "CAPACITY", 300)
    first = Lanes(store, _never, now)
    for start in range(0, 2_000, 100):
        await first.accept(updates(start, *range(start, start + 100)))
    await first.drain(within=0.01)

    ledger, most = Ledger(store), 0
    lanes = Lanes(store, ledger.handle, now)

    async def measuring(update: StoredUpdate) -> None:
        nonlocal most
        most = max(most, lanes._held)
        await ledger.handle(update)

    lanes._handle = measuring
    assert await lanes.recover() == 2_000
    await lanes.drain()
    assert len(ledger.done) == 2_000
    assert most < 300 + 200


async def _never(_update: StoredUpdate) -> None:
    await asyncio.Event().wait()


async def test_a_full_inbox_says_so_until_half_is_done(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "CAPACITY", 10)
    go, ledger = asyncio.Event(), Ledger(store)
    full: list[bool] = []

    async def handle(update: StoredUpdate) -> None:
        await go.wait()
        full.append(lanes.is_full)
        await ledger.handle(update)

    lanes = Lanes(store, handle, now)
    await lanes.accept(updates(1, *range(9)))
    before = lanes.is_full
    await lanes.accept(updates(1, 9))
    room = asyncio.create_task(lanes.room())
    await asyncio.sleep(0)
    assert (before, lanes.is_full, room.done()) == (False, True, False)
    go.set()
    await room
    await lanes.drain()
    assert full == [True] * 5 + [False] * 5


async def test_a_caller_that_goes_away_loses_nothing(store: SqliteStore) -> None:
    ledger = Ledger(store)
    lanes = Lanes(store, ledger.handle, now)
    for number in range(50):
        delivery = asyncio.create_task(lanes.accept(updates(number % 5, number)))
        for _ in range(number % 4):
            await asyncio.sleep(0)
        delivery.cancel()
        await asyncio.gather(delivery, return_exceptions=True)
    await lanes.drain()
    assert sorted(ledger.done) == sorted(await statuses(store))
    assert set((await statuses(store)).values()) == {"done"}
    assert len(ledger.done) > 30


async def test_drain_leaves_what_takes_too_long_for_the_next_start(store: SqliteStore) -> None:
    handled: list[int] = []

    async def handle(update: StoredUpdate) -> None:
        if update.lane == 1:
            await asyncio.Event().wait()
        handled.append(update.update_id)
        await store.write(mark_done, update.seq)

    lanes = Lanes(store, handle, now)
    await lanes.accept([*updates(1, 1, 2), *updates(2, 3)])
    await lanes.drain(within=0.05)
    assert handled == [3]
    assert await statuses(store) == {1: "new", 2: "new", 3: "done"}
    await lanes.drain()


async def test_what_can_not_be_stored_is_not_accepted(store: SqliteStore) -> None:
    handle: Handle = Ledger(store).handle
    lanes = Lanes(store, handle, now)
    with pytest.raises(OverflowError):
        await lanes.accept([Arrived(2**70, 1, "{}")])
    await lanes.drain()
    assert await statuses(store) == {}
