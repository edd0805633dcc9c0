"""A card is changed to its latest state: not too often, and not without need."""

import asyncio
from dataclasses import replace

import pytest

from tests.bot.outbox.rig import QUICK, Rig


async def test_a_card_that_was_not_posted_yet_is_posted_before_it_is_changed(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("card", "one")
    await rig.edit("e1", "card", "two")
    async with rig.sending():
        await rig.settled("card", "e1")
    assert rig.texts(chat) == ["two"]


async def test_of_many_changes_only_the_latest_is_made(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("card", "0")
    async with rig.sending() as sender:
        await rig.settled("card")
        for number in range(1, 30):
            await rig.edit(f"e{number}", "card", str(number), delay=1.0)
            sender.wake(1)
        await rig.settled("e1")
    assert rig.texts(chat) == ["29"]
    assert rig.calls("editMessageText") == 1


async def test_a_change_that_shows_nothing_new_is_not_made(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("card", "same")
    await rig.edit("e1", "card", "same")
    async with rig.sending() as sender:
        await rig.settled("card", "e1")
        await rig.edit("e2", "card", "other")
        await rig.edit("e3", "card", "other")
        sender.wake(1)
        await rig.settled("e2")
    assert rig.texts(chat) == ["other"]
    assert rig.calls("editMessageText") == 1
    assert sender.counts["same"] == 1


async def test_changes_of_one_card_keep_their_distance(rig: Rig) -> None:
    await rig.chat()
    await rig.put("card", "0")
    loop = asyncio.get_running_loop()
    async with rig.sending(times=replace(QUICK, edit_pause=0.4)) as sender:
        await rig.settled("card")
        await rig.edit("e1", "card", "1")
        sender.wake()
        await rig.settled("e1")
        begun = loop.time()
        await rig.edit("e2", "card", "2")
        sender.wake(1)
        await rig.settled("e2")
        assert loop.time() - begun > 0.3
        await rig.edit("e3", "card", "3")
        await rig.put("next")
        sender.wake(1)
        await rig.settled("e3", "next", within=0.3)  # what waits behind it is not kept waiting


async def test_a_card_is_taken_away_once(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("card")
    await rig.put("away", kind="delete", target_key="card")
    await rig.put("again", kind="delete", target_key="card")
    await rig.edit("late", "card", "too late")
    async with rig.sending():
        await rig.settled("again", "late", status="dropped")
    assert (await rig.row("away"))["status"] == "sent"
    assert rig.texts(chat) == []


@pytest.mark.parametrize("target", ["refused", "never"])
async def test_a_change_of_a_card_that_never_came_is_dropped(rig: Rig, target: str) -> None:
    await rig.chat()
    await rig.put("refused", "<b>not closed")
    await rig.edit("e", target, "x")
    async with rig.sending():
        await rig.settled("e", status="dropped")
    assert (await rig.row("refused"))["status"] == "dead"
    assert rig.calls("editMessageText") == 0


async def test_a_card_somebody_deleted_is_not_changed_for_ever(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("card")
    async with rig.sending() as sender:
        await rig.settled("card")
        rig.world.erase(chat, (await rig.row("card"))["message_id"])
        await rig.edit("e", "card", "x")
        sender.wake(1)
        await rig.settled("e", status="dropped")
