"""A neighbourhood that talks with the real bot: over HTTP, against the strict server, on real SQLite."""

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import app
from bot.config import load
from bot.keyboards import Codec
from bot.outbox.surroundings import Surroundings, Times
from bot.playground.model import Call, Chat, Json, Message
from bot.playground.payloads import user_json
from bot.playground.serve import Running
from bot.playground.world import World

PATIENCE = 20.0


def quick(**given: Any) -> Surroundings:
    """What the sender is given, without the pauses that are there for people's eyes."""
    return Surroundings(**given | {"times": Times(edit_pause=0.0, first_backoff=0.05, rest=0.05)})


@dataclass(frozen=True)
class Toast:
    """The answer to a press: its words, and whether it must be tapped away."""

    text: str
    alert: bool


@dataclass
class Talk:
    """Neighbours in their group, and the bot.

    Attributes:
        chat: The chat everything happens in, unless another is named; it follows a move to a supergroup.
        allowed: Descriptions of refused calls that a test provokes on purpose; any other fails it.
    """

    playground: Running
    database: Path
    toasts: dict[str, Toast] = field(default_factory=dict[str, Toast])
    allowed: tuple[str, ...] = ()
    given_up: int = 0

    def __post_init__(self) -> None:
        self.world.listen(self._hear)
        self.people = [user.id for user in self.world.users.values() if not user.is_bot]
        self.an, self.bert, self.fatma, self.jef = self.people
        self.chat_id = next(chat.id for chat in self.world.chats.values() if not chat.is_private)

    def _hear(self, change: Json) -> None:
        if change["type"] == "answer":
            self.toasts[change["press"]] = Toast(change["text"], change["alert"])

    @property
    def world(self) -> World:
        return self.playground.world

    @property
    def chat(self) -> Chat:
        chat = self.world.chats[self.chat_id]
        return self.world.chats[chat.migrated_to] if chat.migrated_to else chat

    # --- the bot ---

    @asynccontextmanager
    async def bot(self, **more: str) -> AsyncIterator[None]:
        """Run the real bot; leave to stop it."""
        given = {
            "BUURTVONK_TOKEN": self.playground.token,
            "BUURTVONK_API_URL": self.playground.api_url,
            "BUURTVONK_DATABASE_URL": f"sqlite:///{self.database}",
        }
        stop = asyncio.Event()
        clock = self.playground.clock
        extras = app.Extras(limits=app.UNLIMITED, clock=clock, follows=clock.on_move)
        task = asyncio.create_task(app.run_bot(load(given | more), stop, extras))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, PATIENCE)

    async def settled(self) -> None:
        """Wait until nothing is on its way in or out."""
        async with asyncio.timeout(PATIENCE):
            while not self._is_quiet():
                await asyncio.sleep(0.004)

    async def moves(self, **ahead: float) -> None:
        """Move the clock forward, e.g. `days=3`; what is due on the way happens on the way."""
        await self.until(lambda: self.playground.clock.followers)  # the bot may just be starting
        await self.playground.mover.move(self.world.now() + timedelta(**ahead))
        await self.settled()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for something that comes after everything promised, such as a small sign on a message."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.004)

    def _is_quiet(self) -> bool:
        if self.world.updates.waiting() or any(not press.answered for press in self.world.presses.values()):
            return False
        try:
            new = self.one("SELECT COUNT(*) FROM inbox WHERE status = 'new'")
            live = self.one(
                "SELECT COUNT(*) FROM outbox o JOIN chat_group g ON g.id = o.group_id"
                " WHERE o.status IN ('waiting', 'sending', 'unknown') AND g.status = 'active'"
            )
        except sqlite3.OperationalError:
            return False  # the bot is still creating its file
        return not new and not live

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        return self.rows(sql, *values)[0][0]

    def check(self) -> None:
        """What holds after every test: the strict server took everything, and nothing was given up."""
        refused = [call for call in self.refused() if not any(part in call.description for part in self.allowed)]
        assert [(call.method, call.description) for call in refused] == []
        assert self.one("SELECT COUNT(*) FROM inbox WHERE status = 'dead'") == self.given_up
        assert self.rows("SELECT dedupe_key, error FROM outbox WHERE status = 'dead'") == []

    def refused(self) -> list[Call]:
        return [call for call in self.world.ledger if call.code not in {0, 200}]

    # --- doing ---

    async def says(self, person: int, text: str, to: Message | int | None = None, **more: Any) -> Message:
        """Write in the chat, perhaps as a reply, and wait for what follows."""
        reply = to.id if isinstance(to, Message) else to
        chat = more.pop("chat", self.chat.id)
        said = self.world.say(chat, person, text, reply, **more)
        await self.settled()
        return said[-1]

    async def answers(self, person: int, text: str) -> Message:
        """Reply to the open card."""
        return await self.says(person, text, self.card())

    async def taps(self, person: int, code: str, on: Message | None = None) -> Toast:
        """Tap the button with this code (or this label), on the newest message that has it."""
        message, data = self.find(code, on)
        return await self.presses(person, message, data)

    async def presses(self, person: int, message: Message, data: str) -> Toast:
        press = self.world.press(message.chat_id, person, message.id, data)
        await self.settled()
        return self.toasts[press.id]

    def hears_press(self, person: int, message: Message, data: str) -> None:
        """Let the bot hear of a press that the playground's own clients would not make."""
        query = {
            "id": f"forged{len(self.world.ledger)}",
            "from": user_json(self.world.users[person]),
            "message": self.world.json_of(message),
            "chat_instance": "1",
            "data": data,
        }
        self.world.updates.add("callback_query", query, message.chat_id)

    async def forges(self, person: int, message: Message, data: str) -> Toast:
        """Press a button that no message has, as a client of one's own can."""
        message.markup.setdefault("inline_keyboard", []).append([{"text": "x", "callback_data": data}])
        try:
            return await self.presses(person, message, data)
        finally:
            message.markup["inline_keyboard"].pop()

    async def opens_link(self, person: int, button: str, on: Message | None = None) -> Message:
        """Tap a button that leads to the private chat, as Telegram does: the word it carries follows /start."""
        urls = (row for message in reversed(self.spoken()) for row in message.markup.get("inline_keyboard", ()))
        if on is not None:
            urls = iter(on.markup["inline_keyboard"])
        url = next(it["url"] for row in urls for it in row if it["text"] == button)
        await self.says(person, f"/start {url.partition('?start=')[2]}", chat=person)
        return self.last(self.private(person))

    def private(self, person: int) -> Chat:
        """The chat of a person with the bot."""
        return self.world.chats[person]

    async def taps_alone(self, person: int, *codes: str) -> Toast:
        """Tap these buttons one after the other in the private chat, each on the newest message that has it."""
        toast = Toast("", alert=False)
        for code in codes:
            toast = await self.presses(person, *self.find(code, chat=self.private(person)))
        return toast

    async def begins(self, *members: int) -> Message:
        """Add the bot, start the six steps as An, let others join, and begin; return the first card."""
        self.world.add_bot(self.chat.id, self.an)
        await self.settled()
        await self.taps(self.an, "start:six_steps")
        for member in members:
            await self.taps(member, "!join")
        await self.taps(self.an, "!begin")
        return self.card()

    async def skips_to(self, place: str) -> Message:
        """Pass question after question until this one is open; return its card."""
        for _ in range(60):
            if json.loads(self.run()["state"])["current"] == place:
                return self.card()
            card = self.card()
            await self.taps(self.an, "!skip" if "!skip" in self.codes(card) else "!next", card)
        raise AssertionError(f"{place!r} never came; last was {self.card().text!r}")

    async def skips_to_the_end(self) -> None:
        """Pass question after question until none is left."""
        for _ in range(60):
            if self.run()["status"] == "done":
                return
            await self.taps(self.an, "!skip", self.card())
        raise AssertionError(f"still asking: {self.card().text!r}")

    def codec(self) -> Codec:
        """The signature of this bot; what it signed in another release, a test signs with this."""
        return Codec(bytes.fromhex(self.one("SELECT value FROM setting WHERE name = 'button_secret'")))

    # --- looking ---

    def spoken(self, chat: Chat | None = None) -> list[Message]:
        """What the bot said, oldest first."""
        found = (chat or self.chat).messages.values()
        return [message for message in found if message.sender_id == self.world.bot.id and not message.service]

    def last(self, chat: Chat | None = None) -> Message:
        return self.spoken(chat)[-1]

    def texts(self, chat: Chat | None = None) -> list[str]:
        return [message.text for message in self.spoken(chat)]

    def buttons(self, message: Message) -> list[tuple[str, str]]:
        """Label and data of each button of a message."""
        rows = message.markup.get("inline_keyboard", ())
        return [(button["text"], button.get("callback_data", "")) for row in rows for button in row]

    def codes(self, message: Message) -> list[str]:
        return [code_of(data) for _, data in self.buttons(message)]

    def find(self, code: str, on: Message | None = None, chat: Chat | None = None) -> tuple[Message, str]:
        for message in [on] if on is not None else reversed(self.spoken(chat)):
            for label, data in self.buttons(message):
                if code in {code_of(data), label}:
                    return message, data
        raise AssertionError(f"no button {code!r} on {[self.buttons(m) for m in self.spoken()]}")

    def card(self) -> Message:
        """The newest message with buttons of a run's card."""
        return next(
            message
            for message in reversed(self.spoken())
            if any(run_and_ask(data)[1] or code_of(data) == "!begin" for _, data in self.buttons(message))
        )

    def run(self) -> dict[str, Any]:
        """The columns of the newest run."""
        names = ("id", "status", "state", "version", "card_key", "thread_id")
        row = self.rows(f"SELECT {', '.join(names)} FROM run ORDER BY id DESC LIMIT 1")[0]  # noqa: S608 our own names
        return dict(zip(names, row, strict=True))

    def settled_places(self) -> list[str]:
        return [row[0] for row in self.rows("SELECT place FROM answer WHERE participant = '' ORDER BY rowid")]


def code_of(data: str) -> str:
    """Return the code that callback data carries; '' when it carries none."""
    found = re.fullmatch(r"1\|\w+\|\w+\|(.*)\|[^|]+", data, re.DOTALL)
    return found[1] if found else ""


def run_and_ask(data: str) -> tuple[int, int]:
    """Return the run and the card that callback data names; zeros when it names none."""
    parts = data.split("|")
    return (int(parts[1], 36), int(parts[2], 36)) if len(parts) > 3 else (0, 0)
