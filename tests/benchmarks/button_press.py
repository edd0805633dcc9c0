"""What handling one press on a rating card costs, beside python-telegram-bot's own handler that does nothing.

Run it by hand: `python -m tests.benchmarks.button_press`. Wanted: at most 3 times the processor time of that handler.

Ours is everything from the raw update to the last commit (inbox, decision, answer, run, outbox), on a real disk with
`synchronous=FULL`; theirs reads the same raw update and calls a handler. Neither sends anything. Five members of a
hundred chats press in turn: four voices leave the question open, the fifth closes it and opens the next. Once the
presses of the chats come together, as in one answer of Telegram, and once each waits for the one before.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import telegram
from telegram.ext import Application, CallbackQueryHandler

from bot import clock
from bot.arrived import arrived_from
from bot.desk import Desk
from bot.dispatch import Aftermath, Border, Dispatcher
from bot.inbound import parse
from bot.inbox import Lanes
from bot.store.sqlite import SqliteStore
from tests.benchmarks.chats import MEMBERS, Presses, fill, make_desk

CHATS = 100
ROUNDS = 6  # of two questions each; the flow has 15 pairs to rate
WANTED = 3.0

Handled = Callable[[Sequence[str]], Coroutine[Any, Any, None]]
"""Handles raw updates to the end."""


@dataclass
class Handling:
    """The bot without its ends: updates are put in by hand, and the answers to presses are counted."""

    desk: Desk
    store: SqliteStore
    answered: int = 0
    _done: asyncio.Event = field(default_factory=asyncio.Event)
    _awaited: int = 0

    def __post_init__(self) -> None:
        border = Border(partial(parse, bot_id=self.desk.bot_id, bot_name=self.desk.bot_name), _no_admin)
        after = Aftermath(answer=self._answer, like=lambda *_: None, wake=lambda *_: None)
        self.lanes = Lanes(self.store, Dispatcher(self.desk, self.store, border, after).handle, clock.now)

    def _answer(self, _query: str, _text: str, loud: bool) -> None:  # noqa: FBT001 as the dispatcher calls it
        assert not loud, "a press was refused"
        self.answered += 1
        if self.answered >= self._awaited:
            self._done.set()

    async def together(self, raw: Sequence[str]) -> None:
        """Take updates in at once; return when all are handled."""
        self._awaited = self.answered + len(raw)
        self._done.clear()
        await self.lanes.accept([update for update in map(arrived_from, raw) if update is not None])
        await self._done.wait()

    async def apart(self, raw: Sequence[str]) -> None:
        """Take updates in one by one."""
        for update in raw:
            await self.together([update])


async def _no_admin(_chat: int, _person: int) -> bool:
    return False


async def _nothing(_update: telegram.Update, _context: object) -> None:
    """Do nothing."""


def library() -> Handled:
    """Return the way of python-telegram-bot, with a handler that does nothing."""
    application = Application.builder().token("1:benchmark").updater(None).build()
    application.add_handler(CallbackQueryHandler(_nothing))
    application._initialized = True  # noqa: SLF001 it would ask Telegram who it is

    async def handled(raw: Sequence[str]) -> None:
        for update in raw:
            await application.process_update(telegram.Update.de_json(json.loads(update), application.bot))

    return handled


async def cost(handle: Handled, raw: Sequence[str]) -> float:
    """Return microseconds of the processor, of all threads, for one update."""
    before = process_time()
    await handle(raw)
    return (process_time() - before) / len(raw) * 1e6


@dataclass
class Costs:
    """Microseconds for one update, round by round."""

    library: list[float] = field(default_factory=list)
    voices: list[float] = field(default_factory=list)
    closings: list[float] = field(default_factory=list)

    async def add(self, handle: Handled, presses: Presses, question: int) -> None:
        """Measure one question of every chat, and the handler of the library before and after it."""
        theirs = library()
        *voices, closing = presses.round(CHATS, question)
        flat = [raw for page in voices for raw in page]
        self.library.append(await cost(theirs, flat))
        self.voices.append(median([await cost(handle, page) for page in voices]))
        self.closings.append(await cost(handle, closing))
        self.library.append(await cost(theirs, flat))

    def lines(self, name: str) -> str:
        """Return the table of these costs."""
        theirs, voice, closing = median(self.library), median(self.voices), median(self.closings)
        whole = (voice * (len(MEMBERS) - 1) + closing) / len(MEMBERS)
        rows = ((f"no-op of the library ({name})", theirs), ("a voice", voice), ("closes the question", closing))
        return "".join(f"{what:38} {us:7.0f} {us / theirs:6.2f}\n" for what, us in (*rows, ("on average", whole)))


async def measured() -> tuple[Costs, Costs]:
    """Return the costs of presses that come together, and of presses one by one."""
    together, apart = Costs(), Costs()
    with tempfile.TemporaryDirectory() as folder:
        desk, store = make_desk(), await SqliteStore.open(Path(folder) / "bot.sqlite3", clock.now)
        handling, presses = Handling(desk, store), await fill(store, desk, CHATS)
        for page in presses.round(CHATS, 0):  # texts are compiled, runs are read
            await handling.together(page)
        for number in range(ROUNDS):
            await together.add(handling.together, presses, 2 * number + 1)
            await apart.add(handling.apart, presses, 2 * number + 2)
        await store.close()
    return together, apart


def main() -> None:
    """Print the figures."""
    together, apart = asyncio.run(measured())
    sys.stdout.write(f"{'processor time of one press':38} {'µs':>7} {'ratio':>6}\n")
    sys.stdout.write(together.lines("together") + apart.lines("one by one"))
    sys.stdout.write(f"wanted: a ratio of at most {WANTED}\n")


if __name__ == "__main__":
    main()
