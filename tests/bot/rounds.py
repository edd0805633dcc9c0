"""A group that checks in: set up, fill in, let days go by; over the real bot, with the clock of the playground."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.model import Chat, Message
from tests.bot.neighbours import BOT, Neighbourhood, words
from tests.bot.talk import Talk, Toast

FILL = words("cards.control.fill")
QUIET = ("2", "a_little", "yes", "nothing")
"""A sheet of someone who has little to say: fire, moved, decided, need."""


@dataclass
class Rounds:
    """Talks about check-ins in one chat, with others beside it."""

    talk: Talk

    @property
    def near(self) -> Neighbourhood:
        return Neighbourhood(self.talk)

    async def arrives(self) -> None:
        self.talk.world.add_bot(self.talk.chat.id, self.talk.an)
        await self.talk.settled()

    async def sets_up(self, *members: int, chat: Chat | None = None, lead: int | None = None) -> Message:
        """Show the card, let people join, begin the rhythm; return the card."""
        talk, chat = self.talk, chat or self.talk.chat
        lead = lead or talk.an
        await talk.says(lead, f"/checkin{BOT}", chat=chat.id)
        card = talk.last(chat)
        for member in members:
            await talk.presses(member, *talk.find("checkin:join", card))
        await talk.presses(lead, *talk.find("checkin:start", card))
        return card

    async def opens(self) -> Message:
        """Let time pass until the next round opens, when rest is over; return its card."""
        before = self.count()
        while self.count() == before:
            await self.passes_to(self.planned("check_in"))
        return self.card()

    def count(self) -> int:
        found: int = self.talk.one("SELECT COUNT(*) FROM run WHERE flow = 'check_in'")
        return found

    def planned(self, kind: str) -> datetime:
        return datetime.fromisoformat(self.talk.one("SELECT due FROM schedule WHERE kind = ?", kind))

    def planned_in(self, chat: Chat, kind: str) -> datetime:
        sql = "SELECT s.due FROM schedule s JOIN chat_alias a USING (group_id) WHERE a.tg_chat_id = ? AND s.kind = ?"
        return datetime.fromisoformat(self.talk.one(sql, chat.id, kind))

    async def passes_to(self, moment: datetime) -> None:
        """Let time pass until just after a moment."""
        await self.talk.moves(seconds=(moment - self.talk.world.now()).total_seconds() + 1)

    def card(self, chat: Chat | None = None) -> Message:
        """The newest message that leads to the private chat."""
        said = reversed(self.talk.spoken(chat))
        return next(it for it in said if any(label == FILL for label, _ in self.talk.buttons(it)))

    async def fills(self, person: int, *codes: str, heard: str = "", lines: tuple[str, ...] = ()) -> None:
        """Fill in a sheet from the link on the card; a code `…` takes the next of `lines`."""
        talk, said = self.talk, iter(lines)
        await talk.opens_link(person, FILL, self.card())
        for code in codes or QUIET:
            if code == "…":
                await talk.says(person, next(said), chat=person)
            else:
                await talk.taps_alone(person, code)
        if heard:
            await talk.says(person, heard, chat=person)
        else:
            await talk.taps_alone(person, "!skip")

    async def starts_alone(self, *people: int) -> None:
        """Let people speak with the bot alone, so that it may write to them."""
        for person in people:
            await self.talk.says(person, "/start", chat=person)

    async def taps(self, person: int, code: str, chat: Chat | None = None) -> Toast:
        return await self.talk.presses(person, *self.talk.find(code, chat=chat or self.talk.chat))

    def here(self) -> datetime:
        return self.talk.world.now().astimezone(ZoneInfo("Europe/Brussels"))

    def local(self, kind: str) -> datetime:
        return self.planned(kind).astimezone(ZoneInfo("Europe/Brussels"))

    def rows(self, table: str) -> list[dict[str, Any]]:
        names = [row[1] for row in self.talk.rows(f"PRAGMA table_info({table})")]
        return [dict(zip(names, row, strict=True)) for row in self.talk.rows(f"SELECT * FROM {table}")]  # noqa: S608 our own names

    def status(self) -> str:
        return str(self.talk.one("SELECT status FROM run WHERE flow = 'check_in' ORDER BY id DESC LIMIT 1"))
