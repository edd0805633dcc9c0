"""`buurtvonk check`: settings, database, token, rights and texts; what is wrong and what to do about it."""

import sys

import telegram
from telegram.error import InvalidToken, TelegramError

from bot import clock
from bot.codes import BAD_INPUT, DONE
from bot.config import Settings
from bot.outbox.request import AiohttpRequest
from bot.store.errors import StoreError
from bot.store.sqlite import SqliteStore
from bot.texts import Texts
from flows.catalogue import FLOWS


async def run(settings: Settings) -> int:
    """Look at everything, say a line about each on standard output, and return the exit code."""
    texts = Texts.load()
    found = [_flows(), await _database(settings), *await _telegram(settings)]
    for _, key, values in found:
        sys.stdout.write(texts.plain(settings.language, f"settings.{key}", **values) + "\n")
    return DONE if all(fine for fine, _, _ in found) else BAD_INPUT


_Found = tuple[bool, str, dict[str, object]]


def _flows() -> _Found:
    return True, "check.flows", {"n": len(FLOWS)}  # each was examined when it was loaded


async def _database(settings: Settings) -> _Found:
    try:
        store = await SqliteStore.open(settings.database, clock.now)
    except StoreError as error:
        return False, f"store.{error.key}", dict(error.values)
    await store.close()
    return True, "check.database", {"path": str(settings.database)}


async def _telegram(settings: Settings) -> list[_Found]:
    if settings.token is None:
        return [(True, "check.no_token", {})]
    token, request = settings.token.get_secret_value(), AiohttpRequest()
    bot = telegram.Bot(token, base_url=f"{settings.api_url}/bot", request=request, get_updates_request=request)
    try:
        await bot.initialize()
        return [(True, "check.token", {"name": bot.username}), *_rights(bot)]
    except InvalidToken:
        return [(False, "polling.token_refused", {})]
    except TelegramError as error:
        return [(False, "check.out_of_reach", {"api": settings.api_url, "error": type(error).__name__})]
    finally:
        await request.shutdown()  # the bot closes it only when Telegram knew the token


def _rights(bot: telegram.Bot) -> list[_Found]:
    me = bot.bot
    groups: _Found = (bool(me.can_join_groups), "check.joins_groups" if me.can_join_groups else "check.no_groups", {})
    privacy: _Found = (True, "check.privacy_off" if me.can_read_all_group_messages else "check.privacy_on", {})
    return [groups, privacy]
