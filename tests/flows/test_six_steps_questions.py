"""Which questions come, and which are spared: every condition both ways."""

from collections.abc import Mapping

import pytest

from flows.model import Voice
from flows.six_steps import SIX_STEPS
from flows.values import Picked, Place, Rated, Skipped, StepName, Value, Voices
from tests.flows.six_steps_walk import MARIA, STEDEREN, asked, groups, listed, on, picked, said, settle, voices

NOTHING = Skipped()

APART: dict[Place, Value] = {
    "q2_3": listed(a1="koken", a2="wandelen", a3="praten"),
    "q3_1": voices(0, 1),
    "q3_1@a1:a2": voices(1, 1),
    "q3_4": groups("a1", "a2", "a3"),
    "q5_1": Rated(4),
    "q5_2": picked("goals", "method", "application"),
    "q5_3": picked("keep"),
    "q5_3_why": said("andere mensen"),
    "q5_4": said("de buurtwerker"),
}
"""Three activities apart, of which two work closely together."""

Script = Mapping[Place, Value]


@pytest.mark.parametrize(
    ("step", "script", "change", "item"),
    [
        pytest.param("q0_4_advice", MARIA, {"q0_4": NOTHING}, "", id="no advice without a standing"),
        pytest.param("q1_8_why", MARIA, {"q1_8_coh": voices(1, 1)}, "c1", id="loose challenges need no why"),
        pytest.param("q1_8_why", MARIA, {"q1_8_coh": Voices(())}, "c1", id="nobody compared the challenges"),
        pytest.param(
            "q1_end",
            MARIA,
            {"q1_9": voices(4), "q1_7": picked("body"), "q1_8": NOTHING},
            "",
            id="nothing to say after step 1",
        ),
        pytest.param("q2_4", MARIA, {"q2_2": NOTHING}, "a1", id="one goal leaves no choice"),
        pytest.param("q2_4_none", {**MARIA, "q2_4": picked("none")}, {"q2_4": picked("g1")}, "a1", id="has a goal"),
        pytest.param(
            "q2_4_goal",
            {**MARIA, "q2_4": picked("none"), "q2_4_none": picked("new_goal")},
            {"q2_4_none@a1": picked("drop")},
            "a1",
            id="what is let go needs no goal",
        ),
        pytest.param("q2_6", MARIA, {"q2_5": picked("no")}, "a1", id="what is not done meets no need"),
        pytest.param("q2_6_what", MARIA, {"q2_6": picked("yes")}, "a1", id="what meets the need needs no change"),
        pytest.param("q2_7", MARIA, {"q2_5@a5": picked("yes")}, "a5", id="what is done has no brake"),
        pytest.param("q2_7_what", MARIA, {"q2_5@a5": NOTHING}, "a5", id="what is unknown has no brake"),
        pytest.param(
            "q2_9_wide",
            MARIA,
            {f"q2_9@a{n}": listed(**{f"p{n}1": f"een {n}", f"p{n}2": f"twee {n}"}) for n in range(1, 6)},
            "",
            id="enough partners everywhere",
        ),
        pytest.param("q2_10", MARIA, {"q2_9@a1": NOTHING}, "a1", id="nobody to work with"),
        pytest.param("q2_10_helps", MARIA, {"q2_10@a4": NOTHING}, "p4", id="not working together yet"),
        pytest.param("q2_10_holds_back", MARIA, {"q2_10@a4": NOTHING}, "p4", id="nothing holds back yet"),
        pytest.param("q3_1_lists", MARIA, {"q2_3": listed(a1="Huishoudhulp")}, "", id="one activity has no pairs"),
        pytest.param("q3_4", MARIA, {"q2_3": listed(a1="Huishoudhulp")}, "", id="one activity is one package"),
        pytest.param("q3_2", MARIA, {"q3_1@a3:a4": voices(1, 2)}, "a3:a4", id="a mean below 2 needs no why"),
        pytest.param("q3_2_other", MARIA, {"q3_2": picked("order")}, "a3:a4", id="our reasons say it"),
        pytest.param("q3_3", STEDEREN, {"q3_4": groups("a1+a2")}, "", id="the proposal needs no grouping"),
        pytest.param("q3_4_why", STEDEREN, {"q3_4": groups("a1+a2")}, "", id="the proposal needs no reason"),
        pytest.param("q3_4_why", STEDEREN, {"q3_1": Voices(())}, "", id="what costs nothing needs no reason"),
        pytest.param("q3_5", MARIA, {"q3_4": groups("a1", "a2", "a3", "a4", "a5")}, "a3+a4", id="one is named already"),
        pytest.param("q4_1c_why", {**MARIA, "q4_1c": Rated(5)}, {"q4_1c": Rated(3)}, "a3", id="the suggested area"),
        pytest.param("q4_1c_why", {**MARIA, "q4_1c": Rated(5)}, {"q4_1a": NOTHING, "q4_1a@a3": NOTHING}, "a3", id="-"),
        pytest.param("q4_3", MARIA, {f"q2_9@a{n}": NOTHING for n in (3, 4)}, "a3+a4", id="nobody was named"),
        pytest.param("q4_3_handy", MARIA, {"q4_3@a3+a4": picked("p3", "p4", "p5")}, "a3+a4", id="all are needed"),
        pytest.param("q4_3_handy", MARIA, {"q4_3@a3+a4": NOTHING}, "a3+a4", id="needs unknown"),
        pytest.param("q4_3_for", MARIA, {"q4_3@a3+a4": picked("p3")}, "a3+a4", id="what for was said in step 2"),
        pytest.param(
            "q4_4_gap", {**MARIA, "q4_4@a3+a4": picked("no")}, {"q4_4@a3+a4": picked("yes")}, "a3+a4", id="ok"
        ),
        pytest.param("q4_6", MARIA, {"q2_9@a5": listed(p7="familie")}, "a5", id="one partner works with nobody"),
        pytest.param("q4_6_pkg", MARIA, {"q3_4": groups("a1", "a2", "a3", "a4", "a5")}, "a3+a4", id="nothing inside"),
        pytest.param("q4_9_who", {**MARIA, "q4_9": picked("yes")}, {"q4_9": picked("not_yet")}, "a1", id="no mandate"),
        pytest.param("q4_10", MARIA, {"q4_7a@a3": voices(0), "q4_7b@a3": voices(1)}, "a3+a4", id="simple work"),
        pytest.param("q4_10", MARIA, {f"q4_7a@a{n}": NOTHING for n in (3, 4)}, "a3+a4", id="complexity unknown"),
        pytest.param("q5_1", MARIA, {"q3_1@a1:a2": voices(0)}, "a1:a2", id="packages that don't touch"),
        pytest.param("q5_2", MARIA, {"q5_1@a1:a2": Rated(0)}, "a1:a2", id="nothing to do together"),
        pytest.param("q5_4", MARIA, {"q5_1@a1:a2": NOTHING}, "a1:a2", id="unknown whether together"),
        pytest.param("q5_3", APART, {"q5_2": picked("nothing"), "q5_1": Rated(3)}, "a1:a2", id="R36 is content"),
        pytest.param("q5_3", APART, {"q5_2": NOTHING}, "a1:a2", id="R36 waits for an answer"),
        pytest.param("q5_5", APART, {"q5_4": NOTHING}, "a1:a2", id="the rhythm is locked without a carrier"),
        pytest.param("q5_5", APART, {"q5_2": NOTHING}, "a1:a2", id="the rhythm is locked without joint decisions"),
        pytest.param("q5_5", APART, {"q5_1": NOTHING}, "a1:a2", id="the rhythm is locked without closeness"),
        pytest.param("q6_1_other", MARIA, {"q6_1@a3+a4": picked("e4")}, "a3+a4", id="the chips say it"),
        pytest.param("q6_2_action", MARIA, {"q6_2@a3+a4/e4": picked("no")}, "a3+a4/e4", id="no action on what stays"),
        pytest.param("q6_3", MARIA, {"q6_2@a3+a4/b1": picked("ourselves")}, "a3+a4/b1", id="what goes is no deviation"),
        pytest.param("q6_3_area", MARIA, {"q6_3@a3+a4/b1": picked("size")}, "a3+a4/b1", id="size is not an area"),
        pytest.param(
            "q6_3_activity",
            {**MARIA, "q6_1@a1": picked("e6"), "q6_2@a1/e6": picked("no"), "q6_3@a1/e6": picked("working_area")},
            {"q6_3@a3+a4/b1": picked("partners")},
            "a3+a4/b1",
            id="which activity only for areas",
        ),
        pytest.param(
            "q6_3_what",
            {**MARIA, "q6_3@a3+a4/b1": picked("partners")},
            {"q6_3@a3+a4/b1": picked("working_area")},
            "a3+a4/b1",
            id="an area needs no words",
        ),
        pytest.param("q6_4", MARIA, {"q6_3@a3+a4/b1": NOTHING}, "a3+a4/b1", id="no deviation after all"),
        pytest.param("q6_5_owner", MARIA, {"q6_3@a3+a4/b1": NOTHING}, "a3+a4/b1", id="nothing to own"),
        pytest.param("q6_6_owner", MARIA, {"q6_6@a3+a4": NOTHING}, "a3+a4", id="no step to take"),
        pytest.param("q6_7", MARIA, {"q4_3@a3+a4": NOTHING}, "a3+a4", id="nobody is needed as far as known"),
    ],
)
def test_a_question_comes_when_it_matters_and_is_spared_when_not(
    step: StepName, script: Script, change: Script, item: str
) -> None:
    assert item in asked(settle(script), step)
    assert item not in asked(settle({**script, **change}), step)


