"""How words, choices and scales take an answer."""

import pytest

from flows.values import Picked, Rated, Said, Skipped
from tests.flows.playing import Group
from tests.flows.street_party import PARTY


def at(place: str, *names: str) -> Group:
    return Group(PARTY, *(names or ("Anna", "Bram", "Chris"))).skips_to(place)


def test_a_name_is_closed_by_the_first_reply_whoever_gives_it() -> None:
    group = at("name")
    group.says("Bram", "  Lange tafel  ")
    assert group.settled("name") == Said(("Lange tafel",))
    assert group.run.current == "size"


def test_words_of_several_people_are_kept_until_the_facilitator_goes_on() -> None:
    group = at("wishes")
    group.says("Bram", "Veel kinderen")
    assert group.notice == "marked"
    group.says("Chris", "Geen auto's")
    group.next()
    assert group.settled("wishes") == Said(("Veel kinderen", "Geen auto's"))


def test_the_same_words_twice_stand_once() -> None:
    group = at("wishes")
    group.says("Bram", "Muziek")
    group.says("Chris", "Muziek")
    assert group.notice == "recorded"
    assert group.on_card() == Said(("Muziek",))


def test_words_are_taken_away_by_their_number() -> None:
    group = at("wishes")
    group.says("Bram", "Muzziek")
    group.says("Bram", "Muziek")
    group.says("Bram", "-1")
    assert group.on_card() == Said(("Muziek",))
    group.says("Bram", "- 1")
    assert group.on_card() is None
    group.says("Bram", "-1")
    assert group.notice == "no_such_number"


def test_alone_the_first_reply_closes_a_free_text() -> None:
    group = at("wishes", "Anna")
    group.says("Anna", "Zon")
    assert group.settled("wishes") == Said(("Zon",))
    assert group.run.current == "dishes"


def test_a_text_longer_than_allowed_is_refused_with_both_lengths() -> None:
    group = at("name")
    group.says("Anna", "x" * 41)
    assert (group.notice, group.notice_values) == ("too_long", {"max": 40, "length": 41})
    group.says("Anna", "x" * 40)
    assert group.run.current == "size"


def test_a_long_contribution_is_refused_and_the_earlier_ones_stay() -> None:
    group = at("wishes")
    group.says("Anna", "Zon")
    group.says("Bram", "y" * 61)
    assert group.notice == "too_long"
    assert group.on_card() == Said(("Zon",))


@pytest.mark.parametrize("blank", ["", "   ", "\n\t\n", "\u200b", "\u2060 \u200d", "\u3164", "\u00ad", "\u2800"])
def test_nothing_typed_is_no_answer(blank: str) -> None:
    group = at("wishes")
    group.says("Anna", blank)
    assert group.notice == "empty_text"


def test_the_facilitator_closes_a_choice_with_one_tap() -> None:
    group = at("first")
    group.presses("Anna", "d2")
    assert group.settled("first") == Picked(("d2",))


def test_the_tap_of_a_member_is_a_mark_until_the_facilitator_goes_on() -> None:
    group = at("first")
    group.presses("Bram", "d1")
    group.presses("Chris", "d2")
    assert group.notice == "marked"
    assert group.run.current == "first"
    group.next()
    assert group.settled("first") == Picked(("d2",))


def test_going_on_without_a_mark_is_refused() -> None:
    group = at("first")
    group.next()
    assert group.notice == "nothing_marked"


def test_only_the_facilitator_says_that_the_group_does_not_know() -> None:
    group = at("first")
    group.presses("Bram", "?")
    assert group.notice == "facilitator_only"
    group.presses("Anna", "?")
    assert group.settled("first") == Skipped("dont_know")


def test_a_question_that_needs_an_answer_has_no_way_out() -> None:
    group = at("needed")
    group.presses("Anna", "?")
    notices = [group.notice]
    for give in (group.skip, group.next):
        give()
        notices.append(group.notice)
    assert notices == ["required"] * 3
    assert group.run.current == "needed"


@pytest.mark.parametrize("code", ["d9", "street", "", "!next", "to:0", "yes"])
def test_a_code_of_another_question_is_an_unknown_button(code: str) -> None:
    group = at("first")
    group.presses("Anna", code)
    assert group.notice == "unknown_button"


def test_marks_of_several_are_toggled_and_stand_in_the_order_of_the_question() -> None:
    group = at("extras")
    group.presses("Bram", "fire", "music", "fire", "games")
    group.next()
    assert group.settled("extras") == Picked(("music", "games"))


def test_more_marks_than_allowed_are_refused() -> None:
    group = at("extras")
    group.presses("Bram", "fire", "music", "games")
    assert (group.notice, group.notice_values) == ("too_many_picked", {"max": 2})
    assert group.on_card() == Picked(("music", "fire"))


def test_marks_that_were_all_taken_away_are_no_answer() -> None:
    group = at("needed")
    group.presses("Anna", "water", "water")
    group.next()
    assert group.notice == "required"
    group = at("extras")
    group.presses("Anna", "fire", "fire")
    group.next()
    assert group.settled("extras") == Skipped("skip")


def test_several_knows_its_own_codes_only() -> None:
    group = at("extras")
    group.presses("Anna", "water")
    assert group.notice == "unknown_button"
    group.presses("Anna", "?")
    assert group.settled("extras") == Skipped("dont_know")


def test_a_level_may_be_tapped_or_typed() -> None:
    group = at("often")
    group.says("Bram", "2")
    group.next()
    assert group.settled("often") == Rated(2)


@pytest.mark.parametrize(
    ("tapped", "notice"), [("7", "unknown_button"), ("-1", "unknown_button"), ("a", "unknown_button")]
)
def test_a_level_outside_the_scale_is_an_unknown_button(tapped: str, notice: str) -> None:
    group = at("often")
    group.presses("Anna", tapped)
    assert group.notice == notice


@pytest.mark.parametrize("place", ["size", "extras", "first", "often", "tasks", "plan", "courses"])
def test_words_where_buttons_are_asked_say_so(place: str) -> None:
    group = at(place)
    group.says("Anna", "hallo")
    assert group.notice == "use_buttons"


@pytest.mark.parametrize("place", ["name", "wishes", "plan"])
def test_a_button_where_words_are_asked_is_unknown(place: str) -> None:
    group = at(place)
    group.presses("Anna", "?")
    assert group.notice == "unknown_button"
