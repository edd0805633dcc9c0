"""Runs as JSON and back: the state in one piece, each answer in a row of its own; and rhythms."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import TypeAdapter

from core.ids import ParticipantId
from core.timetable import Rhythm
from flows.run import Run
from flows.values import Place, Value, Vote

GROUP = ""
"""Participant of a closed answer: the group itself."""

AnswerKey = tuple[Place, str]

_RUN = TypeAdapter(Run)
_VALUE: TypeAdapter[Value] = TypeAdapter(Value)
_VOTE: TypeAdapter[Vote] = TypeAdapter(Vote)
_EITHER: TypeAdapter[Value | Vote] = TypeAdapter(Value | Vote)
_RHYTHM = TypeAdapter(Rhythm)
_IN_ROWS = {"votes", "settled"}


def state_of(run: Run) -> str:
    """Return everything of a run but its answers, as JSON."""
    return _RUN.dump_json(run, exclude=_IN_ROWS).decode()


def same_state(one: Run, other: Run) -> bool:
    """Say whether two runs differ in their answers at most."""
    return replace(one, votes={}, settled={}) == replace(other, votes={}, settled={})


def answer_changes(before: Run | None, after: Run) -> Mapping[AnswerKey, str | None]:
    """Return the answer rows that changed between two states of a run; None: the row goes."""
    changes: dict[AnswerKey, str | None] = {}
    old = before.settled if before else {}
    changes |= {(place, GROUP): _json(value) for place, value in after.settled.items() if old.get(place) is not value}
    changes |= {(place, GROUP): None for place in old if place not in after.settled}
    old_votes = before.votes if before else {}
    for place in (*after.votes, *(place for place in old_votes if place not in after.votes)):
        votes, earlier = after.votes.get(place, {}), old_votes.get(place, {})
        if votes is not earlier:
            changes |= {(place, who): _json(value) for who, value in votes.items() if earlier.get(who) is not value}
            changes |= {(place, who): None for who in earlier if who not in votes}
    return changes


def _json(value: Value | Vote) -> str:
    return _EITHER.dump_json(value).decode()


def run_from(state: str, answers: Mapping[AnswerKey, str]) -> Run:
    """Return the run of a stored state and its answer rows, in the order in which they were first written."""
    run = _RUN.validate_json(state)
    settled: dict[Place, Value] = {}
    votes: dict[Place, dict[ParticipantId, Vote]] = {}
    for (place, participant), text in answers.items():
        if participant == GROUP:
            settled[place] = _VALUE.validate_json(text)
        else:
            votes.setdefault(place, {})[ParticipantId(participant)] = _VOTE.validate_json(text)
    return replace(run, settled=settled, votes=votes)


def rhythm_as(rhythm: Rhythm) -> str:
    """Return a rhythm as JSON."""
    return _RHYTHM.dump_json(rhythm).decode()


def rhythm_from(text: str) -> Rhythm:
    """Return the rhythm of stored JSON."""
    return _RHYTHM.validate_json(text)
