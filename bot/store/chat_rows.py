"""Units of work on chats: ours by Telegram's id, with their settings."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal

from bot.store import Row, Store, Tx
from bot.store.outbox_rows import stamp

ChatKind = Literal["private", "group", "channel"]
Role = Literal["action_group", "platform", "core_group"]


@dataclass(frozen=True, kw_only=True)
class RestSettings:
    """When a chat is left in peace: quiet from and to (local times), and whether Sundays and holidays count as work."""

    quiet_from: time = time(21)
    quiet_to: time = time(8)
    sundays: bool = False
    holidays: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """A chat as we keep it.

    Attributes:
        id: Our own id.
        tg_id: Telegram's current id of it.
        kind: `private` or `group`.
        language: Language of the texts.
        time_zone: IANA name of the zone it lives in.
        active: False while the bot is out, or may not write.
        greeted: Whether the greeting was promised.
        last_message_id: The highest message id known there.
        role: What it is for: `action_group`, `platform` or `core_group`.
        initiative: The neighbourhood it belongs to, None while it stands alone.
        title: How the other chats of the neighbourhood call it.
        rest: Quiet hours (local time) and days, as the columns hold them.
    """

    id: int
    tg_id: int
    kind: ChatKind
    language: str
    time_zone: str
    active: bool
    greeted: bool
    last_message_id: int
    role: Role = "action_group"
    initiative: int | None = None
    title: str = ""
    rest: RestSettings = field(default_factory=RestSettings)


_COLUMNS = (
    "g.id, a.tg_chat_id, g.kind, g.language, g.time_zone, g.status, g.greeted, g.last_message_id, g.role,"
    " g.initiative_id, g.title, g.quiet_from, g.quiet_to, g.on_sundays, g.on_holidays"
)
_BY_TG_ID = (
    f"SELECT {_COLUMNS} FROM chat_alias k JOIN chat_group g ON g.id = k.group_id"
    " JOIN chat_alias a ON a.group_id = g.id AND a.current = 1 WHERE k.tg_chat_id = :tg_id"
)
_BY_ID = (
    f"SELECT {_COLUMNS} FROM chat_group g JOIN chat_alias a ON a.group_id = g.id AND a.current = 1 WHERE g.id = :group"
)


def group_of(tx: Tx, tg_id: int) -> Group | None:
    """Return the chat that Telegram calls, or once called, `tg_id`."""
    row = tx.one(_BY_TG_ID, tg_id=tg_id)
    return None if row is None else _group(row)


def group_by_id(tx: Tx, group: int) -> Group | None:
    """Return the chat by our own id."""
    row = tx.one(_BY_ID, group=group)
    return None if row is None else _group(row)


def _group(row: Row) -> Group:
    return Group(
        id=row["id"],
        tg_id=row["tg_chat_id"],
        kind=row["kind"],
        language=row["language"],
        time_zone=row["time_zone"],
        active=row["status"] == "active",
        greeted=bool(row["greeted"]),
        last_message_id=row["last_message_id"],
        role=row["role"],
        initiative=row["initiative_id"],
        title=row["title"],
        rest=_rest(row),
    )


def _rest(row: Row) -> RestSettings:
    return RestSettings(
        quiet_from=time.fromisoformat(row["quiet_from"]),
        quiet_to=time.fromisoformat(row["quiet_to"]),
        sundays=bool(row["on_sundays"]),
        holidays=bool(row["on_holidays"]),
    )


async def tg_id_of(store: Store, group: int) -> int:
    """Return Telegram's current id of a chat of ours."""
    rows = await store.read("SELECT tg_chat_id FROM chat_alias WHERE group_id = :group AND current = 1", group=group)
    return int(rows[0]["tg_chat_id"])


def new_group(tx: Tx, tg_id: int, kind: ChatKind, settings: tuple[str, str], now: datetime) -> Group:
    """Begin to know a chat, with its `settings` (language, time zone)."""
    language, time_zone = settings
    row = tx.one(
        "INSERT INTO chat_group (kind, language, time_zone, created_at) VALUES (:kind, :language, :zone, :now)"
        " RETURNING id",
        kind=kind,
        language=language,
        zone=time_zone,
        now=stamp(now),
    )
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    tx.run("INSERT INTO chat_alias (tg_chat_id, group_id) VALUES (:tg_id, :group)", tg_id=tg_id, group=row["id"])
    found = group_of(tx, tg_id)
    assert found is not None  # noqa: S101 it was written two lines up
    return found


def saw_last_message(tx: Tx, group: int, message_id: int) -> None:
    """Remember the highest message id seen in a chat."""
    tx.run(
        "UPDATE chat_group SET last_message_id = :message WHERE id = :group AND last_message_id < :message",
        message=message_id,
        group=group,
    )


def set_greeted(tx: Tx, group: int) -> None:
    """Note that the greeting was promised."""
    tx.run("UPDATE chat_group SET greeted = 1 WHERE id = :group", group=group)


def set_language(tx: Tx, group: int, language: str) -> None:
    """Choose the language of a chat."""
    tx.run("UPDATE chat_group SET language = :language WHERE id = :group", language=language, group=group)


def set_zone(tx: Tx, group: int, time_zone: str) -> None:
    """Choose the zone a chat lives in."""
    tx.run("UPDATE chat_group SET time_zone = :zone WHERE id = :group", zone=time_zone, group=group)


def set_rest(tx: Tx, group: int, rest: RestSettings) -> None:
    """Choose when a chat is left in peace."""
    tx.run(
        "UPDATE chat_group SET quiet_from = :quiet_from, quiet_to = :quiet_to, on_sundays = :sundays,"
        " on_holidays = :holidays WHERE id = :group",
        quiet_from=rest.quiet_from.isoformat("minutes"),
        quiet_to=rest.quiet_to.isoformat("minutes"),
        sundays=int(rest.sundays),
        holidays=int(rest.holidays),
        group=group,
    )


def setting(tx: Tx, name: str, fresh: str) -> str:
    """Return what the bot remembers of itself under `name`; `fresh` is kept when there is nothing yet."""
    tx.run(
        "INSERT INTO setting (name, value) VALUES (:name, :fresh) ON CONFLICT (name) DO NOTHING", name=name, fresh=fresh
    )
    row = tx.one("SELECT value FROM setting WHERE name = :name", name=name)
    assert row is not None  # noqa: S101 it is there since the line above
    return str(row["value"])
