"""What a group is asked when the day of a promise has come, and how the message shows what became of it."""

from collections.abc import Iterator, Sequence

from bot.cards import Words
from bot.cards.fit import first_message
from bot.desk import Decision, Scene, ready
from bot.follow_up.promises import Point, points_of
from bot.keyboards import Rows, in_rows
from bot.outgoing import Button, Draft, Drawn
from bot.store.follow_up_rows import FollowUp, asked, asked_in, waiting_until
from bot.store.run_rows import run_by_id
from bot.store.schedule_rows import Due
from core.thresholds.neighbourhood import FOLLOW_UP_LATER

MOST_LINES = 10
"""Promises in one message; what is due beyond that comes in a next one."""

Line = tuple[FollowUp, Point]


def ask(scene: Scene, _: Due) -> Decision:
    """Ask about everything that is due by now in one message, each of it once."""
    found = _lines(scene, waiting_until(scene.tx, scene.group.id, scene.where.thread, scene.today))
    for start in range(0, len(found), MOST_LINES):
        key = scene.fresh_key("follow")
        asked(scene.tx, [it.id for it, _ in found[start : start + MOST_LINES]], key)
        scene.promise(Draft(key=key, group=0, draw=ready(_question(scene, key))))
    return Decision()


def show_again(scene: Scene, key: str | None) -> None:
    """Let the message that asked show what is known by now."""
    if key is not None:
        scene.show_instead(_question(scene, key), key)


def _lines(scene: Scene, found: Sequence[FollowUp]) -> list[Line]:
    """Return each with its words; a promise whose answer is open again has none, and waits until it is closed."""
    rows = {it.run: run_by_id(scene.tx, scene.desk.runs, it.run) for it in found}
    points = {number: points_of(row.run) for number, row in rows.items() if row is not None}
    return [(it, points[it.run][it.place]) for it in found if it.place in points[it.run]]


def _question(scene: Scene, key: str) -> Drawn:
    words, lines = scene.words(), _lines(scene, asked_in(scene.tx, key))
    numbers = range(1, len(lines) + 1) if len(lines) > 1 else [0]
    told = [words.html("follow_up.line", n=n, **_values(*line)) for n, line in zip(numbers, lines, strict=False)]
    buttons = tuple(row for n, (it, _) in zip(numbers, lines, strict=False) for row in _answers(words, n, it))
    return Drawn(first_message("\n".join((words.html("follow_up.ask"), *told))), buttons)


def _values(it: FollowUp, point: Point) -> dict[str, object]:
    became = "moved" if it.waits else it.status
    return {
        "kind": it.kind,
        "what": point.what,
        "owner": point.owner,
        "by": it.asked_on,
        "day": it.day,
        "became": became,
    }


def _answers(words: Words, number: int, it: FollowUp) -> Rows:
    """Offer what became of it; and once that is told, to take it back."""
    names = ("undo",) if it.waits or it.status != "open" else ("done", "later", "drop")
    return in_rows([_button(words, name, number, it) for name in names])


def _button(words: Words, name: str, number: int, it: FollowUp) -> Button:
    key = f"follow_up.numbered.{name}" if number else f"follow_up.button.{name}"
    return words.button(words.plain(key, n=number), 0, f"follow:{name}.{it.id}")


def later_menu(words: Words, it: FollowUp, what: str) -> Drawn:
    """Ask for another day."""
    buttons = _in_days(words, it)
    return Drawn(words.html("follow_up.when", what=what), in_rows(buttons))


def _in_days(words: Words, it: FollowUp) -> Iterator[Button]:
    for days in FOLLOW_UP_LATER:
        yield words.button(words.plain("follow_up.button.in_days", n=days), 0, f"follow:in.{it.id}.{days}")


def what_of(scene: Scene, it: FollowUp) -> str:
    """Return the words of a promise, '' while its answer is open again."""
    return next((point.what for _, point in _lines(scene, [it])), "")
