"""Chats on disk: one row of ours for whatever Telegram calls them, with their settings."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import now
from bot.store import Tx
from bot.store.acquaintance_rows import groups_of, meet
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
from bot.store.invitation_rows import (
    Traces,
    begin_invitation,
    invitation_with,
    note_wrong_code,
    take_invitation,
    wrong_codes,
)
from bot.store.neighbourhood_rows import belong, new_initiative
from bot.store.outbox_settle import pause, resume
from bot.store.signal_rows import add, signals_of, take_up
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


async def test_where_both_chats_were_known_all_that_belongs_to_the_younger_comes_along(store: SqliteStore) -> None:
    old, young, other = [
        (await store.write(new_group, tg_id, "group", SETTINGS, NOON)).id for tg_id in (-5, -1_005, -7)
    ]

    def lives_on(tx: Tx) -> None:
        ours = new_initiative(tx, NOON)
        belong(tx, young, ours, "action_group")
        belong(tx, other, ours, "core_group")
        for group in (old, young):
            add(tx, group, "de stoep ligt los", NOON)
            meet(tx, 77, group)
            note_wrong_code(tx, group, NOON)
            begin_invitation(tx, group, Traces(f"l{group}", f"c{group}"), NOON)
        take_up(tx, add(tx, other, "het bankje is weg", NOON), young)
        begin_invitation(tx, other, Traces("l", "c"), NOON)
        invited = invitation_with(tx, "l", NOON)
        assert invited is not None
        take_invitation(tx, invited.id, young)

    await store.write(lives_on)
    assert await store.write(migrate, -5, -1_005) == old
    assert len(await store.write(signals_of, old)) == 2
    assert len(await store.write(signals_of, other)) == 3
    assert [group.id for group in await store.write(groups_of, 77)] == [old]
    assert await store.write(wrong_codes, old, NOON) == 2
    invited = await store.write(invitation_with, "c", NOON)
    assert invited is not None
    assert invited.taken_by == old
    assert [row["n"] for row in await store.read("SELECT COUNT(*) AS n FROM invitation")] == [2]


async def test_the_bot_remembers_the_first_value_of_a_setting_of_its_own(store: SqliteStore) -> None:
    assert await store.write(setting, "button_secret", "aa") == "aa"
    assert await store.write(setting, "button_secret", "bb") == "aa"
    assert await store.write(setting, "other", "cc") == "cc"
