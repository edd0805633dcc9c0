"""Units of work on places: the chats in which a poll is asked, and the messages that ask it."""

import re
from dataclasses import dataclass

from bot.store import Row, Store, Tx

_PLACE = re.compile(r"poll\d+place(\d+):")


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


def first_refusal(tx: Tx, group: int) -> bool:
    """Note that a chat takes no polls of Telegram; False when that was known."""
    noted = tx.run(
        "INSERT INTO setting (name, value) VALUES (:name, '') ON CONFLICT (name) DO NOTHING",
        name=f"polls_refused_in_{group}",
    )
    return noted == 1
