"""What a group answered, as far as the proposal needs it. A missing answer is None or absent: unknown, never zero."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from core.coherence import pair_of
from core.coordination import Level, Need
from core.errors import (
    DomainError,
    NotAPartition,
    PairWithItself,
    SameIdTwice,
    SamePairTwice,
    TooManyActivities,
    UnknownActivity,
    UnknownChallenge,
)
from core.ids import ActivityId
from core.scales import Change, Coherence, Embeddedness, Frequency, Knowledge, Variety, WorkingArea
from core.thresholds import ACTIVITIES_AT_MOST

Path = tuple[str | int, ...]
"""Where an answer stands: field names and positions, such as `("coherence", 3, "a")`."""


class ChallengeKind(StrEnum):
    """Whether the challenge is about one person or about many (Q0.3)."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


@dataclass(frozen=True)
class MainChallenge:
    """The challenge (nl: uitdaging) the plan is about (Q0.1, Q0.3, Q1.9)."""

    name: str | None = None
    kind: ChallengeKind | None = None
    known: Knowledge | None = None


@dataclass(frozen=True)
class Challenge:
    """A challenge that activities answer."""

    id: str
    name: str | None = None


@dataclass(frozen=True)
class ChallengeLink:
    """How strongly two challenges hang together (Q1.8)."""

    a: str
    b: str
    value: Coherence | None


@dataclass(frozen=True)
class Partner:
    """A person or organisation that could do an activity (Q2.9, Q4.3).

    Attributes:
        name: as the group calls it; the same name is the same partner everywhere.
        need: whether it is needed.
        people: how many people it brings, 1 or more.
    """

    name: str
    need: Need | None = None
    people: int = 1


@dataclass(frozen=True)
class Capacity:
    """Something the partners of an activity must be able to do (Q4.3, Q4.4).

    Attributes:
        name: what.
        covered_by: names of partners; empty for nobody, None while unknown.
    """

    name: str
    covered_by: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Activity:
    """What must be done (nl: activiteit), Q2.3, with all that was answered about it.

    Attributes:
        id: its id.
        name: its name.
        challenges: ids of the challenges it answers.
        frequency: how often it comes up (Q4.1a).
        embeddedness: how much it matters that it happens close by (Q4.1b).
        working_area: the ideal area the group chose (Q4.1c).
        real_working_area: the area in practice.
        variety: how different it is each time (Q4.7).
        change: how fast it changes (Q4.7).
        partners: who could do it; empty for nobody, None while unknown.
        capacities: what they must be able to do; empty for nothing, None while unknown.
    """

    id: ActivityId
    name: str
    challenges: tuple[str, ...] = ()
    frequency: Frequency | None = None
    embeddedness: Embeddedness | None = None
    working_area: WorkingArea | None = None
    real_working_area: WorkingArea | None = None
    variety: Variety | None = None
    change: Change | None = None
    partners: tuple[Partner, ...] | None = None
    capacities: tuple[Capacity, ...] | None = None


@dataclass(frozen=True)
class PairAnswer:
    """How strongly two activities hang together (Q3.1): one value per voice, one alone when agreed, none: unknown."""

    a: ActivityId
    b: ActivityId
    values: tuple[int, ...]


@dataclass(frozen=True)
class JointDecision:
    """What the packages of two activities decide together (Q5.2); empty for nothing, None while unknown."""

    a: ActivityId
    b: ActivityId
    levels: frozenset[Level] | None


