"""A month in a neighbourhood: two action groups, a platform and a core group, over the real bot, with the clock moved.

Half-way one chat becomes a supergroup, and the bot is taken out of another and comes back.
"""

import html
from dataclasses import dataclass

import pytest

from bot.playground.model import Chat, Message
from bot.texts import Texts
from tests.bot.neighbours import BOT, code_of
from tests.bot.talk import Talk

TEXTS = Texts.load()
IDEAS = "Soep koken\nEen bankje"
HEARD = "de lamp aan het pleintje is stuk, Kerkstraat, wie volgt op: wij"
ROOF = "voor een afdak"
SOUP = "We kookten soep."
MOST_MESSAGES = {"Onze buurt": 25, "Tuin": 5, "Plein": 8, "Kern": 8}
"""What a chat hears of the bot in five weeks, set-up included; half of what the first hears is linking the others."""


@dataclass
class Month:
    """Four people in four chats, in one language."""

    talk: Talk
    lang: str

    def says(self, key: str, **values: object) -> str:
        """A text as people read it."""
        return html.unescape(TEXTS.plain(self.lang, key, **values))

    async def arrives(self, title: str, *, kind: str = "group") -> Chat:
        """Make a chat with everyone and the bot in it, in the language of the month."""
        talk = self.talk
        chat = talk.world.create_group(title, talk.people, kind=kind)
        talk.world.add_bot(chat.id, talk.an)
        await talk.settled()
        await self.speaks(chat)
        return chat

    async def speaks(self, chat: Chat) -> None:
        if self.lang != "nl":
            await self.taps(self.talk.an, f"lang:{self.lang}", chat)

    async def links(self, chat: Chat, role: str) -> None:
        """Let An link a chat with the first one."""
        talk = self.talk
        await talk.says(talk.an, f"/buurt{BOT}")
        await talk.taps(talk.an, "hood:invite")
        await talk.says(talk.an, f"/koppel{BOT} {code_of(talk.last())}", chat=chat.id)
        code = next(it for it in talk.codes(talk.last(chat)) if it.endswith(role) and "join" in it)
        await self.taps(talk.an, code, chat)

    async def taps(self, person: int, code: str, chat: Chat) -> None:
        await self.talk.presses(person, *self.talk.find(code, chat=chat))

    async def sets_up_check_ins(self, chat: Chat, *members: int) -> None:
        talk = self.talk
        await talk.says(talk.an, f"/checkin{BOT}", chat=chat.id)
        card = talk.last(chat)
        for member in (talk.an, *members):
            await talk.presses(member, *talk.find("checkin:join", card))
        await talk.presses(talk.an, *talk.find("checkin:start", card))

    def rounds(self, chat: Chat) -> list[Message]:
        """The cards of rounds in a chat, the newest last, also those that are over."""
        title = self.says("check_in.sheets.ask")
        return [message for message in self.talk.spoken(chat) if title in message.text]

    async def until_a_round(self, chat: Chat, number: int) -> None:
        for _ in range(60):
            if len(self.rounds(chat)) >= number:
                return
            await self.talk.moves(days=1)
        raise AssertionError(f"round {number} never came in {chat.title}")

    async def checks_in(self, chat: Chat, person: int, *codes: str, line: str = "") -> None:
        """Fill in the sheet of the round that is open."""
        talk = self.talk
        await talk.opens_link(person, self.says("cards.control.fill"), self.rounds(chat)[-1])
        for code in codes:
            if code == "…":
                await talk.says(person, line, chat=person)
            else:
                await talk.taps_alone(person, code)
        await talk.taps_alone(person, "!skip")

    async def asks_the_platform(self) -> None:
        talk = self.talk
        await talk.says(talk.an, f"/peiling{BOT}")
        await talk.taps(talk.an, "poll:new+ideas")
        await talk.says(talk.an, IDEAS, talk.last())
        await talk.taps(talk.an, self.says("polls.button.send"))

    def heard(self, chat: Chat) -> str:
        return "\n".join(self.talk.texts(chat))


