"""The best partition into packages, and how certain that is (R20).

Theory of operation. Activities that no vote joins never share a package, so each connected part is solved by itself.
In a part, a quick search finds a good partition. Then prices are sought: numbers per activity such that no package is
worth more than the prices of its activities together. Every activity sits in exactly one package, so no partition is
worth more than all prices together: that is the bound. A partition loses, against the bound, what its packages are
worth less than their prices; so a partition at least as good as the one at hand consists of packages that lose no more
than the distance between the two. These are listed, those that lose least first, until the best partition can be
chosen from them, ties included; what a list does not hold is ruled out.
The prices come from a linear programme over known packages (master); a search for packages that are worth more than
their prices (pricing) extends it until there are none. Prices are rounded to whole numbers and checked as such, so the
proof does not hang on rounding. When the effort runs out, what is known by then is said and no more: prices that are
not settled are raised until they are high enough, and the bound is theirs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from core.coherence import Matrix
from core.ids import ActivityId
from core.packages.cover import Covers
from core.packages.instance import Effort, Groups, Instance, OutOfEffortError, instance_of, parts_of
from core.packages.master import Master
from core.packages.partition import Partition, canonical, score_of
from core.packages.pricing import Market
from core.packages.search import FIRST_RUNS, RUNS, RUNS_WITHOUT_PROOF, good_groups, shuffling
from core.thresholds import SOLVER_EFFORT

STEPS_FOR_A_BOUND = 6
"""Raising prices until they are a bound takes five to seven steps per three activities where people disagree much. Kept
aside, that brings the bound of a hundred activities from twice the score to a few percent above it."""


@dataclass(frozen=True)
class Solved:
    """A partition into packages and how good it certainly is.

    Attributes:
        partition: the best one found; when proven, ties go to more packages (and then to the lexicographically
            smallest list of sorted packages, unless the effort ran out on that alone).
        score: R20, in votes.
        bound: no partition scores higher than this.
        proven: the score is the highest there is.
    """

    partition: Partition
    score: Fraction
    bound: Fraction
    proven: bool


def best_partition(matrix: Matrix, effort: int = SOLVER_EFFORT) -> Solved:
    """R20: the partition of the highest score; the order of the activities and of the two in a pair play no part.

    Args:
        matrix: who votes for and against sitting together.
        effort: the most work to spend, in steps of the search, so that every machine stops at the same place.
    """
    return best_groups(matrix, matrix.activities, {}, 0, Effort(effort))


def best_groups(
    matrix: Matrix, activities: Sequence[ActivityId], seats: Mapping[ActivityId, int], most: int, effort: Effort
) -> Solved:
    """The same for some activities, each package of two or more bringing together at most `most` seats (bits)."""
    ids = sorted(activities)
    instance = instance_of(matrix, ids, seats, most)
    solution = _solve(instance, effort)
    partition = canonical(matrix, ([ids[index] for index in group] for group in solution.groups))
    score = score_of(matrix, partition)
    bound = max(score, instance.score_at_most(solution.bound))
    return Solved(partition, score, bound, bound == score)


@dataclass(frozen=True)
class _Solution:
    """Packages, and the most that any packages can be worth."""

    groups: Groups
    bound: int


def _solve(instance: Instance, effort: Effort) -> _Solution:
    """Part by part, the smallest first: what is easy gets its proof whatever the rest takes."""
    groups: list[tuple[int, ...]] = []
    bound = 0
    for part in sorted(parts_of(instance), key=len):
        solution = _solve_part(instance.restricted_to(part), effort)
        groups += [tuple(part[index] for index in group) for group in solution.groups]
        bound += solution.bound
    return _Solution(tuple(groups), bound)


def _solve_part(instance: Instance, effort: Effort) -> _Solution:
    chance = shuffling()
    start, seen = good_groups(instance, chance, FIRST_RUNS)
    master = Master(instance)
    master.offer(seen)
    kept = effort.keep(STEPS_FOR_A_BOUND * instance.size**3)
    try:
        market = _market(instance, master, effort, Market.easy_finds)
        if market.loss(start) >= instance.unit:  # worse than the known packages may allow
            more, seen = good_groups(instance, chance, RUNS)
            start = max(start, more, key=instance.worth_of_all)
            master.offer(seen)
        market = _market(instance, master, effort, lambda market: market.easy_finds() or market.finds())
    except OutOfEffortError:
        effort.left = kept
        more, _ = good_groups(instance, chance, RUNS_WITHOUT_PROOF)
        bound = min(_rough_bound(instance), _raised_bound(instance, master, effort))
        return _Solution(max(start, more, key=instance.worth_of_all), bound)
    effort.left += kept
    return _chosen(start, market, effort)


def _market(instance: Instance, master: Master, effort: Effort, finds: Callable[[Market], Groups]) -> Market:
    """Prices at which `finds` finds no package that is worth more than its activities.

    Should rounding hide a package that is found again and again, this goes on until the effort is spent: late, but
    never wrong.
    """
    market = Market(instance, master.settle(effort), effort)
    while found := finds(market):
        master.offer(found)
        market = Market(instance, master.settle(effort), effort)
    return market


def _chosen(start: Groups, market: Market, effort: Effort) -> _Solution:
    """The best partition, looked for among those that lose little first: most often that is enough."""
    gap, ruled_out, groups = market.loss(start), -1, None
    allowed = min(market.step, gap)
    try:
        while groups is None:  # at the latest `start` is found, when as much is allowed as it loses
            groups = Covers(market.within(allowed), effort).cheapest(allowed)
            ruled_out, allowed = allowed, min(2 * allowed, gap)
    except OutOfEffortError:
        return _Solution(start, market.bound - ruled_out - 1)
    return _Solution(groups, market.bound - market.loss(groups))


def _raised_bound(instance: Instance, master: Master, effort: Effort) -> int:
    """From the last prices that all known packages agreed on, raised until no other package is worth more either."""
    market = Market(instance, [max(price, instance.unit) for price in master.settled], effort)
    market.raise_prices()
    return market.bound


def _rough_bound(instance: Instance) -> int:
    """All votes for, less what each three with one vote against must lose: one of the three is overruled."""
    left = [list(row) for row in instance.weights]
    lost = 0
    for a, b, c in _torn(instance):
        unavoidable = min(abs(left[a][b]), abs(left[a][c]), abs(left[b][c]))
        lost += unavoidable
        for one, other in ((a, b), (a, c), (b, c)):
            left[one][other] -= unavoidable if left[one][other] > 0 else -unavoidable
            left[other][one] = left[one][other]
    votes = sum(max(0, weight) for row in instance.weights for weight in row) // 2
    return votes - lost + instance.unit * instance.size


def _torn(instance: Instance) -> Iterator[tuple[int, int, int]]:
    """Each three activities of which two pairs vote for and one against."""
    rows = instance.weights
    for a, b in combinations(range(instance.size), 2):
        if rows[a][b] < 0:
            yield from ((a, b, c) for c in range(instance.size) if rows[a][c] > 0 and rows[b][c] > 0)
