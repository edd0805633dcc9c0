"""Many people's answers to one question: shown as they are spread, never averaged away (R11-R13, R50)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from core import thresholds


class Band(StrEnum):
    """How an item of the check stands (R12)."""

    STRONG = "strong"
    WATCH = "watch"
    WEAK = "weak"


@dataclass(frozen=True)
class Spread:
    """Everyone's answers to one question on an ordered scale (nl: spreiding).

    Attributes:
        answers: the levels that were answered, in any order; a skipped answer is absent, never zero.
        dont_know: how many people answered "don't know".
    """

    answers: tuple[int, ...]
    dont_know: int = 0

    @property
    def n(self) -> int:
        """How many levels were answered; "don't know" is left out (R11)."""
        return len(self.answers)

    @property
    def counts(self) -> tuple[tuple[int, int], ...]:
        """Each answered level with its number of answers, lowest level first."""
        return tuple((level, self.answers.count(level)) for level in sorted(set(self.answers)))

    @property
    def lowest(self) -> int | None:
        """The lowest level answered."""
        return min(self.answers, default=None)

    @property
    def highest(self) -> int | None:
        """The highest level answered."""
        return max(self.answers, default=None)

    @property
    def distance(self) -> int:
        """Highest minus lowest; 0 when nobody answered."""
        return max(self.answers, default=0) - min(self.answers, default=0)

    @property
    def median(self) -> Fraction | None:
        """The middle answer, or half-way between the two in the middle."""
        if not self.answers:
            return None
        ordered = sorted(self.answers)
        return Fraction(ordered[(self.n - 1) // 2] + ordered[self.n // 2], 2)

    @property
    def mean(self) -> Fraction | None:
        """The exact mean (R11). Never shown alone."""
        return Fraction(sum(self.answers), self.n) if self.answers else None

    @property
    def is_split(self) -> bool:
        """Whether the group sees this differently (R13): three levels apart, or a standard deviation of 1.2.

        The deviation is that of the whole group (divided by n): who answered is everyone, not a sample.
        """
        return self.distance >= thresholds.SPLIT_DISTANCE or self._variance >= thresholds.SPLIT_DEVIATION**2

    @property
    def is_worth_a_talk(self) -> bool:
        """Whether answers lie two levels apart or more (method 7.3), on a scale of four levels."""
        return self.distance >= thresholds.TALK_DISTANCE

    @property
    def not_visible(self) -> bool:
        """Whether a third or more of all answers is "don't know" (R13)."""
        asked = self.n + self.dont_know
        return asked > 0 and Fraction(self.dont_know, asked) >= thresholds.NOT_VISIBLE_FROM

    @property
    def band(self) -> Band | None:
        """Where the mean of a 1-to-5 item stands (R12); None when nobody answered."""
        return None if self.mean is None else band_of(self.mean)

    @property
    def _variance(self) -> Fraction:
        """The mean squared distance from the mean; 0 when nobody answered."""
        mean = self.mean
        if mean is None:
            return Fraction(0)
        return sum(((answer - mean) ** 2 for answer in self.answers), Fraction(0)) / self.n

    def dots(self, levels: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Every level of the scale with its number of answers, also where that is 0; in the order given."""
        return tuple((level, self.answers.count(level)) for level in levels)

    def may_be_shown(self, *, hidden: bool) -> bool:
        """Whether this result may be shown to the group (R50)."""
        return may_show(self.n, hidden=hidden)


def band_of(mean: Fraction) -> Band:
    """Place the mean of a 1-to-5 item (R12)."""
    if mean >= thresholds.STRONG_FROM:
        return Band.STRONG
    return Band.WATCH if mean >= thresholds.WATCH_FROM else Band.WEAK


def may_show(n: int, *, hidden: bool) -> bool:
    """Whether `n` answers may be shown: of a hidden question nothing below 4, of a named one always (R50)."""
    return n >= thresholds.SHOWN_FROM or not hidden


def may_show_percentages(n: int) -> bool:
    """Whether shares may be given as percentages: from a dozen answers on."""
    return n >= thresholds.PERCENTAGES_FROM


def quorum(joined: int) -> int:
    """How many of those who joined must answer before the group can go on (nl: genoeg stemmen).

    Half of them, at least 3; all of them when fewer than 3 joined; never 0, so an empty room decides nothing.
    """
    half = ceil(joined * thresholds.QUORUM_SHARE)
    return max(1, min(joined, max(half, thresholds.QUORUM_AT_LEAST)))


def rounded_half_up(value: Fraction) -> int:
    """The nearest whole level; halves go up (2.5 -> 3), as people round, not as machines do."""
    return floor(value + Fraction(1, 2))
