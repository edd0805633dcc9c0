"""Why a proposal says what it says: every statement with its rule and the answers behind it."""

from collections.abc import Iterable, Iterator

from core.coordination import Finding
from core.proposal.statements import ActivityProposal, BetweenProposal, PackageProposal, Proposal, Reason

Found = Iterable[Finding[object] | None]


def reasons(proposal: Proposal) -> tuple[Reason, ...]:
    """List the reason of each statement: about activities, packages, two packages, and the whole plan."""
    return tuple(_reasons(proposal))


def reasons_about(proposal: Proposal, *subject: str) -> tuple[Reason, ...]:
    """List the reasons about one activity, one package, or two packages in either order."""
    return tuple(reason for reason in _reasons(proposal) if set(reason.subject) == set(subject))


def _reasons(proposal: Proposal) -> Iterator[Reason]:
    for activity in proposal.activities:
        yield from _said((activity.id,), _about_activity(activity))
    for package in proposal.packages:
        yield from _said((package.id,), _about_package(package))
    for two in proposal.between:
        yield from _said(two.packages, _about_two(two))
    yield from _said((), proposal.remarks)


def _said(subject: tuple[str, ...], findings: Found) -> Iterator[Reason]:
    for finding in findings:
        if finding is not None:
            yield Reason(subject, finding.rule, finding.inputs)


def _about_activity(activity: ActivityProposal) -> Found:
    return (activity.suggested, activity.mode)


def _about_package(package: PackageProposal) -> Iterator[Finding[object] | None]:
    yield from (package.together, package.area)
    yield from (partner.place for partner in package.partners)
    yield from (package.missing_capacities, package.alone)
    if package.team is not None:
        yield package.team.band
    yield package.split
    if package.closeness is not None:
        yield from (package.closeness.range, package.closeness.forms, package.closeness.too_loose)
    if package.steering is not None:
        steering = package.steering
        yield from (steering.complexity, steering.coordination, steering.decides, steering.shared_file)


def _about_two(two: BetweenProposal) -> Found:
    return (two.intensity, two.verdict)
