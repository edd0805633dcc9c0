"""What the network can do to a call, done by a server that misbehaves on purpose."""

import asyncio
import logging
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest
import telegram
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.outbox.outcome import Verdict, outcome_of
from bot.outbox.request import AiohttpRequest, TooMany, never_left
from tests.bot.outbox.rig import bot_at

Misbehave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(misbehave: Misbehave) -> AsyncIterator[telegram.Bot]:
    """A bot whose server reads one request and then does as it likes."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            await misbehave(reader, writer)
            await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(serve(reader, writer))
        tasks.add(task)

    listening = await asyncio.start_server(begin, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with AiohttpRequest(connect_timeout=0.3, read_timeout=0.3) as request:
        yield bot_at(f"http://127.0.0.1:{port}", "1:secret-token", request)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks)
    listening.close()


def answering(status: str, body: bytes, *, length: int | None = None) -> Misbehave:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        size = len(body) if length is None else length
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n".encode() + body)

    return answer


async def reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(1, 13, linger)  # SOL_SOCKET, SO_LINGER: close with a reset
    writer.transport.abort()


async def hang(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def hang_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Close without a word."""


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        writer.write(b"x")
        await asyncio.sleep(0.05)


UNKNOWN: list[tuple[str, Misbehave, type[Exception], type[Exception] | None]] = [
    ("reset", reset, NetworkError, aiohttp.ClientError),
    ("hang up", hang_up, NetworkError, aiohttp.ServerDisconnectedError),
    ("hang", hang, TimedOut, aiohttp.SocketTimeoutError),
    ("drip", drip, TimedOut, TimeoutError),
    ("half a body", answering("200 OK", b'{"ok": tr', length=100), NetworkError, aiohttp.ClientPayloadError),
    ("no HTTP", answering("\x00\x01", b""), NetworkError, aiohttp.ClientError),
    ("502 html", answering("502 Bad Gateway", b"<html>Fatma</html>"), NetworkError, TelegramError),
    ("500 json", answering("500 Oops", b'{"ok":false,"description":"Internal"}'), NetworkError, None),
    ("200 html", answering("200 OK", b"<html>Fatma</html>"), TelegramError, ValueError),
    ("200 list", answering("200 OK", b"[]"), TelegramError, None),
    ("200 without result", answering("200 OK", b'{"ok":true}'), KeyError, None),
    ("redirect", answering("302 Found\r\nLocation: http://127.0.0.1:1/", b""), NetworkError, TelegramError),
]


@pytest.mark.parametrize(
    ("misbehave", "error", "cause"), [case[1:] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN]
)
async def test_a_call_that_left_and_came_back_garbled_is_of_unknown_outcome(
    misbehave: Misbehave, error: type[Exception], cause: type[Exception] | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with server(misbehave) as bot:
        with pytest.raises(error) as raised:
            await bot.send_message(1, "x")
    assert outcome_of(raised.value).verdict is Verdict.UNKNOWN
    assert not never_left(raised.value)
    assert cause is None or isinstance(raised.value.__cause__, cause)
    assert "secret-token" not in str(raised.value)
    assert "Fatma" not in caplog.text


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "http://nowhere.invalid", "http://[bad"], ids=["refused", "no address", "no url"]
)
async def test_a_call_that_can_not_leave_was_certainly_not_sent(url: str) -> None:
    async with AiohttpRequest(connect_timeout=2) as request:
        with pytest.raises(NetworkError) as raised:
            await bot_at(url, "1:secret-token", request).send_message(1, "x")
    assert outcome_of(raised.value).verdict is Verdict.NOT_SENT
    assert "secret-token" not in str(raised.value)


async def test_waiting_for_a_free_connection_is_not_sending() -> None:
    async with server(hang) as bot:
        port = bot.base_url.split(":")[2].split("/")[0]
        async with AiohttpRequest(connect_timeout=0.1, read_timeout=1.0, connections=1) as narrow:
            busy = bot_at(f"http://127.0.0.1:{port}", "1:x", narrow)
            first = asyncio.create_task(busy.send_message(1, "first"))
            await asyncio.sleep(0.05)
            with pytest.raises(TimedOut) as raised:
                await busy.send_message(1, "second")
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
    assert isinstance(raised.value.__cause__, aiohttp.ConnectionTimeoutError)
    assert never_left(raised.value)


async def test_too_many_says_how_long_without_a_warning() -> None:
    body = b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}'
    async with server(answering("429 Too Many Requests", body)) as bot:
        with pytest.raises(TooMany) as raised:
            await bot.send_message(1, "x")
    assert raised.value.retry_after == timedelta(seconds=7)
    assert outcome_of(raised.value).seconds == 7


@pytest.mark.parametrize("body", [b"<html>", b'{"ok":false,"description":"x"}', b'{"parameters":{"retry_after":0}}'])
async def test_too_many_without_a_time_is_of_unknown_outcome(body: bytes) -> None:
    async with server(answering("429 Too Many Requests", body)) as bot:
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(1, "x")
    assert outcome_of(raised.value).verdict is Verdict.UNKNOWN


async def test_a_refusal_keeps_its_words() -> None:
    async with server(answering("400 Bad Request", b'{"ok":false,"description":"Bad Request: CHAT"}')) as bot:
        with pytest.raises(BadRequest, match="Chat"):
            await bot.send_message(1, "x")


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    async with server(answering("200 OK", b'{"ok":true,"result":true}')) as bot:
        assert await bot.delete_message(1, 2) is True


async def test_a_file_is_uploaded_with_its_name_and_caption() -> None:
    seen: list[web.FileField | str] = []

    async def keep(request: web.Request) -> web.Response:
        given = await request.post()
        seen.extend(
            value for value in (given["document"], given["caption"]) if not isinstance(value, bytes | bytearray)
        )
        sent = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}}
        return web.json_response({"ok": True, "result": sent})

    app = web.Application()
    app.router.add_post("/bot1:x/sendDocument", keep)
    async with TestServer(app) as listening, AiohttpRequest() as request:
        bot = bot_at(str(listening.make_url("")), "1:x", request)
        assert (await bot.send_document(1, b"%PDF", filename="plan.pdf", caption="Zoë <b>")).message_id == 7
    document, caption = seen
    assert isinstance(document, web.FileField)
    assert (document.filename, document.content_type, caption) == ("plan.pdf", "application/pdf", "Zoë <b>")


async def test_a_session_is_needed_and_can_be_opened_again() -> None:
    request = AiohttpRequest()
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1:1")
    await request.shutdown()
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        with pytest.raises(NetworkError, match="ClientConnectorError"):
            await request.post("http://127.0.0.1:1")
        await request.shutdown()
        await request.shutdown()


async def test_a_call_may_bring_its_own_time() -> None:
    async with server(hang) as bot:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        with pytest.raises(TimedOut):
            await bot.send_message(1, "x", read_timeout=0.05)
        assert loop.time() - begun < 0.25
        forever = asyncio.create_task(bot.send_message(1, "x", read_timeout=None))
        await asyncio.sleep(0.5)
        assert not forever.done()
        forever.cancel()


def test_the_longest_call_is_known() -> None:
    request = AiohttpRequest()
    assert (request.read_timeout, request.longest_call) == (25.0, 35.0)
