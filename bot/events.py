"""What happened in a chat, without a Telegram type: the language between the border and the decisions."""

from dataclasses import dataclass, field
from typing import Literal

from bot.store.chat_rows import ChatKind
from bot.store.vote_rows import NativePoll


@dataclass(frozen=True, kw_only=True)
class Where:
    """The chat and the topic.

    Attributes:
        tg_id: Telegram's id of the chat.
        kind: `private`, `group` or `channel`.
        thread: The forum topic, 0 when there is none (and in the general topic).
        title: How the chat is called today, '' when nobody said; another name makes it no other place.
    """

    tg_id: int
    kind: ChatKind
    thread: int = 0
    title: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True)
class Who:
    """The person.

    Attributes:
        id: Telegram's id of them; kept as the participant of this chat.
        mask: Set when they write as the group itself (an anonymous admin) or as a channel; then they are nobody to us.
        language: Language of their app, None when unknown.
    """

    id: int
    mask: Literal["anonymous_admin", "channel"] | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Wrote:
    """Someone wrote words.

    Attributes:
        where: The chat.
        who: The writer.
        message_id: Telegram's id of the message.
        text: The words; of a command what follows it.
        command: The command without slash and bot name, in lower case; None for plain words.
        reply_to: The message of ours that is answered, None when it answers no message of ours.
        names_bot: The command is written with our name behind it.
        edited: They wrote it before, otherwise.
    """

    where: Where
    who: Who
    message_id: int
    text: str
    command: str | None = None
    reply_to: int | None = None
    names_bot: bool = False
    edited: bool = False


@dataclass(frozen=True, kw_only=True)
class Tapped:
    """Someone pressed a button. `query` is what the answer to the press needs."""

    where: Where
    who: Who
    message_id: int
    data: str
    query: str


@dataclass(frozen=True, kw_only=True)
class BotMoved:
    """The bot was added to a chat (`came`), removed from it (no longer `present`), or got other rights there."""

    where: Where
    who: Who
    present: bool
    came: bool = False


@dataclass(frozen=True, kw_only=True)
class Departed:
    """Someone is no longer in the chat: they left it, or were taken out."""

    where: Where
    who: Who


@dataclass(frozen=True, kw_only=True)
class Renamed:
    """A chat got another title."""

    where: Where
    who: Who


@dataclass(frozen=True, kw_only=True)
class Upgraded:
    """A group became a supergroup with another id."""

    old: int
    new: int


@dataclass(frozen=True, kw_only=True)
class PollMoved:
    """A poll of Telegram that the bot asked has other counts, or was closed."""

    poll: NativePoll


@dataclass(frozen=True, kw_only=True)
class Chose:
    """Someone chose in a poll of Telegram that shows names: their full choice, or nothing any more.

    Attributes:
        poll: How Telegram calls the poll.
        voter: Telegram's id of them.
        chosen: Ids of the options, which stay the same when others are added.
    """

    poll: str
    voter: int
    chosen: tuple[str, ...]


Happened = Wrote | Tapped | BotMoved | Departed | Renamed
"""What somebody did in a chat."""

Event = Happened | Upgraded | PollMoved | Chose
