"""What there is in the playground: people, chats, members, messages, presses. Plain records, changed in place."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.poll import Poll

ANONYMOUS_ADMIN = 1087968824  # GroupAnonymousBot: the sender of an anonymous admin's messages
CHANNEL_BOT = 136817688  # the sender shown when a member writes as a channel
IN_CHAT = frozenset({"creator", "administrator", "member"})
ADMINS = frozenset({"creator", "administrator"})

Json = dict[str, Any]


@dataclass
class User:
    """A person or a bot.

    Attributes:
        started: whether this person has written to the bot in private; before that it may not write first.
    """

    id: int
    first_name: str
    username: str = ""
    is_bot: bool = False
    language_code: str = "nl"
    started: bool = False


@dataclass
class Member:
    """Someone's place in a chat: creator, administrator, member, left or kicked."""

    user_id: int
    status: str
    anonymous: bool = False


@dataclass
class Message:
    """One message in one chat; a service message has `service` instead of text, a forwarded one its `origin`."""

    id: int
    chat_id: int
    sender_id: int
    sent_at: datetime
    text: str = ""
    entities: list[Json] = field(default_factory=list[Json])
    markup: Json = field(default_factory=dict[str, Any])
    reply_to: int | None = None
    thread: int = 0
    edited_at: datetime | None = None
    sender_chat: Json = field(default_factory=dict[str, Any])
    service: Json = field(default_factory=dict[str, Any])
    document: Json = field(default_factory=dict[str, Any])
    photo: list[Json] = field(default_factory=list[Json])
    reactions: list[Json] = field(default_factory=list[Json])
    poll: Poll | None = None
    origin: Json = field(default_factory=dict[str, Any])

    @property
    def has_caption(self) -> bool:
        """Whether its words stand under a picture or a file."""
        return bool(self.document or self.photo)


@dataclass
class Chat:
    """A private chat, a group, a supergroup or a channel.

    Attributes:
        last_id: the newest message id; only supergroups and channels count for themselves.
        topics: forum topics, thread id to name; a chat is a forum when it has any.
        busy: moments of the bot's recent sends and edits here, for the limit per minute.
        migrated_to: the supergroup this group became, 0 when it did not.
    """

    id: int
    type: str
    title: str = ""
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    permissions: dict[str, bool] = field(default_factory=dict[str, bool])
    messages: dict[int, Message] = field(default_factory=dict[int, Message])
    last_id: int = 0
    topics: dict[int, str] = field(default_factory=dict[int, str])
    pinned: list[int] = field(default_factory=list[int])
    busy: deque[datetime] = field(default_factory=deque[datetime])
    migrated_to: int = 0
    deleted: bool = False

    @property
    def is_private(self) -> bool:
        """Whether this is a chat with one person."""
        return self.type == "private"

    @property
    def is_supergroup(self) -> bool:
        """Whether this is a supergroup."""
        return self.type == "supergroup"

    @property
    def is_channel(self) -> bool:
        """Whether this is a channel: admins post, the others read."""
        return self.type == "channel"

    def status_of(self, user_id: int) -> str:
        """The member status of someone; `left` when never seen."""
        member = self.members.get(user_id)
        return member.status if member else "left"

    def has(self, user_id: int) -> bool:
        """Whether someone is in this chat."""
        return self.status_of(user_id) in IN_CHAT


@dataclass
class Press:
    """A pressed button, waiting for its answer."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    pressed_at: datetime
    answered: bool = False


@dataclass(frozen=True)
class Call:
    """One line of the ledger: what the bot asked, and what became of it.

    Attributes:
        code: 200, an error code, or 0 for an injected fault.
        description: Telegram's words, or the kind of the fault (`drop_after`: the line before it did happen).
    """

    at: datetime
    method: str
    chat_id: int
    message_id: int
    text: str
    code: int
    description: str
