"""What was promised is said: in order, once, as it is now."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from typing_extensions import override

from bot.outbox.budget import Limit, Limits
from bot.outbox.request import AiohttpRequest
from bot.outbox.sender import Sender
from bot.outgoing import ChatLook, Drawn, Json
from bot.playground.faults import Fault
from bot.playground.model import Chat
from bot.store import Row, Value
from bot.store.outbox_settle import message_id_of, message_ref
from tests.bot.outbox.rig import QUICK, Rig, bot_at, draw, until


async def test_messages_of_a_chat_come_in_the_order_they_were_promised(rig: Rig) -> None:
    chat = await rig.chat()
    keys = [f"m{number}" for number in range(12)]
    for key in keys:
        await rig.put(key, priority=3 if key == "m11" else 7)
    async with rig.sending():
        await rig.settled(*keys)
    assert rig.texts(chat) == keys


async def test_a_message_knows_its_id_and_the_chat_its_last(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("m")
    async with rig.sending():
        await rig.settled("m")
    message_id = await rig.store.write(message_id_of, "m")
    assert message_id is not None
    assert chat.messages[message_id].text == "m"
    assert (await rig.group())["last_message_id"] == message_id
    assert await rig.store.write(message_ref, 1, message_id) == "m"
    assert await rig.store.write(message_ref, 1, message_id + 1) is None
    assert await rig.store.write(message_id_of, "nothing") is None


async def test_words_buttons_language_and_reply_reach_the_chat(rig: Rig) -> None:
    chat = await rig.chat()
    person = next(iter(chat.members))
    asked = rig.world.say(chat.id, person, "/hallo")[0]
    await rig.put("a", draw={"text": "<b>a</b>", "button": "1|x"}, reply_to=asked.id)
    await rig.put("b", "in LANGUAGE", reply_to=4711)
    async with rig.sending():
        await rig.settled("a", "b")
    first, second = list(chat.messages.values())[-2:]
    assert (first.text, first.entities[0]["type"], first.reply_to) == ("a", "bold", asked.id)
    assert first.markup["inline_keyboard"][0][0]["callback_data"] == "1|x"
    assert (second.text, second.reply_to) == ("in nl", None)


async def test_words_may_take_their_time(rig: Rig) -> None:
    async def slowly(drawing: Mapping[str, Json], look: ChatLook) -> Drawn | None:
        await asyncio.sleep(0)
        return draw(drawing, look)

    chat = await rig.chat()
    await rig.put("m")
    async with rig.sending(draw=slowly):
        await rig.settled("m")
    assert rig.texts(chat) == ["m"]


async def test_a_topic_is_named_but_the_general_one_is_not(rig: Rig) -> None:
    chat = await rig.chat()
    topic = rig.world.create_topic(chat.id, "plan")
    await rig.put("a", thread=topic)
    await rig.put("b", thread=1)
    async with rig.sending():
        await rig.settled("a", "b")
    assert [message.thread for message in list(chat.messages.values())[-2:]] == [topic, 0]


async def test_a_closed_topic_does_not_silence_the_bot(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("m", thread=99)
    async with rig.sending():
        await rig.settled("m")
    assert rig.texts(chat) == ["m"]
    assert rig.troubles == [(1, "topic")]


async def test_nothing_to_say_any_more_is_dropped_and_what_can_not_be_drawn_is_dead(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    chat = await rig.chat()
    await rig.put("silent", draw={})
    await rig.put("broken", draw={"broken": "what Fatma said"})
    await rig.put("after")
    async with rig.sending() as sender:
        await rig.settled("after")
    assert rig.texts(chat) == ["after"]
    assert (await rig.row("silent"))["status"] == "dropped"
    broken = await rig.row("broken")
    assert (broken["status"], broken["error"]) == ("dead", "ValueError")
    assert "Fatma" not in caplog.text
    assert (sender.counts["dropped"], sender.counts["dead"], sender.counts["sent"]) == (1, 1, 1)


# --- many chats ---


async def test_one_chat_does_not_wait_for_another(rig: Rig) -> None:
    chats = [await rig.chat(group) for group in (1, 2, 3)]
    for group in (1, 2, 3):
        await rig.put(f"m{group}", group=group)
    rig.fault(Fault("too_many", "sendMessage", nth=1, seconds=30))
    async with rig.sending():
        await until(lambda: _two_said(rig))
    assert sum(len(rig.texts(chat)) for chat in chats) == 2


async def _two_said(rig: Rig) -> bool:
    return len(await rig.store.read("SELECT id FROM outbox WHERE status = 'sent'")) == 2


async def test_a_question_goes_before_a_tally_of_another_chat(rig: Rig) -> None:
    for group in (1, 2):
        await rig.chat(group)
    await rig.put("tally", group=1, priority=7)
    await rig.put("question", group=2, priority=3)
    async with rig.sending(at_once=1):
        await rig.settled("tally", "question")
    texts = [call.text for call in rig.world.ledger if call.method == "sendMessage"]
    assert texts == ["question", "tally"]


async def test_the_budget_is_kept_and_remembered_over_a_restart(rig: Rig) -> None:
    chat = await rig.chat()
    limits = Limits(group=Limit(1 / 3600, 2))
    for number in range(4):
        await rig.put(f"m{number}")
    async with rig.sending(limits=limits):
        await rig.settled("m0", "m1")
        await asyncio.sleep(0.1)
    async with rig.sending(limits=limits):
        await asyncio.sleep(0.1)
    assert rig.texts(chat) == ["m0", "m1"]


async def test_a_broken_store_is_waited_for(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.chat()
    read, broken = rig.store.read, [True]

    async def unsure(sql: str, /, **params: Value) -> Sequence[Row]:
        if "MIN(id)" in sql and broken:
            broken.clear()
            raise sqlite3.OperationalError("disk I/O error")
        return await read(sql, **params)

    await rig.put("m")
    monkeypatch.setattr(rig.store, "read", unsure)
    async with rig.sending():
        await rig.settled("m")


async def test_a_row_that_can_not_be_settled_now_is_settled_when_its_lease_has_run_out(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = await rig.chat()
    write, broken = rig.store.write, [True]

    async def full(unit: object, *args: object, **kwargs: object) -> object:
        if getattr(unit, "__name__", "") == "posted" and broken:
            broken.clear()
            raise sqlite3.OperationalError("disk is full")
        return await write(unit, *args, **kwargs)  # type: ignore[arg-type] # passed on as it came

    await rig.put("m")
    monkeypatch.setattr(rig.store, "write", full)
    async with rig.sending() as sender:
        await until(lambda: _is(rig, "m", "sending"))
        await until(lambda: _idle(sender))
        await write(lambda tx: tx.run("UPDATE outbox SET lease_until = '2020-01-01T00:00:00.000000+00:00'"))
        sender.wake(1)
        await rig.settled("m")
    assert rig.texts(chat) == ["m"]


async def _is(rig: Rig, key: str, status: str) -> bool:
    return bool((await rig.row(key))["status"] == status)


async def _idle(sender: Sender) -> bool:
    return not sender._busy


# --- two hands on one row ---


class SlowRequest(AiohttpRequest):
    """A transport that sleeps on the way to Telegram, as a process that was put to sleep does."""

    def __init__(self) -> None:
        super().__init__(connect_timeout=0.5, read_timeout=0.5)
        self.gate = asyncio.Event()

    @override
    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        await self.gate.wait()
        return await super().do_request(*args, **kwargs)


async def test_who_wakes_up_too_late_takes_its_own_copy_away(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("m")
    slow = SlowRequest()
    async with slow, rig.sending(bot=bot_at(rig.running.api_url, rig.running.token, slow)) as sleeper:
        await until(lambda: _has_payload(rig))
        async with rig.sending():  # its start takes the row over
            await rig.settled("m")
        slow.gate.set()
        await until(lambda: _surplus(sleeper))
    assert rig.texts(chat) == ["m"]
    assert (await rig.row("m"))["message_id"] == max(chat.messages)


async def _has_payload(rig: Rig) -> bool:
    return (await rig.row("m"))["payload"] is not None


async def _surplus(sender: Sender) -> bool:
    return sender.counts["surplus"] == 1 and not sender._busy


async def test_a_row_taken_over_before_the_words_were_kept_is_left_alone(rig: Rig) -> None:
    chat = await rig.chat()
    gate = asyncio.Event()

    async def asleep(drawing: Mapping[str, Json], look: ChatLook) -> Drawn | None:
        await gate.wait()
        return draw(drawing, look)

    await rig.put("m")
    async with rig.sending(draw=asleep) as sleeper:
        await until(lambda: _is(rig, "m", "sending"))
        async with rig.sending():
            await rig.settled("m")
        gate.set()
        await until(lambda: _idle(sleeper))
        assert sleeper.counts["lease_lost"] == 1
    assert rig.texts(chat) == ["m"]


async def test_stopping_waits_for_what_is_on_its_way_but_not_for_ever(rig: Rig) -> None:
    await rig.chat()
    await rig.put("m")

    async def never(_drawing: Mapping[str, Json], _look: ChatLook) -> Drawn | None:
        await asyncio.Event().wait()
        return None

    sender = Sender(rig.surroundings(draw=never))
    await sender.start()
    await until(lambda: _is(rig, "m", "sending"))
    await sender.stop(within=0.05)
    assert (await rig.row("m"))["status"] == "sending"
    async with rig.sending():
        await rig.settled("m")


async def test_a_sender_that_never_started_can_be_stopped(rig: Rig) -> None:
    await Sender(rig.surroundings()).stop()


async def test_a_message_that_waits_for_its_time_is_not_early(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("m", delay=0.3)
    async with rig.sending():
        await asyncio.sleep(0.1)
        assert rig.texts(chat) == []
        await rig.settled("m")


ALERT = replace(QUICK, rescan=60.0)
"""Times of a sender that must know by itself when to look again."""


async def test_what_waits_for_its_time_is_said_then_whatever_others_have_to_say(rig: Rig) -> None:
    late, busy = await rig.chat(1), await rig.chat(2)
    await rig.put("late", delay=0.3)
    async with rig.sending(times=ALERT) as sender:
        for number in range(4):
            await rig.put(f"m{number}", group=2)
            sender.wake(2)
            await rig.settled(f"m{number}")
        assert rig.texts(late) == []
        await rig.settled("late", within=1.0)
    assert rig.texts(busy) == ["m0", "m1", "m2", "m3"]


async def test_what_gets_due_sooner_is_said_sooner(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("card", "empty")
    async with rig.sending(times=ALERT) as sender:
        await rig.settled("card")
        await rig.edit("count", "card", "one", delay=3600)
        sender.wake(1)
        await asyncio.sleep(0.05)
        await rig.edit("next", "card", "full")
        sender.wake(1)
        await until(lambda: _shows(rig, chat, "full"))


async def _shows(rig: Rig, chat: Chat, text: str) -> bool:
    return rig.texts(chat) == [text]
