"""What a newcomer types first, as real processes: try it, run it, look whether all is well."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import aiohttp


async def started(folder: Path, *arguments: str, **settings: str) -> Process:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUURTVONK_")}
    command = (sys.executable, "-m", "bot", *arguments)
    database = {"BUURTVONK_DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite3'}"}
    return await asyncio.create_subprocess_exec(
        *command, env=environment | database | settings, stdout=PIPE, stderr=PIPE
    )


async def test_without_a_token_the_page_opens_with_the_bot_behind_it(tmp_path: Path, unused_tcp_port: int) -> None:
    process = await started(tmp_path, BUURTVONK_LISTEN=f"127.0.0.1:{unused_tcp_port}")
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            line = (await process.stdout.readline()).decode()
            assert f"http://127.0.0.1:{unused_tcp_port}/" in line
            address = f"http://127.0.0.1:{unused_tcp_port}/"
            async with aiohttp.ClientSession() as session, session.get(address) as page:
                assert "<title>Buurtvonk</title>" in await page.text()
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_running_without_a_token_says_what_to_do(tmp_path: Path) -> None:
    process = await started(tmp_path, "run")
    out, err = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, out) == (2, b"")
    assert "@BotFather" in err.decode()
    assert len(err.decode().splitlines()) == 1


async def test_a_setting_nobody_knows_is_named(tmp_path: Path) -> None:
    process = await started(tmp_path, "check", BUURTVONK_TOKN="1:abc")
    _, err = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 2
    assert "BUURTVONK_TOKN" in err.decode()
