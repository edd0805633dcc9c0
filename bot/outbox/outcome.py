"""What an error of a Bot API call means for the message: the whole table in one place."""

from dataclasses import dataclass
from enum import Enum, auto

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.outbox.request import TooMany, never_left


class Verdict(Enum):
    """What became of a call."""

    DONE = auto()
    """It had been done before."""
    NOT_SENT = auto()
    """It never reached Telegram, or was turned away untouched: again, later."""
    HOLD = auto()
    """Too many: again after so many seconds."""
    REFUSED = auto()
    """It can never be done."""
    GONE = auto()
    """The message to change is not there."""
    NOT_OURS = auto()
    """The message to change is there, but not ours to change."""
    NO_TOPIC = auto()
    """The forum topic is closed or gone."""
    NO_RIGHTS = auto()
    """The group does not let the bot write; also seen during outages of Telegram."""
    MIGRATED = auto()
    """The group has a new id."""
    FORBIDDEN = auto()
    """The bot is no longer in the chat, or blocked."""
    TOKEN = auto()
    """The token, or the address of the server, is wrong."""
    UNKNOWN = auto()
    """Nobody knows whether it was done."""


@dataclass(frozen=True)
class Outcome:
    """A verdict with what belongs to it.

    Attributes:
        verdict: What became of the call.
        error: The type of the error, for the row and the log; never its text, which may quote a member or the token.
        seconds: For HOLD: how long.
        chat: For MIGRATED: Telegram's new id of the chat.
    """

    verdict: Verdict
    error: str
    seconds: float = 0.0
    chat: int = 0


_TURNED_DOWN = (  # the library changes capitals, so everything is compared in lower case; the first that fits counts
    ("message is not modified", Verdict.DONE),
    ("poll has already been closed", Verdict.DONE),
    ("message with poll to stop not found", Verdict.GONE),
    ("message to edit not found", Verdict.GONE),
    ("message to delete not found", Verdict.GONE),
    ("message can't be edited", Verdict.NOT_OURS),
    ("message can't be deleted", Verdict.NOT_OURS),
    ("message_id_invalid", Verdict.NOT_OURS),
    ("message thread not found", Verdict.NO_TOPIC),
    ("topic_closed", Verdict.NO_TOPIC),
    ("topic_deleted", Verdict.NO_TOPIC),
    ("not enough rights", Verdict.NO_RIGHTS),
    ("have no rights", Verdict.NO_RIGHTS),
    ("chat_write_forbidden", Verdict.NO_RIGHTS),
    ("chat_restricted", Verdict.NO_RIGHTS),
    ("chat not found", Verdict.FORBIDDEN),
    ("peer_id_invalid", Verdict.FORBIDDEN),
)

_BY_TYPE: tuple[tuple[type[TelegramError], Verdict], ...] = (
    (Forbidden, Verdict.FORBIDDEN),
    (InvalidToken, Verdict.TOKEN),
    (Conflict, Verdict.NOT_SENT),
)


def outcome_of(error: Exception) -> Outcome:
    """Judge what a call raised. What is not in the table is UNKNOWN: also an answer the library can't read."""
    name = type(error).__name__
    match error:
        case TooMany():
            return Outcome(Verdict.HOLD, name, seconds=error.retry_after.total_seconds())
        case ChatMigrated():
            return Outcome(Verdict.MIGRATED, name, chat=error.new_chat_id)
        case BadRequest():
            return Outcome(_turned_down(error), name)
        case _:
            return Outcome(Verdict.NOT_SENT if never_left(error) else _by_type(error), name)


def _by_type(error: Exception) -> Verdict:
    return next((verdict for kind, verdict in _BY_TYPE if isinstance(error, kind)), Verdict.UNKNOWN)


def _turned_down(error: BadRequest) -> Verdict:
    text = error.message.lower()
    return next((verdict for part, verdict in _TURNED_DOWN if part in text), Verdict.REFUSED)
