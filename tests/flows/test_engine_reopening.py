"""Going back, changing an answer: only what follows from the change is asked or told again."""

from flows.run import Control, Status
from flows.values import Arranged, Said, Skipped
from tests.flows.playing import answered_to


def test_back_opens_the_question_before_with_its_answer_and_asks_nothing_else_again() -> None:
    group = answered_to("first")
    group.back()
    assert group.run.current == "known@d2"
    group.presses("Anna", "3")
    assert group.run.current == "first"


def test_back_several_times_walks_the_way_back() -> None:
    group = answered_to("first")
    seen = []
    for _ in range(7):
        group.back()
        seen.append(group.run.current)
    assert seen == ["known@d2", "known@d1", "needed", "extras", "dishes", "wishes", "where"]
    group.back()
    group.back()
    group.back()
    assert (group.notice, group.run.current) == ("nothing_to_go_back", "name")


def test_after_going_back_the_group_returns_to_where_it_was() -> None:
    group = answered_to("first")
    for _ in range(5):
        group.back()
    group.next()
    assert group.run.current == "first"


def test_back_passes_messages() -> None:
    group = answered_to("courses")
    group.back()
    assert group.run.current == "tasks"


def test_back_from_a_newly_opened_question_goes_to_the_one_before_it_in_the_flow() -> None:
    group = answered_to("often")
    group.reopens("dishes")
    group.says("Anna", "Sla")
    group.next()
    assert group.run.current == "known@d3"
    group.back()
    assert group.run.current == "known@d2"


def test_an_answer_stays_until_the_opened_question_is_closed_again() -> None:
    group = answered_to("often")
    group.reopens("name")
    assert group.settled("name") == Said(("Lange tafel",))
    assert group.on_card() == Said(("Lange tafel",))
    group.says("Anna", "Korte tafel")
    assert group.settled("name") == Said(("Korte tafel",))
    assert group.run.current == "often"


def test_later_answers_stay_and_only_new_questions_are_asked() -> None:
    group = answered_to("often")
    later = {place: group.settled(place) for place in ("known@d1", "known@d2", "first")}
    group.reopens("dishes")
    group.says("Anna", "Sla")
    group.next()
    assert group.run.current == "known@d3"
    group.presses("Anna", "1")
    assert group.run.current == "often"
    assert {place: group.settled(place) for place in later} == later


def test_questions_about_a_thing_that_is_gone_are_not_asked_and_cannot_be_opened() -> None:
    group = answered_to("first")
    group.reopens("dishes")
    group.says("Anna", "-2")
    group.next()
    assert group.run.current == "first"
    group.reopens("known@d2")
    assert group.notice == "not_answered_yet"
    group.back()
    assert group.run.current == "known@d1"


def test_a_condition_that_comes_true_opens_its_question_or_tells_its_message() -> None:
    group = answered_to("first")
    group.reopens("size")
    group.presses("Anna", "big")
    assert group.told == ("permit",)
    assert group.run.current == "first"
    group.reopens("size")
    group.presses("Anna", "small")
    group.reopens("size")
    group.presses("Anna", "big")
    assert not group.told, "the group has read this"


def test_a_computed_message_is_told_again_only_when_it_says_something_else() -> None:
    group = answered_to("courses")
    group.reopens("dishes")
    group.next()
    assert not group.told
    group.reopens("name")
    group.says("Anna", "Korte tafel")
    assert not group.told
    assert group.run.current == "courses"
    group.reopens("tasks")
    group.presses("Anna", "tables=town", "lights=us")
    group.next()
    assert group.told == ("plan",)
    assert group.run.current == "plan"
    group.next()
    assert group.run.current == "courses"


def test_an_arrangement_is_asked_again_only_when_its_proposal_changed() -> None:
    group = answered_to("courses")
    group.presses("Anna", "move", "thing:d2", "to:0", "yes")
    group.next()
    assert group.settled("courses") == Arranged((("d1", "d2"),))
    group.reopens("name")
    group.says("Anna", "Korte tafel")
    assert group.settled("courses") == Arranged((("d1", "d2"),))
    assert group.run.status is Status.DONE
    group.reopens("known@d2")
    group.presses("Anna", "1")
    assert group.run.status is Status.DONE, "the proposal is the same"
    group.reopens("known@d1")
    group.presses("Anna", "1")
    assert group.run.status is Status.DONE, "other reasons, same groups"
    group.reopens("known@d1")
    group.presses("Anna", "4")
    group.reopens("known@d2")
    group.presses("Anna", "4")
    assert group.run.current == "courses"
    assert group.on_card() == Arranged((("d1", "d2"),))


def test_an_answer_to_a_new_question_counts_for_the_arrangement_too() -> None:
    """The change that opened the question left the groups as they were; the answer to it does not."""
    group = answered_to("courses")
    group.next()
    group.reopens("dishes")
    group.says("Anna", "-2")
    group.says("Anna", "Sla")
    group.next()
    group.presses("Anna", "4")
    group.skips_to("courses")
    assert group.on_card() == Arranged((("d1", "d3"),))


def test_opening_an_arrangement_again_shows_the_groups_of_the_group() -> None:
    group = answered_to("courses")
    group.presses("Anna", "move", "thing:d2", "to:0", "yes")
    group.next()
    group.reopens("courses")
    assert group.on_card() == Arranged((("d1", "d2"),))


def test_a_skipped_arrangement_starts_from_the_groups_that_stood_there() -> None:
    group = answered_to("courses")
    group.presses("Anna", "move", "thing:d2", "to:0", "yes")
    group.skip()
    assert group.settled("courses") == Skipped("skip")
    group.reopens("courses")
    assert group.on_card() == Arranged((("d1", "d2"),))


def test_a_finished_run_opens_again_to_change_an_answer_and_is_done_again() -> None:
    group = answered_to("courses")
    group.next()
    assert group.run.status is Status.DONE
    group.reopens("wishes")
    assert (group.run.status, group.run.current) == (Status.OPEN, "wishes")
    group.next()
    assert group.run.status is Status.DONE


def test_only_what_was_answered_can_be_opened_again() -> None:
    group = answered_to("first")
    for place in ("often", "hello", "nothing", "known@d9"):
        group.reopens(place)
        assert (group.notice, group.run.current) == ("not_answered_yet", "first")


def test_a_second_question_opened_again_takes_the_place_of_the_first() -> None:
    group = answered_to("first")
    group.reopens("name")
    group.reopens("where")
    group.presses("Anna", "park")
    assert group.run.current == "first"
    assert group.settled("name") == Said(("Lange tafel",))


def test_a_question_opened_again_may_be_skipped() -> None:
    group = answered_to("first")
    group.reopens("wishes")
    group.skip()
    assert group.settled("wishes") == Skipped("skip")
    assert group.run.current == "first"


def test_a_paused_run_is_not_opened_elsewhere() -> None:
    group = answered_to("first")
    group.steer("Anna", Control.PAUSE)
    group.reopens("name")
    assert group.notice == "is_paused"
