"""Which answers a rule lacks: the rule does not fire, or not on everything, and the proposal says so."""

from collections.abc import Iterable, Iterator

from core import thresholds
from core.ids import ActivityId
from core.proposal.answers import Activity, Answers
from core.proposal.statements import ActivityProposal, BetweenProposal, Missing, PackageProposal


def missing_in(
    answers: Answers,
    activities: Iterable[ActivityProposal],
    packages: Iterable[PackageProposal],
    arranged: Iterable[BetweenProposal],
) -> Iterator[Missing]:
    """List what is lacking: for the whole plan, per activity, per package, per two packages."""
    if answers.challenge.known is None:
        yield Missing("R17", ("known",))
    by_id = {activity.id: activity for activity in answers.activities}
    placed = {proposal.id for proposal in activities if proposal.area is not None}
    for proposal in activities:
        yield from _for_activity(by_id[proposal.id], proposal)
    for package in packages:
        yield from _for_package(package, tuple(by_id[activity] for activity in package.activities), placed)
    for two in arranged:
        if two.joint is None and two.intensity.value.value >= thresholds.JOINT_MATTERS_FROM:
            yield Missing("R36", ("joint_decisions",), packages=two.packages)


def _for_activity(activity: Activity, proposal: ActivityProposal) -> Iterator[Missing]:
    if proposal.suggested is None:
        asked = (("frequency", activity.frequency), ("embeddedness", activity.embeddedness))
        yield Missing("R23", tuple(name for name, answer in asked if answer is None), activity=activity.id)
    if proposal.mode is None:
        lacking = "working_area" if proposal.area is None else "embeddedness"
        yield Missing("R2", (lacking,), activity=activity.id)


def _for_package(package: PackageProposal, members: tuple[Activity, ...], placed: set[ActivityId]) -> Iterator[Missing]:
    lacking = {
        "R24": ("working_area",) if _lacks_area(package, placed) else (),
        "R25": tuple(_lacking_partners(members)),
        "R26": ("partners",) if _lacks_team(package) else (),
        "R28": ("coherence",) if package.closeness is None and len(members) > 1 else (),
        "R31": tuple(_lacking_complexity(members)),
    }
    for rule, answers in lacking.items():
        if answers:
            yield Missing(rule, answers, packages=(package.id,))


def _lacks_area(package: PackageProposal, placed: set[ActivityId]) -> bool:
    """Whether the area of an activity that decides the package's area is unknown (R24)."""
    deciding = package.coupled or frozenset(package.activities)
    return not deciding <= placed


def _lacking_partners(members: tuple[Activity, ...]) -> Iterator[str]:
    """The names of unanswered questions about partners and capacities, each once."""
    if any(activity.partners is None for activity in members):
        yield "partners"
    if any(partner.need is None for activity in members for partner in activity.partners or ()):
        yield "need"
    if any(activity.capacities is None for activity in members):
        yield "capacities"
    if any(capacity.covered_by is None for activity in members for capacity in activity.capacities or ()):
        yield "covered_by"


def _lacks_team(package: PackageProposal) -> bool:
    """Whether the package needs a team of which nobody said who is in it."""
    if package.closeness is None or package.team is not None:
        return False
    return package.closeness.range.value.value >= thresholds.SIZE_MATTERS_FROM


def _lacking_complexity(members: tuple[Activity, ...]) -> Iterator[str]:
    """The names of unanswered questions about complexity, each once."""
    if any(activity.variety is None for activity in members):
        yield "variety"
    if any(activity.change is None for activity in members):
        yield "change"
