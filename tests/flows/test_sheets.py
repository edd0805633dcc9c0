"""Filling in alone: everyone has a sheet, the group has what was promised, and no more than that."""

from flows.run import Control, HandIn, ShowCard, Status
from flows.values import Picked, Rated, Said, Sheets, Skipped
from tests.flows.filling import FOUR, Street, filled
from tests.flows.playing import answered_to

# --- alone ---


def test_a_sheet_begins_with_what_the_group_said() -> None:
    alone = Street.of("Anna", "Bram").opens("Anna")
    assert (alone.run.status, alone.run.current, alone.run.members) == (Status.OPEN, "may_name", ("Anna",))
    assert alone.told == ("welcome",)
    alone.presses("Anna", "nobody", "3")
    assert alone.run.current == "spark@t2"


def test_a_sheet_holds_the_answers_of_its_owner_alone() -> None:
    street = Street.of("Anna", "Bram")
    street.fills("Anna", may_name="street", called="Anna", spark="3", brakes="time")
    assert street.handed("Anna") == (
        ("may_name", Picked(("street",))),
        ("called", Said(("Anna",))),
        ("spark@t1", Rated(3)),
        ("spark@t2", Rated(3)),
        ("mood", Skipped()),
        ("brakes", Picked(("time",))),
        ("wish", Skipped()),
    )


def test_a_name_that_is_asked_no_more_does_not_come_along() -> None:
    street = Street.of("Anna", "Bram")
    street.fills("Anna", may_name="street", called="Anna", spark="3")
    street.changes("Anna", "may_name", "nobody")
    assert "called" in street.sheets["Anna"].run.settled
    assert "called" not in dict(street.handed("Anna"))


def test_the_next_sheet_has_the_last_answers_ready_to_be_confirmed() -> None:
    before = Street.of("Anna", "Bram")
    before.fills("Anna", may_name="nobody", spark="3", brakes="time")
    alone = Street.of("Anna", "Bram").opens("Anna", before.sheets["Anna"].run)
    assert alone.on_card() == Picked(("nobody",))
    alone.next()
    assert (alone.run.current, alone.on_card()) == ("spark@t1", Rated(3))
    alone.presses("Anna", "1")
    assert alone.settled("spark@t1") == Rated(1)
    alone.next()
    assert (alone.run.current, alone.on_card()) == ("mood", None), "what was passed is asked anew"


# --- ready ---


def test_the_card_counts_who_is_ready_and_the_last_one_closes_the_question() -> None:
    street = Street.of("Anna", "Bram")
    assert street.fills("Anna", may_name="nobody") == "handed_in"
    assert street.group.notice_values == {"n": 1, "joined": 2}
    assert street.group.drew == ShowCard(fresh=False, can_wait=True)
    assert street.result is None
    street.fills("Bram", may_name="nobody")
    assert street.group.run.current == "after"


def test_a_changed_sheet_counts_once() -> None:
    street = Street.of("Anna", "Bram", "Chris")
    street.fills("Anna", may_name="nobody", mood="sunny")
    street.changes("Anna", "mood", "stormy")
    assert street.group.notice_values == {"n": 1, "joined": 3}
    assert street.group.drew is None, "the count is the same"
    assert dict(street.handed("Anna"))["mood"] == Picked(("stormy",))


def test_the_facilitator_goes_on_without_those_who_wait() -> None:
    street = Street.of(*FOUR, "Eva")
    street.fills("Anna", may_name="nobody")
    street.group.next()
    assert street.group.notice == "below_quorum"
    street.group.next()
    assert street.sheets_told == Sheets(1)


def test_nobody_ready_closes_nothing() -> None:
    street = Street.of("Anna", "Bram")
    street.group.next()
    assert street.group.notice == "no_voice_yet"


def test_only_who_joined_can_hand_in() -> None:
    street = Street.of("Anna", "Bram")
    street.opens("Zoë")
    assert street.hands_in("Zoë") == "not_joined"
    assert street.group.run.votes == {}


def test_after_the_question_closed_a_sheet_changes_nothing() -> None:
    street = filled(*FOUR)
    before = street.group.run
    assert street.changes("Anna", "mood", "stormy") == "sheet_closed"
    assert street.group.run == before


def test_a_question_that_is_called_for_no_more_takes_no_sheet() -> None:
    group = answered_to("first")
    before = group.run
    group.does("Anna", HandIn("sheets", ()))
    assert (group.notice, group.run) == ("sheet_closed", before)


