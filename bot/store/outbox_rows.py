"""Units of work on what was promised: put it down, take it up, settle it.

A row lives while it is `waiting`, `sending` or `unknown`; of each chat only the oldest living row may be taken.
Taking a row raises `attempts`, and whoever settles must hold the latest number: one who slept too long changes nothing.
The one exception is knowledge of a message id. It can't be outdated, so the first to know an id settles the row, and
everyone else who posted the same row takes their own copy away.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.outgoing import Button, ChatLook, Draft, Drawn, Json, Kind
from bot.store import Row, Store, Tx


def stamp(moment: datetime) -> str:
    """Write a moment so that text sorts as time: UTC, always microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


# --- putting down ---


def put(tx: Tx, draft: Draft, now: datetime) -> None:
    """Promise `draft`. A used key is ignored.

    A waiting edit of the same message keeps its place and gets the newer drawing: a card is edited to its latest
    state, so nothing after it in the chat can depend on an older one. Its pause may become shorter, never longer,
    or people who keep pressing would put the edit off for ever; after a failure the pause stands.
    """
    due = stamp(now + timedelta(seconds=draft.delay))
    drawing = json.dumps(dict(draft.draw), separators=(",", ":"))
    if draft.kind == "edit" and _replace(tx, draft, drawing, due):
        return
    tx.run(
        "INSERT INTO outbox (dedupe_key, group_id, thread_id, kind, target_key, draw, priority, reply_to,"
        " not_before, created_at) VALUES (:key, :group, :thread, :kind, :target, :draw, :priority, :reply_to,"
        " :due, :now) ON CONFLICT (dedupe_key) DO NOTHING",
        key=draft.key,
        group=draft.group,
        thread=draft.thread,
        kind=draft.kind,
        target=draft.target_key,
        draw=drawing,
        priority=draft.priority,
        reply_to=draft.reply_to,
        due=due,
        now=stamp(now),
    )


def _replace(tx: Tx, draft: Draft, drawing: str, due: str) -> bool:
    # Both conditions on the status: the first names the index of living rows, the second is the one that is meant.
    changed = tx.run(
        "UPDATE outbox SET draw = :draw, priority = :priority,"
        " not_before = CASE WHEN attempts = 0 AND :due < not_before THEN :due ELSE not_before END"
        " WHERE group_id = :group AND status IN ('waiting', 'sending', 'unknown') AND status = 'waiting'"
        " AND kind = 'edit' AND target_key = :target"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS used WHERE used.dedupe_key = :key AND used.id <> outbox.id)",
        draw=drawing,
        priority=draft.priority,
        due=due,
        group=draft.group,
        target=draft.target_key,
        key=draft.key,
    )
    return changed > 0


# --- taking up ---


WITH_FILE = frozenset({"photo", "document"})
"""Rows that become a message with a file: their words stand under it."""

POSTING = frozenset({"send", "poll", *WITH_FILE})
"""Rows that become a message of their own: what is not known of them is looked for before they are sent again."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The oldest living row of a chat that may be written to.

    Attributes:
        due: When it may be taken, or when its lease runs out.
        pressing: Whether a living row waits behind it.
        private: Whether the chat is one with one person.
    """

    id: int
    group: int
    kind: Kind
    target_key: str | None
    priority: int
    due: datetime
    pressing: bool
    private: bool


_ALL_HEADS = (
    "SELECT o.id, o.group_id, o.kind, o.target_key, o.priority, g.kind AS chat_kind,"
    " CASE o.status WHEN 'sending' THEN o.lease_until ELSE o.not_before END AS due,"
    " EXISTS (SELECT 1 FROM outbox n WHERE n.group_id = o.group_id AND n.id > o.id"
    " AND n.status IN ('waiting', 'sending', 'unknown')) AS pressing"
    " FROM (SELECT MIN(id) AS id FROM outbox"
    " WHERE status IN ('waiting', 'sending', 'unknown') GROUP BY group_id) AS oldest"
    " JOIN outbox o ON o.id = oldest.id JOIN chat_group g ON g.id = o.group_id"
    " JOIN chat_alias a ON a.group_id = g.id AND a.current = 1 WHERE g.status = 'active'"
)
_HEADS_OF = _ALL_HEADS.replace(" GROUP BY", " AND group_id IN (SELECT value FROM json_each(:groups)) GROUP BY")


async def heads(store: Store, groups: frozenset[int] | None = None) -> dict[int, Head]:
    """Return the head of each chat, of `groups` only when given; chats that are paused have none."""
    if groups is None:
        rows = await store.read(_ALL_HEADS)
    else:
        rows = await store.read(_HEADS_OF, groups=json.dumps(sorted(groups)))
    return {row["group_id"]: _head(row) for row in rows}


def _head(row: Row) -> Head:
    return Head(
        id=row["id"],
        group=row["group_id"],
        kind=row["kind"],
        target_key=row["target_key"],
        priority=row["priority"],
        due=datetime.fromisoformat(row["due"]),
        pressing=bool(row["pressing"]),
        private=row["chat_kind"] == "private",
    )


