"""Trying it out: a group chat on this machine, with the real bot in it."""

import sys
import tempfile
from pathlib import Path

from pydantic import SecretStr

from bot import app, logs
from bot.config import Settings
from bot.hints import Hints
from bot.playground.serve import Running, serve
from bot.playground.state import Rules
from bot.starting import stop_signal, until_told
from bot.texts import Texts

_RULES = Rules(group_limit=None)  # one visitor plays a whole group, faster than any group would tap

PORT = 8642
"""Where the playground stands when nobody says otherwise, so that its address stays; a free port when it is taken."""


async def run_playground(settings: Settings) -> int:
    """Serve the playground with the real bot in it until told to stop; nothing is kept."""
    logs.configure(settings.log_level)
    texts, stop = Texts.load(), stop_signal()
    playground = await _served(settings)
    with tempfile.TemporaryDirectory(prefix="buurtvonk-", ignore_cleanup_errors=True) as folder:
        here = settings.model_copy(
            update={
                "token": SecretStr(playground.token),
                "api_url": playground.api_url,
                "database": Path(folder) / "playground.sqlite3",
                "webhook_url": None,
                "listen": None,
            }
        )
        sys.stdout.write(texts.plain(settings.language, "settings.playground.ready", url=playground.page_url) + "\n")
        sys.stdout.flush()
        try:
            return await until_told(here, app.run_bot(here, stop, _beside(playground)))
        finally:
            await playground.close()


def _beside(playground: Running) -> app.Extras:
    clock = playground.clock
    return app.Extras(opened=Hints(playground.world), limits=app.UNLIMITED, clock=clock, follows=clock.on_move)


async def _served(settings: Settings) -> Running:
    port = settings.listen.port if settings.listen is not None else PORT
    try:
        return await serve(port, rules=_RULES)
    except OSError:
        return await serve(rules=_RULES)
