"""What is told without a question: long messages, and a short word to the one who did something."""

from bot.cards.fit import split
from bot.cards.words import Words
from bot.outgoing import Drawn
from bot.texts import CLIPPED
from flows.model import Flow
from flows.run import Notice, Tell

MOST_TOAST = 200
"""Telegram's limit of the answer to a press."""


def told(words: Words, flow: Flow, tell: Tell) -> tuple[Drawn, ...]:
    """Return the messages of something computed, each within Telegram's limits; none when it comes to nothing."""
    text = words.html(f"{flow.id}.{tell.step}.tell", **tell.values)
    return tuple(Drawn(message) for message in split(text))


def notice(words: Words, found: Notice) -> str:
    """Return a word to who acted, plain, at most 200 characters: for a toast, or as the text of a reply."""
    text = words.plain(f"engine.notice.{found.key}", **found.values)
    return text if len(text) <= MOST_TOAST else text[: MOST_TOAST - 1] + CLIPPED
