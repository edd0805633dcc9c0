"""The Bot API over HTTP: /bot<token>/<method>, with faults on demand."""

import asyncio
import hmac
from http import HTTPStatus
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from bot.playground.calls import Outcome, dispatch, name_of, note
from bot.playground.errors import ApiError, forbidden, too_many
from bot.playground.faults import Fault
from bot.playground.model import Json
from bot.playground.params import Params, Upload
from bot.playground.settings import begin_updates
from bot.playground.updates import MAX_LIMIT
from bot.playground.world import World

MAX_WAIT = 50  # seconds a poll may last
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
_BEFORE = frozenset({"drop_before", "too_many", "server_error", "bad_gateway", "forbidden"})

Files = dict[str, Upload]


class BotApi:
    """Answers the bot.

    Args:
        world: what the calls work on.
        token: the one token that opens it.
    """

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._closing = False

    def close(self) -> None:
        """End the running poll with nothing, so that the server can stop."""
        self._closing = True
        for wake in tuple(self._world.updates.on_change):
            wake()

    def routes(self) -> list[web.RouteDef]:
        """The routes of the Bot API."""
        path = "/bot{token}/{method}"
        file = web.get("/file/bot{token}/{file_id}/{name}", self._file)
        return [web.get(path, self._answer), web.post(path, self._answer), file]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            name = name_of(request.match_info["method"])
            given, files = await _parameters(request)
            return await self._call(request, name, given, files)
        except ApiError as error:
            return web.json_response(error.payload(), status=error.code)

    async def _file(self, request: web.Request) -> web.Response:
        """A file, at the path that getFile told."""
        if not self._is_known(request.match_info["token"]):
            raise web.HTTPUnauthorized
        name, _, content = self._world.files.get(request.match_info["file_id"], ("", "", b""))
        if not name or name != request.match_info["name"]:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        if not self._is_known(token):
            raise ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")

    def _is_known(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())

    async def _call(self, request: web.Request, name: str, given: Json, files: Files) -> web.StreamResponse:
        fault = self._world.faults.strike(name)
        if fault is not None and fault.kind in _BEFORE:
            self._note(name, given, fault)
            return _struck(request, fault)
        if fault is not None and fault.kind == "migrate":
            self._migrate(given)
        result = await self._poll(given) if name == "getUpdates" else dispatch(self._world, name, given, files)
        if fault is not None and fault.kind in ("drop_after", "hang_after"):
            self._note(name, given, fault)
            await asyncio.sleep(fault.seconds if fault.kind == "hang_after" else 0)
            return _cut(request)
        return web.json_response({"ok": True, "result": result})

    def _note(self, name: str, given: Json, fault: Fault) -> None:
        note(self._world, name, Params(given), Outcome(0, fault.kind))

    def _migrate(self, given: Json) -> None:
        chat = self._world.chats.get(Params(given).integer("chat_id"))
        if chat is not None and chat.type == "group" and not chat.migrated_to:
            self._world.migrate(chat.id)

    async def _poll(self, given: Json) -> list[Json]:
        """A long poll: answers at once when something waits, else when something comes or time is up."""
        params, updates = Params(given), self._world.updates
        poll = begin_updates(self._world, params)
        ends_at = asyncio.get_running_loop().time() + min(params.integer("timeout"), MAX_WAIT)
        changed = asyncio.Event()
        updates.on_change.append(changed.set)
        try:
            while not (found := updates.fetch(poll, params.integer("limit", MAX_LIMIT))) and not self._closing:
                changed.clear()
                try:
                    async with asyncio.timeout_at(ends_at):
                        await changed.wait()
                except TimeoutError:
                    return updates.fetch(poll)
            return found
        finally:
            updates.on_change.remove(changed.set)


def _struck(request: web.Request, fault: Fault) -> web.Response:
    """The answer to a call that never had an effect."""
    if fault.kind == "drop_before":
        return _cut(request)
    if fault.kind == "too_many":
        raise too_many(fault.seconds)
    if fault.kind == "forbidden":
        raise forbidden("bot was kicked from the group chat")
    if fault.kind == "bad_gateway":
        return web.Response(text=BAD_GATEWAY, content_type="text/html", status=HTTPStatus.BAD_GATEWAY)
    raise ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error")


def _cut(request: web.Request) -> web.Response:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _parameters(request: web.Request) -> tuple[Json, Files]:
    """The parameters of a call: query, and JSON, form or multipart body."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        return given | await _json_body(request), {}
    if request.content_type == "multipart/form-data":
        fields, files = await _multipart(await request.multipart())
        return given | fields, files
    return given | dict(await request.post()), {}


async def _json_body(request: web.Request) -> Json:
    try:
        body: Any = await request.json() if request.can_read_body else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ApiError(HTTPStatus.BAD_REQUEST, "Bad Request: can't parse the JSON body")
    return body


async def _multipart(reader: MultipartReader) -> tuple[Json, Files]:
    fields: Json = {}
    files: Files = {}
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            fields[part.name] = await part.text()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, bytes(await part.read()), mime)
    return fields, files
