"""A flow is examined before anyone meets it; each fault is named with thing, value and expectation."""

from typing import Any

import pytest

from core.scales import Coherence
from flows.checks import FlowFault, checked, problems_in, texts_needed
from flows.model import (
    AnyStep,
    Arrange,
    Choice,
    Date,
    Fill,
    Flow,
    FlowName,
    Grid,
    ListOf,
    Loop,
    Repeat,
    Scale,
    SeenBy,
    Several,
    Show,
    Text,
    Voice,
)
from tests.flows.sparks import SPARKS
from tests.flows.street_party import PARTY

HELLO = Show(id="hello", part=0)


def of(*steps: AnyStep | Loop, **tables: Any) -> Flow:
    return Flow(id=FlowName("f"), version=1, steps=steps, **tables)


LEAF = of(Show(id="leaf", part=0))
EACH_THING = {"thing": Repeat(lambda facts: (), lambda facts, item: {})}


@pytest.mark.parametrize("flow", [PARTY, SPARKS], ids=lambda flow: flow.id)
def test_the_flows_of_the_tests_are_sound(flow: Flow) -> None:
    assert problems_in(flow) == ()
    assert checked(flow) is flow


@pytest.mark.parametrize(
    ("flow", "problem"),
    [
        pytest.param(of(), "f has no steps, expected one or more", id="empty"),
        pytest.param(of(HELLO, HELLO), "f.hello stands 2 times, expected once", id="id twice"),
        pytest.param(
            of(Show(id="a", part=2), Show(id="b", part=1)), "f.b is of part 1, but follows part 2", id="part goes down"
        ),
        pytest.param(
            of(Show(id="a", part=0, repeat="thing")),
            "f.a names 'thing', which is not among the repeats: ",
            id="unknown repeat",
        ),
        pytest.param(
            of(Loop(over="thing", steps=(HELLO,))),
            "f.loop thing names 'thing', which is not among the repeats: ",
            id="loop over nothing known",
        ),
        pytest.param(
            of(HELLO, Loop(over="thing", steps=()), repeats=EACH_THING),
            "f loops over 'thing' without steps",
            id="empty loop",
        ),
        pytest.param(
            of(Loop(over="thing", steps=(Show(id="a", part=0, repeat="thing"),)), repeats=EACH_THING),
            "f.a repeats over 'thing' inside the loop over 'thing', expected the loop alone",
            id="repeat in a loop",
        ),
        pytest.param(
            of(
                Show(id="a", part=0, when="now"),
                Show(id="b", part=0, when="later"),
                conditions={"now": lambda facts, item: True},
            ),
            "f.b names 'later', which is not among the conditions: now",
            id="unknown condition",
        ),
        pytest.param(
            of(Choice(id="a", part=0, options="them")),
            "f.a names 'them', which is not among the options: ",
            id="unknown options",
        ),
        pytest.param(
            of(Scale(id="a", part=0, scale=Coherence, suggest="this")),
            "f.a names 'this', which is not among the suggestions: ",
            id="unknown suggestion",
        ),
        pytest.param(
            of(Show(id="a", part=0, view="all")), "f.a names 'all', which is not among the views: ", id="unknown view"
        ),
        pytest.param(
            of(Show(id="a", part=0, picture="all")),
            "f.a names 'all', which is not among the views: ",
            id="unknown picture",
        ),
        pytest.param(
            of(HELLO, Show(id="a", part=0, picture="hello"), views={"hello": lambda facts, item: {}}),
            "f.a has a picture called 'hello', which is a step; what was shown is kept by both names",
            id="a picture called as a step",
        ),
        pytest.param(
            of(HELLO, views={"all": lambda facts, item: {}}), "f.views declares 'all', which no step uses", id="unused"
        ),
        pytest.param(
            of(Text(id="a", part=0, voice=Voice.EACH)),
            "f.a is a Text in everyone's own voice, expected a Choice or a Scale",
            id="words in everyone's voice",
        ),
        pytest.param(
            of(HELLO, Choice(id="a", part=0, voice=Voice.EACH, choices=("x",), again_of="hello")),
            "f.a asks 'hello' again, expected a hidden question of the same kind",
            id="asked again and never before",
        ),
        pytest.param(
            of(
                Fill(id="a", part=0, sheet=LEAF),
                Fill(id="b", part=0, sheet=of(Text(id="c", part=0, again_of="d")), again_of="a"),
            ),
            "f.b asks 'd' again, which was on no sheet",
            id="asked again on a sheet and never before",
        ),
        pytest.param(
            of(Fill(id="a", part=0, repeat="thing", sheet=LEAF), repeats=EACH_THING),
            "f.a is repeated over 'thing', but a sheet is filled in once",
            id="sheets per thing",
        ),
        pytest.param(
            of(Fill(id="a", part=0, sheet=LEAF, voice=Voice.TOGETHER)),
            "f.a is filled in together, expected each",
            id="sheet in the voice of all",
        ),
        pytest.param(
            of(Fill(id="a", part=0, sheet=LEAF, brings=("b",)), Show(id="b", part=0)),
            "f.a brings 'b', which does not come before it",
            id="brought too early",
        ),
        pytest.param(
            of(Show(id="leaf", part=0), Fill(id="a", part=0, sheet=LEAF, brings=("leaf",))),
            "f.a brings 'leaf', which is a step of f as well",
            id="brought twice",
        ),
        pytest.param(
            of(Fill(id="a", part=0, sheet=of())), "f.a: f has no steps, expected one or more", id="fault on a sheet"
        ),
        pytest.param(
            of(Fill(id="a", part=0, sheet=of(Fill(id="b", part=0, sheet=LEAF)))),
            "f.a: f.b stands on a sheet, which has no sheets of its own",
            id="sheet on a sheet",
        ),
        pytest.param(
            of(Fill(id="a", part=0, sheet=of(Scale(id="b", part=0, scale=Coherence, voice=Voice.EACH)))),
            "f.a: f.b stands on a sheet in the voice each, expected together",
            id="many voices on a sheet",
        ),
        pytest.param(
            of(Fill(id="a", part=0, sheet=of(Text(id="b", part=0, seen_by=SeenBy.NAME)))),
            "f.a: f.b is seen by name, but nobody is named",
            id="name for nobody",
        ),
        pytest.param(
            of(Several(id="a", part=0)), "f.a has nothing to choose, expected choices or options", id="no choices"
        ),
        pytest.param(
            of(Show(id="a", part=0, required=True)),
            "f.a is a required Show, but a Show has no answer",
            id="required message",
        ),
        pytest.param(
            of(Grid(id="a", part=0, rows=(), columns=("x",))),
            "f.a has 0 rows and 1 columns, expected some of both",
            id="empty grid",
        ),
        pytest.param(
            of(ListOf(id="a", part=0, prefix="a:")), "f.a starts its ids with 'a:', expected a plain name", id="prefix"
        ),
        pytest.param(
            of(Show(id="a@b", part=0)), "f.a@b is no plain name, expected lower case letters, digits and _", id="id"
        ),
        pytest.param(
            of(Choice(id="a", part=0, choices=("x", "x"))), "f.a has the code 'x' 2 times, expected once", id="code"
        ),
        pytest.param(
            of(Choice(id="a", part=0, locked_by=("b",), choices=("x",))),
            "f.a is locked by 'b', which is not a step",
            id="unknown lock",
        ),
        pytest.param(
            of(Show(id="a", part=0, locked_by=("b",)), Text(id="b", part=0)),
            "f.a is locked by 'b', which does not come before it",
            id="later lock",
        ),
        pytest.param(
            of(Text(id="b", part=0), Show(id="a", part=0, repeat="thing", locked_by=("b",)), repeats=EACH_THING),
            "f.a is locked by 'b', which is repeated over None, not over 'thing'",
            id="lock of another repeat",
        ),
    ],
)
def test_one_fault(flow: Flow, problem: str) -> None:
    assert problems_in(flow) == (problem,)


