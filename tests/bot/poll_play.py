"""Polls as people make and answer them: one chat alone, or a neighbourhood with a platform."""

import html
from dataclasses import dataclass

from bot.playground.model import Chat, Message
from bot.playground.poll import Poll
from tests.bot.neighbours import BOT, TEXTS, Neighbourhood
from tests.bot.talk import Talk, Toast


@dataclass
class Polling:
    """A neighbourhood whose first chat asks; An is its admin."""

    talk: Talk
    hood: Neighbourhood

    async def platform(self, title: str = "Plein", *, kind: str = "supergroup") -> Chat:
        """Link another chat of Bert's as a platform; all four people are in it."""
        chat = await self.hood.group(title, kind=kind)
        await self.hood.link(chat, "platform")
        return chat

    async def drafts(self, template: str, typed: str | None = None) -> Message:
        """Make a poll as An, up to its preview."""
        talk = self.talk
        await talk.says(talk.an, f"/peiling{BOT}")
        await talk.taps(talk.an, f"poll:new+{template}")
        if typed is not None:
            await self.replies(typed)
        return talk.last()

    async def replies(self, text: str, person: int | None = None) -> Message:
        """Reply to the last thing the bot said in the first chat."""
        return await self.talk.says(person or self.talk.an, text, self.talk.last())

    async def asks(self, template: str, typed: str | None = None, *changes: str) -> None:
        """Make a poll as An, change these settings and send it."""
        await self.drafts(template, typed)
        for change in changes:
            await self.taps(change)
        await self.taps("Versturen")

    async def taps(self, code: str, person: int | None = None, chat: Chat | None = None) -> Toast:
        """Tap a button, by what it does or by its label."""
        talk = self.talk
        return await talk.presses(person or talk.an, *talk.find(code, chat=chat or talk.chat))

    async def votes(self, person: int, label: str, chat: Chat | None = None) -> Toast:
        return await self.taps(label, person, chat)

    async def closes(self) -> None:
        """Close the poll by hand, and let the last counts come."""
        await self.taps("Sluiten")
        await self.taps("Ja, sluit")
        await self.talk.moves(minutes=2)

    def card(self, chat: Chat | None = None) -> Message:
        """The card of a poll in a chat."""
        found = self.talk.spoken(chat or self.talk.chat)
        return next(it for it in reversed(found) if any("poll:v+" in code for code in self.talk.codes(it)))

    def native(self, chat: Chat | None = None) -> Message:
        """The poll of Telegram in a chat."""
        return next(it for it in reversed(self.talk.spoken(chat or self.talk.chat)) if it.poll is not None)

    def poll(self, chat: Chat | None = None) -> Poll:
        found = self.native(chat).poll
        assert found is not None
        return found

    async def chooses(self, person: int, *places: int, chat: Chat | None = None) -> None:
        """Vote in a poll of Telegram."""
        chat = chat or self.talk.chat
        self.talk.world.vote(chat.id, person, self.native(chat).id, list(places))
        await self.talk.settled()

    def result(self, chat: Chat | None = None) -> str:
        """What the bot said came out, in a chat."""
        texts = self.talk.texts(chat or self.talk.chat)
        return next(it for it in reversed(texts) if it.startswith("Uitkomst:"))


def said(key: str, **values: object) -> str:
    """A text of this room as people read it."""
    return html.unescape(TEXTS.plain("nl", f"polls.{key}", **values))
