"""Units of work on sheets: runs of one person alone, filled in for a question of a group's run."""

from bot.store import Tx
from bot.store.run_rows import Parent, RunRow, Runs, found
from flows.model import FlowName

_HEAD = "SELECT s.id, s.group_id, s.thread_id, s.version, s.card_key, s.parent_id, s.parent_place FROM run s"
_FOR = f"{_HEAD} WHERE s.parent_id = :run AND s.parent_place = :place"
_OF = f"{_FOR} AND s.group_id = :chat"
_LAST = (
    f"{_HEAD} JOIN run p ON p.id = s.parent_id WHERE s.group_id = :chat AND s.flow = :flow AND s.status = 'done'"
    " AND p.group_id = :group ORDER BY s.id DESC LIMIT 1"
)


def sheet_of(tx: Tx, runs: Runs, parent: Parent, chat: int) -> RunRow | None:
    """Return the sheet that is filled in for a question in a private chat."""
    return found(tx, runs, tx.one(_OF, run=parent.run, place=parent.place, chat=chat))


def sheets_for(tx: Tx, runs: Runs, parent: Parent) -> list[RunRow]:
    """Return every sheet that is filled in for a question."""
    heads = tx.all(_FOR, run=parent.run, place=parent.place)
    return [row for row in (found(tx, runs, head) for head in heads) if row is not None]


def last_sheet(tx: Tx, runs: Runs, chat: int, group: int, flow: FlowName) -> RunRow | None:
    """Return the last sheet of a kind that somebody (by their private chat) filled in for a group."""
    return found(tx, runs, tx.one(_LAST, chat=chat, group=group, flow=flow))