def test_what_is_explained_on_demand_is_used_by_no_step() -> None:
    assert problems_in(of(HELLO, views={"why": lambda facts, item: {}}, options={"why": lambda facts, item: ()})) == ()


def test_an_arrangement_names_a_suggestion_and_a_view() -> None:
    assert problems_in(of(Arrange(id="a", part=0, start="begin", price="cost"))) == (
        "f.a names 'begin', which is not among the suggestions: ",
        "f.a names 'cost', which is not among the views: ",
    )


@pytest.mark.parametrize("code", ["?", "take", "same", "apart", "move"])
def test_the_words_of_the_engine_are_no_codes(code: str) -> None:
    assert problems_in(of(Several(id="a", part=0, choices=(code,)))) == (
        f"f.a has the code {code!r}, which is a word of the engine",
    )


@pytest.mark.parametrize("code", ["!x", "x|y", "x=y", "in:1", "X", "", "é", "x y"])
def test_codes_are_plain(code: str) -> None:
    for step in (Choice(id="a", part=0, choices=(code,)), Grid(id="a", part=0, rows=(code,), columns=("x",))):
        assert problems_in(of(step)) == (f"f.a has the code {code!r}, expected lower case letters, digits and _",)


def test_codes_fit_on_a_button() -> None:
    assert problems_in(of(Choice(id="a", part=0, choices=("x" * 24,)))) == ()
    assert problems_in(of(Choice(id="a", part=0, choices=("x" * 25,)))) == (
        f"f.a has the code '{'x' * 25}', expected at most 24 bytes",
    )
    cell = f"{'x' * 12}={'y' * 12}"
    assert problems_in(of(Grid(id="a", part=0, rows=("x" * 12,), columns=("y" * 12,)))) == (
        f"f.a has the cell '{cell}', expected at most 24 bytes",
    )


def test_all_faults_are_listed_at_once() -> None:
    with pytest.raises(FlowFault) as fault:
        checked(of(Show(id="a", part=1, required=True), Show(id="b", part=0, view="all")))
    assert str(fault.value).splitlines() == [
        "f.b is of part 0, but follows part 1",
        "f.b names 'all', which is not among the views: ",
        "f.a is a required Show, but a Show has no answer",
    ]


def test_the_texts_that_a_catalogue_must_hold() -> None:
    flow = of(
        HELLO,
        Choice(id="one", part=0, choices=("x", "y"), options="them"),
        Several(id="some", part=0, choices=("z",)),
        Grid(id="grid", part=0, rows=("r",), columns=("c",)),
        Date(id="day", part=0),
    )
    assert sorted(texts_needed(flow)) == sorted(
        [
            "hello.tell",
            *("one.title", "one.ask", "one.choices.x", "one.choices.y"),
            *("some.title", "some.ask", "some.choices.z"),
            *("grid.title", "grid.ask", "grid.rows.r", "grid.columns.c"),
            *("day.title", "day.ask"),
        ]
    )
