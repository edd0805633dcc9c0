"""Check-ins when things go wrong: people leave, chats move or are gone, rounds follow one another."""

import pytest

from tests.bot.neighbours import words
from tests.bot.rounds import Rounds
from tests.bot.talk import Talk


@pytest.fixture
async def home(talk: Talk) -> Rounds:
    rounds = Rounds(talk)
    await rounds.arrives()
    return rounds


async def test_who_leaves_the_chat_is_waited_for_no_more_and_takes_part_no_more(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await home.opens()
    await home.fills(talk.an)
    talk.world.remove_member(talk.chat.id, talk.bert, talk.bert)
    await talk.settled()
    assert home.status() == "done"
    assert [it["participant"] for it in home.rows("check_in_member")] == [str(talk.an)]


async def test_a_group_that_becomes_a_supergroup_goes_on_with_its_round(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await home.opens()
    await home.fills(talk.an)
    talk.world.migrate(talk.chat.id)
    await talk.settled()
    await home.fills(talk.bert)
    assert home.status() == "done"
    assert "Check-in: 2 antwoorden" in talk.last().text
    await home.opens()
    assert home.status() == "open"


async def test_two_known_chats_that_turn_out_to_be_one_keep_one_round(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await home.opens()
    other = await home.near.group("Hof")
    await home.sets_up(talk.fatma, chat=other, lead=talk.bert)
    await talk.presses(talk.bert, *talk.find("checkin:now", chat=other))
    assert talk.one("SELECT COUNT(*) FROM run WHERE beside = 1 AND status = 'open'") == 2
    talk.world.updates.add(
        "message",
        {
            "message_id": 9999,
            "date": 1,
            "chat": {"id": talk.chat.id, "type": "group", "title": "x"},
            "migrate_to_chat_id": other.id,
        },
        talk.chat.id,
    )
    await talk.settled()
    assert talk.one("SELECT COUNT(*) FROM run WHERE beside = 1 AND status = 'open'") == 1
    assert len(home.rows("check_in")) == 1
    assert {it["participant"] for it in home.rows("check_in_member")} == {str(talk.an), str(talk.bert), str(talk.fatma)}


async def test_while_the_bot_is_out_nothing_is_said_and_then_the_round_ends(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await home.opens()
    await home.fills(talk.an)
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.settled()
    before = len(talk.spoken())
    await talk.moves(weeks=3)
    assert len(talk.spoken()) == before
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.moves(hours=20)
    assert home.status() == "done"
    assert words("check_ins.remind.group") not in talk.texts()


async def test_a_round_that_was_not_ended_in_time_ends_before_the_next_begins(home: Rounds, talk: Talk) -> None:
    await home.sets_up(talk.bert)
    await home.opens()
    await home.fills(talk.an)
    for code in ("choose", "weeks=2"):
        await home.taps(talk.an, f"checkin:{code}")
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.moves(days=20)
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await home.opens()
    assert talk.rows("SELECT status FROM run WHERE beside = 1 ORDER BY id") == [("done",), ("open",)]


async def test_a_round_can_not_be_opened_again_to_change_an_answer(home: Rounds, talk: Talk) -> None:
    await home.sets_up()
    await home.opens()
    await home.fills(talk.an)
    await talk.says(talk.an, "/wijzig@buurtvonk_bot")
    assert talk.last().text == words("commands.change.nothing_yet")


async def test_the_menu_leads_to_the_card_of_the_check_in(home: Rounds, talk: Talk) -> None:
    await talk.forges(talk.an, talk.last(), talk.codec().encode(1, 0, 0, "start:check_in"))
    assert "Zo beginnen we" in [label for label, _ in talk.buttons(talk.last())]


@pytest.mark.parametrize("code", ["weeks=3", "weekday=9", "hour=3", "nothing", "sideways=2"])
async def test_a_chip_that_no_card_has_changes_nothing(home: Rounds, talk: Talk, code: str) -> None:
    card = await home.sets_up()
    before = home.rows("check_in")
    assert (await talk.forges(talk.an, card, talk.codec().encode(1, 0, 0, f"checkin:{code}"))).alert
    assert home.rows("check_in") == before


async def test_a_plan_that_no_settings_stand_behind_does_nothing(home: Rounds, talk: Talk) -> None:
    card = await home.sets_up()
    await home.opens()
    for code in ("pause", "end"):
        await talk.presses(talk.an, *talk.find(f"checkin:{code}", card))
    before = len(talk.spoken())
    await talk.moves(days=6)
    assert home.status() == "stopped"
    assert talk.texts()[before:] == [words("check_ins.remind.group")]
