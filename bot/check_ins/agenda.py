"""The check-in of a core group: its own opening question, and an agenda of what is open (method 4.8, R46).

Only what may cross over stands on it: what action groups asked and what was heard. Deviations and indicators are those
of the core group itself.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from bot.cards.fit import first_lines
from bot.check_ins.counting import ask_for_counts
from bot.check_ins.needs import tell
from bot.desk import Decision, Scene
from bot.outgoing import Drawn
from bot.store.need_rows import needs_of
from bot.store.run_rows import last_finished
from bot.store.signal_rows import signals_of
from flows.catalogue import flow_of
from flows.model import OPEN_POINTS, FlowName, Json

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


def _deviations(scene: Scene) -> Iterator[str]:
    """What the core group's own plan holds and is due: a deviation, or a step that is late."""
    row = last_finished(scene.tx, scene.desk.runs, scene.group.id, FlowName("six_steps"))
    view = flow_of(row.run).views.get(OPEN_POINTS) if row is not None else None
    points = view(row.run.facts(), "")["points"] if row is not None and view is not None else ()
    assert isinstance(points, list | tuple)  # noqa: S101 the view returns them so
    for point in points:
        if isinstance(point, Mapping) and _is_due(point, scene.today):
            yield scene.words().html("check_ins.agenda.point", what=point["what"], owner=point["owner"])


def _is_due(point: Mapping[str, Json], today: date) -> bool:
    day = point["day"]
    return point["kind"] in {"deviation", "step"} and (day is None or date.fromisoformat(str(day)) <= today)


SOURCES: Mapping[str, Callable[[Scene], Iterator[str]]] = {"signals": _signals, "deviations": _deviations}
"""What is put on the agenda beside needs, by the name of its title; each gives lines of HTML."""
