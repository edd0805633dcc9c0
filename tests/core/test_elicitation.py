"""Which pair is asked next, why, and when it stops."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings

from core.coherence import Matrix, Pair, pair_of
from core.elicitation import Next, Why, next_pair, pairs_in, readings_of
from core.elicitation.asking import packages_now
from core.ids import ActivityId
from core.packages import best_partition
from tests.core.planted import activities, matrices, planted

Answer = Callable[[Pair], int]


def dialogue(matrix: Matrix, answers: Matrix) -> tuple[Matrix, list[Next]]:
    """Ask until it stops; `answers` knows them all."""
    found: list[Next] = []
    while True:
        found.append(next_pair(matrix))
        pair = found[-1].pair
        if pair is None:
            return matrix, found
        matrix = replace(matrix, voices={**matrix.voices, pair: answers.voices[pair]})


@given(matrices())
@settings(max_examples=30, deadline=None)
def test_only_an_unknown_pair_is_asked_and_the_counts_are_true(matrix: Matrix) -> None:
    found = next_pair(matrix)
    unknown = matrix.unknown_pairs()
    assert found.total == len(list(combinations(matrix.activities, 2)))
    assert found.asked == found.total - len(unknown)
    if found.pair is None:
        assert found.why is (Why.STABLE if found.stable else Why.ALL_ASKED)
        assert found.left == 0
        assert found.stable or not unknown
    else:
        assert found.pair in unknown
        assert not found.stable
        assert 1 <= found.left <= len(unknown)


@given(matrices())
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_activities_plays_no_part(matrix: Matrix) -> None:
    assert next_pair(matrix) == next_pair(replace(matrix, activities=tuple(sorted(matrix.activities))))


@pytest.mark.parametrize("size", [0, 1])
def test_without_two_activities_there_is_nothing_to_ask(size: int) -> None:
    assert next_pair(Matrix(activities(size), {})) == Next(None, Why.STABLE, 0, 0, stable=True, left=0)


def test_the_last_pair_is_asked_too() -> None:
    found = next_pair(Matrix(activities(2), {}))
    assert (found.pair, found.why, found.left) == (("a00", "a01"), Why.NOTHING_KNOWN, 1)


def test_what_was_asked_in_vain_is_not_asked_again() -> None:
    matrix = Matrix(activities(3), {})
    asked: set[Pair] = set()
    while (pair := next_pair(matrix, asked).pair) is not None:
        assert pair not in asked
        asked.add(pair)
    assert len(asked) == 3
    assert next_pair(matrix, asked).why is Why.ALL_ASKED


def test_activities_that_share_a_challenge_come_first() -> None:
    a, b, c, d = activities(4)
    apart = dict.fromkeys(map(pair_of, (a, a, b, b, c), (c, d, c, d, d)), Fraction(-3, 4))
    found = next_pair(Matrix((a, b, c, d), {}, {**apart, (a, b): Fraction(-1, 4)}))
    assert (found.pair, found.why) == ((a, b), Why.SHARED_CHALLENGE)


def test_a_bridge_between_two_packages_is_what_the_readings_are_divided_on() -> None:
    ids = activities(6)
    strong = {pair: (3,) for trio in (ids[:3], ids[3:]) for pair in combinations(trio, 2)}
    found = next_pair(Matrix(ids, {**strong, (ids[0], ids[3]): (3,), (ids[1], ids[4]): (0,)}))
    assert found.why is Why.DIVIDED
    assert found.pair is not None
    assert (found.pair[0] in ids[:3]) != (found.pair[1] in ids[:3])


def test_each_two_clear_packages_are_asked_about_once() -> None:
    ids = activities(8)
    one, other = ids[:4], ids[4:]
    inside = {pair: (3,) for package in (one, other) for pair in combinations(package, 2)}
    apart = {pair: Fraction(-3, 2) for pair in combinations(ids, 2) if pair not in inside}
    found = next_pair(Matrix(ids, inside, apart))
    assert (found.why, found.stable, found.left) == (Why.STRANGERS, False, 1)
    assert found.pair is not None
    assert (found.pair[0] in one, found.pair[1] in other) == (True, True)
    assert next_pair(Matrix(ids, {**inside, found.pair: (0,)}, apart)).why is Why.STABLE


def test_what_the_answers_point_to_is_said() -> None:
    whys = {found.why for seed in range(2) for found in dialogue_of(planted(9, "noisy", seed))[1]}
    assert {Why.DIVIDED, Why.PROBABLY_TOGETHER, Why.PROBABLY_APART} < whys


def dialogue_of(full: Matrix) -> tuple[Matrix, list[Next]]:
    return dialogue(Matrix(full.activities, {}), full)


@pytest.mark.parametrize("seed", range(4))
def test_a_clear_group_gets_its_packages_without_being_asked_all(seed: int) -> None:
    full = planted(12, "clean", seed)
    known, asked = dialogue_of(full)
    assert best_partition(known).partition == best_partition(full).partition
    assert asked[-1].asked < asked[-1].total * 2 // 3
    assert asked[-1].stable


def test_the_estimate_of_what_is_left_shrinks_towards_the_end() -> None:
    _, asked = dialogue_of(planted(12, "clean", 1))
    lefts = [it.left for it in asked]
    assert lefts[0] > lefts[len(lefts) // 2] > lefts[-2] > lefts[-1] == 0


@pytest.mark.parametrize("size", [8, 12])
def test_where_nothing_hangs_together_the_estimate_is_never_far_too_low(size: int) -> None:
    ids = activities(size)
    _, asked = dialogue_of(Matrix(ids, dict.fromkeys(combinations(ids, 2), (0,))))
    for it in asked[:-1]:
        still = asked[-1].asked - it.asked
        assert it.left >= still * (Fraction(4, 5) if it.asked > size // 2 else Fraction(3, 5)), it
        assert it.left <= it.total - it.asked


def test_where_packages_are_clear_the_estimate_starts_well_below_all_pairs() -> None:
    for seed in range(3):
        _, asked = dialogue_of(planted(12, "clean", seed))
        assert asked[0].left < asked[0].total * 2 // 3
        middle = asked[len(asked) // 2]
        assert middle.left <= 2 * (asked[-1].asked - middle.asked)


def test_readings_of_clear_answers_are_the_packages() -> None:
    full = planted(12, "clean", 2)
    ids = sorted(full.activities)
    found = readings_of(full, ids)
    home = {activity: at for at, package in enumerate(best_partition(full).partition) for activity in package}
    together = {two for two in combinations(range(12), 2) if home[ids[two[0]]] == home[ids[two[1]]]}
    assert set(pairs_in(found.likeliest)) == together
    assert all(found.doubt(two) < Fraction(1, 10) for two in combinations(range(12), 2))


def test_groups_that_answer_in_their_own_way_are_understood() -> None:
    """Here 1 is what belongs together and 0 what does not: the answers themselves say so, as far as they can."""
    ids = activities(6)
    halves = {*combinations(ids[:3], 2), *combinations(ids[3:], 2)}
    answers = {pair: (2,) if pair in halves else (1,) for pair in combinations(ids, 2)}
    assert set(pairs_in(readings_of(Matrix(ids, answers), ids).likeliest)) == {
        *combinations(range(3), 2),
        *combinations(range(3, 6), 2),
    }


def test_activities_that_no_vote_joins_are_alone_in_the_packages_so_far() -> None:
    ids = [ActivityId(name) for name in "abc"]
    matrix = Matrix(tuple(ids), {})
    assert not list(pairs_in(packages_now(matrix, ids, readings_of(matrix, ids))))