def test_one_activity_in_one_package_needs_no_picking() -> None:
    script = {
        **MARIA,
        "q6_1@a1": picked("e6"),
        "q6_2@a1/e6": picked("not_ours"),
        "q6_3@a1/e6": picked("working_area"),
        "q6_3_area@a1/e6": Rated(5),
    }
    facts = settle(script)
    assert "a1/e6" in asked(facts, "q6_3_area")
    assert "a1/e6" not in asked(facts, "q6_3_activity")


def test_the_alone_group_hears_that_it_should_do_it_again() -> None:
    facts = settle({**MARIA, "q0_2": picked("alone"), "q0_4": NOTHING})
    assert asked(facts, "q0_4_advice") == [""]
    assert SIX_STEPS.views["road"](facts, "") == {"mode": None, "alone": True}


@pytest.mark.parametrize("step", ["q1_8_coh", "q1_9", "q3_1", "q4_1a", "q4_1b", "q4_6", "q4_6_pkg", "q4_7a", "q4_7b"])
def test_a_rating_is_given_by_each_for_themselves(step: StepName) -> None:
    assert SIX_STEPS.by_id[step].voice is Voice.EACH


def test_a_dropped_activity_is_asked_about_no_more() -> None:
    facts = settle({**MARIA, "q2_4@a5": picked("none"), "q2_4_none@a5": picked("drop"), "q2_4_none": NOTHING})
    assert asked(facts, "q2_5") == ["a1", "a2", "a3", "a4"]
    assert "a5" in asked(facts, "q2_4")


