"""Was it posted? A send whose answer never came is looked for by editing the ids it could have got.

Editing with exactly the words that were sent changes nothing when it finds them ("message is not modified"); of a
picture these are the words under it, and a message without a picture says that it has none. Ids that do not exist and
messages of others say so without harm; other messages of ours are never touched. What others wrote since then also has
ids in the range, and with privacy mode on we did not see it: so the search goes on as long as it meets messages, and
ends after a stretch of ids that do not exist.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.outbox.outcome import Outcome, Verdict
from bot.store.outbox_rows import Payload

STRETCH = 8
"""So many ids in a row that do not exist are the end of the chat."""

STRETCH_SHARED = 16
"""The same where all chats share one count: the ids of other chats do not exist in this one."""

FARTHEST = 40
"""So many ids are tried at most; in a chat that has gone on farther, the message is not found this way."""


class Search(Enum):
    """How a search ends without a message."""

    ABSENT = auto()
    """It was not posted: it may be sent."""
    UNFINDABLE = auto()
    """It can't be told: no id of the chat was known, or too much was written since."""


_SUPERGROUPS_BELOW = -1_000_000_000_000  # how Telegram numbers chats: people above 0, groups below, supergroups here


def shares_ids(chat: int) -> bool:
    """Whether a chat (a person or a basic group) takes its message ids from the one count of the bot."""
    return chat > _SUPERGROUPS_BELOW


_OURS = Outcome(Verdict.NOT_OURS, "")

Try = Callable[[int], Awaitable[Outcome]]
"""Edits the message with this id to the words that were sent."""


@dataclass
class Trail:
    """How far a search has come, so that an interrupted one goes on where it was.

    Attributes:
        tried: How many ids after the last known one were tried.
        missing: How many of the latest of them do not exist.
    """

    tried: int = 0
    missing: int = 0


async def look_for(payload: Payload, ours: frozenset[int], try_on: Try, trail: Trail) -> int | Search | Outcome:
    """Return the id under which `payload` was posted, how the search ended, or what interrupted it."""
    stretch = STRETCH_SHARED if shares_ids(payload.chat) else STRETCH
    while trail.tried < FARTHEST and trail.missing < stretch:
        message_id = payload.after + trail.tried + 1
        outcome = _OURS if message_id in ours else await try_on(message_id)
        match outcome.verdict:
            case Verdict.DONE:
                return message_id
            case Verdict.GONE:
                trail.missing += 1
            case Verdict.NOT_OURS | Verdict.REFUSED:
                trail.missing = 0  # something is there that can't be changed to these words
            case _:
                return outcome
        trail.tried += 1
    return Search.ABSENT if payload.after and trail.missing == stretch else Search.UNFINDABLE
