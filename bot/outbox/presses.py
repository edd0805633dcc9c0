"""Small answers that are free and may get lost: the line under a pressed button, a reaction to a message."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import telegram
from telegram.error import BadRequest, TelegramError

log = logging.getLogger(__name__)

MAX_ANSWER = 200
"""Characters Telegram shows after a press."""

_IN_TIME = 10.0  # seconds; after that the press is forgotten on the other side


class Presses:
    """Answers on their way; never repeated, for by then they are too late.

    Args:
        bot: Who answers.
    """

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot
        self._on_their_way: set[asyncio.Task[None]] = set()

    def answer(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a pressed button, with a line or (`alert`) a box, cut at MAX_ANSWER characters; without waiting."""
        shown = text if len(text) <= MAX_ANSWER else f"{text[: MAX_ANSWER - 1]}…"
        call = self._bot.answer_callback_query(query_id, shown or None, show_alert=alert, read_timeout=_IN_TIME)
        self._begin(call)

    def react(self, chat: int, message_id: int, emoji: str) -> None:
        """Put an emoji to a message, where the chat allows it; without waiting."""
        self._begin(self._bot.set_message_reaction(chat, message_id, emoji, read_timeout=_IN_TIME))

    async def close(self) -> None:
        """Wait for what is on its way, at most as long as a call takes."""
        if self._on_their_way:
            await asyncio.wait(self._on_their_way)

    def _begin(self, call: Coroutine[Any, Any, bool]) -> None:
        task = asyncio.create_task(_best_effort(call))
        self._on_their_way.add(task)
        task.add_done_callback(self._on_their_way.discard)


async def _best_effort(call: Coroutine[Any, Any, bool]) -> None:
    try:
        await call
    except BadRequest:
        log.debug("too late or not allowed")
    except TelegramError as error:
        log.info("small answer lost", extra={"error": type(error).__name__})
