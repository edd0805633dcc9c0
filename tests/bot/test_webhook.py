"""Deliveries over real HTTP: 200 means on disk, and only Telegram gets in. And what the server says of our health."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import inbox, webhook
from bot.arrived import Arrived
from bot.clock import now
from bot.config import Address
from bot.inbox import Lanes
from bot.polling import ALLOWED_UPDATES
from bot.store.inbox_rows import StoredUpdate, mark_done, mark_failed, store_updates
from bot.store.sqlite import SqliteStore
from bot.web import Health, make_app, serving
from bot.webhook import MAX_BODY, Webhook, set_webhook

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = "s3cret-s3cret-s3cret"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
UPDATE = b'{"update_id": 5, "message": {"chat": {"id": -1}, "text": "x"}}'


class Server:
    """The bot's web server on a free port, a client, and what was handled."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.handled: list[int] = []
        self.lanes = Lanes(store, self.handle, now)
        self.webhook = Webhook(SECRET, self.lanes, lambda: NOON)
        self.url = ""
        self.client = aiohttp.ClientSession()

    async def handle(self, update: StoredUpdate) -> None:
        await self.store.write(mark_done, update.seq)
        self.handled.append(update.update_id)

    async def post(self, body: bytes = UPDATE, **headers: str) -> int:
        given = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
        async with self.client.post(self.url + "/hook", data=io.BytesIO(body), headers=given) as response:
            return response.status

    async def get(self, path: str) -> tuple[int, str]:
        async with self.client.get(self.url + path) as response:
            return response.status, await response.text()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "b.sqlite3", now)
    yield store
    await store.close()


@pytest.fixture
async def server(store: SqliteStore) -> AsyncIterator[Server]:
    server = Server(store)
    health = Health(store, lambda: NOON, lambda: server.webhook.last_at, may_be_silent=True)
    app = make_app(health, server.webhook, "/hook")
    async with serving(app, Address("127.0.0.1", 0)) as address, server.client:
        server.url = f"http://127.0.0.1:{address.port}"
        yield server
        await server.lanes.drain()


async def kept(store: SqliteStore) -> list[int]:
    return [row["update_id"] for row in await store.read("SELECT update_id FROM inbox ORDER BY seq")]


async def test_a_delivery_is_on_disk_when_it_is_answered_and_is_handled(server: Server) -> None:
    assert await server.post() == 200
    assert await kept(server.store) == [5]
    await server.lanes.drain()
    assert (server.handled, server.webhook.last_at) == ([5], NOON)


