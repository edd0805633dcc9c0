"""What the answers so far make likely, pair by pair (packages.md 3).

An answer counts for how much more often it is given within a package than across two. How often that is, is learned
from the group's own answers, starting from what other groups answered. A pair without an answer has its prior.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor, log

from core.coherence import Matrix
from core.ids import ActivityId
from core.scales import Coherence
from core.seating import UNIT, Homes, Weights
from core.thresholds import (
    ANSWERED_ACROSS,
    ANSWERED_WITHIN,
    LEARNING_STARTS_AT,
    PRIOR_NEUTRAL,
)
from core.voices import rounded_half_up

Levels = tuple[int, ...]
"""For each level of the scale, how many steps more likely it is within a package than across."""


def levels_learned(matrix: Matrix, ids: Sequence[ActivityId], homes: Homes | None = None) -> Levels:
    """Return what each answer says, learned from the answers within and across the packages of `homes`."""
    within, across = _counts(matrix, ids, homes) if homes else (Counter[int](), Counter[int]())
    shares = zip(_shares(ANSWERED_WITHIN, within), _shares(ANSWERED_ACROSS, across), strict=True)
    return tuple(round(UNIT * log(inside / outside)) for inside, outside in shares)


def weights_before(matrix: Matrix, ids: Sequence[ActivityId]) -> list[list[int]]:
    """Return how much more likely each two activities sit together than apart, before anything is answered."""
    place = {activity: index for index, activity in enumerate(ids)}
    rows = [[0] * len(ids) for _ in ids]
    for (a, b), vote in matrix.priors.items():
        weight = UNIT * (vote - PRIOR_NEUTRAL)
        rows[place[a]][place[b]] = rows[place[b]][place[a]] = floor(weight)
    return rows


def weights_after(before: Weights, matrix: Matrix, ids: Sequence[ActivityId], levels: Levels) -> list[list[int]]:
    """Return the same with what the answers say."""
    place = {activity: index for index, activity in enumerate(ids)}
    rows = [list(row) for row in before]
    for pair, voices in matrix.voices.items():
        a, b = place[pair[0]], place[pair[1]]
        rows[a][b] = rows[b][a] = rows[a][b] + _evidence(voices, levels)
    return rows


def _evidence(voices: tuple[int, ...], levels: Levels) -> int:
    """What a pair's mean says, in proportion between two levels: many voices are still one answer of the group."""
    return sum(levels[voice] for voice in voices) // len(voices)


def _counts(matrix: Matrix, ids: Sequence[ActivityId], homes: Homes) -> tuple[Counter[int], Counter[int]]:
    home = dict(zip(ids, homes, strict=True))
    within, across = Counter[int](), Counter[int]()
    for (a, b), voices in matrix.voices.items():
        level = rounded_half_up(Fraction(sum(voices), len(voices)))
        (within if home[a] == home[b] else across)[level] += 1
    return within, across


def _shares(start: Sequence[Fraction], counted: Counter[int]) -> Iterator[Fraction]:
    """The share of each level, as if `LEARNING_STARTS_AT` answers of other groups had come first."""
    total = LEARNING_STARTS_AT + counted.total()
    return (
        (LEARNING_STARTS_AT * share + counted[level]) / total for level, share in zip(Coherence, start, strict=True)
    )
