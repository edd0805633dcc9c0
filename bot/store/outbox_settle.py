"""Units of work that settle what was taken up from the outbox, and answer which message is which."""

from datetime import datetime, timedelta
from typing import Literal

from bot.store import Store, Tx
from bot.store.outbox_rows import Claim, Payload, dumped, stamp


def posted(tx: Tx, held: Claim, message_id: int, payload: Payload, now: datetime) -> bool:
    """Settle a send as posted with this id. False when the row already is another message: this one is surplus.

    Not fenced: an id can't be outdated. Whoever comes second takes their own copy away.
    """
    changed = tx.run(
        "UPDATE outbox SET status = 'sent', message_id = :message, payload = :payload, error = NULL,"
        " lease_until = NULL, settled_at = :now WHERE id = :id AND status <> 'sent'",
        message=message_id,
        payload=dumped(payload),
        now=stamp(now),
        id=held.id,
    )
    if changed:
        _advance(tx, held.look.group, payload.chat, message_id)
        return True
    row = tx.one("SELECT message_id FROM outbox WHERE id = :id", id=held.id)
    return row is not None and row["message_id"] == message_id


def _advance(tx: Tx, group: int, chat: int, message_id: int) -> None:
    # A message posted just before the group became a supergroup says nothing about the ids there.
    tx.run(
        "UPDATE chat_group SET last_message_id = :message WHERE id = :group AND last_message_id < :message"
        " AND EXISTS (SELECT 1 FROM chat_alias WHERE tg_chat_id = :chat AND group_id = :group AND current = 1)",
        message=message_id,
        group=group,
        chat=chat,
    )


def changed(tx: Tx, held: Claim, payload: Payload | None, now: datetime) -> bool:
    """Settle an edit or delete as done; `payload` is what the message shows now. False when in other hands."""
    if not _settle(tx, held, "sent", now, None):
        return False
    if payload is not None:
        tx.run(
            "UPDATE outbox SET payload = :payload WHERE dedupe_key = :key", payload=dumped(payload), key=held.target_key
        )
    return True


def put_back(tx: Tx, held: Claim, not_before: datetime, error: str, *, doubtful: bool) -> bool:
    """Leave the row for later. A doubtful send may have been posted: it is looked for before it is sent again."""
    return bool(
        tx.run(
            "UPDATE outbox SET status = :status, not_before = :due, error = :error, lease_until = NULL"
            " WHERE id = :id AND attempts = :mine AND status = 'sending'",
            status="unknown" if doubtful else "waiting",
            due=stamp(not_before),
            error=error,
            id=held.id,
            mine=held.attempts,
        )
    )


def dead(tx: Tx, held: Claim, now: datetime, error: str) -> bool:
    """Give the row up: it can never be sent. `error` is a type or a code, never what somebody wrote."""
    return _settle(tx, held, "dead", now, error)


def dropped(tx: Tx, held: Claim, now: datetime, error: str | None = None) -> bool:
    """Let the row go: there is nothing to say any more, or nothing to say it on."""
    return _settle(tx, held, "dropped", now, error)


def _settle(tx: Tx, held: Claim, status: Literal["sent", "dead", "dropped"], now: datetime, error: str | None) -> bool:
    changed_rows = tx.run(
        "UPDATE outbox SET status = :status, error = :error, lease_until = NULL, settled_at = :now"
        " WHERE id = :id AND attempts = :mine AND status = 'sending'",
        status=status,
        error=error,
        now=stamp(now),
        id=held.id,
        mine=held.attempts,
    )
    return changed_rows > 0


def pause(tx: Tx, group: int) -> None:
    """Write nothing to a chat any more; its rows stay where they are."""
    tx.run("UPDATE chat_group SET status = 'paused' WHERE id = :group", group=group)


def resume(tx: Tx, group: int) -> None:
    """Write to a chat again; wake the sender for it after the commit."""
    tx.run("UPDATE chat_group SET status = 'active' WHERE id = :group", group=group)


