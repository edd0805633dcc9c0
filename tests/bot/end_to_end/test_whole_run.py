"""A whole run over real HTTP: the real bot, a strict server, real SQLite."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app
from bot.config import load
from bot.hints import Hints
from bot.playground.serve import Running, serve
from bot.playground.state import Rules
from tests.bot.group_play import Play


@pytest.fixture
async def playground() -> AsyncIterator[Running]:
    running = await serve(rules=Rules(group_limit=None))
    yield running
    await running.close()


@contextlib.asynccontextmanager
async def bot_running(playground: Running, database: Path, **more: str) -> AsyncIterator[None]:
    settings = load(
        {
            "BUURTVONK_TOKEN": playground.token,
            "BUURTVONK_API_URL": playground.api_url,
            "BUURTVONK_DATABASE_URL": f"sqlite:///{database}",
            **more,
        }
    )
    stop = asyncio.Event()
    clock = playground.clock
    extras = app.Extras(limits=app.UNLIMITED, opened=Hints(playground.world), clock=clock, follows=clock.on_move)
    task = asyncio.create_task(app.run_bot(settings, stop, extras))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 20)


def statuses(database: Path) -> list[str]:
    with sqlite3.connect(database) as connection:
        return [row[0] for row in connection.execute("SELECT status FROM run ORDER BY id")]


def webhook(port: int) -> dict[str, str]:
    return {
        "BUURTVONK_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "BUURTVONK_WEBHOOK_SECRET": "a-secret-of-this-test",
        "BUURTVONK_LISTEN": f"127.0.0.1:{port}",
    }


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_group_goes_through_the_six_steps_to_its_proposal(
    playground: Running, tmp_path: Path, way: str, unused_tcp_port: int
) -> None:
    database = tmp_path / "bot.sqlite3"
    play = Play(playground, database)
    async with bot_running(playground, database, **(webhook(unused_tcp_port) if way == "webhook" else {})):
        await play.begin()
        await play.until_done()
    assert statuses(database) == ["done"]
    assert play.asked == sorted(play.asked), "questions came back out of order"
    assert any("R24" not in message.text and "Gebied:" in message.text for message in play.spoken())
    shown = [message.text.splitlines()[0] for message in play.spoken() if message.photo]
    assert shown == ["Wat hangt samen", "Onze pakketten"]
    refused = [call for call in playground.world.ledger if call.code not in {200, 0}]
    assert refused == []
