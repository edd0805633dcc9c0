"""The one interpreter of flows: start() and advance(). Pure: a run and what came in, to a run and what must be done.

Theory of operation
-------------------
A run holds closed answers by *place* (a step, or a step about an item). What is asked next is never stored as a path:
it is the first place in the order of the flow that the closed answers call for and that has no answer yet
(`order.next_place`). So a changed answer opens exactly the questions that it made necessary, answers of things that
no longer exist are simply not read, and a pause of a month needs no care.

One place is open at a time (`run.current`), with a number (`run.ask`) that rises at every opening: a button carries
it, so an old button is known as old. While a place is open, hidden voices gather in `run.votes` and the shared
answer in `run.draft`; closing moves one value to `run.settled` and opens the next place. Messages without an answer
(`Show`) are told on the way and marked as seen, and told again only if what they say has changed.

Nothing here knows which flow it runs, reads a clock, or has words: a refusal is a `Notice` with a key.
"""

from dataclasses import replace
from datetime import date
from typing import assert_never

from core.ids import ParticipantId
from flows.again import again, prepared
from flows.model import Ask, Flow, Offer, Show, Text, Voice
from flows.moving import (
    close,
    close_rest,
    close_votes,
    go_back,
    join,
    leave,
    open_next,
    put_aside,
    reopen,
    take_over,
)
from flows.order import step_at
from flows.refusal import Refused
from flows.run import (
    Announce,
    Control,
    HandIn,
    Incoming,
    Notice,
    Outcome,
    Park,
    Press,
    Reopen,
    Run,
    ShowCard,
    Status,
    Steer,
    Typed,
)
from flows.seen import trimmed
from flows.taking import closing_value, pressed, typed
from flows.values import Place, Seen, Single, Skipped
from flows.voting import enough_voices, handed_in, voted

NOTICES = frozenset({
    "recorded", "changed", "marked", "parked", "joined", "already_joined", "left", "skipped_rest", "not_joined",
    "facilitator_only", "not_open", "is_paused", "stale_button", "closed_question", "unknown_button", "use_buttons",
    "empty_text", "too_long", "too_many", "too_many_picked", "no_such_number", "bad_date", "past_date", "below_quorum",
    "no_voice_yet", "list_merge_first", "nothing_marked", "required", "grid_incomplete", "nothing_to_go_back",
    "already_leading", "not_answered_yet", "doubt_settled", "doubt_open", "parking_full",
    "handed_in", "sheet_closed", "fill_in_private",
})  # fmt: skip
"""Every notice that the engine can give; a test asks the catalogues for each."""

PARKED_AT_MOST = 50


def start(flow: Flow, facilitator: ParticipantId, last: Run | None = None, begun: Offer | None = None) -> Outcome:
    """Return a new run in which people can join.

    Args:
        flow: The flow to go through.
        facilitator: Who starts it.
        last: The last run of the same flow that this group brought to its end, if there is one.
        begun: What it follows from, if it does.
    """
    run = Run(flow=flow.id, flow_version=flow.version, facilitator=facilitator, members=(facilitator,))
    run = run if last is None else again(flow, run, last)
    run = run if begun is None else prepared(flow, run, begun)
    return Outcome(run, (ShowCard(fresh=True),))


def advance(flow: Flow, run: Run, incoming: Incoming, today: date) -> Outcome:
    """Return what follows from what someone did; a refusal leaves the answers as they were.

    Args:
        flow: The flow in the version of the run.
        run: As stored.
        incoming: Who did what.
        today: The day where the group lives.
    """
    try:
        return _advance(flow, run, incoming, today)
    except Refused as refusal:
        kept = replace(run, draft=replace(run.draft, warned=True)) if refusal.warned else run
        return Outcome(kept, (Notice(refusal.key, refusal.values, loud=True),))


def _advance(flow: Flow, run: Run, incoming: Incoming, today: date) -> Outcome:
    match incoming.given:
        case Steer():
            return _steer(flow, run, incoming, incoming.given)
        case Reopen(place):
            _only_facilitator(run, incoming)
            return reopen(flow, _reopenable(run), place)
        case Park(text):
            return _park(run, incoming, text)
        case HandIn():
            return handed_in(flow, run, incoming.participant, incoming.given)
        case Press() | Typed():
            return _answer(flow, _answerable(run, incoming), incoming, today)
        case _:
            assert_never(incoming.given)


# --- answers ---


def _opened(run: Run) -> Run:
    if run.status is not Status.OPEN:
        raise Refused("is_paused" if run.status is Status.PAUSED else "not_open")
    return run


def _reopenable(run: Run) -> Run:
    """A finished run may be opened again to change an answer."""
    return replace(run, status=Status.OPEN) if run.status is Status.DONE else _opened(run)


def _answerable(run: Run, incoming: Incoming) -> Run:
    given = incoming.given
    if isinstance(given, Press) and given.ask != run.ask:
        raise Refused("stale_button")
    if isinstance(given, Typed) and given.ask is not None and given.ask != run.ask:
        raise Refused("closed_question")
    if incoming.participant not in run.members:
        raise Refused("not_joined")
    return _opened(run)


def _answer(flow: Flow, run: Run, incoming: Incoming, today: date) -> Outcome:
    place = _current(run)
    step = step_at(flow, place)
    if step.voice is Voice.FACILITATOR and incoming.participant != run.facilitator:
        raise Refused("facilitator_only")
    taken = (
        pressed(flow, run, place, incoming.given, today)
        if isinstance(incoming.given, Press)
        else typed(flow, run, place, _words(incoming), today)
    )
    if isinstance(taken, Run):
        return _added(flow, run, taken, step)
    if step.voice is Voice.EACH:
        return voted(flow, run, incoming.participant, place, taken)
    return _shared(flow, run, incoming.participant, taken)


