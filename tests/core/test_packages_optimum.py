from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.coherence import Matrix, pair_of
from core.ids import ActivityId
from core.packages import best_partition, optimum, score_of
from tests.core.planted import activities, as_lists, best_by_trying, every_partition, matrices, planted

KINDS = ["clean", "noisy", "hard"]


@settings(max_examples=150, deadline=None)
@given(matrices())
def test_the_packages_are_the_best_of_all_partitions_ties_included(matrix: Matrix) -> None:
    solved = best_partition(matrix)
    assert solved.proven
    assert (solved.score, as_lists(solved.partition)) == best_by_trying(matrix, every_partition(matrix.activities))


@settings(max_examples=3, deadline=None)
@given(st.lists(st.sampled_from([1, 2]), min_size=28, max_size=28))
def test_eight_activities_that_differ_by_one_level_are_full_of_ties_and_still_right(levels: list[int]) -> None:
    ids = activities(8)
    matrix = Matrix(ids, {pair: (level,) for pair, level in zip(combinations(ids, 2), levels, strict=True)})
    assert as_lists(best_partition(matrix).partition) == best_by_trying(matrix, every_partition(ids))[1]


def test_nine_activities_in_disarray_get_the_best_of_all_21147_partitions() -> None:
    matrix = planted(9, "random", 1, voices=2)
    assert as_lists(best_partition(matrix).partition) == best_by_trying(matrix, every_partition(matrix.activities))[1]


@settings(max_examples=30, deadline=None)
@given(matrices(7), st.data())
def test_the_order_of_the_input_plays_no_part(matrix: Matrix, data: st.DataObject) -> None:
    shuffled = replace(matrix, activities=tuple(data.draw(st.permutations(matrix.activities))))
    assert as_lists(best_partition(shuffled).partition) == as_lists(best_partition(matrix).partition)


@settings(max_examples=30, deadline=None)
@given(matrices(7), st.data())
def test_other_names_keep_the_score_and_the_number_of_packages(matrix: Matrix, data: st.DataObject) -> None:
    names = dict(zip(matrix.activities, data.draw(st.permutations(matrix.activities)), strict=True))

    voices = {pair_of(names[a], names[b]): given for (a, b), given in matrix.voices.items()}
    priors = {pair_of(names[a], names[b]): vote for (a, b), vote in matrix.priors.items()}
    other = Matrix(matrix.activities, voices, priors)
    before, after = best_partition(matrix), best_partition(other)
    assert (after.score, len(after.partition)) == (before.score, len(before.partition))


@settings(max_examples=30, deadline=None)
@given(matrices(7, priors=False), st.data())
def test_a_higher_answer_inside_a_package_changes_nothing(matrix: Matrix, data: st.DataObject) -> None:
    before = best_partition(matrix).partition
    inside = [pair_of(a, b) for package in before for a, b in combinations(package, 2)]
    if inside:
        pair = data.draw(st.sampled_from(inside))
        higher = replace(matrix, voices={**matrix.voices, pair: (3,)})
        assert best_partition(higher).partition == before


@pytest.mark.parametrize("effort", [0, 3_000, 30_000, 200_000])
@pytest.mark.parametrize(("size", "kind"), [(24, "hard"), (20, "random")])
def test_little_effort_gives_packages_and_an_honest_bound(size: int, kind: str, effort: int) -> None:
    matrix = planted(size, kind, 1)
    best, hasty = best_partition(matrix), best_partition(matrix, effort)
    assert best.proven
    assert hasty.score <= best.score <= hasty.bound
    assert hasty.proven == (hasty.score == hasty.bound)
    assert hasty.score >= Fraction(98, 100) * best.score
    assert hasty == best_partition(matrix, effort)


def test_when_the_effort_ends_among_the_last_candidates_what_was_ruled_out_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(optimum, "STEPS_FOR_A_BOUND", 0)  # what is put aside for a bound comes back for the candidates
    matrix = planted(35, "hard", 1)
    best, hasty = best_partition(matrix), best_partition(matrix, 310_000)
    assert (best.score, best.proven, hasty.proven) == (Fraction("53.5"), True, False)
    assert best.score <= hasty.bound <= best.score + Fraction(1, 2)


def test_a_bound_without_proof_is_close_to_the_score_where_people_disagree_much() -> None:
    solved = best_partition(planted(80, "hard", 1, voices=3), 3_000_000)
    assert not solved.proven
    assert solved.score < solved.bound < 2 * solved.score


def test_without_effort_nothing_tangled_is_proven() -> None:
    assert not best_partition(planted(20, "hard", 1), effort=0).proven


@pytest.mark.parametrize("voices", [1, 3])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [20, 40])
def test_structured_answers_of_up_to_forty_activities_are_proven(size: int, kind: str, voices: int) -> None:
    matrix = planted(size, kind, 7, voices)
    solved = best_partition(matrix)
    assert solved.proven
    assert solved.score == solved.bound == score_of(matrix, solved.partition)
    assert sorted(activity for package in solved.partition for activity in package) == list(activities(size))


def test_twenty_activities_in_disarray_are_proven() -> None:
    assert best_partition(planted(20, "random", 3)).proven


def test_nothing_known_leaves_everyone_alone_in_input_order() -> None:
    b, a = ActivityId("b"), ActivityId("a")
    solved = best_partition(Matrix((b, a), {}))
    assert (solved.partition, solved.score, solved.proven) == (((b,), (a,)), Fraction(0), True)
    assert best_partition(Matrix((), {})).partition == ()


def test_the_stederen_pair_is_one_package() -> None:
    krach, uitw = ActivityId("krach"), ActivityId("uitw")
    solved = best_partition(Matrix((uitw, krach), {(krach, uitw): (2,)}))
    assert (solved.partition, solved.score) == (((krach, uitw),), Fraction(1, 2))


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_thirty_activities_that_all_answer_alike_are_solved_at_once(level: int) -> None:
    ids = activities(30)
    solved = best_partition(Matrix(ids, dict.fromkeys(combinations(ids, 2), (level,))), effort=200_000)
    assert (len(solved.partition), solved.proven) == (1 if level > 1 else 30, True)
