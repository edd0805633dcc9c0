"""Small answers: on time or not at all, and never in anybody's way."""

import asyncio

import pytest

from bot.outbox.presses import MAX_ANSWER, Presses
from bot.playground.faults import Fault
from bot.playground.model import Json, Press
from tests.bot.outbox.rig import Rig


async def pressed(rig: Rig) -> Press:
    chat = await rig.chat()
    await rig.put("card", draw={"text": "card", "button": "1|x"})
    async with rig.sending():
        await rig.settled("card")
    message = max(chat.messages.values(), key=lambda found: found.id)
    return rig.world.press(chat.id, next(iter(chat.members)), message.id, "1|x")


async def test_a_press_is_answered_at_most_two_hundred_signs_long(rig: Rig) -> None:
    press = await pressed(rig)
    told: list[Json] = []
    rig.world.listen(told.append)
    presses = Presses(rig.bot)
    presses.answer(press.id, "z" * 300, alert=True)
    await presses.close()
    answer = next(change for change in told if change["type"] == "answer")
    assert (len(answer["text"]), answer["text"][-1], answer["alert"]) == (MAX_ANSWER, "…", True)


async def test_an_answer_may_be_empty(rig: Rig) -> None:
    press = await pressed(rig)
    presses = Presses(rig.bot)
    presses.answer(press.id)
    await presses.close()
    assert press.answered


async def test_an_answer_that_is_too_late_or_lost_is_let_go(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    presses = Presses(rig.bot)
    presses.answer("0", "te laat")
    await presses.close()
    rig.fault(Fault("drop_before", "answerCallbackQuery", nth=1))
    presses.answer("0", "verloren")
    await presses.close()
    assert rig.calls("answerCallbackQuery") == 2
    assert "verloren" not in caplog.text
    assert not presses._on_their_way


async def test_a_message_gets_a_sign_where_the_chat_allows_it(rig: Rig) -> None:
    chat = await rig.chat()
    asked = rig.world.say(chat.id, next(iter(chat.members)), "/a ja")[0]
    presses = Presses(rig.bot)
    presses.react(chat.id, asked.id, "👍")
    presses.react(chat.id, 4711, "👍")
    await presses.close()
    assert asked.reactions == [{"type": "emoji", "emoji": "👍"}]


async def test_nothing_on_its_way_is_nothing_to_wait_for(rig: Rig) -> None:
    async with asyncio.timeout(0.1):
        await Presses(rig.bot).close()
