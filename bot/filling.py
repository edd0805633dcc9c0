"""Filling in a sheet alone: from the link on a group's card to the private chat, and back when it is whole."""

from dataclasses import dataclass, replace

from bot import running
from bot.cards import notice
from bot.desk import Decision, Scene, Toast
from bot.keyboards import run_linked
from bot.outgoing import Drawn
from bot.running import LIVING, carried_out, decided, show_card_again
from bot.store.chat_rows import Group, group_by_id, set_greeted, set_language
from bot.store.run_rows import Parent, RunRow, insert, run_by_id
from bot.store.sheet_rows import last_sheet, sheet_of, sheets_for
from flows.catalogue import flow_of
from flows.filling import answers_of, begin_sheet, fill_at, follow, go_on, takes_sheets
from flows.model import Fill
from flows.run import Given, HandIn, Incoming, Notice, Outcome, Park, ShowCard, Status


@dataclass(frozen=True)
class _Question:
    """A question of a group's run that people fill in a sheet for."""

    row: RunRow
    group: Group
    fill: Fill

    @property
    def parent(self) -> Parent:
        return Parent(self.row.id, self.fill.id)

    @property
    def asks_anew(self) -> bool:
        """A question that comes back every few weeks is about now, not about what was answered last time."""
        return flow_of(self.row.run).beside

    @property
    def takes_sheets(self) -> bool:
        return takes_sheets(flow_of(self.row.run), self.row.run, self.fill.id)

    def scene(self, scene: Scene) -> Scene:
        """Return what happens as it is seen in the chat of the group."""
        return scene.elsewhere(self.group, self.row.thread)


def _question(scene: Scene, parent: Parent) -> _Question | None:
    row = run_by_id(scene.tx, scene.desk.runs, parent.run)
    fill = fill_at(flow_of(row.run), parent.place) if row is not None else None
    group = group_by_id(scene.tx, row.group) if row is not None else None
    return None if row is None or fill is None or group is None else _Question(row, group, fill)


# --- the way in ---


def open_sheet(scene: Scene, link: str) -> Decision:
    """Open the sheet that a link leads to; only who joined the run in its group gets in, whoever passes the link on."""
    question = _linked(scene, link)
    if question is None or scene.participant not in question.row.run.members:
        scene.say(Drawn(scene.words().html("commands.sheet.unknown")))
        return Decision()
    row = sheet_of(scene.tx, scene.desk.runs, question.parent, scene.group.id)
    if not question.takes_sheets:
        return _say_notice(scene, "sheet_closed")
    return _begun(scene, question) if row is None else _opened_again(scene, question, row)


def _linked(scene: Scene, link: str) -> _Question | None:
    run = run_linked(link)
    row = run_by_id(scene.tx, scene.desk.runs, run) if run is not None else None
    places = (step.id for step in flow_of(row.run).in_order if isinstance(step, Fill)) if row is not None else ()
    place = next((place for place in places if row and scene.desk.codec.opens(link, row.id, place)), None)
    return _question(scene, Parent(row.id, place)) if row is not None and place is not None else None


def _begun(scene: Scene, question: _Question) -> Decision:
    scene = _in_language_of(scene, question.group)
    fill = question.fill
    last = last_sheet(scene.tx, scene.desk.runs, scene.group.id, question.group.id, fill.sheet.id)
    stands_ready = last is not None and last.run.flow_version == fill.sheet.version and not question.asks_anew
    ready = last.run if last is not None and stands_ready else None
    outcome = begin_sheet(fill, question.row.run, scene.participant, ready)
    new = RunRow(
        id=0, group=scene.group.id, thread=0, version=1, card_key=None, run=outcome.run, parent=question.parent
    )
    return _settled(scene, question, insert(scene.tx, new, scene.now), outcome)


def _in_language_of(scene: Scene, group: Group) -> Scene:
    """Speak as in the group with someone who was not spoken to before."""
    if scene.group.greeted:
        return scene
    set_language(scene.tx, scene.group.id, group.language)
    set_greeted(scene.tx, scene.group.id)
    return replace(scene, group=replace(scene.group, language=group.language, greeted=True))


