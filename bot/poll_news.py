"""What the sender learns of polls of Telegram: which one a message became, what it counts, or that it is none."""

import logging
from collections.abc import Callable

from bot.desk import Desk
from bot.outbox.surroundings import NoPoll
from bot.polls.asking import not_asked
from bot.store.sqlite import SqliteStore
from bot.store.vote_rows import NativePoll, learn

log = logging.getLogger(__name__)


async def of_poll(
    desk: Desk,
    store: SqliteStore,
    wake: Callable[[frozenset[int]], None],
    key: str,
    seen: NativePoll | NoPoll,
) -> None:
    """Hear which poll of Telegram a message became, or that it did not; then something else is asked."""
    if isinstance(seen, NativePoll):
        await store.write(learn, key, seen, desk.clock())
        return
    log.warning("poll not posted", extra={"action": f"poll_{seen}"})
    wake(await store.write(not_asked, desk, key, seen))
