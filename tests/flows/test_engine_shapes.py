"""How lists, days, grids, groups and messages take an answer."""

from datetime import date

import pytest

from flows.model import Flow, FlowName, Grid
from flows.run import Control, Press, ShowCard, Status
from flows.values import Arranged, Dated, Entry, Filled, Listed, Picked, Skipped, Voices
from tests.flows.playing import Group
from tests.flows.street_party import PARTY


def at(place: str, *names: str) -> Group:
    return Group(PARTY, *(names or ("Anna", "Bram", "Chris"))).skips_to(place)


def test_a_list_takes_one_thing_a_line() -> None:
    group = at("dishes")
    group.says("Bram", "- Soep met brood\n2. Taart\n\n• Pasta")
    group.next()
    entries = (Entry("d1", "Soep met brood"), Entry("d2", "Taart"), Entry("d3", "Pasta"))
    assert group.settled("dishes") == Listed(entries)


def test_a_list_that_was_emptied_is_not_an_answer() -> None:
    group = at("dishes")
    group.says("Bram", "Soep")
    group.says("Bram", "-1")
    group.next()
    assert group.notice == "required"


def test_a_long_list_asks_to_merge_once_and_again_when_it_grew() -> None:
    group = at("dishes")
    group.says("Bram", "Soep\nTaart\nPasta\nSla")
    group.next()
    assert (group.notice, group.notice_values) == ("list_merge_first", {"n": 4, "most": 3})
    group.says("Bram", "Brood")
    group.next()
    assert group.notice == "list_merge_first"
    group.next()
    assert group.run.current == "extras"


def test_a_doubt_must_be_settled_before_going_on() -> None:
    group = at("dishes")
    group.says("Bram", "Soep koken\nSoep kokend")
    assert len(group.run.draft.doubts) == 1
    group.next()
    assert group.notice == "doubt_open"
    group.presses("Chris", "same")
    assert group.notice == "doubt_settled"
    group.next()
    assert group.settled("dishes") == Listed((Entry("d1", "Soep koken"),))


def test_two_things_that_look_alike_may_both_stay() -> None:
    group = at("dishes")
    group.says("Bram", "Soep koken\nSoep kokend")
    group.presses("Chris", "apart")
    group.next()
    assert len(getattr(group.settled("dishes"), "entries", ())) == 2


@pytest.mark.parametrize("code", ["same", "apart", "later"])
def test_without_a_doubt_its_buttons_are_unknown(code: str) -> None:
    group = at("dishes")
    group.presses("Anna", code)
    assert group.notice == "unknown_button"


def test_a_day_is_tapped_or_typed() -> None:
    group = at("ready@d1")
    group.presses("Anna", "in:30")
    assert group.settled("ready@d1") == Dated(date(2026, 6, 3))
    group.skips_to("ready@d2").says("Bram", "1/4")
    group.next()
    assert group.settled("ready@d2") == Dated(date(2027, 4, 1))


@pytest.mark.parametrize(
    ("typed", "notice"), [("morgen", "bad_date"), ("31/2/2027", "bad_date"), ("3/5/2026", "past_date")]
)
def test_what_is_no_day_to_come_is_refused(typed: str, notice: str) -> None:
    group = at("ready@d1")
    group.says("Anna", typed)
    assert group.notice == notice


@pytest.mark.parametrize("code", ["in:2", "in:", "?"])
def test_only_the_days_on_the_card_can_be_tapped(code: str) -> None:
    group = at("ready@d1")
    group.presses("Anna", code)
    assert group.notice == "unknown_button"


def test_a_grid_closes_when_every_row_is_set() -> None:
    group = at("tasks")
    group.next()
    assert group.notice == "grid_incomplete"
    group.presses("Bram", "lights=town")
    group.next()
    assert group.notice == "grid_incomplete"
    group.presses("Bram", "tables=town", "tables=us")
    group.next()
    assert group.settled("tasks") == Filled((("tables", "us"), ("lights", "town")))


def test_a_grid_takes_over_what_is_proposed() -> None:
    group = at("tasks")
    group.presses("Anna", "take")
    assert group.on_card() == Filled((("tables", "us"), ("lights", "town")))


@pytest.mark.parametrize("code", ["lights=moon", "chairs=us", "lights"])
def test_a_cell_outside_the_grid_is_an_unknown_button(code: str) -> None:
    group = at("tasks")
    group.presses("Anna", code)
    assert group.notice == "unknown_button"


def test_an_arrangement_starts_from_the_proposal_and_is_accepted() -> None:
    group = at("courses")
    group.next()
    assert group.settled("courses") == Arranged((("d1",), ("d2",)))
    assert group.run.status is Status.DONE


def test_a_thing_is_moved_after_a_yes() -> None:
    group = at("courses")
    group.presses("Bram", "move", "thing:d1", "to:1")
    assert group.effects == (ShowCard(fresh=False),)
    assert group.on_card() == Arranged((("d1",), ("d2",)))
    group.presses("Bram", "yes")
    group.next()
    assert group.settled("courses") == Arranged((("d2", "d1"),))


def test_a_message_that_waits_goes_on_by_the_facilitator() -> None:
    group = at("plan")
    assert group.told == ("plan",)
    assert group.drew is not None
    group.steer("Bram", Control.NEXT)
    assert group.notice == "facilitator_only"
    group.next()
    assert group.run.current == "courses"


def test_a_message_that_waits_may_be_skipped_too() -> None:
    group = at("plan")
    group.skip()
    assert group.run.current == "courses"


def test_a_message_that_does_not_wait_is_told_on_the_way() -> None:
    group = at("size")
    group.presses("Anna", "big")
    assert group.told == ("permit",)
    assert group.run.current == "where"


def test_everyone_answers_in_their_own_voice() -> None:
    group = at("where")
    for name, code in (("Chris", "park"), ("Anna", "street"), ("Bram", "?")):
        group.presses(name, code)
    assert group.settled("where") == Voices((Picked(("park",)), Picked(("street",)), Skipped("dont_know")))


def test_a_button_of_an_older_card_changes_nothing() -> None:
    group = at("first")
    before = group.run
    group.does("Anna", Press(before.ask - 1, "d1"))
    assert group.notice == "stale_button"
    assert group.run == before


def test_a_grid_without_a_proposal_has_nothing_to_take_over() -> None:
    chairs = Grid(id="chairs", part=0, rows=("soft",), columns=("us",))
    group = Group(Flow(id=FlowName("chairs"), version=1, steps=(chairs,)), "Anna")
    group.presses("Anna", "take")
    assert group.notice == "unknown_button"
    group.presses("Anna", "?")
    assert group.settled("chairs") == Skipped("dont_know")
