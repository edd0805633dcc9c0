"""One reminder, to those who are waited for only; and leaving people in peace who skip a round or are away."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.bot.neighbours import BOT, words
from tests.bot.rounds import Rounds
from tests.bot.talk import Talk


@pytest.fixture
async def home(talk: Talk) -> Rounds:
    rounds = Rounds(talk)
    await rounds.arrives()
    return rounds


async def reminded(home: Rounds) -> None:
    await home.passes_to(home.planned("check_in_remind"))


# --- reminding ---


async def test_who_did_not_answer_is_reminded_alone_and_the_group_hears_nothing(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.bert, talk.fatma)
    await home.sets_up(talk.bert, talk.fatma)
    await home.opens()
    await home.fills(talk.an)
    await home.fills(talk.fatma)
    before = len(talk.spoken())
    await reminded(home)
    assert "loopt nog twee dagen" in talk.last(talk.private(talk.bert)).text
    for person in (talk.an, talk.fatma):
        assert "loopt nog twee dagen" not in "".join(talk.texts(talk.private(person)))
    assert len(talk.spoken()) == before
    await talk.moves(days=1)
    assert sum("nog twee dagen" in text for text in talk.texts(talk.private(talk.bert))) == 1


async def test_who_never_spoke_with_the_bot_alone_is_reminded_in_a_line_without_names(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert, talk.fatma)
    await home.opens()
    await home.fills(talk.an)
    before = len(talk.spoken())
    await reminded(home)
    assert talk.texts()[before:] == [words("check_ins.remind.group")]
    assert [label for label, _ in talk.buttons(talk.last())] == [words("cards.control.fill")]


async def test_the_reminder_leads_to_the_sheet(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.bert)
    await home.sets_up(talk.bert)
    await home.opens()
    await reminded(home)
    await talk.taps_alone(talk.bert, words("check_ins.button.fill"))
    assert "Hoeveel vuur zit er nog in?" in talk.last(talk.private(talk.bert)).text


async def test_no_reminder_comes_in_quiet_hours(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await talk.presses(talk.an, *talk.find("checkin:choose"))
    await talk.presses(talk.an, *talk.find("checkin:hour=19"))
    await home.opens()
    late = datetime.combine(home.local("check_in_remind").date(), datetime.min.time(), ZoneInfo("Europe/Brussels"))
    await talk.says(talk.an, f"/tijd{BOT}")
    await talk.taps(talk.an, "time:quiet")
    await talk.taps(talk.an, "time:quiet=20-9")
    await home.passes_to((late + timedelta(hours=23)).astimezone(UTC))
    said = [it for it in talk.spoken() if it.text == words("check_ins.remind.group")]
    moment = said[0].sent_at.astimezone(ZoneInfo("Europe/Brussels"))
    assert 9 <= moment.hour < 20


async def test_a_reminder_that_comes_after_all_answered_says_nothing(home: Rounds, talk: Talk) -> None:
    await home.sets_up()
    await home.opens()
    await home.fills(talk.an)
    before = len(talk.spoken())
    await talk.moves(days=5)
    assert len(talk.spoken()) == before


# --- skipping a round ---


async def test_who_skips_is_not_waited_for_this_time_but_asked_again_the_next(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.bert)
    await home.sets_up(talk.bert)
    await home.opens()
    await home.fills(talk.an)
    await reminded(home)
    await talk.taps_alone(talk.bert, words("check_ins.button.skip"))
    assert talk.last(talk.private(talk.bert)).text == words("check_ins.skipped")
    assert home.status() == "done", "nobody is left to wait for"
    await home.opens()
    assert "0 van 2 antwoordden" in home.card().text


async def test_where_all_skip_the_round_ends_and_that_is_no_silence(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.an)
    await home.sets_up()
    await home.opens()
    await reminded(home)
    before = len(talk.spoken())
    await talk.taps_alone(talk.an, words("check_ins.button.skip"))
    assert home.status() == "stopped"
    assert len(talk.spoken()) == before
    assert [it["silent"] for it in home.rows("check_in")] == [0]


async def test_skipping_after_answering_takes_nothing_back(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.bert)
    await home.sets_up(talk.bert)
    await home.opens()
    await reminded(home)
    reminder = talk.last(talk.private(talk.bert))
    await home.fills(talk.bert)
    await talk.presses(talk.bert, *talk.find(words("check_ins.button.skip"), reminder))
    assert home.status() == "open"
    await home.fills(talk.an)
    assert "Check-in: 2 antwoorden" in talk.last().text


async def test_a_round_that_is_over_is_over_for_the_buttons_of_the_reminder_too(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.bert)
    await home.sets_up(talk.bert)
    await home.opens()
    await reminded(home)
    reminder = talk.last(talk.private(talk.bert))
    await talk.moves(days=3)
    await talk.presses(talk.bert, *talk.find(words("check_ins.button.fill"), reminder))
    assert talk.last(talk.private(talk.bert)).text == words("engine.notice.sheet_closed")
    await talk.presses(talk.bert, *talk.find(words("check_ins.button.skip"), reminder))
    private = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", talk.bert)
    for code in ("fill+999", "nothing+1"):
        assert (await talk.forges(talk.bert, reminder, talk.codec().encode(private, 0, 0, f"checkin:{code}"))).alert


# --- being away ---


async def test_who_is_away_is_neither_waited_for_nor_reminded_until_they_are_back(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.bert)
    await home.sets_up(talk.bert)
    await talk.says(talk.bert, "/afwezig 3 weken", chat=talk.bert)
    await home.opens()
    await home.fills(talk.an)
    assert home.status() == "done"
    await home.opens()
    assert "0 van 2 antwoordden" in home.card().text, "four weeks later they are back"


async def test_going_away_in_the_middle_of_a_round_closes_it_when_nobody_else_is_left(home: Rounds, talk: Talk) -> None:
    await home.starts_alone(talk.bert)
    await home.sets_up(talk.bert)
    await home.opens()
    await home.fills(talk.an)
    await reminded(home)
    await talk.taps_alone(talk.bert, words("check_ins.button.away"), words("check_ins.button.weeks", n=2))
    assert "Tot en met" in talk.last(talk.private(talk.bert)).text
    assert home.status() == "done"
    assert [it["participant"] for it in home.rows("away")] == [str(talk.bert)]


async def test_where_everyone_is_away_no_round_begins_and_nothing_is_said(home: Rounds, talk: Talk) -> None:
    await home.sets_up()
    await talk.says(talk.an, f"/afwezig{BOT} 2 weken")
    before = len(talk.spoken())
    await home.passes_to(home.planned("check_in"))
    assert home.rows("run") == []
    assert len(talk.spoken()) == before
    assert [it["status"] for it in home.rows("check_in")] == ["on"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/afwezig", "check_ins.away.ask"),
        ("/afwezig morgen misschien", "check_ins.away.bad_date"),
        ("/afwezig 15/12/2020", "check_ins.away.past_date"),
        ("/afwezig 1/1/2040", "check_ins.away.too_long"),
        ("/afwezig 99 weken", "check_ins.away.bad_date"),
        ("/afwezig terug", "check_ins.away.was_here"),
    ],
)
async def test_what_is_typed_behind_the_command_is_answered(talk: Talk, typed: str, answer: str) -> None:
    await talk.says(talk.bert, typed, chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == words(answer)


async def test_coming_back_sooner_counts_at_once_and_a_day_can_be_named(home: Rounds, talk: Talk) -> None:
    await talk.says(talk.bert, "/afwezig tot 15/12", chat=talk.bert)
    assert "15 december" in talk.last(talk.private(talk.bert)).text
    await talk.says(talk.bert, "/afwezig terug", chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == words("check_ins.away.back")
    assert home.rows("away") == []
    await talk.says(talk.bert, f"/afwezig{BOT}")
    assert talk.last().text == words("check_ins.away.how")
