"""How many pairs a group is asked until its packages are those of all pairs, and how long it takes to say what is next.

Run it by hand: `python -m tests.benchmarks.packages_asking [sizes]`. For each size twenty planted groups, one answer in
ten replaced at random, once with what the activities' challenges tell and once without. A group is asked what
`next_pair` says; "reached" is the share of all pairs known when the packages of `propose` first match those of all
answers (adjusted Rand index of .95; 1 when it stopped before); "stopped" the share when it says stable, "right" how
well they match then. Medians. Wanted with challenges: reached at most .45, .40 and .32 of all pairs for 12, 20 and 40
activities, and the next question within 150 ms.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from random import Random
from statistics import median
from time import process_time

from core.coherence import Matrix, priors_from_challenges
from core.elicitation import next_pair
from core.packages import Partition, best_partition
from core.stability import stability_of
from tests.core.planted import activities, hidden, planted

BARS = {12: 0.45, 20: 0.40, 40: 0.32}
GROUPS = 20
MATCH = 0.95
LOOKED_EVERY = {12: 1, 20: 1, 40: 4}
"""Answers between two looks at the packages, which are dear at forty; a share is then a little too high."""


@dataclass(frozen=True)
class Asked:
    """How it went with one group."""

    reached: float
    stopped: float
    right: float
    slowest: float


def with_challenges(matrix: Matrix, seed: int) -> Matrix:
    """The same group with priors: a package answers two of the challenges, its activities mostly, others sometimes."""
    size = len(matrix.activities)
    homes = hidden(Random(f"{size} noisy {seed} 1"), size)
    rng = Random(f"challenges {size} {seed}")
    challenges = [f"c{number}" for number in range(size // 3)]
    own = {home: rng.sample(challenges, 2) for home in sorted(set(homes))}
    answered = {
        activity: frozenset(c for c in challenges if rng.random() < (0.75 if c in own[home] else 0.07))
        for activity, home in zip(activities(size), homes, strict=True)
    }
    shared = {frozenset(two) for two in own.values()}
    links = {frozenset(two): 2 for two in combinations(challenges, 2) if rng.random() < _linked(two, shared)}
    return replace(matrix, priors=priors_from_challenges(answered, links))


def _linked(two: tuple[str, str], shared: set[frozenset[str]]) -> float:
    return 0.7 if frozenset(two) in shared else 0.1


def played(full: Matrix, start: Matrix) -> Asked:
    """Ask one group until it is stable and the packages have matched."""
    size = len(full.activities)
    wanted, total = best_partition(full).partition, comb(size, 2)
    known, reached, slowest = start, 1.0, 0.0
    while True:
        began = process_time()
        found = next_pair(known)
        slowest = max(slowest, process_time() - began)
        if found.pair is None or (reached == 1 and found.asked % LOOKED_EVERY.get(size, 4) == 0):
            match = adjusted_rand(best_partition(known).partition, wanted)
            reached = min(reached, found.asked / total) if match >= MATCH else reached
            if found.pair is None:
                return Asked(reached, found.asked / total, match, slowest)
        known = replace(known, voices={**known.voices, found.pair: full.voices[found.pair]})


def adjusted_rand(one: Partition, other: Partition) -> float:
    """How alike two partitions are: 1 the same, 0 as by chance."""
    homes = [{a: at for at, package in enumerate(it) for a in package} for it in (one, other)]
    both = Counter((homes[0][a], homes[1][a]) for a in homes[0])
    pairs = sum(comb(n, 2) for n in both.values())
    first, second = (sum(comb(len(package), 2) for package in it) for it in (one, other))
    chance = first * second / comb(len(homes[0]), 2)
    most = (first + second) / 2
    return 1.0 if most == chance else (pairs - chance) / (most - chance)


def main(sizes: Sequence[int]) -> int:
    """Print a line for each size and prior; 1 when a bar is missed."""
    missed = 0
    for size in sizes:
        print(f"n = {size:3}: how sure the packages are takes {_sure(size) * 1000:.0f} ms", flush=True)  # noqa: T201 - the report
        for prior in (True, False):
            asked = [_of_group(size, seed, prior=prior) for seed in range(GROUPS)]
            reached, right = median(it.reached for it in asked), median(it.right for it in asked)
            stopped, slowest = median(it.stopped for it in asked), max(it.slowest for it in asked)
            bar = f" (at most {BARS[size]:.2f})" if prior and size in BARS else ""
            missed += prior and reached > BARS.get(size, 1)
            name = "challenges" if prior else "nothing   "
            print(  # noqa: T201 - the report
                f"n = {size:3}, from {name}: reached {reached:.2f}{bar}, stopped {stopped:.2f}, right {right:.2f}, "
                f"slowest question {slowest * 1000:.0f} ms",
                flush=True,
            )
    return int(missed > 0)


def _sure(size: int) -> float:
    full = planted(size, "noisy", 0, voices=4)
    partition = best_partition(full).partition
    began = process_time()
    stability_of(full, partition)
    return process_time() - began


def _of_group(size: int, seed: int, *, prior: bool) -> Asked:
    full = planted(size, "noisy", seed)
    start = replace(full, voices={})
    return played(full, with_challenges(start, seed) if prior else start)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [*BARS]))
