"""After a decision: only the chats it spoke to are looked at again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.arrived import Arrived
from bot.clock import now
from bot.desk import Desk
from bot.dispatch import Aftermath, Border, Dispatcher
from bot.events import Event, Tapped, Upgraded, Where, Who, Wrote
from bot.keyboards import Codec
from bot.store.chat_rows import new_group
from bot.store.inbox_rows import StoredUpdate, store_updates
from bot.store.run_rows import Runs
from bot.store.sqlite import SqliteStore
from bot.texts import Texts

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
AN = Who(id=5_000_000_001, language="nl")
HERE = Where(tg_id=-5, kind="group")


@dataclass
class Handler:
    """A dispatcher that hears events instead of reading them, and notes whom it wakes."""

    store: SqliteStore
    woken: list[tuple[int, ...]] = field(default_factory=list[tuple[int, ...]])
    heard: int = 0

    async def handle(self, event: Event) -> None:
        desk = Desk(
            texts=Texts.load(), codec=Codec(b"x"), runs=Runs(), clock=now, bot_id=1, bot_name="b",
            language="nl", time_zone="Europe/Brussels",
        )  # fmt: skip
        after = Aftermath(answer=lambda *_: None, like=lambda *_: None, wake=lambda *groups: self.woken.append(groups))
        border = Border(read=lambda _raw: event, is_admin=_no_admin)
        self.heard += 1
        stored: list[StoredUpdate] = await self.store.write(store_updates, [Arrived(self.heard, -5, "{}")], NOON)
        await Dispatcher(desk, self.store, border, after).handle(stored[0])


async def _no_admin(_chat: int, _person: int) -> bool:
    return False


@pytest.fixture
async def handler(tmp_path: Path) -> AsyncIterator[Handler]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    for chat in (-4, -5):
        await store.write(new_group, chat, "group", ("nl", "Europe/Brussels"), NOON)
    yield Handler(store)
    await store.close()


@pytest.mark.parametrize(
    "event",
    [
        Wrote(where=HERE, who=AN, message_id=9, text="", command="start"),
        Tapped(where=HERE, who=AN, message_id=9, data="forged", query="q"),
    ],
    ids=["something to say", "only a toast, in a chat that may be open again"],
)
async def test_only_the_chat_of_an_update_is_looked_at(handler: Handler, event: Event) -> None:
    await handler.handle(event)
    assert handler.woken == [(2,)]


async def test_after_a_move_every_chat_is_looked_at(handler: Handler) -> None:
    await handler.handle(Upgraded(old=-5, new=-1_000_000_000_005))
    assert handler.woken == [()]
