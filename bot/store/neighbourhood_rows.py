"""Units of work on a neighbourhood: which chats belong together, and what each is for."""

from datetime import datetime

from bot.store import Tx
from bot.store.chat_rows import Group, Role, group_by_id
from bot.store.outbox_rows import stamp


def chats_beside(tx: Tx, group: Group, *roles: Role) -> list[Group]:
    """Return the other chats of the initiative of a chat, of these roles only when given, the oldest first."""
    if group.initiative is None:
        return []
    rows = tx.all(
        "SELECT id, role FROM chat_group WHERE initiative_id = :initiative AND id <> :group ORDER BY id",
        initiative=group.initiative,
        group=group.id,
    )
    found = (group_by_id(tx, row["id"]) for row in rows if not roles or row["role"] in roles)
    return [other for other in found if other is not None]


def new_initiative(tx: Tx, now: datetime) -> int:
    """Begin a neighbourhood; return its number."""
    row = tx.one("INSERT INTO initiative (created_at) VALUES (:now) RETURNING id", now=stamp(now))
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    return int(row["id"])


def belong(tx: Tx, group: int, initiative: int | None, role: Role) -> None:
    """Let a chat be part of a neighbourhood, or of none, in a role."""
    tx.run(
        "UPDATE chat_group SET initiative_id = :initiative, role = :role WHERE id = :group",
        initiative=initiative,
        role=role,
        group=group,
    )


def set_title(tx: Tx, group: int, title: str) -> None:
    """Remember how the other chats of a neighbourhood call this one."""
    tx.run("UPDATE chat_group SET title = :title WHERE id = :group", title=title, group=group)


def dissolve(tx: Tx, initiative: int) -> None:
    """Let a neighbourhood of one chat be none: what stands alone can join another."""
    row = tx.one("SELECT COUNT(*) AS n FROM chat_group WHERE initiative_id = :initiative", initiative=initiative)
    if row is not None and row["n"] < 2:  # noqa: PLR2004 a neighbourhood takes two
        tx.run("UPDATE chat_group SET initiative_id = NULL WHERE initiative_id = :initiative", initiative=initiative)
        tx.run("DELETE FROM initiative WHERE id = :initiative", initiative=initiative)
