"""Units of work on runs: found, loaded, saved with what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.store import Row, Store, Tx
from bot.store.outbox_rows import stamp
from bot.stored import AnswerKey, answer_changes, run_from, same_state, state_of
from flows.model import FlowName
from flows.run import Run
from flows.values import Place


@dataclass(frozen=True)
class Parent:
    """What a sheet is filled in for: the number of a group's run, and a question of it."""

    run: int
    place: Place


@dataclass(frozen=True, kw_only=True)
class RunRow:
    """A run with what the shell knows of it.

    Attributes:
        id: Our number of it.
        group: The chat it lives in.
        thread: The topic it lives in, 0 when there is none.
        version: Rises with every save; who saves must hold the latest.
        card_key: The send that posted the live card, None before the first.
        run: The run itself.
        parent: Of a sheet: what it is filled in for.
        beside: When it is written down: it goes on beside another run of the chat.
    """

    id: int
    group: int
    thread: int
    version: int
    card_key: str | None
    run: Run
    parent: Parent | None = None
    beside: bool = False


class Runs:
    """The runs in memory, by number. Only a hint: a row of another version is read anew."""

    def __init__(self, most: int = 2000) -> None:
        """Keep at most `most` runs; the ones used longest ago go first."""
        self._most = most
        self._kept: dict[int, RunRow] = {}

    def get(self, run_id: int, version: int) -> RunRow | None:
        """Return a run in just this version."""
        row = self._kept.get(run_id)
        return row if row is not None and row.version == version else None

    def keep(self, row: RunRow) -> None:
        """Remember what is on disk now."""
        self._kept.pop(row.id, None)
        self._kept[row.id] = row
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]


_HEAD = "SELECT id, group_id, thread_id, version, card_key, parent_id, parent_place FROM run"
_GOES_ON = f"{_HEAD} WHERE group_id = :group AND thread_id = :thread AND status IN ('gathering', 'open', 'paused')"
_ACTIVE = f"{_GOES_ON} ORDER BY beside, parent_id IS NULL, updated_at DESC, id DESC LIMIT 1"
_OWN = f"{_GOES_ON} AND parent_id IS NULL AND beside = 0"
_LAST_OF = f"{_HEAD} WHERE group_id = :group AND flow = :flow ORDER BY id DESC LIMIT 1"
_LATEST = f"{_HEAD} WHERE group_id = :group AND thread_id = :thread ORDER BY beside, id DESC LIMIT 1"
_FINISHED = f"{_HEAD} WHERE group_id = :group AND flow = :flow AND status = 'done' ORDER BY id DESC LIMIT 1"
_ONE = f"{_HEAD} WHERE id = :id"
_WHOLE = (
    "SELECT r.id, r.group_id, r.thread_id, r.version, r.card_key, r.parent_id, r.parent_place, r.state,"
    " a.place, a.participant, a.value FROM run r LEFT JOIN answer a ON a.run_id = r.id WHERE r.id = :id"
    " ORDER BY a.rowid"
)


def active_run(tx: Tx, runs: Runs, group: int, thread: int) -> RunRow | None:
    """Return the run that goes on in a chat (in a topic of it), None when there is none.

    In a private chat there may be more: the sheet that was touched last goes before all else. What goes on beside
    another run comes last.
    """
    return found(tx, runs, tx.one(_ACTIVE, group=group, thread=thread))


def own_run(tx: Tx, runs: Runs, group: int, thread: int) -> RunRow | None:
    """Return the same, leaving out sheets and what goes on beside."""
    return found(tx, runs, tx.one(_OWN, group=group, thread=thread))


def last_of(tx: Tx, runs: Runs, group: int, flow: FlowName) -> RunRow | None:
    """Return the last run of a flow in a chat, whatever became of it."""
    return found(tx, runs, tx.one(_LAST_OF, group=group, flow=flow))


def active_runs(tx: Tx, runs: Runs, group: int) -> list[RunRow]:
    """Return the runs that go on in all topics of a chat."""
    heads = tx.all(f"{_HEAD} WHERE group_id = :group AND status IN ('gathering', 'open', 'paused')", group=group)
    return [row for row in (found(tx, runs, head) for head in heads) if row is not None]


def latest_run(tx: Tx, runs: Runs, group: int, thread: int) -> RunRow | None:
    """Return the run that goes on, or else the last that ended."""
    return active_run(tx, runs, group, thread) or found(tx, runs, tx.one(_LATEST, group=group, thread=thread))


def last_finished(tx: Tx, runs: Runs, group: int, flow: FlowName) -> RunRow | None:
    """Return the last run of a flow that a chat, in whichever topic, brought to its end."""
    return found(tx, runs, tx.one(_FINISHED, group=group, flow=flow))


def run_by_id(tx: Tx, runs: Runs, run_id: int) -> RunRow | None:
    """Return a run by its number."""
    return found(tx, runs, tx.one(_ONE, id=run_id))


async def read_run(store: Store, runs: Runs, run_id: int) -> RunRow | None:
    """Return a run by its number, beside the writer."""
    heads = await store.read(_ONE, id=run_id)
    kept = runs.get(run_id, heads[0]["version"]) if heads else None
    if kept is not None:
        return kept
    rows = await store.read(_WHOLE, id=run_id)  # one statement: state and answers of the same moment
    return _row(rows[0], rows[0]["state"], _answers([r for r in rows if r["place"] is not None])) if rows else None


@dataclass(frozen=True)
class PastRun:
    """A run of a chat, and when it last moved on."""

    row: RunRow
    moved_at: datetime


