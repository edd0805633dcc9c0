from fractions import Fraction

import pytest

from core.coordination import Decider, Grid, Input, Level, Need, Verdict
from core.errors import DomainError, SameIdTwice
from core.ids import ActivityId
from core.proposal import (
    Activity,
    Answers,
    Capacity,
    Challenge,
    ChallengeLink,
    JointDecision,
    MainChallenge,
    Missing,
    PairAnswer,
    Partner,
    Proposal,
    Remark,
    propose,
    reasons,
    reasons_about,
)
from core.scales import Change, Coherence, Embeddedness, Frequency, Knowledge, Variety, WorkingArea

WELL = MainChallenge(known=Knowledge.WELL)


def activity(name: str, **answers: object) -> Activity:
    return Activity(ActivityId(name), name, **answers)  # type: ignore[arg-type]  # each test names fields of Activity


def plan(names: str, *compared: str, **answers: object) -> Answers:
    """Activities a, b ... and comparisons such as `ab2`: a and b hang together at level 2; `ab23` is two voices."""
    activities = tuple(activity(name) for name in names)
    coherence = tuple(
        PairAnswer(ActivityId(pair[0]), ActivityId(pair[1]), tuple(map(int, pair[2:]))) for pair in compared
    )
    return Answers(**({"activities": activities, "coherence": coherence, "challenge": WELL} | answers))  # type: ignore[arg-type]


def remarks_of(proposal: Proposal) -> list[Remark]:
    return [remark.value for remark in proposal.remarks]


def members_of(proposal: Proposal) -> list[tuple[str, ...]]:
    return [package.activities for package in proposal.packages]


def test_packages_are_named_by_size_and_then_by_first_activity() -> None:
    found = propose(plan("abcde", "de3", "ce3", "cd3", "ab0"))
    assert [(package.id, package.activities) for package in found.packages] == [
        ("p1", ("c", "d", "e")),
        ("p2", ("a",)),
        ("p3", ("b",)),
    ]
    assert found.score.value == Fraction(9, 2)
    assert found.score.proven
    assert len(found.unknown_pairs) == 6


def test_nothing_at_all_is_a_plan_without_packages() -> None:
    found = propose(Answers(()))
    assert not found.packages
    assert not found.activities
    assert found.score.value == 0


def test_a_contradiction_is_raised_as_a_domain_error() -> None:
    with pytest.raises(DomainError) as caught:
        propose(plan("aa"))
    assert isinstance(caught.value, SameIdTwice)


def test_two_voices_make_a_package_by_their_mean() -> None:
    (package,) = propose(plan("ab", "ab23")).packages
    assert package.cohesion == Fraction(5, 2)
    assert package.together.inputs == (Input("coherence", Fraction(5, 2), ("a", "b")),)
    assert package.closeness is not None
    assert (package.closeness.range.value.value, package.closeness.range.value.lowest) == (4, 3)


def test_a_single_activity_has_no_closeness_team_or_split() -> None:
    (package,) = propose(Answers((activity("a", partners=(Partner("p", Need.NEEDED, 30),)),), WELL)).packages
    assert (package.closeness, package.team, package.split, package.cohesion) == (None, None, None, None)


def test_all_pairs_unknown_leaves_every_activity_alone_and_says_why() -> None:
    found = propose(plan("abc"))
    assert members_of(found) == [("a",), ("b",), ("c",)]
    assert remarks_of(found) == [Remark.ALL_UNKNOWN]
    assert found.remarks[0].inputs == (Input("unknown_pairs", 3),)


@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        pytest.param(("ab0", "ac0", "bc0"), [Remark.NOT_NEEDED], id="nothing hangs together"),
        pytest.param(("ab0", "ac1", "bc0"), [Remark.REFER_OR_SHARE], id="handy at most"),
        pytest.param(("ab0", "ac0"), [], id="one pair still unknown"),
        pytest.param(("ab0", "ac0", "bc2"), [], id="something hangs together"),
    ],
)
def test_what_hangs_together_at_most_is_remarked(compared: tuple[str, ...], expected: list[Remark]) -> None:
    assert remarks_of(propose(plan("abc", *compared))) == expected


