"""Check-ins that come back: set up on one card, opened by the bot, closed when all answered or when time is over."""

from datetime import timedelta

import pytest

from tests.bot.neighbours import BOT, words
from tests.bot.rounds import Rounds
from tests.bot.talk import Talk


@pytest.fixture
async def home(talk: Talk) -> Rounds:
    rounds = Rounds(talk)
    await rounds.arrives()
    return rounds


# --- setting up ---


async def test_one_card_proposes_a_rhythm_with_its_reason_and_lets_people_join(home: Rounds, talk: Talk) -> None:
    await talk.says(talk.an, f"/checkin{BOT}")
    card = talk.last()
    assert "om de 4 weken" in card.text
    assert "zelden genoeg" in card.text
    assert (await talk.presses(talk.bert, *talk.find("checkin:join", card))).text == words("check_ins.toast.joined")
    assert "1 iemand doet mee" in card.text
    assert (await talk.presses(talk.bert, *talk.find("checkin:join", card))).text == words("check_ins.toast.already")
    assert home.rows("schedule") == [], "nothing is planned before somebody says so"


async def test_the_chips_choose_weeks_day_and_hour(home: Rounds, talk: Talk) -> None:
    await talk.says(talk.an, f"/checkin{BOT}")
    card = talk.last()
    for code in ("weeks=2", "weekday=3", "hour=19", "start"):
        await talk.presses(talk.an, *talk.find(f"checkin:{code}", card))
    assert "om 19:00, daarna om de 2 weken" in card.text
    due = home.local("check_in")
    assert (due.weekday(), due.hour) == (3, 19)
    await home.opens()
    assert home.local("check_in") - due == timedelta(weeks=2)


async def test_only_who_began_it_or_an_admin_changes_the_rhythm(home: Rounds, talk: Talk) -> None:
    await home.sets_up()
    assert await home.taps(talk.bert, "checkin:pause") == (await home.taps(talk.fatma, "checkin:pause"))
    assert (await home.taps(talk.bert, "checkin:pause")).text == words("check_ins.not_yours")
    await home.taps(talk.an, "checkin:pause")
    assert [it["status"] for it in home.rows("check_in")] == ["paused"]
    await home.taps(talk.an, "checkin:resume")
    assert [it["kind"] for it in home.rows("schedule")] == ["check_in"]


async def test_another_rhythm_moves_what_is_planned_and_stopping_forgets_it(home: Rounds, talk: Talk) -> None:
    card = await home.sets_up(talk.bert)
    await talk.presses(talk.an, *talk.find("checkin:choose", card))
    before = home.rows("schedule")[0]["due"]
    await talk.presses(talk.an, *talk.find("checkin:weekday=4", card))
    assert home.rows("schedule")[0]["due"] != before
    for code in ("done", "pause", "end"):
        await talk.presses(talk.an, *talk.find(f"checkin:{code}", card))
    assert (home.rows("schedule"), home.rows("check_in"), home.rows("check_in_member")) == ([], [], [])
    assert (await talk.forges(talk.bert, card, talk.codec().encode(1, 0, 0, "checkin:join"))).alert


async def test_in_a_private_chat_it_says_where_to_go(talk: Talk) -> None:
    await talk.says(talk.an, "/checkin", chat=talk.an)
    assert talk.last(talk.private(talk.an)).text == words("check_ins.in_group")


# --- a round ---


async def test_a_round_opens_by_itself_and_closes_with_one_short_post(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert, talk.fatma, talk.jef)
    before = len(talk.spoken())
    card = await home.opens()
    assert words("cards.fill_seen.passed_on") in card.text
    assert len(talk.spoken()) == before + 1, "a round begins with one message"
    for person in (talk.an, talk.bert, talk.fatma):
        await home.fills(person)
    await home.fills(talk.jef, "3", "yes", "…", "waiting", "…", "money", "…", lines=("zaal", "de stad", "voor soep"))
    post = talk.last().text
    assert "Check-in: 4 antwoorden" in post
    assert "Vuur: brandt" in post
    assert "geld: “voor soep”" in post
    assert "• de stad" in post
    assert len(talk.spoken()) == before + 2, "and ends with one"
    assert home.status() == "done"
    assert {it["kind"] for it in home.rows("schedule")} == {"check_in"}, "no reminder is left"


