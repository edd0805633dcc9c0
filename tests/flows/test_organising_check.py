"""The check of a group: alone first, two lists, advice, a second round; and nothing that tells of one person."""

import json
from itertools import permutations

import pytest

from core.voices import Spread
from flows.checks import problems_in
from flows.organising_check import ORGANISING_CHECK
from flows.organising_check.answers import answers_again
from flows.run import Announce, Control, Outcome, ShowCard, Status, Tell
from flows.values import Skipped
from flows.votes import after
from tests.flows.checked_group import (
    FIRST,
    FIVE,
    ITEMS,
    REASONS,
    Checked,
    Said,
    after_first_round,
    after_second_round,
    ends,
    levels,
)
from tests.flows.walking import statements

WAYS = pytest.mark.parametrize("how", ["private", "card"])


def listed(view: object) -> list[str]:
    """The statements of a list in a view."""
    assert isinstance(view, list)
    return [it["item"] for it in view]


def test_the_flow_and_its_sheets_are_sound() -> None:
    assert problems_in(ORGANISING_CHECK) == ()


# --- the first round ---


@WAYS
def test_a_group_sees_where_it_agrees_and_where_it_differs(how: str) -> None:
    told = after_first_round(how).view("result")
    assert listed(told["differ"]) == ["c4"]
    assert set(listed(told["agree"])) == set(ITEMS) - {"c4", "c13"}
    assert told["differ"] == [{"item": "c4", "counts": [1, 1, 0, 1, 2], "n": 5, "band": "watch"}]
    assert told["too_few"] == ["c13"], "two of five did not know, which leaves three"
    assert [it["item"] for it in told["advice"]] == ["c7", "c18", "c4"]  # type: ignore[attr-defined]
    assert told["steering_group"] is True
    assert {it["problem"]: it["presence"] for it in told["problems"]}["talk_only"] == "present"  # type: ignore[attr-defined]
    assert set(told["keep"]) == {"De soep op <b>vrijdag</b>", "We kennen elkaar"}  # type: ignore[call-overload]
    assert told["changes"] == told["held_back"] == []


@WAYS
def test_a_group_that_agrees_is_done_after_one_round(how: str) -> None:
    checked = Checked.of(*FIVE, how=how)
    alike = {name: levels(5) for name in FIVE}
    if how == "private":
        checked.all_fill("sheets", **alike)
    else:
        checked.all_press(**alike).group.next()
    assert checked.group.told == ("result",)
    assert checked.group.run.status is Status.DONE
    assert checked.view("result")["advice"] == []


def test_what_a_third_does_not_know_is_said() -> None:
    checked = Checked.of(*FIVE, "Fien")
    unknown = {name: levels(c1="?") for name in ("Emre", "Fien")}
    checked.all_fill("sheets", **{name: levels() for name in FIVE[:4]}, **unknown)
    assert checked.view("result")["not_visible"] == ["c1"]


@WAYS
@pytest.mark.parametrize("names", [FIVE[:3], FIVE[:2], FIVE[:1]], ids=len)
def test_fewer_than_four_talk_instead(names: tuple[str, ...], how: str) -> None:
    checked = Checked.of(*names, how=how)
    odd = {name: levels(1 if name == "Anna" else 5) for name in names}
    if how == "private":
        checked.all_fill("sheets", **odd)
    else:
        checked.all_press(**odd).group.next()
    assert (checked.group.told, checked.group.run.status) == (("talk",), Status.DONE)
    assert checked.view("talk")["too_few"] is True
    told = checked.view("result")
    assert told["agree"] == told["differ"] == told["problems"] == told["advice"] == []
    assert checked.view("summary") == {"shown": 0, "split": 0, "advice": []}


def test_a_group_may_choose_to_talk() -> None:
    checked = Checked.of(*FIVE, how="talk")
    assert checked.group.told == ("talk",)
    assert checked.view("talk") == {"too_few": False, "themes": [1, 2, 3, 4, 5, 6], "keep": []}
    assert checked.group.run.status is Status.DONE


def test_answers_on_the_card_are_left_alone_when_the_group_talks_after_all() -> None:
    checked = after_first_round("card")
    checked.group.reopens("how")
    checked.group.presses("Anna", "talk")
    assert checked.view("result")["agree"] == []


def test_how_it_is_done_is_a_choice_that_must_be_made() -> None:
    checked = Checked.of("Anna")
    checked.group.reopens("how")
    checked.group.skip()
    assert checked.group.notice == "required"


