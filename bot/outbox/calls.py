"""The Bot API calls of the outbox, as every message of ours is made: HTML, no link previews."""

from typing import TypedDict

import telegram
from telegram.constants import ParseMode

from bot.outgoing import Drawn
from bot.store.outbox_rows import Claim

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


async def send(bot: telegram.Bot, held: Claim, drawn: Drawn, *, thread: int) -> int:
    """Post a message and return its id; in the general topic when `thread` is 0 or 1.

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
        return photo.message_id
    if drawn.document:
        file = await bot.send_document(held.chat, drawn.document, drawn.text, filename=_CALENDAR, **where)
        return file.message_id
    message = await bot.send_message(held.chat, drawn.text, link_preview_options=_NO_PREVIEW, **where)
    return message.message_id


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