async def test_below_four_there_are_no_totals_but_what_is_needed_and_heard_goes_on(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    card = await home.opens()
    assert words("cards.fill.few_passed_on") in card.text
    await home.fills(talk.an, "0", "no", "yes", "people", "…", lines=("wie kookt",), heard="de lift hapert")
    await home.fills(talk.bert)
    post = talk.last().text
    assert "●" not in post
    assert "mensen: “wie kookt”" in post
    assert "de lift hapert" in post
    assert [it["text"] for it in home.rows("signal")] == ["de lift hapert"]


async def test_it_goes_on_beside_another_run_and_commands_reach_that_one(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await talk.taps(talk.an, "start:typology")
    await talk.taps(talk.an, "!begin")
    await home.opens()
    assert sorted(talk.rows("SELECT flow, status FROM run WHERE parent_id IS NULL")) == [
        ("check_in", "open"),
        ("typology", "open"),
    ]
    await talk.says(talk.an, f"/pauze{BOT}")
    assert talk.rows("SELECT flow FROM run WHERE status = 'paused'") == [("typology",)]
    await home.fills(talk.an)
    await home.fills(talk.bert)
    assert home.status() == "done"


async def test_who_joins_on_the_card_takes_part_from_then_on(home: Rounds, talk: Talk) -> None:
    await home.sets_up()
    card = await home.opens()
    await talk.presses(talk.bert, *talk.find("!join", card))
    assert [it["participant"] for it in home.rows("check_in_member")] == [str(talk.an), str(talk.bert)]
    await home.fills(talk.an)
    await home.fills(talk.bert)
    await home.opens()
    assert "0 van 2 antwoordden" in home.card().text


async def test_what_is_there_when_time_is_over_counts(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert, talk.fatma)
    await home.opens()
    await home.fills(talk.bert)
    await talk.moves(days=5)
    assert home.status() == "done"
    assert "Check-in: 1 antwoord" in talk.last().text


async def test_the_second_round_says_how_the_fire_stands_beside_the_first(home: Rounds, talk: Talk) -> None:
    everyone = (talk.an, talk.bert, talk.fatma, talk.jef)
    await home.sets_up(*everyone)
    for level in ("3", "1"):
        await home.opens()
        for person in everyone:
            await home.fills(person, level, "no", "yes", "nothing")
    post = talk.last().text
    assert ["Vuur: smeult, minder dan vorige keer ", "●●●", ""][0].strip() in post
    assert "vorige keer" in post
    assert words("check_in.words.prompt.energy") in post
    assert words("check_in.words.prompt.stands_still") in post


async def test_last_answers_do_not_stand_ready_in_the_next_round(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await home.opens()
    await home.fills(talk.an, heard="een gerucht")
    await home.fills(talk.bert)
    await home.opens()
    await home.fills(talk.an)
    await home.fills(talk.bert)
    assert "een gerucht" not in talk.last().text


async def test_once_now_opens_a_round_and_closes_it_again(home: Rounds, talk: Talk) -> None:
    card = await home.sets_up()
    await talk.presses(talk.an, *talk.find("checkin:now", card))
    assert home.status() == "open"
    assert words("check_ins.button.close") in [label for label, _ in talk.buttons(card)]
    await home.fills(talk.an)
    assert home.status() == "done"
    await talk.presses(talk.an, *talk.find("checkin:now", card))
    assert (await talk.presses(talk.an, *talk.find("checkin:now", card))).text == words("check_ins.toast.closed")
    assert home.status() == "stopped"


# --- silence ---


async def test_a_silent_round_ends_without_a_word_and_the_next_offers_a_slower_rhythm(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await home.opens()
    before = len(talk.spoken())
    await talk.moves(days=5)
    assert home.status() == "stopped"
    (line,) = talk.texts()[before:]
    assert "De check-in loopt tot" in line
    await home.opens()
    gentle = talk.spoken()[-2]
    assert gentle.text == words("check_ins.silent")
    await talk.presses(talk.an, *talk.find("checkin:weeks=6", gentle))
    assert [it["weeks"] for it in home.rows("check_in")] == [6]


async def test_after_two_silent_rounds_it_pauses_itself_and_says_how_to_begin_again(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    for _ in range(2):
        await home.opens()
        await talk.moves(days=5)
    assert talk.last().text == words("check_ins.paused_itself")
    before = len(talk.spoken())
    await talk.moves(weeks=8)
    assert len(talk.spoken()) == before
    await talk.says(talk.an, f"/checkin{BOT}")
    await home.taps(talk.an, "checkin:resume")
    await home.opens()
    assert home.status() == "open"


async def test_where_nobody_takes_part_it_says_so_once(home: Rounds, talk: Talk) -> None:
    await home.sets_up()
    await home.taps(talk.an, "checkin:out")
    assert (await home.taps(talk.an, "checkin:out")).text == words("check_ins.toast.was_out")
    assert (await home.taps(talk.an, "checkin:now")).text == words("check_ins.toast.nobody")
    await talk.moves(weeks=9)
    assert talk.texts().count(words("check_ins.nobody")) == 1


async def test_an_answer_after_a_silent_round_makes_it_forgotten(home: Rounds, talk: Talk) -> None:
    await home.sets_up()
    await home.opens()
    await talk.moves(days=5)
    await home.opens()
    await home.fills(talk.an)
    assert [it["silent"] for it in home.rows("check_in")] == [0]


async def test_in_english_the_card_and_the_round_say_the_same(home: Rounds, talk: Talk) -> None:
    await talk.says(talk.an, f"/language{BOT}")
    await talk.taps(talk.an, "speak:en")
    card = await home.sets_up(talk.bert)
    assert "every 4 weeks" in card.text
    before = len(talk.spoken())
    await home.passes_to(home.planned("check_in"))
    assert words("check_in.sheets.ask", "en") in "".join(talk.texts()[before:])
