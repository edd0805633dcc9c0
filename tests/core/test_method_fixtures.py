"""The unit fixtures of the method, read from their own file: one rule each."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.coordination import (
    Level,
    complexity_of,
    coordination_of,
    forms_of,
    intensity_of,
    package_area,
    suggested_area,
    team_band,
    verdict_of,
)
from core.coordination.deciding import Complexity
from core.ids import ActivityId
from core.scales import Change, Coherence, Embeddedness, Frequency, Intensity, Variety, WorkingArea

Fixture = dict[str, Any]

METHOD = json.loads(Path(__file__).with_name("method_fixtures.json").read_text(encoding="utf-8"))
OURS = {"R23", "R24", "R26", "R28", "R29", "R32", "R36"}
FORMS = {
    "care pathways": "care_pathways",
    "ad hoc": "ad_hoc",
    "tuned IT": "tuned_it",
    "periodic consultation": "periodic_consultation",
    "learning community": "learning_community",
    "network governance": "network_governance",
}
COORDINATION = {"centraal": "central", "decentraal": "decentralised"}


def fixtures(rule: str) -> list[Any]:
    return [pytest.param(it["in"], it, id=it["id"]) for it in METHOD["unit"] if it["rule"] == rule]


def test_every_rule_has_fixtures() -> None:
    assert {it["rule"] for it in METHOD["unit"]} >= OURS


@pytest.mark.parametrize(("given", "fixture"), fixtures("R23"))
def test_area_of_an_activity(given: Fixture, fixture: Fixture) -> None:
    found = suggested_area(Embeddedness(given["embed"]), Frequency(given["freq"]))
    expected = fixture["expect"]
    assert found is not None
    assert found.value in (expected if isinstance(expected, list) else [expected])


@pytest.mark.parametrize(("given", "fixture"), fixtures("R24"))
def test_area_of_a_package(given: Fixture, fixture: Fixture) -> None:
    areas = {ActivityId(f"a{place}"): WorkingArea(area) for place, area in enumerate(given["ideal"])}
    coupled = frozenset(areas) if given["coh"] >= 2 else frozenset[ActivityId]()
    found = package_area(tuple(areas), areas, coupled)
    assert found is not None
    assert found.value.value == fixture["expect"]


@pytest.mark.parametrize(("given", "fixture"), fixtures("R26"))
def test_size_of_a_team(given: Fixture, fixture: Fixture) -> None:
    found = team_band(given["n"], Intensity(given["intensity"]))
    assert ("no_warning" if found is None else found.value) == fixture["expect"]


@pytest.mark.parametrize(("given", "fixture"), fixtures("R28"))
def test_closeness(given: Fixture, fixture: Fixture) -> None:
    found = intensity_of(Coherence(given["coh"])).value
    assert [found.lowest, found.highest, found.value] == fixture["expect"]


@pytest.mark.parametrize(("given", "fixture"), fixtures("R29"))
def test_forms(given: Fixture, fixture: Fixture) -> None:
    found = set(forms_of(Intensity(given["intensity"])).value)
    assert found >= {FORMS.get(name, name) for name in fixture["expect_contains"]}


@pytest.mark.parametrize(("given", "fixture"), fixtures("R32"))
def test_coordination(given: Fixture, fixture: Fixture) -> None:
    assert coordination_of(Complexity(given["complexity"])).value == COORDINATION[fixture["expect"]]


@pytest.mark.parametrize(("given", "fixture"), fixtures("R36"))
def test_verdict(given: Fixture, fixture: Fixture) -> None:
    found = verdict_of(Intensity(given["intensity"]), [Level(level) for level in given["joint"]])
    assert found.value == fixture["expect"]


@pytest.mark.parametrize("activity", METHOD["maria"]["activities"], ids=lambda it: it["id"])
def test_each_activity_for_maria_gets_the_area_the_source_gives(activity: Fixture) -> None:
    given = activity["in"]
    found = suggested_area(Embeddedness(given["embed"]), Frequency(given["freq"]))
    assert found is not None
    assert found.value == activity["expect"]["scale"]


@pytest.mark.parametrize("activity", METHOD["stederen"]["activities"], ids=lambda it: it["id"])
def test_each_activity_of_stederen_gets_its_closeness_and_coordination(activity: Fixture) -> None:
    expected = activity["expect"]
    given = expected["complexity_in"]
    complexity = complexity_of(Variety(given["variety"]), Change(given["change"]))
    assert complexity is not None
    assert complexity.value.level == expected["complexity"]["v"]
    assert coordination_of(complexity.value.level).value == COORDINATION[expected["coordination"]["v"]]
    assert intensity_of(Coherence(expected["intensity_in"]["coh"])).value.value == expected["intensity"]["v"]