# --- the second round ---


@WAYS
def test_only_what_is_split_is_asked_again(how: str) -> None:
    checked = after_first_round(how)
    assert checked.group.run.current == "ends"
    sheet = checked.fills("Anna", "ends", ends("low", "De huisarts ontbreekt."))
    assert {place for place in sheet.run.settled if place.startswith(("end@", "low@", "high@"))} == {"end@c4", "low@c4"}


@WAYS
def test_one_sentence_from_each_end_comes_without_a_name(how: str) -> None:
    checked = after_second_round(how)
    assert checked.view("moved") == {
        "items": [
            {
                "item": "c4",
                "before": [1, 1, 0, 1, 2],
                "outcome": "agree",
                "after": [0, 0, 5, 0, 0],
                "low": "De huisarts ontbreekt.",
                "high": "Wie moest, is er.",
            }
        ]
    }
    assert checked.group.told == ("moved",)
    assert Announce("done") in checked.group.effects


@WAYS
def test_a_statement_may_stay_split(how: str) -> None:
    checked = after_second_round(how, Anna=levels(1), Bram=levels(5))
    assert [it["outcome"] for it in checked.view("moved")["items"]] == ["split"]  # type: ignore[attr-defined]


def test_the_reasons_stand_beside_the_question_that_is_asked_again() -> None:
    checked = after_second_round()
    sheet = checked.sheets["Anna", "again_sheets"]
    names = sheet.flow.repeats["split"].names(sheet.run.facts(), "c4")
    assert (names["counts"], names["low"], names["high"]) == (
        "1 1 0 1 2",
        "De huisarts ontbreekt.",
        "Wie moest, is er.",
    )


@WAYS
def test_the_second_round_may_be_passed(how: str) -> None:
    checked = after_first_round(how)
    checked.group.skip()
    assert (checked.group.told, checked.group.run.status) == ((), Status.DONE)


def test_the_second_answer_may_be_passed_too() -> None:
    checked = after_first_round().all_fill("ends", **{name: ends("between", "") for name in FIVE})
    checked.group.skip()
    assert checked.group.told == ()
    on_card = after_first_round("card").all_fill("ends", **{name: ends("between", "") for name in FIVE})
    on_card.group.skip()
    assert on_card.group.told == ()


def test_too_few_second_answers_are_not_shown() -> None:
    checked = after_first_round().all_fill("ends", **{name: ends("between", "") for name in FIVE})
    checked.all_fill("again_sheets", **{name: levels(3) for name in FIVE[:3]})
    checked.group.next()
    found = checked.view("moved")["items"][0]  # type: ignore[index]
    assert (found["outcome"], found["after"]) == ("too_few", [])


def test_who_comes_for_the_second_round_is_not_told_by_the_difference() -> None:
    checked = after_first_round()
    checked.group.steer("Fien", Control.JOIN)
    checked.all_fill("ends", **{name: ends("between", "") for name in (*FIVE, "Fien")})
    checked.all_fill("again_sheets", **{**FIRST, "Fien": levels(5)})
    found = checked.view("moved")["items"][0]  # type: ignore[index]
    assert answers_again(checked.facts).keys() >= {"c4"}
    assert (found["outcome"], found["after"]) == ("held_back", [])


def test_who_comes_is_not_told_either_when_the_others_only_changed_places() -> None:
    checked = after_first_round()
    checked.group.steer("Fien", Control.JOIN)
    checked.all_fill("ends", **{name: ends("between", "") for name in (*FIVE, "Fien")})
    again = dict(zip((*FIVE, "Fien"), (2, 1, 4, 5, 5, 3), strict=True))
    checked.all_fill("again_sheets", **{name: levels(level) for name, level in again.items()})
    assert Announce("held_back") not in checked.group.effects, "more than three answered otherwise"
    found = checked.view("moved")["items"][0]  # type: ignore[index]
    assert (found["outcome"], found["after"]) == ("held_back", []), "but one more answer is all that shows"


def swapped(how: str) -> Checked:
    """The second round after Emre left and Fien joined, the others as before."""
    checked = after_first_round(how)
    checked.group.steer("Emre", Control.LEAVE)
    checked.group.steer("Fien", Control.JOIN)
    return checked.all_fill("ends", **{name: ends("between", "") for name in (*FIVE[:4], "Fien")})


