from fractions import Fraction
from itertools import chain, combinations, product

import pytest

from core.coordination import (
    FORMS,
    Collaboration,
    Fit,
    Form,
    Input,
    Level,
    Verdict,
    collaboration_needed,
    fit_of,
    forms_of,
    intensity_between,
    intensity_of,
    package_intensity,
    rhythm_waits_for,
    verdict_of,
)
from core.ids import ActivityId
from core.scales import Coherence, Intensity

A, B, C = ActivityId("a"), ActivityId("b"), ActivityId("c")
JOINT = [frozenset(levels) for levels in chain.from_iterable(combinations(Level, n) for n in range(4))]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param((), None, id="nothing known"),
        pytest.param((0, 0), Collaboration.NOT_NEEDED, id="nothing hangs together"),
        pytest.param((0, 1), Collaboration.REFER_OR_SHARE, id="handy at most"),
        pytest.param((0, 1, 2), None, id="something hangs together"),
    ],
)
def test_what_hangs_together_says_whether_collaboration_is_needed(
    levels: tuple[int, ...], expected: Collaboration | None
) -> None:
    found = collaboration_needed([Coherence(level) for level in levels])
    assert (found.value if found else None) == expected


@pytest.mark.parametrize("coherence", Coherence)
def test_the_default_lies_in_its_range_and_has_forms(coherence: Coherence) -> None:
    found = intensity_of(coherence).value
    assert found.lowest <= found.value <= found.highest
    assert bool(forms_of(found.value).value) is (coherence > 0)


@pytest.mark.parametrize(("low", "high"), [*combinations(Coherence, 2)])
def test_more_coherence_never_loosens(low: Coherence, high: Coherence) -> None:
    assert intensity_of(low).value.value < intensity_of(high).value.value


def test_a_package_works_as_closely_as_its_strongest_pair_asks() -> None:
    found = package_intensity({(A, B): Coherence(1), (B, C): Coherence(3)})
    assert found is not None
    assert (found.value.value, found.value.lowest, found.value.highest, found.rule) == (4, 3, 4, "R28")
    assert found.inputs == (Input("coherence", 1, (A, B)), Input("coherence", 3, (B, C)))


def test_a_package_without_a_known_pair_has_no_closeness() -> None:
    assert package_intensity({}) is None


@pytest.mark.parametrize(
    ("highest", "expected"), [("1", 2), ("3/2", 3), ("149/100", 2), ("5/2", 4), ("3", 4), ("49/100", 0)]
)
def test_between_packages_the_highest_mean_decides_halves_up(highest: str, expected: int) -> None:
    found = intensity_between(Fraction(highest))
    assert (found.value.value, found.rule) == (expected, "R35")
    assert found.inputs == (Input("highest_coherence", Fraction(highest)),)


@pytest.mark.parametrize(("level", "form"), [(level, form) for level in FORMS for form in FORMS[level]])
def test_a_form_fits_its_own_level(level: Intensity, form: Form) -> None:
    assert fit_of(form, level).value is Fit.FITS


@pytest.mark.parametrize(
    ("form", "needed", "expected"),
    [
        pytest.param(Form.TEAM, 2, Fit.TOO_HEAVY, id="a team where sharing is enough"),
        pytest.param(Form.PROCEDURES, 4, Fit.TOO_LOOSE, id="procedures where people must act together"),
        pytest.param(Form.PERIODIC_CONSULTATION, 1, Fit.TOO_HEAVY, id="consultation to refer"),
        pytest.param(Form.PERIODIC_CONSULTATION, 4, Fit.TOO_LOOSE, id="consultation to act together"),
        pytest.param(Form.NONE, 0, Fit.FITS, id="nothing where nothing is needed"),
        pytest.param(Form.NONE, 2, Fit.TOO_LOOSE, id="nothing where sharing is needed"),
    ],
)
def test_a_form_of_another_level_is_too_loose_or_too_heavy(form: Form, needed: int, expected: Fit) -> None:
    found = fit_of(form, Intensity(needed))
    assert (found.value, found.rule) == (expected, "R30")


def named(value: Intensity | frozenset[Level]) -> str:
    return "+".join(sorted(value)) or "nothing" if isinstance(value, frozenset) else value.name


@pytest.mark.parametrize(("intensity", "joint"), [*product(Intensity, JOINT)], ids=named)
def test_only_two_packages_that_share_everything_alarm(intensity: Intensity, joint: frozenset[Level]) -> None:
    verdict = verdict_of(intensity, joint).value
    everything = len(joint) == 3
    assert (verdict is Verdict.ALARM) is (intensity == 4 and everything)
    assert (verdict is Verdict.RECONSIDER) is ((intensity == 4 and not everything) or (intensity == 3 and everything))


def test_a_verdict_remembers_closeness_and_joint_decisions_in_order() -> None:
    found = verdict_of(Intensity.ALIGN, {Level.APPLICATION, Level.GOALS})
    assert found.inputs == (Input("intensity", 3), Input("joint", ("goals", "application")))


@pytest.mark.parametrize(
    ("intensity", "joint", "expected"),
    [
        pytest.param(None, None, ("intensity", "joint_decisions"), id="nothing answered"),
        pytest.param(Intensity.NONE, None, ("joint_decisions",), id="zero closeness is an answer"),
        pytest.param(None, (), ("intensity",), id="nothing together is an answer"),
        pytest.param(Intensity.ALIGN, (Level.GOALS,), None, id="open"),
    ],
)
def test_the_rhythm_is_locked_until_closeness_and_joint_decisions_are_answered(
    intensity: Intensity | None, joint: tuple[Level, ...] | None, expected: tuple[str, ...] | None
) -> None:
    found = rhythm_waits_for(intensity, joint)
    assert (found.value if found else None) == expected
