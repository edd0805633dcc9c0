"""How long a start takes until the first question to Telegram, and how much memory the bot holds when it is idle.

Run it by hand, on Linux: `python -m tests.benchmarks.start_up`. Wanted: under 1.5 s and under 120 MiB.
The real command is started against the playground's Bot API server on this machine. Beside the time of the clock
stands that of the processor, for a machine that is busy with other things.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.playground.serve import Running, serve

STARTS = 7
IDLE = 5.0
WANTED_SECONDS, WANTED_MEBIBYTES = 1.5, 120
_TICK = 0.002
_PATIENCE = 30.0
_COMMAND = Path(sys.executable).with_name("buurtvonk")


@dataclass(frozen=True)
class Start:
    """Seconds until the first question, by the clock and of the processor."""

    clock: float
    cpu: float


@asynccontextmanager
async def started(database: Path) -> AsyncIterator[tuple[int, Start]]:
    """Run the bot against a server of its own; yield its process when it first asks, with what that took."""
    playground = await serve()
    begun = perf_counter()
    process = await asyncio.create_subprocess_exec(_COMMAND, "run", env=_environment(playground, database))
    try:
        await _first_question(playground)
        yield process.pid, Start(perf_counter() - begun, cpu_of(process.pid))
    finally:
        process.terminate()
        await process.wait()
        await playground.close()


def _environment(playground: Running, database: Path) -> dict[str, str]:
    given = {
        "BUURTVONK_TOKEN": playground.token,
        "BUURTVONK_API_URL": playground.api_url,
        "BUURTVONK_DATABASE_URL": f"sqlite:///{database}",
    }
    return {**os.environ, **given}


async def _first_question(playground: Running) -> None:
    waiting = playground.world.updates.on_change  # whoever polls waits here, beside the server itself
    before = len(waiting)
    async with asyncio.timeout(_PATIENCE):
        while len(waiting) == before:
            await asyncio.sleep(_TICK)


def cpu_of(pid: int) -> float:
    """Return the seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Return the MiB that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


@dataclass(frozen=True)
class Idle:
    """What a bot with nothing to do holds (MiB) and uses (seconds of the processor in `IDLE` seconds)."""

    memory: float
    cpu: float


async def measured(database: Path) -> tuple[list[Start], Idle]:
    """Return each start, the first with a new database, and the rest after it."""
    starts: list[Start] = []
    for _ in range(STARTS):
        async with started(database) as (_, start):
            starts.append(start)
    async with started(database) as (pid, _):
        await asyncio.sleep(1.0)  # what follows the first question belongs to the start
        before = cpu_of(pid)
        await asyncio.sleep(IDLE)
        return starts, Idle(memory_of(pid), cpu_of(pid) - before)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        (first, *later), idle = asyncio.run(measured(Path(folder) / "bot.sqlite3"))
    clocks, cpus = [start.clock for start in later], [start.cpu for start in later]
    sys.stdout.write(f"first start, new database   {first.clock:6.2f} s, processor {first.cpu:.2f} s\n")
    sys.stdout.write(f"later starts, median        {median(clocks):6.2f} s, processor {median(cpus):.2f} s\n")
    sys.stdout.write(f"later starts, fastest       {min(clocks):6.2f} s, processor {min(cpus):.2f} s\n")
    sys.stdout.write(
        f"idle                        {idle.memory:6.0f} MiB, processor {idle.cpu:.2f} s in {IDLE:.0f} s\n"
    )
    sys.stdout.write(f"wanted: under {WANTED_SECONDS} s and under {WANTED_MEBIBYTES} MiB\n")


if __name__ == "__main__":
    main()
