"""Starting the bot: against Telegram, or against the playground on this machine."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import Awaitable
from pathlib import Path

from pydantic import SecretStr

from bot import app, logs
from bot.codes import BAD_INPUT, DONE
from bot.config import Settings
from bot.hints import Hints
from bot.playground.serve import Running, serve
from bot.playground.state import Rules
from bot.polling import TokenRefused
from bot.store.errors import StoreError
from bot.texts import Texts

_RULES = Rules(group_limit=None)  # one visitor plays a whole group, faster than any group would tap

PORT = 8642
"""Where the playground stands when nobody says otherwise, so that its address stays; a free port when it is taken."""


async def run_with_token(settings: Settings) -> int:
    """Run the bot until it is told to stop; return the exit code."""
    logs.configure(settings.log_level)
    texts = Texts.load()
    if settings.token is None:
        return _complain(texts, settings, "settings.polling.no_token")
    return await _until_told(texts, settings, app.run_bot(settings, _stop_signal()))


async def run_playground(settings: Settings) -> int:
    """Serve the playground with the real bot in it until told to stop; nothing is kept."""
    logs.configure(settings.log_level)
    texts, stop = Texts.load(), _stop_signal()
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
            return await _until_told(texts, here, app.run_bot(here, stop, _beside(playground)))
        finally:
            await playground.close()


def _beside(playground: Running) -> app.Extras:
    return app.Extras(opened=Hints(playground.world), limits=app.UNLIMITED)


async def _served(settings: Settings) -> Running:
    port = settings.listen.port if settings.listen is not None else PORT
    try:
        return await serve(port, rules=_RULES)
    except OSError:
        return await serve(rules=_RULES)


async def _until_told(texts: Texts, settings: Settings, running: Awaitable[None]) -> int:
    try:
        await running
    except TokenRefused:
        return _complain(texts, settings, "settings.polling.token_refused")
    except StoreError as error:
        return _complain(texts, settings, f"settings.store.{error.key}", **error.values)
    return DONE


def _complain(texts: Texts, settings: Settings, key: str, **values: object) -> int:
    sys.stderr.write(texts.plain(settings.language, key, **values) + "\n")
    return BAD_INPUT


def _stop_signal() -> asyncio.Event:
    """Return an event that is set when the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows: Ctrl-C ends the process, and the store survives that
            break
    return stop
