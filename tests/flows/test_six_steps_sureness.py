"""How sure the packages are, told in readings out of twenty."""

from itertools import combinations

from flows.facts import Facts
from flows.six_steps.sureness import least_sure, runner_up, runner_up_changes, stability, talk_first
from flows.six_steps.views import chosen_packages
from flows.six_steps.why import why
from flows.values import Place, Value, place_of
from tests.flows.six_steps_walk import groups, listed, settle, voices

NAMES = {"a1": "koken", "a2": "bakken", "a3": "wandelen", "a4": "fietsen", "a5": "praten"}
AGREED: dict[Place, Value] = {
    "q2_3": listed(**NAMES),
    "q3_1": voices(0, 0, 0, 0),
    "q3_1@a1:a2": voices(3, 3, 3, 3),
    "q3_1@a3:a4": voices(3, 3, 3, 3),
    "q3_4": groups("a1+a2", "a3+a4", "a5"),
}
TORN: dict[Place, Value] = {
    **AGREED,
    **{place_of("q3_1", f"{a}:a5"): voices(0, 3, 0, 3) for a in ("a1", "a2", "a3", "a4")},
}
"""They differ about a5, and about nothing else."""


def test_what_all_agree_on_holds_in_every_reading() -> None:
    facts = settle(AGREED)
    assert least_sure(facts, "a1+a2") == {"a": "koken", "b": "bakken", "readings": 20}
    assert least_sure(facts, "a5") is None
    assert talk_first(facts) is None
    found = chosen_packages(facts, "")
    assert found["sure"] == [least_sure(facts, "a1+a2"), least_sure(facts, "a3+a4")]
    assert found["talk"] is None


def test_the_activity_they_differ_about_is_the_first_to_talk_about() -> None:
    found = talk_first(settle(TORN))
    assert found is not None
    assert "praten" in {found["a"], found["b"]}
    assert chosen_packages(settle(TORN), "")["talk"] == found


def test_why_a_package_tells_its_least_sure_pair() -> None:
    said = why(settle(AGREED), "a1+a2")["statements"]
    assert isinstance(said, list)
    values = next(it["values"] for it in said if isinstance(it, dict) and it["rule"] == "R20")
    assert isinstance(values, dict)
    assert values["sure"] == {"a": "koken", "b": "bakken", "readings": 20}


def test_of_few_voices_nothing_is_told_that_the_outcome_does_not_tell() -> None:
    """Two voices far apart and two that agree have one outcome, and must sound the same here (R50)."""
    apart = {place_of("q3_1", ":".join(two)): voices(0, 3) for two in combinations(NAMES, 2)}
    alike = {place_of("q3_1", ":".join(two)): voices(2, 2) for two in combinations(NAMES, 2)}
    base: dict[Place, Value] = {"q2_3": listed(**NAMES), "q3_4": groups("a1+a2+a3+a4+a5")}
    differing, agreeing = (stability(Facts({**base, **voiced})) for voiced in (apart, alike))
    assert differing.together == agreeing.together


def test_what_was_not_answered_makes_the_packages_less_sure() -> None:
    known = settle(AGREED)
    unknown = Facts({place: value for place, value in known.settled.items() if place != "q3_1@a1:a2"})
    sure, unsure = least_sure(known, "a1+a2"), least_sure(unknown, "a1+a2")
    assert sure is not None
    assert unsure is not None
    assert unsure["readings"] != sure["readings"] == 20


def test_names_stand_in_the_order_of_the_list() -> None:
    found = talk_first(settle(TORN))
    assert found is not None
    places = list(NAMES.values())
    assert places.index(str(found["a"])) < places.index(str(found["b"]))


def test_what_comes_closest_is_told_with_what_speaks_for_it() -> None:
    facts = settle({**TORN, "q3_1@a1:a5": voices(3, 3, 3, 3), "q3_1@a2:a5": voices(1, 1, 1, 2)})
    found = runner_up(facts)
    assert found == {
        "packages": [["koken", "bakken", "praten"]],
        "joined": [["koken", "praten"]],
        "freed": [],
        "parted": [],
        "price": -1.25,
    }
    assert chosen_packages(facts, "")["rival"] == found


def test_a_package_that_comes_back_in_what_comes_closest_says_nothing_of_it() -> None:
    facts = settle({**TORN, "q3_1@a1:a5": voices(3, 3, 3, 3)})
    assert runner_up_changes(facts, "a1+a2")
    assert not runner_up_changes(facts, "a3+a4")
    assert "rival" in parts(facts, "a1+a2")
    assert "rival" not in parts(facts, "a3+a4")


def parts(facts: Facts, package: str) -> set[object]:
    said = why(facts, package)["statements"]
    assert isinstance(said, list)
    return {it["part"] for it in said if isinstance(it, dict)}


def test_where_no_other_packages_concern_what_hangs_together_there_is_nothing_closest() -> None:
    apart = settle({**AGREED, "q3_1@a1:a2": voices(0, 0, 0, 0), "q3_1@a3:a4": voices(0, 0, 0, 0)})
    assert runner_up(apart) is None
    assert not runner_up_changes(apart, "a1+a2")


def test_of_few_voices_what_comes_closest_tells_the_outcome_only() -> None:
    one, other = (settle({**AGREED, "q3_1@a1:a5": answers}) for answers in (voices(0, 3, 3), voices(3, 3, 3)))
    assert runner_up(one) == runner_up(other)
