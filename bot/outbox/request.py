"""HTTP to the Bot API on aiohttp; python-telegram-bot's own transport slows down when many calls run at once."""

import json
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_Given = DefaultValue[float] | DefaultValue[None] | float | None


def never_left(error: BaseException) -> bool:
    """Whether the call behind `error` certainly did not reach Telegram: no address, refused, no connection in time."""
    return isinstance(error.__cause__, _NEVER_LEFT)


class TooMany(RetryAfter):
    """Too many calls. The library's own error warns of its coming type each time it is made; this one has that type."""

    __slots__ = ()

    @property
    @override
    def retry_after(self) -> timedelta:
        """How long to wait."""
        return self._retry_after


class AiohttpRequest(BaseRequest):
    """One shared session for every call of one bot.

    What went wrong is the `__cause__` of what is raised, so that "it never left" can be told from "nobody knows".
    Proxies named in the environment are not used, redirects are not followed, and nothing is repeated here.

    Args:
        connect_timeout: Seconds for getting a connection: waiting for a free one, the address, TCP and TLS.
        read_timeout: Seconds of silence before an answer is given up; slow mode holds one up to 10 (bot-api#75).
        upload_timeout: Seconds more for a call that carries a file.
        connections: How many calls may be on their way at once; the rest wait within `connect_timeout`.
    """

    __slots__ = ("_connect", "_connections", "_read", "_session", "_upload")

    def __init__(
        self,
        *,
        connect_timeout: float = 10.0,
        read_timeout: float = 25.0,
        upload_timeout: float = 120.0,
        connections: int = 64,
    ) -> None:
        self._connect = connect_timeout
        self._read = read_timeout
        self._upload = upload_timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    @override
    def read_timeout(self) -> float:
        """Seconds of silence before an answer is given up."""
        return self._read

    @property
    def longest_call(self) -> float:
        """Seconds after which a call without a file has come to an end, one way or the other."""
        return self._connect + self._read

    @override
    async def initialize(self) -> None:
        """Open the session; the second time does nothing."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=False,
            )

    @override
    async def shutdown(self) -> None:
        """Close the session and its connections; the second time does nothing."""
        if self._session is not None:
            await self._session.close()

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Given = BaseRequest.DEFAULT_NONE,
        write_timeout: _Given = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Given = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Given = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; `write_timeout` and `pool_timeout` are part of the other two and not looked at.

        Raises:
            RuntimeError: The session is not open.
            TimedOut: No connection (`never_left`) or no answer in time.
            NetworkError: Anything else that can go wrong on the way.
            TooMany: Telegram says how long to wait.
        """
        if self._session is None or self._session.closed:
            raise RuntimeError("AiohttpRequest is not initialized")
        carries_files = request_data is not None and request_data.contains_files
        timeout = self._timeout(
            _or_default(read_timeout, self._read), _or_default(connect_timeout, self._connect), carries_files
        )
        body = None if request_data is None else _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, timeout=timeout, allow_redirects=False
            ) as response:
                status, answer = response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error  # its own text may hold the address, with the token
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            _raise_too_many(answer)
        return status, answer

    def _timeout(self, read: float | None, connect: float | None, carries_files: bool) -> aiohttp.ClientTimeout:  # noqa: FBT001 one private caller
        total = None
        if read is not None and connect is not None:
            total = read + connect + (self._upload if carries_files else 0.0)
        return aiohttp.ClientTimeout(total=total, connect=connect, sock_read=read)

    @staticmethod
    @override
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; the library would log what it can't read, and that may be what a member wrote.

        Raises:
            TelegramError: It is no JSON object.
        """
        try:
            answer = json.loads(payload)
        except ValueError as error:
            raise TelegramError("Invalid server response") from error
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def _raise_too_many(answer: bytes) -> None:
    """Raise TooMany when the answer says how long to wait; the library judges any other."""
    seconds = 0
    with suppress(TelegramError, KeyError, TypeError, ValueError):
        seconds = int(AiohttpRequest.parse_json_payload(answer)["parameters"]["retry_after"])
    if seconds > 0:
        raise TooMany(seconds)


def _or_default(given: _Given, default: float) -> float | None:
    return default if isinstance(given, DefaultValue) else given


def _body(request_data: RequestData) -> dict[str, str] | aiohttp.FormData:
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form
