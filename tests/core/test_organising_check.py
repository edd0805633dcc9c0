"""The check: how statements stand, what they point to, what to work on first, and what two results may not tell."""

import json
from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from core.organising_check import (
    PROBLEMS,
    THEMES,
    CheckItem,
    Direction,
    Presence,
    Problem,
    advice,
    beside,
    changes,
    held_back,
    profile,
    reading_of,
    readings,
    steering_group,
    tells_of_few,
    too_few,
)
from core.voices import Band, Spread

C = CheckItem
METHOD = json.loads(Path(__file__).with_name("method_fixtures.json").read_text(encoding="utf-8"))


def four(mean: float) -> Spread:
    """Four answers as close together as they can be around a mean in quarters."""
    low, more = divmod(int(mean * 4), 4)
    return Spread((low + 1,) * more + (low,) * (4 - more))


def answers(default: float = 4, /, **by_item: float | Spread) -> dict[CheckItem, Spread]:
    """A group of four that answers every statement alike, but for the ones named."""
    given = {item: by_item.get(item.value, default) for item in CheckItem}
    return {item: it if isinstance(it, Spread) else four(it) for item, it in given.items()}


def without(there: dict[CheckItem, Spread], *items: CheckItem) -> dict[CheckItem, Spread]:
    return {item: spread for item, spread in there.items() if item not in items}


# --- the table ---


def test_every_statement_stands_in_one_theme_in_order() -> None:
    assert [item for items in THEMES.values() for item in items] == list(CheckItem)


def test_every_statement_points_to_a_problem() -> None:
    assert {item for items in PROBLEMS.values() for item in items} == set(CheckItem)
    assert Counter(PROBLEMS[Problem.TALK_ONLY])[C.MOVES_BETWEEN] == 2


# --- one statement ---


@pytest.mark.parametrize(
    ("mean", "band"), [(4, Band.STRONG), (3.75, Band.WATCH), (3, Band.WATCH), (2.75, Band.WEAK), (1, Band.WEAK)]
)
def test_a_mean_stands_in_a_band(mean: float, band: Band) -> None:
    found = reading_of(C.WHOLE, answers(c3=mean))
    assert found is not None
    assert (found.value.band, found.value.score, found.rule) == (band, Fraction(mean), "R12")
    assert [(it.value, it.of) for it in found.inputs] == [(Fraction(mean), ("c3",))]


def test_a_split_is_said_with_its_own_rule() -> None:
    found = reading_of(C.WHOLE, answers(c3=Spread((2, 2, 5, 5))))
    assert found is not None
    assert (found.value.is_split, found.rule) == (True, "R13")


def test_what_a_third_does_not_know_is_not_visible() -> None:
    found = readings(answers(c3=Spread((4,) * 4, dont_know=2), c4=Spread((4,) * 5, dont_know=2)))
    assert [item for item, it in found.items() if it.not_visible] == [C.WHOLE]


def test_below_four_answers_a_statement_counts_for_nothing() -> None:
    few = answers(c2=Spread((1, 1, 1), dont_know=5))
    assert reading_of(C.NEED_EACH_OTHER, few) is None
    assert C.NEED_EACH_OTHER not in readings(few)
    assert too_few(few) == (C.NEED_EACH_OTHER,)
    assert advice(few) == {}
    assert Problem.FRAGMENTATION not in profile(answers(1, c2=Spread((1, 1, 1))))


def test_a_group_of_three_gets_no_result_at_all() -> None:
    three = {item: Spread((1, 3, 5)) for item in CheckItem}
    assert (readings(three), profile(three), steering_group(three), advice(three)) == ({}, {}, None, {})
    assert too_few(three) == tuple(CheckItem)
    assert too_few({}) == tuple(CheckItem)


# --- the profile ---


@pytest.mark.parametrize(
    ("mean", "presence"),
    [
        pytest.param(2.75, Presence.PRESENT, id="below the middle it is there"),
        pytest.param(3, Presence.POSSIBLE, id="from the middle on it may be"),
        pytest.param(3.5, Presence.POSSIBLE, id="up to three and a half"),
        pytest.param(3.75, None, id="above that it is not"),
    ],
)
@pytest.mark.parametrize("problem", Problem)
def test_a_problem_shows_in_its_own_statements(problem: Problem, mean: float, presence: Presence | None) -> None:
    found = profile(answers(**{item.value: mean for item in PROBLEMS[problem]})).get(problem)
    assert (found.value if found else None) is presence
    if found:
        assert found.rule == "R14"
        assert [it.of for it in found.inputs] == [(item.value,) for item in dict.fromkeys(PROBLEMS[problem])]


def test_no_action_between_meetings_counts_double() -> None:
    assert profile(answers(c7=2, c1=4.75))[Problem.TALK_ONLY].value is Presence.PRESENT
    assert Problem.TALK_ONLY not in profile(answers(c7=4.75, c1=2))


def test_a_problem_that_lacks_a_statement_is_not_judged() -> None:
    assert Problem.TASK_SPLIT in profile(answers(c3=1, c8=1))
    assert Problem.TASK_SPLIT not in profile(without(answers(c3=1, c8=1), C.DECIDERS_DO))


