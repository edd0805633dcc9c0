"""The border: a raw update becomes an event. The last sight of a Telegram type."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import telegram
from telegram.constants import ChatID, ChatMemberStatus, ChatType

from bot.events import BotMoved, Chose, Departed, Event, PollMoved, Renamed, Tapped, Upgraded, Where, Who, Wrote
from bot.store.chat_rows import ChatKind
from bot.store.vote_rows import NativePoll

_COMMAND = re.compile(r"^/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,32}))?(?:\s+|$)(.*)", re.DOTALL)
_OUT = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
_KINDS: Mapping[str, ChatKind] = {ChatType.PRIVATE: "private", ChatType.CHANNEL: "channel"}
_READ_OF_CARD = frozenset({"message_id", "date", "chat", "message_thread_id", "is_topic_message"})


def parse(raw: str, bot_id: int, bot_name: str) -> Event | None:
    """Read a stored update; None for what the bot does not answer.

    Raises:
        ValueError, KeyError, TypeError: It is no update that this version understands; it goes to quarantine.
    """
    update = telegram.Update.de_json(_without_card(json.loads(raw)), None)
    return read(update, bot_id, bot_name)


def _without_card(update: dict[str, Any]) -> dict[str, Any]:
    """Leave out what stands on the message below a press: nobody reads it, and it takes most of the time to parse."""
    query = update.get("callback_query")
    if not isinstance(query, dict) or not isinstance(message := query.get("message"), dict):
        return update
    kept = {name: value for name, value in message.items() if name in _READ_OF_CARD}
    return {**update, "callback_query": {**query, "message": kept}}


def read(update: telegram.Update, bot_id: int, bot_name: str) -> Event | None:
    """Translate `update`; return None for updates the bot does not answer."""
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.my_chat_member is not None:
        return _moved(update.my_chat_member)
    if update.poll is not None:
        return PollMoved(poll=native_poll(update.poll))
    if update.poll_answer is not None:
        return _chose(update.poll_answer)
    return _said(update, bot_id, bot_name)


def _said(update: telegram.Update, bot_id: int, bot_name: str) -> Event | None:
    if update.message is not None:
        return _message(update.message, bot_id, bot_name)
    if update.edited_message is not None:
        return _edited(update.edited_message, bot_id, bot_name)
    return _posted(update.channel_post, bot_id, bot_name) if update.channel_post is not None else None


def native_poll(poll: telegram.Poll) -> NativePoll:
    """Return what Telegram says of a poll."""
    options = tuple((option.persistent_id, option.text, option.voter_count) for option in poll.options)
    return NativePoll(poll.id, options, poll.total_voter_count)


def _chose(answer: telegram.PollAnswer) -> Event | None:
    voter = answer.voter_chat or answer.user
    if voter is None:
        return None
    return Chose(poll=answer.poll_id, voter=voter.id, chosen=tuple(answer.option_persistent_ids))


def _tapped(query: telegram.CallbackQuery) -> Event | None:
    message = query.message
    if message is None or query.data is None:
        return None
    return Tapped(
        where=_where(message.chat, message),
        who=Who(id=query.from_user.id, language=query.from_user.language_code),
        message_id=message.message_id,
        data=query.data,
        query=query.id,
    )


def _moved(change: telegram.ChatMemberUpdated) -> Event | None:
    who = Who(id=change.from_user.id, language=change.from_user.language_code)
    was_out, is_out = change.old_chat_member.status in _OUT, change.new_chat_member.status in _OUT
    return BotMoved(where=_where(change.chat, None), who=who, present=not is_out, came=was_out and not is_out)


def _message(message: telegram.Message, bot_id: int, bot_name: str) -> Event | None:
    if message.migrate_to_chat_id is not None:
        return Upgraded(old=message.chat.id, new=message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return Upgraded(old=message.migrate_from_chat_id, new=message.chat.id)
    if message.left_chat_member is not None:
        return _departed(message, message.left_chat_member)
    if message.new_chat_title is not None:
        return Renamed(where=_where(message.chat, message), who=Who(id=ChatID.ANONYMOUS_ADMIN))
    who = _who(message)
    if who is None or message.chat.type == ChatType.CHANNEL:
        return None
    return _wrote(message, who, bot_id, bot_name)


def _edited(message: telegram.Message, bot_id: int, bot_name: str) -> Event | None:
    """Read words that were changed; of other changes, such as a place on the map that moves, nothing is told."""
    who = _who(message)
    if who is None or not (message.text or message.caption):
        return None
    found = _wrote(message, who, bot_id, bot_name)
    return replace(found, edited=True) if found is not None else None


def _posted(message: telegram.Message, bot_id: int, bot_name: str) -> Event | None:
    """Read what was posted in a channel, where only admins can: they write as the channel itself."""
    who = Who(id=ChatID.ANONYMOUS_ADMIN, mask="anonymous_admin")
    if message.new_chat_title is not None:
        return Renamed(where=_where(message.chat, message), who=who)
    return _wrote(message, who, bot_id, bot_name)


def _departed(message: telegram.Message, leaver: telegram.User) -> Event | None:
    """Return who left; of ourselves another update tells."""
    return None if leaver.is_bot else Departed(where=_where(message.chat, message), who=Who(id=leaver.id))


def _wrote(message: telegram.Message, who: Who, bot_id: int, bot_name: str) -> Wrote | None:
    text = message.text or message.caption or ""
    if not text and message.effective_attachment is None:
        return None  # a service message: nobody wrote anything
    command, words, names_bot = _command(text, bot_name)
    if command == "":
        return None
    return Wrote(
        where=_where(message.chat, message),
        who=who,
        message_id=message.message_id,
        text=words,
        command=command,
        names_bot=names_bot,
        reply_to=_reply_to(message, bot_id),
    )


def _command(text: str, bot_name: str) -> tuple[str | None, str, bool]:
    """Return command, what follows it, and whether it names us; '' as command for one that is for another bot."""
    found = _COMMAND.match(text)
    if found is None:
        return None, text, False
    name, addressee, rest = found.groups()
    if addressee is not None and addressee.casefold() != bot_name.casefold():
        return "", "", False
    return name.lower(), rest, addressee is not None


def _who(message: telegram.Message) -> Who | None:
    """Return the writer; None for other bots and for what a linked channel forwards by itself."""
    user, sender = message.from_user, message.sender_chat
    if message.is_automatic_forward or user is None:
        return None
    if sender is not None and sender.id == message.chat.id:
        return Who(id=ChatID.ANONYMOUS_ADMIN, mask="anonymous_admin")
    if sender is not None:
        return Who(id=ChatID.FAKE_CHANNEL, mask="channel")
    return None if user.is_bot else Who(id=user.id, language=user.language_code)


def _reply_to(message: telegram.Message, bot_id: int) -> int | None:
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.from_user.id != bot_id:
        return None
    return answered.message_id


def _where(chat: telegram.Chat, message: telegram.MaybeInaccessibleMessage | None) -> Where:
    topic = isinstance(message, telegram.Message) and bool(message.is_topic_message)
    thread = message.message_thread_id if topic and isinstance(message, telegram.Message) else None
    return Where(tg_id=chat.id, kind=_KINDS.get(chat.type, "group"), thread=thread or 0, title=chat.title or "")
