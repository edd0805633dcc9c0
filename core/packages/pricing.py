"""Which packages are worth more than the prices of their activities? Every one is found or ruled out, exactly.

A package grows from its first activity (its root) by taking or leaving one activity at a time. Roots come in order of
price, cheapest first, and a package holds only activities before its root. Whatever a branch may still take is then a
smaller package of which we know the most it can be worth by itself; together with its votes for what was taken already
that bounds the branch. Without the bound this would be all subsets; with it, a few thousand branches at 40 activities.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from operator import or_

from core.packages.instance import Effort, Groups, Instance, OutOfEffortError

ENOUGH_ROOTS = 4
"""Prices change after every find, so a search stops after a few roots rather than finding all that is out of date."""

KEPT_PER_ROOT = 3
"""Of the ever better packages of one root, the last ones are worth keeping."""

Candidate = tuple[int, int]
"""Votes for the package so far, and the activity to decide about."""

Branch = tuple[int, int, int, list[Candidate]]
"""Surplus so far, package so far (one bit per activity), its people, and the activities to decide about."""


class Market:
    """An instance with a price per activity; the surplus of a package is its worth minus the prices inside."""

    def __init__(self, instance: Instance, prices: Sequence[int], effort: Effort) -> None:
        self._instance = instance
        self._prices = list(prices)
        self._effort = effort
        self._limited = any(instance.seats)
        self._order = sorted(range(instance.size), key=lambda a: (prices[a], a))

    def losses(self, groups: Groups) -> dict[tuple[int, ...], int]:
        """What each of these packages loses: its surplus below 0."""
        prices = self._prices
        return {group: sum(prices[one] for one in group) - self._instance.worth(group) for group in groups}

    def loss(self, groups: Groups) -> int:
        """What these packages lose together; for a whole partition its distance to the bound."""
        return sum(self.losses(groups).values())

    @property
    def step(self) -> int:
        """The smallest difference in score."""
        return self._instance.step

    @property
    def bound(self) -> int:
        """What no partition exceeds, given that no package has a surplus above 0."""
        return sum(self._prices)

    def easy_finds(self) -> Groups:
        """Packages with a surplus above 0, found by adding whatever brings most; may miss some.

        From each activity, and only when that finds nothing from each two that vote for each other.
        """
        return self._grown_from((one,) for one in self._order) or self._grown_from(self._friends())

    def _friends(self) -> Iterator[tuple[int, ...]]:
        rows, seats, fits = self._instance.weights, self._instance.seats, self._instance.fits
        pairs = combinations(range(self._instance.size), 2)
        return ((a, b) for a, b in pairs if rows[a][b] > 0 and (fits(seats[a] | seats[b]) or not self._limited))

    def _grown_from(self, starts: Iterable[tuple[int, ...]]) -> Groups:
        grown = map(self._grown, starts)
        return tuple(sorted({tuple(sorted(package)) for surplus, package in grown if surplus > 0}))

    def _grown(self, start: tuple[int, ...]) -> tuple[int, list[int]]:
        """A package that no activity more makes better, and its surplus."""
        rows, prices, package = self._instance.weights, self._prices, list(start)
        surplus = -self.losses((start,))[start]
        others = [other for other in self._order if other not in start]
        gains = [(sum([rows[one][other] for one in start]) - prices[other], other) for other in others]
        while gains := self._fitting(package, gains):
            gain, new = max(gains)
            if gain <= 0:
                break
            surplus += gain
            package.append(new)
            row = rows[new]
            gains = [(sum_ + row[other], other) for sum_, other in gains if other != new]
        return surplus, package

    def _fitting(self, package: list[int], gains: list[Candidate]) -> list[Candidate]:
        """Who may still come in."""
        self._effort.spend(len(gains))
        if not self._limited:
            return gains
        seats, fits = self._instance.seats, self._instance.fits
        people = reduce(or_, [seats[one] for one in package])
        return [candidate for candidate in gains if fits(people | seats[candidate[1]])]

    def finds(self) -> Groups:
        """Packages of two or more activities with a surplus above 0; none only if there are none at all."""
        kept: list[int] = []
        roots, most = 0, 0
        for index in range(len(self._order)):
            found = list(self._grow(index, need=1, most=most, rising=True))
            kept += [package for _, package in found[-KEPT_PER_ROOT:]]
            most = max([most, *(surplus for surplus, _ in found)])
            roots += bool(found)
            if roots == ENOUGH_ROOTS:
                break
        return tuple(map(activities_in, kept))

    def raise_prices(self) -> None:
        """Make each price so high that no package has a surplus above 0, when some may have had.

        A root rises by the highest surplus among its packages, or, when the effort is spent, by what that can be.
        """
        for index, root in enumerate(self._order):
            alone = self._instance.unit - self._prices[root]
            try:
                over = max((surplus for surplus, _ in self._grow(index, need=1, most=0, rising=True)), default=alone)
            except OutOfEffortError:
                row = self._instance.weights[root]
                over = alone + sum(max(0, row[other]) for other in self._order[:index])
            self._prices[root] += max(0, over, alone)

    def within(self, loss: int) -> dict[tuple[int, ...], int]:
        """Every package that loses at most `loss`, and what it loses, given that none has a surplus above 0."""
        found = [(self._instance.unit - self._prices[root], 1 << root) for root in self._order]
        for index in range(len(self._order)):
            found += self._grow(index, need=-loss, most=0, rising=False)
        return {activities_in(package): -surplus for surplus, package in found if surplus >= -loss}

    def _grow(self, index: int, need: int, most: int, *, rising: bool) -> Iterator[tuple[int, int]]:
        """Packages of the root at `index` with a surplus of `need` or more; each better than the last when `rising`.

        No package of activities before the root has a surplus above `most`.
        """
        rest = most - self._instance.unit
        stack = [self._planted(self._order[index], self._order[:index])]
        while stack:
            surplus, package, people, candidates = stack.pop()
            self._effort.spend(1 + len(candidates))
            lacking = need - surplus - rest - sum([votes for votes, _ in candidates if votes > 0])
            candidates = [] if lacking > 0 else [candidate for candidate in candidates if candidate[0] >= lacking]
            if not candidates:
                continue
            choice = max(candidates)
            candidates.remove(choice)
            left: Branch = (surplus, package, people, candidates)
            taken = self._taken(left, choice)
            stack += [left, taken]
            if taken[0] >= need:
                yield taken[:2]
                need = taken[0] + 1 if rising else need

    def _planted(self, root: int, others: Iterable[int]) -> Branch:
        """The branch in which only the root was taken."""
        return self._taken((self._instance.unit, 0, 0, [(0, other) for other in others]), (0, root))

    def _taken(self, branch: Branch, choice: Candidate) -> Branch:
        """The branch with one activity more; who no longer fits is no candidate any more."""
        surplus, package, people, candidates = branch
        votes, new = choice
        row, seats, fits = self._instance.weights[new], self._instance.seats, self._instance.fits
        people |= seats[new]
        if self._limited:  # the innermost loop of all
            candidates = [candidate for candidate in candidates if fits(people | seats[candidate[1]])]
        candidates = [(sum_ + row[other], other) for sum_, other in candidates]
        return surplus + votes - self._prices[new], package | 1 << new, people, candidates


def activities_in(package: int) -> tuple[int, ...]:
    """The activities of a package given as bits."""
    return tuple(index for index in range(package.bit_length()) if package >> index & 1)
