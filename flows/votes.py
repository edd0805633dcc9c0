"""Hidden voices and sheets: who is ready, and what they come to when their question closes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from core.ids import ParticipantId
from flows.facts import Facts
from flows.model import Fill, Flow, Show
from flows.order import places, step_at
from flows.run import Run
from flows.sheets import gathered, seen_earlier, would_tell
from flows.values import (
    Answers,
    Place,
    Sheet,
    Sheets,
    Single,
    Skipped,
    StepName,
    Value,
    Voices,
    Vote,
    item_of,
    place_of,
    step_of,
)


def ready(flow: Flow, run: Run, place: Place) -> tuple[ParticipantId, ...]:
    """Return the members who gave all that is asked of them at `place`."""
    votes, step = run.votes.get(place, {}), step_at(flow, place)
    return tuple(
        member
        for member in run.members
        if member in votes and (not isinstance(step, Fill) or _is_whole(step, run, votes[member]))
    )


def has_every_voice(flow: Flow, run: Run, place: Place) -> bool:
    """Say whether there is nobody left to wait for.

    A question opened again holds everyone's earlier voice; it waits for the facilitator, so that more than one person
    can change theirs.
    """
    answered = len(ready(flow, run, place)) == len(run.members) > 0
    return answered and (place != run.reopened or len(run.members) == 1)


def brought(fill: Fill, run: Run) -> dict[Place, Value]:
    """Return the answers that a run holds of the steps which a sheet is brought."""
    return {place: value for place, value in run.settled.items() if step_of(place) in fill.brings}


def _is_whole(fill: Fill, run: Run, vote: Vote) -> bool:
    """Say whether a sheet answers everything that is asked, beside what the group answers now."""
    there: dict[Place, Value] = {**brought(fill, run), **dict(_answers(vote))}
    asked = (place_of(step.id, item) for step, item in places(fill.sheet, Facts(there)) if not isinstance(step, Show))
    return all(place in there for place in asked)


def _answers(vote: Vote) -> Answers:
    return vote.answers if isinstance(vote, Sheet) else ()


def counted(flow: Flow, run: Run, place: Place) -> tuple[Run, Voices | Sheets | Skipped, bool]:
    """Return the run, what the voices of a place come to, and whether something is held back (R50).

    They come in an order that says nothing of who gave what.
    """
    votes, step = run.votes.get(place, {}), step_at(flow, place)
    if isinstance(step, Fill):
        return _sheets_counted(run, step, place, _sheets(votes))
    given = _voices(run, place)
    if step.again_of is not None and would_tell(given, _voices_then(run, place_of(step.again_of, item_of(place)))):
        return run, Skipped("held_back"), True
    if step.id in flow.compares:
        run = replace(run, crowds={**run.crowds, place: _crowd(given)})
    return run, Voices(tuple(sorted(given.values(), key=repr))), False


def _sheets_counted(
    run: Run, fill: Fill, place: Place, votes: Mapping[ParticipantId, Sheet]
) -> tuple[Run, Sheets, bool]:
    found = gathered(fill, run.facts(), run.members, _beside_those_of_then(run, fill, votes))
    kept = {who: replace(sheet, earlier=votes[who].earlier) for who, sheet in found.votes.items() if who in votes}
    return replace(run, votes={**run.votes, place: kept}), found.value, found.held_back


def _beside_those_of_then(run: Run, fill: Fill, votes: Mapping[ParticipantId, Sheet]) -> Mapping[ParticipantId, Sheet]:
    """Return sheets that know what was seen of the answers which they give again, also of people who are gone."""
    again = {step.again_of: step.id for step in fill.sheet.in_order if step.again_of is not None}
    then = _sheets(run.votes.get(fill.again_of or "", {}))
    known = {who: _renamed(again, sheet.totals) for who, sheet in then.items()}
    all_votes = {**{who: Sheet() for who, answers in known.items() if answers}, **votes}
    return {who: replace(sheet, earlier=(*sheet.earlier, *known.get(who, ()))) for who, sheet in all_votes.items()}


def _renamed(again: Mapping[StepName, StepName], answers: Answers) -> Answers:
    there = ((step_of(place), item_of(place), value) for place, value in answers)
    return tuple((place_of(again[step], item), value) for step, item, value in there if step in again)


def _voices(run: Run, place: Place) -> dict[ParticipantId, Single]:
    """Return what each who takes part said on the card."""
    votes = run.votes.get(place, {})
    there = ((member, votes[member]) for member in run.members if member in votes)
    return {member: vote for member, vote in there if not isinstance(vote, Sheet)}


def _voices_then(run: Run, place: Place) -> dict[ParticipantId, Single]:
    """Return what each said on a card that is closed, also who is gone; nothing when nothing was shown of it."""
    shown = isinstance(run.settled.get(place), Voices)
    votes = run.votes.get(place, {}) if shown else {}
    return {who: vote for who, vote in votes.items() if not isinstance(vote, Sheet)}


def _crowd(people: Iterable[ParticipantId]) -> str:
    return sha256("\n".join(sorted(people)).encode()).hexdigest()[:16]


def after(flow: Flow, last: Run, run: Run) -> Run:
    """Return a new run that knows what the group has seen of sheets in its last one (R50)."""
    fills = (step for step in flow.in_order if isinstance(step, Fill) and step.id in last.votes)
    seen = {fill.id: seen_earlier(fill, _sheets(last.votes[fill.id])) for fill in fills}
    return replace(run, votes={place: votes for place, votes in seen.items() if votes})


def _sheets(votes: Mapping[ParticipantId, Vote]) -> dict[ParticipantId, Sheet]:
    return {who: vote for who, vote in votes.items() if isinstance(vote, Sheet)}


def without_open_voice(run: Run, who: ParticipantId) -> Mapping[Place, Mapping[ParticipantId, Vote]]:
    """Return the votes when someone leaves: theirs on the open question goes.

    Of a sheet only what the group has seen is kept, so that what is shown next can be held back where it would tell
    who left (R50).
    """
    votes = dict(run.votes)
    there = votes.pop(run.current or "", {})
    left = {member: vote for member, vote in there.items() if member != who}
    sheet = there.get(who)
    if isinstance(sheet, Sheet) and (sheet.totals or sheet.unnamed or sheet.earlier):
        left[who] = replace(sheet, answers=())
    return {**votes, run.current: left} if run.current and left else votes
