"""A run in its chat: who may do what, what people see change, and what stays as it was."""

import asyncio
import json
from typing import Any

import pytest

from bot import running
from bot.playground.model import Message
from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"
GATHER = "cards.gathering.joined"


def words(key: str, lang: str = "nl", **values: object) -> str:
    return TEXTS.plain(lang, key, **values)


def notice(key: str, **values: object) -> str:
    return TEXTS.plain("nl", f"engine.notice.{key}", **values)


def state(talk: Talk) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(talk.run()["state"])
    return found


async def rating(talk: Talk, *members: int) -> Message:
    """Go to the first question that everyone answers for themselves."""
    await talk.begins(*members)
    await talk.answers(talk.an, "Maria weer thuis")
    return await talk.skips_to("q1_9")


# --- joining ---


async def test_people_join_with_one_tap_and_the_card_counts_them(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.taps(talk.an, "start:six_steps")
    card = talk.last()
    assert words(GATHER, n=1) in card.text
    assert (await talk.taps(talk.bert, "!join")).text == notice("joined", joined=2)
    assert (await talk.taps(talk.bert, "!join")).text == notice("already_joined")
    assert words(GATHER, n=2) in card.text
    assert talk.last() is card, "counting is no message"


async def test_only_who_began_can_begin(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.taps(talk.bert, "start:six_steps")
    refused = await talk.taps(talk.fatma, "!begin")
    assert (refused.text, refused.alert) == (notice("facilitator_only"), True)
    assert talk.run()["status"] == "gathering"
    await talk.taps(talk.bert, "!begin")
    assert talk.run()["status"] == "open"


async def test_an_outsider_is_told_how_to_join_and_nothing_changes(talk: Talk) -> None:
    await rating(talk, talk.bert)
    before = talk.run(), talk.rows("SELECT * FROM answer")
    refused = await talk.taps(talk.jef, "2")
    assert (refused.text, refused.alert) == (notice("not_joined"), True)
    assert (talk.run(), talk.rows("SELECT * FROM answer")) == before


async def test_someone_can_join_in_the_middle_on_the_first_card(talk: Talk) -> None:
    await rating(talk, talk.bert)
    await talk.says(talk.jef, f"/meedoen{BOT}")
    assert words("cards.tally.line", n=0, joined=3) in talk.card().text


# --- steering ---


@pytest.mark.parametrize("control", ["!skip", "!back", "!pause", "!next"])
async def test_who_does_not_lead_can_not_steer(talk: Talk, control: str) -> None:
    await rating(talk, talk.bert, talk.fatma)
    await talk.taps(talk.fatma, "2")
    before = state(talk), talk.settled_places()
    refused = await talk.taps(talk.bert, control)
    assert (refused.text, refused.alert) == (notice("facilitator_only"), True)
    assert (state(talk), talk.settled_places()) == before


async def test_an_admin_may_steer_and_is_asked_about_at_that_moment(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.taps(talk.bert, "start:six_steps")
    await talk.taps(talk.bert, "!begin")
    talk.world.set_admin(talk.chat.id, talk.an, talk.fatma)
    await talk.taps(talk.fatma, "!pause")
    assert talk.run()["status"] == "paused"
    talk.world.set_admin(talk.chat.id, talk.an, talk.fatma, admin=False)
    refused = await talk.taps(talk.fatma, "!resume")
    assert refused.text == notice("facilitator_only")
    assert talk.run()["status"] == "paused"
    await talk.taps(talk.an, "!resume")
    assert talk.run()["status"] == "open"


async def test_who_leads_is_never_looked_up(talk: Talk) -> None:
    await rating(talk)
    assert not [call for call in talk.world.ledger if call.method == "getChatMember"]


async def test_an_admin_can_take_over_and_a_member_can_not(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.taps(talk.bert, "start:six_steps")
    await talk.taps(talk.bert, "!begin")
    await talk.says(talk.jef, f"/overnemen{BOT}")
    assert talk.last().text == notice("facilitator_only")
    await talk.says(talk.an, f"/overnemen{BOT}")
    assert talk.last().text == words("engine.announce.taken_over")
    assert state(talk)["facilitator"] == str(talk.an)
    assert (await talk.taps(talk.bert, "!pause")).text == notice("facilitator_only")


async def test_when_telegram_can_not_say_who_is_admin_nobody_is(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.taps(talk.bert, "start:six_steps")
    from bot.playground.faults import Fault

    talk.world.faults.plan([Fault("server_error", "getChatMember", nth=1)])
    assert (await talk.taps(talk.an, "!begin")).text == notice("facilitator_only")
    await talk.taps(talk.an, "!begin")
    assert talk.run()["status"] == "open"


# --- answers ---


async def test_ratings_are_hidden_until_everyone_answered(talk: Talk) -> None:
    card = await rating(talk, talk.bert, talk.fatma, talk.jef)
    assert (await talk.taps(talk.an, "2")).text == notice("recorded", n=1, joined=4)
    assert words("cards.tally.line", n=1, joined=4) in card.text
    assert "●" not in card.text
    assert (await talk.taps(talk.an, "3")).text == notice("changed", n=1, joined=4)
    assert words("cards.tally.line", n=1, joined=4) in card.text
    for person, level in ((talk.bert, "0"), (talk.fatma, "3"), (talk.jef, "1")):
        await talk.taps(person, level)
    assert "q1_9" in talk.settled_places()
    assert "●" in "".join(talk.texts())


async def test_one_button_pressed_twice_counts_once(talk: Talk) -> None:
    card = await rating(talk, talk.bert, talk.fatma)
    _, data = talk.find("2", card)
    presses = [talk.world.press(talk.chat.id, talk.bert, card.id, data) for _ in range(2)]
    await talk.settled()
    assert [talk.toasts[press.id].text for press in presses] == [notice("recorded", n=1, joined=3)] * 2
    assert len(talk.rows("SELECT 1 FROM answer WHERE place = 'q1_9'")) == 1


async def test_two_people_at_once_close_a_question_once(talk: Talk) -> None:
    card = await rating(talk, talk.bert)
    for person, level in ((talk.an, "2"), (talk.bert, "1")):
        talk.world.press(talk.chat.id, person, card.id, talk.find(level, card)[1])
    await talk.settled()
    assert talk.settled_places().count("q1_9") == 1
    assert len(talk.rows("SELECT 1 FROM answer WHERE place = 'q1_9' AND participant <> ''")) == 2


async def test_two_who_answer_in_words_at_once_lose_nothing_unsaid(talk: Talk) -> None:
    card = await talk.begins(talk.bert)
    talk.world.say(talk.chat.id, talk.an, "Maria weer thuis", card.id)
    talk.world.say(talk.chat.id, talk.bert, "Jef weer thuis", card.id)
    await talk.settled()
    assert "Maria" in talk.one("SELECT value FROM answer WHERE place = 'q0_1'")
    assert talk.last().text == notice("closed_question"), "the second hears what became of it"


async def test_the_facilitator_is_warned_below_quorum_and_may_go_on(talk: Talk) -> None:
    await rating(talk, talk.bert, talk.fatma, talk.jef)
    await talk.taps(talk.bert, "2")
    warned = await talk.taps(talk.an, "!next")
    assert warned.alert
    assert "q1_9" not in talk.settled_places()
    await talk.taps(talk.an, "!next")
    assert "q1_9" in talk.settled_places()


async def test_a_list_grows_on_the_card_by_everyone(talk: Talk) -> None:
    await talk.begins(talk.bert)
    await talk.answers(talk.an, "Maria weer thuis")
    card = await talk.skips_to("q1_2")
    await talk.answers(talk.bert, "- ze woont alleen\n- haar dochter helpt")
    await talk.answers(talk.an, "ze kan de trap niet op")
    assert talk.card() is card
    assert "3. ze kan de trap niet op" in card.text
    await talk.answers(talk.an, "-1")
    assert "1. haar dochter helpt" in card.text
    await talk.taps(talk.an, "!next")
    assert "q1_2" in talk.settled_places()


# --- cards ---


async def test_the_next_question_takes_the_place_of_the_last_while_nothing_was_said(talk: Talk) -> None:
    await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    card = talk.card()
    await talk.taps(talk.an, "alone")
    await talk.taps(talk.an, "individual")
    assert talk.card() is card


async def test_after_words_in_the_chat_the_next_question_comes_below_them(talk: Talk) -> None:
    await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    card = talk.card()
    talk.world.set_admin(talk.chat.id, talk.an, talk.world.bot.id)
    await talk.says(talk.bert, "zijn we met partners?")
    await talk.taps(talk.an, "alone")
    assert talk.card() is talk.last() is not card
    assert talk.buttons(card) == []


async def test_after_a_while_the_next_question_is_a_message_that_people_hear(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    card = talk.card()
    monkeypatch.setattr(running, "SAME_CARD_FOR", -running.SAME_CARD_FOR)
    await talk.taps(talk.an, "alone")
    assert talk.card() is not card


async def test_after_a_pause_the_question_is_a_new_message(talk: Talk) -> None:
    card = await talk.begins()
    await talk.taps(talk.an, "!pause")
    assert talk.codes(card) == ["!resume"]
    assert words("cards.paused.text") in card.text
    await talk.taps(talk.an, "!resume")
    assert talk.card() is talk.last() is not card
    assert talk.codes(card) == []


async def test_back_and_skip_move_between_questions(talk: Talk) -> None:
    await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    await talk.taps(talk.an, "alone")
    second = talk.card().text
    await talk.taps(talk.an, "!back")
    assert talk.card().text != second
    assert "● " in "".join(label for label, _ in talk.buttons(talk.card()))
    await talk.taps(talk.an, "with_partners")
    await talk.taps(talk.an, "!skip")
    assert talk.settled_places().count("q0_3") == 1
    assert '"skipped"' in talk.one("SELECT value FROM answer WHERE place = 'q0_3'")


# --- buttons that are not, or no longer, right ---


async def test_an_old_card_says_so_and_changes_nothing(talk: Talk) -> None:
    old = await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    card = talk.card()
    stale = talk.find("alone", card)[1]
    await talk.taps(talk.an, "alone")
    before = state(talk), talk.settled_places()
    refused = await talk.forges(talk.an, old, stale)
    assert (refused.text, refused.alert) == (notice("stale_button"), True)
    assert (state(talk), talk.settled_places()) == before


async def test_a_button_from_another_chat_opens_nothing(talk: Talk) -> None:
    """A person in both chats can copy what a button carries; it counts only where it was signed for."""
    card = await talk.begins()
    other = talk.world.create_group("Andere buurt", [talk.an, talk.bert])
    data = talk.find("!pause", card)[1]
    talk.world.add_bot(other.id, talk.an)
    await talk.settled()
    refused = await talk.forges(talk.an, talk.last(other), data)
    assert (refused.text, refused.alert) == (words("commands.foreign_button"), True)
    assert talk.run()["status"] == "open"


async def test_every_flipped_byte_of_a_button_is_seen(talk: Talk) -> None:
    card = await talk.begins()
    data = talk.find("!pause", card)[1]
    for place in range(len(data)):
        forged = data[:place] + chr(ord(data[place]) ^ 1) + data[place + 1 :]
        talk.hears_press(talk.an, card, forged)
    for junk in ("", "|", "1|1|1|!pause|", "💥" * 16, "1|zzzzzz|zz|!stop|AAAAAAAAAAAA", "null", "0" * 64):
        if junk:
            talk.hears_press(talk.an, card, junk)
    talk.allowed = ("query is too old",)
    await talk.settled()
    assert talk.run()["status"] == "open"


async def test_a_button_of_a_run_that_is_no_more_opens_nothing(talk: Talk) -> None:
    card = await talk.begins()
    for run, ask, code in (
        (99, 1, "!pause"),
        (1, 0, "what:ever"),
        (0, 0, "nothing"),
        (1, 0, "why:123"),
        (1, 0, "redo:9"),
    ):
        refused = await talk.forges(talk.an, card, talk.codec().encode(1, run, ask, code))
        assert refused.text == words("commands.foreign_button"), code
    assert talk.run()["status"] == "open"


async def test_an_answer_after_closing_is_told_so(talk: Talk) -> None:
    card = await rating(talk, talk.bert)
    late = talk.find("1", card)[1]
    await talk.taps(talk.an, "2")
    await talk.taps(talk.bert, "2")
    before = talk.rows("SELECT * FROM answer")
    refused = await talk.forges(talk.bert, card, late)
    assert refused.text == notice("stale_button")
    assert talk.rows("SELECT * FROM answer") == before


# --- several runs ---


async def forum(talk: Talk, *names: str) -> list[int]:
    """Let the bot into a forum with these topics; return their thread ids."""
    talk.chat_id = talk.world.create_group("Forum", [talk.an, talk.bert], kind="supergroup").id
    talk.world.add_bot(talk.chat_id, talk.an)
    await talk.settled()
    return [talk.world.create_topic(talk.chat_id, name) for name in names]


async def test_a_topic_has_a_run_of_its_own(talk: Talk) -> None:
    topics = await forum(talk, "Plein", "Park")
    for topic in topics:
        await talk.says(talk.an, f"/stappen{BOT}", topic=topic)
        await talk.taps(talk.an, "!begin", talk.last())
        assert {message.thread for message in talk.spoken()[-2:]} == {topic}
    assert talk.rows("SELECT thread_id, status FROM run ORDER BY id") == [(topic, "open") for topic in topics]
    first = next(message for message in talk.spoken() if "!pause" in talk.codes(message))
    await talk.says(talk.an, "Het plein leeft", first, topic=topics[0])
    assert [row[0] for row in talk.rows("SELECT run_id FROM answer WHERE place = 'q0_1'")] == [1]


@pytest.mark.parametrize("start", ["", f"/a{BOT} "])
async def test_the_card_of_a_topic_that_is_gone_is_answered_where_it_stands(talk: Talk, start: str) -> None:
    talk.allowed = ("message thread not found",)
    topic, _ = await forum(talk, "Plein", "Park")
    await talk.says(talk.an, f"/stappen{BOT}", topic=topic)
    await talk.taps(talk.an, "!begin")
    del talk.chat.topics[topic]
    await talk.taps(talk.an, "!pause")
    await talk.taps(talk.an, "!resume")
    assert talk.card().thread == 0
    await talk.answers(talk.an, f"{start}Het plein leeft")
    assert talk.settled_places()[-1] == "q0_1"


async def test_a_press_on_a_message_telegram_no_longer_shows_is_answered_in_its_topic(talk: Talk) -> None:
    (topic,) = await forum(talk, "Plein")
    await talk.says(talk.an, f"/stappen{BOT}", topic=topic)
    begin = talk.find("!begin")[1]
    out_of_reach = {
        "id": "1",
        "from": {"id": talk.an, "is_bot": False, "first_name": "x"},
        "message": {"message_id": talk.last().id, "date": 0, "chat": {"id": talk.chat_id, "type": "supergroup"}},
        "chat_instance": "1",
        "data": begin,
    }
    talk.allowed = ("query is too old",)
    talk.world.updates.add("callback_query", out_of_reach, talk.chat_id)
    await talk.settled()
    assert talk.run()["status"] == "open"
    assert talk.last().thread == topic


async def test_several_runs_over_time_each_keep_their_own(talk: Talk) -> None:
    for name in ("Maria weer thuis", "Een levend plein"):
        await talk.says(talk.an, f"/stappen{BOT}") if talk.spoken() else talk.world.add_bot(talk.chat.id, talk.an)
        await talk.settled()
        if not talk.rows("SELECT 1 FROM run"):
            await talk.taps(talk.an, "start:six_steps")
        await talk.taps(talk.an, "!begin")
        await talk.answers(talk.an, name)
        await talk.says(talk.an, f"/stop{BOT}")
        await talk.taps(talk.an, "!stop")
    found = talk.rows("SELECT run_id, value FROM answer WHERE place = 'q0_1' ORDER BY run_id")
    assert [run for run, _ in found] == [1, 2]
    assert "plein" in found[1][1]


# --- moving house ---


async def test_a_group_that_becomes_a_supergroup_goes_on(talk: Talk) -> None:
    card = await talk.begins(talk.bert)
    old = talk.chat.id
    new = talk.world.migrate(old).id
    await talk.settled()
    assert talk.chat.id == new
    moved = talk.card()
    assert moved.chat_id == new
    assert moved.text == card.text
    assert len(talk.spoken()) == 1, "posted once, though both ends tell of the move"
    await talk.answers(talk.bert, "Maria weer thuis")
    assert talk.settled_places()[-1] == "q0_1"
    assert dict(talk.rows("SELECT tg_chat_id, current FROM chat_alias")) == {old: 0, new: 1}
    assert talk.one("SELECT COUNT(*) FROM chat_group") == 1


async def test_news_of_the_move_that_comes_late_does_not_bring_back_an_old_card(talk: Talk) -> None:
    await talk.begins(talk.bert)
    old = talk.chat.id
    new = talk.world.migrate(old).id
    await talk.settled()
    await talk.answers(talk.bert, "Maria weer thuis")
    key, said = talk.run()["card_key"], talk.texts()
    moved = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": new, "type": "supergroup", "title": "x"},
        "from": {"id": talk.an, "is_bot": False, "first_name": "x"},
        "migrate_from_chat_id": old,
    }
    talk.world.updates.add("message", moved, new)
    await talk.settled()
    assert talk.run()["card_key"] == key
    assert talk.texts() == said


async def test_a_move_that_only_a_refused_message_tells_of_is_followed(talk: Talk) -> None:
    from bot.playground.faults import Fault

    talk.allowed = ("upgraded to a supergroup",)
    await talk.begins(talk.bert)
    talk.world.faults.plan([Fault("migrate", "sendMessage", nth=1)])
    await talk.answers(talk.bert, "Maria weer thuis")
    await talk.settled()
    assert talk.chat.is_supergroup
    assert talk.card().chat_id == talk.chat.id
    assert talk.settled_places()[-1] == "q0_1"
    await talk.taps(talk.an, "alone")
    assert talk.settled_places()[-1] == "q0_2"


# --- the end of the process ---


async def test_a_restart_goes_on_where_the_group_was(still: Talk) -> None:
    async with still.bot():
        await still.begins(still.bert)
        await still.answers(still.bert, "Maria weer thuis")
    before = still.texts(), still.run()
    still.world.say(still.chat.id, still.an, f"/pauze{BOT}")
    still.world.press(still.chat.id, still.an, still.card().id, still.find("alone")[1])
    async with still.bot():
        await still.settled()
        assert still.run()["status"] == "paused"
        await still.taps(still.an, "!resume")
        await still.taps(still.an, "alone")
        assert still.settled_places()[-1] == "q0_2"
    assert still.texts()[0] == before[0][0]
    assert sum("Welke uitdaging" in text for text in still.texts()) == 1, "nothing is said twice"


async def test_what_comes_in_while_it_stops_is_not_lost(still: Talk) -> None:
    async with still.bot():
        card = await still.begins(still.bert)
        still.world.say(still.chat.id, still.bert, "Maria weer thuis", card.id)
        await asyncio.sleep(0)
    async with still.bot():
        await still.settled()
    assert "q0_1" in still.settled_places()
