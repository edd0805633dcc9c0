"""What the group has said, read from its closed answers: goals, activities, partners, levels, coherence."""

from fractions import Fraction
from itertools import combinations

from core.coherence import Matrix
from core.coherence import pair_of as key_of
from core.ids import ActivityId
from core.packages.partition import is_coupled
from core.thresholds import LINKED_FROM
from core.voices import Spread, rounded_half_up
from flows.facts import Facts
from flows.six_steps.items import both_of, once, pair_of
from flows.six_steps.partners import Named, mentions
from flows.values import Entry, Item, Skipped, StepName


@once
def goals(facts: Facts) -> tuple[Entry, ...]:
    """Return what the group wants, within the year and later (Q2.1, Q2.2)."""
    return facts.entries("q2_1") + facts.entries("q2_2")


@once
def activities(facts: Facts) -> dict[str, str]:
    """Return what must be done (Q2.3), by id, without what the group let go (Q2.4)."""
    return {entry.id: entry.text for entry in facts.entries("q2_3") if not is_dropped(facts, entry.id)}


def is_dropped(facts: Facts, activity: Item) -> bool:
    """Say whether an activity serves no goal and was let go (Q2.4)."""
    return serves_none(facts, activity) and facts.choice("q2_4_none", activity) == "drop"


def serves_none(facts: Facts, activity: Item) -> bool:
    """Say whether the group found no goal for an activity (Q2.4)."""
    return facts.choices("q2_4", activity) == ("none",)


@once
def pairs(facts: Facts) -> tuple[Item, ...]:
    """Return every two activities once, in the order of the list."""
    return tuple(pair_of(a, b) for a, b in combinations(activities(facts), 2))


@once
def matrix(facts: Facts) -> Matrix:
    """Return how activities hang together, in everybody's voice (Q3.1)."""
    voices = {
        key_of(ActivityId(a), ActivityId(b)): levels
        for a, b in map(both_of, pairs(facts))
        if (levels := facts.levels("q3_1", pair_of(a, b)))
    }
    return Matrix(tuple(map(ActivityId, activities(facts))), voices)


def mean_of(facts: Facts, pair: Item) -> Fraction | None:
    """Return the mean coherence of two activities, None while unknown."""
    a, b = both_of(pair)
    return matrix(facts).mean(ActivityId(a), ActivityId(b))


def hang_together(facts: Facts, pair: Item) -> bool:
    """Say whether two activities have a mean coherence of 2 or more."""
    a, b = both_of(pair)
    return is_coupled(matrix(facts), ActivityId(a), ActivityId(b))


def level_of(facts: Facts, step: StepName, item: Item = "") -> int | None:
    """Return the outcome of a rating: the middle voice, halves up; None while nobody gave one."""
    median = Spread(facts.levels(step, item)).median
    return None if median is None else rounded_half_up(median)


def is_unknown(facts: Facts, step: StepName, item: Item = "") -> bool:
    """Say whether the group answered that it doesn't know."""
    value = facts.value(step, item)
    return isinstance(value, Skipped) and value.reason == "dont_know"


def partners_of(facts: Facts, *members: Item) -> tuple[Named, ...]:
    """Return who was named at these activities, each once (Q2.9)."""
    named = (partner for activity in members for partner, _ in mentions(facts).get(activity, ()))
    return tuple(dict.fromkeys(named))


@once
def known_partners(facts: Facts) -> dict[str, Named]:
    """Return the partners that the group works with already (Q2.10), by id."""
    worked_with = {code for activity in activities(facts) for code in facts.choices("q2_10", activity)}
    return {partner.id: partner for partner in partners_of(facts, *activities(facts)) if partner.id in worked_with}


OWN = "c0"
"""The challenge of the plan, beside the other ones of Q1.8."""


def challenges(facts: Facts) -> dict[str, str]:
    """Return the other challenges (Q1.8), by id."""
    return {entry.id: entry.text for entry in facts.entries("q1_8")}


def challenge_is_linked(facts: Facts, challenge: Item) -> bool:
    """Q1.8: the two change each other."""
    level = level_of(facts, "q1_8_coh", challenge)
    return level is not None and level >= LINKED_FROM


@once
def linked_challenges(facts: Facts) -> tuple[Item, ...]:
    """Return the other challenges that are taken along through steps 2 and 3 (Q1.8)."""
    return tuple(challenge for challenge in challenges(facts) if challenge_is_linked(facts, challenge))