@pytest.mark.parametrize("how", ["private", "card"])
def test_who_takes_the_place_of_someone_between_the_rounds_is_not_told_by_the_difference(how: str) -> None:
    checked = swapped(how)
    again = {**{name: FIRST[name] for name in FIVE[:4]}, "Fien": levels(5)}
    checked = checked.all_fill("again_sheets", **again) if how == "private" else checked.all_press(**again)
    assert Announce("held_back") in checked.group.effects
    found = checked.view("moved")["items"][0]  # type: ignore[index]
    assert (found["outcome"], found["after"]) == ("held_back", [])


@pytest.mark.parametrize("how", ["private", "card"])
def test_where_four_changed_their_answer_a_swap_tells_of_nobody(how: str) -> None:
    checked = swapped(how)
    again = {name: levels(3) for name in (*FIVE[:4], "Fien")}
    checked = checked.all_fill("again_sheets", **again) if how == "private" else checked.all_press(**again)
    assert checked.view("moved")["items"][0]["after"] == [0, 0, 5, 0, 0]  # type: ignore[index]


def test_a_swap_between_two_times_on_the_card_is_not_told_by_the_difference() -> None:
    last = after_second_round("card").group.run
    again = Checked.of(*FIVE[:4], "Fien", how="card", last=last)
    again.all_press(**{name: FIRST[name] for name in FIVE[:4]}, Fien=levels(1))
    assert set(again.view("result")["held_back"]) == set(ITEMS) - {"c13"}  # type: ignore[call-overload]
    third = Checked.of(*FIVE[:4], "Fien", how="card", last=again.group.run)
    third.all_press(**{name: FIRST[name] for name in FIVE[:4]}, Fien=levels(1))
    assert third.view("result")["changes"] == [], "what was held back is not told a time later either"


def test_the_group_hears_six_messages_at_most() -> None:
    """The start, the first question and the first card are one message, while the facilitator taps on at once."""
    checked = Checked.of(*FIVE)
    heard = 1
    for place, said in (("sheets", FIRST), ("ends", REASONS), ("again_sheets", {name: levels(3) for name in FIVE})):
        for name in FIVE:
            checked.fills(name, place, said[name])
            heard += sum(isinstance(it, Tell | Announce) or it == ShowCard(fresh=True) for it in checked.group.effects)
    assert (heard, checked.group.run.status) == (6, Status.DONE)


# --- the next time ---


def repeated(**now: Said) -> Checked:
    """The check again, by those who are there now."""
    again = Checked.of(*now, last=after_second_round().group.run)
    return again.all_fill("sheets", **now)


def test_a_repeat_tells_what_went_up_and_down() -> None:
    now = {name: levels(c1=3, c7=4, c8=3, c18=2, c4=5) for name in FIVE}
    told = repeated(**now).view("result")
    assert told["changes"] == [
        {"item": "c1", "before": [0, 0, 0, 5, 0], "now": [0, 0, 5, 0, 0], "direction": "down"},
        {"item": "c4", "before": [1, 1, 0, 1, 2], "now": [0, 0, 0, 0, 5], "direction": "up"},
        {"item": "c7", "before": [1, 4, 0, 0, 0], "now": [0, 0, 0, 5, 0], "direction": "up"},
    ]
    assert told["held_back"] == []


def test_who_is_new_at_a_repeat_is_not_told_by_the_difference() -> None:
    told = repeated(**FIRST, Fien=levels(1)).view("result")
    assert set(told["held_back"]) == set(ITEMS) - {"c13"}  # type: ignore[call-overload]
    assert told["changes"] == []
    first = after_first_round().view("result")
    assert [it for it in told["agree"] if it["item"] != "c13"] == first["agree"]  # type: ignore[attr-defined]


def test_who_takes_the_place_of_someone_is_not_told_by_the_difference() -> None:
    last = after_first_round().group.run
    again = Checked.of(*FIVE[:4], "Fien", last=last)
    again.group.run = again.group._kept(again.group.run, Outcome(after(ORGANISING_CHECK, last, again.group.run)))
    again.all_fill("sheets", **{name: FIRST[name] for name in FIVE[:4]}, Fien=levels(1))
    told = again.view("result")
    assert told["agree"] == told["changes"] == []
    assert listed(told["differ"]) == ["c13"], "what was not shown then can tell nothing beside it"
    assert Announce("held_back") in again.group.effects


