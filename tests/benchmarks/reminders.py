"""What ten thousand plans cost while none is due, and how two thousand go out that are due in the same minute.

Run it by hand: `python -m tests.benchmarks.reminders`; it takes about six minutes. Wanted: under 50 ms of the
processor a minute; all of them sent within the limits of Telegram, in the order of their moments, none twice, also
when the process is killed in the middle. The waiting is measured on the ticker and the sender as they run, for a
minute; the sending on a real process against the strict server, which writes down when each message came.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

import telegram

from bot import app, clock
from bot.config import load
from bot.reminders import Ticker, Ticking
from bot.store import Tx
from bot.store.chat_rows import new_group
from bot.store.schedule_rows import Plan, plan
from bot.store.sqlite import SqliteStore
from tests.benchmarks.chats import make_desk
from tests.benchmarks.many_chats import TOKEN, Silence
from tests.bot.reminding import Asked, asked

WAITING, DUE = 10_000, 2_000
MINUTE = timedelta(minutes=1)
WANTED_IDLE = 50.0  # ms
PER_SECOND, PER_MINUTE = 30, 20  # Telegram's limits, of all chats and of one group


def planned(tx: Tx, chats: int, due: datetime) -> None:
    """Know so many chats, each with a plan that is not due yet."""
    for number in range(chats):
        group = new_group(tx, -1 - number, "group", ("nl", "Europe/Brussels"), clock.now()).id
        plan(tx, Plan(group=group, kind="follow_up", about="x", due=due + number * timedelta(seconds=1)), clock.now())


async def idle(folder: Path, chats: int) -> float:
    """Let the whole bot run for a minute; return the milliseconds of the processor that it took."""
    settings = load({"BUURTVONK_TOKEN": TOKEN, "BUURTVONK_DATABASE_URL": f"sqlite:///{folder / f'{chats}.sqlite3'}"})
    store = await SqliteStore.open(settings.database, clock.now)
    await store.write(planned, chats, clock.now() + timedelta(days=1))
    silence = Silence()
    async with (
        telegram.Bot(TOKEN, request=silence, get_updates_request=Silence()) as bot,
        app._assembled(settings, store, bot, app.Extras()),
    ):
        await asyncio.sleep(5.0)  # what happens once, at the start
        before = process_time()
        await asyncio.sleep(60.0)
        spent = process_time() - before
    await store.close()
    return spent * 1000


async def looks(folder: Path) -> tuple[float, float]:
    """Return the milliseconds of one look of the ticker: at plans of later, and at ones of chats that are gone."""
    store = await SqliteStore.open(folder / "looks.sqlite3", clock.now)
    ticker = Ticker(Ticking(store, make_desk(), {}, print))
    await store.write(planned, WAITING, clock.now() + timedelta(days=1))
    later = await _look(ticker)
    await store.write(lambda tx: tx.run("UPDATE schedule SET due = meant, due = '2020'"))
    await store.write(lambda tx: tx.run("UPDATE chat_group SET status = 'paused'"))
    gone = await _look(ticker)
    await store.close()
    return later, gone


async def _look(ticker: Ticker, times: int = 20) -> float:
    await ticker.strike()
    before = process_time()
    for _ in range(times):
        await ticker.strike()
    return (process_time() - before) / times * 1000


@dataclass(frozen=True)
class Sending:
    """How two thousand went out.

    Attributes:
        seconds: From the first to the last, by the clock.
        most: The most in any second.
        refused: How often the server said "too many".
        in_hand: How many were being asked when the process was killed.
        astray: How many of the others came before one that was due earlier.
        heard: How many chats heard it how often.
    """

    seconds: float
    most: int
    refused: int
    in_hand: int
    astray: int
    heard: Counter[int]


async def sent(folder: Path, *, killed: bool) -> Sending:
    """Let a real process ask two thousand chats, and kill it in the middle or not."""
    async with asked(folder, DUE, MINUTE) as running:
        await running.start()
        if killed:
            await running.until(DUE // 2, within=120.0)
            await running.kill()
            await running.start()
        await running.until(DUE, within=240.0)
        return _sending(running)


def _sending(running: Asked) -> Sending:
    calls = [call for call in running.playground.world.ledger if call.method == "sendMessage"]
    moments = [call.at.timestamp() for call in calls if call.code == 200]
    in_hand = running.in_hand()
    order = [place for place in running.order() if place not in in_hand]
    return Sending(
        moments[-1] - moments[0],
        _most_in_a_second(moments),
        sum(call.code == 429 for call in calls),
        len(in_hand),
        sum(after < before for before, after in pairwise(order)),
        Counter(running.heard()),
    )


def _most_in_a_second(moments: Sequence[float]) -> int:
    return max(sum(moment <= it < moment + 1.0 for it in moments[at : at + 100]) for at, moment in enumerate(moments))


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        later, gone = asyncio.run(looks(Path(folder)))
        sys.stdout.write(
            f"a look at {WAITING:,} plans: {later:.2f} ms; when they are due in chats that are gone: {gone:.2f} ms\n"
        )
        few, many = (asyncio.run(idle(Path(folder), chats)) for chats in (10, WAITING))
        sys.stdout.write(
            f"an idle minute: {few:.0f} ms with 10 plans, {many:.0f} ms with {WAITING:,}; wanted {WANTED_IDLE:.0f}\n"
        )
    for killed in (False, True):
        begun = perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            found = asyncio.run(sent(Path(folder), killed=killed))
        sys.stdout.write(
            f"{DUE:,} due, {'killed' if killed else 'undisturbed'}: {found} ({perf_counter() - begun:.0f} s in all)\n"
        )


if __name__ == "__main__":
    main()
