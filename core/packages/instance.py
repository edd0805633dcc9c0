"""The packages problem in whole numbers, so that equal means equal on every machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from core.coherence import Matrix, pair_of, pairs_of
from core.ids import ActivityId

Groups = tuple[tuple[int, ...], ...]
"""Packages of activity numbers."""

GRAIN = 1024
"""Steps within the smallest difference that counts: room to round prices without losing a tie."""


@dataclass(frozen=True)
class Instance:
    """Activities 0, 1, 2 ... (in order of id), their votes in whole numbers, and the people each brings.

    The worth of a partition is the weights inside its packages plus `unit` per package. All units together weigh less
    than the smallest difference in score, so the highest worth is the highest score with, among equals, more packages.

    Attributes:
        weights: the vote of each two activities times `scale` times `step`, symmetric, zero on the diagonal.
        scale: the smallest number that makes all votes whole.
        step: the smallest difference in score; more than all units together.
        seats: the people of each activity, one bit per person.
        most: a package of two or more activities has at most this many people.
        unit: what a package more is worth.
    """

    weights: tuple[tuple[int, ...], ...]
    scale: int
    step: int
    seats: tuple[int, ...]
    most: int
    unit: int = GRAIN

    @property
    def size(self) -> int:
        """How many activities."""
        return len(self.weights)

    def worth(self, group: Sequence[int]) -> int:
        """What this package adds to the worth of a partition."""
        inside = sum(self.weights[a][b] for index, a in enumerate(group) for b in group[:index])
        return inside + self.unit

    def worth_of_all(self, groups: Groups) -> int:
        """What these packages are worth together."""
        return sum(map(self.worth, groups))

    def fits(self, seats: int) -> bool:
        """May a package of two or more activities have these people?"""
        return seats.bit_count() <= self.most

    def score_at_most(self, worth: int) -> Fraction:
        """The highest score that a partition of this worth can have: votes only, so without its packages' units."""
        return Fraction((worth - self.unit) // self.step, self.scale)

    def restricted_to(self, members: Sequence[int]) -> "Instance":
        """The same problem for some of the activities."""
        weights = tuple(tuple(self.weights[a][b] for b in members) for a in members)
        return replace(self, weights=weights, seats=tuple(self.seats[a] for a in members))


def instance_of(matrix: Matrix, ids: Sequence[ActivityId], seats: Mapping[ActivityId, int], most: int) -> Instance:
    """The problem for the activities `ids`; without seats there is no limit to a package."""
    votes = {pair: matrix.vote(*pair) for pair in pairs_of(ids)}
    scale = lcm(*(vote.denominator for vote in votes.values()))
    step = (len(ids) + 1) * GRAIN
    whole = {pair: int(vote * scale) * step for pair, vote in votes.items()}
    rows = tuple(tuple(whole.get(pair_of(a, b), 0) for b in ids) for a in ids)
    return Instance(rows, scale, step, tuple(seats.get(a, 0) for a in ids), most)


def parts_of(instance: Instance) -> list[list[int]]:
    """Activities that votes for each other join, directly or through others; no best package crosses two parts.

    A package that did would score at least as high in two pieces, and with more packages.
    """
    parts: list[list[int]] = []
    left = set(range(instance.size))
    while left:
        reached = _reached(instance, min(left))
        left -= reached
        parts.append(sorted(reached))
    return parts


def _reached(instance: Instance, start: int) -> set[int]:
    reached, edge = {start}, [start]
    while edge:
        row = instance.weights[edge.pop()]
        new = [other for other, weight in enumerate(row) if weight > 0 and other not in reached]
        reached.update(new)
        edge.extend(new)
    return reached


class OutOfEffortError(Exception):
    """The budget of work is spent."""


class Effort:
    """A budget of work in steps, not seconds: the same input stops at the same place on every machine."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take `steps` from the budget.

        Raises:
            OutOfEffortError: when it is spent.
        """
        self.left -= steps
        if self.left < 0:
            raise OutOfEffortError

    def keep(self, wanted: int) -> int:
        """Put a part aside, for a bound when the rest brings no proof; return how much: a sixth, or half if wanted."""
        kept = max(self.left // 6, min(self.left // 2, wanted))
        self.left -= kept
        return kept