@pytest.mark.parametrize("lang", TEXTS.full)
async def test_a_month_of_check_ins_polls_and_signals(talk: Talk, lang: str) -> None:
    talk.allowed = ("poll has already been closed",)  # Telegram closes by its own clock, the bot by its own
    month, home = Month(talk, lang), talk.chat
    talk.world.add_bot(home.id, talk.an)
    await talk.settled()
    await month.speaks(home)
    garden, square = await month.arrives("Tuin"), await month.arrives("Plein", kind="supergroup")
    core = await month.arrives("Kern")
    for chat, role in ((core, "core_group"), (square, "platform"), (garden, "action_group")):
        await month.links(chat, role)

    await the_rhythm_a_signal_and_a_poll(month, home, garden, square)
    await the_first_round(month, home, garden)
    garden = talk.world.migrate(garden.id)  # with a round that is open
    await talk.settled()
    talk.world.remove_bot(square.id, talk.an)  # with a poll that is open
    await talk.settled()
    await what_the_core_group_hears(month, home, core)
    talk.world.add_bot(square.id, talk.an)
    await talk.settled()
    await what_came_of_the_poll(month, home, square)
    await the_second_round(month, home, garden)

    counts = {chat.title: len(talk.spoken(chat)) for chat in (home, garden, square, core)}
    assert {title: n for title, n in counts.items() if n > MOST_MESSAGES[title]} == {}
    assert talk.rows("SELECT kind, error FROM schedule WHERE status = 'dead'") == []


async def the_rhythm_a_signal_and_a_poll(month: Month, home: Chat, garden: Chat, square: Chat) -> None:
    talk = month.talk
    await month.sets_up_check_ins(home, talk.bert, talk.fatma, talk.jef)
    await month.sets_up_check_ins(garden, talk.bert)
    await talk.says(talk.jef, f"/signaal{BOT} {HEARD}")
    await month.asks_the_platform()
    for person in talk.people:
        await month.taps(person, f"1. {month.says('polls.level.help')}", square)


async def the_first_round(month: Month, home: Chat, garden: Chat) -> None:
    talk = month.talk
    await month.until_a_round(home, 1)
    for person in (talk.an, talk.fatma, talk.jef):
        await month.checks_in(home, person, "3", "a_little", "yes", "nothing")
    await month.checks_in(home, talk.bert, "2", "no", "yes", "money", "…", line=ROOF)
    assert "· · ● ●●●" in month.heard(home)
    assert ROOF in month.heard(home)
    await month.until_a_round(garden, 1)
    await month.checks_in(garden, talk.bert, "2", "a_little", "yes", "nothing")


async def what_the_core_group_hears(month: Month, home: Chat, core: Chat) -> None:
    """A digest, once; what it takes up, the action group hears."""
    await month.talk.moves(days=8)
    assert month.heard(core).count(ROOF) == 1
    assert month.heard(core).count(HEARD) == 1
    await month.taps(month.talk.fatma, month.says("check_ins.button.take", n=1), core)
    money = month.says("check_in.words.need.money")
    assert month.says("check_ins.there.taken", kind=money, lines=[ROOF]) in month.heard(home)


async def what_came_of_the_poll(month: Month, home: Chat, square: Chat) -> None:
    """It closed by its date; what was done is told back, as a question."""
    talk = month.talk
    await talk.moves(days=10)
    for chat in (home, square):  # the square hears it once the bot is back
        assert any(month.says("polls.question.ideas") in text and "Soep koken: 4" in text for text in talk.texts(chat))
    await talk.taps(talk.an, month.says("polls.button.tell"))
    await talk.says(talk.an, SOUP, talk.last())
    await talk.taps(talk.an, month.says("polls.button.send"))
    asked = next(it.poll for it in reversed(talk.spoken(square)) if it.poll)
    assert SOUP in asked.question


async def the_second_round(month: Month, home: Chat, garden: Chat) -> None:
    """It lays the fire beside that of the first, and comes in the chat that moved too."""
    talk = month.talk
    await month.until_a_round(home, 2)
    for person in talk.people:
        await month.checks_in(home, person, "2", "yes", "!skip", "yes", "nothing")
    assert any("· · ●●●● ·" in text and "· · ● ●●●" in text for text in talk.texts(home))
    await month.until_a_round(garden, 2)  # the card of the first was posted again
    await month.checks_in(garden, talk.an, "2", "a_little", "yes", "nothing")
