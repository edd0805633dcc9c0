"""Asking Telegram for updates. What has been asked for again is gone there, so it is on disk here before we do."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.arrived import Arrived, arrived_from
from bot.clock import Clock
from bot.inbox import Lanes, Sleep
from bot.logs import place_of

log = logging.getLogger(__name__)

Call = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
"""Calls a method of the Bot API and returns its result as plain JSON; raises `telegram.error` classes."""

ALLOWED_UPDATES = (
    "message", "edited_message", "channel_post", "callback_query", "my_chat_member", "poll", "poll_answer",
)  # fmt: skip
"""What we ask for by name, and no more: every update costs a row. Without the list an older choice would stay."""

LONG_POLL = 30
"""Seconds Telegram keeps a question open when there is nothing new; `Call` must wait longer."""

_PAGE = 100  # updates per answer, the most Telegram gives
_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds after an error, doubling
_CONFLICT_PAUSE = 15.0  # another process polls with our token; hammering makes both fail
_MEANING = {
    "other_poller": "another process asks for the updates of this bot; stop it, for each gets only a part",
    "poll_held": "Telegram asks for a pause",
    "poll_failed": "asking for updates failed",
}


class TokenRefused(Exception):  # noqa: N818  a name says what happened
    """Telegram does not know this token (any more). Its sentence: `settings.polling.token_refused`."""


class Polling:
    """The one loop that asks for updates.

    Args:
        call: Calls the Bot API.
        lanes: Where updates go.
        clock: Tells when we last heard something.
        sleep: Pauses after errors.

    Attributes:
        last_poll_at: When Telegram last answered, an empty answer included; None before the first.
    """

    def __init__(self, call: Call, lanes: Lanes, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._call = call
        self._lanes = lanes
        self._clock = clock
        self._sleep = sleep
        self._offset: int | None = None
        self._webhook_gone = False
        self._pause = _PAUSE
        self.last_poll_at: datetime | None = None

    async def run(self) -> None:
        """Ask for ever, until cancelled. Whatever goes wrong in between is logged, and tried again after a pause.

        Raises:
            TokenRefused: There is no use in going on.
        """
        while True:
            try:
                await self._lanes.room()  # what we don't ask for, Telegram keeps for a day
                await self._poll()
                self._pause = _PAUSE
            except InvalidToken:
                raise TokenRefused from None  # the text and the cause hold the token
            except Exception as error:  # noqa: BLE001  a bot that stops asking is silent for everyone
                await self._sleep(self._pause_after(error))

    async def _poll(self) -> None:
        if not self._webhook_gone:  # while a webhook is set, Telegram refuses; what waits there stays
            await self._call("deleteWebhook", {"drop_pending_updates": False})
            self._webhook_gone = True
        found = await self._call("getUpdates", self._question())
        self.last_poll_at = self._clock()
        if not isinstance(found, list):
            raise TypeError(f"getUpdates returned {type(found).__name__}, expected a list")
        arrived = [update for update in map(arrived_from, found) if update is not None]
        if len(arrived) < len(found):
            self._note_unreadable(len(found) - len(arrived))
        if found and not arrived:  # nothing says what to ask for next, so the same answer would come at once
            raise ValueError("getUpdates returned updates without an id")
        await self._keep(arrived)

    async def _keep(self, arrived: list[Arrived]) -> None:
        if arrived:
            await self._lanes.accept(arrived)
            self._offset = max(update.update_id for update in arrived) + 1
        else:  # all is confirmed; after a quiet week ids begin anew, and an old number could hide them
            self._offset = None

    def _question(self) -> dict[str, Any]:
        question = {"timeout": LONG_POLL, "limit": _PAGE, "allowed_updates": list(ALLOWED_UPDATES)}
        return question if self._offset is None else {**question, "offset": self._offset}

    def _note_unreadable(self, count: int) -> None:
        log.warning("updates without an id", extra={"action": "updates_unreadable", "count": count})

    def _pause_after(self, error: Exception) -> float:
        match error:
            case Conflict():
                self._webhook_gone = False  # the other one may also be a webhook that was set meanwhile
                action, pause = "other_poller", _CONFLICT_PAUSE
            case RetryAfter():
                action, pause = "poll_held", _seconds(error)
            case _:
                action, pause = "poll_failed", self._pause
                self._pause = min(pause * 2, _LONGEST_PAUSE)
        facts = {"action": action, "error": type(error).__name__, "where": place_of(error), "pause": pause}
        log.warning(_MEANING[action], extra=facts)
        return pause


async def polled(polling: Polling, lanes: Lanes) -> None:
    """Ask for updates, and take up beside it what an earlier process has left."""
    recovery = asyncio.ensure_future(lanes.recover())
    try:
        await polling.run()
    finally:
        recovery.cancel()


def _seconds(error: RetryAfter) -> float:
    """Return the pause as a number; the library gives a number or a `timedelta`, by its version and environment."""
    given: timedelta = error._retry_after  # noqa: SLF001  the public one warns, and is of either kind
    return max(given.total_seconds(), 1.0)
