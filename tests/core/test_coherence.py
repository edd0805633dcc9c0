from fractions import Fraction

import pytest

from core.coherence import Matrix, all_independent, at_most_handy, pair_of, pairs_of, priors_from_challenges
from core.ids import ActivityId
from core.scales import Coherence

A, B, C, D = map(ActivityId, "abcd")
MATRIX = Matrix((C, A, B), {(A, B): (3, 3, 2), (A, C): (2, 3)}, {(B, C): Fraction(-1, 4), (A, B): Fraction(1)})


def test_a_pair_has_one_key_whichever_activity_is_named_first() -> None:
    assert pair_of(B, A) == pair_of(A, B) == (A, B)
    assert list(pairs_of((C, A, B))) == [(A, C), (B, C), (A, B)]


@pytest.mark.parametrize(("a", "b"), [(A, B), (B, A)])
def test_every_voice_counts_the_same_in_the_mean(a: ActivityId, b: ActivityId) -> None:
    assert MATRIX.mean(a, b) == Fraction(8, 3)
    assert MATRIX.vote(a, b) == Fraction(7, 6)
    assert MATRIX.is_known(a, b)


def test_a_mean_halfway_rounds_up_to_a_level() -> None:
    assert MATRIX.mean(C, A) == Fraction(5, 2)
    assert MATRIX.level(C, A) is Coherence.NOT_WELL_APART


def test_an_unknown_pair_has_its_prior_or_no_vote_and_never_a_mean() -> None:
    assert MATRIX.mean(C, B) is None
    assert MATRIX.level(C, B) is None
    assert MATRIX.vote(C, B) == Fraction(-1, 4)
    assert Matrix((A, B), {}).vote(A, B) == 0


def test_unknown_pairs_come_in_input_order() -> None:
    assert MATRIX.unknown_pairs() == ((B, C),)
    assert Matrix((C, A, B), {(A, C): (0,)}).unknown_pairs() == ((B, C), (A, B))


@pytest.mark.parametrize(
    ("answers", "independent", "handy"),
    [
        pytest.param({(A, B): (0,), (A, C): (0, 0), (B, C): (0, 0, 1)}, True, False, id="all rounded to 0"),
        pytest.param({(A, B): (0,), (A, C): (1,), (B, C): (0, 1)}, False, True, id="one is handy to know"),
        pytest.param({(A, B): (0,), (A, C): (1,), (B, C): (2,)}, False, False, id="one changes the other"),
        pytest.param({(A, B): (0,), (A, C): (0,)}, False, False, id="nobody answered one pair"),
        pytest.param({}, False, False, id="nothing known"),
    ],
)
def test_r22_speaks_only_when_every_pair_was_answered(
    answers: dict[tuple[ActivityId, ActivityId], tuple[int, ...]],
    *,
    independent: bool,
    handy: bool,
) -> None:
    matrix = Matrix((A, B, C), answers)
    assert all_independent(matrix, matrix.activities) is independent
    assert at_most_handy(matrix, matrix.activities) is handy


def test_r22_says_nothing_of_one_activity() -> None:
    assert not all_independent(MATRIX, (A,))
    assert not at_most_handy(MATRIX, (A,))


def test_priors_fall_with_what_the_challenges_have_in_common() -> None:
    answers = {
        A: frozenset({"home", "alone"}),
        B: frozenset({"home", "alone"}),
        C: frozenset({"home"}),
        D: frozenset({"rent"}),
    }
    priors = priors_from_challenges(answers, {frozenset({"rent", "alone"}): 2, frozenset({"rent", "home"}): 1})
    assert priors[A, B] > 0 > priors[A, C] > priors[A, D] > priors[C, D]
    assert set(priors) == set(pairs_of((A, B, C, D)))
    assert all(abs(vote) < Fraction(3, 2) for vote in priors.values())


def test_an_activity_without_challenges_gets_no_priors() -> None:
    assert priors_from_challenges({A: frozenset({"x"}), B: frozenset(), C: frozenset({"x"})}, {}).keys() == {(A, C)}
    assert priors_from_challenges({A: frozenset(), B: frozenset()}, {}) == {}
