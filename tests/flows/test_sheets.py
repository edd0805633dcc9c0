"""Filling in alone: everyone has a sheet, the group has what was promised, and no more than that."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import flows
from core.ids import ParticipantId
from flows.run import Announce, Control, HandIn, Notice, ShowCard, Status
from flows.sheets import named_sheets, totals
from flows.values import Picked, Rated, Said, Sheets, Skipped
from flows.votes import after
from tests.flows.filling import Street
from tests.flows.playing import after_restart, answered_to
from tests.flows.sparks import FILL, SPARKS

FOUR = ("Anna", "Bram", "Chris", "Dina")
MOODS = {"Anna": "sunny", "Bram": "sunny", "Chris": "cloudy", "Dina": "stormy", "Eva": "cloudy"}


def filled(*names: str, **by_step: str) -> Street:
    """Everyone named fills in the same, but for the mood."""
    street = Street.of(*names)
    for name in names:
        street.fills(name, **{"may_name": "nobody", "spark": "2", "mood": MOODS[name], **by_step})
    return street


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


# --- who sees what ---


def test_totals_have_no_name_and_no_neighbour_on_the_sheet() -> None:
    street = Street.of(*FOUR)
    for name in FOUR:
        street.fills(name, may_name="street", called=name, spark="3", mood=MOODS[name])
    told = street.sheets_told
    assert dict(told.totals)["mood"] == (
        Picked(("cloudy",)), Picked(("stormy",)), Picked(("sunny",)), Picked(("sunny",)),
    )  # fmt: skip
    assert all({"mood", "brakes"}.isdisjoint(dict(sheet)) for sheet in told.named)
    assert [dict(sheet)["called"] for sheet in told.named] == [Said((name,)) for name in FOUR]


@pytest.mark.parametrize("readers", ["others", "street"])
def test_a_name_is_told_only_where_its_owner_said_so(readers: str) -> None:
    street = Street.of("Anna", "Bram", readers=readers)
    street.fills("Anna", may_name="street", called="Anna", spark="3")
    street.fills("Bram", may_name="nobody", spark="1")
    assert ("Anna" in repr(street.result)) is (readers == "street")
    assert street.sheets_told.unnamed == (), "one without a name is not four"


def test_hidden_is_one_way() -> None:
    street = Street.of("Anna", "Bram")
    street.fills("Anna", may_name="street", called="Anna")
    street.fills("Bram", may_name="nobody")
    street.group.reopens("readers")
    street.group.presses("Anna", "others")
    assert named_sheets(FILL, street.group.run.facts()) == (), "other readers, no names, before anything closes again"
    other = Street.of("Anna", "Bram", readers="others")
    other.fills("Anna", may_name="street", called="Anna")
    other.fills("Bram", may_name="nobody")
    other.group.reopens("readers")
    other.group.presses("Anna", "street")
    assert named_sheets(FILL, other.group.run.facts()) == (), "what was hidden stays so"


def test_from_four_on_sheets_without_a_name_are_told_without_it() -> None:
    street = filled(*FOUR)
    assert len(street.sheets_told.unnamed) == 4
    assert all("called" not in dict(sheet) and "mood" not in dict(sheet) for sheet in street.sheets_told.unnamed)


def test_below_four_no_totals() -> None:
    street = filled("Anna", "Bram", "Chris")
    assert street.sheets_told == Sheets(3)


def test_who_does_not_know_is_not_one_of_four() -> None:
    street = Street.of(*FOUR)
    for name in FOUR:
        street.fills(name, may_name="nobody", mood="?" if name == "Dina" else "sunny")
    assert "mood" not in dict(street.sheets_told.totals)


def test_the_result_is_the_same_whoever_came_first() -> None:
    one, other = filled(*FOUR), Street.of(*FOUR)
    for name in reversed(FOUR):
        other.fills(name, may_name="nobody", spark="2", mood=MOODS[name])
    assert one.result == other.result


def test_words_without_a_name_are_read_once_four_took_part_however_few_wrote() -> None:
    wishes = {"Anna": "bomen", "Bram": "een bank in de zon"}
    few, enough = Street.of(*FOUR[:3]), Street.of(*FOUR)
    for street, names in ((few, FOUR[:3]), (enough, FOUR)):
        for name in names:
            street.fills(name, may_name="street", called=name, wish=wishes.get(name, ""))
    assert totals(few.group.run.facts(), "sheets", "wish") == ()
    told = totals(enough.group.run.facts(), "sheets", "wish")
    assert told == (Said(("bomen",)), Said(("een bank in de zon",)), Skipped(), Skipped())
    assert "bank" not in repr(enough.sheets_told.named)
    enough.opened_again().group.steer("Eva", Control.JOIN)
    enough.fills("Eva", may_name="nobody", wish="een fontein")
    enough.closes()
    assert "fontein" not in repr(enough.result), "the one who came last would be told"


# --- what was shown is frozen ---


def test_a_result_stays_until_four_people_answer_otherwise() -> None:
    street = filled(*FOUR)
    before = street.sheets_told
    street.opened_again()
    for name in FOUR[:3]:
        street.changes(name, "mood", "stormy")
    street.closes()
    assert street.sheets_told == before
    assert Announce("held_back") in street.group.effects
    street.opened_again().changes("Dina", "mood", "cloudy")
    street.closes()
    assert street.sheets_told != before
    assert Announce("held_back") not in street.group.effects


def test_each_question_is_frozen_by_itself() -> None:
    street = filled(*FOUR, mood="sunny", brakes="time")
    before = dict(street.sheets_told.totals)
    street.opened_again()
    for name in FOUR:
        street.changes(name, "mood", "stormy")
    street.sheets["Anna"].reopens("brakes")
    street.sheets["Anna"].presses("Anna", "money")
    street.sheets["Anna"].next()
    street.hands_in("Anna")
    street.closes()
    after = dict(street.sheets_told.totals)
    assert after["mood"] == (Picked(("stormy",)),) * 4
    assert after["brakes"] == before["brakes"]


def test_who_comes_later_is_not_told_by_the_difference() -> None:
    street = filled(*FOUR)
    before = street.sheets_told
    street.opened_again().group.steer("Eva", Control.JOIN)
    street.fills("Eva", may_name="nobody", spark="4", mood="stormy")
    street.closes()
    assert (street.sheets_told.totals, street.sheets_told.unnamed) == (before.totals, before.unnamed)
    assert street.sheets_told.count == 5


def test_who_leaves_is_not_told_by_the_difference() -> None:
    street = filled(*FOUR, "Eva")
    before = street.sheets_told
    street.opened_again().leaves("Eva")
    street.closes()
    assert (street.sheets_told.totals, street.sheets_told.unnamed) == (before.totals, before.unnamed)
    assert street.sheets_told.count == 4


def test_a_result_that_hides_in_between_is_still_the_one_to_compare_with() -> None:
    street = filled(*FOUR)
    before = street.sheets_told
    street.opened_again()
    for name in FOUR:
        street.changes(name, "mood", "?" if name == "Dina" else "stormy")
    street.closes()
    assert "mood" not in dict(street.sheets_told.totals)
    street.opened_again().changes("Dina", "mood", MOODS["Dina"])
    for name in FOUR[:2]:
        street.changes(name, "mood", MOODS[name])
    street.closes()
    assert dict(street.sheets_told.totals)["mood"] == dict(before.totals)["mood"]


def test_who_takes_a_name_back_is_gone_at_once() -> None:
    street = Street.of(*FOUR, "Eva")
    street.fills("Eva", may_name="street", called="Eva", spark="3")
    for name in FOUR:
        street.fills(name, may_name="nobody", spark="2")
    assert "Eva" in repr(street.sheets_told)
    street.opened_again().changes("Eva", "may_name", "nobody")
    street.closes()
    assert "Eva" not in repr(street.sheets_told)
    assert len(street.sheets_told.unnamed) == 4, "a fifth one would be hers"


def test_who_was_shown_without_a_name_stays_without() -> None:
    street = filled(*FOUR, "Eva")
    before = street.sheets_told.unnamed
    street.opened_again().sheets["Anna"].reopens("may_name")
    street.sheets["Anna"].answers(may_name="street", called="Anna")
    street.hands_in("Anna")
    street.closes()
    assert (street.sheets_told.named, street.sheets_told.unnamed) == ((), before)


def again(before: Street, *names: str) -> Street:
    """The same group goes through the flow once more."""
    street = Street.of(*names)
    street.group.run = after(SPARKS, before.group.run, street.group.run)
    street.group.rows = {}
    after_restart(None, street.group.run, street.group.rows)
    return street


@pytest.mark.parametrize(
    ("names", "told"),
    [
        pytest.param((*FOUR, "Eva"), False, id="a newcomer would be told"),
        pytest.param(FOUR, True, id="the same people may have changed, nobody knows who"),
        pytest.param(("Anna", "Fien", "Gust", "Hanne", "Ivo"), True, id="so many came and went that nobody stands out"),
    ],
)
def test_an_earlier_run_beside_this_one_tells_of_nobody(names: tuple[str, ...], told: bool) -> None:  # noqa: FBT001 a case
    street = again(filled(*FOUR), *names)
    for name in names:
        street.fills(name, may_name="nobody", mood=MOODS.get(name, "stormy"))
    assert ("mood" in dict(street.sheets_told.totals)) is told
    assert (Announce("held_back") in street.group.effects) is not told
    third = again(street, *names)
    for name in names:
        third.fills(name, may_name="nobody", mood=MOODS.get(name, "stormy"))
    assert ("mood" in dict(third.sheets_told.totals)) is told, "what was held back is still not seen"


def test_the_marks_of_what_was_seen_never_reach_the_facts() -> None:
    street = filled(*FOUR)
    run = street.group.run
    assert run.votes["sheets"][ParticipantId("Anna")].totals  # type: ignore[union-attr]
    assert replace(run, votes={}).facts() == run.facts()
    assert all(not isinstance(effect, Notice) or effect.key == "handed_in" for effect in street.group.effects)


def test_only_what_keeps_the_promise_can_look_into_sheets() -> None:
    """A table of a flow that imports the value itself could show what `flows.sheets` holds back."""
    keepers = {"values", "sheets", "votes", "filling", "voting", "moving"}
    folder = Path(flows.__file__).parent
    others = [file for file in folder.rglob("*.py") if file.stem not in keepers or file.parent != folder]
    trees = ((file, ast.parse(file.read_text("utf-8"))) for file in others)
    imports = ((file, node) for file, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    named = [(file.name, it.name) for file, node in imports for it in node.names if it.name in {"Sheet", "Sheets"}]
    assert named == []
