"""What a run promised with a day, and the moments at which a group is asked what came of it (Q6.5, Q6.6, R38)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.desk import Scene
from bot.store import schedule_rows as schedule
from bot.store.follow_up_rows import FollowUp, Kind, call, follow_ups_of, forget, promise, waiting_until
from bot.store.run_rows import RunRow
from core.thresholds.neighbourhood import FOLLOW_UP_AT
from core.timetable import moment
from flows.catalogue import flow_of
from flows.run import Run, Status
from flows.values import Place
from flows.views import OPEN_POINTS, Json

FOLLOW_UP = "follow_up"
"""The kind of plan."""


_KINDS: Mapping[str, Kind] = {"step": "step", "measure": "measure", "deviation": "deviation"}


@dataclass(frozen=True)
class Point:
    """What was promised: what kind of promise, in the group's own words, who takes care of it, by when."""

    kind: Kind
    what: str
    owner: str
    day: date


def points_of(run: Run) -> Mapping[Place, Point]:
    """Return the promises of a run that have a day."""
    view = flow_of(run).views.get(OPEN_POINTS)
    points = view(run.facts(), "")["points"] if view is not None else ()
    assert isinstance(points, tuple | list)  # noqa: S101 the view returns them so
    dated = [it for it in points if isinstance(it, Mapping) and it.get("place") and it["day"]]
    return {str(it["place"]): _point(it) for it in dated}


def _point(said: Mapping[str, Json]) -> Point:
    return Point(_KINDS[str(said["kind"])], str(said["what"]), str(said["owner"]), date.fromisoformat(str(said["day"])))


def keep_up(scene: Scene, row: RunRow) -> None:
    """After a run came to its end, also once more, or was stopped: follow up what it promises now."""
    if row.run.status not in {Status.DONE, Status.STOPPED}:
        return
    points = points_of(row.run) if row.run.status is Status.DONE else {}
    known = follow_ups_of(scene.tx, row.id)
    for place, point in points.items():
        _follow(scene, row, place, point, known.get(place))
    for place in known.keys() - points.keys():
        forget(scene.tx, known[place].id)
    for day in sorted({point.day for point in points.values()} | {it.day for it in known.values()}):
        expect(scene, row.thread, day)


def _follow(scene: Scene, row: RunRow, place: Place, point: Point, known: FollowUp | None) -> None:
    if known is None or known.said != point.day:
        promise(scene.tx, row.id, place, point.kind, point.day)
    elif known.kind != point.kind:
        call(scene.tx, known.id, point.kind)


def expect(scene: Scene, thread: int, day: date) -> None:
    """Plan that a topic is asked about a day, as long as there is something to ask; one plan for all of that day."""
    about = f"{day}/{thread}"
    if all(it.day != day for it in waiting_until(scene.tx, scene.group.id, thread, day)):
        schedule.drop(scene.tx, scene.group.id, FOLLOW_UP, about)
        return
    zone = ZoneInfo(scene.group.time_zone)
    due = moment(max(day, scene.today), FOLLOW_UP_AT, zone)
    if due <= scene.now:  # of what was said this very day nobody knows more yet
        due = moment(scene.today + timedelta(days=1), FOLLOW_UP_AT, zone)
    plan = schedule.Plan(group=scene.group.id, kind=FOLLOW_UP, about=about, due=due, thread=thread)
    schedule.plan(scene.tx, plan, scene.now)
