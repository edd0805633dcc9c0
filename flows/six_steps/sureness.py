"""How sure the packages are, in readings out of twenty, and what to talk about first (packages.md 4)."""

from functools import lru_cache

from core.coherence import Matrix, Pair, pair_of, pairs_of
from core.ids import ActivityId
from core.packages import Partition
from core.stability import Stability, stability_of
from core.voices import Spread, may_show, rounded_half_up
from flows.facts import Facts
from flows.model import Json
from flows.six_steps.asking import Expected, Voiced, expected_from_goals
from flows.six_steps.chosen import computed, packages, partition_of
from flows.six_steps.group import level_of, matrix, pairs
from flows.six_steps.items import both_of, members_of, once
from flows.six_steps.naming import activity_name
from flows.values import Item

TWENTY = 20
"""Readings are told out of twenty: people picture that, and a percentage would pretend to know more."""


@once
def partition_now(facts: Facts) -> Partition:
    """Return the packages as they stand; before the group agreed on any, those that are proposed."""
    arranged = packages(facts)
    return partition_of(facts, map(members_of, arranged)) if arranged else computed(facts)


@once
def stability(facts: Facts) -> Stability:
    """Return how sure the packages are as they stand."""
    expected = tuple(sorted(expected_from_goals(facts).items()))
    return _stability(matrix(facts).activities, _shown(facts), expected, partition_now(facts))


@lru_cache(maxsize=64)
def _stability(ids: tuple[ActivityId, ...], voiced: Voiced, expected: Expected, partition: Partition) -> Stability:
    """Work it out once for the same answers and packages."""
    return stability_of(Matrix(ids, dict(voiced)), partition, dict(expected))


@once
def _shown(facts: Facts) -> Voiced:
    """Return the voices as far as the group may see them (R50): of few only the outcome, so that nothing leaks here."""
    shown = dict[Pair, tuple[int, ...]]()
    for item in pairs(facts):
        levels = facts.levels("q3_1", item)
        outcome = level_of(facts, "q3_1", item)
        if outcome is not None:
            seen = levels if may_show(len(levels), hidden=True) else (outcome,)
            shown[_key(item)] = seen
    return tuple(sorted(shown.items()))


def shown_matrix(facts: Facts) -> Matrix:
    """Return how activities hang together as far as the group may see it: what is told of it tells no more (R50)."""
    return Matrix(matrix(facts).activities, dict(_shown(facts)))


def readings_together(facts: Facts, pair: Item) -> int:
    """Return in how many of twenty readings two activities sit together."""
    return rounded_half_up(TWENTY * stability(facts).share(_key(pair)))


def doubt_on(facts: Facts, pair: Item) -> tuple[int, int]:
    """Return how open a pair is: in how many of twenty readings it sits elsewhere, and how far voices lie apart."""
    share = stability(facts).share(_key(pair))
    divided = rounded_half_up(TWENTY * min(share, 1 - share))
    return divided, Spread(shown_matrix(facts).voices.get(_key(pair), ())).distance


def _key(pair: Item) -> Pair:
    a, b = both_of(pair)
    return pair_of(ActivityId(a), ActivityId(b))


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
