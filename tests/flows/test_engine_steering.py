"""Beginning, pausing, skipping, stopping; buttons and replies that come too late."""

import pytest

from flows.run import Announce, CloseCard, Control, Press, ShowCard, Status, Steer, Typed
from flows.values import Said, Seen, Skipped
from tests.flows.playing import Group
from tests.flows.street_party import PARTY


def test_nothing_is_asked_before_the_beginning() -> None:
    group = Group(PARTY, "Anna", begun=False)
    for control in (Control.NEXT, Control.BACK, Control.SKIP, Control.PAUSE, Control.RESUME):
        group.steer("Anna", control)
        assert group.notice == "not_open"
    group.presses("Anna", "small")
    assert group.notice == "not_open"
    group.says("Anna", "hallo")
    assert group.notice == "not_open"


def test_at_the_beginning_the_welcome_is_told_and_the_first_question_opens() -> None:
    group = Group(PARTY, "Anna")
    assert group.told == ("hello",)
    assert group.settled("hello") == Seen()
    assert (group.run.current, group.run.ask) == ("name", 1)


def test_beginning_twice_changes_nothing() -> None:
    group = Group(PARTY, "Anna")
    before = group.run
    group.does("Anna", Steer(Control.BEGIN, ask=0))
    assert group.notice == "stale_button"
    group.steer("Anna", Control.BEGIN)
    assert group.notice == "not_open"
    assert group.run == before


def test_a_pause_keeps_everything_and_going_on_shows_the_card_again() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("wishes")
    group.says("Bram", "Zon")
    open_run = group.run
    group.steer("Anna", Control.PAUSE)
    group.says("Bram", "Wind")
    assert group.notice == "is_paused"
    group.steer("Anna", Control.SKIP)
    assert group.notice == "is_paused"
    group.steer("Anna", Control.RESUME)
    assert group.effects == (ShowCard(fresh=True),)
    assert group.run == open_run


def test_resuming_what_is_not_paused_is_refused() -> None:
    group = Group(PARTY, "Anna")
    group.steer("Anna", Control.RESUME)
    assert group.notice == "not_open"


def test_a_stopped_run_takes_nothing_any_more() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("wishes")
    group.steer("Anna", Control.STOP)
    assert group.effects == (ShowCard(fresh=False), Announce("stopped"))
    before = group.run
    for control in Control:
        group.steer("Anna", control)
        assert group.notice == "not_open"
    group.says("Bram", "Zon")
    assert group.notice == "not_open"
    group.reopens("name")
    assert group.notice == "not_open"
    assert group.run == before


def test_stopping_before_the_beginning_ends_it() -> None:
    group = Group(PARTY, "Anna", begun=False)
    group.steer("Anna", Control.STOP)
    assert group.run.status is Status.STOPPED


@pytest.mark.parametrize("control", [Control.NEXT, Control.BACK, Control.SKIP, Control.PAUSE, Control.STOP])
def test_a_control_of_an_older_card_is_stale(control: Control) -> None:
    group = Group(PARTY, "Anna").skips_to("wishes")
    before = group.run
    group.does("Anna", Steer(control, ask=before.ask - 1))
    assert group.notice == "stale_button"
    assert group.run == before


def test_the_control_of_the_open_card_works() -> None:
    group = Group(PARTY, "Anna").skips_to("wishes")
    group.does("Anna", Steer(Control.SKIP, ask=group.run.ask))
    assert group.settled("wishes") == Skipped("skip")


def test_a_reply_to_a_closed_card_is_said_to_come_too_late() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("wishes")
    group.does("Bram", Typed("Nog iets", ask=group.run.ask - 1))
    assert group.notice == "closed_question"
    group.does("Bram", Typed("Zon", ask=group.run.ask))
    assert group.on_card() == Said(("Zon",))


def test_closing_says_what_closed_and_opens_the_next() -> None:
    group = Group(PARTY, "Anna")
    group.says("Anna", "Lange tafel")
    assert group.effects == (CloseCard("name"), ShowCard(fresh=True))
    assert (group.run.previous, group.run.current) == ("name", "size")


def test_a_skipped_question_is_a_way_out_and_no_answer() -> None:
    group = Group(PARTY, "Anna").skips_to("size")
    group.skip()
    assert group.settled("size") == Skipped("skip")
    assert not group.run.facts().has("size")


def test_skipping_the_rest_passes_the_question_for_all_things_left() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("dishes")
    group.says("Bram", "Soep\nTaart\nSla")
    group.next()
    group.skips_to("known@d1")
    for name in ("Anna", "Bram"):
        group.presses(name, "3")
    group.steer("Anna", Control.SKIP_REST)
    assert (group.notice, group.notice_values) == ("skipped_rest", {"n": 2})
    assert group.run.facts().levels("known", "d1") == (3, 3)
    assert group.settled("known@d2") == group.settled("known@d3") == Skipped("rest")
    assert group.run.current == "first"


def test_skipping_the_rest_inside_a_loop_goes_on_with_the_other_questions_of_the_thing() -> None:
    group = Group(PARTY, "Anna").skips_to("cook@d1")
    group.steer("Anna", Control.SKIP_REST)
    assert group.settled("cook@d2") == Skipped("rest")
    assert group.run.current == "ready@d1"


def test_what_is_required_cannot_be_skipped_for_the_rest_either() -> None:
    group = Group(PARTY, "Anna")
    group.steer("Anna", Control.SKIP_REST)
    assert group.notice == "required"


def test_a_skipped_lock_keeps_the_question_behind_it_closed() -> None:
    group = Group(PARTY, "Anna").skips_to("ready@d1")
    group.skip()
    assert group.run.current == "cook@d2"
    group.skips_to("ready@d2").presses("Anna", "in:1")
    assert group.run.current == "taster@d2"


def test_when_all_is_answered_it_is_done() -> None:
    group = Group(PARTY, "Anna").skips_to("courses")
    group.next()
    assert group.effects[-1] == Announce("done")
    assert (group.run.status, group.run.current) == (Status.DONE, None)
    group.presses("Anna", "move")
    assert group.notice == "not_open"
    group.back()
    assert group.notice == "not_open"


def test_what_is_told_waits_while_paused() -> None:
    group = Group(PARTY, "Anna").skips_to("plan")
    group.steer("Anna", Control.PAUSE)
    group.steer("Anna", Control.RESUME)
    assert group.run.current == "plan"
    group.does("Anna", Press(group.run.ask, "yes"))
    assert group.notice == "unknown_button"
