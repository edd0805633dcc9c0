"""The overview: what a group did, what came out in one line, and what is still open (`/overzicht`).

Only what the group closed together stands in it; a hidden voice never does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.cards import Asked, Words
from bot.cards.fit import LINE, first_lines, first_message
from bot.outgoing import Drawn
from bot.store.follow_up_rows import FollowUp
from bot.store.run_rows import PastRun, RunRow
from bot.texts import clip
from flows.catalogue import flow_of
from flows.run import Run, Status
from flows.values import Place
from flows.views import OPEN_POINTS, SUMMARY, Json

MOST_RUNS = 10
"""Runs that are looked at: more than a group begins in a year."""

ROOM = 1800
"""Characters for what is still open; what was done takes about as many."""

_LIVING = {Status.GATHERING: "gathering", Status.OPEN: "open", Status.PAUSED: "paused"}


Followed = Mapping[tuple[int, Place], FollowUp]
"""What is followed up, by run and place."""


@dataclass(frozen=True)
class Beside:
    """What stands in an overview beside runs.

    Attributes:
        rooms: What rooms add, as HTML; '' when there is nothing to say.
        followed: What became of promises since.
    """

    rooms: Sequence[str] = ()
    followed: Followed = field(default_factory=dict[tuple[int, Place], FollowUp])


def overview(
    words: Words, past: Sequence[PastRun], now: datetime, thread: int = 0, beside: Beside | None = None
) -> Drawn:
    """Draw what a group did, what it is doing and what is still open.

    Args:
        words: How the bot speaks there.
        past: Its runs, the newest first.
        now: The moment, in the time zone it lives in.
        thread: The topic in which it is asked for.
        beside: What stands there beside runs.
    """
    beside = beside or Beside()
    still = [line for it in past for line in _still_open(words, it.row, beside.followed, now.date())]
    blocks = (
        _block(
            words,
            "title",
            [
                _over(words, it.row.run, it.moved_at.astimezone(now.tzinfo).date())
                for it in past
                if it.row.run.status not in _LIVING
            ],
        ),
        _block(words, "now", [_going_on(words, it.row, thread) for it in past if it.row.run.status in _LIVING]),
        _block(words, "still", still),
        *beside.rooms,
    )
    found = "\n\n".join(filter(None, blocks))
    return Drawn(first_message(found or words.html("commands.overview.nothing")))


def _block(words: Words, title: str, lines: Sequence[str]) -> str:
    """Return lines under their title, as many as there is room for; '' without any."""
    if not lines:
        return ""
    shown = first_lines(lines, lambda n: words.html("cards.list.more", n=n), ROOM)
    return "\n".join((words.html(f"commands.overview.{title}"), shown))


def _over(words: Words, run: Run, day: date) -> str:
    key = "done" if run.status is Status.DONE else "stopped"
    outcome = clip(_outcome(words, run), LINE) if run.status is Status.DONE else ""
    return words.html(f"commands.overview.{key}", name=_name(words, run), day=day, outcome=outcome)


def _name(words: Words, run: Run) -> str:
    return words.plain(f"{run.flow}.flow.name")


def _outcome(words: Words, run: Run) -> str:
    """Say in one line what came out."""
    view = flow_of(run).views.get(SUMMARY)
    if view is None:
        return words.plain("commands.overview.finished")
    return words.plain(f"{run.flow}.flow.summary", **view(run.facts(), ""))


def _going_on(words: Words, row: RunRow, thread: int) -> str:
    run = row.run
    if row.thread != thread:  # commands reach the run of the topic they are typed in
        return words.html("commands.overview.elsewhere", name=_name(words, run))
    question = Asked.at(words, flow_of(run), run, run.current).title if run.current else ""
    return words.html(f"commands.overview.{_LIVING[run.status]}", name=_name(words, run), question=question)


def _still_open(words: Words, row: RunRow, followed: Followed, today: date) -> Iterator[str]:
    """Name what has no date, is late, got another date, or is not taken up."""
    for point in _kept(row.run) if row.run.status in _LIVING else _promised(row.run):
        known = followed.get((row.id, str(point.get("place"))))
        if known is not None and known.status != "open":
            continue
        day = point["day"] if known is None else known.day.isoformat()
        values = {"what": point["what"], "owner": point["owner"], "day": day}
        if point["kind"] in {"deviation", "remark"} or _is_late(day, today):
            yield words.html(f"commands.overview.{point['kind']}", **values)
        elif known is not None and known.day != known.said:
            yield words.html("commands.overview.moved", **values)


def _is_late(day: Json, today: date) -> bool:
    """Say whether a promise has no date, or one that has passed."""
    return day is None or date.fromisoformat(str(day)) < today


def _kept(run: Run) -> list[Mapping[str, Json]]:
    """Return the remarks that wait for a later step of a run that goes on."""
    return [{"kind": "remark", "what": remark, "owner": "", "day": None} for remark in run.parked]


def _promised(run: Run) -> list[Mapping[str, Json]]:
    view = flow_of(run).views.get(OPEN_POINTS) if run.status is Status.DONE else None
    points = view(run.facts(), "")["points"] if view is not None else ()
    assert isinstance(points, tuple | list)  # noqa: S101 the view returns them so
    return [point for point in points if isinstance(point, Mapping)]