def test_what_was_held_back_is_never_shown_as_the_last_time() -> None:
    second = repeated(**FIRST, Fien=levels(1))
    while second.group.run.status is Status.OPEN:
        second.group.skip()
    third = Checked.of(*FIVE, last=second.group.run).all_fill("sheets", **{name: levels(1) for name in FIVE})
    changed = {it["item"]: it["before"] for it in third.view("result")["changes"]}  # type: ignore[attr-defined]
    assert changed["c1"] == [0, 0, 0, 5, 0], "as the group saw it, without the one who was new"


def test_a_run_has_only_the_latest_times_beside_its_own() -> None:
    last = after_first_round("card").group.run
    for _ in range(7):
        last = Checked.of("Anna", last=last).group.run
    assert len(last.earlier) == 5
    assert all(place.partition("@")[0] in ORGANISING_CHECK.compares for time in last.earlier for place in time)


# --- who sees what ---


@pytest.mark.parametrize("order", [*permutations(FIVE)][::24], ids="".join)
def test_nothing_that_is_told_depends_on_who_answered_what(order: tuple[str, ...]) -> None:
    checked = Checked.of(*FIVE)
    checked.all_fill("sheets", **dict(zip(order, FIRST.values(), strict=True)))
    assert checked.view("result") == after_first_round().view("result")
    assert not any(name in json.dumps(checked.view(view)) for view in ("result", "summary") for name in FIVE)


def test_closed_answers_hold_no_sheet_of_anyone() -> None:
    settled = repr(after_second_round().group.run.settled)
    assert "'end@c4'" not in settled or "Anna" not in settled
    assert not any(name in settled for name in FIVE)


def test_a_group_where_one_more_answers_is_told_the_same_until_four_do() -> None:
    checked = after_first_round()
    before = checked.view("result")
    checked.group.reopens("sheets")
    checked.group.steer("Fien", Control.JOIN)
    checked.fills("Fien", "sheets", levels(1))
    checked.group.next()
    assert checked.view("result")["agree"] == before["agree"]
    assert Announce("held_back") in checked.group.effects


# --- beside the flow ---


def test_what_came_out_is_said_in_one_line() -> None:
    assert after_first_round().view("summary") == {"shown": 19, "split": 1, "advice": ["c7", "c18", "c4"]}


def test_remarks_that_were_kept_stay_open() -> None:
    checked = Checked.of("Anna")
    checked.group.parks("Anna", "de zaal is duur")
    assert checked.view("open_points")["points"] == [
        {"kind": "remark", "what": "de zaal is duur", "owner": "", "day": None}
    ]


@pytest.mark.parametrize(
    ("item", "rules"),
    [
        pytest.param("c1", ["R12", "R14"], id="in a problem, though it goes well"),
        pytest.param("c4", ["R12", "R13", "R15"], id="split, and advised"),
        pytest.param("c7", ["R12", "R14", "R15", "R16"], id="the heart of the pattern"),
        pytest.param("c2", ["R12"], id="goes well"),
        pytest.param("c13", [], id="too few answers to say anything"),
    ],
)
def test_each_statement_is_explained_from_its_rules(item: str, rules: list[str]) -> None:
    found = statements(ORGANISING_CHECK, after_first_round().facts, item)
    assert [rule for rule, _ in found] == rules
    assert all(values for _, values in found)


def test_what_is_not_visible_is_explained() -> None:
    checked = Checked.of(*FIVE, "Fien")
    unknown = {name: levels(c1="?") for name in ("Emre", "Fien")}
    checked.all_fill("sheets", **{name: levels() for name in FIVE[:4]}, **unknown)
    found = dict(statements(ORGANISING_CHECK, checked.facts, "c1"))
    assert found["R13"] == {"split": False, "unknown": 2}


def test_only_what_may_be_shown_can_be_explained() -> None:
    assert {it.code for it in ORGANISING_CHECK.options["why"](after_first_round().facts, "")} == set(ITEMS) - {"c13"}


def test_a_skipped_statement_is_no_answer_and_no_unknown() -> None:
    checked = Checked.of(*FIVE)
    checked.all_fill("sheets", **{name: levels(c1="" if name == "Anna" else 4) for name in FIVE})
    assert checked.sheets["Anna", "sheets"].settled("item@c1") == Skipped("skip")
    from flows.organising_check.answers import answers

    assert answers(checked.facts)["c1"] == Spread((4, 4, 4, 4))  # type: ignore[index]
