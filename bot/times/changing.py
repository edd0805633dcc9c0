"""What changes when a chat chooses other times: its settings, and every moment that hangs on them."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from bot.desk import Scene
from bot.store import Tx
from bot.store.chat_rows import Group, RestSettings, set_rest, set_zone
from bot.store.schedule_rows import Due, forget_rest, move, waiting_in
from bot.stored import rhythm_from
from core.timetable import moment


def live_in(scene: Scene, zone: str) -> Scene:
    """Let the chat live in another zone: what is planned keeps its day and its time on the wall."""
    group = scene.group
    for due in waiting_in(scene.tx, group.id):
        _move(scene.tx, due, ZoneInfo(group.time_zone), ZoneInfo(zone))
    set_zone(scene.tx, group.id, zone)
    return replace(scene, group=replace(group, time_zone=zone))


def _move(tx: Tx, due: Due, old: ZoneInfo, new: ZoneInfo) -> None:
    there = due.meant.astimezone(old)
    at = there.time() if due.plan.rhythm is None else rhythm_from(due.plan.rhythm).at
    move(tx, due.id, moment(there.date(), at, new))


def keep_quiet(scene: Scene, begin: int, end: int) -> Scene:
    """Choose the quiet hours, from and to a full hour."""
    return _rest(scene, replace(scene.group.rest, quiet_from=time(begin), quiet_to=time(end)))


def speak_on(scene: Scene, days: str, *, on: bool) -> Scene:
    """Choose whether `sundays` or `holidays` are days like others."""
    rest = scene.group.rest
    return _rest(scene, replace(rest, sundays=on) if days == "sundays" else replace(rest, holidays=on))


def _rest(scene: Scene, rest: RestSettings) -> Scene:
    """Rest is looked at when a moment has come: what it had put off is looked at again."""
    set_rest(scene.tx, scene.group.id, rest)
    forget_rest(scene.tx, scene.group.id)
    group: Group = replace(scene.group, rest=rest)
    return replace(scene, group=group)
