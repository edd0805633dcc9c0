"""Units of work on who is known where: the groups in which someone used the bot, and nothing else about them."""

from bot.store import Tx
from bot.store.chat_rows import Group, group_by_id


def meet(tx: Tx, person: int, group: int) -> None:
    """Remember that someone used the bot in a group."""
    known = tx.one(
        "SELECT 1 FROM acquaintance WHERE person = :person AND group_id = :group", person=person, group=group
    )
    if known is None:  # most presses are by who is known: a look is cheaper than a write
        tx.run("INSERT INTO acquaintance (person, group_id) VALUES (:person, :group)", person=person, group=group)


def part(tx: Tx, person: int, group: int) -> None:
    """Forget that someone used the bot in a group."""
    tx.run("DELETE FROM acquaintance WHERE person = :person AND group_id = :group", person=person, group=group)


def groups_of(tx: Tx, person: int) -> list[Group]:
    """Return the groups in which someone used the bot and it can still write."""
    rows = tx.all("SELECT group_id FROM acquaintance WHERE person = :person ORDER BY group_id", person=person)
    found = (group_by_id(tx, row["group_id"]) for row in rows)
    return [group for group in found if group is not None and group.active]
