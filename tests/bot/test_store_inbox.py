"""Updates on disk: once each, in our order, gone in time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.arrived import Arrived
from bot.clock import now
from bot.store import Tx
from bot.store.health_rows import condition, heartbeat
from bot.store.inbox_rows import mark_done, mark_failed, purge, store_updates, waiting
from bot.store.sqlite import SqliteStore

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    yield store
    await store.close()


def updates(*ids: int) -> list[Arrived]:
    return [Arrived(update_id, -update_id % 3, f'{{"update_id":{update_id}}}') for update_id in ids]


async def rows(store: SqliteStore) -> list[tuple[int, bool, str]]:
    found = await store.read("SELECT update_id, raw IS NOT NULL AS full, status FROM inbox ORDER BY seq")
    return [(row["update_id"], bool(row["full"]), row["status"]) for row in found]


async def test_an_update_is_kept_once_and_the_order_is_ours(store: SqliteStore) -> None:
    first = await store.write(store_updates, updates(900, 5, 900), NOON)
    second = await store.write(store_updates, updates(5, 6), NOON)
    assert [(update.seq, update.update_id) for update in [*first, *second]] == [(1, 900), (2, 5), (3, 6)]
    assert await store.write(waiting, 0, 10) == [*first, *second]


async def test_waiting_is_paged_by_our_order(store: SqliteStore) -> None:
    await store.write(store_updates, updates(9, 8, 7), NOON)
    assert [update.update_id for update in await store.write(waiting, 0, 2)] == [9, 8]
    assert [update.update_id for update in await store.write(waiting, 2, 2)] == [7]


async def test_done_and_dead_wait_no_more_and_failed_does(store: SqliteStore) -> None:
    await store.write(store_updates, updates(1, 2, 3), NOON)
    assert await store.write(mark_done, 1)
    assert not await store.write(mark_done, 1)
    await store.write(mark_failed, 2, "OSError", 2, dead=False)
    await store.write(mark_failed, 3, "KeyError", 1, dead=True)
    await store.write(mark_failed, 1, "TooLate", 1, dead=True)  # what is done stays done
    assert [(update.seq, update.attempts) for update in await store.write(waiting, 0, 9)] == [(2, 2)]
    found = await store.read("SELECT status, error FROM inbox ORDER BY seq")
    assert [(row["status"], row["error"]) for row in found] == [
        ("done", None),
        ("new", "OSError"),
        ("dead", "KeyError"),
    ]


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        pytest.param(
            timedelta(hours=47), [(1, True, "done"), (2, True, "dead"), (3, True, "new")], id="kept for two days"
        ),
        pytest.param(
            timedelta(hours=49), [(1, False, "done"), (2, False, "dead"), (3, True, "new")], id="then emptied"
        ),
        pytest.param(
            timedelta(days=6, hours=1), [(3, True, "new")], id="gone within the week, but what is not handled"
        ),
    ],
)
async def test_what_people_wrote_is_let_go(
    store: SqliteStore, age: timedelta, expected: list[tuple[int, bool, str]]
) -> None:
    await store.write(store_updates, updates(1, 2, 3), NOON)
    await store.write(mark_done, 1)
    await store.write(mark_failed, 2, "KeyError", 1, dead=True)
    while await store.write(purge, NOON + age):
        pass
    assert await rows(store) == expected


async def test_after_a_quiet_week_no_number_is_given_again(store: SqliteStore) -> None:
    await store.write(store_updates, updates(1, 2), NOON)
    await store.write(lambda tx: tx.run("UPDATE inbox SET status = 'done'"))
    while await store.write(purge, NOON + timedelta(days=30)):
        pass
    (stored,) = await store.write(store_updates, updates(3), NOON + timedelta(days=30))
    assert stored.seq == 3, "what is said to it gets a key of its own"


async def test_a_purge_is_bounded_and_comes_to_an_end(store: SqliteStore) -> None:
    await store.write(store_updates, updates(*range(1, 1_301)), NOON)
    await store.write(lambda tx: tx.run("UPDATE inbox SET status = 'done' WHERE update_id <> 700"))
    counts = [await store.write(purge, NOON + timedelta(days=7)) for _ in range(5)]
    assert max(counts) <= 1_000
    assert counts[-1] == 0
    assert await rows(store) == [(700, True, "new"), (1_300, False, "done")]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT seq FROM inbox WHERE status = 'new' AND seq > 5 ORDER BY seq LIMIT 9",
        "SELECT seq FROM inbox WHERE raw IS NOT NULL AND received_at < 'x' AND status <> 'new' ORDER BY received_at",
        "SELECT count(*) FROM inbox WHERE status = 'dead'",
        "SELECT count(*) FROM outbox WHERE status = 'dead'",
        "SELECT group_id FROM outbox WHERE status = 'sent' AND settled_at >= 'x' ORDER BY settled_at",
        "SELECT id FROM outbox WHERE settled_at IS NOT NULL AND settled_at < 'x' ORDER BY settled_at LIMIT 9",
        "SELECT status, count(*) FROM outbox WHERE status IN ('waiting', 'sending', 'unknown') GROUP BY status",
    ],
)
async def test_no_question_that_is_asked_often_reads_the_whole_table(store: SqliteStore, sql: str) -> None:
    plan = [row["detail"] for row in await store.read(f"EXPLAIN QUERY PLAN {sql}")]
    assert all("INDEX" in step or "TEMP B-TREE" in step for step in plan), plan


async def test_the_condition_of_an_empty_store_is_zeros(store: SqliteStore) -> None:
    found = await condition(store, NOON)
    assert (found.inbox, found.received, found.promised) == ({"new": 0, "dead": 0}, 0, 0)
    assert (found.inbox_since, found.outbox_since) == (None, None)
    assert found.outbox == {"waiting": 0, "sending": 0, "unknown": 0, "dead": 0}


async def test_the_condition_tells_what_waits_and_since_when(store: SqliteStore) -> None:
    await store.write(store_updates, updates(1), NOON)
    await store.write(store_updates, updates(2, 3), NOON + timedelta(seconds=5))
    await store.write(mark_done, 1)
    await store.write(mark_failed, 3, "KeyError", 1, dead=True)
    await store.write(
        lambda tx: tx.run(
            "INSERT INTO chat_group (kind, language, time_zone, created_at) VALUES ('group', 'nl', 'x', '2026')"
        )
    )
    for key, status, due in (
        ("a", "sent", 1),
        ("b", "waiting", 2),
        ("c", "waiting", 90),
        ("d", "unknown", 1),
        ("e", "dead", 1),
    ):
        await store.write(_promise, key, status, (NOON + timedelta(seconds=due)).isoformat(timespec="microseconds"))
    found = await condition(store, NOON + timedelta(seconds=60))
    assert (found.inbox, found.received, found.promised) == ({"new": 1, "dead": 1}, 3, 5)
    assert found.outbox == {"waiting": 2, "sending": 0, "unknown": 1, "dead": 1}
    assert found.inbox_since == NOON + timedelta(seconds=5)
    assert found.outbox_since == NOON + timedelta(seconds=2)


def _promise(tx: Tx, key: str, status: str, due: str) -> None:
    tx.run(
        "INSERT INTO outbox (dedupe_key, group_id, kind, draw, status, not_before, created_at)"
        " VALUES (:key, 1, 'send', '{}', :status, :due, :due)",
        key=key,
        status=status,
        due=due,
    )


async def test_a_heartbeat_can_be_written_again(store: SqliteStore) -> None:
    await store.write(heartbeat, NOON)
    await store.write(heartbeat, NOON + timedelta(seconds=1))
    assert len(await store.read("SELECT * FROM setting")) == 1
