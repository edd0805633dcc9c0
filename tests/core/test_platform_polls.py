"""Polls: what can be asked, what comes of the votes, what is owed after (R48, R49, PL1, PL4, PL9)."""

from datetime import UTC, datetime, timedelta

import pytest

from core.platform_polls import (
    TEMPLATES,
    Debt,
    Fault,
    Shape,
    Tally,
    Way,
    chosen,
    debts,
    fault_in,
    merged,
    options_in,
    paper_in,
    reminders,
    result_of,
    tally_of,
)
from core.platform_polls.results import Consent, Ideas, Moments, Needs, Overlap
from core.thresholds.neighbourhood import TELL_BACK_WITHIN

CLOSED = datetime(2026, 11, 2, 10, tzinfo=UTC)


def result(template: str, options: str, *tallies: Tally) -> object:
    chats = {str(n): one for n, one in enumerate(tallies)}
    return result_of(TEMPLATES[template], options.split(), chats)


def votes(*choices: dict[str, str]) -> Tally:
    return tally_of(choices)


# --- what can be asked ---


def test_every_standing_question_of_the_method_has_a_template() -> None:
    assert len(TEMPLATES) == 9 + 2


def test_only_a_template_with_levels_asks_about_each_option() -> None:
    assert all((it.shape is Shape.EACH) == bool(it.levels) for it in TEMPLATES.values())


def test_a_poll_of_telegram_never_asks_about_each_option() -> None:
    assert not any(it.native and it.shape is Shape.EACH for it in TEMPLATES.values())


def test_each_line_is_an_option_and_signs_of_a_list_are_left_out() -> None:
    assert options_in("- soep  koken\n\n• wandelen\n3 bankjes ") == ("soep koken", "wandelen", "3 bankjes")


def test_numbers_before_a_line_are_left_out_but_what_a_line_begins_with_is_not() -> None:
    assert options_in("1. soep\n2) taart\n\u2013 thee\n-5 graden\n10.30 uur\n19 oktober") == (
        "soep",
        "taart",
        "thee",
        "-5 graden",
        "10.30 uur",
        "19 oktober",
    )


def test_a_line_without_anything_to_see_is_no_option() -> None:
    assert options_in("soep\n\u200b\n1.\n🙂") == ("soep", "🙂")


@pytest.mark.parametrize(
    ("question", "options", "fault"),
    [
        pytest.param("Wat?", ("a", "b"), None, id="two options are enough"),
        pytest.param("", ("a", "b"), Fault.NO_QUESTION, id="no question"),
        pytest.param("\u200b", ("a", "b"), Fault.NO_QUESTION, id="a question without anything to see"),
        pytest.param("Wat?", ("caf\u00e9", "cafe\u0301"), Fault.TWICE, id="twice, typed on other phones"),
        pytest.param("x" * 256, ("a", "b"), Fault.QUESTION_TOO_LONG, id="a question too long for Telegram"),
        pytest.param("Wat?", ("a",), Fault.TOO_FEW, id="one option is no question"),
        pytest.param("Wat?", ("Soep", "soep"), Fault.TWICE, id="the same in other capitals is twice"),
        pytest.param("Wat?", tuple("abcdefghijklm"), Fault.TOO_MANY, id="thirteen options"),
        pytest.param("Wat?", ("a", "b" * 101), Fault.OPTION_TOO_LONG, id="an option too long for Telegram"),
    ],
)
def test_what_cannot_be_asked_says_what_to_change(question: str, options: tuple[str, ...], fault: Fault | None) -> None:
    assert fault_in(question, options) is fault


# --- counting ---


def test_who_took_everything_back_is_no_voter() -> None:
    assert votes({"a": "chosen"}, {}) == Tally({("a", "chosen"): 1}, 1)


def test_several_choices_are_counted_by_option_not_by_combination() -> None:
    tally = votes({"a": "chosen", "b": "chosen"}, {"a": "chosen"})
    assert (tally.of("a"), tally.of("b"), tally.of("c"), tally.voters) == (2, 1, 0, 2)


def test_chats_and_paper_add_up() -> None:
    assert merged([votes({"a": "chosen"}), Tally({("a", "chosen"): 4}, 5)]) == Tally({("a", "chosen"): 5}, 6)


@pytest.mark.parametrize(
    ("template", "text", "counts"),
    [
        pytest.param("one", "op papier, 9 mensen: 5 3 0", {("a", "chosen"): 5, ("b", "chosen"): 3}, id="one each"),
        pytest.param("needs", "9: 9 8 0", {("a", "chosen"): 9, ("b", "chosen"): 8}, id="several each"),
    ],
)
def test_paper_is_people_and_then_a_count_for_each_option(
    template: str, text: str, counts: dict[tuple[str, str], int]
) -> None:
    assert paper_in(text, TEMPLATES[template], ["a", "b", "c"]).tally == Tally(counts, 9)


def test_of_paper_nobody_chose_more_than_may_be_chosen() -> None:
    options = list("abcd")
    assert paper_in("2: 2 2 2 1", TEMPLATES["needs"], options).tally is None
    assert paper_in("2: 2 2 1 1", TEMPLATES["needs"], options).tally is not None


