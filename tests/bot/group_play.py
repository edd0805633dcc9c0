"""A group that plays a whole run against the real bot: taps, replies, waits until the bot has said what it promised."""

import asyncio
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.playground.model import Chat, Message
from bot.playground.serve import Running

WORDS = (
    "boodschappen", "wandelen", "koken", "vervoer", "tuinieren", "voorlezen", "papieren", "poetsen",
    "breien", "zingen", "bezoek", "fietsen", "klussen", "babysitten", "muziek", "schaken",
)  # fmt: skip
PATIENCE = 60.0
REPLY = re.compile(r"/a@\w+")
"""Stands on every card that is answered in words."""


@dataclass(frozen=True)
class Card:
    """The open card as it stands in the chat: its number, its message and what its buttons carry, by code."""

    ask: int
    message: int
    text: str
    buttons: dict[str, str]

    @property
    def answers(self) -> list[str]:
        return [code for code in self.buttons if not code.startswith("!") and code != "?"]


@dataclass
class Play:
    """One group with the bot in it.

    Attributes:
        database: The file of the bot; looked at to know whether it has done everything it took in.
        entries: How many things each list gets.
        unanimous: Everyone gives the same rating; else they differ.
    """

    playground: Running
    database: Path
    members: int = 3
    entries: int = 2
    unanimous: bool = False
    asked: list[int] = field(default_factory=list)
    _written: set[int] = field(default_factory=set)

    @property
    def chat(self) -> Chat:
        return next(
            chat for chat in self.playground.world.chats.values() if not chat.is_private and not chat.migrated_to
        )

    @property
    def people(self) -> list[int]:
        bot = self.playground.world.bot.id
        return [person for person in self.chat.members if person != bot][: self.members]

    # --- looking ---

    def spoken(self) -> list[Message]:
        """What the bot said, oldest first."""
        bot = self.playground.world.bot.id
        return [message for message in self.chat.messages.values() if message.sender_id == bot and not message.service]

    def buttons(self) -> list[tuple[Message, str, str]]:
        """Every button that stands in the chat: message, label, data."""
        return [
            (message, str(button["text"]), str(button.get("callback_data", "")))
            for message in self.spoken()
            for row in message.markup.get("inline_keyboard", ())
            for button in row
        ]

    def cards(self) -> list[Card]:
        """Every card of a run that has buttons."""
        found: dict[int, Card] = {}
        for message, _, data in self.buttons():
            _, run, ask, rest = data.split("|", 3)
            if run == "0":
                continue
            code = rest.rpartition("|")[0]
            card = found.setdefault(message.id, Card(int(ask, 36), message.id, message.text, {}))
            card.buttons[code] = data
        return [card for card in found.values() if card.ask or "!begin" in card.buttons]

    def card(self) -> Card | None:
        return max(self.cards(), key=lambda card: (card.ask, card.message), default=None)

    async def settled(self) -> None:
        """Wait until nothing is on its way: no update waits, no row is unhandled or unsaid (late counts excepted)."""
        async with asyncio.timeout(PATIENCE):
            while not self._is_quiet():
                await asyncio.sleep(0.01)

    def _is_quiet(self) -> bool:
        if self.playground.world.updates.waiting():
            return False
        try:
            with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
                new = connection.execute("SELECT COUNT(*) FROM inbox WHERE status = 'new'").fetchone()[0]
                live = connection.execute(
                    "SELECT COUNT(*) FROM outbox WHERE status IN ('waiting', 'sending', 'unknown')"
                    " AND NOT (kind = 'edit' AND priority = 7)"
                ).fetchone()[0]
        except sqlite3.OperationalError:
            return False  # the bot is still creating its file
        return not new and not live

    # --- doing ---

    async def press(self, person: int, message: int, data: str) -> None:
        self.playground.world.press(self.chat.id, person, message, data)
        await self.settled()

    async def say(self, person: int, text: str, reply_to: int | None = None) -> None:
        self.playground.world.say(self.chat.id, person, text, reply_to)
        await self.settled()

    async def begin(self) -> None:
        """Add the bot, start the six steps, join and begin."""
        self.playground.world.add_bot(self.chat.id, self.people[0])
        await self.settled()
        message, _, data = next(found for found in self.buttons() if "|start:six_steps|" in found[2])
        await self.press(self.people[0], message.id, data)
        for person in self.people[1:]:
            await self._tap(person, "!join")
        await self._tap(self.people[0], "!begin")

    async def _tap(self, person: int, code: str) -> None:
        card = self.card()
        assert card is not None, "no card to tap on"
        await self.press(person, card.message, card.buttons[code])

    async def until_done(self, most: int = 2000) -> None:
        """Answer whatever is asked until no card is open any more."""
        for _ in range(most):
            card = self.card()
            if card is None:
                return
            self.asked.append(card.ask)
            await self.answer(card)
        raise AssertionError(f"still asking after {most} questions")

    async def answer(self, card: Card) -> None:
        """Close the open question as a group would."""
        if not card.answers:
            await self._in_words(card)
        elif "move" in card.buttons or set(card.answers) == {"same", "apart"}:
            await self._tap(self.people[0], "!next" if "move" in card.buttons else "apart")
        else:
            await self._in_taps(card)
        await self._go_on_from(card)

    async def _in_words(self, card: Card) -> None:
        if card.ask in self._written or not REPLY.search(card.text):
            return
        self._written.add(card.ask)
        await self.say(self.people[0], "\n".join(self.lines(card)), card.message)

    def lines(self, card: Card) -> list[str]:
        """What the group writes on a card."""
        start = card.ask * self.entries
        return [WORDS[(start + number) % len(WORDS)] for number in range(self.entries)]

    async def _in_taps(self, card: Card) -> None:
        """The facilitator taps; where that does not close the question, the others tap too."""
        await self._tap(self.people[0], self._choice(card, 0))
        if "take" in card.buttons:  # marks show a little later; only then can the facilitator go on
            await self._until_shown(card, "!next")
            return
        for number, person in enumerate(self.people[1:], start=1):
            now = self.card()
            if now is None or now.ask != card.ask or "!next" in card.buttons:
                return  # closed, or a question that the facilitator closes
            await self._tap(person, self._choice(now, number))

    async def _until_shown(self, card: Card, code: str) -> None:
        """Wait until the open card has a button, or another card is open."""
        async with asyncio.timeout(PATIENCE):
            while (now := self.card()) is not None and now.ask == card.ask and code not in now.buttons:
                await asyncio.sleep(0.01)

    def _choice(self, card: Card, number: int) -> str:
        if "take" in card.buttons:
            return "take"
        codes: Sequence[str] = card.answers
        return codes[(card.ask + (0 if self.unanimous else number)) % len(codes)]

    async def _go_on_from(self, card: Card) -> None:
        for _ in range(3):  # a warning may ask for a second tap
            now = self.card()
            if now is None or now.ask != card.ask or "!next" not in now.buttons:
                return
            await self._tap(self.people[0], "!next")
