"""Listening: for updates with a webhook, and for whoever asks how we are doing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

from bot import clock
from bot.config import Settings
from bot.inbox import Lanes
from bot.polling import Call, Polling, polled
from bot.store import Store
from bot.web import Health, make_app, serving
from bot.webhook import Webhook, set_webhook


@asynccontextmanager
async def listening(
    settings: Settings, store: Store, lanes: Lanes, call: Call
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Serve on the address of the settings; yield what brings updates in, by webhook or by asking."""
    assert settings.listen is not None  # noqa: S101 who calls this has looked
    if settings.webhook_url is not None and settings.webhook_secret is not None:
        webhook = Webhook(settings.webhook_secret.get_secret_value(), lanes, clock.now)
        health = Health(store, clock.now, lambda: webhook.last_at, may_be_silent=True)
        app = make_app(health, webhook, urlsplit(settings.webhook_url).path)
        intake = partial(_delivered, settings, lanes, call)
    else:
        polling = Polling(call, lanes, clock.now)
        app = make_app(Health(store, clock.now, lambda: polling.last_poll_at, may_be_silent=False))
        intake = partial(polled, polling, lanes)
    async with serving(app, settings.listen):
        yield intake


async def _delivered(settings: Settings, lanes: Lanes, call: Call) -> None:
    assert settings.webhook_url is not None  # noqa: S101 asked before this was chosen
    assert settings.webhook_secret is not None  # noqa: S101 the same
    await lanes.recover()
    await set_webhook(call, settings.webhook_url, settings.webhook_secret.get_secret_value())
    await asyncio.Event().wait()
