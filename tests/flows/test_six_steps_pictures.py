"""What the pictures of the six steps show."""

import json
from itertools import combinations

import pytest

from flows.facts import Facts
from flows.six_steps import SIX_STEPS
from flows.values import Place, Value
from tests.flows.six_steps_groups import ALONE, CUT, INDEPENDENT, LOOSE, RICH, UNKNOWN
from tests.flows.six_steps_walk import MARIA, STEDEREN, groups, listed, settle, voices


def picture(facts: Facts, name: str) -> dict[str, object]:
    return dict(SIX_STEPS.views[name](facts, ""))


SMALL: dict[Place, Value] = {
    "q2_3": listed(a1="koken", a2="eten", a3="wandelen"),
    "q3_1@a1:a2": voices(3, 3),
    "q3_1@a1:a3": voices(0, 2, 2),
    "q3_4": groups("a1+a2", "a3"),
}


def test_the_matrix_holds_the_outcome_of_each_pair_in_the_order_of_the_packages() -> None:
    assert picture(settle({**SMALL, "q3_4": groups("a2+a3", "a1")}), "matrix") == {
        "packages": [{"name": "", "activities": ["eten", "wandelen"]}, {"name": "", "activities": ["koken"]}],
        "levels": [[], [None], [3, 2]],
    }


def test_the_matrix_says_nothing_of_single_voices() -> None:
    levels = picture(settle(SMALL), "matrix")["levels"]
    assert levels == [[], [3], [2, None]]


def test_the_map_links_packages_that_touch_as_agreed_else_as_suggested(maria: Facts) -> None:
    found = picture(maria, "map")
    assert [it["activities"] for it in found["packages"]] == [  # type: ignore[attr-defined] # a plain value
        ["Kinesitherapie", "Kleine aanpassingen aan het huis"],
        *([name] for name in ("Huishoudhulp", "Hygiënische zorgen", "Gezelschap")),
    ]
    assert found["between"] == [{"a": 1, "b": 2, "intensity": 2}]


def test_without_an_agreement_the_map_shows_the_suggestion() -> None:
    facts = settle(SMALL)
    suggested = SIX_STEPS.suggestions["closeness_between"](facts, "a1+a2:a3")
    assert suggested
    assert picture(facts, "map")["between"] == [{"a": 0, "b": 1, "intensity": suggested}]


@pytest.fixture(scope="module")
def maria() -> Facts:
    return settle(MARIA)


@pytest.mark.parametrize("name", ["matrix", "map"])
def test_one_activity_is_no_picture(name: str) -> None:
    assert picture(settle({"q2_3": listed(a1="koken")}), name) == {}
    assert picture(settle(ALONE), name) != {}


@pytest.mark.parametrize("name", ["matrix", "map"])
@pytest.mark.parametrize("answers", [MARIA, STEDEREN, RICH, CUT, LOOSE, INDEPENDENT, UNKNOWN])
def test_a_picture_is_json_and_whole(name: str, answers: dict[Place, Value]) -> None:
    found = picture(settle(answers), name)
    assert json.loads(json.dumps(found)) == found
    names = [name for package in found["packages"] for name in package["activities"]]  # type: ignore[attr-defined] # a plain value
    assert len(names) == len(set(names))
    levels = found.get("levels", [[None] * place for place in range(len(names))])
    assert [len(row) for row in levels] == list(range(len(names)))  # type: ignore[attr-defined] # a plain value
    places = range(len(found["packages"]))  # type: ignore[arg-type] # a plain value
    links = [(link["a"], link["b"]) for link in found.get("between", [])]  # type: ignore[attr-defined] # a plain value
    assert set(links) <= set(combinations(places, 2))
