"""The group that tests of the bot talk in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app, running
from bot.playground.model import Chat
from bot.playground.serve import serve
from bot.playground.state import Rules
from tests.bot.neighbours import Neighbourhood
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


@pytest.fixture
async def hood(talk: Talk) -> Neighbourhood:
    """The bot in the first chat, and ways to make others that link with it."""
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return Neighbourhood(talk)


@pytest.fixture
async def core(hood: Neighbourhood) -> Chat:
    """The core group of the first chat."""
    chat = await hood.group("Kern")
    await hood.link(chat)
    return chat
