from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.coherence import Matrix
from core.coordination import IntensityRange, intensity_between
from core.ids import ActivityId
from core.packages import Partition, between, leaks_of, move, score_of
from core.proposal import Leak, WhatIf, what_if
from core.scales import Intensity
from tests.core.planted import grouped

A, B, C, D = map(ActivityId, "abcd")
MATRIX = Matrix((A, B, C, D), {(A, B): (3,), (B, C): (3,), (A, C): (1,), (C, D): (0,), (B, D): (2,)})
NOW: Partition = ((A, B), (C,), (D,))


def closeness(found: WhatIf) -> dict[str, tuple[Intensity | None, Intensity | None]]:
    """Per two packages the closeness before and after."""
    return {
        " ".join("".join(package) for package in shift.packages): (
            None if shift.before is None else shift.before.value.value,
            None if shift.after is None else shift.after.value.value,
        )
        for shift in found.shifts
    }


def range_between(matrix: Matrix, package: Sequence[ActivityId], other: Sequence[ActivityId]) -> IntensityRange | None:
    highest = between(matrix, package, other)
    return None if highest is None else intensity_between(highest).value


def test_a_move_shows_the_new_score_the_leaks_and_who_must_work_together_more_closely() -> None:
    found = what_if(MATRIX, NOW, B, 1)
    assert found.partition == ((B, C), (A,), (D,))
    assert (found.score, found.move.score_change) == (score_of(MATRIX, NOW), Fraction(0))
    assert found.leaks == (Leak((A, B), Fraction(3)), Leak((B, D), Fraction(2)))
    assert closeness(found) == {"bc d": (Intensity.NONE, Intensity.ALIGN), "a d": (Intensity.ALIGN, None)}


def test_an_activity_on_its_own_has_to_keep_in_touch_with_those_it_leaves() -> None:
    found = what_if(MATRIX, NOW, B, None)
    assert found.partition == ((A,), (B,), (C,), (D,))
    assert closeness(found) == {
        "a b": (None, Intensity.TOGETHER),
        "a c": (Intensity.TOGETHER, Intensity.SHARE),
        "a d": (Intensity.ALIGN, None),
        "b c": (None, Intensity.TOGETHER),
        "b d": (None, Intensity.ALIGN),
    }


def test_staying_where_one_is_changes_nothing() -> None:
    found = what_if(MATRIX, NOW, C, 1)
    assert (found.partition, found.move.score_change) == (NOW, Fraction(0))
    assert not found.shifts
    assert not what_if(MATRIX, NOW, C, None).shifts


@settings(max_examples=150, deadline=None)
@given(grouped(), st.data())
def test_a_shift_is_told_exactly_where_the_closeness_differs(
    case: tuple[Matrix, Partition], data: st.DataObject
) -> None:
    matrix, partition = case
    if not partition:
        return
    activity = data.draw(st.sampled_from(matrix.activities))
    target = data.draw(st.none() | st.integers(0, len(partition) - 1))
    found = what_if(matrix, partition, activity, target)
    after = move(matrix, partition, activity, target)
    assert (found.partition, found.score) == (after, score_of(matrix, after))
    assert tuple(leak.pair for leak in found.leaks) == leaks_of(matrix, after)
    told = {shift.packages for shift in found.shifts}
    known = {package: {one for one in package if one != activity} for package in after}
    for both in combinations(after, 2):
        old = [next((was for was in partition if known[package] & set(was)), ()) for package in both]
        stays = set(both) <= set(partition)
        assert (both in told) == (not stays and range_between(matrix, *both) != range_between(matrix, *old))
