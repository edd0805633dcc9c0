"""Chats in the middle of the six steps: the same open rating card in each, with the answers that go before it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from bot import clock
from bot.cards import Words, open_card
from bot.desk import Desk, ready
from bot.keyboards import Codec
from bot.outgoing import Draft
from bot.playground.entities import parse_html
from bot.store import Tx
from bot.store.chat_rows import new_group, setting
from bot.store.outbox_rows import put, stamp
from bot.store.outbox_settle import saw_message
from bot.store.run_rows import Runs, begin, read_run, save
from bot.store.sqlite import SqliteStore
from bot.texts import Texts
from core.ids import ParticipantId
from flows.engine import start
from flows.moving import open_next
from flows.run import Run, Status
from flows.six_steps import SIX_STEPS
from tests.flows.six_steps_groups import RICH
from tests.flows.six_steps_walk import settle

MEMBERS = tuple(5_000_000_001 + number for number in range(5))
MESSAGE = 40
FIRST_CHAT = 1_003_000_000_000


def open_run() -> Run:
    """Return a run of five people with six activities, some 60 answers, and the first pair on the card."""
    people = tuple(ParticipantId(str(member)) for member in MEMBERS)
    run = start(SIX_STEPS, people[0]).run
    settled = settle(RICH, until="q3_1").settled
    return open_next(SIX_STEPS, replace(run, members=people, status=Status.OPEN, settled=settled)).run


def make_desk() -> Desk:
    """Return a desk that remembers no run yet."""
    return Desk(
        texts=Texts.load(),
        codec=Codec(b"benchmark"),
        runs=Runs(),
        clock=clock.now,
        bot_id=1,
        bot_name="buurtvonk_bot",
        language="nl",
        time_zone="Europe/Brussels",
    )


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[SqliteStore]:
    """Yield the store at a path, and close it whatever happens: an open one keeps the process from ending."""
    store = await SqliteStore.open(path, clock.now)
    try:
        yield store
    finally:
        await store.close()


async def fill(store: SqliteStore, desk: Desk, chats: int) -> "Presses":
    """Put so many chats in an empty store, numbered from 1, each with its run and card; return who presses there."""
    await store.write(_first, desk)
    await store.write(_copies, chats)
    return await found(store, desk)


async def found(store: SqliteStore, desk: Desk) -> "Presses":
    """Return who presses in the chats of a store, where they are."""
    row = await read_run(store, Runs(), 1)
    assert row is not None, "the first chat has no run"
    words = Words(desk.texts, desk.language, desk.codec, row.group, row.id, desk.bot_name)
    return Presses(words, row.run, clock.now())


def _first(tx: Tx, desk: Desk) -> None:
    now, run = clock.now(), open_run()
    setting(tx, "button_secret", desk.codec.secret.hex())
    group = new_group(tx, -FIRST_CHAT - 1, "group", (desk.language, desk.time_zone), now)
    row = begin(tx, group.id, 0, replace(run, settled={}), now)
    row = save(tx, row, run, "card1", now)
    put(tx, Draft(key="card1", group=group.id, draw=ready(open_card(desk.words(group, row.id), SIX_STEPS, run))), now)
    saw_message(tx, group.id, MESSAGE, "card1", now)


_NUMBERS = "WITH RECURSIVE numbers (n) AS (VALUES (2) UNION ALL SELECT n + 1 FROM numbers WHERE n < :chats)"
_COPIES = (
    """INSERT INTO chat_group (id, kind, role, language, time_zone, status, greeted, last_message_id, created_at)
    SELECT n, kind, role, language, time_zone, status, greeted, last_message_id, created_at
    FROM numbers, chat_group WHERE id = 1""",
    """INSERT INTO chat_alias (tg_chat_id, group_id, current)
    SELECT tg_chat_id + 1 - n, n, 1 FROM numbers, chat_alias WHERE group_id = 1""",
    """INSERT INTO run (id, group_id, flow, flow_version, status, state, card_key, version, created_at, updated_at)
    SELECT n, n, flow, flow_version, status, state, 'card' || n, version, created_at, updated_at
    FROM numbers, run WHERE id = 1""",
    """INSERT INTO answer (run_id, place, participant, value)
    SELECT n, place, participant, value FROM numbers, answer WHERE run_id = 1 ORDER BY n""",
    """INSERT INTO outbox (dedupe_key, group_id, kind, draw, status, not_before, message_id, created_at)
    SELECT 'card' || n, n, kind, draw, status, not_before, message_id, created_at
    FROM numbers, outbox WHERE id = 1""",
)
_LATER = """INSERT INTO outbox (dedupe_key, group_id, kind, draw, status, not_before, created_at)
    SELECT 'later' || n, n, 'send', draw, 'waiting', :due, created_at
    FROM numbers, outbox WHERE id = 1 AND n > :quiet"""


def _copies(tx: Tx, chats: int) -> None:
    """Copy the first chat by the database itself: a million rows in seconds."""
    for copy in _COPIES:
        tx.run(f"{_NUMBERS} {copy}", chats=chats)


def promise_later(tx: Tx, chats: int, quiet: int) -> None:
    """Let each chat but the first `quiet` wait for a message that is due in an hour."""
    tx.run(f"{_NUMBERS} {_LATER}", chats=chats, quiet=quiet, due=stamp(clock.now() + timedelta(hours=1)))


@dataclass
class Presses:
    """Raw updates, as Telegram sends them: members who press the rating card of their chat.

    Attributes:
        words: How the bot speaks; signs the buttons.
        run: The run of the first chat; those of the others are the same.
        since: Before it nothing was pressed here; a later one makes other numbers of updates.
        rounds: Questions that everyone has answered.
        sent: How many updates were made; their numbers rise.
    """

    words: Words
    run: Run
    since: datetime
    rounds: int = 0
    sent: int = 0

    def round(self, chats: int) -> list[list[str]]:
        """Return for each member the presses of that member in the first chats, on the question that is open there."""
        pages = [[self._press(chat, person) for chat in range(1, chats + 1)] for person in MEMBERS]
        self.rounds += 1
        return pages

    def _press(self, chat: int, person: int) -> str:
        self.sent += 1
        number = int(self.since.timestamp()) * 1000 + self.sent
        data = self.words.codec.encode(chat, chat, self.run.ask + self.rounds, str((chat + person) % 4))
        query = {"id": str(number), "from": _user(person), "chat_instance": "1", "data": data}
        place = {"id": -FIRST_CHAT - chat, "title": "Onze buurt", "type": "supergroup"}
        message = {**self._message, "chat": place}
        return json.dumps({"update_id": number, "callback_query": {**query, "message": message}})

    @cached_property
    def _message(self) -> dict[str, object]:
        """The card as it hangs below a press; what stands on it does not matter, how much does."""
        drawn = open_card(self.words, SIX_STEPS, self.run)
        text, entities = parse_html(drawn.text)
        keyboard = [[{"text": button.label, "callback_data": button.data} for button in row] for row in drawn.keyboard]
        return {
            "message_id": MESSAGE,
            "from": {"id": 1, "is_bot": True, "first_name": "Buurtvonk", "username": "buurtvonk_bot"},
            "date": 1_795_000_000,
            "edit_date": 1_795_000_060,
            "text": text,
            "entities": entities,
            "reply_markup": {"inline_keyboard": keyboard},
        }


def _user(person: int) -> dict[str, object]:
    return {"id": person, "is_bot": False, "first_name": "An", "username": "an", "language_code": "nl"}
