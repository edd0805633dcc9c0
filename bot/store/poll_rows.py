"""Units of work on polls: made, asked in chats, closed, told back about."""

import re
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
_PLACE = re.compile(r"poll\d+place(\d+):")


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


@dataclass(frozen=True)
class Place:
    """A chat in which a poll is asked.

    Attributes:
        native: Whether Telegram asks it.
        tg_poll_id: How Telegram calls it there, '' while not known.
        left: Whether its message stayed behind when the group got another id.
    """

    id: int
    poll: int
    group: int
    native: bool
    tg_poll_id: str = ""
    left: bool = False

    @property
    def key(self) -> str:
        """The key of its message; a reply to it is heard as `Scene.ask` describes."""
        return f"poll{self.poll}place{self.id}:?poll:words-{self.id}?"


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


# --- where it is asked ---


def add_place(tx: Tx, poll: int, group: int, *, native: bool) -> Place:
    """Ask a poll in a chat."""
    row = tx.one(
        "INSERT INTO poll_place (poll_id, group_id, native) VALUES (:poll, :group, :native) RETURNING id",
        poll=poll,
        group=group,
        native=int(native),
    )
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    return Place(row["id"], poll, group, native)


def places_of(tx: Tx, poll: int) -> list[Place]:
    """Return where a poll is asked."""
    return [_place(row) for row in tx.all("SELECT * FROM poll_place WHERE poll_id = :poll ORDER BY id", poll=poll)]


def place_by_id(tx: Tx, number: int) -> Place | None:
    """Return a place by its number."""
    row = tx.one("SELECT * FROM poll_place WHERE id = :id", id=number)
    return None if row is None else _place(row)


def _place(row: Row) -> Place:
    return Place(
        row["id"], row["poll_id"], row["group_id"], bool(row["native"]), row["tg_poll_id"] or "", bool(row["left"])
    )


def place_of_key(tx: Tx, key: str) -> Place | None:
    """Return the place whose message has this key."""
    found = _PLACE.match(key)
    return place_by_id(tx, int(found[1])) if found else None


def become(tx: Tx, place: Place, *, native: bool, tg_poll_id: str = "") -> None:
    """Note how a poll is asked in a place."""
    tx.run(
        "UPDATE poll_place SET native = :native, tg_poll_id = :tg WHERE id = :id",
        native=int(native),
        tg=tg_poll_id or None,
        id=place.id,
    )


def leave_behind(tx: Tx, place: Place) -> None:
    """Note that the message of a place can't be used any more; what was counted there counts."""
    tx.run("UPDATE poll_place SET left = 1 WHERE id = :id", id=place.id)


def open_places_in(tx: Tx, group: int) -> list[Place]:
    """Return the places of open polls in a chat whose message is there."""
    rows = tx.all(
        "SELECT p.* FROM poll_place p JOIN poll q ON q.id = p.poll_id"
        " WHERE p.group_id = :group AND q.status = 'open' AND p.left = 0 ORDER BY p.id",
        group=group,
    )
    return [_place(row) for row in rows]


async def chat_of_native(store: Store, tg_poll_id: str) -> int | None:
    """Return Telegram's id of the chat in which it asks this poll, None when that is not known."""
    rows = await store.read(
        "SELECT a.tg_chat_id FROM poll_place p JOIN chat_alias a ON a.group_id = p.group_id AND a.current = 1"
        " WHERE p.tg_poll_id = :id",
        id=tg_poll_id,
    )
    return int(rows[0]["tg_chat_id"]) if rows else None


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
    """Return the polls of a neighbourhood that still need a tell-back, the oldest first."""
    rows = tx.all(
        f"SELECT q.* FROM poll q JOIN chat_group g ON g.id = q.group_id WHERE g.initiative_id = :it AND {_OWED}"
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
