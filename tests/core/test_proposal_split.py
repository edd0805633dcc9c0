from fractions import Fraction
from itertools import combinations

import pytest

from core.coordination import Input, Need
from core.ids import ActivityId
from core.proposal import Activity, Answers, MainChallenge, PairAnswer, Partner, Proposal, propose


def crowd(*partners: tuple[str, str, int], weak: str = "") -> Proposal:
    """Four activities, each pair at 3, those in `weak` at 2; a partner is (activity, name, people)."""
    brings: dict[str, list[Partner]] = {name: [] for name in "abcd"}
    for activity, name, people in partners:
        brings[activity].append(Partner(name, Need.NEEDED, people))
    activities = tuple(Activity(ActivityId(name), name, partners=tuple(brings[name])) for name in "abcd")
    levels = {pair: 2 if "".join(pair) in weak.split() else 3 for pair in combinations("abcd", 2)}
    coherence = tuple(PairAnswer(ActivityId(a), ActivityId(b), (level,)) for (a, b), level in levels.items())
    return propose(Answers(activities, MainChallenge(), coherence=coherence))


@pytest.mark.parametrize(("each", "band"), [(1, "small"), (2, "fits")])
def test_a_team_that_fits_is_not_split(each: int, band: str) -> None:
    (package,) = crowd(*((name, f"partner {name}", each) for name in "abcd")).packages
    assert package.team is not None
    assert (package.team.band.value, package.split) == (band, None)


def test_a_team_that_is_large_but_not_too_large_is_not_split() -> None:
    (package,) = crowd(("a", "x", 5), ("b", "y", 5)).packages
    assert package.team is not None
    assert (package.team.people, package.team.band.value, package.split) == (10, "large", None)


def test_a_team_that_is_too_large_stays_one_package_with_its_cheapest_cut() -> None:
    found = crowd(*((name, f"partner {name}", 3) for name in "abcd"), weak="ac ad bc bd")
    (package,) = found.packages
    assert package.team is not None
    assert (package.team.people, package.team.band.value) == (12, "split")
    assert package.split is not None
    assert package.split.rule == "R27"
    assert [set(team) for team in package.split.value.teams] == [{"a", "b"}, {"c", "d"}]
    assert package.split.value.price == Fraction(2)
    assert ["".join(leak.pair) for leak in package.split.value.cut] == ["ac", "ad", "bc", "bd"]
    assert {leak.coherence for leak in package.split.value.cut} == {Fraction(2)}
    assert Input("people", 3, ("a", "partner a")) in package.split.inputs


def test_a_partner_of_two_activities_is_counted_once_and_as_large_as_where_it_is_largest() -> None:
    found = crowd(("a", "x", 2), ("b", "x", 6), ("c", "y", 6), ("d", "y", 1))
    (package,) = found.packages
    assert package.team is not None
    assert package.team.people == 12
    assert package.split is not None
    assert [set(team) for team in package.split.value.teams] == [{"a", "b"}, {"c", "d"}]


def test_a_crowd_of_any_size_is_no_more_work_than_a_team_that_is_too_large() -> None:
    (package,) = crowd(("a", "x", 10**12), ("b", "y", 1)).packages
    assert package.team is not None
    assert package.team.people == 10**12 + 1
    assert package.split is not None
    assert package.split.value.teams[-1] == ("a",)
