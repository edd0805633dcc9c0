"""How the store is doing: what waits, since when, what is dead. Each query reads only living and dead rows."""

from dataclasses import dataclass
from datetime import datetime

from bot.store import Store, Tx
from bot.store.outbox_rows import stamp


@dataclass(frozen=True)
class Condition:
    """Counts and ages.

    Attributes:
        inbox: How many updates per status, new and dead.
        outbox: How many promised messages per status: waiting, sending, unknown and dead.
        received: How many updates have come in; may begin again after a quiet week.
        promised: How many messages have been promised.
        inbox_since: When the oldest update that is not handled came; None when there is none.
        outbox_since: Since when the oldest waiting message may be sent; None when there is none.
    """

    inbox: dict[str, int]
    outbox: dict[str, int]
    received: int
    promised: int
    inbox_since: datetime | None
    outbox_since: datetime | None


# Each line names the condition of its index word for word: SQLite uses a partial index only then.
_COUNTS = """
SELECT 'inbox' AS queue, 'new' AS status, count(*) AS n FROM inbox WHERE status = 'new'
UNION ALL SELECT 'inbox', 'dead', count(*) FROM inbox WHERE status = 'dead'
UNION ALL SELECT 'outbox', status, count(*) FROM outbox
 WHERE status IN ('waiting', 'sending', 'unknown') GROUP BY status
UNION ALL SELECT 'outbox', 'dead', count(*) FROM outbox WHERE status = 'dead'
"""
_MARKS = """
SELECT (SELECT max(seq) FROM inbox) AS received, (SELECT max(id) FROM outbox) AS promised,
       (SELECT received_at FROM inbox WHERE status = 'new' ORDER BY seq LIMIT 1) AS inbox_since,
       (SELECT min(not_before) FROM outbox
        WHERE status IN ('waiting', 'sending', 'unknown') AND status = 'waiting' AND not_before <= :now) AS outbox_since
"""


async def condition(store: Store, now: datetime) -> Condition:
    """Look at the queues as they are `now`."""
    inbox = {"new": 0, "dead": 0}
    outbox = {"waiting": 0, "sending": 0, "unknown": 0, "dead": 0}
    for row in await store.read(_COUNTS):
        (inbox if row["queue"] == "inbox" else outbox)[row["status"]] = row["n"]
    (marks,) = await store.read(_MARKS, now=stamp(now))
    return Condition(
        inbox=inbox,
        outbox=outbox,
        received=marks["received"] or 0,
        promised=marks["promised"] or 0,
        inbox_since=_moment(marks["inbox_since"]),
        outbox_since=_moment(marks["outbox_since"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def heartbeat(tx: Tx, now: datetime) -> None:
    """Write something, to see that writing works."""
    tx.run(
        "INSERT INTO setting (name, value) VALUES ('heartbeat', :now)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        now=stamp(now),
    )
