"""Everything put together: the one place that knows which parts there are."""

import asyncio
import json
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import telegram
from telegram.error import InvalidToken, NetworkError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot import clock, rooms
from bot.catching_up import caught_up
from bot.clock import Clock
from bot.config import Settings
from bot.desk import Decision, Desk
from bot.dispatch import Aftermath, Border, Dispatcher
from bot.drawing import Drawing
from bot.events import Where
from bot.inbound import parse
from bot.inbox import Lanes
from bot.keyboards import Codec
from bot.outbox.budget import Limit, Limits
from bot.outbox.presses import Presses
from bot.outbox.request import AiohttpRequest
from bot.outbox.sender import Sender
from bot.outbox.surroundings import Surroundings, Times, Trouble
from bot.poll_news import of_poll
from bot.polling import LONG_POLL, Polling, TokenRefused, polled
from bot.reminders import Ticker, Ticking
from bot.running import post_cards_anew
from bot.status import is_admin, is_member, standing
from bot.store.chat_rows import setting
from bot.store.outbox_purge import tidy
from bot.store.run_rows import Runs
from bot.store.sqlite import SqliteStore
from bot.texts import Texts

log = logging.getLogger(__name__)

LIKE = "👍"
_PURGE_EVERY = 3600.0  # seconds; what is old enough to go can wait an hour
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between tries to reach Telegram at the start

Opened = Callable[[Desk, Where, Decision], None]
Follows = Callable[[Callable[[], Awaitable[datetime | None]]], Callable[[], None]]
"""Takes what catches up after each move of the clock, and returns what ends that."""


NO_LIMIT = Limit(1000.0, 1000)
UNLIMITED = Limits(NO_LIMIT, NO_LIMIT, NO_LIMIT)
"""For a server on this machine that does not mind."""


@dataclass(frozen=True, kw_only=True)
class Extras:
    """What only the playground and tests ask for.

    Attributes:
        opened: Hears of every decision.
        limits: How much may be said; Telegram's limits unless told otherwise.
        clock: Tells the time.
        follows: Of a clock that can be moved.
    """

    opened: Opened | None = None
    limits: Limits = field(default_factory=Limits)
    clock: Clock = clock.now
    follows: Follows = lambda _: lambda: None


async def run_bot(settings: Settings, stop: asyncio.Event, extras: Extras | None = None) -> None:
    """Run the bot until `stop` is set.

    Args:
        settings: With a token.
        stop: Set to end; what is in hand is finished first.
        extras: What the playground asks for beside it.

    Raises:
        TokenRefused: Telegram does not know the token.
        StoreInUse, StoreUnusable, StoreFromTheFuture: The database can't be used.
    """
    extras = extras or Extras()
    async with AsyncExitStack() as stack:
        store = await SqliteStore.open(settings.database, extras.clock)
        stack.push_async_callback(store.close)
        bot = _speaking(settings, stack)
        if not await _is_reached(bot, stop):
            return
        stack.push_async_callback(bot.shutdown)
        running = await stack.enter_async_context(_assembled(settings, store, bot, extras))
        await running.until(stop)


