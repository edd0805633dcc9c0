"""Reminding once, and leaving people in peace: who skips a round or is away is not waited for, nor reminded."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.check_ins.names import QUESTION, button
from bot.check_ins.rounds import leave_round
from bot.desk import Decision, Scene, Toast, refusal
from bot.events import Wrote
from bot.filling import open_sheet
from bot.outgoing import Drawn
from bot.running import LIVING
from bot.store.chat_rows import Group, group_by_id, group_of
from bot.store.check_in_rows import be_away, be_back, is_away, open_rounds_of
from bot.store.run_rows import RunRow, run_by_id
from bot.store.schedule_rows import Due
from core.ids import ParticipantId
from flows.catalogue import flow_of
from flows.days import day_from
from flows.refusal import Refused
from flows.votes import ready

WEEKS = (1, 2, 4)
"""A week off, a holiday, a long one; anything else can be typed."""

WEEKS_AT_MOST = 52

# --- reminding ---


def remind(scene: Scene, due: Due) -> Decision:
    """Remind those who did not answer: each alone where the bot may write, the others in one line without names."""
    row = run_by_id(scene.tx, scene.desk.runs, int(due.plan.about))
    if row is None or row.run.status not in LIVING:
        return Decision()
    waited_for = _waited_for(scene, row)
    alone = [chat for who in waited_for if (chat := _private_chat(scene, who)) is not None]
    for chat in alone:
        there = scene.elsewhere(chat)
        there.say(_reminder(there, row, scene.group))
    if len(alone) < len(waited_for):
        words = scene.words(row.id)
        scene.say(Drawn(words.html("check_ins.remind.group"), ((words.sheet_button(QUESTION),),)))
    return Decision()


def _waited_for(scene: Scene, row: RunRow) -> list[ParticipantId]:
    answered = ready(flow_of(row.run), row.run, QUESTION)
    return [who for who in row.run.members if who not in answered and not is_away(scene.tx, who, scene.today)]


def _private_chat(scene: Scene, who: ParticipantId) -> Group | None:
    """Return the chat with a person alone, None where the bot was never spoken to or is not wanted any more."""
    chat = group_of(scene.tx, int(who))
    return chat if chat is not None and chat.kind == "private" and chat.active else None


def _reminder(there: Scene, row: RunRow, group: Group) -> Drawn:
    words = there.words()
    ways = tuple(button(words, name, f"{name}+{row.id}") for name in ("fill", "skip", "away"))
    return Drawn(words.html("check_ins.remind.alone", title=group.title), (ways[:1], ways[1:]))


# --- buttons of a reminder ---


def pressed(scene: Scene, what: str) -> Decision:
    """Act on a button in a chat with one person."""
    name, _, about = what.partition("+")
    if name == "weeks":
        return _gone_until(scene, scene.today + timedelta(weeks=int(about)))
    row = run_by_id(scene.tx, scene.desk.runs, int(about)) if name in _ON_REMINDER else None
    if row is None:
        return refusal(scene.words().plain("commands.foreign_button"))
    return _ON_REMINDER[name](scene, row)


def _fill(scene: Scene, row: RunRow) -> Decision:
    return open_sheet(scene, scene.desk.codec.link(row.id, QUESTION))


def _skip(scene: Scene, row: RunRow) -> Decision:
    if row.run.status in LIVING and scene.participant in _waited_for(scene, row):
        _leave(scene, row)
    scene.show_here(Drawn(scene.words().html("check_ins.skipped")))
    return Decision()


def _leave(scene: Scene, row: RunRow) -> None:
    group = group_by_id(scene.tx, row.group)
    if group is not None:
        leave_round(scene.elsewhere(group, row.thread), row, scene.participant)


def _ask_how_long(scene: Scene, _: RunRow) -> Decision:
    scene.show_here(_how_long(scene))
    return Decision()


_ON_REMINDER: Mapping[str, Callable[[Scene, RunRow], Decision]] = {
    "fill": _fill,
    "skip": _skip,
    "away": _ask_how_long,
}


def _how_long(scene: Scene) -> Drawn:
    words = scene.words()
    return Drawn(words.html("check_ins.away.ask"), (tuple(button(words, "weeks", f"weeks+{n}", n=n) for n in WEEKS),))


# --- being away ---


def typed(scene: Scene, event: Wrote) -> Decision:
    """`/afwezig`, perhaps with until when: for all check-ins someone takes part in."""
    text = event.text.strip()
    if not text:
        return _asked(scene)
    if text.casefold() in {scene.words().plain("check_ins.away.back_word"), "0"}:
        was_away = be_back(scene.tx, scene.participant)
        return _say(scene, "check_ins.away.back" if was_away else "check_ins.away.was_here")
    until = _until(text, scene.today)
    if isinstance(until, str):
        return scene.refuse(until)
    _be_away(scene, until)
    return _say(scene, "check_ins.away.noted", day=until)


def _asked(scene: Scene) -> Decision:
    if scene.group.kind != "private":
        return scene.refuse("check_ins.away.how")
    scene.say(_how_long(scene))
    return Decision()


def _say(scene: Scene, key: str, **values: object) -> Decision:
    scene.say(Drawn(scene.words().html(key, **values)), answer=True)
    return Decision()


def _until(text: str, today: date) -> date | str:
    """Read a number of weeks or a day; or the key of what is wrong with it."""
    weeks = re.match(r"(\d{1,2})(?:\s*[^\W\d_]+)?$", text)
    if weeks and 0 < int(weeks[1]) <= WEEKS_AT_MOST:
        return today + timedelta(weeks=int(weeks[1]))
    try:
        day = day_from(text.rsplit(maxsplit=1)[-1], today)
    except Refused as refused:
        return f"check_ins.away.{refused.key}"
    return day if day <= today + timedelta(weeks=WEEKS_AT_MOST) else "check_ins.away.too_long"


def _gone_until(scene: Scene, until: date) -> Decision:
    _be_away(scene, until)
    scene.show_here(Drawn(scene.words().html("check_ins.away.noted", day=until)))
    return Decision(toast=Toast())


def _be_away(scene: Scene, until: date) -> None:
    """Be away, and be waited for no longer in the rounds that go on; what was answered counts."""
    for row in open_rounds_of(scene.tx, scene.desk.runs, scene.participant):
        if scene.participant in _waited_for(scene, row):
            _leave(scene, row)
    be_away(scene.tx, scene.participant, until)
