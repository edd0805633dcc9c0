"""How sure the packages are: what other plausible readings of the same answers would make of them (packages.md 4).

In a reading every pair's voices are drawn again from those that were given, some a level off; a pair nobody answered
gets the answer of one of the partitions that fit the others. Each reading is solved by moving single activities, from
the packages at hand and from everyone alone. All of it is the same every time for the same answers.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, combinations
from math import lcm

from core.chance import tickets
from core.coherence import Matrix, Pair, pairs_of
from core.elicitation import pairs_in, readings_of
from core.ids import ActivityId
from core.packages import Partition, canonical
from core.packages.instance import Instance, instance_of
from core.scales import Coherence
from core.seating import Homes, Seating
from core.thresholds import (
    ANSWERED_ACROSS,
    ANSWERED_WITHIN,
    MISTAKEN_ONE_IN,
    SURE_LEAST_READINGS,
    SURE_READINGS,
    SURE_WORK,
    TALK_FROM,
    TOUCHES_FROM,
)
from core.voices import Spread

_WITHIN, _ACROSS = (list(accumulate(int(100 * share) for share in it)) for it in (ANSWERED_WITHIN, ANSWERED_ACROSS))


@dataclass(frozen=True)
class Weakest:
    """The activity of a package that sits there least surely.

    Attributes:
        package: number of the package in the partition, from 0.
        activity: the activity.
        share: the mean share of readings in which it sits with each of the others.
    """

    package: int
    activity: ActivityId
    share: Fraction


@dataclass(frozen=True)
class RunnerUp:
    """The best other packages that were found (nl: tweede keuze).

    Attributes:
        partition: the packages.
        price: how much less they score; below 0 when the packages at hand are not the best.
        joins: pairs with a known coherence of 1 or more that sit together only there: what speaks for it.
        separates: such pairs that sit together only in the packages at hand: what speaks against it.
    """

    partition: Partition
    price: Fraction
    joins: tuple[Pair, ...]
    separates: tuple[Pair, ...]


@dataclass(frozen=True)
class Stability:
    """How sure the packages are.

    Attributes:
        readings: how many readings were made.
        together: for each pair of activities, in how many readings they sit together.
        weakest: one per package of two or more, in order of the packages.
        runner_up: the second best; None when no other packages concern a pair that is known to hang together.
        talk_first: the two whose place is least sure, and on whom voices differ most; None when all is sure.
    """

    readings: int
    together: Mapping[Pair, int]
    weakest: tuple[Weakest, ...]
    runner_up: RunnerUp | None
    talk_first: Pair | None

    def share(self, pair: Pair) -> Fraction:
        """In which share of the readings two activities sit together."""
        return Fraction(self.together[pair], max(1, self.readings))


def stability_of(matrix: Matrix, partition: Partition, expected: Mapping[Pair, Fraction] | None = None) -> Stability:
    """Read the answers again and again, and compare with the packages at hand.

    Args:
        matrix: what is known, and the votes of the rest.
        partition: the packages at hand.
        expected: what to expect of unknown pairs, as in `next_pair`.
    """
    ids = sorted(matrix.activities)
    homes = _homes(ids, partition)
    hunch = matrix if expected is None else replace(matrix, priors=expected)
    found = [_solved(votes, homes) for votes in _votes(hunch, ids)]
    counted = Counter((ids[a], ids[b]) for reading in found for a, b in pairs_in(reading))
    together = {pair: counted[pair] for pair in pairs_of(ids)}
    runner_up = _runner_up(matrix, ids, homes, found)
    weakest = tuple(_weakest(together, len(found), partition))
    return Stability(len(found), together, weakest, runner_up, _talk_first(matrix, together, len(found)))


def _homes(ids: Sequence[ActivityId], partition: Partition) -> Homes:
    """Number packages by their first activity, so that their order plays no part."""
    first = {activity: ids.index(min(package)) for package in partition for activity in package}
    return tuple(first[activity] for activity in ids)


# --- readings ---


def _votes(matrix: Matrix, ids: Sequence[ActivityId]) -> Iterator[list[list[int]]]:
    """Votes of each reading, in whole numbers (R20)."""
    voices = {two: matrix.voices.get((ids[two[0]], ids[two[1]]), ()) for two in _numbers(ids)}
    count = max(SURE_LEAST_READINGS, min(SURE_READINGS, SURE_WORK // max(1, len(voices))))
    drawn = readings_of(matrix, ids).drawn if matrix.unknown_pairs() else ((0,) * len(ids),)
    scale = lcm(*map(len, matrix.voices.values()))
    chance = tickets()
    for number in range(count):
        homes = drawn[number * len(drawn) // count]
        rows = [[0] * len(ids) for _ in ids]
        for (a, b), given in voices.items():
            levels = _heard(given, chance) if given else (_imagined(chance, within=homes[a] == homes[b]),)
            rows[a][b] = rows[b][a] = (2 * sum(levels) - 3 * len(levels)) * (scale // len(levels))
        yield rows


def _numbers(ids: Sequence[ActivityId]) -> Iterator[tuple[int, int]]:
    return combinations(range(len(ids)), 2)


def _heard(voices: tuple[int, ...], chance: Iterator[int]) -> list[int]:
    """The voices as they might have been: each drawn from all, one in ten a level off."""
    return [
        _about(voices[ticket % len(voices)], ticket // len(voices)) for ticket, _ in zip(chance, voices, strict=False)
    ]


def _about(level: int, ticket: int) -> int:
    if ticket % MISTAKEN_ONE_IN:
        return level
    off = level + (1 if ticket // MISTAKEN_ONE_IN % 2 else -1)
    return min(max(off, min(Coherence)), max(Coherence))


def _imagined(chance: Iterator[int], *, within: bool) -> int:
    """The answer that two activities might have got which sit together, or apart, in a partition that fits."""
    marks = _WITHIN if within else _ACROSS
    return bisect(marks, next(chance) % marks[-1])


def _solved(votes: Sequence[Sequence[int]], homes: Homes) -> Homes:
    """Near the best: shares differ by .03 to .05 from those of exact solutions where answers are disputed, else not."""
    starts = (homes, range(len(homes)))
    return max((Seating(votes, start).settle() for start in starts), key=lambda seating: seating.worth).homes


# --- what they say ---


def _weakest(together: Mapping[Pair, int], readings: int, partition: Partition) -> Iterator[Weakest]:
    for number, package in enumerate(partition):
        if len(package) > 1:
            sums = dict.fromkeys(package, 0)
            for pair in pairs_of(package):
                for activity in pair:
                    sums[activity] += together[pair]
            least = min(package, key=lambda activity: (sums[activity], activity))
            yield Weakest(number, least, Fraction(sums[least], (len(package) - 1) * readings))


def _talk_first(matrix: Matrix, together: Mapping[Pair, int], readings: int) -> Pair | None:
    """The pair the readings are most divided on; among equals the one on which voices lie furthest apart."""

    def worth_a_talk(pair: Pair) -> tuple[int, int]:
        return min(together[pair], readings - together[pair]), Spread(matrix.voices.get(pair, ())).distance

    first = max(together, key=worth_a_talk, default=None)
    return None if first is None or worth_a_talk(first)[0] < TALK_FROM * readings else first


def _runner_up(matrix: Matrix, ids: Sequence[ActivityId], homes: Homes, found: Sequence[Homes]) -> RunnerUp | None:
    instance = instance_of(matrix, ids, {}, 0)
    touching = {
        two
        for two in _numbers(ids)
        if (mean := matrix.mean(ids[two[0]], ids[two[1]])) is not None and mean >= TOUCHES_FROM
    }
    here = set(pairs_in(homes))
    others = {frozenset(pairs_in(other)) for other in (*found, *_neighbours(homes))}
    rivals = [other for other in others if touching & (here ^ other)]
    if not rivals:
        return None
    best = max(rivals, key=lambda other: (_worth(instance, other), sorted(other)))
    price = Fraction(_worth(instance, here) - _worth(instance, best), instance.scale * instance.step)
    joins, separates = (tuple((ids[a], ids[b]) for a, b in sorted(touching & it)) for it in (best - here, here - best))
    return RunnerUp(_partition(matrix, ids, best), price, joins, separates)


def _neighbours(homes: Homes) -> Iterator[Homes]:
    """Yield what one move away is: one activity elsewhere, or two packages joined."""
    places = sorted(set(homes))
    for activity, home in enumerate(homes):
        yield from ((*homes[:activity], to, *homes[activity + 1 :]) for to in (*places, len(homes)) if to != home)
    for one, other in combinations(places, 2):
        yield tuple(one if home == other else home for home in homes)


def _worth(instance: Instance, inside: frozenset[tuple[int, int]] | set[tuple[int, int]]) -> int:
    return sum(instance.weights[a][b] for a, b in inside)


def _partition(matrix: Matrix, ids: Sequence[ActivityId], inside: frozenset[tuple[int, int]]) -> Partition:
    groups = [{activity} for activity in ids]
    for a, b in sorted(inside):
        groups[b] = groups[a]
        groups[a].add(ids[b])
    return canonical(matrix, {frozenset(group) for group in groups})
