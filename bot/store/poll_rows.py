"""Units of work on polls: made, asked in chats, closed, told back about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import TypeAdapter

from bot.store import Row, Store, Tx
from bot.store.outbox_rows import stamp
from core.platform_polls import TEMPLATES, Debt, Template

Status = Literal["draft", "open", "closed", "announced"]

_LEFT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a poll asks, and how.

    Attributes:
        question: As it is asked.
        typed: What whoever asks typed, to adapt it.
        said: Of a tell-back: what came out of the poll it tells of.
        options: (id, words), in the order they are asked in.
        chats: Where it is asked.
        last_day: The day it closes on.
        live: Whether counts are shown before it closes.
        named: Whether the chat sees who chose what; only a poll of Telegram can.
    """

    question: str = ""
    typed: str = ""
    said: str = ""
    options: tuple[tuple[str, str], ...] = ()
    chats: tuple[int, ...] = ()
    last_day: date = date.max
    live: bool = False
    named: bool = False

    @property
    def words_of(self) -> Mapping[str, str]:
        """The words of each option, by id."""
        return dict(self.options)


_FORM = TypeAdapter(Form)


@dataclass(frozen=True, kw_only=True)
class Poll:
    """A poll as we keep it (nl: peiling).

    Attributes:
        id: Our number of it.
        group, thread: The chat and topic that ask.
        author: Telegram's id of who made it.
        template: What kind it is.
        form: What it asks.
        status: `draft`, `open`, `closed`, or `announced`: its result was said.
        closes_at: When it closes, None for a draft.
        closed_at: When it did, None before.
        closed_by: Who closed it, or its author; 0 before.
        voters: How many answered, once it was announced.
        said: What came out, in a few words.
        tells_of: Of a tell-back: the poll it tells of.
        told_at: When people heard what was done with it, None before.
    """

    id: int
    group: int
    thread: int
    author: int
    template: Template
    form: Form
    status: Status
    closes_at: datetime | None
    closed_at: datetime | None
    closed_by: int
    voters: int
    said: str
    tells_of: int | None
    told_at: datetime | None


# --- making one ---


def new_draft(tx: Tx, draft: Poll, now: datetime) -> Poll:
    """Begin a poll that nobody is asked yet; return it with its number."""
    row = tx.one(
        "INSERT INTO poll (group_id, thread_id, author, template, form, tells_of, created_at)"
        " VALUES (:group, :thread, :author, :template, :form, :tells_of, :now) RETURNING id",
        group=draft.group,
        thread=draft.thread,
        author=draft.author,
        template=draft.template.code,
        form=_FORM.dump_json(draft.form).decode(),
        tells_of=draft.tells_of,
        now=stamp(now),
    )
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    return replace(draft, id=row["id"])


def keep_form(tx: Tx, poll: Poll, form: Form) -> Poll:
    """Change what a poll asks, or how."""
    tx.run("UPDATE poll SET form = :form WHERE id = :id", form=_FORM.dump_json(form).decode(), id=poll.id)
    return replace(poll, form=form)


def discard(tx: Tx, poll: Poll) -> None:
    """Forget a draft."""
    tx.run("DELETE FROM poll WHERE id = :id AND status = 'draft'", id=poll.id)


def forget_drafts(tx: Tx, now: datetime) -> int:
    """Forget drafts that were left for a month; return how many."""
    return tx.run("DELETE FROM poll WHERE status = 'draft' AND created_at < :old", old=stamp(now - _LEFT))


def poll_by_id(tx: Tx, number: int) -> Poll | None:
    """Return a poll by its number, None when it is gone."""
    row = tx.one("SELECT * FROM poll WHERE id = :id", id=number)
    return None if row is None else _poll(row)


