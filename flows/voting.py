"""Everyone for themselves: taking a hidden voice or a sheet, and closing once nobody is left to wait for."""

from dataclasses import replace

from core.ids import ParticipantId
from core.voices import quorum
from flows.filling import takes_sheets
from flows.model import Fill, Flow
from flows.moving import close_votes
from flows.order import step_at
from flows.refusal import Refused
from flows.run import HandIn, Notice, Outcome, Run, ShowCard, Status
from flows.values import Place, Sheet, Vote
from flows.votes import has_every_voice, ready


def voted(flow: Flow, run: Run, who: ParticipantId, place: Place, vote: Vote) -> Outcome:
    """Take someone's voice, or a changed one; the last one that is waited for closes the question."""
    before = run
    run = replace(run, votes={**run.votes, place: {**run.votes.get(place, {}), who: vote}})
    notice = _noted(flow, before, run, who, place)
    if run.status is Status.OPEN and place == run.current and has_every_voice(flow, run, place):
        outcome = close_votes(flow, run, place)
        return replace(outcome, effects=(notice, *outcome.effects))
    counts_more = ready(flow, run, place) != ready(flow, before, place)
    return Outcome(run, (notice, *((ShowCard(fresh=False, can_wait=True),) if counts_more else ())))


def _noted(flow: Flow, before: Run, run: Run, who: ParticipantId, place: Place) -> Notice:
    count = {"n": len(ready(flow, run, place)), "joined": len(run.members)}
    if isinstance(step_at(flow, place), Fill):
        return Notice("handed_in", count)
    earlier = before.votes.get(place, {}).get(who)
    changed = earlier is not None and earlier != run.votes[place][who]
    return Notice("changed" if changed else "recorded", count)


def handed_in(flow: Flow, run: Run, who: ParticipantId, given: HandIn) -> Outcome:
    """Take someone's sheet.

    Raises:
        Refused: `not_joined`, or `sheet_closed`: it does not count any more.
    """
    if who not in run.members:
        raise Refused("not_joined")
    if not takes_sheets(flow, run, given.place):
        raise Refused("sheet_closed")
    earlier = run.votes.get(given.place, {}).get(who)
    sheet = earlier if isinstance(earlier, Sheet) else Sheet()
    return voted(flow, run, who, given.place, replace(sheet, answers=given.answers))


def cut_off(flow: Flow, run: Run) -> Outcome:
    """Close an open question of hidden voices with what is there, as its time is over; without any the run stops."""
    place = run.current
    if place is None or not ready(flow, run, place):
        return Outcome(replace(run, status=Status.STOPPED), (ShowCard(fresh=False),))
    return close_votes(flow, replace(run, status=Status.OPEN), place)


def enough_voices(flow: Flow, run: Run, place: Place) -> None:
    """Let the facilitator close a question that not everyone answered.

    Raises:
        Refused: `no_voice_yet`, or `below_quorum`, which going on again overrules.
    """
    count = len(ready(flow, run, place))
    needed = quorum(len(run.members))
    if count == 0:
        raise Refused("no_voice_yet")
    if count < needed and not run.draft.warned:
        raise Refused("below_quorum", {"n": count, "needed": needed}, warned=True)
