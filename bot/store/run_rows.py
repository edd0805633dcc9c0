"""Units of work on runs: found, loaded, saved with what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.store import Row, Store, Tx
from bot.store.outbox_rows import stamp
from bot.stored import AnswerKey, answer_changes, run_from, same_state, state_of
from flows.model import FlowName
from flows.run import Run


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
    """

    id: int
    group: int
    thread: int
    version: int
    card_key: str | None
    run: Run


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


_HEAD = "SELECT id, group_id, thread_id, version, card_key FROM run"
_ACTIVE = f"{_HEAD} WHERE group_id = :group AND thread_id = :thread AND status IN ('gathering', 'open', 'paused')"
_LATEST = f"{_HEAD} WHERE group_id = :group AND thread_id = :thread ORDER BY id DESC LIMIT 1"
_FINISHED = f"{_HEAD} WHERE group_id = :group AND flow = :flow AND status = 'done' ORDER BY id DESC LIMIT 1"
_ONE = f"{_HEAD} WHERE id = :id"
_WHOLE = (
    "SELECT r.id, r.group_id, r.thread_id, r.version, r.card_key, r.state, a.place, a.participant, a.value"
    " FROM run r LEFT JOIN answer a ON a.run_id = r.id WHERE r.id = :id ORDER BY a.rowid"
)


def active_run(tx: Tx, runs: Runs, group: int, thread: int) -> RunRow | None:
    """Return the run that goes on in a chat (in a topic of it), None when there is none."""
    return _found(tx, runs, tx.one(_ACTIVE, group=group, thread=thread))


def active_runs(tx: Tx, runs: Runs, group: int) -> list[RunRow]:
    """Return the runs that go on in all topics of a chat."""
    heads = tx.all(f"{_HEAD} WHERE group_id = :group AND status IN ('gathering', 'open', 'paused')", group=group)
    return [row for row in (_found(tx, runs, head) for head in heads) if row is not None]


def latest_run(tx: Tx, runs: Runs, group: int, thread: int) -> RunRow | None:
    """Return the run that goes on, or else the last that ended."""
    return active_run(tx, runs, group, thread) or _found(tx, runs, tx.one(_LATEST, group=group, thread=thread))


def last_finished(tx: Tx, runs: Runs, group: int, flow: FlowName) -> RunRow | None:
    """Return the last run of a flow that a chat, in whichever topic, brought to its end."""
    return _found(tx, runs, tx.one(_FINISHED, group=group, flow=flow))


def run_by_id(tx: Tx, runs: Runs, run_id: int) -> RunRow | None:
    """Return a run by its number."""
    return _found(tx, runs, tx.one(_ONE, id=run_id))


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


_PAST = "SELECT id, updated_at FROM run WHERE group_id = :group ORDER BY id DESC LIMIT :most"


async def read_past(store: Store, runs: Runs, group: int, most: int) -> list[PastRun]:
    """Return the latest runs in all topics of a chat, the newest first, beside the writer."""
    heads = await store.read(_PAST, group=group, most=most)
    found = [(await read_run(store, runs, head["id"]), head["updated_at"]) for head in heads]
    return [PastRun(row, datetime.fromisoformat(moved_at)) for row, moved_at in found if row is not None]


_ANSWERS = "SELECT place, participant, value FROM answer WHERE run_id = :id ORDER BY rowid"


def _found(tx: Tx, runs: Runs, head: Row | None) -> RunRow | None:
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
    )


def begin(tx: Tx, group: int, thread: int, run: Run, now: datetime) -> RunRow:
    """Write down a new run."""
    row = tx.one(
        "INSERT INTO run (group_id, thread_id, flow, flow_version, status, state, created_at, updated_at)"
        " VALUES (:group, :thread, :flow, :flow_version, :status, :state, :now, :now) RETURNING id",
        group=group,
        thread=thread,
        flow=run.flow,
        flow_version=run.flow_version,
        status=run.status,
        state=state_of(run),
        now=stamp(now),
    )
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    return RunRow(id=row["id"], group=group, thread=thread, version=1, card_key=None, run=run)


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
