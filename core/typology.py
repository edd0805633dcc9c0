"""Which kind of initiative this is, and the approach that fits it (method 4.4, R41-R43)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction

from core import thresholds
from core.coordination.finding import Finding, Input


class Kind(IntEnum):
    """A kind of initiative (nl: soort initiatief)."""

    OF_NEIGHBOURS = 1
    OF_NEIGHBOURHOOD = 2
    OF_CARE = 3


class Criterion(StrEnum):
    """What the kind is read from (T1-T5)."""

    PULLERS = "t1"
    REACH = "t2"
    PURPOSE = "t3"
    WORK_AREA = "t4"
    NEIGHBOURS = "t5"


class AtHome(StrEnum):
    """Whether residents feel at home in the area that was drawn (G4)."""

    YES = "yes"
    PARTLY = "partly"
    STREET = "street"
    SENSITIVE = "sensitive"


class Flag(StrEnum):
    """What is worth saying beside the kind (method 4.4)."""

    UMBRELLA = "umbrella"
    NO_BRAND_YET = "no_brand_yet"
    MINDSET = "mindset"


POINTS: Mapping[Criterion, Mapping[str, Mapping[Kind, int]]] = {
    Criterion.PULLERS: {
        "neighbours": {Kind.OF_NEIGHBOURS: 2},
        "both": {Kind.OF_NEIGHBOURHOOD: 2},
        "professionals": {Kind.OF_NEIGHBOURHOOD: 1, Kind.OF_CARE: 1},
    },
    Criterion.REACH: {
        "street": {Kind.OF_NEIGHBOURS: 2},
        "neighbourhood": {Kind.OF_NEIGHBOURHOOD: 2},
        "wider": {Kind.OF_CARE: 2},
    },
    Criterion.PURPOSE: {
        "meeting": {Kind.OF_NEIGHBOURS: 1},
        "caring": {Kind.OF_NEIGHBOURHOOD: 1},
        "care": {Kind.OF_CARE: 1},
    },
    Criterion.WORK_AREA: {
        "none": {Kind.OF_NEIGHBOURS: 1},
        "neighbourhood": {Kind.OF_NEIGHBOURHOOD: 1},
        "wider": {Kind.OF_CARE: 1},
    },
    Criterion.NEIGHBOURS: {
        "owners": {Kind.OF_NEIGHBOURS: 1},
        "co_steer": {Kind.OF_NEIGHBOURHOOD: 1},
        "where_possible": {Kind.OF_CARE: 1},
    },
}
"""R41: for each answer, the points it gives; in the order in which people choose."""

Answers = Mapping[Criterion, tuple[str, ...]]
"""What was answered most, by criterion; several where that is a tie, none where nobody knew."""


@dataclass(frozen=True)
class Typing:
    """What the answers come to.

    Attributes:
        kind: the kind of initiative; None when it is mixed (R42).
        points: the points of each kind.
        lead: how far the first is ahead of the second.
    """

    kind: Kind | None
    points: Mapping[Kind, Fraction]
    lead: Fraction


@dataclass(frozen=True)
class Approach:
    """What fits a kind of initiative, and what to look out for; as codes."""

    does: tuple[str, ...]
    warns: tuple[str, ...]


APPROACHES: Mapping[Kind, Approach] = {
    Kind.OF_NEIGHBOURS: Approach(
        ("follow_owners", "small_help", "make_it_lighter", "who_is_left_out"), ("forced_open", "scaled_up")
    ),
    Kind.OF_NEIGHBOURHOOD: Approach(
        ("action_groups", "platform_and_core", "residents_steer", "join_forces", "widen_the_goal"),
        ("steering_group", "area_as_brand", "staying_islands"),
    ),
    Kind.OF_CARE: Approach(
        ("case_meetings", "local_networks", "learning_community", "contact_persons", "mindset"),
        ("another_island", "heavy_commitment"),
    ),
}
"""R43: what to do and what to warn for."""


def most_chosen(answers: Sequence[str]) -> tuple[str, ...]:
    """Return what most people answered, more than one in a tie; a skipped answer is not among them."""
    most = max((answers.count(answer) for answer in answers), default=0)
    return tuple(answer for answer in dict.fromkeys(sorted(answers)) if answers.count(answer) == most)


def lacking(answers: Answers) -> tuple[Criterion, ...]:
    """Return the criteria without an answer; while there are any, R41 does not fire."""
    return tuple(criterion for criterion in Criterion if not answers.get(criterion))


def kind_of(answers: Answers) -> Finding[Typing] | None:
    """Say which kind of initiative this is (R41), or that it is mixed (R42); None while an answer is lacking.

    A tie shares the points of its question, so that no voice is lost.
    """
    if lacking(answers):
        return None
    points = {kind: sum(_points_for(kind, answers), Fraction(0)) for kind in Kind}
    first, second, _ = sorted(points, key=lambda kind: -points[kind])
    lead = points[first] - points[second]
    clear = lead >= thresholds.KIND_LEAD_FROM
    typing = Typing(first if clear else None, points, lead)
    return Finding(typing, "R41" if clear else "R42", _inputs(answers, *Criterion))


def _points_for(kind: Kind, answers: Answers) -> Iterator[Fraction]:
    for criterion, chosen in answers.items():
        for answer in chosen:
            yield Fraction(POINTS[criterion][answer].get(kind, 0), len(chosen))


def _inputs(answers: Answers, *criteria: Criterion) -> tuple[Input, ...]:
    return tuple(Input(criterion, answers[criterion]) for criterion in criteria)


def flags_of(kind: Kind, answers: Answers, at_home: AtHome | None) -> tuple[Finding[Flag], ...]:
    """Return what is worth saying beside the kind (method 4.4); each belongs to one kind.

    Args:
        kind: the kind (R41).
        answers: what was answered most.
        at_home: whether residents feel at home in the area (G4); None when nobody said, or knows.
    """
    match kind:
        case Kind.OF_NEIGHBOURS if answers[Criterion.REACH] == ("wider",):
            return (Finding(Flag.UMBRELLA, "R41", _inputs(answers, Criterion.REACH)),)
        case Kind.OF_NEIGHBOURHOOD if at_home in {AtHome.STREET, AtHome.SENSITIVE}:
            return (Finding(Flag.NO_BRAND_YET, "R41", (Input("g4", at_home),)),)
        case Kind.OF_CARE if answers[Criterion.WORK_AREA] == ("wider",):
            return (Finding(Flag.MINDSET, "R41", _inputs(answers, Criterion.WORK_AREA)),)
        case _:
            return ()


def approach_of(kind: Kind) -> Finding[Approach]:
    """Return what fits a kind of initiative, and what to look out for (R43)."""
    return Finding(APPROACHES[kind], "R43", (Input("kind", kind),))
