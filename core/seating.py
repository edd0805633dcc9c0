"""Who sits in which package, move by move: the one moving part behind what to ask next and how sure the packages are.

Weights between two activities are whole numbers: above 0 they want to sit together, below 0 apart.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import exp

Homes = tuple[int, ...]
"""For each activity the number of its package; the numbers themselves mean nothing."""

Weights = Sequence[Sequence[int]]
"""For each two activities how much more likely they sit together than apart, symmetric, zero on the diagonal."""

UNIT = 32
"""Steps in which the logarithm of a chance is counted; whole steps make every machine draw the same."""

CHANCES = tuple(round(2**16 * exp(-steps / UNIT)) for steps in range(11 * UNIT))
"""How often something that many steps less likely than the likeliest is drawn; what is rarer is not."""


class Seating:
    """Activities in packages, and how strongly each activity is drawn to each package."""

    def __init__(self, weights: Weights, homes: Sequence[int]) -> None:
        self._weights = weights
        self._homes = list(homes)
        self._counts = [0] * len(homes)
        self._pulls = [[0] * len(homes) for _ in homes]
        for activity, home in enumerate(homes):
            self._join(activity, home)

    @property
    def homes(self) -> Homes:
        """Where everyone sits now."""
        return tuple(self._homes)

    @property
    def worth(self) -> int:
        """The weights of all pairs that sit together."""
        return sum(self._pulls[home][activity] for activity, home in enumerate(self._homes)) // 2

    def settle(self, alone: int = 0) -> "Seating":
        """Move one activity at a time for as long as that gains; sitting alone is worth `alone`."""
        while sum(self._seek(activity, alone) for activity in range(len(self._homes))):
            pass
        return self

    def redraw(self, chance: Iterator[int], alone: int = 0) -> None:
        """Seat every activity anew, each place as often as its weight says (Gibbs sampling)."""
        for activity, ticket in zip(range(len(self._homes)), chance, strict=False):
            self._move(activity, self._drawn(activity, ticket, alone))

    def shake(self, chance: Iterator[int], most: int) -> None:
        """Move two activities up to `most` more anywhere."""
        size = len(self._homes)
        for _ in range(2 + next(chance) % most):
            self._move(next(chance) % size, next(chance) % size)

    def _seek(self, activity: int, alone: int) -> bool:
        """Move the activity to its best place; False when it sits there already."""
        here = self._homes[activity]
        places, pulls = self._places(activity, alone)
        best = max(pulls)
        now = alone if self._counts[here] == 1 else self._pulls[here][activity]
        if best <= now:
            return False
        self._move(activity, places[pulls.index(best)])
        return True

    def _drawn(self, activity: int, ticket: int, alone: int) -> int:
        places, pulls = self._places(activity, alone)
        best = max(pulls)
        chances = accumulate([CHANCES[best - pull] if best - pull < len(CHANCES) else 0 for pull in pulls])
        marks = list(chances)
        return places[bisect(marks, ticket % marks[-1])]

    def _places(self, activity: int, alone: int) -> tuple[list[int], list[int]]:
        """Every place to sit, an empty one last, and how strongly each draws."""
        here, counts = self._homes[activity], self._counts
        counts[here] -= 1
        places = [place for place, count in enumerate(counts) if count]
        empty = counts.index(0)
        counts[here] += 1
        return [*places, empty], [*[self._pulls[place][activity] for place in places], alone]

    def _move(self, activity: int, to: int) -> None:
        here = self._homes[activity]
        if here != to:
            self._counts[here] -= 1
            self._pulls[here] = [p - w for p, w in zip(self._pulls[here], self._weights[activity], strict=True)]
            self._homes[activity] = to
            self._join(activity, to)

    def _join(self, activity: int, home: int) -> None:
        self._counts[home] += 1
        self._pulls[home] = [p + w for p, w in zip(self._pulls[home], self._weights[activity], strict=True)]
