"""What an update costs with ten chats in the store, and with ten thousand, each with a run and some sixty answers.

Run it by hand: `python -m tests.benchmarks.many_chats`. Wanted: the same processor time, within a fifth.

The same ten chats press through their ratings in both stores, in turn; it is the whole bot, with its sender and the
cards it draws, and only the network is left out. Three states: the runs are in memory; they are not, as after a
start; and they are, while every other chat waits for a message that is due in an hour.
"""

import asyncio
import json
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import telegram
from typing_extensions import override

from bot import app
from bot.arrived import arrived_from
from bot.config import load
from bot.inbox import Lanes
from bot.outbox.request import AiohttpRequest
from bot.store.run_rows import Runs
from bot.store.sqlite import SqliteStore
from tests.benchmarks.button_press import Handling
from tests.benchmarks.chats import MEMBERS, MESSAGE, Presses, fill, found, make_desk, opened, promise_later

FEW, MANY = 10, 10_000
ACTIVE = 10
QUESTIONS = 6  # in each of the two states that close questions; the flow has 15 pairs to rate
WANTED = 0.2
TOKEN = "12345678:" + "x" * 35  # opens nothing
_PATIENCE = 20.0

_USER = {"id": 1, "is_bot": True, "first_name": "Buurtvonk", "username": "buurtvonk_bot"}
_POSTED = {"message_id": MESSAGE, "date": 1_795_000_000, "chat": {"id": -1, "type": "group", "title": "x"}, "text": "x"}
_ANSWERS = {"getMe": _USER, "sendMessage": _POSTED, "editMessageText": _POSTED}


class Silence(AiohttpRequest):
    """Answers every call at once, and sends nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.called: Counter[str] = Counter()

    @override
    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Count a call and answer it."""
        method = url.rpartition("/")[2]
        self.called[method] += 1
        return 200, json.dumps({"ok": True, "result": _ANSWERS.get(method, True)}).encode()


@dataclass(frozen=True)
class Neighbourhoods:
    """A bot with so many chats in its store; ten of them are active."""

    chats: int
    lanes: Lanes
    store: SqliteStore
    silence: Silence
    presses: Presses

    async def question(self) -> float:
        """Let the active chats rate a pair; return the microseconds of the processor for one press."""
        pages = list(self.presses.round(ACTIVE))
        answered, edited = self.silence.called["answerCallbackQuery"], self.silence.called["editMessageText"]
        before = process_time()
        for page in pages:
            await self.lanes.accept([update for update in map(arrived_from, page) if update is not None])
        await self._called("answerCallbackQuery", answered + ACTIVE * len(MEMBERS))
        await self._called("editMessageText", edited + ACTIVE)
        return (process_time() - before) / (ACTIVE * len(MEMBERS)) * 1e6

    async def _called(self, method: str, times: int) -> None:
        async with asyncio.timeout(_PATIENCE):
            while self.silence.called[method] < times:
                await asyncio.sleep(0.002)

    async def forgotten(self) -> list[float]:
        """Let the active chats vote, by a bot that has none of their runs in memory; return what each voice cost."""
        *voices, _ = self.presses.round(ACTIVE)
        return [await self._anew(page) for page in voices]

    async def _anew(self, page: Sequence[str]) -> float:
        handling = Handling(replace(make_desk(), runs=Runs(), texts=self.presses.words.texts), self.store)
        before = process_time()
        await handling.handled(page)
        return (process_time() - before) / len(page) * 1e6


@asynccontextmanager
async def neighbourhoods(folder: Path, chats: int) -> AsyncIterator[Neighbourhoods]:
    """Run the bot on a store with so many chats; a new store is filled first, an older one goes on."""
    settings = load({"BUURTVONK_TOKEN": TOKEN, "BUURTVONK_DATABASE_URL": f"sqlite:///{folder / str(chats)}"})
    is_new, desk = not settings.database.exists(), make_desk()
    async with opened(settings.database) as store:
        presses = await fill(store, desk, chats) if is_new else await found(store, desk)
        silence = Silence()
        async with (
            telegram.Bot(TOKEN, request=silence, get_updates_request=Silence()) as bot,
            app._assembled(settings, store, bot, app.Extras(limits=app.UNLIMITED)) as running,
        ):
            yield Neighbourhoods(chats, running.lanes, store, silence, presses)
            await running.lanes.drain()


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[tuple[Neighbourhoods, Neighbourhoods]]:
    """Run a bot with few chats and one with many, and let both warm up: texts are compiled, runs are read."""
    async with neighbourhoods(folder, FEW) as few, neighbourhoods(folder, MANY) as many:
        await in_turn(few, many)
        yield few, many


Costs = dict[str, dict[int, list[float]]]
"""Microseconds for one press, by state and number of chats."""


async def measured(folder: Path) -> Costs:
    """Return what was measured, in turn with few and with many."""
    async with both(folder) as (few, many):
        warm = await in_turn(few, many, QUESTIONS)
        for place in (few, many):
            await place.store.write(promise_later, place.chats, ACTIVE)
    async with both(folder) as (few, many):
        waiting = await in_turn(few, many, QUESTIONS)
        cold = {place.chats: await place.forgotten() for place in (few, many)}
    return {"runs in memory": warm, "runs not in memory": cold, "all others wait for a message": waiting}


async def in_turn(few: Neighbourhoods, many: Neighbourhoods, questions: int = 1) -> dict[int, list[float]]:
    """Let both go through the same questions, each as often first as last."""
    costs: dict[int, list[float]] = {few.chats: [], many.chats: []}
    for number in range(questions):
        for place in (few, many) if number % 2 else (many, few):
            costs[place.chats].append(await place.question())
    return costs


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        costs = asyncio.run(measured(Path(folder)))
    sys.stdout.write(f"{'processor time of one press, µs':32} {FEW:>8,} {MANY:>8,}   ratio\n")
    for state, by_chats in costs.items():
        few, many = median(by_chats[FEW]), median(by_chats[MANY])
        sys.stdout.write(f"{state:32} {few:8.0f} {many:8.0f} {many / few:7.2f}\n")
    sys.stdout.write(f"wanted: a ratio of at most {1 + WANTED}\n")


if __name__ == "__main__":
    main()
