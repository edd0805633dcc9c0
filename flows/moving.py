"""From one place to another: closing, opening, going back; who takes part, and who leads."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import takewhile

from core.ids import ParticipantId
from flows.model import AnyStep, Arrange, Flow, Show
from flows.order import codes_at, later_places, next_place, places, rest_of_step, step_at
from flows.refusal import Refused
from flows.run import Announce, CloseCard, Draft, Effect, Notice, Outcome, Run, ShowCard, Status, Tell
from flows.values import (
    Arranged,
    Picked,
    Place,
    Seen,
    Sheets,
    Skipped,
    Value,
    Voices,
    item_of,
    place_of,
    step_of,
)
from flows.views import Json
from flows.votes import counted, has_every_voice, without_open_voice


def close(flow: Flow, run: Run, place: Place, value: Value) -> Outcome:
    """Close a place and open what comes next."""
    before = run
    run = replace(run, settled={**run.settled, place: value}, reopened=None, previous=place, draft=Draft())
    if before.settled.get(place) != value and _may_matter_later(before, place):
        run = _look_again(flow, run, place)
    outcome = open_next(flow, run)
    return replace(outcome, effects=(CloseCard(place), *outcome.effects))


def close_votes(flow: Flow, run: Run, place: Place) -> Outcome:
    """Close a place with what everyone gave for themselves."""
    run, value, is_held_back = counted(flow, run, place)
    outcome = close(flow, run, place, value)
    said = (Announce("held_back"),) if is_held_back else ()
    return replace(outcome, effects=(*said, *outcome.effects))


def close_rest(flow: Flow, run: Run, place: Place) -> Outcome:
    """Skip this place and the open ones of the same step."""
    others = [other for other in rest_of_step(flow, run, place) if other != place]
    run = replace(run, settled={**run.settled, **dict.fromkeys(others, Skipped("rest"))})
    outcome = close(flow, run, place, Skipped("rest"))
    return replace(outcome, effects=(Notice("skipped_rest", {"n": len(others) + 1}), *outcome.effects))


def open_next(flow: Flow, run: Run) -> Outcome:
    """Tell what must be told on the way, and open the next question; without one the run is done."""
    effects: list[Effect] = []
    while (place := next_place(flow, run)) is not None:
        step = step_at(flow, place)
        if not isinstance(step, Show):
            return Outcome(_open(flow, run, place), (*effects, ShowCard(fresh=True)))
        run, told = _told(flow, run, place, step)
        effects.extend(told)
        if step.wait and told:
            return Outcome(_open(flow, run, place), (*effects, ShowCard(fresh=True)))
        run = replace(run, settled={**run.settled, place: Seen()}, reopened=None)
    said = () if flow.ends_quietly else (Announce("done"),)
    return Outcome(replace(run, status=Status.DONE, current=None, draft=Draft()), (*effects, *said))


def _open(flow: Flow, run: Run, place: Place) -> Run:
    aside = dict(run.aside)
    draft = aside.pop(place, None) or _answered(run, place) or aside.get(step_of(place), Draft())
    reopened = place if place in run.settled else None
    run = replace(run, current=place, ask=run.ask + 1, aside=aside, reopened=reopened)
    step = step_at(flow, place)
    if isinstance(step, Arrange):
        return _open_groups(flow, run, place, step, draft)
    return replace(run, draft=_still_there(flow, run, place, draft))


def _answered(run: Run, place: Place) -> Draft | None:
    """Return a card with the answer that a place holds already."""
    value = run.settled.get(place)
    if value is None:
        return None
    return Draft() if isinstance(value, Skipped | Voices | Sheets | Seen) else Draft(value=value)


def _open_groups(flow: Flow, run: Run, place: Place, step: Arrange, draft: Draft) -> Run:
    """Show the groups as they were left; without any, or when what they started from has changed, the proposal."""
    start = _start(flow, run, place, step)
    if draft.value is not None and (place in run.settled or run.shown.get(place) == _mark(start)):
        return replace(run, draft=draft)
    return replace(run, draft=Draft(value=Arranged(start)), shown={**run.shown, place: _mark(start)})


def _still_there(flow: Flow, run: Run, place: Place, draft: Draft) -> Draft:
    """Leave out choices made of answers that are gone."""
    if not isinstance(draft.value, Picked):
        return draft
    codes = codes_at(flow, run.facts(), place)
    kept = tuple(choice for choice in draft.value.choices if choice in codes)
    return replace(draft, value=Picked(kept) if kept else None)


def put_aside(run: Run) -> Run:
    """Keep what stands on a card that is left before it closed."""
    if run.current is None or run.draft.value is None:
        return run
    kept = Draft(value=run.draft.value, doubts=run.draft.doubts)
    return replace(run, aside={**run.aside, run.current: kept})


def _start(flow: Flow, run: Run, place: Place, step: Arrange) -> tuple[tuple[str, ...], ...]:
    groups = flow.suggestions[step.start](run.facts(), item_of(place))
    return groups if isinstance(groups, tuple) else ()


def _told(flow: Flow, run: Run, place: Place, step: Show) -> tuple[Run, tuple[Effect, ...]]:
    """Return the run with the marks of what is told at a place, and the telling, unless the group has just that."""
    item, values = item_of(place), _viewed(flow, run, step.view, place)
    mark = _mark(values)
    if run.shown.get(place) == mark:
        return run, ()
    seen, drawn = place_of(step.picture or "", item), _viewed(flow, run, step.picture, place)
    marks = {place: mark} | ({seen: _mark(drawn)} if drawn else {})
    is_new = bool(drawn) and run.shown.get(seen) != marks[seen]
    told = Tell(step.id, item, values, step.picture if is_new else None)
    return replace(run, shown={**run.shown, **marks}), (told,)


def _viewed(flow: Flow, run: Run, view: str | None, place: Place) -> Mapping[str, Json]:
    return flow.views[view](run.facts(), item_of(place)) if view else {}


def _mark(values: object) -> str:
    words = json.dumps(values, sort_keys=True, default=list)
    return sha256(words.encode()).hexdigest()[:16]


def _may_matter_later(before: Run, place: Place) -> bool:
    """Say whether things after a place may follow from it: it was answered before, or groups were made already."""
    return place in before.settled or any(isinstance(value, Arranged) for value in before.settled.values())


def _look_again(flow: Flow, run: Run, changed: Place) -> Run:
    """After a changed answer: computed messages and arrangements that follow from it are looked at again."""
    settled = dict(run.settled)
    for step, place in later_places(flow, run, changed):
        if place in settled and _has_changed(flow, run, step, place):
            del settled[place]
    return replace(run, settled=settled)


def _has_changed(flow: Flow, run: Run, step: AnyStep, place: Place) -> bool:
    if isinstance(step, Arrange):
        return run.shown.get(place) != _mark(_start(flow, run, place, step))
    return isinstance(step, Show) and step.view is not None


def go_back(flow: Flow, run: Run) -> Outcome:
    """Open the answered question that comes before the open one; its answer stays until it is closed again.

    Raises:
        Refused: `nothing_to_go_back`.
    """
    earlier = takewhile(lambda place: place != run.current, _asked(flow, run))
    answered = [place for place in earlier if place in run.settled and not isinstance(run.settled[place], Seen)]
    if not answered:
        raise Refused("nothing_to_go_back")
    return reopen(flow, run, answered[-1])


def _asked(flow: Flow, run: Run) -> Iterator[Place]:
    return (place_of(step.id, item) for step, item in places(flow, run.facts()))


def reopen(flow: Flow, run: Run, place: Place) -> Outcome:
    """Open a closed question again; what stands on the open card comes back with that.

    Raises:
        Refused: `not_answered_yet`: it has no answer, or it is about something that is gone.
    """
    if place not in run.settled or isinstance(run.settled[place], Seen) or place not in _asked(flow, run):
        raise Refused("not_answered_yet")
    if run.current is not None and run.draft.value != run.settled.get(run.current):
        run = put_aside(run)
    return open_next(flow, replace(run, reopened=place, previous=None))


def join(run: Run, who: ParticipantId) -> Outcome:
    """Someone takes part; where all had left, they lead."""
    if who in run.members:
        return Outcome(run, (Notice("already_joined"),))
    members = (*run.members, who)
    facilitator = run.facilitator if run.members else who  # all had left: whoever comes back first can go on
    effects = (Notice("joined", {"joined": len(members)}), ShowCard(fresh=False, can_wait=True))
    taken_over = (Announce("taken_over"),) if facilitator != run.facilitator else ()
    return Outcome(replace(run, members=members, facilitator=facilitator), (*effects, *taken_over))


def take_over(run: Run, who: ParticipantId) -> Outcome:
    """Someone leads from now on, and takes part.

    Raises:
        Refused: `already_leading`.
    """
    if who in run.members and who == run.facilitator:
        raise Refused("already_leading")
    members = run.members if who in run.members else (*run.members, who)
    return Outcome(replace(run, facilitator=who, members=members), (Announce("taken_over"),))


def leave(flow: Flow, run: Run, who: ParticipantId) -> Outcome:
    """Someone stops taking part: closed answers stay, the open voice goes; a run is never left without facilitator.

    Raises:
        Refused: `not_joined`.
    """
    if who not in run.members:
        raise Refused("not_joined")
    members = tuple(member for member in run.members if member != who)
    votes = without_open_voice(run, who)
    effects: tuple[Effect, ...] = (Notice("left"),)
    if not members:
        status = run.status if run.status is Status.GATHERING else Status.PAUSED
        return Outcome(replace(run, members=(), votes=votes, status=status), (*effects, ShowCard(fresh=False)))
    run = replace(run, members=members, votes=votes)
    if who == run.facilitator:
        run, effects = replace(run, facilitator=members[0]), (*effects, Announce("handed_on"))
    return _closed_if_all_answered(flow, run, effects)


def _closed_if_all_answered(flow: Flow, run: Run, effects: tuple[Effect, ...]) -> Outcome:
    if run.status is Status.OPEN and run.current is not None and has_every_voice(flow, run, run.current):
        outcome = close_votes(flow, run, run.current)
        return replace(outcome, effects=(*effects, *outcome.effects))
    return Outcome(run, (*effects, ShowCard(fresh=False, can_wait=True)))
