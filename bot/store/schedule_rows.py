"""Units of work on what happens at a moment: planned, taken up, put off, done with."""

from dataclasses import dataclass
from datetime import datetime

from bot.store import Row, Store, Tx
from bot.store.outbox_rows import stamp


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Something to do at a moment.

    Attributes:
        group: The chat it is for.
        kind: Who acts on it (`bot.rooms.DUE`).
        about: What it is about; a chat has one plan of a kind about the same.
        due: The moment, in UTC.
        rhythm: JSON of how it comes back (`core.timetable.Rhythm`); None: once.
        thread: The topic.
    """

    group: int
    kind: str
    due: datetime
    about: str = ""
    rhythm: str | None = None
    thread: int = 0


@dataclass(frozen=True, kw_only=True)
class Due:
    """A plan whose moment has come.

    Attributes:
        id: Our number of it.
        plan: What was planned; its `due` is the moment after rest or trouble put it off.
        meant: The moment that was meant.
        occurrence: Rises each time.
        attempts: How often it failed.
    """

    id: int
    plan: Plan
    meant: datetime
    occurrence: int
    attempts: int


def plan(tx: Tx, new: Plan, now: datetime) -> None:
    """Plan something; a plan of the same kind about the same takes its place, as another occurrence."""
    tx.run(
        "INSERT INTO schedule (group_id, thread_id, kind, about, rhythm, due, meant, created_at)"
        " VALUES (:group, :thread, :kind, :about, :rhythm, :due, :due, :now)"
        " ON CONFLICT (group_id, kind, about) DO UPDATE SET thread_id = excluded.thread_id, rhythm = excluded.rhythm,"
        " due = excluded.due, meant = excluded.meant, occurrence = occurrence + 1, attempts = 0, error = NULL,"
        " status = 'waiting'",
        group=new.group,
        thread=new.thread,
        kind=new.kind,
        about=new.about,
        rhythm=new.rhythm,
        due=stamp(new.due),
        now=stamp(now),
    )


def drop(tx: Tx, group: int, kind: str, about: str = "") -> bool:
    """Forget a plan; False when there is none."""
    gone = tx.run(
        "DELETE FROM schedule WHERE group_id = :group AND kind = :kind AND about = :about",
        group=group,
        kind=kind,
        about=about,
    )
    return gone > 0


_WAITING = "SELECT * FROM schedule WHERE group_id = :group AND status = 'waiting' ORDER BY due, id"


def waiting_in(tx: Tx, group: int) -> list[Due]:
    """Return everything that is planned in a chat, the first to come first."""
    return [_due(row) for row in tx.all(_WAITING, group=group)]


async def read_waiting(store: Store, group: int) -> list[Due]:
    """Return the same, beside the writer."""
    return [_due(row) for row in await store.read(_WAITING, group=group)]


def planned(tx: Tx, group: int, kind: str, about: str = "") -> Due | None:
    """Return a plan, None when there is none."""
    row = tx.one(
        "SELECT * FROM schedule WHERE group_id = :group AND kind = :kind AND about = :about",
        group=group,
        kind=kind,
        about=about,
    )
    return None if row is None else _due(row)


_DUE = (
    "SELECT s.id FROM schedule s JOIN chat_group g ON g.id = s.group_id"
    " WHERE s.status = 'waiting' AND s.due <= :now AND g.status = 'active' ORDER BY s.due, s.id LIMIT :most"
)


async def due_now(store: Store, now: datetime, most: int) -> list[int]:
    """Return the numbers of what is due in chats that can be written to, the longest due first."""
    return [row["id"] for row in await store.read(_DUE, now=stamp(now), most=most)]


def take(tx: Tx, number: int, now: datetime) -> Due | None:
    """Return what is due by its number; None when it is not (or no longer) due."""
    row = tx.one(
        "SELECT * FROM schedule WHERE id = :id AND status = 'waiting' AND due <= :now", id=number, now=stamp(now)
    )
    return None if row is None else _due(row)


def _due(row: Row) -> Due:
    plan = Plan(
        group=row["group_id"],
        kind=row["kind"],
        about=row["about"],
        due=datetime.fromisoformat(row["due"]),
        rhythm=row["rhythm"],
        thread=row["thread_id"],
    )
    meant = datetime.fromisoformat(row["meant"])
    return Due(id=row["id"], plan=plan, meant=meant, occurrence=row["occurrence"], attempts=row["attempts"])


def put_off(tx: Tx, number: int, until: datetime) -> None:
    """Wait until a better moment; it stays the same occurrence."""
    tx.run("UPDATE schedule SET due = :due WHERE id = :id", due=stamp(until), id=number)


def forget_rest(tx: Tx, group: int) -> None:
    """Let everything that rest put off in a chat be looked at again; what waits for another try goes on waiting."""
    tx.run(
        "UPDATE schedule SET due = meant WHERE group_id = :group AND status = 'waiting' AND attempts = 0", group=group
    )


def move(tx: Tx, number: int, to: datetime) -> None:
    """Let the same occurrence happen at another moment."""
    tx.run("UPDATE schedule SET due = :due, meant = :due WHERE id = :id", due=stamp(to), id=number)


def advance(tx: Tx, number: int, following: datetime | None) -> None:
    """Go on to the following occurrence, or be done with it."""
    if following is None:
        tx.run("DELETE FROM schedule WHERE id = :id", id=number)
        return
    tx.run(
        "UPDATE schedule SET due = :due, meant = :due, occurrence = occurrence + 1, attempts = 0, error = NULL"
        " WHERE id = :id",
        due=stamp(following),
        id=number,
    )


def try_again(tx: Tx, number: int, error: str, at: datetime) -> None:
    """Note that it failed, and wait; it stays the same occurrence."""
    tx.run(
        "UPDATE schedule SET attempts = attempts + 1, error = :error, due = :due WHERE id = :id",
        error=error,
        due=stamp(at),
        id=number,
    )


def give_up(tx: Tx, number: int, error: str) -> None:
    """Note that it failed again and again; it is never tried any more, unless it is planned anew."""
    tx.run(
        "UPDATE schedule SET attempts = attempts + 1, error = :error, status = 'dead' WHERE id = :id",
        error=error,
        id=number,
    )