async def test_a_second_delivery_is_answered_and_not_handled_again(server: Server) -> None:
    assert [await server.post() for _ in range(3)] == [200, 200, 200]
    await server.lanes.drain()
    assert server.handled == [5]


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        pytest.param(UPDATE, {"Content_Type": "application/json; charset=utf-8"}, 200, id="a charset, as proxies add"),
        pytest.param(UPDATE, {"X_Telegram_Bot_Api_Secret_Token": ""}, 403, id="no secret"),
        pytest.param(UPDATE, {"X_Telegram_Bot_Api_Secret_Token": SECRET + "x"}, 403, id="a secret that is too long"),
        pytest.param(UPDATE, {"X_Telegram_Bot_Api_Secret_Token": "é" * 20}, 403, id="a secret that is no ASCII"),
        pytest.param(b"x" * 10_000_000, {"X_Telegram_Bot_Api_Secret_Token": "wrong"}, 403, id="10 MB of a stranger"),
        pytest.param(b" " * 10_000_000 + UPDATE, {}, 413, id="10 MB"),
        pytest.param(b" " * (MAX_BODY - len(UPDATE)) + UPDATE, {}, 200, id="just not too large"),
        pytest.param(UPDATE, {"Content_Type": "text/plain"}, 415, id="another type"),
        pytest.param(UPDATE, {"Content_Type": "multipart/form-data; boundary=x"}, 415, id="a form"),
        pytest.param(b"{", {}, 400, id="no JSON"),
        pytest.param(b"[]", {}, 400, id="a list"),
        pytest.param(b'{"message": {}}', {}, 400, id="no id"),
        pytest.param(b"", {}, 400, id="nothing"),
        pytest.param(b"\xff", {}, 400, id="no text"),
    ],
)
async def test_only_a_sound_delivery_of_telegram_gets_in(
    server: Server, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert await server.post(body, **headers) == status
    assert await kept(server.store) == ([5] if status == 200 else [])


async def test_a_body_that_hides_its_size_is_cut_off(server: Server) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 10_000

    async with server.client.post(server.url + "/hook", data=pieces(), headers=HEADERS) as response:
        assert response.status == 413


async def test_a_body_that_dribbles_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "_BODY_WITHIN", 0.05)
    port = int(server.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = ["POST /hook HTTP/1.1", "Host: x", "Content-Length: 99", *(f"{name}: {v}" for name, v in HEADERS.items())]
    writer.write("\r\n".join([*lines, "", "{"]).encode())
    assert b"408" in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_other_methods_and_paths_do_not_exist(server: Server) -> None:
    assert (await server.get("/hook"))[0] == 405
    assert (await server.get("/"))[0] == 404


async def test_a_full_inbox_sends_telegram_away_and_takes_the_update_later(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "CAPACITY", 2)
    go = asyncio.Event()

    async def slowly(update: StoredUpdate) -> None:
        await go.wait()
        await server.handle(update)

    server.lanes._handle = slowly
    await server.lanes.accept([Arrived(1, 1, "{}"), Arrived(2, 1, "{}")])
    assert await server.post() == 503
    assert await kept(server.store) == [1, 2]
    go.set()
    await server.lanes.room()
    assert await server.post() == 200


async def test_what_can_not_be_stored_is_not_answered_with_yes(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    await server.store.write(lambda tx: tx.run("ALTER TABLE inbox RENAME TO gone"))
    assert await server.post() == 503
    await server.store.write(lambda tx: tx.run("ALTER TABLE gone RENAME TO inbox"))
    assert await server.post() == 200
    assert [vars(record)["action"] for record in caplog.records] == ["delivery_not_stored"]


async def test_many_deliveries_at_once_are_all_kept(server: Server) -> None:
    bodies = [
        json.dumps({"update_id": number, "message": {"chat": {"id": number % 9}}}).encode() for number in range(200)
    ]
    assert set(await asyncio.gather(*(server.post(body) for body in bodies))) == {200}
    await server.lanes.drain()
    assert sorted(server.handled) == list(range(200))


async def test_the_webhook_is_announced_with_its_secret_and_drops_nothing() -> None:
    asked: list[tuple[str, Mapping[str, Any]]] = []

    async def call(method: str, params: Mapping[str, Any]) -> bool:
        asked.append((method, params))
        return True

    await set_webhook(call, "https://x.be/hook", SECRET)
    assert asked == [
        (
            "setWebhook",
            {
                "url": "https://x.be/hook",
                "secret_token": SECRET,
                "allowed_updates": list(ALLOWED_UPDATES),
                "drop_pending_updates": False,
            },
        )
    ]


# --- health and metrics ---


@pytest.mark.parametrize(
    ("heard", "way", "status"),
    [
        pytest.param(None, "polling", 503, id="polling, never heard"),
        pytest.param(NOON - timedelta(seconds=40), "polling", 200, id="polling, heard"),
        pytest.param(NOON - timedelta(minutes=3), "polling", 503, id="polling, silent too long"),
        pytest.param(None, "webhook", 200, id="a webhook may be silent"),
    ],
)
async def test_health_is_hearing_telegram_and_being_able_to_write(
    store: SqliteStore, heard: datetime | None, way: str, status: int
) -> None:
    health = Health(store, lambda: NOON, lambda: heard, may_be_silent=way == "webhook")
    async with serving(make_app(health), Address("127.0.0.1", 0)) as address, aiohttp.ClientSession() as client:
        async with client.get(f"http://127.0.0.1:{address.port}/healthz") as response:
            body = await response.json()
            assert response.status == status
        async with client.post(f"http://127.0.0.1:{address.port}/", json={}) as response:
            assert response.status == 404
    age = None if heard is None else (NOON - heard).total_seconds()
    assert body == {
        "ok": status == 200,
        "database": True,
        "last_heard": age,
        "oldest_inbox": None,
        "oldest_outbox": None,
    }


async def test_health_fails_when_nothing_can_be_written(server: Server) -> None:
    await server.store.write(lambda tx: tx.run("DROP TABLE setting"))
    status, body = await server.get("/healthz")
    assert (status, json.loads(body)) == (503, {"ok": False, "database": False})


async def test_health_tells_how_long_the_oldest_waits(server: Server) -> None:
    await server.store.write(store_updates, [Arrived(1, 1, "{}")], NOON - timedelta(seconds=90))
    assert json.loads((await server.get("/healthz"))[1])["oldest_inbox"] == 90


async def test_metrics_count_what_waits_and_what_is_dead(server: Server) -> None:
    await server.store.write(store_updates, [Arrived(number, 1, "{}") for number in range(3)], NOON)
    await server.store.write(mark_failed, 2, "KeyError", 1, dead=True)
    assert await server.post() == 200
    await server.lanes.drain()
    status, text = await server.get("/metrics")
    samples = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert status == 200
    assert samples == {
        'buurtvonk_inbox{status="new"}': "2",
        'buurtvonk_inbox{status="dead"}': "1",
        'buurtvonk_outbox{status="waiting"}': "0",
        'buurtvonk_outbox{status="sending"}': "0",
        'buurtvonk_outbox{status="unknown"}': "0",
        'buurtvonk_outbox{status="dead"}': "0",
        "buurtvonk_received_total": "4",
        "buurtvonk_promised_total": "0",
        'buurtvonk_age_seconds{of="last_heard"}': "0.0",
        'buurtvonk_age_seconds{of="oldest_inbox"}': "0.0",
    }
