"""What the page and the tests may ask of the playground: its state, its changes, and what people do."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiohttp import ClientConnectionError, web

from bot.playground.errors import ActError, ApiError
from bot.playground.faults import Fault
from bot.playground.model import Json
from bot.playground.moving import Mover, later
from bot.playground.neighbourhood import settle
from bot.playground.photos import kind_and_size
from bot.playground.state import milliseconds
from bot.playground.world import World

HEADER = "X-Buurtvonk"  # a page of another site can't send it unasked
PULSE = 15.0  # seconds between signs of life
MAX_BEHIND = 2000  # changes a slow page may lag; then it starts afresh

Act = Callable[[World, Json], Any]


def _say(world: World, given: Json) -> Json:
    more = {name: given[name] for name in ("channel", "topic") if given.get(name)}
    posted = world.say(given["chat"], given["person"], given["text"], given.get("reply_to"), **more)
    return {"messages": [message.id for message in posted]}


def _press(world: World, given: Json) -> Json:
    return {"press": world.press(given["chat"], given["person"], given["message"], given["button"]).id}


def _add_person(world: World, given: Json) -> Json:
    person = world.add_person(given["name"])
    if given.get("chat"):
        world.add_member(given["chat"], given["person"], person.id)
    return {"person": person.id}


def _admin(world: World, given: Json) -> Json:
    target = given["target"]
    hidden, admin = bool(given.get("hidden")), bool(given.get("admin", True))
    return {"chat": world.set_admin(given["chat"], given["person"], target, admin=admin, hidden=hidden).id}


def _new_group(world: World, given: Json) -> Json:
    chat = world.create_group(given["title"], given["people"], kind=given.get("kind", "group"))
    if given.get("bot"):
        world.add_bot(chat.id, given["people"][0])
    return {"chat": chat.id}


def _polls(world: World, given: Json) -> None:
    world.allow_polls(given["chat"], given["person"], allowed=bool(given["allowed"]))


def _vote(world: World, given: Json) -> None:
    world.vote(given["chat"], given["person"], given["message"], [int(place) for place in given["options"]])


def _add_option(world: World, given: Json) -> Json:
    return {"option": world.add_option(given["chat"], given["person"], given["message"], given["text"]).id}


def _forward(world: World, given: Json) -> Json:
    return {"message": world.forward(given["chat"], given["person"], given["message"], given["to"]).id}


def _faults(world: World, given: Json) -> None:
    world.faults.plan([Fault.from_json(rule) for rule in given["rules"]], int(given.get("seed", 0)))


ACTS: Mapping[str, Act] = {
    "say": _say,
    "press": _press,
    "add_person": _add_person,
    "admin": _admin,
    "faults": _faults,
    "rewrite": lambda world, given: world.rewrite(given["chat"], given["person"], given["message"], given["text"]),
    "add_bot": lambda world, given: world.add_bot(given["chat"], given["person"]),
    "remove_bot": lambda world, given: world.remove_bot(given["chat"], given["person"]),
    "add_member": lambda world, given: world.add_member(given["chat"], given["person"], given["target"]),
    "remove_member": lambda world, given: world.remove_member(given["chat"], given["person"], given["target"]),
    "new_group": _new_group,
    "neighbourhood": lambda world, given: {"chats": settle(world, given)},
    "delete_chat": lambda world, given: world.delete_chat(given["chat"], given["person"]),
    "start_in_group": lambda world, given: world.start_in_group(given["chat"], given["person"], given["payload"]),
    "polls": _polls,
    "vote": _vote,
    "add_option": _add_option,
    "forward": _forward,
    "migrate": lambda world, given: {"chat": world.migrate(given["chat"]).id},
    "rename": lambda world, given: world.rename(given["chat"], given["person"], given["title"]),
    "hint": lambda world, given: world.set_hint(given["chat"], given.get("hint")),
}


class Control:
    """Answers the page.

    Args:
        world: what it shows and changes.
        mover: moves its clock.
    """

    def __init__(self, world: World, mover: Mover) -> None:
        self._world = world
        self._mover = mover
        self._closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """The routes under /playground."""
        return [
            web.get("/playground/api/state", self._state),
            web.get("/playground/api/ledger", self._ledger),
            web.get("/playground/events", self._events),
            web.get("/playground/files/{file_id}", self._file),
            web.get("/playground/photos/{file_id}", self._photo),
            web.post("/playground/api/move_clock", self._move_clock),
            web.post("/playground/api/{act}", self._act),
        ]

    def close(self) -> None:
        """End the streams, so that the server can stop."""
        self._closing.set()

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(self._world.snapshot())

    async def _ledger(self, _request: web.Request) -> web.Response:
        return web.json_response([{**asdict(call), "at": call.at.isoformat()} for call in self._world.ledger])

    async def _file(self, request: web.Request) -> web.Response:
        found = self._world.files.get(request.match_info["file_id"])
        if found is None:
            raise web.HTTPNotFound
        name, _mime, content = found
        # Never shown, always saved: what a bot sends must not run as a page of ours.
        safe = "".join(sign if sign.isalnum() or sign in "._-" else "_" for sign in name)
        headers = {"Content-Disposition": f'attachment; filename="{safe}"'}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def _photo(self, request: web.Request) -> web.Response:
        _, _, content = self._world.files.get(request.match_info["file_id"], ("", "", b""))
        try:
            kind, _, _ = kind_and_size(content)
        except ApiError:
            raise web.HTTPNotFound from None
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}
        return web.Response(body=content, content_type=f"image/{kind}", headers=headers)

    async def _act(self, request: web.Request) -> web.Response:
        act = ACTS.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        _check_page(request)
        try:
            return web.json_response({"ok": True, **(act(self._world, await request.json()) or {})})
        except ActError as error:
            return web.json_response({"ok": False, "reason": error.reason}, status=409)
        except (ValueError, LookupError, TypeError) as error:
            return web.json_response({"ok": False, "reason": "bad_input", "detail": repr(error)}, status=400)

    async def _move_clock(self, request: web.Request) -> web.Response:
        """Move to a moment (`to`, ISO 8601) or a step further (`by`), and answer when all that was due is done."""
        _check_page(request)
        try:
            given = await request.json()
            to = datetime.fromisoformat(given["to"]) if "to" in given else later(self._world.now(), given["by"])
            await self._mover.move(to)
        except (ValueError, LookupError, TypeError) as error:
            return web.json_response({"ok": False, "reason": "bad_input", "detail": repr(error)}, status=400)
        return web.json_response({"ok": True, "now": milliseconds(self._world.now())})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        async with self._changes() as changes:
            with suppress(ConnectionResetError, ClientConnectionError):  # the page was closed
                await self._pour(stream, changes)
        return stream

    async def _pour(self, stream: web.StreamResponse, changes: asyncio.Queue[Json]) -> None:
        """Everything first, then every change; an overrun page is cut off and comes back for everything."""
        await _write(stream, self._world.snapshot())
        while not self._closing.is_set() and changes.qsize() < MAX_BEHIND:
            try:
                async with asyncio.timeout(PULSE):
                    change = await changes.get()
            except TimeoutError:
                await stream.write(b": still here\n\n")
            else:
                if change:
                    await _write(stream, change)

    @asynccontextmanager
    async def _changes(self) -> AsyncIterator[asyncio.Queue[Json]]:
        changes: asyncio.Queue[Json] = asyncio.Queue()
        stop = self._world.listen(changes.put_nowait)
        waker = asyncio.create_task(self._wake(changes))
        try:
            yield changes
        finally:
            stop()
            waker.cancel()

    async def _wake(self, changes: asyncio.Queue[Json]) -> None:
        await self._closing.wait()
        changes.put_nowait({})


def _check_page(request: web.Request) -> None:
    if request.headers.get(HEADER) != "1":
        raise web.HTTPForbidden(text=f"{HEADER}: 1 is missing")


async def _write(stream: web.StreamResponse, change: Json) -> None:
    await stream.write(b"data: " + json.dumps(change, ensure_ascii=False).encode() + b"\n\n")
