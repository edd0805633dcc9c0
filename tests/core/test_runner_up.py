"""What speaks for the second best packages, and what against."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings

from core.coherence import Matrix
from core.packages import best_partition, score_of
from core.runner_up import what_speaks
from core.stability import stability_of
from tests.core.planted import activities, matrices

A, B, C, D = activities(4)


def test_what_votes_for_it_is_told_apart_from_what_votes_against_it() -> None:
    matrix = Matrix((A, B, C, D), {(A, B): (3,), (A, C): (1,), (B, C): (2,), (C, D): (2,), (B, D): (0,)})
    found = what_speaks(matrix, ((A, B, C), (D,)), ((A, B), (C, D)))
    assert found.packages == ((A, B), (C, D))
    assert (found.joined, found.freed, found.parted) == (((C, D),), ((A, C),), ((B, C),))


def test_what_weighs_most_comes_first() -> None:
    matrix = Matrix((A, B, C, D), {(A, D): (2,), (B, D): (3,), (C, D): (2, 3)})
    found = what_speaks(matrix, ((A, B, C), (D,)), ((A, B, C, D),))
    assert found.joined == ((B, D), (C, D), (A, D))
    assert found.freed == found.parted == ()


def test_a_pair_nobody_compared_speaks_for_nothing() -> None:
    matrix = Matrix((A, B), {}, {(A, B): Fraction(-1)})
    assert what_speaks(matrix, ((A, B),), ((A,), (B,))).freed == ()


@given(matrices(priors=False))
@settings(max_examples=30, deadline=None)
def test_the_price_is_what_speaks_against_less_what_speaks_for(matrix: Matrix) -> None:
    best = best_partition(matrix).partition
    rival = stability_of(matrix, best).runner_up
    if rival is not None:
        speaks = what_speaks(matrix, best, rival.partition)
        here, there = ({pair for package in it for pair in combinations(package, 2)} for it in (best, rival.partition))
        assert {*speaks.joined} <= there - here
        assert {*speaks.freed, *speaks.parted} <= here - there
        costly = [pair for pair in there - here if matrix.vote(*pair) < 0]
        lost = sum(matrix.vote(*pair) for pair in (*speaks.parted, *speaks.freed))
        won = sum(matrix.vote(*pair) for pair in (*speaks.joined, *costly))
        assert rival.price == lost - won == score_of(matrix, best) - score_of(matrix, rival.partition)
