"""A send whose answer never came is there exactly once in the end."""

import asyncio
from collections.abc import Mapping
from random import Random

import pytest

from bot.clock import now
from bot.outbox.outcome import Outcome, Verdict
from bot.outbox.probe import FARTHEST, STRETCH, STRETCH_SHARED, Search, Trail, look_for
from bot.outgoing import ChatLook, Drawn, Json
from bot.playground.faults import Fault
from bot.store.outbox_rows import Payload
from bot.store.outbox_settle import saw_message
from tests.bot.outbox.rig import Rig, until

LOST = ["drop_before", "drop_after", "server_error", "bad_gateway"]


@pytest.mark.parametrize("kind", LOST)
async def test_an_answer_that_does_not_come_leaves_one_message(rig: Rig, kind: str) -> None:
    chat = await rig.chat()
    rig.fault(Fault.from_json({"kind": kind, "method": "sendMessage", "nth": 2}))
    for key in ("a", "b", "c"):
        await rig.put(key)
    async with rig.sending() as sender:
        await rig.settled("a", "b", "c")
    assert rig.texts(chat) == ["a", "b", "c"]
    found = sender.counts["probe_found"], sender.counts["probe_absent"]
    assert found == ((1, 0) if kind == "drop_after" else (0, 1))


async def test_an_answer_that_takes_too_long_leaves_one_message(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("hang_after", "sendMessage", nth=1, seconds=1))
    await rig.put("m")
    async with rig.sending():
        await rig.settled("m")
    assert rig.texts(chat) == ["m"]
    assert (await rig.row("m"))["message_id"] == max(chat.messages)


@pytest.mark.parametrize("kind", LOST)
async def test_the_search_may_be_disturbed_as_well(rig: Rig, kind: str) -> None:
    chat = await rig.chat()
    rig.fault(
        Fault("drop_after", "sendMessage", nth=1),
        Fault.from_json({"kind": kind, "method": "editMessageText", "nth": 1}),
        Fault("too_many", "editMessageText", nth=2, seconds=1),
    )
    await rig.put("m")
    async with rig.sending():
        await rig.settled("m")
    assert rig.texts(chat) == ["m"]


async def test_the_search_passes_what_others_wrote_and_what_is_ours(rig: Rig) -> None:
    chat = await rig.chat()
    person = next(iter(chat.members))
    await rig.put("m0")
    async with rig.sending():
        await rig.settled("m0")
    await rig.put("m1")
    rig.fault(Fault("drop_after", "sendMessage", nth=1))
    for number in range(15):  # not seen by the bot: privacy mode
        rig.world.say(chat.id, person, f"praat {number}")
    async with rig.sending() as sender:
        await rig.settled("m1")
    assert rig.texts(chat) == ["m0", "m1"]
    assert sender.counts["probe_found"] == 1


async def test_in_a_basic_group_the_search_begins_after_what_other_chats_said(rig: Rig) -> None:
    quiet, busy = await rig.chat(1, "group"), await rig.chat(2, "group")
    async with rig.sending() as sender:
        for number in range(STRETCH_SHARED + 4):
            await rig.put(f"busy{number}", group=2)
        sender.wake()
        await rig.settled(*(f"busy{number}" for number in range(STRETCH_SHARED + 4)))
        rig.fault(Fault("drop_after", "sendMessage", nth=1))
        await rig.put("m")
        sender.wake(1)
        await rig.settled("m")
        assert sender.counts["probe_found"] == 1
    assert rig.texts(quiet) == ["m"]
    assert len(rig.texts(busy)) == STRETCH_SHARED + 4


async def test_what_was_posted_is_found_after_a_crash(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("hang_after", "sendMessage", nth=1, seconds=1))
    await rig.put("m", draw={"text": "<i>m</i>", "button": "1|x"})
    async with rig.sending() as sender:
        await until(lambda: _said(rig, chat.id))
        for task in sender._busy.values():
            task.cancel()
    assert (await rig.row("m"))["status"] == "sending"
    async with rig.sending():
        await rig.settled("m")
    assert rig.texts(chat) == ["m"]


async def _said(rig: Rig, chat: int) -> bool:
    return bool(rig.texts(rig.world.chats[chat]))


