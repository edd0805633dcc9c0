"""Runs as JSON and back: what is stored comes back equal, and only what changed is written."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.stored import answer_changes, run_from, same_state, state_of
from core.ids import ParticipantId
from flows.model import FlowName
from flows.run import Doubt, Draft, Move, Run, Status
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
    Single,
    Skipped,
    Value,
    Voices,
)
from tests.flows.playing import after_restart

WORDS = st.text(max_size=12)
SHARED = st.one_of(
    st.builds(Picked, st.tuples(WORDS)),
    st.builds(Rated, st.integers(-9, 9)),
    st.builds(Said, st.tuples(WORDS, WORDS)),
    st.builds(Listed, st.tuples(st.builds(Entry, WORDS, WORDS))),
    st.builds(Dated, st.dates()),
    st.builds(Filled, st.tuples(st.tuples(WORDS, WORDS))),
    st.builds(Arranged, st.tuples(st.tuples(WORDS, WORDS), st.tuples(WORDS))),
)
SINGLE: st.SearchStrategy[Single] = st.one_of(SHARED, st.builds(Skipped, st.sampled_from(("skip", "dont_know"))))
VALUE: st.SearchStrategy[Value] = st.one_of(
    SINGLE, st.just(Seen()), st.builds(Voices, st.lists(SINGLE, max_size=3).map(tuple))
)
PEOPLE = st.text(min_size=1, max_size=5).map(ParticipantId)
DRAFTS = st.builds(
    Draft,
    value=st.none() | SHARED,
    doubts=st.tuples(st.builds(Doubt, WORDS, WORDS)) | st.just(()),
    move=st.none() | st.builds(Move, WORDS, st.none() | st.integers(-1, 5)),
    moving=st.booleans(),
    warned=st.booleans(),
)
RUNS = st.builds(
    Run,
    flow=WORDS.map(FlowName),
    flow_version=st.integers(1, 9),
    facilitator=PEOPLE,
    status=st.sampled_from(Status),
    members=st.lists(PEOPLE, max_size=3).map(tuple),
    current=st.none() | WORDS,
    ask=st.integers(0, 999),
    draft=DRAFTS,
    votes=st.dictionaries(WORDS, st.dictionaries(PEOPLE, SINGLE, min_size=1, max_size=3), max_size=2),
    settled=st.dictionaries(WORDS, VALUE, max_size=4),
    reopened=st.none() | WORDS,
    previous=st.none() | WORDS,
    parked=st.lists(WORDS, max_size=2).map(tuple),
    next_id=st.integers(1, 99),
    aside=st.dictionaries(WORDS, DRAFTS, max_size=2),
    shown=st.dictionaries(WORDS, WORDS, max_size=2),
)

RUN = Run(flow=FlowName("f"), flow_version=1, facilitator=ParticipantId("p1"))
ANNA, BRAM = ParticipantId("anna"), ParticipantId("bram")


@given(RUNS)
def test_a_run_comes_back_as_it_was_stored(run: Run) -> None:
    assert after_restart(None, run, {}) == run


@given(RUNS, RUNS)
def test_only_changes_are_written_and_they_are_enough(before: Run, after: Run) -> None:
    rows: dict[tuple[str, str], str] = {}
    stored = after_restart(None, before, rows)
    assert after_restart(stored, after, rows) == after
    assert answer_changes(after, after) == {}


@given(RUNS)
def test_answers_are_rows_and_not_part_of_the_state(run: Run) -> None:
    state = state_of(run)
    assert run_from(state, {}) == replace(run, votes={}, settled={})
    assert same_state(run, replace(run, votes={}, settled={}))
    assert not same_state(run, replace(run, ask=run.ask + 1))


def test_closed_answers_keep_the_order_in_which_they_were_closed() -> None:
    rows: dict[tuple[str, str], str] = {}
    first = after_restart(None, replace(RUN, settled={"b": Rated(1)}), rows)
    second = after_restart(first, replace(first, settled={**first.settled, "a": Rated(2)}), rows)
    again = after_restart(second, replace(second, settled={**second.settled, "b": Rated(3)}), rows)
    assert list(again.settled) == ["b", "a"]


def test_a_vote_is_one_row_and_a_changed_one_takes_its_place() -> None:
    before = replace(RUN, votes={"q": {ANNA: Rated(1)}})
    after = replace(RUN, votes={"q": {ANNA: before.votes["q"][ANNA], BRAM: Rated(2)}})
    assert answer_changes(before, after) == {("q", "bram"): '{"level":2,"kind":"rated"}'}


def test_the_last_vote_that_goes_takes_its_row_along() -> None:
    before = replace(RUN, votes={"q": {ANNA: Rated(1)}})
    assert answer_changes(before, RUN) == {("q", "anna"): None}
    assert answer_changes(before, replace(RUN, votes={"q": {BRAM: Rated(2)}})) == {
        ("q", "anna"): None,
        ("q", "bram"): '{"level":2,"kind":"rated"}',
    }


def test_a_reopened_message_takes_its_row_along() -> None:
    assert answer_changes(replace(RUN, settled={"q": Seen()}), RUN) == {("q", ""): None}


def test_what_is_stored_can_be_read_by_people_and_by_later_releases() -> None:
    run = replace(RUN, settled={"q@a1": Dated(date(2026, 12, 15)), "r": Voices((Rated(2), Skipped("dont_know")))})
    assert answer_changes(None, run) == {
        ("q@a1", ""): '{"day":"2026-12-15","kind":"dated"}',
        ("r", ""): '{"values":[{"level":2,"kind":"rated"},{"reason":"dont_know","kind":"skipped"}],"kind":"voices"}',
    }
