"""Units of work on signals: what was heard in the neighbourhood, one line each, until something came of it (C17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.store import Row, Store, Tx
from bot.store.chat_rows import Group, group_by_id
from bot.store.neighbourhood_rows import chats_beside
from bot.store.outbox_rows import stamp
from bot.store.schedule_rows import Plan, drop, plan, planned
from core.thresholds.neighbourhood import (
    SIGNAL_BACK_AFTER,
    SIGNAL_KEPT,
    SIGNAL_KEPT_OVER,
    SIGNAL_TOLD_AT_MOST,
    SIGNALS_AT,
)
from core.timetable import moment

Status = Literal["open", "taken", "answered", "closed"]

TELLING = "signals"
"""The kind of plan at which a core group hears what waits."""


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One line that somebody heard (nl: signaal).

    Attributes:
        id: Our number of it.
        group: The chat it was heard in.
        heard_in: How other chats call that one, '' while it stands alone.
        text: What, where, who follows up, as typed; on one line.
        status: `open`; `taken` up; `answered` to the chat it came from; or `closed` by that chat itself.
        told: How often the core group heard of it.
        told_at: When it last did, None before the first time.
    """

    id: int
    group: int
    heard_in: str
    text: str
    status: Status
    told: int
    told_at: datetime | None


def add(tx: Tx, group: int, text: str, now: datetime) -> int:
    """Note a line that was heard in a chat, and plan that its core group hears of it; return its number."""
    row = tx.one(
        "INSERT INTO signal (group_id, text, heard_at, expires_at) VALUES (:group, :text, :now, :expires) RETURNING id",
        group=group,
        text=text,
        now=stamp(now),
        expires=stamp(now + SIGNAL_KEPT),
    )
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    heard_in = group_by_id(tx, group)
    for core_group in chats_beside(tx, heard_in, "core_group") if heard_in is not None else ():
        plan_telling(tx, core_group, now)
    return int(row["id"])


# --- what waits ---

_SIGNAL = "SELECT s.*, g.title FROM signal s JOIN chat_group g ON g.id = s.group_id"
_OPEN = "s.status IN ('open', 'taken')"
_OF_CHAT = (
    f"{_SIGNAL} JOIN chat_group me ON me.id = :group WHERE s.group_id IN"
    " (SELECT o.id FROM chat_group o WHERE o.initiative_id = me.initiative_id AND me.role = 'core_group'"
    f" UNION SELECT me.id) AND {_OPEN} ORDER BY s.id"
)


def open_signals(tx: Tx, initiative: int) -> list[Signal]:
    """Return what was heard in the chats of a neighbourhood and is not answered, the oldest first."""
    return _signals(tx.all(f"{_SIGNAL} WHERE g.initiative_id = :it AND {_OPEN} ORDER BY s.id", it=initiative))


def signals_of(tx: Tx, group: int) -> list[Signal]:
    """Return what stands on the list of a chat: its own signals, and on a core group's those of its neighbourhood."""
    return _signals(tx.all(_OF_CHAT, group=group))


async def read_signals(store: Store, group: int) -> list[Signal]:
    """Return the same, beside the writer."""
    return _signals(await store.read(_OF_CHAT, group=group))


def signal_by_id(tx: Tx, number: int) -> Signal | None:
    """Return a signal by its number, None when it is gone."""
    row = tx.one(f"{_SIGNAL} WHERE s.id = :id", id=number)
    return None if row is None else _signal(row)


def _signals(rows: Sequence[Row]) -> list[Signal]:
    return [_signal(row) for row in rows]


def _signal(row: Row) -> Signal:
    told_at = row["told_at"]
    return Signal(
        id=row["id"],
        group=row["group_id"],
        heard_in=row["title"],
        text=row["text"],
        status=row["status"],
        told=row["told"],
        told_at=None if told_at is None else datetime.fromisoformat(told_at),
    )


# --- what comes of it ---


def mark_told(tx: Tx, signals: Iterable[Signal], now: datetime) -> None:
    """Note that the core group heard of these."""
    for signal in signals:
        tx.run("UPDATE signal SET told = told + 1, told_at = :now WHERE id = :id", now=stamp(now), id=signal.id)


def take_up(tx: Tx, number: int, by: int) -> bool:
    """Let a chat follow up; False when one does already, or it is over."""
    changed = tx.run(
        "UPDATE signal SET status = 'taken', taken_by = :by WHERE id = :id AND status = 'open'", by=by, id=number
    )
    return changed == 1


def end(tx: Tx, number: int, status: Literal["answered", "closed"], now: datetime) -> bool:
    """Let a signal be over, and soon forgotten; False when it was."""
    changed = tx.run(
        "UPDATE signal SET status = :status, expires_at = :expires WHERE id = :id AND status IN ('open', 'taken')",
        status=status,
        expires=stamp(now + SIGNAL_KEPT_OVER),
        id=number,
    )
    return changed == 1


def forget_old(tx: Tx, now: datetime) -> int:
    """Forget signals whose time is over; return how many."""
    return tx.run("DELETE FROM signal WHERE expires_at < :now", now=stamp(now))


# --- when the core group hears ---


def plan_telling(tx: Tx, core_group: Group, now: datetime) -> None:
    """Plan when a core group hears next of what nobody took up: at most once a day, and twice of the same."""
    tomorrow = _today(core_group, now) + timedelta(days=1)
    days = [max(tomorrow, _ripe_on(it, core_group) or tomorrow) for it in _untold(tx, core_group)]
    if not days:
        drop(tx, core_group.id, TELLING)
        return
    due, there = moment(min(days), SIGNALS_AT, ZoneInfo(core_group.time_zone)), planned(tx, core_group.id, TELLING)
    if there is None or due < there.plan.due:
        plan(tx, Plan(group=core_group.id, kind=TELLING, due=due), now)


def ripe_signals(tx: Tx, core_group: Group, now: datetime) -> list[Signal]:
    """Return what the core group should hear of today, the oldest first."""
    today = _today(core_group, now)
    return [it for it in _untold(tx, core_group) if (_ripe_on(it, core_group) or today) <= today]


def _untold(tx: Tx, core_group: Group) -> list[Signal]:
    """Return what other chats heard, nobody took up, and the core group will hear of (again)."""
    waiting = (it for it in signals_of(tx, core_group.id) if it.status == "open" and it.group != core_group.id)
    return [it for it in waiting if it.told < SIGNAL_TOLD_AT_MOST]


def _ripe_on(signal: Signal, core_group: Group) -> date | None:
    """Return the day on which a signal comes back, None for one that was never told."""
    told_at = signal.told_at
    return None if told_at is None else (told_at + SIGNAL_BACK_AFTER).astimezone(ZoneInfo(core_group.time_zone)).date()


def _today(core_group: Group, now: datetime) -> date:
    return now.astimezone(ZoneInfo(core_group.time_zone)).date()
