"""A file is sent as a picture is: once, in its place, never in the way of the words after it."""

import pytest

from bot.playground.faults import Fault
from bot.playground.model import Chat
from tests.bot.outbox.rig import FILE, Rig, until


def files(rig: Rig, chat: Chat) -> list[str]:
    """The words under the files in a chat."""
    return [message.text for message in chat.messages.values() if message.document]


async def test_a_file_is_posted_with_its_name_and_words(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("a")
    await rig.file("<b>f</b>")
    await rig.put("z")
    async with rig.sending():
        await rig.settled("a", "<b>f</b>", "z")
    assert rig.texts(chat) == ["a", "f", "z"]
    message = chat.messages[(await rig.row("<b>f</b>"))["message_id"]]
    assert message.document["file_name"] == "buurtvonk.ics"
    assert rig.world.files[message.document["file_id"]][2] == FILE
    assert "VCALENDAR" not in (await rig.row("<b>f</b>"))["payload"], "it is made anew, not kept"


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "server_error"])
async def test_a_file_whose_answer_does_not_come_is_there_once(rig: Rig, kind: str) -> None:
    chat = await rig.chat()
    rig.fault(Fault.from_json({"kind": kind, "method": "sendDocument", "nth": 1}))
    await rig.file("f")
    await rig.put("z")
    async with rig.sending():
        await rig.settled("f", "z")
    assert rig.texts(chat) == ["f", "z"]
    assert files(rig, chat) == ["f"]


async def test_a_file_that_was_posted_is_found_after_a_crash(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("hang_after", "sendDocument", nth=1, seconds=1))
    await rig.file("f")

    async def posted() -> bool:
        return bool(files(rig, chat))

    async with rig.sending() as sender:
        await until(posted)
        for task in sender._busy.values():
            task.cancel()
    assert (await rig.row("f"))["status"] == "sending"
    async with rig.sending():
        await rig.settled("f")
    assert files(rig, chat) == ["f"]


async def test_where_a_group_forbids_files_the_words_go_on(rig: Rig) -> None:
    chat = await rig.chat()
    chat.permissions["can_send_documents"] = False
    await rig.file("f")
    await rig.put("z")
    async with rig.sending():
        await rig.settled("z")
    assert (await rig.row("f"))["status"] == "dropped"
    assert (await rig.group())["status"] == "active"
