"""Which two activities to ask about next, and when to stop (Q3.1, packages.md 3).

The pair on which the readings are most divided says most about the packages, whatever the answer. It goes on until the
packages of the answers so far are those of nearly all readings, or all readings agree on every pair that is left; then
each two packages are asked about once, for what they have to arrange (R35) hangs on that.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, combinations
from math import ceil, comb

from core.coherence import Matrix, Pair
from core.elicitation.readings import Readings, Two, pairs_in, readings_of
from core.ids import ActivityId
from core.packages.instance import instance_of
from core.seating import Homes, Seating
from core.thresholds import (
    ANSWERS_BEFORE_ANY,
    DIVIDED_FROM,
    DOUBT_SETTLED,
    PRIOR_SHARED_ONCE,
    QUESTIONS_PER_DOUBT,
    VOTE_FROM,
)


class Why(StrEnum):
    """Why these two are asked about, or why nothing is."""

    SHARED_CHALLENGE = "shared_challenge"
    """Of one of the two nothing is known yet, and both answer a same challenge."""
    NOTHING_KNOWN = "nothing_known"
    """Of one of the two nothing is known yet."""
    DIVIDED = "divided"
    """The answers so far leave open whether they sit together."""
    PROBABLY_TOGETHER = "probably_together"
    """The answers so far point to together; this is the least certain that is left."""
    PROBABLY_APART = "probably_apart"
    """The answers so far point to apart; this is the least certain that is left."""
    STRANGERS = "strangers"
    """The packages are clear, but of the two packages these sit in nothing is known between them."""
    STABLE = "stable"
    """Nothing is asked: more answers would hardly change the packages."""
    ALL_ASKED = "all_asked"
    """Nothing is asked: no pair is left."""


@dataclass(frozen=True)
class Next:
    """What to ask next.

    Attributes:
        pair: the most informative pair; None when nothing is worth asking or left to ask.
        why: the reason.
        asked: how many pairs are known.
        total: how many pairs there are.
        stable: whether more answers would hardly change the packages.
        left: about how many more answers that takes; 0 when nothing is asked.
    """

    pair: Pair | None
    why: Why
    asked: int
    total: int
    stable: bool
    left: int


def next_pair(matrix: Matrix, passed: Collection[Pair] = (), expected: Mapping[Pair, Fraction] | None = None) -> Next:
    """Q3.1: the most informative pair to ask about; the same answers always give the same.

    Args:
        matrix: what is known, and the votes of the rest.
        passed: pairs that were asked in vain: unknown, and not to be asked again.
        expected: what to expect of unknown pairs, as votes, where that is not to count for the packages themselves;
            None: the priors of the matrix.
    """
    ids = sorted(matrix.activities)
    hunch = matrix if expected is None else replace(matrix, priors=expected)
    readings = readings_of(hunch, ids)
    left = [two for two in combinations(range(len(ids)), 2) if _is_open(matrix, ids, two, passed)]
    total = len(ids) * (len(ids) - 1) // 2
    asked = total - len(matrix.unknown_pairs())
    packages = packages_now(matrix, ids, readings)
    doubt = doubt_about(readings, packages)
    best = max(left, key=readings.doubt, default=None)
    settled = doubt <= DOUBT_SETTLED * len(ids) or (best is not None and not readings.doubt(best))
    strangers = strangers_among(packages, left) if settled else ()
    if best is None or (settled and not strangers):
        return Next(None, Why.STABLE if settled else Why.ALL_ASKED, asked, total, settled, 0)
    if strangers:
        a, b = max(strangers[0], key=lambda two: readings.together[two])
        return Next((ids[a], ids[b]), Why.STRANGERS, asked, total, stable=False, left=len(strangers))
    still = answers_left(readings, packages, left, asked)
    return Next((ids[best[0]], ids[best[1]]), _why(hunch, ids, best, readings), asked, total, stable=False, left=still)


def packages_now(matrix: Matrix, ids: Sequence[ActivityId], readings: Readings) -> Homes:
    """Return good packages for the votes so far (R20), from where the readings point to and from everyone alone."""
    instance = instance_of(matrix, ids, {}, 0)
    starts = (readings.likeliest, range(len(ids)))
    settled = (Seating(instance.weights, start).settle(instance.unit) for start in starts)
    return max(settled, key=lambda seating: seating.worth).homes


def strangers_among(packages: Homes, left: Sequence[Two]) -> tuple[tuple[Two, ...], ...]:
    """Return for each two packages of which no pair across was asked (R35 would find nothing to arrange): the pairs."""
    sizes = Counter(packages)
    across: dict[Two, list[Two]] = {}
    for a, b in left:
        one, other = sorted((packages[a], packages[b]))
        if one != other and min(sizes[one], sizes[other]) > 1:
            across.setdefault((one, other), []).append((a, b))
    return tuple(tuple(open_) for (a, b), open_ in across.items() if len(open_) == sizes[a] * sizes[b])


def doubt_about(readings: Readings, packages: Homes) -> Fraction:
    """Return in how many pairs a reading differs from the packages, on average."""
    inside = list(pairs_in(packages))
    agreed = sum(readings.together[two] for two in inside)
    return len(inside) + Fraction(readings.together.total() - 2 * agreed, len(readings.drawn))


def answers_left(readings: Readings, packages: Homes, left: Sequence[Two], asked: int) -> int:
    """Return about how many more answers make the packages clear, the one to come among them.

    Few where activities sit in packages, for an answer on one of a package tells of the others; where they stand alone
    an answer tells of nothing else, and nearly each pair must be asked.
    """
    size, alone = len(packages), sum(many == 1 for many in Counter(packages).values())
    start = size * ANSWERS_BEFORE_ANY
    lonely = (asked * Fraction(comb(alone, 2), comb(size, 2)) + start / 2) / (asked + start)
    doubt = doubt_about(readings, packages)
    few = min(len(left), ceil(QUESTIONS_PER_DOUBT * doubt))
    return max(1, round(few + lonely * max(0, _each_by_itself(readings, packages, left, doubt) - few)))


def _each_by_itself(readings: Readings, packages: Homes, left: Sequence[Two], doubt: Fraction) -> int:
    """Return how many pairs must be asked, the most doubtful first, if no answer told of another pair."""
    inside = set(pairs_in(packages))
    together = ((readings.together[two], two in inside) for two in left)
    doubts = sorted(len(readings.drawn) - times if within else times for times, within in together)
    room = (DOUBT_SETTLED * len(packages) - doubt) * len(readings.drawn) + sum(doubts)
    return sum(total > room for total in accumulate(doubts))


def _is_open(matrix: Matrix, ids: Sequence[ActivityId], two: Two, passed: Collection[Pair]) -> bool:
    pair = (ids[two[0]], ids[two[1]])
    return pair not in passed and not matrix.is_known(*pair)


def _why(matrix: Matrix, ids: Sequence[ActivityId], two: Two, readings: Readings) -> Why:
    a, b = ids[two[0]], ids[two[1]]
    answered = {activity for pair in matrix.voices for activity in pair}
    if not {a, b} <= answered:
        shared = matrix.priors.get((a, b), -VOTE_FROM) >= PRIOR_SHARED_ONCE - VOTE_FROM
        return Why.SHARED_CHALLENGE if shared else Why.NOTHING_KNOWN
    if readings.doubt(two) >= DIVIDED_FROM:
        return Why.DIVIDED
    return Why.PROBABLY_TOGETHER if 2 * readings.together[two] > len(readings.drawn) else Why.PROBABLY_APART
