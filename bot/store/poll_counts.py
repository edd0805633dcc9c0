"""Counting a poll: what stands on cards, in polls of Telegram and on paper becomes counts by chat."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.store import Tx
from bot.store.poll_places import Place, places_of
from bot.store.poll_rows import Poll
from bot.store.vote_rows import NativePoll
from core.platform_polls import CHOSEN, PAPER, Ballot, Tally, merged, tally_of

_Cast = tuple[str, int, Ballot]
"""Chat, voter, choice."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Everything that was answered.

    Attributes:
        tallies: By chat (our id) and of paper.
        options: (id, words), those that members added included.
        words: (option, words) of people, without who.
        outside: Votes in polls of Telegram that do not count: from outside the chat, or never told to us.
    """

    tallies: Mapping[str, Tally]
    options: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    outside: int

    @property
    def voters(self) -> int:
        """How many people answered, on paper included."""
        return sum(tally.voters for tally in self.tallies.values())


def answered(tx: Tx, poll: Poll) -> int:
    """Return how many answered on the cards of a poll."""
    row = tx.one("SELECT COUNT(*) AS n FROM vote WHERE poll_id = :id AND chosen <> '{}'", id=poll.id)
    assert row is not None  # noqa: S101 COUNT returns a row
    return int(row["n"])


def count(tx: Tx, poll: Poll) -> Counted:
    """Count everything that was answered; who voted in two chats counts once, where the names are known to us."""
    natives = [(place, seen) for place in places_of(tx, poll.id) if (seen := _native(tx, place)) is not None]
    options = _options(poll, (seen for _, seen in natives))
    shows = poll.form.named
    named = [it for place, seen in natives if shows for it in _named(tx, place, seen, _ids(poll, seen))]
    unnamed = [(str(place.group), _unnamed(seen, _ids(poll, seen))) for place, seen in natives if not shows]
    told = sum(seen.voters for _, seen in natives if shows)
    return Counted(
        tallies=_by_source([*_tallies([*_on_cards(tx, poll), *named]), *unnamed, *_paper(tx, poll)]),
        options=options,
        words=_words(tx, poll),
        outside=max(0, told - len(named)),
    )


def _options(poll: Poll, seen: Iterable[NativePoll]) -> tuple[tuple[str, str], ...]:
    """Return our options, and after them what members added in Telegram."""
    ours = len(poll.form.options)
    added = dict.fromkeys(words for one in seen for _, words, _ in one.options[ours:])
    return (*poll.form.options, *((_added(words), words) for words in added))


def _added(words: str) -> str:
    """Return the id of an option that members added; the same words in two chats are one."""
    return f"+{words}"


def _ids(poll: Poll, seen: NativePoll) -> dict[str, str]:
    """Return our id of each option; ours come first, in every chat in its own language."""
    ours = [option for option, _ in poll.form.options]
    added = [_added(words) for _, words, _ in seen.options[len(ours) :]]
    return {persistent: option for (persistent, _, _), option in zip(seen.options, [*ours, *added], strict=True)}


def _by_source(tallies: Iterable[tuple[str, Tally]]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for source, tally in tallies:
        found[source] = merged([found.get(source, Tally()), tally])
    return found


def _tallies(cast: list[_Cast]) -> list[tuple[str, Tally]]:
    latest = {voter: (chat, ballot) for chat, voter, ballot in cast}
    chats = sorted({chat for chat, _ in latest.values()})
    return [(chat, tally_of(ballot for where, ballot in latest.values() if where == chat)) for chat in chats]


def _on_cards(tx: Tx, poll: Poll) -> list[_Cast]:
    rows = tx.all("SELECT group_id, voter, chosen FROM vote WHERE poll_id = :id AND chosen <> '{}'", id=poll.id)
    return [(str(row["group_id"]), row["voter"], json.loads(row["chosen"])) for row in rows]


def _native(tx: Tx, place: Place) -> NativePoll | None:
    row = tx.one("SELECT * FROM native_poll WHERE tg_poll_id = :id", id=place.tg_poll_id)
    if row is None:
        return None
    return NativePoll(row["tg_poll_id"], tuple(map(tuple, json.loads(row["options"]))), row["voters"])


def _named(tx: Tx, place: Place, seen: NativePoll, ids: Mapping[str, str]) -> list[_Cast]:
    rows = tx.all(
        "SELECT voter, chosen FROM native_vote WHERE tg_poll_id = :id AND member = 1 AND chosen <> '[]'"
        " ORDER BY heard_at",
        id=seen.id,
    )
    return [
        (str(place.group), row["voter"], {ids[it]: CHOSEN for it in json.loads(row["chosen"]) if it in ids})
        for row in rows
    ]


def _unnamed(seen: NativePoll, ids: Mapping[str, str]) -> Tally:
    return Tally({(ids[it], CHOSEN): n for it, _, n in seen.options if n}, seen.voters)


def _paper(tx: Tx, poll: Poll) -> list[tuple[str, Tally]]:
    rows = tx.all("SELECT * FROM paper_vote WHERE poll_id = :id", id=poll.id)
    return [(PAPER, Tally({(o, lv): n for o, lv, n in json.loads(row["counts"])}, row["people"])) for row in rows]


def _words(tx: Tx, poll: Poll) -> tuple[tuple[str, str], ...]:
    rows = tx.all("SELECT chosen, words FROM vote WHERE poll_id = :id AND words <> '' ORDER BY words", id=poll.id)
    return tuple((next(iter(json.loads(row["chosen"])), ""), row["words"]) for row in rows)
