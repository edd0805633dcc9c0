"""Splitting a package whose team is too large, with open eyes (R27)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.coherence import Matrix, Pair, pairs_of
from core.ids import ActivityId
from core.packages.instance import Effort
from core.packages.optimum import best_groups
from core.packages.partition import Partition, is_coupled, score_of
from core.thresholds import SOLVER_EFFORT, TEAM_AT_MOST

Partners = Mapping[str, int]
"""How many people each partner brings, by name."""


class CutWorth(StrEnum):
    """What a split is worth (R27)."""

    FITS = "fits"
    """Teams that fit, and at least one holds activities together."""
    ALL_APART = "all_apart"
    """Teams that fit can hold nothing together: splitting means giving the package up."""
    STILL_TOO_LARGE = "still_too_large"
    """No split makes all teams fit: one activity alone takes more people."""


@dataclass(frozen=True)
class Cut:
    """A package in teams of a workable size (nl: splitsing).

    Attributes:
        teams: the activities of each team, ordered as a partition.
        price: how much lower the score becomes, in votes.
        pairs: the pairs that hang together (mean of 2 or more) and are cut, each to be answered for.
        too_large: activities whose own partners are more people than a team should have; each is a team by itself.
        proven: there is no cheaper cut.
    """

    teams: Partition
    price: Fraction
    pairs: tuple[Pair, ...]
    too_large: tuple[ActivityId, ...]
    proven: bool

    @property
    def worth(self) -> CutWorth:
        """What it is worth."""
        if self.too_large:
            return CutWorth.STILL_TOO_LARGE
        return CutWorth.FITS if any(len(team) > 1 for team in self.teams) else CutWorth.ALL_APART


def cheapest_cut(
    matrix: Matrix,
    package: Sequence[ActivityId],
    partners: Mapping[ActivityId, Partners],
    most: int = TEAM_AT_MOST,
) -> Cut:
    """R27: the split into teams of at most `most` people that loses least, as in R20 (ties too).

    Args:
        matrix: how strongly the activities hang together.
        package: the activities to split.
        partners: per activity the partners that really take part. A partner counts once per team, with the most people
            it brings to any activity there; an activity that is absent brings nobody.
        most: people per team. An activity that exceeds it by itself cannot be split and gets a team of its own.
    """
    seats = _seats(partners, most)
    solved = best_groups(matrix, package, seats, most, Effort(SOLVER_EFFORT))
    team = {activity: index for index, members in enumerate(solved.partition) for activity in members}
    inside = [activity for activity in matrix.activities if activity in team]
    return Cut(
        teams=solved.partition,
        price=score_of(matrix, (tuple(package),)) - solved.score,
        pairs=tuple((a, b) for a, b in pairs_of(inside) if team[a] != team[b] and is_coupled(matrix, a, b)),
        too_large=tuple(activity for activity in inside if seats.get(activity, 0).bit_count() > most),
        proven=solved.proven,
    )


def _seats(partners: Mapping[ActivityId, Partners], most: int) -> dict[ActivityId, int]:
    """Each activity's people as bits: every partner has bits of its own, the first for its first person and so on.

    Beyond one too many, more people make no difference.
    """
    names = sorted({name for brought in partners.values() for name in brought})
    start = {name: index * (most + 1) for index, name in enumerate(names)}
    return {
        activity: sum(((1 << min(people, most + 1)) - 1) << start[name] for name, people in brought.items())
        for activity, brought in partners.items()
    }
