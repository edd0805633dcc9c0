"""What was acknowledged survives the rudest end of a process."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.clock import now
from bot.store.errors import StoreInUse
from bot.store.sqlite import SqliteStore

WRITES_UNTIL_KILLED = """
import asyncio, sys
from pathlib import Path
from bot.clock import now
from bot.store.sqlite import SqliteStore

def put(tx, n):
    tx.run("INSERT INTO setting (name, value) VALUES (:a, 'first')", a=f"{n:06}a")
    tx.run("INSERT INTO setting (name, value) VALUES (:b, 'second')", b=f"{n:06}b")

async def worker(store, first):
    for n in range(first, 1_000_000, 8):
        await store.write(put, n)
        print(n, flush=True)

async def main():
    store = await SqliteStore.open(Path(sys.argv[1]), now)
    await asyncio.gather(*(worker(store, n) for n in range(8)))

asyncio.run(main())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system can't kill so rudely")
@pytest.mark.parametrize("after", [30, 200, 701])
async def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half(tmp_path: Path, after: int) -> None:
    path = tmp_path / "b.sqlite3"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WRITES_UNTIL_KILLED, str(path)),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    told = {int(await process.stdout.readline()) for _ in range(after)}
    with pytest.raises(StoreInUse):
        await SqliteStore.open(path, now)
    process.kill()
    told |= {int(line) async for line in process.stdout if line.endswith(b"\n")}
    await process.wait()
    store = await SqliteStore.open(path, now)
    kept = [row["name"] for row in await store.read("SELECT name FROM setting")]
    await store.close()
    assert {f"{n:06}a" for n in told} <= set(kept)
    assert {name[:-1] for name in kept if name.endswith("a")} == {name[:-1] for name in kept if name.endswith("b")}
