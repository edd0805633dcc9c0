"""What Telegram has given is on disk before we ask for what comes next, whatever goes wrong on the way."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot import inbox
from bot.clock import now
from bot.inbox import Lanes
from bot.polling import ALLOWED_UPDATES, LONG_POLL, Polling, TokenRefused
from bot.store.inbox_rows import StoredUpdate, mark_done
from bot.store.sqlite import SqliteStore

TOKEN = "123456789:AAEcanary-canary-canary-canary-canar"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    yield store
    await store.close()


class Telegram:
    """Its side of getUpdates: an offset confirms what lies below it; `faults` are raised first. Ends by `idle`."""

    def __init__(self, store: SqliteStore, *updates: object, faults: list[Exception] | None = None) -> None:
        self.store = store
        self.waiting = list(updates)
        self.faults = faults or []
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        self.unsafe: list[object] = []
        self.idle = asyncio.Event()

    async def call(self, method: str, params: Mapping[str, Any]) -> object:
        self.asked.append((method, params))
        if self.faults:
            raise self.faults.pop(0)
        return True if method == "deleteWebhook" else await self._updates(params.get("offset"))

    async def _updates(self, offset: int | None) -> list[object]:
        if offset is not None:
            gone = [update for update in self.waiting if _id(update) < offset]
            self.waiting = [update for update in self.waiting if update not in gone]
            kept = {row["update_id"] for row in await self.store.read("SELECT update_id FROM inbox")}
            self.unsafe += [update for update in gone if _id(update) >= 0 and _id(update) not in kept]
        if not self.waiting:
            self.idle.set()
            await asyncio.sleep(0.01)
        return self.waiting[:100]


def _id(update: object) -> int:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else -1


class Pauses:
    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)


def message(update_id: int, chat: int = -1) -> dict[str, object]:
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": {"id": chat}, "text": "x"}}


class Bot:
    """Inbox and loop on one store, with what they handled and how they paused."""

    def __init__(self, store: SqliteStore, telegram: Telegram) -> None:
        self.store = store
        self.telegram = telegram
        self.handled: list[int] = []
        self.pauses = Pauses()
        self.lanes = Lanes(store, self._handle, now)
        self.polling = Polling(telegram.call, self.lanes, now, self.pauses)

    async def _handle(self, update: StoredUpdate) -> None:
        await self.store.write(mark_done, update.seq)
        self.handled.append(update.update_id)

    async def run_until_idle(self) -> None:
        polling = asyncio.create_task(self.polling.run())
        idle = asyncio.create_task(self.telegram.idle.wait())
        await asyncio.wait({polling, idle}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        polling.cancel()
        idle.cancel()
        await asyncio.wait({polling, idle})
        await self.lanes.drain()
        if not polling.cancelled():
            polling.result()


async def test_every_update_is_handled_and_confirmed_only_when_stored(store: SqliteStore) -> None:
    telegram = Telegram(store, *(message(number, number % 7) for number in range(1, 351)))
    bot = Bot(store, telegram)
    await bot.run_until_idle()
    assert sorted(bot.handled) == list(range(1, 351))
    assert (telegram.waiting, telegram.unsafe, bot.pauses.taken) == ([], [], [])


async def test_it_asks_for_what_we_need_and_first_takes_a_webhook_away_without_dropping_anything(
    store: SqliteStore,
) -> None:
    bot = Bot(store, Telegram(store, message(8)))
    await bot.run_until_idle()
    (first, second, third, *_) = bot.telegram.asked
    question = {"timeout": LONG_POLL, "limit": 100, "allowed_updates": list(ALLOWED_UPDATES)}
    assert first == ("deleteWebhook", {"drop_pending_updates": False})
    assert second == ("getUpdates", question)
    assert third == ("getUpdates", {**question, "offset": 9})


async def test_the_offset_stays_until_the_commit_has_succeeded(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = Bot(store, Telegram(store, message(8)))
    accept, refusals = bot.lanes.accept, [OSError("disk"), OSError("disk")]

    async def reluctant(updates: Any) -> None:
        if refusals:
            raise refusals.pop()
        await accept(updates)

    monkeypatch.setattr(bot.lanes, "accept", reluctant)
    await bot.run_until_idle()
    offsets = [params.get("offset") for method, params in bot.telegram.asked if method == "getUpdates"]
    assert offsets[:4] == [None, None, None, 9]
    assert (bot.handled, bot.pauses.taken) == ([8], [1.0, 2.0])


async def test_bad_updates_wedge_nothing_and_good_ones_beside_them_are_handled(store: SqliteStore) -> None:
    bad: list[object] = [None, 7, [], {"update_id": "x"}, {"update_id": 2, "message": {"chat": "?"}}]
    telegram = Telegram(store, message(1), *bad, {"update_id": 3, "poll": {"no": "options"}}, message(4))
    bot = Bot(store, telegram)
    await bot.run_until_idle()
    assert sorted(bot.handled) == [1, 2, 3, 4]
    assert telegram.waiting == []


async def test_only_updates_without_an_id_make_it_slow_not_hot(store: SqliteStore) -> None:
    telegram = Telegram(store, {"message": {}})
    bot = Bot(store, telegram)
    running = asyncio.create_task(bot.polling.run())
    while len(bot.pauses.taken) < 8:
        await asyncio.sleep(0)
    running.cancel()
    assert bot.pauses.taken[:8] == [1, 2, 4, 8, 16, 30, 30, 30]


async def test_ids_that_begin_anew_after_a_quiet_week_are_not_missed(store: SqliteStore) -> None:
    telegram = Telegram(store, message(900_000))
    bot = Bot(store, telegram)
    running = asyncio.create_task(bot.polling.run())
    await telegram.idle.wait()
    await asyncio.sleep(0.03)  # an answer without updates
    telegram.waiting.append(message(17))
    await asyncio.sleep(0.05)
    running.cancel()
    await bot.lanes.drain()
    assert bot.handled == [900_000, 17]


@pytest.mark.parametrize(
    ("faults", "pauses"),
    [
        pytest.param([NetworkError("x")] * 7, [1, 2, 4, 8, 16, 30, 30], id="the network backs off to half a minute"),
        pytest.param([TimeoutError()], [1], id="a timeout of any kind"),
        pytest.param([Conflict("x"), Conflict("x")], [15, 15], id="another poller is given time"),
        pytest.param([KeyError("result")], [1], id="an answer of another shape"),
    ],
)
async def test_after_an_error_it_waits_and_goes_on(
    store: SqliteStore, faults: list[Exception], pauses: list[float]
) -> None:
    bot = Bot(store, Telegram(store, message(1), faults=faults))
    await bot.run_until_idle()
    assert (bot.handled, bot.pauses.taken) == ([1], pauses)


async def test_a_pause_that_telegram_asks_for_is_kept(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns about its own attribute
    bot = Bot(store, Telegram(store, message(1), faults=[RetryAfter(7), RetryAfter(0)]))
    await bot.run_until_idle()
    assert (bot.handled, bot.pauses.taken) == ([1], [7, 1])


async def test_another_poller_is_logged_clearly_and_its_webhook_removed_again(
    store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = Telegram(store, message(1))
    bot = Bot(store, telegram)
    await bot.run_until_idle()
    telegram.idle.clear()
    telegram.faults = [Conflict("can't use getUpdates method while webhook is active")]
    await bot.run_until_idle()
    assert [method for method, _ in telegram.asked].count("deleteWebhook") == 2
    assert [vars(record)["action"] for record in caplog.records] == ["other_poller"]


async def test_a_refused_token_ends_it_and_is_not_repeated_anywhere(
    store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    bot = Bot(store, Telegram(store, faults=[refusal]))
    with pytest.raises(TokenRefused) as caught:
        await bot.run_until_idle()
    assert caught.value.__cause__ is None
    assert "canary" not in f"{caught.value!r} {[vars(record) for record in caplog.records]}"
    assert bot.pauses.taken == []


async def test_an_answer_that_is_no_list_is_an_error_like_any_other(store: SqliteStore) -> None:
    telegram = Telegram(store)
    answers: list[object] = [True, {"a": 1}]

    async def call(method: str, params: Mapping[str, Any]) -> object:
        return answers.pop() if answers else await telegram.call(method, params)

    bot = Bot(store, telegram)
    bot.polling = Polling(call, bot.lanes, now, bot.pauses)
    await bot.run_until_idle()
    assert bot.pauses.taken == [1]


async def test_it_does_not_ask_while_the_inbox_is_full(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "CAPACITY", 100)
    telegram = Telegram(store, *(message(number) for number in range(1, 301)))
    go = asyncio.Event()
    bot = Bot(store, telegram)
    handle = bot._handle

    async def slowly(update: StoredUpdate) -> None:
        await go.wait()
        await handle(update)

    bot.lanes._handle = slowly
    running = asyncio.create_task(bot.run_until_idle())
    await asyncio.sleep(0.05)
    assert [method for method, _ in telegram.asked] == ["deleteWebhook", "getUpdates"]
    go.set()
    await running
    assert bot.handled == list(range(1, 301))


async def test_it_tells_when_telegram_was_last_heard(store: SqliteStore) -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    telegram = Telegram(store)
    bot = Bot(store, telegram)
    bot.polling = Polling(telegram.call, bot.lanes, lambda: moment)
    assert bot.polling.last_poll_at is None
    running = asyncio.create_task(bot.polling.run())
    await telegram.idle.wait()
    await asyncio.sleep(0.03)  # the empty answer counts
    running.cancel()
    assert bot.polling.last_poll_at == moment
