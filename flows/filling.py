"""Filling in a sheet alone: an ordinary run of an ordinary flow, tied to a question of the group's run."""

from dataclasses import replace

from core.ids import ParticipantId
from flows.model import Fill, Flow
from flows.moving import open_next, put_aside
from flows.order import names_at, next_place, places
from flows.run import Draft, Outcome, Run, ShowCard, Status
from flows.values import Answers, Place, Seen, Sheets, Skipped, Value, Voices, place_of, step_of
from flows.votes import brought


def fill_at(flow: Flow, place: Place) -> Fill | None:
    """Return the step at `place` when it is one that people fill in a sheet for."""
    step = flow.by_id.get(step_of(place))
    return step if isinstance(step, Fill) else None


def takes_sheets(flow: Flow, run: Run, place: Place) -> bool:
    """Say whether a sheet for `place` still counts: its question is called for, and not closed."""
    asked = any(place_of(step.id, item) == place for step, item in places(flow, run.facts()))
    is_going_on = run.status in {Status.OPEN, Status.PAUSED}
    return is_going_on and asked and (place not in run.settled or place == run.current)


def begin_sheet(fill: Fill, group: Run, who: ParticipantId, last: Run | None = None) -> Outcome:
    """Return a new run of one person alone.

    Args:
        fill: The question of the group's run.
        group: That run.
        who: The person.
        last: Their last sheet of this kind; its answers stand ready to be confirmed.
    """
    run = Run(
        flow=fill.sheet.id,
        flow_version=fill.sheet.version,
        facilitator=who,
        status=Status.OPEN,
        members=(who,),
        settled=brought(fill, group),
        is_sheet=True,
    )
    if last is not None:
        run = replace(run, aside=_drafts(fill, last, run), next_id=last.next_id)
    return open_next(fill.sheet, run)


def _drafts(fill: Fill, last: Run, run: Run) -> dict[Place, Draft]:
    """Return the last answers, where the question is still about the same: a group may call another thing `t1` now."""
    before, now = last.facts(), run.facts()
    return {
        place: Draft(value=value)
        for place, value in last.settled.items()
        if step_of(place) in fill.sheet.by_id
        and not isinstance(value, Skipped | Voices | Sheets | Seen)
        and names_at(fill.sheet, before, place) == names_at(fill.sheet, now, place)
    }


def go_on(fill: Fill, group: Run, run: Run) -> Outcome:
    """Return a sheet that was left, where it was left, beside what the group answers now."""
    run = replace(put_aside(run), status=Status.OPEN, settled=_with_brought(fill, group, run), reopened=None)
    return open_next(fill.sheet, run)


def answers_of(fill: Fill, run: Run) -> Answers:
    """Return what a sheet says: the answers to what it asks now, without what the group or the bot said."""
    asked = (place_of(step.id, item) for step, item in places(fill.sheet, run.facts()))
    there = ((place, run.settled[place]) for place in asked if place in run.settled)
    return tuple((place, value) for place, value in there if not isinstance(value, Voices | Sheets | Seen))


def follow(fill: Fill, group: Run, run: Run) -> Outcome:
    """Let a sheet follow what the group has answered anew: what is about things that are gone is asked no more."""
    if brought(fill, group) == brought(fill, run):
        return Outcome(run)
    run = replace(run, settled=_with_brought(fill, group, run))
    if run.status is Status.DONE:
        return Outcome(run) if next_place(fill.sheet, run) is None else go_on(fill, group, run)
    if run.status is Status.STOPPED:
        return Outcome(run)
    return _asked_again(fill, run)


def _asked_again(fill: Fill, run: Run) -> Outcome:
    asked = {place_of(step.id, item) for step, item in places(fill.sheet, run.facts())}
    reopened = run.reopened if run.reopened in asked else None
    run = replace(run, reopened=reopened)
    if next_place(fill.sheet, run) == run.current:
        return Outcome(run, (ShowCard(fresh=False),))
    return open_next(fill.sheet, put_aside(run))


def _with_brought(fill: Fill, group: Run, run: Run) -> dict[Place, Value]:
    own = {place: value for place, value in run.settled.items() if step_of(place) not in fill.brings}
    return {**brought(fill, group), **own}
