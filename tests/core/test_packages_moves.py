from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.coherence import Matrix
from core.ids import ActivityId
from core.packages import (
    Move,
    Partition,
    between,
    canonical,
    cohesion_of,
    is_coupled,
    judge,
    leaks_of,
    move,
    price_of_move,
    score_of,
)
from tests.core.planted import best_by_trying, every_partition, grouped

A, B, C, D = map(ActivityId, "abcd")
MATRIX = Matrix((D, C, B, A), {(A, B): (3,), (B, C): (2,), (C, D): (1, 2), (A, C): (0,)})


def test_packages_come_largest_first_and_then_by_input_order() -> None:
    assert canonical(MATRIX, [[B], [], [A, D], [C]]) == ((A, D), (C,), (B,))


def test_a_leak_is_a_cut_pair_of_mean_two_or_more() -> None:
    assert leaks_of(MATRIX, ((A, B), (C, D))) == ((B, C),)
    assert leaks_of(MATRIX, ((A,), (B,), (C,), (D,))) == ((B, C), (A, B))
    assert not is_coupled(MATRIX, C, D)
    assert not is_coupled(MATRIX, A, D)


def test_cohesion_is_the_mean_of_what_is_known_inside() -> None:
    assert cohesion_of(MATRIX, (A, B, C)) == Fraction(5, 3)
    assert cohesion_of(MATRIX, (A, D)) is None
    assert cohesion_of(MATRIX, (A,)) is None


def test_between_two_packages_the_highest_known_coherence_counts() -> None:
    assert between(MATRIX, (A, B), (C, D)) == 2
    assert between(MATRIX, (A,), (D,)) is None


def test_a_move_says_which_pairs_it_cuts_and_which_it_brings_together() -> None:
    priced = price_of_move(MATRIX, ((A, B), (C, D)), B, 1)
    assert priced.score_change == Fraction(1, 2) - Fraction(3, 2)
    assert priced.leaks_added == ((A, B),)
    assert priced.leaks_removed == ((B, C),)


def test_moving_to_where_one_is_changes_nothing() -> None:
    partition = ((A, B), (D,), (C,))
    for activity, target in ((A, 0), (C, 2), (C, None)):
        priced = price_of_move(MATRIX, partition, activity, target)
        assert priced == Move(activity, target, Fraction(0), leaks_added=(), leaks_removed=())
        assert move(MATRIX, partition, activity, target) == partition


@settings(max_examples=150, deadline=None)
@given(grouped(), st.data())
def test_the_price_of_a_move_is_the_difference_of_the_scores(
    case: tuple[Matrix, Partition], data: st.DataObject
) -> None:
    matrix, partition = case
    if not partition:
        return
    activity = data.draw(st.sampled_from(matrix.activities))
    target = data.draw(st.none() | st.integers(0, len(partition) - 1))
    priced, after = price_of_move(matrix, partition, activity, target), move(matrix, partition, activity, target)
    assert priced.score_change == score_of(matrix, after) - score_of(matrix, partition)
    assert set(priced.leaks_added) == set(leaks_of(matrix, after)) - set(leaks_of(matrix, partition))
    assert set(priced.leaks_removed) == set(leaks_of(matrix, partition)) - set(leaks_of(matrix, after))
    assert (activity,) in after or target is not None


@settings(max_examples=60, deadline=None)
@given(grouped())
def test_a_judged_partition_costs_what_it_lacks_and_shows_only_moves_that_gain(case: tuple[Matrix, Partition]) -> None:
    matrix, partition = case
    judged = judge(matrix, partition)
    best, _ = best_by_trying(matrix, every_partition(matrix.activities))
    assert (judged.score, judged.price) == (score_of(matrix, partition), best - score_of(matrix, partition))
    changes = [
        score_of(matrix, move(matrix, partition, activity, target)) - judged.score
        for activity, target in product(matrix.activities, [*range(len(partition)), None])
    ]
    gains = sorted((change for change in changes if change > 0), reverse=True)
    assert [one.score_change for one in judged.moves] == gains[:5]
    for one in judged.moves:
        assert score_of(matrix, move(matrix, partition, one.activity, one.target)) == judged.score + one.score_change


@settings(max_examples=25, deadline=None)
@given(grouped(), st.integers(0, 3))
def test_without_effort_for_anything_better_the_own_packages_never_have_a_price_below_nothing(
    case: tuple[Matrix, Partition], effort: int
) -> None:
    judged = judge(*case, effort)
    assert judged.best.bound >= judged.best.score >= judged.score
    assert judged.price == judged.best.score - judged.score


def test_the_largest_gain_comes_first() -> None:
    judged = judge(MATRIX, ((D, A), (C,), (B,)))
    assert [(one.activity, one.target) for one in judged.moves] == [(B, 0), (A, 2), (C, 2), (B, 1)]


@pytest.mark.parametrize("target", [None, 1])
def test_a_package_that_empties_disappears(target: int | None) -> None:
    after = move(MATRIX, ((A, B, C), (D,)), D, target)
    assert after == ((A, B, C), (D,))
    assert len(move(MATRIX, ((A, B, C), (D,)), D, 0)) == 1
