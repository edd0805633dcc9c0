"""A picture beside what is told: once, as long as it shows the same."""

from collections.abc import Mapping

from flows.checks import problems_in
from flows.facts import Facts
from flows.model import Flow, FlowName, ListOf, Show, Text
from flows.run import Tell
from flows.values import Item
from flows.views import Json
from tests.flows.playing import Group


def _said(facts: Facts, _: Item) -> Mapping[str, Json]:
    return {"things": [entry.text for entry in facts.entries("things")], "why": facts.text("why")}


def _drawn(facts: Facts, _: Item) -> Mapping[str, Json]:
    return {"things": [entry.text for entry in facts.entries("things")]} if facts.entries("things") else {}


FLOW = Flow(
    id=FlowName("drawn"),
    version=1,
    steps=(
        ListOf(id="things", part=0, prefix="t"),
        Text(id="why", part=0, one=True),
        Show(id="plan", part=0, view="said", picture="drawing", wait=True),
        Text(id="last", part=0, one=True),
    ),
    views={"said": _said, "drawing": _drawn},
)


def pictures(group: Group) -> list[str | None]:
    return [effect.picture for effect in group.effects if isinstance(effect, Tell)]


def told(*things: str) -> Group:
    group = Group(FLOW, "Anna")
    for thing in things:
        group.says("Anna", thing)
    group.next()
    group.says("Anna", "daarom")
    return group


def test_the_flow_of_these_tests_is_sound() -> None:
    assert problems_in(FLOW) == ()


def test_a_picture_comes_with_what_is_told() -> None:
    assert pictures(told("soep")) == ["drawing"]


def test_without_anything_to_see_there_is_no_picture() -> None:
    group = told()
    assert pictures(group) == [None]
    assert group.run.current == "plan"


def test_what_is_told_anew_brings_no_picture_that_the_group_has() -> None:
    group = told("soep")
    group.reopens("why")
    group.says("Anna", "anders")
    assert pictures(group) == [None]


def test_a_picture_that_changed_comes_again() -> None:
    group = told("soep")
    group.reopens("things")
    group.says("Anna", "taart")
    group.next()
    assert pictures(group) == ["drawing"]
