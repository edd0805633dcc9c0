from itertools import pairwise, product

import pytest

from core.coordination import (
    Grouping,
    Input,
    Need,
    Place,
    TeamBand,
    missing_capacities,
    one_organisation_each,
    place_of,
    poor_grouping,
    team_band,
    who_can_do_it_alone,
)
from core.scales import Intensity


@pytest.mark.parametrize("how", Grouping)
def test_grouping_by_anything_but_coherence_is_warned_of(how: Grouping) -> None:
    assert (poor_grouping(how) is None) is (how is Grouping.COHERENCE)


@pytest.mark.parametrize(
    ("needed", "expected"),
    [
        pytest.param(({"OCMW"}, {"CAW"}), ("OCMW", "CAW"), id="each its own"),
        pytest.param(({"OCMW"},), None, id="one package"),
        pytest.param(({"OCMW"}, {"OCMW"}), None, id="one organisation for both"),
        pytest.param(({"OCMW", "CAW"}, {"buren"}), None, id="two in one package"),
        pytest.param(({"OCMW"}, set()), None, id="nobody known for one"),
    ],
)
def test_a_package_per_organisation_is_warned_of(
    needed: tuple[set[str], ...], expected: tuple[str, ...] | None
) -> None:
    found = one_organisation_each(needed)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("need", "yourself", "expected"),
    [
        (Need.NEEDED, False, Place.IN_THE_TEAM),
        (Need.NEEDED, True, Place.IN_THE_TEAM),
        (Need.HANDY, False, Place.CONSULT_OR_INFORM),
        (Need.HANDY, True, Place.CONSULT_OR_INFORM),
        (Need.NOT_NEEDED, False, Place.ANOTHER_PLACE),
        (Need.NOT_NEEDED, True, Place.USE_YOUR_TIME_BETTER),
    ],
)
def test_each_partner_has_a_place(need: Need, *, yourself: bool, expected: Place) -> None:
    assert place_of(need, yourself=yourself).value is expected


def test_capacities_that_nobody_covers_are_missing() -> None:
    found = missing_capacities({"tillen": frozenset({"kinesitherapeut"}), "boren": frozenset(), "bellen": frozenset()})
    assert found.value == ("bellen", "boren")
    assert found.inputs[0] == Input("covered_by", ("kinesitherapeut",), ("tillen",))


@pytest.mark.parametrize(("people", "intensity"), [*product(range(31), Intensity)])
def test_a_team_has_a_band_only_when_it_aligns_or_acts_together(people: int, intensity: Intensity) -> None:
    assert (team_band(people, intensity) is None) is (intensity < 3)


def test_the_bands_follow_each_other() -> None:
    found = [team_band(people, Intensity.ALIGN) for people in range(13)]
    bands = [it.value for it in found if it is not None]
    changes = [people for people, (before, after) in enumerate(pairwise(bands), start=1) if before is not after]
    assert changes == [3, 6, 9, 11]
    assert list(dict.fromkeys(bands)) == list(TeamBand)


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        pytest.param({}, None, id="no capacity known"),
        pytest.param({"tillen": {"ann"}, "koken": {"bert"}}, None, id="two are needed"),
        pytest.param({"tillen": {"ann", "bert"}, "koken": {"bert"}}, ("bert",), id="one can do both"),
        pytest.param({"tillen": {"b", "a"}}, ("a", "b"), id="either can"),
        pytest.param({"tillen": {"ann"}, "koken": set[str]()}, None, id="nobody covers one"),
    ],
)
def test_one_partner_who_covers_everything_can_do_it_alone(
    covered: dict[str, set[str]], expected: tuple[str, ...] | None
) -> None:
    found = who_can_do_it_alone(covered)
    assert (found.value if found else None) == expected