def _words(incoming: Incoming) -> Typed:
    assert isinstance(incoming.given, Typed)  # noqa: S101 _advance lets nothing else through
    return incoming.given


def _current(run: Run) -> Place:
    assert run.current is not None  # noqa: S101 a run is open as long as a question is
    return run.current


def _added(flow: Flow, before: Run, run: Run, step: Ask | Show) -> Outcome:
    """Something was put on the open card; with one person there is nobody to wait for, unless to correct words."""
    place = _current(run)
    if isinstance(step, Text) and len(run.members) == 1 and run.draft.value is not None and place != run.reopened:
        return close(flow, run, place, closing_value(run, step))
    if run == before:
        return Outcome(run, (Notice("recorded"),))
    if len(run.draft.doubts) < len(before.draft.doubts):
        return Outcome(run, (Notice("doubt_settled"), ShowCard(fresh=False)))
    is_marked = run.draft.value != before.draft.value  # else a step in a dialogue, which the card itself shows
    return Outcome(run, (*((Notice("marked"),) if is_marked else ()), ShowCard(fresh=False)))


def _shared(flow: Flow, run: Run, who: ParticipantId, value: Single) -> Outcome:
    """Take a whole answer of the group: the facilitator's closes, a member's is a mark until then."""
    place, step = _current(run), step_at(flow, _current(run))
    if isinstance(value, Skipped) and step.required:
        raise Refused("required")
    if who == run.facilitator or (isinstance(step, Text) and step.one):
        return close(flow, run, place, value)
    if isinstance(value, Skipped):
        raise Refused("facilitator_only")
    draft = replace(run.draft, value=value)
    can_wait = ShowCard(fresh=False, can_wait=True)
    return Outcome(replace(run, draft=draft), (Notice("marked"), can_wait))


def _park(run: Run, incoming: Incoming, text: str) -> Outcome:
    if run.status in {Status.DONE, Status.STOPPED}:
        raise Refused("not_open")
    if incoming.participant not in run.members:
        raise Refused("not_joined")
    words = trimmed(text)
    if not words:
        raise Refused("empty_text")
    if len(words) > Text(id="", part=0).max_length:
        raise Refused("too_long", {"max": Text(id="", part=0).max_length, "length": len(words)})
    if len(run.parked) >= PARKED_AT_MOST:
        raise Refused("parking_full", {"max": PARKED_AT_MOST})
    parked = run.parked if words in run.parked else (*run.parked, words)
    return Outcome(replace(run, parked=parked), (Notice("parked", {"n": len(parked)}),))


# --- steering ---


def _only_facilitator(run: Run, incoming: Incoming) -> None:
    if incoming.participant != run.facilitator and not incoming.may_facilitate:
        raise Refused("facilitator_only")


def _steer(flow: Flow, run: Run, incoming: Incoming, steer: Steer) -> Outcome:
    if run.status in {Status.DONE, Status.STOPPED}:
        raise Refused("not_open")
    match steer.control:
        case Control.JOIN:
            return join(run, incoming.participant)
        case Control.LEAVE:
            return leave(flow, run, incoming.participant)
        case _:
            _only_facilitator(run, incoming)
    if steer.ask is not None and steer.ask != run.ask:
        raise Refused("stale_button")
    return _steered(flow, run, incoming.participant, steer.control)


def _steered(flow: Flow, run: Run, who: ParticipantId, control: Control) -> Outcome:
    match control:
        case Control.BEGIN if run.status is Status.GATHERING:
            return open_next(flow, replace(run, status=Status.OPEN))
        case Control.PAUSE if run.status is Status.OPEN:
            return Outcome(replace(run, status=Status.PAUSED), (ShowCard(fresh=False),))
        case Control.RESUME if run.status is Status.PAUSED:
            return Outcome(replace(run, status=Status.OPEN), (ShowCard(fresh=True),))
        case Control.STOP:
            return Outcome(replace(run, status=Status.STOPPED), (ShowCard(fresh=False), Announce("stopped")))
        case Control.TAKE_OVER:
            return take_over(run, who)
        case _:
            return _moved(flow, _opened(run), control)


def _moved(flow: Flow, run: Run, control: Control) -> Outcome:
    match control:
        case Control.NEXT:
            return _next(flow, run)
        case Control.BACK:
            return go_back(flow, run)
        case Control.SKIP | Control.SKIP_REST:
            return _skip(flow, run, rest=control is Control.SKIP_REST)
        case _:
            raise Refused("not_open")


def _next(flow: Flow, run: Run) -> Outcome:
    place, step = _current(run), step_at(flow, _current(run))
    if isinstance(step, Show):
        return close(flow, run, place, Seen())
    if step.voice is Voice.EACH:
        enough_voices(flow, run, place)
        return close_votes(flow, run, place)
    if run.draft.doubts:
        raise Refused("doubt_open")
    return close(flow, run, place, closing_value(run, step))


def _skip(flow: Flow, run: Run, *, rest: bool) -> Outcome:
    place, step = _current(run), step_at(flow, _current(run))
    if isinstance(step, Show):
        return close(flow, run, place, Seen())
    if step.required:
        raise Refused("required")
    run = put_aside(run)
    return close_rest(flow, run, place) if rest else close(flow, run, place, Skipped("skip"))