_PAST = (
    "SELECT id, updated_at FROM run WHERE group_id = :group AND parent_id IS NULL AND (beside = 0 OR id ="
    " (SELECT MAX(id) FROM run WHERE group_id = :group AND beside = 1 AND status <> 'stopped'))"
    " ORDER BY id DESC LIMIT :most"
)


async def read_past(store: Store, runs: Runs, group: int, most: int) -> list[PastRun]:
    """Return the latest runs in all topics of a chat, the newest first, beside the writer.

    Of what comes back beside other runs, the last that nobody stopped is enough.
    """
    heads = await store.read(_PAST, group=group, most=most)
    found = [(await read_run(store, runs, head["id"]), head["updated_at"]) for head in heads]
    return [PastRun(row, datetime.fromisoformat(moved_at)) for row, moved_at in found if row is not None]


_ANSWERS = "SELECT place, participant, value FROM answer WHERE run_id = :id ORDER BY rowid"


def found(tx: Tx, runs: Runs, head: Row | None) -> RunRow | None:
    """Return the run of a row that was read, from memory when it holds just this version."""
    if head is None:
        return None
    kept = runs.get(head["id"], head["version"])
    if kept is not None:
        return kept
    state = tx.one("SELECT state FROM run WHERE id = :id", id=head["id"])
    assert state is not None  # noqa: S101 the head was read in this transaction
    return _row(head, state["state"], _answers(tx.all(_ANSWERS, id=head["id"])))


def _answers(rows: Sequence[Row]) -> Mapping[AnswerKey, str]:
    return {(row["place"], row["participant"]): row["value"] for row in rows}


def _row(head: Row, state: str, answers: Mapping[AnswerKey, str]) -> RunRow:
    return RunRow(
        id=head["id"],
        group=head["group_id"],
        thread=head["thread_id"],
        version=head["version"],
        card_key=head["card_key"],
        run=run_from(state, answers),
        parent=None if head["parent_id"] is None else Parent(head["parent_id"], head["parent_place"]),
    )


def begin(tx: Tx, group: int, thread: int, run: Run, now: datetime) -> RunRow:
    """Write down a new run."""
    return insert(tx, RunRow(id=0, group=group, thread=thread, version=1, card_key=None, run=run), now)


def insert(tx: Tx, new: RunRow, now: datetime) -> RunRow:
    """Write down a run as it is and return it with its number."""
    row = tx.one(
        "INSERT INTO run (group_id, thread_id, flow, flow_version, status, state, parent_id, parent_place, beside,"
        " created_at, updated_at) VALUES (:group, :thread, :flow, :flow_version, :status, :state, :parent, :place,"
        " :beside, :now, :now)"
        " RETURNING id",
        group=new.group,
        thread=new.thread,
        flow=new.run.flow,
        flow_version=new.run.flow_version,
        status=new.run.status,
        state=state_of(new.run),
        parent=None if new.parent is None else new.parent.run,
        place=None if new.parent is None else new.parent.place,
        beside=int(new.beside),
        now=stamp(now),
    )
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    _save_answers(tx, row["id"], answer_changes(None, new.run))
    return replace(new, id=row["id"])


@dataclass(frozen=True)
class PostedCard:
    """The message of a card: Telegram's id of it (None while it is not known), and when it was promised."""

    message_id: int | None
    promised_at: datetime


def posted_card(tx: Tx, key: str) -> PostedCard | None:
    """Return the message of the card that was promised under `key`."""
    row = tx.one("SELECT message_id, created_at FROM outbox WHERE dedupe_key = :key", key=key)
    return None if row is None else PostedCard(row["message_id"], datetime.fromisoformat(row["created_at"]))


class RunMovedOn(RuntimeError):  # noqa: N818 it says what happened
    """Another transaction saved the run in between; nothing was written, the update is tried again."""


def save(tx: Tx, before: RunRow, after: Run, card_key: str | None, now: datetime) -> RunRow:
    """Write what changed in a run and return the row as it is now.

    Raises:
        RunMovedOn: The row is of another version than `before`.
    """
    if after == before.run and card_key == before.card_key:
        return before
    _save_answers(tx, before.id, answer_changes(before.run, after))
    same = card_key == before.card_key and same_state(before.run, after)
    if _bump(tx, before) if same else _write_state(tx, before, after, card_key, now):
        return replace(before, version=before.version + 1, card_key=card_key, run=after)
    raise RunMovedOn


def _bump(tx: Tx, before: RunRow) -> bool:
    """A voice changes no state: the version alone rises, which costs a fraction of writing it all."""
    changed = tx.run(
        "UPDATE run SET version = version + 1 WHERE id = :id AND version = :version",
        id=before.id,
        version=before.version,
    )
    return changed == 1


def _write_state(tx: Tx, before: RunRow, after: Run, card_key: str | None, now: datetime) -> bool:
    changed = tx.run(
        "UPDATE run SET status = :status, state = :state, card_key = :card_key, version = version + 1,"
        " updated_at = :now WHERE id = :id AND version = :version",
        status=after.status,
        state=state_of(after),
        card_key=card_key,
        now=stamp(now),
        id=before.id,
        version=before.version,
    )
    return changed == 1


def _save_answers(tx: Tx, run_id: int, changes: Mapping[AnswerKey, str | None]) -> None:
    for (place, participant), value in changes.items():
        if value is None:
            tx.run(
                "DELETE FROM answer WHERE run_id = :run AND place = :place AND participant = :who",
                run=run_id,
                place=place,
                who=participant,
            )
        else:
            tx.run(
                "INSERT INTO answer (run_id, place, participant, value) VALUES (:run, :place, :who, :value)"
                " ON CONFLICT (run_id, place, participant) DO UPDATE SET value = excluded.value",
                run=run_id,
                place=place,
                who=participant,
                value=value,
            )
