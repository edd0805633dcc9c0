"""Coherence: how strongly each pair of activities hangs together, in everybody's voice (Q3.1, R20, R22)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import floor

from core.ids import ActivityId
from core.scales import Coherence
from core.thresholds import (
    LINKED_FROM,
    PRIOR_LINKED,
    PRIOR_NOTHING,
    PRIOR_SHARED_ONCE,
    PRIOR_SHARED_TWICE,
    VOTE_FROM,
)

Pair = tuple[ActivityId, ActivityId]
"""Two activities, sorted by id: one key for both orders."""


def pair_of(a: ActivityId, b: ActivityId) -> Pair:
    """The key of two activities, whichever is named first."""
    return (a, b) if a <= b else (b, a)


def pairs_of(activities: Iterable[ActivityId]) -> Iterator[Pair]:
    """Each pair of `activities` once, in their order."""
    return (pair_of(a, b) for a, b in combinations(activities, 2))


@dataclass(frozen=True)
class Matrix:
    """How strongly activities hang together, two by two (nl: samenhangmatrix).

    Attributes:
        activities: in input order, each once.
        voices: per pair every answer, 0..3; a pair nobody answered is absent.
        priors: votes, -3/2..3/2, for pairs that nobody answered; a pair that was answered has no use for its prior.
    """

    activities: tuple[ActivityId, ...]
    voices: Mapping[Pair, tuple[int, ...]]
    priors: Mapping[Pair, Fraction] = field(default_factory=dict[Pair, Fraction])

    def is_known(self, a: ActivityId, b: ActivityId) -> bool:
        """Did anyone answer how strongly these two hang together?"""
        return bool(self.voices.get(pair_of(a, b)))

    def mean(self, a: ActivityId, b: ActivityId) -> Fraction | None:
        """The mean of the voices, 0..3; None for an unknown pair."""
        voices = self.voices.get(pair_of(a, b))
        return Fraction(sum(voices), len(voices)) if voices else None

    def level(self, a: ActivityId, b: ActivityId) -> Coherence | None:
        """The mean as an answer of the scale, halves up (2.5 -> 3); None for an unknown pair."""
        mean = self.mean(a, b)
        return None if mean is None else Coherence(floor(mean + Fraction(1, 2)))

    def vote(self, a: ActivityId, b: ActivityId) -> Fraction:
        """R20: for (above 0) or against (below 0) sitting in one package; an unknown pair has its prior, or no vote."""
        mean = self.mean(a, b)
        return self.priors.get(pair_of(a, b), Fraction(0)) if mean is None else mean - VOTE_FROM

    def unknown_pairs(self) -> tuple[Pair, ...]:
        """The pairs nobody answered, in input order."""
        return tuple(pair for pair in pairs_of(self.activities) if not self.is_known(*pair))


def all_independent(matrix: Matrix, activities: Iterable[ActivityId]) -> bool:
    """R22: every pair was answered and none hangs together (level 0): working together is not needed here."""
    return _highest_level(matrix, activities) is Coherence.INDEPENDENT


def at_most_handy(matrix: Matrix, activities: Iterable[ActivityId]) -> bool:
    """R22: every pair was answered and the closest is handy to know (level 1): refer or share, nothing closer."""
    return _highest_level(matrix, activities) is Coherence.HANDY_TO_KNOW


def _highest_level(matrix: Matrix, activities: Iterable[ActivityId]) -> Coherence | None:
    """The highest level among the pairs; None when there is no pair, or one that nobody answered."""
    levels = [matrix.level(a, b) for a, b in pairs_of(activities)]
    known = [level for level in levels if level is not None]
    return max(known, default=None) if len(known) == len(levels) else None


def priors_from_challenges(
    answers: Mapping[ActivityId, frozenset[str]], links: Mapping[frozenset[str], int]
) -> dict[Pair, Fraction]:
    """Votes for pairs without an answer, from the challenges the activities answer (packages.md 3).

    Args:
        answers: the ids of the challenges that each activity answers; an activity without any gets no priors.
        links: how two challenges hang together, 0..3 (Q1.8); a pair not listed counts as not linked.

    Returns:
        A vote for every pair of activities that both answer some challenge.
    """
    placed = [activity for activity, challenges in answers.items() if challenges]
    return {(a, b): _expected(answers[a], answers[b], links) - VOTE_FROM for a, b in pairs_of(placed)}


def _expected(ours: frozenset[str], theirs: frozenset[str], links: Mapping[frozenset[str], int]) -> Fraction:
    """The coherence to expect, 0..3, of two activities that answer these challenges."""
    shared = len(ours & theirs)
    if shared:
        return PRIOR_SHARED_ONCE if shared == 1 else PRIOR_SHARED_TWICE
    linked = any(links.get(frozenset({a, b}), 0) >= LINKED_FROM for a in ours for b in theirs)
    return PRIOR_LINKED if linked else PRIOR_NOTHING
