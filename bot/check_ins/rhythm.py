"""Setting up when check-ins come back: `/checkin`, the chips and buttons of its card."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from bot.check_ins.agenda import hold
from bot.check_ins.board import HOURS, Board, next_round, proposed
from bot.check_ins.names import ROUND
from bot.check_ins.rounds import begin_round, close_round, pause
from bot.desk import Decision, Scene, Toast, refusal
from bot.events import Wrote
from bot.outgoing import Drawn
from bot.store.check_in_rows import CheckIn, check_in_of, forget, keep, members, open_round, take_no_part, take_part
from bot.store.schedule_rows import Plan, drop, plan, planned
from bot.stored import rhythm_as
from core.thresholds.neighbourhood import WEEKS_OFFERED


def show(scene: Scene, _: Wrote | None = None) -> Decision:
    """`/checkin`: the card of the check-in; the first time a proposal, which whoever asked for it may change."""
    if scene.group.kind != "group":
        return scene.refuse("check_ins.in_group")
    it = check_in_of(scene.tx, scene.group.id)
    if it is None:
        led_by = "" if scene.who.mask is not None else scene.participant
        it = keep(scene.tx, proposed(scene.group, scene.where.thread, led_by))
    scene.say(_drawn(scene, it))
    return Decision()


def _drawn(scene: Scene, it: CheckIn, *, choosing: bool = False) -> Drawn:
    due = planned(scene.tx, scene.group.id, ROUND)
    coming = due.plan.due if due is not None else next_round(it, scene.group, scene.now)
    joined = len(members(scene.tx, scene.group.id))
    is_open = open_round(scene.tx, scene.desk.runs, scene.group.id) is not None
    there = Board(words=scene.words(), group=scene.group, it=it, joined=joined, coming=coming, is_open=is_open)
    return there.drawn(choosing=choosing)


def pressed(scene: Scene, what: str) -> Decision:
    """Act on a button of the card."""
    it = check_in_of(scene.tx, scene.group.id)
    if it is None:
        return refusal(scene.words().plain("check_ins.stale"))
    if what in _FOR_ALL:
        return _FOR_ALL[what](scene, it)
    name, _, value = what.partition("=")
    act = _FOR_LEADERS.get(name)
    if act is None:
        return refusal(scene.words().plain("commands.foreign_button"))
    if scene.participant != it.led_by and not scene.is_admin():
        return refusal(scene.words().plain("check_ins.not_yours"))
    return act(scene, it, value)


def _toast(scene: Scene, key: str) -> Decision:
    return Decision(toast=Toast(scene.words().plain(f"check_ins.toast.{key}")))


# --- who takes part ---


def _join(scene: Scene, it: CheckIn) -> Decision:
    if not take_part(scene.tx, scene.group.id, scene.participant):
        return _toast(scene, "already")
    scene.show_here(_drawn(scene, it))
    return _toast(scene, "joined")


def _out(scene: Scene, it: CheckIn) -> Decision:
    if not take_no_part(scene.tx, scene.group.id, scene.participant):
        return _toast(scene, "was_out")
    scene.show_here(_drawn(scene, it))
    return _toast(scene, "out")


_FOR_ALL: Mapping[str, Callable[[Scene, CheckIn], Decision]] = {"join": _join, "out": _out}


# --- when ---


def planned_anew(scene: Scene, it: CheckIn) -> CheckIn:
    """Plan the next round as the settings say now."""
    due = next_round(it, scene.group, scene.now)
    since = due.astimezone(ZoneInfo(scene.group.time_zone)).date()
    rhythm = rhythm_as(it.rhythm(since))
    plan(scene.tx, Plan(group=it.group, thread=it.thread, kind=ROUND, due=due, rhythm=rhythm), scene.now)
    return it


def changed(scene: Scene, it: CheckIn) -> CheckIn:
    """Keep other settings; what is planned follows."""
    it = keep(scene.tx, it)
    return planned_anew(scene, it) if it.status == "on" else it


def _weeks(scene: Scene, it: CheckIn, value: str) -> Decision:
    return _chosen(scene, replace(it, weeks=int(value))) if int(value) in WEEKS_OFFERED else _wrong(scene)


def _weekday(scene: Scene, it: CheckIn, value: str) -> Decision:
    return _chosen(scene, replace(it, weekday=int(value))) if int(value) in range(7) else _wrong(scene)


def _hour(scene: Scene, it: CheckIn, value: str) -> Decision:
    at = time(int(value))
    return _chosen(scene, replace(it, at=at)) if at in HOURS else _wrong(scene)


def _wrong(scene: Scene) -> Decision:
    return refusal(scene.words().plain("commands.foreign_button"))


def _chosen(scene: Scene, it: CheckIn) -> Decision:
    scene.show_here(_drawn(scene, changed(scene, it), choosing=True))
    return Decision()


def _choose(scene: Scene, it: CheckIn, _: str) -> Decision:
    scene.show_here(_drawn(scene, it, choosing=True))
    return Decision()


def _done(scene: Scene, it: CheckIn, _: str) -> Decision:
    scene.show_here(_drawn(scene, it))
    return Decision()


# --- on and off ---


def _start(scene: Scene, it: CheckIn, _: str) -> Decision:
    """Begin the rhythm; whoever begins it takes part, unless they are nobody to us."""
    if scene.who.mask is None and scene.group.role != "core_group":
        take_part(scene.tx, scene.group.id, scene.participant)
    scene.show_here(_drawn(scene, changed(scene, replace(it, status="on", silent=0))))
    return _toast(scene, "on")


def _pause(scene: Scene, it: CheckIn, _: str) -> Decision:
    pause(scene, it)
    scene.show_here(_drawn(scene, replace(it, status="paused")))
    return _toast(scene, "paused")


def _end(scene: Scene, it: CheckIn, _: str) -> Decision:
    drop(scene.tx, it.group, ROUND)
    forget(scene.tx, it.group)
    scene.show_here(Drawn(scene.words().html("check_ins.ended")))
    return Decision()


def _now(scene: Scene, it: CheckIn, _: str) -> Decision:
    """Begin a round at once, or end the one that goes on with what is there; a core group has an agenda instead."""
    if scene.group.role == "core_group":
        return hold(scene)
    row = open_round(scene.tx, scene.desk.runs, scene.group.id)
    scene = scene.in_topic(it.thread)
    if row is None:
        decision = begin_round(scene, it) or _toast(scene, "nobody")
    else:
        decision = Decision(kept=close_round(scene, row), toast=Toast(scene.words().plain("check_ins.toast.closed")))
    scene.show_here(_drawn(scene, check_in_of(scene.tx, it.group) or it))
    return decision


_FOR_LEADERS: Mapping[str, Callable[[Scene, CheckIn, str], Decision]] = {
    "weeks": _weeks,
    "weekday": _weekday,
    "hour": _hour,
    "choose": _choose,
    "done": _done,
    "start": _start,
    "resume": _start,
    "pause": _pause,
    "end": _end,
    "now": _now,
}
