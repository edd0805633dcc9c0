"""Polls of Telegram: asked where they fit, counted with and without names, replaced where they are not welcome."""

import pytest

from bot.playground.faults import Fault
from tests.bot.neighbours import BOT, Neighbourhood, code_of
from tests.bot.poll_play import Polling, said
from tests.bot.talk import Talk

NEEDS = "Een bankje\nMeer groen\nEen winkel"


@pytest.fixture
async def polling(talk: Talk) -> Polling:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return Polling(talk, Neighbourhood(talk))


async def test_needs_are_asked_by_telegram_with_names_hidden_and_it_says_so(talk: Talk, polling: Polling) -> None:
    await polling.asks("needs", NEEDS)
    poll = polling.poll()
    assert poll.question == "Wat is hier nog nodig? Kies er hoogstens drie."
    assert [option.text for option in poll.options] == NEEDS.splitlines()
    assert (poll.is_anonymous, poll.takes_several, poll.hides_results, poll.takes_options) == (True, True, True, False)
    assert "Namen verborgen" in poll.description
    assert poll.closes_at is not None


async def test_counts_without_names_come_from_telegram_at_the_end(talk: Talk, polling: Polling) -> None:
    await polling.asks("needs", NEEDS)
    for person in talk.people:
        await polling.chooses(person, 0)
    await polling.chooses(talk.bert, 0, 2)
    await polling.chooses(talk.fatma)  # took it back
    await polling.chooses(talk.fatma, 2)
    await polling.closes()
    assert polling.poll().is_closed
    result = polling.result()
    assert "4 antwoorden" in result
    assert result.index("Een bankje: 3") < result.index("Een winkel: 2") < result.index("Meer groen: 0")
    assert "de namen zijn verborgen" in result


async def test_votes_from_outside_do_not_count_where_names_are_shown_and_the_result_says_so(
    talk: Talk, polling: Polling
) -> None:
    await polling.asks("needs", NEEDS, "Toon namen")
    poll = polling.poll()
    assert (poll.is_anonymous, poll.takes_options) == (False, True)
    assert "iedereen hier ziet wie wat kiest" in poll.description
    for person in talk.people:
        await polling.chooses(person, 1)
    outsider = talk.world.add_person("Zoë")
    elsewhere = talk.world.create_group("Elders", [talk.an, outsider.id])
    passed_on = talk.world.forward(talk.chat.id, talk.an, polling.native().id, elsewhere.id)
    talk.world.vote(elsewhere.id, outsider.id, passed_on.id, [1])
    await talk.settled()
    await polling.closes()
    assert "4 antwoorden" in polling.result()
    assert "Meer groen: 4" in polling.result()
    assert said("result.outside", n=1) in polling.result()


async def test_an_answer_that_members_add_counts(talk: Talk, polling: Polling) -> None:
    await polling.asks("several", "Wat mist er?\nLicht\nBloemen", "Toon namen", "Toon aantallen")
    talk.world.add_option(talk.chat.id, talk.bert, polling.native().id, "Een <b>bakker</b>")
    await talk.settled()
    for person in talk.people:
        await polling.chooses(person, 2)
    await polling.closes()
    assert "Een <b>bakker</b>: 4" in polling.result()


async def test_a_chat_without_polls_gets_a_card_and_the_one_who_asks_hears_it_once(
    talk: Talk, polling: Polling
) -> None:
    talk.allowed = ("not enough rights to send polls",)
    platform = await polling.platform()
    platform.permissions["can_send_polls"] = False
    await polling.asks("needs", NEEDS)
    assert talk.texts().count(said("refused", title="Plein")) == 1
    await polling.votes(talk.bert, "2. Meer groen", platform)
    assert said("answered", n=1) in polling.card(platform).text
    assert (await polling.votes(talk.bert, "2. Meer groen", platform)).text == said("taken_back")
    for label in ("1. Een bankje", "2. Meer groen", "3. Een winkel"):
        await polling.votes(talk.bert, label, platform)
    await polling.votes(talk.fatma, "2. Meer groen", platform)
    await polling.closes()
    assert said("result.too_few", n=2) in polling.result(platform)
    await polling.asks("one", "Groen?\nJa\nNee")
    assert "Groen?" in polling.card(platform).text
    assert talk.texts().count(said("refused", title="Plein")) == 1, "the next poll says nothing new about it"


