"""Which questions matter, given what was answered; each cuts what cannot change anything any more."""

from core.coordination import Complexity, Level, Meets, Need, Verdict, knowledge_gaps, verdict_of
from core.deviations import DeviationKind, Removable
from core.scales import Intensity, Knowledge
from core.thresholds import MANY_SIDED_FROM, THINK_WIDE_BELOW
from flows.facts import Facts
from flows.model import Condition
from flows.six_steps.asking import pairs_to_ask, unasked_pairs
from flows.six_steps.chosen import is_dearer, is_reasoned
from flows.six_steps.cutting import is_too_large
from flows.six_steps.from_tools import actions_from_tools
from flows.six_steps.group import (
    activities,
    challenge_is_linked,
    goals,
    hang_together,
    level_of,
    linked_challenges,
    pairs,
    partners_of,
    serves_none,
)
from flows.six_steps.inside import complexity_in, needs, suggested, with_need, without_capacity
from flows.six_steps.items import members_of, spot_and_what
from flows.six_steps.reality import CUT, activities_at, is_from_brake, kind_of
from flows.six_steps.steps_beginning import OTHER
from flows.six_steps.steps_between import NOTHING
from flows.values import Item


def has_advice(facts: Facts, _: Item) -> bool:
    """R1 has something to say, or one person fills in alone (Q0.2)."""
    return facts.has("q0_4") or facts.choice("q0_2") == "alone"


def is_known_little(facts: Facts) -> bool:
    """R17: the group says it does not know its challenge well."""
    level = level_of(facts, "q1_9")
    return knowledge_gaps(None if level is None else Knowledge(level), ()) is not None


def beginning_says_something(facts: Facts, _: Item) -> bool:
    """Step 1 leads to a warning or a proposal."""
    return is_known_little(facts) or bool(linked_challenges(facts)) or len(facts.choices("q1_7")) >= MANY_SIDED_FROM


def several_goals(facts: Facts, _: Item) -> bool:
    """Q2.4: with one goal there is nothing to choose."""
    return len(goals(facts)) > 1


def without_goal(facts: Facts, activity: Item) -> bool:
    """Q2.4: the activity serves none of the goals."""
    return several_goals(facts, activity) and serves_none(facts, activity)


def brings_a_goal(facts: Facts, activity: Item) -> bool:
    """Q2.4: it belongs to a goal that is not on the list yet."""
    return without_goal(facts, activity) and facts.choice("q2_4_none", activity) == "new_goal"


def is_done(facts: Facts, activity: Item) -> bool:
    """Q2.5: done today, at least partly."""
    return facts.choice("q2_5", activity) in {"yes", "partly"}


def falls_short(facts: Facts, activity: Item) -> bool:
    """Q2.6: what is done does not meet the need (R19: adapt)."""
    return is_done(facts, activity) and facts.choice("q2_6", activity) in {Meets.PARTLY, Meets.NO}


def is_not_done(facts: Facts, activity: Item) -> bool:
    """Q2.5: not done today."""
    return facts.choice("q2_5", activity) == "no"


def few_partners_at(facts: Facts, activity: Item) -> bool:
    """Q2.9: fewer than two partners were named."""
    return len(partners_of(facts, activity)) < THINK_WIDE_BELOW


def few_partners_named(facts: Facts, _: Item) -> bool:
    """Q2.9: somewhere fewer than two partners were named."""
    return any(few_partners_at(facts, activity) for activity in activities(facts))


def has_partners(facts: Facts, activity: Item) -> bool:
    """Q2.10: there is somebody to work with."""
    return bool(partners_of(facts, activity))


def has_more_partners(facts: Facts, activity: Item) -> bool:
    """Q4.6: there are partners who could work together."""
    return len(partners_of(facts, activity)) > 1


def pairs_left(facts: Facts, _: Item) -> bool:
    """Q3.1: pairs are left, or will probably be left, that are not asked about."""
    return len(unasked_pairs(facts)) > pairs_to_ask(facts)


def has_pairs(facts: Facts, _: Item) -> bool:
    """There are two activities or more."""
    return bool(pairs(facts))


def hangs_together(facts: Facts, pair: Item) -> bool:
    """Q3.2: a mean coherence of 2 or more."""
    return hang_together(facts, pair)


def other_why(facts: Facts, pair: Item) -> bool:
    """Q3.2: the reason is none of ours."""
    return hangs_together(facts, pair) and "other" in facts.choices("q3_2", pair)


def rearranged(facts: Facts, _: Item) -> bool:
    """Q3.4: what the group agreed on scores less than the best packages."""
    return is_dearer(facts)


def other_area(facts: Facts, activity: Item) -> bool:
    """Q4.1c: the group chose another area than R23 suggests."""
    chosen, found = level_of(facts, "q4_1c", activity), suggested(facts, activity)
    return chosen is not None and found is not None and chosen != found


def package_has_partners(facts: Facts, package: Item) -> bool:
    """Q4.3: somebody was named for it."""
    return bool(partners_of(facts, *members_of(package)))


def some_not_needed(facts: Facts, package: Item) -> bool:
    """Q4.3: needed partners were picked, and others are left."""
    needed = with_need(facts, package, Need.NEEDED)
    return bool(needed) and len(needed) < len(needs(facts, package))