def _poll(row: Row) -> Poll:
    return Poll(
        id=row["id"],
        group=row["group_id"],
        thread=row["thread_id"],
        author=row["author"],
        template=TEMPLATES[row["template"]],
        form=_FORM.validate_json(row["form"]),
        status=row["status"],
        closes_at=_moment(row["closes_at"]),
        closed_at=_moment(row["closed_at"]),
        closed_by=row["closed_by"] or 0,
        voters=row["voters"],
        said=row["said"],
        tells_of=row["tells_of"],
        told_at=_moment(row["told_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def open_polls_of(tx: Tx, group: int) -> list[Poll]:
    """Return the polls that a chat asks now, the oldest first."""
    rows = tx.all("SELECT * FROM poll WHERE group_id = :group AND status = 'open' ORDER BY id", group=group)
    return [_poll(row) for row in rows]


# --- from open to announced ---


def begin(tx: Tx, poll: Poll, closes_at: datetime) -> bool:
    """Let a draft be asked; False when it was."""
    changed = tx.run(
        "UPDATE poll SET status = 'open', closes_at = :at WHERE id = :id AND status = 'draft'",
        at=stamp(closes_at),
        id=poll.id,
    )
    return changed == 1


def close(tx: Tx, poll: Poll, by: int, now: datetime) -> bool:
    """Take no more votes; False when it was closed already."""
    changed = tx.run(
        "UPDATE poll SET status = 'closed', closed_at = :now, closed_by = :by WHERE id = :id AND status = 'open'",
        now=stamp(now),
        by=by,
        id=poll.id,
    )
    return changed == 1


def announce(tx: Tx, poll: Poll, voters: int, said: str) -> bool:
    """Note that the result was said, and forget who voted and in which words; False when that was done."""
    changed = tx.run(
        "UPDATE poll SET status = 'announced', voters = :voters, said = :said WHERE id = :id AND status = 'closed'",
        voters=voters,
        said=said,
        id=poll.id,
    )
    if changed:
        tx.run("DELETE FROM vote WHERE poll_id = :id", id=poll.id)
        tx.run("DELETE FROM paper_vote WHERE poll_id = :id", id=poll.id)
        for table in ("native_vote", "native_poll"):
            tx.run(
                f"DELETE FROM {table} WHERE tg_poll_id IN (SELECT tg_poll_id FROM poll_place WHERE poll_id = :id)",
                id=poll.id,
            )
    return changed == 1


def mark_told(tx: Tx, number: int, now: datetime) -> None:
    """Note that people hear what was done with a poll."""
    tx.run("UPDATE poll SET told_at = :now WHERE id = :id AND told_at IS NULL", now=stamp(now), id=number)


# --- what is owed (R49) ---

_OWED = "q.status = 'announced' AND q.told_at IS NULL AND q.tells_of IS NULL AND q.voters > 0 AND q.template <> 'told'"


def owed_to(tx: Tx, chats: Iterable[int]) -> list[Debt]:
    """Return the polls of which these chats did not hear yet what was done."""
    found = {
        row["id"]: Debt(row["id"], datetime.fromisoformat(row["closed_at"]))
        for chat in chats
        for row in tx.all(
            f"SELECT q.id, q.closed_at FROM poll q JOIN poll_place p ON p.poll_id = q.id"
            f" WHERE p.group_id = :chat AND {_OWED}",
            chat=chat,
        )
    }
    return list(found.values())


def owed_by(tx: Tx, initiative: int) -> list[Poll]:
    """Return the polls of a neighbourhood that still need a tell-back, the oldest first.

    What a group asked nobody but itself is its own affair.
    """
    rows = tx.all(
        f"SELECT q.* FROM poll q JOIN chat_group g ON g.id = q.group_id WHERE g.initiative_id = :it AND {_OWED}"
        " AND (g.role = 'core_group'"
        " OR EXISTS (SELECT 1 FROM poll_place p WHERE p.poll_id = q.id AND p.group_id <> g.id))"
        " ORDER BY q.closed_at",
        it=initiative,
    )
    return [_poll(row) for row in rows]


async def read_going(store: Store, group: int) -> list[Poll]:
    """Return the polls of a chat that are open or need a tell-back, the oldest first."""
    rows = await store.read(
        f"SELECT q.* FROM poll q WHERE q.group_id = :group AND (q.status = 'open' OR ({_OWED})) ORDER BY q.id",
        group=group,
    )
    return [_poll(row) for row in rows]
