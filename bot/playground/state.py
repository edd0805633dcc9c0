"""The state of the playground, and the few changes everything else is made of."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from math import ceil
from typing import Any

from bot.clock import Clock
from bot.playground.errors import ActError, bad_request, too_many
from bot.playground.faults import Faults
from bot.playground.model import ADMINS, Call, Chat, Json, Member, Message, Press, User
from bot.playground.payloads import chat_json, member_json, message_json, poll_view, unix, user_json
from bot.playground.poll import Poll
from bot.playground.updates import UpdateQueue

MINUTE = timedelta(seconds=60)
FIRST_PERSON = 5_000_000_001  # real ids no longer fit in 32 bits
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001
FIRST_CHANNEL = -1_003_000_000_001

Listener = Callable[[Json], None]
"""Is told every change, as the page shows it."""


def milliseconds(moment: datetime) -> int:
    """A moment as a browser counts it."""
    return round(moment.timestamp() * 1000)


@dataclass(frozen=True)
class Rules:
    """What Telegram would decide.

    Attributes:
        group_limit: sends and edits per group per 60 s; None for no limit.
        privacy: whether privacy mode is on.
        answer_within: seconds in which a press must be answered.
    """

    group_limit: int | None = 20
    privacy: bool = True
    answer_within: float = 15.0


class State:
    """Users, chats, messages, presses, the queue of updates and the ledger of calls.

    Args:
        now: the clock.
        bot: the bot's own user.
        rules: limits and privacy.
    """

    def __init__(self, now: Clock, bot: User, rules: Rules) -> None:
        self.now = now
        self.bot = bot
        self.rules = rules
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.polls: dict[str, Poll] = {}
        self.files: dict[str, tuple[str, str, bytes]] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.hints: dict[int, Json] = {}
        self.ledger: list[Call] = []
        self.updates = UpdateQueue(now)
        self.faults = Faults()
        self.numbers = count(1)
        self._listeners: list[Listener] = []
        self._last_id = 0

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change; the answer stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, kind: str, **what: Any) -> None:
        """Tell the page."""
        for listener in tuple(self._listeners):
            listener({"type": kind, **what})

    def post(self, chat: Chat, sender: int, **content: Any) -> Message:
        """Put a message in a chat, show it, and let the bot have it if it may."""
        if chat.is_channel:
            content["sender_chat"] = chat_json(chat, self.users)
        message = Message(self._next_id(chat), chat.id, sender, self.now(), **content)
        chat.messages[message.id] = message
        self.show(message)
        if sender != self.bot.id and self._reaches_bot(chat, message):
            self.updates.add("channel_post" if chat.is_channel else "message", self.json_of(message), chat.id)
        return message

    def edited(self, message: Message) -> None:
        """A person changed a message: the bot hears of it as it heard of the message."""
        self.show(message)
        chat = self.chats[message.chat_id]
        if self._reaches_bot(chat, message):
            kind = "edited_channel_post" if chat.is_channel else "edited_message"
            self.updates.add(kind, self.json_of(message), chat.id)

    def _next_id(self, chat: Chat) -> int:
        """Supergroups and channels count their own messages; all other chats of a bot share one count."""
        if chat.is_supergroup or chat.is_channel:
            chat.last_id += 1
            return chat.last_id
        self._last_id += 1
        chat.last_id = self._last_id
        return self._last_id

    def _reaches_bot(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: what is not for the bot does not reach it."""
        if chat.is_private:
            return True
        if not chat.has(self.bot.id):
            return bool(message.service.get("left_chat_member", {}).get("id") == self.bot.id)
        if message.service or not self.rules.privacy or chat.status_of(self.bot.id) in ADMINS:
            return True
        return self._is_reply_to_bot(chat, message) or self._is_command_for_bot(message)

    def _is_reply_to_bot(self, chat: Chat, message: Message) -> bool:
        answered = chat.messages.get(message.reply_to or 0)
        return answered is not None and answered.sender_id == self.bot.id

    def _is_command_for_bot(self, message: Message) -> bool:
        if not any(e["type"] == "bot_command" and e["offset"] == 0 for e in message.entities):
            return False
        command, _, name = message.text.split(maxsplit=1)[0].partition("@")
        return bool(command) and name.lower() in ("", self.bot.username.lower())

    def json_of(self, message: Message) -> Json:
        """The Bot API's Message."""
        return message_json(message, self.chats[message.chat_id], self.users)

    def view_of(self, message: Message) -> Json:
        """The message as the page gets it: the Bot API's shape, and what only people see."""
        asks = bool(message.markup.get("force_reply"))
        more = {"reactions": message.reactions, "by": message.sender_id, "asks_reply": asks}
        ballot = poll_view(message.poll) if message.poll is not None else None
        return {**self.json_of(message), **more, "ballot": ballot}

    def show(self, message: Message) -> None:
        """Show a new or changed message on the page."""
        self.tell("message", chat=message.chat_id, message=self.view_of(message))

    def set_status(self, chat: Chat, user_id: int, status: str, by: int, *, anonymous: bool = False) -> None:
        """Change someone's place in a chat, and tell the bot what it may know."""
        user = self.users[user_id]
        before = chat.members.get(user_id, Member(user_id, "left"))
        after = chat.members[user_id] = Member(user_id, status, anonymous)
        kind = "my_chat_member" if user_id == self.bot.id else "chat_member"
        if kind == "my_chat_member" or chat.status_of(self.bot.id) in ADMINS:
            changed = {
                "chat": chat_json(chat, self.users),
                "from": user_json(self.users[by]),
                "date": unix(self.now()),
                "old_chat_member": member_json(before, user, chat),
                "new_chat_member": member_json(after, user, chat),
            }
            self.updates.add(kind, changed, chat.id)
        self.tell("chats", **self.overview())

    def remove(self, chat: Chat, user_id: int, by: int) -> None:
        """Someone leaves a group, or is removed by another."""
        if not chat.has(user_id):
            raise ActError("not_a_member")
        self.set_status(chat, user_id, "left" if user_id == by else "kicked", by)
        if not chat.is_channel:  # a channel says nothing of who comes and goes
            self.post(chat, by, service={"left_chat_member": user_json(self.users[user_id])})

    def erase(self, chat: Chat, message_id: int) -> None:
        """Take a message away; nobody is told but the page."""
        del chat.messages[message_id]
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.tell("deleted", chat=chat.id, id=message_id)

    def spend(self, chat: Chat) -> None:
        """Count one send or edit of the bot in a group.

        Raises:
            ApiError: 429, when this minute is used up.
        """
        limit = self.rules.group_limit
        if chat.is_private or limit is None:
            return
        recent = deque(moment for moment in chat.busy if moment > self.now() - MINUTE)
        chat.busy = recent
        if len(recent) >= limit:
            raise too_many(max(1, ceil((recent[0] + MINUTE - self.now()).total_seconds())))
        recent.append(self.now())

    def open_press(self, press_id: str) -> Press:
        """The press that still waits for an answer.

        Raises:
            ApiError: unknown, answered or too old.
        """
        press = self.presses.get(press_id)
        latest = self.now() - timedelta(seconds=self.rules.answer_within)
        if press is None or press.answered or press.pressed_at < latest:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return press

    def overview(self) -> Json:
        """People and chats, without the messages."""
        return {
            "bot": user_json(self.bot),
            "people": [user_json(user) for user in self.users.values() if not user.is_bot],
            "chats": [self._chat_view(chat) for chat in self.chats.values() if not chat.deleted],
        }

    def _chat_view(self, chat: Chat) -> Json:
        members = [
            {"id": member.user_id, "status": member.status, "anonymous": member.anonymous}
            for member in chat.members.values()
        ]
        return {
            "id": chat.id,
            "type": chat.type,
            "title": chat.title,
            "members": members,
            "pinned": chat.pinned,
            "migrated_to": chat.migrated_to,
            "hint": self.hints.get(chat.id),
            "polls": chat.permissions.get("can_send_polls", True),
        }

    def snapshot(self, newest: int = 300) -> Json:
        """Everything the page shows: people, chats and the `newest` messages of each."""
        messages = {
            str(chat.id): [self.view_of(message) for message in list(chat.messages.values())[-newest:]]
            for chat in self.chats.values()
        }
        commands = [command for listed in self.commands.values() for command in listed]
        unique = {command["command"]: command for command in commands}
        return {
            "type": "snapshot",
            **self.overview(),
            "messages": messages,
            "commands": list(unique.values()),
            "now": milliseconds(self.now()),
        }
