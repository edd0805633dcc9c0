"""Units of work on votes: on cards of ours, in polls of Telegram, and on paper. The latest full choice counts."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import Tx
from bot.store.outbox_rows import stamp
from bot.store.poll_places import Place, become, place_of_key
from core.platform_polls import Ballot, Tally

_STRAY = timedelta(days=90)  # longer than a poll is open: votes of polls that are none of ours any more


@dataclass(frozen=True)
class NativePoll:
    """What Telegram says of a poll of its own.

    Attributes:
        id: How Telegram calls it.
        options: (persistent id, words, votes) each.
        voters: How many voted.
    """

    id: str
    options: tuple[tuple[str, str, int], ...]
    voters: int


# --- on cards ---


def ballot_of(tx: Tx, poll: int, voter: int) -> Ballot | None:
    """Return someone's choice on a card; None when they never chose."""
    row = tx.one("SELECT chosen FROM vote WHERE poll_id = :poll AND voter = :voter", poll=poll, voter=voter)
    found: Ballot | None = None if row is None else json.loads(row["chosen"])
    return found


def vote(tx: Tx, place: Place, voter: int, chosen: Ballot) -> None:
    """Keep someone's full choice in the place of what they chose before, wherever that was."""
    tx.run(
        "INSERT INTO vote (poll_id, voter, group_id, chosen) VALUES (:poll, :voter, :group, :chosen)"
        " ON CONFLICT (poll_id, voter) DO UPDATE SET group_id = excluded.group_id, chosen = excluded.chosen,"
        " words = CASE excluded.chosen WHEN '{}' THEN '' ELSE words END",
        poll=place.poll,
        voter=voter,
        group=place.group,
        chosen=json.dumps(chosen),
    )


def add_words(tx: Tx, place: Place, voter: int, words: str) -> None:
    """Keep someone's own words in the place of their earlier ones."""
    if ballot_of(tx, place.poll, voter) is None:
        vote(tx, place, voter, {})
    tx.run(
        "UPDATE vote SET words = :words WHERE poll_id = :poll AND voter = :voter",
        words=words,
        poll=place.poll,
        voter=voter,
    )


# --- in polls of Telegram ---


def learn(tx: Tx, key: str, poll: NativePoll, now: datetime) -> None:
    """Note which poll of Telegram the message with this key became, and what it counts."""
    place = place_of_key(tx, key)
    if place is not None:
        become(tx, place, native=True, tg_poll_id=poll.id)
    note(tx, poll, now)


def note(tx: Tx, poll: NativePoll, now: datetime) -> None:
    """Keep what Telegram counts by now."""
    tx.run(
        "INSERT INTO native_poll (tg_poll_id, options, voters, heard_at) VALUES (:id, :options, :voters, :now)"
        " ON CONFLICT (tg_poll_id) DO UPDATE SET options = excluded.options, voters = excluded.voters,"
        " heard_at = excluded.heard_at",
        id=poll.id,
        options=json.dumps(poll.options),
        voters=poll.voters,
        now=stamp(now),
    )


@dataclass(frozen=True)
class Answer:
    """Someone's full choice in a poll of Telegram; no option: they took it back."""

    poll: str
    voter: int
    chosen: tuple[str, ...]
    member: bool


def answer(tx: Tx, given: Answer, now: datetime) -> None:
    """Keep a choice in the place of the one before."""
    tx.run(
        "INSERT INTO native_vote (tg_poll_id, voter, chosen, member, heard_at)"
        " VALUES (:poll, :voter, :chosen, :member, :now) ON CONFLICT (tg_poll_id, voter) DO UPDATE SET"
        " chosen = excluded.chosen, member = excluded.member, heard_at = excluded.heard_at",
        poll=given.poll,
        voter=given.voter,
        chosen=json.dumps(given.chosen),
        member=int(given.member),
        now=stamp(now),
    )


def forget_strays(tx: Tx, now: datetime) -> int:
    """Forget what was heard of polls that are none of ours any more; return how much."""
    old = stamp(now - _STRAY)
    return tx.run("DELETE FROM native_vote WHERE heard_at < :old", old=old) + tx.run(
        "DELETE FROM native_poll WHERE heard_at < :old", old=old
    )


# --- on paper ---


def add_paper(tx: Tx, poll: int, tally: Tally) -> int:
    """Add what was counted on paper; return its number."""
    counts = [[option, level, n] for (option, level), n in tally.counts.items()]
    row = tx.one(
        "INSERT INTO paper_vote (poll_id, counts, people) VALUES (:poll, :counts, :people) RETURNING id",
        poll=poll,
        counts=json.dumps(counts),
        people=tally.voters,
    )
    assert row is not None  # noqa: S101 an INSERT that returns nothing has raised
    return int(row["id"])


def take_paper(tx: Tx, poll: int, number: int) -> bool:
    """Take away what was read wrong, while the poll is open; False when it is not there to take."""
    gone = tx.run(
        "DELETE FROM paper_vote WHERE id = :id AND poll_id = :poll"
        " AND EXISTS (SELECT 1 FROM poll WHERE id = :poll AND status = 'open')",
        id=number,
        poll=poll,
    )
    return gone == 1
