"""Chats on disk: one row of ours for whatever Telegram calls them, with their settings."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import now
from bot.store.chat_moves import migrate
from bot.store.chat_rows import (
    Group,
    group_by_id,
    group_of,
    new_group,
    saw_last_message,
    set_greeted,
    set_language,
    setting,
    tg_id_of,
)
from bot.store.outbox_settle import pause, resume
from bot.store.sqlite import SqliteStore

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTINGS = ("nl", "Europe/Brussels")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    yield store
    await store.close()


async def test_a_new_chat_gets_the_settings_of_the_house(store: SqliteStore) -> None:
    made = await store.write(new_group, -5, "group", SETTINGS, NOON)
    assert made == Group(
        id=made.id,
        tg_id=-5,
        kind="group",
        language="nl",
        time_zone="Europe/Brussels",
        active=True,
        greeted=False,
        last_message_id=0,
    )
    assert await store.write(group_of, -5) == made
    assert await store.write(group_by_id, made.id) == made
    assert await tg_id_of(store, made.id) == -5


async def test_a_chat_nobody_knows_is_none(store: SqliteStore) -> None:
    assert await store.write(group_of, -5) is None
    assert await store.write(group_by_id, 5) is None


async def test_a_chat_keeps_what_was_chosen_for_it_alone(store: SqliteStore) -> None:
    made = await store.write(new_group, -5, "group", SETTINGS, NOON)
    other = await store.write(new_group, 8, "private", SETTINGS, NOON)
    await store.write(set_greeted, made.id)
    await store.write(set_language, made.id, "en")
    await store.write(pause, made.id)
    found = await store.write(group_of, -5)
    assert found is not None
    assert (found.greeted, found.language, found.active) == (True, "en", False)
    assert await store.write(group_of, 8) == other
    await store.write(resume, made.id)
    again = await store.write(group_of, -5)
    assert again is not None
    assert again.active


async def test_the_last_message_only_rises(store: SqliteStore) -> None:
    made = await store.write(new_group, -5, "group", SETTINGS, NOON)
    for message in (7, 3, 9, 8):
        await store.write(saw_last_message, made.id, message)
    found = await store.write(group_of, -5)
    assert found is not None
    assert found.last_message_id == 9


async def test_both_ids_of_a_chat_that_moved_lead_to_it_and_the_new_one_counts(store: SqliteStore) -> None:
    made = await store.write(new_group, -5, "group", SETTINGS, NOON)
    await store.write(migrate, -5, -1_005)
    old, new = await store.write(group_of, -5), await store.write(group_of, -1_005)
    assert old == new
    assert new is not None
    assert (new.id, new.tg_id) == (made.id, -1_005)
    assert await tg_id_of(store, made.id) == -1_005


async def test_the_bot_remembers_the_first_value_of_a_setting_of_its_own(store: SqliteStore) -> None:
    assert await store.write(setting, "button_secret", "aa") == "aa"
    assert await store.write(setting, "button_secret", "bb") == "aa"
    assert await store.write(setting, "other", "cc") == "cc"
