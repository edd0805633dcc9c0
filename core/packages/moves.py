"""What a group's own choice of packages costs, and what moving one activity changes (R20, Q3.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from core.coherence import Matrix, Pair, pair_of
from core.ids import ActivityId
from core.packages.optimum import Solved, best_partition
from core.packages.partition import Partition, canonical, is_coupled, score_of
from core.thresholds import MOVES_SHOWN, SOLVER_EFFORT


@dataclass(frozen=True)
class Move:
    """One activity to another package (nl: verplaatsing), and what that changes.

    Attributes:
        activity: who moves.
        target: the number of the package in the partition before the move, from 0; None for on its own.
        score_change: in votes; above 0 the packages get better.
        leaks_added: pairs that hang together and are cut by the move, in input order.
        leaks_removed: pairs that hang together and were cut before it, in input order.
    """

    activity: ActivityId
    target: int | None
    score_change: Fraction
    leaks_added: tuple[Pair, ...]
    leaks_removed: tuple[Pair, ...]


@dataclass(frozen=True)
class Judged:
    """A partition that the group chose, beside the best one.

    Attributes:
        score: of the group's partition, in votes.
        best: the partition of the highest score.
        price: best score minus score; 0 when the group's choice is as good.
        moves: single moves that gain, the largest gain first, a handful at most.
    """

    score: Fraction
    best: Solved
    price: Fraction
    moves: tuple[Move, ...]


def price_of_move(matrix: Matrix, partition: Partition, activity: ActivityId, target: int | None) -> Move:
    """What moving `activity` to package `target` (None: on its own) would change; nothing if it sits there already."""
    home = _home_of(partition, activity)
    leaving, joining = set(partition[home]) - {activity}, set(() if target is None else partition[target]) - {activity}
    change = sum((matrix.vote(activity, other) for other in joining), Fraction(0))
    change -= sum((matrix.vote(activity, other) for other in leaving), Fraction(0))
    return Move(
        activity,
        target,
        change,
        leaks_added=_coupled(matrix, activity, leaving - joining),
        leaks_removed=_coupled(matrix, activity, joining - leaving),
    )


def move(matrix: Matrix, partition: Partition, activity: ActivityId, target: int | None) -> Partition:
    """The partition after moving `activity` to package `target` (None: on its own)."""
    groups = [[other for other in package if other != activity] for package in partition]
    if target is None:
        return canonical(matrix, [*groups, [activity]])
    groups[target].append(activity)
    return canonical(matrix, groups)


def judge(matrix: Matrix, partition: Partition, effort: int = SOLVER_EFFORT) -> Judged:
    """Compare the group's own packages with the best ones.

    Best as far as the effort reaches: should the group do better than that, its own packages are the best known.
    """
    score, found = score_of(matrix, partition), best_partition(matrix, effort)
    own = replace(found, partition=partition, score=score, proven=score == found.bound)
    best = max(found, own, key=lambda solved: solved.score)
    return Judged(score, best, best.score - score, gains(matrix, partition))


def gains(matrix: Matrix, partition: Partition) -> tuple[Move, ...]:
    """The single moves that gain most, the largest gain first, a handful at most."""
    found = [one for one in _moves(matrix, partition) if one.score_change > 0]
    # the sort is stable: equals stay in input order, packages before "on its own"
    found.sort(key=lambda one: (-one.score_change, len(one.leaks_added)))
    return tuple(found[:MOVES_SHOWN])


def _moves(matrix: Matrix, partition: Partition) -> Iterator[Move]:
    targets = [*range(len(partition)), None]
    return (price_of_move(matrix, partition, activity, target) for activity in matrix.activities for target in targets)


def _home_of(partition: Partition, activity: ActivityId) -> int:
    return next(index for index, package in enumerate(partition) if activity in package)


def _coupled(matrix: Matrix, activity: ActivityId, others: set[ActivityId]) -> tuple[Pair, ...]:
    """The pairs of `activity` with these others that hang together, in input order."""
    return tuple(
        pair_of(activity, other)
        for other in matrix.activities
        if other in others and is_coupled(matrix, activity, other)
    )
