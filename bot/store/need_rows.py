"""Units of work on needs: what action groups ask of their core group, until it is answered (K4, R46)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store import Row, Store, Tx
from bot.store.outbox_rows import stamp

NeedStatus = Literal["open", "taken", "answered"]


@dataclass(frozen=True, kw_only=True)
class NeedRow:
    """Something that an action group asks of its core group.

    Attributes:
        id: Our number of it.
        group: The chat that asks.
        title: How other chats call that one, '' while it has no name.
        kind: A `core.check_in.Need`.
        lines: What people passed on about it, in their own words.
        status: `open`; `taken` up by the core group; or `answered`.
        told: How often the core group heard of it.
    """

    id: int
    group: int
    title: str
    kind: str
    lines: tuple[str, ...]
    status: NeedStatus
    told: int


def ask(tx: Tx, group: int, kind: str, lines: Sequence[str], now: datetime) -> None:
    """Note what a chat asks."""
    tx.run(
        "INSERT INTO need (group_id, kind, text, asked_at) VALUES (:group, :kind, :text, :now)",
        group=group,
        kind=kind,
        text="\n".join(lines),
        now=stamp(now),
    )


_SELECT = "SELECT n.*, g.title FROM need n JOIN chat_group g ON g.id = n.group_id"
_OF_CHAT = (
    f"{_SELECT} JOIN chat_group me ON me.id = :group WHERE n.status <> 'answered' AND (n.group_id = me.id OR"
    " (me.role = 'core_group' AND g.initiative_id = me.initiative_id)) ORDER BY n.id"
)


def needs_of(tx: Tx, group: int) -> list[NeedRow]:
    """Return what is not answered: what a chat asks itself, and of a core group all that its neighbourhood asks."""
    return _needs(tx.all(_OF_CHAT, group=group))


async def read_needs(store: Store, group: int) -> list[NeedRow]:
    """Return the same, beside the writer."""
    return _needs(await store.read(_OF_CHAT, group=group))


def needs_by_id(tx: Tx, numbers: Iterable[int]) -> list[NeedRow]:
    """Return needs by their numbers, whatever became of them."""
    rows = (tx.one(f"{_SELECT} WHERE n.id = :id", id=number) for number in numbers)
    return _needs([row for row in rows if row is not None])


def _needs(rows: Sequence[Row]) -> list[NeedRow]:
    return [
        NeedRow(
            id=row["id"],
            group=row["group_id"],
            title=row["title"],
            kind=row["kind"],
            lines=tuple(row["text"].splitlines()),
            status=row["status"],
            told=row["told"],
        )
        for row in rows
    ]


def mark_told(tx: Tx, needs: Iterable[NeedRow], now: datetime) -> None:
    """Note that the core group heard of these."""
    for need in needs:
        tx.run("UPDATE need SET told = told + 1, told_at = :now WHERE id = :id", now=stamp(now), id=need.id)


def move_on(tx: Tx, need: int, before: NeedStatus, after: NeedStatus) -> bool:
    """Let a need go from one status to another; False when it was not there any more."""
    changed = tx.run(
        "UPDATE need SET status = :after WHERE id = :id AND status = :before", id=need, before=before, after=after
    )
    return changed == 1
