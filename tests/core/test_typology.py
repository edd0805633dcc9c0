"""The kind of initiative: every worked example, ties, the line between clear and mixed, and what goes with each."""

import json
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from core.typology import (
    APPROACHES,
    POINTS,
    Answers,
    AtHome,
    Criterion,
    Flag,
    Kind,
    approach_of,
    flags_of,
    kind_of,
    lacking,
    most_chosen,
)

FIXTURES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("method_fixtures.json").read_text("utf-8"))[
    "typology"
]
AT_HOME = {"Y12": AtHome.STREET}
"""The fixture says it in its name: residents do not identify with the area (G4)."""

NEIGHBOURS = {"t1": "neighbours", "t2": "street", "t3": "meeting", "t4": "none", "t5": "owners"}
NEIGHBOURHOOD = {"t1": "both", "t2": "neighbourhood", "t3": "caring", "t4": "neighbourhood", "t5": "co_steer"}
CARE = {"t1": "professionals", "t2": "wider", "t3": "care", "t4": "wider", "t5": "where_possible"}


def answers(given: dict[str, str]) -> Answers:
    """Answers by question; `a|b` is a tie."""
    return {Criterion(question): tuple(answer.split("|")) for question, answer in given.items()}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda it: it["id"])
def test_a_worked_example_gets_the_kind_and_the_flag_that_the_source_gives(fixture: dict[str, Any]) -> None:
    given = answers({key.lower(): value.replace("-", "_") for key, value in fixture["in"].items()})
    found = kind_of(given)
    assert found is not None
    assert found.value.kind == fixture["expect"]
    assert found.rule == "R41"
    flags = flags_of(Kind(fixture["expect"]), given, AT_HOME.get(fixture["id"]))
    if "flag" in fixture:
        assert [flag.value for flag in flags] == [fixture["flag"]]


def test_all_twelve_worked_examples_are_there() -> None:
    assert [fixture["id"] for fixture in FIXTURES] == [f"Y{number}" for number in range(1, 13)]


@pytest.mark.parametrize(
    ("given", "kind", "points"),
    [
        pytest.param(NEIGHBOURS, 1, (7, 0, 0), id="all of neighbours"),
        pytest.param(NEIGHBOURHOOD, 2, (0, 7, 0), id="all of the neighbourhood"),
        pytest.param(CARE, 3, (0, 1, 6), id="professionals count for two kinds"),
        pytest.param(NEIGHBOURHOOD | {"t1": "neighbours", "t3": "meeting"}, None, (3, 4, 0), id="a lead of one: mixed"),
        pytest.param(NEIGHBOURS | {"t2": "neighbourhood"}, 1, (5, 2, 0), id="a lead of three"),
        pytest.param(NEIGHBOURS | {"t2": "neighbourhood", "t3": "care"}, 1, (4, 2, 1), id="a lead of two is clear"),
        pytest.param(NEIGHBOURS | {"t2": "street|wider"}, 1, (6, 0, 1), id="a tie shares its points"),
        pytest.param(
            NEIGHBOURS | {"t1": "both", "t2": "street|neighbourhood", "t5": "co_steer"},
            None,
            (3, 4, 0),
            id="a tie can make it mixed",
        ),
    ],
)
def test_the_points_decide(given: dict[str, str], kind: int | None, points: tuple[int, ...]) -> None:
    found = kind_of(answers(given))
    assert found is not None
    assert found.value.kind == kind
    assert tuple(found.value.points.values()) == points
    assert found.rule == ("R42" if kind is None else "R41")
    assert [it.name for it in found.inputs] == ["t1", "t2", "t3", "t4", "t5"]


def test_whatever_is_answered_seven_points_are_given_and_a_mixed_one_has_a_small_lead() -> None:
    options = [tuple(POINTS[criterion]) for criterion in Criterion]
    for chosen in product(*options):
        found = kind_of(dict(zip(Criterion, ((answer,) for answer in chosen), strict=True)))
        assert found is not None
        assert sum(found.value.points.values()) == 7
        first, second, _ = sorted(found.value.points.values(), reverse=True)
        assert found.value.lead == first - second
        assert (found.value.kind is None) is (found.value.lead < 2)


@pytest.mark.parametrize("criterion", Criterion)
def test_without_an_answer_the_rule_does_not_fire_and_says_what_it_lacks(criterion: Criterion) -> None:
    given = {key: value for key, value in answers(CARE).items() if key is not criterion}
    for partly in (given, {**given, criterion: ()}):
        assert kind_of(partly) is None
        assert lacking(partly) == (criterion,)


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        pytest.param((), (), id="nobody knew"),
        pytest.param(("wider",), ("wider",), id="one"),
        pytest.param(("street", "wider", "wider"), ("wider",), id="most"),
        pytest.param(("wider", "street"), ("street", "wider"), id="a tie in an order that says nothing"),
    ],
)
def test_the_answer_of_a_group_is_what_most_said(voices: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert most_chosen(voices) == expected


@pytest.mark.parametrize(
    ("kind", "given", "at_home", "expected"),
    [
        pytest.param(1, NEIGHBOURS | {"t2": "wider"}, None, [Flag.UMBRELLA], id="umbrella over streets"),
        pytest.param(1, NEIGHBOURS | {"t2": "street|wider"}, None, [], id="half of the group says wider"),
        pytest.param(1, NEIGHBOURS, AtHome.SENSITIVE, [], id="a street needs no brand"),
        pytest.param(2, NEIGHBOURHOOD, AtHome.STREET, [Flag.NO_BRAND_YET], id="at home in the street"),
        pytest.param(2, NEIGHBOURHOOD, AtHome.SENSITIVE, [Flag.NO_BRAND_YET], id="the name is sensitive"),
        pytest.param(2, NEIGHBOURHOOD, AtHome.PARTLY, [], id="partly at home"),
        pytest.param(2, NEIGHBOURHOOD, AtHome.YES, [], id="at home"),
        pytest.param(2, NEIGHBOURHOOD, None, [], id="not known, or not asked"),
        pytest.param(3, CARE, None, [Flag.MINDSET], id="a mindset, not an area"),
        pytest.param(3, CARE | {"t4": "neighbourhood"}, None, [], id="care that works here"),
    ],
)
def test_flags_go_with_their_kind(
    kind: int, given: dict[str, str], at_home: AtHome | None, expected: list[Flag]
) -> None:
    found = flags_of(Kind(kind), answers(given), at_home)
    assert [flag.value for flag in found] == expected
    assert all(flag.inputs for flag in found)


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_approach_and_its_warnings(kind: Kind) -> None:
    found = approach_of(kind)
    assert (found.rule, found.value) == ("R43", APPROACHES[kind])
    assert found.value.does
    assert found.value.warns


def test_points_are_exact() -> None:
    found = kind_of(answers(NEIGHBOURS | {"t1": "neighbours|both|professionals"}))
    assert found is not None
    assert found.value.points[Kind.OF_NEIGHBOURHOOD] == Fraction(1)
    assert found.value.points[Kind.OF_NEIGHBOURS] == Fraction(17, 3)
