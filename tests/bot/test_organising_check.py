"""The check over the real bot: four people, each alone, from the menu to what moved; and the same a year later."""

import pytest

from bot.playground.model import Message
from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
BUTTON = TEXTS.plain("nl", "cards.control.fill")
MOST_MESSAGES = 6
SECRET = "de huisarts ontbreekt al een jaar"


async def begun(talk: Talk) -> Message:
    """Let four people begin, each apart; the card that leads to the sheets."""
    await talk.says(talk.an, "/check")
    for member in (talk.bert, talk.fatma, talk.jef):
        await talk.taps(member, "!join")
    await talk.taps(talk.an, "!begin")
    await talk.taps(talk.an, "private")
    return talk.card()


def people(talk: Talk) -> tuple[int, ...]:
    return (talk.an, talk.bert, talk.fatma, talk.jef)


async def fills(talk: Talk, person: int, *codes: str) -> None:
    """Open the sheet that the card leads to, and tap these."""
    await talk.opens_link(person, BUTTON)
    await talk.taps_alone(person, *codes)


async def first_round(talk: Talk) -> None:
    for person, on_board in zip(people(talk), ("1", "2", "5", "5"), strict=True):
        await fills(talk, person, "4", "4", "4", on_board, *["4"] * 16, "!skip")


async def second_round(talk: Talk) -> None:
    await fills(talk, talk.an, "low")
    await talk.says(talk.an, SECRET, chat=talk.an)
    for person in people(talk)[1:]:
        await fills(talk, person, "between")
    for person in people(talk):
        await fills(talk, person, "3")


@pytest.fixture
async def met(talk: Talk) -> Talk:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return talk


async def test_four_people_do_the_check_and_the_group_hears_six_messages_at_most(met: Talk) -> None:
    before = len(met.spoken())
    await begun(met)
    await first_round(met)
    result = next(text for text in met.texts() if "Hier zijn we het eens" in text)
    assert "wie nodig is, doet mee: ● ● · · ●● (4)" in result
    await second_round(met)
    assert met.one("SELECT status FROM run WHERE parent_id IS NULL") == "done"
    told = met.texts()[before:]
    assert len(told) <= MOST_MESSAGES
    moved = next(text for text in told if "→" in text)
    assert "● ● · · ●● → · · ●●●● · ·" in moved
    assert f"Laag: “{SECRET}”" in moved


async def test_nothing_of_a_sheet_reaches_another_chat(met: Talk) -> None:
    await begun(met)
    await fills(met, met.bert, "1", "2", "!skip_rest")
    await met.says(met.bert, SECRET, chat=met.bert)
    assert SECRET in "\n".join(met.texts(met.private(met.bert)))
    others = [text for chat in (met.chat, met.private(met.an)) for text in met.texts(chat)]
    assert SECRET not in "\n".join(others)


async def test_a_repeat_begins_with_last_years_answers_and_tells_what_moved(met: Talk) -> None:
    await begun(met)
    await first_round(met)
    await met.taps(met.an, "!skip")
    await begun(met)
    card = await met.opens_link(met.an, BUTTON)
    assert any(label.startswith("●") for label, _ in met.buttons(card)), "the last answer is marked, to be confirmed"
    for person in people(met):
        await fills(met, person, "5", *["!next"] * 2, "5", *["!next"] * 16, "!skip")
    told = next(text for text in reversed(met.texts()) if "Sinds de vorige keer" in text)
    assert "een eigen, gedeeld doel: · · · ●●●● · → · · · · ●●●● (omhoog)" in told
    assert "wie nodig is, doet mee: ● ● · · ●● → · · · · ●●●● (omhoog)" in told
