"""The bot comes in, goes out, and speaks the language of the chat."""

from datetime import timedelta

import pytest

from bot import greeting
from bot.texts import Texts
from core.coordination import Standing
from tests.bot.talk import Talk

TEXTS = Texts.load()


def words(key: str, lang: str = "nl", **values: object) -> str:
    return TEXTS.plain(lang, key, **values)


def opening(lang: str = "nl") -> str:
    """The first line of the greeting, as people read it."""
    return words("commands.greeting", lang, bot="x").splitlines()[0].removeprefix("<b>").removesuffix("</b>")


def greetings(talk: Talk, lang: str = "nl") -> int:
    return sum(opening(lang) in text for text in talk.texts())


async def test_it_greets_once_on_being_added(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    assert greetings(talk) == len(talk.spoken()) == 1
    assert talk.codes(talk.last())[:4] == [f"stand:{standing}" for standing in Standing]
    assert talk.codes(talk.last())[-1] == "lang:en"


@pytest.mark.parametrize("text", ["/start@buurtvonk_bot hallo", "/start@buurtvonk_bot"])
async def test_a_link_that_adds_it_and_says_start_at_once_is_greeted_once(talk: Talk, text: str) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    talk.world.say(talk.chat.id, talk.an, text)
    await talk.settled()
    assert greetings(talk) == 1


async def test_start_before_the_news_of_being_added_is_greeted_once(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    start = talk.world.say(talk.chat.id, talk.an, "/start@buurtvonk_bot hallo")[0]
    updates = talk.world.updates._waiting
    updates.sort(key=lambda update: update.payload.get("message", {}).get("message_id") != start.id)
    await talk.settled()
    assert greetings(talk) == 1


async def test_start_later_greets_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    monkeypatch.setattr(greeting, "STANDS_FOR", timedelta(0))
    await talk.says(talk.bert, "/start@buurtvonk_bot")
    assert greetings(talk) == 2


async def test_other_rights_are_no_reason_to_greet_again(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    talk.world.set_admin(talk.chat.id, talk.an, talk.world.bot.id)
    await talk.settled()
    talk.world.set_admin(talk.chat.id, talk.an, talk.world.bot.id, admin=False)
    await talk.settled()
    assert len(talk.spoken()) == 1


# --- language ---


async def test_the_chat_chooses_its_language_on_the_greeting(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    toast = await talk.taps(talk.bert, "lang:en")
    assert toast.text == words("commands.language_chosen", "en")
    assert greetings(talk, "en") == len(talk.spoken()) == 1
    assert talk.codes(talk.last())[-1] == "lang:nl"
    await talk.taps(talk.an, "start:six_steps")
    assert words("cards.gathering.joined", "en", n=1) in talk.last().text


async def test_the_open_card_changes_its_language_with_the_chat(talk: Talk) -> None:
    card = await talk.begins()
    await talk.says(talk.an, "/taal@buurtvonk_bot")
    menu = talk.last()
    assert words("commands.choose_language") == menu.text
    await talk.taps(talk.an, "speak:en", menu)
    assert menu.text == words("commands.language_chosen", "en")
    assert talk.codes(menu) == ["speak:nl"]
    assert words("cards.who.alone_words", "en") in card.text
    assert words("cards.who.alone_words", "nl") not in card.text


async def test_a_language_nobody_knows_can_not_be_chosen(talk: Talk) -> None:
    """A button of a release that spoke one language more."""
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    from_later = talk.codec().encode(1, 0, 0, "lang:fr")
    toast = await talk.forges(talk.an, talk.last(), from_later)
    assert toast.text == words("commands.foreign_button")
    assert talk.one("SELECT language FROM chat_group") == "nl"


# --- alone with the bot ---


async def test_alone_with_the_bot_one_can_begin_and_answer_in_plain_words(talk: Talk) -> None:
    chat = talk.world.chats[talk.an]
    talk.chat_id = chat.id
    await talk.says(talk.an, "/start")
    assert talk.codes(talk.last())[0] == "", "the first button is a link"
    assert talk.last().markup["inline_keyboard"][0][0]["url"] == "https://t.me/buurtvonk_bot?startgroup=hallo"
    await talk.taps(talk.an, "start:six_steps")
    assert words("six_steps.flow.time") in talk.spoken()[1].text
    assert talk.run()["status"] == "open", "there is nobody to wait for"
    await talk.says(talk.an, "Maria weer thuis")
    assert talk.settled_places()[-1] == "q0_1"


async def test_alone_words_without_a_question_get_the_way_on(talk: Talk) -> None:
    talk.chat_id = talk.an
    await talk.says(talk.an, "hallo?")
    assert talk.last().text == words("commands.no_run")


async def test_alone_an_unknown_command_gets_the_help(talk: Talk) -> None:
    talk.chat_id = talk.an
    await talk.says(talk.an, "/wat")
    assert words("commands.help", bot="buurtvonk_bot").splitlines()[1] in talk.last().text


async def test_a_private_start_said_twice_is_answered_twice(talk: Talk) -> None:
    talk.chat_id = talk.an
    await talk.says(talk.an, "/start")
    await talk.says(talk.an, "/start")
    assert len(talk.spoken()) == 2


async def test_who_blocks_the_bot_hears_nothing_until_they_are_back(talk: Talk) -> None:
    talk.chat_id = talk.an
    await talk.says(talk.an, "/start")
    chat = talk.chat
    talk.world.set_status(chat, talk.world.bot.id, "kicked", talk.an)
    await talk.settled()
    assert talk.one("SELECT status FROM chat_group") == "paused"
    talk.world.set_status(chat, talk.world.bot.id, "member", talk.an)
    await talk.settled()
    assert talk.one("SELECT status FROM chat_group") == "active"
    assert len(talk.spoken()) == 1


# --- out and in again ---


async def test_out_of_the_group_it_says_nothing_and_back_in_it_goes_on_where_it_was(talk: Talk) -> None:
    talk.allowed = ("bot was kicked", "query is too old")
    card = await talk.begins(talk.bert)
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.settled()
    said = len(talk.spoken())
    talk.hears_press(talk.bert, card, talk.find("!pause", card)[1])  # a message of the bot still has its buttons
    await talk.settled()
    assert len(talk.spoken()) == said
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    assert greetings(talk) == 1
    assert talk.last() is talk.card()
    assert talk.last().id > card.id
    await talk.answers(talk.bert, "Maria weer thuis")
    assert talk.settled_places()[-1] == "q0_1"


async def test_what_was_promised_while_it_was_out_is_said_when_it_is_back(talk: Talk) -> None:
    talk.allowed = ("bot was kicked", "query is too old")
    card = await talk.begins(talk.bert)
    talk.world.remove_bot(talk.chat.id, talk.an)
    talk.hears_press(talk.an, card, talk.find("!pause", card)[1])
    await talk.settled()
    assert talk.run()["status"] == "paused"
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    assert talk.codes(talk.last()) == ["!resume"]
