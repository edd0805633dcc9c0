"""Everyone in their own voice: hidden until close, counted, changed, enough or not."""

from itertools import permutations

import pytest

from core.ids import ParticipantId
from flows.run import Control, Press, Status
from flows.values import Picked, Rated, Skipped, Voices
from tests.flows.playing import Group
from tests.flows.street_party import PARTY

FIVE = ("Anna", "Bram", "Chris", "Dina", "Emre")


def at_where(*names: str) -> Group:
    return Group(PARTY, *names).skips_to("where")


def test_it_closes_when_all_have_answered() -> None:
    group = at_where(*FIVE)
    for name in FIVE[:-1]:
        group.presses(name, "hall")
        assert group.run.current == "where"
        assert group.settled("where") is None
    group.presses("Emre", "park")
    assert group.run.current == "wishes"
    assert group.settled("where") == Voices((*[Picked(("hall",))] * 4, Picked(("park",))))


def test_a_vote_is_confirmed_with_counts_and_the_card_may_wait() -> None:
    group = at_where(*FIVE)
    group.presses("Bram", "hall")
    assert (group.notice, group.notice_values) == ("recorded", {"n": 1, "joined": 5})
    assert group.drew is not None
    assert group.drew.can_wait


def test_a_vote_may_be_changed_until_it_closes() -> None:
    group = at_where(*FIVE)
    group.presses("Bram", "hall", "park")
    assert (group.notice, group.notice_values) == ("changed", {"n": 1, "joined": 5})
    assert group.drew is None, "the counts on the card stay as they are"
    assert group.run.votes["where"] == {"Bram": Picked(("park",))}


def test_the_same_tap_twice_counts_once() -> None:
    group = at_where(*FIVE)
    group.presses("Bram", "hall", "hall")
    assert (group.notice, group.notice_values) == ("recorded", {"n": 1, "joined": 5})


def test_the_last_tap_twice_does_not_answer_the_next_question() -> None:
    group = at_where("Anna")
    ask = group.run.ask
    group.does("Anna", Press(ask, "hall"))
    before = group.run
    group.does("Anna", Press(ask, "hall"))
    assert group.notice == "stale_button"
    assert group.run == before


@pytest.mark.parametrize("names", [*permutations(("Anna", "Bram", "Chris"))])
def test_the_order_of_voices_does_not_tell_who_answered_first(names: tuple[str, ...]) -> None:
    said = {"Anna": "street", "Bram": "hall", "Chris": "street"}
    group = at_where("Anna", "Bram", "Chris")
    for name in names:
        group.presses(name, said[name])
    assert group.settled("where") == Voices((Picked(("hall",)), Picked(("street",)), Picked(("street",))))


def test_going_on_with_few_voices_is_a_choice_made_knowingly() -> None:
    group = at_where(*FIVE)
    group.next()
    assert group.notice == "no_voice_yet"
    group.presses("Bram", "hall")
    group.next()
    assert (group.notice, group.notice_values) == ("below_quorum", {"n": 1, "needed": 3})
    assert group.run.draft.warned
    group.next()
    assert group.settled("where") == Voices((Picked(("hall",)),))


def test_with_enough_voices_the_facilitator_just_goes_on() -> None:
    group = at_where(*FIVE)
    for name in FIVE[:3]:
        group.presses(name, "hall")
    group.next()
    assert group.run.current == "wishes"


def test_a_warning_is_not_carried_to_the_next_question() -> None:
    group = at_where(*FIVE).skips_to("known@d1")
    group.presses("Bram", "3")
    group.next()
    group.next()
    assert group.run.current == "known@d2"
    group.presses("Bram", "3")
    group.next()
    assert group.notice == "below_quorum"


def test_nobody_knowing_is_an_outcome_too() -> None:
    group = at_where("Anna", "Bram")
    group.presses("Anna", "?")
    group.presses("Bram", "?")
    assert group.settled("where") == Voices((Skipped("dont_know"), Skipped("dont_know")))


def test_a_level_is_a_vote_and_what_differs_opens_the_talk() -> None:
    group = Group(PARTY, "Anna", "Bram").skips_to("known@d1")
    group.presses("Anna", "4")
    group.says("Bram", "0")
    assert group.settled("known@d1") == Voices((Rated(0), Rated(4)))
    group.skips_to("known_why@d1")
    group.says("Bram", "Anna kookte dit al")
    assert group.run.current == "first"


def test_a_vote_does_not_count_for_who_is_not_there_any_more() -> None:
    group = at_where("Anna", "Bram", "Chris")
    group.presses("Bram", "hall")
    group.steer("Bram", Control.LEAVE)
    assert group.run.votes == {}
    group.presses("Anna", "park")
    group.presses("Chris", "park")
    assert group.settled("where") == Voices((Picked(("park",)), Picked(("park",))))


def test_leaving_completes_the_voices() -> None:
    group = at_where("Anna", "Bram", "Chris")
    group.presses("Anna", "park")
    group.presses("Bram", "park")
    group.steer("Chris", Control.LEAVE)
    assert group.settled("where") == Voices((Picked(("park",)), Picked(("park",))))
    assert group.run.current == "wishes"


def test_leaving_a_paused_run_closes_nothing() -> None:
    group = at_where("Anna", "Bram", "Chris")
    group.presses("Anna", "park")
    group.presses("Bram", "park")
    group.steer("Anna", Control.PAUSE)
    group.steer("Chris", Control.LEAVE)
    assert (group.run.status, group.run.current) == (Status.PAUSED, "where")
    group.steer("Anna", Control.RESUME)
    group.next()
    assert group.run.current == "wishes"


def test_who_joins_late_is_waited_for() -> None:
    group = at_where("Anna", "Bram")
    group.presses("Anna", "park")
    group.steer("Chris", Control.JOIN)
    group.presses("Bram", "park")
    assert group.run.current == "where"
    group.presses("Chris", "hall")
    assert group.run.current == "wishes"


def test_a_question_opened_again_keeps_the_voices_and_waits_for_the_facilitator() -> None:
    group = at_where("Anna", "Bram", "Chris")
    for name in ("Anna", "Bram", "Chris"):
        group.presses(name, "hall")
    group.back()
    assert group.run.current == "where"
    group.presses("Bram", "park")
    assert (group.notice, group.run.current) == ("changed", "where")
    group.presses("Chris", "park")
    group.next()
    assert group.settled("where") == Voices((Picked(("hall",)), Picked(("park",)), Picked(("park",))))


def test_alone_a_question_opened_again_is_closed_by_the_new_answer() -> None:
    group = at_where("Anna")
    group.presses("Anna", "hall")
    group.back()
    group.presses("Anna", "park")
    assert group.settled("where") == Voices((Picked(("park",)),))
    assert group.run.current == "wishes"


def test_a_skipped_question_keeps_the_votes_for_when_it_is_opened_again() -> None:
    group = at_where(*FIVE)
    for name in FIVE[:3]:
        group.presses(name, "hall")
    group.skip()
    assert group.settled("where") == Skipped("skip")
    group.back()
    group.next()
    assert group.settled("where") == Voices((Picked(("hall",)),) * 3)


def test_votes_are_kept_by_person() -> None:
    group = at_where("Anna", "Bram")
    group.presses("Bram", "hall")
    assert group.run.votes == {"where": {ParticipantId("Bram"): Picked(("hall",))}}
