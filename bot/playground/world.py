"""What people can do in the playground. Tests and the page act through these methods."""

from typing import Any

from bot.clock import Clock
from bot.playground.entities import plain
from bot.playground.errors import ActError
from bot.playground.model import IN_CHAT, Chat, Json, Message, Press, User
from bot.playground.payloads import user_json
from bot.playground.state import FIRST_GROUP, FIRST_PERSON, FIRST_SUPERGROUP, Rules, State

MAX_TYPED = 4096  # a messenger cuts longer texts into several messages
MAX_NAME = 64


class World(State):
    """The playground: people, their chats, and one bot.

    Args:
        now: the clock.
        rules: limits and privacy.
        bot: the bot's own user.
    """

    def __init__(self, now: Clock, *, rules: Rules | None = None, bot: User | None = None) -> None:
        me = bot or User(7_000_000_001, "Buurtvonk", "buurtvonk_bot", is_bot=True)
        super().__init__(now, me, rules or Rules())

    def add_person(self, name: str, language: str = "nl") -> User:
        """A new person, with a private chat that the bot can't use until the person writes there."""
        name = name.strip()[:MAX_NAME]
        if not name:
            raise ActError("no_name")
        number = sum(not user.is_bot for user in self.users.values())
        person = self.users[FIRST_PERSON + number] = User(FIRST_PERSON + number, name, language_code=language)
        self.chats[person.id] = Chat(person.id, "private")
        self.tell("chats", **self.overview())
        return person

    def create_group(self, title: str, people: list[int], *, kind: str = "group") -> Chat:
        """A new group; the first person is its creator. `kind` is group or supergroup."""
        title = title.strip()[:MAX_NAME]
        if not title or not people:
            raise ActError("no_name")
        first, step = (FIRST_SUPERGROUP, -1) if kind == "supergroup" else (FIRST_GROUP, -1)
        chat_id = first + step * sum(chat.type == kind for chat in self.chats.values())
        chat = self.chats[chat_id] = Chat(chat_id, kind, title)
        for number, person in enumerate(people):
            self.set_status(chat, self.person(person).id, "member" if number else "creator", people[0])
        return chat

    def person(self, person_id: int) -> User:
        """A person by id; ActError when there is none."""
        user = self.users.get(person_id)
        if user is None or user.is_bot:
            raise ActError("no_such_person")
        return user

    def chat_for(self, chat_id: int, person_id: int) -> Chat:
        """A chat in which this person may act; ActError otherwise."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise ActError("no_such_chat")
        if chat.migrated_to:
            raise ActError("chat_moved")
        is_in = chat.id == person_id if chat.is_private else chat.has(person_id)
        if not is_in:
            raise ActError("not_a_member")
        return chat

    def say(self, chat_id: int, person_id: int, text: str, reply_to: int | None = None, **more: Any) -> list[Message]:
        """Write as a person; a text over 4096 characters becomes several messages, as in a real messenger.

        Args:
            chat_id: where.
            person_id: who.
            text: what, as typed.
            reply_to: the message this answers.
            more: `channel` (title: write as that channel) or `topic` (a forum topic).
        """
        chat, person = self.chat_for(chat_id, person_id), self.person(person_id)
        if not text.strip():
            raise ActError("empty_text")
        if reply_to is not None and reply_to not in chat.messages:
            raise ActError("no_such_message")
        person.started = person.started or chat.is_private
        sender_chat = self._disguise(chat, person_id, str(more.get("channel") or ""))
        posted = []
        for start in range(0, len(text), MAX_TYPED):
            part, entities = plain(text[start : start + MAX_TYPED])
            if part:
                content: Json = {"text": part, "entities": entities, "reply_to": reply_to, "sender_chat": sender_chat}
                posted.append(self.post(chat, person_id, thread=int(more.get("topic") or 0), **content))
        return posted

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

    def _query_json(self, press: Press, message: Message) -> Json:
        return {
            "id": press.id,
            "from": user_json(self.users[press.user_id]),
            "message": self.json_of(message),
            "chat_instance": str(abs(press.chat_id) * 31),
            "data": press.data,
        }

    def add_bot(self, chat_id: int, person_id: int) -> None:
        """Add the bot to a group."""
        self._add(self.chat_for(chat_id, person_id), self.bot.id, person_id)

    def add_member(self, chat_id: int, person_id: int, newcomer: int) -> None:
        """Add a person to a group."""
        self._add(self.chat_for(chat_id, person_id), self.person(newcomer).id, person_id)

    def _add(self, chat: Chat, user_id: int, by: int) -> None:
        if chat.is_private:
            raise ActError("group_only")
        if chat.has(user_id):
            raise ActError("already_a_member")
        self.set_status(chat, user_id, "member", by)
        self.post(chat, by, service={"new_chat_members": [user_json(self.users[user_id])]})

    def remove_bot(self, chat_id: int, person_id: int) -> None:
        """Remove the bot from a group."""
        self.remove(self.chat_for(chat_id, person_id), self.bot.id, person_id)

    def remove_member(self, chat_id: int, person_id: int, leaver: int) -> None:
        """Remove a person, or leave oneself."""
        self.remove(self.chat_for(chat_id, person_id), self.person(leaver).id, person_id)

    def set_admin(self, chat_id: int, person_id: int, target: int, *, admin: bool = True, hidden: bool = False) -> Chat:
        """Make a member (or the bot) an admin, or an ordinary member again.

        Only a supergroup has anonymous admins: `hidden` upgrades a group first, as the apps do. The answer is the
        chat in which it happened.
        """
        chat = self.chat_for(chat_id, person_id)
        if hidden and chat.type == "group":
            chat = self.migrate(chat_id)
        if not chat.has(target):
            raise ActError("not_a_member")
        status = "administrator" if admin else "member"
        if chat.status_of(target) == "creator":
            status = "creator"
        self.set_status(chat, target, status, person_id, anonymous=admin and hidden)
        return chat

    def rename(self, chat_id: int, person_id: int, title: str) -> None:
        """Give a group another title."""
        chat = self.chat_for(chat_id, person_id)
        if chat.is_private or not title.strip():
            raise ActError("no_name")
        chat.title = title.strip()[:MAX_NAME]
        self.post(chat, person_id, service={"new_chat_title": chat.title})
        self.tell("chats", **self.overview())

    def migrate(self, chat_id: int) -> Chat:
        """Upgrade a group: a new chat with a new id, message ids from 1, and a service message on both sides."""
        old = self.chats[chat_id]
        if old.type != "group" or old.migrated_to:
            raise ActError("group_only")
        number = sum(chat.is_supergroup for chat in self.chats.values())
        new = Chat(FIRST_SUPERGROUP - number, "supergroup", old.title, dict(old.members), dict(old.permissions))
        self.chats[new.id] = new
        creator = next((m.user_id for m in old.members.values() if m.status in IN_CHAT), self.bot.id)
        self.post(old, creator, service={"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self.post(new, creator, service={"migrate_from_chat_id": old.id})
        self.tell("chats", **self.overview())
        return new

    def create_topic(self, chat_id: int, name: str) -> int:
        """Open a forum topic in a supergroup; the answer is its thread id."""
        chat = self.chats[chat_id]
        if not chat.is_supergroup:
            raise ActError("supergroup_only")
        chat.topics[chat.last_id + 1] = name
        message = self.post(chat, min(chat.members), service={"forum_topic_created": {"name": name, "icon_color": 0}})
        return message.id

    def set_hint(self, chat_id: int, hint: Json | None) -> None:
        """Tell the page which step is open in a chat: {"step": "q2_3", "item": "Kinesitherapie"}, None for none."""
        self.hints[chat_id] = hint or {}
        self.tell("hint", chat=chat_id, hint=hint or None)
