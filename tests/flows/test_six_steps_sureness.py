"""How sure the packages are, told in readings out of twenty."""

from itertools import combinations

from flows.facts import Facts
from flows.six_steps.items import both_of
from flows.six_steps.sureness import least_sure, stability, talk_first
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


def test_names_stand_in_the_order_of_the_list() -> None:
    found = talk_first(settle(TORN))
    assert found is not None
    places = list(NAMES.values())
    assert places.index(str(found["a"])) < places.index(str(found["b"]))
    assert both_of("a1:a5") == ("a1", "a5")
