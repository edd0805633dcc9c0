"""The card of a question that everyone fills in alone, and the cards of a sheet."""

from dataclasses import replace

import pytest

from bot.cards import Words, closed_card, open_card
from flows.facts import Facts
from flows.model import AnyStep, Choice, Fill, Flow, SeenBy, Show, Text
from flows.run import Run
from flows.values import Picked, Sheet, Sheets
from tests.bot.cards.conftest import PEOPLE, RunAt

ROAD = Choice(id="road", part=0, choices=("left", "right"))
NOTE = Text(id="story", part=0, seen_by=SeenBy.UNSIGNED)
CALLED = Text(id="name", part=0, seen_by=SeenBy.NAME)
HELLO = Show(id="hello", part=0, seen_by=SeenBy.NAME)


def asking(tiny: Flow, *steps: AnyStep) -> Flow:
    fill = Fill(id="close", part=0, sheet=replace(tiny, steps=steps), named=lambda facts, sheet: facts != Facts({}))
    return replace(tiny, steps=(fill,))


@pytest.mark.parametrize(
    ("steps", "key"),
    [
        pytest.param((HELLO, ROAD), "totals", id="taps"),
        pytest.param((ROAD, NOTE), "unsigned", id="words without a name"),
        pytest.param((ROAD, CALLED), "named", id="a name"),
    ],
)
def test_what_the_group_sees_is_said_from_what_the_steps_promise(
    words: Words, tiny: Flow, run_at: RunAt, steps: tuple[AnyStep, ...], key: str
) -> None:
    card = open_card(words, asking(tiny, *steps), run_at("close"))
    assert words.plain(f"cards.fill_seen.{key}") in card.text


def test_few_people_read_beforehand_that_nothing_can_be_shown(words: Words, tiny: Flow, run_at: RunAt) -> None:
    few = words.plain("cards.fill.few")
    assert few in open_card(words, asking(tiny, ROAD), run_at("close", members=PEOPLE[:3])).text
    assert few not in open_card(words, asking(tiny, ROAD), run_at("close")).text
    assert few not in open_card(words, asking(tiny, CALLED), run_at("close", members=PEOPLE[:3])).text


def test_the_card_counts_whole_sheets(words: Words, tiny: Flow, run_at: RunAt) -> None:
    whole, half = Sheet((("road", Picked(("left",))), ("story", Picked(())))), Sheet((("road", Picked(("left",))),))
    votes = {"close": dict(zip(PEOPLE, (whole, half), strict=False))}
    card = open_card(words, asking(tiny, ROAD, NOTE), run_at("close", votes=votes))
    assert words.plain("cards.tally.line", n=1, joined=5) in card.text


def test_a_closed_card_holds_no_answer_of_a_sheet(words: Words, tiny: Flow, run_at: RunAt) -> None:
    told = Sheets(4, totals=(("road", (Picked(("left",)),) * 4),))
    run = run_at("close", settled={"close": told}, previous="close")
    card = closed_card(words, asking(tiny, ROAD), run, "close")
    assert "4 ingevulde bladen" in card.text
    assert "left" not in card.text
    assert "links" not in card.text


@pytest.mark.parametrize(
    ("place", "key"), [("story", "text"), ("things", "list"), ("day", "date"), ("colours", "several"), ("road", "")]
)
def test_a_sheet_says_how_to_answer_without_a_facilitator(
    words: Words, tiny: Flow, run_at: RunAt, place: str, key: str
) -> None:
    run: Run = run_at(place, members=PEOPLE[:1], is_sheet=True)
    card = open_card(words, tiny, run)
    assert "begeleider" not in card.text
    assert words.plain("cards.seen.totals") in card.text
    assert not key or words.plain(f"cards.alone.{key}", most=2) in card.text
    assert words.plain("cards.control.pause") not in [it.label for row in card.keyboard for it in row]


def test_on_the_first_question_there_is_nothing_of_ones_own_to_go_back_to(
    words: Words, tiny: Flow, run_at: RunAt
) -> None:
    brought = {"of_the_group": Picked(("x",))}
    card = open_card(words, tiny, run_at("road", members=PEOPLE[:1], is_sheet=True, settled=brought))
    assert words.plain("cards.control.back") not in [it.label for row in card.keyboard for it in row]
