"""Following up on a signal: the core group hears of it, takes it up with one tap, and tells back what came of it."""

from dataclasses import replace

from bot.desk import Decision, Scene, Toast, refusal
from bot.events import Wrote
from bot.outgoing import Drawn
from bot.signals.doubt import TELLS, Line, asks_again, line_again, line_of, problem_of
from bot.signals.listing import draw_again, promise_list
from bot.store.chat_rows import group_by_id
from bot.store.schedule_rows import Due
from bot.store.signal_rows import (
    Signal,
    end,
    mark_told,
    plan_telling,
    ripe_signals,
    signals_of,
    take_up,
)
from core.thresholds.neighbourhood import SIGNALS_SHOWN

WORD = TELLS


def tell(scene: Scene, _: Due) -> Decision:
    """Let the core group hear, at most once a day, of what nobody took up yet."""
    ripe = ripe_signals(scene.tx, scene.group, scene.now)[:SIGNALS_SHOWN]
    if ripe:
        promise_list(scene, "told", ripe)
        mark_told(scene.tx, ripe, scene.now)
    plan_telling(scene.tx, scene.group, scene.now)
    return Decision()


def _on_list(scene: Scene, number: str) -> Signal | None:
    """Return a signal that this chat may act on: one that stands on its list."""
    return next((signal for signal in signals_of(scene.tx, scene.group.id) if str(signal.id) == number), None)


def take(scene: Scene, number: str) -> Decision:
    """Take a signal up; the chat it came from sees that somebody did."""
    signal = _on_list(scene, number)
    if signal is None or not take_up(scene.tx, signal.id, scene.group.id):
        draw_again(scene)
        return refusal(scene.words().plain("signals.over" if signal is None else "signals.taken_already"))
    draw_again(scene)
    _say_there(scene, signal, "signals.taken")
    return Decision(toast=Toast(scene.words().plain("signals.taken_here")))


def close(scene: Scene, number: str) -> Decision:
    """Tick off a signal of this chat itself."""
    signal = _on_list(scene, number)
    if signal is None or signal.group != scene.group.id:
        return refusal(scene.words().plain("signals.over"))
    end(scene.tx, signal.id, "closed", scene.now)
    draw_again(scene)
    return Decision(toast=Toast(scene.words().plain("signals.closed")))


def ask(scene: Scene, number: str) -> Decision:
    """Ask what to tell back; the question remembers the list it was asked on."""
    signal = _on_list(scene, number)
    if signal is None:
        return refusal(scene.words().plain("signals.over"))
    question = Drawn(scene.words().html("signals.tell_back", text=signal.text, title=signal.heard_in))
    scene.ask(question, WORD, f"{number}+{scene.message_id}")
    return Decision()


def replied(scene: Scene, about: str, event: Wrote) -> Decision:
    """What came of a signal, as a reply to our question."""
    line, signal = line_of(scene, event.text), _on_list(scene, about.partition("+")[0])
    problem = "signals.over" if signal is None else problem_of(line)
    if signal is None or problem:
        return scene.refuse(problem)
    if asks_again(scene, line, WORD, about):
        return Decision()
    scene.say(_told_back(scene, signal, line, about), answer=True)
    return Decision(liked=True)


def send(scene: Scene, what: str) -> Decision:
    """Tell back a line as it is: its writer looked once more."""
    seq, _, about = what.partition("+")
    line, signal = line_again(scene, int(seq)), _on_list(scene, about.partition("+")[0])
    if isinstance(line, str) or signal is None:
        return refusal(scene.words().plain(line if isinstance(line, str) else "signals.over"))
    scene.show_here(_told_back(scene, signal, line, about))
    return Decision()


def _told_back(scene: Scene, signal: Signal, line: Line, about: str) -> Drawn:
    end(scene.tx, signal.id, "answered", scene.now)
    draw_again(replace(scene, message_id=int(about.partition("+")[2])))
    _say_there(scene, signal, "signals.answered", outcome=line.text)
    return Drawn(scene.words().html("signals.told_back", title=signal.heard_in))


def _say_there(scene: Scene, signal: Signal, key: str, **values: object) -> None:
    """Say something in the chat where it was heard, unless it can't be said there any more."""
    home = group_by_id(scene.tx, signal.group)
    if home is not None and home.active:
        there = scene.elsewhere(home)
        there.say(Drawn(there.words().html(key, text=signal.text, **values)))
