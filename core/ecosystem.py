"""What helps and what holds back around an initiative: axes, factors, and what each leads to (method 4.5, R44, R45)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core import thresholds
from core.coordination.finding import Finding, Input
from core.scales import Force


class Axis(StrEnum):
    """An axis of the web (nl: spinnenweb), E1-E10."""

    SHARED_WHY = "e1"
    TRUST = "e2"
    TALKING = "e3"
    WAYS_OF_WORKING = "e4"
    BOXES = "e5"
    MONEY = "e6"
    POLICY = "e7"
    MEANS = "e8"
    SUPPORT = "e9"
    OPEN_VIEW = "e10"


class Pull(StrEnum):
    """Which way an axis pulls (R44)."""

    LEVER = "lever"
    BRAKE = "brake"
    DOUBLE = "double"
    NEITHER = "neither"


class Effect(StrEnum):
    """What a factor leads to (R45)."""

    USE = "use"
    ACTION = "action"
    DEVIATION = "deviation"


@dataclass(frozen=True)
class Reading:
    """What two marks say of an axis.

    Attributes:
        net: helps minus holds back, -3 to 3.
        pull: which way it pulls.
    """

    net: int
    pull: Pull


@dataclass(frozen=True)
class Factors:
    """What can help and what can hold back on an axis, as codes; the list stays open for a group's own words."""

    helps: tuple[str, ...]
    holds_back: tuple[str, ...]


FACTORS: Mapping[Axis, Factors] = {
    Axis.SHARED_WHY: Factors(
        ("concrete_situation", "shared_mission", "appealing_content", "talking_a_case", "goal_of_nobody_alone"),
        ("unclear_what_for", "goal_from_above", "goal_too_big"),
    ),
    Axis.TRUST: Factors(
        ("knowing_each_other", "fixed_contact", "mutual_respect", "history_together"),
        ("personal_obstacles", "bad_experience", "changing_people"),
    ),
    Axis.TALKING: Factors(
        ("good_communication", "tuned_it", "short_online_channel"), ("info_with_one", "fear_for_privacy")
    ),
    Axis.WAYS_OF_WORKING: Factors(("fitting_work", "shared_area"), ("different_areas", "other_hours")),
    Axis.BOXES: Factors(
        ("equal_partners", "mandate"), ("grown_in_pieces", "own_task_only", "steered_from_above", "permission_needed")
    ),
    Axis.MONEY: Factors(("local_sponsor", "project_money"), ("financial_reasons", "paid_per_act")),
    Axis.POLICY: Factors(("local_government", "health_in_policy"), ("political_reasons", "legal_demands")),
    Axis.MEANS: Factors(
        ("someone_connects", "place_to_meet"), ("lack_of_time", "few_means", "few_actors", "too_many_requests")
    ),
    Axis.SUPPORT: Factors(("street_pullers", "existing_meeting"), ("little_cohesion", "not_their_area")),
    Axis.OPEN_VIEW: Factors(("broad_view", "other_sectors"), ("narrow_view", "looking_inward")),
}
"""The factor library of method 4.5, in its order; each code stands on one axis and on one side."""


def reading_of(helps: Force | None, holds_back: Force | None) -> Finding[Reading] | None:
    """Say which way an axis pulls (R44); None while a mark is lacking."""
    if helps is None or holds_back is None:
        return None
    inputs = (Input("helps", helps), Input("holds_back", holds_back))
    return Finding(Reading(helps - holds_back, _pull(helps, holds_back)), "R44", inputs)


def _pull(helps: Force, holds_back: Force) -> Pull:
    is_strong = (helps >= thresholds.MARK_STRONG_FROM, holds_back >= thresholds.MARK_STRONG_FROM)
    match is_strong:
        case (True, True):
            return Pull.DOUBLE
        case (True, False):
            return Pull.LEVER
        case (False, True):
            return Pull.BRAKE
        case _:
            return Pull.NEITHER


def effect_of(*, helps: bool, removable: bool | None = None) -> Finding[Effect] | None:
    """Say what a factor leads to (R45); None while nobody said whether a brake can be removed.

    Args:
        helps: it helps; else it holds back.
        removable: whether what holds back can be removed.
    """
    if helps:
        return Finding(Effect.USE, "R45", (Input("factor", "helps"),))
    if removable is None:
        return None
    inputs = (Input("factor", "holds_back"), Input("removable", "yes" if removable else "no"))
    return Finding(Effect.ACTION if removable else Effect.DEVIATION, "R45", inputs)
