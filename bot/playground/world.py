"""What people can do in the playground. Tests and the page act through these methods."""

from typing import Any

from bot.clock import Clock
from bot.playground.entities import plain
from bot.playground.errors import ActError
from bot.playground.model import ADMINS, Chat, Json, Message, Press, User
from bot.playground.payloads import unix, user_json
from bot.playground.places import MAX_NAME
from bot.playground.state import FIRST_SUPERGROUP, Rules
from bot.playground.voting import Voting

MAX_TYPED = 4096  # a messenger cuts longer texts into several messages


class World(Voting):
    """The playground: people, their chats, and one bot.

    Args:
        now: the clock.
        rules: limits and privacy.
        bot: the bot's own user.
    """

    def __init__(self, now: Clock, *, rules: Rules | None = None, bot: User | None = None) -> None:
        me = bot or User(7_000_000_001, "Buurtvonk", "buurtvonk_bot", is_bot=True)
        super().__init__(now, me, rules or Rules())

    def say(self, chat_id: int, person_id: int, text: str, reply_to: int | None = None, **more: Any) -> list[Message]:
        """Write as a person; a text over 4096 characters becomes several messages, as in a real messenger.

        Args:
            chat_id: where.
            person_id: who.
            text: what, as typed.
            reply_to: the message this answers.
            more: `channel` (title: write as that channel) or `topic` (a forum topic).
        """
        chat = self._writable(chat_id, person_id)
        if not text.strip():
            raise ActError("empty_text")
        if reply_to is not None and reply_to not in chat.messages:
            raise ActError("no_such_message")
        sender_chat = self._disguise(chat, person_id, str(more.get("channel") or ""))
        posted = []
        for start in range(0, len(text), MAX_TYPED):
            part, entities = plain(text[start : start + MAX_TYPED])
            if part:
                content: Json = {"text": part, "entities": entities, "reply_to": reply_to, "sender_chat": sender_chat}
                posted.append(self.post(chat, person_id, thread=int(more.get("topic") or 0), **content))
        return posted

    def _writable(self, chat_id: int, person_id: int) -> Chat:
        """A chat in which this person may write; whoever writes to the bot in private has started it."""
        chat, person = self.chat_for(chat_id, person_id), self.person(person_id)
        if chat.is_channel and chat.status_of(person_id) not in ADMINS:
            raise ActError("admins_only")
        person.started = person.started or chat.is_private
        return chat

    def _disguise(self, chat: Chat, person_id: int, channel: str) -> Json:
        """The chat a message is sent as: nothing, the group itself for an anonymous admin, or a channel."""
        if channel:
            if not chat.is_supergroup:
                raise ActError("supergroup_only")
            number = sum(map(ord, channel))
            return {"id": FIRST_SUPERGROUP - 10_000_000 - number, "type": "channel", "title": channel[:MAX_NAME]}
        member = chat.members.get(person_id)
        if member is not None and member.anonymous:
            return {"id": chat.id, "type": chat.type, "title": chat.title}
        return {}

    def start_in_group(self, chat_id: int, person_id: int, payload: str) -> None:
        """Follow a link `?startgroup=payload`: the bot comes into the group, and hears the payload there."""
        chat = self.chat_for(chat_id, person_id)
        if not chat.has(self.bot.id):
            self.add_bot(chat_id, person_id)
        if payload:
            self.say(chat_id, person_id, f"/start@{self.bot.username} {payload}")

    def rewrite(self, chat_id: int, person_id: int, message_id: int, text: str) -> None:
        """A person edits their own message."""
        message = self.chat_for(chat_id, person_id).messages.get(message_id)
        if message is None or message.sender_id != person_id or message.service or not text.strip():
            raise ActError("no_such_message")
        message.text, message.entities = plain(text[:MAX_TYPED])
        message.edited_at = self.now()
        self.edited(message)

    def press(self, chat_id: int, person_id: int, message_id: int, button: str | int) -> Press:
        """Tap a button, named by its callback data or its index counted through the rows."""
        chat = self.chat_for(chat_id, person_id)
        message = chat.messages.get(message_id)
        if message is None:
            raise ActError("no_such_message")
        buttons = [one for row in message.markup.get("inline_keyboard", ()) for one in row]
        data = [str(one.get("callback_data", "")) for one in buttons]
        wanted = data[button] if isinstance(button, int) and 0 <= button < len(data) else button
        if not wanted or wanted not in data:
            raise ActError("no_such_button")
        press = Press(str(9_000_000_000 + next(self.numbers)), person_id, chat_id, message_id, str(wanted), self.now())
        self.presses[press.id] = press
        self.updates.add("callback_query", self._query_json(press, message), chat.id)
        return press

    def forward(self, chat_id: int, person_id: int, message_id: int, to: int) -> Message:
        """Pass a message on to another chat, without its buttons; a poll stays the same poll."""
        chat, target = self.chat_for(chat_id, person_id), self._writable(to, person_id)
        message = chat.messages.get(message_id)
        if message is None or message.service:
            raise ActError("no_such_message")
        copied = {name: getattr(message, name) for name in ("text", "entities", "document", "photo", "poll")}
        return self.post(target, person_id, **copied, origin=message.origin or self._origin(chat, message))

    def _origin(self, chat: Chat, message: Message) -> Json:
        when = {"date": unix(message.sent_at)}
        if chat.is_channel:
            return {"type": "channel", "chat": message.sender_chat, "message_id": message.id, **when}
        if message.sender_chat:
            return {"type": "chat", "sender_chat": message.sender_chat, **when}
        return {"type": "user", "sender_user": user_json(self.users[message.sender_id]), **when}

    def _query_json(self, press: Press, message: Message) -> Json:
        return {
            "id": press.id,
            "from": user_json(self.users[press.user_id]),
            "message": self.json_of(message),
            "chat_instance": str(abs(press.chat_id) * 31),
            "data": press.data,
        }

    def set_hint(self, chat_id: int, hint: Json | None) -> None:
        """Tell the page which step is open in a chat: {"step": "q2_3", "item": "Kinesitherapie"}, None for none."""
        self.hints[chat_id] = hint or {}
        self.tell("hint", chat=chat_id, hint=hint or None)
