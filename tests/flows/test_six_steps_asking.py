"""Which pairs a group is asked about, when it stops, and what it may still name."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from core.ids import ActivityId
from core.thresholds import PRIOR_LINKED, PRIOR_NOTHING, PRIOR_SHARED_ONCE, PRIOR_SHARED_TWICE, VOTE_FROM
from flows.engine import advance
from flows.facts import Facts
from flows.moving import open_next
from flows.order import progress
from flows.run import Control, Incoming, Steer
from flows.six_steps import SIX_STEPS
from flows.six_steps.asking import asked_pairs, expected_from_goals, pairs_to_ask, served_by, unasked_pairs, why_asked
from flows.six_steps.chosen import computed
from flows.six_steps.group import pairs
from flows.six_steps.items import both_of, pair_of
from flows.values import Entry, Listed, Picked, Place, Rated, Skipped, Value, Voices, place_of, step_of
from tests.flows.playing import TODAY, Group
from tests.flows.six_steps_walk import MARIA, asked, listed, next_of, picked, said, settle, voices

WORK = ("koken", "bakken", "dekken", "wandelen", "fietsen", "rijden")
NAMES = {f"a{number}": name for number, name in enumerate(WORK, 1)}
EATING, GOING = ("a1", "a2", "a3"), ("a4", "a5", "a6")
TOGETHER = {pair_of(*two) for trio in (EATING, GOING) for two in combinations(trio, 2)}
SIX: Mapping[Place, Value] = {
    "q2_3": Listed(tuple(Entry(key, name) for key, name in NAMES.items())),
    "q3_1": voices(0, 0, 0, 0),
    **{place_of("q3_1", pair): voices(3, 3, 3, 3) for pair in TOGETHER},
}
"""Three activities about eating and three about going out."""

GOALS: Mapping[Place, Value] = {
    "q2_1": listed(g1="samen eten", g2="buiten komen"),
    **{place_of("q2_4", activity): picked("g1") for activity in EATING},
    **{place_of("q2_4", activity): picked("g2") for activity in GOING},
}
STOPPED: Mapping[Place, Value] = {**SIX, "q3_1": Skipped("rest")}


def test_not_every_pair_is_asked_when_the_answers_say_enough() -> None:
    facts = settle({**SIX, **GOALS}, until="q3_1_more")
    assert 0 < len(unasked_pairs(facts)) == 15 - len(asked_pairs(facts))
    assert next_of(facts) == ("q3_1_more", "")


def test_activities_with_the_same_goal_are_asked_first_and_the_card_says_so() -> None:
    facts = settle({**SIX, **GOALS}, until="q3_1")
    first = asked_pairs(facts)[0]
    assert first in TOGETHER
    assert why_asked(facts, first) == "shared_challenge"
    assert SIX_STEPS.repeats["asked_pair"].names(facts, first)["left"] == str(pairs_to_ask(facts))


def test_goals_never_count_for_the_packages() -> None:
    facts = settle({**SIX, **GOALS, **dict.fromkeys(SIX.keys() - {"q2_3"}, Skipped("rest"))}, until="q3_4")
    assert len(set(expected_from_goals(facts).values())) == 2
    assert computed(facts) == tuple((activity,) for activity in NAMES)


def test_a_pair_asked_before_has_no_reason_any_more() -> None:
    facts = settle(SIX, until="q3_1_lists")
    names = SIX_STEPS.repeats["asked_pair"].names(facts, asked_pairs(facts)[0])
    assert (names["why"], names["left"]) == ("", "")


def test_what_nobody_knows_is_asked_once() -> None:
    facts = settle({**SIX, "q3_1": Voices((Skipped("dont_know"),))}, until="q3_1_lists")
    assert len(asked_pairs(facts)) == len(set(asked_pairs(facts)))


def test_when_the_rest_is_left_out_what_was_not_asked_stays_unknown() -> None:
    facts = settle(STOPPED, until="q3_1_lists")
    assert 1 <= len(asked_pairs(facts)) < 15
    assert facts.value("q3_1", asked_pairs(facts)[-1]) == Skipped("rest")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(("a2", "a5"), {"a2:a5"}, id="two: their pair"),
        pytest.param(("a1", "a4", "a6"), {"a1:a4", "a1:a6", "a4:a6"}, id="three: each with each"),
        pytest.param(("a3",), {pair for pair in TOGETHER if "a3" in both_of(pair)}, id="one: with every other one"),
        pytest.param(("all",), set(), id="all that is left"),
    ],
)
def test_any_member_may_name_what_was_not_asked(marked: tuple[str, ...], expected: set[str]) -> None:
    before = settle(STOPPED, until="q3_1_more")
    answered = {place_of("q3_1", pair): voices(1, 1, 1, 1) for pair in unasked_pairs(before)}
    facts = settle({**STOPPED, **answered, "q3_1_more": picked(*marked), **before.settled}, until="q3_1_lists")
    assert set(asked_pairs(facts)) >= expected & set(unasked_pairs(before))
    assert len(asked_pairs(facts)) > len(asked_pairs(before))
    if marked == ("all",):
        assert not unasked_pairs(facts)


def test_what_was_named_is_told_as_such_and_counted() -> None:
    before = settle(STOPPED, until="q3_1_more")
    facts = Facts({**before.settled, "q3_1_more": picked("all")})
    upcoming = asked_pairs(facts)[-1]
    assert why_asked(facts, upcoming) == "named"
    assert pairs_to_ask(facts) == len(unasked_pairs(facts))


def test_a_group_may_stop_at_what_was_named_too() -> None:
    before = settle(STOPPED, until="q3_1_more")
    named = Facts({**before.settled, "q3_1_more": picked("all")})
    stopped = Facts({**named.settled, place_of("q3_1", asked_pairs(named)[-1]): Skipped("rest")})
    assert pairs_to_ask(stopped) == 0
    assert next_of(stopped) == ("q3_1_lists", "")


def test_an_answer_to_the_question_where_the_group_stopped_lets_it_go_on() -> None:
    stopped = settle(STOPPED, until="q3_1_more")
    last = asked_pairs(stopped)[-1]
    again = Facts({**stopped.settled, place_of("q3_1", last): voices(0, 0, 0, 0)})
    assert len(asked_pairs(again)) == len(asked_pairs(stopped)) + 1


def test_a_small_group_where_little_hangs_together_is_asked_all() -> None:
    facts = settle(MARIA)
    assert not unasked_pairs(facts)
    assert not facts.has("q3_1_more")
    assert set(asked_pairs(facts)) == set(pairs(facts))


def test_an_activity_that_came_later_is_asked_about() -> None:
    facts = settle(SIX, until="q3_1_lists")
    more = Listed((*facts.entries("q2_3"), Entry("a7", "dansen")))
    again = Facts({**facts.settled, "q2_3": more})
    assert "a7" in both_of(asked_pairs(again)[-1])


def test_the_facilitator_sees_what_is_left_and_can_stop() -> None:
    facts = settle({**SIX, **GOALS}, until="q3_1")
    outcome = open_next(SIX_STEPS, replace(Group(SIX_STEPS, "Anna").run, settled=facts.settled))
    assert step_of(outcome.run.current or "") == "q3_1"
    assert progress(SIX_STEPS, outcome.run).left > pairs_to_ask(facts) > 1
    steered = Incoming(participant=outcome.run.facilitator, given=Steer(Control.SKIP_REST))
    stopped = advance(SIX_STEPS, outcome.run, steered, TODAY).run
    assert stopped.current == "q3_1_more"
    assert pairs_to_ask(stopped.facts()) == 0


def test_named_activities_that_are_gone_ask_nothing() -> None:
    before = settle(STOPPED, until="q3_1_more")
    gone = Listed(tuple(entry for entry in before.entries("q2_3") if entry.id != "a1"))
    facts = Facts({**before.settled, "q2_3": gone, "q3_1_more": Picked(("a1",))})
    assert pairs_to_ask(facts) == 0


def test_rated_levels_count_as_answers() -> None:
    facts = settle({**SIX, "q3_1": Rated(1)}, until="q3_1_lists")
    assert len(asked_pairs(facts)) > 1


# --- goals of several challenges (Q1.8) ---

ALONE_TOO: Mapping[Place, Value] = {
    **SIX,
    "q0_1": said("samen leven in de straat"),
    "q1_8": listed(c1="eenzaamheid", c2="vervoer", c3="armoede"),
    "q1_8_coh": voices(2, 2, 2, 2),
    "q1_8_coh@c3": voices(0, 0, 0, 0),
    "q2_1": listed(g1="samen eten", g2="buiten komen", g3="ergens geraken", g4="iemand kennen", g5="de straat proper"),
    "q2_2_for@c1": picked("g1", "g4"),
    "q2_2_for@c2": picked("g3"),
    "q2_4@a1": picked("g1"),
    "q2_4@a2": picked("g4"),
    "q2_4@a3": picked("g1", "g4"),
    "q2_4@a4": picked("g3"),
    "q2_4@a5": picked("g2"),
    "q2_4@a6": Skipped(),
}
"""Goals of the challenge itself and of two that hang together with it."""


def test_of_each_challenge_that_comes_along_is_asked_which_goals_are_about_it() -> None:
    facts = settle(ALONE_TOO)
    assert asked(facts, "q2_2_for") == ["c1", "c2"], "not of one that stands apart"
    assert asked(settle({**ALONE_TOO, "q2_1": listed(g1="samen eten")}), "q2_2_for") == []
    assert SIX_STEPS.repeats["linked_challenge"].names(facts, "c1")["challenge"] == "eenzaamheid"


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        pytest.param(("a1", "a3"), PRIOR_SHARED_TWICE, id="a goal and its challenge"),
        pytest.param(("a1", "a2"), PRIOR_SHARED_ONCE, id="goals of the same challenge"),
        pytest.param(("a1", "a5"), PRIOR_LINKED, id="goals of challenges that hang together"),
        pytest.param(("a1", "a4"), PRIOR_NOTHING, id="goals of challenges that nobody compared"),
    ],
)
def test_goals_of_the_same_or_of_linked_challenges_are_expected_to_bring_activities_together(
    pair: tuple[str, str], expected: Fraction
) -> None:
    a, b = map(ActivityId, pair)
    assert expected_from_goals(settle(ALONE_TOO))[a, b] == expected - VOTE_FROM


def test_of_an_activity_that_serves_nothing_nothing_is_expected() -> None:
    assert all("a6" not in pair for pair in expected_from_goals(settle(ALONE_TOO)))


def test_without_ties_between_goals_and_challenges_only_goals_count() -> None:
    untied = settle({**ALONE_TOO, "q2_2_for": Skipped(), "q2_2_for@c1": Skipped(), "q2_2_for@c2": Skipped()})
    assert served_by(untied, "a1") == {"g1": "samen eten"}
    assert served_by(settle(ALONE_TOO), "a1") == {"g1": "samen eten", "c1": "eenzaamheid"}
    assert served_by(settle(ALONE_TOO), "a5") == {"g2": "buiten komen", "c0": "samen leven in de straat"}
