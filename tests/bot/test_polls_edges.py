"""Polls where something is stale, lost, foreign or in another language."""

import pytest

from bot.playground.faults import Fault
from bot.playground.model import Chat
from tests.bot.neighbours import BOT, TEXTS, Neighbourhood
from tests.bot.poll_play import Polling, said
from tests.bot.talk import Talk

IDEAS = "Soep\nTaart"


@pytest.fixture
async def polling(talk: Talk) -> Polling:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return Polling(talk, Neighbourhood(talk))


async def forged(talk: Talk, code: str, person: int | None = None, chat: Chat | None = None) -> str:
    """Press a button that says what no message says now; return the answer."""
    where = chat or talk.chat
    group = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", where.id)
    data = talk.codec().encode(group, 0, 0, f"poll:{code}")
    return (await talk.forges(person or talk.an, talk.last(where), data)).text


@pytest.mark.parametrize(
    "code", ["new+xyz", "days+9+3", "send+9", "close+9", "stay+9", "closed+9", "paper+9", "unpaper+9+1", "tell+9",
             "action+9", "date+9", "adapt+9", "discard+9", "board+9", "again+9", "send+x"],
)  # fmt: skip
async def test_a_button_about_a_poll_that_is_not_there_says_so(talk: Talk, polling: Polling, code: str) -> None:
    await talk.says(talk.an, f"/peiling{BOT}")
    assert await forged(talk, code) == said("stale")


@pytest.mark.parametrize("code", ["days+1+3", "send+1", "unpaper+1+7", "again+1"])
async def test_an_open_poll_is_no_draft_any_more(talk: Talk, polling: Polling, code: str) -> None:
    await polling.asks("ideas", IDEAS)
    assert await forged(talk, code) == said("stale")


@pytest.mark.parametrize("code", ["close+1", "closed+1", "paper+1", "board+1"])
async def test_a_draft_can_not_be_closed_yet(talk: Talk, polling: Polling, code: str) -> None:
    await polling.drafts("ideas", IDEAS)
    assert await forged(talk, code) == said("stale")


async def test_a_word_that_is_none_of_this_room_does_nothing(talk: Talk, polling: Polling) -> None:
    await talk.says(talk.an, f"/peiling{BOT}")
    assert await forged(talk, "hop+1") == TEXTS.plain("nl", "commands.foreign_button")


async def test_a_poll_without_words_of_its_own_can_not_be_typed_again(talk: Talk, polling: Polling) -> None:
    await polling.drafts("going_on")
    assert (await polling.taps("Aanpassen")).text == said("nothing_to_type")


async def test_replies_that_come_too_late_say_so(talk: Talk, polling: Polling) -> None:
    await talk.says(talk.an, f"/peiling{BOT}")
    await polling.taps("poll:new+ideas")
    asks = talk.last()
    await talk.says(talk.an, IDEAS, asks)
    await polling.taps("Andere dag")
    asks_date = talk.last()
    await polling.taps("Versturen")
    await polling.taps("Papier erbij")
    asks_paper, card = talk.last(), polling.card()
    await polling.closes()
    for message in (asks, asks_date, asks_paper):
        await talk.says(talk.an, "x\ny", message)
        assert talk.last().text == said("stale")
    await talk.says(talk.bert, "nog iets", card)
    assert talk.last().text == said("over_words")


async def test_a_poll_is_pressed_only_in_the_chat_it_is_asked_in(talk: Talk, polling: Polling) -> None:
    other = await polling.platform()
    await polling.asks("ideas", IDEAS, "poll:chat+1+1", "poll:chat+1+2")
    assert await forged(talk, "v+1+0+0", talk.bert, other) == said("over")
    assert await forged(talk, "close+1", talk.bert, other) == said("stale")


async def test_at_least_one_chat_stays_chosen(talk: Talk, polling: Polling) -> None:
    await polling.platform()
    await polling.drafts("ideas", IDEAS)
    await polling.taps("poll:chat+1+2")
    assert talk.one("SELECT json_extract(form, '$.chats') FROM poll") == "[2]"