def test_a_why_is_asked_about_pairs_with_a_mean_of_two() -> None:
    facts = settle({**MARIA, "q3_1@a1:a2": voices(1, 3), "q3_4": groups("a1+a2", "a3+a4", "a5")})
    assert asked(facts, "q3_2") == ["a1:a2", "a3:a4"]


def test_a_deviation_of_the_area_is_known_without_a_brake() -> None:
    facts = settle({**MARIA, "q4_2@a3+a4": Rated(4), "q6_1@a3+a4": NOTHING})
    assert asked(facts, "q6_4") == ["a3+a4/working_area"]
    assert asked(facts, "q6_3") == []


def test_owner_and_day_may_be_asked_for_every_known_deviation() -> None:
    script = {
        **MARIA,
        "q4_6_pkg@a3+a4": voices(2, 2),
        "q4_8@a3+a4": MARIA["q4_8@a3+a4"],
        "q6_5_date@a3+a4/closeness": on("2027-02-02"),
    }
    assert "a3+a4/closeness" in asked(settle(script), "q6_5_date")


def test_all_choices_of_one_kind_are_codes_that_fit_a_button() -> None:
    codes = [code for step in SIX_STEPS.in_order for code in getattr(step, "choices", ())]
    assert codes
    assert all(len(code.encode()) <= 24 for code in codes)


def test_a_question_nobody_marked_is_skipped_and_means_nothing() -> None:
    facts = settle({**MARIA, "q6_1@a3+a4": Picked(())})
    assert asked(facts, "q6_2") == []