def test_challenges_give_unknown_pairs_a_vote_that_is_marked_as_a_guess() -> None:
    both = ("c1", "c2")
    found = propose(Answers((activity("a", challenges=both), activity("b", challenges=both)), WELL))
    assert members_of(found) == [("a", "b")]
    assert remarks_of(found) == [Remark.FROM_CHALLENGES]
    (package,) = found.packages
    assert [it.name for it in package.together.inputs] == ["vote_from_challenges"]
    assert package.cohesion is None
    assert Missing("R28", ("coherence",), packages=(package.id,)) in found.missing


def test_an_answer_wins_from_what_challenges_suggest() -> None:
    both = ("c1", "c2")
    answers = plan("ab", "ab0", activities=(activity("a", challenges=both), activity("b", challenges=both)))
    assert members_of(propose(answers)) == [("a",), ("b",)]


def test_linked_challenges_count_only_where_the_link_is_known() -> None:
    activities = (activity("a", challenges=("c1",)), activity("b", challenges=("c2",)))
    challenges = (Challenge("c1"), Challenge("c2"))
    links = (ChallengeLink("c1", "c2", Coherence(3)),)
    linked = propose(plan("", activities=activities, challenges=challenges, challenge_links=links))
    unlinked = propose(
        plan("", activities=activities, challenges=challenges, challenge_links=(ChallengeLink("c1", "c2", None),))
    )
    assert members_of(linked) == members_of(unlinked) == [("a",), ("b",)]
    assert remarks_of(linked) == remarks_of(unlinked) == [Remark.FROM_CHALLENGES]


@pytest.mark.parametrize(("known", "expected"), [(None, False), (0, True), (2, True), (3, False), (4, False)])
def test_a_challenge_that_is_not_well_known_is_remarked(known: int | None, *, expected: bool) -> None:
    challenge = MainChallenge(known=None if known is None else Knowledge(known))
    found = propose(plan("a", challenge=challenge))
    assert (Remark.KNOWLEDGE in remarks_of(found)) is expected
    assert (Missing("R17", ("known",)) in found.missing) is (known is None)


@pytest.mark.parametrize(("names", "expected"), [("abcdefghijkl", False), ("abcdefghijklm", True)])
def test_more_than_twelve_activities_are_remarked(names: str, *, expected: bool) -> None:
    assert (Remark.MANY_ACTIVITIES in remarks_of(propose(plan(names)))) is expected


def test_a_package_per_organisation_is_remarked() -> None:
    activities = tuple(activity(name, partners=(Partner(f"org {name}", Need.NEEDED),)) for name in "ab")
    found = propose(plan("ab", "ab1", activities=activities))
    assert Remark.ONE_ORGANISATION_EACH in remarks_of(found)


# --- area, deviations ---


def test_the_smallest_coupled_area_is_the_packages_and_practice_beyond_it_deviates() -> None:
    activities = (
        activity("a", working_area=WorkingArea(4), real_working_area=WorkingArea(5)),
        activity("b", working_area=WorkingArea(2), real_working_area=WorkingArea(2)),
        activity("c", frequency=Frequency(3), embeddedness=Embeddedness(3)),
    )
    found = propose(plan("abc", "ab3", "bc1", "ac2", activities=activities, packages=(("a", "b", "c"),)))
    (package,) = found.packages
    assert package.area is not None
    assert package.area.value.value == 1
    assert [(it.activity, it.ideal, it.real, it.is_open) for it in found.deviations] == [
        ("a", 1, 5, True),
        ("b", 1, 2, True),
    ]


def test_the_chosen_area_goes_before_the_suggested_one() -> None:
    given = activity("a", working_area=WorkingArea(3), frequency=Frequency(3), embeddedness=Embeddedness(2))
    (found,) = propose(Answers((given,), WELL)).activities
    assert found.suggested is not None
    assert found.mode is not None
    assert (found.area, found.suggested.value, found.mode.value) == (3, 2, "mindset")


def test_an_unknown_area_among_the_coupled_ones_is_missing_but_the_known_ones_count() -> None:
    activities = (activity("a", working_area=WorkingArea(3)), activity("b"), activity("c"))
    found = propose(plan("abc", "ab3", "ac0", "bc0", activities=activities))
    package = found.packages[0]
    assert package.area is not None
    assert package.area.value.areas == (("a", 3),)
    assert Missing("R24", ("working_area",), packages=(package.id,)) in found.missing


def test_an_area_nobody_knows_is_missing_and_makes_no_deviation() -> None:
    found = propose(Answers((activity("a", real_working_area=WorkingArea(4)),), WELL))
    assert found.deviations == ()
    assert Missing("R24", ("working_area",), packages=(found.packages[0].id,)) in found.missing
    assert Missing("R2", ("working_area",), activity=ActivityId("a")) in found.missing
    assert Missing("R23", ("frequency", "embeddedness"), activity=ActivityId("a")) in found.missing


