"""The rows themselves: what is put down, in which order it comes up, and who may settle it."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.outgoing import Button, Draft, Drawn
from bot.store import Row, Tx
from bot.store.chat_moves import migrate
from bot.store.outbox_rows import Claim, Payload, claim, heads, keep_payload, put, renew, stamp
from bot.store.outbox_settle import changed, dead, dropped, pause, posted, put_back, recover, resume, saw_message
from bot.store.sqlite import SqliteStore
from tests.bot.outbox.rig import know

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=30)
MUCH_LATER = NOON + timedelta(hours=1)
OLD, NEW = -4711, -1_000_000_004_711


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(tmp_path / "b.db", lambda: NOON)
    await opened.write(know, 1, OLD, 40)
    await opened.write(know, 2, -4712)
    yield opened
    await opened.close()


async def promise(store: SqliteStore, key: str, text: str = "", at: datetime = NOON, **more: Any) -> None:
    await store.write(put, Draft(key=key, draw={"text": text}, **({"group": 1} | more)), at)


async def rows(store: SqliteStore) -> list[Row]:
    return list(await store.read("SELECT * FROM outbox ORDER BY id"))


async def take(store: SqliteStore, row_id: int, at: datetime = NOON) -> Claim:
    held = await store.write(claim, row_id, at, LATER)
    assert held is not None
    return held


# --- putting down ---


async def test_a_used_key_is_ignored(store: SqliteStore) -> None:
    await promise(store, "a", "first")
    await promise(store, "a", "second")
    assert [row["draw"] for row in await rows(store)] == ['{"text":"first"}']


async def test_a_newer_change_of_a_card_takes_the_place_of_the_waiting_one(store: SqliteStore) -> None:
    await promise(store, "card")
    await promise(store, "e1", "1", kind="edit", target_key="card", priority=7)
    await promise(store, "next")
    await promise(store, "e2", "2", kind="edit", target_key="card", priority=3)
    kept = await rows(store)
    assert [(row["dedupe_key"], row["priority"]) for row in kept] == [("card", 5), ("e1", 3), ("next", 5)]
    assert kept[1]["draw"] == '{"text":"2"}'


async def test_the_same_key_may_name_every_change_of_a_waiting_card(store: SqliteStore) -> None:
    for text in "123":
        await promise(store, "e", text, kind="edit", target_key="card")
    assert [row["draw"] for row in await rows(store)] == ['{"text":"3"}']


async def test_an_old_change_does_not_come_back(store: SqliteStore) -> None:
    await promise(store, "e1", "1", kind="edit", target_key="card")
    await store.write(lambda tx: tx.run("UPDATE outbox SET status = 'sent'"))
    await promise(store, "e2", "2", kind="edit", target_key="card")
    await promise(store, "e1", "1", kind="edit", target_key="card")
    assert [row["draw"] for row in await rows(store)] == ['{"text":"1"}', '{"text":"2"}']


async def test_a_change_that_is_being_made_is_not_replaced(store: SqliteStore) -> None:
    await promise(store, "e1", "1", kind="edit", target_key="card")
    await take(store, 1)
    await promise(store, "e2", "2", kind="edit", target_key="card")
    assert [row["status"] for row in await rows(store)] == ["sending", "waiting"]


async def test_changes_of_other_cards_and_chats_stay_apart(store: SqliteStore) -> None:
    await promise(store, "e1", kind="edit", target_key="a")
    await promise(store, "e2", kind="edit", target_key="b")
    await promise(store, "e3", kind="edit", target_key="a", group=2)
    assert len(await rows(store)) == 3


async def test_whoever_keeps_pressing_does_not_put_the_change_off(store: SqliteStore) -> None:
    for number in range(5):
        at = NOON + timedelta(seconds=number)
        await promise(store, f"e{number}", at=at, kind="edit", target_key="card", delay=3)
    assert (await rows(store))[0]["not_before"] == stamp(NOON + timedelta(seconds=3))
    await promise(store, "close", at=NOON + timedelta(seconds=1), kind="edit", target_key="card")
    assert (await rows(store))[0]["not_before"] == stamp(NOON + timedelta(seconds=1))


async def test_a_pause_after_a_failure_is_not_shortened(store: SqliteStore) -> None:
    await promise(store, "e1", kind="edit", target_key="card")
    await store.write(put_back, await take(store, 1), LATER, "TooMany", doubtful=False)
    await promise(store, "e2", kind="edit", target_key="card")
    assert (await rows(store))[0]["not_before"] == stamp(LATER)


async def test_a_change_that_waits_costs_one_statement_found_by_index(store: SqliteStore) -> None:
    await promise(store, "e1", kind="edit", target_key="card")
    asked: list[str] = []

    class Watched:
        def __init__(self, tx: Tx) -> None:
            self.one, self.all, self._run = tx.one, tx.all, tx.run

        def run(self, sql: str, /, **params: Any) -> int:
            asked.append(sql)
            return self._run(sql, **params)

    def unit(tx: Tx) -> None:
        put(Watched(tx), Draft(key="e2", group=1, kind="edit", target_key="card"), NOON)

    await store.write(unit)
    assert len(asked) == 1
    names = ("draw", "priority", "due", "group", "target", "key")
    plan = await store.read(f"EXPLAIN QUERY PLAN {asked[0]}", **dict.fromkeys(names, 1))
    assert "USING INDEX outbox_live (group_id=?)" in str(plan[0]["detail"])


# --- taking up ---


async def test_only_the_oldest_living_row_of_a_chat_comes_up(store: SqliteStore) -> None:
    for key in ("a", "b"):
        await promise(store, key)
    await promise(store, "c", group=2, priority=3)
    found = await heads(store)
    assert {group: (head.id, head.pressing, head.priority) for group, head in found.items()} == {
        1: (1, True, 5),
        2: (3, False, 3),
    }
    assert set(await heads(store, frozenset({2, 77}))) == {2}
    assert await store.write(claim, 2, NOON, LATER) is None


async def test_one_row_of_a_chat_is_in_hand_at_a_time(store: SqliteStore) -> None:
    await promise(store, "a")
    held = await take(store, 1)
    assert await store.write(claim, 1, NOON, LATER) is None
    again = await store.write(claim, 1, MUCH_LATER, MUCH_LATER)
    assert again is not None
    assert (held.attempts, again.attempts) == (1, 2)


async def test_a_row_is_not_taken_before_its_time_or_for_a_paused_chat(store: SqliteStore) -> None:
    await promise(store, "a", delay=60)
    assert await store.write(claim, 1, LATER, MUCH_LATER) is None
    await store.write(pause, 1)
    assert await heads(store) == {}
    assert await store.write(claim, 1, MUCH_LATER, MUCH_LATER) is None
    await store.write(resume, 1)
    assert set(await heads(store)) == {1}


async def test_what_was_sent_is_kept_word_for_word(store: SqliteStore) -> None:
    await promise(store, "a")
    drawn = Drawn("<b>Zoë</b>", ((Button("ja", data="1|x"), Button("kijk", url="https://x.be")), (Button("nee", "0"),)))
    payload = Payload(drawn, OLD, 40)
    await store.write(keep_payload, await take(store, 1), payload, LATER)
    await store.write(recover, NOON, timedelta(seconds=5))
    assert await store.write(claim, 1, NOON, LATER) is None
    held = await take(store, 1, LATER)
    assert (held.payload, held.doubtful, held.after, held.look.group) == (payload, True, 40, 1)


# --- settling ---


SETTLEMENTS: list[Callable[[Tx, Claim], object]] = [
    lambda tx, held: put_back(tx, held, LATER, "x", doubtful=False),
    lambda tx, held: dead(tx, held, NOON, "x"),
    lambda tx, held: dropped(tx, held, NOON),
    lambda tx, held: changed(tx, held, None, NOON),
    lambda tx, held: keep_payload(tx, held, Payload(Drawn("x"), OLD), LATER),
    lambda tx, held: renew(tx, held, LATER),
]


@pytest.mark.parametrize("settlement", SETTLEMENTS, ids=["back", "dead", "dropped", "changed", "kept", "renewed"])
async def test_who_slept_too_long_settles_nothing(
    store: SqliteStore, settlement: Callable[[Tx, Claim], object]
) -> None:
    await promise(store, "a")
    late = await take(store, 1)
    mine = await take(store, 1, MUCH_LATER)
    before = dict((await rows(store))[0])
    assert not await store.write(settlement, late)
    assert dict((await rows(store))[0]) == before
    assert await store.write(settlement, mine)


async def test_the_first_to_know_an_id_settles_and_the_second_is_told(store: SqliteStore) -> None:
    await promise(store, "a")
    late = await take(store, 1)
    mine = await take(store, 1, MUCH_LATER)
    payload = Payload(Drawn("x"), OLD)
    assert await store.write(posted, late, 41, payload, NOON)
    assert not await store.write(posted, mine, 42, payload, NOON)
    assert await store.write(posted, mine, 41, payload, NOON)


async def test_evidence_settles_only_a_send_of_that_chat(store: SqliteStore) -> None:
    await promise(store, "a")
    await promise(store, "e", kind="edit", target_key="a")
    assert not await store.write(saw_message, 2, 41, "a", NOON)
    assert not await store.write(saw_message, 1, 41, "e", NOON)
    assert await store.write(saw_message, 1, 41, "a", NOON)
    assert [row["status"] for row in await rows(store)] == ["sent", "waiting"]


async def test_a_message_of_the_old_chat_says_nothing_about_ids_in_the_new_one(store: SqliteStore) -> None:
    await promise(store, "a")
    held = await take(store, 1)
    await store.write(migrate, OLD, NEW)
    await store.write(posted, held, 999, Payload(Drawn("x"), OLD), NOON)
    assert (await store.read("SELECT last_message_id AS last FROM chat_group WHERE id = 1"))[0]["last"] == 0


# --- a group that moves ---


async def aliases(store: SqliteStore) -> dict[int, tuple[int, int]]:
    found = await store.read("SELECT * FROM chat_alias")
    return {row["tg_chat_id"]: (row["group_id"], row["current"]) for row in found}


async def test_a_group_keeps_everything_but_its_message_ids_when_it_moves(store: SqliteStore) -> None:
    await promise(store, "a")
    await store.write(posted, await take(store, 1), 41, Payload(Drawn("x"), OLD), NOON)
    for _ in range(3):
        assert await store.write(migrate, OLD, NEW) == 1
    assert await aliases(store) == {OLD: (1, 0), NEW: (1, 1), -4712: (2, 1)}
    assert (await rows(store))[0]["message_id"] is None
    await promise(store, "b")
    held = await take(store, 2)
    assert (held.chat, held.after) == (NEW, 0)
    await store.write(posted, held, 3, Payload(Drawn("x"), NEW), NOON)
    await store.write(migrate, OLD, NEW)
    assert (await rows(store))[1]["message_id"] == 3


async def test_a_move_of_chats_nobody_knows_changes_nothing(store: SqliteStore) -> None:
    assert await store.write(migrate, -1, -2) is None
    assert len(await aliases(store)) == 2


async def test_a_move_may_be_heard_of_in_the_new_chat_first(store: SqliteStore) -> None:
    await store.write(know, 3, NEW, 5)
    assert await store.write(migrate, -77, NEW) == 3
    assert (await aliases(store))[-77] == (3, 0)
    assert (await aliases(store))[NEW] == (3, 1)


def begin_run(tx: Tx, run: int, group: int, thread: int = 0) -> None:
    tx.run(
        "INSERT INTO run (id, group_id, thread_id, flow, flow_version, status, state, created_at, updated_at)"
        " VALUES (:id, :group, :thread, 'f', 1, 'open', '{}', '', '')",
        id=run,
        group=group,
        thread=thread,
    )


@pytest.mark.parametrize("new_group", [3, 0], ids=["known later", "known longer"])
async def test_of_two_groups_that_turn_out_to_be_one_the_older_goes_on(store: SqliteStore, new_group: int) -> None:
    await store.write(know, new_group, NEW, 5)
    for run, group, thread in ((1, 1, 0), (2, new_group, 0), (3, new_group, 8)):
        await store.write(begin_run, run, group, thread)
    await promise(store, "a")
    await promise(store, "b", group=new_group)
    await store.write(posted, await take(store, 1), 41, Payload(Drawn("x"), OLD), NOON)
    await store.write(posted, await take(store, 2), 6, Payload(Drawn("x"), NEW), NOON)
    older = min(1, new_group)
    assert await store.write(migrate, OLD, NEW) == older
    assert await store.write(migrate, OLD, NEW) == older
    assert {(row["group_id"], row["message_id"]) for row in await rows(store)} == {(older, None), (older, 6)}
    runs = await store.read("SELECT id, group_id, status FROM run ORDER BY id")
    assert {row["group_id"] for row in runs} == {older}
    stopped = 2 if older == 1 else 1
    assert [row["id"] for row in runs if row["status"] == "stopped"] == [stopped]
    groups = await store.read("SELECT id, last_message_id AS last FROM chat_group WHERE id <> 2")
    assert [(row["id"], row["last"]) for row in groups] == [(older, 6)]
