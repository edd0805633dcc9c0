"""What a round of the check-in gives reason to talk about (R46), and which indicators earn their work (R47)."""

from datetime import date

import pytest

from core.check_in import (
    Decided,
    Energy,
    Indicator,
    Moved,
    Need,
    Prompt,
    Round,
    Trend,
    Worth,
    energy_of,
    needs_of,
    prompts,
    worth_of,
)
from core.scales import Fire
from core.voices import Spread

NO, YES = Moved.NO, Moved.YES
TODAY = date(2026, 11, 25)


def a_round(
    *fire: int,
    moved: tuple[Moved, ...] = (),
    decided: tuple[Decided, ...] = (),
    waiting_for: tuple[str, ...] = (),
    needs: dict[Need, int] | None = None,
) -> Round:
    return Round(fire=Spread(fire), moved=moved, decided=decided, waiting_for=waiting_for, needs=needs or {})


BLAZING = a_round(3, 3, 3, 3)


def test_a_group_that_burns_and_asks_nothing_is_left_in_peace() -> None:
    assert prompts([a_round(2, 2, 2, 3)]) == {}


@pytest.mark.parametrize(
    ("now", "before", "asked"),
    [
        (a_round(1, 1, 1, 1), None, True),
        (a_round(1, 1, 1, 2), None, False),
        (a_round(2, 2, 2, 2), BLAZING, True),
        (a_round(2, 2, 2, 3), BLAZING, False),
        (a_round(0, 0, 0), BLAZING, False),
        (a_round(2, 2, 2, 2), a_round(3, 3, 3), False),
    ],
    ids=["low", "just above", "a whole level down", "not quite", "three may not be shown", "nor may three before"],
)
def test_energy_is_what_to_talk_about_when_it_is_low_or_drops(now: Round, before: Round | None, asked: object) -> None:
    assert (Prompt.ENERGY in prompts([now, *([] if before is None else [before])])) is asked


def test_a_drop_says_what_it_was_worked_out_from() -> None:
    finding = prompts([a_round(2, 2, 2, 2), BLAZING])[Prompt.ENERGY]
    assert (finding.rule, {it.name: it.value for it in finding.inputs}) == ("R46", {"fire": 2, "fire_before": 3})


@pytest.mark.parametrize(
    ("rounds", "asked"),
    [
        ([(NO, NO, NO, YES), (NO, NO, NO, YES)], True),
        ([(NO, NO, NO, YES)], False),
        ([(NO, NO, NO, YES), (NO, NO, YES, YES)], False),
        ([(NO, NO, NO), (NO, NO, NO, NO)], False),
        ([(YES, YES, YES, YES), (NO, NO, NO, NO), (NO, NO, NO, NO)], False),
    ],
    ids=["twice", "once", "half is not most", "three may not be shown", "it moved again"],
)
def test_a_group_stands_still_after_most_said_no_twice(rounds: list[tuple[Moved, ...]], asked: object) -> None:
    found = prompts([a_round(2, 2, 2, 2, moved=moved) for moved in rounds])
    assert (Prompt.STANDS_STILL in found) is asked


def test_waiting_is_told_by_name_or_by_four_people() -> None:
    waiting = (Decided.WAITING, Decided.YES, Decided.YES, Decided.YES)
    assert Prompt.MANDATE in prompts([a_round(2, waiting_for=("de stad",))])
    assert Prompt.MANDATE in prompts([a_round(2, decided=waiting)])
    assert Prompt.MANDATE not in prompts([a_round(2, decided=waiting[:3])])
    assert Prompt.MANDATE not in prompts([a_round(2, decided=waiting[1:] * 2)])


def test_what_is_asked_is_counted_by_people_and_named() -> None:
    needs = needs_of([("money", "money"), ("place", "money"), ("nothing",), ()])
    assert needs == {Need.MONEY: 2, Need.PLACE: 1}
    assert prompts([a_round(2, needs=needs)])[Prompt.ASKED].inputs[0].value == ("money", "place")


def test_an_indicator_without_a_user_is_proposed_to_drop() -> None:
    found = worth_of(
        [
            Indicator("nieuwe gezichten", "de subsidie", None),
            Indicator("vergaderuren", "", None),
            Indicator("korte verhalen", "de buurt", date(2026, 11, 25)),
            Indicator("straten met een trekker", "wij", date(2026, 11, 26)),
        ],
        TODAY,
    )
    assert [it.value for it in found] == [Worth.KEEP, Worth.NO_USER, Worth.STOPS, Worth.TOO_MANY]
    assert {it.rule for it in found} == {"R47"}


# --- energy in words ---


@pytest.mark.parametrize(
    ("now", "before", "energy"),
    [
        (a_round(3, 3, 3, 3), None, Energy(Fire.BLAZES, None)),
        (a_round(1, 2, 2, 1), None, Energy(Fire.BURNS, None)),
        (a_round(2, 2, 2, 2), BLAZING, Energy(Fire.BURNS, Trend.DOWN)),
        (a_round(3, 3, 3, 3), a_round(2, 2, 3, 3), Energy(Fire.BLAZES, Trend.UP)),
        (a_round(3, 3, 3, 3), a_round(2, 3, 3, 3), Energy(Fire.BLAZES, Trend.SAME)),
        (a_round(3, 3, 3, 3), a_round(0, 0, 0), Energy(Fire.BLAZES, None)),
        (a_round(3, 3, 3), BLAZING, None),
    ],
    ids=["no round before", "half goes up", "down", "up by half", "less than half", "three before", "three now"],
)
def test_the_fire_is_told_in_words_beside_last_time(now: Round, before: Round | None, energy: Energy | None) -> None:
    assert energy_of([now, *([] if before is None else [before])]) == energy