def test_a_wide_area_lacks_embedding_for_its_mode() -> None:
    found = propose(Answers((activity("a", working_area=WorkingArea(3), frequency=Frequency(1)),), WELL))
    assert Missing("R2", ("embeddedness",), activity=ActivityId("a")) in found.missing
    assert Missing("R23", ("embeddedness",), activity=ActivityId("a")) in found.missing


# --- partners, team ---


def test_each_partner_is_counted_once_with_its_strongest_need_and_most_people() -> None:
    activities = (
        activity("a", partners=(Partner("x", Need.HANDY, 9), Partner("y", Need.NEEDED, 2), Partner("z"))),
        activity("b", partners=(Partner("x", Need.NEEDED, 3), Partner("y", Need.NEEDED, 4), Partner("w", Need.HANDY))),
    )
    (package,) = propose(plan("ab", "ab3", activities=activities)).packages
    assert [(it.name, it.need, it.people) for it in package.partners] == [
        ("w", Need.HANDY, 1),
        ("x", Need.NEEDED, 3),
        ("y", Need.NEEDED, 4),
        ("z", None, 1),
    ]
    assert package.team is not None
    assert (package.team.people, package.team.band.value) == (7, "fits")


def test_a_team_needs_aligning_and_someone_who_said_who_is_in_it() -> None:
    silent = propose(plan("ab", "ab2"))
    assert silent.packages[0].team is None
    assert Missing("R26", ("partners",), packages=(silent.packages[0].id,)) in silent.missing
    activities = tuple(activity(name, partners=(Partner("x", Need.NEEDED),)) for name in "ab")
    loose = propose(plan("ab", "ab1", activities=activities, packages=(("a", "b"),)))
    assert loose.packages[0].team is None
    assert "R26" not in {it.rule for it in loose.missing}


def test_capacities_are_covered_anywhere_in_the_package() -> None:
    activities = (
        activity("a", capacities=(Capacity("tillen", ("x",)), Capacity("boren", ()), Capacity("rijden"))),
        activity("b", capacities=(Capacity("boren", ("y",)), Capacity("koken", ()))),
    )
    found = propose(plan("ab", "ab3", activities=activities))
    (package,) = found.packages
    assert package.missing_capacities.value == ("koken",)
    assert package.alone is None
    assert Missing("R25", ("partners", "covered_by"), packages=(package.id,)) in found.missing


def test_needs_and_capacities_nobody_answered_are_missing() -> None:
    found = propose(Answers((activity("a", partners=(Partner("x"),)),), WELL))
    assert Missing("R25", ("need", "capacities"), packages=(found.packages[0].id,)) in found.missing


def test_one_partner_who_covers_everything_is_remarked_for_several_activities_only() -> None:
    can = {"partners": (Partner("x", Need.NEEDED),), "capacities": (Capacity("tillen", ("x",)),)}
    together = propose(plan("ab", "ab3", activities=(activity("a", **can), activity("b", **can))))
    assert Remark.ONE_CAN_DO_IT in remarks_of(together)
    assert together.packages[0].alone is not None
    assert together.packages[0].alone.value == ("x",)
    assert remarks_of(propose(Answers((activity("a", **can),), WELL))) == []


# --- closeness, steering, between ---


def test_complexity_comes_from_the_most_complex_activity_and_what_is_unknown_is_missing() -> None:
    activities = (activity("a", variety=Variety(3), change=Change(2)), activity("b", variety=Variety(1)))
    found = propose(plan("ab", "ab3", activities=activities))
    (package,) = found.packages
    assert package.steering is not None
    assert package.steering.complexity.value.score == 5
    assert package.steering.decides.value == Grid(Decider.TEAM, Decider.TEAM, Decider.TEAM)
    assert package.steering.shared_file.value
    assert Missing("R31", ("change",), packages=(package.id,)) in found.missing


def test_complex_work_that_only_shares_information_is_too_loose() -> None:
    activities = tuple(activity(name, variety=Variety(3), change=Change(3)) for name in "ab")
    (package,) = propose(plan("ab", "ab1", activities=activities, packages=(("a", "b"),))).packages
    assert package.closeness is not None
    assert package.closeness.too_loose is not None
    assert package.closeness.too_loose.value