def some_without_capacity(facts: Facts, package: Item) -> bool:
    """Q4.3: of a needed partner nobody said what it is for."""
    return bool(without_capacity(facts, package))


def something_missing(facts: Facts, package: Item) -> bool:
    """Q4.4: not everything is there."""
    return facts.choice("q4_4", package) == "no"


def team_too_large(facts: Facts, package: Item) -> bool:
    """Q4.5: the team is too large (R26), and there is something to cut."""
    return is_too_large(facts, package)


def more_activities(_: Facts, package: Item) -> bool:
    """The package holds two activities or more."""
    return len(members_of(package)) > 1


def mandate_given(facts: Facts, package: Item) -> bool:
    """Q4.9: the mandate was said out loud."""
    return facts.choice("q4_9", package) == "yes"


def is_complex(facts: Facts, package: Item) -> bool:
    """R34: medium or high complexity."""
    found = complexity_in(facts, package)
    return found is not None and found.level is not Complexity.LOW


def works_together(facts: Facts, pair: Item) -> bool:
    """Q5.1: the two packages have anything to do with each other."""
    level = level_of(facts, "q5_1", pair)
    return level is not None and level > Intensity.NONE


def joint_levels(facts: Facts, pair: Item) -> tuple[Level, ...]:
    """Return what two packages decide together (Q5.2)."""
    return tuple(Level(code) for code in facts.choices("q5_2", pair) if code != NOTHING)


def verdict_on(facts: Facts, pair: Item) -> Verdict | None:
    """Return whether two packages are rightly two (R36); None while that is not answered."""
    level = level_of(facts, "q5_1", pair)
    if level is None or not facts.has("q5_2", pair):
        return None
    return verdict_of(Intensity(level), joint_levels(facts, pair)).value


def seems_one_package(facts: Facts, pair: Item) -> bool:
    """Q5.3: R36 fires, and no reason was given yet for keeping the two apart."""
    return verdict_on(facts, pair) in {Verdict.RECONSIDER, Verdict.ALARM} and not is_reasoned(facts, pair)


def kept_apart(facts: Facts, pair: Item) -> bool:
    """Q5.3: the group keeps them apart."""
    return seems_one_package(facts, pair) and facts.choice("q5_3", pair) == "keep"


def other_brake(facts: Facts, spot: Item) -> bool:
    """Q6.1: something stands in the way that the chips do not say."""
    return OTHER in facts.choices("q6_1", spot)


def is_removable(facts: Facts, brake: Item) -> bool:
    """Q6.2: it can be removed, so it becomes an action (R45)."""
    return facts.choice("q6_2", brake) in {Removable.OURSELVES, Removable.WITH_HELP}


def kind_is_open(_: Facts, item: Item) -> bool:
    """Q6.3: only a brake leaves open in what the plan deviates."""
    return is_from_brake(item)


def is_recorded(facts: Facts, item: Item) -> bool:
    """Q6.3: the plan deviates, and the group said in what."""
    return kind_of(facts, item) is not None


def area_deviates(facts: Facts, item: Item) -> bool:
    """Q6.3: through a brake, an activity works in another area."""
    at = activities_at(spot_and_what(item)[0])
    return is_from_brake(item) and kind_of(facts, item) is DeviationKind.WORKING_AREA and bool(at)


def which_activity(facts: Facts, item: Item) -> bool:
    """Q6.3: it can be one of several activities."""
    return area_deviates(facts, item) and len(activities_at(spot_and_what(item)[0])) > 1


def deviates_in_words(facts: Facts, item: Item) -> bool:
    """Q6.3: the deviation is not on a scale, so the group describes it."""
    return is_from_brake(item) and is_recorded(facts, item) and not area_deviates(facts, item)


def still_to_absorb(facts: Facts, item: Item) -> bool:
    """Q6.4, Q6.5: consequence and measure of a cut were told when it was cut."""
    return is_recorded(facts, item) and spot_and_what(item)[1] != CUT


def has_first_step(facts: Facts, package: Item) -> bool:
    """Q6.6: there is a step to take."""
    return facts.has("q6_6", package)


def needs_partners(facts: Facts, package: Item) -> bool:
    """Q6.7: somebody is needed."""
    return bool(with_need(facts, package, Need.NEEDED))


def has_actions_from_tools(facts: Facts, _: Item) -> bool:
    """R45: another tool led to actions that this plan can take over."""
    return bool(actions_from_tools(facts))


_ALL: tuple[Condition, ...] = (
    has_advice, challenge_is_linked, beginning_says_something, several_goals, without_goal, brings_a_goal, is_done,
    falls_short, is_not_done, few_partners_named, has_partners, has_more_partners, has_pairs, other_why, rearranged,
    other_area, package_has_partners, some_not_needed, some_without_capacity, something_missing, team_too_large,
    more_activities, mandate_given, is_complex, works_together, seems_one_package, kept_apart, other_brake,
    is_removable, kind_is_open, is_recorded, area_deviates, which_activity, deviates_in_words, still_to_absorb,
    has_first_step, needs_partners, hangs_together, pairs_left, has_actions_from_tools,
)  # fmt: skip

CONDITIONS = {condition.__name__: condition for condition in _ALL}
