"""The small web server: health for whoever restarts us, metrics for whoever watches us, and the webhook."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from aiohttp import web

from bot.clock import Clock
from bot.config import Address
from bot.store import Store
from bot.store.health_rows import Condition, condition, heartbeat
from bot.webhook import MAX_BODY, Webhook

SILENT_FOR = timedelta(
    minutes=2
)  # a long poll takes half a minute, a pause after errors the same; then something hangs
_WRITE_WITHIN = 5.0  # seconds

LastHeard = Callable[[], datetime | None]


class Health:
    """Says how we are doing.

    Args:
        store: What must be able to write.
        clock: What ages are counted to.
        last_heard: When Telegram was last heard, by polling or webhook.
        may_be_silent: Whether long silence is normal: with a webhook it is, with polling it is not.
    """

    def __init__(self, store: Store, clock: Clock, last_heard: LastHeard, *, may_be_silent: bool) -> None:
        self._store = store
        self._clock = clock
        self._last_heard = last_heard
        self._may_be_silent = may_be_silent

    async def healthz(self, _request: web.Request) -> web.Response:
        """Answer 200 when we can write and hear Telegram, else 503; the ages, in seconds, say what is wrong."""
        if not await self._writes():
            return web.json_response({"ok": False, "database": False}, status=503)
        now, heard = self._clock(), self._last_heard()
        found = await condition(self._store, now)
        ok = self._may_be_silent or (heard is not None and now - heard < SILENT_FOR)
        ages = {name: _age(moment, now) for name, moment in _moments(heard, found).items()}
        return web.json_response({"ok": ok, "database": True, **ages}, status=200 if ok else 503)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Answer in the text format of Prometheus."""
        now = self._clock()
        text = _metrics(await condition(self._store, now), self._last_heard(), now)
        return web.Response(text=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def _writes(self) -> bool:
        try:
            await asyncio.wait_for(self._store.write(heartbeat, self._clock()), _WRITE_WITHIN)
        except Exception:  # noqa: BLE001  the question is whether it works, not why not
            return False
        return True


def make_app(health: Health, webhook: Webhook | None = None, path: str = "/") -> web.Application:
    """Return the application: `/healthz`, `/metrics`, and POST on `path` when there is a webhook."""
    app = web.Application(client_max_size=MAX_BODY)
    app.add_routes([web.get("/healthz", health.healthz), web.get("/metrics", health.metrics)])
    if webhook is not None:
        app.add_routes([web.post(path or "/", webhook.receive)])
    return app


@asynccontextmanager
async def serving(app: web.Application, address: Address) -> AsyncIterator[Address]:
    """Serve `app` for the length of the block; yield where, with the real port when 0 was asked.

    Raises:
        OSError: The address can't be listened on.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, address.host, address.port).start()
        yield Address(address.host, runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _moments(heard: datetime | None, found: Condition) -> dict[str, datetime | None]:
    return {"last_heard": heard, "oldest_inbox": found.inbox_since, "oldest_outbox": found.outbox_since}


def _age(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else round((now - moment).total_seconds(), 3)


def _metrics(found: Condition, heard: datetime | None, now: datetime) -> str:
    lines = [
        "# TYPE buurtvonk_inbox gauge",
        *(f'buurtvonk_inbox{{status="{status}"}} {n}' for status, n in found.inbox.items()),
        "# TYPE buurtvonk_outbox gauge",
        *(f'buurtvonk_outbox{{status="{status}"}} {n}' for status, n in found.outbox.items()),
        "# TYPE buurtvonk_received_total counter",
        f"buurtvonk_received_total {found.received}",
        "# TYPE buurtvonk_promised_total counter",
        f"buurtvonk_promised_total {found.promised}",
        "# TYPE buurtvonk_age_seconds gauge",
    ]
    ages = {name: _age(moment, now) for name, moment in _moments(heard, found).items()}
    lines += [f'buurtvonk_age_seconds{{of="{name}"}} {age}' for name, age in ages.items() if age is not None]
    return "\n".join(lines) + "\n"