def test_only_packages_with_coherence_of_one_or_more_across_have_something_to_arrange() -> None:
    found = propose(plan("abcd", "ab3", "cd3", "ac0", "ad1", "bc01"))
    (two,) = found.between
    assert list(two.packages) == ["p1", "p2"]
    assert two.coherence == 1
    assert two.intensity.value.value == 2
    assert propose(plan("ab", "ab01")).between == ()


def test_joint_decisions_of_activities_are_put_together_per_two_packages() -> None:
    decisions = (
        JointDecision(ActivityId("c"), ActivityId("a"), frozenset({Level.METHOD})),
        JointDecision(ActivityId("b"), ActivityId("c"), frozenset({Level.GOALS})),
        JointDecision(ActivityId("a"), ActivityId("b"), frozenset({Level.APPLICATION})),
        JointDecision(ActivityId("b"), ActivityId("c"), None),
    )
    (two,) = propose(plan("abc", "ab3", "ac1", "bc0", joint_decisions=decisions)).between
    assert two.joint == (Level.GOALS, Level.METHOD)
    assert two.verdict.value is Verdict.KEEP


def test_a_split_nobody_discussed_is_not_alarming_and_the_answer_is_missing() -> None:
    found = propose(plan("ab", "ab3", packages=(("a",), ("b",))))
    (two,) = found.between
    assert (two.joint, two.verdict.value) == (None, Verdict.RECONSIDER)
    assert Missing("R36", ("joint_decisions",), packages=("p1", "p2")) in found.missing  # type: ignore[arg-type]  # ids


def test_everything_together_across_two_packages_alarms() -> None:
    joint = (JointDecision(ActivityId("a"), ActivityId("b"), frozenset(Level)),)
    found = propose(plan("ab", "ab3", packages=(("a",), ("b",)), joint_decisions=joint))
    assert found.between[0].verdict.value is Verdict.ALARM
    assert "R36" not in {it.rule for it in found.missing}


def test_nothing_together_is_an_answer() -> None:
    joint = (JointDecision(ActivityId("a"), ActivityId("b"), frozenset()),)
    found = propose(plan("ab", "ab2", packages=(("a",), ("b",)), joint_decisions=joint))
    assert found.between[0].joint == ()
    assert "R36" not in {it.rule for it in found.missing}


# --- judged, leaks ---


def test_chosen_packages_are_judged_against_the_best() -> None:
    found = propose(plan("abc", "ab3", "ac0", "bc2", packages=(("a",), ("c", "b"))))
    assert members_of(found) == [("b", "c"), ("a",)]
    assert found.judged is not None
    assert (found.score.value, found.judged.best.score, found.judged.price) == (
        Fraction(1, 2),
        Fraction(3, 2),
        Fraction(1),
    )
    (leak,) = found.leaks
    assert list(leak.pair) == ["a", "b"]
    assert leak.coherence == 3
    assert found.score.bound == Fraction(3, 2)


# --- reasons ---


def test_every_rule_that_spoke_is_a_reason_of_its_subject() -> None:
    complete = {
        "frequency": Frequency(1),
        "embeddedness": Embeddedness(1),
        "variety": Variety(3),
        "change": Change(2),
        "partners": (Partner("x", Need.NEEDED),),
        "capacities": (Capacity("tillen", ("x",)),),
    }
    activities = tuple(activity(name, **complete) for name in "abc")
    found = propose(plan("abc", "ab3", "ac1", "bc0", activities=activities))
    by_subject = {reason.subject: set[str]() for reason in reasons(found)}
    for reason in reasons(found):
        by_subject[reason.subject].add(reason.rule)
    assert by_subject[("a",)] == {"R2", "R23"}
    together = {"R20", "R24", "R25", "R26", "R28", "R29", "R31", "R32", "R33", "R34", "R40"}
    assert by_subject[("p1",)] == together
    assert by_subject[("p1", "p2")] == {"R35", "R36"}
    assert by_subject[()] == {"R40"}


def test_reasons_about_two_packages_are_found_in_either_order() -> None:
    found = propose(plan("ab", "ab1"))
    assert reasons_about(found, "p2", "p1") == reasons_about(found, "p1", "p2")
    assert {reason.rule for reason in reasons_about(found, "p1", "p2")} == {"R35", "R36"}
    assert {reason.rule for reason in reasons_about(found, "p1")} == {"R20", "R25"}
    assert reasons_about(found, "nobody") == ()
