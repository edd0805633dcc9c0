"""The Bot API calls of the outbox, as every message of ours is made: HTML, no link previews."""

from dataclasses import dataclass
from typing import TypedDict

import telegram
from telegram.constants import ParseMode

from bot.inbound import native_poll
from bot.outgoing import Drawn, PollForm
from bot.store.outbox_rows import Claim
from bot.store.vote_rows import NativePoll

GENERAL = 1
"""The general topic of a forum; Telegram refuses it by number (bot-api#798)."""

_NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)
_PICTURE, _CALENDAR = "picture.png", "buurtvonk.ics"


class _Where(TypedDict):
    """What a message has, with or without a file."""

    message_thread_id: int | None
    reply_markup: telegram.InlineKeyboardMarkup | None
    reply_parameters: telegram.ReplyParameters | None
    parse_mode: str


@dataclass(frozen=True)
class Posted:
    """A message as Telegram took it: its id, and the poll it is."""

    id: int
    poll: NativePoll | None = None


async def send(bot: telegram.Bot, held: Claim, drawn: Drawn, *, thread: int) -> Posted:
    """Post a message; in the general topic when `thread` is 0 or 1.

    Raises:
        TelegramError: Whatever went wrong; `outcome_of` judges it.
    """
    where: _Where = {
        "message_thread_id": thread if thread > GENERAL else None,
        "reply_markup": markup_of(drawn),
        "reply_parameters": _answering(held.reply_to),
        "parse_mode": ParseMode.HTML,
    }
    if drawn.picture:
        photo = await bot.send_photo(held.chat, drawn.picture, drawn.text, filename=_PICTURE, **where)
        return Posted(photo.message_id)
    if drawn.document:
        file = await bot.send_document(held.chat, drawn.document, drawn.text, filename=_CALENDAR, **where)
        return Posted(file.message_id)
    if drawn.poll:
        return await _ask(bot, held, drawn, drawn.poll, where)
    message = await bot.send_message(held.chat, drawn.text, link_preview_options=_NO_PREVIEW, **where)
    return Posted(message.message_id)


async def _ask(bot: telegram.Bot, held: Claim, drawn: Drawn, poll: PollForm, where: _Where) -> Posted:
    """Post a poll. Members add options only where names are shown: elsewhere Telegram lets nobody."""
    asked = await bot.send_poll(
        held.chat,
        poll.question,
        poll.options,
        is_anonymous=not poll.named,
        allows_multiple_answers=poll.several,
        allow_adding_options=poll.named and poll.several,
        hide_results_until_closes=poll.hides,
        close_date=poll.closes_at,
        description=drawn.text,
        description_parse_mode=ParseMode.HTML,
        message_thread_id=where["message_thread_id"],
        reply_markup=where["reply_markup"],
        reply_parameters=where["reply_parameters"],
    )
    return Posted(asked.message_id, native_poll(asked.poll) if asked.poll is not None else None)


async def stop(bot: telegram.Bot, chat: int, message_id: int) -> NativePoll:
    """Close a poll for good and return what it counted; raises as `send`, also when it was closed before."""
    return native_poll(await bot.stop_poll(chat, message_id))


async def keep_buttons(bot: telegram.Bot, chat: int, message_id: int, drawn: Drawn) -> None:
    """Give a poll, whose words never change, the buttons it was sent with; raises as `edit`."""
    await bot.edit_message_reply_markup(chat, message_id, reply_markup=markup_of(drawn))


def _answering(message_id: int | None) -> telegram.ReplyParameters | None:
    return None if message_id is None else telegram.ReplyParameters(message_id, allow_sending_without_reply=True)


async def edit(bot: telegram.Bot, chat: int, message_id: int, drawn: Drawn) -> None:
    """Change a message to these words and buttons; raises as `send`, also when it already shows them."""
    await bot.edit_message_text(
        drawn.text,
        chat_id=chat,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=markup_of(drawn),
    )


async def edit_caption(bot: telegram.Bot, chat: int, message_id: int, drawn: Drawn) -> None:
    """Change the words under a picture or a file to these; raises as `edit`, and for a message without one."""
    await bot.edit_message_caption(
        chat, message_id, caption=drawn.text, parse_mode=ParseMode.HTML, reply_markup=markup_of(drawn)
    )


async def delete(bot: telegram.Bot, chat: int, message_id: int) -> None:
    """Take a message away; raises as `send`, also when it is not there."""
    await bot.delete_message(chat, message_id)


def markup_of(drawn: Drawn) -> telegram.InlineKeyboardMarkup | None:
    """Return the buttons as Telegram gets them, None when there are none."""
    if not drawn.keyboard:
        return None
    rows = [
        [telegram.InlineKeyboardButton(button.label, callback_data=button.data, url=button.url) for button in row]
        for row in drawn.keyboard
    ]
    return telegram.InlineKeyboardMarkup(rows)
