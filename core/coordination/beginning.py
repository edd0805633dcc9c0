"""Before the packages: which road to take, how well the challenge is known, what each activity needs (R1, R17-R19)."""

from collections.abc import Collection
from enum import StrEnum

from core import thresholds
from core.coordination.finding import Finding, Input
from core.scales import Knowledge


class Standing(StrEnum):
    """Where a group stands (Q0.4)."""

    STARTING = "starting"
    HARD = "hard"
    GROWING = "growing"
    GOING_WELL = "going_well"


class Mode(StrEnum):
    """The road that fits a group (R1)."""

    QUICK = "quick"
    CHECK = "check"
    DESIGN = "design"
    LIGHT = "light"


class Done(StrEnum):
    """Whether an activity is done today (Q2.5)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Meets(StrEnum):
    """Whether what is done meets the need (Q2.6)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Status(StrEnum):
    """What an activity needs (R19)."""

    KEEP = "keep"
    ADAPT = "adapt"
    SET_UP = "set_up"
    FIND_OUT = "find_out"


MODES = {
    Standing.STARTING: Mode.QUICK,
    Standing.HARD: Mode.CHECK,
    Standing.GROWING: Mode.DESIGN,
    Standing.GOING_WELL: Mode.LIGHT,
}

KNOWLEDGE_QUESTIONS = ("Q1.2", "Q1.3", "Q1.4", "Q1.5", "Q1.6", "Q1.7", "Q1.8")


def mode_of(standing: Standing) -> Finding[Mode]:
    """Say which road fits where the group stands (R1)."""
    return Finding(MODES[standing], "R1", (Input("standing", standing),))


def knowledge_gaps(known: Knowledge | None, answered: Collection[str]) -> Finding[tuple[str, ...]] | None:
    """List the questions of step 1 that are still empty when the challenge is not well known (R17).

    Args:
        known: how well the group says it knows its challenge (Q1.9).
        answered: ids of the questions with an answer, such as `Q1.2`; others are ignored.

    Returns:
        The empty ones among Q1.2-Q1.8 in order (perhaps none), or None when the rule does not fire. Never blocks.
    """
    if known is None or known >= thresholds.KNOWN_WELL_FROM:
        return None
    empty = tuple(question for question in KNOWLEDGE_QUESTIONS if question not in answered)
    return Finding(empty, "R17", (Input("known", known),))


def are_sparks_hidden(mode: Mode, step: int) -> bool:
    """Whether enthusiasm and brakes stay hidden in this step, 0 to 6 (R18)."""
    return mode is Mode.DESIGN and step < thresholds.SPARKS_SHOWN_FROM_STEP


def activity_status(done: Done, meets: Meets | None) -> Finding[Status] | None:
    """Say what an activity needs (R19); None while it is unknown whether what is done meets the need.

    The table of R19 has no row for "partly done, and that meets the need": as nothing is lacking, it is kept.
    """
    inputs = (Input("done", done),)
    if done is Done.UNKNOWN:
        return Finding(Status.FIND_OUT, "R19", inputs)
    if done is Done.NO:
        return Finding(Status.SET_UP, "R19", inputs)
    if meets is None:
        return None
    status = Status.KEEP if meets is Meets.YES else Status.ADAPT
    return Finding(status, "R19", (*inputs, Input("meets", meets)))
