"""What stands on a card that is left before it closed, and what is gone when people come back to it."""

from flows.run import Control
from flows.values import Arranged, Entry, Listed, Picked, Said
from tests.flows.playing import Group, answered_to
from tests.flows.street_party import PARTY


def test_what_stands_on_a_card_survives_going_back() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("dishes")
    group.says("Bram", "Soep\nTaart")
    group.back()
    assert group.run.current == "wishes"
    group.next()
    assert group.run.current == "dishes"
    assert group.on_card() == Listed((Entry("d1", "Soep"), Entry("d2", "Taart")))
    assert group.run.aside == {}


def test_a_change_left_half_made_by_going_back_further_is_asked_for_again() -> None:
    group = answered_to("first")
    group.reopens("dishes")
    group.says("Anna", "Sla")
    group.back()
    assert group.run.current == "wishes"
    group.next()
    assert group.run.current == "dishes"
    assert len(getattr(group.on_card(), "entries", ())) == 3
    group.next()
    assert group.run.current == "known@d3"


def test_going_back_over_answers_that_stay_asks_for_none_of_them_again() -> None:
    group = answered_to("first")
    group.reopens("dishes")
    group.back()
    group.back()
    assert group.run.aside == {}
    group.presses("Anna", "park")
    assert group.run.current == "first"


def test_a_list_skipped_by_mistake_comes_back() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("wishes")
    group.says("Bram", "Zon")
    group.skip()
    group.back()
    assert group.on_card() == Said(("Zon",))
    group.next()
    assert group.settled("wishes") == Said(("Zon",))


def test_a_doubt_survives_going_back() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("dishes")
    group.says("Bram", "Soep koken\nSoep kokend")
    group.back()
    group.next()
    assert len(group.run.draft.doubts) == 1


def test_a_half_made_move_is_dropped_when_the_proposal_changed_meanwhile() -> None:
    group = answered_to("courses")
    group.presses("Anna", "move", "thing:d2", "to:0", "yes")
    group.reopens("known@d2")
    group.presses("Anna", "1")
    assert group.on_card() == Arranged((("d1", "d2"),)), "same proposal: the move stands"
    group.reopens("dishes")
    group.says("Anna", "Sla")
    group.next()
    group.presses("Anna", "4")
    group.skips_to("courses")
    assert group.on_card() == Arranged((("d1", "d3"), ("d2",)))


def test_a_choice_about_a_thing_that_is_gone_is_not_marked_any_more() -> None:
    group = answered_to("often")
    assert group.settled("first") == Picked(("d1",))
    group.reopens("dishes")
    group.says("Anna", "-1")
    group.next()
    group.reopens("first")
    assert group.on_card() is None
    group.next()
    assert group.notice == "nothing_marked"
    group.presses("Anna", "d2")
    assert group.settled("first") == Picked(("d2",))


def test_opened_again_a_free_text_waits_until_it_is_right() -> None:
    group = answered_to("first")
    group.reopens("wishes")
    group.says("Anna", "Zon en wind")
    assert group.run.current == "wishes"
    group.says("Anna", "-1")
    group.next()
    assert group.settled("wishes") == Said(("Zon en wind",))
    assert group.run.current == "first"


def test_skipping_the_rest_of_a_question_opened_again_looks_at_what_follows() -> None:
    group = answered_to("courses")
    group.next()
    group.reopens("known@d1")
    group.presses("Anna", "4")
    group.reopens("known@d2")
    group.presses("Anna", "4")
    group.next()
    assert group.settled("courses") == Arranged((("d1", "d2"),))
    group.reopens("known@d1")
    group.steer("Anna", Control.SKIP_REST)
    assert group.notice_values == {"n": 1}
    assert group.run.current == "courses"
    assert group.on_card() == Arranged((("d2",), ("d1",)))
