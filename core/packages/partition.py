"""What a partition into packages is, and what it is worth (R20)."""

from collections.abc import Iterable
from fractions import Fraction

from core.coherence import Matrix, Pair, pairs_of
from core.ids import ActivityId
from core.thresholds import COUPLED_FROM

Partition = tuple[tuple[ActivityId, ...], ...]
"""Packages: the largest first, then by their first activity in the input; activities inside sorted by id."""


def canonical(matrix: Matrix, groups: Iterable[Iterable[ActivityId]]) -> Partition:
    """The same groups in the one order of a `Partition`; empty groups fall away."""
    place = {activity: index for index, activity in enumerate(matrix.activities)}
    packages = [tuple(sorted(group)) for group in groups]
    return tuple(
        sorted(filter(None, packages), key=lambda package: (-len(package), min(map(place.__getitem__, package))))
    )


def score_of(matrix: Matrix, partition: Partition) -> Fraction:
    """R20: the sum of the votes of all pairs that sit in the same package."""
    return sum((matrix.vote(a, b) for package in partition for a, b in pairs_of(package)), Fraction(0))


def leaks_of(matrix: Matrix, partition: Partition) -> tuple[Pair, ...]:
    """R20: the pairs that hang together (mean of 2 or more) and are cut (nl: lekken), in input order."""
    home = {activity: index for index, package in enumerate(partition) for activity in package}
    return tuple((a, b) for a, b in pairs_of(matrix.activities) if home[a] != home[b] and is_coupled(matrix, a, b))


def is_coupled(matrix: Matrix, a: ActivityId, b: ActivityId) -> bool:
    """Do these two hang together: a known mean of 2 or more?"""
    mean = matrix.mean(a, b)
    return mean is not None and mean >= COUPLED_FROM


def cohesion_of(matrix: Matrix, package: Iterable[ActivityId]) -> Fraction | None:
    """R20: the mean known coherence inside, 0..3; None for a single activity or when nothing is known."""
    known = [mean for a, b in pairs_of(package) if (mean := matrix.mean(a, b)) is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def between(matrix: Matrix, package: Iterable[ActivityId], other: Iterable[ActivityId]) -> Fraction | None:
    """R35: the highest known coherence across two packages, 0..3; None when nothing across is known."""
    others = tuple(other)
    known = [mean for a in package for b in others if (mean := matrix.mean(a, b)) is not None]
    return max(known, default=None)
