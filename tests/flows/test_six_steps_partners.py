"""Partners, as people type them and as they are counted."""

import pytest

from core.coordination import Need, TeamBand
from flows.six_steps import SIX_STEPS
from flows.six_steps.answers import answers_of
from flows.six_steps.group import known_partners, partners_of
from flows.six_steps.inside import band_of, covered_by, lacking, needs, people_in
from flows.six_steps.partners import Mention, mention_from, same_name
from flows.values import Picked, Skipped
from tests.flows.six_steps_walk import MARIA, listed, picked, settle


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("klusjesdienst", Mention("klusjesdienst"), id="a name"),
        pytest.param("vrijwilligers (3)", Mention("vrijwilligers", 3), id="with people"),
        pytest.param("vrijwilligers(12 mensen)", Mention("vrijwilligers", 12), id="with people in words"),
        pytest.param("buren: samen wandelen", Mention("buren", 1, "samen wandelen"), id="with a purpose"),
        pytest.param("  buren (2) :  wandelen ", Mention("buren", 2, "wandelen"), id="with loose spaces"),
        pytest.param("OCMW (Gent)", Mention("OCMW (Gent)"), id="brackets that count nobody"),
        pytest.param("buren (0)", Mention("buren", 1), id="nobody is at least somebody"),
        pytest.param("arts: ma: 9 tot 12", Mention("arts", 1, "ma: 9 tot 12"), id="a second colon"),
        pytest.param(": wandelen", Mention(": wandelen"), id="no name at all"),
        pytest.param("(3)", Mention("(3)"), id="only a number"),
        pytest.param("buren:", Mention("buren"), id="a colon and nothing"),
    ],
)
def test_a_line_names_a_partner(line: str, expected: Mention) -> None:
    assert mention_from(line) == expected


def test_names_are_the_same_whatever_the_case_and_spaces() -> None:
    assert same_name("  De  Buren ") == same_name("de buren")


def test_the_same_name_at_two_activities_is_one_partner() -> None:
    facts = settle(MARIA)
    assert [it.id for it in partners_of(facts, "a3", "a4")] == ["p3", "p4", "p5"]
    assert [it.code for it in SIX_STEPS.options["partners"](facts, "a4")] == ["p4", "p5", "p3"]


def test_a_partner_counts_once_with_the_most_people_it_brings() -> None:
    change = {"q2_9@a3": listed(p3="kine (2)"), "q2_9@a4": listed(p4="klusjesdienst (2)", p6="Kine (3): kijken")}
    facts = settle({**MARIA, **change})
    assert people_in(facts, "a3+a4") == 5
    assert band_of(facts, "a3+a4") is TeamBand.SMALL


def test_nobody_is_handy_or_spare_before_that_is_said() -> None:
    facts = settle(MARIA, until="q4_3_handy")
    assert set(needs(facts, "a3+a4").values()) == {Need.NEEDED, None}
    unknown = settle({**MARIA, "q4_3_handy": Skipped("dont_know")})
    assert set(needs(unknown, "a3+a4").values()) == {Need.NEEDED, None}
    handy = settle({**MARIA, "q4_3_handy": picked("p5")})
    assert set(needs(handy, "a3+a4").values()) == {Need.NEEDED, Need.HANDY}


def test_what_nobody_in_the_team_can_do_is_lacking() -> None:
    script = {**MARIA, "q2_9@a4": listed(p4="klusjesdienst", p5="architect: tekenen"), "q4_4@a3+a4": Skipped()}
    facts = settle(script)
    assert lacking(facts, "a3+a4") == ("tekenen",)
    assert SIX_STEPS.suggestions["all_covered"](facts, "a3+a4") == "no"
    assert SIX_STEPS.suggestions["all_covered"](facts, "a1") is None
    assert lacking(settle({**script, "q4_4@a3+a4": picked("yes")}), "a3+a4") == ()


def test_gaps_count_only_while_the_group_says_that_something_is_missing() -> None:
    script = {**MARIA, "q4_4@a3+a4": picked("no"), "q4_4_gap@a3+a4": listed(m1="een ladder")}
    facts = settle(script)
    assert lacking(facts, "a3+a4") == ("een ladder",)
    first = {it.name: it.covered_by for it in answers_of(facts).activities[2].capacities or ()}
    assert first["een ladder"] == ()


def test_a_purpose_without_a_name_is_of_all_whose_purpose_was_asked() -> None:
    facts = settle({**MARIA, "q4_3_for@a3+a4": listed(k1="handgrepen plaatsen")})
    assert [it.name for it in covered_by(facts, "a3+a4")["handgrepen plaatsen"]] == ["klusjesdienst"]
    assert SIX_STEPS.suggestions["all_covered"](facts, "a3+a4") == "yes"


def test_only_partners_worked_with_are_known() -> None:
    assert list(known_partners(settle(MARIA))) == ["p4"]


def test_needed_by_nobody_is_an_answer_too() -> None:
    facts = settle({**MARIA, "q4_3@a3+a4": Picked(())})
    assert people_in(facts, "a3+a4") == 0
    assert SIX_STEPS.options["needed_partners"](facts, "a3+a4") == ()
    assert len(SIX_STEPS.options["partners_left"](facts, "a3+a4")) == 3
