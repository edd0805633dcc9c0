"""A round from its beginning to its end: opened by the bot, closed when all answered or when its time is over."""

from dataclasses import replace

from bot.check_ins.agenda import hold
from bot.check_ins.counting import ask_for_counts
from bot.check_ins.following import drop_plans
from bot.check_ins.names import CHECK_IN, CLOSE, NOBODY, REMIND, ROUND, button
from bot.desk import Decision, Scene
from bot.outgoing import Drawn
from bot.running import LIVING, carried_out, started
from bot.store.check_in_rows import CheckIn, check_in_of, keep, members, open_round, present
from bot.store.run_rows import RunRow, insert, run_by_id
from bot.store.schedule_rows import Due, Plan, drop, plan
from core.ids import ParticipantId
from core.thresholds.neighbourhood import CLOSE_AFTER, REMIND_AFTER, SILENT_AT_MOST, WEEKS_OFFERED
from flows.catalogue import flow_of, latest
from flows.engine import advance
from flows.run import Control, Incoming, Notice, Outcome, Status, Steer
from flows.voting import cut_off

# --- beginning ---


def struck(scene: Scene, _: Due) -> Decision:
    """The moment of a round: a core group talks, an action group answers."""
    it = check_in_of(scene.tx, scene.group.id)
    if it is None or it.status != "on":
        return Decision()
    if scene.group.role == "core_group":
        return hold(scene)
    row = open_round(scene.tx, scene.desk.runs, scene.group.id)
    if row is not None:  # the bot was out when its time was over
        close_round(scene, row)
    return begin_round(scene, check_in_of(scene.tx, scene.group.id) or it) or _nobody(scene, it)


def begin_round(scene: Scene, it: CheckIn) -> Decision | None:
    """Open a round for those who take part and are there; None without any, and nothing where it pauses."""
    who = present(scene.tx, scene.group.id, scene.today)
    if it.status != "on" or not who:
        return Decision() if who else None
    if it.silent:
        scene.say(_gently(scene, it))
    kept = _opened(scene, who)
    for kind, after in ((REMIND, REMIND_AFTER), (CLOSE, CLOSE_AFTER)):
        due = scene.now + after
        plan(scene.tx, Plan(group=kept.group, thread=kept.thread, kind=kind, about=str(kept.id), due=due), scene.now)
    ask_for_counts(scene)
    return Decision(kept=kept)


def _opened(scene: Scene, who: tuple[ParticipantId, ...]) -> RunRow:
    flow = latest(CHECK_IN)
    assert flow is not None  # noqa: S101 it stands in the catalogue
    run = replace(started(scene, flow, NOBODY).run, members=who)
    new = RunRow(id=0, group=scene.group.id, thread=scene.where.thread, version=1, card_key=None, run=run, beside=True)
    row = insert(scene.tx, new, scene.now)
    begun = advance(flow, run, Incoming(participant=NOBODY, given=Steer(Control.BEGIN)), scene.today)
    return carried_out(scene, flow, row, begun)


def _gently(scene: Scene, it: CheckIn) -> Drawn:
    """Say that the last round stayed silent, without blame, and offer a slower rhythm."""
    words = scene.words()
    slower = next((weeks for weeks in WEEKS_OFFERED if weeks > it.weeks), None)
    offers = [] if slower is None else [button(words, "slower", f"weeks={slower}", n=slower)]
    return Drawn(words.html("check_ins.silent"), ((*offers, button(words, "pause", "pause")),))


def _nobody(scene: Scene, it: CheckIn) -> Decision:
    """Where nobody takes part, no round comes any more; where all are away, the next one is soon enough."""
    if not members(scene.tx, scene.group.id):
        pause(scene, it)
        scene.say(Drawn(scene.words().html("check_ins.nobody")))
    return Decision()


# --- ending ---


def closing(scene: Scene, due: Due) -> Decision:
    """The end of a round has come."""
    row = run_by_id(scene.tx, scene.desk.runs, int(due.plan.about))
    return Decision() if row is None or row.run.status not in LIVING else Decision(kept=close_round(scene, row))


def close_round(scene: Scene, row: RunRow) -> RunRow:
    """End a round with what is there; one in which nobody answered ends without a word."""
    flow = flow_of(row.run)
    kept = carried_out(scene.in_topic(row.thread), flow, row, cut_off(flow, row.run))
    if kept.run.status is Status.STOPPED:
        drop_plans(scene.tx, row)
        _stayed_silent(scene, row)
    return kept


def _stayed_silent(scene: Scene, row: RunRow) -> None:
    it = check_in_of(scene.tx, row.group)
    if it is None or not row.run.members:  # all said that they skip it; that is no silence
        return
    it = keep(scene.tx, replace(it, silent=it.silent + 1))
    if it.silent >= SILENT_AT_MOST and it.status == "on":
        pause(scene, it)
        scene.say(Drawn(scene.words().html("check_ins.paused_itself")))


def pause(scene: Scene, it: CheckIn) -> None:
    """Let no round begin until somebody goes on."""
    keep(scene.tx, replace(it, status="paused", silent=0))
    drop(scene.tx, it.group, ROUND)


# --- leaving one ---


def leave_round(scene: Scene, row: RunRow, who: ParticipantId) -> RunRow:
    """Wait for someone no longer, without a word about it; `scene` is that of the chat of the round."""
    outcome = advance(flow_of(row.run), row.run, Incoming(participant=who, given=Steer(Control.LEAVE)), scene.today)
    if not outcome.run.members:
        return close_round(scene, replace(row, run=replace(row.run, members=())))
    effects = tuple(effect for effect in outcome.effects if not isinstance(effect, Notice))
    return carried_out(scene, flow_of(row.run), row, Outcome(outcome.run, effects))
