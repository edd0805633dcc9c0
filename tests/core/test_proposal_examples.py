"""The two worked examples of the method, from their own fixtures to a proposal."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.coordination import Level, Need, Verdict
from core.deviations import DeviationKind, kept_split
from core.ids import ActivityId
from core.proposal import (
    Activity,
    Answers,
    ChallengeKind,
    JointDecision,
    MainChallenge,
    PackageProposal,
    PairAnswer,
    Partner,
    Proposal,
    propose,
)
from core.scales import Change, Embeddedness, Frequency, Knowledge, Variety, WorkingArea

METHOD = json.loads(Path(__file__).with_name("method_fixtures.json").read_text(encoding="utf-8"))
MARIA, STEDEREN = METHOD["maria"], METHOD["stederen"]
COORDINATION = {"centraal": "central", "decentraal": "decentralised"}


def maria() -> Proposal:
    """Five activities, the two given coherences, and the complexity given for the package."""
    package = MARIA["package"]
    given = package["expect"]["complexity_in"]
    real = {name: it["v"] for name, it in package["expect"]["real_scale_of"].items()}
    activities = tuple(
        Activity(
            id=ActivityId(it["id"]),
            name=it["nl"],
            frequency=Frequency(it["in"]["freq"]),
            embeddedness=Embeddedness(it["in"]["embed"]),
            real_working_area=WorkingArea(real[it["id"]]) if it["id"] in real else None,
            variety=Variety(given["variety"]) if it["id"] in package["members"] else None,
            change=Change(given["change"]) if it["id"] in package["members"] else None,
            partners=tuple(Partner(name, Need.NEEDED) for name in it["partners_expect"]),
        )
        for it in MARIA["activities"]
    )
    pairs = [(it["a"], it["b"], it["coh"]) for it in MARIA["coherence_given"]]
    pairs += [(it["a"], it["b"], it["min"]) for it in MARIA["coherence_hinted"]]
    coherence = tuple(PairAnswer(a, b, (value,)) for a, b, value in pairs)
    challenge = MainChallenge("Maria weer thuis", ChallengeKind(MARIA["kind"]), Knowledge.WELL)
    return propose(Answers(activities, challenge, coherence=coherence))


def stederen(*, split: bool, joint: frozenset[Level] | None = None, coherence: int = 2) -> Proposal:
    """The two lines of Stederen, as one package or split, with what they decide together."""
    given = {it["id"]: it["expect"] for it in STEDEREN["activities"]}
    areas = {"uitw": given["uitw"]["must_include_scale"]["v"], "krach": max(given["krach"]["scale"]["v"])}
    activities = tuple(
        Activity(
            id=ActivityId(it["id"]),
            name=it["nl"],
            working_area=WorkingArea(areas[it["id"]]),
            variety=Variety(it["expect"]["complexity_in"]["variety"]),
            change=Change(it["expect"]["complexity_in"]["change"]),
        )
        for it in STEDEREN["activities"]
    )
    pair = STEDEREN["coherence_given"][0]
    a, b = ActivityId(pair["a"]), ActivityId(pair["b"])
    return propose(
        Answers(
            activities,
            MainChallenge(kind=ChallengeKind(STEDEREN["kind"])),
            coherence=(PairAnswer(a, b, (coherence,)),),
            packages=((a,), (b,)) if split else None,
            joint_decisions=() if joint is None else (JointDecision(a, b, joint),),
        )
    )


@pytest.fixture(name="package")
def package_of_maria() -> PackageProposal:
    return maria().packages[0]


def test_every_activity_for_maria_has_its_own_area() -> None:
    expected = {it["id"]: it["expect"]["scale"] for it in MARIA["activities"]}
    assert {it.id: it.area for it in maria().activities} == expected


def test_physiotherapy_and_adaptations_are_one_package_in_the_municipality(package: PackageProposal) -> None:
    assert set(package.activities) == set(MARIA["package"]["members"])
    assert package.area is not None
    assert package.area.value.value == MARIA["package"]["expect"]["ideal_scale"]["v"]
    assert len(maria().packages) == 4


def test_practice_deviates_for_the_adaptations_and_stays_open() -> None:
    (found,) = maria().deviations
    assert (found.kind, found.activity, found.ideal, found.real) == (DeviationKind.WORKING_AREA, "aanp", 3, 4)
    assert found.packages == (maria().packages[0].id,)
    assert found.is_open


def test_they_do_it_together_and_may_not_fall_below_the_floor(package: PackageProposal) -> None:
    expected = MARIA["package"]["expect"]["intensity"]
    assert package.closeness is not None
    assert package.closeness.range.value.value == expected["v"]
    assert package.closeness.range.value.lowest >= expected["floor"]


def test_complex_work_is_with_the_team_and_its_shared_file(package: PackageProposal) -> None:
    expected = MARIA["package"]["expect"]
    steering = package.steering
    assert steering is not None
    assert steering.complexity.value.level == expected["complexity"]["v"]
    assert steering.coordination.value == COORDINATION[expected["coordination"]["v"]]
    assert steering.shared_file.value is expected["shared_file"]["v"]
    with_team = {steering.decides.value.on(level) for level in Level} == {"team"}
    assert with_team is expected["mandate_with_team"]["v"]


def test_household_help_and_nurse_keep_each_other_informed() -> None:
    (two,) = maria().between
    names = {package.id: package.activities for package in maria().packages}
    assert {names[package] for package in two.packages} == {("hulp",), ("hyg",)}
    assert (two.intensity.value.value, two.verdict.value) == (2, Verdict.KEEP)


@pytest.mark.parametrize(
    "coherence", [STEDEREN["coherence_given"][0]["coh"], STEDEREN["coherence_given"][0]["coh_max"]]
)
def test_stederen_is_proposed_as_one_package(coherence: int) -> None:
    (package,) = stederen(split=False, coherence=coherence).packages
    assert set(package.activities) == {"uitw", "krach"}


def test_the_group_may_split_stederen_and_hears_the_price() -> None:
    found = stederen(split=True)
    assert found.judged is not None
    assert found.judged.price * 2 == 1
    assert [leak.coherence for leak in found.leaks] == [2]


@pytest.mark.parametrize(
    "joint", [None, frozenset[Level](), frozenset({Level.GOALS})], ids=["unknown", "none", "goals"]
)
def test_the_split_of_stederen_does_not_alarm(joint: frozenset[Level] | None) -> None:
    assert STEDEREN["expect_split"]["alarm_R36_must_not_fire"]
    (two,) = stederen(split=True, joint=joint).between
    assert two.intensity.value.value == 3
    assert two.verdict.value is Verdict.KEEP


def test_the_reason_for_the_split_becomes_a_deviation() -> None:
    (two,) = stederen(split=True).between
    found = kept_split(two.packages, STEDEREN["expect_split"]["reason"])
    assert found.kind is DeviationKind.SPLITTING
    assert STEDEREN["expect_split"]["deviation_kind"] == "splitsing"
    assert found.is_open


@pytest.mark.parametrize("activity", STEDEREN["activities"], ids=lambda it: it["id"])
def test_each_part_of_stederen_has_its_own_steering_and_area(activity: dict[str, Any]) -> None:
    (package,) = [it for it in stederen(split=True).packages if it.activities == (activity["id"],)]
    expected = activity["expect"]
    assert package.steering is not None
    assert package.area is not None
    assert package.steering.complexity.value.level == expected["complexity"]["v"]
    assert package.steering.coordination.value == COORDINATION[expected["coordination"]["v"]]
    assert package.area.value.value in expected["scale"]["v"]
