"""The web: which way an axis pulls, what a factor leads to, and a factor library without doubles."""

from collections import Counter
from itertools import product

import pytest

from core.ecosystem import FACTORS, Axis, Effect, Pull, effect_of, reading_of
from core.scales import Force


@pytest.mark.parametrize(
    ("helps", "holds_back", "net", "pull"),
    [
        pytest.param(3, 0, 3, Pull.LEVER, id="helps, and nothing against it"),
        pytest.param(2, 1, 1, Pull.LEVER, id="the weakest strong lever"),
        pytest.param(0, 2, -2, Pull.BRAKE, id="the weakest strong brake"),
        pytest.param(1, 3, -2, Pull.BRAKE, id="holds back"),
        pytest.param(2, 2, 0, Pull.DOUBLE, id="both: make it concrete"),
        pytest.param(3, 2, 1, Pull.DOUBLE, id="both, though it helps more"),
        pytest.param(1, 1, 0, Pull.NEITHER, id="a little of both"),
        pytest.param(0, 0, 0, Pull.NEITHER, id="plays no part"),
    ],
)
def test_two_marks_say_which_way_an_axis_pulls(helps: int, holds_back: int, net: int, pull: Pull) -> None:
    found = reading_of(Force(helps), Force(holds_back))
    assert found is not None
    assert (found.value.net, found.value.pull, found.rule) == (net, pull, "R44")
    assert [(it.name, it.value) for it in found.inputs] == [("helps", helps), ("holds_back", holds_back)]


def test_turning_the_marks_around_turns_the_axis_around() -> None:
    other = {Pull.LEVER: Pull.BRAKE, Pull.BRAKE: Pull.LEVER, Pull.DOUBLE: Pull.DOUBLE, Pull.NEITHER: Pull.NEITHER}
    for helps, holds_back in product(Force, repeat=2):
        here, there = reading_of(helps, holds_back), reading_of(holds_back, helps)
        assert here is not None
        assert there is not None
        assert there.value.net == -here.value.net
        assert there.value.pull is other[here.value.pull]


def test_a_mark_that_is_lacking_is_no_zero() -> None:
    assert reading_of(None, Force.STRONGLY) is None
    assert reading_of(Force.STRONGLY, None) is None


@pytest.mark.parametrize(
    ("helps", "removable", "effect"),
    [(True, None, Effect.USE), (False, True, Effect.ACTION), (False, False, Effect.DEVIATION)],
)
def test_a_factor_leads_to_something(helps: bool, removable: bool | None, effect: Effect) -> None:  # noqa: FBT001 a case of the table
    found = effect_of(helps=helps, removable=removable)
    assert found is not None
    assert (found.value, found.rule) == (effect, "R45")
    assert found.inputs


def test_a_brake_nobody_spoke_about_leads_to_nothing_yet() -> None:
    assert effect_of(helps=False) is None


def test_every_axis_has_factors_on_both_sides_and_no_factor_stands_twice() -> None:
    assert list(FACTORS) == list(Axis)
    codes = [code for factors in FACTORS.values() for code in (*factors.helps, *factors.holds_back)]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert all(factors.helps and factors.holds_back for factors in FACTORS.values())
    assert len(codes) == 52
