"""One message to the core group about all rounds of a day: how the fire stands, what was heard, what is asked."""

from collections.abc import Sequence

from bot.cards import Words
from bot.cards.fit import first_lines
from bot.check_ins.needs import mark_as_told, tell
from bot.desk import Decision, Scene
from bot.neighbourhood.board import title_of
from bot.outgoing import Drawn
from bot.store.chat_rows import Group
from bot.store.check_in_rows import mark_rounds_told, untold_rounds
from bot.store.need_rows import needs_of
from bot.store.neighbourhood_rows import chats_beside
from bot.store.run_rows import RunRow
from bot.store.schedule_rows import Due
from bot.store.signal_rows import mark_told as mark_signals_told
from bot.store.signal_rows import plan_telling, ripe_signals
from core.check_in import Prompt, prompts
from core.thresholds.neighbourhood import SIGNALS_SHOWN
from flows.check_in.answers import answered, rounds
from flows.check_in.views import energy

ROOM = 1200
"""Characters for the groups, and as many for what was heard."""


def digest(scene: Scene, _: Due) -> Decision:
    """Tell of the rounds that the core group did not hear of, and ask who takes up what."""
    if scene.group.role != "core_group":
        return Decision()  # it was one when this was planned
    groups = _groups(scene)
    needs = [need for need in needs_of(scene.tx, scene.group.id) if not need.told and need.group != scene.group.id]
    if not groups and not needs:
        return Decision()  # what was heard comes by itself, with a button for each
    head = "\n\n".join(filter(None, (groups, _heard(scene))))
    if needs:
        tell(scene, head, needs)
        mark_as_told(scene, needs)
    else:
        scene.say(Drawn(head))
    return Decision()


def _groups(scene: Scene) -> str:
    lines = [line for other in chats_beside(scene.tx, scene.group) for line in _lines(scene, other)]
    return _block(scene.words(), "check_ins.digest.title", lines)


def _lines(scene: Scene, other: Group) -> list[str]:
    found = untold_rounds(scene.tx, scene.desk.runs, other.id)
    mark_rounds_told(scene.tx, other.id)
    return [_line(scene.words(), other, row) for row in found[-1:]]  # of more than one round the last says how it is


def _line(words: Words, other: Group, row: RunRow) -> str:
    facts = row.run.facts()
    stands_still = Prompt.STANDS_STILL in prompts(rounds(facts))
    values = {**energy(facts), "n": answered(facts), "stands_still": stands_still}
    return words.html("check_ins.digest.line", title=title_of(words, other), **values)


def _heard(scene: Scene) -> str:
    """Tell what waits on the list of signals, so that it need not come in a message of its own."""
    signals = ripe_signals(scene.tx, scene.group, scene.now)[:SIGNALS_SHOWN]
    mark_signals_told(scene.tx, signals, scene.now)
    plan_telling(scene.tx, scene.group, scene.now)
    words = scene.words()
    lines = [words.html("check_ins.digest.heard", text=it.text, title=it.heard_in) for it in signals]
    return _block(words, "check_ins.digest.heard_title", lines)


def _block(words: Words, title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return "\n".join((words.html(title), first_lines(lines, lambda n: words.html("cards.list.more", n=n), ROOM)))