def test_paper_counts_each_level_of_each_option() -> None:
    paper = paper_in("5 mensen: 1 2 2 / 0 5 0", TEMPLATES["ideas"], ["a", "b"])
    assert paper.tally == Tally({("a", "help"): 1, ("a", "like"): 2, ("a", "not"): 2, ("b", "like"): 5}, 5)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        pytest.param("one", "9: 5 3", id="a count is missing"),
        pytest.param("one", "9: 5 3 2", id="more choices than people"),
        pytest.param("needs", "9: 10 0 0", id="more people chose one than there are"),
        pytest.param("one", "0: 0 0 0", id="nobody"),
        pytest.param("one", "100000: 5 3", id="a number that is too long is not two numbers"),
        pytest.param("one", "5001: 5 3 0", id="more people than a neighbourhood has"),
        pytest.param("needs", "2: 2 2 2 1", id="more counts than there are options"),
        pytest.param("one", "geen idee", id="no numbers"),
    ],
)
def test_paper_that_cannot_be_right_says_how_many_counts_it_takes(template: str, text: str) -> None:
    paper = paper_in(text, TEMPLATES[template], ["a", "b", "c"])
    assert (paper.tally, paper.wanted) == (None, 3)


# --- R48a ---


def test_needs_are_ordered_by_count_and_have_no_percentage_below_a_dozen() -> None:
    found = result("needs", "a b c", Tally({("b", "chosen"): 4, ("a", "chosen"): 2}, 5))
    assert isinstance(found, Needs)
    assert [(it.option, it.n, it.percent) for it in found.shares] == [("b", 4, None), ("a", 2, None), ("c", 0, None)]


def test_of_a_dozen_answers_the_share_is_said() -> None:
    found = result("needs", "a b", Tally({("a", "chosen"): 7, ("b", "chosen"): 12}, 12))
    assert isinstance(found, Needs)
    assert [(it.option, it.percent) for it in found.shares] == [("b", 100), ("a", 58)]
    assert found.rule == "R48a"


# --- R48b ---


def test_ideas_go_by_helpers_first_and_without_helpers_it_is_no_action() -> None:
    liked = Tally({("a", "like"): 9, ("b", "help"): 1, ("c", "help"): 1, ("c", "like"): 2, ("a", "not"): 1}, 10)
    found = result("ideas", "a b c", liked)
    assert isinstance(found, Ideas)
    assert [(it.option, it.is_action) for it in found.ideas] == [("c", True), ("b", True), ("a", False)]
    assert found.ideas[-1].nots == 1


# --- R48c ---


@pytest.mark.parametrize(
    ("counts", "way"),
    [
        pytest.param({"go": 5}, Way.GO, id="no objection: go"),
        pytest.param({"go": 4, "remark": 1}, Way.NOTE, id="a remark: note it"),
        pytest.param({"go": 9, "remark": 1, "objection": 1}, Way.OBJECTION, id="one objection is enough to talk"),
        pytest.param({}, Way.NOBODY, id="silence is no consent"),
    ],
)
def test_consent_asks_for_objections_and_never_counts_a_majority(counts: dict[str, int], way: Way) -> None:
    found = result("consent", "go remark objection", Tally({(it, "chosen"): n for it, n in counts.items()}, 10))
    assert isinstance(found, Consent)
    assert found.way is way


# --- PL4 ---


def test_moments_go_by_most_yes_then_by_if_need_be() -> None:
    found = result(
        "moments", "mo tu we", votes({"mo": "yes", "tu": "maybe", "we": "yes"}, {"tu": "yes", "we": "maybe"})
    )
    assert isinstance(found, Moments)
    assert [it.option for it in found.slots] == ["tu", "we", "mo"]
    assert [it.yes for it in found.slots] == [1, 1, 1]


def test_the_only_moment_that_a_chat_can_make_stays_on_the_table() -> None:
    big = votes(*[{"mo": "yes", "tu": "yes"}] * 5)
    small = votes({"mo": "no", "tu": "no", "we": "maybe"})
    found = result("moments", "mo tu we", big, small)
    assert isinstance(found, Moments)
    assert (found.slots[0].option, found.only) == ("mo", ("we",))


def test_the_best_moment_needs_no_second_mention() -> None:
    found = result("moments", "mo tu", votes({"mo": "yes"}))
    assert isinstance(found, Moments)
    assert found.only == ()


# --- PL9 ---


def test_an_area_is_an_overlap_and_never_an_average_border() -> None:
    found = result("area", "church mill dyke", votes({"church": "chosen", "mill": "chosen"}, {"church": "chosen"}))
    assert isinstance(found, Overlap)
    assert (found.by_all, found.by_some) == (("church",), (("mill", 1),))


# --- R49 ---


def test_a_poll_stands_in_the_way_once_its_month_is_over() -> None:
    debt = Debt(1, CLOSED)
    assert debts([debt], CLOSED + TELL_BACK_WITHIN - timedelta(seconds=1)) == ()
    assert debts([Debt(2, CLOSED + timedelta(hours=1)), debt], CLOSED + TELL_BACK_WITHIN * 2)[0] == debt


def test_reminders_come_while_there_is_still_time() -> None:
    assert all(CLOSED < at < CLOSED + TELL_BACK_WITHIN for at in reminders(CLOSED))


# --- choosing ---


@pytest.mark.parametrize(
    ("template", "presses", "choice"),
    [
        pytest.param("one", ["a", "b"], {"b": "chosen"}, id="one: the last counts"),
        pytest.param("one", ["a", "a"], {}, id="the same again takes it back"),
        pytest.param("area", ["a", "b", "a"], {"b": "chosen"}, id="several: each by itself"),
    ],
)
def test_a_press_changes_the_choice(template: str, presses: list[str], choice: dict[str, str]) -> None:
    ballot: dict[str, str] = {}
    for option in presses:
        ballot = dict(chosen(TEMPLATES[template], ballot, option) or {})
    assert ballot == choice


def test_of_each_option_the_last_level_counts() -> None:
    assert chosen(TEMPLATES["ideas"], {"a": "like", "b": "not"}, "a", "help") == {"a": "help", "b": "not"}


def test_nobody_chooses_more_than_may_be_chosen() -> None:
    assert chosen(TEMPLATES["needs"], {"a": "chosen", "b": "chosen", "c": "chosen"}, "d") is None
