"""Each row of the outcome table, against a server that behaves so."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import telegram
from telegram.error import BadRequest, Conflict, NetworkError, TelegramError

from bot.outbox import failing
from bot.outbox.outcome import Verdict, outcome_of
from bot.outbox.request import AiohttpRequest
from bot.outbox.surroundings import Times
from bot.playground.faults import Fault
from bot.store.outbox_settle import resume
from tests.bot.outbox.rig import QUICK, Rig, bot_at, until


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("message is not modified: specified new message content", Verdict.DONE),
        ("message to edit not found", Verdict.GONE),
        ("message can't be edited", Verdict.NOT_OURS),
        ("MESSAGE_ID_INVALID", Verdict.NOT_OURS),
        ("message thread not found", Verdict.NO_TOPIC),
        ("TOPIC_CLOSED", Verdict.NO_TOPIC),
        ("not enough rights to send text messages to the chat", Verdict.NO_RIGHTS),
        ("CHAT_WRITE_FORBIDDEN", Verdict.NO_RIGHTS),
        ("chat not found", Verdict.FORBIDDEN),
        ("can't parse entities: unclosed start tag", Verdict.REFUSED),
    ],
)
def test_what_telegram_turns_down_is_judged_by_its_words(text: str, verdict: Verdict) -> None:
    assert outcome_of(BadRequest(f"Bad Request: {text}")).verdict is verdict


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (NetworkError("Bad Gateway (502)"), Verdict.UNKNOWN),
        (TelegramError("Invalid server response"), Verdict.UNKNOWN),
        (KeyError("result"), Verdict.UNKNOWN),
        (Conflict("Conflict: terminated"), Verdict.NOT_SENT),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_tells_nothing_is_unknown(error: Exception, verdict: Verdict) -> None:
    assert outcome_of(error).verdict is verdict


async def test_a_server_that_can_not_be_reached_is_tried_again(rig: Rig, unused_tcp_port: int) -> None:
    chat = await rig.chat()
    await rig.put("m")
    nowhere = bot_at(f"http://127.0.0.1:{unused_tcp_port}", rig.running.token, rig.request)
    async with rig.sending(bot=nowhere) as sender:
        await until(lambda: _counted(sender.counts, "not_sent", 3))
    row = await rig.row("m")
    assert (row["status"], row["error"]) == ("waiting", "NetworkError")
    async with rig.sending():
        await rig.settled("m")
    assert rig.texts(chat) == ["m"]


async def _counted(counts: dict[str, int], what: str, count: int) -> bool:
    return counts[what] >= count


async def test_too_many_holds_that_chat_for_as_long_as_asked(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("m")
    rig.fault(Fault("too_many", "sendMessage", nth=1, seconds=1))
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with rig.sending() as sender:
        await rig.settled("m")
    assert loop.time() - begun >= 1
    assert rig.texts(chat) == ["m"]
    assert sender.counts["hold"] == 1
    assert sender._budget._chats[1].slowness > 1


async def test_a_message_telegram_refuses_is_dead_and_the_next_one_goes(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    chat = await rig.chat()
    await rig.put("bad", "<b>Fatma")
    await rig.put("good")
    async with rig.sending():
        await rig.settled("good")
    row = await rig.row("bad")
    assert (row["status"], row["error"]) == ("dead", "BadRequest")
    assert rig.texts(chat) == ["good"]
    assert "Fatma" not in caplog.text


async def test_a_change_that_had_been_made_counts_as_made(rig: Rig) -> None:
    await rig.chat()
    await rig.put("card", "one")
    async with rig.sending() as sender:
        await rig.settled("card")
        rig.fault(Fault("drop_after", "editMessageText", nth=1))
        await rig.edit("e", "card", "two")
        sender.wake(1)
        await rig.settled("e")
    assert "message is not modified" in rig.world.ledger[-1].description


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "server_error", "bad_gateway"])
async def test_changes_of_unknown_outcome_are_repeated(rig: Rig, kind: str) -> None:
    chat = await rig.chat()
    await rig.put("card", "one")
    async with rig.sending() as sender:
        await rig.settled("card")
        rig.fault(Fault.from_json({"kind": kind, "method": "editMessageText", "nth": 1}))
        await rig.edit("e", "card", "two")
        sender.wake(1)
        await rig.settled("e")
        rig.fault(Fault.from_json({"kind": kind, "method": "deleteMessage", "nth": 1}))
        await rig.put("away", kind="delete", target_key="card")
        sender.wake(1)
        await until(lambda: _live_rows(rig, 0))
    assert rig.texts(chat) == []


async def _live_rows(rig: Rig, count: int) -> bool:
    rows = await rig.store.read("SELECT id FROM outbox WHERE status IN ('waiting', 'sending', 'unknown')")
    return len(rows) == count


async def test_a_change_back_is_made_although_the_one_between_seemed_to_fail(rig: Rig) -> None:
    chat = await rig.chat()
    await rig.put("card", "one")
    async with rig.sending(times=replace(QUICK, first_backoff=0.2, longest_backoff=0.2)) as sender:
        await rig.settled("card")
        rig.fault(Fault("drop_after", "editMessageText", nth=1))
        await rig.edit("e1", "card", "two")
        sender.wake(1)
        await until(lambda: _counted(sender.counts, "unknown", 1))
        await rig.edit("e2", "card", "one")
        await rig.settled("e1")
    assert rig.texts(chat) == ["one"]


async def test_a_group_that_became_a_supergroup_gets_its_message_there(rig: Rig) -> None:
    old = await rig.chat(kind="group")
    await rig.put("before")
    async with rig.sending() as sender:
        await rig.settled("before")
        new = rig.world.migrate(old.id)
        await rig.edit("change", "before", "changed")
        await rig.put("after", reply_to=3)
        sender.wake(1)
        await rig.settled("after")
    assert (rig.texts(old), rig.texts(new)) == (["changed"], ["after"])
    assert rig.troubles == [(1, "migrated")]
    aliases = await rig.store.read("SELECT tg_chat_id, current FROM chat_alias WHERE group_id = 1")
    assert {row["tg_chat_id"]: row["current"] for row in aliases} == {old.id: 0, new.id: 1}
    assert (await rig.group())["last_message_id"] == max(new.messages)


async def test_a_bot_that_was_removed_is_silent_until_it_is_back(rig: Rig) -> None:
    chat = await rig.chat()
    person = next(iter(chat.members))
    rig.world.remove_bot(chat.id, person)
    await rig.put("one")
    await rig.put("two")
    async with rig.sending() as sender:
        await until(lambda: _trouble(rig))
        sender.wake()
        sender.wake(1)
        await asyncio.sleep(0.1)
        assert rig.calls("sendMessage") == 1
        assert rig.troubles == [(1, "gone")]
        assert (await rig.group())["status"] == "paused"
        rig.world.add_bot(chat.id, person)
        await rig.store.write(resume, 1)
        sender.wake(1)
        await rig.settled("one", "two")
    assert rig.texts(chat) == ["one", "two"]


async def _trouble(rig: Rig) -> bool:
    return bool(rig.troubles)


async def test_a_group_that_stays_closed_to_the_bot_is_paused_but_not_at_once(rig: Rig) -> None:
    chat = await rig.chat()
    chat.permissions["can_send_messages"] = False
    await rig.put("m")
    async with rig.sending() as sender:
        await until(lambda: _trouble(rig))
        assert rig.calls("sendMessage") == failing.NO_RIGHTS_TRIES
        assert rig.troubles == [(1, "rights")]
        assert (await rig.group())["status"] == "paused"
        chat.permissions["can_send_messages"] = True
        await rig.store.write(resume, 1)
        sender.wake(1)
        await rig.settled("m")


async def test_an_outage_of_rights_is_sat_out(rig: Rig) -> None:
    chat = await rig.chat()
    chat.permissions["can_send_messages"] = False
    await rig.put("m")
    async with rig.sending() as sender:
        await until(lambda: _counted(sender.counts, "no_rights", 2))
        chat.permissions["can_send_messages"] = True
        await rig.settled("m")
    assert rig.troubles == []


async def test_a_refused_token_silences_everyone_for_a_while(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    await rig.chat()
    await rig.put("m")
    wrong = bot_at(rig.running.api_url, "1:wrong-token", rig.request)
    async with rig.sending(bot=wrong):
        await until(lambda: _trouble(rig))
    assert rig.troubles[0] == (0, "token")
    assert (await rig.row("m"))["status"] == "waiting"
    assert any(record.levelname == "CRITICAL" for record in caplog.records)
    assert "wrong-token" not in caplog.text


async def test_what_never_gets_a_sensible_answer_is_given_up_at_last(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = await rig.chat()
    monkeypatch.setattr(failing, "UNKNOWN_TRIES", 3)
    rig.fault(Fault("server_error", "sendMessage", probability=1.0))
    await rig.put("m")
    async with rig.sending():
        await rig.settled("m", status="dead")
    assert rig.texts(chat) == []


# --- what it is given ---


def test_a_pause_doubles_up_to_its_end() -> None:
    times = Times(first_backoff=1.0, longest_backoff=60.0)
    assert [times.backoff(failures) for failures in (1, 2, 3, 7, 1000)] == [1, 2, 4, 60, 60]


def test_a_lease_shorter_than_a_call_is_refused(rig_free: telegram.Bot) -> None:
    with pytest.raises(ValueError, match=r"a lease of 40.0 s must outlast a call of 35.0 s and 5.0 s"):
        _given(rig_free, lease=40.0)
    assert _given(rig_free, lease=40.1) == 35.0


def test_another_transport_is_refused() -> None:
    with pytest.raises(TypeError, match="HTTPXRequest, expected AiohttpRequest"):
        _given(telegram.Bot("1:x"), lease=45.0)


@pytest.fixture
def rig_free() -> telegram.Bot:
    request = AiohttpRequest()
    return telegram.Bot("1:x", request=request, get_updates_request=request)


def _given(bot: telegram.Bot, lease: float) -> float:
    from bot.outbox.surroundings import Surroundings
    from bot.store.sqlite import SqliteStore

    store = SqliteStore.__new__(SqliteStore)
    return Surroundings(
        store=store, bot=bot, draw=lambda _d, _l: None, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC),
        times=Times(lease=lease),
    ).longest_call  # fmt: skip
