"""What a proposal remarks about the whole plan (R17, R20-R22, R40, Q2.3)."""

from collections.abc import Iterable, Iterator

from core import thresholds
from core.coherence import Matrix
from core.coordination import (
    Collaboration,
    Finding,
    Input,
    Need,
    collaboration_needed,
    knowledge_gaps,
    one_organisation_each,
)
from core.proposal.answers import Answers
from core.proposal.statements import PackageProposal, Remark

COLLABORATION = {
    Collaboration.NOT_NEEDED: Remark.NOT_NEEDED,
    Collaboration.REFER_OR_SHARE: Remark.REFER_OR_SHARE,
}


def remarks_on(answers: Answers, matrix: Matrix, packages: tuple[PackageProposal, ...]) -> Iterator[Finding[Remark]]:
    """Say what concerns the whole plan, in the order of the steps."""
    gaps = knowledge_gaps(answers.challenge.known, ())
    if gaps is not None:
        yield Finding(Remark.KNOWLEDGE, gaps.rule, gaps.inputs)
    count = len(answers.activities)
    if count > thresholds.MERGE_ABOVE:
        yield Finding(Remark.MANY_ACTIVITIES, "Q2.3", (Input("activities", count),))
    yield from _on_coherence(matrix)
    needed = [{it.name for it in package.partners if it.need is Need.NEEDED} for package in packages]
    one_each = one_organisation_each(needed)
    if one_each is not None:
        yield Finding(Remark.ONE_ORGANISATION_EACH, one_each.rule, one_each.inputs)
    yield from _on_doing_it_alone(packages)


def _on_coherence(matrix: Matrix) -> Iterator[Finding[Remark]]:
    """Where votes were guessed, where nothing is known, and where nothing hangs together (R20, R22)."""
    unknown = matrix.unknown_pairs()
    guessed = sum(1 for pair in unknown if matrix.vote(*pair))
    if guessed:
        yield Finding(Remark.FROM_CHALLENGES, "R20", (Input("guessed_pairs", guessed),))
    elif unknown and not matrix.voices:
        yield Finding(Remark.ALL_UNKNOWN, "R20", (Input("unknown_pairs", len(unknown)),))
    levels = [level for pair in matrix.voices if (level := matrix.level(*pair)) is not None]
    found = None if unknown else collaboration_needed(levels)
    if found is not None:
        yield Finding(COLLABORATION[found.value], found.rule, found.inputs)


def _on_doing_it_alone(packages: Iterable[PackageProposal]) -> Iterator[Finding[Remark]]:
    """Packages that one partner could do alone (R40), in one remark."""
    inputs = [Input("alone", package.alone.value, (package.id,)) for package in packages if package.alone is not None]
    if inputs:
        yield Finding(Remark.ONE_CAN_DO_IT, "R40", tuple(inputs))
