"""Being told by Telegram. It repeats what was not answered with 200, so 200 means: on disk."""

import asyncio
import hmac
import logging
from datetime import datetime

from aiohttp import web

from bot.arrived import Arrived, arrived_from
from bot.clock import Clock
from bot.inbox import Lanes
from bot.polling import ALLOWED_UPDATES, Call

log = logging.getLogger(__name__)

MAX_BODY = 256 * 1024  # bytes; an update is a few kB
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of the header
_BODY_WITHIN = 10.0  # seconds; whoever sends slower is not Telegram


async def set_webhook(call: Call, url: str, secret: str) -> None:
    """Ask Telegram to deliver to `url`; what waits there stays and is delivered."""
    question = {"url": url, "secret_token": secret, "allowed_updates": list(ALLOWED_UPDATES)}
    await call("setWebhook", {**question, "drop_pending_updates": False})


class Webhook:
    """Takes deliveries in.

    Args:
        secret: What Telegram repeats with each delivery.
        lanes: Where updates go.
        clock: Tells when we last heard something.

    Attributes:
        last_at: When the last update came; None before the first.
    """

    def __init__(self, secret: str, lanes: Lanes, clock: Clock) -> None:
        self._secret = secret.encode()
        self._lanes = lanes
        self._clock = clock
        self.last_at: datetime | None = None

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one delivery: 200 once it is stored, now or before; 503 asks for another try later.

        Raises:
            web.HTTPException: 403 no or a wrong secret, 415 not JSON, 413 too large, 408 too slow, 400 no update.
        """
        self._check_sender(request)
        if self._lanes.is_full:
            raise web.HTTPServiceUnavailable
        await self._store(await _update_in(request))
        self.last_at = self._clock()
        return web.Response()

    def _check_sender(self, request: web.Request) -> None:
        given = request.headers.get(_SECRET, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden

    async def _store(self, update: Arrived) -> None:
        try:
            await self._lanes.accept([update])
        except Exception as error:  # noqa: BLE001  whatever keeps us from storing, Telegram must come again
            facts = {"action": "delivery_not_stored", "error": type(error).__name__}
            log.warning("a delivery could not be stored", extra=facts)
            raise web.HTTPServiceUnavailable from None


async def _update_in(request: web.Request) -> Arrived:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > MAX_BODY:
        raise web.HTTPRequestEntityTooLarge(MAX_BODY, request.content_length or 0)
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            update = arrived_from(await request.read())
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    if update is None:
        raise web.HTTPBadRequest
    return update
