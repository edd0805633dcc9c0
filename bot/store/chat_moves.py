"""A group becomes a supergroup: Telegram gives it a new id, we keep ours."""

from bot.store import Tx

_BELONG_AS_THE_OTHER = (
    "UPDATE chat_group SET (initiative_id, role, title) = (SELECT initiative_id, role, title FROM chat_group"
    " WHERE id = :lose) WHERE id = :keep AND initiative_id IS NULL"
)


def migrate(tx: Tx, old_tg_id: int, new_tg_id: int) -> int | None:
    """Let the group known as `old_tg_id` go on as `new_tg_id`; return our id of it, None when both are unknown.

    Three things tell us of a migration (a service message in either chat, a refused send), in any order and more than
    once; each calls this. Message ids begin anew in the supergroup, so those of the old chat are forgotten: a reply
    there is no reply to an old card of ours, and an old card can't be changed any more. Where both chats already are
    groups of ours, the one we know longest takes over everything of the other.
    """
    old, new = _group_of(tx, old_tg_id), _group_of(tx, new_tg_id)
    if old is not None and old != new:
        _forget_message_ids(tx, old)
    if old is not None and new is not None and old != new:
        keep, lose = sorted((old, new))
        _take_over(tx, keep, lose, new)
    group = min((found for found in (old, new) if found is not None), default=None)
    if group is not None:
        _alias(tx, old_tg_id, group, current=0)
        _alias(tx, new_tg_id, group, current=1)
    return group


def _group_of(tx: Tx, tg_id: int) -> int | None:
    row = tx.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = :id", id=tg_id)
    return None if row is None else row["group_id"]


def _alias(tx: Tx, tg_id: int, group: int, *, current: int) -> None:
    tx.run(
        "INSERT INTO chat_alias (tg_chat_id, group_id, current) VALUES (:id, :group, :current)"
        " ON CONFLICT (tg_chat_id) DO UPDATE SET group_id = excluded.group_id, current = excluded.current",
        id=tg_id,
        group=group,
        current=current,
    )


def _forget_message_ids(tx: Tx, group: int) -> None:
    tx.run("UPDATE outbox SET message_id = NULL, reply_to = NULL WHERE group_id = :group", group=group)
    tx.run("UPDATE chat_group SET last_message_id = 0, status = 'active' WHERE id = :group", group=group)


def _take_over(tx: Tx, keep: int, lose: int, new: int) -> None:
    # A chat holds one active run per topic, and one beside it; the younger group's is the one that ends.
    tx.run(
        "UPDATE run SET status = 'stopped' WHERE group_id = :lose AND status IN ('gathering', 'open', 'paused')"
        " AND EXISTS (SELECT 1 FROM run AS kept WHERE kept.group_id = :keep AND kept.beside = run.beside"
        " AND (kept.thread_id = run.thread_id OR run.beside = 1)"
        " AND kept.status IN ('gathering', 'open', 'paused'))",
        keep=keep,
        lose=lose,
    )
    tx.run(
        "UPDATE chat_group SET (last_message_id, status) ="
        " (SELECT last_message_id, status FROM chat_group WHERE id = :new) WHERE id = :keep",
        new=new,
        keep=keep,
    )
    for statement in (
        "UPDATE run SET group_id = :keep WHERE group_id = :lose",
        "UPDATE outbox SET group_id = :keep WHERE group_id = :lose",
        "UPDATE OR IGNORE schedule SET group_id = :keep WHERE group_id = :lose",
        "DELETE FROM schedule WHERE group_id = :lose",  # the same is planned in the one that stays
        _BELONG_AS_THE_OTHER,
        "UPDATE signal SET group_id = :keep WHERE group_id = :lose",
        "UPDATE signal SET taken_by = :keep WHERE taken_by = :lose",
        "UPDATE poll SET group_id = :keep WHERE group_id = :lose",
        "UPDATE poll_place SET group_id = :keep WHERE group_id = :lose",
        "UPDATE vote SET group_id = :keep WHERE group_id = :lose",
        "UPDATE OR REPLACE acquaintance SET group_id = :keep WHERE group_id = :lose",
        "UPDATE OR IGNORE check_in SET group_id = :keep WHERE group_id = :lose",
        "DELETE FROM check_in WHERE group_id = :lose",  # the one that stays has its own
        "UPDATE OR REPLACE check_in_member SET group_id = :keep WHERE group_id = :lose",
        "UPDATE check_in_round SET group_id = :keep WHERE group_id = :lose",
        "UPDATE need SET group_id = :keep WHERE group_id = :lose",
        "UPDATE indicator SET group_id = :keep WHERE group_id = :lose",
        "UPDATE wrong_code SET group_id = :keep WHERE group_id = :lose",
        "UPDATE OR REPLACE invitation SET group_id = :keep WHERE group_id = :lose",
        "UPDATE invitation SET taken_by = :keep WHERE taken_by = :lose",
        "UPDATE chat_alias SET group_id = :keep WHERE group_id = :lose",
    ):
        tx.run(statement, keep=keep, lose=lose)
    tx.run("DELETE FROM chat_group WHERE id = :lose", lose=lose)
