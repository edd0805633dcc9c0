"""Everything together: answers in, proposal out."""

from collections.abc import Mapping
from fractions import Fraction

from core import thresholds
from core.coherence import Matrix, pair_of, priors_from_challenges
from core.coordination import Level, intensity_between, neighbourhood_mode, suggested_area, verdict_of
from core.deviations import Deviation, area_deviations
from core.ids import ActivityId, PackageId
from core.packages import Judged, Partition, best_partition, between, canonical, judge, leaks_of
from core.proposal.answers import Activity, Answers, contradictions_in
from core.proposal.missing import missing_in
from core.proposal.package import package_proposal
from core.proposal.remarks import remarks_on
from core.proposal.split import leaks_among
from core.proposal.statements import (
    ActivityProposal,
    BetweenProposal,
    PackageProposal,
    Proposal,
    Score,
)
from core.scales import WorkingArea


def propose(answers: Answers, effort: int = thresholds.SOLVER_EFFORT) -> Proposal:
    """Work out a proposal from what a group answered.

    Args:
        answers: what the group answered.
        effort: the most work to spend on the best packages, in steps.

    Raises:
        DomainError: the first contradiction in the answers (see `contradictions_in`).
    """
    for contradiction in contradictions_in(answers):
        raise contradiction.error
    matrix = matrix_of(answers)
    score, judged, partition = packages_of(matrix, answers.packages, effort)
    activities = tuple(activity_proposal(activity) for activity in answers.activities)
    packages = _packages(answers, matrix, partition, activities)
    arranged = tuple(between_proposals(answers, matrix, packages))
    return Proposal(
        score=score,
        judged=judged,
        packages=packages,
        activities=activities,
        between=arranged,
        leaks=leaks_among(matrix, leaks_of(matrix, partition)),
        unknown_pairs=matrix.unknown_pairs(),
        deviations=_deviations(answers, packages),
        missing=tuple(missing_in(answers, activities, packages, arranged)),
        remarks=tuple(remarks_on(answers, matrix, packages)),
    )


def matrix_of(answers: Answers) -> Matrix:
    """How the activities hang together, with votes from the challenges where no one answered."""
    voices = {pair_of(answer.a, answer.b): answer.values for answer in answers.coherence if answer.values}
    links = {frozenset({link.a, link.b}): int(link.value) for link in answers.challenge_links if link.value is not None}
    answered = {activity.id: frozenset(activity.challenges) for activity in answers.activities}
    ids = tuple(activity.id for activity in answers.activities)
    return Matrix(ids, voices, priors_from_challenges(answered, links))


def packages_of(
    matrix: Matrix, chosen: Partition | None, effort: int = thresholds.SOLVER_EFFORT
) -> tuple[Score, Judged | None, Partition]:
    """The packages with the highest score, or the chosen ones and how they compare to these (R20)."""
    if chosen is None:
        solved = best_partition(matrix, effort)
        return Score(solved.score, solved.bound, solved.proven), None, solved.partition
    partition = canonical(matrix, chosen)
    judged = judge(matrix, partition, effort)
    return Score(judged.score, judged.best.bound, judged.best.proven), judged, partition


def activity_proposal(activity: Activity) -> ActivityProposal:
    """Where an activity works (R23) and how neighbourhood-oriented it must be (R2)."""
    suggested = suggested_area(activity.embeddedness, activity.frequency)
    area = activity.working_area
    if area is None and suggested is not None:
        area = suggested.value
    return ActivityProposal(activity.id, area, suggested, neighbourhood_mode(area, activity.embeddedness))


def between_proposals(answers: Answers, matrix: Matrix, packages: tuple[PackageProposal, ...]) -> list[BetweenProposal]:
    """What each two packages arrange that have any known coherence of 1 or more across (R35, R36)."""
    joint = joint_levels(answers, packages)
    found = []
    for place, package in enumerate(packages):
        for other in packages[place + 1 :]:
            highest = between(matrix, package.activities, other.activities)
            if highest is not None and highest >= thresholds.TOUCHES_FROM:
                both = (package.id, other.id)
                found.append(between_proposal(both, highest, joint.get(both)))
    return found


def between_proposal(
    packages: tuple[PackageId, PackageId], highest: Fraction, joint: tuple[Level, ...] | None
) -> BetweenProposal:
    """What two packages arrange, from the highest mean coherence across and what they decide together.

    As long as nobody said what they decide together, the verdict is the mildest that fits: it never alarms.
    """
    intensity = intensity_between(highest)
    return BetweenProposal(packages, highest, intensity, joint, verdict_of(intensity.value.value, joint or ()))


def joint_levels(
    answers: Answers, packages: tuple[PackageProposal, ...]
) -> dict[tuple[PackageId, PackageId], tuple[Level, ...]]:
    """What each two packages decide together, put together from answers about their activities.

    Two activities that sit in one package decide together anyway, so such an answer says nothing here.
    """
    place = {activity: index for index, package in enumerate(packages) for activity in package.activities}
    levels: dict[tuple[PackageId, PackageId], set[Level]] = {}
    for decision in answers.joint_decisions:
        first, last = sorted((place[decision.a], place[decision.b]))
        if first != last and decision.levels is not None:
            levels.setdefault((packages[first].id, packages[last].id), set()).update(decision.levels)
    return {both: tuple(level for level in Level if level in found) for both, found in levels.items()}


def _packages(
    answers: Answers, matrix: Matrix, partition: Partition, activities: tuple[ActivityProposal, ...]
) -> tuple[PackageProposal, ...]:
    by_id = {activity.id: activity for activity in answers.activities}
    areas: Mapping[ActivityId, WorkingArea] = {it.id: it.area for it in activities if it.area is not None}
    return tuple(
        package_proposal(PackageId(f"p{number}"), tuple(by_id[activity] for activity in members), matrix, areas)
        for number, members in enumerate(partition, start=1)
    )


def _deviations(answers: Answers, packages: tuple[PackageProposal, ...]) -> tuple[Deviation, ...]:
    """Where practice works in a larger area than is ideal for the package (R38)."""
    real = {it.id: it.real_working_area for it in answers.activities if it.real_working_area is not None}
    found: list[Deviation] = []
    for package in packages:
        if package.area is not None:
            inside = {activity: real[activity] for activity in package.activities if activity in real}
            found += area_deviations(package.id, package.area.value.value, inside)
    return tuple(found)
