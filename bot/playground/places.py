"""Where people meet: groups and channels, who is in them, and what happens to them."""

from bot.playground.errors import ActError
from bot.playground.model import ADMINS, IN_CHAT, Chat, User
from bot.playground.payloads import user_json
from bot.playground.state import FIRST_CHANNEL, FIRST_GROUP, FIRST_PERSON, FIRST_SUPERGROUP, State

MAX_NAME = 64
_FIRST = {"group": FIRST_GROUP, "supergroup": FIRST_SUPERGROUP, "channel": FIRST_CHANNEL}


class Places(State):
    """People and their chats."""

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
        """A new group or channel; the first person is its creator. `kind` is group, supergroup or channel."""
        title = title.strip()[:MAX_NAME]
        if not title or not people:
            raise ActError("no_name")
        if kind not in _FIRST:
            raise ActError("bad_input")
        chat_id = _FIRST[kind] - sum(chat.type == kind for chat in self.chats.values())
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
        if chat is None or chat.deleted:
            raise ActError("no_such_chat")
        if chat.migrated_to:
            raise ActError("chat_moved")
        is_in = chat.id == person_id if chat.is_private else chat.has(person_id)
        if not is_in:
            raise ActError("not_a_member")
        return chat

    def add_bot(self, chat_id: int, person_id: int) -> None:
        """Add the bot to a group, or to a channel as an admin."""
        self._add(self.chat_for(chat_id, person_id), self.bot.id, person_id)

    def add_member(self, chat_id: int, person_id: int, newcomer: int) -> None:
        """Add a person to a group."""
        self._add(self.chat_for(chat_id, person_id), self.person(newcomer).id, person_id)

    def _add(self, chat: Chat, user_id: int, by: int) -> None:
        if chat.is_private:
            raise ActError("group_only")
        if chat.has(user_id):
            raise ActError("already_a_member")
        if chat.is_channel:
            self.set_status(chat, user_id, "administrator" if user_id == self.bot.id else "member", by)
            return
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

    def allow_polls(self, chat_id: int, person_id: int, *, allowed: bool) -> None:
        """Let members send polls, or not; the bot finds out by trying, or by asking for the chat."""
        chat = self.chat_for(chat_id, person_id)
        if chat.status_of(person_id) not in ADMINS:
            raise ActError("admins_only")
        chat.permissions["can_send_polls"] = allowed
        self.tell("chats", **self.overview())

    def delete_chat(self, chat_id: int, person_id: int) -> None:
        """The creator deletes a group or a channel. The bot is not told: its next call finds out."""
        chat = self.chat_for(chat_id, person_id)
        if chat.status_of(person_id) not in ADMINS:
            raise ActError("admins_only")
        chat.deleted = True
        self.tell("chats", **self.overview())

    def create_topic(self, chat_id: int, name: str) -> int:
        """Open a forum topic in a supergroup; the answer is its thread id."""
        chat = self.chats[chat_id]
        if not chat.is_supergroup:
            raise ActError("supergroup_only")
        chat.topics[chat.last_id + 1] = name
        message = self.post(chat, min(chat.members), service={"forum_topic_created": {"name": name, "icon_color": 0}})
        return message.id
