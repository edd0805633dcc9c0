"""The process is killed again and again while it asks many chats; each hears it once, in the order of their moments."""

import asyncio
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.bot.reminding import asked

CHATS = 40
KILLED_AT = (0, 0, 4, 11, 24, 35)  # messages, after which it is killed
AT_ONCE = 3  # at 25 a second and some milliseconds each, hardly more are in hand at a time


async def test_killed_at_any_moment_it_asks_each_chat_once_and_in_order(tmp_path: Path) -> None:
    rng = Random(20261125)
    async with asked(tmp_path, CHATS, timedelta(minutes=1)) as running:
        for sent in KILLED_AT:
            await running.start()
            await running.until(sent)
            await asyncio.sleep(rng.uniform(0.0, 1.2) if sent == 0 else rng.uniform(0.0, 0.05))
            await running.kill()
        await running.start()
        await running.until(CHATS)
        in_hand = running.in_hand()
        order = [place for place in running.order() if place not in in_hand]
        assert running.heard() == [1] * CHATS
        assert order == sorted(order)
        assert len(in_hand) <= len(KILLED_AT) * AT_ONCE
