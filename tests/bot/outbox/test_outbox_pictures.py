"""A picture is sent as words are: once, in its place, never in the way of the words after it."""

import pytest

from bot.outbox import failing
from bot.playground.faults import Fault
from bot.playground.model import Chat
from tests.bot.outbox.rig import PICTURE, Rig, until


def pictures(rig: Rig, chat: Chat) -> list[str]:
    """The words under the pictures in a chat."""
    return [message.text for message in chat.messages.values() if message.photo]


async def test_a_picture_is_posted_with_its_words_and_its_id_is_known(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("a")
    await rig.picture("<b>p</b>")
    await rig.put("z")
    async with rig.sending():
        await rig.settled("a", "<b>p</b>", "z")
    assert rig.texts(chat) == ["a", "p", "z"]
    message = chat.messages[(await rig.row("<b>p</b>"))["message_id"]]
    assert message.entities == [{"type": "bold", "offset": 0, "length": 1}]
    assert rig.world.files[message.photo[0]["file_id"]][2] == PICTURE
    assert "PNG" not in (await rig.row("<b>p</b>"))["payload"], "a picture is drawn anew, not kept"


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "server_error", "bad_gateway"])
async def test_a_picture_whose_answer_does_not_come_is_there_once(rig: Rig, kind: str) -> None:
    chat = await rig.chat()
    rig.fault(Fault.from_json({"kind": kind, "method": "sendPhoto", "nth": 1}))
    await rig.picture("p")
    await rig.put("z")
    async with rig.sending() as sender:
        await rig.settled("p", "z")
    assert rig.texts(chat) == ["p", "z"]
    found = sender.counts["probe_found"], sender.counts["probe_absent"]
    assert found == ((1, 0) if kind == "drop_after" else (0, 1))


async def test_a_picture_that_takes_too_long_is_looked_for(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("hang_after", "sendPhoto", nth=1, seconds=3))
    await rig.picture("p")
    async with rig.sending() as sender:
        await rig.settled("p")
    assert pictures(rig, chat) == ["p"]
    assert sender.counts["unknown"] == 1


async def test_a_picture_that_was_posted_is_found_after_a_crash(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("hang_after", "sendPhoto", nth=1, seconds=1))
    await rig.picture("p")

    async def posted() -> bool:
        return bool(pictures(rig, chat))

    async with rig.sending() as sender:
        await until(posted)
        for task in sender._busy.values():
            task.cancel()
    assert (await rig.row("p"))["status"] == "sending"
    async with rig.sending():
        await rig.settled("p")
    assert pictures(rig, chat) == ["p"]


async def test_the_search_for_a_picture_passes_words_that_are_the_same(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("drop_before", "sendPhoto", nth=1))
    await rig.picture("same")
    async with rig.sending():
        await until(lambda: _tried(rig))
        rig.world.post(chat, rig.world.bot.id, text="same")  # sent, and not known of
        await rig.settled("same")
    assert pictures(rig, chat) == ["same"]
    assert rig.texts(chat) == ["same", "same"]


async def _tried(rig: Rig) -> bool:
    return rig.calls("sendPhoto") > 0


async def test_where_a_group_forbids_pictures_the_words_go_on(rig: Rig) -> None:
    chat = await rig.chat()
    chat.permissions["can_send_photos"] = False
    await rig.put("a")
    await rig.picture("p")
    await rig.put("z")
    async with rig.sending():
        await rig.settled("a", "z")
    assert (await rig.row("p"))["status"] == "dropped"
    assert rig.texts(chat) == ["a", "z"]
    assert (await rig.group())["status"] == "active"
    assert rig.troubles == []
    assert rig.calls("sendPhoto") == 1


async def test_a_picture_that_never_gets_through_does_not_hold_up_the_chat(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failing, "FILE_TRIES", 2)
    chat = await rig.chat()
    rig.fault(Fault("server_error", "sendPhoto", probability=1.0))
    await rig.picture("p")
    await rig.put("z")
    async with rig.sending():
        await rig.settled("z")
    assert (await rig.row("p"))["status"] == "dropped"
    assert rig.texts(chat) == ["z"]


async def test_too_many_is_waited_out_by_a_picture_too(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("too_many", "sendPhoto", nth=1, seconds=1))
    await rig.picture("p")
    async with rig.sending():
        await rig.settled("p")
    assert pictures(rig, chat) == ["p"]


async def test_a_picture_for_a_closed_topic_comes_in_the_general_one(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.picture("p", thread=77)
    async with rig.sending():
        await rig.settled("p")
    assert pictures(rig, chat) == ["p"]
    assert rig.troubles == [(1, "topic")]