async def test_a_chat_that_was_unlinked_meanwhile_is_not_asked(talk: Talk, polling: Polling) -> None:
    other = await polling.platform()
    await polling.drafts("ideas", IDEAS)
    await talk.says(talk.bert, f"/ontkoppel{BOT}", chat=other.id)
    await polling.hood.taps(talk.bert, "hood:parted", other)
    assert (await polling.taps("Versturen")).text == said("chat_gone")


async def test_a_draft_whose_last_day_has_come_needs_another(talk: Talk, polling: Polling) -> None:
    await polling.drafts("ideas", IDEAS)
    await talk.moves(days=8)
    assert (await polling.taps("Versturen")).text == said("fault.past_date")


async def test_no_more_than_the_poll_allows_is_chosen_on_a_card(talk: Talk, polling: Polling) -> None:
    talk.allowed = ("not enough rights to send polls",)
    talk.chat.permissions["can_send_polls"] = False
    await polling.asks("needs", "a\nb\nc\nd")
    for label in ("1. a", "2. b", "3. c"):
        await polling.votes(talk.bert, label)
    assert (await polling.votes(talk.bert, "4. d")).text == said("at_most", n=3)


async def test_each_level_of_each_idea_is_counted_on_paper(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    await polling.taps("Papier erbij")
    assert "Soep (Ik help mee)" in talk.last().text
    await polling.replies("5 mensen: 1 2 2 0 5 0")
    assert "Soep: 1 / 2 / 2" in talk.last().text
    await polling.closes()
    assert "Soep: 1 helpt mee, 2 leuk" in polling.result()


async def test_words_too_long_are_not_kept(talk: Talk, polling: Polling) -> None:
    await polling.asks("going_on")
    await polling.votes(talk.bert, "Groen")
    await talk.says(talk.bert, "x" * 300, polling.card())
    assert talk.last().text == said("words_too_long")


async def test_a_chat_is_asked_and_told_in_its_own_language(talk: Talk, polling: Polling) -> None:
    other = await polling.platform()
    await talk.says(talk.bert, f"/taal{BOT}", chat=other.id)
    await polling.hood.taps(talk.bert, "speak:en", other)
    await polling.asks("moments", "Maandag\nDinsdag")
    assert polling.card(other).text.startswith("When and where suits you?\n1. Maandag")
    for person in (talk.bert, talk.fatma):
        await polling.votes(person, "1. Yes", other)
    await polling.taps("Papier erbij")
    await polling.replies("3: 3 0 0 0 3 0")
    await polling.closes()
    assert "Maandag: 5 ja, 0 als het moet" in polling.result()
    assert any("Maandag: 5 yes, 0 if need be" in text for text in talk.texts(other))


async def test_a_poll_that_may_stand_there_is_not_sent_twice_unless_people_say_so(talk: Talk, polling: Polling) -> None:
    talk.allowed = ("message",)
    other = await polling.platform()
    await polling.drafts("needs", IDEAS)
    talk.world.faults.plan([Fault("drop_before", "sendPoll", nth=1)])
    for number in range(60):  # said where the bot does not read, so that the search finds no end
        talk.world.say(other.id, talk.fatma, f"praat {number}")
    await polling.taps("Versturen")
    assert said("lost", title="Plein") in talk.texts()
    assert all(message.poll is None for message in talk.spoken(other))
    await polling.taps("Opnieuw sturen")
    assert sum(message.poll is not None for message in talk.spoken(other)) == 1


async def test_the_result_reaches_the_others_when_the_chat_that_asked_is_gone(talk: Talk, polling: Polling) -> None:
    square, market = await polling.platform("Plein"), await polling.platform("Markt")
    await polling.asks("area", "Kerk\nMolen")
    await polling.votes(talk.fatma, "1. Kerk", square)
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.moves(days=9)
    for chat in (square, market):
        assert "1 antwoord" in polling.result(chat)
