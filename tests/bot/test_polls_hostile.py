"""What goes wrong around polls: strangers' numbers, made-up links, too much text, chats that are gone."""

import pytest

from tests.bot.neighbours import BOT, Neighbourhood
from tests.bot.poll_play import Polling, said
from tests.bot.talk import Talk

IDEAS = "Soep koken\nEen bankje\nStraatfeest"


@pytest.fixture
async def polling(talk: Talk) -> Polling:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return Polling(talk, Neighbourhood(talk))


async def test_only_who_steers_adds_paper(talk: Talk, polling: Polling) -> None:
    await polling.asks("area", "Kerkstraat\nMolenweg")
    await polling.taps("Papier erbij")
    question = talk.last()
    await talk.says(talk.jef, "op papier, 900 mensen: 900 0", question)
    assert talk.rows("SELECT * FROM paper_vote") == []
    await talk.says(talk.an, "op papier, 9 mensen: 9 0", question)
    assert len(talk.rows("SELECT * FROM paper_vote")) == 1


async def test_a_link_with_a_number_without_end_is_answered(talk: Talk, polling: Polling) -> None:
    await talk.says(talk.bert, f"/start poll-{'9' * 40}-0123456789ab", chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == said("over_words")


async def test_very_much_text_is_answered_too(talk: Talk, polling: Polling) -> None:
    await polling.drafts("ideas", "\n".join(f"{n} " + "x" * 130 for n in range(30)))
    assert talk.last().text.startswith("Dat zijn meer dan twaalf antwoorden.")


async def test_the_result_is_said_where_people_answered_though_the_chat_that_asked_is_gone(
    talk: Talk, polling: Polling
) -> None:
    platform = await polling.platform()
    await polling.asks("ideas", IDEAS)
    for person in (talk.bert, talk.fatma):
        await polling.votes(person, "1. Ik help mee", platform)
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.moves(days=10)
    assert "Uitkomst:" in "\n".join(talk.texts(platform))


async def test_a_chat_that_is_away_for_a_day_keeps_its_poll(talk: Talk, polling: Polling) -> None:
    platform = await polling.platform()
    await polling.asks("ideas", IDEAS)
    await polling.votes(talk.bert, "1. Ik help mee", platform)
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.moves(days=1)
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.moves(days=9)
    assert sum(text.startswith("Uitkomst:") for text in talk.texts()) == 1
    assert sum(text.startswith("Uitkomst:") for text in talk.texts(platform)) == 1


async def test_a_tell_back_that_a_lost_chat_owes_can_be_made_by_those_who_are_there(
    talk: Talk, polling: Polling
) -> None:
    platform = await polling.platform()
    await polling.asks("ideas", IDEAS)
    await polling.votes(talk.bert, "1. Ik help mee", platform)
    await polling.closes()
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.moves(days=40)
    await talk.says(talk.bert, f"/peiling{BOT}", chat=platform.id)
    assert "hoorden deze mensen na een maand nog niet" in talk.last(platform).text
    await polling.taps("Terugzeggen", talk.bert, platform)
    await talk.says(talk.bert, "Er kwam een bankje.", talk.last(platform), chat=platform.id)
    await polling.taps("Versturen", talk.bert, platform)
    assert talk.one("SELECT COUNT(*) FROM poll WHERE told_at IS NOT NULL") == 1
