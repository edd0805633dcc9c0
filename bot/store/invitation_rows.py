"""Units of work on invitations: a chat lets one other chat join its neighbourhood, once and for a short time."""

from dataclasses import dataclass
from datetime import datetime

from bot.store import Row, Tx
from bot.store.outbox_rows import stamp
from core.thresholds.neighbourhood import INVITATION_LASTS, WRONG_CODES_WITHIN


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """An invitation that can still be used.

    Attributes:
        id: Our number of it.
        group: The chat that invites.
        taken_by: The chat where it was opened, None before that.
    """

    id: int
    group: int
    taken_by: int | None


@dataclass(frozen=True)
class Traces:
    """What is kept of the link and of the code: enough to know them again, not to make them."""

    link: str
    code: str


def begin_invitation(tx: Tx, group: int, traces: Traces, now: datetime) -> None:
    """Begin an invitation; the one before it works no more. What has run out is forgotten."""
    tx.run("DELETE FROM invitation WHERE group_id = :group OR expires_at <= :now", group=group, now=stamp(now))
    tx.run(
        "INSERT INTO invitation (group_id, link_trace, code_trace, expires_at) VALUES (:group, :link, :code, :expires)",
        group=group,
        link=traces.link,
        code=traces.code,
        expires=stamp(now + INVITATION_LASTS),
    )


_GOOD = "SELECT id, group_id, taken_by FROM invitation WHERE expires_at > :now AND"


def invitation_with(tx: Tx, trace: str, now: datetime) -> Invitation | None:
    """Return the invitation whose link or code left this trace, None when there is none (any more)."""
    return _invitation(tx.one(f"{_GOOD} (link_trace = :trace OR code_trace = :trace)", trace=trace, now=stamp(now)))


def invitation_by_id(tx: Tx, number: int, now: datetime) -> Invitation | None:
    """Return an invitation by its number, None when there is none (any more)."""
    return _invitation(tx.one(f"{_GOOD} id = :id", id=number, now=stamp(now)))


def _invitation(row: Row | None) -> Invitation | None:
    return None if row is None else Invitation(id=row["id"], group=row["group_id"], taken_by=row["taken_by"])


def take_invitation(tx: Tx, number: int, by: int) -> None:
    """Let an invitation work in this chat only."""
    tx.run("UPDATE invitation SET taken_by = :by WHERE id = :id", by=by, id=number)


def end_invitation(tx: Tx, number: int) -> None:
    """Let an invitation work no more."""
    tx.run("DELETE FROM invitation WHERE id = :id", id=number)


# --- guessing ---


def wrong_codes(tx: Tx, group: int, now: datetime) -> int:
    """Return how many wrong codes a chat typed lately; older ones are forgotten."""
    tx.run("DELETE FROM wrong_code WHERE tried_at <= :since", since=stamp(now - WRONG_CODES_WITHIN))
    row = tx.one("SELECT COUNT(*) AS n FROM wrong_code WHERE group_id = :group", group=group)
    return 0 if row is None else int(row["n"])


def note_wrong_code(tx: Tx, group: int, now: datetime) -> None:
    """Count a wrong code."""
    tx.run("INSERT INTO wrong_code (group_id, tried_at) VALUES (:group, :now)", group=group, now=stamp(now))
