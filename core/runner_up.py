"""What speaks for the second best packages, and what against them (R20, packages.md 4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.coherence import Matrix, Pair, pairs_of
from core.packages import Partition


@dataclass(frozen=True)
class Speaks:
    """Other packages beside those at hand, as far as they differ; all pairs were compared.

    Attributes:
        packages: the packages that are only there.
        joined: pairs that vote to sit together, and do so only there: what speaks for it.
        freed: pairs that vote to sit apart, and do so only there: what speaks for it too.
        parted: pairs that vote to sit together, and do so only at hand: what speaks against it.
    """

    packages: Partition
    joined: tuple[Pair, ...]
    freed: tuple[Pair, ...]
    parted: tuple[Pair, ...]


def what_speaks(matrix: Matrix, at_hand: Partition, other: Partition) -> Speaks:
    """Weigh other packages against those at hand; in each list the pairs that weigh most come first."""
    here, there = ({pair for package in it for pair in pairs_of(package)} for it in (at_hand, other))
    return Speaks(
        packages=tuple(package for package in other if package not in at_hand),
        joined=_weightiest(matrix, (pair for pair in there - here if matrix.vote(*pair) > 0)),
        freed=_weightiest(matrix, (pair for pair in here - there if matrix.vote(*pair) < 0)),
        parted=_weightiest(matrix, (pair for pair in here - there if matrix.vote(*pair) > 0)),
    )


def _weightiest(matrix: Matrix, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    known = (pair for pair in pairs if matrix.is_known(*pair))
    return tuple(sorted(known, key=lambda pair: (-abs(matrix.vote(*pair)), pair)))
