"""Who takes part, who leads, and what is kept for later."""

import pytest

from flows.engine import PARKED_AT_MOST
from flows.run import Announce, Control, Press, Reopen, ShowCard, Status, Steer
from tests.flows.playing import Group
from tests.flows.street_party import PARTY

GIVEN_TO_LEAD = [control for control in Control if control not in {Control.JOIN, Control.LEAVE}]


def test_who_starts_leads_and_takes_part() -> None:
    group = Group(PARTY, "Anna", begun=False)
    assert (group.run.status, group.run.facilitator, group.run.members) == (Status.GATHERING, "Anna", ("Anna",))
    assert group.effects == (ShowCard(fresh=True),)


def test_people_join_while_it_gathers_and_later() -> None:
    group = Group(PARTY, "Anna", "Bram", begun=False)
    assert (group.notice, group.notice_values) == ("joined", {"joined": 2})
    group.steer("Anna", Control.BEGIN)
    group.steer("Chris", Control.JOIN)
    assert group.run.members == ("Anna", "Bram", "Chris")


def test_joining_twice_is_said_and_counts_once() -> None:
    group = Group(PARTY, "Anna", "Bram")
    group.steer("Bram", Control.JOIN)
    assert (group.notice, len(group.run.members)) == ("already_joined", 2)


def test_an_outsider_cannot_answer_or_park() -> None:
    group = Group(PARTY, "Anna")
    before = group.run
    group.says("Zoë", "Lange tafel")
    assert group.notice == "not_joined"
    group.presses("Zoë", "big")
    assert group.notice == "not_joined"
    group.parks("Zoë", "iets")
    assert group.notice == "not_joined"
    group.steer("Zoë", Control.LEAVE)
    assert group.notice == "not_joined"
    assert group.run == before


@pytest.mark.parametrize("control", GIVEN_TO_LEAD)
def test_only_the_facilitator_steers(control: Control) -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("where")
    before = group.run
    group.steer("Bram", control)
    assert group.notice == "facilitator_only"
    group.does("Bram", Reopen("name"))
    assert group.notice == "facilitator_only"
    assert group.run == before


def test_an_admin_may_steer_without_taking_part() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("where")
    group.steer("Zoë", Control.PAUSE, admin=True)
    assert group.run.status is Status.PAUSED
    assert group.run.members == ("Anna", "Bram")


def test_an_admin_who_is_not_the_facilitator_does_not_answer_for_the_group() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("size")
    group.does("Bram", Press(group.run.ask, "big"), admin=True)
    assert group.notice == "facilitator_only"


def test_a_member_does_not_answer_for_the_facilitator() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("size")
    group.presses("Bram", "big")
    assert group.notice == "facilitator_only"
    group.presses("Anna", "big")
    assert group.run.current == "where"


def test_an_admin_takes_over_and_joins() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("where")
    group.steer("Zoë", Control.TAKE_OVER, admin=True)
    assert group.effects == (Announce("taken_over"),)
    assert (group.run.facilitator, group.run.members) == ("Zoë", ("Anna", "Bram", "Zoë"))
    group.steer("Bram", Control.TAKE_OVER, admin=True)
    assert (group.run.facilitator, len(group.run.members)) == ("Bram", 3)


def test_who_leads_already_has_nothing_to_take_over() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("where")
    group.steer("Anna", Control.TAKE_OVER)
    assert (group.notice, group.run.facilitator) == ("already_leading", "Anna")


def test_when_the_facilitator_leaves_the_next_in_line_leads() -> None:
    group = Group(PARTY, "Anna", "Bram", "Chris").skips_to("where")
    group.steer("Anna", Control.LEAVE)
    assert (group.run.facilitator, group.run.members) == ("Bram", ("Bram", "Chris"))
    assert Announce("handed_on") in group.effects
    group.steer("Bram", Control.PAUSE)
    assert group.run.status is Status.PAUSED


def test_when_the_last_one_leaves_it_waits_for_whoever_comes_back() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("where")
    group.steer("Anna", Control.LEAVE)
    group.steer("Bram", Control.LEAVE)
    assert (group.run.members, group.run.status) == ((), Status.PAUSED)
    group.steer("Chris", Control.JOIN)
    assert (group.run.facilitator, group.run.members) == ("Chris", ("Chris",))
    group.steer("Chris", Control.RESUME)
    assert (group.run.status, group.run.current) == (Status.OPEN, "where")


def test_when_all_leave_before_the_beginning_it_still_gathers() -> None:
    group = Group(PARTY, "Anna", begun=False)
    group.steer("Anna", Control.LEAVE)
    assert (group.run.status, group.run.members) == (Status.GATHERING, ())
    group.steer("Anna", Control.JOIN)
    assert (group.run.facilitator, group.run.members) == ("Anna", ("Anna",))


def test_nobody_joins_a_run_that_is_over() -> None:
    group = Group(PARTY, "Anna", "Bram")
    group.steer("Anna", Control.STOP)
    group.steer("Chris", Control.JOIN)
    assert group.notice == "not_open"


def test_a_join_button_of_an_old_card_still_works() -> None:
    group = Group(PARTY, "Anna").skips_to("where")
    group.does("Bram", Steer(Control.JOIN, ask=0))
    assert group.notice == "joined"


# --- kept for the last step ---


def test_a_remark_is_kept_and_told_at_the_end() -> None:
    group = Group(PARTY, "Anna", "Bram")
    group.parks("Bram", "  Wie ruimt op?  ")
    assert (group.notice, group.notice_values) == ("parked", {"n": 1})
    group.skips_to("courses").next()
    assert group.told == ("parked",)
    assert group.run.parked == ("Wie ruimt op?",)


def test_remarks_are_kept_while_paused_but_not_after_the_end() -> None:
    group = Group(PARTY, "Anna")
    group.steer("Anna", Control.PAUSE)
    group.parks("Anna", "eerst dit")
    assert group.notice == "parked"
    group.steer("Anna", Control.STOP)
    group.parks("Anna", "dan dat")
    assert (group.notice, group.run.parked) == ("not_open", ("eerst dit",))


def test_the_same_remark_is_kept_once() -> None:
    group = Group(PARTY, "Anna")
    group.parks("Anna", "opruimen")
    group.parks("Anna", "opruimen ")
    assert (group.notice_values, group.run.parked) == ({"n": 1}, ("opruimen",))


@pytest.mark.parametrize(
    ("text", "notice"),
    [(" \n", "empty_text"), ("\u200b", "empty_text"), ("x" * 4001, "too_long"), ("x" * 4000, "parked")],
)
def test_a_remark_has_words_but_not_too_many(text: str, notice: str) -> None:
    group = Group(PARTY, "Anna")
    group.parks("Anna", text)
    assert group.notice == notice


def test_there_is_an_end_to_what_can_be_parked() -> None:
    group = Group(PARTY, "Anna")
    for number in range(PARKED_AT_MOST):
        group.parks("Anna", f"opmerking {number}")
    group.parks("Anna", "nog een")
    assert (group.notice, group.notice_values) == ("parking_full", {"max": PARKED_AT_MOST})
    assert len(group.run.parked) == PARKED_AT_MOST