async def test_what_was_claimed_but_not_sent_is_sent_after_a_crash(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("m")
    gate = asyncio.Event()

    async def never(_drawing: Mapping[str, Json], _look: ChatLook) -> Drawn | None:
        await gate.wait()
        return None

    async with rig.sending(draw=never) as sender:
        await until(lambda: _sending(rig))
        for task in sender._busy.values():
            task.cancel()
    async with rig.sending() as sender:
        await rig.settled("m")
        assert not any(name.startswith("probe") for name in sender.counts)
    assert rig.texts(chat) == ["m"]


async def _sending(rig: Rig) -> bool:
    return bool((await rig.row("m"))["status"] == "sending")


async def test_a_press_on_it_proves_that_it_was_posted(rig: Rig) -> None:
    chat = await rig.chat()
    rig.fault(Fault("drop_after", "sendMessage", nth=1))
    await rig.put("m")
    async with rig.sending() as sender:
        await until(lambda: _said(rig, chat.id))
        await until(lambda: _unknown(rig))
        message_id = max(chat.messages)
        assert await rig.store.write(saw_message, 1, message_id, "m", now()) or sender.counts["probe_found"]
    row = await rig.row("m")
    assert (row["status"], row["message_id"]) == ("sent", message_id)
    assert (await rig.group())["last_message_id"] == message_id
    assert not await rig.store.write(saw_message, 1, message_id, "m", now())
    assert rig.texts(chat) == ["m"]


async def _unknown(rig: Rig) -> bool:
    return bool((await rig.row("m"))["status"] in ("unknown", "sent"))


async def test_a_doubtful_message_to_a_group_that_moved_is_sent_to_the_new_one(rig: Rig) -> None:
    old = await rig.chat(kind="group")
    rig.fault(Fault("drop_before", "sendMessage", nth=1), Fault("migrate", "sendMessage", nth=2))
    await rig.put("m")
    async with rig.sending():
        await rig.settled("m")
    assert rig.texts(old) == []
    assert rig.texts(rig.world.chats[old.migrated_to]) == ["m"]


async def test_what_went_to_the_old_chat_is_not_looked_for_in_the_new_one(rig: Rig) -> None:
    old = await rig.chat(kind="group")
    rig.fault(Fault("drop_after", "sendMessage", nth=1))
    await rig.put("m")
    async with rig.sending():
        await until(lambda: _unknown(rig))
    new = rig.world.migrate(old.id)
    await rig.store.write(lambda tx: tx.run("UPDATE chat_alias SET tg_chat_id = :new", new=new.id))
    async with rig.sending():
        await rig.settled("m")
    assert rig.texts(new) == ["m"]


@pytest.mark.parametrize(("priority", "status", "texts"), [(3, "sent", ["m", "m"]), (5, "dropped", ["m"])])
async def test_where_nothing_can_be_found_a_card_is_sent_twice_rather_than_not(
    rig: Rig, priority: int, status: str, texts: list[str]
) -> None:
    chat = await rig.chat()
    person = next(iter(chat.members))
    for number in range(FARTHEST + 1):
        rig.world.say(chat.id, person, f"praat {number}")
    rig.fault(Fault("drop_after", "sendMessage", nth=1))
    await rig.put("m", priority=priority)
    async with rig.sending() as sender:
        await rig.settled("m", status=status)
    assert rig.texts(chat) == texts
    assert sender.counts["probe_unfindable"] == 1


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_many_faults_leave_each_message_once_and_in_order(rig: Rig, kind: str) -> None:
    chats = [await rig.chat(group, kind) for group in (1, 2, 3)]
    rig.world.faults.plan([Fault.from_json({"kind": fault, "probability": 0.08}) for fault in LOST], seed=7)
    chance, keys = Random(1), []
    for number in range(24):
        group = chance.randint(1, 3)
        keys.append((f"m{number}", group))
        await rig.put(f"m{number}", group=group)
    async with rig.sending():
        await rig.settled(*(key for key, _ in keys), within=20)
    for group, chat in enumerate(chats, start=1):
        assert rig.texts(chat) == [key for key, where in keys if where == group]


# --- the search itself ---


SUPERGROUP = -1_002_000_000_001


async def _search(
    after: int, found: Mapping[int, Verdict], ours: frozenset[int] = frozenset(), chat: int = SUPERGROUP
) -> tuple[object, list[int]]:
    tried: list[int] = []

    async def try_on(message_id: int) -> Outcome:
        tried.append(message_id)
        return Outcome(found.get(message_id, Verdict.GONE), "")

    return await look_for(Payload(Drawn("x"), chat, after), ours, try_on, Trail()), tried


async def test_the_search_ends_after_a_stretch_of_ids_that_do_not_exist() -> None:
    assert await _search(10, {}) == (Search.ABSENT, list(range(11, 11 + STRETCH)))


@pytest.mark.parametrize("chat", [4711, -4711])
async def test_where_chats_share_one_count_the_stretch_is_longer(chat: int) -> None:
    assert await _search(10, {}, chat=chat) == (Search.ABSENT, list(range(11, 11 + STRETCH_SHARED)))


async def test_the_search_goes_on_as_long_as_it_meets_messages() -> None:
    there = {12: Verdict.NOT_OURS, 18: Verdict.REFUSED, 26: Verdict.DONE}
    assert (await _search(10, there))[0] == 26


async def test_other_messages_of_ours_are_never_touched() -> None:
    found, tried = await _search(10, {14: Verdict.DONE}, ours=frozenset({11, 12, 13}))
    assert (found, tried) == (14, [14])


async def test_without_a_known_id_absence_can_not_be_told() -> None:
    assert (await _search(0, {}))[0] is Search.UNFINDABLE


async def test_an_interrupted_search_goes_on_where_it_was() -> None:
    trail, tried, disturbed = Trail(), list[int](), [True]

    async def try_on(message_id: int) -> Outcome:
        tried.append(message_id)
        unsure = message_id == 13 and disturbed and disturbed.pop()
        return Outcome(Verdict.UNKNOWN if unsure else Verdict.GONE, "")

    payload = Payload(Drawn("x"), SUPERGROUP, 10)
    assert isinstance(await look_for(payload, frozenset(), try_on, trail), Outcome)
    assert await look_for(payload, frozenset(), try_on, trail) is Search.ABSENT
    assert tried == [11, 12, 13, 13, 14, 15, 16, 17, 18]


async def test_whatever_else_happens_interrupts_the_search() -> None:
    found, _ = await _search(10, {11: Verdict.FORBIDDEN})
    assert isinstance(found, Outcome)
