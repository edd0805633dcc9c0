"""The proof itself, checked apart from the solver: prices that hold the bound up, and cuts that cannot be beaten."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.coherence import Matrix
from core.ids import ActivityId
from core.packages import best_partition
from core.packages.instance import Effort, Instance, instance_of
from core.packages.pricing import Market
from tests.core.planted import activities, best_by_trying, every_partition, matrices, planted


def priced(matrix: Matrix, start: Sequence[int], effort: int) -> tuple[Instance, list[int]]:
    """Raise these prices, and read them off."""
    instance = instance_of(matrix, sorted(matrix.activities), {}, 0)
    market = Market(instance, start, Effort(effort))
    market.raise_prices()
    return instance, [market.loss(((one,),)) + instance.unit for one in range(instance.size)]


@settings(max_examples=100, deadline=None)
@given(matrices(6), st.data())
def test_raised_prices_leave_no_package_worth_more_whatever_they_were(matrix: Matrix, data: st.DataObject) -> None:
    size = len(matrix.activities)
    start = data.draw(st.lists(st.integers(-50_000, 50_000), min_size=size, max_size=size))
    instance, prices = priced(matrix, start, data.draw(st.sampled_from([0, 10, 40, 10_000])))
    every_group = (group for many in range(1, size + 1) for group in combinations(range(size), many))
    assert all(instance.worth(group) <= sum(prices[one] for one in group) for group in every_group)
    best, groups = best_by_trying(matrix, every_partition(matrix.activities))
    assert sum(prices) >= best * instance.scale * instance.step + len(groups) * instance.unit


@settings(max_examples=25, deadline=None)
@given(matrices(7), st.integers(0, 4_000))
def test_at_any_effort_the_bound_is_above_all_partitions_and_proven_means_best(matrix: Matrix, effort: int) -> None:
    solved = best_partition(matrix, effort)
    best, _ = best_by_trying(matrix, every_partition(matrix.activities))
    assert solved.score <= best <= solved.bound
    assert not solved.proven or solved.score == best


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_eight_activities_of_two_voices_and_unknown_pairs_are_solved_to_the_best(data: st.DataObject) -> None:
    ids = activities(8)
    voices = st.sampled_from([(), (0,), (3,), (1, 2), (0, 3), (2, 3), (3, 3), (0, 1)])
    answers = {pair: data.draw(voices) for pair in combinations(ids, 2)}
    matrix = Matrix(ids, {pair: given for pair, given in answers.items() if given})
    solved = best_partition(matrix)
    assert solved.proven
    assert solved.score == best_by_trying(matrix, every_partition(ids))[0]


@pytest.mark.parametrize("kind", ["clean", "noisy", "hard"])
def test_sixty_activities_are_proven_within_the_usual_effort(kind: str) -> None:
    solved = best_partition(planted(60, kind, 3))
    assert solved.proven
    assert solved.score == solved.bound


def test_a_hundred_noisy_activities_are_proven_within_the_usual_effort() -> None:
    assert best_partition(planted(100, "noisy", 1)).proven


def test_swapping_the_two_of_a_pair_is_the_same_answer() -> None:
    matrix = planted(20, "hard", 1)
    mirrored = Matrix(matrix.activities[::-1], dict(reversed(list(matrix.voices.items()))))
    found, other = best_partition(matrix), best_partition(mirrored)
    assert set(found.partition) == set(other.partition)
    assert (found.score, found.bound) == (other.score, other.bound)


def test_packages_planted_without_noise_are_found_again() -> None:
    ids = activities(60)
    home = {one: place // 5 for place, one in enumerate(ids)}
    matrix = Matrix(ids, {(a, b): (3 if home[a] == home[b] else 0,) for a, b in combinations(ids, 2)})
    planted_packages = {tuple(one for one in ids if home[one] == at) for at in range(12)}
    assert set(best_partition(matrix).partition) == planted_packages


def test_one_activity_is_one_package() -> None:
    (only,) = activities(1)
    assert best_partition(Matrix((ActivityId(only),), {})).partition == ((only,),)
