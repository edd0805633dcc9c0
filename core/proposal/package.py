"""What a proposal says about one package: area, partners, team, closeness, steering (R20, R24-R29, R31-R34, R40)."""

from collections.abc import Iterable, Mapping

from core.coherence import Matrix, Pair, pairs_of
from core.coordination import (
    Finding,
    Input,
    Need,
    coordination_of,
    forms_of,
    is_too_loose,
    missing_capacities,
    needs_shared_file,
    package_area,
    package_complexity,
    package_intensity,
    place_of,
    team_band,
    who_can_do_it_alone,
    who_decides,
)
from core.ids import ActivityId, PackageId
from core.packages import cohesion_of, is_coupled
from core.proposal.answers import Activity, Partner
from core.proposal.split import split_of
from core.proposal.statements import Closeness, PackageProposal, PartnerPlace, Steering, Team
from core.scales import Coherence, WorkingArea


def package_proposal(
    package: PackageId, members: tuple[Activity, ...], matrix: Matrix, areas: Mapping[ActivityId, WorkingArea]
) -> PackageProposal:
    """Work out what to say about one package.

    Args:
        package: its id.
        members: its activities, sorted by id.
        matrix: how all activities hang together.
        areas: the ideal area of each activity, chosen or suggested; absent while unknown.
    """
    ids = tuple(activity.id for activity in members)
    partners, covered = partners_of(members), covered_by(members)
    steering = steering_of(members)
    closeness = closeness_of(ids, matrix, steering)
    coupled = coupled_in(ids, matrix)
    team = team_of(members, partners, closeness)
    return PackageProposal(
        id=package,
        together=_together(ids, matrix),
        cohesion=cohesion_of(matrix, ids),
        coupled=coupled,
        area=package_area(ids, areas, coupled),
        partners=partners,
        missing_capacities=missing_capacities(covered),
        alone=_alone(members, covered),
        team=team,
        closeness=closeness,
        steering=steering,
        split=split_of(matrix, members, team),
    )


def coupled_in(ids: Iterable[ActivityId], matrix: Matrix) -> frozenset[ActivityId]:
    """The activities that hang together with another one here: a known mean of 2 or more (R24)."""
    return frozenset(activity for pair in pairs_of(ids) if is_coupled(matrix, *pair) for activity in pair)


def partners_of(members: Iterable[Activity]) -> tuple[PartnerPlace, ...]:
    """All partners named for these activities, each once, sorted by name, with its strongest need."""
    named: dict[str, list[Partner]] = {}
    for activity in members:
        for partner in activity.partners or ():
            named.setdefault(partner.name, []).append(partner)
    return tuple(_place(name, mentions) for name, mentions in sorted(named.items()))


def covered_by(members: Iterable[Activity]) -> dict[str, frozenset[str]]:
    """Who covers each capacity of these activities, as far as that was answered."""
    covered: dict[str, frozenset[str]] = {}
    for activity in members:
        for capacity in activity.capacities or ():
            if capacity.covered_by is not None:
                covered[capacity.name] = covered.get(capacity.name, frozenset()) | frozenset(capacity.covered_by)
    return covered


def closeness_of(ids: Iterable[ActivityId], matrix: Matrix, steering: Steering | None) -> Closeness | None:
    """How closely a package works together (R28, R29); None for a single activity or when no pair is known."""
    found = package_intensity(_inside(ids, matrix))
    if found is None:
        return None
    intensity = found.value.value
    too_loose = None if steering is None else is_too_loose(intensity, steering.complexity.value.level)
    return Closeness(found, forms_of(intensity), too_loose)


def _inside(ids: Iterable[ActivityId], matrix: Matrix) -> dict[Pair, Coherence]:
    """The known coherence of the pairs inside a package, as levels."""
    levels = ((pair, matrix.level(*pair)) for pair in pairs_of(ids))
    return {pair: level for pair, level in levels if level is not None}


def steering_of(members: Iterable[Activity]) -> Steering | None:
    """Who decides what in a package (R31-R34); None while no activity has both answers."""
    found = package_complexity({activity.id: (activity.variety, activity.change) for activity in members})
    if found is None:
        return None
    level = found.value.level
    return Steering(found, coordination_of(level), who_decides(level), needs_shared_file(level))


def team_of(members: Iterable[Activity], partners: Iterable[PartnerPlace], closeness: Closeness | None) -> Team | None:
    """The people who really take part (R26); None below intensity 3 and while nobody said who the partners are."""
    if closeness is None or all(activity.partners is None for activity in members):
        return None
    people = sum(partner.people for partner in partners if partner.need is Need.NEEDED)
    band = team_band(people, closeness.range.value.value)
    return None if band is None else Team(people, band)


def _place(name: str, mentions: Iterable[Partner]) -> PartnerPlace:
    """One partner of a package: the strongest need counts, and the most people it brings where it is needed so."""
    order = list(Need)
    strongest = max(mentions, key=lambda it: (-1 if it.need is None else order.index(it.need), it.people))
    place = None if strongest.need is None else place_of(strongest.need)
    return PartnerPlace(name, strongest.need, strongest.people, place)


def _together(ids: tuple[ActivityId, ...], matrix: Matrix) -> Finding[tuple[ActivityId, ...]]:
    """The activities of a package, and every coherence or guess inside it (R20)."""
    means = ((pair, matrix.mean(*pair)) for pair in pairs_of(ids))
    inputs = tuple(
        Input("vote_from_challenges", matrix.vote(*pair), pair) if mean is None else Input("coherence", mean, pair)
        for pair, mean in means
        if mean is not None or matrix.vote(*pair)
    )
    return Finding(ids, "R20", inputs)


def _alone(members: tuple[Activity, ...], covered: Mapping[str, frozenset[str]]) -> Finding[tuple[str, ...]] | None:
    """Who could do a package of several activities alone (R40), once all its capacities are known."""
    known = all(
        activity.capacities and all(capacity.covered_by is not None for capacity in activity.capacities)
        for activity in members
    )
    return who_can_do_it_alone(covered) if known and len(members) > 1 else None
