from itertools import product

import pytest

from core.coordination import Basis, Input, NeighbourhoodMode, neighbourhood_mode, package_area, suggested_area
from core.ids import ActivityId
from core.scales import Embeddedness, Frequency, WorkingArea

KINE, AANP, GEZ = ActivityId("kine"), ActivityId("aanp"), ActivityId("gez")


@pytest.mark.parametrize(("near", "often"), [*product(Embeddedness, Frequency)])
def test_nearer_or_more_often_never_widens_the_area(near: Embeddedness, often: Frequency) -> None:
    here = suggested_area(near, often)
    assert here is not None
    for closer in Embeddedness:
        for oftener in Frequency:
            if closer >= near and oftener >= often:
                other = suggested_area(closer, oftener)
                assert other is not None
                assert other.value <= here.value


def test_the_area_remembers_both_answers() -> None:
    found = suggested_area(Embeddedness.PRESENCE_HELPS, Frequency.VERY_RARE)
    assert found is not None
    assert (found.value, found.rule) == (3, "R23")
    assert found.inputs == (Input("embeddedness", 2), Input("frequency", 0))


@pytest.mark.parametrize(
    ("near", "often"), [(None, None), (None, Frequency.CONSTANT), (Embeddedness.OWN_STREET_OR_CIRCLE, None)]
)
def test_no_area_is_suggested_while_an_answer_is_lacking(near: Embeddedness | None, often: Frequency | None) -> None:
    assert suggested_area(near, often) is None


@pytest.mark.parametrize(("area", "near"), [*product(WorkingArea, Embeddedness)])
def test_neighbourhood_mode_follows_area_and_embedding(area: WorkingArea, near: Embeddedness) -> None:
    found = neighbourhood_mode(area, near)
    assert found is not None
    if area <= 2:
        assert found.value is NeighbourhoodMode.NEIGHBOURHOOD
    else:
        assert found.value is (NeighbourhoodMode.MINDSET if near >= 2 else NeighbourhoodMode.NOT_NEEDED)


def test_in_the_neighbourhood_embedding_need_not_be_known() -> None:
    found = neighbourhood_mode(WorkingArea.GEOGRAPHIC_NEIGHBOURHOOD, None)
    assert found is not None
    assert found.inputs == (Input("working_area", 2),)


def test_a_mode_needs_an_area_and_beyond_the_neighbourhood_embedding_too() -> None:
    assert neighbourhood_mode(None, Embeddedness.PRESENCE_HELPS) is None
    assert neighbourhood_mode(WorkingArea.MUNICIPALITY, None) is None


def test_the_smallest_coupled_area_is_the_packages() -> None:
    areas = {KINE: WorkingArea(3), AANP: WorkingArea(4), GEZ: WorkingArea(1)}
    found = package_area((AANP, GEZ, KINE), areas, {KINE, AANP})
    assert found is not None
    assert (found.value.value, found.value.basis, found.rule) == (3, Basis.COUPLED, "R24")
    assert found.value.areas == ((AANP, 4), (KINE, 3))
    assert found.inputs == (Input("working_area", 4, (AANP,)), Input("working_area", 3, (KINE,)))


def test_a_single_activity_keeps_its_own_area() -> None:
    found = package_area((KINE,), {KINE: WorkingArea(3), GEZ: WorkingArea(1)}, ())
    assert found is not None
    assert (found.value.value, found.value.basis) == (3, Basis.SINGLE)


def test_where_nothing_is_coupled_every_activity_counts() -> None:
    found = package_area((AANP, GEZ), {AANP: WorkingArea(4), GEZ: WorkingArea(1)}, ())
    assert found is not None
    assert (found.value.value, found.value.basis) == (1, Basis.NONE_COUPLED)


def test_a_package_without_any_known_area_has_none() -> None:
    assert package_area((AANP, KINE), {}, {AANP, KINE}) is None
    assert package_area((AANP, GEZ, KINE), {GEZ: WorkingArea(1)}, {AANP, KINE}) is None
