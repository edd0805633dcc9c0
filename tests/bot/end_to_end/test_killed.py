"""The process is killed again and again during a run; the group notices a pause at most."""

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.playground.serve import serve
from bot.playground.state import Rules
from tests.bot.group_play import Play

KILLS = 50

_BOT = """
import asyncio, os
from bot import app
from bot.config import load
asyncio.run(app.run_bot(load(os.environ), asyncio.Event(), app.Extras(limits=app.UNLIMITED)))
"""


@dataclass
class Killer:
    """Keeps a real bot process running, and kills it at moments of chance."""

    environment: dict[str, str]
    rng: Random
    kills: int = 0
    process: asyncio.subprocess.Process | None = field(default=None)

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _BOT, env=self.environment, stdout=asyncio.subprocess.DEVNULL
        )

    async def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def again_and_again(self) -> None:
        """Kill and start anew until there were enough kills."""
        while self.kills < KILLS:
            await asyncio.sleep(self.rng.uniform(0.05, 1.1))
            await self.kill()
            self.kills += 1
            await self.start()


@contextlib.asynccontextmanager
async def killed(environment: dict[str, str], *, often: bool) -> AsyncIterator[Killer]:
    killer = Killer(environment, Random(20261125))
    await killer.start()
    task = asyncio.create_task(killer.again_and_again()) if often else None
    try:
        yield killer
    finally:
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await killer.kill()


@dataclass(frozen=True)
class EndState:
    """What is left when a group is done."""

    status: list[str]
    answers: list[tuple[str, str, str]]
    said: Counter[str]
    cards: int
    doubled: list[str]


async def played(folder: Path, *, often: bool) -> EndState:
    """Play one whole run, disturbed or not, and return what is left."""
    database = folder / "bot.sqlite3"
    playground = await serve(rules=Rules(group_limit=None))
    environment = {
        **os.environ,
        "BUURTVONK_TOKEN": playground.token,
        "BUURTVONK_API_URL": playground.api_url,
        "BUURTVONK_DATABASE_URL": f"sqlite:///{database}",
        "BUURTVONK_LOG_LEVEL": "ERROR",
    }
    play = Play(playground, database)
    try:
        async with killed(environment, often=often) as killer:
            await play.begin()
            await play.until_done()
            assert not often or killer.kills >= KILLS, f"the run was over after {killer.kills} kills"
            await play.settled()
            return _end_state(play, database)
    finally:
        await playground.close()


def _end_state(play: Play, database: Path) -> EndState:
    with sqlite3.connect(database) as connection:
        status = [row[0] for row in connection.execute("SELECT status FROM run ORDER BY id")]
        answers = connection.execute("SELECT place, participant, value FROM answer ORDER BY 1, 2").fetchall()
    told = [message.text for message in play.spoken()]
    keys = Counter(told)
    return EndState(status, answers, keys, len(play.cards()), [text for text, n in keys.items() if n > 1])


async def test_killing_the_process_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    undisturbed, disturbed = await played(tmp_path / "calm", often=False), await played(tmp_path / "rough", often=True)
    assert disturbed.status == undisturbed.status == ["done"]
    assert disturbed.answers == undisturbed.answers
    assert disturbed.cards == undisturbed.cards == 0
    assert disturbed.doubled == undisturbed.doubled
