"""Indicators in the rhythm of the check-in (R47): asked when it is their turn, ended on their day, three at most."""

import re
from collections.abc import Sequence

from bot.cards import Words
from bot.check_ins.names import button
from bot.desk import Decision, Scene
from bot.events import Wrote
from bot.outgoing import Drawn
from bot.store.indicator_rows import IndicatorRow, indicators_of, note_count, pass_a_round, stop
from core.check_in import Indicator, Worth, worth_of
from core.thresholds.neighbourhood import INDICATORS_AT_MOST

COUNT = "count"
"""Word of the question what was counted."""

LATEST_AT_MOST = 200
"""Characters of a short story: what is told, not a report."""

_NUMBERED = re.compile(r"(\d)\s*[.:)]\s*(.+)", re.DOTALL)


def ask_for_counts(scene: Scene) -> None:
    """Ask for those whose turn it is, all in one message; say which have ended."""
    for it in _ended(scene):
        stop(scene.tx, scene.group.id, it.id)
        scene.say(Drawn(scene.words().html("check_ins.indicators.ended", name=it.name, latest=it.latest)))
    due = [it for it in indicators_of(scene.tx, scene.group.id) if it.rounds % it.every == 0]
    pass_a_round(scene.tx, scene.group.id)
    if due:
        scene.ask(_question(scene.words(), due), COUNT, "+".join(str(it.id) for it in due))


def _ended(scene: Scene) -> list[IndicatorRow]:
    found = indicators_of(scene.tx, scene.group.id)
    worth = worth_of([Indicator(it.name, it.used_by or "-", it.stops_on) for it in found], scene.today)
    return [it for it, finding in zip(found, worth, strict=True) if finding.value is Worth.STOPS]


def _question(words: Words, due: Sequence[IndicatorRow]) -> Drawn:
    lines = [f"{n}. {_line(words, it)}" for n, it in enumerate(due, start=1)]
    ask = words.html("check_ins.indicators.ask", n=len(due))
    return Drawn("\n".join((words.html("check_ins.indicators.turn"), *lines, ask)))


def _line(words: Words, it: IndicatorRow) -> str:
    values = {"name": it.name, "who": it.counted_by, "how": it.how, "latest": it.latest}
    return words.html("check_ins.indicators.line", **values)


def counted(scene: Scene, about: str, event: Wrote) -> Decision:
    """What was counted, as a reply: `2: twelve` a line, or just the count where one was asked for."""
    there = {it.id: it for it in indicators_of(scene.tx, scene.group.id)}
    asked = [there.get(int(number)) for number in about.split("+")]
    noted = 0
    for number, text in _counts(event.text, len(asked)):
        it = asked[number - 1] if 0 < number <= len(asked) else None
        if it is not None:
            note_count(scene.tx, it.id, text[:LATEST_AT_MOST])
            noted += 1
    return Decision(liked=True) if noted else scene.refuse("check_ins.indicators.not_read")


def _counts(text: str, asked: int) -> list[tuple[int, str]]:
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    found = [(int(match[1]), match[2]) for line in lines if (match := _NUMBERED.fullmatch(line))]
    if not found and asked == 1 and lines:
        return [(1, " ".join(lines))]
    return found


# --- the list ---


def board(scene: Scene) -> Drawn:
    """Draw what is counted here, for whom, and what R47 says of it."""
    words, found = scene.words(), indicators_of(scene.tx, scene.group.id)
    worth = worth_of([Indicator(it.name, it.used_by, it.stops_on) for it in found], scene.today)
    lines = [
        f"{n}. {_in_full(words, it, finding.value)}"
        for n, (it, finding) in enumerate(zip(found, worth, strict=True), start=1)
    ]
    head = words.html("check_ins.indicators.title", n=len(found), most=INDICATORS_AT_MOST)
    stops = tuple(button(words, "drop", f"drop={it.id}", n=n) for n, it in enumerate(found, start=1))
    new = (button(words, "new", "new"),) if len(found) < INDICATORS_AT_MOST else ()
    return Drawn("\n".join((head, *lines)), tuple(row for row in (stops, new) if row))


def _in_full(words: Words, it: IndicatorRow, worth: Worth) -> str:
    values = {"user": it.used_by, "stops": it.stops_on, "worth": worth.value, "every": it.every}
    return "\n".join((_line(words, it), words.html("check_ins.indicators.about", **values)))
