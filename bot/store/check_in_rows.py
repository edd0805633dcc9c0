"""Units of work on check-ins that come back: how often, who takes part, who is away, which round goes on."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from bot.store import Row, Tx
from bot.store.run_rows import RunRow, Runs, found
from core.ids import ParticipantId
from core.timetable import Rhythm

CheckInStatus = Literal["proposed", "on", "paused"]


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """How check-ins come back in a chat.

    Attributes:
        group: The chat.
        thread: The topic.
        status: `proposed` until somebody starts it.
        weeks: Weeks between two rounds.
        weekday: 0 Monday to 6 Sunday.
        at: Local time.
        led_by: Who set it up, '' when an anonymous admin did.
        silent: Rounds in a row in which nobody answered.
    """

    group: int
    thread: int = 0
    status: CheckInStatus = "proposed"
    weeks: int
    weekday: int
    at: time
    led_by: str
    silent: int = 0

    def rhythm(self, since: date) -> Rhythm:
        """Return when rounds come, counted from a day of the first week."""
        return Rhythm(weeks=self.weeks, weekday=self.weekday, at=self.at, since=since)


def check_in_of(tx: Tx, group: int) -> CheckIn | None:
    """Return how check-ins come back in a chat, None when they do not."""
    row = tx.one("SELECT * FROM check_in WHERE group_id = :group", group=group)
    return None if row is None else _check_in(row)


def _check_in(row: Row) -> CheckIn:
    return CheckIn(
        group=row["group_id"],
        thread=row["thread_id"],
        status=row["status"],
        weeks=row["weeks"],
        weekday=row["weekday"],
        at=time.fromisoformat(row["at"]),
        led_by=row["led_by"],
        silent=row["silent"],
    )


def keep(tx: Tx, it: CheckIn) -> CheckIn:
    """Write down how check-ins come back."""
    tx.run(
        "INSERT INTO check_in (group_id, thread_id, status, weeks, weekday, at, led_by, silent)"
        " VALUES (:group, :thread, :status, :weeks, :weekday, :at, :led_by, :silent)"
        " ON CONFLICT (group_id) DO UPDATE SET thread_id = excluded.thread_id, status = excluded.status,"
        " weeks = excluded.weeks, weekday = excluded.weekday, at = excluded.at, led_by = excluded.led_by,"
        " silent = excluded.silent",
        group=it.group,
        thread=it.thread,
        status=it.status,
        weeks=it.weeks,
        weekday=it.weekday,
        at=it.at.isoformat("minutes"),
        led_by=it.led_by,
        silent=it.silent,
    )
    return it


def forget(tx: Tx, group: int) -> None:
    """Let check-ins come back no more, and forget who took part."""
    tx.run("DELETE FROM check_in WHERE group_id = :group", group=group)
    tx.run("DELETE FROM check_in_member WHERE group_id = :group", group=group)


# --- who takes part ---


def take_part(tx: Tx, group: int, who: str) -> bool:
    """Let someone take part from now on; False when they did already."""
    added = tx.run(
        "INSERT INTO check_in_member (group_id, participant) VALUES (:group, :who) ON CONFLICT DO NOTHING",
        group=group,
        who=who,
    )
    return added > 0


def take_no_part(tx: Tx, group: int, who: str) -> bool:
    """Let someone take part no more; False when they did not."""
    return (
        tx.run("DELETE FROM check_in_member WHERE group_id = :group AND participant = :who", group=group, who=who) > 0
    )


def members(tx: Tx, group: int) -> tuple[ParticipantId, ...]:
    """Return who takes part, also who is away, in the order in which they joined."""
    rows = tx.all("SELECT participant FROM check_in_member WHERE group_id = :group ORDER BY rowid", group=group)
    return tuple(ParticipantId(row["participant"]) for row in rows)


def present(tx: Tx, group: int, today: date) -> tuple[ParticipantId, ...]:
    """Return who takes part and is not away."""
    return tuple(who for who in members(tx, group) if not is_away(tx, who, today))


# --- who is away ---


def be_away(tx: Tx, who: str, until: date) -> None:
    """Let someone be away until the end of a day."""
    tx.run(
        "INSERT INTO away (participant, until) VALUES (:who, :until)"
        " ON CONFLICT (participant) DO UPDATE SET until = excluded.until",
        who=who,
        until=until.isoformat(),
    )


def be_back(tx: Tx, who: str) -> bool:
    """Let someone be there again; False when they were."""
    return tx.run("DELETE FROM away WHERE participant = :who", who=who) > 0


def is_away(tx: Tx, who: str, today: date) -> bool:
    """Say whether someone is away."""
    row = tx.one("SELECT until FROM away WHERE participant = :who", who=who)
    return row is not None and date.fromisoformat(row["until"]) >= today


def forget_who_is_back(tx: Tx, now: datetime) -> int:
    """Forget who was away; return how many were. A day late, so that it is over in every zone."""
    return tx.run("DELETE FROM away WHERE until < date(:now, '-1 day')", now=now.isoformat())


# --- rounds ---

_HEAD = "SELECT r.id, r.group_id, r.thread_id, r.version, r.card_key, r.parent_id, r.parent_place FROM run r"
_GOES_ON = "r.beside = 1 AND r.status IN ('gathering', 'open', 'paused')"


def open_round(tx: Tx, runs: Runs, group: int) -> RunRow | None:
    """Return the round that goes on in a chat, None when none does."""
    return found(tx, runs, tx.one(f"{_HEAD} WHERE r.group_id = :group AND {_GOES_ON}", group=group))


def open_rounds_of(tx: Tx, runs: Runs, who: str) -> list[RunRow]:
    """Return the rounds that go on wherever someone takes part."""
    heads = tx.all(
        f"{_HEAD} JOIN check_in_member m ON m.group_id = r.group_id WHERE m.participant = :who AND {_GOES_ON}", who=who
    )
    return [row for row in (found(tx, runs, head) for head in heads) if row is not None]


def note_round(tx: Tx, run: int, group: int) -> None:
    """Note that a round gave something to tell."""
    tx.run("INSERT INTO check_in_round (run_id, group_id) VALUES (:run, :group)", run=run, group=group)


def untold_rounds(tx: Tx, runs: Runs, group: int) -> list[RunRow]:
    """Return the rounds of a chat that its core group did not hear of, the oldest first."""
    heads = tx.all(
        f"{_HEAD} JOIN check_in_round c ON c.run_id = r.id WHERE c.group_id = :group AND c.told = 0 ORDER BY r.id",
        group=group,
    )
    return [row for row in (found(tx, runs, head) for head in heads) if row is not None]


def mark_rounds_told(tx: Tx, group: int) -> None:
    """Note that the core group heard of all rounds of a chat."""
    tx.run("UPDATE check_in_round SET told = 1 WHERE group_id = :group AND told = 0", group=group)
