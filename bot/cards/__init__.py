"""What people see of a run: pure functions from a run to the words and buttons of one message."""

from bot.cards.around import beforehand, closed_card, gathering_card, paused_card
from bot.cards.fit import split as split_messages
from bot.cards.names import answer_label, choice_label, item_name, level_label
from bot.cards.open import open_card
from bot.cards.telling import notice, told
from bot.cards.words import Asked, Words

__all__ = [
    "Asked",
    "Words",
    "answer_label",
    "beforehand",
    "choice_label",
    "closed_card",
    "gathering_card",
    "item_name",
    "level_label",
    "notice",
    "open_card",
    "paused_card",
    "split_messages",
    "told",
]
