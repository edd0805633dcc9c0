"""The group that tests of the bot talk in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app, running
from bot.playground.serve import serve
from bot.playground.state import Rules
from tests.bot.talk import Talk, quick


@pytest.fixture
async def still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Talk]:
    """The playground without a bot that runs."""
    monkeypatch.setattr(app, "Surroundings", quick)
    monkeypatch.setattr(running, "MARK_WAIT", 0.0)
    monkeypatch.setattr(running, "TALLY_WAIT", 0.0)
    playground = await serve(rules=Rules(group_limit=None))
    talk = Talk(playground, tmp_path / "bot.sqlite3")
    yield talk
    await playground.close()
    talk.check()


@pytest.fixture
async def talk(still: Talk) -> AsyncIterator[Talk]:
    """The playground with the real bot that runs."""
    async with still.bot():
        yield still
