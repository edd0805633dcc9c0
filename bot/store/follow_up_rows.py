"""Units of work on what became of promises: by when, asked or not, done or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.store import Row, Store, Tx
from flows.values import Place

Kind = Literal["step", "measure", "deviation"]
Status = Literal["open", "done", "dropped"]


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A promise with a day, and what became of it (nl: opvolging).

    Attributes:
        id: Our number of it.
        run: The run that holds its words.
        thread: The topic of that run.
        place: By which it is known there.
        kind: What was promised.
        said: The day that stands in the answers.
        day: The day that counts.
        status: What became of it.
        asked_on: The day for which the group was asked last.
        asked_key: The message that asked.
    """

    id: int
    run: int
    thread: int
    place: Place
    kind: Kind
    said: date
    day: date
    status: Status
    asked_on: date | None
    asked_key: str | None

    @property
    def waits(self) -> bool:
        """Whether the group was not asked for this day yet."""
        return self.status == "open" and (self.asked_on is None or self.asked_on < self.day)


_ALL = "SELECT f.*, r.thread_id FROM follow_up f JOIN run r ON r.id = f.run_id"
_OF_RUN = f"{_ALL} WHERE f.run_id = :run ORDER BY f.id"
_ASKED = f"{_ALL} WHERE f.asked_key = :key ORDER BY f.id"
_IN_GROUP = f"{_ALL} WHERE r.group_id = :group"
_WAIT = f"{_IN_GROUP} AND r.thread_id = :thread AND f.status = 'open' AND (f.asked_on IS NULL OR f.asked_on < f.day)"


def follow_ups_of(tx: Tx, run: int) -> dict[Place, FollowUp]:
    """Return what is followed up of a run."""
    return {row["place"]: _follow_up(row) for row in tx.all(_OF_RUN, run=run)}


def follow_up_in(tx: Tx, group: int, number: int) -> FollowUp | None:
    """Return one by its number, None when this chat has no such one."""
    row = tx.one(f"{_IN_GROUP} AND f.id = :id", group=group, id=number)
    return None if row is None else _follow_up(row)


def waiting_until(tx: Tx, group: int, thread: int, day: date) -> list[FollowUp]:
    """Return what a chat is to be asked about by a day, in a topic, the longest due first."""
    rows = tx.all(f"{_WAIT} AND f.day <= :day ORDER BY f.day, f.id", group=group, thread=thread, day=day.isoformat())
    return [_follow_up(row) for row in rows]


def asked_in(tx: Tx, key: str) -> list[FollowUp]:
    """Return what the message with this key asks about, in the order of its lines."""
    return [_follow_up(row) for row in tx.all(_ASKED, key=key)]


async def read_follow_ups(store: Store, group: int) -> dict[tuple[int, Place], FollowUp]:
    """Return what is followed up in a chat, by run and place, beside the writer."""
    found = [_follow_up(row) for row in await store.read(_IN_GROUP, group=group)]
    return {(it.run, it.place): it for it in found}


def _follow_up(row: Row) -> FollowUp:
    return FollowUp(
        id=row["id"],
        run=row["run_id"],
        thread=row["thread_id"],
        place=row["place"],
        kind=row["kind"],
        said=date.fromisoformat(row["said"]),
        day=date.fromisoformat(row["day"]),
        status=row["status"],
        asked_on=None if row["asked_on"] is None else date.fromisoformat(row["asked_on"]),
        asked_key=row["asked_key"],
    )


def promise(tx: Tx, run: int, place: Place, kind: Kind, day: date) -> None:
    """Follow a promise up; one whose day the group says anew begins anew."""
    tx.run(
        "INSERT INTO follow_up (run_id, place, kind, said, day) VALUES (:run, :place, :kind, :day, :day)"
        " ON CONFLICT (run_id, place) DO UPDATE SET said = excluded.said, day = excluded.day, status = 'open',"
        " asked_on = NULL",
        run=run,
        place=place,
        kind=kind,
        day=day.isoformat(),
    )


def call(tx: Tx, number: int, kind: Kind) -> None:
    """Call a promise what it is by now."""
    tx.run("UPDATE follow_up SET kind = :kind WHERE id = :id", kind=kind, id=number)


def forget(tx: Tx, number: int) -> None:
    """Follow something up no longer: the group promises it no more."""
    tx.run("DELETE FROM follow_up WHERE id = :id", id=number)


def asked(tx: Tx, numbers: Iterable[int], key: str) -> None:
    """Note that the message with this key asks about these, each for its day."""
    for number in numbers:
        tx.run("UPDATE follow_up SET asked_on = day, asked_key = :key WHERE id = :id", key=key, id=number)


def settle(tx: Tx, number: int, status: Status) -> None:
    """Note what became of it; `open` takes back what was noted, also another day."""
    tx.run(
        "UPDATE follow_up SET status = :status,"
        " day = CASE WHEN :status = 'open' THEN COALESCE(asked_on, day) ELSE day END WHERE id = :id",
        status=status,
        id=number,
    )


def move(tx: Tx, number: int, day: date) -> None:
    """Let another day count; the group is asked again then."""
    tx.run("UPDATE follow_up SET status = 'open', day = :day WHERE id = :id", day=day.isoformat(), id=number)
