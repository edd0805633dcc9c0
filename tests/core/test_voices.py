from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest

from core.voices import Band, Spread, band_of, may_show, may_show_percentages, quorum, rounded_half_up

SMALL_GROUPS = [answers for n in range(1, 5) for answers in combinations_with_replacement(range(1, 6), n)]


def test_an_empty_spread_has_no_middle_and_no_opinion() -> None:
    spread = Spread(())
    assert (spread.n, spread.counts, spread.distance) == (0, (), 0)
    assert (spread.lowest, spread.highest, spread.median, spread.mean, spread.band) == (None,) * 5
    assert not spread.is_split
    assert not spread.is_worth_a_talk
    assert not spread.not_visible


def test_a_spread_counts_what_was_answered_and_leaves_dont_know_out() -> None:
    spread = Spread((3, 1, 3, 2), dont_know=1)
    assert spread.n == 4
    assert spread.counts == ((1, 1), (2, 1), (3, 2))
    assert (spread.lowest, spread.highest, spread.distance) == (1, 3, 2)
    assert spread.median == Fraction(5, 2)
    assert spread.mean == Fraction(9, 4)
    assert spread.dots(range(4)) == ((0, 0), (1, 1), (2, 1), (3, 2))


def test_the_median_of_an_odd_number_is_the_middle_answer() -> None:
    assert Spread((5, 1, 2)).median == 2


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param((1, 4), True, id="three levels apart"),
        pytest.param((2, 4, 4, 4), False, id="two levels apart, close together"),
        pytest.param((2, 4), False, id="a deviation of exactly one"),
        pytest.param((3, 3, 3, 3), False, id="everyone the same"),
        pytest.param((0, 3), True, id="both ends of a scale of four"),
    ],
)
def test_a_group_that_sees_it_differently_is_split(answers: tuple[int, ...], *, expected: bool) -> None:
    assert Spread(answers).is_split is expected


@pytest.mark.parametrize("answers", SMALL_GROUPS, ids=str)
def test_within_two_levels_the_deviation_never_reaches_a_split(answers: tuple[int, ...]) -> None:
    assert Spread(answers).is_split is (max(answers) - min(answers) >= 3)


@pytest.mark.parametrize(("distance", "expected"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_levels_apart_is_worth_a_talk(distance: int, *, expected: bool) -> None:
    assert Spread((0, distance)).is_worth_a_talk is expected


@pytest.mark.parametrize(("known", "unknown"), [*product(range(7), range(7))])
def test_a_third_of_dont_know_makes_a_subject_not_visible(known: int, unknown: int) -> None:
    expected = unknown > 0 and 3 * unknown >= known + unknown
    assert Spread((3,) * known, dont_know=unknown).not_visible is expected


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        pytest.param(Fraction(5), Band.STRONG, id="fully"),
        pytest.param(Fraction(4), Band.STRONG, id="just strong"),
        pytest.param(Fraction(399, 100), Band.WATCH, id="just not strong"),
        pytest.param(Fraction(3), Band.WATCH, id="just worth watching"),
        pytest.param(Fraction(299, 100), Band.WEAK, id="just weak"),
    ],
)
def test_the_mean_of_an_item_falls_in_a_band(mean: Fraction, expected: Band) -> None:
    assert band_of(mean) is expected


def test_a_spread_knows_its_band() -> None:
    assert Spread((4, 4, 5, 3)).band is Band.STRONG


@pytest.mark.parametrize(("n", "hidden"), [*product(range(8), (True, False))])
def test_of_a_hidden_question_nothing_is_shown_below_four_answers(n: int, *, hidden: bool) -> None:
    assert may_show(n, hidden=hidden) is (not hidden or n >= 4)
    assert Spread((1,) * n).may_be_shown(hidden=hidden) is may_show(n, hidden=hidden)


def test_percentages_begin_at_a_dozen_answers() -> None:
    assert not may_show_percentages(11)
    assert may_show_percentages(12)


@pytest.mark.parametrize(
    ("joined", "expected"), [(0, 1), (1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (6, 3), (7, 4), (8, 4), (9, 5), (20, 10)]
)
def test_half_of_those_who_joined_and_at_least_three_is_enough(joined: int, expected: int) -> None:
    assert quorum(joined) == expected


@pytest.mark.parametrize("joined", range(1, 60))
def test_a_quorum_can_always_be_reached_and_is_never_a_minority(joined: int) -> None:
    assert 2 * quorum(joined) >= joined
    assert quorum(joined) <= joined


@pytest.mark.parametrize(
    ("value", "expected"), [("5/2", 3), ("3/2", 2), ("1/2", 1), ("49/20", 2), ("8/3", 3), ("0", 0), ("3", 3)]
)
def test_halves_round_up(value: str, expected: int) -> None:
    assert rounded_half_up(Fraction(value)) == expected
