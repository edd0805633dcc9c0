"""Several chats of one neighbourhood, and the ways in which they link."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.playground.model import Chat, Message
from bot.texts import Texts
from tests.bot.talk import Talk, Toast

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"
STOEP = "de stoep ligt los, Kerkstraat, wie volgt op: wij"
RITA = "oma Rita komt niet meer buiten"


def words(key: str, lang: str = "nl", **values: object) -> str:
    return TEXTS.plain(lang, key, **values)


@dataclass
class Neighbourhood:
    """People in several chats; An made the first, Bert each of the others."""

    talk: Talk

    async def group(self, title: str, *, kind: str = "group") -> Chat:
        """Return a new group of Bert's with the bot in it."""
        talk = self.talk
        chat = talk.world.create_group(title, [talk.bert, talk.fatma], kind=kind)
        talk.world.add_bot(chat.id, talk.bert)
        await talk.settled()
        return chat

    async def invites(self, chat: Chat | None = None) -> Message:
        """Ask for an invitation in a chat, as its admin; return the message that holds it."""
        chat = chat or self.talk.chat
        person = self.talk.an if chat is self.talk.chat else self.talk.bert
        await self.says(person, f"/buurt{BOT}", chat)
        await self.taps(person, "hood:invite", chat)
        return self.talk.last(chat)

    async def link(self, other: Chat, role: str = "core_group", first: Chat | None = None) -> None:
        """Link a chat of Bert's with the first one."""
        code = code_of(await self.invites(first))
        await self.talk.says(self.talk.bert, f"/koppel{BOT} {code}", chat=other.id)
        await self.joins(other, role)

    async def joins(self, chat: Chat, role: str, person: int | None = None) -> Toast:
        code = next(it for it in self.talk.codes(self.talk.last(chat)) if it.endswith(role) and "join" in it)
        return await self.taps(person or self.talk.bert, code, chat)

    async def taps(self, person: int, code: str, chat: Chat) -> Toast:
        return await self.talk.presses(person, *self.talk.find(code, chat=chat))

    async def says(self, person: int, text: str, chat: Chat, **more: Any) -> Message:
        return await self.talk.says(person, text, chat=chat.id, **more)

    async def board(self, person: int, chat: Chat) -> str:
        await self.says(person, f"/buurt{BOT}", chat)
        return self.talk.last(chat).text

    def roles(self) -> dict[str, tuple[int | None, str]]:
        """Neighbourhood and role of each linked chat, by title."""
        found = self.talk.rows("SELECT title, initiative_id, role FROM chat_group WHERE title <> ''")
        return {title: (initiative, role) for title, initiative, role in found}


def code_of(message: Message) -> str:
    found = re.search(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b", message.text)
    assert found is not None, message.text
    return found[0]


def link_of(message: Message) -> str:
    """What the link on an invitation carries after /start."""
    url = message.markup["inline_keyboard"][0][0]["url"]
    return str(url).partition("?startgroup=")[2]


def days_to_march(now: datetime) -> int:
    """From now to the first Monday of March: days of work, and no holiday before Easter."""
    march = date(now.year + 1, 3, 1)
    return (march + timedelta(days=-march.weekday() % 7) - now.date()).days


# --- signals ---


def kept(talk: Talk) -> list[tuple[str, str]]:
    return talk.rows("SELECT text, status FROM signal ORDER BY id")


async def forged(talk: Talk, chat: Chat, code: str) -> Toast:
    """Fatma presses a button that the newest message has no more, or never had."""
    group = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", chat.id)
    return await talk.forges(talk.fatma, talk.last(chat), talk.codec().encode(group, 0, 0, code))
