"""Votes become counts: of one chat or several, and of paper. Who voted what is no part of them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.platform_polls.templates import Shape, Template
from core.thresholds.neighbourhood import PAPER_AT_MOST

CHOSEN = "chosen"
"""The level of an option that was chosen, where there are no others."""

PAPER = "paper"

Ballot = Mapping[str, str]
"""One person's full choice: option -> level. Someone who took everything back has no ballot."""


@dataclass(frozen=True)
class Tally:
    """How often what was said (nl: telling).

    Attributes:
        counts: (option, level) -> how many people; what nobody said is absent.
        voters: How many people answered at all.
    """

    counts: Mapping[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    voters: int = 0

    def of(self, option: str, level: str = CHOSEN) -> int:
        """How many said this of an option."""
        return self.counts.get((option, level), 0)


def tally_of(ballots: Iterable[Ballot]) -> Tally:
    """Count ballots; an empty one is no answer."""
    cast = [ballot for ballot in ballots if ballot]
    return Tally(Counter(pair for ballot in cast for pair in ballot.items()), len(cast))


def merged(tallies: Iterable[Tally]) -> Tally:
    """Add up what several chats and paper said; options keep their ids everywhere."""
    counts: Counter[tuple[str, str]] = Counter()
    voters = 0
    for one in tallies:
        counts.update(one.counts)
        voters += one.voters
    return Tally(counts, voters)


@dataclass(frozen=True)
class Paper:
    """What was counted on paper, or how many numbers there should be.

    Attributes:
        tally: The counts; None when they can't be right.
        wanted: How many counts are needed, after the number of people.
    """

    tally: Tally | None
    wanted: int


def paper_in(text: str, template: Template, options: Sequence[str]) -> Paper:
    """Read `9 people: 5 3 1`: how many people, then a count for each option, or for each level of each option."""
    cells = [(option, level) for option in options for level in template.columns]
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) != 1 + len(cells) or not _can_be(numbers[0], numbers[1:], template):
        return Paper(None, len(cells))
    counts = {cell: n for cell, n in zip(cells, numbers[1:], strict=True) if n}
    return Paper(Tally(counts, numbers[0]), len(cells))


def _can_be(people: int, counts: Sequence[int], template: Template) -> bool:
    """Say whether so many people can have said this: of what is exclusive, no more than there are people."""
    together = {Shape.ONE: max(1, len(counts)), Shape.SEVERAL: 1, Shape.EACH: len(template.columns)}[template.shape]
    groups = (counts[start : start + together] for start in range(0, len(counts), together))
    most = people * template.at_most if template.at_most else sum(counts)
    return 0 < people <= PAPER_AT_MOST and sum(counts) <= most and all(sum(group) <= people for group in groups)
