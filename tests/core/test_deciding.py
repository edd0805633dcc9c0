from itertools import product

import pytest

from core.coordination import (
    Complexity,
    Coordination,
    Decider,
    Grid,
    GridNote,
    Input,
    Level,
    complexity_of,
    coordination_of,
    grid_note,
    is_too_loose,
    needs_shared_file,
    package_complexity,
    who_decides,
)
from core.ids import ActivityId
from core.scales import Change, Intensity, Variety

GRIDS = [Grid(*deciders) for deciders in product(Decider, repeat=3)]


@pytest.mark.parametrize(("variety", "change"), [*product(Variety, Change)])
def test_complexity_is_the_sum_of_variety_and_change(variety: Variety, change: Change) -> None:
    found = complexity_of(variety, change)
    assert found is not None
    score = variety + change
    expected = Complexity.HIGH if score >= 4 else Complexity.MEDIUM if score == 3 else Complexity.LOW
    assert (found.value.level, found.value.score, found.rule) == (expected, score, "R31")


@pytest.mark.parametrize(("variety", "change"), [(None, None), (Variety(3), None), (None, Change(3))])
def test_complexity_needs_both_answers(variety: Variety | None, change: Change | None) -> None:
    assert complexity_of(variety, change) is None


def test_a_package_is_as_complex_as_its_most_complex_activity() -> None:
    answers = {
        ActivityId("b"): (Variety(3), Change(2)),
        ActivityId("a"): (Variety(1), Change(0)),
        ActivityId("c"): (Variety(3), None),
    }
    found = package_complexity(answers)
    assert found is not None
    assert (found.value.level, found.value.score) == (Complexity.HIGH, 5)
    assert found.inputs == (
        Input("variety", 1, ("a",)),
        Input("change", 0, ("a",)),
        Input("variety", 3, ("b",)),
        Input("change", 2, ("b",)),
    )


def test_a_package_without_a_complete_activity_has_no_complexity() -> None:
    assert package_complexity({ActivityId("a"): (None, Change(1))}) is None


def test_the_more_complex_the_closer_to_the_team() -> None:
    assert [coordination_of(it).value for it in Complexity] == list(Coordination)
    assert [needs_shared_file(it).value for it in Complexity] == [False, True, True]
    decides = [who_decides(it).value for it in Complexity]
    assert [(it.goals, it.method, it.application) for it in decides] == [
        ("central", "central", "team"),
        ("shared", "team", "team"),
        ("team", "team", "team"),
    ]


@pytest.mark.parametrize(("proposed", "chosen"), [*product(GRIDS, GRIDS)], ids=str)
def test_a_grid_is_noted_when_any_level_is_higher_up_else_when_any_is_lower(proposed: Grid, chosen: Grid) -> None:
    order = {Decider.TEAM: 0, Decider.SHARED: 1, Decider.CENTRAL: 2}
    steps = [order[chosen.on(level)] - order[proposed.on(level)] for level in Level]
    found = grid_note(proposed, chosen)
    if any(step > 0 for step in steps):
        assert found is not None
        assert found.value is GridNote.HIGHER_UP
    elif any(step < 0 for step in steps):
        assert found is not None
        assert found.value is GridNote.LOWER
    else:
        assert found is None


@pytest.mark.parametrize(("intensity", "complexity"), [*product(Intensity, Complexity)])
def test_only_referring_and_sharing_is_too_loose_for_complex_work(intensity: Intensity, complexity: Complexity) -> None:
    assert is_too_loose(intensity, complexity).value is (intensity <= 2 and complexity is Complexity.HIGH)
