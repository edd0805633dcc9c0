"""The room of follow-ups: asks a group once what came of each promise with a day, and remembers what it says."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.desk import Decision, Scene, Toast
from bot.events import Wrote
from bot.follow_up.asking import ask, later_menu, show_again, what_of
from bot.follow_up.promises import FOLLOW_UP, expect
from bot.outgoing import Drawn
from bot.store.follow_up_rows import FollowUp, Status, follow_up_in, move, settle
from flows.days import day_after, day_from
from flows.refusal import Refused


def _pressed(scene: Scene, what: str) -> Decision:
    word, _, rest = what.partition(".")
    number, _, value = rest.partition(".")
    found = follow_up_in(scene.tx, scene.group.id, int(number)) if number.isdecimal() else None
    if found is None or word not in _ANSWERS:
        return Decision(toast=Toast(scene.words().plain("commands.foreign_button"), loud=True))
    return _ANSWERS[word](scene, found, value)


def _became(status: Status) -> Callable[[Scene, FollowUp, str], Decision]:
    """Return what notes that a promise is done, dropped, or open after all."""

    def note(scene: Scene, found: FollowUp, _: str) -> Decision:
        settle(scene.tx, found.id, status)
        _changed(scene, found, found.day)
        return Decision(toast=Toast(scene.words().plain("follow_up.noted")))

    return note


def _changed(scene: Scene, found: FollowUp, *days: date) -> None:
    for day in days:
        expect(scene, found.thread, day)
    show_again(scene, found.asked_key)


def _later(scene: Scene, found: FollowUp, _: str) -> Decision:
    scene.ask(later_menu(scene.words(), found, what_of(scene, found)), "follow", str(found.id))
    return Decision()


def _in_days(scene: Scene, found: FollowUp, days: str) -> Decision:
    scene.show_here(_moved(scene, found, day_after(scene.today, int(days))))
    return Decision()


def _moved(scene: Scene, found: FollowUp, day: date) -> Drawn:
    """Let another day count, and say so."""
    move(scene.tx, found.id, day)
    _changed(scene, found, found.day, day)
    return Drawn(scene.words().html("follow_up.moved", what=what_of(scene, found), day=day))


def _typed_day(scene: Scene, about: str, event: Wrote) -> Decision:
    found = follow_up_in(scene.tx, scene.group.id, int(about))
    if found is None:
        scene.say(Drawn(scene.words().html("follow_up.gone")), answer=True)
    else:
        scene.say(_after_typing(scene, found, event.text), answer=True)
    return Decision()


def _after_typing(scene: Scene, found: FollowUp, text: str) -> Drawn:
    words = scene.words()
    try:
        day = day_from(text, scene.today)
    except Refused as refused:
        return Drawn(words.html("commands.reply", text=words.plain(f"engine.notice.{refused.key}")))
    if day == scene.today:  # the group was asked today
        return Drawn(words.html("follow_up.today"))
    return _moved(scene, found, day)


_ANSWERS: Mapping[str, Callable[[Scene, FollowUp, str], Decision]] = {
    "done": _became("done"),
    "drop": _became("dropped"),
    "undo": _became("open"),
    "later": _later,
    "in": _in_days,
}

BUTTONS = {"follow": _pressed}
REPLIES = {"follow": _typed_day}
DUE = {FOLLOW_UP: ask}
