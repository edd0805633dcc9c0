from itertools import product

import pytest

from core.deviations import Deviation, DeviationKind, area_deviations, kept_split
from core.ids import ActivityId, PackageId
from core.scales import WorkingArea

P1 = PackageId("p1")


@pytest.mark.parametrize(("ideal", "real"), [*product(WorkingArea, WorkingArea)])
def test_only_a_larger_area_than_the_ideal_one_deviates(ideal: WorkingArea, real: WorkingArea) -> None:
    found = area_deviations(P1, ideal, {ActivityId("aanp"): real})
    assert bool(found) is (real > ideal)


def test_a_deviation_of_area_names_activity_ideal_and_real_and_stays_open() -> None:
    (found,) = area_deviations(
        P1,
        WorkingArea.MUNICIPALITY,
        {ActivityId("aanp"): WorkingArea.LOCAL_REGION, ActivityId("kine"): WorkingArea.MUNICIPALITY},
    )
    assert (found.kind, found.packages, found.activity) == (DeviationKind.WORKING_AREA, (P1,), "aanp")
    assert (found.ideal, found.real, found.is_open) == (3, 4, True)


@pytest.mark.parametrize(
    ("consequence", "absorbed_by", "lacks"),
    [
        pytest.param("", "", ("consequence", "absorbed_by"), id="neither"),
        pytest.param("geen vast gezicht", "", ("absorbed_by",), id="no measure"),
        pytest.param(" ", "een vaste contactpersoon", ("consequence",), id="a blank is no consequence"),
        pytest.param("geen vast gezicht", "een vaste contactpersoon", (), id="both"),
    ],
)
def test_a_deviation_closes_with_a_consequence_and_a_measure(
    consequence: str, absorbed_by: str, lacks: tuple[str, ...]
) -> None:
    deviation = Deviation(
        DeviationKind.NOT_DOING, (P1,), "elke dag", "niet", consequence=consequence, absorbed_by=absorbed_by
    )
    assert deviation.lacks == lacks
    assert deviation.is_open is bool(lacks)


def test_a_reasoned_no_to_joining_two_packages_is_a_deviation_of_kind_splitting() -> None:
    found = kept_split((P1, PackageId("p2")), "niet iedereen kan in elke buurt aanwezig zijn")
    assert found.kind is DeviationKind.SPLITTING
    assert found.packages == (P1, "p2")
    assert found.why == "niet iedereen kan in elke buurt aanwezig zijn"
    assert found.is_open
