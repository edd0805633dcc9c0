"""Units of work on what came in: keep it before it is acknowledged, hand it out, and let it go in time.

The order is our own number `seq`: Telegram's `update_id` starts anew after a quiet week. It serves to know a second
delivery, which Telegram tries for a day; so rows stay for days and are gone before an id can come back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.arrived import Arrived
from bot.store import Row, Tx
from bot.store.outbox_rows import stamp

RAW_KEPT_FOR = timedelta(hours=48)  # what people wrote: long enough to look into a fault, and to see a late second copy
ROWS_KEPT_FOR = timedelta(days=6)  # Telegram may use an update_id again after a week
_AT_ONCE = 500  # rows per purge: a few milliseconds, so that nobody waits for it


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update that is on disk and not done.

    Attributes:
        seq: Our own order.
        update_id: Telegram's number.
        lane: The chat as Telegram numbers it, else the person, else 0.
        raw: The whole update as JSON text.
        attempts: How often it has failed.
    """

    seq: int
    update_id: int
    lane: int
    raw: str
    attempts: int = 0


def store_updates(tx: Tx, updates: Sequence[Arrived], now: datetime) -> list[StoredUpdate]:
    """Keep what is new of `updates`, in this order, and return it; what was delivered before is left out."""
    at = stamp(now)
    stored = []
    for update in updates:
        row = tx.one(
            "INSERT INTO inbox (update_id, lane, raw, received_at) VALUES (:update_id, :lane, :raw, :at)"
            " ON CONFLICT (update_id) DO NOTHING RETURNING seq",
            update_id=update.update_id,
            lane=update.lane,
            raw=update.raw,
            at=at,
        )
        if row is not None:
            stored.append(StoredUpdate(row["seq"], update.update_id, update.lane, update.raw))
    return stored


def waiting(tx: Tx, after: int, limit: int) -> list[StoredUpdate]:
    """Return the oldest updates with a `seq` above `after` that are neither done nor dead, at most `limit`."""
    rows = tx.all(
        "SELECT seq, update_id, lane, raw, attempts FROM inbox"
        " WHERE status = 'new' AND seq > :after ORDER BY seq LIMIT :limit",
        after=after,
        limit=limit,
    )
    return [_stored(row) for row in rows]


def _stored(row: Row) -> StoredUpdate:
    return StoredUpdate(row["seq"], row["update_id"], row["lane"], row["raw"] or "", row["attempts"])


def mark_done(tx: Tx, seq: int) -> bool:
    """Note, in the transaction that acts on it, that update `seq` is handled; False when it was so before."""
    return tx.run("UPDATE inbox SET status = 'done' WHERE seq = :seq AND status = 'new'", seq=seq) == 1


def raw_of(tx: Tx, seq: int) -> str | None:
    """Return an update as it came, None when it is not kept any more."""
    row = tx.one("SELECT raw FROM inbox WHERE seq = :seq", seq=seq)
    return None if row is None else row["raw"]


def mark_failed(tx: Tx, seq: int, error_type: str, attempts: int, *, dead: bool) -> None:
    """Note that handling has failed `attempts` times, and whether it is given up; only the error type is kept."""
    tx.run(
        "UPDATE inbox SET status = :status, attempts = :attempts, error = :error WHERE seq = :seq AND status = 'new'",
        status="dead" if dead else "new",
        attempts=attempts,
        error=error_type,
        seq=seq,
    )


def purge(tx: Tx, now: datetime) -> int:
    """Empty what people wrote two days ago, forget rows of six days ago; return how many rows changed.

    A bounded number per call: call it again until it returns 0. What is not handled yet is left alone, and so is the
    newest row: its number must not be given again, for it is part of the keys of what was said.
    """
    emptied = tx.run(
        "UPDATE inbox SET raw = NULL WHERE seq IN (SELECT seq FROM inbox"
        " WHERE raw IS NOT NULL AND received_at < :limit AND status <> 'new' ORDER BY received_at LIMIT :at_once)",
        limit=stamp(now - RAW_KEPT_FOR),
        at_once=_AT_ONCE,
    )
    # Rows stand in the order of time, so a look at the oldest is enough; a scan for old ones would grow with the table.
    forgotten = tx.run(
        "DELETE FROM inbox WHERE seq IN (SELECT seq FROM (SELECT seq, received_at, status FROM inbox"
        " ORDER BY seq LIMIT :at_once) AS oldest WHERE received_at < :limit AND status <> 'new'"
        " AND seq < (SELECT MAX(seq) FROM inbox))",
        limit=stamp(now - ROWS_KEPT_FOR),
        at_once=_AT_ONCE,
    )
    return emptied + forgotten
