"""Runs on disk: the whole of a run comes back, in a topic of its own, and nobody overwrites what they have not seen."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import now
from bot.outgoing import Draft
from bot.store import Tx
from bot.store.chat_rows import new_group
from bot.store.outbox_rows import put
from bot.store.outbox_settle import saw_message
from bot.store.run_rows import (
    RunMovedOn,
    RunRow,
    Runs,
    active_run,
    active_runs,
    begin,
    latest_run,
    posted_card,
    read_run,
    run_by_id,
    save,
)
from bot.store.sqlite import SqliteStore
from core.ids import ParticipantId
from flows.model import FlowName
from flows.run import Draft as OnCard
from flows.run import Run, Status
from flows.values import Picked, Rated, Said

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
AN, BERT = ParticipantId("5000000001"), ParticipantId("5000000002")
FRESH = Run(flow=FlowName("six_steps"), flow_version=1, facilitator=AN, members=(AN,))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    await store.write(new_group, -5, "group", ("nl", "Europe/Brussels"), NOON)
    yield store
    await store.close()


async def begun(store: SqliteStore, thread: int = 0, run: Run = FRESH) -> RunRow:
    return await store.write(begin, 1, thread, run, NOON)


async def saved(store: SqliteStore, before: RunRow, after: Run, card_key: str | None = None) -> RunRow:
    return await store.write(save, before, after, card_key, NOON)


async def on_disk(store: SqliteStore, run_id: int = 1) -> RunRow | None:
    """The run as a process finds it that remembers nothing."""
    beside = await read_run(store, Runs(), run_id)
    inside = await store.write(run_by_id, Runs(), run_id)
    assert beside == inside
    return beside


async def test_a_new_run_is_the_one_that_goes_on(store: SqliteStore) -> None:
    row = await begun(store)
    assert await store.write(active_run, Runs(), 1, 0) == row
    assert await store.write(latest_run, Runs(), 1, 0) == row
    assert await on_disk(store) == row
    assert row.version == 1


async def test_nothing_is_found_where_nothing_goes_on(store: SqliteStore) -> None:
    await begun(store, thread=7)
    assert await store.write(active_run, Runs(), 1, 0) is None
    assert await store.write(latest_run, Runs(), 1, 0) is None
    assert await store.write(run_by_id, Runs(), 9) is None
    assert await read_run(store, Runs(), 9) is None


async def test_the_whole_run_comes_back(store: SqliteStore) -> None:
    row = await begun(store)
    after = replace(
        FRESH,
        status=Status.OPEN,
        members=(AN, BERT),
        current="q0_4",
        ask=4,
        draft=OnCard(value=Picked(("hard",))),
        votes={"q1_9": {AN: Rated(2), BERT: Rated(0)}},
        settled={"q0_2": Picked(("alone",)), "q0_1": Said(("Maria weer <b>thuis</b>",))},
        parked=("later",),
    )
    kept = await saved(store, row, after, "u1:run1card0")
    found = await on_disk(store)
    assert found == kept
    assert found is not None
    assert list(found.run.settled) == ["q0_2", "q0_1"], "the order of closing is part of the run"
    assert (found.card_key, found.version) == ("u1:run1card0", 2)


async def test_an_answer_that_is_taken_back_is_gone(store: SqliteStore) -> None:
    row = await saved(store, await begun(store), replace(FRESH, votes={"q1_9": {AN: Rated(2), BERT: Rated(1)}}))
    await saved(store, row, replace(row.run, votes={"q1_9": {BERT: Rated(3)}}))
    found = await on_disk(store)
    assert found is not None
    assert found.run.votes == {"q1_9": {BERT: Rated(3)}}


async def test_nothing_changed_is_nothing_written(store: SqliteStore) -> None:
    row = await begun(store)
    assert await saved(store, row, row.run) is row


async def test_a_voice_alone_leaves_the_state_as_it_was(store: SqliteStore) -> None:
    """In a full room everyone taps at once; only the row of the answer may be written anew."""
    row = await begun(store)
    before = await store.read("SELECT state, updated_at FROM run")
    kept = await store.write(
        save, row, replace(FRESH, votes={"q1_9": {AN: Rated(2)}}), None, NOON + timedelta(minutes=1)
    )
    after = await store.read("SELECT state, updated_at FROM run")
    assert [(r["state"], r["updated_at"]) for r in before] == [(r["state"], r["updated_at"]) for r in after]
    assert kept.version == 2
    assert await on_disk(store) == kept


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(FRESH, ask=1), id="a new state"),
        pytest.param(replace(FRESH, votes={"q1_9": {AN: Rated(2)}}), id="a voice"),
    ],
)
async def test_whoever_comes_too_late_writes_nothing(store: SqliteStore, after: Run) -> None:
    row = await begun(store)
    first = await saved(store, row, replace(FRESH, members=(AN, BERT)))
    with pytest.raises(RunMovedOn):
        await saved(store, row, after)
    assert await on_disk(store) == first


async def test_a_topic_has_a_run_of_its_own(store: SqliteStore) -> None:
    general, topic = await begun(store), await begun(store, thread=7)
    assert await store.write(active_run, Runs(), 1, 0) == general
    assert await store.write(active_run, Runs(), 1, 7) == topic
    assert list(await store.write(active_runs, Runs(), 1)) == [general, topic]


async def test_the_last_run_is_found_when_it_is_over_but_one_that_goes_on_comes_first(store: SqliteStore) -> None:
    first = await begun(store)
    done = await saved(store, first, replace(FRESH, status=Status.DONE))
    assert await store.write(active_run, Runs(), 1, 0) is None
    assert await store.write(latest_run, Runs(), 1, 0) == done
    assert await store.write(active_runs, Runs(), 1) == []
    second = await begun(store)
    assert await store.write(latest_run, Runs(), 1, 0) == second
    stopped = await saved(store, second, replace(FRESH, status=Status.STOPPED))
    assert await store.write(latest_run, Runs(), 1, 0) == stopped


# --- memory ---


async def test_memory_is_used_only_for_the_version_on_disk(store: SqliteStore) -> None:
    runs, row = Runs(), await begun(store)
    runs.keep(row)
    assert await store.write(run_by_id, runs, 1) is row
    assert await read_run(store, runs, 1) is row
    newer = await saved(store, row, replace(FRESH, ask=3))
    assert await store.write(run_by_id, runs, 1) == newer
    assert await read_run(store, runs, 1) == newer


def test_memory_forgets_what_was_used_longest_ago() -> None:
    def row(number: int, version: int = 1) -> RunRow:
        return RunRow(id=number, group=1, thread=0, version=version, card_key=None, run=FRESH)

    runs = Runs(most=2)
    for kept in (row(1), row(2), row(1, version=2), row(3)):
        runs.keep(kept)
    assert runs.get(1, 2) is not None
    assert runs.get(1, 1) is None
    assert runs.get(2, 1) is None
    assert runs.get(3, 1) is not None


# --- cards ---


async def test_the_message_of_a_card_is_known_once_it_was_posted(store: SqliteStore) -> None:
    def promised(tx: Tx) -> None:
        put(tx, Draft(key="u1:run1card0", group=1), NOON)

    assert await store.write(posted_card, "u1:run1card0") is None
    await store.write(promised)
    card = await store.write(posted_card, "u1:run1card0")
    assert card is not None
    assert (card.message_id, card.promised_at) == (None, NOON)
    await store.write(saw_message, 1, 44, "u1:run1card0", NOON)
    card = await store.write(posted_card, "u1:run1card0")
    assert card is not None
    assert card.message_id == 44
