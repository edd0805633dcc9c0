"""What would change if one activity moved to another package, before anything does (Q3.4, R20, R35)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from core.coherence import Matrix
from core.coordination import Finding, IntensityRange, intensity_between
from core.ids import ActivityId
from core.packages import Move, Partition, between, leaks_of, move, price_of_move, score_of
from core.proposal.split import leaks_among
from core.proposal.statements import Leak

Members = tuple[ActivityId, ...]


@dataclass(frozen=True)
class Shift:
    """Two packages that will have to work together more or less closely than before.

    Attributes:
        packages: the activities of the two after the move: one that it changes, and another.
        before: how closely they work together now (R35); None where nothing across is known, and for a package that
            the move makes.
        after: how closely they would then; None where nothing across is known.
    """

    packages: tuple[Members, Members]
    before: Finding[IntensityRange] | None
    after: Finding[IntensityRange] | None


@dataclass(frozen=True)
class WhatIf:
    """The plan after a move.

    Attributes:
        move: who moves where, what the score gains or loses, and which pairs are cut or brought together.
        partition: the packages after it, in their new order.
        score: what these are worth.
        leaks: every pair that hangs together and would be cut, the old ones too.
        shifts: the packages that would work together more or less closely.
    """

    move: Move
    partition: Partition
    score: Fraction
    leaks: tuple[Leak, ...]
    shifts: tuple[Shift, ...]


def what_if(matrix: Matrix, partition: Partition, activity: ActivityId, target: int | None) -> WhatIf:
    """Work out what moving `activity` to package `target` (None: on its own) would change.

    Args:
        matrix: how strongly the activities hang together.
        partition: the packages now.
        activity: who would move.
        target: the number of a package in `partition`, from 0.
    """
    after = move(matrix, partition, activity, target)
    return WhatIf(
        move=price_of_move(matrix, partition, activity, target),
        partition=after,
        score=score_of(matrix, after),
        leaks=leaks_among(matrix, leaks_of(matrix, after)),
        shifts=tuple(_shifts(matrix, partition, after, activity)),
    )


def _shifts(matrix: Matrix, partition: Partition, after: Partition, activity: ActivityId) -> Iterator[Shift]:
    """Each two packages after the move, one of them changed by it, whose closeness differs."""
    for place, package in enumerate(after):
        for other in after[place + 1 :]:
            if package in partition and other in partition:
                continue
            old = tuple(_before(partition, one, activity) for one in (package, other))
            before, now = _intensity(matrix, *old), _intensity(matrix, package, other)
            if _level(before) != _level(now):
                yield Shift((package, other), before, now)


def _before(partition: Partition, package: Members, activity: ActivityId) -> Members:
    """What a package was before the move; empty for one that it makes."""
    stayed = set(package) - {activity}
    return next((old for old in partition if stayed & set(old)), ())


def _intensity(matrix: Matrix, package: Members, other: Members) -> Finding[IntensityRange] | None:
    highest = between(matrix, package, other)
    return None if highest is None else intensity_between(highest)


def _level(found: Finding[IntensityRange] | None) -> IntensityRange | None:
    return None if found is None else found.value