# --- the steering-group pattern ---


@pytest.mark.parametrize("fixture", [it for it in METHOD["unit"] if it["rule"] == "R16"], ids=lambda it: it["id"])
def test_the_fixture_of_the_method(fixture: dict[str, Any]) -> None:
    found = steering_group(answers(**{name.lower(): mean for name, mean in fixture["in"].items()}))
    assert found is not None
    assert (found.value, found.rule) == (fixture["expect"], "R16")
    assert [it.of for it in found.inputs] == [("c7",), ("c8",), ("c18",)]


@pytest.mark.parametrize(
    ("c7", "c8", "c18", "expected"),
    [
        pytest.param(2.75, 3.25, 4, True, id="deciders apart from doers"),
        pytest.param(2.75, 4, 3.25, True, id="a core group that decides"),
        pytest.param(3, 1, 1, False, id="things move"),
        pytest.param(2.75, 3.5, 3.5, False, id="who decides helps"),
        pytest.param(None, 1, 1, None, id="nobody knows whether things move"),
        pytest.param(2, None, 3, True, id="one of both is enough"),
        pytest.param(2, None, 4, None, id="the other could still tell"),
        pytest.param(4, None, None, False, id="things move, whoever decides"),
    ],
)
def test_the_pattern(c7: float | None, c8: float | None, c18: float | None, expected: bool | None) -> None:  # noqa: FBT001 a case of the table
    given = {C.MOVES_BETWEEN: c7, C.DECIDERS_DO: c8, C.HELPING_CORE: c18}
    found = steering_group({item: four(mean) for item, mean in given.items() if mean is not None})
    assert (found.value if found else None) is expected


# --- advice ---


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, [], id="all is well"),
        pytest.param({"c20": 2, "c4": 2.5, "c11": 1}, ["c4", "c11", "c20"], id="by theme"),
        pytest.param({"c7": 2.5, "c10": 1, "c8": 2}, ["c10", "c8", "c7"], id="in a theme the lowest first"),
        pytest.param({"c1": 1, "c2": 2.75}, ["c2", "c1"], id="not needing each other comes first"),
        pytest.param({"c1": Spread((3, 3, 5, 5, 2)), "c20": 2}, ["c20", "c1"], id="weak before split"),
        pytest.param({"c1": 1, "c4": 1, "c7": 1, "c11": 1}, ["c1", "c4", "c7"], id="three at most"),
        pytest.param({"c2": Spread((3, 3, 5, 5, 2)), "c1": 2}, ["c1", "c2"], id="a split c2 is no weak one"),
        pytest.param({"c1": Spread((1, 1, 1, 4)), "c4": 2}, ["c1", "c4"], id="weak and split is weak"),
    ],
)
def test_at_most_three_things_to_work_on_in_order(given: dict[str, float | Spread], expected: list[str]) -> None:
    found = advice(answers(**given))
    assert [item.value for item in found] == expected
    assert {it.rule for it in found.values()} <= {"R15"}


# --- then and now ---

CROWDS = [Spread(it) for n in (4, 5) for it in combinations_with_replacement((1, 3, 5), n)]


def test_who_comes_or_leaves_is_never_told_by_the_difference() -> None:
    for before in CROWDS:
        for voice in (1, 3, 5):
            more = Spread((*before.answers, voice))
            assert tells_of_few(before, more)
            assert tells_of_few(more, before)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param((4, 4, 4, 4), (4, 4, 4, 1), False, id="as many answer, and one thinks otherwise"),
        pytest.param((1, 1, 1, 1), (5, 5, 5, 5, 5), False, id="all think otherwise"),
        pytest.param((1, 1, 1, 1), (1, 5, 5, 5, 5), False, id="four do"),
        pytest.param((1, 1, 1, 1), (1, 1, 5, 5, 5), True, id="three do"),
    ],
)
def test_a_difference_of_few_is_not_told(before: tuple[int, ...], now: tuple[int, ...], expected: bool) -> None:  # noqa: FBT001 a case of the table
    assert tells_of_few(Spread(before), Spread(now)) is expected


def test_what_would_tell_of_few_stays_as_it_was() -> None:
    before, now = answers(c1=2), answers(c1=Spread((2, 2, 2, 2, 5)), c2=3)
    assert held_back(before, now) == (C.SHARED_GOAL,)
    shown = beside(before, now)
    assert (shown[C.SHARED_GOAL], shown[C.NEED_EACH_OTHER]) == (four(2), four(3))
    assert C.SHARED_GOAL not in changes(before, now)


def test_each_statement_says_which_way_it_went() -> None:
    found = changes(answers(c1=2, c2=4, c3=4, c4=4), answers(c1=2.5, c2=3.5, c3=3.75, c4=Spread((1, 1, 1))))
    assert (found[C.SHARED_GOAL], found[C.NEED_EACH_OTHER], found[C.WHOLE]) == (
        Direction.UP,
        Direction.DOWN,
        Direction.SAME,
    )
    assert C.NEEDED_ON_BOARD not in found, "too few answered this time"
