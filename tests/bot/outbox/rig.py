"""A playground, a store and a bot: everything real, only faster."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import telegram

from bot import clock
from bot.outbox.budget import Limit, Limits
from bot.outbox.request import AiohttpRequest
from bot.outbox.sender import Sender
from bot.outbox.surroundings import Surroundings, Times, Trouble
from bot.outgoing import Button, ChatLook, Draft, Drawn, Json
from bot.pictures.drawn import png
from bot.playground.faults import Fault
from bot.playground.model import Chat
from bot.playground.serve import Running, serve
from bot.playground.state import Rules
from bot.playground.world import World
from bot.store import Row, Tx
from bot.store.outbox_rows import put
from bot.store.sqlite import SqliteStore

QUICK = Times(
    lease=8.0, grace=0.02, edit_pause=0.02, first_backoff=0.02, longest_backoff=0.1, token_pause=0.05, rest=0.02,
    rescan=0.2,
)  # fmt: skip
PICTURE = png('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle r="9"/></svg>')
FILE = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
PLENTY = Limits(Limit(10_000.0, 100), Limit(10_000.0, 100), Limit(10_000.0, 100))


def draw(drawing: Mapping[str, Json], look: ChatLook) -> Drawn | None:
    """Draw what the test asks for: a text and a button, nothing, or an error."""
    match drawing:
        case {"text": str(text), "picture": str(_)}:
            return Drawn(text, picture=PICTURE)
        case {"text": str(text), "file": str(_)}:
            return Drawn(text, document=FILE)
        case {"text": str(text), "button": str(data)}:
            return Drawn(text, ((Button("x", data=data),),))
        case {"text": str(text)}:
            return Drawn(text.replace("LANGUAGE", look.language))
        case {"broken": str(why)}:
            raise ValueError(why)
        case _:
            return None


@dataclass
class Rig:
    """What a test works with."""

    running: Running
    store: SqliteStore
    request: AiohttpRequest
    bot: telegram.Bot
    troubles: list[tuple[int, Trouble]] = field(default_factory=list[tuple[int, Trouble]])

    @property
    def world(self) -> World:
        return self.running.world

    def surroundings(self, **changed: Any) -> Surroundings:
        given: dict[str, Any] = {
            "store": self.store, "bot": self.bot, "draw": draw, "on_trouble": self.hear, "times": QUICK,
            "limits": PLENTY,
        }  # fmt: skip
        return Surroundings(**(given | changed))

    async def hear(self, group: int, trouble: Trouble) -> None:
        self.troubles.append((group, trouble))

    @asynccontextmanager
    async def sending(self, **changed: Any) -> AsyncIterator[Sender]:
        sender = Sender(self.surroundings(**changed))
        await sender.start()
        try:
            yield sender
        finally:
            await sender.stop()

    async def chat(self, group: int = 1, kind: str = "supergroup") -> Chat:
        """A group with the bot in it, known to us as `group`; the service message of adding is its first."""
        people = [person for person, user in self.world.users.items() if not user.is_bot]
        chat = self.world.create_group(f"g{group}", people, kind=kind)
        self.world.add_bot(chat.id, people[0])
        await self.store.write(know, group, chat.id, chat.last_id)
        return chat

    async def put(self, key: str, text: str = "", **more: Any) -> None:
        drawing = more.pop("draw", {"text": text or key})
        await self.store.write(put, Draft(key=key, draw=drawing, **({"group": 1} | more)), clock.now())

    async def edit(self, key: str, target: str, text: str, **more: Any) -> None:
        await self.put(key, text, kind="edit", target_key=target, **more)

    async def picture(self, key: str, **more: Any) -> None:
        await self.put(key, draw={"text": key, "picture": "x"}, kind="photo", **more)

    async def file(self, key: str, **more: Any) -> None:
        await self.put(key, draw={"text": key, "file": "x"}, kind="document", **more)

    async def row(self, key: str) -> Row:
        return (await self.store.read("SELECT * FROM outbox WHERE dedupe_key = :key", key=key))[0]

    async def group(self, group: int = 1) -> Row:
        return (await self.store.read("SELECT * FROM chat_group WHERE id = :id", id=group))[0]

    async def settled(self, *keys: str, status: str = "sent", within: float = 4.0) -> None:
        async def done() -> bool:
            return all([(await self.row(key))["status"] == status for key in keys])

        await until(done, within)

    def fault(self, *faults: Fault) -> None:
        self.world.faults.plan(faults)

    def texts(self, chat: Chat) -> list[str]:
        """What the bot's messages in the chat say, in order."""
        mine = self.world.bot.id
        return [message.text for message in chat.messages.values() if message.sender_id == mine]

    def calls(self, method: str) -> int:
        """How often the bot called a method, with or without an answer."""
        return sum(call.method == method for call in self.world.ledger)


def know(tx: Tx, group: int, tg_id: int, last_id: int = 0) -> None:
    """Let a chat be known."""
    tx.run(
        "INSERT INTO chat_group (id, kind, language, time_zone, last_message_id, created_at)"
        " VALUES (:id, :kind, 'nl', 'Europe/Brussels', :last, '')",
        id=group,
        kind="private" if tg_id > 0 else "group",
        last=last_id,
    )
    tx.run("INSERT INTO chat_alias (tg_chat_id, group_id) VALUES (:tg, :id)", tg=tg_id, id=group)


async def until(done: Callable[[], Awaitable[bool]], within: float = 4.0) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(within):
        while not await done():
            await asyncio.sleep(0.005)


def bot_at(url: str, token: str, request: AiohttpRequest) -> telegram.Bot:
    """A bot of the server at `url`."""
    return telegram.Bot(token, base_url=f"{url}/bot", request=request, get_updates_request=request)


@asynccontextmanager
async def rigged(folder: Path) -> AsyncIterator[Rig]:
    """Start everything, and stop it."""
    running = await serve(rules=Rules(group_limit=None))
    store = await SqliteStore.open(folder / "b.db", clock.now)
    request = AiohttpRequest(connect_timeout=0.5, read_timeout=0.5)
    try:
        async with request:
            yield Rig(running, store, request, bot_at(running.api_url, running.token, request))
    finally:
        await store.close()
        await running.close()
