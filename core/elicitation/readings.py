"""Readings: partitions that fit the answers so far, each drawn as often as it is likely (nl: lezingen)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from core.chance import tickets
from core.coherence import Matrix
from core.elicitation.belief import levels_learned, weights_after, weights_before
from core.ids import ActivityId
from core.seating import UNIT, Homes, Seating, Weights
from core.thresholds import READINGS_EACH, READINGS_WARM_UP, READINGS_WORK

Two = tuple[int, int]
"""Two activities by number, the lower first."""

ALONE = UNIT
"""What sitting alone is worth: chances to open a package are a little better than those of an unknown one."""

CHAINS = 4
"""Series of readings: more than one, for a series may stay near where it began."""

SHAKES = 6
"""Shakes on the way to a first good partition."""


@dataclass(frozen=True)
class Readings:
    """What the answers leave open.

    Attributes:
        likeliest: a partition that fits as well as any that was found.
        drawn: the readings.
    """

    likeliest: Homes
    drawn: tuple[Homes, ...]

    @cached_property
    def together(self) -> Counter[Two]:
        """In how many readings two activities sit together."""
        return Counter(two for homes in self.drawn for two in pairs_in(homes))

    def doubt(self, two: Two) -> Fraction:
        """How divided the readings are on two activities: from 0, all the same, to 1/2."""
        together = self.together[two]
        return Fraction(min(together, len(self.drawn) - together), len(self.drawn))


def pairs_in(homes: Homes) -> Iterator[Two]:
    """Yield each two activities that sit together."""
    packages: dict[int, list[int]] = {}
    for activity, home in enumerate(homes):
        packages.setdefault(home, []).append(activity)
    return (two for members in packages.values() for two in combinations(members, 2))


def readings_of(matrix: Matrix, ids: Sequence[ActivityId]) -> Readings:
    """Draw readings of the answers; the same answers give the same readings."""
    chance = tickets()
    before = weights_before(matrix, ids)
    first = _likeliest(weights_after(before, matrix, ids, levels_learned(matrix, ids)), range(len(ids)), chance)
    weights = weights_after(before, matrix, ids, levels_learned(matrix, ids, first))
    likeliest = _likeliest(weights, first, chance)
    starts = [likeliest if chain % 2 else tuple(range(len(ids))) for chain in range(CHAINS)]
    return Readings(likeliest, tuple(homes for start in starts for homes in _chain(weights, start, chance)))


def _likeliest(weights: Weights, start: Sequence[int], chance: Iterator[int]) -> Homes:
    best = Seating(weights, start).settle(ALONE)
    for _ in range(min(SHAKES, len(weights))):  # nothing to shake without activities
        trial = Seating(weights, best.homes)
        trial.shake(chance, max(2, len(weights) // 5))
        best = max(best, trial.settle(ALONE), key=lambda seating: seating.worth)
    return best.homes


def _chain(weights: Weights, start: Homes, chance: Iterator[int]) -> Iterator[Homes]:
    seating = Seating(weights, start)
    for turn in range(READINGS_WARM_UP + _turns(len(weights))):
        seating.redraw(chance, ALONE)
        if turn >= READINGS_WARM_UP:
            yield seating.homes


def _turns(size: int) -> int:
    """Fewer readings of very many activities, so that time does not run away."""
    return max(READINGS_EACH // 8, min(READINGS_EACH, READINGS_WORK // max(1, size) ** 2))