@dataclass(frozen=True)
class _Running:
    """The bot, assembled; `intake` brings updates in until it is cancelled."""

    intake: Callable[[], Any]
    lanes: Lanes
    store: SqliteStore
    clock: Clock

    async def until(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, or until the intake fails for good."""
        tasks = [asyncio.ensure_future(work) for work in (self.intake(), stop.wait(), self._keep_tidy())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.lanes.drain()

    async def _keep_tidy(self) -> None:
        while True:
            forgotten = [await self.store.write(job, self.clock()) for job in (*rooms.TIDY, tidy)]
            if any(forgotten):
                while await self.store.write(tidy, self.clock()):
                    pass
                await self.store.checkpoint()  # so that what was erased is gone from the disk too
            await asyncio.sleep(_PURGE_EVERY)


def _speaking(settings: Settings, stack: AsyncExitStack) -> telegram.Bot:
    """Return the bot; its connections are closed with `stack`, also when Telegram never knew it."""
    assert settings.token is not None  # noqa: S101 the command line asks for one
    calls, polls = AiohttpRequest(), AiohttpRequest(read_timeout=LONG_POLL + 10.0)
    for request in (calls, polls):
        stack.push_async_callback(request.shutdown)
    return telegram.Bot(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=calls,
        get_updates_request=polls,
    )


async def _is_reached(bot: telegram.Bot, stop: asyncio.Event) -> bool:
    """Say whether Telegram knows the bot; a network that is not there yet is waited for. False: stopped before.

    Raises:
        TokenRefused: Telegram does not know the token.
    """
    pause = _FIRST_PAUSE
    while not stop.is_set():
        try:
            await bot.initialize()
        except InvalidToken:
            raise TokenRefused from None  # the text and the cause hold the token
        except NetworkError as error:
            log.warning("Telegram is out of reach", extra={"action": "not_reached", "error": type(error).__name__})
            await _pause_or_stop(stop, pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return True
    return False


async def _pause_or_stop(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


@asynccontextmanager
async def _assembled(
    settings: Settings, store: SqliteStore, bot: telegram.Bot, extras: Extras
) -> AsyncIterator[_Running]:
    desk = await _desk(settings, store, bot, extras.clock)
    drawing = Drawing(desk, store, partial(standing, bot, store))
    on_trouble = partial(_in_trouble, desk, store)
    on_poll = partial(of_poll, desk, store, lambda groups: sender.wake(*groups))
    given = Surroundings(
        store=store,
        bot=bot,
        draw=drawing,
        limits=extras.limits,
        on_trouble=on_trouble,
        on_poll=on_poll,
        clock=extras.clock,
        times=Times(edit_pause=0.5),  # counts wait by themselves; the next question should not
    )
    sender: Sender = Sender(given)
    presses = Presses(bot)
    after = Aftermath(
        answer=lambda query, text, loud: presses.answer(query, text, alert=loud),
        like=lambda chat, message: presses.react(chat, message, LIKE),
        wake=sender.wake,
        opened=extras.opened,
    )
    border = Border(
        partial(parse, bot_id=desk.bot_id, bot_name=desk.bot_name), partial(is_admin, bot), partial(is_member, bot)
    )
    ticker = Ticker(Ticking(store, desk, rooms.DUE, partial(_after_a_plan, desk, sender)))
    lanes = Lanes(store, Dispatcher(desk, store, border, after).handle, desk.clock)
    await sender.start()
    stay_behind = extras.follows(partial(_catch_up, desk, store, sender, ticker))
    beside = [asyncio.ensure_future(work) for work in (_name_commands(bot, desk.texts), ticker.run())]
    try:
        async with _intake(settings, store, lanes, bot, desk.clock) as intake:
            yield _Running(intake, lanes, store, desk.clock)
    finally:
        stay_behind()
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await sender.stop()
        await presses.close()


async def _catch_up(desk: Desk, store: SqliteStore, sender: Sender, ticker: Ticker) -> datetime | None:
    ticker.wake()
    sender.wake()
    return await caught_up(store, desk.clock)


def _after_a_plan(desk: Desk, sender: Sender, decision: Decision) -> None:
    if decision.kept is not None:
        desk.runs.keep(decision.kept)
    sender.wake(*decision.groups)


async def _in_trouble(desk: Desk, store: SqliteStore, group: int, trouble: Trouble) -> None:
    """Hear of trouble with sending: cards that stayed behind are posted again, the rest is for whoever watches."""
    log.warning("sending met trouble", extra={"action": f"trouble_{trouble}", "group": group})
    if trouble == "migrated":
        for act in (post_cards_anew, *rooms.MOVED):
            await store.write(act, desk, group)


async def _desk(settings: Settings, store: SqliteStore, bot: telegram.Bot, tells: Clock) -> Desk:
    secret = await store.write(setting, "button_secret", secrets.token_hex(32))
    return Desk(
        texts=Texts.load(),
        codec=Codec(bytes.fromhex(secret)),
        runs=Runs(),
        clock=tells,
        bot_id=bot.id,
        bot_name=bot.username,
        language=settings.language,
        time_zone=settings.time_zone,
    )


@asynccontextmanager
async def _intake(
    settings: Settings, store: SqliteStore, lanes: Lanes, bot: telegram.Bot, tells: Clock
) -> AsyncIterator[Callable[[], Any]]:
    """Yield what brings updates in: long polling, or a web server that waits for them."""
    call = partial(_call, bot)
    if settings.listen is None:
        yield partial(polled, Polling(call, lanes, tells), lanes)
        return
    from bot.listening import listening  # noqa: PLC0415 a bot that only asks starts without a web server

    async with listening(settings, store, lanes, call) as intake:
        yield intake


async def _call(bot: telegram.Bot, method: str, params: Mapping[str, Any]) -> Any:
    """Call a method and return its result unparsed: what the library can't read must not stop the rest."""
    request = bot._request[0] if method == "getUpdates" else bot._request[1]  # noqa: SLF001 the library offers no raw call
    given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    url = f"{bot.base_url}/{method}"
    return await request.post(url, RequestData([RequestParameter(name, value, None) for name, value in given.items()]))


async def _name_commands(bot: telegram.Bot, texts: Texts) -> None:
    """Tell Telegram the commands, so that its menus offer them; nothing depends on it."""
    for language in texts.languages:
        commands = [tuple(line.split(" - ", 1)) for line in texts.plain(language, "commands.list").splitlines()]
        code = None if language == texts.languages[0] else language
        try:
            await bot.set_my_commands(
                [telegram.BotCommand(name, about) for name, about in commands], language_code=code
            )
        except telegram.error.TelegramError as error:
            log.warning("commands not named", extra={"action": "commands_not_named", "error": type(error).__name__})
