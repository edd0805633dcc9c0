"""Lets whoever moves the clock wait until the bot has done what came due."""

import asyncio
from datetime import datetime

from bot.clock import Clock
from bot.store import Store
from bot.store.moments import first_moment

_LOOK = 0.01  # seconds between looks


async def caught_up(store: Store, clock: Clock) -> datetime | None:
    """Wait until nothing is due or on its way; return when something will be, None when nothing is planned."""
    while True:
        first = await first_moment(store, clock())
        if first is None or first > clock():
            return first
        await asyncio.sleep(_LOOK)
