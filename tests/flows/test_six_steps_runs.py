"""Whole runs of the worked examples of method-fixtures.json, to the proposal."""

import pytest

from core.coordination import Complexity, Coordination, Need, Verdict
from core.deviations import DeviationKind
from core.proposal import contradictions_in, propose
from core.scales import Intensity, WorkingArea
from flows.facts import Facts
from flows.six_steps import SIX_STEPS
from flows.six_steps.answers import answers_of, proposal_of
from flows.six_steps.chosen import packages
from flows.six_steps.reality import recorded
from flows.values import Picked, Skipped
from tests.flows.six_steps_walk import MARIA, STEDEREN, asked, next_of, settle

PLACES = {"hulp": "a1", "hyg": "a2", "kine": "a3", "aanp": "a4", "gez": "a5"}


@pytest.fixture(scope="module")
def maria() -> Facts:
    return settle(MARIA)


@pytest.fixture(scope="module")
def stederen() -> Facts:
    return settle(STEDEREN)


def test_a_run_comes_to_an_end(maria: Facts, stederen: Facts) -> None:
    assert next_of(maria) is None
    assert next_of(stederen) is None


def test_a_group_that_skips_everything_comes_to_an_end_too() -> None:
    facts = settle({"q2_3": MARIA["q2_3"], "q3_4": MARIA["q3_4"]})
    assert next_of(facts) is None
    assert contradictions_in(answers_of(facts)) == ()


def test_no_answer_of_a_run_is_a_contradiction(maria: Facts, stederen: Facts) -> None:
    assert contradictions_in(answers_of(maria)) == ()
    assert contradictions_in(answers_of(stederen)) == ()


def test_the_proposal_is_what_the_contract_gives_for_the_same_answers(maria: Facts) -> None:
    assert proposal_of(maria) == propose(answers_of(maria))


@pytest.mark.parametrize(
    ("activity", "area"),
    [
        pytest.param("hulp", WorkingArea.GEOGRAPHIC_NEIGHBOURHOOD, id="home help stays in the neighbourhood"),
        pytest.param("hyg", WorkingArea.MUNICIPALITY, id="nursing covers the municipality"),
        pytest.param("kine", WorkingArea.MUNICIPALITY, id="physiotherapy covers the municipality"),
        pytest.param("aanp", WorkingArea.LOCAL_REGION, id="small works may come from the region"),
        pytest.param("gez", WorkingArea.LIVED_NEIGHBOURHOOD, id="company comes from the street"),
    ],
)
def test_maria_gets_the_areas_of_the_worked_example(maria: Facts, activity: str, area: WorkingArea) -> None:
    found = {it.id: it.area for it in proposal_of(maria).activities}
    assert found[PLACES[activity]] is area  # type: ignore[index]  # ids are plain strings in a test


def test_maria_gets_one_package_of_two_activities(maria: Facts) -> None:
    package = proposal_of(maria).packages[0]
    assert packages(maria) == ("a3+a4", "a1", "a2", "a5")
    assert package.activities == ("a3", "a4")
    assert package.area is not None
    assert package.area.value.value is WorkingArea.MUNICIPALITY


def test_maria_gets_closeness_and_steering_of_the_worked_example(maria: Facts) -> None:
    package = proposal_of(maria).packages[0]
    assert package.closeness is not None
    assert package.closeness.range.value.value is Intensity.TOGETHER
    assert package.steering is not None
    assert package.steering.complexity.value.level is Complexity.HIGH
    assert package.steering.coordination.value is Coordination.DECENTRALISED
    assert package.steering.shared_file.value is True


def test_maria_gets_the_deviation_of_the_handyman(maria: Facts) -> None:
    (found,) = proposal_of(maria).deviations
    assert (found.kind, found.activity, found.ideal, found.real) == (DeviationKind.WORKING_AREA, "a4", 3, 4)
    recorded_ = recorded(maria)["a3+a4/b1"]
    assert (recorded_.ideal, recorded_.real, recorded_.activity) == (3, 4, "a4")
    assert recorded_.why == "de klusjesdienst heeft genoeg opdrachten nodig"
    assert recorded_.owner == "de klusjesdienst"
    assert recorded_.is_open is False


def test_the_needs_of_a_package_reach_the_proposal(maria: Facts) -> None:
    needs = {it.name: it.need for it in proposal_of(maria).packages[0].partners}
    assert needs == {
        "kinesitherapeut": Need.NEEDED,
        "klusjesdienst": Need.NEEDED,
        "architect": Need.NOT_NEEDED,
    }


def test_capacities_reach_the_proposal_with_who_covers_them(maria: Facts) -> None:
    answers = {it.id: it for it in answers_of(maria).activities}
    kine, works = (answers[it].capacities for it in ("a3", "a4"))  # type: ignore[index]  # the same
    assert kine is not None
    assert {it.name: it.covered_by for it in kine} == {
        "weten wat Maria kan": ("kinesitherapeut",),
        "handgrepen plaatsen": ("klusjesdienst",),
    }
    assert works == ()


def test_what_the_group_says_of_itself_reaches_the_proposal(maria: Facts) -> None:
    answers = answers_of(maria)
    assert answers.challenge.name == "Maria weer thuis"
    assert [(it.a, it.b, it.value) for it in answers.challenge_links] == [("c0", "c1", 3)]
    (joint,) = answers.joint_decisions
    assert (joint.a, joint.b, joint.levels) == ("a1", "a2", frozenset())


def test_stederen_is_proposed_as_one_package(stederen: Facts) -> None:
    assert SIX_STEPS.suggestions["computed_packages"](stederen, "") == (("a1", "a2"),)


def test_stederen_may_be_split_with_a_reason_and_nobody_shouts(stederen: Facts) -> None:
    assert packages(stederen) == ("a1", "a2")
    assert asked(stederen, "q5_3") == []
    (found,) = recorded(stederen).items()
    assert found[0] == "plan/splitting"
    assert found[1].kind is DeviationKind.SPLITTING
    assert found[1].why == "niet iedereen kan in elke buurt aanwezig zijn"
    assert found[1].is_open is False
    assert proposal_of(stederen).between[0].verdict.value is Verdict.KEEP


def test_stederen_stays_silent_even_when_everything_is_decided_together() -> None:
    joint = Picked(("goals", "method", "application"))
    assert asked(settle({**STEDEREN, "q5_2": joint}), "q5_3") == []


def test_stederen_gets_the_steering_of_the_worked_example(stederen: Facts) -> None:
    steering = [it.steering for it in proposal_of(stederen).packages]
    levels = [it.complexity.value.level for it in steering if it is not None]
    assert levels == [Complexity.LOW, Complexity.HIGH]


def test_a_split_without_a_reason_cannot_be_agreed_on() -> None:
    assert SIX_STEPS.by_id["q3_4_why"].required is True


def test_a_skipped_rating_is_unknown_and_never_zero() -> None:
    facts = settle({**MARIA, "q4_1a": Skipped("dont_know"), "q4_1a@a1": Skipped("skip")})
    assert answers_of(facts).activities[0].frequency is None
    assert answers_of(facts).activities[0].embeddedness == 2