def _opened_again(scene: Scene, question: _Question, row: RunRow) -> Decision:
    """Show a sheet where it was left; one that is whole counts again, for whoever was away from the group meanwhile."""
    if row.run.status is Status.STOPPED:
        return _settled(scene, question, row, go_on(question.fill, question.row.run, row.run))
    kept = _followed(scene, question, row)
    if kept.run.status is Status.DONE:
        return _handed_in(scene, question, kept)
    return show_card_again(scene, kept) if kept is row else Decision(kept=kept)


# --- answering ---


def play(scene: Scene, row: RunRow, given: Given) -> Decision:
    """Let the engine decide about what someone did in a run of the group, or on a sheet of their own."""
    if row.parent is not None:
        return _on_sheet(scene, row, row.parent, given)
    decision = running.play(scene, row, given)
    if decision.kept is not None and decision.kept.run.ask != row.run.ask:
        _let_sheets_follow(scene, decision.kept)
    return decision


def _on_sheet(scene: Scene, row: RunRow, parent: Parent, given: Given) -> Decision:
    question = _question(scene, parent)
    if question is None or not question.takes_sheets:
        return _too_late(scene, row)
    if isinstance(given, Park):  # nothing would bring it up again
        return Decision(toast=Toast(scene.words().plain("commands.sheet.no_parking"), loud=True))
    decision = running.play(scene, row, given)
    kept = decision.kept
    if kept is None or kept.run.status is not Status.DONE or row.run.status is Status.DONE:
        return decision
    return replace(_handed_in(scene, question, kept), liked=decision.liked)


def _too_late(scene: Scene, row: RunRow) -> Decision:
    """Say that the group has moved on; what is on the sheet stays, for when the question opens again."""
    kept = row
    if row.run.status in LIVING:
        outcome = Outcome(replace(row.run, status=Status.STOPPED), (ShowCard(fresh=False),))
        kept = carried_out(scene, flow_of(row.run), row, outcome)
    return Decision(kept=kept, toast=Toast(notice(scene.words(), Notice("sheet_closed")), loud=True))


def _settled(scene: Scene, question: _Question, row: RunRow, outcome: Outcome) -> Decision:
    kept = carried_out(scene, question.fill.sheet, row, outcome)
    return _handed_in(scene, question, kept) if kept.run.status is Status.DONE else Decision(kept=kept)


# --- the way back ---


def _handed_in(scene: Scene, question: _Question, row: RunRow) -> Decision:
    """Bring a sheet that is whole to the group's run, in the same transaction, and offer to change something."""
    flow, group_run = flow_of(question.row.run), question.row.run
    given = HandIn(question.fill.id, answers_of(question.fill, row.run))
    there = question.scene(scene)
    outcome = decided(there, flow, group_run, Incoming(participant=row.run.facilitator, given=given))
    carried_out(there, flow, question.row, outcome)
    words = scene.words(row.id)
    change = words.button(words.plain("commands.sheet.change"), 0, "part:")
    for effect in outcome.effects:
        if isinstance(effect, Notice):
            scene.say(Drawn(words.html("commands.reply", text=notice(words, effect)), ((change,),)))
    return Decision(kept=row)


def _let_sheets_follow(scene: Scene, group_row: RunRow) -> None:
    """When the group comes (back) to the question, sheets ask what it has changed meanwhile."""
    parent = Parent(group_row.id, group_row.run.current or "")
    for row in sheets_for(scene.tx, scene.desk.runs, parent):
        question, chat = _question(scene, parent), group_by_id(scene.tx, row.group)
        if question is not None and chat is not None and question.takes_sheets:
            alone = scene.elsewhere(chat, row.thread)
            kept = _followed(alone, question, row)
            if kept is not row and kept.run.status is Status.DONE:
                _handed_in(alone, question, kept)


def _followed(scene: Scene, question: _Question, row: RunRow) -> RunRow:
    outcome = follow(question.fill, question.row.run, row.run)
    return carried_out(scene, question.fill.sheet, row, outcome) if outcome.run != row.run else row


def _say_notice(scene: Scene, key: str) -> Decision:
    scene.say(Drawn(scene.words().html("commands.reply", text=notice(scene.words(), Notice(key)))))
    return Decision()
