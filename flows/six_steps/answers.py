"""The group's answers in the form of the proposal contract, so that `propose` says the same as the chat does."""

from collections.abc import Iterator

from core.ids import ActivityId
from core.proposal import (
    Activity,
    Answers,
    Capacity,
    Challenge,
    ChallengeKind,
    ChallengeLink,
    JointDecision,
    MainChallenge,
    PairAnswer,
    Partner,
    Proposal,
    propose,
)
from core.scales import Change, Coherence, Embeddedness, Frequency, Knowledge, Variety, WorkingArea
from flows.facts import Facts
from flows.six_steps.chosen import package_pairs, packages
from flows.six_steps.conditions import joint_levels
from flows.six_steps.group import OWN, activities, challenges, level_of, matrix
from flows.six_steps.inside import covered_by, ids_in, lacking, needs, people_of
from flows.six_steps.items import both_of, members_of, once
from flows.six_steps.partners import mentions
from flows.six_steps.reality import deviations, difference_of
from flows.values import Item


@once
def answers_of(facts: Facts) -> Answers:
    """Return everything a proposal is worked out from."""
    others = challenges(facts)
    return Answers(
        activities=tuple(_activity(facts, activity, home) for activity, home in _homes(facts).items()),
        challenge=_challenge(facts),
        challenges=tuple(Challenge(key, name) for key, name in {OWN: facts.text("q0_1"), **others}.items()),
        challenge_links=tuple(ChallengeLink(OWN, other, _link(facts, other)) for other in others),
        coherence=tuple(PairAnswer(a, b, voices) for (a, b), voices in matrix(facts).voices.items()),
        packages=tuple(ids_in(package) for package in packages(facts)) or None,
        joint_decisions=tuple(_joint_decisions(facts)),
    )


@once
def proposal_of(facts: Facts) -> Proposal:
    """Return the proposal that follows from the answers so far."""
    return propose(answers_of(facts))


def _homes(facts: Facts) -> dict[Item, Item]:
    """Return the package of each activity, "" while there are no packages."""
    homes = dict.fromkeys(activities(facts), "")
    return homes | {activity: package for package in packages(facts) for activity in members_of(package)}


def _challenge(facts: Facts) -> MainChallenge:
    kind, known = facts.choice("q0_3"), level_of(facts, "q1_9")
    return MainChallenge(
        name=facts.text("q0_1") or None,
        kind=None if kind is None else ChallengeKind(kind),
        known=None if known is None else Knowledge(known),
    )


def _link(facts: Facts, challenge: Item) -> Coherence | None:
    level = level_of(facts, "q1_8_coh", challenge)
    return None if level is None else Coherence(level)


def _activity(facts: Facts, activity: Item, home: Item) -> Activity:
    often, near = level_of(facts, "q4_1a", activity), level_of(facts, "q4_1b", activity)
    varies, changes = level_of(facts, "q4_7a", activity), level_of(facts, "q4_7b", activity)
    area, real = level_of(facts, "q4_1c", activity), _real_areas(facts).get(activity)
    return Activity(
        id=ActivityId(activity),
        name=activities(facts)[activity],
        frequency=None if often is None else Frequency(often),
        embeddedness=None if near is None else Embeddedness(near),
        working_area=None if area is None else WorkingArea(area),
        real_working_area=real,
        variety=None if varies is None else Variety(varies),
        change=None if changes is None else Change(changes),
        partners=_partners(facts, activity, home),
        capacities=_capacities(facts, activity, home),
    )


@once
def _real_areas(facts: Facts) -> dict[Item, WorkingArea]:
    """Return the areas in practice that the group named (Q6.3)."""
    found = (difference_of(facts, item) for item in deviations(facts))
    return {it.activity: it.real for it in found if it.activity and isinstance(it.real, WorkingArea)}


def _partners(facts: Facts, activity: Item, home: Item) -> tuple[Partner, ...] | None:
    """Return the partners of an activity, with the need of its package; None while nobody was named."""
    named = tuple(dict.fromkeys(partner for partner, _ in mentions(facts).get(activity, ())))
    if not named:
        return None
    if not home:
        return tuple(Partner(partner.name, None, people_of(facts, activity, partner)) for partner in named)
    need = needs(facts, home)
    return tuple(Partner(partner.name, need[partner], people_of(facts, activity, partner)) for partner in named)


def _capacities(facts: Facts, activity: Item, home: Item) -> tuple[Capacity, ...] | None:
    """Return what the partners are for; what was said of a whole package stands with its first activity."""
    if not home:
        return None
    first = members_of(home)[0] == activity
    said = {mention.capacity for _, mention in mentions(facts).get(activity, ()) if mention.capacity}
    elsewhere = _said_in(facts, home)
    covered: dict[str, tuple[str, ...]] = {
        capacity: tuple(partner.name for partner in partners)
        for capacity, partners in covered_by(facts, home).items()
        if capacity in said or (first and capacity not in elsewhere)
    }
    if first:
        covered |= dict.fromkeys(
            (gap for gap in lacking(facts, home) if gap not in covered and gap not in elsewhere), ()
        )
    said_all = facts.has("q4_4", home) or bool(covered)
    return tuple(Capacity(name, names) for name, names in covered.items()) if said_all else None


def _said_in(facts: Facts, package: Item) -> set[str]:
    """Return the capacities that a line about one of the activities names (Q2.9)."""
    lines = (line for activity in members_of(package) for line in mentions(facts).get(activity, ()))
    return {mention.capacity for _, mention in lines if mention.capacity}


def _joint_decisions(facts: Facts) -> Iterator[JointDecision]:
    for pair in package_pairs(facts):
        if facts.has("q5_2", pair):
            a, b = (ids_in(package)[0] for package in both_of(pair))
            yield JointDecision(a, b, frozenset(joint_levels(facts, pair)))