@dataclass(frozen=True)
class Answers:
    """All answers a proposal is worked out from.

    Attributes:
        activities: in the group's order.
        challenge: the challenge the plan is about.
        challenges: the challenges that activities answer; None when they were not listed.
        challenge_links: how these hang together.
        coherence: how pairs of activities hang together; a pair that is absent is unknown.
        packages: the packages the group chose, to be judged; None: work them out.
        joint_decisions: what is decided together across packages.
    """

    activities: tuple[Activity, ...]
    challenge: MainChallenge = field(default_factory=MainChallenge)
    challenges: tuple[Challenge, ...] | None = None
    challenge_links: tuple[ChallengeLink, ...] = ()
    coherence: tuple[PairAnswer, ...] = ()
    packages: tuple[tuple[ActivityId, ...], ...] | None = None
    joint_decisions: tuple[JointDecision, ...] = ()


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot be together.

    Attributes:
        path: where.
        error: what is wrong.
    """

    path: Path
    error: DomainError


def contradictions_in(answers: Answers) -> tuple[Contradiction, ...]:
    """Find everything in the answers that cannot be, in their order; empty when a proposal can be worked out.

    When there are too many activities, that comes first and alone.
    """
    given = len(answers.activities)
    if given > ACTIVITIES_AT_MOST:
        return (Contradiction(("activities",), TooManyActivities(given, ACTIVITIES_AT_MOST)),)
    return tuple(_contradictions(answers))


def _contradictions(answers: Answers) -> Iterator[Contradiction]:
    activities = [activity.id for activity in answers.activities]
    challenges = None if answers.challenges is None else [challenge.id for challenge in answers.challenges]
    yield from _same_ids("challenges", challenges or ())
    yield from _links(answers, challenges)
    yield from _same_ids("activities", activities)
    yield from _answered_challenges(answers, challenges)
    yield from _pairs("coherence", answers.coherence, set(activities), UnknownActivity)
    yield from _same_pairs("coherence", answers.coherence)
    if answers.packages is not None:
        yield from _not_a_partition(activities, answers.packages)
    yield from _pairs("joint_decisions", answers.joint_decisions, set(activities), UnknownActivity)


def _same_ids(path: str, ids: Iterable[str]) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for place, given in enumerate(ids):
        if given in seen:
            yield Contradiction((path, place, "id"), SameIdTwice(given))
        seen.add(given)


def _links(answers: Answers, challenges: Iterable[str] | None) -> Iterator[Contradiction]:
    """Links between challenges that were not listed, when a list was given, and links that cannot be."""
    known = None if challenges is None else set(challenges)
    yield from _pairs("challenge_links", answers.challenge_links, known, UnknownChallenge)
    yield from _same_pairs("challenge_links", answers.challenge_links)


def _answered_challenges(answers: Answers, challenges: Iterable[str] | None) -> Iterator[Contradiction]:
    if challenges is None:
        return
    known = set(challenges)
    for place, activity in enumerate(answers.activities):
        for index, challenge in enumerate(activity.challenges):
            if challenge not in known:
                yield Contradiction(("activities", place, "challenges", index), UnknownChallenge(challenge))


def _pairs(
    path: str,
    pairs: Iterable[PairAnswer | JointDecision | ChallengeLink],
    known: set[ActivityId] | set[str] | None,
    unknown: type[UnknownActivity] | type[UnknownChallenge],
) -> Iterator[Contradiction]:
    for place, pair in enumerate(pairs):
        for side, given in (("a", pair.a), ("b", pair.b)):
            if known is not None and given not in known:
                yield Contradiction((path, place, side), unknown(given))
        if pair.a == pair.b:
            yield Contradiction((path, place), PairWithItself(pair.a))


def _same_pairs(path: str, pairs: Iterable[PairAnswer | ChallengeLink]) -> Iterator[Contradiction]:
    seen: set[tuple[str, str]] = set()
    for place, pair in enumerate(pairs):
        both = pair_of(ActivityId(pair.a), ActivityId(pair.b))
        if both in seen:
            yield Contradiction((path, place), SamePairTwice(pair.a, pair.b))
        seen.add(both)


def _not_a_partition(
    activities: Iterable[ActivityId], packages: Iterable[Iterable[ActivityId]]
) -> Iterator[Contradiction]:
    known = set(activities)
    placed = [activity for package in packages for activity in package]
    missing = tuple(sorted(known - set(placed)))
    unknown = tuple(sorted(set(placed) - known))
    repeated = tuple(sorted(activity for activity in known if placed.count(activity) > 1))
    if missing or unknown or repeated:
        yield Contradiction(("packages",), NotAPartition(missing, unknown, repeated))