def test_a_sheet_counts_during_a_pause_and_while_the_group_is_elsewhere() -> None:
    street = Street.of("Anna", "Bram")
    street.group.steer("Anna", Control.PAUSE)
    assert street.fills("Anna", may_name="nobody") == "handed_in"
    street.group.steer("Anna", Control.RESUME)
    street.group.reopens("readers")
    assert street.fills("Bram", may_name="nobody") == "handed_in"
    assert street.group.run.current == "readers", "nothing closes behind the back of the group"
    street.group.presses("Anna", "street")
    street.group.next()
    assert street.sheets_told.count == 2


def test_words_and_taps_in_the_group_are_no_sheet() -> None:
    street = Street.of("Anna", "Bram")
    street.group.says("Anna", "ik voel me goed")
    assert street.group.notice == "fill_in_private"
    street.group.presses("Anna", "sunny")
    assert street.group.notice == "unknown_button"


def test_a_question_that_was_passed_has_no_sheets() -> None:
    street = Street.of("Anna", "Bram")
    street.group.skip()
    assert street.result == Skipped()


# --- the group changes its list ---


def test_a_sheet_follows_when_the_group_changes_its_list() -> None:
    street = Street.of("Anna", "Bram", "Chris")
    street.fills("Anna", may_name="nobody", spark="2")
    bram = street.opens("Bram")
    bram.presses("Bram", "nobody")
    street.group.reopens("topics")
    street.group.says("Anna", "-1\nFeest")
    street.group.next()
    assert street.follows("Bram").run.current == "spark@t2", "the first topic is gone"
    assert street.follows("Anna").run.current == "spark@t3", "there is a new one"
    street.group.next()
    assert street.group.notice == "no_voice_yet", "a sheet without the new topic is not ready"
    street.sheets["Anna"].presses("Anna", "4")
    street.hands_in("Anna")
    assert street.group.notice_values == {"n": 1, "joined": 3}
    assert "spark@t1" not in dict(street.handed("Anna"))


def test_nothing_moves_on_a_sheet_that_has_nothing_to_follow() -> None:
    street = Street.of("Anna", "Bram")
    street.opens("Anna")
    before = street.sheets["Anna"].run
    assert street.follows("Anna").run == before


def test_an_open_question_stays_open_when_it_is_still_the_next() -> None:
    street = Street.of("Anna", "Bram")
    street.opens("Anna")
    street.group.reopens("topics")
    street.group.says("Anna", "Feest")
    street.group.next()
    alone = street.follows("Anna")
    assert (alone.run.current, alone.drew) == ("may_name", ShowCard(fresh=False))


def test_a_sheet_that_is_whole_and_stays_so_is_left_in_peace() -> None:
    street = Street.of("Anna", "Bram")
    street.fills("Anna", may_name="nobody")
    street.group.reopens("topics")
    street.group.says("Anna", "-2")
    street.group.next()
    alone = street.follows("Anna")
    assert (alone.run.status, alone.effects) == (Status.DONE, ())


def test_an_answer_that_is_being_changed_about_a_thing_that_goes_makes_room() -> None:
    street = Street.of("Anna", "Bram")
    street.fills("Anna", may_name="nobody", spark="2", mood="sunny")
    street.sheets["Anna"].reopens("spark@t2")
    street.group.reopens("topics")
    street.group.says("Anna", "-2")
    street.group.next()
    alone = street.follows("Anna")
    assert (alone.run.status, alone.run.current) == (Status.DONE, None)


def test_an_answer_that_is_being_changed_stays_open_when_something_is_added() -> None:
    street = Street.of("Anna", "Bram")
    street.fills("Anna", may_name="nobody", spark="2", mood="sunny")
    street.sheets["Anna"].reopens("spark@t2")
    street.group.reopens("topics")
    street.group.says("Anna", "Feest")
    street.group.next()
    assert street.follows("Anna").run.current == "spark@t2"


def test_a_sheet_that_was_stopped_goes_on_where_it_was() -> None:
    street = Street.of("Anna", "Bram")
    anna = street.opens("Anna")
    anna.presses("Anna", "nobody", "3")
    anna.steer("Anna", Control.STOP)
    street.group.reopens("topics")
    street.group.says("Anna", "Feest")
    street.group.next()
    assert street.follows("Anna").run.status is Status.STOPPED
    assert (street.goes_on("Anna").run.status, anna.run.current) == (Status.OPEN, "spark@t2")
    assert anna.settled("spark@t1") == Rated(3)


# --- leaving ---


def test_who_leaves_takes_an_open_sheet_along() -> None:
    street = Street.of("Anna", "Bram", "Chris")
    street.fills("Bram", may_name="nobody", mood="sunny")
    street.leaves("Bram")
    assert street.group.run.votes == {}
    street.fills("Anna", may_name="nobody")
    street.fills("Chris", may_name="nobody")
    assert street.sheets_told.count == 2
