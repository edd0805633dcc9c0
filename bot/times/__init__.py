"""The room of time: when the bot keeps quiet in a chat, what is planned there, and a file for people's calendars."""

from collections.abc import Callable, Mapping

from bot.desk import Decision, Scene, Toast
from bot.events import Wrote
from bot.outgoing import Draft, Drawn
from bot.store.run_rows import own_run
from bot.store.schedule_rows import waiting_in
from bot.times.changing import keep_quiet, live_in, speak_on
from bot.times.menu import locale_of, no_such_zone, quiet_menu, time_menu, zone_menu
from bot.times.zones import zone_named

# --- commands ---


def _show(scene: Scene, _: Wrote) -> Decision:
    scene.say(_menu(scene), answer=True)
    return Decision()


def _menu(scene: Scene) -> Drawn:
    return time_menu(scene.words(), scene.group, waiting_in(scene.tx, scene.group.id), scene.now)


def _calendar(scene: Scene, _: Wrote) -> Decision:
    if not _promise_file(scene):
        scene.say(Drawn(scene.words().html("time.nothing_for_calendar")), answer=True)
    return Decision()


def _promise_file(scene: Scene) -> bool:
    """Promise a calendar file; False when nothing comes back here."""
    if all(due.plan.rhythm is None for due in waiting_in(scene.tx, scene.group.id)):
        return False
    scene.promise(Draft(key=scene.fresh_key("calendar"), group=0, kind="document", draw={"what": "calendar"}))
    return True


# --- buttons ---


def _pressed(scene: Scene, what: str) -> Decision:
    word, _, value = what.partition("=")
    if what in _FOR_ALL:
        return _FOR_ALL[what](scene)
    if not _may_change(scene):
        return _toast(scene, "time.not_yours")
    if what in _OFFERS:
        return _OFFERS[what](scene)
    if word in _CHANGES:
        return _changed(scene, _CHANGES[word], value)
    return _toast(scene, "commands.foreign_button")


def _changed(scene: Scene, change: Callable[[Scene, str], Scene], value: str) -> Decision:
    changed = change(scene, value)
    changed.show_here(_menu(changed))
    return Decision(toast=Toast(changed.words().plain("time.changed")))


def _toast(scene: Scene, key: str) -> Decision:
    return Decision(toast=Toast(scene.words().plain(key), loud=True))


def _may_change(scene: Scene) -> bool:
    """The facilitator of what goes on here may, and any admin."""
    row = own_run(scene.tx, scene.desk.runs, scene.group.id, scene.where.thread)
    return (row is not None and row.run.facilitator == scene.participant) or scene.is_admin()


def _offer_hours(scene: Scene) -> Decision:
    scene.show_here(quiet_menu(scene.words()))
    return Decision()


def _go_back(scene: Scene) -> Decision:
    scene.show_here(_menu(scene))
    return Decision()


def _ask_zone(scene: Scene) -> Decision:
    scene.ask(zone_menu(scene.words()), "zone")
    return Decision()


def _give_file(scene: Scene) -> Decision:
    return Decision() if _promise_file(scene) else _toast(scene, "time.nothing_for_calendar")


_FOR_ALL: Mapping[str, Callable[[Scene], Decision]] = {"back": _go_back, "file": _give_file}
"""What anyone may tap: it changes nothing."""

_OFFERS: Mapping[str, Callable[[Scene], Decision]] = {"quiet": _offer_hours, "zone": _ask_zone}


def _quiet(scene: Scene, value: str) -> Scene:
    begin, _, end = value.partition("-")
    return keep_quiet(scene, int(begin), int(end))


_CHANGES: Mapping[str, Callable[[Scene, str], Scene]] = {
    "quiet": _quiet,
    "sundays": lambda scene, value: speak_on(scene, "sundays", on=value == "1"),
    "holidays": lambda scene, value: speak_on(scene, "holidays", on=value == "1"),
    "zone": live_in,
}


# --- replies ---


def _typed_zone(scene: Scene, _: str, event: Wrote) -> Decision:
    words = scene.words()
    zone = zone_named(event.text, locale_of(words))
    if zone is None:
        scene.ask(no_such_zone(words, event.text), "zone")
    elif not _may_change(scene):
        scene.say(Drawn(words.html("time.not_yours")), answer=True)
    else:
        changed = live_in(scene, zone)
        changed.say(_menu(changed), answer=True)
    return Decision()


COMMANDS = {"tijd": _show, "time": _show, "agenda": _calendar, "calendar": _calendar}
FOR_ADMINS = frozenset(COMMANDS)
BUTTONS = {"time": _pressed}
REPLIES = {"zone": _typed_zone}
