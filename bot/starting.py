"""Starting the bot, and ending it well."""

import asyncio
import signal
import sys
from collections.abc import Awaitable

from bot import app, logs
from bot.codes import BAD_INPUT, DONE
from bot.config import Settings
from bot.polling import TokenRefused
from bot.store.errors import StoreError
from bot.texts import Texts


async def run_with_token(settings: Settings) -> int:
    """Run the bot until it is told to stop; return the exit code."""
    logs.configure(settings.log_level)
    if settings.token is None:
        return _complain(settings, "settings.polling.no_token")
    return await until_told(settings, app.run_bot(settings, stop_signal()))


async def until_told(settings: Settings, running: Awaitable[None]) -> int:
    """Let the bot run to its end; return the exit code."""
    try:
        await running
    except TokenRefused:
        return _complain(settings, "settings.polling.token_refused")
    except StoreError as error:
        return _complain(settings, f"settings.store.{error.key}", **error.values)
    return DONE


def _complain(settings: Settings, key: str, **values: object) -> int:
    sys.stderr.write(Texts.load().plain(settings.language, key, **values) + "\n")
    return BAD_INPUT


def stop_signal() -> asyncio.Event:
    """Return an event that is set when the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows: Ctrl-C ends the process, and the store survives that
            break
    return stop