@dataclass(frozen=True)
class Payload:
    """A message as sent.

    Attributes:
        drawn: The exact words and buttons; a picture or a file is not kept.
        chat: Telegram's id of the chat at that moment.
        after: The highest message id known there just before; the message can only have a higher one.
    """

    drawn: Drawn
    chat: int
    after: int = 0


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A row in our hands.

    Attributes:
        attempts: The fencing token.
        draw: What to draw.
        chat: Telegram's id of the chat.
        after: The highest message id known in the chat.
        doubtful: Whether an earlier attempt at this send may have posted it; `payload` says what.
        target: For edit and delete: the message meant, None when it was never posted or is out of reach.
        shown: What that message shows, as far as known.
    """

    id: int
    key: str
    attempts: int
    kind: Kind
    draw: Mapping[str, Json]
    look: ChatLook
    priority: int
    reply_to: int | None
    chat: int
    after: int
    payload: Payload | None = None
    doubtful: bool = False
    target_key: str | None = None
    target: int | None = None
    shown: Drawn | None = None

    @property
    def posts(self) -> bool:
        """Whether this becomes a message of its own."""
        return self.kind in POSTING


_CLAIMABLE = (
    "SELECT o.*, a.tg_chat_id, g.kind AS chat_kind, g.role, g.language, g.time_zone, g.last_message_id,"
    " t.message_id AS target_id, t.payload AS target_payload"
    " FROM outbox o JOIN chat_group g ON g.id = o.group_id"
    " JOIN chat_alias a ON a.group_id = g.id AND a.current = 1"
    " LEFT JOIN outbox t ON t.dedupe_key = o.target_key"
    " WHERE o.id = :id AND g.status = 'active'"
    " AND ((o.status IN ('waiting', 'unknown') AND o.not_before <= :now)"
    " OR (o.status = 'sending' AND o.lease_until <= :now))"
    " AND NOT EXISTS (SELECT 1 FROM outbox older WHERE older.group_id = o.group_id AND older.id < o.id"
    " AND older.status IN ('waiting', 'sending', 'unknown'))"
)


def claim(tx: Tx, row_id: int, now: datetime, lease_until: datetime) -> Claim | None:
    """Take a row up: None when it is not (or no longer) the head of its chat, not due, or in other hands."""
    row = tx.one(_CLAIMABLE, id=row_id, now=stamp(now))
    if row is None:
        return None
    tx.run(
        "UPDATE outbox SET status = 'sending', attempts = attempts + 1, lease_until = :lease WHERE id = :id",
        lease=stamp(lease_until),
        id=row_id,
    )
    return _claim(row)


def _claim(row: Row) -> Claim:
    payload = _payload(row["payload"])
    target = _payload(row["target_payload"])
    return Claim(
        id=row["id"],
        key=row["dedupe_key"],
        attempts=row["attempts"] + 1,
        kind=row["kind"],
        draw=json.loads(row["draw"]),
        look=_look(row),
        priority=row["priority"],
        reply_to=row["reply_to"],
        chat=row["tg_chat_id"],
        after=row["last_message_id"],
        payload=payload,
        doubtful=row["kind"] in POSTING and row["status"] != "waiting" and payload is not None,
        target_key=row["target_key"],
        target=row["target_id"],
        shown=None if target is None else target.drawn,
    )


def _look(row: Row) -> ChatLook:
    return ChatLook(
        group=row["group_id"],
        thread=row["thread_id"],
        kind=row["chat_kind"],
        role=row["role"],
        language=row["language"],
        time_zone=row["time_zone"],
    )


def _payload(stored: str | None) -> Payload | None:
    if stored is None:
        return None
    kept: dict[str, Any] = json.loads(stored)
    keyboard = tuple(tuple(Button(*button) for button in row) for row in kept["keyboard"])
    return Payload(Drawn(kept["text"], keyboard), kept["chat"], kept["after"])


def dumped(payload: Payload) -> str:
    """Write `payload` as the column `payload` keeps it."""
    keyboard = [[(button.label, button.data, button.url) for button in row] for row in payload.drawn.keyboard]
    kept = {"text": payload.drawn.text, "keyboard": keyboard, "chat": payload.chat, "after": payload.after}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


# --- while in hand ---


def keep_payload(tx: Tx, held: Claim, payload: Payload, lease_until: datetime) -> bool:
    """Write down what is about to be sent and renew the lease; False when the row is in other hands."""
    changed = tx.run(
        "UPDATE outbox SET payload = :payload, lease_until = :lease"
        " WHERE id = :id AND attempts = :mine AND status = 'sending'",
        payload=dumped(payload),
        lease=stamp(lease_until),
        id=held.id,
        mine=held.attempts,
    )
    return changed > 0


def renew(tx: Tx, held: Claim, lease_until: datetime) -> bool:
    """Renew the lease; False when the row is in other hands."""
    changed = tx.run(
        "UPDATE outbox SET lease_until = :lease WHERE id = :id AND attempts = :mine AND status = 'sending'",
        lease=stamp(lease_until),
        id=held.id,
        mine=held.attempts,
    )
    return changed > 0


def draw_of(tx: Tx, key: str) -> Mapping[str, Json]:
    """Return what the send `key` was to draw; empty when there is no such send any more."""
    row = tx.one("SELECT draw FROM outbox WHERE dedupe_key = :key", key=key)
    found: Mapping[str, Json] = {} if row is None else json.loads(row["draw"])
    return found
