"""Polls of which the chat that asked is gone: what it owes, another chat takes over (R49)."""

from dataclasses import replace

from bot.store import Tx
from bot.store.chat_rows import group_by_id
from bot.store.poll_rows import Poll


def taken_over(tx: Tx, poll: Poll, heir: int) -> Poll:
    """Return a poll as it goes on: in the chat that asked or, when we are no longer there, in this other one."""
    asking = group_by_id(tx, poll.group)
    if poll.group == heir or (asking is not None and asking.active):
        return poll
    tx.run("UPDATE poll SET group_id = :heir, thread_id = 0 WHERE id = :poll", heir=heir, poll=poll.id)
    tx.run(
        "UPDATE OR REPLACE schedule SET group_id = :heir, thread_id = 0"
        " WHERE group_id = :group AND about = :about AND substr(kind, 1, 5) = 'poll_'",
        heir=heir,
        group=poll.group,
        about=str(poll.id),
    )
    return replace(poll, group=heir, thread=0)
