"""What the sender is given: where rows are kept, who speaks to Telegram, how words are made, and its times."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import telegram

from bot.clock import Clock, monotonic, now
from bot.outbox.budget import Limits
from bot.outbox.request import AiohttpRequest
from bot.outgoing import ChatLook, Drawn, Json
from bot.store import Store
from bot.store.vote_rows import NativePoll

Draw = Callable[[Mapping[str, Json], ChatLook], Awaitable[Drawn | None] | Drawn | None]
"""Makes the words of a row at the moment it is sent; None when there is nothing to say any more."""

Trouble = Literal["gone", "rights", "topic", "migrated", "token"]
"""gone: the bot was removed or blocked, the chat is paused. rights: it may not write there, the chat is paused.
topic: the forum topic is closed, the message went to the general one. migrated: the group became a supergroup, its
cards stayed behind. token: Telegram does not know the token; group 0."""

OnTrouble = Callable[[int, Trouble], Awaitable[None]]

MARGIN = 5.0
"""Seconds a lease must outlast the longest call: for the store before it and after it."""


@dataclass(frozen=True, kw_only=True)
class Times:
    """In seconds.

    Attributes:
        lease: How long a row is ours; more than the longest call and MARGIN.
        grace: From an answer that did not come to looking whether the message did; longer than Telegram takes.
        edit_pause: Between two changes of one message, when nothing else waits in that chat.
        first_backoff: After a first failure; doubles each time.
        longest_backoff: Where doubling ends.
        token_pause: For everyone, when the token is refused.
        rest: After something went wrong on our side.
        rescan: Between looks at all chats, should a wake-up ever be missed.
    """

    lease: float = 45.0
    grace: float = 5.0
    edit_pause: float = 3.0
    first_backoff: float = 1.0
    longest_backoff: float = 60.0
    token_pause: float = 60.0
    rest: float = 1.0
    rescan: float = 30.0

    def backoff(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row (1 or more)."""
        doublings = min(failures - 1, 16)
        return min(self.longest_backoff, self.first_backoff * 2.0**doublings)


async def _nobody(group: int, trouble: Trouble) -> None:
    """Hear of trouble, and do nothing about it."""


NoPoll = Literal["refused", "lost"]
"""refused: the chat takes no polls. lost: nobody knows whether it was posted, and it can't be looked for."""

OnPoll = Callable[[str, NativePoll | NoPoll], Awaitable[None]]
"""Hears, by key, which poll of Telegram a message became and what it counts, or why it is none."""


async def _no_polls(key: str, seen: NativePoll | NoPoll) -> None:
    """Hear of a poll, and do nothing about it."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything the sender needs of the rest.

    Attributes:
        limits: How much may be said.
        at_once: How many chats are written to at the same time.

    Raises:
        TypeError: The bot does not speak through `AiohttpRequest`, whose errors the sender can judge.
        ValueError: The lease could run out during a call.
    """

    store: Store
    bot: telegram.Bot
    draw: Draw
    on_trouble: OnTrouble = _nobody
    on_poll: OnPoll = _no_polls
    clock: Clock = now
    monotonic: Callable[[], float] = monotonic
    times: Times = field(default_factory=Times)
    limits: Limits = field(default_factory=Limits)
    at_once: int = 16

    def __post_init__(self) -> None:
        """Check that a lease outlasts a call."""
        if self.times.lease <= self.longest_call + MARGIN:
            raise ValueError(
                f"a lease of {self.times.lease} s must outlast a call of {self.longest_call} s and {MARGIN} s"
            )

    @property
    def longest_call(self) -> float:
        """Seconds after which a call has come to an end."""
        request = self.bot.request
        if not isinstance(request, AiohttpRequest):
            raise TypeError(f"the bot speaks through {type(request).__name__}, expected AiohttpRequest")
        return request.longest_call
