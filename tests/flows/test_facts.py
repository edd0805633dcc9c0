"""Closed answers as the tables of a flow read them: what is missing reads as empty, never as zero."""

from datetime import date

import pytest

from flows.facts import Facts
from flows.values import (
    Arranged,
    Dated,
    Entry,
    Filled,
    Listed,
    Picked,
    Rated,
    Said,
    Seen,
    Skipped,
    Value,
    Voices,
    item_of,
    place_of,
    step_of,
)

DONT_KNOW = Skipped("dont_know")
A, B = Entry("a1", "Soep"), Entry("a2", "Taart")


def test_a_place_is_a_step_or_a_step_about_an_item() -> None:
    assert (place_of("q1"), place_of("q1", "a1:a2")) == ("q1", "q1@a1:a2")
    assert (step_of("q1@a1:a2"), item_of("q1@a1:a2"), item_of("q1")) == ("q1", "a1:a2", "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(None, False, id="nothing"),
        pytest.param(Skipped(), False, id="skipped"),
        pytest.param(DONT_KNOW, False, id="unknown"),
        pytest.param(Voices(()), False, id="nobody"),
        pytest.param(Voices((DONT_KNOW, DONT_KNOW)), False, id="nobody knows"),
        pytest.param(Voices((DONT_KNOW, Rated(0))), True, id="one knows"),
        pytest.param(Rated(0), True, id="zero is an answer"),
        pytest.param(Said(("ja",)), True, id="words"),
    ],
)
def test_only_a_real_answer_counts(value: Value | None, expected: bool) -> None:  # noqa: FBT001 a case of the table
    assert Facts({"q": value} if value else {}).has("q") is expected


def test_each_kind_of_answer_is_read_as_what_it_is() -> None:
    facts = Facts(
        {
            "picked@a1": Picked(("x", "y")),
            "rated": Rated(2),
            "voices": Voices((Rated(3), DONT_KNOW, Rated(1))),
            "said": Said(("een", "twee")),
            "listed": Listed((A, B)),
            "dated": Dated(date(2026, 12, 15)),
            "filled": Filled((("row", "column"),)),
            "arranged": Arranged((("a1",), ("a2",))),
        }
    )
    assert (facts.choices("picked", "a1"), facts.choice("picked", "a1")) == (("x", "y"), "x")
    assert (facts.levels("rated"), facts.levels("voices")) == ((2,), (1, 3))
    assert (facts.lines("said"), facts.text("said")) == (("een", "twee"), "een\ntwee")
    assert facts.entries("listed") == (A, B)
    assert facts.day("dated") == "2026-12-15"
    assert facts.cells("filled") == {"row": "column"}
    assert facts.groups("arranged") == (("a1",), ("a2",))


@pytest.mark.parametrize("value", [None, Skipped(), Seen()])
def test_what_was_passed_reads_as_empty(value: Value | None) -> None:
    facts = Facts({"q": value} if value else {})
    assert facts.value("q") == value
    assert (facts.choices("q"), facts.choice("q"), facts.levels("q"), facts.lines("q")) == ((), None, (), ())
    assert (facts.text("q"), facts.entries("q"), facts.day("q")) == ("", (), None)
    assert (facts.cells("q"), facts.groups("q")) == ({}, ())


def test_items_with_an_answer_come_in_the_order_in_which_they_were_closed() -> None:
    facts = Facts({"q@a2": Rated(1), "other@a3": Rated(1), "q@a1": Skipped(), "q": Rated(2)})
    assert facts.items_with("q") == ("a2", "a1")
