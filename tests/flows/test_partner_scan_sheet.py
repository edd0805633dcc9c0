"""The sheet of the partner scan: what is asked of whom, and how long it takes."""

import re

import pytest

from bot.texts import Texts
from core.thresholds import SCAN_TOPICS_AT_MOST
from flows.checks import problems_in, texts_needed
from flows.model import Choice, Scale, Several
from flows.order import step_at
from flows.partner_scan import PARTNER_SHEET, sheet
from flows.values import Picked, Place, Said, Skipped, step_of
from tests.flows.scan_sheets import CARE_WORKER, NEIGHBOUR, TOPICS, Answers, Done, begun, filled_in

TEXTS = Texts.load()
SECONDS_A_TAP = 3.0
"""Choosing and tapping; about what experiments with touch screens find for a tap with a thought before it."""

SECONDS_A_READ_WORD = 60 / 200
SECONDS_A_TYPED_WORD = 60 / 20
FIVE_MINUTES = 300


def steps_asked(done: Done) -> list[str]:
    return list(dict.fromkeys(map(step_of, done.asked)))


def test_the_sheet_is_sound() -> None:
    assert problems_in(PARTNER_SHEET) == ()


@pytest.mark.parametrize("lang", TEXTS.full)
def test_every_question_of_the_sheet_has_its_words(lang: str) -> None:
    assert {f"partner_sheet.{key}" for key in texts_needed(PARTNER_SHEET)} <= set(TEXTS.keys(lang))


@pytest.mark.parametrize("lang", TEXTS.full)
def test_labels_of_the_sheet_fit_a_button(lang: str) -> None:
    keys = [key for key in TEXTS.keys(lang) if re.match(r"partner_sheet\.\w+\.choices\.", key)]
    assert {key for key in keys if len(TEXTS.plain(lang, key)) > 20} == set()


# --- what is asked of whom ---


def test_who_may_see_it_is_asked_before_anything_else() -> None:
    assert filled_in(NEIGHBOUR).asked[:2] == ["a1", "name"]


def test_a_neighbour_gets_the_short_scan() -> None:
    assert steps_asked(filled_in(NEIGHBOUR)) == ["a1", "name", "p1", "p3", "p3_other", "p4", "p6", "p7a", "p8", "p11"]


def test_an_organisation_is_asked_everything() -> None:
    asked = steps_asked(filled_in(CARE_WORKER))
    assert asked == [
        "a1", "name", "p1", "p2", "p3", "p3_other", "p4", "p5", "p6", "p7a", "p7b", "p8", "p10_well", "p10", "p11",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["residents_group", "association"])
def test_an_existing_group_is_asked_what_it_wants_from_others(kind: str) -> None:
    done = filled_in({**CARE_WORKER, "p1": (kind,), "p9": "let_us_be", "p9_worry": ("succession",)})
    assert {"p9", "p9_worry"} <= set(done.asked)
    assert ("p7b" in done.asked) is (kind == "association")


def test_who_is_a_neighbour_and_speaks_for_an_organisation_is_asked_everything() -> None:
    assert "p7b" in filled_in({**CARE_WORKER, "p1": ("neighbour", "care")}).asked


@pytest.mark.parametrize("choice", ["total", ""])
def test_who_counts_in_totals_only_is_never_asked_for_a_name(choice: str) -> None:
    done = filled_in({**NEIGHBOUR, "a1": choice})
    assert "name" not in done.asked
    assert "name" not in done.sheet


def test_each_topic_is_asked_for_itself() -> None:
    asked = filled_in(NEIGHBOUR).asked
    assert [place for place in asked if step_of(place) == "p3"] == ["p3@t1", "p3@t2", "p3@t3"]
    assert [place for place in asked if step_of(place) == "p8"] == ["p8@t1", "p8@t2", "p8@t3"]


def test_a_contact_person_is_asked_for_only_when_reached_through_one() -> None:
    done = filled_in({**NEIGHBOUR, "p11": ("contact",), "p11_contact": "Rita van de hoek"})
    assert done.sheet["p11_contact"] == Said(("Rita van de hoek",))


def test_every_question_can_be_passed() -> None:
    nothing = dict.fromkeys((step.id for step in PARTNER_SHEET.in_order), "")
    assert set(filled_in(nothing).sheet.values()) - {filled_in(nothing).sheet["topics"]} == {Skipped("skip")}


def test_not_knowing_is_an_answer_to_every_scale_and_choice() -> None:
    group = begun()
    while group.run.current is not None:
        place = group.run.current
        if isinstance(step_at(PARTNER_SHEET, place), Scale | Choice | Several):
            group.presses("An", "?")
            assert group.settled(place) == Skipped("dont_know")
        else:
            group.skip()


def test_at_most_three_things_draw_someone() -> None:
    group = begun()
    while group.run.current != "p4":
        group.skip()
    group.presses("An", "knows_someone", "lives_here", "same_goal", "enjoys_it")
    assert group.notice == "too_many_picked"
    assert group.on_card() == Picked(("knows_someone", "lives_here", "same_goal"))


# --- how long it takes ---


def read_words(place: Place, lang: str) -> int:
    """Words of a question, its hint and its choices, meanings where these stand there as well."""
    step = step_at(PARTNER_SHEET, place)
    keys = [f"partner_sheet.{step.id}.{part}" for part in ("ask", "hint")]
    keys += [key for key in TEXTS.keys(lang) if re.match(rf"partner_sheet\.{step.id}\.(choices|meanings)\.", key)]
    if isinstance(step, Scale):
        keys += [key for key in TEXTS.keys(lang) if key.startswith(f"scales.{step.scale.__name__}.")]
    shown = [TEXTS.plain(lang, key, topic=TOPICS[0]) for key in keys if TEXTS.has(lang, key)]
    return sum(len(text.split()) for text in shown)


def seconds(done: Done, lang: str) -> float:
    """A question that comes again for another topic is known by then; only the topic is new."""
    once = {step_of(place): place for place in reversed(done.asked)}
    again = (len(done.asked) - len(once)) * 3
    read = sum(read_words(place, lang) for place in once.values()) + again
    return read * SECONDS_A_READ_WORD + done.taps * SECONDS_A_TAP + done.words * SECONDS_A_TYPED_WORD


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("answers", [pytest.param(CARE_WORKER, id="in full"), pytest.param(NEIGHBOUR, id="short")])
def test_a_sheet_takes_five_minutes_at_most(answers: Answers, lang: str) -> None:
    topics = tuple(f"Thema {number}" for number in range(SCAN_TOPICS_AT_MOST))
    assert seconds(filled_in(answers, topics), lang) <= FIVE_MINUTES


def test_the_count_that_the_sheet_states_is_right() -> None:
    full, short = filled_in(CARE_WORKER), filled_in(NEIGHBOUR)
    stated = " ".join((sheet.__doc__ or "").split())
    assert f"{full.taps} taps and {full.words} typed words in full" in stated
    assert f"{short.taps} taps and {short.words} typed word for a neighbour" in stated
    assert f"{seconds(full, 'nl') / 60:.1f} and {seconds(short, 'nl') / 60:.1f} minutes" in stated
