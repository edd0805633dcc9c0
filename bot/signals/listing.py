"""Signals as people see them: a few lines with their buttons, and all of them in the overview."""

from collections.abc import Sequence

from bot.cards import Words
from bot.cards.fit import first_lines
from bot.desk import MUST_ARRIVE, Decision, Scene, ready
from bot.events import Wrote
from bot.keyboards import Row
from bot.outgoing import Button, ChatLook, Draft, Drawn, Json
from bot.store import Store
from bot.store.outbox_rows import draw_of
from bot.store.outbox_settle import message_ref
from bot.store.signal_rows import Signal, read_signals, signal_by_id, signals_of
from core.thresholds.neighbourhood import SIGNALS_SHOWN

ROOM = 1500
"""Characters for signals in the overview, beside what was done and what is still open."""


def show_list(scene: Scene, _: Wrote) -> Decision:
    """`/signalen`: what stands on the list of this chat."""
    if scene.group.kind == "private":
        return scene.refuse("signals.list.in_group")
    found = signals_of(scene.tx, scene.group.id)
    if not found:
        return scene.refuse("signals.list.nothing")
    promise_list(scene, "title", found)
    return Decision()


def promise_list(scene: Scene, title: str, found: Sequence[Signal]) -> None:
    """Say what waits, the oldest first; the message remembers its lines, so that a press can draw them again."""
    shown, more = found[:SIGNALS_SHOWN], max(0, len(found) - SIGNALS_SHOWN)
    numbers: list[Json] = [signal.id for signal in shown]
    remembered: dict[str, Json] = {"signals": numbers, "title": title, "more": more}
    draw = {**ready(_listed(scene, title, shown, more)), **remembered}
    scene.promise(Draft(key=scene.fresh_key("signals"), group=0, draw=draw, priority=MUST_ARRIVE))


def draw_again(scene: Scene) -> None:
    """Let the list with the button show what became of its lines; a message of another kind stays as it is."""
    key = message_ref(scene.tx, scene.group.id, scene.message_id)
    draw = draw_of(scene.tx, key) if key is not None else {}
    numbers = draw.get("signals")
    if key is None or not isinstance(numbers, list):
        return
    found = (signal_by_id(scene.tx, int(str(number))) for number in numbers)
    shown = [signal for signal in found if signal is not None]
    scene.show_instead(_listed(scene, str(draw["title"]), shown, int(str(draw["more"]))), key)


def _listed(scene: Scene, title: str, shown: Sequence[Signal], more: int) -> Drawn:
    """Draw lines with what can be done about each; how many there are `more` is said."""
    words = scene.words()
    lines = [f"{n}. {_line(words, signal, scene.group.id)}" for n, signal in enumerate(shown, start=1)]
    rest = [words.html("signals.list.more", n=more)] if more else []
    rows = (_buttons(scene, signal, n) for n, signal in enumerate(shown, start=1))
    return Drawn("\n".join((words.html(f"signals.list.{title}"), *lines, *rest)), tuple(filter(None, rows)))


def _line(words: Words, signal: Signal, here: int) -> str:
    title = signal.heard_in if signal.group != here else ""
    return words.html(f"signals.line.{signal.status}", text=signal.text, title=title)


def _buttons(scene: Scene, signal: Signal, number: int) -> Row:
    if signal.status not in {"open", "taken"}:
        return ()
    if signal.group == scene.group.id:
        return (_button(scene, "close", signal, number),)
    done = _button(scene, "done", signal, number)
    return (done,) if signal.status == "taken" else (_button(scene, "take", signal, number), done)


def _button(scene: Scene, what: str, signal: Signal, number: int) -> Button:
    words = scene.words()
    return words.button(words.plain(f"signals.button.{what}", n=number), 0, f"sig:{what}+{signal.id}")


async def in_overview(store: Store, look: ChatLook, words: Words) -> str:
    """Return the signals that stand on the list of a chat, for its overview; '' without any."""
    found = await read_signals(store, look.group)
    lines = [f"• {_line(words, signal, look.group)}" for signal in found]
    shown = first_lines(lines, lambda n: words.html("cards.list.more", n=n), ROOM)
    return "\n".join((words.html("signals.list.overview"), shown)) if found else ""
