"""Names that the parts of the room share: its flows, its kinds of plans, its buttons."""

from bot.cards import Words
from bot.outgoing import Button
from core.ids import ParticipantId
from flows.model import FlowName
from flows.values import Place

CHECK_IN = FlowName("check_in")
INDICATOR = FlowName("indicator")

ROUND = "check_in"
"""The kind of plan at which a round begins; it comes back."""

REMIND, CLOSE = "check_in_remind", "check_in_close"
"""Kinds of plans about a round, by its number."""

DIGEST, BACK = "digest", "need_back"
"""Kinds of plans of a core group: what rounds of a day came to; a need that nobody took up."""

WORD = "checkin"


def button(words: Words, name: str, code: str, **values: object) -> Button:
    """Return a button of this room."""
    return words.button(words.plain(f"check_ins.button.{name}", **values), 0, f"{WORD}:{code}")


NOBODY = ParticipantId("0")
"""Who leads a round that the bot opened; admins may steer it."""

QUESTION: Place = "sheets"
"""The question of a round that everyone fills in a sheet for."""
