"""Many chats that each promised something for today, and a real bot process that can be killed while it asks."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import clock
from bot.follow_up.promises import FOLLOW_UP
from bot.playground.model import Chat, Member
from bot.playground.serve import Running, serve
from bot.playground.state import FIRST_SUPERGROUP, Rules
from bot.store import Tx
from bot.store.chat_rows import RestSettings, new_group, saw_last_message, set_rest
from bot.store.follow_up_rows import promise
from bot.store.run_rows import begin
from bot.store.schedule_rows import Plan, plan
from bot.store.sqlite import SqliteStore
from tests.bot.planning import ended, promised

BOT = """
import asyncio, os
from bot import app
from bot.config import load
asyncio.run(app.run_bot(load(os.environ), asyncio.Event()))
"""
AT_ANY_TIME = RestSettings(quiet_from=datetime.min.time(), quiet_to=datetime.min.time(), sundays=True, holidays=True)
_PLACE = "ea@e1"


def remember(tx: Tx, chat: Chat, number: int, due: datetime) -> None:
    """Know a chat whose run promised something that is to be asked about at a moment."""
    now = clock.now()
    group = new_group(tx, chat.id, "group", ("nl", "Europe/Brussels"), now).id
    saw_last_message(tx, group, chat.last_id)
    set_rest(tx, group, AT_ANY_TIME)
    day = now.astimezone(ZoneInfo("Europe/Brussels")).date()
    row = begin(tx, group, 0, ended(promised(day, what=f"nummer {number},")), now)
    promise(tx, row.id, _PLACE, "step", day)
    plan(tx, Plan(group=group, kind=FOLLOW_UP, about=f"{day}/0", due=due), now)


@dataclass
class Asked:
    """The chats in the order of their moments, and the process that asks them."""

    playground: Running
    chats: list[Chat]
    database: Path
    environment: Mapping[str, str]
    process: asyncio.subprocess.Process | None = None

    def __post_init__(self) -> None:
        self.places = {chat.id: place for place, chat in enumerate(self.chats)}

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", BOT, env=self.environment, stdout=asyncio.subprocess.DEVNULL
        )

    async def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def until(self, sent: int, within: float = 60.0) -> None:
        """Wait until so many chats heard something."""
        async with asyncio.timeout(within):
            while len(self.order()) < sent:
                await asyncio.sleep(0.02)

    def order(self) -> list[int]:
        """Which chats were asked, by their place in the order of moments, in the order in which they were."""
        sends = (call for call in self.playground.world.ledger if call.method == "sendMessage" and call.code == 200)
        return [self.places[call.chat_id] for call in sends]

    def in_hand(self) -> set[int]:
        """Those that were being asked when the process was killed: they are looked for first, and may come later."""
        sql = "SELECT a.tg_chat_id FROM outbox o JOIN chat_alias a ON a.group_id = o.group_id WHERE o.attempts > 1"
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            found = {chat for (chat,) in connection.execute(sql)}
        return {self.places[chat] for chat in found}

    def heard(self) -> list[int]:
        """How often each chat was asked."""
        bot = self.playground.world.bot.id
        return [sum(m.sender_id == bot for m in chat.messages.values()) for chat in self.chats]


@asynccontextmanager
async def asked(folder: Path, chats: int, span: timedelta) -> AsyncIterator[Asked]:
    """Let so many chats have promised something whose moment came within a span that ends now."""
    playground = await serve(rules=Rules())
    database = folder / "b.sqlite3"
    people = [user.id for user in playground.world.users.values() if not user.is_bot]
    known = [_chat(playground, people, number) for number in range(chats)]
    first = clock.now() - span
    store = await SqliteStore.open(database, clock.now)
    await asyncio.gather(
        *(store.write(remember, chat, n, first + span * n / chats) for n, chat in reversed(list(enumerate(known))))
    )
    await store.close()
    environment = {
        **os.environ,
        "BUURTVONK_TOKEN": playground.token,
        "BUURTVONK_API_URL": playground.api_url,
        "BUURTVONK_DATABASE_URL": f"sqlite:///{database}",
        "BUURTVONK_LOG_LEVEL": "ERROR",
    }
    running = Asked(playground, known, database, environment)
    try:
        yield running
    finally:
        if running.process is not None and running.process.returncode is None:
            await running.kill()
        await playground.close()


def _chat(playground: Running, people: list[int], number: int) -> Chat:
    """A group in which people talked; the bot is in it, and no update tells of it."""
    world = playground.world
    chat = world.chats[FIRST_SUPERGROUP - number] = Chat(FIRST_SUPERGROUP - number, "supergroup", f"Buurt {number}")
    chat.members |= {user: Member(user, "member") for user in (world.bot.id, people[0])}
    world.post(chat, people[0], text="dag")
    return chat
