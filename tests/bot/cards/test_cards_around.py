"""The cards before, between and after questions, and what is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.cards import Asked, Words, closed_card, gathering_card, item_name, notice, paused_card, told
from bot.cards.fit import length
from bot.cards.names import answer_label
from bot.keyboards import Codec
from bot.texts import Texts
from core.ids import ParticipantId
from flows.model import Flow
from flows.run import Notice, Run, Status, Tell
from flows.values import (
    Arranged,
    Dated,
    Entry,
    Filled,
    Listed,
    Picked,
    Rated,
    Said,
    Seen,
    Skipped,
    Value,
    Voices,
)

RunAt = Callable[..., Run]
THREE = Listed((Entry("a1", "koken"), Entry("a2", "wandelen"), Entry("a3", "de <tuin> & zo")))


def control_codes(words: Words, keyboard: tuple[tuple[object, ...], ...]) -> list[str]:
    found = [words.codec.decode(words.group, str(getattr(button, "data", ""))) for row in keyboard for button in row]
    return [pressed.code for pressed in found if pressed is not None]


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        (("road", Picked(("left",))), "links langs de beek"),
        (("colours", Picked(("red", "blue"))), "• rood\n• blauw"),
        (("area", Rated(3)), "gemeente of stad + rand"),
        (("story", Rated(3)), "3"),
        (("story", Said(("één", "<twee>"))), "• één\n• &lt;twee&gt;"),
        (("things", THREE), "1. koken\n2. wandelen\n3. de &lt;tuin&gt; &amp; zo"),
        (("day", Dated(date(2026, 12, 15))), "15 december 2026"),
        (("decides", Filled((("goals", "team"), ("method", "shared")))), "<b>werkwijze</b>: samen met een ander"),
        (("arrange", Arranged((("a1",), ("a2", "gone")))), "<b>Pakket 2</b>\n• wandelen\n• gone"),
        (("road", Skipped("dont_know")), "weten we niet"),
        (("close", Voices((Skipped("dont_know"),))), "weten we niet"),
        (("close", Voices((Rated(2),))), "1 antwoord\nMet minder dan 4 antwoorden tonen we niet wat eruit kwam."),
    ],
)
def test_a_closed_card_says_what_came_out(
    words: Words, tiny: Flow, run_at: RunAt, closed: tuple[str, Value], expected: str
) -> None:
    place, value = closed
    card = closed_card(words, tiny, run_at(None, settled={"things": THREE, place: value}), place)
    assert card.text.startswith("Afgesloten")
    assert card.text.endswith(expected)
    assert card.keyboard == ()


def test_a_closed_card_has_its_title_and_its_question_without_hint(words: Words, tiny: Flow, run_at: RunAt) -> None:
    text = closed_card(words, tiny, run_at(None, settled={"road": Skipped()}), "road").text
    assert text == "Afgesloten · De weg\n\n<b>Welke weg?</b>\n\novergeslagen"


def test_four_voices_are_shown_as_they_are_spread(words: Words, tiny: Flow, run_at: RunAt) -> None:
    voices = Voices((Rated(0), Rated(0), Rated(1), Rated(3), Skipped("dont_know")))
    text = closed_card(words, tiny, run_at(None, settled={"close": voices}), "close").text
    assert "staan los van elkaar: 2 ●●\nhandig om te weten: 1 ●\nniet goed apart: 1 ●" in text
    assert "4 antwoorden, 1 keer “weet ik niet”. Hier lopen jullie uiteen" in text


def test_voices_that_agree_are_not_told_to_differ(words: Words, tiny: Flow, run_at: RunAt) -> None:
    text = closed_card(words, tiny, run_at(None, settled={"close": Voices((Rated(1),) * 4)}), "close").text
    assert text.endswith("handig om te weten: 4 ●●●●\n4 antwoorden.")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_below_four_voices_no_outcome_is_shown(words: Words, tiny: Flow, run_at: RunAt, count: int) -> None:
    """R50: beside your own answer it tells what the others said; how many answered is all that stands there."""
    shown = {
        closed_card(words, tiny, run_at(None, settled={"close": Voices(voices[:count])}), "close").text
        for voices in product(map(Rated, range(4)), repeat=3)
    }
    assert len(shown) == 1
    assert shown.pop().endswith("Met minder dan 4 antwoorden tonen we niet wat eruit kwam.")


def test_who_takes_part_alone_sees_their_own_answer(words: Words, tiny: Flow, run_at: RunAt) -> None:
    run = run_at(None, settled={"close": Voices((Rated(2),))}, members=(ParticipantId("An"),))
    assert closed_card(words, tiny, run, "close").text.endswith("Uitkomst: <b>het ene verandert het andere</b>")


def test_what_a_flow_compares_with_the_last_time_stays_off_the_card(words: Words, tiny: Flow, run_at: RunAt) -> None:
    """Beside the card of then, it would tell who came or went; the flow tells it where it does not."""
    flow, voices = replace(tiny, compares=("close",)), Voices((Rated(1),) * 4)
    again = run_at(None, settled={"close": voices}, earlier=({"close": voices},))
    assert closed_card(words, flow, again, "close").text.endswith(
        "Wat eruit kwam, zie je straks, naast de vorige keer."
    )
    first = run_at(None, settled={"close": voices})
    assert "●●●●" in closed_card(words, flow, first, "close").text
    assert "●●●●" in closed_card(words, tiny, again, "close").text


def test_voices_of_a_choice_are_counted_by_choice(words: Words, tiny: Flow, run_at: RunAt) -> None:
    voices = Voices((Picked(("left",)),) * 3 + (Picked(("right",)),))
    text = closed_card(words, tiny, run_at(None, settled={"secret_road": voices}), "secret_road").text
    assert "Uitkomst: <b>links</b>\nlinks: 3 ●●●\nrechts: 1 ●\n4 antwoorden." in text


def test_a_question_that_never_closed_is_drawn_without_outcome(words: Words, tiny: Flow, run_at: RunAt) -> None:
    assert "Deze vraag bleef open." in closed_card(words, tiny, run_at("road"), "road").text
    seen = closed_card(words, tiny, run_at(None, settled={"result": Seen()}), "result").text
    assert seen == "Afgesloten · stap 3\n\nSamen gelezen."


def test_people_join_before_it_begins(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = gathering_card(words, tiny, run_at(None, status=Status.GATHERING))
    assert "<b>Klein &lt;b&gt;</b>" in card.text
    assert "Een proefje." in card.text
    assert "Er doen 5 mensen mee." in card.text
    assert "secret" not in card.text
    assert control_codes(words, card.keyboard) == ["!join", "!begin"]


def test_people_can_join_later_but_not_when_it_is_over(words: Words, tiny: Flow, run_at: RunAt) -> None:
    later = gathering_card(words, tiny, run_at("road", members=("secret-an",)))
    assert "Er doet 1 iemand mee." in later.text
    assert control_codes(words, later.keyboard) == ["!join"]
    assert gathering_card(words, tiny, run_at(None, status=Status.DONE)).keyboard == ()


def test_a_pause_says_where_we_are_and_how_to_go_on(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = paused_card(words, tiny, run_at("story", status=Status.PAUSED))
    assert card.text.startswith("Stap 2 van 3")
    assert control_codes(words, card.keyboard) == ["!resume"]
    empty = paused_card(words, tiny, run_at(None, status=Status.PAUSED, members=()))
    assert empty.text.startswith("Pauze.")
    assert control_codes(words, empty.keyboard) == ["!join", "!resume"]


def test_what_is_told_starts_a_new_message_at_a_rule(words: Words, tiny: Flow) -> None:
    assert [drawn.text for drawn in told(words, tiny, Tell("hello", "", {}))] == ["Dag.", "Nog eens dag."]


def test_a_notice_is_plain_and_short(words: Words) -> None:
    assert notice(words, Notice("recorded", {"n": 1, "joined": 5})) == "Genoteerd. 1 van 5 antwoordde al."
    assert notice(words, Notice("recorded")) == "Genoteerd."
    cut = notice(Words(Texts({"nl": LONG}), "nl", Codec(b"x"), 1, 1, "b"), Notice("long"))
    assert cut == "a" * 199 + "…"


LONG = {"common.language.locale": "nl", "common.language.day_pattern": "d", "engine.notice.long": "a" * 300}


def test_things_are_called_by_their_names(words: Words, tiny: Flow, run_at: RunAt) -> None:
    run = run_at(None, settled={"things": THREE})
    assert item_name(Asked.at(words, tiny, run, "per_thing@a1")) == "koken"
    assert item_name(Asked.at(words, tiny, run, "per_pair@a1:a2")) == "koken en wandelen"
    assert item_name(Asked.at(words, tiny, run, "road")) == ""
    assert answer_label(Asked.at(words, tiny, run, "road"), "?") == "Weet ik niet"
    assert answer_label(Asked.at(words, tiny, run, "close"), "3") == "niet goed apart"
    assert length("<b>a</b>&amp;") == 2
