"""How sure the packages are, in readings out of twenty, and what to talk about first (packages.md 4)."""

from functools import lru_cache

from core.coherence import Matrix, Pair, pairs_of
from core.ids import ActivityId
from core.packages import Partition
from core.stability import Stability, stability_of
from core.voices import may_show, rounded_half_up
from flows.facts import Facts
from flows.model import Json
from flows.six_steps.asking import Expected, Voiced, expected_from_goals
from flows.six_steps.chosen import packages, partition_of
from flows.six_steps.group import level_of, matrix, pairs
from flows.six_steps.items import both_of, members_of, once
from flows.six_steps.naming import activity_name
from flows.values import Item

TWENTY = 20
"""Readings are told out of twenty: people picture that, and a percentage would pretend to know more."""


@once
def stability(facts: Facts) -> Stability:
    """Return how sure the packages are as they stand."""
    partition = partition_of(facts, map(members_of, packages(facts)))
    expected = tuple(sorted(expected_from_goals(facts).items()))
    return _stability(matrix(facts).activities, _shown(facts), expected, partition)


@lru_cache(maxsize=64)
def _stability(ids: tuple[ActivityId, ...], voiced: Voiced, expected: Expected, partition: Partition) -> Stability:
    """Work it out once for the same answers and packages."""
    return stability_of(Matrix(ids, dict(voiced)), partition, dict(expected))


def _shown(facts: Facts) -> Voiced:
    """Return the voices as far as the group may see them (R50): of few only the outcome, so that nothing leaks here."""
    shown = dict[Pair, tuple[int, ...]]()
    for item in pairs(facts):
        levels, (a, b) = facts.levels("q3_1", item), both_of(item)
        outcome = level_of(facts, "q3_1", item)
        if outcome is not None:
            seen = levels if may_show(len(levels), hidden=True) else (outcome,)
            shown[min(ActivityId(a), ActivityId(b)), max(ActivityId(a), ActivityId(b))] = seen
    return tuple(sorted(shown.items()))


def least_sure(facts: Facts, package: Item) -> dict[str, Json] | None:
    """Return the two of a package that sit together in the fewest readings; None for a single activity."""
    inside = list(pairs_of(map(ActivityId, members_of(package))))
    return _told(facts, min(inside, key=stability(facts).share)) if inside else None


def talk_first(facts: Facts) -> dict[str, Json] | None:
    """Return the two to talk about first; None when all is sure."""
    first = stability(facts).talk_first
    return None if first is None else _told(facts, first)


def _told(facts: Facts, pair: Pair) -> dict[str, Json]:
    a, b = sorted(pair, key=list(matrix(facts).activities).index)
    readings = rounded_half_up(TWENTY * stability(facts).share(pair))
    return {"a": activity_name(facts, a), "b": activity_name(facts, b), "readings": readings}
