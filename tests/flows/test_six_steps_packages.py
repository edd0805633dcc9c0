"""How packages come to be: arranged, cut, joined; and what stays of the answers."""

import pytest

from bot.texts import Texts
from core.deviations import DeviationKind
from flows.facts import Facts
from flows.six_steps import SIX_STEPS
from flows.six_steps.answers import answers_of, proposal_of
from flows.six_steps.chosen import cut_pairs, package_pairs, packages, separated
from flows.six_steps.conditions import verdict_on
from flows.six_steps.reality import deviations, kind_of, recorded
from flows.values import Place, Rated, Skipped, Value
from tests.flows.six_steps_walk import MARIA, asked, grid, groups, listed, next_of, picked, said, settle, voices

LARGE: dict[Place, Value] = {
    "q2_3": listed(a1="koken", a2="afwassen", a3="rijden", a4="bezoeken"),
    "q2_9@a1": listed(p1="koks (6)"),
    "q2_9@a2": listed(p2="helpers (2)"),
    "q2_9@a3": listed(p3="chauffeurs (4)"),
    "q2_9@a4": listed(p4="bezoekers (3)"),
    "q3_1": voices(2, 2),
    "q3_1@a1:a2": voices(3, 3),
    "q3_1@a3:a4": voices(3, 3),
    "q3_4": groups("a1+a2+a3+a4"),
    "q4_3": picked("p1", "p2", "p3", "p4"),
    "q4_5": picked("cut"),
    "q4_5_loss": said("we zien elkaar minder"),
    "q4_5_absorb": said("elke maand samen eten"),
}
"""Fifteen people in one package that hangs together: too many for one team."""

TWO: dict[Place, Value] = {
    "q2_3": listed(a1="koken", a2="wandelen"),
    "q3_1": voices(1, 1),
    "q3_4": groups("a1", "a2"),
    "q5_1": Rated(4),
    "q5_2": picked("goals", "method", "application"),
}
"""Two packages that turn out to do everything together."""


def test_a_team_that_is_too_large_is_cut_where_the_least_is_lost() -> None:
    facts = settle(LARGE)
    assert packages(facts) == ("a1+a2", "a3+a4")
    assert cut_pairs(facts) == ("a1:a3", "a1:a4", "a2:a3", "a2:a4")
    assert next_of(facts) is None


def test_the_two_new_teams_are_asked_about_and_the_old_one_is_not() -> None:
    facts = settle(LARGE)
    assert asked(facts, "q4_3") == ["a1+a2", "a3+a4"]
    assert facts.has("q4_3", "a1+a2+a3+a4")


def test_what_a_cut_costs_is_a_deviation_with_its_measure_at_once() -> None:
    facts = settle(LARGE)
    found = recorded(facts)["a1:a3/cut"]
    assert (found.kind, found.packages) == (DeviationKind.SPLITTING, ("a1+a2", "a3+a4"))
    assert (found.consequence, found.absorbed_by) == ("we zien elkaar minder", "elke maand samen eten")
    assert found.is_open is False
    assert asked(facts, "q6_4") == []


def test_a_cut_with_its_price_told_is_no_wrong_split() -> None:
    facts = settle({**LARGE, "q5_1": Rated(4), "q5_2": picked("goals", "method", "application")})
    assert asked(facts, "q5_3") == []


def test_a_team_that_stays_too_large_is_a_deviation_of_size() -> None:
    facts = settle({**LARGE, "q4_5": picked("keep")})
    assert packages(facts) == ("a1+a2+a3+a4",)
    assert deviations(facts) == ("a1+a2+a3+a4/size",)


def test_the_names_of_a_large_team_show_where_it_could_be_cut() -> None:
    facts = settle(LARGE, until="q4_5")
    names = SIX_STEPS.repeats["package"].names(facts, "a1+a2+a3+a4")
    assert (names["people"], names["team_1"], names["team_2"]) == ("15", "koken + afwassen", "rijden + bezoeken")
    assert (names["team_3"], names["worth"], names["price"], names["too_large"]) == ("", "fits", "2.0", "")


@pytest.mark.parametrize(
    ("people", "worth", "too_large"),
    [
        pytest.param((6, 6, 6, 6), "all_apart", "", id="teams that fit hold nothing together"),
        pytest.param((12, 2, 2, 2), "still_too_large", "koken", id="one activity alone takes too many"),
    ],
)
def test_a_cut_that_does_not_help_says_why_in_words(people: tuple[int, ...], worth: str, too_large: str) -> None:
    partners = {f"q2_9@a{at}": listed(**{f"p{at}": f"ploeg {at} ({many})"}) for at, many in enumerate(people, 1)}
    names = SIX_STEPS.repeats["package"].names(settle({**LARGE, **partners}, until="q4_5"), "a1+a2+a3+a4")
    assert (names["worth"], names["too_large"]) == (worth, too_large)
    texts = Texts.load()
    for lang in texts.full:
        usual, other = (texts.render(lang, "six_steps.q4_5.ask", **{**names, "worth": it}) for it in ("fits", worth))
        assert usual != other
        assert too_large in other


def test_a_team_made_small_again_stays_whole() -> None:
    facts = settle({**LARGE, "q4_3@a1+a2+a3+a4": picked("p1", "p2")})
    assert packages(facts) == ("a1+a2+a3+a4",)
    again = Facts({**settle(LARGE).settled, "q4_3@a1+a2+a3+a4": picked("p1", "p2")})
    assert packages(again) == ("a1+a2+a3+a4",)


