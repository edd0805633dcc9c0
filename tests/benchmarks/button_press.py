"""What handling one press on a rating card costs, beside python-telegram-bot's own handler that does nothing.

Run it by hand: `python -m tests.benchmarks.button_press`. Wanted: at most 3 times the processor time of that handler.

Ours is everything from the raw update to the last commit (inbox, decision, answer, run, outbox), on a real disk with
`synchronous=FULL`; theirs reads the same raw update and calls a handler. Neither sends anything. Five members of a
hundred chats press in turn: four voices leave the question open, the fifth closes it and opens the next. Once the
presses of the chats come together, as in one answer of Telegram; and once one by one, with a rest before each, as in
a quiet hour. A processor that comes out of a rest is slower for both; what the rest itself costs is taken off.
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
from bot.store.health_rows import heartbeat
from bot.store.sqlite import SqliteStore
from tests.benchmarks.chats import MEMBERS, fill, make_desk, opened

CHATS = 100
REST = 0.003
ROUNDS = 3  # of two questions each, and one before; the flow has 15 pairs to rate
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

    async def handled(self, raw: Sequence[str]) -> None:
        """Take updates in at once; return when all are handled."""
        self._awaited = self.answered + len(raw)
        self._done.clear()
        await self.lanes.accept([update for update in map(arrived_from, raw) if update is not None])
        await self._done.wait()

    async def committed(self, raw: Sequence[str]) -> None:
        """Write a row for each update, twice, as the inbox and the decision do at least."""
        for _ in range(2):
            await asyncio.gather(*(self.store.write(heartbeat, clock.now()) for _ in raw))


async def _no_admin(_chat: int, _person: int) -> bool:
    return False


async def _nothing(_update: telegram.Update, _context: object) -> None:
    """Do nothing."""


def library() -> Handled:
    """Return the way of python-telegram-bot, with a handler that does nothing."""
    application = Application.builder().token("1:benchmark").updater(None).build()
    application.add_handler(CallbackQueryHandler(_nothing))
    application._initialized = True  # it would ask Telegram who it is

    async def handled(raw: Sequence[str]) -> None:
        for update in raw:
            await application.process_update(telegram.Update.de_json(json.loads(update), application.bot))

    return handled


def rested(handle: Handled) -> Handled:
    """Return a way to handle updates one by one, with a rest before each."""

    async def handled(raw: Sequence[str]) -> None:
        for update in raw:
            await asyncio.sleep(REST)
            await handle([update])

    return handled


async def resting(_raw: Sequence[str]) -> None:
    """Handle nothing."""


async def cost(handle: Handled, raw: Sequence[str]) -> float:
    """Return microseconds of the processor, of all threads, for one update."""
    before = process_time()
    await handle(raw)
    return (process_time() - before) / len(raw) * 1e6


@dataclass(frozen=True)
class Costs:
    """Microseconds for one update, round by round.

    Attributes:
        how: Whether updates come together or one by one, for the table.
        way: What makes of handling at once this way of handling.
    """

    how: str
    way: Callable[[Handled], Handled]
    rest: list[float] = field(default_factory=list[float])
    library: list[float] = field(default_factory=list[float])
    commits: list[float] = field(default_factory=list[float])
    voices: list[float] = field(default_factory=list[float])
    closings: list[float] = field(default_factory=list[float])

    async def add(self, handling: Handling, theirs: Handled, pages: Sequence[Sequence[str]]) -> None:
        """Measure one question of every chat, and beside it the library and the disk with some of it."""
        ours, (*voices, closing) = handling.handled, pages
        self.rest.append(await cost(self.way(resting), closing))
        self.commits.append(await cost(self.way(handling.committed), closing))
        self.library.append(await cost(self.way(theirs), closing))
        self.voices.extend([await cost(self.way(ours), page) for page in voices])
        self.closings.append(await cost(self.way(ours), closing))
        self.library.append(await cost(self.way(theirs), closing))

    def lines(self) -> str:
        """Return the table of these costs."""
        rest = median(self.rest)
        theirs, disk, voice, closing = (
            median(found) - rest for found in (self.library, self.commits, self.voices, self.closings)
        )
        whole = (voice * (len(MEMBERS) - 1) + closing) / len(MEMBERS)
        rows = {
            f"no-op of the library, {self.how}": theirs,
            "a press": whole,
            "  a voice": voice,
            "  a voice that closes the question": closing,
            "  of which two commits, at least": disk,
        }
        return "".join(f"{what:38} {us:7.0f} {us / theirs:6.2f}\n" for what, us in rows.items())


async def measured() -> tuple[Costs, Costs]:
    """Return the costs of presses that come together, and of presses one by one."""
    together, apart = Costs("together", lambda handle: handle), Costs("one by one", rested)
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder) / "bot.sqlite3") as store:
            desk, theirs = make_desk(), library()
            handling, presses = Handling(desk, store), await fill(store, desk, CHATS)
            for page in presses.round(CHATS):  # texts are compiled, runs are read
                await handling.handled(page)
            for _ in range(ROUNDS):
                await together.add(handling, theirs, presses.round(CHATS))
                await apart.add(handling, theirs, presses.round(CHATS))
    return together, apart


def main() -> None:
    """Print the figures."""
    together, apart = asyncio.run(measured())
    sys.stdout.write(f"{'processor time of one press':38} {'µs':>7} {'ratio':>6}\n")
    sys.stdout.write(together.lines() + apart.lines())
    sys.stdout.write(f"wanted: a ratio of at most {WANTED}\n")


if __name__ == "__main__":
    main()
