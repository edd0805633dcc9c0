"""What was said a week ago is let go; what people may still react to is still known."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.outgoing import ChatLook, Draft, Drawn
from bot.store import Row, Tx
from bot.store.outbox_purge import KEPT_FOR, purge_outbox, tidy
from bot.store.outbox_rows import Claim, Payload, claim, heads, put
from bot.store.outbox_settle import dead, dropped, message_ref, posted
from bot.store.sqlite import SqliteStore
from tests.bot.outbox.rig import know

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + KEPT_FOR + timedelta(seconds=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", lambda: NOON)
    await store.write(know, 1, -1)
    yield store
    await store.close()


def promised(tx: Tx, key: str, kind: str = "send") -> Claim:
    """Promise something and take it up."""
    put(tx, Draft(key=key, group=1, kind=kind, target_key="a", draw={"text": "geheim"}), NOON)  # type: ignore[arg-type]  # a kind of the test
    row = tx.one("SELECT id FROM outbox WHERE dedupe_key = :key", key=key)
    assert row is not None
    held = claim(tx, row["id"], NOON, NOON)
    assert held is not None
    return held


def sent(tx: Tx, key: str, message: int, at: datetime = NOON) -> None:
    posted(tx, promised(tx, key), message, Payload(Drawn("geheim"), -1), at)


async def all_rows(store: SqliteStore) -> list[Row]:
    return list(await store.read("SELECT * FROM outbox ORDER BY id"))


async def emptied(store: SqliteStore, now: datetime = LATER) -> None:
    while await store.write(purge_outbox, now):
        pass


async def test_after_a_week_a_message_has_no_words_but_is_still_known(store: SqliteStore) -> None:
    await store.write(sent, "a", 7)
    await emptied(store, NOON + KEPT_FOR)
    assert "geheim" in (await all_rows(store))[0]["payload"]
    await emptied(store)
    (row,) = await all_rows(store)
    assert "geheim" not in str(dict(row))
    assert (row["status"], await store.write(message_ref, 1, 7)) == ("sent", "a")


async def test_what_is_no_message_is_forgotten(store: SqliteStore) -> None:
    await store.write(sent, "a", 7)
    await store.write(lambda tx: dropped(tx, promised(tx, "edit", "edit"), NOON))
    await store.write(lambda tx: dead(tx, promised(tx, "dead"), NOON, "BadRequest"))
    await emptied(store)
    assert [row["dedupe_key"] for row in await all_rows(store)] == ["a"]


async def test_what_still_waits_is_left_alone_however_old(store: SqliteStore) -> None:
    await store.write(put, Draft(key="a", group=1, draw={"text": "geheim"}), NOON)
    await emptied(store, NOON + timedelta(days=400))
    assert "geheim" in (await all_rows(store))[0]["draw"]
    assert 1 in await heads(store)


async def test_a_message_without_words_can_still_be_changed(store: SqliteStore) -> None:
    await store.write(sent, "a", 7)
    await emptied(store)
    held = await store.write(promised, "edit", "edit")
    assert (held.target, held.shown, held.look) == (7, None, ChatLook(group=1))


async def test_a_purge_is_bounded_and_comes_to_an_end(store: SqliteStore) -> None:
    def many(tx: Tx) -> None:
        for number in range(1, 1_201):
            sent(tx, f"m{number}", number)

    await store.write(many)
    counts = [await store.write(tidy, LATER) for _ in range(4)]
    assert counts == [500, 500, 200, 0]
