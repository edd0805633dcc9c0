"""How complex the work is, who decides what, and what can be fixed once (R28's warning, R31-R34)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core import thresholds
from core.coordination.closeness import Level
from core.coordination.finding import Finding, Input
from core.ids import ActivityId
from core.scales import Change, Intensity, Variety


class Complexity(StrEnum):
    """How complex the work is (nl: complexiteit), R31."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Coordination(StrEnum):
    """Where the work is steered from (nl: coördinatie), R32."""

    CENTRAL = "central"
    MIXED = "mixed"
    DECENTRALISED = "decentralised"


class Decider(StrEnum):
    """Who decides on one level (Q4.8), from the team itself to the furthest away."""

    TEAM = "team"
    SHARED = "shared"
    CENTRAL = "central"


class GridNote(StrEnum):
    """How a chosen grid stands to the proposed one (R33)."""

    HIGHER_UP = "higher_up"
    LOWER = "lower"


@dataclass(frozen=True)
class ScoredComplexity:
    """A complexity and the sum behind it (R31).

    Attributes:
        level: low, medium or high.
        score: variety + change, 0 to 6.
    """

    level: Complexity
    score: int


@dataclass(frozen=True)
class Grid:
    """Who decides on goals, method and application (Q4.8, R33)."""

    goals: Decider
    method: Decider
    application: Decider

    def on(self, level: Level) -> Decider:
        """Who decides on one level."""
        return {Level.GOALS: self.goals, Level.METHOD: self.method, Level.APPLICATION: self.application}[level]


COORDINATION = {
    Complexity.LOW: Coordination.CENTRAL,
    Complexity.MEDIUM: Coordination.MIXED,
    Complexity.HIGH: Coordination.DECENTRALISED,
}

GRIDS = {
    Complexity.LOW: Grid(goals=Decider.CENTRAL, method=Decider.CENTRAL, application=Decider.TEAM),
    Complexity.MEDIUM: Grid(goals=Decider.SHARED, method=Decider.TEAM, application=Decider.TEAM),
    Complexity.HIGH: Grid(goals=Decider.TEAM, method=Decider.TEAM, application=Decider.TEAM),
}


def complexity_of(variety: Variety | None, change: Change | None) -> Finding[ScoredComplexity] | None:
    """Work out how complex an activity is (R31); None while an answer is lacking."""
    if variety is None or change is None:
        return None
    score = variety + change
    return Finding(ScoredComplexity(_level(score), score), "R31", (Input("variety", variety), Input("change", change)))


def package_complexity(
    activities: Mapping[ActivityId, tuple[Variety | None, Change | None]],
) -> Finding[ScoredComplexity] | None:
    """Work out how complex a package is: as complex as its most complex activity (R31).

    Activities without both answers don't count; None when no activity has them.
    """
    found = {activity: complexity_of(*answers) for activity, answers in sorted(activities.items())}
    known = {activity: finding for activity, finding in found.items() if finding is not None}
    if not known:
        return None
    inputs = tuple(
        Input(given.name, given.value, (activity,)) for activity, finding in known.items() for given in finding.inputs
    )
    return Finding(max((finding.value for finding in known.values()), key=lambda it: it.score), "R31", inputs)


def coordination_of(complexity: Complexity) -> Finding[Coordination]:
    """Say where a package may be steered from (R32)."""
    return Finding(COORDINATION[complexity], "R32", (Input("complexity", complexity),))


def who_decides(complexity: Complexity) -> Finding[Grid]:
    """Propose who decides on goals, method and application (R33)."""
    return Finding(GRIDS[complexity], "R33", (Input("complexity", complexity),))


def grid_note(proposed: Grid, chosen: Grid) -> Finding[GridNote] | None:
    """Say what a chosen grid costs against the proposed one (R33); None when they are the same.

    One level decided higher up is enough to make the team wait, whatever the other levels do.
    """
    order = list(Decider)
    steps = {level: order.index(chosen.on(level)) - order.index(proposed.on(level)) for level in Level}
    changed = tuple(Input(level, chosen.on(level)) for level, step in steps.items() if step)
    if not changed:
        return None
    note = GridNote.HIGHER_UP if max(steps.values()) > 0 else GridNote.LOWER
    return Finding(note, "R33", changed)


def needs_shared_file(complexity: Complexity) -> Finding[bool]:
    """Say whether to propose a shared file with fixed headings for what returns each time (R34)."""
    return Finding(complexity is not Complexity.LOW, "R34", (Input("complexity", complexity),))


def is_too_loose(intensity: Intensity, complexity: Complexity) -> Finding[bool]:
    """Say whether referring and sharing is all there is while the work is complex (warning of R28)."""
    loose = intensity <= Intensity.SHARE and complexity is Complexity.HIGH
    return Finding(loose, "R28", (Input("intensity", intensity), Input("complexity", complexity)))


def _level(score: int) -> Complexity:
    """The complexity of a sum (R31)."""
    if score >= thresholds.HIGH_FROM:
        return Complexity.HIGH
    return Complexity.MEDIUM if score >= thresholds.MEDIUM_FROM else Complexity.LOW
