"""What is asked, in which order, and how far a group is."""

from dataclasses import replace

from flows.facts import Facts
from flows.order import (
    Progress,
    codes_at,
    later_places,
    names_at,
    next_place,
    options_at,
    places,
    progress,
    rest_of_step,
    step_at,
)
from flows.run import Control
from flows.values import Entry, Listed, Picked, Rated, Skipped, Voices, place_of
from flows.views import Option
from tests.flows.playing import Group
from tests.flows.street_party import PARTY

DISHES = Listed((Entry("d1", "Soep"), Entry("d2", "Taart")))


def asked(facts: Facts) -> list[str]:
    return [place_of(step.id, item) for step, item in places(PARTY, facts)]


def test_without_answers_only_what_depends_on_nothing_is_asked() -> None:
    expected = "hello name size where wishes dishes extras needed first often tasks plan courses"
    assert asked(Facts({})) == expected.split()


def test_a_repeated_step_is_asked_for_each_thing_and_a_loop_thing_by_thing() -> None:
    found = asked(Facts({"dishes": DISHES}))
    assert [place for place in found if "@" in place] == [
        *("known@d1", "known@d2"),
        *("cook@d1", "ready@d1"),
        *("cook@d2", "ready@d2"),
    ]


def test_a_condition_is_asked_for_each_thing() -> None:
    facts = Facts(
        {"dishes": DISHES, "known@d1": Voices((Rated(0), Rated(2))), "known@d2": Voices((Rated(1), Rated(2)))}
    )
    assert [place for place in asked(facts) if place.startswith("known_why")] == ["known_why@d1"]


def test_a_condition_may_depend_on_remarks() -> None:
    assert "parked" in asked(Facts({}, parked=("later",)))


def test_what_is_locked_opens_by_a_real_answer_about_the_same_thing() -> None:
    facts = Facts({"dishes": DISHES, "ready@d1": Skipped(), "ready@d2": Picked(("x",))})
    assert [place for place in asked(facts) if place.startswith("taster")] == ["taster@d2"]


def test_the_next_place_is_the_first_without_an_answer() -> None:
    group = Group(PARTY, "Anna").skips_to("wishes")
    assert next_place(PARTY, group.run) == "wishes"
    group.reopens("name")
    assert next_place(PARTY, group.run) == "name"


def test_later_places_come_after_a_place() -> None:
    group = Group(PARTY, "Anna").skips_to("tasks")
    assert [place for _, place in later_places(PARTY, group.run, "tasks")] == ["plan", "courses"]
    assert not [*later_places(PARTY, group.run, "nowhere")]


def test_the_rest_of_a_step_is_what_is_open_of_it_and_the_place_itself() -> None:
    group = Group(PARTY, "Anna").skips_to("known@d2")
    assert rest_of_step(PARTY, group.run, "known@d2") == ("known@d2",)
    assert rest_of_step(PARTY, group.run, "cook@d1") == ("cook@d1", "cook@d2")


def test_a_place_has_names_options_and_codes() -> None:
    facts = Facts({"dishes": DISHES})
    assert step_at(PARTY, "cook@d1").id == "cook"
    assert names_at(PARTY, facts, "cook@d2") == names_at(PARTY, facts, "known@d2") == {"dish": "Taart"}
    assert names_at(PARTY, facts, "wishes") == {}
    assert options_at(PARTY, facts, "first") == (Option("d1", "Soep"), Option("d2", "Taart"))
    assert options_at(PARTY, facts, "wishes") == options_at(PARTY, facts, "size") == ()
    assert (codes_at(PARTY, facts, "first"), codes_at(PARTY, facts, "size")) == (("d1", "d2"), ("small", "big"))


def test_progress_counts_the_questions_of_the_open_part_and_no_messages() -> None:
    group = Group(PARTY, "Anna")
    assert progress(PARTY, group.run) == Progress(part=0, parts=5, done=0, left=3)
    assert progress(PARTY, group.run, group.run.facts()) == progress(PARTY, group.run)
    group.skips_to("tasks")
    assert progress(PARTY, group.run) == Progress(part=4, parts=5, done=0, left=2)
    group.skips_to("courses").next()
    assert progress(PARTY, group.run) == Progress(part=0, parts=5, done=3, left=0)


def test_progress_counts_what_is_still_to_come_in_a_repeat_that_grows() -> None:
    group = Group(PARTY, "Anna").skips_to("known@d1")
    flow = replace(PARTY, repeats={"dish": replace(PARTY.repeats["dish"], later=lambda _: 5)})
    repeated = sum(step.repeat == "dish" for step in PARTY.in_order if step.part == 2)
    assert progress(flow, group.run).left == progress(PARTY, group.run).left + 5 * repeated


def test_progress_counts_a_question_opened_again_as_done() -> None:
    group = Group(PARTY, "Anna").skips_to("tasks")
    group.steer("Anna", Control.BACK)
    assert progress(PARTY, group.run) == Progress(part=3, parts=5, done=4, left=0)
