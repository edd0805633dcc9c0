"""What the groups of Q3.4 hold together, and what a move would change, before anything does (R20, R35)."""

from collections.abc import Iterable

from core.ids import ActivityId
from core.packages import Move, Partition, gains, move, score_of
from core.proposal import Shift, what_if
from flows.facts import Facts
from flows.six_steps.chosen import computed, partition_of
from flows.six_steps.group import activities, matrix
from flows.six_steps.naming import activity_name
from flows.six_steps.views import Values, cut_of, leveled
from flows.values import Item
from flows.views import BEFORE, Json

BETTER_AT_MOST = 2
"""Moves that are proposed beside the groups: a group tries one at a time."""


def arrangement(facts: Facts, _: Item) -> Values:
    """R20: what the groups hold together and cut, what would be better, and which packages a move brings closer."""
    partition = partition_of(facts, facts.groups("q3_4"))
    score, best = (score_of(matrix(facts), it) for it in (partition, computed(facts)))
    return {
        "score": float(score),
        "best": float(best),
        "leaks": [leveled(facts, pair) for pair in cut_of(facts, partition)],
        "better": [_better(facts, partition, one) for one in _gains(facts, partition)[:BETTER_AT_MOST]],
        "shifts": [_shift(facts, one) for one in _shifts(facts, partition)],
    }


def _gains(facts: Facts, partition: Partition) -> tuple[Move, ...]:
    """Return the moves that gain; of those that lead to the same packages one."""
    found = {
        move(matrix(facts), partition, one.activity, one.target): one for one in gains(matrix(facts), partition)[::-1]
    }
    return tuple(found.values())[::-1]


def _better(facts: Facts, partition: Partition, gain: Move) -> Values:
    """Name a move that gains, and whom the activity would join; nobody: on its own."""
    others = () if gain.target is None else partition[gain.target]
    return {
        "activity": activity_name(facts, gain.activity),
        "with": _names(facts, others),
        "gain": float(gain.score_change),
    }


def _shifts(facts: Facts, after: Partition) -> tuple[Shift, ...]:
    """R35: packages that would work together otherwise than in the groups on the card."""
    before = partition_of(facts, facts.groups("q3_4", BEFORE))
    moved = [
        ActivityId(one) for one in activities(facts) if before != after and _rest(before, one) == _rest(after, one)
    ]
    if not moved:
        return ()
    joined = next(set(package) - {moved[0]} for package in after if moved[0] in package)
    target = next((number for number, package in enumerate(before) if joined & set(package)), None)
    return what_if(matrix(facts), before, moved[0], target).shifts


def _rest(partition: Partition, activity: str) -> frozenset[frozenset[ActivityId]]:
    left = (frozenset(package) - {ActivityId(activity)} for package in partition)
    return frozenset(filter(None, left))


def _shift(facts: Facts, shift: Shift) -> Values:
    one, other = (_names(facts, package) for package in shift.packages)
    return {"a": one, "b": other, "level": None if shift.after is None else int(shift.after.value.value)}


def _names(facts: Facts, members: Iterable[ActivityId]) -> list[Json]:
    return [activity_name(facts, member) for member in members]
