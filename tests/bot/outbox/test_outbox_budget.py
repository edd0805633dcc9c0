"""The arithmetic of the limits, with a clock that waits for the test."""

import pytest

from bot.outbox.budget import Budget, Limit, Limits


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def said(budget: Budget, clock: Clock, seconds: float, chats: int = 1, *, private: bool = False) -> list[float]:
    """Say as much as the budget allows for so long; return when."""
    moments, ends_at = [], clock.now + seconds
    while clock.now < ends_at:
        free = [chat for chat in range(chats) if budget.wait(chat) <= 0]
        if free and budget.wait_overall() <= 0:
            budget.take(free[0], private=private)
            moments.append(clock.now)
        else:
            clock.now += max(0.001, budget.wait_overall(), min(budget.wait(chat) for chat in range(chats)))
    return moments


def most_within(moments: list[float], window: float) -> int:
    return max(sum(start <= moment < start + window - 1e-6 for moment in moments) for start in moments)


def test_a_group_hears_at_most_twenty_in_any_minute_and_eighteen_in_the_long_run() -> None:
    clock = Clock()
    moments = said(Budget(clock, Limits()), clock, 600)
    assert most_within(moments, 60) == 20
    assert 180 <= len(moments) <= 183
    assert moments[:4] == pytest.approx([1000.0, 1000.0, 1000.0, 1000.0 + 60 / 18], abs=0.01)


def test_all_together_hear_at_most_thirty_in_any_second_and_most_of_the_limit_is_used() -> None:
    clock = Clock()
    moments = said(Budget(clock, Limits()), clock, 10, chats=200)
    assert most_within(moments, 1) <= 30
    assert len(moments) >= 0.85 * 10 * 25


def test_calls_that_a_slow_disk_held_up_do_not_leave_all_at_once() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    moments = []
    for held_up in (0.0, 0.7, 0.0, 1.3):  # handed out in time, ready a while later, all together
        ready = len(said(budget, clock, 1.0, chats=100))
        clock.now += held_up
        for _ in range(ready):
            while (wait := budget.turn()) > 0:
                clock.now += max(wait, 1e-6)
            moments.append(clock.now)
    assert len(moments) > 90
    assert most_within(moments, 1) <= 30


def test_a_call_in_time_need_not_wait_for_its_turn() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    assert [budget.turn() for _ in range(5)] == [0.0] * 5
    assert budget.turn() == pytest.approx(1 / 25)
    clock.now += 1 / 25 + 0.001
    assert budget.turn() == 0.0


def test_one_person_may_hear_more_often_than_a_group() -> None:
    clock = Clock()
    moments = said(Budget(clock, Limits()), clock, 60, private=True)
    assert 60 <= len(moments) <= 63


def test_a_pause_gives_the_burst_back() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    for _ in range(3):
        budget.take(1)
    assert 3.3 < budget.wait(1) < 3.4
    assert budget.wait(2) == 0
    clock.now += 10
    assert budget.wait(1) == 0


def test_a_call_that_was_not_made_is_not_counted() -> None:
    clock = Clock()
    budget = Budget(clock, Limits(group=Limit(0.1, 1)))
    budget.take(1)
    assert budget.wait(1) > 0
    budget.give_back(1)
    assert budget.wait(1) == 0


def test_what_was_said_before_a_restart_still_counts() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    for ago in (4.0, 3.0, 2.0, 1.0):
        budget.take(1, ago=ago)
    assert budget.wait(1) > 0
    assert budget.wait_overall() == 0


def test_after_too_many_half_of_it_is_said_and_slowly_more_again() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    budget.too_many(0)
    assert len(said(budget, clock, 600)) == pytest.approx(600 * 0.3 / 2, abs=3)
    for _ in range(100):
        budget.went_well(0)
    assert len(said(budget, clock, 600)) == pytest.approx(600 * 0.3, abs=3)


def test_refusals_in_a_row_slow_down_only_so_far() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    for _ in range(50):
        budget.too_many(1)
    for _ in range(3):
        budget.take(1)
    assert budget.wait(1) < 8 * 3 * 60 / 18


def test_nothing_is_said_to_anyone_while_it_is_shut() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    budget.shut(60)
    assert budget.wait_overall() == 60
    clock.now += 60
    assert budget.wait_overall() == 0


def test_chats_that_are_quiet_are_forgotten() -> None:
    clock = Clock()
    budget = Budget(clock, Limits())
    for chat in range(5000):
        budget.take(chat)
        clock.now += 1
    assert len(budget._chats) < 4200
