"""Prices per activity under which no known package is worth more than its activities: a linear programme.

Fractions of packages that together hold each activity once, worth as much as possible: the best such mixture is at
least as good as the best partition, and its dual prices say what a package must be worth to improve it. Solved by the
revised simplex method. It works in floating point and may be a little off; whoever uses the prices checks them exactly.
"""

from math import floor, fsum

from core.packages.instance import Effort, Groups, Instance

ENTER_AT_ONCE = 20
"""Packages tried between two looks at the whole pool: most are still worth entering, and a look is dear."""

NUDGE = 1e-4
"""Needs differ a little from 1, so that no step stands still and the method cannot run in circles."""

GOLDEN = 0.6180339887
"""Multiples of it spread evenly between 0 and 1: differing nudges without chance."""

NOTHING = 1e-7
"""Smaller than this is a rounding error."""


class Master:
    """The known packages and the present prices; at first every activity is a package of its own.

    Attributes:
        settled: the last prices at which no package known then was worth more; on the way to the next they stray far.
    """

    def __init__(self, instance: Instance) -> None:
        size = instance.size
        self._instance = instance
        self._pool: dict[tuple[int, ...], int] = {}
        self._prices = [float(instance.unit)] * size
        self._inverse = [[float(row == column) for column in range(size)] for row in range(size)]
        self._shares = [1 + NUDGE * (index * GOLDEN % 1) for index in range(size)]
        self.settled = self.prices
        self.offer(tuple((index,) for index in range(size)))

    def offer(self, groups: Groups) -> None:
        """Make packages known, each sorted."""
        self._pool.update({group: self._instance.worth(group) for group in groups})

    def settle(self, effort: Effort) -> list[int]:
        """Prices, rounded up, at which no known package is worth more than its activities."""
        while wanted := self._underpriced(effort):
            for group in wanted:
                effort.spend(len(self._prices) ** 2 // 8)
                self._enter(group)
        self.settled = self.prices
        return self.settled

    @property
    def prices(self) -> list[int]:
        """The present prices, rounded up."""
        return [floor(price) + 2 for price in self._prices]

    def _underpriced(self, effort: Effort) -> list[tuple[int, ...]]:
        effort.spend(4 * len(self._pool))
        surplus = {group: self._surplus(group) for group in self._pool}
        wanted = [group for group, value in surplus.items() if value > 1]
        return sorted(wanted, key=lambda group: (-surplus[group], group))[:ENTER_AT_ONCE]

    def _surplus(self, group: tuple[int, ...]) -> float:
        prices = self._prices
        return self._pool[group] - fsum([prices[activity] for activity in group])

    def _enter(self, group: tuple[int, ...]) -> None:
        """One pivot: take in a package that is worth more than its prices; the first to run out leaves."""
        surplus = self._surplus(group)
        if surplus <= 1:  # another one that entered just before took its place
            return
        direction = [fsum([row[activity] for activity in group]) for row in self._inverse]
        step, leaves = min((self._shares[at] / d, at) for at, d in enumerate(direction) if d > NOTHING)
        pivot = [value / direction[leaves] for value in self._inverse[leaves]]
        for at, d in enumerate(direction):
            if abs(d) > NOTHING:
                self._inverse[at] = [value - d * p for value, p in zip(self._inverse[at], pivot, strict=True)]
                self._shares[at] -= d * step
        self._inverse[leaves], self._shares[leaves] = pivot, step
        self._prices = [price + surplus * p for price, p in zip(self._prices, pivot, strict=True)]