async def test_totals_of_two_platforms_are_merged(talk: Talk, polling: Polling) -> None:
    square, market = await polling.platform("Plein"), await polling.platform("Markt")
    await polling.asks("one", "Groen?\nJa\nNee")
    for person in (talk.bert, talk.fatma):
        await polling.chooses(person, 0, chat=square)
        await polling.chooses(person, 0, chat=market)
    await polling.closes()
    for chat in (square, market, talk.chat):
        assert "Ja: 4" in polling.result(chat)
        assert "of in twee chats" in polling.result(chat)


async def test_who_votes_with_their_name_in_two_chats_counts_once(talk: Talk, polling: Polling) -> None:
    square, market = await polling.platform("Plein"), await polling.platform("Markt")
    await polling.asks("one", "Groen?\nJa\nNee", "Toon namen")
    for chat in (square, market):
        await polling.chooses(talk.bert, 0, chat=chat)
    await polling.closes()
    assert talk.one("SELECT voters FROM poll") == 1
    assert polling.result(square)


async def test_a_channel_never_shows_names(talk: Talk, polling: Polling) -> None:
    paper = talk.world.create_group("Buurtkrant", [talk.an, talk.jef], kind="channel")
    talk.world.add_bot(paper.id, talk.an)
    await talk.says(talk.an, f"/koppel {code_of(await polling.hood.invites())}", chat=paper.id)
    preview = await polling.drafts("one", "Groen?\nJa\nNee")
    assert "Toon namen" not in [label for label, _ in talk.buttons(preview)]
    await polling.taps("Versturen")
    assert polling.poll(paper).is_anonymous
    await polling.closes()
    assert said("result.channel") in polling.result(paper)


async def test_a_poll_of_which_nobody_knows_whether_it_came_is_found(talk: Talk, polling: Polling) -> None:
    talk.allowed = ("message to edit not found", "message is not modified")
    talk.world.faults.plan([Fault("drop_after", "sendPoll", nth=1)])
    await polling.asks("needs", NEEDS)
    assert sum(message.poll is not None for message in talk.spoken()) == 1
    for person in talk.people:
        await polling.chooses(person, 0)
    await polling.closes()
    assert "Een bankje: 4" in polling.result()


async def test_a_poll_that_never_left_is_sent_again(talk: Talk, polling: Polling) -> None:
    talk.allowed = ("message to edit not found",)
    talk.world.faults.plan([Fault("drop_before", "sendPoll", nth=1)])
    await polling.asks("needs", NEEDS)
    assert sum(message.poll is not None for message in talk.spoken()) == 1


async def test_telegram_closing_it_first_changes_nothing(talk: Talk, polling: Polling) -> None:
    talk.allowed = ("poll has already been closed",)
    await polling.asks("needs", NEEDS)
    for person in talk.people:
        await polling.chooses(person, 0)
    await talk.moves(days=9)
    assert "Een bankje: 4" in polling.result()


async def test_the_result_comes_also_when_the_poll_was_taken_away(talk: Talk, polling: Polling) -> None:
    talk.allowed = ("not found",)
    await polling.asks("needs", NEEDS)
    for person in talk.people:
        await polling.chooses(person, 0)
    talk.world.erase(talk.chat, polling.native().id)
    await polling.closes()
    assert "Een bankje: 4" in polling.result()


# --- chats that go or move ---


async def test_a_group_that_moves_is_asked_again_and_what_was_said_counts(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", "Soep\nTaart")
    await polling.votes(talk.bert, "1. Ik help mee")
    talk.world.migrate(talk.chat_id)
    await talk.settled()
    await talk.says(talk.an, f"/peiling{BOT}")
    await polling.taps("Loopt: Welk idee sp…")
    for person in (talk.an, talk.fatma, talk.jef):
        await polling.votes(person, "1. Ik help mee")
    await polling.closes()
    assert "Soep: 4 helpen mee" in polling.result()


async def test_a_chat_that_disappears_keeps_nobody_waiting_and_the_result_says_so(talk: Talk, polling: Polling) -> None:
    square, market = await polling.platform("Plein"), await polling.platform("Markt")
    await polling.asks("area", "Kerk\nMolen")
    await polling.votes(talk.fatma, "1. Kerk", square)
    talk.world.remove_bot(square.id, talk.bert)
    await talk.settled()
    await polling.closes()
    assert "Niet meer bereikt: Plein" in polling.result(market)
    assert "1 antwoord" in polling.result()
