"""What the bot promises to say: values, put into the outbox in the transaction of their cause."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["send", "photo", "document", "poll", "edit", "delete", "stop"]

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to send, or a change to one that was sent.

    Attributes:
        key: The cause, unique for ever (`run7:card12`); a second draft with the same key is ignored,
            except that a waiting edit of the same `target_key` is replaced by the newer one.
        group: Our id of the chat.
        thread: Telegram's id of the forum topic, 0 when there is none.
        kind: `send` a new message, `photo` one with a picture, `document` one with a file, `poll` a poll of Telegram,
            `edit` the text and buttons of one, `delete` it, or `stop` a poll.
        target_key: For edit, delete and stop: the key of the send that is meant.
        draw: What to draw; the words are made when the row is claimed, so that the latest state counts.
        priority: Lower goes first among chats (3 question cards, 5 the rest, 7 tallies).
        reply_to: Telegram's id of the message this answers, or None.
        delay: Seconds to wait at least; a later edit of the same card takes the place of this one.
    """

    key: str
    group: int
    thread: int = 0
    kind: Kind = "send"
    target_key: str | None = None
    draw: Mapping[str, Json] = field(default_factory=dict[str, Json])
    priority: int = 5
    reply_to: int | None = None
    delay: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """The words of one message, as Telegram gets them.

    Attributes:
        text: HTML, at most 4,096 characters after parsing; under a picture or a file 1,024.
        keyboard: Rows of (label, callback data or url) buttons; empty for none.
        picture: A PNG, drawn anew each time and never stored; empty for none.
        document: A calendar file, made anew as a picture is; empty for none.
        poll: A poll of Telegram; the text then stands under its question. None for none.
    """

    text: str
    keyboard: tuple[tuple["Button", ...], ...] = ()
    picture: bytes = field(default=b"", repr=False)
    document: bytes = field(default=b"", repr=False)
    poll: "PollForm | None" = None


@dataclass(frozen=True, kw_only=True)
class PollForm:
    """A poll as Telegram asks it.

    Attributes:
        question: At most 300 characters, without markup.
        options: 2 to 12, each at most 100 characters.
        named: Whether the chat sees who chose what.
        several: Whether more than one may be chosen.
        hides: Whether counts are hidden until it closes.
        closes_at: When Telegram closes it by itself, None when it does not.
    """

    question: str
    options: tuple[str, ...]
    named: bool
    several: bool
    hides: bool
    closes_at: datetime | None


@dataclass(frozen=True)
class Button:
    """One inline button: its label, and what it carries (callback data of at most 64 bytes) or opens (a url)."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChatLook:
    """What the words depend on: the chat they are for.

    Attributes:
        group: Our id of the chat.
        thread: Telegram's id of the forum topic, 0 when there is none.
        kind: `private` or `group`.
        role: What the chat is for, e.g. `action_group`.
        language: Language of the texts, e.g. `nl`.
        time_zone: IANA name of the zone times are told in.
    """

    group: int
    thread: int = 0
    kind: str = "group"
    role: str = "action_group"
    language: str = "nl"
    time_zone: str = "Europe/Brussels"
