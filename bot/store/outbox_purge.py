"""Units of work that let go of what was said: after a week nobody needs the words any more.

A message keeps its row, so that a late reply or press still finds what it is about; a change or a removal, and what
never became a message, keeps nothing. Their keys can't come back: no update and no plan gets a number twice.
"""

from datetime import datetime, timedelta

from bot.store import Tx
from bot.store.inbox_rows import purge
from bot.store.outbox_rows import stamp

KEPT_FOR = timedelta(days=7)  # long enough to look into a fault; Telegram itself forgets an update after a day
_AT_ONCE = 500  # rows per call: a few milliseconds, so that nobody waits for it

_OLD = "SELECT id FROM outbox WHERE settled_at IS NOT NULL AND settled_at < :limit ORDER BY settled_at LIMIT :at_once"
_NO_MESSAGE = "kind IN ('edit', 'delete', 'stop') OR message_id IS NULL"


def tidy(tx: Tx, now: datetime) -> int:
    """Let go of what is old enough, of what came in and of what was said; return how many rows changed.

    A bounded number per call: call it again until it returns 0.
    """
    return purge(tx, now) + purge_outbox(tx, now)


def purge_outbox(tx: Tx, now: datetime) -> int:
    """Forget settled rows that are no message, empty those that are; return how many rows changed."""
    limit = stamp(now - KEPT_FOR)
    forgotten = tx.run(f"DELETE FROM outbox WHERE id IN ({_OLD}) AND ({_NO_MESSAGE})", limit=limit, at_once=_AT_ONCE)
    # Without a moment of settling they leave the index, and are not looked at again.
    emptied = tx.run(
        f"UPDATE outbox SET draw = '{{}}', payload = NULL, settled_at = NULL WHERE id IN ({_OLD})",
        limit=limit,
        at_once=_AT_ONCE,
    )
    return forgotten + emptied
