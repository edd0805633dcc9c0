"""Webhook delivery: per chat in order, one at a time; chats side by side; again until it is taken."""

import asyncio
from contextlib import suppress

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.playground.updates import Update, Webhook
from bot.playground.world import World

PATIENCE = ClientTimeout(total=60)  # as long as Telegram waits
FIRST_PAUSE = 0.1  # seconds before the second try
LONGEST_PAUSE = 5.0
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header


class Delivery:
    """Brings updates to the webhook, while there is one.

    Args:
        world: whose updates.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._changed = asyncio.Event()
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._main: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch the queue."""
        self._world.updates.on_change.append(self._changed.set)
        self._main = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop; what was not taken stays waiting."""
        if self._main is None:
            return
        self._world.updates.on_change.remove(self._changed.set)
        tasks = [self._main, *self._lanes.values()]
        self._main = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with ClientSession(timeout=PATIENCE) as session:
            while True:
                self._changed.clear()
                self._open_lanes(session)
                await self._changed.wait()

    def _open_lanes(self, session: ClientSession) -> None:
        hook = self._world.updates.webhook
        if not hook.url:
            return
        for lane in dict.fromkeys(update.lane for update in self._world.updates.waiting()):
            if lane not in self._lanes and len(self._lanes) < hook.max_connections:
                self._lanes[lane] = asyncio.create_task(self._deliver(session, lane))

    async def _deliver(self, session: ClientSession, lane: int) -> None:
        """Empty one lane, oldest first."""
        pause = FIRST_PAUSE
        try:
            while (update := self._first(lane)) is not None and (hook := self._world.updates.webhook).url:
                if await self._taken(session, hook, update):
                    self._world.updates.delivered(update)
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            del self._lanes[lane]
            self._changed.set()  # the freed place may be wanted by another lane

    def _first(self, lane: int) -> Update | None:
        return next((update for update in self._world.updates.waiting() if update.lane == lane), None)

    async def _taken(self, session: ClientSession, hook: Webhook, update: Update) -> bool:
        headers = {_SECRET_HEADER: hook.secret} if hook.secret else {}
        problem = "Read timeout expired"
        with suppress(ClientError, OSError, TimeoutError):
            async with session.post(hook.url, json=update.payload, headers=headers) as answer:
                if answer.ok:
                    return True
                problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        hook.last_error, hook.last_error_at = problem, self._world.now()
        return False
