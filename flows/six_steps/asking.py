"""Which pairs of activities the group is asked about (Q3.1): those that matter, until the packages are stable.

Activities that serve the same goals (Q2.4), or goals of the same or of linked challenges (Q1.8), are expected to hang
together. That steers what is asked first and never counts for the packages. The group may stop before, and name what
else it wants to compare.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from core.coherence import Matrix, Pair, pair_of, priors_from_challenges
from core.elicitation import Next, next_pair
from core.ids import ActivityId
from core.thresholds import LINKED_FROM
from flows.facts import Facts
from flows.six_steps.group import OWN, activities, challenges, goals, linked_challenges, matrix, pairs
from flows.six_steps.items import both_of, once
from flows.values import Item, Place, Skipped, step_of

NAMED = "named"
"""Why a pair is asked that somebody named."""

Voiced = tuple[tuple[Pair, tuple[int, ...]], ...]
Expected = tuple[tuple[Pair, Fraction], ...]


@once
def asked_pairs(facts: Facts) -> tuple[Item, ...]:
    """Return the pairs that were asked about, in that order, and the one to ask now."""
    there = set(pairs(facts))
    closed = tuple(pair for pair in facts.items_with("q3_1") if pair in there)
    upcoming = _upcoming(facts)
    return closed if upcoming is None else (*closed, upcoming)


@once
def unasked_pairs(facts: Facts) -> tuple[Item, ...]:
    """Return the pairs that have no closed answer, in the order of the list."""
    closed = set(facts.items_with("q3_1"))
    return tuple(pair for pair in pairs(facts) if pair not in closed)


def pairs_to_ask(facts: Facts) -> int:
    """Return about how many pairs are still asked, the one to ask now among them."""
    return len(_named(facts)) or _informative(facts).left


def pairs_to_come(facts: Facts) -> int:
    """Return about how many pairs come after the one to ask now."""
    return max(0, pairs_to_ask(facts) - 1)


def why_asked(facts: Facts, pair: Item) -> str:
    """Return why a pair is asked now; "" for a pair that was asked before."""
    if pair != _upcoming(facts):
        return ""
    return NAMED if _named(facts) else str(_informative(facts).why)


@once
def _upcoming(facts: Facts) -> Item | None:
    named, pair = _named(facts), _informative(facts).pair
    if named or pair is None:
        return next(iter(named), None)
    return next(item for item in pairs(facts) if {*both_of(item)} == {*pair})


@once
def _named(facts: Facts) -> tuple[Item, ...]:
    """Return the pairs that somebody named and that were not asked yet; none once the group stopped at one of them.

    All activities, or those that were marked, each with each other; one alone with every other one.
    """
    marked = facts.choices("q3_1_more")
    if not marked or _stopped_after(facts, "q3_1_more"):
        return ()
    chosen = set(activities(facts)) if "all" in marked else set(marked)
    enough = min(2, len(chosen))
    return tuple(pair for pair in unasked_pairs(facts) if len(chosen & {*both_of(pair)}) >= enough)


@once
def _informative(facts: Facts) -> Next:
    """Return the pair that says most about the packages; none once the group stopped."""
    known = matrix(facts)
    passed = frozenset(map(_key, pairs(facts))) if _stopped_after(facts, "") else _in_vain(facts)
    voiced, expected = tuple(sorted(known.voices.items())), tuple(sorted(expected_from_goals(facts).items()))
    return _next(known.activities, voiced, expected, passed)


@lru_cache(maxsize=256)
def _next(ids: tuple[ActivityId, ...], voiced: Voiced, expected: Expected, passed: frozenset[Pair]) -> Next:
    """Work it out once for the same answers: a run asks at every turn, and they rarely change."""
    return next_pair(Matrix(ids, dict(voiced)), passed, dict(expected))


def _in_vain(facts: Facts) -> frozenset[Pair]:
    """Return the pairs that were asked about and that nobody knew."""
    return frozenset(_key(pair) for pair in facts.items_with("q3_1") if not facts.levels("q3_1", pair))


def _stopped_after(facts: Facts, place: Place) -> bool:
    """Say whether the group left the rest of the pairs, later than it closed `place`."""
    closed = list(facts.settled)
    later = closed[closed.index(place) :] if place in closed else closed
    return any(step_of(it) == "q3_1" and facts.settled[it] == Skipped("rest") for it in later)


def _key(pair: Item) -> Pair:
    a, b = both_of(pair)
    return pair_of(ActivityId(a), ActivityId(b))


def served_by(facts: Facts, activity: Item) -> dict[str, str]:
    """Return the goals that an activity serves (Q2.4), by id, and the challenges these are about, where there are more.

    None where there is one goal, for then nobody chose.
    """
    chosen = set(facts.choices("q2_4", activity))
    served = {goal.id: goal.text for goal in goals(facts) if goal.id in chosen}
    about = {challenge for goal in served for challenge in _challenges_of(facts, goal)}
    names = {OWN: facts.text("q0_1"), **challenges(facts)}
    return served | {key: name for key, name in names.items() if key in about}


def _challenges_of(facts: Facts, goal: Item) -> tuple[Item, ...]:
    """Return the challenges that a goal is about (Q1.8, Q2.2); none where the group has one only or named no ties."""
    tied = [challenge for challenge in linked_challenges(facts) if facts.choices("q2_2_for", challenge)]
    about = tuple(challenge for challenge in tied if goal in facts.choices("q2_2_for", challenge))
    return about or ((OWN,) if tied else ())


@once
def expected_from_goals(facts: Facts) -> Mapping[Pair, Fraction]:
    """Return what to expect of two activities from the goals and challenges they serve (Q1.8, Q2.4)."""
    answers = {ActivityId(it): frozenset(served_by(facts, it)) for it in activities(facts)}
    links = {frozenset({OWN, challenge}): LINKED_FROM for challenge in linked_challenges(facts)}
    return priors_from_challenges(answers, links)
