"""How sure the packages are, in readings out of twenty, and what to talk about first (packages.md 4)."""

from collections.abc import Iterable
from functools import lru_cache

from core.coherence import Matrix, Pair, pair_of, pairs_of
from core.ids import ActivityId
from core.packages import Partition
from core.runner_up import what_speaks
from core.stability import Stability, stability_of
from core.voices import Spread, may_show, rounded_half_up
from flows.facts import Facts
from flows.six_steps.asking import Expected, Voiced, expected_from_goals
from flows.six_steps.chosen import computed, packages, partition_of
from flows.six_steps.group import activities, level_of, matrix, pairs
from flows.six_steps.items import both_of, members_of, once
from flows.six_steps.naming import activity_name
from flows.values import Item
from flows.views import Json

TWENTY = 20
"""Readings are told out of twenty: people picture that, and a percentage would pretend to know more."""

RIVAL_SHOWN = 2
"""Packages and pairs named of what comes closest: it is a sentence, not a second proposal."""

Told = dict[str, Json]


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


def least_sure(facts: Facts, package: Item) -> Told | None:
    """Return the two of a package that sit together in the fewest readings; None for a single activity."""
    inside = list(pairs_of(map(ActivityId, members_of(package))))
    return _told(facts, min(inside, key=stability(facts).share)) if inside else None


def talk_first(facts: Facts) -> Told | None:
    """Return the two to talk about first; None when all is sure."""
    first = stability(facts).talk_first
    return None if first is None else _told(facts, first)


@once
def runner_up(facts: Facts) -> Told | None:
    """Return which other packages come closest, what speaks for and against them, and what they cost; None: none do."""
    rival = stability(facts).runner_up
    if rival is None:
        return None
    speaks = what_speaks(shown_matrix(facts), partition_now(facts), rival.partition)
    return {
        "packages": [_names(facts, package) for package in speaks.packages[:RIVAL_SHOWN]],
        "joined": [_names(facts, pair) for pair in speaks.joined[:RIVAL_SHOWN]],
        "freed": [_names(facts, pair) for pair in speaks.freed[:RIVAL_SHOWN]],
        "parted": [_names(facts, pair) for pair in speaks.parted[:RIVAL_SHOWN]],
        "price": float(rival.price),
    }


def runner_up_changes(facts: Facts, package: Item) -> bool:
    """Say whether the packages that come closest do away with this one."""
    rival = stability(facts).runner_up
    return rival is not None and {*members_of(package)} not in [{*other} for other in rival.partition]


def _names(facts: Facts, members: Iterable[str]) -> list[Json]:
    """Return activities as typed, in the order of the list."""
    places = list(activities(facts))
    return [activity_name(facts, it) for it in sorted(members, key=places.index)]


def _told(facts: Facts, pair: Pair) -> Told:
    a, b = sorted(pair, key=list(matrix(facts).activities).index)
    readings = rounded_half_up(TWENTY * stability(facts).share(pair))
    return {"a": activity_name(facts, a), "b": activity_name(facts, b), "readings": readings}
