"""How sure the packages are: shares, weakest members, the runner-up, and what to talk about first."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from core.coherence import Matrix, Pair
from core.packages import Partition, best_partition, score_of
from core.stability import stability_of
from tests.core.planted import activities, matrices

IDS = activities(6)
HALVES = (IDS[:3], IDS[3:])


def two_packages(disputed: Mapping[Pair, tuple[int, ...]] | None = None) -> Matrix:
    """Three and three, on which four voices agree, but for what is disputed."""
    inside = {pair for half in HALVES for pair in combinations(half, 2)}
    agreed = {pair: ((3, 3, 3, 3) if pair in inside else (0, 0, 0, 0)) for pair in combinations(IDS, 2)}
    return Matrix(IDS, {**agreed, **(disputed or {})})


@given(matrices())
@settings(max_examples=50, deadline=None)
def test_whatever_the_answers_every_share_is_one_and_the_order_plays_no_part(matrix: Matrix) -> None:
    partition = best_partition(matrix).partition
    found = stability_of(matrix, partition)
    assert {*found.together} == {*combinations(sorted(matrix.activities), 2)}
    assert all(0 <= found.share(pair) <= 1 for pair in found.together)
    assert [it.package for it in found.weakest] == [at for at, it in enumerate(partition) if len(it) > 1]
    assert all(it.activity in partition[it.package] for it in found.weakest)
    turned = replace(matrix, activities=tuple(sorted(matrix.activities)))
    assert stability_of(turned, best_partition(turned).partition).together == found.together


@given(matrices())
@settings(max_examples=50, deadline=None)
def test_the_runner_up_is_another_partition_with_its_true_price(matrix: Matrix) -> None:
    solved = best_partition(matrix)
    rival = stability_of(matrix, solved.partition).runner_up
    if rival is not None:
        assert sorted(activity for package in rival.partition for activity in package) == sorted(matrix.activities)
        assert rival.price == solved.score - score_of(matrix, rival.partition)
        assert rival.price >= 0
        assert rival.joins or rival.separates
        assert all(together(rival.partition, pair) for pair in rival.joins)
        assert all(together(solved.partition, pair) for pair in rival.separates)


def together(partition: Partition, pair: Pair) -> bool:
    return any({*pair} <= {*package} for package in partition)


def test_what_all_agree_on_is_sure_and_nothing_needs_a_talk() -> None:
    matrix = two_packages()
    found = stability_of(matrix, HALVES)
    assert {pair for pair in found.together if found.share(pair) == 1} == {
        pair for half in HALVES for pair in combinations(half, 2)
    }
    assert [it.share for it in found.weakest] == [1, 1]
    assert found.talk_first is None


def test_an_activity_that_voices_differ_on_is_the_weakest_and_the_first_to_talk_about() -> None:
    torn = IDS[2]
    disputed = {pair: (0, 3, 0, 3) for pair in combinations(IDS, 2) if torn in pair}
    matrix = two_packages(disputed)
    found = stability_of(matrix, best_partition(matrix).partition)
    assert found.talk_first is not None
    assert torn in found.talk_first
    assert min(found.weakest, key=lambda it: it.share).activity == torn or torn not in [
        activity for package in best_partition(matrix).partition if len(package) > 1 for activity in package
    ]


def test_more_agreement_never_makes_a_pair_less_sure() -> None:
    shares = []
    for voices in ((0, 1, 2, 3), (1, 2, 2, 3), (2, 3, 3, 3), (3, 3, 3, 3)):
        matrix = Matrix(IDS[:2], {(IDS[0], IDS[1]): voices})
        shares.append(stability_of(matrix, best_partition(matrix).partition).share((IDS[0], IDS[1])))
    assert shares == sorted(shares)
    assert shares[0] < shares[-1] == 1


def test_what_nobody_answered_makes_the_packages_less_sure() -> None:
    full = two_packages()
    half = replace(full, voices=dict([*full.voices.items()][::2]))
    sure, unsure = (stability_of(it, best_partition(it).partition) for it in (full, half))
    assert sum(min(it, unsure.readings - it) for it in unsure.together.values()) > sum(
        min(it, sure.readings - it) for it in sure.together.values()
    )


def test_packages_that_are_not_the_best_have_a_runner_up_that_is_better() -> None:
    matrix = two_packages()
    rival = stability_of(matrix, (*HALVES[:1], HALVES[1][:2], HALVES[1][2:])).runner_up
    assert rival is not None
    assert rival.partition == HALVES
    assert rival.price < 0
    assert set(rival.joins) == {(IDS[3], IDS[5]), (IDS[4], IDS[5])}


@pytest.mark.parametrize("size", [0, 1])
def test_without_pairs_there_is_nothing_to_say(size: int) -> None:
    found = stability_of(Matrix(activities(size), {}), tuple((it,) for it in activities(size)))
    assert (found.together, found.weakest, found.runner_up, found.talk_first) == ({}, (), None, None)


def test_more_activities_get_fewer_readings() -> None:
    sixty = activities(60)
    assert 20 <= stability_of(Matrix(sixty, {}), tuple((it,) for it in sixty)).readings < 100
