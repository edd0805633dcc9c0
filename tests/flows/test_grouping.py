"""Moving a thing to another group: pick, say where to, see the price, say yes."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.grouping import ALONE, groups_of, moved, rearranged
from flows.refusal import Refused
from flows.run import Draft, Move
from flows.values import Arranged

GROUPS = (("a", "b"), ("c",))


def after(*codes: str) -> Draft:
    return reduce(rearranged, codes, Draft(value=Arranged(GROUPS)))


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        pytest.param(Move("a", 1), (("b",), ("c", "a")), id="to another group"),
        pytest.param(Move("c", 0), (("a", "b", "c"),), id="the last one out closes the group"),
        pytest.param(Move("a", ALONE), (("b",), ("c",), ("a",)), id="to a group of its own"),
        pytest.param(Move("a"), GROUPS, id="not said where to"),
    ],
)
def test_moved(move: Move, expected: tuple[tuple[str, ...], ...]) -> None:
    assert moved(GROUPS, move) == expected


def test_nothing_changes_before_the_yes() -> None:
    assert after("move") == Draft(value=Arranged(GROUPS), moving=True)
    assert after("move", "thing:a") == Draft(value=Arranged(GROUPS), moving=True, move=Move("a"))
    assert after("move", "thing:a", "to:1") == Draft(value=Arranged(GROUPS), moving=True, move=Move("a", 1))


def test_yes_does_it_and_no_forgets_it() -> None:
    assert after("move", "thing:a", "to:1", "yes") == Draft(value=Arranged((("b",), ("c", "a"))))
    assert after("move", "thing:a", "to:1", "no") == Draft(value=Arranged(GROUPS))


def test_another_thing_or_another_place_may_be_picked_before_the_yes() -> None:
    assert after("thing:a", "to:1", "thing:b", "to:new", "yes").value == Arranged((("a",), ("c",), ("b",)))
    assert after("thing:a", "to:1", "move").move is None


@pytest.mark.parametrize(
    "codes",
    [
        ("thing:z",),
        ("thing:",),
        ("to:1",),
        ("yes",),
        ("thing:a", "yes"),
        ("thing:a", "to:0"),
        ("thing:a", "to:2"),
        ("thing:a", "to:-1"),
        ("thing:a", "to:x"),
        ("thing:a", "to:²"),
        ("thing:c", "to:new"),
        ("",),
        ("same",),
    ],
    ids="/".join,
)
def test_a_tap_that_does_not_belong_is_refused(codes: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as refused:
        after(*codes)
    assert refused.value.key == "unknown_button"


def test_without_groups_there_is_nothing_to_move() -> None:
    assert groups_of(Draft()) == ()
    with pytest.raises(Refused):
        rearranged(Draft(), "thing:a")


@given(st.lists(st.sampled_from(("move", "thing:a", "thing:b", "thing:c", "to:0", "to:1", "to:new", "yes", "no"))))
def test_no_thing_is_ever_lost_or_doubled(codes: list[str]) -> None:
    draft = Draft(value=Arranged(GROUPS))
    for code in codes:
        try:
            draft = rearranged(draft, code)
        except Refused:
            continue
        assert sorted(thing for group in groups_of(draft) for thing in group) == ["a", "b", "c"]
        assert all(groups_of(draft))
