"""The check-in of a core group: its own opening question, and an agenda of what is open (method 4.8, R46).

Only what may cross over stands on it: what action groups asked, what was heard, polls to tell back. Promises and
indicators are those of the core group itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.cards.fit import first_lines
from bot.check_ins.counting import ask_for_counts
from bot.check_ins.needs import tell
from bot.desk import Decision, Scene
from bot.outgoing import Drawn
from bot.polls.telling import tell_backs_due
from bot.store.follow_up_rows import FollowUp, follow_ups_of
from bot.store.need_rows import needs_of
from bot.store.run_rows import RunRow, last_finished
from bot.store.signal_rows import signals_of
from flows.catalogue import flow_of
from flows.model import FlowName
from flows.views import OPEN_POINTS

PROMISING = (FlowName("six_steps"), FlowName("ecosystem"))
"""Flows in which people promise something with a day."""

ROOM = 900
"""Characters for what one source puts on the agenda."""


def hold(scene: Scene) -> Decision:
    """Open the check-in of a core group."""
    words = scene.words()
    needs = [need for need in needs_of(scene.tx, scene.group.id) if need.group != scene.group.id]
    blocks = [_block(scene, name, list(source(scene))) for name, source in SOURCES.items()]
    is_empty = not needs and not any(blocks)
    head = "\n\n".join(filter(None, (words.html("check_ins.agenda.title", empty=is_empty), *blocks)))
    tell(scene, head, needs) if needs else scene.say(Drawn(head))
    ask_for_counts(scene)
    return Decision()


def _block(scene: Scene, name: str, lines: list[str]) -> str:
    if not lines:
        return ""
    words = scene.words()
    shown = first_lines(lines, lambda n: words.html("cards.list.more", n=n), ROOM)
    return "\n".join((words.html(f"check_ins.agenda.{name}"), shown))


def _signals(scene: Scene) -> Iterator[str]:
    for it in signals_of(scene.tx, scene.group.id):
        yield scene.words().html("check_ins.digest.heard", text=it.text, title=it.heard_in)


def _tell_backs(scene: Scene) -> Iterator[str]:
    """What people were asked, and should hear by now what was done with (R49)."""
    if scene.group.initiative is not None:
        for it in tell_backs_due(scene.tx, scene.group.initiative, scene.now):
            yield scene.words().html("polls.overview.owed", question=it.form.question)


def _promises(scene: Scene) -> Iterator[str]:
    """What the core group promised in plans of its own, is due, and came to nothing yet (R38)."""
    for flow in PROMISING:
        row = last_finished(scene.tx, scene.desk.runs, scene.group.id, flow)
        for point in _points(row) if row is not None else ():
            if _is_due(follow_ups_of(scene.tx, point.run).get(point.place), scene.today):
                yield scene.words().html("check_ins.agenda.point", what=point.what, owner=point.owner)


@dataclass(frozen=True)
class _Point:
    """Something promised: the run and the place it stands in, what, and who pulls it."""

    run: int
    place: str
    what: str
    owner: str


def _points(row: RunRow) -> Iterator[_Point]:
    points = flow_of(row.run).views[OPEN_POINTS](row.run.facts(), "")["points"]
    assert isinstance(points, list | tuple)  # noqa: S101 the view returns them so
    for it in points:
        assert isinstance(it, Mapping)  # noqa: S101 the view returns them so
        yield _Point(row.id, str(it.get("place")), str(it["what"]), str(it["owner"]))


def _is_due(promise: FollowUp | None, today: date) -> bool:
    return promise is not None and promise.status == "open" and promise.day <= today


SOURCES: Mapping[str, Callable[[Scene], Iterator[str]]] = {
    "signals": _signals,
    "tell_backs": _tell_backs,
    "promises": _promises,
}
"""What is put on the agenda beside needs, by the name of its title; each gives lines of HTML."""
