"""Which packages are worth more than the prices of their activities? Every one is found or ruled out, exactly.

A package grows from its first activity (its root) by taking or leaving one activity at a time. Roots come in order of
price, cheapest first, and a package holds only activities before its root. Whatever a branch may still take is then a
smaller package of which we know the most it can be worth by itself; together with its votes for what was taken already
that bounds the branch. Without the bound this would be all subsets; with it, a few thousand branches at 40 activities.
"""

from collections.abc import Iterable, Iterator, Sequence

from core.packages.instance import Effort, Groups, Instance

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
        self._prices = prices
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
        alone = [self._planted(root, [other for other in self._order if other != root]) for root in self._order]
        return self._grown_from(alone) or self._grown_from(two for one in alone for two in self._joined(one))

    def _grown_from(self, starts: Iterable[Branch]) -> Groups:
        grown = map(self._grown_greedily, starts)
        return tuple(sorted({activities_in(package) for surplus, package, _, _ in grown if surplus > 0}))

    def _joined(self, branch: Branch) -> Iterator[Branch]:
        """The branch with one activity more, for each that votes for it."""
        surplus, package, people, candidates = branch
        for choice in candidates:
            if choice[0] > 0:
                others = [candidate for candidate in candidates if candidate != choice]
                yield self._taken((surplus, package, people, others), choice)

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

    def _grown_greedily(self, branch: Branch) -> Branch:
        while branch[3]:
            self._effort.spend(len(branch[3]))
            choice = max(branch[3], key=lambda candidate: candidate[0] - self._prices[candidate[1]])
            others = [candidate for candidate in branch[3] if candidate != choice]
            taken = self._taken((*branch[:3], others), choice)
            if taken[0] <= branch[0]:
                break
            branch = taken
        return branch

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
