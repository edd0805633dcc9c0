"""How the bot stands in a chat: what it can read, what it may do, and what to do when something is missing."""

import telegram
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, TelegramError

from bot.cards import Words
from bot.outgoing import ChatLook, Drawn
from bot.store import Store
from bot.store.chat_rows import tg_id_of

_OUT = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
_ADMINS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


async def is_admin(bot: telegram.Bot, chat: int, person: int) -> bool:
    """Say whether a person is an admin of a chat now; False when it can't be known."""
    try:
        member = await bot.get_chat_member(chat, person)
    except TelegramError:
        return False
    return member.status in _ADMINS


async def is_member(bot: telegram.Bot, chat: int, person: int) -> bool:
    """Say whether a person is in a chat now; of a stranger Telegram knows nothing, and when it is silent they count."""
    try:
        member = await bot.get_chat_member(chat, person)
    except BadRequest:
        return False
    except TelegramError:
        return True
    return bool(getattr(member, "is_member", member.status not in _OUT))


async def standing(bot: telegram.Bot, store: Store, look: ChatLook, words: Words) -> Drawn:
    """Return what the bot can and can't do in a chat, each shortcoming with its remedy."""
    lines = [words.html("commands.status.alive")]
    if look.kind == "group":
        lines += await _in_group(bot, await tg_id_of(store, look.group), words)
    return Drawn("\n".join(lines))


async def _in_group(bot: telegram.Bot, chat: int, words: Words) -> list[str]:
    try:
        me = await bot.get_chat_member(chat, bot.id)
        seen = await bot.get_chat(chat)
    except TelegramError:
        return [words.html("commands.status.unknown")]
    reads_all = me.status in _ADMINS or bool(bot.bot.can_read_all_group_messages)
    lines = [words.html(f"commands.status.{'reads_all' if reads_all else 'reads_replies'}")]
    if me.status not in _ADMINS and seen.permissions is not None and not seen.permissions.can_send_messages:
        lines.append(words.html("commands.status.may_not_write"))
    if seen.slow_mode_delay:
        lines.append(words.html("commands.status.slow_mode"))
    return lines
