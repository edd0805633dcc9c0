"""Units of work on indicators: what a chat counts or tells for a while, for whom, and until when (R47)."""

from dataclasses import dataclass
from datetime import date

from bot.store import Row, Tx


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """Something that a chat counts or tells for a while.

    Attributes:
        id: Our number of it; 0 before it is written down.
        name: What it says.
        kind: `process` or `result`.
        counted_by: Who counts, as typed.
        how: `tally`, `photo` or `story`.
        used_by: Who needs it as proof, '' when nobody does.
        every: Once in so many rounds.
        stops_on: The day on which it ends, None when none was named.
        rounds: Rounds since it was set up.
        latest: What was counted or told last, '' before the first time.
    """

    id: int = 0
    group: int
    name: str
    kind: str
    counted_by: str
    how: str
    used_by: str
    every: int
    stops_on: date | None
    rounds: int = 0
    latest: str = ""


def set_up(tx: Tx, new: IndicatorRow) -> None:
    """Write down an indicator."""
    tx.run(
        "INSERT INTO indicator (group_id, name, kind, counted_by, how, used_by, every, stops_on)"
        " VALUES (:group, :name, :kind, :counted_by, :how, :used_by, :every, :stops_on)",
        group=new.group,
        name=new.name,
        kind=new.kind,
        counted_by=new.counted_by,
        how=new.how,
        used_by=new.used_by,
        every=new.every,
        stops_on=None if new.stops_on is None else new.stops_on.isoformat(),
    )


def indicators_of(tx: Tx, group: int) -> list[IndicatorRow]:
    """Return what a chat counts, the oldest first."""
    return [
        _indicator(row)
        for row in tx.all("SELECT * FROM indicator WHERE group_id = :group AND status = 'on' ORDER BY id", group=group)
    ]


def _indicator(row: Row) -> IndicatorRow:
    return IndicatorRow(
        id=row["id"],
        group=row["group_id"],
        name=row["name"],
        kind=row["kind"],
        counted_by=row["counted_by"],
        how=row["how"],
        used_by=row["used_by"],
        every=row["every"],
        stops_on=None if row["stops_on"] is None else date.fromisoformat(row["stops_on"]),
        rounds=row["rounds"],
        latest=row["latest"],
    )


def pass_a_round(tx: Tx, group: int) -> None:
    """Note that a round went by."""
    tx.run("UPDATE indicator SET rounds = rounds + 1 WHERE group_id = :group AND status = 'on'", group=group)


def note_count(tx: Tx, number: int, text: str) -> None:
    """Keep what was counted or told last."""
    tx.run("UPDATE indicator SET latest = :text WHERE id = :id", text=text, id=number)


def stop(tx: Tx, group: int, number: int) -> bool:
    """Let an indicator end; False when it is not one of this chat, or ended before."""
    changed = tx.run(
        "UPDATE indicator SET status = 'over' WHERE id = :id AND group_id = :group AND status = 'on'",
        id=number,
        group=group,
    )
    return changed == 1
