"""Starts the playground on this machine: the Bot API server, the page, and a first group."""

import secrets
import tomllib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from aiohttp import web

from bot import clock
from bot.clock import Clock
from bot.playground.botapi import BotApi
from bot.playground.control import Control
from bot.playground.delivery import Delivery
from bot.playground.moving import MovableClock, Mover
from bot.playground.sending import MAX_UPLOAD
from bot.playground.settings import LOOPBACK
from bot.playground.state import Rules
from bot.playground.world import World

LANGUAGES = ("nl", "en")
GROUP = "Onze buurt"
PEOPLE = ("An", "Bert", "Fatma", "Jef")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Running:
    """A playground that is running.

    Attributes:
        api_url: the base of its Bot API; a bot adds /bot<token>/<method>.
        page_url: the page, for a browser.
        token: the bot's token here.
        world: what people do and see, for tests and the composition root.
        clock: the time there; a bot that follows it can be tried for a month in a minute.
        mover: moves that clock.
    """

    api_url: str
    page_url: str
    token: str
    world: World
    clock: MovableClock
    mover: Mover
    _runner: web.AppRunner
    _api: BotApi
    _control: Control
    _delivery: Delivery

    async def close(self) -> None:
        """Stop serving; the world is forgotten."""
        self._api.close()
        self._control.close()
        self.mover.close()
        await self._delivery.close()
        await self._runner.cleanup()


async def serve(
    port: int = 0, *, token: str | None = None, rules: Rules | None = None, now: Clock = clock.now
) -> Running:
    """Start on 127.0.0.1 with one group of four; the bot is not in it yet.

    Args:
        port: 0 takes a free one.
        token: the bot's token; one of chance when None.
        rules: limits and privacy mode.
        now: the clock it begins with.

    Raises:
        OSError: the port is taken.
    """
    world = first_world(World(tells := MovableClock(now), rules=rules))
    token = token or f"{world.bot.id}:{secrets.token_urlsafe(26)}"
    mover = Mover(world, tells)
    api, control, delivery = BotApi(world, token), Control(world, mover), Delivery(world)
    app = web.Application(client_max_size=MAX_UPLOAD + 1024 * 1024, middlewares=[_local_only])
    app.add_routes([*api.routes(), *control.routes(), *_page_routes()])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    delivery.start()
    mover.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return Running(url, f"{url}/", token, world, tells, mover, runner, api, control, delivery)


def first_world(world: World) -> World:
    """Four neighbours and their group."""
    people = [world.add_person(name).id for name in PEOPLE]
    world.create_group(GROUP, people)
    return world


@web.middleware
async def _local_only(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse names that only seem local: another site's name may point to this machine."""
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        raise web.HTTPForbidden(text="127.0.0.1 only")
    return await handler(request)


def _page_routes() -> list[web.RouteDef]:
    return [
        web.get("/", _page_file),
        web.get("/playground/words/{language}", _words),
        web.get("/page/{name}", _page_file),
    ]


async def _page_file(request: web.Request) -> web.Response:
    """A file of the page; only what lies in that one folder, by its own name."""
    name = request.match_info.get("name", "index.html")
    folder = files("bot.playground") / "page"
    found = next((entry for entry in folder.iterdir() if entry.name == name), None)
    if found is None:
        raise web.HTTPNotFound
    headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    return web.Response(text=found.read_text("utf-8"), content_type=_TYPES[PurePosixPath(name).suffix], headers=headers)


async def _words(request: web.Request) -> web.Response:
    """The page's words and the example, in one language."""
    language = request.match_info["language"]
    if language not in LANGUAGES:
        raise web.HTTPNotFound
    words = (files("locales") / language / "playground.toml").read_text("utf-8")
    example = (files("bot.playground") / f"example.{language}.toml").read_text("utf-8")
    return web.json_response({"words": tomllib.loads(words), "example": tomllib.loads(example)})