def test_the_proposal_names_the_same_cut() -> None:
    split = proposal_of(settle({**LARGE, "q4_5": picked("keep")})).packages[0].split
    assert split is not None
    assert split.value.teams == (("a1", "a2"), ("a3", "a4"))


def test_two_packages_that_do_everything_together_become_one() -> None:
    facts = settle({**TWO, "q5_3": picked("merge")})
    assert packages(facts) == ("a1+a2",)
    assert package_pairs(facts) == ()
    assert asked(facts, "q4_6_pkg") == ["a1+a2"]


def test_two_packages_that_stay_apart_need_a_reason_which_is_a_deviation() -> None:
    facts = settle({**TWO, "q5_3": picked("keep"), "q5_3_why": said("andere mensen")})
    assert packages(facts) == ("a1", "a2")
    found = recorded(facts)["a1:a2/splitting"]
    assert (found.kind, found.why, found.packages) == (DeviationKind.SPLITTING, "andere mensen", ("a1", "a2"))


def test_a_join_of_packages_that_are_gone_is_not_read() -> None:
    joined = settle({**TWO, "q5_3": picked("merge")})
    rearranged = Facts({**joined.settled, "q3_4": groups("a1+a2")})
    assert packages(rearranged) == ("a1+a2",)


def test_a_package_that_still_exists_keeps_its_answers_after_a_move() -> None:
    before = settle(MARIA)
    after = Facts({**before.settled, "q3_4": groups("a3+a4", "a1+a2", "a5")})
    assert after.has("q4_3", "a3+a4")
    assert next_of(after) == ("q3_3", "")


def test_an_activity_that_came_later_stands_alone() -> None:
    before = settle(MARIA)
    more = listed(
        a1="Huishoudhulp",
        a2="Hygiënische zorgen",
        a3="Kinesitherapie",
        a4="Kleine aanpassingen aan het huis",
        a5="Gezelschap",
        a9="Boodschappen",
    )
    after = Facts({**before.settled, "q2_3": more})
    assert packages(after) == ("a3+a4", "a1", "a2", "a5", "a9")


def test_an_activity_that_went_leaves_its_package() -> None:
    before = settle(MARIA)
    after = Facts({**before.settled, "q2_3": listed(a1="Huishoudhulp", a4="Kleine aanpassingen aan het huis")})
    assert packages(after) == ("a1", "a4")


def test_there_are_no_packages_before_the_group_agreed() -> None:
    facts = settle(MARIA, until="q3_4")
    assert packages(facts) == ()
    assert answers_of(facts).packages is None
    assert proposal_of(facts).packages[0].activities == ("a3", "a4")


def test_more_together_than_proposed_is_a_deviation_of_size() -> None:
    facts = settle({**MARIA, "q3_4": groups("a3+a4+a5", "a1", "a2"), "q3_4_why": said("zelfde mensen")})
    assert separated(facts) == ()
    assert kind_of(facts, "plan/size") is DeviationKind.SIZE
    assert "plan/size" in deviations(facts)


def test_a_reason_covers_only_the_packages_it_took_apart() -> None:
    script = {
        **TWO,
        "q2_3": listed(a1="koken", a2="wandelen", a3="praten"),
        "q3_1": voices(1, 1),
        "q3_1@a1:a3": voices(3, 3),
        "q3_4": groups("a1", "a2", "a3"),
        "q3_4_why": said("andere uren"),
        "q5_3": picked("keep"),
        "q5_3_why": said("andere mensen"),
    }
    facts = settle(script)
    assert asked(facts, "q5_3") == ["a1:a2", "a2:a3"]
    assert asked(facts, "q5_2") == ["a1:a2", "a1:a3", "a2:a3"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"q4_2@a3+a4": Rated(4)}, "a3+a4/working_area", id="a larger area than ideal"),
        pytest.param({"q4_6_pkg@a3+a4": voices(1, 1)}, "a3+a4/closeness", id="less closely than fits"),
        pytest.param({"q4_8@a3+a4": grid("central", "team", "team")}, "a3+a4/deciding", id="decided higher up"),
    ],
)
def test_a_choice_away_from_the_ideal_is_a_deviation(change: dict[Place, Value], expected: str) -> None:
    assert expected not in deviations(settle(MARIA))
    facts = settle({**MARIA, **change})
    assert expected in deviations(facts)
    assert expected in recorded(facts)


def test_a_choice_that_fits_is_no_deviation() -> None:
    change: dict[Place, Value] = {
        "q4_2@a3+a4": Rated(2),
        "q4_6_pkg@a3+a4": voices(3),
        "q4_8@a3+a4": grid("team", "team", "team"),
    }
    assert deviations(settle({**MARIA, **change})) == ("a3+a4/b1",)


def test_a_plan_of_unknown_coherence_stands_as_arranged() -> None:
    facts = settle({**MARIA, "q3_1": Skipped(), "q3_1@a1:a2": Skipped(), "q3_1@a3:a4": Skipped()})
    assert packages(facts)[0] == "a3+a4"
    assert verdict_on(facts, "a1:a2") is None


def test_a_parked_remark_can_be_a_brake_in_one_place() -> None:
    script = {**MARIA, "q6_1@a1": picked("r0"), "q6_2@a1/r0": picked("no"), "q6_3@a1/r0": picked("not_doing")}
    facts = settle(script, parked=("de gang is smal", "geen lift"))
    found = recorded(facts)["a1/r0"]
    assert (found.kind, found.why) == (DeviationKind.NOT_DOING, "de gang is smal")
    offered = SIX_STEPS.options["brakes"]
    assert [it.code for it in offered(facts, "a1")] == ["r0", "r1"]
    assert [it.code for it in offered(facts, "a2")] == ["r1"]