def recover(tx: Tx, now: datetime, grace: timedelta) -> None:
    """Release what was in hand when the process ended; sends whose words were kept may have been posted."""
    tx.run(
        "UPDATE outbox SET status = 'unknown', lease_until = NULL, not_before = :later"
        " WHERE status IN ('waiting', 'sending', 'unknown') AND status = 'sending'"
        " AND kind IN ('send', 'photo', 'document', 'poll') AND payload IS NOT NULL",
        later=stamp(now + grace),
    )
    tx.run(
        "UPDATE outbox SET status = 'waiting', lease_until = NULL"
        " WHERE status IN ('waiting', 'sending', 'unknown') AND status = 'sending'"
    )


# --- which message is which ---


def saw_message(tx: Tx, group: int, message_id: int, key: str, now: datetime) -> bool:
    """Settle the send `key` by evidence: someone pressed a button of it or replied to it. False when it was settled."""
    row = tx.one(
        "SELECT o.id, a.tg_chat_id FROM outbox o JOIN chat_alias a ON a.group_id = o.group_id AND a.current = 1"
        " WHERE o.dedupe_key = :key AND o.group_id = :group AND o.kind IN ('send', 'photo', 'document', 'poll')"
        " AND o.status <> 'sent'",
        key=key,
        group=group,
    )
    if row is None:
        return False
    tx.run(
        "UPDATE outbox SET status = 'sent', message_id = :message, error = NULL, lease_until = NULL,"
        " settled_at = :now WHERE id = :id",
        message=message_id,
        now=stamp(now),
        id=row["id"],
    )
    _advance(tx, group, row["tg_chat_id"], message_id)
    return True


def message_ref(tx: Tx, group: int, message_id: int) -> str | None:
    """Return the key of our message with this id in the chat, None when it is not ours."""
    row = tx.one(
        "SELECT dedupe_key FROM outbox WHERE group_id = :group AND message_id = :message ORDER BY id DESC",
        group=group,
        message=message_id,
    )
    return None if row is None else str(row["dedupe_key"])


def message_id_of(tx: Tx, key: str) -> int | None:
    """Return Telegram's id of the message that the send `key` became, None when it is not known (yet)."""
    row = tx.one("SELECT message_id FROM outbox WHERE dedupe_key = :key", key=key)
    return None if row is None else row["message_id"]


def is_out_of_reach(tx: Tx, key: str) -> bool:
    """Say whether the send `key` is over and its message is not known in the chat (any more)."""
    row = tx.one(
        "SELECT 1 FROM outbox WHERE dedupe_key = :key"
        " AND (message_id IS NOT NULL OR status IN ('waiting', 'sending', 'unknown'))",
        key=key,
    )
    return row is None


def ours_after(tx: Tx, group: int, after: int) -> frozenset[int]:
    """Return the ids above `after` that are known to be other messages of ours; a probe may not touch them."""
    rows = tx.all(
        "SELECT message_id FROM outbox WHERE group_id = :group AND message_id > :after", group=group, after=after
    )
    return frozenset(row["message_id"] for row in rows)


async def highest_shared_id(store: Store) -> int:
    """Return the highest message id known among people and basic groups, which share one count; 0 when none is."""
    rows = await store.read(
        "SELECT MAX(g.last_message_id) AS highest FROM chat_group g JOIN chat_alias a ON a.group_id = g.id"
        " WHERE a.current = 1 AND a.tg_chat_id > -1000000000000"
    )
    return int(rows[0]["highest"] or 0)


async def recently_sent(store: Store, since: datetime) -> list[tuple[int, bool, datetime]]:
    """Return group, whether it is private, and moment of each send and edit since then, oldest first."""
    rows = await store.read(
        "SELECT o.group_id, o.settled_at, g.kind FROM outbox o JOIN chat_group g ON g.id = o.group_id"
        " WHERE o.status = 'sent' AND o.settled_at >= :since ORDER BY o.settled_at",
        since=stamp(since),
    )
    return [(row["group_id"], row["kind"] == "private", datetime.fromisoformat(row["settled_at"])) for row in rows]
