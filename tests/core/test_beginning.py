from itertools import product

import pytest

from core.coordination import (
    KNOWLEDGE_QUESTIONS,
    Done,
    Meets,
    Mode,
    Standing,
    Status,
    activity_status,
    are_sparks_hidden,
    knowledge_gaps,
    mode_of,
)
from core.scales import Knowledge


@pytest.mark.parametrize(
    ("standing", "mode"),
    [
        (Standing.STARTING, Mode.QUICK),
        (Standing.HARD, Mode.CHECK),
        (Standing.GROWING, Mode.DESIGN),
        (Standing.GOING_WELL, Mode.LIGHT),
    ],
)
def test_where_a_group_stands_says_which_road_fits(standing: Standing, mode: Mode) -> None:
    found = mode_of(standing)
    assert (found.value, found.rule) == (mode, "R1")
    assert [(it.name, it.value) for it in found.inputs] == [("standing", standing)]


@pytest.mark.parametrize("known", [None, *Knowledge])
def test_only_a_challenge_that_is_not_well_known_has_gaps(known: Knowledge | None) -> None:
    found = knowledge_gaps(known, ())
    assert (found is not None) is (known is not None and known < 3)


def test_the_gaps_are_the_empty_questions_of_step_1_in_order() -> None:
    found = knowledge_gaps(Knowledge.HALF, {"Q1.3", "Q1.7", "Q9.9"})
    assert found is not None
    assert found.value == ("Q1.2", "Q1.4", "Q1.5", "Q1.6", "Q1.8")


def test_a_group_that_wrote_all_down_is_warned_without_gaps() -> None:
    found = knowledge_gaps(Knowledge.HARDLY, KNOWLEDGE_QUESTIONS)
    assert found is not None
    assert found.value == ()


@pytest.mark.parametrize(("mode", "step"), [*product(Mode, range(7))])
def test_sparks_are_hidden_only_while_designing_before_step_6(mode: Mode, step: int) -> None:
    assert are_sparks_hidden(mode, step) is (mode is Mode.DESIGN and step < 6)


@pytest.mark.parametrize(
    ("done", "meets", "expected"),
    [
        (Done.YES, Meets.YES, Status.KEEP),
        (Done.YES, Meets.PARTLY, Status.ADAPT),
        (Done.YES, Meets.NO, Status.ADAPT),
        (Done.PARTLY, Meets.YES, Status.KEEP),
        (Done.PARTLY, Meets.PARTLY, Status.ADAPT),
        (Done.PARTLY, Meets.NO, Status.ADAPT),
    ],
)
def test_what_is_done_is_kept_or_adapted_by_whether_it_meets_the_need(
    done: Done, meets: Meets, expected: Status
) -> None:
    found = activity_status(done, meets)
    assert found is not None
    assert (found.value, found.rule) == (expected, "R19")
    assert [it.value for it in found.inputs] == [done, meets]


@pytest.mark.parametrize("meets", [None, *Meets])
def test_what_is_not_done_is_set_up_and_what_is_unknown_is_found_out(meets: Meets | None) -> None:
    not_done, unknown = activity_status(Done.NO, meets), activity_status(Done.UNKNOWN, meets)
    assert not_done is not None
    assert unknown is not None
    assert (not_done.value, unknown.value) == (Status.SET_UP, Status.FIND_OUT)


@pytest.mark.parametrize("done", [Done.YES, Done.PARTLY])
def test_without_knowing_whether_it_meets_the_need_nothing_is_said(done: Done) -> None:
    assert activity_status(done, None) is None
