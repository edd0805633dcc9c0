"""What a proposal says. Each statement that a rule makes is a `Finding`: it keeps its rule and its inputs."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.coherence import Pair
from core.coordination import (
    Coordination,
    Finding,
    Form,
    Grid,
    Input,
    IntensityRange,
    Level,
    Need,
    NeighbourhoodMode,
    PackageArea,
    Place,
    ScoredComplexity,
    TeamBand,
    Verdict,
)
from core.deviations import Deviation
from core.ids import ActivityId, PackageId
from core.packages import CutWorth, Judged, Partition
from core.scales import WorkingArea


class Remark(StrEnum):
    """What a proposal remarks about the whole plan."""

    KNOWLEDGE = "knowledge"
    MANY_ACTIVITIES = "many_activities"
    ALL_UNKNOWN = "all_unknown"
    FROM_CHALLENGES = "from_challenges"
    NOT_NEEDED = "not_needed"
    REFER_OR_SHARE = "refer_or_share"
    ONE_ORGANISATION_EACH = "one_organisation_each"
    ONE_CAN_DO_IT = "one_can_do_it"


@dataclass(frozen=True)
class Score:
    """What the packages are worth (R20).

    Attributes:
        value: the score of the packages in the proposal.
        bound: no packages score more than this.
        proven: whether the best score is proven to be the best.
    """

    value: Fraction
    bound: Fraction
    proven: bool


@dataclass(frozen=True)
class PartnerPlace:
    """A partner in a package.

    Attributes:
        name: the partner.
        need: the strongest need among the activities of the package; None while unknown.
        people: how many people it brings: the most it brings to one activity.
        place: where its place is (R25); None while the need is unknown.
    """

    name: str
    need: Need | None
    people: int
    place: Finding[Place] | None


@dataclass(frozen=True)
class Team:
    """The people who really take part (R26).

    Attributes:
        people: how many: each needed partner counted once.
        band: how that size stands.
    """

    people: int
    band: Finding[TeamBand]


@dataclass(frozen=True)
class Closeness:
    """How closely a package works together.

    Attributes:
        range: default and range (R28).
        forms: the forms that fit the default (R29).
        too_loose: whether that is too loose for how complex the work is (R28); None while that is unknown.
    """

    range: Finding[IntensityRange]
    forms: Finding[tuple[Form, ...]]
    too_loose: Finding[bool] | None


@dataclass(frozen=True)
class Steering:
    """How complex a package is and who decides what.

    Attributes:
        complexity: how complex the work is (R31).
        coordination: where it may be steered from (R32).
        decides: who decides on goals, method and application (R33).
        shared_file: whether to fix what returns each time (R34).
    """

    complexity: Finding[ScoredComplexity]
    coordination: Finding[Coordination]
    decides: Finding[Grid]
    shared_file: Finding[bool]


@dataclass(frozen=True)
class Leak:
    """A pair that hangs together and is cut (nl: lek), R20."""

    pair: Pair
    coherence: Fraction


@dataclass(frozen=True)
class Split:
    """The cheapest way to cut a package whose team is too large (R27).

    Attributes:
        teams: the activities of each team.
        price: the score that is lost.
        cut: the pairs of coherence 2 or more that are cut: each asks for a way to absorb it.
        worth: whether the teams fit, and hold anything together.
        too_large: the activities that alone take more people than a team should have.
    """

    teams: Partition
    price: Fraction
    cut: tuple[Leak, ...]
    worth: CutWorth
    too_large: tuple[ActivityId, ...]


@dataclass(frozen=True)
class PackageProposal:
    """A package (nl: activiteitenpakket) and how it could work. None where answers are lacking.

    Attributes:
        id: `p1`, `p2` ... by size, then by first activity.
        together: the activities, sorted by id, and the coherence that keeps them together (R20).
        cohesion: the mean known coherence inside.
        coupled: the activities with a coherence of 2 or more to another one inside.
        area: where it works (R24).
        partners: all partners named, sorted by name (R25).
        missing_capacities: what nobody covers (R25).
        alone: the partners who could do it all alone (R40).
        team: how many people (R26); None below intensity 3 too.
        closeness: how closely they work together (R28, R29).
        steering: who decides what (R31-R34).
        split: the cheapest cut when the team is too large (R27).
    """

    id: PackageId
    together: Finding[tuple[ActivityId, ...]]
    cohesion: Fraction | None
    coupled: frozenset[ActivityId]
    area: Finding[PackageArea] | None
    partners: tuple[PartnerPlace, ...]
    missing_capacities: Finding[tuple[str, ...]]
    alone: Finding[tuple[str, ...]] | None
    team: Team | None
    closeness: Closeness | None
    steering: Steering | None
    split: Finding[Split] | None

    @property
    def activities(self) -> tuple[ActivityId, ...]:
        """The activities, sorted by id."""
        return self.together.value


@dataclass(frozen=True)
class ActivityProposal:
    """Where an activity works.

    Attributes:
        id: the activity.
        area: the area the group chose, else the suggested one.
        suggested: the suggestion (R23).
        mode: how neighbourhood-oriented it must be (R2).
    """

    id: ActivityId
    area: WorkingArea | None
    suggested: Finding[WorkingArea] | None
    mode: Finding[NeighbourhoodMode] | None


@dataclass(frozen=True)
class BetweenProposal:
    """What two packages arrange with each other.

    Attributes:
        packages: the two.
        coherence: the highest known mean across.
        intensity: how closely they work together (R35).
        joint: what they decide together, as answered; None while nobody said.
        verdict: whether they are rightly two (R36).
    """

    packages: tuple[PackageId, PackageId]
    coherence: Fraction
    intensity: Finding[IntensityRange]
    joint: tuple[Level, ...] | None
    verdict: Finding[Verdict]


@dataclass(frozen=True)
class Missing:
    """Answers that a rule lacks.

    Attributes:
        rule: the rule that does not fire, or not on everything.
        answers: the names of the answers, as in the contract.
        activity: the activity it is about, where it is about one.
        packages: the package or the two packages it is about; empty for an activity and for the whole plan.
    """

    rule: str
    answers: tuple[str, ...]
    activity: ActivityId | None = None
    packages: tuple[PackageId, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The packages and how they could work (nl: voorstel): advice, never a verdict.

    Attributes:
        score: what the packages are worth.
        judged: how they compare to the best, when the group chose them itself.
        packages: in order of their ids.
        activities: in the group's order.
        between: the pairs of packages with something to arrange.
        leaks: the pairs that hang together and are cut.
        unknown_pairs: the pairs of activities nobody compared.
        deviations: where practice already differs from the ideal (R38).
        missing: the answers that rules lack.
        remarks: what to say about the whole plan.
    """

    score: Score
    judged: Judged | None
    packages: tuple[PackageProposal, ...]
    activities: tuple[ActivityProposal, ...]
    between: tuple[BetweenProposal, ...]
    leaks: tuple[Leak, ...]
    unknown_pairs: tuple[Pair, ...]
    deviations: tuple[Deviation, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[Finding[Remark], ...]


@dataclass(frozen=True)
class Reason:
    """Why a proposal says something, for the question "waarom?".

    Attributes:
        subject: the activity, the package or the two packages it is about; empty for the whole plan.
        rule: the rule.
        inputs: the answers and earlier findings it was worked out from.
    """

    subject: tuple[str, ...]
    rule: str
    inputs: tuple[Input, ...]
