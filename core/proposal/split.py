"""Pairs that are cut, and the cheapest way to cut a package whose team is too large (R20, R27)."""

from collections.abc import Iterable

from core import thresholds
from core.coherence import Matrix, Pair
from core.coordination import Finding, Input, Need, TeamBand
from core.ids import ActivityId
from core.packages import cheapest_cut
from core.proposal.answers import Activity, Partner
from core.proposal.statements import Leak, Split, Team


def leaks_among(matrix: Matrix, pairs: Iterable[Pair]) -> tuple[Leak, ...]:
    """The pairs with their mean coherence; a pair nobody compared is no leak."""
    means = ((pair, matrix.mean(*pair)) for pair in pairs)
    return tuple(Leak(pair, mean) for pair, mean in means if mean is not None)


def split_of(matrix: Matrix, members: tuple[Activity, ...], team: Team | None) -> Finding[Split] | None:
    """Propose the cheapest cut of a package into teams that fit (R27); None unless its team is too large (R26).

    Args:
        matrix: how all activities hang together.
        members: the activities of the package, sorted by id.
        team: how many people the package needs.
    """
    if team is None or team.band.value is not TeamBand.SPLIT:
        return None
    people = people_needed(members)
    cut = cheapest_cut(matrix, tuple(activity.id for activity in members), people, thresholds.TEAM_AT_MOST)
    inputs = tuple(
        Input("people", number, (activity, name))
        for activity, named in people.items()
        for name, number in named.items()
    )
    split = Split(cut.teams, cut.price, leaks_among(matrix, cut.pairs), cut.worth, cut.too_large)
    return Finding(split, "R27", inputs)


def people_needed(members: Iterable[Activity]) -> dict[ActivityId, dict[str, int]]:
    """The needed partners of each activity with their people.

    A partner is as large everywhere as where it is largest, and never counts for more than makes a team too large.
    """
    needed = {activity.id: [it for it in activity.partners or () if it.need is Need.NEEDED] for activity in members}
    largest: dict[str, int] = {}
    for partner in (partner for partners in needed.values() for partner in partners):
        largest[partner.name] = max(largest.get(partner.name, 0), min(partner.people, thresholds.TEAM_AT_MOST + 1))
    return {activity: _sized(partners, largest) for activity, partners in needed.items()}


def _sized(partners: Iterable[Partner], largest: dict[str, int]) -> dict[str, int]:
    return {partner.name: largest[partner.name] for partner in partners}
