from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.coherence import Matrix, pair_of
from core.ids import ActivityId
from core.packages import CutWorth, cheapest_cut, score_of
from core.packages.cover import Covers
from core.packages.instance import Effort
from tests.core.planted import activities, as_lists, best_by_trying, every_partition, matrices

A, B, C, D = map(ActivityId, "abcd")
LINE = Matrix((A, B, C, D), {(A, B): (3,), (B, C): (2,), (C, D): (3,), (A, C): (2,), (A, D): (1,), (B, D): (2,)})


def people_in(team: list[ActivityId], partners: dict[ActivityId, dict[str, int]]) -> int:
    names = {name for activity in team for name in partners.get(activity, {})}
    return sum(max(partners.get(activity, {}).get(name, 0) for activity in team) for name in names)


def test_the_cut_runs_where_the_least_coherence_is_lost() -> None:
    cut = cheapest_cut(LINE, (A, B, C, D), {one: {f"team {one}": 4} for one in (A, B, C, D)}, 8)
    assert cut.teams == ((A, B), (C, D))
    assert cut.price == score_of(LINE, ((A, B, C, D),)) - 3 == 1
    assert cut.pairs == ((A, C), (B, C), (B, D))
    assert (cut.too_large, cut.worth, cut.proven) == ((), CutWorth.FITS, True)


def test_a_partner_counts_once_per_team_with_its_most_people() -> None:
    partners = {A: {"nurses": 3}, B: {"nurses": 5}, C: {"nurses": 4, "neighbours": 3}}
    assert cheapest_cut(LINE, (A, B, C), partners, 8).teams == ((A, B, C),)
    assert len(cheapest_cut(LINE, (A, B, C), partners, 7).teams) == 2


def test_an_activity_that_is_too_large_by_itself_stands_alone_and_is_named() -> None:
    cut = cheapest_cut(LINE, (A, B, C), {A: {"volunteers": 10**9}, B: {"nurse": 1}})
    assert cut.teams == ((B, C), (A,))
    assert (cut.too_large, cut.worth) == ((A,), CutWorth.STILL_TOO_LARGE)
    assert cut.price == Fraction(2)


def test_teams_of_one_activity_each_hold_nothing_together() -> None:
    cut = cheapest_cut(LINE, (A, B, C), {one: {f"team {one}": 6} for one in (A, B, C)})
    assert cut.teams == ((A,), (B,), (C,))
    assert (cut.worth, cut.price) == (CutWorth.ALL_APART, score_of(LINE, ((A, B, C),)))


def test_a_package_that_fits_stays_whole_at_no_price() -> None:
    cut = cheapest_cut(LINE, (A, B), {})
    assert (cut.teams, cut.price) == (((A, B),), Fraction(0))
    assert not cut.pairs


@settings(max_examples=150, deadline=None)
@given(matrices(6), st.data())
def test_no_split_into_teams_that_fit_loses_less(matrix: Matrix, data: st.DataObject) -> None:
    brings = st.dictionaries(st.sampled_from("pqrs"), st.integers(1, 4), max_size=3)
    partners = {activity: data.draw(brings) for activity in matrix.activities}
    most = data.draw(st.integers(1, 6))
    cut = cheapest_cut(matrix, matrix.activities, partners, most)
    fitting = (
        groups
        for groups in every_partition(matrix.activities)
        if all(len(group) == 1 or people_in(group, partners) <= most for group in groups)
    )
    score, groups = best_by_trying(matrix, fitting)
    assert as_lists(cut.teams) == groups
    assert cut.price == score_of(matrix, (matrix.activities,)) - score


def test_twenty_activities_are_cut_into_teams_that_fit() -> None:
    ids = activities(20)
    matrix = Matrix(ids, {pair_of(a, b): (2 + (index % 2),) for index, (a, b) in enumerate(combinations(ids, 2))})
    partners = {one: {f"partner {one}": 2} for one in ids}
    cut = cheapest_cut(matrix, ids, partners)
    assert all(people_in(list(team), partners) <= 8 for team in cut.teams)
    assert len(cut.teams) == 5


def test_when_every_choice_loses_too_much_there_is_no_cover() -> None:
    losses = {(0,): 2, (1,): 3, (0, 1): 4}
    assert Covers(losses, Effort(100)).cheapest(3) is None
    assert Covers(losses, Effort(100)).cheapest(9) == ((0, 1),)
